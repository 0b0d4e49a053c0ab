//! The form for a patient's data: of a patient new to the clinic, or being corrected.

mod adding;
mod autosave;
mod correcting;
mod prefill;
mod stage;
mod state;
mod update;
mod view;

pub(super) use correcting::current_patient;
pub use stage::{Doubt, PatientStage, Why};
pub use state::{NewPatientOverlay, PatientSheet};
pub(super) use update::PatientForms;
pub(super) use view::{alike, in_short};
pub use view::{patient_problem, patient_title, patient_under_way};
