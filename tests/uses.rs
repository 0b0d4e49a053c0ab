//! The shipped machine, used as its users use it: one module per use, over real HTTP to the embedded sandbox,
//! with a clock that stands still until it is moved. Nothing sleeps, nothing asks the machine what time it is.

mod booking_a_visit;
mod terminal;
