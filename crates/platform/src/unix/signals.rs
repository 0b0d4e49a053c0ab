//! The signals that ask the program to end.

use std::{io, thread};

use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

/// The number of the signal sent by a key.
pub const INTERRUPT: i32 = SIGINT;
/// The number of the signal sent by another program.
pub const TERMINATE: i32 = SIGTERM;
/// The number of the signal sent by a closed window.
pub const HANG_UP: i32 = SIGHUP;

/// The signals that end a program cleanly: the terminal is restored, typed text is kept, and the exit status is 128
/// plus the signal's number.
///
/// A process that aborts itself returns from the handler of `SIGABRT` and still dies. If a panic comes first, its hook
/// has already restored the terminal.
pub const ENDING: &[i32] = &[INTERRUPT, TERMINATE, HANG_UP, SIGQUIT, SIGABRT];

/// Calls `act` with the number of each of these signals from now on, on a thread of its own.
///
/// # Errors
///
/// Returns an error if the system can't start a thread, or does not report one of the signals.
pub fn listen(signals: &[i32], act: impl FnMut(i32) + Send + 'static) -> io::Result<()> {
    let mut arriving = Signals::new(signals)?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || arriving.forever().for_each(act))?;
    Ok(())
}

/// Asks this program to end, as another program would.
pub fn end_this_program() {
    // A process may always signal itself.
    let _ = kill_process(getpid(), Signal::TERM);
}
