//! Combines defaults, file, environment and flags, and reports all mistakes.

use std::mem;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use platform::terminal::IS_CONSOLE;
use secrecy::SecretString;
use toml::Spanned;
use tracing::Level;

use super::KeyBindings;
use super::account::{
    Account, AccountSketch, SecretPlace, checked_address, first_configured, offered,
};
use super::document::{ConfigDocument, ConfigFlaw};
use super::environment::{self, Environment, variables};
use super::file::{self, ConfigValues};
use super::pin::PinHash;
use super::secret::{self, SecretSource, optional_text};
use super::store::{self, StoreAddress, StoreOrigin};
use super::{
    Config, ConfigError, ConfigFile, Flags, MORE_MISTAKES, ZoneOrigin, account, file_values,
    holidays, shown, sites, templates, zone,
};
use booking::sanitize::sanitize;
use booking::{
    CALL_LIMIT, ClinicId, ClinicSettings, Clinics, Diagnostic, MOST_MISTAKES, Naming, PerClinic,
    closest,
};
use client::{ApiClient, ClientCertificate, Route, Signs};
use desk::{Borders, Look, Theme};

use i18n::{Language, say};
use office::LEAST_NOTICE;

/// The default time limit of connecting (CONTRACT, Timeouts).
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The values of `BOOKDESK_LOG`: each includes those before it.
const LOG_LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// The default time without input before the desk locks (CONTRACT, Timeouts).
const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);

/// See [`Config::load`].
pub(super) fn load(
    environment: &Environment,
    apis: Clinics,
    flags: Flags,
) -> Result<Config, ConfigError> {
    let (file, document) = find_file(environment).map_err(|what| ConfigError::new(vec![what]))?;
    let (values, flaws) = read(environment, document.as_ref(), apis);
    let clinics = values.clinics();
    let language = values
        .language
        .or_else(|| environment.language())
        .unwrap_or_default();
    let mut loading = ConfigLoader {
        environment,
        clinics,
        language,
        values,
        flaws,
        complaints: sites::misplaced_variables(environment, apis, clinics),
        notes: Vec::new(),
    };

    let accounts = loading.accounts();
    // The file may have changed since the flag was read by it.
    let flag = flags
        .clinic
        .filter(|clinic| clinics.iter().any(|known| known == *clinic));
    let clinic = flag.or(loading.values.clinic);
    let clinics = offered(clinics, &accounts, clinic);
    // The desk should not open with a clinic at which it can't book.
    let clinic = clinic
        .or_else(|| first_configured(&accounts))
        .unwrap_or(clinics.first());
    let accounts = loading.sandbox_or_apis(clinics, accounts);
    let (zone, zone_origin) = loading.zone();
    let clinic_zones = PerClinic::of(clinics, |clinic| loading.clinic_zone(clinic));
    let route = loading.route();
    let store = loading.store();
    let data_dir = loading.data_dir();
    let records_pin = loading.accept(PinHash::of_records(&data_dir)).flatten();
    let log = loading.log();
    let operator = loading
        .text("BOOKDESK_OPERATOR")
        .or_else(|| environment.login_name());
    let colour = environment.path("NO_COLOR").is_none();
    let look = loading.look(colour, &file);
    let templates = templates::load(clinics, loading.values.templates.take(), &file);
    let holidays = holidays::load(loading.values.holidays.take(), language);
    let keys = KeyBindings::of(mem::take(&mut loading.values.bindings), document.as_ref());
    loading.note_unknown_variables();

    let ConfigLoader {
        mut values,
        mut flaws,
        complaints,
        notes,
        ..
    } = loading;
    let mut unknown = mem::take(&mut values.unknown);
    if !(flaws.is_empty() && complaints.is_empty()) {
        flaws.append(&mut unknown);
    }
    let unknown_words = in_order(document.as_ref(), unknown, Vec::new());
    let unknown_words = unknown_words.iter().map(|what| shown(what)).collect();
    let told: Vec<(ClinicId, ClinicSettings)> = clinics
        .iter()
        .map(|clinic| (clinic, mem::take(&mut values.accounts[clinic].settings)))
        .collect();
    let config = Config {
        apis,
        clinics,
        accounts,
        clinic,
        zone,
        zone_origin,
        clinic_zones,
        date_order: values.date_order,
        language,
        connect_timeout: values.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
        request_timeout: values.request_timeout.unwrap_or(CALL_LIMIT),
        route,
        data_dir,
        home: environment.home.clone(),
        retention: values.retention,
        desk_name: values.desk_name,
        store,
        colour,
        look,
        mouse: values.mouse.unwrap_or(false),
        asks_terminal: environment.has_terminal_like_xterm(),
        console_marks_pastes: IS_CONSOLE.then(|| environment.has_windows_terminal()),
        templates,
        holidays,
        print_command: values.print_command,
        keys,
        profile_groups: values.accounts.map(|_, account| account.profile_group),
        booking_reference: values.booking_reference.unwrap_or(true),
        least_notice: values.least_notice.unwrap_or(LEAST_NOTICE),
        lock_after: Some(values.lock_after.unwrap_or(LOCK_AFTER)).filter(|after| !after.is_zero()),
        pin: records_pin.or_else(|| values.pin.clone()),
        configured_pin: values.pin,
        pin_file: environment.path("BOOKDESK_PIN_FILE"),
        passphrase_file: environment.path("BOOKDESK_KEY_PASSPHRASE_FILE"),
        naming: if values.privacy == Some(true) {
            Naming::Initials
        } else {
            Naming::InFull
        },
        log,
        operator: operator.map(str::to_owned),
        file,
        unknown_words,
        notes,
    };
    let mistakes = in_order(document.as_ref(), flaws, complaints);
    if !mistakes.is_empty() {
        return Err(ConfigError::new(mistakes));
    }
    for (clinic, settings) in told {
        clinic.configure(settings);
    }
    Ok(config)
}

/// Reads the file, if there is one; returns its values and its mistakes.
pub(super) fn read(
    environment: &Environment,
    document: Option<&ConfigDocument>,
    apis: Clinics,
) -> (ConfigValues, Vec<ConfigFlaw>) {
    let by_variables = |clinic| sites::has_address_variable(environment, clinic);
    match document {
        Some(document) => file::read(document, apis, &by_variables, environment.home.as_deref()),
        None => (ConfigValues::new(apis), Vec::new()),
    }
}

/// Finds the configuration file: at `BOOKDESK_CONFIG`, where it must exist; else at the usual place.
pub(super) fn find_file(
    environment: &Environment,
) -> Result<(ConfigFile, Option<ConfigDocument>), String> {
    let path = environment.path("BOOKDESK_CONFIG");
    let must_exist = path.is_some();
    let usual = || {
        environment
            .config_home
            .as_ref()
            .map(|home| home.join("bookdesk").join("config.toml"))
    };
    let Some(path) = path.or_else(usual) else {
        return Ok((ConfigFile::Nowhere, None));
    };
    let variable = if must_exist { "BOOKDESK_CONFIG: " } else { "" };
    Ok(
        match optional_text(&path, must_exist).map_err(|what| format!("{variable}{what}"))? {
            Some(text) => (
                ConfigFile::Read(path.clone()),
                Some(ConfigDocument { path, text }),
            ),
            None => (ConfigFile::Absent(path), None),
        },
    )
}

/// Returns the file's mistakes from top to bottom, then those of the environment.
fn in_order(
    document: Option<&ConfigDocument>,
    mut flaws: Vec<ConfigFlaw>,
    complaints: Vec<String>,
) -> Vec<String> {
    flaws.sort_by_key(|flaw| flaw.span.start);
    let shown = flaws
        .iter()
        .filter_map(|flaw| document.map(|document| document.show(flaw)));
    let more = (flaws.len() >= MOST_MISTAKES).then(|| MORE_MISTAKES.to_owned());
    shown.chain(more).chain(complaints).collect()
}

/// The state between reading the file and returning a configuration.
struct ConfigLoader<'a> {
    environment: &'a Environment,
    clinics: Clinics,
    language: Language,
    values: ConfigValues,
    flaws: Vec<ConfigFlaw>,
    complaints: Vec<String>,
    notes: Vec<String>,
}

impl<'a> ConfigLoader<'a> {
    /// Returns a variable's text; a mistake in it is reported.
    fn text(&mut self, name: &str) -> Option<&'a str> {
        let text = self.environment.text(name);
        self.accept(text).flatten()
    }

    fn accept<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result
            .map_err(|complaint| self.complaints.push(complaint))
            .ok()
    }

    fn accounts(&mut self) -> PerClinic<AccountSketch> {
        PerClinic::of(self.clinics, |clinic| AccountSketch {
            address: self.address(clinic),
            key: self.key(clinic),
            client: self.client(clinic),
            headers: mem::take(&mut self.values.accounts[clinic].headers),
            certificate: self.certificate(clinic),
        })
    }

    fn address(&mut self, clinic: ClinicId) -> Option<String> {
        if let Some(variable) = clinic.address_variable()
            && let Some(text) = self.text(&variable)
        {
            let checked =
                checked_address(clinic, text).map_err(|what| format!("{variable}: {what}"));
            return self.accept(checked);
        }
        self.values.accounts[clinic].address.clone()
    }

    fn client(&mut self, clinic: ClinicId) -> Option<ApiClient> {
        let table = &mut self.values.accounts[clinic];
        let Some(id) = table.client_id.take() else {
            if table.signs {
                self.complaints
                    .push(format!("{clinic} has a private_key and no client_id"));
            }
            return None;
        };
        let key_id = table.key_id.take();
        let client =
            ApiClient::new(id, table.token_url.take().as_deref()).map(|client| ApiClient {
                scope: table.scope.take(),
                audience: table.audience.take(),
                signs: table.signs.then_some(Signs { key_id }),
                ..client
            });
        self.accept(client.map_err(|error| format!("the token_url of {clinic} {error}")))
    }

    fn certificate(&mut self, clinic: ClinicId) -> Option<ClientCertificate> {
        let table = &mut self.values.accounts[clinic];
        match (table.client_cert.take(), table.client_key.take()) {
            (Some(path), Some(key)) => {
                let read = account::client_certificate(path.get_ref(), key.get_ref());
                self.at(path.span(), read)
            }
            (None, None) => None,
            (Some(_), None) => {
                let what = format!("{clinic} has a client_cert and no client_key_file");
                self.complaints.push(what);
                None
            }
            (None, Some(_)) => {
                let what = format!("{clinic} has a client_key_file and no client_cert");
                self.complaints.push(what);
                None
            }
        }
    }

    fn key(&mut self, clinic: ClinicId) -> Option<SecretSource> {
        if let Some(variable) = clinic.key_variable()
            && let Some(text) = self.text(&variable)
        {
            return Some(SecretSource::Variable {
                name: variable,
                secret: SecretString::from(text),
            });
        }
        let place = self.values.accounts[clinic].key.take()?;
        self.secret(place, "key file")
    }

    /// Reads a secret from its place. `what` describes a file that holds it: "key file".
    fn secret(&mut self, place: Spanned<SecretPlace>, what: &str) -> Option<SecretSource> {
        let span = place.span();
        match place.into_inner() {
            SecretPlace::Command(words) => Some(SecretSource::Command(words)),
            SecretPlace::File(path) => {
                let read = secret::from_file(what, &path);
                self.at(span, read)
                    .map(|secret| SecretSource::File { path, secret })
            }
        }
    }

    /// Returns the value of a `Result`, or reports the mistake at that place of the file.
    fn at<T>(&mut self, span: Range<usize>, result: Result<T, String>) -> Option<T> {
        result
            .map_err(|what| self.flaws.push(ConfigFlaw { span, what }))
            .ok()
    }

    /// Returns the environment's address and password, else the file's. Without an address the other settings
    /// are ignored.
    fn store(&mut self) -> Option<StoreAddress> {
        let (url, origin) = match self.text(environment::STORE) {
            Some(text) => {
                let url = store::parse_address(text)
                    .map_err(|what| format!("{}: {what}", environment::STORE));
                (self.accept(url)?, StoreOrigin::Variable)
            }
            None => (self.values.store.take()?, StoreOrigin::File),
        };
        let password = match self.text(environment::STORE_PASSWORD) {
            Some(text) => Some(SecretSource::Variable {
                name: environment::STORE_PASSWORD.to_owned(),
                secret: SecretString::from(text),
            }),
            None => {
                let place = self.values.store_password.take();
                place.and_then(|place| self.secret(place, "password file"))
            }
        };
        let ca = self.values.store_ca.take().and_then(|path| {
            self.at(path.span(), account::authorities(path.get_ref()))
                .map(|_| path.into_inner())
        });
        Some(StoreAddress {
            url,
            origin,
            password,
            ca,
        })
    }

    /// Returns the sandbox for every clinic if none is configured. Otherwise each is an API, with its default address
    /// if it is not configured itself, so that no invented clinic is taken for a real one.
    fn sandbox_or_apis(
        &mut self,
        clinics: Clinics,
        mut accounts: PerClinic<AccountSketch>,
    ) -> PerClinic<Account> {
        let configured = first_configured(&accounts);
        PerClinic::of(clinics, |clinic| {
            let account = mem::take(&mut accounts[clinic]);
            match configured {
                None if clinic.has_sandbox => return Account::Sandbox,
                Some(other) if !account.is_configured() => self.notes.push(say!(
                    self.language,
                    "doctor-clinic-not-configured",
                    clinic = clinic.name(),
                    other = other.name()
                )),
                _ => {}
            }
            let address = account.address.unwrap_or_else(|| clinic.address.to_owned());
            // Of one with a name it was said at its table.
            if address.is_empty()
                && let Some(variable) = clinic.address_variable()
            {
                let table = clinic.table();
                self.complaints.push(format!(
                    "{clinic} has no address: set {variable}, or url under {table}"
                ));
            }
            Account::Api {
                address,
                key: account.key,
                client: account.client.map(Box::new),
                headers: account.headers,
                certificate: account.certificate.map(Box::new),
            }
        })
    }

    /// Returns the file's zone, else that of `TZ`, else the machine's; UTC if the machine has no usable one.
    fn zone(&mut self) -> (Tz, ZoneOrigin) {
        const VARIABLE: &str = "TZ";
        if let Some(zone) = self.values.zone {
            return (zone, ZoneOrigin::File);
        }
        if let Some(text) = self.text(VARIABLE) {
            let zone = zone::from_tz(text).map_err(|what| format!("{VARIABLE}: {what}"));
            if let Some(zone) = self.accept(zone).flatten() {
                return (zone, ZoneOrigin::Variable(VARIABLE.to_owned()));
            }
        }
        match self.environment.system_zone.as_deref().map(str::parse) {
            Some(Ok(zone)) => (zone, ZoneOrigin::System),
            Some(Err(_)) | None => (Tz::UTC, ZoneOrigin::Nothing),
        }
    }

    /// Returns the zone of a clinic with a single zone: the environment's, else the file's.
    fn clinic_zone(&mut self, clinic: ClinicId) -> Option<(Tz, ZoneOrigin)> {
        if let Some(variable) = clinic.zone_variable()
            && let Some(text) = self.text(&variable)
        {
            let zone = zone::parse(text).map_err(|what| format!("{variable}: {what}"));
            return self
                .accept(zone)
                .map(|zone| (zone, ZoneOrigin::Variable(variable)));
        }
        self.values.accounts[clinic]
            .zone
            .map(|zone| (zone, ZoneOrigin::File))
    }

    /// Returns the direct route, unless the file sets a proxy or authorities.
    fn route(&mut self) -> Route {
        let path = self.values.extra_ca.take();
        let authorities =
            path.and_then(|path| self.at(path.span(), account::authorities(path.get_ref())));
        Route {
            authorities,
            proxy: self.values.proxy.take(),
        }
    }

    fn data_dir(&mut self) -> PathBuf {
        let usual = || {
            self.environment
                .data_home
                .as_ref()
                .map(|home| home.join("bookdesk"))
        };
        let path = self
            .environment
            .path("BOOKDESK_DATA_DIR")
            .or_else(|| self.values.data_dir.clone());
        path.or_else(usual).unwrap_or_else(|| {
            let what = "there is no home directory to keep data in; set BOOKDESK_DATA_DIR";
            self.complaints.push(what.to_owned());
            PathBuf::new()
        })
    }

    /// Returns the file's look; without colours if they are disabled, and by default with borders that the locale
    /// can show.
    fn look(&mut self, colour: bool, file: &ConfigFile) -> Look {
        let by_locale = || {
            if self.environment.is_ascii_only() {
                Borders::Ascii
            } else {
                Borders::Lines
            }
        };
        let borders = self.values.borders.unwrap_or_else(by_locale);
        let theme = self.theme(file).unwrap_or_default();
        Look {
            theme: if colour { theme } else { Theme::Mono },
            borders,
        }
    }

    /// Returns the theme that the file names: one that ships, else that in `themes/NAME.toml` beside the file.
    fn theme(&mut self, file: &ConfigFile) -> Option<Theme> {
        let name = self.values.theme.take()?;
        let word = name.get_ref();
        if let Ok(theme) = word.parse() {
            return Some(theme);
        }
        let ConfigFile::Read(path) = file else {
            return None;
        };
        let is_name = word
            .chars()
            .all(|letter| letter.is_alphanumeric() || "-_".contains(letter));
        let path = path.with_file_name("themes").join(format!("{word}.toml"));
        let text = if is_name {
            self.accept(optional_text(&path, false))?
        } else {
            None
        };
        let Some(text) = text else {
            let what = format!(
                "{}; nor is there a themes/{word}.toml beside this file",
                file_values::no_such(word, &Theme::NAMES)
            );
            self.flaws.push(ConfigFlaw {
                span: name.span(),
                what,
            });
            return None;
        };
        let theme = Theme::read(word, &text, self.environment.has_true_colour());
        self.accept(theme.map_err(|(span, what)| {
            let mistake = Diagnostic::at(&text, span, what, |line| sanitize(line).into_owned());
            format!("{}:{mistake}", path.display())
        }))
    }

    fn log(&mut self) -> Option<Level> {
        let word = self.text("BOOKDESK_LOG")?;
        let level = word.parse().ok().filter(|_| LOG_LEVELS.contains(&word));
        self.accept(
            level.ok_or_else(|| {
                format!("BOOKDESK_LOG: {}", file_values::no_such(word, &LOG_LEVELS))
            }),
        )
    }

    /// Notes unknown variables: a name with a typing error sets nothing, and would otherwise go unnoticed.
    fn note_unknown_variables(&mut self) {
        let known = variables(self.clinics);
        for name in self.environment.unknown_variables(&known) {
            self.notes
                .push(match closest(name, known.iter().map(String::as_str)) {
                    Some(meant) => say!(
                        self.language,
                        "doctor-variable-meant",
                        name = name.as_str(),
                        meant
                    ),
                    None => say!(
                        self.language,
                        "doctor-variable-unknown",
                        name = name.as_str()
                    ),
                });
        }
    }
}
