//! The signals that ask a program to end, and the one that must not end it.

use std::io;
use std::sync::Arc;

use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

/// The signals that end a program cleanly: the terminal is restored, typed text is kept, and the exit status
/// is 128 and the signal's number.
///
/// A process that aborts itself returns from the handler of `SIGABRT` and dies all the same. If a panic comes
/// first, its hook has restored the terminal already.
pub const ENDING_SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT];

/// Makes writing to a file that may not grow an error instead of the end of the process. Installs a handler
/// instead of "ignore", so that child processes start with the default again.
///
/// # Errors
///
/// Returns an error if the handler can't be installed.
pub fn survive_file_size_limit() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default()).map(drop)
}
