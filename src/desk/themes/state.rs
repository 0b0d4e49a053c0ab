//! The themes to choose from.

use crate::screen::Look;

/// The themes to choose from.
#[derive(Clone)]
pub struct ThemeList {
    /// The look that is put back unless another is kept.
    pub(super) before: Look,
}
