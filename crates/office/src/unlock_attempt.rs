//! Attempts at the lock of a desk, as they are recorded.

use chrono::{DateTime, Utc};

/// An attempt at the lock, for the audit trail: never the typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnlockAttempt {
    /// When, by the wall clock.
    pub at: DateTime<Utc>,
    /// The number of wrong PINs since the right one, in all programs that show these records.
    pub wrong: u32,
    /// Whether it was unlocked by this attempt.
    pub unlocked: bool,
}
