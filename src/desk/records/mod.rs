//! What the records say: whether they can be written, and what a change left in them.

mod state;
mod update;

pub(super) use state::Records;
pub use state::{IntentRef, StoreTrouble};

pub use crate::booking::{Settlement, Unsettled};
