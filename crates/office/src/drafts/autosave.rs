//! Autosave of typed text for the next start: every form and every parked draft, with its cursor, and the
//! entries used last. The text is saved a moment after the last key, so that a burst of keys is saved once.

use std::mem;
use std::time::Duration;

use booking::ClinicId;

use super::holder::free_letters;
use super::putting::{as_parked, lost_as_parked};
use super::{DraftHolder, Parked, keep_aside, would_be_lost};
use crate::{
    Answer, ClinicChange, DraftSnapshot, Effect, Office, OfficeEvent, OfficeNews, SavedBefore,
    SavedDraft, SavedPlace, SharedNews, StoreOp, StoreTrouble,
};
use chrono::{DateTime, Utc};

/// The pause after the last key before the text is saved. The text has to be durable within 100 ms of that key; the
/// disk has the rest of that time.
pub const SAVE_PAUSE: Duration = Duration::from_millis(40);
/// The longest time from the first unsaved key to a save while keys follow without a pause, as from one that is held
/// down.
const LONGEST_BURST: Duration = Duration::from_secs(1);
/// The pause after a failed save before the next attempt.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// The state of saving drafts.
#[derive(Clone, Debug, Default)]
pub(super) struct Autosave {
    /// Whether drafts are saved, and the previous save has been read.
    pub(super) is_open: bool,
    /// The time of the next save.
    due: Option<Duration>,
    /// When the first unsaved text may have been typed.
    since: Option<Duration>,
    /// The last save; `None` if it failed.
    last: Option<DraftSnapshot>,
}

impl OfficeEvent {
    /// Returns how long saving the drafts may wait after this event; `None` if the event changes no text. It is zero
    /// after a new patient was added, so that the draft is not restored.
    pub fn save_delay(&self) -> Option<Duration> {
        match self {
            OfficeEvent::Shared(_, SharedNews::Handed { .. } | SharedNews::Taken(..)) => {
                Some(Duration::ZERO)
            }
            OfficeEvent::Answer(_, Answer::Face(answer)) if answer.is_of_patients_data() => {
                Some(Duration::ZERO)
            }
            OfficeEvent::Time(_)
            | OfficeEvent::Skew(..)
            | OfficeEvent::Modes(_)
            | OfficeEvent::Answer(_, Answer::Kept(_))
            | OfficeEvent::Store(_)
            | OfficeEvent::Shared(..)
            | OfficeEvent::RowRecorded(_)
            | OfficeEvent::RecordsRead => None,
            OfficeEvent::Answer(..)
            | OfficeEvent::Unsettled(_)
            | OfficeEvent::Queued(_)
            | OfficeEvent::LockedElsewhere
            | OfficeEvent::DraftsRead(_) => Some(SAVE_PAUSE),
        }
    }
}

impl Office {
    /// Returns the time until the next save of the drafts.
    pub fn drafts_due_in(&self) -> Option<Duration> {
        Some(self.drafts.autosave.due?.saturating_sub(self.moment.up))
    }

    /// Handles the outcome of saving the drafts. A failure is reported once, until saving works again.
    pub(crate) fn on_drafts_saved(&mut self, outcome: Result<(), StoreTrouble>) {
        match outcome {
            Err(trouble) => {
                let autosave = &mut self.drafts.autosave;
                autosave.last = None;
                autosave.due = Some(self.moment.up + TRY_AGAIN);
                if !self.is_closed_to_records() {
                    self.on_store_trouble(trouble);
                }
            }
            Ok(()) => {
                if self.records_can_be_written() {
                    self.tell(OfficeNews::StoreTroubleOver);
                }
            }
        }
    }

    /// Handles trouble with the records.
    pub(crate) fn on_store_trouble(&mut self, trouble: StoreTrouble) {
        let is_new = self.add_trouble(trouble);
        self.tell(OfficeNews::StoreTrouble { is_new });
    }

    fn save(&mut self, snapshot: DraftSnapshot) {
        let ticket = self.ticket();
        self.request([Effect::Store(StoreOp::Keep(ticket, Box::new(snapshot)))]);
    }
}

fn snapshot<H: DraftHolder>(holder: &H) -> DraftSnapshot {
    let office = holder.office();
    DraftSnapshot {
        at: office.moment.now,
        drafts: drafts_to_save(holder),
        new_patients: holder.patients_to_save(),
        recents: office.drafts.recents.clone(),
        received: office.handovers.received.clone(),
        beside: false,
    }
}

/// Returns the draft in the form of a clinic as it is saved, unless the form is blank.
fn form_to_save<H: DraftHolder>(
    holder: &H,
    clinic: ClinicId,
    stands: SavedPlace,
) -> Option<SavedDraft> {
    let form = holder.booking_form(clinic);
    let at = holder.position(clinic);
    let is_blank = form.is_free() && (at.line.is_empty() || at.shows_patient);
    (!is_blank).then(|| {
        let parked = as_parked(holder.office(), form, at, ' ');
        parked.to_saved(stands, form.letter())
    })
}

fn drafts_to_save<H: DraftHolder>(holder: &H) -> Vec<SavedDraft> {
    let office = holder.office();
    let in_front = holder.clinic_in_front();
    let mut drafts = Vec::from_iter(form_to_save(holder, in_front, SavedPlace::Front));
    for clinic in office.setup.clinics {
        if clinic != in_front {
            drafts.extend(form_to_save(holder, clinic, SavedPlace::Behind));
        }
    }
    drafts.extend(office.drafts.parked.iter().map(Parked::to_saved_aside));
    // The records of these changes may not have been written yet.
    for open in office.changes.unresolved() {
        if open.answer.is_some()
            && let Some(parked) = lost_as_parked(holder, open, ' ')
        {
            drafts.push(parked.to_saved(SavedPlace::Parked, None));
        }
    }
    drafts.extend(office.drafts.waiting.iter().cloned());
    drafts
}

/// Returns the number of drafts in the forms, on the line, and put aside.
pub fn held_drafts<H: DraftHolder>(holder: &H) -> usize {
    drafts_to_save(holder).len()
}

/// Saves the drafts like [`save_drafts`], before the requested effects. If a booking is about to be sent or settled,
/// they are saved at once, so that a crash leaves its draft in one place, as it was read.
pub fn save_before_effects<H: DraftHolder>(holder: &mut H, within: Option<Duration>, ends: bool) {
    let follows_save = |effect: &Effect| {
        matches!(
            effect,
            Effect::Send(_, ClinicChange::Appointment(_)) | Effect::Store(StoreOp::Settle(..))
        )
    };
    let effects = &holder.office().effects;
    let requested = effects.len();
    let within = if effects.iter().any(follows_save) {
        Some(Duration::ZERO)
    } else {
        within
    };
    save_drafts(holder, within, ends);
    holder.office_mut().effects[..].rotate_left(requested);
}

/// Saves the drafts if they have changed and the save is due, or if the holder ends. `within` is how long the save may
/// wait after the last event; `None` if that changed no text.
pub fn save_drafts<H: DraftHolder>(holder: &mut H, within: Option<Duration>, ends: bool) {
    let office = holder.office_mut();
    let up = office.moment.up;
    let autosave = &mut office.drafts.autosave;
    if !autosave.is_open {
        if ends {
            save_drafts_beside(holder);
        }
        return;
    }
    if let Some(within) = within {
        let latest = *autosave.since.get_or_insert(up) + LONGEST_BURST;
        autosave.due = Some(latest.min(up + within));
    }
    let is_due = autosave.due.is_some_and(|due| due <= up);
    if !is_due && !ends {
        return;
    }
    (autosave.due, autosave.since) = (None, None);
    park_waiting(holder);
    let snapshot = snapshot(holder);
    let office = holder.office_mut();
    let last = office.drafts.autosave.last.as_ref();
    if last.is_none_or(|last| !last.has_same_content(&snapshot)) {
        office.drafts.autosave.last = Some(snapshot.clone());
        office.save(snapshot);
    }
}

/// Saves the text that was typed before the records were open.
fn save_drafts_beside<H: DraftHolder>(holder: &mut H) {
    let snapshot = DraftSnapshot {
        beside: true,
        ..snapshot(holder)
    };
    if !snapshot.drafts.is_empty() || !snapshot.new_patients.is_empty() {
        holder.office_mut().save(snapshot);
    }
}

fn park_waiting<H: DraftHolder>(holder: &mut H) {
    let waiting = mem::take(&mut holder.office_mut().drafts.waiting);
    let now = holder.office().moment.now;
    for draft in waiting {
        keep_aside(holder, draft, None, now);
    }
}

/// Restores the saved drafts, and enables saving. A draft whose form is in use is parked. Returns the number of drafts.
pub fn restore_drafts<H: DraftHolder>(holder: &mut H, saved: &SavedBefore) -> usize {
    let office = holder.office_mut();
    office.drafts.autosave.is_open = true;
    // Records that could not be used before lack the drafts typed meanwhile.
    let is_new = office.is_closed_to_records();
    let SavedBefore {
        drafts,
        new_patients,
        recents,
    } = saved;
    // If the holder has other drafts, they are saved.
    let on_record = DraftSnapshot {
        at: office.moment.now,
        drafts: drafts.iter().map(|(_, draft)| draft.clone()).collect(),
        new_patients: new_patients.clone(),
        recents: recents.clone(),
        received: Vec::new(),
        beside: false,
    };
    office.restore_recents(recents);
    let mut has_front = false;
    for (at, draft) in drafts {
        let is_front = draft.stands == SavedPlace::Front && !has_front;
        has_front |= is_front;
        restore_one(holder, *at, draft.clone(), is_front);
    }
    let autosave = &mut holder.office_mut().drafts.autosave;
    autosave.last = (!is_new).then_some(on_record);
    drafts.len()
}

fn restore_one<H: DraftHolder>(
    holder: &mut H,
    at: DateTime<Utc>,
    draft: SavedDraft,
    is_front: bool,
) {
    let Some(clinic) = draft.clinic(holder.office().setup.clinics) else {
        return;
    };
    let letter = draft
        .letter
        .filter(|letter| free_letters(holder).any(|free| free == *letter));
    if draft.stands == SavedPlace::Parked || would_be_lost(holder, clinic) {
        keep_aside(holder, draft, letter, at);
        return;
    }
    let parked = Parked::again(draft, clinic, ' ', at);
    if is_front {
        holder.bring_to_front(parked, letter)
    } else {
        holder.put_into_form(&parked, letter)
    }
}
