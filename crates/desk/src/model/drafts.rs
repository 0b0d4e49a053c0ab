//! Drafts put aside, and what of the drafts is saved.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::PickedTime;
use crate::focus::Pane;
use booking::text::redacted_debug;
use booking::{Draft, FieldId, Provider};
use office::{DraftSnapshot, Recent, SavedDraft};

/// The pause after a failed save before the next attempt.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// The drafts beside those in the forms.
#[derive(Clone, Default)]
pub(crate) struct Drafts {
    /// The drafts put aside, in the order of their letters.
    pub(crate) parked: Vec<Parked>,
    pub(crate) autosave: Autosave,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Autosave {
    /// Whether drafts are saved, and the previous save has been read.
    pub(crate) open: bool,
    /// The time of the next save.
    pub(crate) due: Option<Duration>,
    /// When something unsaved may first have been typed.
    pub(crate) since: Option<Duration>,
    /// The last save; `None` if it failed.
    pub(crate) last: Option<DraftSnapshot>,
    /// The entries used in bookings of the last day, newest first.
    pub(crate) recents: Vec<Recent>,
    /// Restored drafts without a place: they are saved again, and parked as soon as a letter is free.
    pub(crate) waiting: Vec<SavedDraft>,
}

impl Autosave {
    /// Plans another attempt after a failed save, even if nothing more is typed.
    pub(crate) fn try_again(&mut self, up: Duration) {
        self.last = None;
        self.due = Some(up + TRY_AGAIN);
    }
}

/// A draft put aside.
#[derive(Clone, PartialEq, Eq)]
pub struct Parked {
    /// The letter, in lower case.
    pub letter: char,
    /// The content of the form.
    pub draft: Draft,
    /// The focused field.
    pub focus: FieldId,
    /// The focused part: the entry line or the form.
    pub pane: Pane,
    /// The text of the entry line.
    pub line: String,
    /// Whether the form was filled from the line.
    pub line_is_filled: bool,
    /// The letter of the template from which the form was filled.
    pub template: Option<char>,
    /// Whether it is from an earlier run of the program and unchanged since.
    pub(crate) restored: bool,
    /// The clock on which its times were read.
    pub(crate) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(crate) taken: Option<PickedTime>,
    /// The practitioner and the start of the slot whose length is in the form.
    pub(crate) length_of_slot: Option<(Provider, DateTime<Utc>)>,
    /// When it was put aside.
    pub since: DateTime<Utc>,
    /// The patient's name, else the typed text; empty if there is none.
    pub who: String,
}

impl Parked {
    /// Returns the letter as it is shown.
    pub fn letter_shown(&self) -> String {
        self.letter.to_ascii_uppercase().to_string()
    }
}

redacted_debug!(Parked {
    letter,
    draft,
    since
});
