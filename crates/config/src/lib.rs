//! Builds a checked [`Config`] from file, environment and flags, with secrets typed as secrets.
//!
//! The configuration file overrides defaults, the environment overrides the file, and a flag overrides the environment
//! (`configuration.md` of the guide). Loading reads at most a few small files and runs nothing, because it precedes the
//! first frame.

mod account;
mod bindings;
mod document;
mod edit;
mod environment;
mod file;
mod file_values;
mod holidays;
mod load;
pub mod log;
mod pin;
mod print_command;
mod secret;
mod secret_command;
mod sites;
mod store;
mod templates;
mod told;
mod zone;
mod zone_database;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tracing::Level;
use zones::{Zone, ZoneDatabase};

use booking::sanitize::sanitize_lines;
use booking::time::DateOrder;
use booking::{ClinicId, Clinics, Naming, PerClinic};
use client::Route;
use desk::Look;
use i18n::Language;

pub use account::Account;
pub use bindings::KeyBindings;
pub use edit::{ConfigEdit, EditError};
pub use environment::{Environment, expanded, skips_pauses};
pub use holidays::ConfiguredHolidays;
pub use pin::{PinError, PinHash, pin_from_file};
pub use print_command::PrintCommand;
pub use secret::{SecretFileError, SecretSource, passphrase_from_file};
pub use secret_command::SecretCommandError;
pub use store::{StoreAddress, StoreAddressError, StoreOrigin};
pub use templates::VisitTemplates;
pub use zone::zone_named;
pub use zone_database::use_newest_zones;

/// The configuration of this desk. Every value is valid.
#[derive(Clone, Debug)]
pub struct Config {
    /// The clinic APIs that the file may configure.
    pub apis: Clinics,
    /// The clinics that it offers.
    pub clinics: Clinics,
    /// The account at each clinic.
    pub accounts: PerClinic<Account>,
    /// The clinic of the first form.
    pub clinic: ClinicId,
    /// The zone of the desk.
    pub zone: Zone,
    /// The source of the zone.
    pub zone_origin: ZoneOrigin,
    /// The zone of each clinic with its source, if configured.
    pub clinic_zones: PerClinic<Option<(Zone, ZoneOrigin)>>,
    /// The zone database of this machine, whether or not its rules are used; `None` if there is none with a version.
    pub machine_zones: Option<Arc<ZoneDatabase>>,
    /// The order of numeric dates with slashes; without it they are rejected as ambiguous.
    pub date_order: Option<DateOrder>,
    /// The language of the interface: the file's, else the locale's if supported, else English.
    pub language: Language,
    /// The look of the desk: without colours if they are disabled, in ASCII if the locale allows nothing else, unless
    /// the file sets the borders.
    pub look: Look,
    /// Whether the desk enables mouse reports when it opens: `mouse = true`.
    pub mouse: bool,
    /// Whether the terminal's capabilities may be queried, because `TERM` says that it is compatible with xterm.
    pub asks_terminal: bool,
    /// Whether the Windows console marks pastes; `None` on other systems, where the terminal is queried.
    pub console_marks_pastes: Option<bool>,
    /// The visit templates.
    pub templates: VisitTemplates,
    /// The days on which no free time is proposed: `holidays`.
    pub holidays: ConfiguredHolidays,
    /// The program that prints a page: `print_command`; without it, pages are saved for printing.
    pub print_command: Option<PrintCommand>,
    /// The key bindings.
    pub keys: KeyBindings,
    /// The time limit for connecting, 5 s by default.
    pub connect_timeout: Duration,
    /// The time limit of a whole call, 20 s by default.
    pub request_timeout: Duration,
    /// How servers are reached and verified: `extra_ca` and `proxy`. By default directly, with the authorities that
    /// this machine trusts.
    pub route: Route,
    /// The folder of the records. Not created yet: see [`platform::files::create_private_folder`].
    pub data_dir: PathBuf,
    /// The folder for `~/`, if there is a home directory.
    pub home: Option<PathBuf>,
    /// How long settled bookings and audit lines are kept: `retention_days`; for ever by default.
    pub retention: Option<TimeDelta>,
    /// The desk's name.
    pub desk_name: Option<String>,
    /// The address of the store that this clinic's desks share; without it, the desk has only its own records.
    pub store: Option<StoreAddress>,
    /// The group of new patients, by its slug, at each clinic that has such groups: `profile_group`.
    pub profile_groups: PerClinic<Option<String>>,
    /// Whether colours may be used: not if `NO_COLOR` is non-empty.
    pub colour: bool,
    /// Whether bookings carry a reference, if possible, so that a lost one can be found: unless
    /// `booking_reference = false`.
    pub booking_reference: bool,
    /// The time that patients need to come: `least_notice`, 30 min by default. No earlier free time is proposed.
    pub least_notice: TimeDelta,
    /// The time without input after which the desk locks: `lock_after`, 5 min by default; `None` for never.
    pub lock_after: Option<Duration>,
    /// The hash of the PIN that unlocks the desk: the one that guards the records in `data_dir`, else the
    /// configured one.
    pub pin: Option<PinHash>,
    /// The configured PIN. After the PIN of the records has been entered, this one guards them.
    pub configured_pin: Option<PinHash>,
    /// The file with the PIN, which commands read instead of asking: `BOOKDESK_PIN_FILE`.
    pub pin_file: Option<PathBuf>,
    /// The file with the passphrase of an exported key, read instead of asking: `BOOKDESK_KEY_PASSPHRASE_FILE`.
    pub passphrase_file: Option<PathBuf>,
    /// How lists name people at first: with `privacy = true`, by initials and birth year.
    pub naming: Naming,
    /// The log level; `None` for no log.
    pub log: Option<Level>,
    /// The operator, for the records: `BOOKDESK_OPERATOR`, else the login name.
    pub operator: Option<String>,
    /// The configuration file that was read, or its usual place.
    pub file: ConfigFile,
    /// Unknown words in the file, each with its place. They set nothing.
    pub unknown_words: Vec<String>,
    /// Notes about settings that are surprising but not mistakes, one sentence each.
    pub notes: Vec<String>,
}

/// The settings that command-line flags can change.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// The clinic of the first form.
    pub clinic: Option<ClinicId>,
}

/// The configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFile {
    /// The file was read.
    Read(PathBuf),
    /// There is no file at the usual place, and none is needed.
    Absent(PathBuf),
    /// There is no home directory to look in.
    Nowhere,
}

impl ConfigFile {
    /// Returns the path of the file, existing or not.
    pub fn path(&self) -> Option<&Path> {
        match self {
            ConfigFile::Read(path) | ConfigFile::Absent(path) => Some(path),
            ConfigFile::Nowhere => None,
        }
    }
}

/// The source of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneOrigin {
    /// The setting `timezone` in the configuration file.
    File,
    /// The variable of this name.
    Variable(String),
    /// The machine.
    System,
    /// No source, so the zone is UTC.
    Nothing,
}

impl Config {
    /// Builds the configuration of a desk at clinics with these APIs from `environment`, the file it names and `flags`.
    ///
    /// # Errors
    ///
    /// Returns all mistakes, each with its place.
    pub fn load(
        environment: &Environment,
        apis: Clinics,
        flags: Flags,
    ) -> Result<Config, ConfigError> {
        load::load(environment, apis, flags)
    }

    /// Returns the clinics in the file; [`Config::load`] offers some or all of them. An unreadable file yields only
    /// those without names, and loading reports why.
    pub fn known_clinics(environment: &Environment, apis: Clinics) -> Clinics {
        sites::known_clinics(environment, apis)
    }

    /// Returns the configuration for a sandbox of its own, whatever keys are set, with its records in this folder: with
    /// the sandbox's defaults, the shipped templates, and no PIN.
    #[must_use]
    pub fn on_sandbox(self, folder: &Path) -> Config {
        Config {
            accounts: PerClinic::of(self.clinics, |_| Account::Sandbox),
            clinic_zones: PerClinic::of(self.clinics, |_| None),
            profile_groups: PerClinic::of(self.clinics, |_| None),
            data_dir: folder.to_owned(),
            templates: VisitTemplates::shipped(self.clinics),
            holidays: ConfiguredHolidays::default(),
            print_command: None,
            unknown_words: Vec::new(),
            date_order: None,
            log: None,
            pin: None,
            configured_pin: None,
            store: None,
            booking_reference: true,
            ..self
        }
    }
}

/// All mistakes of a configuration. The text has a paragraph for each and contains no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(Vec<String>);

impl ConfigError {
    /// Creates the error from complaints, after removing what may not be shown.
    fn new(complaints: Vec<String>) -> ConfigError {
        ConfigError(complaints.iter().map(|what| shown(what)).collect())
    }
}

/// The last complaint about a file if not all of its mistakes are reported.
const MORE_MISTAKES: &str = "there may be more mistakes than these";

/// Returns a complaint as it may be shown. It may quote the file and the environment, so terminal controls are made
/// harmless, and everything that looks like a ClinikAPI key is removed: one may be misplaced anywhere.
fn shown(complaint: &str) -> String {
    without_keys(&sanitize_lines(complaint))
}

/// Returns `text` with every `clk_…` word truncated after its prefix.
fn without_keys(text: &str) -> String {
    const MARK: &str = "clk_";
    let mut parts = text.split(MARK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest =
            part.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
        shown.push_str(MARK);
        shown.push('…');
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_key_is_cut_wherever_it_stands() {
        assert_eq!(
            without_keys("“clk_live_abc123” is none, /x/clk_test_9.txt"),
            "“clk_…” is none, /x/clk_….txt"
        );
        assert_eq!(without_keys("nothing"), "nothing");
    }
}
