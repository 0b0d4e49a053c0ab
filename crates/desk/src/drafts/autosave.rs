//! Autosave of typed text for the next start: every form and every parked draft, with its cursor, and the
//! entries used last. The text is saved a moment after the last key, so that a burst of keys is saved once.

use super::handed::saved_of_parked;
use super::{parked_again, saved_of};
use std::iter;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{
    Answer, Desk, Effect, EntryLine, Forms, Msg, Note, Part, PatientSheet, SharedNews, StoreOp,
    note,
};
use office::{DraftSnapshot, OfficeEvent, SavedBefore, SavedDraft, SavedPlace};

use crate::drafts::parked::{as_parked, free_letters, lost_as_parked, would_be_lost};

/// The pause after the last key before the text is saved. The text has to be durable within 100 ms of that
/// key; the rest of that time is the disk's.
const PAUSE: Duration = Duration::from_millis(40);
/// The maximum time since the first unsaved key while more follow without such a pause, as from a key that is
/// held down.
const LONGEST_BURST: Duration = Duration::from_secs(1);

impl Msg {
    /// Returns how long the save may wait after this message; `None` if the message changes no text. It is zero
    /// after a new patient was added, so that the draft is not restored.
    pub(crate) fn save_delay(&self) -> Option<Duration> {
        match self {
            Msg::Resize(_) | Msg::Behind | Msg::Leave(_) => None,
            Msg::Office(event) => save_delay_after(event),
            _ => Some(PAUSE),
        }
    }
}

fn save_delay_after(event: &OfficeEvent) -> Option<Duration> {
    match event {
        OfficeEvent::Shared(_, SharedNews::Handed { .. } | SharedNews::Taken(..))
        | OfficeEvent::Answer(_, Answer::PatientAdded(_) | Answer::PatientCorrected(_)) => {
            Some(Duration::ZERO)
        }
        OfficeEvent::Time(_)
        | OfficeEvent::Skew(..)
        | OfficeEvent::Modes(_)
        | OfficeEvent::Answer(_, Answer::Kept(_))
        | OfficeEvent::Store(_)
        | OfficeEvent::Shared(..)
        | OfficeEvent::RecordsRead => None,
        OfficeEvent::Answer(..)
        | OfficeEvent::Unsettled(_)
        | OfficeEvent::Queued(_)
        | OfficeEvent::LockedElsewhere
        | OfficeEvent::Row(_) => Some(PAUSE),
    }
}

/// Returns the number of saved drafts that wait for a free letter.
pub fn drafts_waiting(desk: &Desk) -> usize {
    desk.drafts.autosave.waiting.len()
}

/// Returns the time until the next save.
pub(crate) fn save_due_in(desk: &Desk) -> Option<Duration> {
    Some(
        desk.drafts
            .autosave
            .due?
            .saturating_sub(desk.office.moment.up),
    )
}

fn snapshot(desk: &Desk) -> DraftSnapshot {
    DraftSnapshot {
        at: desk.office.moment.now,
        drafts: drafts_to_save(desk),
        new_patients: desk
            .patients
            .all()
            .filter_map(PatientSheet::to_keep)
            .collect(),
        recents: desk.drafts.autosave.recents.clone(),
        received: desk.office.handovers.received.clone(),
        beside: false,
    }
}

fn drafts_to_save(desk: &Desk) -> Vec<SavedDraft> {
    let front = (desk.clinic, SavedPlace::Front, desk.line.clone());
    let others = desk
        .office
        .setup
        .clinics
        .iter()
        .filter(|clinic| *clinic != desk.clinic);
    let behind = others.map(|clinic| (clinic, SavedPlace::Behind, EntryLine::default()));
    let forms = iter::once(front)
        .chain(behind)
        .filter_map(|(clinic, stands, line)| {
            let form = desk.form_of(clinic);
            let is_blank = if form.draft().is_blank() {
                line.input.value().is_empty() || line.is_look_up()
            } else {
                form.is_free() && !line.asks()
            };
            let draft = || saved_of(stands, form.letter, as_parked(desk, form, ' ', &line));
            (!is_blank).then(draft)
        });
    let parked = desk.parked().iter().map(saved_of_parked);
    // The records of these changes may not have been written yet.
    let lost = desk
        .office
        .changes
        .unresolved()
        .filter(|open| open.answer.is_some());
    let lost = lost.filter_map(|open| lost_as_parked(desk, open, ' '));
    let lost = lost.map(|parked| saved_of(SavedPlace::Parked, None, parked));
    forms
        .chain(parked)
        .chain(lost)
        .chain(desk.drafts.autosave.waiting.iter().cloned())
        .collect()
}

/// Returns the number of drafts in the forms, on the line, and put aside.
pub(crate) fn held_drafts(desk: &Desk) -> usize {
    drafts_to_save(desk).len()
}

impl Part<'_, Forms> {
    /// Saves the drafts if they have changed, once that is due, or at once if the desk ends.
    pub(crate) fn save_drafts(&mut self, within: Option<Duration>) {
        if !self.drafts.autosave.open {
            if self.ended.is_some() {
                self.save_drafts_beside();
            }
            return;
        }
        if let Some(within) = within {
            let up = self.office.moment.up;
            let latest = *self.drafts_mut().autosave.since.get_or_insert(up) + LONGEST_BURST;
            self.drafts_mut().autosave.due = Some(latest.min(up + within));
        }
        let is_due = self
            .drafts
            .autosave
            .due
            .is_some_and(|due| due <= self.office.moment.up);
        if !is_due && self.ended.is_none() {
            return;
        }
        (
            self.drafts_mut().autosave.due,
            self.drafts_mut().autosave.since,
        ) = (None, None);
        self.park_waiting();
        let snapshot = snapshot(self);
        let last = self.drafts.autosave.last.as_ref();
        if last.is_none_or(|last| !last.has_same_content(&snapshot)) {
            self.drafts_mut().autosave.last = Some(snapshot.clone());
            self.request_save(snapshot);
        }
    }

    fn request_save(&mut self, snapshot: DraftSnapshot) {
        let ticket = self.ticket();
        self.request([Effect::Store(StoreOp::Keep(ticket, Box::new(snapshot)))]);
    }

    /// Saves the text that was typed before the records were open.
    fn save_drafts_beside(&mut self) {
        let snapshot = DraftSnapshot {
            beside: true,
            ..snapshot(self)
        };
        if !snapshot.drafts.is_empty() || !snapshot.new_patients.is_empty() {
            self.request_save(snapshot);
        }
    }

    /// Restores the saved drafts. A draft whose form is in use is parked.
    pub(crate) fn restore(&mut self, saved: SavedBefore) {
        self.drafts_mut().autosave.open = true;
        // Records that could not be used before lack the drafts typed meanwhile.
        let is_new = self.office.is_closed_to_records();
        let SavedBefore {
            drafts,
            new_patients,
            recents,
        } = saved;
        // If the desk has other drafts than these, they are saved.
        let on_record = DraftSnapshot {
            at: self.office.moment.now,
            drafts: drafts.iter().map(|(_, draft)| draft.clone()).collect(),
            new_patients: new_patients.clone(),
            recents: recents.clone(),
            received: Vec::new(),
            beside: false,
        };
        let count = drafts.len();
        self.restore_recents(recents);
        let is_nothing = drafts.is_empty() && new_patients.is_empty();
        self.desk()
            .patients(|forms, cx| forms.restore(&new_patients, cx));
        let mut has_front = false;
        for (at, draft) in drafts {
            let is_front = draft.stands == SavedPlace::Front && !has_front;
            has_front |= is_front;
            self.restore_one(at, draft, is_front);
        }
        self.drafts_mut().autosave.last = (!is_new).then_some(on_record);
        restored_note(count)
            .into_iter()
            .for_each(|note| self.note(note));
        if !is_nothing {
            self.read_lists();
        }
    }

    /// Updates the note about restored drafts after some of them were found to belong to bookings already made.
    pub(crate) fn correct_draft_count(&mut self, before: usize) {
        let now = held_drafts(self);
        let text = |note: &Note| note.to_text(self.setup.language);
        if now < before && self.note.as_ref().map(text) == restored_note(before).as_ref().map(text)
        {
            self.desk().note = restored_note(now);
        }
    }

    fn restore_one(&mut self, at: DateTime<Utc>, draft: SavedDraft, is_front: bool) {
        let Some(clinic) = draft.clinic(self.office.setup.clinics) else {
            return;
        };
        let letter = draft
            .letter
            .filter(|letter| free_letters(self).any(|free| free == *letter));
        if draft.stands != SavedPlace::Parked && !would_be_lost(self, clinic) {
            let parked = parked_again(draft, clinic, ' ', at);
            if is_front {
                self.bring_to_fore(parked, letter)
            } else {
                self.put_into_form(&parked, letter)
            }
            return;
        }
        self.keep_aside(draft, letter, at);
    }

    /// Puts a draft aside with this letter or a free one; if no letter is free, the draft waits for one.
    pub(super) fn keep_aside(
        &mut self,
        draft: SavedDraft,
        letter: Option<char>,
        saved_at: DateTime<Utc>,
    ) {
        let Some(clinic) = draft.clinic(self.office.setup.clinics) else {
            return;
        };
        match letter.or_else(|| free_letters(self).next()) {
            Some(letter) => self.put_aside(parked_again(draft, clinic, letter, saved_at)),
            None => {
                let stands = SavedPlace::Parked;
                let since = draft.since.or(Some(saved_at));
                self.drafts_mut().autosave.waiting.push(SavedDraft {
                    stands,
                    since,
                    ..draft
                });
            }
        }
    }

    fn park_waiting(&mut self) {
        for draft in std::mem::take(&mut self.drafts_mut().autosave.waiting) {
            self.keep_aside(draft, None, self.office.moment.now);
        }
    }
}

/// Returns the note that this many drafts are restored.
fn restored_note(count: usize) -> Option<Note> {
    (count > 0).then(|| note!("kept-is-back", count = count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeskEffect;
    use crate::{Code, Key, Moment, Setup, Size, update};
    use booking::clinics::{CLINIK, SHIPPED};

    fn is_kept(effects: &[DeskEffect]) -> bool {
        effects
            .iter()
            .any(|effect| matches!(effect, DeskEffect::Office(Effect::Store(StoreOp::Keep(..)))))
    }

    #[test]
    fn typing_is_handed_over_soon_after_its_end_and_now_and_then_before() {
        let setup = Setup::new(SHIPPED, chrono_tz::Europe::Berlin, CLINIK);
        let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
        let size = Size {
            cols: 120,
            rows: 40,
        };
        let mut desk = Desk::new(
            setup,
            Moment {
                now,
                up: Duration::ZERO,
            },
            size,
        );
        update(&mut desk, Msg::Kept(Box::default()));
        let mut kept_at = Vec::new();
        for millisecond in 0..2000 {
            let up = Duration::from_millis(millisecond);
            let mut effects = update(
                &mut desk,
                Msg::Office(OfficeEvent::Time(Moment { now, up })),
            );
            if millisecond < 1500 && millisecond % 20 == 0 {
                effects.extend(update(&mut desk, Msg::Key(Key::plain(Code::Char('a')))));
            }
            if is_kept(&effects) {
                kept_at.push(millisecond);
            }
        }
        assert_eq!(kept_at, [1000, 1520], "keys every 20 ms, the last at 1480");
    }
}
