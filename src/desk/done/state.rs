//! The state of the lists of changes.

use crate::booking::Vendor;

/// A list of changes that were made, the newest first.
#[derive(Clone, Default)]
pub struct DoneList {
    /// The appointment whose changes are listed; `None` lists all of today's changes.
    pub(super) about: Option<(Vendor, String)>,
    pub(super) chosen: usize,
}
