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

/// The prefixes of a path that mean the home directory.
pub const HOME_MARKS: &[&str] = &["~/", "~\\"];

/// Returns the time on a monotonic clock that runs while the machine sleeps, like the performance counter.
#[expect(
    clippy::disallowed_methods,
    reason = "the desks that share records have to agree about a time that nobody sets"
)]
pub fn since_boot() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    FIRST.elapsed()
}

/// Does nothing: exceeding the file size limit is an error here.
///
/// # Errors
///
/// Never fails.
pub fn survive_file_size_limit() -> io::Result<()> {
    Ok(())
}

/// Does nothing: a process may open any number of files.
///
/// # Errors
///
/// Never fails.
pub fn check_open_files(_most: usize) -> io::Result<()> {
    Ok(())
}

/// Does nothing: the threads of a process already share their memory here.
pub fn share_arenas() {}

/// Excludes this program from Windows Error Reporting for this user: its reports may contain parts of the memory, which
/// holds keys and typed text. Dumps that an administrator orders for all programs (`LocalDumps`) are still written.
pub fn leave_no_core() {
    let Some(name) = name_of_program() else {
        return;
    };
    // SAFETY: the name ends in 0. The setting belongs to this user, and every program may change it.
    unsafe { WerAddExcludedApplication(name.as_ptr(), 0) };
}

/// Returns the name of this program's file in Windows' format.
fn name_of_program() -> Option<Vec<u16>> {
    const BACKSLASH: u16 = 0x5C;
    let mut path = [0_u16; 1024];
    let mut length = u32::try_from(path.len()).ok()?;
    // SAFETY: the handle is that of this process, and the buffer has the stated length.
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

/// The user's folders, if known.
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

/// Returns the user's documents folder, if there is one.
pub fn documents_in(home: &Path) -> Option<PathBuf> {
    let folder = home.join("Documents");
    folder.is_dir().then_some(folder)
}

/// Returns the user's language according to the system, besides the environment variables.
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
