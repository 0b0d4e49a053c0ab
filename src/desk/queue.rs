//! Bookings completed while their backend could not be reached. Each waits, written down, until a person takes it up:
//! then its draft goes back into the form and is booked from there like any other, so that its time and everything
//! else that may stand against it is looked at anew. Nothing here is ever sent by itself.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::{Booking, Change, Draft, Vendor};

use super::{Action, Ask, Desk, Effect, IntentRef, Note, Pane, Settlement, Ticket, Unsettled, note};

/// A booking that waits for a person.
#[derive(Clone, Debug)]
pub struct Queued {
    /// What is to be booked.
    pub booking: Booking,
    /// When it was put here, by the wall clock.
    pub at: DateTime<Utc>,
    /// How the records find it again.
    pub(super) intent: IntentRef,
    /// Whether it could be written down: what is not goes with the desk.
    pub(super) lasts: bool,
}

impl Desk {
    /// How many wait for a backend.
    pub(super) fn queued_at(&self, backend: Vendor) -> usize {
        self.queue.iter().filter(|queued| queued.booking.backend() == backend).count()
    }

    /// Asks whether the booking in front, which can't be sent just now, is to wait in the Outbox; and its backend,
    /// whether it is back.
    pub(super) fn ask_to_queue(&mut self) -> Option<Effect> {
        self.bring_to_front(Pane::Problems);
        self.ask(Ask::Queue);
        self.probe_now(self.backend)
    }

    /// A person says that it is to wait: the form is free for the next one.
    pub(super) fn queue_up(&mut self) -> Vec<Effect> {
        let Some(booking) = self.form().review().booking.clone() else { return Vec::new() };
        let backend = booking.backend();
        // Its draft is kept as it is queued: a start that finds both knows them for the same.
        let kept = self.keep_drafts(Some(Duration::ZERO));
        let ticket = self.ticket();
        let effect = Effect::Queue(ticket, Box::new(booking.clone()));
        let intent = IntentRef::Sent(ticket);
        self.queue.push(Queued { booking, at: self.moment.now, intent, lasts: true });
        let next = self.form().draft().next();
        self.line_is_done(backend);
        self.form_mut().restart(next);
        self.refresh_all();
        self.chosen_problem = None;
        self.bring_to_front(Pane::Outbox);
        self.note = Some(note!("queue-done", backend = backend.name()));
        kept.into_iter().chain([effect]).collect()
    }

    /// Whether a booking that waits could be written down; if not, it is there only for as long as the desk is.
    pub(super) fn note_queued(&mut self, ticket: Ticket, outcome: Result<(), String>) {
        let Err(why) = outcome else { return };
        let of_it = |queued: &&mut Queued| queued.intent == IntentRef::Sent(ticket);
        if let Some(queued) = self.queue.iter_mut().find(of_it) {
            queued.lasts = false;
            self.note = Some(note!("queue-not-written", why = why));
        }
    }

    /// Bookings that waited when an earlier run of the program ended wait on.
    pub(super) fn take_on_queued(&mut self, left: Vec<Unsettled>) {
        for Unsettled { name, change, at, .. } in left {
            let Change::Book(booking) = change else { continue };
            self.clear_what_went_out(&booking);
            self.queue.push(Queued { booking, at, intent: IntentRef::Left(name), lasts: true });
        }
        self.refresh_all();
        self.bring_to_front(Pane::Outbox);
    }

    /// The waiting booking that the keys of the Outbox are for, by its number.
    pub(super) fn queued_in_hand(&self) -> Option<usize> {
        let number = self.chosen_intent.checked_sub(self.unknown.len())?;
        Some(number).filter(|number| self.pane == Pane::Outbox && *number < self.queue.len())
    }

    /// A person takes it up again: its draft is back in the form, to be booked from there or not.
    pub(super) fn take_back(&mut self, number: usize) -> Vec<Effect> {
        let Some(effects) = self.take_out(number) else { return Vec::new() };
        let key = self.setup.keys.key(Action::Book);
        self.note = Some(note!("queue-taken-up", key = key));
        effects
    }

    /// Puts the draft of a waiting booking into its form, if there is room for it. It is kept as what is typed before
    /// it is taken out of the queue.
    fn take_out(&mut self, number: usize) -> Option<Vec<Effect>> {
        let backend = self.queue.get(number)?.booking.backend();
        if self.is_under_way(backend) || !self.form_of(backend).draft().is_blank() {
            self.note = Some(self.form_not_empty(backend));
            return None;
        }
        let Queued { booking, intent, .. } = self.queue.remove(number);
        self.list_has_moved();
        self.backend = backend;
        self.pane = Pane::Form;
        let draft = Draft::of(&booking, self.zone_of(&booking.visit()));
        self.forms[backend].restart(draft);
        self.refresh_all();
        let mut effects = self.lists_for_form();
        effects.extend(self.keep_drafts(Some(Duration::ZERO)));
        effects.push(Effect::Settle(intent, Settlement::ByHand("taken-up")));
        Some(effects)
    }

    /// Why nothing can be brought back into a form that holds something.
    pub(super) fn form_not_empty(&self, backend: Vendor) -> Note {
        let (name, key) = (backend.name(), self.setup.keys.key(Action::NewDraft));
        note!("note-form-not-empty", backend = name, key = key)
    }
}
