//! The shipped machine, used as its users use it: one module per use, over real HTTP to the embedded sandbox,
//! with a clock that stands still until it is moved. Nothing sleeps, nothing asks the machine what time it is.

mod architecture;
mod asking_the_clinics;
mod bad_days;
mod booking_a_visit;
mod clock_of_the_location;
mod clocks_apart;
mod config;
mod conflicts;
mod desk_at_work;
mod drawing_every_size;
mod finding_a_day;
mod finding_a_time;
mod finding_people;
mod frames;
mod keeping_hours;
mod keys_of_the_form;
mod laws_of_the_desk;
mod losing_the_server;
mod one_line;
mod papers;
mod refused_by_aniva;
mod refused_by_clinik;
mod sandbox;
mod saying_what;
mod saying_when;
mod seeing_what_is_coming;
mod terminal;
mod waiting_for_a_turn;
mod watching_a_booking;
mod words;
mod working_in_panes;
mod writing_and_pasting;
