//! Changes completed while their clinic could not be reached. Each waits on record until a person takes it up. It then
//! returns to its form and is sent from there like any other, so that its time and its conflicts are checked again.
//! Nothing here is ever sent automatically.

use std::time::Duration;

use crate::drafts::form_not_empty;
use crate::{Action, Ask, Pane, Part, SubmissionId, Submissions, current, note};
use booking::{Booking, Change, Draft};
use office::{clear_sent_drafts, save_drafts};

impl Part<'_, Submissions> {
    /// Asks whether the current booking, which can't be sent now, is to wait in the Outbox, and probes its clinic.
    pub(crate) fn ask_to_queue(&mut self) {
        self.bring_to_front(Pane::Problems);
        self.ask(Ask::Queue);
        let clinic = self.clinic;
        self.office_mut().probe_now(clinic);
    }

    /// Queues a change of an appointment, as the person decided, and closes its form.
    pub(crate) fn queue_change(&mut self, change: Change) {
        let clinic = change.clinic();
        self.office_mut().queue(change);
        drop(self.take_change_form());
        self.bring_to_front(Pane::Outbox);
        let key = self.setup.keys.key(Action::CyclePanes);
        self.note(note!(
            "queue-change-done-key",
            clinic = clinic.name(),
            key = key
        ));
    }

    /// Queues the current booking, as the person decided, and frees the form for the next one.
    pub(crate) fn queue_up(&mut self) {
        let Some(booking) = self.form().review().booking.clone() else {
            return;
        };
        let clinic = booking.clinic();
        // The draft is saved before the booking is queued, so that the next start recognizes them as the same.
        save_drafts(self.desk(), Some(Duration::ZERO), false);
        self.office_mut().queue(booking.into());
        self.desk().begin_next_unsent(clinic);
        self.bring_to_front(Pane::Outbox);
        let key = self.setup.keys.key(Action::CyclePanes);
        self.note(note!("queue-done", clinic = clinic.name(), key = key));
    }

    /// Shows the changes that were queued when an earlier run ended, these bookings among them.
    pub(crate) fn show_queue(&mut self, bookings: &[Booking]) {
        for booking in bookings {
            clear_sent_drafts(self.desk(), booking);
        }
        let count = self.office.changes().queued().count();
        if count > 1 {
            self.note(note!("queue-left-several", count = count));
        }
        self.bring_to_front(Pane::Outbox);
    }

    /// Takes a queued change back into its form, to be sent from there or not.
    pub(crate) fn take_back(&mut self, id: SubmissionId) {
        let key = self.setup.keys.key(Action::Book);
        let Some(open) = self.office.changes().get(id) else {
            return;
        };
        let clinic = open.change().clinic();
        let is_booking = open.change().booking().is_some();
        let has_room =
            !current::is_under_way(self, clinic) && self.form_of(clinic).draft().is_blank();
        if is_booking && !has_room {
            return self.note(form_not_empty(self, clinic));
        }
        // The draft is saved before the change leaves the queue.
        if let Some(booking) = open.change().booking() {
            let draft = Draft::of(booking, &self.words().clock_of_visit(&booking.visit()));
            self.desk().take_up(draft);
            save_drafts(self.desk(), Some(Duration::ZERO), false);
        }
        let Some(open) = self.take_from_outbox(id) else {
            return;
        };
        if !is_booking {
            self.bring_change_back(&open, None);
            return self.note(note!("queue-change-taken-up", key = key));
        }
        self.note(note!("queue-taken-up", key = key));
    }
}
