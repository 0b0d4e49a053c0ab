//! `bookdesk doctor`: the configuration, and whether the clinics can be reached and permit booking. Shows no key.

mod api_check;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use clap::Args;
use serde_json::{Value, json};
use zones::{Zone, ZoneDatabase, first_difference};

use self::api_check::{ApiChecks, examine_store, store_as_json, store_text};
use super::{CommandEnd, VERSION, finish, load_config};
use booking::sanitize::sanitize;
use booking::time::{DateOrder, day};
use booking::{ClinicId, FileRefusal};
use clerk::one_line;
use client::{Authorities, Proxy};
use config::{Account, Config, ConfigFile, ConfiguredHolidays, VisitTemplates, ZoneOrigin};
use desk::Action;
use i18n::{Language, say};
use runtime::{clinic_zones, stdout, wall_clock};
use store::{self, KeyFile, Older, OtherKey, RecordFinding, StoreError, Trouble};

pub(super) use self::api_check::{reach, works};

/// How far ahead differences between zone databases are reported: visits are booked up to a year ahead.
const DIFFERENCES_WITHIN: TimeDelta = TimeDelta::days(400);

/// Say what is configured, reachable and permitted; shows no key
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Examines this process's configuration. Exits with 0 if everything configured works, 1 if something does not, 2 if
/// the configuration can't be read.
pub fn run(arguments: &DoctorArgs) -> CommandEnd {
    let config = load_config(None)?;
    let examined = if arguments.json {
        examine_as_json(&config, &mut stdout())
    } else {
        examine(&config, &mut stdout())
    };
    finish("bookdesk doctor", examined)
}

/// Prints the configuration, calls every clinic API, and prints the results. Returns whether everything configured
/// works. Blocks for the time that key commands and calls take.
///
/// # Errors
///
/// Returns an error if the examination itself fails.
pub fn examine(config: &Config, out: &mut impl Write) -> Result<bool, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let records = runtime.block_on(store::examine(&config.data_dir));
    write!(out, "{}", settings(config, &records))?;
    out.flush()?;

    let checks = runtime.block_on(ApiChecks::prepare(config))?;
    let results = runtime.block_on(checks.reach(config));
    let mut all_work = is_well(config, &records);
    if let Some(address) = &config.store {
        let (text, is_well) = examine_store(config, address, &runtime);
        write!(out, "\n{text}")?;
        all_work &= is_well;
    }
    for (check, reach) in checks.each.iter().zip(&results) {
        write!(out, "\n{}", check.describe(reach.as_ref()))?;
        all_work &= reach.as_ref().is_none_or(works);
    }
    Ok(all_work)
}

/// Prints the same as one line of JSON: what works and what does not, without settings that can't be wrong.
///
/// # Errors
///
/// Returns an error if the examination itself fails.
fn examine_as_json(config: &Config, out: &mut impl Write) -> Result<bool, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let records = runtime.block_on(store::examine(&config.data_dir));
    let checks = runtime.block_on(ApiChecks::prepare(config))?;
    let results = runtime.block_on(checks.reach(config));
    let mut all_work = is_well(config, &records);
    let mut store = Value::Null;
    if let Some(address) = &config.store {
        let (status, is_well) = store_as_json(config, address, &runtime);
        all_work &= is_well;
        store = status;
    }
    let mut clinics = Vec::new();
    for (check, reach) in checks.each.iter().zip(&results) {
        all_work &= reach.as_ref().is_none_or(works);
        clinics.push(check.as_json(reach.as_ref()));
    }
    let configuration = match &config.file {
        ConfigFile::Read(path) => json!(shown(path)),
        ConfigFile::Absent(_) | ConfigFile::Nowhere => Value::Null,
    };
    let finding = |finding: &RecordFinding| json!({"well": finding.is_well(), "what": finding_text(finding, config.language)});
    let all = json!({
        "works": all_work,
        "version": *VERSION,
        "configuration": configuration,
        "mistakes": mistakes(config).collect::<Vec<_>>(),
        "data": shown(&config.data_dir),
        "records": records.iter().map(finding).collect::<Vec<_>>(),
        "store": store,
        "zone": config.zone.name(),
        "clinics": clinics,
    });
    writeln!(out, "{}", one_line(&all))?;
    Ok(all_work)
}

/// Returns whether the configuration has no mistakes, and the records can be used.
fn is_well(config: &Config, records: &[RecordFinding]) -> bool {
    mistakes(config).next().is_none() && records.iter().all(RecordFinding::is_well)
}

/// Returns the mistakes in the configuration and the files that it names.
fn mistakes(config: &Config) -> impl Iterator<Item = &String> {
    let files = config
        .templates
        .mistakes
        .iter()
        .chain(&config.holidays.mistakes);
    files
        .chain(&config.keys.mistakes)
        .chain(&config.unknown_words)
}

/// Returns the settings of the whole desk.
fn settings(config: &Config, records: &[RecordFinding]) -> String {
    let language = config.language;
    let row = |name: &str, value: &str| line(&name_of(name, language), value);
    let mut lines = vec![
        format!("bookdesk {}\n", *VERSION),
        row("configuration", &file(config)),
        unknown_words(config),
        row("data", &config.data_dir.display().to_string()),
        row("records", say!(language, "doctor-records")),
        findings(records, language)
            .iter()
            .map(|finding| line("", finding))
            .collect(),
        records_key(config),
        row("store", &store_text(config.store.as_ref(), language)),
        row("kept-for", &retention(config)),
        row(
            "log",
            &config
                .log
                .map_or(say!(language, "doctor-no-log").to_owned(), |level| {
                    level.to_string()
                }),
        ),
        row(
            "zone",
            &with_origin(
                config.zone,
                &zone_origin(&config.zone_origin, language),
                language,
            ),
        ),
        zones(config),
        row("zones", &zone_database(config)),
        differing_zones(config),
        row("date-order", date_order(config)),
        row("timeouts", &timeouts(config)),
        row(
            "trusts",
            &trusted(config.route.authorities.as_ref(), language),
        ),
        row("proxy", proxy(config)),
        row("notice", &notice(config)),
        console(config),
        row("locks", &lock(config)),
        row("templates", &templates(&config.templates, language)),
        holidays(&config.holidays, language),
        bindings(config),
        row("opens-with", config.clinic.name()),
    ];
    for (what, name) in [("desk", &config.desk_name), ("operator", &config.operator)] {
        lines.extend(name.iter().map(|name| row(what, &sanitize(name))));
    }
    lines.extend(config.notes.iter().map(|note| row("note", note)));
    lines.concat()
}

fn file(config: &Config) -> String {
    match &config.file {
        ConfigFile::Read(path) => path.display().to_string(),
        ConfigFile::Absent(path) => {
            say!(
                config.language,
                "doctor-no-file",
                file = path.display().to_string()
            )
        }
        ConfigFile::Nowhere => say!(config.language, "doctor-no-home").to_owned(),
    }
}

/// Returns what the Windows console supports; empty on other systems.
fn console(config: &Config) -> String {
    let language = config.language;
    let can = match config.console_marks_pastes {
        Some(true) => say!(language, "doctor-marks-pastes"),
        Some(false) => say!(language, "doctor-old-console"),
        None => return String::new(),
    };
    line(&name_of("terminal", language), can)
}

fn date_order(config: &Config) -> &'static str {
    match config.date_order {
        Some(DateOrder::Dmy) => "31/12/2027",
        Some(DateOrder::Mdy) => "12/31/2027",
        Some(DateOrder::Ymd) => "2027/12/31",
        None => say!(config.language, "doctor-no-date-order"),
    }
}

fn timeouts(config: &Config) -> String {
    let seconds = |time: Duration| time.as_secs_f64().to_string();
    let connect = seconds(config.connect_timeout);
    let call = seconds(config.request_timeout);
    say!(
        config.language,
        "doctor-timeouts",
        connect = connect,
        call = call
    )
}

fn zone_origin(origin: &ZoneOrigin, language: Language) -> String {
    let (from, name) = match origin {
        ZoneOrigin::File => ("file", ""),
        ZoneOrigin::Variable(name) => ("variable", name.as_str()),
        ZoneOrigin::System => ("machine", ""),
        ZoneOrigin::Nothing => ("nothing", ""),
    };
    say!(language, "doctor-origin", from = from, name = name)
}

fn with_origin(zone: Zone, origin: &str, language: Language) -> String {
    say!(language, "doctor-from", what = zone.name(), origin = origin)
}

/// Returns the zone of each single-zone clinic.
fn zones(config: &Config) -> String {
    let language = config.language;
    let zones = clinic_zones(config);
    let single_zones = zones.iter().filter(|(clinic, _)| !clinic.can().has_places);
    let row = |(clinic, zone): (ClinicId, &Zone)| {
        let name = say!(language, "doctor-clinic-zone", clinic = clinic.name());
        line(
            &name,
            &with_origin(*zone, &clinic_zone_origin(config, clinic), language),
        )
    };
    single_zones.map(row).collect()
}

fn clinic_zone_origin(config: &Config, clinic: ClinicId) -> String {
    let language = config.language;
    match (&config.clinic_zones[clinic], &config.accounts[clinic]) {
        (Some((_, origin)), _) => zone_origin(origin, language),
        (None, Account::Sandbox) => say!(language, "doctor-zone-of-sandbox").to_owned(),
        (None, Account::Api { .. }) => {
            say!(language, "doctor-no-zone", table = clinic.table())
        }
    }
}

/// Returns the zone database in use, and the other one.
fn zone_database(config: &Config) -> String {
    let language = config.language;
    let named = |database: &ZoneDatabase| {
        let version = database.version().to_string();
        match database.folder() {
            Some(folder) => say!(language, "doctor-zones-in", version, folder),
            None => say!(language, "doctor-zones-bundled", version),
        }
    };
    let used = named(zones::database());
    match other_database(config) {
        Some(other) => say!(language, "doctor-zones-two", used, other = named(&other)),
        None => used,
    }
}

/// Returns the zone database that is not in use; `None` if this machine has none.
fn other_database(config: &Config) -> Option<Arc<ZoneDatabase>> {
    let of_machine = config.machine_zones.clone()?;
    if zones::database().folder().is_some() {
        Some(Arc::new(ZoneDatabase::bundled()))
    } else {
        Some(of_machine)
    }
}

/// Returns the zones of the desk and the clinics whose times soon differ between the databases; empty if there are
/// none.
fn differing_zones(config: &Config) -> String {
    let Some(other) = other_database(config) else {
        return String::new();
    };
    let now = wall_clock()();
    let mut zones = vec![config.zone];
    for (clinic, zone) in clinic_zones(config).iter() {
        if !clinic.can().has_places && !zones.contains(zone) {
            zones.push(*zone);
        }
    }
    let mut lines = Vec::new();
    for zone in zones {
        let used = zones::database();
        let until = now + DIFFERENCES_WITHIN;
        if let Some(at) = first_difference(zone.name(), used, &other, now, until) {
            let language = config.language;
            let day = day(at.with_timezone(&zone).date_naive(), language);
            let version = used.version().to_string();
            let text = say!(
                language,
                "doctor-zone-differs",
                zone = zone.name(),
                day,
                version
            );
            lines.push(line("", &text));
        }
    }
    lines.concat()
}

/// Returns the fingerprint of the key that seals the records; empty if there is none. An unreadable one is reported
/// elsewhere.
fn records_key(config: &Config) -> String {
    let fingerprint = KeyFile::of(&config.data_dir).fingerprint().ok().flatten();
    fingerprint.map_or(String::new(), |which| {
        line(&name_of("their-key", config.language), &which.to_string())
    })
}

fn retention(config: &Config) -> String {
    let language = config.language;
    config
        .retention
        .map_or(say!(language, "doctor-kept-for-good").to_owned(), |keep| {
            say!(
                language,
                "doctor-kept-for",
                days = keep.num_days().to_string()
            )
        })
}

/// Returns the trusted authorities.
fn trusted(extra: Option<&Authorities>, language: Language) -> String {
    extra.map_or(say!(language, "doctor-trusts").to_owned(), |extra| {
        let file = extra.origin().display().to_string();
        let count = extra.count().to_string();
        say!(language, "doctor-trusts-more", file = file, count = count)
    })
}

fn proxy(config: &Config) -> &str {
    config
        .route
        .proxy
        .as_ref()
        .map_or(say!(config.language, "doctor-no-proxy"), Proxy::address)
}

fn notice(config: &Config) -> String {
    let minutes = config.least_notice.num_minutes();
    say!(
        config.language,
        "doctor-notice",
        minutes = minutes.to_string()
    )
}

fn lock(config: &Config) -> String {
    let language = config.language;
    let key = config.keys.all.key(Action::Lock).shown(language);
    let when = match config.lock_after {
        None => say!(language, "doctor-locks-by-key", key = key),
        Some(after) => {
            let seconds = after.as_secs_f64().to_string();
            say!(language, "doctor-locks-after", seconds = seconds, key = key)
        }
    };
    match config.pin {
        Some(_) => say!(language, "doctor-pin-opens", when = when),
        None => say!(language, "doctor-any-key-opens", when = when),
    }
}

/// Returns the source of the visit templates, and the mistakes in the file.
fn templates(templates: &VisitTemplates, language: Language) -> String {
    let Some(path) = &templates.path else {
        return say!(language, "doctor-templates").to_owned();
    };
    let file = path.display().to_string();
    match (templates.own, templates.mistakes.as_slice()) {
        (0, []) => say!(language, "doctor-templates-place", file = file),
        (own, []) => say!(
            language,
            "doctor-templates-own",
            file = file,
            count = own.to_string()
        ),
        (_, mistakes) => format!(
            "{}{}",
            say!(language, "doctor-templates-mistaken"),
            below(mistakes)
        ),
    }
}

/// Returns the number of holidays in the regions and files, and what can't be read; empty if none is configured.
fn holidays(holidays: &ConfiguredHolidays, language: Language) -> String {
    if holidays.sources.is_empty() {
        return String::new();
    }
    let file = holidays.sources.as_str();
    let text = match holidays.mistakes.as_slice() {
        [] => say!(
            language,
            "doctor-holidays-of",
            file,
            count = holidays.all.count()
        ),
        mistakes if holidays.is_read() => format!(
            "{}{}",
            say!(
                language,
                "doctor-holidays-partly",
                file,
                count = holidays.all.count()
            ),
            below(mistakes)
        ),
        mistakes => format!(
            "{}{}",
            say!(language, "doctor-holidays-unread"),
            below(mistakes)
        ),
    };
    line(&name_of("holidays", language), &text)
}

/// Returns the unknown words of the configuration; empty if there are none.
fn unknown_words(config: &Config) -> String {
    match config.unknown_words.as_slice() {
        [] => String::new(),
        words => line(
            "",
            &format!(
                "{}{}",
                say!(config.language, "doctor-words-unknown"),
                below(words)
            ),
        ),
    }
}

/// Returns the number of keys that differ from the key table, and the mistakes; empty if there are none.
fn bindings(config: &Config) -> String {
    let keys = &config.keys;
    let language = config.language;
    let changed = match keys.changed {
        0 => say!(language, "doctor-keys-usual").to_owned(),
        count => say!(language, "doctor-keys-changed", count = count.to_string()),
    };
    let text = match keys.mistakes.as_slice() {
        [] if keys.changed == 0 => return String::new(),
        [] => changed,
        mistakes => say!(language, "doctor-keys-mistaken", keys = changed) + &below(mistakes),
    };
    line(&name_of("keys", language), &text)
}

/// Formats texts on lines of their own, indented.
fn below(texts: &[String]) -> String {
    format!("\n{}", texts.join("\n")).replace('\n', "\n  ")
}

/// Returns the name of a row.
fn name_of(row: &str, language: Language) -> String {
    say!(language, "doctor-row", row = row)
}

/// Formats a name and its value in columns.
fn line(name: &str, value: &str) -> String {
    format!("{name:<14} {value}\n")
}

/// Returns the findings about the files, without repeating a text.
fn findings(records: &[RecordFinding], language: Language) -> Vec<String> {
    let mut findings: Vec<String> = Vec::new();
    for finding in records
        .iter()
        .map(|finding| finding_text(finding, language))
    {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

fn finding_text(finding: &RecordFinding, language: Language) -> String {
    match finding {
        RecordFinding::Readable(mode) => {
            say!(language, "doctor-records-readable", mode = mode.to_string())
        }
        RecordFinding::Older(
            mode,
            Older {
                witnessed: Some(line),
                last,
            },
        ) => {
            let mode = mode.to_string();
            let line = line.to_string();
            let last = last.to_string();
            say!(
                language,
                "doctor-records-older",
                mode = mode,
                line = line,
                last = last
            )
        }
        RecordFinding::Older(mode, _) => {
            say!(language, "doctor-records-unproved", mode = mode.to_string())
        }
        RecordFinding::SetAside(path) => say!(language, "doctor-records-aside", file = shown(path)),
        RecordFinding::Unusable(error) => reason(error, language),
    }
}

/// Returns why records can't be used.
fn reason(error: &StoreError, language: Language) -> String {
    let (path, trouble) = match error {
        StoreError::Refused(path, FileRefusal::NoFolder) => (path, "no-folder"),
        StoreError::Refused(path, FileRefusal::NotPermitted) => (path, "no-permission"),
        StoreError::Refused(path, why) => {
            let file = shown(path);
            let why = why.to_text(language);
            return say!(language, "doctor-file-refused", file, why);
        }
        StoreError::NoLocks(path) => (path, "no-locks"),
        StoreError::Locked(path) => (path, "locked"),
        StoreError::Altered(path) => (path, "altered"),
        StoreError::Key(path) => (path, "no-key"),
        StoreError::KeyGone(path) => (path, "gone"),
        StoreError::Unreadable(path, Trouble::Broken) => (path, "broken"),
        StoreError::Unreadable(path, Trouble::Later) => (path, "later"),
        StoreError::Unreadable(path, Trouble::Gone) => (path, "emptied"),
        StoreError::OtherKey(OtherKey {
            path,
            holds,
            needed,
        }) => {
            let needed = needed
                .as_ref()
                .map_or("none".to_owned(), ToString::to_string);
            let file = shown(path);
            let holds = holds.to_string();
            return say!(
                language,
                "doctor-key-file-other",
                file = file,
                holds = holds,
                needed = needed
            );
        }
        other => return other.unshared().to_text(language),
    };
    say!(
        language,
        "doctor-file",
        file = shown(path),
        trouble = trouble
    )
}

/// Returns a path for messages.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
