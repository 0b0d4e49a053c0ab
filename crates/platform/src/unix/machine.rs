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

/// The prefixes of a path that mean the home directory.
pub const HOME_MARKS: &[&str] = &["~/"];

/// The clock that runs while the machine sleeps. On macOS the monotonic clock does.
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

/// Makes exceeding the file size limit a write error instead of ending the process. Installs a handler instead of
/// "ignore", so that child processes start with the default.
///
/// # Errors
///
/// Returns an error if the handler can't be installed.
pub fn survive_file_size_limit() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Checks that this process may open `most` files, connections and pipes: libraries panic when none is left.
///
/// # Errors
///
/// Returns an error if it may not.
pub fn check_open_files(most: usize) -> io::Result<()> {
    let (first, _) = UnixStream::pair()?;
    let open: io::Result<Vec<UnixStream>> = (1..most).map(|_| first.try_clone()).collect();
    open.map(drop)
}

/// Prevents core dumps of this process and its children, because memory contains keys and typed text. Sets the soft and
/// the hard limit, so that nothing raises it again.
pub fn leave_no_core() {
    // A limit may always be lowered; a system without it has no core dumps.
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    );
}

/// Makes the threads of this process share a few arenas of memory. By default, the C library of most Linux systems
/// gives each thread an arena of its own, which keeps what the thread has freed. Call this before there is a second
/// thread.
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
    // SAFETY: mallopt of glibc accepts any numbers; for an unknown setting it returns 0 and changes nothing.
    unsafe { mallopt(M_ARENA_MAX, ARENAS) };
}

/// Does nothing: the threads of a process already share their memory here.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn share_arenas() {}

/// The user's folders, if known.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The home directory.
    pub home: Option<PathBuf>,
    /// The folder of configuration files (`XDG_CONFIG_HOME`, else `~/.config`, also on macOS).
    pub config: Option<PathBuf>,
    /// The folder of data (`XDG_DATA_HOME`, else `~/.local/share`, also on macOS).
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

/// Returns the user's documents folder, if there is one.
pub fn documents_in(home: &Path) -> Option<PathBuf> {
    let named = fs::read_to_string(home.join(".config/user-dirs.dirs")).unwrap_or_default();
    let named = named.lines().find_map(|line| {
        let folder = line.trim().strip_prefix("XDG_DOCUMENTS_DIR=\"$HOME/")?;
        Some(home.join(folder.strip_suffix('"')?))
    });
    let folder = named.unwrap_or_else(|| home.join("Documents"));
    folder.is_dir().then_some(folder)
}

/// Returns the user's language according to the system, besides the environment variables: none.
pub fn language() -> Option<String> {
    None
}
