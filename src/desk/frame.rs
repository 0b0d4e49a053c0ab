//! What the desk draws into: every cell, and what a click on it means.

use crate::screen;

use super::Target;

/// A frame of the desk.
pub type Frame = screen::Frame<Target>;

/// A page of the desk.
pub(super) type Page = screen::Page<Target>;
