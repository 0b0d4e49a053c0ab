//! The machine and its user: folders, names, and the clock that counts sleep.

#![expect(
    unsafe_code,
    reason = "no well-kept crate has a safe call for the reports of Windows"
)]

use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;
use windows_sys::Win32::System::ErrorReporting::WerAddExcludedApplication;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, QueryFullProcessImageNameW};

/// The variables of the login name.
pub const LOGIN_VARIABLES: [&str; 2] = ["LOGNAME", "USERNAME"];

/// The signs for the home directory at the beginning of a path.
pub const HOME_MARKS: &[&str] = &["~/", "~\\"];

/// Returns the time on a monotonic clock that runs while the machine sleeps, as the performance counter does.
#[expect(
    clippy::disallowed_methods,
    reason = "the desks that share records have to agree about a time that nobody sets"
)]
pub fn since_boot() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    FIRST.elapsed()
}

/// Does nothing: a file that may not grow is an error here.
///
/// # Errors
///
/// Returns none.
pub fn survive_file_size_limit() -> io::Result<()> {
    Ok(())
}

/// Does nothing: a process may open as many files as it likes.
///
/// # Errors
///
/// Returns none.
pub fn check_open_files(_most: usize) -> io::Result<()> {
    Ok(())
}

/// Does nothing: the threads of a process share their memory here.
pub fn share_arenas() {}

/// Excludes this program from Windows Error Reporting, for this user: its reports may have a part of the memory, which
/// holds keys and typed text. One that an administrator orders for all programs (`LocalDumps`) is still written.
pub fn leave_no_core() {
    let Some(name) = name_of_program() else {
        return;
    };
    // SAFETY: the name ends in 0. The setting is this user's, which every program may change.
    unsafe { WerAddExcludedApplication(name.as_ptr(), 0) };
}

/// Returns the name of this program's file as Windows takes it.
fn name_of_program() -> Option<Vec<u16>> {
    const BACKSLASH: u16 = 0x5C;
    let mut path = [0_u16; 1024];
    let mut length = u32::try_from(path.len()).ok()?;
    // SAFETY: the handle is that of this process, and the buffer has the length that is told.
    let is_told = unsafe {
        QueryFullProcessImageNameW(GetCurrentProcess(), 0, path.as_mut_ptr(), &raw mut length)
    };
    if is_told == 0 {
        return None;
    }
    let path = path.get(..length as usize)?;
    let name = path.rsplit(|unit| *unit == BACKSLASH).next()?;
    Some(name.iter().copied().chain([0]).collect())
}

/// The user's folders, where they are known.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The home directory.
    pub home: Option<PathBuf>,
    /// The folder of configuration files (`%APPDATA%`), which may follow the user to other machines.
    pub config: Option<PathBuf>,
    /// The folder of data (`%LOCALAPPDATA%`): a database must stay on its machine.
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
            data: Some(dirs.cache_dir()),
        }
    }
}

/// Returns the folder of a user's documents, if there is one.
pub fn documents_in(home: &Path) -> Option<PathBuf> {
    let folder = home.join("Documents");
    folder.is_dir().then_some(folder)
}

/// Returns the language that the system has for its user beside the variables of the environment.
pub fn language() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_reporting_is_told_the_file_name_of_this_program() {
        let name = name_of_program().unwrap();
        let (end, name) = name.split_last().unwrap();
        let name = String::from_utf16_lossy(name);
        assert_eq!(*end, 0);
        assert!(name.ends_with(".exe") && !name.contains('\\'), "{name}");
    }

    #[test]
    fn records_stay_on_the_machine_and_settings_may_roam() {
        let folders = Folders::of_user();
        assert_ne!(folders.data, folders.config);
        assert!(folders.home.is_some() && folders.data.is_some());
    }
}
