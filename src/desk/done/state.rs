//! What was done today: a view of the book.

/// The list of what was done today.
#[derive(Clone, Default)]
pub struct DoneToday {
    pub(super) chosen: usize,
}
