//! The clipboard: filled when a person asks for it, emptied by the desk soon after.

use std::fmt;
use std::time::Duration;

/// A text for the clipboard; an empty one clears it. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(pub(super) String);

impl Clip {
    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clip { .. }")
    }
}

/// What the desk knows of the clipboard.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Clipboard {
    /// When what the desk has put there is taken off again.
    pub(super) until: Option<Duration>,
}
