//! The parked drafts, and those taken over from a desk that is gone.

mod news;
mod update;
mod view;

use crate::Chosen;

/// The list of parked drafts, here and left by desks that are gone.
#[derive(Clone, Default)]
pub struct DraftList {
    chosen: Chosen<DraftKey>,
}

/// The key of a draft that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
enum DraftKey {
    /// A draft of this desk, by its letter.
    Parked(char),
    /// A draft of a desk that is gone, by its name in the shared records.
    Left(String),
}
