//! A calendar that is asked for now and then. What it tells goes into the book; here is what has been asked.

use std::time::Duration;

use super::listing::Remote;
use crate::booking::{Agenda, Days, Failure, Read, Subject};
use crate::desk::Ticket;

/// A question about somebody's calendar, asked once or again and again.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::desk) struct CalendarQuery {
    subject: Subject,
    days: Option<Days>,
    /// Whether all there is was read.
    is_whole: Remote<bool>,
    asked: Duration,
}

impl CalendarQuery {
    /// Asked for the first time, under this ticket; about all there is where no days are named.
    pub(in crate::desk) fn asked(
        subject: Subject,
        days: Option<Days>,
        ticket: Ticket,
        up: Duration,
    ) -> CalendarQuery {
        CalendarQuery { subject, days, is_whole: Remote::asked(ticket), asked: up }
    }

    /// Answered already by that read.
    pub(in crate::desk) fn answered(read: &Read) -> CalendarQuery {
        CalendarQuery {
            subject: read.subject.clone(),
            days: read.days,
            is_whole: Remote::Ready(read.is_whole),
            asked: read.as_of,
        }
    }

    /// Asked again, under this ticket.
    pub(in crate::desk) fn ask(&mut self, ticket: Ticket, up: Duration) {
        self.asked = up;
        self.is_whole.ask(ticket);
    }

    /// Answered under this ticket: what the book is to learn. An answer to an older question is dropped.
    pub(in crate::desk) fn answer(
        &mut self,
        ticket: Ticket,
        answer: Result<Agenda, Failure>,
    ) -> Option<Read> {
        if !self.awaits(ticket) {
            return None;
        }
        let (subject, days, as_of) = (self.subject.clone(), self.days, self.asked);
        let (is_whole, read) = match answer {
            Ok(Agenda { bookings: rows, complete: is_whole }) => {
                (Ok(is_whole), Some(Read { subject, days, as_of, is_whole, rows }))
            }
            Err(failure) => (Err(failure), None),
        };
        self.is_whole.answer(ticket, is_whole);
        read
    }

    /// Whose calendar it is about.
    pub(in crate::desk) fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The days that it is about; none where it is about all there is.
    pub(in crate::desk) fn days(&self) -> Option<Days> {
        self.days
    }

    /// Whether all there is was read when it was last answered; none where it never was.
    pub(in crate::desk) fn is_whole(&self) -> Option<bool> {
        self.is_whole.value().copied()
    }

    /// Whether an answer is on its way.
    pub(in crate::desk) fn is_asking(&self) -> bool {
        matches!(self.is_whole, Remote::Loading(..))
    }

    /// Why it could not be answered when it was last asked.
    pub(in crate::desk) fn failure(&self) -> Option<&Failure> {
        match &self.is_whole {
            Remote::Failed(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// Under which ticket an answer is on its way.
    pub(in crate::desk) fn awaited(&self) -> Option<Ticket> {
        match self.is_whole {
            Remote::Loading(ticket, _) => Some(ticket),
            _ => None,
        }
    }

    pub(in crate::desk) fn awaits(&self, ticket: Ticket) -> bool {
        self.is_whole.awaits(ticket)
    }

    /// When it was last asked.
    pub(in crate::desk) fn asked_at(&self) -> Duration {
        self.asked
    }
}
