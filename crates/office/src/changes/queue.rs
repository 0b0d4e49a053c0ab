//! Changes completed while their clinic could not be reached. Each waits on record until a person takes it up. It then
//! returns to its form and is sent from there like any other, so its time and its conflicts are checked again. Nothing
//! here is ever sent automatically.

use super::super::{ChangeRef, Effect, Office, OfficeNews, StoreOp, Ticket};
use super::news::ChangeNews;
use super::submission::{OnRecord, Submission, SubmissionId};
use booking::{Change, Life, ListPlace, Settlement, UnsettledChange};

impl Office {
    /// Queues a change that a person has submitted.
    pub fn queue(&mut self, change: Change) {
        let id = self.put_into_queue(change, None);
        self.changes.note_queued(id);
    }

    /// Queues a change, which may have a place in a list.
    pub(crate) fn put_into_queue(
        &mut self,
        change: Change,
        list: Option<ListPlace>,
    ) -> SubmissionId {
        let ticket = self.ticket();
        let life = Life::new(change.clone(), Vec::new());
        self.request([Effect::Store(StoreOp::Queue(
            ticket,
            Box::new(change),
            list,
        ))]);
        self.changes.put(Submission {
            list,
            on_record: OnRecord::As(ChangeRef::Sent(ticket)),
            ..Submission::new(life, None, self.moment.now)
        })
    }

    /// Handles the outcome of recording a queued booking. If that failed, the booking exists only as long as the
    /// office.
    pub(crate) fn on_queued(&mut self, ticket: Ticket, outcome: Result<(), String>) {
        let Err(why) = outcome else { return };
        let is_queued = |open: &&mut Submission| open.record() == Some(ChangeRef::Sent(ticket));
        let Some(open) = self.changes.iter_mut().find(is_queued) else {
            return;
        };
        open.on_record = OnRecord::Failed(ChangeRef::Sent(ticket));
        self.tell_of_change(ChangeNews::NotQueued(why));
    }

    /// Restores the changes that were queued when an earlier run ended, and reports the bookings among them.
    pub(crate) fn restore_queued(&mut self, queued: Vec<UnsettledChange>) {
        let mut bookings = Vec::new();
        for UnsettledChange {
            name,
            change,
            at,
            list,
            ..
        } in queued
        {
            // The change may return from a desk that had taken it over while it is still queued here.
            let is_here = |open: &Submission| open.record() == Some(ChangeRef::Left(name));
            if self.changes.iter().any(is_here) {
                continue;
            }
            // A bulk row that was being sent is looked up instead.
            if self.changes.unknown().any(|open| *open.change() == change) {
                self.request([Effect::Store(StoreOp::Settle(
                    ChangeRef::Left(name),
                    Settlement::ByHand("taken-up"),
                    None,
                ))]);
                continue;
            }
            bookings.extend(change.booking().cloned());
            let id = self.changes.put(Submission {
                on_record: OnRecord::As(ChangeRef::Left(name)),
                list,
                ..Submission::new(Life::new(change, Vec::new()), None, at)
            });
            self.changes.submit(id);
        }
        self.tell(OfficeNews::QueueRestored(bookings));
    }
}
