//! Altering an appointment: the form for its new time, or for why it is called off. Only the booking key sends it.

mod draw;
mod form;
mod outcome;
mod state;
mod update;
mod view;
mod whom;

pub use draw::PanelRow;
pub(super) use outcome::altered_meanwhile;
pub use state::{ChangeForm, ChangeOverlay};
