//! Drafts put aside, and what is typed as it is kept for the next start.

mod autosave;
mod parked;
mod view;

pub(super) use autosave::Drafts;
pub use autosave::{Kept, SavedBefore, SavedDraft};
pub use parked::Parked;
pub(super) use view::draw;
