//! Changes completed while their clinic could not be reached. Each waits on record until a person takes it
//! up: then it returns to its form and is sent from there like any other, so that its time and its conflicts
//! are checked again. Nothing here is ever sent automatically.

use crate::{
    Action, Ask, Asker, Desk, Effect, Intent, Note, Pane, Part, RecordRef, Settlement, StoreOp,
    Submissions, Ticket, UnsettledChange, line, note,
};
use booking::{Change, ClinicId, Draft, Life};

use super::state::{Submission, SubmissionId};

/// Returns why nothing can be brought back into a form that isn't empty.
pub(crate) fn form_not_empty(desk: &Desk, clinic: ClinicId) -> Note {
    let (name, key) = (clinic.name(), desk.setup.keys.key(Action::NewDraft));
    note!("note-form-not-empty", clinic = name, key = key)
}

impl Part<'_, Submissions> {
    /// Asks whether the current booking, which can't be sent just now, is to wait in the Outbox; and probes
    /// its clinic.
    pub(crate) fn ask_to_queue(&mut self) {
        self.want(Intent::BringToFront(Pane::Problems));
        self.want(Intent::Ask(Ask::Queue));
        let clinic = self.clinic;
        self.office_mut().probe_now(clinic);
    }

    /// Asks whether a change of an appointment is to wait in the Outbox; and probes its clinic.
    pub(crate) fn ask_to_queue_change(&mut self, change: Change) {
        let clinic = change.clinic();
        self.want(Intent::Ask(Ask::QueueChange(Box::new(change))));
        self.office_mut().probe_now(clinic);
    }

    /// Queues a change of an appointment, as the person decided, and closes its form.
    pub(crate) fn queue_change(&mut self, change: Change) {
        let clinic = change.clinic();
        let id = self.put_into_queue(change);
        self.office_mut().changes.note_queued(id);
        drop(self.take_change_form());
        self.want(Intent::BringToFront(Pane::Outbox));
        self.note(note!("queue-change-done", clinic = clinic.name()));
    }

    pub(crate) fn put_into_queue(&mut self, change: Change) -> SubmissionId {
        let ticket = self.ticket(Asker::Change);
        let open = Submission::new(
            Life::new(change.clone(), Vec::new()),
            None,
            self.office.moment.now,
        );
        self.request([Effect::Store(StoreOp::Queue(ticket, Box::new(change)))]);
        self.office_mut().changes.put(Submission {
            intent: Some(RecordRef::Sent(ticket)),
            ..open
        })
    }

    /// Queues the current booking, as the person decided, and frees the form for the next one.
    pub(crate) fn queue_up(&mut self) {
        let Some(booking) = self.form().review().booking.clone() else {
            return;
        };
        let clinic = booking.clinic();
        // The draft is saved before the booking is queued, so that the next start recognizes them as the same.
        self.want(Intent::SaveDrafts);
        let id = self.put_into_queue(booking.into());
        self.office_mut().changes.note_queued(id);
        self.want(Intent::BeginNext(clinic));
        self.want(Intent::ChooseNoProblem);
        self.want(Intent::BringToFront(Pane::Outbox));
        self.note(note!("queue-done", clinic = clinic.name()));
    }

    /// Handles the outcome of recording a queued booking. If it failed, the booking exists only as long as
    /// the desk runs.
    pub(super) fn note_queued(&mut self, ticket: Ticket, outcome: Result<(), String>) {
        let Err(why) = outcome else { return };
        let is_queued = |open: &&mut Submission| open.intent == Some(RecordRef::Sent(ticket));
        let Some(open) = self.office_mut().changes.iter_mut().find(is_queued) else {
            return;
        };
        open.is_recorded = false;
        self.note(note!("queue-not-written", why = why));
    }

    /// Restores the changes that were queued when an earlier run ended.
    pub(crate) fn restore_queued(&mut self, queued: Vec<UnsettledChange>) {
        for UnsettledChange {
            name, change, at, ..
        } in queued
        {
            // The change may return from a desk that had taken it over while it is still queued here.
            if self
                .office
                .changes
                .iter()
                .any(|open| open.intent == Some(RecordRef::Left(name)))
            {
                continue;
            }
            // A bulk row that was being sent is looked up instead.
            if self
                .office
                .changes
                .unknown()
                .any(|open| *open.change() == change)
            {
                self.request([Effect::Store(StoreOp::Settle(
                    RecordRef::Left(name),
                    Settlement::ByHand("taken-up"),
                    None,
                ))]);
                continue;
            }
            if let Some(booking) = change.booking() {
                self.want(Intent::ClearSentDrafts(booking.clone()));
            }
            let open = Submission::new(Life::new(change, Vec::new()), None, at);
            let id = self.office_mut().changes.put(Submission {
                intent: Some(RecordRef::Left(name)),
                ..open
            });
            self.office_mut().changes.submit(id, None);
        }
        let count = self.office.changes.queued().count();
        if count > 1 {
            self.note(note!("queue-left-several", count = count));
        }
        self.want(Intent::BringToFront(Pane::Outbox));
    }

    /// Takes a queued change back into its form, to be sent from there or not. Its draft is saved before the
    /// change leaves the queue.
    pub(crate) fn take_back(&mut self, id: SubmissionId) {
        let key = self.setup.keys.key(Action::Book);
        let Some(open) = self.office.changes.get(id) else {
            return;
        };
        let (clinic, is_booking) = (open.change().clinic(), open.change().booking().is_some());
        let has_room = !line::is_under_way(self, clinic) && self.form_of(clinic).draft().is_blank();
        if is_booking && !has_room {
            return self.note(form_not_empty(self, clinic));
        }
        let Some(open) = self.office_mut().changes.remove(id) else {
            return;
        };
        self.clamp_outbox_selection();
        let settled = open.settled_as(Settlement::ByHand("taken-up"));
        let Some(booking) = open.change().booking() else {
            self.bring_change_back(&open, None);
            self.note(note!("queue-change-taken-up", key = key));
            return self.request(settled);
        };
        let draft = Draft::of(booking, &self.clock_of_visit(&booking.visit()));
        self.want(Intent::TakeUp(Box::new(draft)));
        self.want(Intent::SaveDrafts);
        self.request(settled);
        self.note(note!("queue-taken-up", key = key));
    }
}
