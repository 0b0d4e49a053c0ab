//! Drafts that move between desks.

use std::collections::HashMap;

use booking::Mode;

use super::{SavedDraft, Ticket};

/// Another desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDesk {
    /// The name in the shared records.
    pub id: String,
    /// The display name, if it has one.
    pub name: Option<String>,
}

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

/// Why a draft was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHanded {
    /// The shared records can't be reached.
    Away,
    /// The receiving desk is gone; or the draft to be taken over belongs to another desk by now.
    Gone,
}

/// The state of other desks and their drafts.
#[derive(Clone, Default)]
pub struct HandOvers {
    /// The other desks at work, for each mode with shared records.
    pub others: HashMap<Mode, Vec<OtherDesk>>,
    /// The drafts of desks that are gone, for each such mode.
    pub left: HashMap<Mode, Vec<LeftDraft>>,
    /// The hand-over under way, with the ticket of its answer.
    pub under_way: Option<(Ticket, UnderWay)>,
    /// The drafts handed to this window, by their names in the shared records.
    pub received: Vec<String>,
}

/// A draft being handed over or taken over.
#[derive(Clone)]
pub enum UnderWay {
    /// To another desk.
    Handing {
        /// The draft.
        draft: Box<SavedDraft>,
        /// The display name of the other desk, if it has one.
        to: Option<String>,
        /// Whether it has left this desk already.
        is_gone: bool,
    },
    /// To this desk.
    Taking {
        /// The name of the draft in the shared records.
        id: String,
    },
}
