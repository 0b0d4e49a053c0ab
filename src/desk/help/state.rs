//! The help page, while it is open.

/// The help page while it is open.
#[derive(Clone, Default)]
pub struct Help {
    /// By how many lines it is scrolled.
    pub(super) scrolled: u16,
}
