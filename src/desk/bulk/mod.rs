//! Several changes at once: previewed with what stands against each, and after one booking key made one after the other,
//! each a change of its own with a verdict of its own.

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
