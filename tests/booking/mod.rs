//! Booking: from the form to the answer.

mod booked_here_counts_at_once;
mod booking_a_series;
mod booking_a_visit;
mod carrying_over;
mod conflicts;
mod discarding_a_draft;
mod filling_from_a_template;
pub(crate) mod handing_over_a_draft;
mod having_a_time;
mod keeping_slots;
mod only_the_booking_key_sends;
mod parking_a_draft;
mod reading_back;
mod recently_booked;
mod refused_by_aniva;
mod refused_by_clinik;
mod taking_one_time;
mod waiting_for_a_turn;
mod watching_a_booking;
