//! The shipped machine, used as its users use it: one module per use, over real HTTP to the embedded sandbox,
//! with a clock that stands still until it is moved. Nothing sleeps, nothing asks the machine what time it is.

mod another_desk;
mod appointment;
mod batching;
mod booking;
mod clinics;
mod config;
mod day;
mod desk_at_work;
mod laws_of_the_desk;
mod line;
// The clock of each desk is one that Linux loads before it.
#[cfg(target_os = "linux")]
mod many_desks;
mod people;
// The server is reached by a socket of Unix.
#[cfg(unix)]
mod network_line;
mod plain;
#[cfg(unix)]
mod pooler;
mod postgres_server;
mod records;
mod sandbox;
mod screen;
mod shell;
mod simulation;
mod sixth_face;
mod source;
mod terminal;
mod time;
