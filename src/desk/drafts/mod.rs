//! Drafts put aside, and drafts saved for the next start.

mod autosave;
mod handed;
mod parked;
mod state;
mod view;

pub(super) use state::Drafts;
pub use state::{Kept, Parked, SavedBefore, SavedDraft};
pub(super) use view::draw;
