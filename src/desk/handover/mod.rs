//! Drafts that move between desks: handed to another one, or taken over from one that is gone.

mod news;
mod state;
mod update;
mod view;

pub(super) use state::HandOvers;
pub use state::{DeskList, DraftList, LeftDraft, NotHanded, OtherDesk};
