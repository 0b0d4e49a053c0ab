//! Altering an appointment: the form for its new time, its cancellation, its status and so on. Only the
//! booking key sends the change.

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
