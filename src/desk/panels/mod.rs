//! Panels that are added to an appointment.

mod state;
mod update;

pub use state::{PanelOrder, PanelStage};
