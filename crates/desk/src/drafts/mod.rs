//! Drafts put aside, and drafts saved for the next start.

mod autosave;
mod handed;
mod parked;
mod view;

use chrono::{DateTime, Utc};

use crate::model::PickedTime;
use crate::{Pane, Parked};
pub use autosave::drafts_waiting;
pub(crate) use autosave::{held_drafts, save_due_in};
use booking::{ClinicId, Draft, Provider};
pub(crate) use handed::{clinic_of_draft, draft_to_hand, place_of_draft};
use office::{SavedDraft, SavedPlace, SavedTime};
pub(crate) use parked::parked_text;
pub(crate) use parked::{as_given_back, form_not_empty, free_letters, purpose_of, would_be_lost};
pub(super) use view::draw;

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
