//! The lock: a blank screen in place of everything. It comes when nobody has touched the desk for a while, or with its
//! key; the PIN, or without one any key, takes it away. What has been begun goes on behind it: bookings get their
//! answers, drafts are kept.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::Naming;
use crate::desk::keys::Key;
use crate::desk::{Moment, Pin, Ticket};

/// Who may look, and at what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// How long nobody may have touched the desk before it locks; none where it never does by itself.
    pub lock_after: Option<Duration>,
    /// Whether a PIN is set, which unlocks it.
    pub pin: bool,
    /// Whether it opens locked, and reads nothing before it has been unlocked.
    pub opens_locked: bool,
    /// How people in lists are named as the desk opens.
    pub naming: Naming,
}

/// What the desk knows of whoever is in front of it.
#[derive(Clone, Debug)]
pub(in crate::desk) struct IdleTimer {
    pub(super) lock: Option<Lock>,
    /// When a key was last pressed.
    pub(super) touched: Moment,
    /// The key that unlocked the desk, and when it came last: held down it comes again and again.
    pub(super) woken_by: Option<(Key, Duration)>,
    /// While the desk has not begun, for nobody has unlocked it yet: what has been tried there.
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
    /// Leaving would lose something, and that has been said.
    pub(super) leaving: bool,
}

/// Why a PIN did not unlock the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Wrong,
    /// It was not looked at: another one was wrong a moment ago, in another window or in a command.
    TooSoon,
    /// It could not be compared; says why.
    Unchecked(String),
}

impl Lock {
    /// How much of a PIN has been typed, in characters.
    pub fn typed(&self) -> usize {
        self.typed.len()
    }

    /// Whether the last PIN was wrong, and no other one has been begun.
    pub fn was_wrong(&self) -> bool {
        self.refused == Some(Refused::Wrong) && self.typed.is_empty()
    }
}

/// What somebody has tried at the lock, for the audit trail: never what they typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// When, by the wall clock.
    pub at: DateTime<Utc>,
    /// How many wrong PINs there have been since the right one, in whatever shows these records.
    pub wrong: u32,
    /// Whether it has been unlocked now.
    pub unlocked: bool,
}
