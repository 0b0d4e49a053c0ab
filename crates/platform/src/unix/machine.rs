//! The machine and its user: limits of the process, folders, names, and the clock that counts sleep.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
use std::ffi::c_int;
use std::fs;
use std::io;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use etcetera::BaseStrategy;
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

/// The variables of the login name.
pub const LOGIN_VARIABLES: [&str; 2] = ["LOGNAME", "USER"];

/// The signs for the home directory at the beginning of a path.
pub const HOME_MARKS: &[&str] = &["~/"];

/// The clock that runs while the machine sleeps. That of macOS which is called monotonic does.
#[cfg(target_os = "linux")]
const COUNTS_SLEEP: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const COUNTS_SLEEP: ClockId = ClockId::Monotonic;

/// Returns the time on a monotonic clock that runs while the machine sleeps.
pub fn since_boot() -> Duration {
    let now = clock_gettime(COUNTS_SLEEP);
    Duration::new(
        u64::try_from(now.tv_sec).unwrap_or_default(),
        u32::try_from(now.tv_nsec).unwrap_or_default(),
    )
}

/// Makes writing to a file that may not grow an error instead of the end of the process. Installs a handler
/// instead of "ignore", so that child processes start with the default again.
///
/// # Errors
///
/// Returns an error if the handler can't be installed.
pub fn survive_file_size_limit() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Checks that this process may open so many files, connections and pipes: where none is left, libraries panic.
///
/// # Errors
///
/// Returns an error if it may not.
pub fn check_open_files(most: usize) -> io::Result<()> {
    let (first, _) = UnixStream::pair()?;
    let open: io::Result<Vec<UnixStream>> = (1..most).map(|_| first.try_clone()).collect();
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

/// Has the threads of this process share a few arenas of memory. By default the C library of most Linux systems gives each
/// thread one of its own, which keeps what its thread has freed. To be called before there is a second thread.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(
    unsafe_code,
    reason = "no well-kept crate has a safe call for the settings of the C library"
)]
pub fn share_arenas() {
    const M_ARENA_MAX: c_int = -8;
    const ARENAS: c_int = 2;
    unsafe extern "C" {
        fn mallopt(parameter: c_int, value: c_int) -> c_int;
    }
    // SAFETY: mallopt of glibc takes any numbers; an unknown setting is an answer of 0, and then all stays as it is.
    unsafe { mallopt(M_ARENA_MAX, ARENAS) };
}

/// Does nothing: the threads of a process share their memory here.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn share_arenas() {}

/// The user's folders, where they are known.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The home directory.
    pub home: Option<PathBuf>,
    /// The folder of configuration files (`XDG_CONFIG_HOME`, else `~/.config`, on macOS, too).
    pub config: Option<PathBuf>,
    /// The folder of data (`XDG_DATA_HOME`, else `~/.local/share`, on macOS, too).
    pub data: Option<PathBuf>,
}

impl Folders {
    /// Returns the folders of the user of this process.
    pub fn of_user() -> Folders {
        let Ok(dirs) = etcetera::choose_base_strategy() else {
            return Folders::default();
        };
        Folders {
            home: Some(dirs.home_dir().to_owned()),
            config: Some(dirs.config_dir()),
            data: Some(dirs.data_dir()),
        }
    }
}

/// Returns the folder of a user's documents, if there is one.
pub fn documents_in(home: &Path) -> Option<PathBuf> {
    let named = fs::read_to_string(home.join(".config/user-dirs.dirs")).unwrap_or_default();
    let named = named.lines().find_map(|line| {
        let folder = line.trim().strip_prefix("XDG_DOCUMENTS_DIR=\"$HOME/")?;
        Some(home.join(folder.strip_suffix('"')?))
    });
    let folder = named.unwrap_or_else(|| home.join("Documents"));
    folder.is_dir().then_some(folder)
}

/// Returns the language that the system has for its user beside the variables of the environment: none.
pub fn language() -> Option<String> {
    None
}
