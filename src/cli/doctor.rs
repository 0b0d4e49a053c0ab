//! `bookdesk doctor`: what is configured, and whether it is reachable and permitted. Shows no key.

use std::borrow::Cow;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use chrono_tz::Tz;
use secrecy::SecretString;
use tokio::task::JoinSet;

use super::{VERSION, configured};
use crate::booking::sanitize::sanitize;
use crate::booking::time::DateOrder;
use crate::booking::{Language, Mode, PerVendor, Vendor};
use crate::client::{Authorities, Client, Endpoint, EndpointError, Finding, Proxy, Reach, Timeouts};
use crate::config::{
    Account, Config, ConfigFile, KeyBindings, SecretSource, StoreAddress, StoreOrigin, VisitTemplates,
    ZoneOrigin,
};
use crate::desk::Action;
use crate::runtime::{clinic_zones, endpoint};
use crate::sandbox::{Options, Sandbox, SandboxError};
use crate::store::{self, Examined};

/// Why the examination can't be made.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// Nothing can be written, or no sockets are to be had.
    #[error(transparent)]
    System(#[from] io::Error),
    /// The sandbox inside this program does not start.
    #[error("the sandbox does not start: {0}")]
    Sandbox(#[from] SandboxError),
    /// The sandbox does not answer for this clinic API.
    #[error("the sandbox does not answer for {0}")]
    NotServed(Vendor),
    /// An address can't be used.
    #[error("an address {0}")]
    Address(#[from] EndpointError),
}

/// Examines this process's configuration. Exit 0 when everything that is configured works, 1 when something does
/// not, 2 when the configuration can't be read.
pub fn run() -> ExitCode {
    let config = match configured(None) {
        Ok(config) => config,
        Err(code) => return code,
    };
    match examine(&config, &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bookdesk doctor: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes what is configured, asks every clinic API, writes what they say. `true` when everything that is configured
/// works. Blocks for as long as key commands and calls take.
///
/// # Errors
/// When the examination itself fails.
pub fn examine(config: &Config, out: &mut impl Write) -> Result<bool, DoctorError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let records = runtime.block_on(store::examine(&config.data_dir));
    write!(out, "{}", settings(config, &records))?;
    out.flush()?;

    let doors = runtime.block_on(Doors::open(config))?;
    let reached = runtime.block_on(doors.reach(config));
    let mut all_work = config.templates.mistakes.is_empty()
        && config.keys.mistakes.is_empty()
        && config.unknown_words.is_empty()
        && records.iter().all(|file| file.is_well);
    for (door, reach) in doors.each.iter().zip(&reached) {
        write!(out, "\n{}", door.describe(reach.as_ref()))?;
        all_work &= reach.as_ref().is_none_or(works);
    }
    Ok(all_work)
}

/// What holds for the whole desk.
fn settings(config: &Config, records: &[Examined]) -> String {
    let file = match &config.file {
        ConfigFile::Read(path) => path.display().to_string(),
        ConfigFile::Absent(path) => format!("none; it would be {}", path.display()),
        ConfigFile::Nowhere => "none; there is no home directory to keep one in".to_owned(),
    };
    let date_order = match config.date_order {
        Some(DateOrder::Dmy) => "31/12/2027",
        Some(DateOrder::Mdy) => "12/31/2027",
        Some(DateOrder::Ymd) => "2027/12/31",
        None => "not set, so 03/04/2027 is refused as ambiguous",
    };
    let log = config.log.map_or("off; BOOKDESK_LOG turns it on".to_owned(), |level| level.to_string());
    let timeouts = format!(
        "{} s to connect, {} s for a call",
        config.connect_timeout.as_secs_f64(),
        config.request_timeout.as_secs_f64()
    );
    let mut lines = vec![
        format!("bookdesk {}\n", *VERSION),
        line("Configuration", &file),
        unknown_words(&config.unknown_words),
        line("Data", &config.data_dir.display().to_string()),
        line("Records", RECORDS),
        records.iter().map(|file| line("", &file.what)).collect(),
        line("Shared store", &shared_store(config.store.as_ref())),
        line("Kept for", &retention(config)),
        line("Log", &log),
        line("Desk zone", &format!("{}, {}", config.zone, zone_origin(&config.zone_origin))),
        zones(config),
        line("Date order", date_order),
        line("Timeouts", &timeouts),
        line("Trusts", &trusted(config.route.authorities.as_ref())),
        line("Proxy", proxy(config.route.proxy.as_ref())),
        line("Locks", &lock(config)),
        line("Templates", &templates(&config.templates)),
        bindings(&config.keys),
        line("Opens with", config.backend.name()),
    ];
    lines.extend(config.desk_name.iter().map(|name| line("Desk", &sanitize(name))));
    lines.extend(config.operator.iter().map(|name| line("Operator", &sanitize(name))));
    lines.extend(config.notes.iter().map(|note| line("Note", note)));
    lines.concat()
}

fn zone_origin(origin: &ZoneOrigin) -> Cow<'static, str> {
    match origin {
        ZoneOrigin::File => "from the configuration file".into(),
        ZoneOrigin::Variable(name) => format!("from {name}").into(),
        ZoneOrigin::System => "this machine's".into(),
        ZoneOrigin::Nothing => "because this machine names no zone".into(),
    }
}

/// The zone of each clinic with one clock.
fn zones(config: &Config) -> String {
    let zones = clinic_zones(config);
    let with_one_clock = zones.iter().filter(|(vendor, _)| !vendor.can().has_places);
    let row = |(vendor, zone): (Vendor, &Tz)| {
        line(&format!("{vendor} zone"), &format!("{zone}, {}", clinic_zone_origin(config, vendor)))
    };
    with_one_clock.map(row).collect()
}

fn clinic_zone_origin(config: &Config, vendor: Vendor) -> Cow<'static, str> {
    match (&config.clinic_zones[vendor], &config.accounts[vendor]) {
        (Some((_, origin)), _) => zone_origin(origin),
        (None, Account::Sandbox) => "the sandbox's own".into(),
        (None, Account::Api { .. }) => {
            format!("the desk's; timezone under [{}] sets another", vendor.word()).into()
        }
    }
}

/// How the records are protected, and against what they are not.
const RECORDS: &str = "drafts and bookings on their way are sealed; whoever can read ledger.key beside them can open them \
                       (no OS keyring is used)";

/// Where the store is that the desks share, and how this one gets in. Shows no password.
fn shared_store(store: Option<&StoreAddress>) -> String {
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

fn retention(config: &Config) -> String {
    config
        .retention
        .map_or("good; retention_days sets an end".to_owned(), |keep| format!("{} days", keep.num_days()))
}

/// Whose word is taken for who a server is.
fn trusted(extra: Option<&Authorities>) -> String {
    let whom = "the authorities this machine trusts";
    match extra {
        Some(extra) => {
            format!("{whom}, and those in {} (certificates: {})", extra.origin().display(), extra.count())
        }
        None => format!("{whom}; extra_ca adds others"),
    }
}

fn proxy(proxy: Option<&Proxy>) -> &str {
    proxy.map_or("none; that of the environment is not used", Proxy::address)
}

fn lock(config: &Config) -> String {
    let key = config.keys.all.key(Action::Lock);
    let when = config.lock_after.map_or(format!("with {key} only"), |after| {
        format!("after {} s without a key, or with {key}", after.as_secs_f64())
    });
    match config.pin {
        Some(_) => format!("{when}; the PIN opens it"),
        None => format!("{when}; any key opens it, for no PIN is set: see `bookdesk pin`"),
    }
}

/// Where the visit templates come from, and what is wrong with the file.
fn templates(templates: &VisitTemplates) -> String {
    let Some(path) = &templates.path else { return "those that ship".to_owned() };
    let path = path.display();
    match (templates.own, templates.mistakes.as_slice()) {
        (0, []) => format!("those that ship; your own would be in {path}"),
        (own, []) => format!("those that ship, and {path} (own: {own})"),
        (_, mistakes) => format!("those that ship, because your own have mistakes:{}", below(mistakes)),
    }
}

/// The words of the configuration that set nothing; nothing where all of them do.
fn unknown_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        _ => line("", &format!("these words in it set nothing:{}", below(words))),
    }
}

/// Which keys are not those of the key table, and what is wrong with those that were to be; nothing where all are.
fn bindings(keys: &KeyBindings) -> String {
    let own = match keys.changed {
        0 => "those of the key table".to_owned(),
        count => format!("those of the key table, but for what {count} of its lines do"),
    };
    match keys.mistakes.as_slice() {
        [] if keys.changed == 0 => String::new(),
        [] => line("Key bindings", &own),
        mistakes => line("Key bindings", &format!("{own}; these can't be used:{}", below(mistakes))),
    }
}

/// Texts on lines of their own, indented.
fn below(texts: &[String]) -> String {
    format!("\n{}", texts.join("\n")).replace('\n', "\n  ")
}

/// A name and what is said of it, in columns.
fn line(name: &str, says: &str) -> String {
    format!("{name:<15}{says}\n")
}

/// One clinic API, as far as it could be opened.
struct Door {
    vendor: Vendor,
    endpoint: Endpoint,
    /// Where the bookings go, in words.
    address: String,
    /// What may be said of the key.
    key: String,
    /// What to do when the key is no good.
    key_advice: String,
    is_configured: bool,
}

/// Every clinic API, and the sandbox where it stands for them.
struct Doors {
    each: Vec<Door>,
    /// Dropping it stops it.
    _sandbox: Option<Sandbox>,
}

impl Doors {
    async fn open(config: &Config) -> Result<Doors, DoctorError> {
        let mut sandbox = None;
        let mut each = Vec::new();
        for (vendor, account) in config.accounts.iter() {
            each.push(match account {
                Account::Api { address, key } => Door::to_api(vendor, address, key.as_ref())?,
                Account::Sandbox => {
                    let running = match &mut sandbox {
                        Some(running) => running,
                        none => none.insert(Sandbox::start(Options::default()).await?),
                    };
                    let served = running.served(vendor.word()).ok_or(DoctorError::NotServed(vendor))?;
                    Door::to_sandbox(vendor, &served.url, served.key)?
                }
            });
        }
        Ok(Doors { each, _sandbox: sandbox })
    }

    /// Asks all at once; what is not configured is left alone.
    async fn reach(&self, config: &Config) -> Vec<Option<Reach>> {
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
    fn to_api(vendor: Vendor, address: &str, source: Option<&SecretSource>) -> Result<Door, DoctorError> {
        let (key, no_key) = match source.map(SecretSource::resolve).transpose() {
            Ok(key) => (key, "none".to_owned()),
            Err(error) => (None, format!("none: {error}")),
        };
        let is_known = key.is_some();
        let endpoint = endpoint(vendor, address, key)?;
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

    /// The backend's paragraph. Without a `reach` it has not been asked.
    fn describe(&self, reach: Option<&Reach>) -> String {
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

fn indented(name: &str, says: &str) -> String {
    line(&format!("  {name}"), says)
}

fn answer(finding: &Finding) -> String {
    match finding {
        Finding::Yes => "yes".to_owned(),
        Finding::No(why) => format!("no: {why}"),
        Finding::Untold(why) => why.clone(),
    }
}

/// Whether the desk can be used there. Not every API says beforehand whether a key may book, so that may stay open.
fn works(reach: &Reach) -> bool {
    let needed = [&reach.server, &reach.key, &reach.lists];
    needed.into_iter().all(|finding| *finding == Finding::Yes) && !matches!(reach.books, Finding::No(_))
}
