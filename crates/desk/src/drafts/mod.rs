//! Drafts put aside, and drafts saved for the next start.

mod autosave;
mod handed;
mod parked;
mod view;

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::form::PickedTime;
use super::{Pane, Recent};
pub use autosave::drafts_waiting;
pub(crate) use autosave::{held_drafts, save_due_in};
use booking::text::redacted_debug;
use booking::{ClinicId, Draft, FieldId, Provider};
pub(crate) use handed::{clinic_of_draft, draft_to_hand, place_of_draft};
use office::{DraftSnapshot, SavedDraft, SavedPlace, SavedTime};
pub use parked::parked_text;
pub(crate) use parked::{as_given_back, free_letters, purpose_of, would_be_lost};
pub(super) use view::draw;

/// The pause after a failed save before the next attempt.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// The drafts beside those in the forms.
#[derive(Clone, Default)]
pub(super) struct Drafts {
    /// The drafts put aside, in the order of their letters.
    pub(super) parked: Vec<Parked>,
    pub(super) autosave: Autosave,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Autosave {
    /// Whether drafts are saved, and the previous save has been read.
    pub(super) open: bool,
    /// The time of the next save.
    due: Option<Duration>,
    /// When something unsaved may first have been typed.
    since: Option<Duration>,
    /// The last save; `None` if it failed.
    last: Option<DraftSnapshot>,
    /// The entries used in bookings of the last day, newest first.
    pub(super) recents: Vec<Recent>,
    /// Restored drafts without a place: they are saved again, and parked as soon as a letter is free.
    waiting: Vec<SavedDraft>,
}

impl Autosave {
    /// Plans another attempt after a failed save, even if nothing more is typed.
    pub(super) fn try_again(&mut self, up: Duration) {
        self.last = None;
        self.due = Some(up + TRY_AGAIN);
    }
}

/// Returns a draft as it is saved.
pub(super) fn saved_of(place: SavedPlace, letter: Option<char>, parked: Parked) -> SavedDraft {
    let clinic = parked.draft.clinic();
    let texts = clinic.form().iter().copied();
    let texts = texts.map(|id| (id.key().to_owned(), parked.draft.shared(id)));
    SavedDraft {
        stands: place,
        clinic: clinic.word().to_owned(),
        letter,
        texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
        focus: parked.focus.key().to_owned(),
        on_the_line: parked.pane == Pane::Line,
        line: parked.line,
        line_is_filled: parked.line_is_filled,
        template: parked.template,
        zone: parked.clock.map(|zone| zone.name().to_owned()),
        taken: parked.taken.map(|taken| SavedTime {
            whose: taken.whose.map(|provider| provider.id()),
            at: taken.at,
            text: taken.text,
        }),
        length_of_slot: parked
            .length_of_slot
            .map(|(whose, start)| (whose.id(), start)),
        since: (place == SavedPlace::Parked).then_some(parked.since),
        who: parked.who,
        why: String::new(),
    }
}

/// Returns a saved draft as one that has been parked since it was saved.
pub(crate) fn parked_again(
    saved: SavedDraft,
    clinic: ClinicId,
    letter: char,
    saved_at: DateTime<Utc>,
) -> Parked {
    let mut draft = Draft::new(clinic);
    for field in clinic.form() {
        draft.set(
            *field,
            saved.texts.get(field.key()).cloned().unwrap_or_default(),
        );
    }
    let taken = saved.taken.map(|taken| PickedTime {
        whose: taken.whose.and_then(|id| Provider::named(clinic, &id)),
        at: taken.at,
        text: taken.text,
    });
    let length_of_slot = saved
        .length_of_slot
        .and_then(|(id, start)| Some((Provider::named(clinic, &id)?, start)));
    let first = clinic.form()[0];
    let focus = clinic
        .field_by_key(&saved.focus)
        .filter(|id| draft.asks(*id));
    Parked {
        letter,
        draft,
        focus: focus.unwrap_or(first),
        pane: if saved.on_the_line {
            Pane::Line
        } else {
            Pane::Form
        },
        line: saved.line,
        line_is_filled: saved.line_is_filled,
        template: saved.template,
        restored: true,
        clock: saved.zone.and_then(|zone| zone.parse().ok()),
        taken,
        length_of_slot,
        since: saved.since.unwrap_or(saved_at),
        who: saved.who,
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
    pub(super) restored: bool,
    /// The clock on which its times were read.
    pub(super) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(super) taken: Option<PickedTime>,
    /// The practitioner and the start of the slot whose length is in the form.
    pub(super) length_of_slot: Option<(Provider, DateTime<Utc>)>,
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
