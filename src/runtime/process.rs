//! The process: the signals that ask it to end, core dumps, and the machine's clocks, which are read nowhere
//! else.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use rustix::process::{Resource, Rlimit, setrlimit};
use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

use desk::Moment;

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

/// The files, connections and pipes that a desk with its own sandbox may have open at once.
const MOST_OPEN: usize = 48;

/// Checks that this process may open as many files as it needs: where none is left, the libraries below panic.
///
/// # Errors
///
/// Returns an error if it may not.
pub fn check_open_files() -> io::Result<()> {
    let (first, _) = UnixStream::pair()?;
    let open: io::Result<Vec<UnixStream>> = (1..MOST_OPEN).map(|_| first.try_clone()).collect();
    open.map(drop)
}

/// Prevents core dumps of this process and its children: memory holds keys and typed text. Sets the soft and
/// the hard limit, so that nothing raises it again.
pub fn leave_no_core() {
    // A limit may always be lowered; if there is none, there are no such files either.
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    );
}

/// Returns the present moment.
pub type MomentClock = Box<dyn Fn() -> Moment + Send>;

/// Returns the wall clock's time, on any thread.
pub type WallClock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Returns the machine's wall clock.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn wall_clock() -> WallClock {
    Arc::new(Utc::now)
}

/// Returns the machine's clocks: the wall clock and the monotonic clock.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn system_clock() -> MomentClock {
    let start = Instant::now();
    Box::new(move || Moment {
        now: Utc::now(),
        up: start.elapsed(),
    })
}
