//! Patients: found, added, corrected, called, and on the waiting list.

mod adding_someone_new;
mod calling_back;
mod calling_patients;
mod correcting_a_patient;
mod finding_people;
mod naming_people;
mod noting_patients;
mod picking_in_the_form;
mod turning_to_the_waiting_list;
mod waiting_list;
mod whom_a_key_is_about;
