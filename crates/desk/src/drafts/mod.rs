//! Drafts put aside, and drafts saved for the next start.

mod holder;
mod parked;
mod saving;
mod view;

pub use parked::drafts_waiting;
pub(crate) use parked::{form_not_empty, parked_text, purpose_of, would_be_lost};
pub(super) use view::draw;
