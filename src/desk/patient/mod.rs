//! The form for a patient the backend doesn't know yet.

mod adding;
mod autosave;
mod overlay;
mod prefill;
mod state;
mod update;
mod view;

pub use autosave::SavedNewPatient;
pub(super) use prefill::is_like_a_name;
pub use state::{Doubt, NewPatientForm, NewPatientOverlay, Stage, Why};
pub(super) use view::{alike, in_short};
pub use view::{new_patient_form_under_way, patient_problem};
