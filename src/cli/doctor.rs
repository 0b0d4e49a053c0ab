//! `bookdesk doctor`: what is configured, and whether it is reachable and permitted. Shows no key.

mod door;
mod shared;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use chrono_tz::Tz;

use self::door::Doors;
pub(super) use self::door::{reach, works};
use super::{VERSION, configured, failed};
use crate::booking::Vendor;
use crate::booking::sanitize::sanitize;
use crate::booking::time::DateOrder;
use crate::client::{Authorities, EndpointError, Proxy};
use crate::config::{Account, Config, ConfigFile, KeyBindings, VisitTemplates, ZoneOrigin};
use crate::desk::Action;
use crate::runtime::clinic_zones;
use crate::sandbox::SandboxError;
use crate::store::{self, Examined, KeyFile};

/// Why the examination can't be made.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// Nothing can be written, or no sockets are to be had.
    #[error("{0}")]
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
        Err(error) => failed("bookdesk doctor", &error),
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
    if let Some(address) = &config.store {
        let (says, is_well) = shared::examine(config, address, &runtime);
        write!(out, "\n{says}")?;
        all_work &= is_well;
    }
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
        records_key(&config.data_dir),
        line("Shared store", &shared::store(config.store.as_ref())),
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

/// Which key the records are sealed with; nothing where there is none, and one that can't be read is told of already.
fn records_key(folder: &Path) -> String {
    let fingerprint = KeyFile::of(folder).fingerprint().ok().flatten();
    fingerprint.map_or(String::new(), |which| line("Their key", &which.to_string()))
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
