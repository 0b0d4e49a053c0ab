//! The form for a patient's data: of a patient new to the clinic, or being corrected.

mod adding;
mod autosave;
mod correcting;
mod prefill;
mod state;
mod update;
mod view;

pub(super) use correcting::current_patient;
pub(super) use prefill::is_like_a_name;
pub use state::{NewPatientOverlay, PatientSheet};
pub(super) use update::PatientForms;
pub(super) use view::{alike, in_short};
