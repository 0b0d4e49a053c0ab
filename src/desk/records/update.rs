//! Handling news about the records.

use crate::booking::time::Clock;
use crate::booking::{Booking, Draft, Mode, Setting, review};

use super::state::StoreTrouble;
use crate::desk::{Desk, Pane, note};

impl Desk {
    /// Returns the troubles of the records as sentences.
    pub fn store_remarks(&self) -> impl Iterator<Item = String> + '_ {
        let troubles = &self.records.troubles;
        let is_told = |trouble: &StoreTrouble, before: &[StoreTrouble]| match trouble {
            // Records exist for each mode, and their troubles usually share one reason.
            StoreTrouble::NotShared(_, why) => {
                before.iter().any(|other| matches!(other, StoreTrouble::NotShared(_, same) if same == why))
            }
            _ => false,
        };
        let told =
            troubles.iter().enumerate().filter(move |(at, trouble)| !is_told(trouble, &troubles[..*at]));
        told.map(|(_, trouble)| trouble.says(self.setup.language))
    }

    /// Whether the records may lack changes made here, or can't be read, so that one may be made twice.
    pub fn doubts_its_records(&self) -> bool {
        self.records.troubles.iter().any(StoreTrouble::leaves_doubt)
    }

    pub(in crate::desk) fn note_store_trouble(&mut self, trouble: StoreTrouble) {
        self.note = Some(note!("records-see-problems"));
        if !self.records.troubles.contains(&trouble) {
            self.records.troubles.push(trouble);
            self.bring_to_front(Pane::Problems);
        }
    }

    /// Clears the trouble of a mode's shared records, which can be used again.
    pub(in crate::desk) fn shares_again(&mut self, mode: Mode) {
        let is_over =
            |trouble: &StoreTrouble| matches!(trouble, StoreTrouble::NotShared(of, _) if *of == mode);
        self.records.troubles.retain(|trouble| !is_over(trouble));
    }

    /// Handles the outcome of saving typed texts: notes a failure once, until saving works again.
    pub(in crate::desk) fn note_saved(&mut self, outcome: Result<(), StoreTrouble>) {
        match outcome {
            Err(trouble) => {
                self.drafts.autosave.try_again(self.moment.up);
                if !self.is_closed_to_records() {
                    self.note_store_trouble(trouble);
                }
            }
            Ok(()) => self.records.troubles.retain(|trouble| !trouble.closes()),
        }
    }

    /// Removes the draft of a booking that was sent, if an earlier run left it in a form or parked it. Text
    /// typed since stays, however similar.
    pub(in crate::desk) fn clear_what_went_out(&mut self, booking: &Booking) {
        let backend = booking.backend();
        let setting = self.setting_of(backend);
        // The draft is read as it stands, and as it was read before its location's clock was known.
        let clinic = self.setup.zone_of(backend, None);
        let went_out = |draft: &Draft, clock: Clock| {
            [clock.zone, clinic].into_iter().any(|zone| {
                let made = review(draft, &Setting { clock: Clock { zone, ..clock }, ..setting }).booking;
                made.is_some_and(|made| made.is_same_as(booking))
            })
        };
        self.drafts.parked.retain(|parked| {
            let zone = parked.clock.unwrap_or(setting.clock.zone);
            !parked.restored || !went_out(&parked.draft, Clock { now: parked.since, zone, ..setting.clock })
        });
        if self.form_of(backend).restored && went_out(self.form_of(backend).draft(), setting.clock) {
            let form = &mut self.forms[backend];
            let next = form.draft().next();
            form.restart(next);
            self.line_is_done(backend);
        }
    }

    /// Whether typed texts and changes under way outlive this desk.
    pub fn keeps(&self) -> bool {
        self.drafts.autosave.open && !self.is_closed_to_records()
    }

    /// Whether there are records in which nothing can be written.
    pub(in crate::desk) fn is_closed_to_records(&self) -> bool {
        self.records.troubles.iter().any(StoreTrouble::closes)
    }
}
