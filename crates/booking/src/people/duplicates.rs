//! Finds known people who may be identical with a new patient: born on the same day, with a similar name. Staff decide.

use chrono::NaiveDate;

use crate::text::redacted_debug;
use crate::{NewPatient, PatientField, Person, fold, spelt_out};

/// The minimum Jaro-Winkler similarity of two names that may be the same, spelt or heard differently.
const SIMILAR: f64 = 0.88;

/// A new patient, prepared for comparison with many. `Debug` shows nothing personal.
#[derive(Clone, PartialEq)]
pub struct LookAlike {
    /// The date of birth, if given.
    pub born: Option<NaiveDate>,
    /// The birth date as `YYYY-MM-DD`; empty if not given.
    written: String,
    names: [FoldedName; 2],
}

/// A name without accents, or with its umlauts written out.
#[derive(Clone, PartialEq)]
struct FoldedName {
    first: String,
    last: String,
}

impl LookAlike {
    /// Prepares the comparison for a new patient.
    pub fn of(patient: &NewPatient) -> LookAlike {
        let born = patient.birth_date();
        let written = born.map(|day| day.to_string()).unwrap_or_default();
        let first = patient.text(PatientField::FirstName);
        let last = patient.text(PatientField::LastName);
        LookAlike {
            born,
            written,
            names: FoldedName::either(first, last),
        }
    }

    /// Returns whether a person is certainly another one: the birth date or the name is known and different.
    pub fn is_another(&self, person: &Person) -> bool {
        let known = person.birth_date();
        let is_born_otherwise = self
            .born
            .zip(known)
            .is_some_and(|(born, known)| born != known);
        let mut names = person.names();
        let is_named =
            names.any(|name| !name.first.trim().is_empty() || !name.last.trim().is_empty());
        let likeness = self
            .likeness_to(person, FoldedName::likeness)
            .max(self.likeness_to(person, FoldedName::likeness_of_part));
        is_born_otherwise || is_named && likeness < SIMILAR
    }

    /// Returns the greatest similarity to one of a person's names, in any spelling.
    fn likeness_to(&self, person: &Person, likeness: fn(&FoldedName, &FoldedName) -> f64) -> f64 {
        let theirs: Vec<FoldedName> = person
            .names()
            .flat_map(|name| FoldedName::either(&name.first, &name.last))
            .collect();
        let pairs = self
            .names
            .iter()
            .flat_map(|ours| theirs.iter().map(|theirs| likeness(ours, theirs)));
        pairs.fold(0.0, f64::max)
    }

    /// Returns whether a known person may be the same: the birth date is the same or unknown, and the name is similar,
    /// in either order of first and last name. The date is compared first, which makes long lists fast.
    pub fn fits(&self, person: &Person) -> bool {
        let known = person.birth_date_text();
        if !self.written.is_empty() && !known.is_empty() && !known.starts_with(&self.written) {
            return false;
        }
        // Without a date, only an equal name is a reason to ask.
        let least = if self.written.is_empty() || known.is_empty() {
            0.97
        } else {
            SIMILAR
        };
        self.likeness_to(person, FoldedName::likeness) >= least
    }
}

impl FoldedName {
    fn either(first: &str, last: &str) -> [FoldedName; 2] {
        let plain = FoldedName {
            first: fold(first),
            last: fold(last),
        };
        let spelt = FoldedName {
            first: fold(&spelt_out(first)),
            last: fold(&spelt_out(last)),
        };
        [plain, spelt]
    }

    /// Returns the similarity of the only known part of the other name to the same part of this one.
    fn likeness_of_part(&self, other: &FoldedName) -> f64 {
        match (other.first.trim(), other.last.trim()) {
            ("", last) => strsim::jaro_winkler(&self.last, last),
            (first, "") => strsim::jaro_winkler(&self.first, first),
            _ => 0.0,
        }
    }

    /// Returns the similarity, in either order of first and last name.
    fn likeness(&self, other: &FoldedName) -> f64 {
        let ours = format!("{} {}", self.first, self.last);
        let straight = strsim::jaro_winkler(&ours, &format!("{} {}", other.first, other.last));
        let turned = strsim::jaro_winkler(&ours, &format!("{} {}", other.last, other.first));
        straight.max(turned)
    }
}

redacted_debug!(LookAlike {});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;
    use crate::time::Clock;
    use crate::{PatientDraft, PersonName};
    use i18n::Language;

    fn new(first: &str, last: &str, born: &str) -> LookAlike {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let zone = zones::Zone::BERLIN;
        let clock = Clock {
            now,
            zone,
            date_order: None,
            open: None,
            language: Language::En,
        };
        let mut draft = PatientDraft::new(CLINIK);
        draft.set(PatientField::FirstName, first.to_owned());
        draft.set(PatientField::LastName, last.to_owned());
        draft.set(PatientField::BirthDate, born.to_owned());
        LookAlike::of(&draft.review(&clock).patient.unwrap())
    }

    fn known(first: &str, last: &str, born: &str) -> Person {
        let name = PersonName {
            first: first.to_owned(),
            last: last.to_owned(),
        };
        Person::new(CLINIK, "pt_1".to_owned(), name).born(born.to_owned())
    }

    #[test]
    fn the_same_day_and_a_similar_name_is_alike() {
        let day = "1985-03-22";
        let maria = new("Maria", "Schmidt", day);
        for (first, last) in [
            ("Maria", "Schmidt"),
            ("MARIA", "SCHMIDT"),
            ("Maria", "Schmitt"),
            ("Marie", "Schmid"),
            ("Schmidt", "Maria"),
            ("Maria Anna", "Schmidt"),
        ] {
            assert!(maria.fits(&known(first, last, day)), "{first} {last}");
        }
        for (first, last) in [
            ("Karl", "Schmidt"),
            ("Maria", "Papadopoulou"),
            ("Jörg", "Weißmüller"),
            ("", ""),
        ] {
            assert!(!maria.fits(&known(first, last, day)), "{first} {last}");
        }
        assert!(new("Joerg", "Weissmueller", day).fits(&known("Jörg", "Weißmüller", day)));
    }

    #[test]
    fn whoever_is_born_or_called_otherwise_is_another_and_what_is_unknown_tells_nothing() {
        let maria = new("Maria", "Schmidt", "1985-03-22");
        for (first, last, born) in [
            ("Maria", "Schmidt", "1985-03-23"),
            ("Jonas", "Weber", "1985-03-22"),
            ("Jonas", "Weber", ""),
            ("", "Weber", ""),
        ] {
            assert!(
                maria.is_another(&known(first, last, born)),
                "{first} {born}"
            );
        }
        for (first, last, born) in [
            ("Maria", "Schmidt", ""),
            ("", "", "1985-03-22"),
            ("", "", ""),
            ("", "Maria Schmidt", "1985"),
            ("", "Schmidt", "1985-03-22"),
            ("Maria", "", ""),
            ("MARIA", "SCHMIDT", "1985-03-22"),
        ] {
            assert!(
                !maria.is_another(&known(first, last, born)),
                "{first} {born}"
            );
        }
    }

    #[test]
    fn another_day_is_another_person_and_an_unknown_day_asks_for_the_whole_name() {
        let maria = new("Maria", "Schmidt", "1985-03-22");
        assert!(!maria.fits(&known("Maria", "Schmidt", "1985-03-23")));
        assert!(maria.fits(&known("Maria", "Schmidt", "")));
        assert!(!maria.fits(&known("Maria", "Schmitt", "")));
        assert!(new("Maria", "Schmidt", "").fits(&known("maria", "schmidt", "1985-03-22")));
    }
}
