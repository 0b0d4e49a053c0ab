//! The slip of the shown appointment.

mod state;
mod update;
mod view;

pub use state::{Document, SlipRow, SlipSheet, Unsaved};
