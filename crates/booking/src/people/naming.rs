//! How people are named in lists: in full, or so that bystanders learn little.

use i18n::Language;

use crate::{Entry, EntryKind, Person};

/// How people are named in lists. The patient of a filled form is always named in full, because staff read
/// the name back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// In full: `Maria Schmidt`, `22 Mar 1985`.
    #[default]
    InFull,
    /// By initials: `M. S.`, `1985`.
    Initials,
}

impl Naming {
    /// Returns the other way.
    pub fn other(self) -> Naming {
        match self {
            Naming::InFull => Naming::Initials,
            Naming::Initials => Naming::InFull,
        }
    }

    /// Returns a person's name.
    pub fn name(self, name: &str) -> String {
        match self {
            Naming::InFull => name.to_owned(),
            Naming::Initials => initials(name),
        }
    }

    /// Returns a person's name and birth date; the date is empty if unknown.
    pub fn person(self, person: &Person, language: Language) -> (String, String) {
        let born = match self {
            Naming::InFull => person.detail(language),
            Naming::Initials => person.marked(person.birth_year().unwrap_or_default(), language),
        };
        (self.name(&person.full_name()), born)
    }

    /// Returns an entry's name and detail as one text: `Maria Schmidt, 22 Mar 1985`.
    pub fn identified(self, entry: &Entry, language: Language) -> String {
        match self.entry(entry, language) {
            (name, detail) if detail.is_empty() => name,
            (name, detail) => format!("{name}, {detail}"),
        }
    }

    /// Returns an entry's name and the detail that distinguishes it. Only people are abbreviated.
    pub fn entry(self, entry: &Entry, language: Language) -> (String, String) {
        match &entry.kind {
            EntryKind::Patient(person) => self.person(person, language),
            EntryKind::Practitioner(_)
            | EntryKind::Retired
            | EntryKind::Place(_)
            | EntryKind::Service
            | EntryKind::Panel
            | EntryKind::Code => (entry.name.clone(), entry.detail(language).into_owned()),
        }
    }
}

/// Returns `Maria Schmidt` as `M. S.`, which reveals nothing to bystanders.
pub fn initials(name: &str) -> String {
    let first = name
        .split_whitespace()
        .filter_map(|part| part.chars().next());
    first
        .map(|letter| format!("{letter}."))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use crate::PersonName;
    use crate::clinics::CLINIK;

    use super::*;

    fn maria(born: &str) -> Entry {
        let name = PersonName {
            first: "Maria".to_owned(),
            last: "Schmidt".to_owned(),
        };
        Entry::from(&Person::new(CLINIK, "pt_1".to_owned(), name).born(born.to_owned()))
    }

    #[test]
    fn initials_and_birth_year_are_all_that_is_left() {
        let entry = |born| Naming::Initials.entry(&maria(born), Language::En);
        assert_eq!(entry("1985-03-22"), ("M. S.".to_owned(), "1985".to_owned()));
        assert_eq!(entry("1985-03").1, "1985");
        assert_eq!(entry("").1, "");
        assert_eq!(entry("spring 85").1, "");
    }

    #[test]
    fn in_full_and_places_stay_as_they_are() {
        let full = Naming::InFull.entry(&maria("1985-03-22"), Language::En);
        assert_eq!(full, ("Maria Schmidt".to_owned(), "22 Mar 1985".to_owned()));
        let karin = Entry {
            id: "prac_1".to_owned(),
            name: "Karin Ivers".to_owned(),
            detail: "Cardiology".to_owned(),
            kind: EntryKind::Practitioner(Box::default()),
        };
        assert_eq!(
            Naming::Initials.entry(&karin, Language::En).0,
            "Karin Ivers"
        );
        assert_eq!(Naming::Initials.other(), Naming::InFull);
    }
}
