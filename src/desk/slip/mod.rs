//! The slip of the appointment that is shown.

mod state;
mod update;
mod view;

pub use state::{Document, SlipRow, SlipSheet, Unsaved};
