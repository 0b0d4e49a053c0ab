//! Drafts that another desk has taken over, or that this one has received.

use booking::{ClinicId, Draft};
use chrono::{DateTime, Utc};

use super::holder::{free_letters, is_under_way};
use super::putting::as_parked;
use super::{DraftHolder, Parked, would_be_lost};
use crate::{SavedDraft, SavedPlace};

/// The place of a draft.
#[derive(Clone, Copy, Debug)]
pub enum DraftPlace {
    /// Put aside, at this index.
    Aside(usize),
    /// In the form of a clinic.
    Form(ClinicId),
    /// Among the drafts that wait for a letter, at this index.
    Waiting(usize),
}

/// Returns the place of the draft with the same content as this one.
pub fn place_of_draft<H: DraftHolder>(holder: &H, draft: &SavedDraft) -> Option<DraftPlace> {
    let content = draft.content();
    let office = holder.office();
    let is_same = |parked: &Parked| parked.to_saved_aside().content() == content;
    let aside = office.drafts.parked.iter().position(is_same);
    let holds = |clinic: &ClinicId| {
        would_be_lost(holder, *clinic)
            && !is_under_way(office, *clinic)
            && saved_form(holder, *clinic).content() == content
    };
    let in_form = || office.setup.clinics.iter().find(holds);
    let waiting = || {
        let mut waiting = office.drafts.waiting.iter();
        waiting.position(|waiting| waiting.content() == content)
    };
    let aside = aside.map(DraftPlace::Aside);
    aside
        .or_else(|| in_form().map(DraftPlace::Form))
        .or_else(|| waiting().map(DraftPlace::Waiting))
}

fn saved_form<H: DraftHolder>(holder: &H, clinic: ClinicId) -> SavedDraft {
    let at = holder.position(clinic);
    let parked = as_parked(holder.office(), holder.booking_form(clinic), at, ' ');
    parked.to_saved(SavedPlace::Parked, None)
}

/// Removes a draft that another desk has taken over.
pub fn release_draft<H: DraftHolder>(holder: &mut H, place: DraftPlace) {
    match place {
        DraftPlace::Aside(index) => drop(holder.office_mut().drafts.parked.remove(index)),
        DraftPlace::Form(clinic) if clinic != holder.clinic_in_front() => {
            holder.restart_form(Draft::new(clinic));
        }
        DraftPlace::Form(_) => holder.start_afresh(),
        DraftPlace::Waiting(index) => drop(holder.office_mut().drafts.waiting.remove(index)),
    }
}

/// Puts a draft aside with this letter or a free one. If no letter is free, the draft waits for one. Returns the letter.
pub fn keep_aside<H: DraftHolder>(
    holder: &mut H,
    draft: SavedDraft,
    letter: Option<char>,
    saved_at: DateTime<Utc>,
) -> Option<char> {
    let clinic = draft.clinic(holder.office().setup.clinics)?;
    let letter = letter.or_else(|| free_letters(holder).next());
    let drafts = &mut holder.office_mut().drafts;
    match letter {
        Some(letter) => drafts.put_aside(Parked::again(draft, clinic, letter, saved_at)),
        None => drafts.waiting.push(SavedDraft {
            stands: SavedPlace::Parked,
            since: draft.since.or(Some(saved_at)),
            ..draft
        }),
    }
    letter
}
