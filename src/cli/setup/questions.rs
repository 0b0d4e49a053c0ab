//! The questions, ordered so that each can use the previous answers. Nothing is written before the last answer.

use secrecy::{ExposeSecret, SecretString};
use strum::VariantNames;

use super::sign_in::{is_same_key, signs};
use super::{NotSetUp, SetupChecks};
use booking::sanitize::sanitize;
use booking::{ClinicId, Holidays};
use config::{
    Account, Config, ConfigEdit, PinHash, SecretSource, StoreAddress, StoreOrigin, ZoneOrigin,
    zone_named,
};
use i18n::{Language, say};
use office::Pin;
use runtime::Dialog;

/// The answer for no shared records, or no private key.
pub(super) const NONE: &str = "-";

/// The conversation, and the answers so far.
pub(super) struct Questions {
    pub(super) config: Config,
    pub(super) edit: ConfigEdit,
    dialog: Dialog,
    checks: SetupChecks,
    new_pin: Option<PinHash>,
}

impl Questions {
    pub(super) fn new(
        config: Config,
        edit: ConfigEdit,
        dialog: Dialog,
    ) -> Result<Questions, NotSetUp> {
        Ok(Questions {
            config,
            edit,
            dialog,
            checks: SetupChecks::new()?,
            new_pin: None,
        })
    }

    /// Asks everything, and writes the answers.
    pub(super) fn ask_all(&mut self) -> Result<(), NotSetUp> {
        let path = self.edit.path().display().to_string();
        self.print(&say!(self.language(), "setup-begins", file = path.as_str()))?;
        self.ask_language()?;
        self.ask_zone()?;
        self.ask_holidays()?;
        for clinic in self.config.clinics {
            if self.edit.has_several(clinic.api_word()) {
                self.try_one_of_several(clinic)?;
            } else {
                self.ask_key(clinic)?;
                self.ask_clinic_zone(clinic)?;
            }
        }
        self.ask_clinic()?;
        self.ask_pin()?;
        self.ask_store()?;
        if !self.edit.is_changed() {
            return self.print(say!(self.language(), "setup-nothing-changed"));
        }
        self.edit
            .write(self.config.apis, self.config.home.as_deref())?;
        // If the hash can't be written, the records still ask for the previous PIN.
        if let (Some(new), Some(_)) = (&self.new_pin, &self.config.pin) {
            let _ = new.guard(&self.config.data_dir);
        }
        self.print(&say!(self.language(), "setup-written", file = path))
    }

    /// Returns the language of the desk according to the answers so far.
    pub(super) fn language(&self) -> Language {
        self.config.language
    }

    fn print(&self, text: &str) -> Result<(), NotSetUp> {
        Ok(self.dialog.tell(text)?)
    }

    /// Asks for a text; `None` keeps the current value.
    pub(super) fn ask(&self, what: &str, now: &str) -> Result<Option<String>, NotSetUp> {
        let answer = self.dialog.ask(&format!("{what} [{}]: ", sanitize(now)))?;
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
    }

    /// Asks for a value until the answer is valid, and says why it is not; `None` keeps the current value.
    pub(super) fn ask_for<T>(
        &self,
        what: &str,
        now: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, NotSetUp> {
        while let Some(answer) = self.ask(what, now)? {
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => self.print(&why)?,
            }
        }
        Ok(None)
    }

    /// If a variable overrides this setting of the file, says so and returns `true`.
    fn note_variable(&self, what: &str, name: Option<&str>) -> Result<bool, NotSetUp> {
        let Some(name) = name else { return Ok(false) };
        self.print(&say!(self.language(), "setup-variable-counts", what, name))?;
        Ok(true)
    }

    fn ask_language(&mut self) -> Result<(), NotSetUp> {
        let language = self.language();
        let choices = Language::VARIANTS.join(", ");
        let what = say!(language, "setup-language", choices = choices.as_str());
        let none_of = |_| say!(language, "setup-one-of", choices = choices.as_str());
        let read = |answer: &str| answer.parse::<Language>().map_err(none_of);
        if let Some(chosen) = self.ask_for(&what, language.word(), read)? {
            self.config.language = chosen;
            self.edit.set(None, "language", chosen.word());
        }
        Ok(())
    }

    fn ask_zone(&mut self) -> Result<(), NotSetUp> {
        let what = say!(self.language(), "setup-zone");
        if let Some(zone) = self.ask_zone_name(what, self.config.zone.name())? {
            self.config.zone = zone;
            self.edit.set(None, "timezone", zone.name());
        }
        Ok(())
    }

    /// Asks for the region whose public holidays count, or for none. A file, or several sources, are written by hand and are
    /// not asked about.
    fn ask_holidays(&mut self) -> Result<(), NotSetUp> {
        let language = self.language();
        let none = say!(language, "setup-holidays-none");
        let now = match self.config.holidays.sources.as_str() {
            "" => none,
            region if Holidays::of_region(region).is_ok() => region,
            _ => return Ok(()),
        };
        let read = |answer: &str| {
            if answer.eq_ignore_ascii_case(none) {
                return Ok(String::new());
            }
            match Holidays::of_region(answer) {
                Ok(_) => Ok(answer.to_uppercase()),
                Err(mistake) => Err(mistake.to_text(language)),
            }
        };
        let Some(region) = self.ask_for(say!(language, "setup-holidays"), now, read)? else {
            return Ok(());
        };
        if region.is_empty() {
            self.edit.remove(None, "holidays");
        } else {
            self.edit.set(None, "holidays", &region);
        }
        Ok(())
    }

    fn ask_clinic_zone(&mut self, clinic: ClinicId) -> Result<(), NotSetUp> {
        let is_set_up = matches!(
            self.config.accounts[clinic],
            Account::Api { key: Some(_), .. }
        );
        if clinic.can().has_places || !is_set_up {
            return Ok(());
        }
        let what = say!(self.language(), "setup-clinic-zone", clinic = clinic.name());
        let (now, variable, is_written) = match &self.config.clinic_zones[clinic] {
            Some((zone, ZoneOrigin::Variable(name))) => (*zone, Some(name.as_str()), false),
            Some((zone, _)) => (*zone, None, true),
            None => (self.config.zone, None, false),
        };
        if self.note_variable(&what, variable)? {
            return Ok(());
        }
        let zone = match self.ask_zone_name(&what, now.name())? {
            Some(zone) => zone,
            None if is_written => return Ok(()),
            // Otherwise the next process would use its own zone instead of the confirmed one: a job may run in another.
            None => now,
        };
        self.edit.set(Some(clinic.word()), "timezone", zone.name());
        Ok(())
    }

    fn ask_zone_name(&self, what: &str, now: &str) -> Result<Option<zones::Zone>, NotSetUp> {
        let language = self.language();
        let unknown = |meant: Option<&str>| match meant {
            Some(meant) => say!(language, "setup-zone-meant", meant),
            None => say!(language, "setup-zone-unknown").to_owned(),
        };
        self.ask_for(what, now, |answer| zone_named(answer).map_err(unknown))
    }

    /// Says that a clinic is one of several tables with one name, which must be edited by hand, and tries its key.
    fn try_one_of_several(&self, clinic: ClinicId) -> Result<(), NotSetUp> {
        let file = self.edit.path().display().to_string();
        let word = clinic.api_word();
        let name = clinic.name();
        self.print(&sanitize(&say!(
            self.language(),
            "setup-one-of-several",
            clinic = name,
            word,
            file
        )))?;
        let account = &self.config.accounts[clinic];
        if account.key_source().is_some() {
            self.checks
                .check_clinic(&self.config, clinic, account, &self.dialog)?;
        }
        Ok(())
    }

    /// Asks for a clinic's key until one works, or the current one is kept.
    fn ask_key(&mut self, clinic: ClinicId) -> Result<(), NotSetUp> {
        let language = self.language();
        let what = say!(language, "setup-key", clinic = clinic.name());
        let mut account = match &self.config.accounts[clinic] {
            account @ Account::Api { .. } => account.clone(),
            Account::Sandbox => Account::keyless(clinic.address),
        };
        if let Some(SecretSource::Variable { name, .. }) = account.key_source() {
            self.note_variable(&what, Some(name))?;
        } else {
            self.ask_client(clinic, &mut account)?;
            if !signs(&account)
                && let Some(secret) = self.ask_secret(&what, account.key_source().is_some())?
            {
                self.keep_key(clinic, &mut account, secret);
            }
        }
        while account.key_source().is_some() {
            let works = self
                .checks
                .check_clinic(&self.config, clinic, &account, &self.dialog)?;
            if works || matches!(account.key_source(), Some(SecretSource::Variable { .. })) {
                break;
            }
            if !self.ask_for_another_key(clinic, &mut account)? {
                break;
            }
        }
        if account.key_source().is_some() {
            self.config.accounts[clinic] = account;
        }
        Ok(())
    }

    /// Asks for a secret without echo; `None` keeps the current one, if it `is_set`.
    fn ask_secret(&self, what: &str, is_set: bool) -> Result<Option<SecretString>, NotSetUp> {
        let language = self.language();
        let now = if is_set {
            say!(language, "setup-set")
        } else {
            say!(language, "setup-not-set")
        };
        Ok(self.dialog.ask_hidden(&format!("{what} [{now}]: "))?)
    }

    /// Asks for another key in place of one that does not work. Returns whether there is one.
    fn ask_for_another_key(
        &mut self,
        clinic: ClinicId,
        account: &mut Account,
    ) -> Result<bool, NotSetUp> {
        if signs(account) {
            let before = account.key_source().cloned();
            self.ask_private_key(clinic, account)?;
            return Ok(!is_same_key(before.as_ref(), account.key_source()));
        }
        let another = say!(self.language(), "setup-another-key", clinic = clinic.name());
        let Some(secret) = self.dialog.ask_hidden(&format!("{another}: "))? else {
            return Ok(false);
        };
        self.keep_key(clinic, account, secret);
        Ok(true)
    }

    /// Keeps an account's key in a file of its own: the previous key's, or a new one next to the configuration.
    fn keep_key(&mut self, clinic: ClinicId, account: &mut Account, secret: SecretString) {
        let file = format!("{}.key", clinic.word());
        let before = account.key_source().cloned();
        self.edit
            .remove(Some(clinic.word()), "client_secret_command");
        let source = self.keep(Some(clinic.word()), "key", &file, before, secret);
        account.set_key(Some(source));
    }

    /// Keeps a secret in a file of its own, which a setting names: the previous secret's, or a new one next to the
    /// configuration.
    fn keep(
        &mut self,
        table: Option<&str>,
        setting: &str,
        file: &str,
        before: Option<SecretSource>,
        secret: SecretString,
    ) -> SecretSource {
        let path = match before {
            Some(SecretSource::File { path, .. }) => path,
            _ => {
                let (name, path) = self.edit.free_name(file);
                self.edit.remove(table, &format!("{setting}_command"));
                self.edit.set(table, &format!("{setting}_file"), &name);
                path
            }
        };
        self.edit.keep_secret(path.clone(), secret.clone());
        SecretSource::File { path, secret }
    }

    fn ask_clinic(&mut self) -> Result<(), NotSetUp> {
        let language = self.language();
        let clinics = self.config.clinics;
        let choices = clinics.words().collect::<Vec<_>>().join(", ");
        let what = say!(language, "setup-opens-with", choices = choices.as_str());
        let none_of = |_| say!(language, "setup-one-of", choices = choices.as_str());
        let read = |answer: &str| clinics.meant_by(answer).map_err(none_of);
        if let Some(clinic) = self.ask_for(&what, self.config.clinic.word(), read)? {
            self.edit.set(None, "backend", clinic.word());
        }
        Ok(())
    }

    fn ask_pin(&mut self) -> Result<(), NotSetUp> {
        let language = self.language();
        let what = say!(language, "setup-pin");
        while let Some(pin) = self.ask_secret(what, self.config.pin.is_some())? {
            let again = self
                .dialog
                .ask_hidden(&format!("{}: ", say!(language, "setup-once-more")))?;
            if again.is_none_or(|again| again.expose_secret() != pin.expose_secret()) {
                self.print(say!(language, "setup-different"))?;
                continue;
            }
            match PinHash::of(&Pin::from(pin.expose_secret())) {
                Ok(hash) => {
                    self.edit.set(None, "pin", &hash.to_string());
                    self.new_pin = Some(hash);
                    break;
                }
                Err(_) => self.print(say!(language, "setup-pin-length"))?,
            }
        }
        Ok(())
    }

    /// Asks for the address of the shared records until they can be used, or the current one is kept.
    fn ask_store(&mut self) -> Result<(), NotSetUp> {
        let language = self.language();
        let what = say!(language, "setup-store");
        let mut store = self.config.store.clone();
        if store
            .as_ref()
            .is_some_and(|store| store.origin == StoreOrigin::Variable)
        {
            self.note_variable(what, Some("BOOKDESK_STORE"))?;
            return self
                .checks
                .check_store(&self.config, store.as_ref(), &self.dialog)
                .map(drop);
        }
        loop {
            let now = store
                .as_ref()
                .map_or(say!(language, "setup-none").to_owned(), ToString::to_string);
            let question = if store.is_some() {
                say!(language, "setup-store-or-none")
            } else {
                what
            };
            if let Some(answer) = self.ask(question, &now)? {
                if answer == NONE {
                    return self.remove_store(store.as_ref());
                }
                match StoreAddress::read(&answer) {
                    Ok(address) => {
                        let before = store.take();
                        let address = StoreAddress {
                            password: before.as_ref().and_then(|before| before.password.clone()),
                            ca: before.and_then(|before| before.ca),
                            ..address
                        };
                        self.edit.set(None, "store", &answer);
                        store = Some(self.with_password(address)?);
                    }
                    Err(why) => {
                        self.print(why.to_text(language))?;
                        continue;
                    }
                }
            } else if store.is_none() || self.checks.has_checked_store {
                return Ok(());
            }
            if self
                .checks
                .check_store(&self.config, store.as_ref(), &self.dialog)?
            {
                return Ok(());
            }
        }
    }

    /// Removes the shared records from the configuration. The desk's own records and the shared ones are unchanged.
    fn remove_store(&mut self, store: Option<&StoreAddress>) -> Result<(), NotSetUp> {
        for name in [
            "store",
            "store_password_file",
            "store_password_command",
            "store_ca",
        ] {
            self.edit.remove(None, name);
        }
        let Some(store) = store else { return Ok(()) };
        self.print(say!(self.language(), "setup-store-out"))?;
        if let Some(SecretSource::File { path, .. }) = &store.password
            && !self.edit.cancel_secret(path)
        {
            let file = path.display().to_string();
            self.print(&sanitize(&say!(
                self.language(),
                "setup-store-secret-left",
                file
            )))?;
        }
        Ok(())
    }

    fn with_password(&mut self, address: StoreAddress) -> Result<StoreAddress, NotSetUp> {
        let what = say!(self.language(), "setup-store-password");
        if let Some(SecretSource::Variable { name, .. }) = &address.password {
            self.note_variable(what, Some(name))?;
            return Ok(address);
        }
        let Some(secret) = self.ask_secret(what, address.password.is_some())? else {
            return Ok(address);
        };
        let password = self.keep(
            None,
            "store_password",
            "store.password",
            address.password,
            secret,
        );
        Ok(StoreAddress {
            password: Some(password),
            ..address
        })
    }
}
