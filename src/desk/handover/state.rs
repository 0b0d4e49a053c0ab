//! What the desk knows of other desks and their drafts.

use std::collections::HashMap;

use crate::booking::Mode;
use crate::desk::{SavedDraft, Ticket};

/// A desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDesk {
    /// Its name in the shared records.
    pub id: String,
    /// What it is called, if it has a name.
    pub name: Option<String>,
}

/// A draft that a desk has left which is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftDraft {
    /// Its name in the shared records.
    pub id: String,
    /// What that desk was called, if it had a name.
    pub desk: Option<String>,
    /// The draft.
    pub draft: SavedDraft,
}

/// Why a draft was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHanded {
    /// The shared records can't be reached.
    Away,
    /// The desk that it was to go to is gone; or the draft that was to be taken over is somebody else's by now.
    Gone,
}

/// What the desk knows of other desks and their drafts.
#[derive(Clone, Default)]
pub(in crate::desk) struct HandOvers {
    /// The other desks at work, for each mode whose records are shared.
    pub(super) others: HashMap<Mode, Vec<OtherDesk>>,
    /// What those have left that are gone.
    pub(super) left: HashMap<Mode, Vec<LeftDraft>>,
    pub(super) under_way: Option<UnderWay>,
    /// The drafts that were handed to this window, by their names in the shared records.
    pub(in crate::desk) received: Vec<String>,
}

/// A draft that is on its way.
#[derive(Clone)]
pub(super) enum UnderWay {
    /// To another desk.
    Handing {
        ticket: Ticket,
        draft: Box<SavedDraft>,
        to: Option<String>,
        /// Whether it has left this desk already.
        is_gone: bool,
    },
    /// To this one.
    Taking { ticket: Ticket, id: String },
}

impl UnderWay {
    pub(super) fn ticket(&self) -> Ticket {
        match self {
            UnderWay::Handing { ticket, .. } | UnderWay::Taking { ticket, .. } => *ticket,
        }
    }
}

/// The desks that a draft can be handed to.
#[derive(Clone)]
pub struct DeskList {
    /// The letter of the draft put aside that it is about; none for what the form in front holds.
    pub(super) of: Option<char>,
    pub(super) chosen: usize,
}

/// The drafts put aside here, and those that desks have left which are gone.
#[derive(Clone)]
pub struct DraftList {
    pub(super) chosen: usize,
}
