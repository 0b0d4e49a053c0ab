//! The state of the lock.

use std::time::Duration;

use crate::{Key, Pin};
use office::{Moment, Ticket, UnlockAttempt};

/// The state of the lock and of the idle timer.
#[derive(Clone, Debug, Default)]
pub struct ScreenLock {
    pub(crate) lock: Option<Lock>,
    /// When a key was last pressed.
    pub(crate) touched: Moment,
    /// The key that unlocked the desk, and when it was last received: a held key repeats.
    pub(crate) woken_by: Option<(Key, Duration)>,
    /// The attempts at a desk that has not begun because nobody has unlocked it yet; `None` once it has
    /// begun.
    pub(crate) early_attempts: Option<Vec<UnlockAttempt>>,
}

impl ScreenLock {
    pub(crate) fn since(moment: Moment, locked: bool) -> ScreenLock {
        ScreenLock {
            lock: locked.then(Lock::default),
            touched: moment,
            woken_by: None,
            early_attempts: None,
        }
    }

    /// Returns the lock, if the desk is locked.
    pub fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

    /// Whether the desk is locked.
    pub fn is_on(&self) -> bool {
        self.lock.is_some()
    }

    /// Whether a PIN is being checked, or none is accepted yet.
    pub fn waits(&self) -> bool {
        self.lock()
            .is_some_and(|lock| lock.checking.is_some() || lock.barred_until.is_some())
    }

    /// Whether the desk has read nothing yet, because nobody has unlocked it.
    pub fn waits_for_first_pin(&self) -> bool {
        self.early_attempts.is_some()
    }

    /// Records that somebody is present.
    pub(crate) fn touch(&mut self, at: Moment) {
        self.touched = at;
    }
}

/// The PIN being typed, while the desk is locked.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub(crate) typed: Pin,
    /// Why the last PIN did not unlock it.
    pub(crate) refused: Option<Refused>,
    pub(crate) barred_until: Option<Duration>,
    pub(crate) checking: Option<Ticket>,
    /// Whether the warning that leaving would lose something has been shown.
    pub(crate) has_warned: bool,
}

/// Why a PIN did not unlock the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Wrong,
    /// The PIN was not checked: another one was wrong a moment ago, in another window or in a command.
    TooSoon,
    /// The PIN could not be checked, for this reason.
    Unchecked(String),
}

impl Lock {
    /// Returns the number of characters typed of a PIN.
    pub fn typed(&self) -> usize {
        self.typed.len()
    }

    /// Whether the last PIN was wrong, and no other one has been begun.
    pub fn was_wrong(&self) -> bool {
        self.refused == Some(Refused::Wrong) && self.typed.is_empty()
    }
}
