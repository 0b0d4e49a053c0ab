//! The list of themes.

use crate::screen::Look;

/// The list of themes.
#[derive(Clone)]
pub struct ThemeList {
    /// The look that is restored unless another is kept.
    pub(super) before: Look,
}
