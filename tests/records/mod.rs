//! Records: kept, shared, looked up, reported, and kept from others.

mod keeping_it_to_ourselves;
mod looked_after_elsewhere;
mod looking_up_the_lost;
pub(crate) mod other_desks;
mod reaching_shared_records;
mod recording_what_is_no_visit;
mod reporting_a_week;
mod surviving;
