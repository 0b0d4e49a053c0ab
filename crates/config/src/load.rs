//! Combines defaults, file, environment and flags, and reports all mistakes.

use std::mem;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use platform::terminal::IS_CONSOLE;
use secrecy::SecretString;
use toml::Spanned;
use tracing::Level;
use zones::Zone;

use super::KeyBindings;
use super::account::{self, AccountSketch, SecretPlace, first_configured, offered};
use super::document::{ConfigDocument, ConfigFlaw};
use super::environment::{self, Environment, variables};
use super::file::{self, ConfigValues};
use super::pin::PinHash;
use super::secret::{self, SecretSource, optional_text};
use super::store::{self, StoreAddress, StoreOrigin};
use super::zone_database::machine_zones;
use super::{
    Config, ConfigError, ConfigFile, Flags, MORE_MISTAKES, ZoneOrigin, file_values, holidays,
    shown, sites, templates, zone,
};
use booking::sanitize::sanitize;
use booking::{
    CALL_LIMIT, ClinicId, Clinics, Diagnostic, MOST_MISTAKES, Naming, PerClinic, closest,
};
use client::Route;
use desk::{Borders, Look, Theme};

use i18n::{Language, say};
use office::LEAST_NOTICE;

/// The default time limit for connecting (`configuration.md` of the guide).
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The values of `BOOKDESK_LOG`; each includes the previous ones.
const LOG_LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// The default time without input before the desk locks (`configuration.md` of the guide).
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
        document: document.as_ref(),
        clinics,
        language,
        values,
        flaws,
        complaints: sites::misplaced_variables(environment, apis, clinics),
        notes: Vec::new(),
    };
    let config = loading.config(apis, flags, file);
    loading.finish(config)
}

/// Reads the file, if there is one. Returns its values and its mistakes.
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

/// Finds the configuration file: at `BOOKDESK_CONFIG`, where it must exist, else at the usual place.
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
pub(super) struct ConfigLoader<'a> {
    environment: &'a Environment,
    document: Option<&'a ConfigDocument>,
    pub(super) clinics: Clinics,
    pub(super) language: Language,
    pub(super) values: ConfigValues,
    flaws: Vec<ConfigFlaw>,
    pub(super) complaints: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl<'a> ConfigLoader<'a> {
    /// Builds a configuration from the values. Mistakes are reported, and replaced by defaults.
    fn config(&mut self, apis: Clinics, flags: Flags, file: ConfigFile) -> Config {
        let sketches = self.accounts();
        let (clinics, clinic) = self.offered(flags, &sketches);
        let accounts = self.sandbox_or_apis(clinics, sketches);
        let (zone, zone_origin) = self.zone();
        let clinic_zones = PerClinic::of(clinics, |clinic| self.clinic_zone(clinic));
        let store = self.store();
        let data_dir = self.data_dir();
        let records_pin = self.accept(PinHash::of_records(&data_dir)).flatten();
        let colour = self.environment.path("NO_COLOR").is_none();
        self.note_unknown_variables();
        Config {
            apis,
            clinics,
            accounts,
            clinic,
            zone,
            zone_origin,
            clinic_zones,
            machine_zones: machine_zones(self.environment).map(Arc::new),
            store,
            data_dir,
            pin: records_pin.or_else(|| self.values.pin.clone()),
            configured_pin: self.values.pin.take(),
            log: self.log(),
            operator: self.operator(),
            colour,
            look: self.look(colour, &file),
            route: self.route(),
            date_order: self.values.date_order,
            language: self.language,
            connect_timeout: self.values.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
            request_timeout: self.values.request_timeout.unwrap_or(CALL_LIMIT),
            home: self.environment.home.clone(),
            retention: self.values.retention,
            desk_name: self.values.desk_name.take(),
            mouse: self.values.mouse.unwrap_or(false),
            asks_terminal: self.environment.has_terminal_like_xterm(),
            console_marks_pastes: IS_CONSOLE.then(|| self.environment.has_windows_terminal()),
            templates: templates::load(clinics, self.values.templates.take(), &file),
            holidays: holidays::load(&self.values.holidays, self.language),
            print_command: self.values.print_command.take(),
            keys: KeyBindings::of(mem::take(&mut self.values.bindings), self.document),
            profile_groups: self.profile_groups(),
            booking_reference: self.values.booking_reference.unwrap_or(true),
            least_notice: self.values.least_notice.unwrap_or(LEAST_NOTICE),
            lock_after: self.lock_after(),
            pin_file: self.environment.path("BOOKDESK_PIN_FILE"),
            passphrase_file: self.environment.path("BOOKDESK_KEY_PASSPHRASE_FILE"),
            naming: self.naming(),
            file,
            unknown_words: Vec::new(),
            notes: mem::take(&mut self.notes),
        }
    }

    /// Returns the configuration with the unknown words of the file, and passes the settings to its clinics.
    ///
    /// # Errors
    ///
    /// Returns all mistakes, including the unknown words.
    fn finish(mut self, config: Config) -> Result<Config, ConfigError> {
        let unknown = mem::take(&mut self.values.unknown);
        if !(self.flaws.is_empty() && self.complaints.is_empty()) {
            self.flaws.extend(unknown);
            let mistakes = in_order(self.document, self.flaws, self.complaints);
            return Err(ConfigError::new(mistakes));
        }
        for clinic in config.clinics.iter() {
            clinic.configure(mem::take(&mut self.values.accounts[clinic].settings));
        }
        let unknown = in_order(self.document, unknown, Vec::new());
        let unknown_words = unknown.iter().map(|what| shown(what)).collect();
        Ok(Config {
            unknown_words,
            ..config
        })
    }

    /// Returns the clinics that the desk offers, and the clinic of the first form: from the flag, else from the file,
    /// else one that can book.
    fn offered(&self, flags: Flags, sketches: &PerClinic<AccountSketch>) -> (Clinics, ClinicId) {
        // The file may have changed since the flag was interpreted with it.
        let flag = flags
            .clinic
            .filter(|clinic| self.clinics.iter().any(|known| known == *clinic));
        let named = flag.or(self.values.clinic);
        let clinics = offered(self.clinics, sketches, named);
        let first = named
            .or_else(|| first_configured(sketches))
            .unwrap_or(clinics.first());
        (clinics, first)
    }

    /// Returns a variable's text, and reports a mistake in it.
    pub(super) fn text(&mut self, name: &str) -> Option<&'a str> {
        let text = self.environment.text(name);
        self.accept(text).flatten()
    }

    pub(super) fn accept<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result
            .map_err(|complaint| self.complaints.push(complaint))
            .ok()
    }

    /// Reads a secret. `what` names a file that holds it: "key file".
    pub(super) fn secret(
        &mut self,
        place: Spanned<SecretPlace>,
        what: &str,
    ) -> Option<SecretSource> {
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

    /// Returns the value of a `Result`, or reports the mistake at that place in the file.
    pub(super) fn at<T>(&mut self, span: Range<usize>, result: Result<T, String>) -> Option<T> {
        result
            .map_err(|what| self.flaws.push(ConfigFlaw { span, what }))
            .ok()
    }

    /// Returns the address and password from the environment, else from the file. Without an address, the other
    /// settings are ignored.
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

    /// Returns the file's zone, else that of `TZ`, else the machine's; UTC if the machine has no usable one.
    fn zone(&mut self) -> (Zone, ZoneOrigin) {
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
            Some(Err(_)) | None => (Zone::UTC, ZoneOrigin::Nothing),
        }
    }

    /// Returns the zone of a single-zone clinic, from the environment or else from the file.
    fn clinic_zone(&mut self, clinic: ClinicId) -> Option<(Zone, ZoneOrigin)> {
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

    fn operator(&mut self) -> Option<String> {
        let operator = self.text("BOOKDESK_OPERATOR");
        operator
            .or_else(|| self.environment.login_name())
            .map(str::to_owned)
    }

    fn lock_after(&self) -> Option<Duration> {
        let after = self.values.lock_after.unwrap_or(LOCK_AFTER);
        (!after.is_zero()).then_some(after)
    }

    fn naming(&self) -> Naming {
        if self.values.privacy == Some(true) {
            Naming::Initials
        } else {
            Naming::InFull
        }
    }

    /// Returns the file's look, without colours if they are disabled. The default borders are those that the locale can
    /// show.
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

    /// Returns the theme that the file names: a shipped one, or the one in `themes/NAME.toml` next to the file.
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
        let level = if LOG_LEVELS.contains(&word) {
            word.parse().ok()
        } else {
            None
        };
        self.accept(
            level.ok_or_else(|| {
                format!("BOOKDESK_LOG: {}", file_values::no_such(word, &LOG_LEVELS))
            }),
        )
    }

    /// Reports unknown variables: a misspelt name sets nothing, and would go unnoticed.
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
