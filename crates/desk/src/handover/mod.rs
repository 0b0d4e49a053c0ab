//! Drafts that move between desks: handed to another one, or taken over from one that is gone.

mod news;
mod update;
mod view;

pub(crate) use news::others_for;

/// The list of desks to which a draft can be handed.
#[derive(Clone)]
pub struct DeskList {
    /// The letter of the parked draft; `None` for the current form.
    of: Option<char>,
    chosen: usize,
}

/// The list of parked drafts, here and left by desks that are gone.
#[derive(Clone)]
pub struct DraftList {
    chosen: usize,
}
