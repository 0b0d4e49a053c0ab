//! The records: whether they can be written, and the changes found in them.

mod state;
mod update;

pub(super) use state::Records;
pub use state::{IntentRef, StoreTrouble};

pub use crate::booking::{Settlement, Unsettled};
