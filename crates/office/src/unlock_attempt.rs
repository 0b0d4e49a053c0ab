//! Attempts at the lock of a desk, as they are recorded.

use chrono::{DateTime, Utc};

/// An attempt at the lock, for the audit trail, without the typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnlockAttempt {
    /// When it was made, by the wall clock.
    pub at: DateTime<Utc>,
    /// The number of wrong PINs since the last right one, in all programs that use these records.
    pub wrong: u32,
    /// Whether this attempt unlocked the desk.
    pub unlocked: bool,
}
