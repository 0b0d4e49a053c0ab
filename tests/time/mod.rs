//! Times, clocks and free times.

mod clock_of_the_clinic;
mod clock_of_the_location;
mod clocks_apart;
mod clocks_that_jump;
mod finding_a_day;
mod finding_a_time;
mod first_free;
mod keeping_hours;
mod proposing_times;
mod rules_of_a_visit;
mod saying_when;
