//! The environment of the process as a plain value, so that the configuration is a function of it, and testable without
//! touching the machine.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use platform::machine::{self, Folders, HOME_MARKS, LOGIN_VARIABLES};

use super::zone_database::FOLDERS;
use booking::{ClinicId, Clinics};
use i18n::Language;

/// The variables that only bookdesk reads, besides those of each clinic.
const VARIABLES: [&str; 9] = [
    "BOOKDESK_CONFIG",
    "BOOKDESK_DATA_DIR",
    "BOOKDESK_OPERATOR",
    "BOOKDESK_PIN_FILE",
    STORE,
    STORE_PASSWORD,
    "BOOKDESK_KEY_PASSPHRASE_FILE",
    "BOOKDESK_LOG",
    "BOOKDESK_SEED",
];

/// The address of the shared store.
pub(super) const STORE: &str = "BOOKDESK_STORE";
/// The password of the shared store.
pub(super) const STORE_PASSWORD: &str = "BOOKDESK_STORE_PASSWORD";

/// Returns every variable that only bookdesk reads.
pub(super) fn variables(clinics: Clinics) -> Vec<String> {
    let own = VARIABLES.into_iter().map(str::to_owned);
    own.chain(clinics.into_iter().flat_map(ClinicId::variables))
        .collect()
}

/// Returns the variables of this process that hold a key or a password.
pub(super) fn secret_variables() -> impl Iterator<Item = OsString> {
    let is_secret = |name: &str| {
        name.starts_with("BOOKDESK_") && (name.ends_with("_KEY") || name.ends_with("_PASSWORD"))
    };
    std::env::vars_os()
        .map(|(name, _)| name)
        .filter(move |name| name.to_str().is_some_and(is_secret))
}

/// Returns whether a test has asked for commands to skip the pauses between look-ups of a lost answer. Only development
/// builds check.
pub fn skips_pauses() -> bool {
    cfg!(debug_assertions) && std::env::var_os("SKIP_PAUSES").is_some()
}

/// The variables that other programs also read.
const COMMON: [&str; 10] = [
    "TERM",
    "COLORTERM",
    WINDOWS_TERMINAL,
    "TZ",
    "TZDIR",
    "NO_COLOR",
    LOCALE[0],
    LOCALE[1],
    LOCALE[2],
    LETTERS[1],
];

/// The variable that identifies Windows Terminal, which supports 24-bit colour and marked pastes.
const WINDOWS_TERMINAL: &str = "WT_SESSION";

/// The variables for the language; the first that is set applies (POSIX, Environment Variables, §8.2).
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The variables for the terminal's character set; the first that is set applies (POSIX, Environment Variables, §8.2).
const LETTERS: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

/// The terminals compatible with xterm, by the first part of `TERM`.
const LIKE_XTERM: [&str; 11] = [
    "xterm",
    "tmux",
    "screen",
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "kitty",
    "rio",
    "rxvt",
    "wezterm",
];

/// Returns whether bookdesk shares a variable with other programs.
fn is_common(name: &str) -> bool {
    COMMON.contains(&name) || LOGIN_VARIABLES.contains(&name)
}

/// Variables, home directories and the machine's zone. Not `Debug`: some of the variables are secrets.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, OsString>,
    /// The home directory, for `~/` in the configuration and for saved slips.
    pub home: Option<PathBuf>,
    /// The folder of configuration files: see [`Folders::config`].
    pub config_home: Option<PathBuf>,
    /// The folder of data: see [`Folders::data`].
    pub data_home: Option<PathBuf>,
    /// The language of the system's user (`de-AT`), if the system has one besides the variables.
    pub system_language: Option<String>,
    /// The name of the machine's zone, if it can be read.
    pub system_zone: Option<String>,
    /// The folders that may contain the machine's zone database.
    pub zone_folders: Vec<PathBuf>,
}

/// Expands a path that may begin with `~/`, the home directory; `None` if it does and there is no home directory.
pub fn expanded(path: &str, home: Option<&Path>) -> Option<PathBuf> {
    let in_home = HOME_MARKS.iter().find_map(|mark| path.strip_prefix(mark));
    match in_home {
        Some(rest) => home.map(|home| home.join(rest)),
        None => Some(PathBuf::from(path)),
    }
}

impl Environment {
    /// Returns the environment of this process. No other function asks the machine.
    pub fn of_process() -> Environment {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("BOOKDESK_") || is_common(name))
            .collect();
        let folders = Folders::of_user();
        Environment {
            variables,
            home: folders.home,
            config_home: folders.config,
            data_home: folders.data,
            system_language: machine::language(),
            system_zone: iana_time_zone::get_timezone().ok(),
            zone_folders: FOLDERS.map(PathBuf::from).into(),
        }
    }

    /// Returns an environment without variables, with this home directory, on a machine without a zone.
    pub fn at_home(home: &Path) -> Environment {
        Environment {
            home: Some(home.to_owned()),
            config_home: Some(home.join(".config")),
            data_home: Some(home.join(".local/share")),
            ..Environment::default()
        }
    }

    /// Adds a variable.
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Environment {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// Returns a variable's value as a path. An empty value counts as unset.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.variables
            .get(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    }

    /// Returns a variable's value as trimmed text. An empty value counts as unset.
    ///
    /// # Errors
    ///
    /// Returns a sentence if the value is not UTF-8.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        let Some(value) = self.variables.get(name) else {
            return Ok(None);
        };
        let text = value
            .to_str()
            .ok_or_else(|| format!("{name}: its value is not UTF-8"))?;
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }

    /// Returns the language of the locale (`de_AT.UTF-8`), if supported.
    pub(super) fn language(&self) -> Option<Language> {
        let locale = LOCALE
            .iter()
            .find_map(|name| self.text(name).ok().flatten())
            .or(self.system_language.as_deref())?;
        locale.split(['_', '.', '@', '-']).next()?.parse().ok()
    }

    /// Returns whether the terminal claims that it can't move its cursor.
    pub fn has_dumb_terminal(&self) -> bool {
        self.text("TERM") == Ok(Some("dumb"))
    }

    /// Returns whether the terminal claims to be compatible with xterm, so that it understands queries instead of
    /// printing them. The Linux console does not.
    pub(super) fn has_terminal_like_xterm(&self) -> bool {
        let name = self.text("TERM").ok().flatten().unwrap_or_default();
        let family = name.split('-').next().unwrap_or_default();
        LIKE_XTERM.contains(&family) || name.ends_with("-256color") || name.ends_with("-direct")
    }

    /// Returns whether the terminal is Windows Terminal rather than the old console.
    pub(crate) fn has_windows_terminal(&self) -> bool {
        matches!(self.text(WINDOWS_TERMINAL), Ok(Some(_)))
    }

    /// Returns whether the terminal claims to support 24-bit colour.
    pub(super) fn has_true_colour(&self) -> bool {
        matches!(self.text("COLORTERM"), Ok(Some("truecolor" | "24bit")))
            || self.has_windows_terminal()
    }

    /// Returns the login name, if there is a readable one.
    pub(super) fn login_name(&self) -> Option<&str> {
        LOGIN_VARIABLES
            .into_iter()
            .find_map(|name| self.text(name).ok().flatten())
    }

    /// Returns whether the locale has a character set other than UTF-8 (`C`, `de_DE.ISO-8859-1`). A terminal that
    /// states none is assumed to be modern.
    pub fn is_ascii_only(&self) -> bool {
        let locale = LETTERS
            .iter()
            .find_map(|name| self.text(name).ok().flatten());
        let is_utf_8 = |locale: &str| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        locale.is_some_and(|locale| !is_utf_8(locale))
    }

    /// Returns the unknown variables whose names begin like bookdesk's.
    pub(super) fn unknown_variables(&self, known: &[String]) -> impl Iterator<Item = &String> {
        self.variables
            .keys()
            .filter(move |name| name.starts_with("BOOKDESK_") && !known.contains(name))
    }
}
