//! Changes completed while their clinic could not be reached. Each waits on record until a person takes it
//! up: then it returns to its form and is sent from there like any other, so that its time and its conflicts
//! are checked again. Nothing here is ever sent automatically.

use crate::{
    Action, Ask, Asker, ChangeOverlay, Desk, Effect, Intent, Lists, Note, Pane, RecordRef, Settlement,
    StoreOp, Ticket, Unsettled, note,
};
use booking::{Change, ClinicId, Draft, Life};

use super::settle::settled_as;
use super::state::{Submission, SubmissionId};

impl Desk {
    /// Returns the number of changes waiting for a clinic.
    pub(crate) fn queued_at(&self, clinic: ClinicId) -> usize {
        self.changes.queued().filter(|open| open.change().clinic() == clinic).count()
    }

    /// Asks whether the current booking, which can't be sent just now, is to wait in the Outbox; and probes
    /// its clinic.
    pub(crate) fn ask_to_queue(&mut self) {
        self.panes.bring_to_front(Pane::Problems);
        self.carry_out(Intent::Ask(Ask::Queue));
        self.carry_out(Intent::Probe(self.clinic));
    }

    /// Asks whether a change of an appointment is to wait in the Outbox; and probes its clinic.
    pub(crate) fn ask_to_queue_change(&mut self, change: Change) {
        let clinic = change.clinic();
        self.carry_out(Intent::Ask(Ask::QueueChange(Box::new(change))));
        self.carry_out(Intent::Probe(clinic));
    }

    /// Queues a change of an appointment, as the person decided, and closes its form.
    pub(crate) fn queue_change(&mut self, change: Change) {
        let clinic = change.clinic();
        let id = self.put_into_queue(change);
        self.changes.note_queued(id);
        self.overlays.close::<ChangeOverlay>();
        self.change_form = None;
        self.panes.bring_to_front(Pane::Outbox);
        self.note = Some(note!("queue-change-done", clinic = clinic.name()));
    }

    pub(crate) fn put_into_queue(&mut self, change: Change) -> SubmissionId {
        let ticket = self.tickets.next(Asker::Change);
        let open = Submission::new(Life::new(change.clone(), Vec::new()), None, self.moment.now);
        self.effects.push(Effect::Store(StoreOp::Queue(ticket, Box::new(change))));
        self.changes.put(Submission { intent: Some(RecordRef::Sent(ticket)), ..open })
    }

    /// Queues the current booking, as the person decided, and frees the form for the next one.
    pub(crate) fn queue_up(&mut self) {
        let Some(booking) = self.form().review().booking.clone() else { return };
        let clinic = booking.clinic();
        // The draft is saved as queued: a start that finds both knows them for the same booking.
        self.carry_out(Intent::SaveDrafts);
        let id = self.put_into_queue(booking.into());
        self.changes.note_queued(id);
        self.line.clear_of(clinic);
        self.forms[clinic].begin_next();
        self.problems.chosen = None;
        self.panes.bring_to_front(Pane::Outbox);
        self.note = Some(note!("queue-done", clinic = clinic.name()));
    }

    /// Handles the outcome of recording a queued booking. If it failed, the booking exists only as long as
    /// the desk runs.
    pub(crate) fn note_queued(&mut self, ticket: Ticket, outcome: Result<(), String>) {
        let Err(why) = outcome else { return };
        let is_it = |open: &&mut Submission| open.intent == Some(RecordRef::Sent(ticket));
        if let Some(open) = self.changes.iter_mut().find(is_it) {
            open.is_recorded = false;
            self.note = Some(note!("queue-not-written", why = why));
        }
    }

    /// Restores the changes that were queued when an earlier run ended.
    pub(crate) fn restore_queued(&mut self, left: Vec<Unsettled>) {
        for Unsettled { name, change, at, .. } in left {
            // The change may return from a desk that had taken it over while it still waits here.
            if self.changes.iter().any(|open| open.intent == Some(RecordRef::Left(name))) {
                continue;
            }
            // A bulk row that was being sent is looked up, and waits no longer.
            if self.changes.unknown().any(|open| *open.change() == change) {
                self.effects.push(Effect::Store(StoreOp::Settle(
                    RecordRef::Left(name),
                    Settlement::ByHand("taken-up"),
                    None,
                )));
                continue;
            }
            if let Some(booking) = change.booking() {
                self.clear_sent_drafts(booking);
            }
            let open = Submission::new(Life::new(change, Vec::new()), None, at);
            let id = self.changes.put(Submission { intent: Some(RecordRef::Left(name)), ..open });
            self.changes.submit(id, None);
        }
        let count = self.changes.queued().count();
        if count > 1 {
            self.note = Some(note!("queue-left-several", count = count));
        }
        self.panes.bring_to_front(Pane::Outbox);
    }

    /// Takes a queued change back into its form, to be sent from there or not. Its draft is saved before the
    /// change leaves the queue.
    pub(crate) fn take_back(&mut self, id: SubmissionId) {
        let key = self.setup.keys.key(Action::Book);
        let is_alteration = |open: &Submission| open.change().booking().is_none();
        if self.changes.get(id).is_some_and(is_alteration) {
            let Some(open) = self.changes.remove(id) else { return };
            self.clamp_outbox_selection();
            self.bring_change_back(open.change(), None);
            self.note = Some(note!("queue-change-taken-up", key = key));
            return self.effects.extend(settled_as(&open, Settlement::ByHand("taken-up")));
        }
        let Some(clinic) = self.changes.get(id).map(|open| open.change().clinic()) else {
            return;
        };
        if self.is_under_way(clinic) || !self.form_of(clinic).draft().is_blank() {
            self.note = Some(self.form_not_empty(clinic));
            return;
        }
        let Some(open) = self.changes.remove(id) else { return };
        let Some(booking) = open.change().booking() else { return };
        self.clamp_outbox_selection();
        self.clinic = clinic;
        self.panes.focused = Pane::Form;
        let draft = Draft::of(booking, &self.clock_of_visit(&booking.visit()));
        self.forms[clinic].restart(draft);
        self.lists(Lists::read_for_form);
        self.carry_out(Intent::SaveDrafts);
        self.effects.extend(settled_as(&open, Settlement::ByHand("taken-up")));
        self.note = Some(note!("queue-taken-up", key = key));
    }

    /// Returns why nothing can be brought back into a form that isn't empty.
    pub(crate) fn form_not_empty(&self, clinic: ClinicId) -> Note {
        let (name, key) = (clinic.name(), self.setup.keys.key(Action::NewDraft));
        note!("note-form-not-empty", clinic = name, key = key)
    }
}
