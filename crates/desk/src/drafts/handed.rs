//! Drafts handed over to another desk, or received from one.

use super::saved_of;
use booking::ClinicId;
use office::{SavedDraft, SavedPlace};

use crate::drafts::parked::{as_parked, parked_under, would_be_lost};
use crate::{Desk, EntryLine, Forms, Parked, Part, in_hand};

/// Returns a draft put aside, as it is saved.
pub(super) fn saved_of_parked(parked: &Parked) -> SavedDraft {
    saved_of(SavedPlace::Parked, Some(parked.letter), parked.clone())
}

/// The place of a draft on the desk.
#[derive(Clone, Copy)]
pub(crate) enum DraftPlace {
    /// Put aside, at this index.
    Aside(usize),
    /// In the form of a clinic.
    Form(ClinicId),
    /// Among the drafts that wait for a letter, at this index.
    Waiting(usize),
}

/// Returns the clinic of the draft put aside under a letter, or of the current form.
pub(crate) fn clinic_of_draft(desk: &Desk, of: Option<char>) -> ClinicId {
    let parked = of.and_then(|letter| parked_under(desk, letter));
    parked.map_or(desk.clinic, |parked| parked.draft.clinic())
}

/// Returns the draft put aside under a letter, or that of the current form, for handing it over.
pub(crate) fn draft_to_hand(desk: &Desk, of: Option<char>) -> Option<SavedDraft> {
    match of {
        Some(letter) => parked_under(desk, letter).map(saved_of_parked),
        None => would_be_lost(desk, desk.clinic).then(|| form_to_hand(desk, desk.clinic)),
    }
}

/// Returns the place of the draft with the same content as this one.
pub(crate) fn place_of_draft(desk: &Desk, draft: &SavedDraft) -> Option<DraftPlace> {
    let content = draft.content();
    let is_same = |parked: &Parked| saved_of_parked(parked).content() == content;
    let aside = desk
        .drafts
        .parked
        .iter()
        .position(is_same)
        .map(DraftPlace::Aside);
    let holds = |clinic: &ClinicId| {
        would_be_lost(desk, *clinic)
            && !in_hand::is_under_way(desk, *clinic)
            && form_to_hand(desk, *clinic).content() == content
    };
    let waiting = || {
        desk.drafts
            .autosave
            .waiting
            .iter()
            .position(|waiting| waiting.content() == content)
    };
    aside
        .or_else(|| {
            desk.office
                .setup
                .clinics
                .iter()
                .find(holds)
                .map(DraftPlace::Form)
        })
        .or_else(|| waiting().map(DraftPlace::Waiting))
}

fn form_to_hand(desk: &Desk, clinic: ClinicId) -> SavedDraft {
    let line = if clinic == desk.clinic {
        desk.line.clone()
    } else {
        EntryLine::default()
    };
    saved_of(
        SavedPlace::Parked,
        None,
        as_parked(desk, desk.form_of(clinic), ' ', &line),
    )
}

impl Part<'_, Forms> {
    /// Removes a draft that another desk has taken over.
    pub(crate) fn release_draft(&mut self, place: DraftPlace) {
        match place {
            DraftPlace::Aside(index) => drop(self.drafts_mut().parked.remove(index)),
            DraftPlace::Form(clinic) if clinic != self.clinic => {
                self.forms_mut()[clinic].restart(booking::Draft::new(clinic));
            }
            DraftPlace::Form(_) => {
                *self.line_mut() = EntryLine::default();
                self.start_afresh();
            }
            DraftPlace::Waiting(index) => drop(self.drafts_mut().autosave.waiting.remove(index)),
        }
    }

    /// Puts aside a draft received from another desk; it waits if no letter is free.
    pub(crate) fn park_received(&mut self, draft: SavedDraft) {
        self.keep_aside(draft, None, self.office.moment.now);
    }
}
