//! The lock: a blank screen in place of everything. The desk locks after a time without input, or by a key;
//! the PIN, or without one any key, unlocks it. Work under way goes on behind it: changes get their answers,
//! drafts are saved.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::Naming;
use crate::desk::keys::Key;
use crate::desk::{Moment, Pin, Ticket};

/// The configuration of the lock and of names in lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The time without input after which the desk locks; `None` if it never locks automatically.
    pub lock_after: Option<Duration>,
    /// Whether a PIN is set, which unlocks it.
    pub pin: bool,
    /// Whether it opens locked, and reads nothing before it has been unlocked.
    pub opens_locked: bool,
    /// How lists name people when the desk opens.
    pub naming: Naming,
}

/// The state of the lock and of the idle timer.
#[derive(Clone, Debug)]
pub(in crate::desk) struct IdleTimer {
    pub(super) lock: Option<Lock>,
    /// When a key was last pressed.
    pub(super) touched: Moment,
    /// The key that unlocked the desk, and when it came last: a held key repeats.
    pub(super) woken_by: Option<(Key, Duration)>,
    /// The attempts at a desk that has not begun because nobody has unlocked it yet; `None` once it has
    /// begun.
    pub(super) at_the_start: Option<Vec<Tried>>,
}

impl IdleTimer {
    pub(in crate::desk) fn since(moment: Moment, locked: bool) -> IdleTimer {
        IdleTimer { lock: locked.then(Lock::default), touched: moment, woken_by: None, at_the_start: None }
    }
}

/// The lock, while the desk is locked.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub(super) typed: Pin,
    /// Why the last PIN did not unlock it.
    pub(super) refused: Option<Refused>,
    pub(super) barred_until: Option<Duration>,
    pub(super) checking: Option<Ticket>,
    /// Whether the warning that leaving would lose something has been shown.
    pub(super) leaving: bool,
}

/// Why a PIN did not unlock the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
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

/// An attempt at the lock, for the audit trail: never the typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// When, by the wall clock.
    pub at: DateTime<Utc>,
    /// The number of wrong PINs since the right one, in all programs that show these records.
    pub wrong: u32,
    /// Whether it was unlocked by this attempt.
    pub unlocked: bool,
}
