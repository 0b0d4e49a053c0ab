//! The shipped binary in a pseudo-terminal: what is seen, what is written, and what is left behind.
#![expect(
    clippy::disallowed_methods,
    reason = "a process is watched from outside: it is started, and waited for"
)]

mod a_whole_day;
mod booking;
mod colours;
mod disk;
mod every_key;
mod faulty_disk;
mod keyboard;
mod killing;
mod learning;
mod leaving;
mod listing;
mod locking;
mod odd_files;
mod on_disk;
mod pasting;
mod pointing;
mod process;
mod pty;
mod quiet;
mod resizing;
mod secrets;
mod server;
mod setting_up;
mod starting;
mod suspending;
mod synchronising;
mod taping;
mod torn;
mod two_windows;
mod typing;
mod vanishing;
mod versions;
mod without;
