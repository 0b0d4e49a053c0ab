//! Lines that say that a patient has died: `220385s died`, `Pemberton ist verstorben`.

use booking::line::ListMatch;
use booking::{bare_word, begin_with_phrase};

use super::subject::up_to;
use super::{LineCase, LineRead, LineShape, LineSources, LineTask, of_patient};
use crate::Office;

/// The words behind the patient, in English, German and Finnish, without accents. Two of one beginning stand longest first.
const WORDS: &[&[&str]] = &[
    &["has", "died"],
    &["died"],
    &["has", "passed", "away"],
    &["passed", "away"],
    &["is", "deceased"],
    &["deceased"],
    &["ist", "verstorben"],
    &["verstorben"],
    &["ist", "gestorben"],
    &["gestorben"],
    &["on", "kuollut"],
    &["kuollut"],
    &["on", "menehtynyt"],
    &["menehtynyt"],
];

/// A line that says that a patient has died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DiedLine<'a> {
    /// The beginning of the line, which names the patient; empty for the one in hand.
    pub(super) who: &'a str,
}

impl<'a> DiedLine<'a> {
    /// Reads a line; `None` if it does not end with these words.
    pub(super) fn of(line: &'a str) -> Option<DiedLine<'a>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let place = (0..words.len()).find(|place| {
            let rest = &words[*place..];
            let is_all =
                |own: &&[&str]| own.len() == rest.len() && begin_with_phrase(rest, own, is_word);
            WORDS.iter().any(is_all)
        })?;
        let who = match place.checked_sub(1) {
            Some(last) => up_to(line, words[last]),
            None => "",
        };
        Some(DiedLine { who: who.trim() })
    }
}

impl LineShape for DiedLine<'_> {
    fn read(&self, _: &Office, sources: &LineSources<'_>) -> Option<LineRead> {
        let (line, whole) = sources.read_visit();
        // Somebody may be called so.
        let last = line.tokens.len().checked_sub(1)?;
        let is_someone = matches!(whole.patient, ListMatch::One(_) | ListMatch::Several(_));
        let names_patient = is_someone && whole.whom.contains(&last);
        if names_patient || whole.provider != ListMatch::Unasked {
            return None;
        }
        of_patient(self.who, sources, |clinic, person| {
            Ok(LineTask::Open(LineCase::Death {
                clinic,
                person: person.to_owned(),
            }))
        })
    }
}

fn is_word(word: &&str, own: &str) -> bool {
    bare_word(word) == own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stand_behind_the_patient_and_end_the_line() {
        let of = |line| DiedLine::of(line).map(|line| line.who);
        for line in [
            "220385s died",
            " 220385s has died.",
            "220385s passed away",
            "220385s ist verstorben",
            "220385s Verstorben",
            "220385s on kuollut",
        ] {
            assert_eq!(of(line), Some("220385s"), "{line}");
        }
        assert_eq!(of("Maria Schmidt deceased"), Some("Maria Schmidt"));
        assert_eq!(of("died"), Some(""), "the patient in hand");
        for line in ["", "220385s", "220385s died ki", "diedrich", "has"] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
