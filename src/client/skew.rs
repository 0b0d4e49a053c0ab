//! The difference between a server's clock and the desk's: appointments are judged by both.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Returns the present. The client never asks the machine itself.
pub(super) type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The skew by the last answer's `Date`.
#[derive(Default)]
pub(super) struct Skew {
    /// The desk's clock; without one nothing is measured.
    pub(super) clock: Option<Clock>,
    last: Mutex<Option<TimeDelta>>,
}

impl Skew {
    /// Takes the `date` of an answer that has just come, by the server's clock. HTTP dates are cut to the
    /// second, so half a second is added as the best guess.
    pub(super) fn note(&self, date: Option<DateTime<Utc>>) {
        if let (Some(clock), Some(date)) = (&self.clock, date) {
            let ahead = date + TimeDelta::milliseconds(500) - clock();
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
        }
    }

    /// Returns how far the server is ahead of the desk; negative if it is behind.
    pub(super) fn last(&self) -> Option<TimeDelta> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Skew").field(&self.last()).finish()
    }
}
