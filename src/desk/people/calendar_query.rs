//! A calendar that is requested repeatedly. The answers go into the book; this holds the state of the
//! requests.

use std::time::Duration;

use super::listing::Remote;
use crate::booking::{Agenda, Days, Failure, Read, Subject};
use crate::desk::Ticket;

/// A request for a person's or provider's calendar, sent once or repeatedly.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::desk) struct CalendarQuery {
    subject: Subject,
    days: Option<Days>,
    /// Whether the last answer was complete.
    is_whole: Remote<bool>,
    asked: Duration,
}

impl CalendarQuery {
    /// Creates a request that was sent under this ticket; for all appointments if no days are given.
    pub(in crate::desk) fn asked(
        subject: Subject,
        days: Option<Days>,
        ticket: Ticket,
        up: Duration,
    ) -> CalendarQuery {
        CalendarQuery { subject, days, is_whole: Remote::asked(ticket), asked: up }
    }

    /// Creates a request that this read has answered already.
    pub(in crate::desk) fn answered(read: &Read) -> CalendarQuery {
        CalendarQuery {
            subject: read.subject.clone(),
            days: read.days,
            is_whole: Remote::Ready(read.is_whole),
            asked: read.as_of,
        }
    }

    /// Records that the request was sent again.
    pub(in crate::desk) fn ask(&mut self, ticket: Ticket, up: Duration) {
        self.asked = up;
        self.is_whole.ask(ticket);
    }

    /// Takes an answer. Returns the read for the book to record; an answer to an older request is dropped.
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

    pub(in crate::desk) fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Returns the days; `None` if all appointments are requested.
    pub(in crate::desk) fn days(&self) -> Option<Days> {
        self.days
    }

    /// Whether the last answer was complete; `None` if there was none.
    pub(in crate::desk) fn is_whole(&self) -> Option<bool> {
        self.is_whole.value().copied()
    }

    /// Whether a request is under way.
    pub(in crate::desk) fn is_asking(&self) -> bool {
        matches!(self.is_whole, Remote::Loading(..))
    }

    /// Returns why the last request failed.
    pub(in crate::desk) fn failure(&self) -> Option<&Failure> {
        match &self.is_whole {
            Remote::Failed(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// Returns the ticket of the request under way.
    pub(in crate::desk) fn awaited(&self) -> Option<Ticket> {
        match self.is_whole {
            Remote::Loading(ticket, _) => Some(ticket),
            _ => None,
        }
    }

    pub(in crate::desk) fn awaits(&self, ticket: Ticket) -> bool {
        self.is_whole.awaits(ticket)
    }

    /// Returns when the last request was sent.
    pub(in crate::desk) fn asked_at(&self) -> Duration {
        self.asked
    }
}
