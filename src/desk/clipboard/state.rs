//! The clipboard: filled when a person asks for it, cleared by the desk soon after.

use std::fmt;
use std::time::Duration;

/// A text for the clipboard; an empty one clears it. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(pub(super) String);

impl Clip {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clip { .. }")
    }
}

#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Clipboard {
    /// The time at which the desk clears what it copied.
    pub(super) until: Option<Duration>,
}
