//! Parses the configuration file: the valid names and values. Reports every mistake, not only the first.

use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use strum::VariantNames;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;

use super::account::{AccountTable, SecretPlace};
use super::bindings::BindingTable;
use super::document::{ConfigDocument, ConfigFlaw};
use super::environment::expanded;
use super::pin::{PinError, PinHash};
use super::{account, bindings, store, zone};
use booking::api::Credential;
use booking::time::DateOrder;
use booking::{ClinicId, Clinics, PerClinic, with_guess};
use client::Proxy;
use desk::Borders;
use i18n::Language;

/// The names at the top of the file, besides a table for each clinic.
const TOP: [&str; 24] = [
    "backend",
    ZONE,
    "date_order",
    "language",
    "theme",
    "borders",
    "mouse",
    "templates",
    "connect_timeout",
    "request_timeout",
    "extra_ca",
    "proxy",
    "data_dir",
    "retention_days",
    "desk",
    STORE,
    STORE_PASSWORD[0],
    STORE_PASSWORD[1],
    "store_ca",
    "booking_reference",
    "lock_after",
    PIN,
    "privacy",
    KEYS,
];

/// The table of the desk's keys.
const KEYS: &str = "keys";

/// The PIN's hash may be read by anyone who may read the file, but not over somebody's shoulder.
const PIN: &str = "pin";

/// The address of the shared store.
const STORE: &str = "store";

/// The place of its password: a file, or the output of a command.
const STORE_PASSWORD: [&str; 2] = ["store_password_file", "store_password_command"];

/// The names in the table of every clinic.
const ACCOUNT: [&str; 3] = ["url", "key_file", "key_command"];

/// The names for a clinic that gives its clients names; the secret is the key.
const CLIENT: [&str; 5] = ["client_id", "client_secret_file", "client_secret_command", "token_url", "name"];

/// The zone: of the desk, or of a clinic with a single zone.
const ZONE: &str = "timezone";

/// The group of new patients, if the clinic has groups.
const GROUP: &str = "profile_group";

/// Returns the names in the table of this clinic.
fn settings(clinic: ClinicId) -> Vec<&'static str> {
    let zone = (!clinic.can().has_places).then_some(ZONE);
    let client = if clinic.api().credential() == Credential::Authorization { &CLIENT[..] } else { &[] };
    ACCOUNT
        .into_iter()
        .chain(client.iter().copied())
        .chain(zone)
        .chain(clinic.has_patient_groups().then_some(GROUP))
        .collect()
}

/// The usual names of a key. It is refused under any of them, with a sentence about its place.
const KEY: [&str; 7] = ["key", "api_key", "apikey", "token", "secret", "password", "client_secret"];

/// The bounds of a timeout in seconds: less can't be kept, and more helps nobody.
const TIMEOUT: RangeInclusive<f64> = 0.1..=600.0;

/// The bounds in seconds of the time without input before the lock: a second is for trying it, after a day
/// nobody remembers.
const LOCK: RangeInclusive<f64> = 1.0..=86_400.0;

/// The bounds in days of keeping records: with less a booking could be removed while its outcome is still
/// shown; a century is for ever.
const RETENTION: RangeInclusive<i64> = 1..=36_500;

/// The content of a configuration file, checked value by value.
#[derive(Debug, Default)]
pub(super) struct ConfigValues {
    /// Unknown names. They set nothing, so they are no errors.
    pub(super) strangers: Vec<ConfigFlaw>,
    pub(super) clinic: Option<ClinicId>,
    pub(super) zone: Option<Tz>,
    pub(super) date_order: Option<DateOrder>,
    pub(super) language: Option<Language>,
    /// The name of a theme.
    pub(super) theme: Option<Spanned<String>>,
    pub(super) borders: Option<Borders>,
    pub(super) mouse: Option<bool>,
    pub(super) templates: Option<PathBuf>,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) request_timeout: Option<Duration>,
    /// The file with the clinic's own authorities.
    pub(super) extra_ca: Option<Spanned<PathBuf>>,
    pub(super) proxy: Option<Proxy>,
    pub(super) data_dir: Option<PathBuf>,
    pub(super) retention: Option<TimeDelta>,
    pub(super) desk_name: Option<String>,
    pub(super) store: Option<Url>,
    pub(super) store_password: Option<Spanned<SecretPlace>>,
    pub(super) store_ca: Option<Spanned<PathBuf>>,
    pub(super) booking_reference: Option<bool>,
    /// Zero if the desk never locks by itself.
    pub(super) lock_after: Option<Duration>,
    pub(super) pin: Option<PinHash>,
    pub(super) privacy: Option<bool>,
    pub(super) bindings: BindingTable,
    pub(super) accounts: PerClinic<AccountTable>,
}

impl ConfigValues {
    /// Creates the content of an empty file.
    pub(super) fn new(clinics: Clinics) -> ConfigValues {
        ConfigValues {
            accounts: PerClinic::of(clinics, |_| AccountTable::default()),
            ..ConfigValues::default()
        }
    }
}

/// Returns whether a line of the file certainly holds no key, so that it may be repeated on a terminal: the
/// head of a table, or one name that is known to hold something else. Neither an inline table nor an address
/// with a password is.
pub(super) fn may_be_shown(line: &str) -> bool {
    let line = line.trim();
    let name = line.split(['=', ' ', '\t']).next().unwrap_or(line);
    let is_value = (TOP.contains(&name) && ![KEYS, PIN, STORE].contains(&name))
        || ACCOUNT.contains(&name)
        || name == GROUP;
    let is_value = is_value || bindings::is_action(name);
    let is_head = line.starts_with('[') && line.find(']').is_none_or(|end| end + 1 == line.len());
    (is_head || is_value) && line.matches('=').count() <= 1 && !line.contains('@')
}

/// Parses a document; returns the mistakes beside the readable part. `home` is the folder for `~/`.
pub(super) fn read(
    document: &ConfigDocument,
    clinics: Clinics,
    home: Option<&Path>,
) -> (ConfigValues, Vec<ConfigFlaw>) {
    let (table, errors) = DeTable::parse_recoverable(&document.text);
    let mut flaws: Vec<ConfigFlaw> = errors
        .iter()
        .map(|error| ConfigFlaw { span: error.span().unwrap_or(0..0), what: error.message().to_owned() })
        .collect();
    let folder = document.path.parent().unwrap_or(Path::new(""));
    let mut reader = ConfigReader { clinics, folder, home, flaws: Vec::new(), strangers: Vec::new() };
    let mut written = reader.top(table.get_ref());
    // A line of invalid TOML is reported already; further messages about its debris are noise. So are those
    // about the lines after the broken head of a table, which belong to no known table.
    let broken: Vec<usize> = flaws.iter().map(|flaw| document.line_of(flaw.span.start)).collect();
    let headless = broken.iter().copied().find(|line| document.line(*line).starts_with('['));
    let is_meant = |flaw: &ConfigFlaw| {
        let line = document.line_of(flaw.span.start);
        !broken.contains(&line) && headless.is_none_or(|head| line < head)
    };
    flaws.extend(reader.flaws.into_iter().filter(is_meant));
    written.strangers = reader.strangers.into_iter().filter(is_meant).collect();
    (written, flaws)
}

type TomlValue<'i> = Spanned<DeValue<'i>>;

struct ConfigReader<'a> {
    clinics: Clinics,
    /// The base of relative paths: the file's own folder.
    folder: &'a Path,
    home: Option<&'a Path>,
    flaws: Vec<ConfigFlaw>,
    strangers: Vec<ConfigFlaw>,
}

impl ConfigReader<'_> {
    fn top(&mut self, table: &DeTable<'_>) -> ConfigValues {
        let mut written = ConfigValues::new(self.clinics);
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "backend" => written.clinic = self.clinic(value),
                ZONE => written.zone = self.zone(value),
                "date_order" => written.date_order = self.one_of(value),
                "language" => written.language = self.one_of(value),
                "theme" => {
                    written.theme = self.text(value).map(|name| Spanned::new(value.span(), name.to_owned()));
                }
                "borders" => written.borders = self.one_of(value),
                "mouse" => written.mouse = self.yes_or_no(value),
                "templates" => written.templates = self.path(value),
                "connect_timeout" => written.connect_timeout = self.seconds(value),
                "request_timeout" => written.request_timeout = self.seconds(value),
                "extra_ca" => written.extra_ca = self.path_at(value),
                "proxy" => {
                    written.proxy = self.text(value).and_then(|text| self.keep(value, account::proxy(text)))
                }
                "data_dir" => written.data_dir = self.path(value),
                "retention_days" => written.retention = self.days(value),
                "desk" => written.desk_name = self.text(value).map(str::to_owned),
                STORE => {
                    written.store = self.text(value).and_then(|text| {
                        self.keep(value, store::checked(text).map_err(|error| error.to_string()))
                    })
                }
                setting if STORE_PASSWORD.contains(&setting) => {
                    self.secret(setting, name.span(), value, &mut written.store_password);
                }
                "store_password" => self.flaw(name.span(), store::no_place_for_passwords()),
                "store_ca" => written.store_ca = self.path_at(value),
                "booking_reference" => written.booking_reference = self.yes_or_no(value),
                "lock_after" => written.lock_after = self.lock_after(value),
                PIN => written.pin = self.pin(value),
                "privacy" => written.privacy = self.yes_or_no(value),
                KEYS => written.bindings = bindings::read(value),
                other => match self.clinics.by_word(other) {
                    Ok(clinic) => written.accounts[clinic] = self.account(value, clinic),
                    Err(_) => self.unknown_at_top(name.span(), other, value),
                },
            }
        }
        written
    }

    /// Reports an unknown name at the top. A table of a clinic's settings under an unknown name is an error,
    /// because it would change where the desk books.
    fn unknown_at_top(&mut self, span: Range<usize>, name: &str, value: &TomlValue<'_>) {
        let tables: Vec<&str> = self.clinics.words().chain([KEYS]).collect();
        let has =
            |setting: &str| value.get_ref().as_table().is_some_and(|table| table.get(setting).is_some());
        if ACCOUNT.iter().chain(&[ZONE]).any(|setting| has(setting)) {
            return self.flaw(span, with_guess(stranger(name), name, tables));
        }
        let sections: Vec<String> = self.clinics.words().map(|word| format!("[{word}]")).collect();
        let belongs = format!("belongs under {}", sections.join(" or "));
        let here: Vec<&str> = TOP.into_iter().chain(tables).collect();
        self.unknown(span, name, &here, &ACCOUNT, &belongs);
    }

    fn clinic(&mut self, value: &TomlValue<'_>) -> Option<ClinicId> {
        let text = self.text(value)?;
        let words: Vec<&str> = self.clinics.words().collect();
        let named = self.clinics.by_word(text).map_err(|_| no_such(text, &words));
        self.keep(value, named)
    }

    fn account(&mut self, value: &TomlValue<'_>, clinic: ClinicId) -> AccountTable {
        let mut account = AccountTable::default();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type::<()>(value, "a table");
            return account;
        };
        let settings = settings(clinic);
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "url" => account.address = self.address(value, clinic),
                setting @ ("key_file" | "key_command") => {
                    self.secret(setting, name.span(), value, &mut account.key);
                }
                setting if CLIENT.contains(&setting) && settings.contains(&setting) => {
                    let text = match setting.starts_with("client_secret") {
                        true => None,
                        false => self.text(value).map(str::to_owned),
                    };
                    match setting {
                        "client_id" => account.client_id = text,
                        "token_url" => account.token_url = text,
                        "name" => account.name = text,
                        secret => self.secret(secret, name.span(), value, &mut account.key),
                    }
                }
                ZONE if settings.contains(&ZONE) => account.zone = self.zone(value),
                GROUP if settings.contains(&GROUP) => {
                    account.profile_group = self.text(value).map(str::to_owned);
                }
                secret if KEY.contains(&secret.to_lowercase().as_str()) => {
                    self.flaw(name.span(), no_place_for_keys(clinic));
                }
                other => {
                    let belongs = "belongs at the top, before any [table]";
                    self.unknown(name.span(), other, &settings, &TOP, belongs);
                }
            }
        }
        account
    }

    /// Reads the place of a secret: `setting` names a file or a command; `known` is one read before, if any.
    fn secret(
        &mut self,
        setting: &str,
        span: Range<usize>,
        value: &TomlValue<'_>,
        known: &mut Option<Spanned<SecretPlace>>,
    ) {
        let found = match setting.strip_suffix("_file") {
            Some(what) if known.is_some() => {
                return self.flaw(span, format!("there is a {what}_command already; keep one of the two"));
            }
            Some(_) => self.path(value).map(SecretPlace::File),
            None => self.command(value).map(SecretPlace::Command),
        };
        if let Some(found) = found {
            *known = Some(Spanned::new(value.span(), found));
        }
    }

    fn zone(&mut self, value: &TomlValue<'_>) -> Option<Tz> {
        let text = self.text(value)?;
        self.keep(value, zone::named(text))
    }

    fn text<'v>(&mut self, value: &'v TomlValue<'_>) -> Option<&'v str> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim()),
            Some(_) => self.refuse(value, "is empty; leave the line out instead".to_owned()),
            None => self.wrong_type(value, "text in quotes"),
        }
    }

    fn yes_or_no(&mut self, value: &TomlValue<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            _ => self.wrong_type(value, "true or false"),
        }
    }

    fn one_of<T: FromStr + VariantNames>(&mut self, value: &TomlValue<'_>) -> Option<T> {
        let text = self.text(value)?;
        let parsed = text.parse().map_err(|_| no_such(text, T::VARIANTS));
        self.keep(value, parsed)
    }

    fn seconds(&mut self, value: &TomlValue<'_>) -> Option<Duration> {
        match number(value) {
            None => self.wrong_type(value, "a number of seconds, such as 20 or 2.5"),
            Some(seconds) if TIMEOUT.contains(&seconds) => Some(Duration::from_secs_f64(seconds)),
            Some(_) => {
                let (least, most) = (TIMEOUT.start(), TIMEOUT.end());
                self.refuse(value, format!("a timeout lasts {least} to {most} seconds"))
            }
        }
    }

    fn lock_after(&mut self, value: &TomlValue<'_>) -> Option<Duration> {
        let is_off = value.get_ref().as_str() == Some("off");
        match number(value).or(is_off.then_some(0.0)) {
            None => self.wrong_type(value, "a number of seconds, such as 300, or \"off\""),
            Some(seconds) if seconds == 0.0 || LOCK.contains(&seconds) => {
                Some(Duration::from_secs_f64(seconds))
            }
            Some(_) => {
                let (least, most) = (LOCK.start(), LOCK.end());
                let what = format!("the desk locks after {least} to {most} seconds, or never: \"off\"");
                self.refuse(value, what)
            }
        }
    }

    fn pin(&mut self, value: &TomlValue<'_>) -> Option<PinHash> {
        let hash = self.text(value)?.parse().map_err(|error: PinError| error.to_string());
        self.keep(value, hash)
    }

    fn days(&mut self, value: &TomlValue<'_>) -> Option<TimeDelta> {
        let days = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            _ => return self.wrong_type(value, "a whole number of days, such as 365"),
        };
        match days.filter(|days| RETENTION.contains(days)) {
            Some(days) => Some(TimeDelta::days(days)),
            None => {
                let (least, most) = (RETENTION.start(), RETENTION.end());
                self.refuse(value, format!("records are kept for {least} to {most} days"))
            }
        }
    }

    fn path(&mut self, value: &TomlValue<'_>) -> Option<PathBuf> {
        let text = self.text(value)?;
        match expanded(text, self.home) {
            Some(path) => Some(self.folder.join(path)),
            None => self.refuse(value, "there is no home directory; write the whole path".to_owned()),
        }
    }

    /// Reads a path with its place in the file.
    fn path_at(&mut self, value: &TomlValue<'_>) -> Option<Spanned<PathBuf>> {
        self.path(value).map(|path| Spanned::new(value.span(), path))
    }

    fn address(&mut self, value: &TomlValue<'_>, clinic: ClinicId) -> Option<String> {
        let text = self.text(value)?;
        self.keep(value, account::checked_address(clinic, text))
    }

    /// Reads a command as a list of words, or as one line that is split at blanks: no shell is involved.
    fn command(&mut self, value: &TomlValue<'_>) -> Option<Vec<String>> {
        let Some(array) = value.get_ref().as_array() else {
            return Some(self.text(value)?.split_whitespace().map(str::to_owned).collect());
        };
        let words: Option<Vec<String>> =
            array.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect();
        match words {
            Some(words) if words.first().is_some_and(|program| !program.is_empty()) => Some(words),
            _ => self.wrong_type(value, "a command: [\"program\", \"argument\", …]"),
        }
    }

    /// Returns the value of a `Result`, or reports a mistake at `value`.
    fn keep<T>(&mut self, value: &TomlValue<'_>, result: Result<T, String>) -> Option<T> {
        result.map_err(|what| self.flaw(value.span(), what)).ok()
    }

    fn wrong_type<T>(&mut self, value: &TomlValue<'_>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(value, format!("expected {wanted}, found {found}"))
    }

    /// Reports an unknown name: one that is valid elsewhere was meant to set that, and is an error.
    fn unknown(&mut self, span: Range<usize>, name: &str, here: &[&str], elsewhere: &[&str], belongs: &str) {
        if elsewhere.contains(&name) {
            return self.flaw(span, format!("`{name}` {belongs}"));
        }
        let what = with_guess(stranger(name), name, here.iter().copied());
        self.strangers.push(ConfigFlaw { span, what });
    }

    /// Reports a mistake in a value, and returns `None`.
    fn refuse<T>(&mut self, value: &TomlValue<'_>, what: String) -> Option<T> {
        self.flaw(value.span(), what);
        None
    }

    fn flaw(&mut self, span: Range<usize>, what: String) {
        self.flaws.push(ConfigFlaw { span, what });
    }
}

fn stranger(name: &str) -> String {
    format!("unknown key `{name}`")
}

/// Returns a value as a decimal number; NaN if it is too long to be read.
fn number(value: &TomlValue<'_>) -> Option<f64> {
    let digits = match value.get_ref() {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    Some(digits.parse().unwrap_or(f64::NAN))
}

/// Returns the message for a word that is none of those allowed.
pub(super) fn no_such(word: &str, words: &[&str]) -> String {
    let (last, others) = words.split_last().unwrap_or((&"", &[]));
    let what = format!("“{word}” is none of {} and {last}", others.join(", "));
    with_guess(what, word, words.iter().copied())
}

fn no_place_for_keys(clinic: ClinicId) -> String {
    let variable = clinic.key_variable();
    format!("a key has no place in this file: set {variable}, or write key_file or key_command")
}
