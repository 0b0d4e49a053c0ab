//! The state of the help page.

use tui_input::Input;

/// The help page while it is open.
#[derive(Clone, Default)]
pub struct Help {
    /// The search text.
    pub(super) input: Input,
    /// The number of lines by which it is scrolled.
    pub(super) scrolled: u16,
}
