//! The present subject of the desk according to the form and the entry line: the patient, the practitioner or location,
//! the time, the known free times, and the change under way. Rooms read it here, so that they do not need one another
//! for it.

mod free_times;
mod line;
mod patient;
mod visit;

pub use free_times::{free_times, today};
pub(crate) use free_times::{held_on, next_days_free, requested_free_times, taken};
pub(crate) use line::{is_being_typed, is_under_way, typed_text, visit_on_line, wishes_on_line};
pub(crate) use patient::{
    CurrentPatient, current_patient, patient_in_question, patient_named, patient_of,
    patient_or_typed, patient_shown_or_in_form,
};
pub(crate) use visit::{
    also_there, asked_in_form, hours_of, is_from_list, is_picked, length, listed_provider,
    note_of_read_back, provider, slot_from, slot_in_form, slot_of, start_in_form, typed_start,
    visit_time,
};
