//! The shipped binary in a pseudo-terminal: what is seen, what is written, and what is left behind.
#![expect(
    clippy::disallowed_methods,
    reason = "a process is watched from outside: it is started, and waited for"
)]

mod booking;
mod colours;
mod every_key;
mod keyboard;
mod killing;
mod learning;
mod leaving;
mod listing;
mod locking;
mod on_disk;
mod pasting;
mod pointing;
mod pty;
mod resizing;
mod server;
mod setting_up;
mod synchronising;
mod taping;
mod torn;
mod two_windows;
mod typing;
mod versions;
mod without;

// Signals, and the modes of a terminal, are of Unix.
#[cfg(unix)]
mod signalled;

// Only the kernel of Linux tells so much of a process, and lets its disk be a faulty one.
#[cfg(target_os = "linux")]
mod a_whole_day;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod faulty_disk;
#[cfg(target_os = "linux")]
mod odd_files;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod quiet;
#[cfg(target_os = "linux")]
mod secrets;
#[cfg(target_os = "linux")]
mod starting;
#[cfg(target_os = "linux")]
mod suspending;
#[cfg(target_os = "linux")]
mod vanishing;
