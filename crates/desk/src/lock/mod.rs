//! The lock: a blank screen in place of everything. The desk locks after a time without input, or by a key;
//! the PIN, or without one any key, unlocks it. Meanwhile changes still get their answers, and drafts are saved.
//! The PIN is never shown, never formatted, and wiped when dropped.

mod update;
mod view;

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::keys::Key;
use super::{Moment, Ticket};
use booking::Naming;
use office::UnlockAttempt;
pub(super) use view::draw;

/// The part of a PIN typed so far. `Debug` shows nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Pin(SecretString);

impl Pin {
    /// The maximum length of a PIN; further characters are ignored.
    pub const LONGEST: usize = 64;

    /// Returns the typed text, for the comparison with the right PIN.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Returns the number of characters.
    pub fn len(&self) -> usize {
        self.expose().chars().count()
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }

    pub(super) fn push(&mut self, letter: char) {
        if self.len() < Pin::LONGEST {
            // Allocated at once: a string that grows leaves copies of itself behind.
            let mut longer = String::with_capacity(self.expose().len() + letter.len_utf8());
            longer.push_str(self.expose());
            longer.push(letter);
            self.0 = longer.into();
        }
    }

    pub(super) fn pop(&mut self) {
        let end = self
            .expose()
            .char_indices()
            .next_back()
            .map_or(0, |(start, _)| start);
        self.0 = self.expose()[..end].into();
    }
}

impl From<&str> for Pin {
    fn from(text: &str) -> Pin {
        Pin(text.into())
    }
}

/// Compares effects; a PIN itself is only ever compared with its hash.
impl PartialEq for Pin {
    fn eq(&self, other: &Pin) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Pin {}

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
#[derive(Clone, Debug, Default)]
pub struct ScreenLock {
    lock: Option<Lock>,
    /// When a key was last pressed.
    touched: Moment,
    /// The key that unlocked the desk, and when it was last received: a held key repeats.
    woken_by: Option<(Key, Duration)>,
    /// The attempts at a desk that has not begun because nobody has unlocked it yet; `None` once it has
    /// begun.
    early_attempts: Option<Vec<UnlockAttempt>>,
}

impl ScreenLock {
    pub(super) fn since(moment: Moment, locked: bool) -> ScreenLock {
        ScreenLock {
            lock: locked.then(Lock::default),
            touched: moment,
            woken_by: None,
            early_attempts: None,
        }
    }
}

/// The PIN being typed, while the desk is locked.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    typed: Pin,
    /// Why the last PIN did not unlock it.
    refused: Option<Refused>,
    barred_until: Option<Duration>,
    checking: Option<Ticket>,
    /// Whether the warning that leaving would lose something has been shown.
    has_warned: bool,
}

/// Why a PIN did not unlock the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refused {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_typed_and_taken_back_and_never_formatted() {
        let mut pin = Pin::default();
        "40ä".chars().for_each(|letter| pin.push(letter));
        assert_eq!((pin.expose(), pin.len()), ("40ä", 3));
        assert!(!format!("{pin:?}").contains("40"), "{pin:?}");
        pin.pop();
        assert_eq!(pin.expose(), "40");
        pin.pop();
        pin.pop();
        pin.pop();
        assert!(pin.is_empty());
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut pin = Pin::default();
        (0..1_000).for_each(|_| pin.push('7'));
        assert_eq!(pin.len(), Pin::LONGEST);
    }
}
