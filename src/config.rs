//! File, environment and flags → a checked [`Config`]; secrets typed as secrets.
//!
//! What the configuration file says wins over what is built in, the environment over the file, a flag over the
//! environment (CONTRACT, Environment and files). Loading reads a few small files at most and runs nothing: it
//! stands before the first frame.

mod account;
mod bindings;
mod document;
mod edit;
mod environment;
mod file;
mod load;
pub mod log;
mod pin;
mod route;
mod secret;
mod secret_command;
mod store;
mod templates;
mod zone;

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use strum::{Display, EnumString, VariantNames};
use tracing::Level;

use crate::booking::time::DateOrder;
use crate::booking::{Naming, PerVendor, Vendor, Vendors};
use crate::client::Route;
use crate::desk::Look;
use crate::i18n::Language;

pub use account::Account;
pub use bindings::KeyBindings;
pub use edit::{ConfigEdit, EditError, replace_file};
pub use environment::{Environment, expanded};
pub use pin::{PinError, PinHash, pin_from_file};
pub use secret::{SecretFileError, SecretSource, passphrase_from_file};
pub use secret_command::SecretCommandError;
pub use store::{StoreAddress, StoreAddressError, StoreOrigin};
pub use templates::VisitTemplates;
pub use zone::zone_named;

/// How this desk is set up. Every value is one that can be used as it is.
#[derive(Clone, Debug)]
pub struct Config {
    /// The clinic APIs it books at.
    pub vendors: Vendors,
    /// Where bookings at each go.
    pub accounts: PerVendor<Account>,
    /// The backend the desk opens with.
    pub backend: Vendor,
    /// The zone of the desk's own wall clock.
    pub zone: Tz,
    /// What said so.
    pub zone_origin: ZoneOrigin,
    /// The zone of each clinic, where it is configured, and what said so.
    pub clinic_zones: PerVendor<Option<(Tz, ZoneOrigin)>>,
    /// The order of numeric dates with slashes; without one they are refused as ambiguous.
    pub date_order: Option<DateOrder>,
    /// The language of the interface: the file's, else that of the locale, where it is one of them, else English.
    pub language: Language,
    /// How the desk looks: without colours where there may be none, in ASCII where the locale has no more, unless the
    /// file says which borders.
    pub look: Look,
    /// Whether the desk takes the mouse from the terminal as it opens: with `mouse = true`.
    pub mouse: bool,
    /// Whether the terminal may be asked what it can do: one that says by `TERM` that it follows xterm.
    pub asks_terminal: bool,
    /// The visits it books by a letter.
    pub templates: VisitTemplates,
    /// Which keys do what.
    pub keys: KeyBindings,
    /// How long a connection may take. 5 s unless set.
    pub connect_timeout: Duration,
    /// How long a whole call may take. 20 s unless set.
    pub request_timeout: Duration,
    /// How the servers are reached and recognised: `extra_ca` and `proxy`; unless set straight, and by whom this
    /// machine trusts.
    pub route: Route,
    /// Where the desk keeps what must survive. Not made yet: see [`log::private_folder`].
    pub data_dir: PathBuf,
    /// What `~/` stands for, where there is a home.
    pub home: Option<PathBuf>,
    /// How long settled bookings and audit lines are kept: `retention_days`; for good unless set.
    pub retention: Option<TimeDelta>,
    /// What this desk is called.
    pub desk_name: Option<String>,
    /// Where the store is that this clinic's desks share; without one the desk has its own records only.
    pub store: Option<StoreAddress>,
    /// The group that new patients go to, by its slug, at each clinic that has such groups: `profile_group`.
    pub profile_groups: PerVendor<Option<String>>,
    /// Whether colours may be used: not where `NO_COLOR` holds anything.
    pub colour: bool,
    /// Whether bookings bear a reference, where they can, by which a lost one is found again: unless
    /// `booking_reference = false`.
    pub booking_reference: bool,
    /// How long nobody may have touched the desk before it locks: `lock_after`, 5 min unless set; none where it never
    /// does by itself.
    pub lock_after: Option<Duration>,
    /// The hash of the PIN that unlocks it: the one that the records in `data_dir` are kept under, else the configured one.
    pub pin: Option<PinHash>,
    /// The configured PIN. Whoever has given the other one has the records ask for this from then on.
    pub configured_pin: Option<PinHash>,
    /// The file that a command reads the PIN from, where nobody is to be asked: `BOOKDESK_PIN_FILE`.
    pub pin_file: Option<PathBuf>,
    /// The file that holds the passphrase of an exported key, where nobody is to be asked:
    /// `BOOKDESK_KEY_PASSPHRASE_FILE`.
    pub passphrase_file: Option<PathBuf>,
    /// How people in lists are named as the desk opens: by initials and birth year with `privacy = true`.
    pub naming: Naming,
    /// How much is logged, if anything.
    pub log: Option<LogLevel>,
    /// Who books, for the record: `BOOKDESK_OPERATOR`, else who has logged in.
    pub operator: Option<String>,
    /// The configuration file that was read, or where one would have been.
    pub file: ConfigFile,
    /// Words of the file that the desk doesn't know, each with its place: they set nothing.
    pub unknown_words: Vec<String>,
    /// What is no mistake but may surprise, a sentence each.
    pub notes: Vec<String>,
}

/// What a flag on the command line may set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// The backend the desk opens with.
    pub backend: Option<Vendor>,
}

/// The configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFile {
    /// It was read.
    Read(PathBuf),
    /// There is none at the usual place, and need not be.
    Absent(PathBuf),
    /// There is no home directory to look in.
    Nowhere,
}

/// What said which zone the desk, or a clinic, is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneOrigin {
    /// `timezone` in the configuration file.
    File,
    /// The variable of this name.
    Variable(String),
    /// The machine.
    System,
    /// Nothing did, so it is UTC.
    Nothing,
}

impl Config {
    /// The configuration that `environment`, the file it points to and `flags` make for a desk at these clinic APIs.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place.
    pub fn load(environment: &Environment, vendors: Vendors, flags: Flags) -> Result<Config, ConfigError> {
        load::load(environment, vendors, flags)
    }

    /// The same desk on a sandbox of its own, whatever keys there are, with its records in this folder: as the sandbox
    /// is for everybody, with the visits that ship, and without a PIN.
    #[must_use]
    pub fn on_sandbox(self, folder: &Path) -> Config {
        Config {
            accounts: PerVendor::of(self.vendors, |_| Account::Sandbox),
            clinic_zones: PerVendor::of(self.vendors, |_| None),
            profile_groups: PerVendor::of(self.vendors, |_| None),
            data_dir: folder.to_owned(),
            templates: VisitTemplates::shipped(self.vendors),
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

/// How much is logged: each level includes those before it.
#[derive(Clone, Copy, Debug, Display, EnumString, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum LogLevel {
    /// What went wrong.
    Error,
    /// What may have gone wrong, such as a booking with an unknown outcome.
    Warn,
    /// What was done.
    Info,
    /// What was decided on the way.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The same in the logging library's terms.
    pub(crate) fn level(self) -> Level {
        match self {
            LogLevel::Error => Level::ERROR,
            LogLevel::Warn => Level::WARN,
            LogLevel::Info => Level::INFO,
            LogLevel::Debug => Level::DEBUG,
            LogLevel::Trace => Level::TRACE,
        }
    }
}

/// Everything that is wrong with a configuration. Its text has a paragraph for each and shows no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(Vec<String>);

impl ConfigError {
    /// The texts, with what ClinikAPI marks as a key taken out: one may have been put in any place.
    fn new(complaints: Vec<String>) -> ConfigError {
        ConfigError(complaints.into_iter().map(|complaint| without_keys(&complaint)).collect())
    }
}

/// `text` with every `clk_…` word cut after its mark.
fn without_keys(text: &str) -> String {
    const MARK: &str = "clk_";
    let mut parts = text.split(MARK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
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
