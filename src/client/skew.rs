//! How far a server's clock is from the desk's: appointments are judged by both.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the present. This room asks nobody on its own.
pub(super) type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the last answer's `Date` says of the server's clock.
#[derive(Default)]
pub(super) struct Skew {
    /// Without one nothing is measured.
    pub(super) clock: Option<Clock>,
    last: Mutex<Option<TimeDelta>>,
}

impl Skew {
    /// An answer has just come that was written at `date`, of the server's clock. HTTP dates are cut to the
    /// second, so that half a second is the best guess of what is missing.
    pub(super) fn note(&self, date: Option<DateTime<Utc>>) {
        if let (Some(clock), Some(date)) = (&self.clock, date) {
            let ahead = date + TimeDelta::milliseconds(500) - clock();
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
        }
    }

    /// By how much the server is ahead of the desk; negative where it is behind.
    pub(super) fn last(&self) -> Option<TimeDelta> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Skew").field(&self.last()).finish()
    }
}
