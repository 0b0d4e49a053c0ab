//! Whom to call and about what, worked through by telephone. Calling sends nothing to a clinic: how each call went is
//! noted in the records.

mod listed;
mod notes;
mod print;
mod rows;
mod state;
mod update;
mod view;

pub(super) use notes::CallNotes;
pub use state::{CallList, CallRow, Phone};
