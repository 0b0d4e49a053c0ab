//! Drafts put aside, and what is typed as it is kept for the next start.

mod autosave;
mod handed;
mod parked;
mod state;
mod view;

pub(super) use state::Drafts;
pub use state::{Kept, Parked, SavedBefore, SavedDraft};
pub(super) use view::draw;
