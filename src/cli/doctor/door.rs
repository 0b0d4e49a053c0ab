//! Each clinic API in `bookdesk doctor`: its settings, whether it answers, and the rights of its key; and the
//! shared records.

use std::sync::Arc;

use secrecy::SecretString;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::{DoctorError, line};
use crate::booking::{Language, Mode, PerVendor, Vendor};
use crate::cli::store;
use crate::cli::store::Stand;
use crate::client::{ApiClient, Client, Endpoint, Finding, Reach, Timeouts};
use crate::config::{Account, Config, SecretSource, StoreAddress, StoreOrigin};
use crate::runtime::endpoint;
use crate::sandbox::{Sandbox, SandboxOptions};

/// Checks the rights of an account at a clinic.
///
/// # Errors
///
/// Returns an error if its address can't be used.
pub(in crate::cli) async fn reach(
    config: Config,
    vendor: Vendor,
    account: Account,
) -> Result<Reach, DoctorError> {
    let Account::Api { address, key, client } = &account else { return Err(DoctorError::NotServed(vendor)) };
    let door = Door::to_api(vendor, address, key.as_ref(), client.clone())?;
    let timeouts = Timeouts { connect: config.connect_timeout, request: config.request_timeout };
    Ok(Client::new([door.endpoint], timeouts).by_way_of(config.route).reach(vendor).await)
}

/// One clinic API, as far as it could be opened.
pub(super) struct Door {
    vendor: Vendor,
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
    pub(super) async fn open(config: &Config) -> Result<Doors, DoctorError> {
        let mut sandbox = None;
        let mut each = Vec::new();
        for (vendor, account) in config.accounts.iter() {
            each.push(match account {
                Account::Api { address, key, client } => {
                    Door::to_api(vendor, address, key.as_ref(), client.clone())?
                }
                Account::Sandbox => {
                    let running = match &mut sandbox {
                        Some(running) => running,
                        none => none.insert(Sandbox::start(SandboxOptions::default()).await?),
                    };
                    let served = running.served(vendor.word()).ok_or(DoctorError::NotServed(vendor))?;
                    Door::to_sandbox(vendor, &served.url, served.key)?
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
            let (client, vendor) = (Arc::clone(&client), door.vendor);
            asked.spawn(async move { (vendor, client.reach(vendor).await) });
        }
        let reached: PerVendor<Reach> = asked.join_all().await.into_iter().collect();
        self.each.iter().map(|door| reached.get(door.vendor).cloned()).collect()
    }
}

impl Door {
    fn to_api(
        vendor: Vendor,
        address: &str,
        source: Option<&SecretSource>,
        client: Option<ApiClient>,
    ) -> Result<Door, DoctorError> {
        let (key, no_key) = match source.map(SecretSource::resolve).transpose() {
            Ok(key) => (key, "none".to_owned()),
            Err(error) => (None, format!("none: {error}")),
        };
        let is_known = key.is_some();
        let endpoint = endpoint(vendor, address, key)?.known_as(client);
        let key = match source {
            Some(source) if is_known => format!("{}, from {source}", endpoint.key_mark()),
            _ => no_key,
        };
        let key_advice = match source {
            Some(source) => format!("This key is from {source}; a valid one has to be there."),
            None => where_keys_go(vendor),
        };
        let is_configured = source.is_some() || address != vendor.address;
        Ok(Door { vendor, address: endpoint.address().to_owned(), endpoint, key, key_advice, is_configured })
    }

    fn to_sandbox(vendor: Vendor, address: &str, key: &str) -> Result<Door, DoctorError> {
        Ok(Door {
            vendor,
            endpoint: endpoint(vendor, address, Some(SecretString::from(key)))?,
            address: "the sandbox inside bookdesk; nothing leaves this machine".to_owned(),
            key: "the sandbox's own".to_owned(),
            key_advice: where_keys_go(vendor),
            is_configured: true,
        })
    }

    /// Returns the clinic's paragraph. `None` for `reach` means that it was not asked.
    pub(super) fn describe(&self, reach: Option<&Reach>) -> String {
        let vendor = self.vendor;
        let Some(reach) = reach else {
            return format!("{vendor}\n{}", indented("Not set up", &where_keys_go(vendor)));
        };
        let server_advice = match self.endpoint.mode() {
            _ if let Some(lasting) =
                reach.connect_error.filter(|connect_error| !connect_error.may_pass()) =>
            {
                lasting.advice(Language::En)
            }
            Mode::Sandbox => "Is it running? `bookdesk sandbox` starts one at 127.0.0.1:4010.",
            Mode::Test | Mode::Live => "Check the address and the network.",
        };
        let questions = [
            ("Reachable", &reach.server, server_advice.to_owned()),
            ("Key accepted", &reach.key, self.key_advice.clone()),
            ("May read", &reach.lists, format!("Ask {vendor} for a key that may read.")),
            ("May book", &reach.books, format!("Ask {vendor} for a key that may book.")),
        ];
        let mut text = format!("{vendor} · {}\n", self.endpoint.mode());
        text += &indented("Address", &self.address);
        text += &indented("Key", &self.key);
        for (question, finding, advice) in questions {
            text += &indented(question, &answer(finding));
            if let Finding::No(_) = finding {
                text += &indented("", &format!("→ {advice}"));
            }
        }
        text
    }
}

fn where_keys_go(vendor: Vendor) -> String {
    let (variable, word) = (vendor.key_variable(), vendor.word());
    format!("Set {variable}, or key_file or key_command under [{word}] in the configuration file.")
}

pub(super) fn indented(name: &str, says: &str) -> String {
    line(&format!("  {name}"), says)
}

fn answer(finding: &Finding) -> String {
    match finding {
        Finding::Yes => "yes".to_owned(),
        Finding::No(why) => format!("no: {}", why.said(Language::En)),
        Finding::Untold(why) => why.said(Language::En),
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
    let no = |why: String| format!("no: {why}");
    let rows: Vec<(String, Result<String, String>)> = match store::stands(config, address, runtime) {
        Err(error) => vec![("Password".to_owned(), Err(no(error.to_string())))],
        Ok(found) => {
            let says = |status: &Stand| match status {
                Ok(_) => Ok(store::in_words(status)),
                Err(error) => Err(no(error.unshared().to_string())),
            };
            found.iter().map(|(mode, status)| (mode.to_string(), says(status))).collect()
        }
    };
    let is_well = rows.iter().all(|(_, says)| says.is_ok());
    let says = match rows.as_slice() {
        [(_, Err(why)), _, ..] if rows.iter().all(|(_, other)| other.as_ref() == Err(why)) => {
            indented("Can be used", why)
        }
        _ => rows
            .iter()
            .map(|(name, says)| indented(name, says.as_ref().unwrap_or_else(|why| why)))
            .collect::<String>(),
    };
    (format!("Shared records\n{says}"), is_well)
}

/// Returns the address of the shared store, and the source of its password. Shows no password.
pub(super) fn store(store: Option<&StoreAddress>) -> String {
    let Some(store) = store else {
        return "none; store names the one that this clinic's desks share".to_owned();
    };
    let origin = match store.origin {
        StoreOrigin::File => "the configuration file",
        StoreOrigin::Variable => "BOOKDESK_STORE",
    };
    let password = match &store.password {
        Some(source) => format!("password from {source}"),
        None => "no password".to_owned(),
    };
    let verified = match &store.ca {
        _ if store.is_local() => "on this machine".to_owned(),
        Some(path) => format!("verified, also by the authorities in {}", path.display()),
        None => "verified; store_ca adds authorities".to_owned(),
    };
    format!("{store}, from {origin}; {password}; {verified}")
}
