//! `bookdesk find` and `bookdesk day`: look-ups from a shell.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::book::driver;
use super::{CommandEnd, NOT_BEGUN, clinic_parser, refuse, table};
use crate::shell::{DAY_HEADS, Driver, HIT_HEADS, Hit, Unanswered, one_line};
use booking::sanitize::sanitize;
use booking::{ClinicId, Directory, Language};
use i18n::say;

/// Find people, practitioners, locations or free times; exit 0 also where nobody fits, 1 where nothing can be read
#[derive(Debug, Args)]
pub struct FindArgs {
    #[arg(help = "What to look for")]
    what: SearchSubject,
    /// A part of a name, a birth date, a code; for free times, with whom or where
    query: Option<String>,
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser())]
    clinic: Option<ClinicId>,
    /// The days of free times, as on the entry line: `today`, `fr`, `10.2.2027`
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// How long a free time has to last (ClinikAPI)
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    minutes: Option<u32>,
    /// Answer with one JSON array on standard output
    #[arg(long)]
    json: bool,
    /// The most to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Show the day of a practitioner or location; without one, of all of them
#[derive(Debug, Args)]
pub struct DayArgs {
    /// A practitioner or location, at whichever clinic knows of such a one
    #[arg(value_name = "NAME|ID", conflicts_with_all = ["practitioner", "location"])]
    who: Option<String>,
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`; today unless set
    #[arg(value_name = "DAY", conflicts_with = "on")]
    when: Vec<String>,
    /// The day, the same way
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser())]
    clinic: Option<ClinicId>,
    /// A practitioner at ClinikAPI
    #[arg(long, value_name = "NAME|ID", conflicts_with = "location")]
    practitioner: Option<String>,
    /// A location of Aniva
    #[arg(long, value_name = "NAME|ID")]
    location: Option<String>,
    /// Answer with one JSON array on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SearchSubject {
    /// ClinikAPI's patients and Aniva's profiles
    Patients,
    /// ClinikAPI's practitioners
    Practitioners,
    /// Aniva's locations
    Locations,
    /// Free times with someone, or at some place
    Slots,
}

impl SearchSubject {
    fn directory(self, clinic: ClinicId) -> Option<Directory> {
        match self {
            SearchSubject::Patients => Some(clinic.people()),
            SearchSubject::Practitioners => Some(clinic.providers()).filter(|_| !clinic.can().has_places),
            SearchSubject::Locations => Some(clinic.providers()).filter(|_| clinic.can().has_places),
            SearchSubject::Slots => None,
        }
    }
}

/// The output: aligned columns for people, values for programs, and remarks.
#[derive(Default)]
struct FindOutput {
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
    values: Vec<Value>,
    /// The rows for a program, if they differ.
    tabbed: Option<Vec<Vec<String>>>,
    remarks: Vec<String>,
    failed: bool,
    /// Whether the query itself was wrong.
    is_usage: bool,
}

impl FindOutput {
    fn add(&mut self, cells: Vec<String>, value: Value) {
        self.rows.push(cells);
        self.values.push(value);
    }

    fn fails(&mut self, why: String) {
        self.remarks.push(why);
        self.failed = true;
    }

    /// Reports why none of the clinics has answered; a wrong query takes precedence.
    fn unanswered(&mut self, mut all: Vec<Unanswered>) {
        self.is_usage = all.iter().any(|one| one.is_usage);
        all.retain(|one| one.is_usage || !self.is_usage);
        all.dedup_by(|one, other| one.problem.what == other.problem.what);
        for Unanswered { problem, .. } in all {
            self.fails(format!("{} {}", problem.what, problem.advice).trim_end().to_owned());
        }
    }
}

/// Runs `bookdesk find`.
pub fn run(arguments: &FindArgs) -> CommandEnd {
    let what = arguments.what;
    let provider = arguments.query.as_deref().unwrap_or_default();
    match arguments.clinic {
        _ if what == SearchSubject::Slots && provider.trim().is_empty() => {
            return Err(refuse("Say with whom or where: `bookdesk find slots NAME`"));
        }
        Some(clinic) if what != SearchSubject::Slots && what.directory(clinic).is_none() => {
            return Err(refuse(&format!("{} lists none of these: leave out --backend", clinic.name())));
        }
        _ => {}
    }
    at_a_desk(arguments.clinic, arguments.json, |driver| {
        let mut told = match what {
            SearchSubject::Slots => slots(driver, provider, arguments),
            what => entries(driver, what, arguments),
        };
        let more = told.rows.len().saturating_sub(arguments.limit);
        let language = driver.desk().setup.language;
        if more > 0 {
            told.remarks.push(say!(language, "shell-more", count = more));
            told.rows.truncate(arguments.limit);
            told.values.truncate(arguments.limit);
        }
        if told.rows.is_empty() && !told.failed {
            told.remarks.push(say!(language, "shell-nothing-found").to_owned());
        }
        told
    })
}

/// Runs `bookdesk day`.
pub fn day(arguments: &DayArgs) -> CommandEnd {
    at_a_desk(arguments.clinic, arguments.json, |driver| {
        let mut told = FindOutput { heads: &DAY_HEADS, ..FindOutput::default() };
        let when = Some(arguments.when.join(" ")).filter(|when| !when.is_empty());
        let when = when.or_else(|| arguments.on.clone());
        let whose = whose(driver, arguments, &mut told);
        let (mut tabbed, mut unanswered) = (Vec::new(), Vec::new());
        for (clinic, provider) in &whose {
            match driver.day(*clinic, provider, when.as_deref()) {
                Ok(day) => {
                    told.values.push(day.json);
                    told.rows.extend(day.rows);
                    tabbed.extend(day.tabbed);
                }
                Err(why) => unanswered.push(why),
            }
        }
        told.tabbed = Some(tabbed);
        // A named provider is known at one of the clinics, not at all of them.
        if arguments.who.is_none() || told.values.is_empty() {
            told.unanswered(unanswered);
        }
        told
    })
}

/// Returns the providers whose days are shown.
fn whose(driver: &mut Driver, arguments: &DayArgs, told: &mut FindOutput) -> Vec<(ClinicId, String)> {
    let clinics = driver.desk().setup.clinics;
    let mut all = Vec::new();
    if let Some(who) = &arguments.who {
        let clinics = clinics_of(driver, who, arguments.clinic).into_iter();
        return clinics.map(|clinic| (clinic, who.clone())).collect();
    }
    for (named, at_places) in [(&arguments.practitioner, false), (&arguments.location, true)] {
        let Some(named) = named else { continue };
        let there = clinics.iter().filter(|clinic| clinic.can().has_places == at_places);
        all.extend(there.map(|clinic| (clinic, named.clone())));
        return all;
    }
    for clinic in meant(driver, arguments.clinic) {
        match driver.find(clinic.providers(), "") {
            Ok(found) => all.extend(found.into_iter().map(|hit| (clinic, hit.id))),
            Err(why) => told.fails(why),
        }
    }
    all
}

/// Returns the named clinic, else all of them.
fn meant(driver: &Driver, only: Option<ClinicId>) -> Vec<ClinicId> {
    let clinics = driver.desk().setup.clinics.into_iter();
    clinics.filter(|clinic| only.is_none_or(|only| only == *clinic)).collect()
}

/// Returns the clinics that may know a practitioner or location: those with exactly this code, id or name,
/// else all of them.
fn clinics_of(driver: &mut Driver, who: &str, only: Option<ClinicId>) -> Vec<ClinicId> {
    let meant = meant(driver, only);
    let is_exact =
        |hit: &Hit| [&hit.code, &hit.id, &hit.name].iter().any(|text| text.eq_ignore_ascii_case(who));
    let mut knows =
        |clinic: &ClinicId| driver.find(clinic.providers(), who).is_ok_and(|hits| hits.iter().any(is_exact));
    let exact: Vec<ClinicId> = meant.iter().copied().filter(|clinic| knows(clinic)).collect();
    if exact.is_empty() { meant } else { exact }
}

fn entries(driver: &mut Driver, what: SearchSubject, arguments: &FindArgs) -> FindOutput {
    let mut told = FindOutput { heads: &HIT_HEADS, ..FindOutput::default() };
    let clinics = meant(driver, arguments.clinic);
    for directory in clinics.into_iter().filter_map(|clinic| what.directory(clinic)) {
        match driver.find(directory, arguments.query.as_deref().unwrap_or_default()) {
            Ok(found) => found.iter().for_each(|hit: &Hit| told.add(hit.cells(), hit.json())),
            Err(why) => told.fails(why),
        }
    }
    told
}

/// Returns the free times of a provider, at the named clinic, else at those that know one of this name.
fn slots(driver: &mut Driver, provider: &str, arguments: &FindArgs) -> FindOutput {
    let mut told = FindOutput { heads: &["start", "time"], ..FindOutput::default() };
    let mut unanswered: Vec<Unanswered> = Vec::new();
    let asked = clinics_of(driver, provider, arguments.clinic);
    for clinic in &asked {
        match driver.free_times(*clinic, provider, arguments.on.as_deref(), arguments.minutes) {
            Ok(times) => times.into_iter().for_each(|(at, said)| {
                let value = json!({"backend": clinic.word(), "start": at.to_rfc3339()});
                told.add(vec![at.to_rfc3339(), said], value);
            }),
            Err(why) => unanswered.push(why),
        }
    }
    if unanswered.len() == asked.len() {
        told.unanswered(unanswered);
    }
    told
}

fn at_a_desk(
    clinic: Option<ClinicId>,
    as_json: bool,
    look: impl FnOnce(&mut Driver) -> FindOutput,
) -> CommandEnd {
    let mut driver = driver(clinic)?;
    let (told, language) = (look(&mut driver), driver.desk().setup.language);
    driver.finish();
    // The reader of the output may be gone.
    let _ = tell(&told, as_json, language);
    match (told.failed, told.is_usage) {
        (false, _) => Ok(ExitCode::SUCCESS),
        (true, false) => Err(ExitCode::FAILURE),
        (true, true) => Err(ExitCode::from(NOT_BEGUN)),
    }
}

fn tell(told: &FindOutput, as_json: bool, language: Language) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if as_json {
        writeln!(out, "{}", one_line(&Value::Array(told.values.clone())))?;
    } else {
        let terminal = table::width_of_terminal();
        let rows = told.tabbed.as_ref().filter(|_| terminal.is_none()).unwrap_or(&told.rows);
        out.write_all(table::lines(told.heads, rows, terminal, language).as_bytes())?;
    }
    out.flush()?;
    let mut err = io::stderr().lock();
    told.remarks.iter().try_for_each(|remark| writeln!(err, "{}", sanitize(remark)))
}
