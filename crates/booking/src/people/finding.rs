//! Finds a person or a place by any typed part: names in either order, with or without accents, a birth date,
//! a speciality, an id.

use std::ops::Range;

use crate::{Entry, EntryKind, Personal, fold, fold_either};
use i18n::Language;

/// The searchable text of an entry. Computed once per list, so that a key press costs no folding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingKey {
    text: Personal<String>,
    /// The length of the name part, in bytes.
    name: usize,
}

impl FindingKey {
    /// Creates the key of an entry: its name, also with umlauts written out, its detail, its id, and its code if any. A
    /// birth date is included in the notation of each language.
    pub fn of(entry: &Entry, code: Option<&str>) -> FindingKey {
        let Entry { name, id, kind, .. } = entry;
        let detail = match kind {
            EntryKind::Patient(person) => Language::ALL
                .map(|language| person.birth_date_read(language))
                .join(" "),
            EntryKind::Practitioner(_)
            | EntryKind::Retired
            | EntryKind::Place(_)
            | EntryKind::Service
            | EntryKind::Panel
            | EntryKind::Code => entry.detail_to_find(),
        };
        let mut text = fold_either(name);
        let name = text.len();
        text.push_str(&fold(&format!(
            " {detail} {id} {}",
            code.unwrap_or_default()
        )));
        FindingKey {
            text: text.into(),
            name,
        }
    }

    fn name(&self) -> &str {
        &self.text.shown()[..self.name]
    }
}

/// Typed words, ready to be searched for.
#[derive(Clone)]
pub struct Finder {
    words: Vec<String>,
}

impl Finder {
    /// Prepares a search for every word of `typed`, in any order.
    pub fn new(typed: &str) -> Finder {
        Finder {
            words: typed
                .split([' ', ','])
                .map(fold)
                .filter(|word| !word.is_empty())
                .collect(),
        }
    }

    /// Returns how well an entry matches: 0 if every typed word begins one of its words, 1 if each occurs
    /// somewhere, `None` if one is missing.
    pub fn rank(&self, key: &FindingKey) -> Option<u8> {
        self.words
            .iter()
            .all(|word| key.text.shown().contains(word.as_str()))
            .then(|| u8::from(!self.begin_words_of(key.text.shown())))
    }

    /// Returns whether each typed word begins a word of the name.
    pub fn names(&self, key: &FindingKey) -> bool {
        !self.words.is_empty() && self.begin_words_of(key.name())
    }

    fn begin_words_of(&self, text: &str) -> bool {
        let begins = |word: &String| starts(text).any(|at| text[at..].starts_with(word.as_str()));
        self.words.iter().all(begins)
    }

    /// Returns the parts of a name that were typed, as byte ranges in order.
    pub fn marks(&self, name: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = self
            .words
            .iter()
            .filter_map(|word| starts(name).find_map(|at| mark(name, at, word)))
            .collect();
        marks.sort_by_key(|mark| mark.start);
        marks.dedup_by(|later, earlier| later.start < earlier.end);
        marks
    }
}

/// Returns whether a text can only be an id: names have neither digits nor underscores, and few have a hyphen but no
/// capital.
pub fn is_like_an_id(text: &str) -> bool {
    let is_plain = text.contains('-') && !text.contains(char::is_uppercase) && text.is_ascii();
    is_plain || text.contains(|letter: char| letter.is_ascii_digit() || letter == '_')
}

/// Returns whether a text occurs only in an id: it is no part of the name, and not the code.
pub fn is_part_of_id(text: &str, id: &str, name: &str, code: &str) -> bool {
    let typed = fold(text);
    let id = fold(id);
    typed != id && id.contains(&typed) && typed != fold(code) && !fold(name).contains(&typed)
}

/// Returns the positions at which the words of a text begin, in bytes.
pub(crate) fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, letter)| {
        let begins = letter.is_alphanumeric() && !inside;
        inside = letter.is_alphanumeric();
        begins.then_some(at)
    })
}

/// Returns the range of `name` that begins at `at` and folds to `word`, if there is one.
fn mark(name: &str, at: usize, word: &str) -> Option<Range<usize>> {
    let ends = name[at..]
        .char_indices()
        .map(|(offset, letter)| at + offset + letter.len_utf8());
    ends.take_while(|end| fold(&name[at..*end]).len() <= word.len())
        .filter(|end| fold(&name[at..*end]) == word)
        .last()
        .map(|end| at..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;
    use crate::{Person, PersonName};

    fn entry(name: &str, detail: &str, id: &str) -> Entry {
        Entry {
            id: id.to_owned(),
            name: name.to_owned(),
            detail: detail.to_owned(),
            kind: EntryKind::Practitioner(Box::default()),
        }
    }

    fn rank(name: &str, typed: &str) -> Option<u8> {
        Finder::new(typed).rank(&FindingKey::of(
            &entry(name, "22 Mar 1985", "pt_abc123"),
            None,
        ))
    }

    #[test]
    fn any_part_finds_and_the_beginning_of_words_finds_first() {
        for typed in [
            "maria",
            "schmidt ma",
            "Schmidt, Maria",
            "sch 1985",
            "22 mar",
            "pt_abc",
            "",
        ] {
            assert_eq!(rank("Maria Schmidt", typed), Some(0), "{typed}");
        }
        assert_eq!(rank("Maria Schmidt", "midt"), Some(1));
        assert_eq!(rank("Maria Schmidt", "schmitt"), None);
        for typed in ["muller", "MÜLLER", "mueller", "mu\u{308}ller"] {
            assert_eq!(rank("Jörg Müller", typed), Some(0), "{typed}");
        }
    }

    #[test]
    fn someone_is_found_by_a_birth_date_as_any_language_writes_it() {
        let name = PersonName {
            first: "Maria".to_owned(),
            last: "Schmidt".to_owned(),
        };
        let maria = Person::new(CLINIK, "pt_1".to_owned(), name).born("1985-03-22".to_owned());
        let key = FindingKey::of(&Entry::from(&maria), None);
        for typed in ["schmidt 22 mar 1985", "22. märz", "22.3.1985"] {
            assert_eq!(Finder::new(typed).rank(&key), Some(0), "{typed}");
        }
        assert_eq!(Finder::new("23.3.1985").rank(&key), None);
    }

    #[test]
    fn what_was_typed_is_marked_in_the_name() {
        let marked = |name: &str, typed: &str| -> Vec<String> {
            Finder::new(typed)
                .marks(name)
                .into_iter()
                .map(|mark| name[mark].to_owned())
                .collect()
        };
        assert_eq!(marked("Maria Schmidt", "sch ma"), ["Ma", "Sch"]);
        assert_eq!(marked("Jörg Müller", "mull"), ["Müll"]);
        assert_eq!(marked("Weiß-Groß", "gross"), ["Groß"]);
        assert_eq!(marked("Maria Schmidt", "1985"), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn no_typed_text_panics(name in ".{0,30}", typed in ".{0,20}") {
            let finder = Finder::new(&typed);
            let _ = finder.rank(&FindingKey::of(&entry(&name, "", ""), None));
            for mark in finder.marks(&name) {
                proptest::prop_assert!(name.is_char_boundary(mark.start) && name.is_char_boundary(mark.end));
            }
        }
    }
}
