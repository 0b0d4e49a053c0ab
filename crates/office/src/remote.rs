//! Values that servers hold.

use booking::Failure;

use super::Ticket;

/// A value held by a server, if it is known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote<T> {
    /// Not requested yet.
    #[default]
    Idle,
    /// Requested. An earlier value stays in use meanwhile.
    Loading(Ticket, Option<T>),
    /// Answered.
    Ready(T),
    /// The last request failed. An earlier value stays in use.
    Failed(Failure, Option<T>),
    /// The request was given up, or its answer is doubted. An earlier value stays in use.
    Stopped(Option<T>),
}

impl<T> Remote<T> {
    /// Returns the best known value.
    pub fn value(&self) -> Option<&T> {
        match self {
            Remote::Ready(value) => Some(value),
            Remote::Loading(_, stale) | Remote::Failed(_, stale) | Remote::Stopped(stale) => {
                stale.as_ref()
            }
            Remote::Idle => None,
        }
    }

    /// Returns whether the answer with this ticket is awaited.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        matches!(self, Remote::Loading(current, _) if *current == ticket)
    }

    /// Records a request with this ticket.
    pub fn ask(&mut self, ticket: Ticket) {
        *self = Remote::Loading(ticket, self.take());
    }

    /// Takes the value out and leaves [`Remote::Idle`].
    pub fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Remote::Ready(value) => Some(value),
            Remote::Loading(_, stale) | Remote::Failed(_, stale) | Remote::Stopped(stale) => stale,
            Remote::Idle => None,
        }
    }

    /// Handles an answer. An answer to an older request is dropped.
    pub fn answer(&mut self, ticket: Ticket, answer: Result<T, Failure>) {
        if self.awaits(ticket) {
            *self = match answer {
                Ok(value) => Remote::Ready(value),
                Err(failure) => Remote::Failed(failure, self.take()),
            };
        }
    }
}
