//! What staff type, and what is read.

mod readings;
mod spoken;
mod wishes;
