//! The result of trying a PIN.

use std::time::Duration;

/// The result of trying a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAttempt {
    /// The PIN is right, after some wrong ones.
    Right {
        /// The number of wrong attempts so far.
        wrong: u32,
    },
    /// The PIN is wrong.
    Wrong {
        /// The number of wrong attempts so far.
        wrong: u32,
        /// The wait before the next attempt is accepted.
        wait: Duration,
    },
    /// The PIN was not checked, because the wait after a wrong one is not over.
    TooSoon {
        /// The rest of the wait.
        wait: Duration,
    },
}
