//! Several changes at once: previewed with the conflicts of each, and after one booking key sent one after
//! the other, each a change of its own with its own outcome.

mod preview;
mod propose;
mod rows;
mod series;
mod state;
mod update;
mod view;
mod work;

pub(super) use state::SeriesQuery;
pub use state::{Bulk, BulkOverlay, BulkRow, RowState};
