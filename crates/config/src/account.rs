//! The account at a clinic: the embedded sandbox, or an API with an address and a key; and how file and environment
//! determine it. Also reads the configured certificate authorities.

use std::mem;
use std::path::{Path, PathBuf};

use ::store::read_file;
use secrecy::SecretString;
use toml::Spanned;
use zones::Zone;

use super::load::ConfigLoader;
use super::secret::{self, SecretSource};
use super::secret_command::SecretCommandError;
use booking::{ClinicId, ClinicSettings, Clinics, PerClinic};
use client::{ApiClient, Authorities, ClientCertificate, Endpoint, ExtraHeaders, Signs};
use i18n::say;

/// The account at one clinic.
#[derive(Clone, Debug)]
pub enum Account {
    /// The sandbox inside this program. Used only if no clinic is configured, so that invented and real appointments
    /// are never mixed.
    Sandbox,
    /// An API.
    Api {
        /// The base address as configured, valid for [`Endpoint::new`].
        address: String,
        /// The key. Without one nothing is sent, and the desk says which setting is missing.
        key: Option<SecretSource>,
        /// The name whose password is the key, if the clinic assigns names.
        client: Option<Box<ApiClient>>,
        /// Headers sent with every request, never printed.
        headers: ExtraHeaders,
        /// The certificate that identifies this program to the server, if required.
        certificate: Option<Box<ClientCertificate>>,
    },
}

impl Account {
    /// Returns the key, if one is configured. May run a command and block for up to 10 s, so never call it before the
    /// first frame.
    ///
    /// # Errors
    ///
    /// Returns an error if the key command prints no key.
    pub fn resolve_key(&self) -> Result<Option<SecretString>, SecretCommandError> {
        self.key_source().map(SecretSource::resolve).transpose()
    }

    /// Returns the key if it is known without running a command. The mode in the first frame depends on it.
    pub fn known_key(&self) -> Option<&SecretString> {
        self.key_source()?.known()
    }

    /// Returns the source of the key if it is a command: another run may print another key.
    pub fn key_command(&self) -> Option<SecretSource> {
        let source = self.key_source()?;
        matches!(source, SecretSource::Command(_)).then(|| source.clone())
    }

    /// Creates the account of an API at this address, without a key.
    pub fn keyless(address: &str) -> Account {
        Account::Api {
            address: address.to_owned(),
            key: None,
            client: None,
            headers: ExtraHeaders::default(),
            certificate: None,
        }
    }

    /// Sets the key of an API.
    pub fn set_key(&mut self, source: Option<SecretSource>) {
        if let Account::Api { key, .. } = self {
            *key = source;
        }
    }

    /// Returns the source of the key, if one is configured.
    pub fn key_source(&self) -> Option<&SecretSource> {
        if let Account::Api { key, .. } = self {
            key.as_ref()
        } else {
            None
        }
    }
}

/// The content of a clinic's table.
#[derive(Debug, Default)]
pub(super) struct AccountTable {
    pub(super) address: Option<String>,
    pub(super) zone: Option<Zone>,
    pub(super) profile_group: Option<String>,
    pub(super) key: Option<Spanned<SecretPlace>>,
    pub(super) client_id: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) audience: Option<String>,
    /// Whether the key is a private key for signing.
    pub(super) signs: bool,
    pub(super) key_id: Option<String>,
    pub(super) headers: ExtraHeaders,
    /// The certificate presented to the server, and its private key.
    pub(super) client_cert: Option<Spanned<PathBuf>>,
    pub(super) client_key: Option<Spanned<PathBuf>>,
    /// The clinic's facts that it states.
    pub(super) settings: ClinicSettings,
}

/// Where a key or a password is.
#[derive(Debug)]
pub(super) enum SecretPlace {
    File(PathBuf),
    Command(Vec<String>),
}

/// Returns `text` as an address that the client accepts.
///
/// # Errors
///
/// Returns a sentence with the reason if the client would send nothing there.
pub(super) fn checked_address(clinic: ClinicId, text: &str) -> Result<String, String> {
    match Endpoint::new(clinic, text, None) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("the address of {clinic} {error}")),
    }
}

/// The largest bundle of authorities, in bytes: four times that of a whole operating system.
const LARGEST_BUNDLE: u64 = 1024 * 1024;

/// Reads the authorities in the file at `path`.
///
/// # Errors
///
/// Returns a sentence if it can't be read, or holds no valid certificate.
pub(super) fn authorities(path: &Path) -> Result<Authorities, String> {
    let complaint = |what: &str| format!("certificate file {}: {what}", path.display());
    let pem = read_file(path, LARGEST_BUNDLE).map_err(|refusal| complaint(&refusal.to_string()))?;
    Authorities::from_pem(path.to_owned(), &pem).map_err(|error| complaint(&error.to_string()))
}

/// Reads a client's certificate from the file at `path`, and its private key from another.
///
/// # Errors
///
/// Returns a sentence if one of them can't be used.
pub(super) fn client_certificate(path: &Path, key: &Path) -> Result<ClientCertificate, String> {
    let complaint = |what: &str| format!("certificate file {}: {what}", path.display());
    let pem = read_file(path, LARGEST_BUNDLE).map_err(|refusal| complaint(&refusal.to_string()))?;
    let key = secret::from_file("key file", key)?;
    ClientCertificate::from_pem(&pem, &key).map_err(|error| complaint(&error.to_string()))
}

/// The settings of an account before it is known whether the sandbox replaces it.
#[derive(Default)]
pub(super) struct AccountSketch {
    pub(super) address: Option<String>,
    pub(super) key: Option<SecretSource>,
    pub(super) client: Option<ApiClient>,
    pub(super) headers: ExtraHeaders,
    pub(super) certificate: Option<ClientCertificate>,
}

impl AccountSketch {
    pub(super) fn is_configured(&self) -> bool {
        self.address.is_some() || self.key.is_some()
    }
}

/// Returns the clinics that the desk offers. A clinic API without a default address is offered only if it is configured
/// or named; then all others are, too.
pub(super) fn offered(
    clinics: Clinics,
    accounts: &PerClinic<AccountSketch>,
    named: Option<ClinicId>,
) -> Clinics {
    let has_address = |clinic: ClinicId| !clinic.address.is_empty();
    let is_set_up = |clinic: ClinicId| accounts[clinic].is_configured();
    let only_set_up = clinics
        .iter()
        .any(|clinic| !has_address(clinic) && is_set_up(clinic));
    clinics.only(|clinic| {
        named == Some(clinic)
            || if only_set_up {
                is_set_up(clinic)
            } else {
                has_address(clinic)
            }
    })
}

/// Returns the first clinic with any settings.
pub(super) fn first_configured(accounts: &PerClinic<AccountSketch>) -> Option<ClinicId> {
    accounts
        .iter()
        .find(|(_, account)| account.is_configured())
        .map(|(clinic, _)| clinic)
}

impl ConfigLoader<'_> {
    /// Returns the settings of each account.
    pub(super) fn accounts(&mut self) -> PerClinic<AccountSketch> {
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
                let read = client_certificate(path.get_ref(), key.get_ref());
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

    /// Returns the sandbox for every clinic if none is configured. Otherwise each is an API, with its default address
    /// if it is not configured itself, so that an invented clinic is never mistaken for a real one.
    pub(super) fn sandbox_or_apis(
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
            // For a clinic with a name, its table has reported that already.
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

    /// Returns the group of new patients at each clinic.
    pub(super) fn profile_groups(&mut self) -> PerClinic<Option<String>> {
        PerClinic::of(self.clinics, |clinic| {
            self.values.accounts[clinic].profile_group.take()
        })
    }
}
