//! The state of the locked screen. The lock itself is the office's.

use std::time::Duration;

use crate::Key;
use office::Pin;

/// The state of the locked screen.
#[derive(Clone, Debug, Default)]
pub struct ScreenLock {
    /// The PIN being typed.
    pub(crate) typed: Pin,
    /// Whether the warning that leaving would lose something has been shown.
    pub(crate) has_warned: bool,
    /// The key that unlocked the desk, and when it was last received: a held key repeats.
    pub(crate) woken_by: Option<(Key, Duration)>,
}

impl ScreenLock {
    /// Returns the number of characters typed of a PIN.
    pub fn typed(&self) -> usize {
        self.typed.len()
    }
}
