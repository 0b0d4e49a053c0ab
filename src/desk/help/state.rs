//! The help page, while it is open.

use tui_input::Input;

/// The help page while it is open.
#[derive(Clone, Default)]
pub struct Help {
    /// What is looked for in it.
    pub(super) input: Input,
    /// By how many lines it is scrolled.
    pub(super) scrolled: u16,
}
