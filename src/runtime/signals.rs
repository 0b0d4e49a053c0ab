//! The signals that ask a program to leave, and the one that must not end it.

use std::io;
use std::sync::Arc;

use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

/// The signals that end a program in order: the terminal restored, what was typed kept, and 128 and the signal's
/// number as its exit status.
///
/// A process that aborts itself returns from the handler of `SIGABRT` and dies all the same. Where a panic comes
/// first, its hook has restored the terminal already.
pub const ENDING_SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT];

/// From now on writing to a file that may not grow is an error, not the end of the process. A handler, not "ignore":
/// programs started from here begin with the default again.
///
/// # Errors
/// When the handler can't be installed.
pub fn survive_file_size_limit() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default()).map(drop)
}
