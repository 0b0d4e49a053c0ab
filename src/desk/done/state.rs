//! What was done: a view of the book.

use crate::booking::Vendor;

/// A list of changes that were made, the newest first.
#[derive(Clone, Default)]
pub struct DoneList {
    /// The appointment whose changes are listed; none where it is everything done today.
    pub(super) about: Option<(Vendor, String)>,
    pub(super) chosen: usize,
}
