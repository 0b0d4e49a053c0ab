//! Altering an appointment: the form for its new time, or for why it is called off. Only the booking key sends it.

mod outcome;
mod state;
mod update;
mod view;

pub use state::{ChangeForm, usual_reasons};
pub use update::ChangeOverlay;
