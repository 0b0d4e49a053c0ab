//! Parses the configuration file: the valid names and values. Reports every mistake, not only the first; if there are
//! very many, the first of each kind.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;
use zones::Zone;

use super::account::{AccountTable, SecretPlace};
use super::bindings::BindingTable;
use super::document::{ConfigDocument, ConfigFlaw};
use super::file_values::no_such;
use super::holidays::HolidaySource;
use super::pin::PinHash;
use super::print_command::PrintCommand;
use super::sites::{ClinicTables, NAME};
use super::{bindings, store};
use booking::api::Credential;
use booking::time::DateOrder;
use booking::{ClinicId, Clinics, MOST_MISTAKES, PerClinic, with_guess};
use client::{ExtraHeaders, Proxy};
use desk::{Binding, Borders};
use i18n::Language;

/// The names at the top of the file, besides a table for each clinic.
const TOP: [&str; 27] = [
    "backend",
    ZONE,
    "date_order",
    "language",
    "theme",
    "borders",
    "mouse",
    "templates",
    "holidays",
    "print_command",
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
    "least_notice",
    "lock_after",
    PIN,
    "privacy",
    KEYS,
];

/// The table of the desk's keys.
const KEYS: &str = "keys";

/// The hash of the PIN. Anyone who may read the file may read it, but it is not repeated on the screen.
const PIN: &str = "pin";

/// The address of the shared store.
const STORE: &str = "store";

/// The place of its password: a file, or the output of a command.
const STORE_PASSWORD: [&str; 2] = ["store_password_file", "store_password_command"];

/// The names in the table of every clinic.
const ACCOUNT: [&str; 3] = ["url", "key_file", "key_command"];

/// The names for a clinic that assigns names to its clients, whose secret is the key.
const CLIENT: [&str; 17] = [
    "client_id",
    "client_secret_file",
    "client_secret_command",
    "private_key_file",
    "private_key_command",
    "key_id",
    "token_url",
    "scope",
    "audience",
    "headers",
    "client_cert",
    "client_key_file",
    NUMBERS,
    CODES,
    VALUE_SETS,
    ASKS_FOR,
    NAME,
];

/// The systems of a clinic's patient numbers.
const NUMBERS: &str = "identifier_systems";

/// A clinic's codes for fields of the form, and the value sets from which its server lists them.
const CODES: &str = "codes";
const VALUE_SETS: &str = "value_sets";

/// The additional fields of a clinic's form.
const ASKS_FOR: &str = "asks_for";

/// The zone: of the desk, or of a clinic with a single zone.
const ZONE: &str = "timezone";

/// The group of new patients, if the clinic has groups.
const GROUP: &str = "profile_group";

/// Returns the names in the table of this clinic.
fn settings(clinic: ClinicId) -> Vec<&'static str> {
    let zone = (!clinic.can().has_places).then_some(ZONE);
    let client = if clinic.api().credential() == Credential::Authorization {
        &CLIENT[..]
    } else {
        &[]
    };
    ACCOUNT
        .into_iter()
        .chain(client.iter().copied())
        .chain(zone)
        .chain(clinic.has_patient_groups().then_some(GROUP))
        .collect()
}

/// The usual names for a key. All are rejected, with a sentence about the right place.
const KEY: [&str; 7] = [
    "key",
    "api_key",
    "apikey",
    "token",
    "secret",
    "password",
    "client_secret",
];

/// The content of a configuration file, checked value by value.
#[derive(Debug, Default)]
pub(super) struct ConfigValues {
    /// Unknown names. They set nothing, so they are not errors.
    pub(super) unknown: Vec<ConfigFlaw>,
    pub(super) clinic: Option<ClinicId>,
    pub(super) zone: Option<Zone>,
    pub(super) date_order: Option<DateOrder>,
    pub(super) language: Option<Language>,
    /// The name of a theme.
    pub(super) theme: Option<Spanned<String>>,
    pub(super) borders: Option<Borders>,
    pub(super) mouse: Option<bool>,
    pub(super) templates: Option<PathBuf>,
    pub(super) holidays: Vec<HolidaySource>,
    pub(super) print_command: Option<PrintCommand>,
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
    /// Zero if free times are proposed however soon they are.
    pub(super) least_notice: Option<TimeDelta>,
    /// Zero if the desk never locks by itself.
    pub(super) lock_after: Option<Duration>,
    pub(super) pin: Option<PinHash>,
    pub(super) privacy: Option<bool>,
    pub(super) bindings: BindingTable,
    /// The clinics that the file knows.
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

    /// Returns the clinics that the file knows.
    pub(super) fn clinics(&self) -> Clinics {
        let list: Vec<ClinicId> = self.accounts.iter().map(|(clinic, _)| clinic).collect();
        Clinics::of(&list)
    }
}

/// Returns whether a line of the file certainly contains no key and may be shown on a terminal: the head of a table, or
/// one name known to hold something else, but not an inline table or an address with a password.
pub(super) fn may_be_shown(line: &str) -> bool {
    let line = line.trim();
    let name = line.split(['=', ' ', '\t']).next().unwrap_or(line);
    let is_value = (TOP.contains(&name) && ![KEYS, PIN, STORE].contains(&name))
        || ACCOUNT.contains(&name)
        || name == GROUP;
    let is_value = is_value || Binding::named(name).is_some();
    let is_over = |end: usize| line[end..].chars().all(|letter| letter == ']');
    let is_head = line.starts_with('[') && line.find(']').is_none_or(is_over);
    (is_head || is_value) && line.matches('=').count() <= 1 && !line.contains('@')
}

/// Parses a document. Returns the readable part and the mistakes. `by_variables` says whether variables give a clinic
/// its address, and `home` is the folder for `~/`.
pub(super) fn read(
    document: &ConfigDocument,
    apis: Clinics,
    by_variables: &dyn Fn(ClinicId) -> bool,
    home: Option<&Path>,
) -> (ConfigValues, Vec<ConfigFlaw>) {
    let (table, errors) = DeTable::parse_recoverable(&document.text);
    let mut flaws: Vec<ConfigFlaw> = errors
        .iter()
        .take(MOST_MISTAKES)
        .map(|error| ConfigFlaw {
            span: error.span().unwrap_or(0..0),
            what: error.message().to_owned(),
        })
        .collect();
    let folder = document.path.parent().unwrap_or(Path::new(""));
    let mut reader = ConfigReader {
        apis,
        clinics: apis,
        folder,
        home,
        flaws: Vec::new(),
        unknown: Vec::new(),
    };
    let tables = reader.clinic_tables(table.get_ref(), by_variables);
    reader.clinics = tables.clinics();
    let mut values = reader.top(table.get_ref(), &tables);
    // A line of invalid TOML is reported once. Flaws after the broken head of a table are skipped, because their table
    // is unknown.
    let broken: Vec<usize> = flaws
        .iter()
        .map(|flaw| document.line_of(flaw.span.start))
        .collect();
    let broken_head = broken
        .iter()
        .copied()
        .find(|line| document.line(*line).starts_with('['));
    let is_reported = |flaw: &ConfigFlaw| {
        let line = document.line_of(flaw.span.start);
        !broken.contains(&line) && broken_head.is_none_or(|head| line < head)
    };
    flaws.extend(reader.flaws.into_iter().filter(is_reported));
    values.unknown = reader.unknown.into_iter().filter(is_reported).collect();
    (values, flaws)
}

/// A value with its place in the file.
pub(super) type TomlValue<'i> = Spanned<DeValue<'i>>;

/// The file being read, and the mistakes found so far.
pub(super) struct ConfigReader<'a> {
    /// The clinic APIs that the file may configure.
    pub(super) apis: Clinics,
    /// The clinics that it knows.
    clinics: Clinics,
    /// The base for relative paths: the file's own folder.
    pub(super) folder: &'a Path,
    pub(super) home: Option<&'a Path>,
    flaws: Vec<ConfigFlaw>,
    unknown: Vec<ConfigFlaw>,
}

impl ConfigReader<'_> {
    fn top(&mut self, table: &DeTable<'_>, tables: &ClinicTables<'_, '_>) -> ConfigValues {
        let mut values = ConfigValues::new(self.clinics);
        for (clinic, value) in tables.iter() {
            values.accounts[clinic] = self.account(value, clinic);
        }
        for (name, value) in table {
            match name.get_ref().as_ref() {
                "backend" => values.clinic = self.clinic(value),
                ZONE => values.zone = self.zone(value),
                "date_order" => values.date_order = self.one_of(value),
                "language" => values.language = self.one_of(value),
                "theme" => {
                    values.theme = self
                        .text(value)
                        .map(|name| Spanned::new(value.span(), name.to_owned()));
                }
                "borders" => values.borders = self.one_of(value),
                "mouse" => values.mouse = self.yes_or_no(value),
                "templates" => values.templates = self.path(value),
                "holidays" => values.holidays = self.holidays(value).unwrap_or_default(),
                "print_command" => {
                    values.print_command = self.command(value).map(PrintCommand::of);
                }
                "connect_timeout" => values.connect_timeout = self.seconds(value),
                "request_timeout" => values.request_timeout = self.seconds(value),
                "extra_ca" => values.extra_ca = self.path_at(value),
                "proxy" => values.proxy = self.proxy(value),
                "data_dir" => values.data_dir = self.path(value),
                "retention_days" => values.retention = self.days(value),
                "desk" => values.desk_name = self.owned_text(value),
                STORE => values.store = self.store(value),
                setting if STORE_PASSWORD.contains(&setting) => {
                    self.secret(setting, name.span(), value, &mut values.store_password);
                }
                "store_password" => self.flaw(name.span(), store::no_place_for_passwords()),
                "store_ca" => values.store_ca = self.path_at(value),
                "booking_reference" => values.booking_reference = self.yes_or_no(value),
                "least_notice" => values.least_notice = self.least_notice(value),
                "lock_after" => values.lock_after = self.lock_after(value),
                PIN => values.pin = self.pin(value),
                "privacy" => values.privacy = self.yes_or_no(value),
                KEYS => values.bindings = bindings::read(value),
                table if self.apis.by_word(table).is_ok() => {}
                other => self.unknown_at_top(name.span(), other, value),
            }
        }
        values
    }

    /// Reports an unknown name at the top. A table with a clinic's settings under an unknown name is an error, because
    /// it would change where the desk books.
    fn unknown_at_top(&mut self, span: Range<usize>, name: &str, value: &TomlValue<'_>) {
        if self.has_most_unknown() {
            return;
        }
        let tables: Vec<&str> = self.apis.words().chain([KEYS]).collect();
        let has = |setting: &str| {
            value
                .get_ref()
                .as_table()
                .is_some_and(|table| table.get(setting).is_some())
        };
        if ACCOUNT.iter().chain(&[ZONE]).any(|setting| has(setting)) {
            return self.flaw(span, with_guess(unknown_key(name), name, tables));
        }
        let sections: Vec<String> = self.apis.words().map(|word| format!("[{word}]")).collect();
        let belongs = format!("belongs under {}", sections.join(" or "));
        let here: Vec<&str> = TOP.into_iter().chain(tables).collect();
        self.unknown_name(span, name, &here, &ACCOUNT, &belongs);
    }

    fn clinic(&mut self, value: &TomlValue<'_>) -> Option<ClinicId> {
        let text = self.text(value)?;
        let words: Vec<&str> = self.clinics.words_meant().collect();
        let clinic = self
            .clinics
            .meant_by(text)
            .map_err(|_| no_such(text, &words));
        self.keep(value, clinic)
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
                key if KEY.contains(&key.to_lowercase().as_str()) => {
                    self.flaw(name.span(), no_place_for_keys(clinic));
                }
                other if !settings.contains(&other) => {
                    let belongs = "belongs at the top, before any [table]";
                    self.unknown_name(name.span(), other, &settings, &TOP, belongs);
                }
                "url" => account.address = self.address(value, clinic),
                "client_id" => account.client_id = self.owned_text(value),
                "token_url" => account.token_url = self.owned_text(value),
                "scope" => account.scope = self.owned_text(value),
                "audience" => account.audience = self.owned_text(value),
                "key_id" => account.key_id = self.owned_text(value),
                "headers" => account.headers = self.headers(value),
                NUMBERS => account.settings.numbers = self.numbers(value),
                CODES => self.codes(value, clinic, &mut account.settings),
                VALUE_SETS => self.value_sets(value, clinic, &mut account.settings),
                ASKS_FOR => account.settings.asks_for = self.asks_for(value, clinic),
                "client_cert" => account.client_cert = self.path_at(value),
                "client_key_file" => account.client_key = self.path_at(value),
                // This already identifies the clinic.
                NAME if clinic.is_named() => {}
                NAME => account.settings.name = self.owned_text(value),
                ZONE => account.zone = self.zone(value),
                GROUP => account.profile_group = self.owned_text(value),
                secret => {
                    account.signs |= secret.starts_with("private_key");
                    self.secret(secret, name.span(), value, &mut account.key)
                }
            }
        }
        account
    }

    /// Reads a table of header names and values. Messages about a header don't quote its value.
    fn headers(&mut self, value: &TomlValue<'_>) -> ExtraHeaders {
        let mut headers = ExtraHeaders::default();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type::<()>(value, "a table");
            return headers;
        };
        for (name, value) in table {
            let Some(text) = self.text(value) else {
                continue;
            };
            if let Err(error) = headers.add(name.get_ref(), text) {
                self.flaw(name.span(), error.to_string());
            }
        }
        headers
    }

    fn owned_text(&mut self, value: &TomlValue<'_>) -> Option<String> {
        self.text(value).map(str::to_owned)
    }

    /// Reads the place of a secret. `setting` names a file or a command; `known` is a place read before, if any.
    fn secret(
        &mut self,
        setting: &str,
        span: Range<usize>,
        value: &TomlValue<'_>,
        known: &mut Option<Spanned<SecretPlace>>,
    ) {
        let place = match setting.strip_suffix("_file") {
            Some(what) if known.is_some() => {
                return self.flaw(
                    span,
                    format!("there is a {what}_command already; keep one of the two"),
                );
            }
            Some(_) => self.path(value).map(SecretPlace::File),
            None => self.command(value).map(SecretPlace::Command),
        };
        if let Some(place) = place {
            *known = Some(Spanned::new(value.span(), place));
        }
    }

    /// Reports an unknown name. It is an error if the name is valid elsewhere in the file.
    fn unknown_name(
        &mut self,
        span: Range<usize>,
        name: &str,
        here: &[&str],
        elsewhere: &[&str],
        belongs: &str,
    ) {
        if self.has_most_unknown() {
            return;
        }
        if elsewhere.contains(&name) {
            return self.flaw(span, format!("`{name}` {belongs}"));
        }
        let what = with_guess(unknown_key(name), name, here.iter().copied());
        self.unknown.push(ConfigFlaw { span, what });
    }

    /// Returns whether the maximum number of unknown names has been reported.
    fn has_most_unknown(&self) -> bool {
        self.unknown.len() >= MOST_MISTAKES
    }

    pub(super) fn flaw(&mut self, span: Range<usize>, what: String) {
        if self.flaws.len() < MOST_MISTAKES {
            self.flaws.push(ConfigFlaw { span, what });
        }
    }
}

fn unknown_key(name: &str) -> String {
    format!("unknown key `{name}`")
}

fn no_place_for_keys(clinic: ClinicId) -> String {
    let variable = clinic.key_variable();
    let variable = variable.map_or_else(String::new, |name| format!("set {name}, or "));
    format!("a key has no place in this file: {variable}write key_file or key_command")
}
