//! `bookdesk doctor`: the configuration, and whether the clinics are reachable and permit booking. Shows no
//! key.

mod door;

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
    /// Nothing can be written, or no sockets are available.
    #[error("{0}")]
    System(#[from] io::Error),
    /// The embedded sandbox does not start.
    #[error("the sandbox does not start: {0}")]
    Sandbox(#[from] SandboxError),
    /// The sandbox does not serve this clinic API.
    #[error("the sandbox does not answer for {0}")]
    NotServed(Vendor),
    /// An address can't be used.
    #[error("an address {0}")]
    Address(#[from] EndpointError),
}

/// Examines this process's configuration. Exit 0 if everything configured works, 1 if something does not, 2
/// if the configuration can't be read.
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

/// Prints the configuration, asks every clinic API, and prints their answers. Returns `true` if everything
/// configured works. Blocks as long as key commands and calls take.
///
/// # Errors
///
/// Returns an error if the examination itself fails.
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
        let (says, is_well) = door::examine(config, address, &runtime);
        write!(out, "\n{says}")?;
        all_work &= is_well;
    }
    for (door, reach) in doors.each.iter().zip(&reached) {
        write!(out, "\n{}", door.describe(reach.as_ref()))?;
        all_work &= reach.as_ref().is_none_or(works);
    }
    Ok(all_work)
}

/// Returns the settings of the whole desk.
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
    let log = config
        .log
        .map_or("off; BOOKDESK_LOG turns it on".to_owned(), |level| level.to_string().to_lowercase());
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
        line("Shared store", &door::store(config.store.as_ref())),
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

/// Returns the zone of each clinic with a single zone.
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

/// How the records are protected, and against whom they are not.
const RECORDS: &str = "drafts and bookings on their way are sealed; whoever can read ledger.key beside them can open them \
                       (no OS keyring is used)";

/// Returns the fingerprint of the key that seals the records; empty if there is none. An unreadable one is
/// reported elsewhere.
fn records_key(folder: &Path) -> String {
    let fingerprint = KeyFile::of(folder).fingerprint().ok().flatten();
    fingerprint.map_or(String::new(), |which| line("Their key", &which.to_string()))
}

fn retention(config: &Config) -> String {
    config
        .retention
        .map_or("good; retention_days sets an end".to_owned(), |keep| format!("{} days", keep.num_days()))
}

/// Returns the trusted authorities.
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

/// Returns the source of the visit templates, and the mistakes in the file.
fn templates(templates: &VisitTemplates) -> String {
    let Some(path) = &templates.path else { return "those that ship".to_owned() };
    let path = path.display();
    match (templates.own, templates.mistakes.as_slice()) {
        (0, []) => format!("those that ship; your own would be in {path}"),
        (own, []) => format!("those that ship, and {path} (own: {own})"),
        (_, mistakes) => format!("those that ship, because your own have mistakes:{}", below(mistakes)),
    }
}

/// Returns the unknown words of the configuration; empty if there are none.
fn unknown_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        _ => line("", &format!("these words in it set nothing:{}", below(words))),
    }
}

/// Returns which keys differ from the key table, and the mistakes in those configured; empty if there are
/// none.
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

/// Formats texts on lines of their own, indented.
fn below(texts: &[String]) -> String {
    format!("\n{}", texts.join("\n")).replace('\n', "\n  ")
}

/// Formats a name and its value in columns.
fn line(name: &str, says: &str) -> String {
    format!("{name:<15}{says}\n")
}
