//! Typed times and their readings.

mod readings;
mod spoken;
mod wishes;
