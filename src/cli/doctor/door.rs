//! Each clinic API in `bookdesk doctor`: its settings, whether it answers, and the rights of its key; and the
//! shared records.

use std::sync::Arc;

use secrecy::SecretString;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::{line, name_of};
use crate::cli::store;
use crate::cli::store::StoreStanding;
use crate::config::{Account, Config, SecretSource, StoreAddress, StoreOrigin};
use crate::runtime::{NoClient, endpoint};
use booking::{ClinicId, Mode, PerClinic};
use client::{ApiClient, Client, Endpoint, Finding, Reach, Timeouts};
use i18n::{Language, say};
use sandbox::{Sandbox, SandboxOptions};

/// Checks the rights of an account at a clinic.
///
/// # Errors
///
/// Returns an error if its address can't be used.
pub(in crate::cli) async fn reach(
    config: Config,
    clinic: ClinicId,
    account: Account,
) -> Result<Reach, NoClient> {
    let Account::Api { address, key, client } = &account else { return Err(NoClient::NotServed(clinic)) };
    let door = Door::to_api(clinic, (address, key.as_ref()), client.clone(), config.language)?;
    let timeouts = Timeouts { connect: config.connect_timeout, request: config.request_timeout };
    Ok(Client::new([door.endpoint], timeouts).by_way_of(config.route).reach(clinic).await)
}

/// One clinic API, as far as it could be opened.
pub(super) struct Door {
    /// The language of its texts.
    language: Language,
    endpoint: Endpoint,
    /// The destination of bookings, in words.
    address: String,
    /// The part of the key that may be shown.
    key: String,
    /// The advice if the key is not valid.
    key_advice: String,
    is_configured: bool,
}

/// Every clinic API, and the sandbox if it replaces any.
pub(super) struct Doors {
    pub(super) each: Vec<Door>,
    /// Dropping the sandbox stops it.
    _sandbox: Option<Sandbox>,
}

impl Doors {
    pub(super) async fn open(config: &Config) -> Result<Doors, NoClient> {
        let mut sandbox = None;
        let mut each = Vec::new();
        for (clinic, account) in config.accounts.iter() {
            each.push(match account {
                Account::Api { address, key, client } => {
                    Door::to_api(clinic, (address, key.as_ref()), client.clone(), config.language)?
                }
                Account::Sandbox => {
                    let running = match &mut sandbox {
                        Some(running) => running,
                        none => none.insert(Sandbox::start(SandboxOptions::default()).await?),
                    };
                    let served = running.served(clinic.word()).ok_or(NoClient::NotServed(clinic))?;
                    Door::to_sandbox(clinic, &served.url, served.key, config.language)?
                }
            });
        }
        Ok(Doors { each, _sandbox: sandbox })
    }

    /// Checks all at once; those that are not configured are skipped.
    pub(super) async fn reach(&self, config: &Config) -> Vec<Option<Reach>> {
        let timeouts = Timeouts { connect: config.connect_timeout, request: config.request_timeout };
        let endpoints = self.each.iter().map(|door| door.endpoint.clone());
        let client = Arc::new(Client::new(endpoints, timeouts).by_way_of(config.route.clone()));
        let mut asked = JoinSet::new();
        for door in self.each.iter().filter(|door| door.is_configured) {
            let (client, clinic) = (Arc::clone(&client), door.endpoint.clinic());
            asked.spawn(async move { (clinic, client.reach(clinic).await) });
        }
        let reached: PerClinic<Reach> = asked.join_all().await.into_iter().collect();
        self.each.iter().map(|door| reached.get(door.endpoint.clinic()).cloned()).collect()
    }
}

impl Door {
    fn to_api(
        clinic: ClinicId,
        (address, source): (&str, Option<&SecretSource>),
        client: Option<ApiClient>,
        language: Language,
    ) -> Result<Door, NoClient> {
        let (key, no_key) = match source.map(SecretSource::resolve).transpose() {
            Ok(key) => (key, say!(language, "doctor-no-key").to_owned()),
            Err(error) => (None, say!(language, "doctor-key-missing", why = error.to_text(language))),
        };
        let is_known = key.is_some();
        let endpoint = endpoint(clinic, address, key)?.known_as(client);
        let source_said = source.map(|source| source.to_text(language));
        let key = match &source_said {
            Some(source) if is_known => {
                say!(language, "doctor-key-from", key = endpoint.key_mark(), source = source.as_str())
            }
            _ => no_key,
        };
        let key_advice = match source_said {
            Some(source) => say!(language, "doctor-key-advice", source = source),
            None => where_keys_go(clinic, language),
        };
        let is_configured = source.is_some() || address != clinic.address;
        let address = endpoint.address().to_owned();
        Ok(Door { language, address, endpoint, key, key_advice, is_configured })
    }

    fn to_sandbox(clinic: ClinicId, address: &str, key: &str, language: Language) -> Result<Door, NoClient> {
        Ok(Door {
            language,
            endpoint: endpoint(clinic, address, Some(SecretString::from(key)))?,
            address: say!(language, "doctor-sandbox-inside").to_owned(),
            key: say!(language, "doctor-sandbox-key").to_owned(),
            key_advice: where_keys_go(clinic, language),
            is_configured: true,
        })
    }

    /// Returns the clinic's paragraph. `None` for `reach` means that it was not asked.
    pub(super) fn describe(&self, reach: Option<&Reach>) -> String {
        let (clinic, language) = (self.endpoint.clinic(), self.language);
        let row = |name: &str, says: &str| indented(&name_of(name, language), says);
        let Some(reach) = reach else {
            return format!("{clinic}\n{}", row("not-set-up", &where_keys_go(clinic, language)));
        };
        let lasting = reach.connect_error.filter(|connect_error| !connect_error.may_pass());
        let server_advice = match self.endpoint.mode() {
            _ if let Some(lasting) = lasting => lasting.advice(language),
            Mode::Sandbox => say!(language, "doctor-start-sandbox"),
            Mode::Test | Mode::Live => say!(language, "doctor-check-address"),
        };
        let for_reading = say!(language, "doctor-ask-for-reading", clinic = clinic.name());
        let for_booking = say!(language, "doctor-ask-for-booking", clinic = clinic.name());
        let questions = [
            ("reachable", &reach.server, server_advice),
            ("accepted", &reach.key, &self.key_advice),
            ("may-read", &reach.lists, &for_reading),
            ("may-book", &reach.books, &for_booking),
        ];
        let mut text = format!("{clinic} · {}\n", self.endpoint.mode());
        text += &row("address", &self.address);
        text += &row("key", &self.key);
        for (question, finding, advice) in questions {
            text += &row(question, &answer(finding, language));
            if let Finding::No(_) = finding {
                text += &indented("", &format!("→ {advice}"));
            }
        }
        let missing: Vec<_> =
            reach.missing.iter().map(|what| say!(language, "doctor-lacks", what = what)).collect();
        if !missing.is_empty() {
            text += &row("not-offered", &missing.join(", "));
        }
        text
    }
}

fn where_keys_go(clinic: ClinicId, language: Language) -> String {
    say!(language, "doctor-key-goes", variable = clinic.key_variable(), word = clinic.word())
}

/// Formats a row of a paragraph.
fn indented(name: &str, says: &str) -> String {
    line(&format!("  {name}"), says)
}

fn answer(finding: &Finding, language: Language) -> String {
    match finding {
        Finding::Yes => say!(language, "doctor-yes").to_owned(),
        Finding::No(why) => say!(language, "doctor-no", why = why.to_text(language)),
        Finding::Untold(why) => why.to_text(language),
    }
}

/// Returns whether the desk can be used there. Not every API tells beforehand whether a key may book, so that
/// may stay open.
pub(in crate::cli) fn works(reach: &Reach) -> bool {
    let needed = [&reach.server, &reach.key, &reach.lists];
    needed.into_iter().all(|finding| *finding == Finding::Yes) && !matches!(reach.books, Finding::No(_))
}

/// Returns the state of the shared records as a paragraph, and whether all is well: each mode's by itself,
/// unless none can be used for the same reason. Blocks as long as a password command and the server take.
pub(super) fn examine(config: &Config, address: &StoreAddress, runtime: &Runtime) -> (String, bool) {
    let language = config.language;
    let no = |why: String| say!(language, "doctor-no", why = why);
    let rows: Vec<(String, Result<String, String>)> = match store::stands(config, address, runtime) {
        Err(error) => vec![(name_of("password", language), Err(no(error.to_text(language))))],
        Ok(found) => {
            let says = |status: &StoreStanding| match status {
                Ok(_) => Ok(store::in_words(status, language)),
                Err(error) => Err(no(error.unshared().to_text(language))),
            };
            found.iter().map(|(mode, status)| (mode.to_string(), says(status))).collect()
        }
    };
    let is_well = rows.iter().all(|(_, says)| says.is_ok());
    let says = match rows.as_slice() {
        [(_, Err(why)), _, ..] if rows.iter().all(|(_, other)| other.as_ref() == Err(why)) => {
            indented(&name_of("can-be-used", language), why)
        }
        _ => rows
            .iter()
            .map(|(name, says)| indented(name, says.as_ref().unwrap_or_else(|why| why)))
            .collect::<String>(),
    };
    (format!("{}\n{says}", say!(language, "doctor-store-title")), is_well)
}

/// Returns the address of the shared store, and the source of its password. Shows no password.
pub(super) fn store(store: Option<&StoreAddress>, language: Language) -> String {
    let Some(store) = store else { return say!(language, "doctor-no-store").to_owned() };
    let from = match store.origin {
        StoreOrigin::File => "file",
        StoreOrigin::Variable => "variable",
    };
    let origin = say!(language, "doctor-origin", from = from, name = "BOOKDESK_STORE");
    let password = match &store.password {
        Some(source) => say!(language, "doctor-password-from", source = source.to_text(language)),
        None => say!(language, "doctor-no-password").to_owned(),
    };
    let verified = match &store.ca {
        _ if store.is_local() => say!(language, "doctor-store-here").to_owned(),
        Some(path) => say!(language, "doctor-store-verified-too", file = path.display().to_string()),
        None => say!(language, "doctor-store-verified").to_owned(),
    };
    format!("{store}, {origin}; {password}; {verified}")
}
