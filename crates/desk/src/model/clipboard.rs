//! The state of the clipboard.

use std::time::Duration;

/// The clipboard, if the desk has filled it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clipboard {
    /// The time at which the desk clears what it copied.
    pub(crate) until: Option<Duration>,
}
