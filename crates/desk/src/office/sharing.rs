//! Records shared by many desks: the other desks at work, their held times, and the changes that collide.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use booking::{Claim, Hold, Mode, Provider, Slot};

use super::{LeftDraft, OtherDesk, RecordRef, SavedDraft};

/// News about shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedNews {
    /// The records are reached, and this many desks work with them, including this one.
    Desks(usize),
    /// The records have not been reached since then.
    Alone(DateTime<Utc>),
    /// Others have made changes, which the desk's own records contain now.
    Changed,
    /// The times that other desks hold.
    Held(Vec<Hold>),
    /// Another desk has taken over a change of this one, which it considered gone.
    Lost(RecordRef, Loss),
    /// A change that this window had sent or queued returns from a desk that had taken it over: its details
    /// follow with the changes left behind, under this name in the records.
    Back(RecordRef, Uuid),
    /// A change that was sent or queued without the others' knowledge collides with another desk's: the
    /// change by its name in the records, and the other desk's claim.
    Collided(Uuid, Box<Claim>),
    /// The other desks at work.
    Others(Vec<OtherDesk>),
    /// The drafts of desks that are gone.
    Left(Vec<LeftDraft>),
    /// A draft was handed to this desk, or taken over by it.
    Handed {
        /// The name in the shared records.
        id: String,
        /// The display name of the desk from which it comes.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// Another desk, with this name, has this draft now.
    Taken(Option<String>, Box<SavedDraft>),
}

/// The whereabouts of a change that another desk has taken over from this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The display name of the desk that has it, if it has one.
    pub desk: Option<String>,
    /// Whether it is settled there already.
    pub is_settled: bool,
}

/// The state of the shared records; empty if none are shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sharing {
    /// The state of the records of each mode.
    pub(crate) modes: HashMap<Mode, SharedRecords>,
    /// Whether a person has agreed, since the records can't be reached, to send changes anyway.
    pub(crate) goes_alone: bool,
    /// The collisions, until a person has dealt with them.
    pub(crate) collisions: Vec<ChangeCollision>,
    /// Counts the changes of other desks' holds.
    pub(crate) held_edition: u64,
    /// The time that this desk holds, as recorded last.
    pub(crate) own_hold: Option<(Provider, Slot)>,
}

/// The state of one mode's shared records.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedRecords {
    /// The number of desks at work.
    pub(crate) desks: usize,
    /// Since when the records have not been reached; `None` while they are.
    pub(crate) alone_since: Option<DateTime<Utc>>,
    /// The times that other desks hold.
    pub(crate) held: Vec<Hold>,
}

/// Two changes that make the same visit, or take the same time, neither of which knew of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChangeCollision {
    /// This desk's change, by its name in the records.
    pub(crate) change: Uuid,
    /// The other desk's claim.
    pub(crate) with: Claim,
}
