//! Drafts that move between desks.

use std::collections::HashMap;

use booking::{ClinicId, Mode};

use super::{Effect, Office, SavedDraft, StoreOp, Ticket};

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
    /// The draft belongs to another desk.
    Gone,
}

/// The drafts that move between desks.
#[derive(Clone, Default)]
pub struct HandOvers {
    /// The drafts of desks that are gone, for each mode with shared records.
    pub left: HashMap<Mode, Vec<LeftDraft>>,
    /// The draft that is being taken over: the ticket of the answer, and its name in the shared records.
    pub under_way: Option<(Ticket, String)>,
    /// The drafts that this window has received, by their names in the shared records.
    pub received: Vec<String>,
}

impl Office {
    /// Requests to take over a draft of a desk that is gone. Returns whether it was requested: only one is at a time.
    pub fn take_left_draft(&mut self, clinic: ClinicId, id: &str) -> bool {
        if self.handovers.under_way.is_some() {
            return false;
        }
        let ticket = self.ticket();
        self.handovers.under_way = Some((ticket, id.to_owned()));
        self.request([Effect::Store(StoreOp::TakeDraft(
            ticket,
            clinic,
            id.to_owned(),
        ))]);
        true
    }

    /// Notes the outcome of taking over a draft: it belongs to this desk, or to another one. Returns whether it was
    /// awaited.
    pub fn end_taking_over(&mut self, ticket: Ticket, result: Result<(), NotTaken>) -> bool {
        let under_way = &mut self.handovers.under_way;
        let Some((_, id)) = under_way.take_if(|(awaited, _)| *awaited == ticket) else {
            return false;
        };
        if result != Err(NotTaken::Away) {
            for left in self.handovers.left.values_mut() {
                left.retain(|left| left.id != id);
            }
        }
        true
    }
}
