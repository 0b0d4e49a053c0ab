//! The rows under the line: the possible meanings of an ambiguous word, or the appointments to which a verb may refer.

use booking::line::Pick;
use booking::{Booked, ClinicId};
use i18n::{Language, say};

/// The most rows that digits pick.
const MOST_DIGITS: usize = 9;

/// A row to pick under the line.
#[derive(Clone)]
pub struct LinePick {
    /// A label that distinguishes it from the others.
    pub label: String,
    pub(super) means: PickMeaning,
}

/// The consequence of picking a row.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum PickMeaning {
    /// An unambiguous word takes the place of the ambiguous one: its text, and the word shown.
    Word { text: String, word: String },
    /// The form of a change of this appointment opens.
    Appointment(ClinicId, String),
    /// The appointment can't be changed yet, because no clinic has confirmed it.
    Unsettled,
}

impl LinePick {
    /// Creates the row of an appointment; `None` if no clinic has confirmed it.
    pub(super) fn of_appointment(label: String, booked: Option<&Booked>) -> LinePick {
        let means = match booked {
            Some(booked) => PickMeaning::Appointment(booked.clinic, booked.id.clone()),
            None => PickMeaning::Unsettled,
        };
        LinePick { label, means }
    }

    /// Returns the unambiguous text that it stands for: a word, or an id.
    pub fn text(&self) -> &str {
        match &self.means {
            PickMeaning::Word { text, .. } => text,
            PickMeaning::Appointment(_, id) => id,
            PickMeaning::Unsettled => "",
        }
    }
}

impl From<Pick> for LinePick {
    fn from(Pick { label, text, word }: Pick) -> LinePick {
        LinePick {
            label,
            means: PickMeaning::Word { text, word },
        }
    }
}

/// Returns the digits that pick one of so many rows, in words: `1 or 2`, `1 to 9`.
pub(super) fn digits_of(count: usize, language: Language) -> String {
    match count {
        0 | 1 => "1".to_owned(),
        2 => say!(language, "line-digits-two").to_owned(),
        3 => say!(language, "line-digits-three").to_owned(),
        _ => say!(language, "line-digits-more", last = count.min(MOST_DIGITS)),
    }
}

/// Whether a digit picks the row with this index.
pub(super) fn has_digit(row: usize) -> bool {
    row < MOST_DIGITS
}
