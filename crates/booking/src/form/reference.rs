//! The reference that finds a booking again after its answer was lost. It is short, staff see it in the comment at
//! ClinikAPI, and it reveals nothing about the patient.

use std::fmt;

/// The characters of a reference, without those easily confused (0 and O, 1 and I, 2 and Z, 5 and S, 8 and
/// B).
const LETTERS: &[u8; 22] = b"3479ACDEFHJKMNPQRTVWXY";

/// The number of characters that all references of a series share.
const SERIES: usize = 6;

/// A booking reference: `[bd:` and eight characters and `]` (`configuration.md` of the guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reference([u8; 8]);

impl Reference {
    /// The UTF-16 units of a comment's limit that it takes, including the blank before it.
    pub(crate) const UNITS: usize = 14;

    /// Returns the reference with this number in the sequence of `seed`.
    pub fn draw(seed: u64, number: u64) -> Reference {
        let mut rest = scattered(seed ^ scattered(number));
        Reference([(); 8].map(|()| {
            let count = LETTERS.len() as u64;
            let letter = LETTERS[usize::try_from(rest % count).unwrap_or_default()];
            rest /= count;
            letter
        }))
    }

    /// Returns the reference of the visit at this place in the series that starts with this one. The references of a
    /// series have the same beginning, and up to 484 are distinct.
    pub fn in_series(self, place: u8) -> Reference {
        let mut letters = self.0;
        let count = LETTERS.len();
        let place = usize::from(place);
        (letters[SERIES], letters[SERIES + 1]) = (LETTERS[place / count], LETTERS[place % count]);
        Reference(letters)
    }

    /// Returns whether both belong to visits of the same series.
    pub fn is_of_series_of(&self, other: &Reference) -> bool {
        self.0[..SERIES] == other.0[..SERIES]
    }

    /// Returns the reference in a comment; the last one if there are several.
    pub fn borne_by(comment: &str) -> Option<Reference> {
        let from = comment.rfind("[bd:")?;
        let to = from + comment[from..].find(']')?;
        Reference::named(&comment[from..=to])
    }

    /// Returns a comment without its references.
    pub fn strip_all(comment: &str) -> String {
        let mut words: Vec<&str> = comment.split(' ').collect();
        words.retain(|word| Reference::named(word).is_none());
        words.join(" ")
    }

    /// Parses a reference, from its opening to its closing bracket.
    pub fn named(text: &str) -> Option<Reference> {
        let letters = text.strip_prefix("[bd:")?.strip_suffix(']')?;
        let letters: [u8; 8] = letters.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(|letter| LETTERS.contains(letter))
            .then_some(Reference(letters))
    }

    /// Appends the reference to a comment.
    pub fn behind(&self, comment: Option<&str>) -> String {
        match comment {
            Some(comment) => format!("{comment} {self}"),
            None => self.to_string(),
        }
    }

    /// Returns a comment without the reference at its end.
    pub fn without(comment: &str) -> &str {
        match Reference::borne_by(comment) {
            Some(reference) => comment
                .strip_suffix(&reference.to_string())
                .unwrap_or(comment)
                .trim_end(),
            None => comment,
        }
    }

    /// Returns whether a comment contains this reference.
    pub(crate) fn is_in(&self, comment: &str) -> bool {
        comment.contains(&self.to_string())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: String = self.0.iter().map(|letter| char::from(*letter)).collect();
        write!(f, "[bd:{letters}]")
    }
}

/// Maps a number to one that looks unrelated, without collisions: the finaliser of SplitMix64 (Steele, Lea
/// and Flood, 2014).
fn scattered(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::units;

    #[test]
    fn a_reference_has_eight_characters_between_its_brackets() {
        let reference = Reference::draw(1, 1).to_string();
        let inside = reference
            .strip_prefix("[bd:")
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap();
        assert_eq!(inside.len(), 8);
        assert!(
            inside.bytes().all(|letter| LETTERS.contains(&letter)),
            "{reference}"
        );
        assert_eq!(
            units(&Reference::draw(1, 1).behind(Some(""))),
            Reference::UNITS
        );
    }

    #[test]
    fn drawn_references_are_distinct() {
        let rows =
            (0..20).flat_map(|seed| (0..1_000).map(move |number| Reference::draw(seed, number)));
        let drawn: HashSet<Reference> = rows.collect();
        assert_eq!(drawn.len(), 20_000);
    }

    #[test]
    fn the_references_of_a_series_begin_alike_and_are_distinct() {
        let first = Reference::draw(3, 1);
        let all: HashSet<Reference> = (0..=u8::MAX).map(|place| first.in_series(place)).collect();
        assert_eq!(all.len(), 256);
        assert!(all.iter().all(|one| one.is_of_series_of(&first)));
        assert!(!Reference::draw(3, 2).is_of_series_of(&first));
        let sixth = first.in_series(5);
        assert_eq!(
            Reference::borne_by(&sixth.behind(Some("rings [bd:] back"))),
            Some(sixth)
        );
        assert_eq!(Reference::borne_by("prefers mornings [bd:"), None);
    }

    #[test]
    fn references_are_stripped_from_a_comment() {
        let reference = Reference::draw(7, 1);
        assert_eq!(
            Reference::strip_all(&reference.behind(Some("rings [bd:] back"))),
            "rings [bd:] back"
        );
        assert_eq!(Reference::strip_all(&reference.behind(None)), "");
    }

    #[test]
    fn a_reference_is_found_only_in_the_comment_that_bears_it() {
        let reference = Reference::draw(7, 1);
        let other = Reference::draw(7, 2);
        for comment in [
            None,
            Some("prefers mornings"),
            Some("[bd:"),
            Some("rings\nback "),
        ] {
            let sent = reference.behind(comment);
            assert!(reference.is_in(&sent) && !other.is_in(&sent), "{sent}");
            assert!(
                comment
                    .is_none_or(|comment| sent.starts_with(comment) && !reference.is_in(comment))
            );
        }
    }
}
