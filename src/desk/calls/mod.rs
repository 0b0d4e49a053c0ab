//! Lists of patients to call, worked through by telephone. A call sends nothing to a clinic: its result is
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
