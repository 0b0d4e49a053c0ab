//! Checks of `bookdesk doctor`: each clinic API's settings, whether it answers, and the rights of its key; and the
//! state of the shared records.

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::{line, name_of};
use crate::cli::store::{StatusResult, as_json, read_statuses, status_text};
use booking::api::FindingReason;
use booking::{ClinicId, Mode, PerClinic, SiteCodes};
use client::{Client, Endpoint, Finding, Reach, Timeouts};
use config::{Account, Config, SecretSource, StoreAddress, StoreOrigin};
use i18n::{Language, say};
use runtime::{NoClient, endpoint, wall_clock};
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
    let check = ApiCheck::of_api(clinic, &account, config.language)?;
    Ok(client_of([check.endpoint], &config).reach(clinic).await)
}

fn client_of(endpoints: impl IntoIterator<Item = Endpoint>, config: &Config) -> Client {
    let timeouts = Timeouts {
        connect: config.connect_timeout,
        request: config.request_timeout,
    };
    let clock = wall_clock();
    Client::new(endpoints, timeouts)
        .with_route(config.route.clone())
        .with_clock(move || clock())
}

/// The settings of a clinic API, ready for checking.
pub(super) struct ApiCheck {
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
pub(super) struct ApiChecks {
    pub(super) each: Vec<ApiCheck>,
    /// Dropping the sandbox stops it.
    _sandbox: Option<Sandbox>,
}

impl ApiChecks {
    /// Resolves the keys, and starts the sandbox if needed.
    pub(super) async fn prepare(config: &Config) -> Result<ApiChecks, NoClient> {
        let mut sandbox = None;
        let mut each = Vec::new();
        for (clinic, account) in config.accounts.iter() {
            each.push(match account {
                Account::Api { .. } => ApiCheck::of_api(clinic, account, config.language)?,
                Account::Sandbox => {
                    let running = match &mut sandbox {
                        Some(running) => running,
                        none => none.insert(Sandbox::start(SandboxOptions::default()).await?),
                    };
                    let served = running
                        .served(clinic.api_word())
                        .ok_or(NoClient::NotServed(clinic))?;
                    ApiCheck::of_sandbox(clinic, &served.url, served.key, config.language)?
                }
            });
        }
        Ok(ApiChecks {
            each,
            _sandbox: sandbox,
        })
    }

    /// Checks all in parallel; those that are not configured are skipped.
    pub(super) async fn reach(&self, config: &Config) -> Vec<Option<Reach>> {
        let client = Arc::new(client_of(
            self.each.iter().map(|check| check.endpoint.clone()),
            config,
        ));
        let mut calls = JoinSet::new();
        for check in self.each.iter().filter(|check| check.is_configured) {
            let client = Arc::clone(&client);
            let clinic = check.endpoint.clinic();
            calls.spawn(async move { (clinic, client.reach(clinic).await) });
        }
        let results: PerClinic<Reach> = calls.join_all().await.into_iter().collect();
        self.each
            .iter()
            .map(|check| results.get(check.endpoint.clinic()).cloned())
            .collect()
    }
}

impl ApiCheck {
    fn of_api(
        clinic: ClinicId,
        account: &Account,
        language: Language,
    ) -> Result<ApiCheck, NoClient> {
        let Account::Api {
            address,
            key: source,
            client,
            headers,
            certificate,
        } = account
        else {
            return Err(NoClient::NotServed(clinic));
        };
        let (key, no_key) = match source.as_ref().map(SecretSource::resolve).transpose() {
            Ok(key) => (key, say!(language, "doctor-no-key").to_owned()),
            Err(error) => (
                None,
                say!(
                    language,
                    "doctor-key-missing",
                    why = error.to_text(language)
                ),
            ),
        };
        let has_key = key.is_some();
        let endpoint = endpoint(clinic, address, key)?
            .with_client(client.as_deref().cloned())
            .with_headers(headers.clone())
            .with_certificate(certificate.as_deref().cloned());
        let source_text = source.as_ref().map(|source| source.to_text(language));
        let key = match &source_text {
            Some(source) if has_key => {
                say!(
                    language,
                    "doctor-key-from",
                    key = endpoint.key_mark(),
                    source = source.as_str()
                )
            }
            _ => no_key,
        };
        let key_advice = match source_text {
            Some(source) => say!(language, "doctor-key-advice", source = source),
            None => where_keys_go(clinic, language),
        };
        let is_configured = source.is_some() || address != clinic.address;
        let address = endpoint.address().to_owned();
        Ok(ApiCheck {
            language,
            address,
            endpoint,
            key,
            key_advice,
            is_configured,
        })
    }

    fn of_sandbox(
        clinic: ClinicId,
        address: &str,
        key: &str,
        language: Language,
    ) -> Result<ApiCheck, NoClient> {
        Ok(ApiCheck {
            language,
            endpoint: endpoint(clinic, address, Some(SecretString::from(key)))?,
            address: say!(language, "doctor-sandbox-inside").to_owned(),
            key: say!(language, "doctor-sandbox-key").to_owned(),
            key_advice: where_keys_go(clinic, language),
            is_configured: true,
        })
    }

    /// Returns the clinic's paragraph. `reach` is `None` if the clinic was not called.
    pub(super) fn describe(&self, reach: Option<&Reach>) -> String {
        let clinic = self.endpoint.clinic();
        let language = self.language;
        let row = |name: &str, value: &str| indented(&name_of(name, language), value);
        let Some(reach) = reach else {
            return format!(
                "{clinic}\n{}",
                row("not-set-up", &where_keys_go(clinic, language))
            );
        };
        let lasting = reach
            .connect_error
            .filter(|connect_error| !connect_error.may_pass());
        let server_advice = match self.endpoint.mode() {
            _ if let Some(lasting) = lasting => lasting.advice(language),
            Mode::Sandbox => say!(language, "doctor-start-sandbox"),
            Mode::Test | Mode::Live => say!(language, "doctor-check-address"),
        };
        let for_reading = match reach.lists {
            Finding::No(FindingReason::BreaksOff) => {
                say!(language, "doctor-links-elsewhere").to_owned()
            }
            _ => say!(language, "doctor-ask-for-reading", clinic = clinic.name()),
        };
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
            text += &row(question, &finding_text(finding, language));
            if let Finding::No(_) = finding {
                text += &indented("", &format!("→ {advice}"));
            }
        }
        let missing: Vec<_> = reach
            .missing
            .iter()
            .map(|what| say!(language, "doctor-lacks", what = what))
            .collect();
        if !missing.is_empty() {
            text += &row("not-offered", &missing.join(", "));
        }
        let numbers = clinic.numbers().iter();
        for number in numbers {
            text += &row("numbers", &format!("{} {}", number.name, number.system));
        }
        for field in clinic.form() {
            let codes = clinic.codes(*field);
            text += &codes.map_or_else(String::new, |codes| {
                row("codes", &codes_text(field.label(language), codes, language))
            });
        }
        text
    }
}

impl ApiCheck {
    /// Returns the clinic as JSON. `reach` is `None` if the clinic was not called.
    pub(super) fn as_json(&self, reach: Option<&Reach>) -> Value {
        let clinic = self.endpoint.clinic();
        let finding = |finding: fn(&Reach) -> &Finding| {
            reach.map_or(Value::Null, |reach| {
                finding_as_json(finding(reach), self.language)
            })
        };
        json!({
            "backend": clinic.word(),
            "name": clinic.name(),
            "mode": self.endpoint.mode().word(),
            "address": self.endpoint.address(),
            "configured": self.is_configured,
            "works": reach.map(works),
            "reachable": finding(|reach| &reach.server),
            "key_accepted": finding(|reach| &reach.key),
            "may_read": finding(|reach| &reach.lists),
            "may_book": finding(|reach| &reach.books),
            "lacks": reach.map_or_else(Vec::new, |reach| {
                reach.missing.iter().map(<&str>::from).collect::<Vec<_>>()
            }),
        })
    }
}

fn codes_text(field: &str, codes: &SiteCodes, language: Language) -> String {
    let count = codes.table.len();
    match &codes.value_set {
        Some(set) => say!(
            language,
            "doctor-codes-of-set",
            field,
            set = set.as_str(),
            count
        ),
        None => say!(language, "doctor-codes-listed", field, count),
    }
}

fn where_keys_go(clinic: ClinicId, language: Language) -> String {
    let table = clinic.table();
    match clinic.key_variable() {
        Some(variable) => say!(language, "doctor-key-goes", variable, table),
        None => say!(language, "doctor-key-goes-in-file", table),
    }
}

/// Formats a row of a paragraph.
fn indented(name: &str, value: &str) -> String {
    line(&format!("  {name}"), value)
}

fn finding_text(finding: &Finding, language: Language) -> String {
    match finding {
        Finding::Yes => say!(language, "doctor-yes").to_owned(),
        Finding::No(why) => say!(language, "doctor-no", why = why.to_text(language)),
        Finding::Undecided(why) => why.to_text(language),
    }
}

fn finding_as_json(finding: &Finding, language: Language) -> Value {
    match finding {
        Finding::Yes => json!({"answer": "yes"}),
        Finding::No(why) => json!({"answer": "no", "why": why.to_text(language)}),
        Finding::Undecided(why) => json!({"answer": "unknown", "why": why.to_text(language)}),
    }
}

/// Returns whether the desk can be used at a clinic. Whether the key may book can be unknown, since not every API
/// reports it beforehand.
pub(in crate::cli) fn works(reach: &Reach) -> bool {
    let needed = [&reach.server, &reach.key, &reach.lists];
    needed.into_iter().all(|finding| *finding == Finding::Yes)
        && !matches!(reach.books, Finding::No(_))
}

/// Returns the state of the shared records as a paragraph, and whether all is well. Each mode has a row, unless none
/// can be used for the same reason. Blocks for the time that a password command and the server take.
pub(super) fn examine_store(
    config: &Config,
    address: &StoreAddress,
    runtime: &Runtime,
) -> (String, bool) {
    let language = config.language;
    let no = |why: String| say!(language, "doctor-no", why = why);
    let rows: Vec<(String, Result<String, String>)> = match read_statuses(config, address, runtime)
    {
        Err(error) => vec![(
            name_of("password", language),
            Err(no(error.to_text(language))),
        )],
        Ok(statuses) => {
            let text = |status: &StatusResult| match status {
                Ok(_) => Ok(status_text(status, language)),
                Err(error) => Err(no(error.unshared().to_text(language))),
            };
            statuses
                .iter()
                .map(|(mode, status)| (mode.to_string(), text(status)))
                .collect()
        }
    };
    let is_well = rows.iter().all(|(_, text)| text.is_ok());
    let text = match rows.as_slice() {
        [(_, Err(why)), _, ..] if rows.iter().all(|(_, other)| other.as_ref() == Err(why)) => {
            indented(&name_of("can-be-used", language), why)
        }
        _ => {
            let rows = rows
                .iter()
                .map(|(name, text)| indented(name, text.as_ref().unwrap_or_else(|why| why)));
            rows.collect()
        }
    };
    (
        format!("{}\n{text}", say!(language, "doctor-store-title")),
        is_well,
    )
}

/// Returns the state of the shared records as JSON, and whether all is well. Blocks like [`examine_store`].
pub(super) fn store_as_json(
    config: &Config,
    address: &StoreAddress,
    runtime: &Runtime,
) -> (Value, bool) {
    match read_statuses(config, address, runtime) {
        Ok(statuses) => {
            let is_well = statuses.iter().all(|(_, status)| status.is_ok());
            (as_json(address, &statuses), is_well)
        }
        Err(error) => {
            let why = error.to_text(config.language);
            (json!({"address": address.to_string(), "why": why}), false)
        }
    }
}

/// Returns the address of the shared store and the source of its password, but no password.
pub(super) fn store_text(store: Option<&StoreAddress>, language: Language) -> String {
    let Some(store) = store else {
        return say!(language, "doctor-no-store").to_owned();
    };
    let from = match store.origin {
        StoreOrigin::File => "file",
        StoreOrigin::Variable => "variable",
    };
    let origin = say!(
        language,
        "doctor-origin",
        from = from,
        name = "BOOKDESK_STORE"
    );
    let password = match &store.password {
        Some(source) => say!(
            language,
            "doctor-password-from",
            source = source.to_text(language)
        ),
        None => say!(language, "doctor-no-password").to_owned(),
    };
    let verified = match &store.ca {
        _ if store.is_local() => say!(language, "doctor-store-here").to_owned(),
        Some(path) => say!(
            language,
            "doctor-store-verified-too",
            file = path.display().to_string()
        ),
        None => say!(language, "doctor-store-verified").to_owned(),
    };
    format!("{store}, {origin}; {password}; {verified}")
}
