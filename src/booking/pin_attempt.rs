//! What comes of a PIN that is tried.

use std::time::Duration;

/// What came of a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAttempt {
    /// It is the right one, after so many wrong ones.
    Right {
        /// How many.
        wrong: u32,
    },
    /// It is not; so many have been wrong by now.
    Wrong {
        /// How many.
        wrong: u32,
        /// How long no other is looked at.
        wait: Duration,
    },
    /// It was not looked at: the wait after a wrong one is not over.
    TooSoon {
        /// What is left of it.
        wait: Duration,
    },
}
