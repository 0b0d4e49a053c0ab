//! The records: whether they can be written, and the changes found in them.

use super::note;
use crate::{Desk, Facts, Forms, Pane, Part};
use booking::time::Clock;
use booking::{Booking, Draft, Setting, review};
pub use booking::{Settlement, UnsettledChange};
use office::StoreTrouble;

/// Whether typed texts and changes under way outlive this desk.
pub fn keeps(desk: &Desk) -> bool {
    desk.drafts.autosave.open && !desk.office.is_closed_to_records()
}

impl Part<'_, Facts> {
    pub(super) fn note_store_trouble(&mut self, trouble: StoreTrouble) {
        self.note(note!("records-see-problems"));
        if self.office_mut().add_trouble(trouble) {
            self.desk().panes.bring_to_front(Pane::Problems);
        }
    }

    /// Handles the outcome of saving typed texts: notes a failure once, until saving works again.
    pub(super) fn note_saved(&mut self, outcome: Result<(), StoreTrouble>) {
        match outcome {
            Err(trouble) => {
                let up = self.office.moment.up;
                self.desk().drafts.autosave.try_again(up);
                if !self.office.is_closed_to_records() {
                    self.note_store_trouble(trouble);
                }
            }
            Ok(()) => self.office_mut().records_can_be_written(),
        }
    }
}

impl Part<'_, Forms> {
    /// Removes the draft of a booking that was sent, if an earlier run left it in a form or parked it. Text
    /// typed since stays, however similar.
    pub(super) fn clear_sent_drafts(&mut self, booking: &Booking) {
        let clinic = booking.clinic();
        let setting = self.setting_of(clinic);
        // The draft is read on its present clock, and on the one used before its location was known.
        let clinic_zone = self.office.setup.zone_of(clinic, None);
        let was_sent = |draft: &Draft, clock: Clock| {
            [clock.zone, clinic_zone].into_iter().any(|zone| {
                let read = review(
                    draft,
                    &Setting {
                        clock: Clock { zone, ..clock },
                        ..setting
                    },
                )
                .booking;
                read.is_some_and(|read| read.is_same_as(booking))
            })
        };
        self.drafts_mut().parked.retain(|parked| {
            let zone = parked.clock.unwrap_or(setting.clock.zone);
            !parked.restored
                || !was_sent(
                    &parked.draft,
                    Clock {
                        now: parked.since,
                        zone,
                        ..setting.clock
                    },
                )
        });
        if self.form_of(clinic).restored && was_sent(self.form_of(clinic).draft(), setting.clock) {
            self.forms_mut()[clinic].begin_next();
            self.line_mut().clear_of(clinic);
        }
    }
}
