//! Appointments: seen, changed, given to another, cancelled, and what goes with them.

mod altered_meanwhile;
mod answered_otherwise;
mod at_the_draw;
mod changing_an_appointment;
mod changing_its_details;
mod choosing_a_reason;
mod claiming_a_visit;
mod done_today;
mod giving_to_another;
mod handing_out_a_slip;
mod lists_of_all_desks;
mod lists_that_make_way;
mod moving_to_a_time;
mod opening_an_appointment;
mod ordering_panels;
mod removing_an_entry;
mod seeing_what_is_coming;
mod seeing_what_is_in_hand;
mod several_of_one_patient;
mod taking_back;
mod taking_back_a_list;
mod when_a_patient_has_died;
mod whose_it_is;
