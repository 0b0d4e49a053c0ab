//! Drafts that move between desks.

use std::collections::HashMap;

use booking::Mode;

use super::{SavedDraft, Ticket};

/// A draft of a desk that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftDraft {
    /// The name in the shared records.
    pub id: String,
    /// The display name of that desk, if it had one.
    pub desk: Option<String>,
    /// The draft.
    pub draft: SavedDraft,
}

/// Why a draft was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// The shared records can't be reached.
    Away,
    /// The draft belongs to another desk by now.
    Gone,
}

/// The drafts that go from desk to desk.
#[derive(Clone, Default)]
pub struct HandOvers {
    /// The drafts of desks that are gone, for each mode with shared records.
    pub left: HashMap<Mode, Vec<LeftDraft>>,
    /// The draft that is being taken over: the ticket of the answer, and its name in the shared records.
    pub under_way: Option<(Ticket, String)>,
    /// The drafts that this window has got, by their names in the shared records.
    pub received: Vec<String>,
}
