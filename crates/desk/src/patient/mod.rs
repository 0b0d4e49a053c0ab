//! The form for a patient's data: of a patient new to the clinic, or being corrected.

mod adding;
mod autosave;
mod correcting;
mod prefill;
mod update;
mod view;

pub(super) use correcting::current_patient;
pub(super) use prefill::is_like_a_name;
pub(super) use view::{alike, in_short};
pub use view::{patient_problem, patient_title, patient_under_way};
