//! The notes of the desks about patients: *interpreter*, *wheelchair*, *mother books*.

use crate::ClinicId;
use crate::sanitize::sanitize;
use crate::text::{Text, units};

/// The maximum length of a note, in UTF-16 units.
pub const PATIENT_NOTE_LIMIT: usize = 120;

/// The first character of a note that is a warning.
const WARNS: char = '!';

/// A note in the desks' own records about a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientNote {
    /// The clinic that has the patient.
    pub clinic: ClinicId,
    /// The patient's id there.
    pub person: String,
    /// The text.
    pub text: NoteText,
}

/// The text of a note: one line, harmless to show, not blank, of at most [`PATIENT_NOTE_LIMIT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText(Text);

impl NoteText {
    /// Parses a typed text as one line; `None` if it is blank or too long.
    pub fn new(typed: &str) -> Option<NoteText> {
        let line = in_one_line(typed);
        let says_something = !line.trim_start_matches([WARNS, ' ']).is_empty();
        if !says_something {
            return None;
        }
        Text::new(&line, PATIENT_NOTE_LIMIT).map(NoteText)
    }

    /// Returns whether a typed text is too long for a note.
    pub fn is_too_long(typed: &str) -> bool {
        units(&in_one_line(typed)) > PATIENT_NOTE_LIMIT
    }

    /// Returns the text as it was typed, with the `!` of a warning.
    pub fn typed(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the text without the `!` of a warning.
    pub fn says(&self) -> &str {
        self.typed().trim_start_matches([WARNS, ' '])
    }

    /// Returns whether the note is a warning, which is confirmed before a booking of its patient.
    pub fn is_warning(&self) -> bool {
        self.typed().starts_with(WARNS)
    }
}

/// Returns a text as one line that is harmless to show, with single blanks.
fn in_one_line(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    sanitize(&words.join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_line_that_says_something_and_warns_with_its_first_character() {
        let note = NoteText::new("  wheelchair,\n ring twice! ").unwrap();
        assert_eq!(note.typed(), "wheelchair, ring twice!");
        assert!(!note.is_warning());
        let note = NoteText::new("! never alone").unwrap();
        assert_eq!((note.says(), note.is_warning()), ("never alone", true));
        assert_eq!(note.typed(), "! never alone");
        for nothing in ["", "  ", "!", " !! "] {
            assert_eq!(NoteText::new(nothing), None, "{nothing:?}");
        }
        let note = NoteText::new("one\u{1b}[2J").unwrap();
        assert!(!note.typed().contains(char::is_control));
    }

    #[test]
    fn a_note_has_a_longest_length() {
        let longest = "ä".repeat(PATIENT_NOTE_LIMIT);
        assert!(NoteText::new(&longest).is_some());
        assert!(!NoteText::is_too_long(&longest));
        let longer = format!("{longest}ä");
        assert_eq!(NoteText::new(&longer), None);
        assert!(NoteText::is_too_long(&longer));
    }
}
