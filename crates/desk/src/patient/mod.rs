//! The form for a patient's data, new or being corrected, and the note about a patient.

mod adding;
mod correcting;
mod note;
mod update;
mod view;

pub use note::PatientNoteCard;
pub(super) use view::{alike, doubt, in_short, similar_patients};
