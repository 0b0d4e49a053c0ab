//! What the desk knows of the records that it shares with others.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::{Claim, Hold, Mode, Provider, Slot};
use crate::desk::{IntentRef, LeftDraft, OtherDesk, SavedDraft};

/// What is told of shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedNews {
    /// They are reached, and so many desks work at them, this one included.
    Desks(usize),
    /// They have not been reached since then.
    Alone(DateTime<Utc>),
    /// Others have changed something: the desk's own records have it now.
    Changed,
    /// The times that others have in hand.
    Held(Vec<Hold>),
    /// Another desk looks after a change of this one by now: this desk was taken for gone.
    Lost(IntentRef, Loss),
    /// A change that this window had sent or queued comes back to it, from a desk that had taken it for gone: it is told of
    /// next among what was left, by this name in the records.
    Back(IntentRef, Uuid),
    /// A change that went out, or was queued, without the others' knowing makes a visit, or takes a time, that another
    /// desk has, too: the change by its name in the records, and what the other desk has.
    Collided(Uuid, Box<Claim>),
    /// The other desks at work.
    Others(Vec<OtherDesk>),
    /// The drafts that desks have left which are gone.
    Left(Vec<LeftDraft>),
    /// A draft was handed to this desk, or taken over by it.
    Handed {
        /// Its name in the shared records.
        id: String,
        /// What the desk is called that it comes from.
        from: Option<String>,
        /// Whether this desk has taken it over.
        is_taken_over: bool,
        /// The draft.
        draft: Box<SavedDraft>,
    },
    /// Another desk, of that name, has this draft by now.
    Taken(Option<String>, Box<SavedDraft>),
}

/// Where a change is that this desk looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What the desk is called that has it, where it has a name.
    pub desk: Option<String>,
    /// Whether it is settled there already.
    pub is_settled: bool,
}

/// What the booking key was pressed for while the desk is alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToSend {
    /// The booking of the form in front.
    Booking,
    /// The change, or the list of changes, that lies over the form.
    Overlay,
    /// The removal of an entry, which has been confirmed.
    Removal,
}

/// What the desk knows of the records that it shares with others; nothing where it shares none.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Sharing {
    /// How the records of each mode are.
    pub(in crate::desk) modes: HashMap<Mode, SharedRecords>,
    /// Whether a person has said since they went away that changes go out all the same.
    pub(in crate::desk) goes_alone: bool,
    /// What collided, until a person has seen to it.
    pub(in crate::desk) collisions: Vec<Collision>,
    /// Counts how often others have come to have other times in hand.
    pub(in crate::desk) held_edition: u64,
    /// The time that the others know this desk to have in hand.
    pub(in crate::desk) in_hand: Option<(Provider, Slot)>,
}

/// How shared records are.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct SharedRecords {
    /// How many desks work at them.
    pub(in crate::desk) desks: usize,
    /// Since when they have not been reached, while they are not.
    pub(in crate::desk) alone_since: Option<DateTime<Utc>>,
    /// The times that others have in hand.
    pub(in crate::desk) held: Vec<Hold>,
}

/// Two changes that make the same visit, or take the same time, neither of which knew of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Collision {
    /// This desk's, by its name in the records.
    pub(in crate::desk) change: Uuid,
    /// What the other desk has.
    pub(in crate::desk) with: Claim,
}
