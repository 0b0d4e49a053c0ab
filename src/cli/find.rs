//! `bookdesk find` and `bookdesk day`: looking things up from a shell.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::book::driver;
use super::{backend_parser, refuse};
use crate::booking::sanitize::sanitize;
use crate::booking::{Directory, Problem, Vendor};
use crate::shell::{Driver, Hit, one_line};

/// Find people, practitioners, locations or free times; exit 0 also where nobody fits, 1 where nothing can be read
#[derive(Debug, Args)]
pub struct FindArgs {
    /// What to look for
    what: What,
    /// A part of a name, a birth date, a code; for free times, with whom or where
    query: Option<String>,
    /// Only at this backend
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Option<Vendor>,
    /// The days of free times, as on the entry line: `today`, `fr`, `10.2.2027`
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// How long a free time has to last (ClinikAPI)
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<String>,
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
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`; today unless set
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only at this backend
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Option<Vendor>,
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
enum What {
    /// ClinikAPI's patients and Aniva's profiles
    Patients,
    /// ClinikAPI's practitioners
    Practitioners,
    /// Aniva's locations
    Locations,
    /// Free times with someone, or at some place
    Slots,
}

impl What {
    fn directory(self, vendor: Vendor) -> Option<Directory> {
        match self {
            What::Patients => Some(vendor.people()),
            What::Practitioners => Some(vendor.providers()).filter(|_| !vendor.can().has_places),
            What::Locations => Some(vendor.providers()).filter(|_| vendor.can().has_places),
            What::Slots => None,
        }
    }

    fn has_none_at(self, backend: Vendor) -> bool {
        self != What::Slots && self.directory(backend).is_none()
    }
}

/// What is shown: aligned columns for people, values for programs, and what remains to be said.
#[derive(Default)]
struct Told {
    rows: Vec<Vec<String>>,
    values: Vec<Value>,
    remarks: Vec<String>,
    failed: bool,
}

impl Told {
    fn add(&mut self, cells: Vec<String>, value: Value) {
        self.rows.push(cells);
        self.values.push(value);
    }

    fn fails(&mut self, why: String) {
        self.remarks.push(why);
        self.failed = true;
    }

    fn problem(&mut self, problem: &Problem) {
        self.fails(format!("{} {}", problem.what, problem.advice).trim_end().to_owned());
    }
}

/// Runs `bookdesk find`.
pub fn run(arguments: &FindArgs) -> ExitCode {
    let what = arguments.what;
    let provider = arguments.query.as_deref().unwrap_or_default();
    match arguments.backend {
        _ if what == What::Slots && provider.trim().is_empty() => {
            return refuse("Say with whom or where: `bookdesk find slots NAME`");
        }
        Some(backend) if what.has_none_at(backend) => {
            return refuse(&format!("{} lists none of these: leave out --backend", backend.name()));
        }
        _ => {}
    }
    at_a_desk(arguments.backend, arguments.json, |driver| {
        let mut told = match what {
            What::Slots => slots(driver, provider, arguments),
            what => entries(driver, what, arguments),
        };
        let more = told.rows.len().saturating_sub(arguments.limit);
        if more > 0 {
            told.remarks.push(format!("{more} more: --limit shows them"));
            told.rows.truncate(arguments.limit);
            told.values.truncate(arguments.limit);
        }
        if told.rows.is_empty() && !told.failed {
            told.remarks.push("nothing found".to_owned());
        }
        told
    })
}

/// Runs `bookdesk day`.
pub fn day(arguments: &DayArgs) -> ExitCode {
    at_a_desk(arguments.backend, arguments.json, |driver| {
        let mut told = Told::default();
        for (backend, provider) in whose(driver, arguments, &mut told) {
            let day = match driver.day(backend, &provider, arguments.on.as_deref()) {
                Ok(day) => day,
                Err(problem) => {
                    told.problem(&problem);
                    continue;
                }
            };
            told.values.push(day.json);
            told.rows.extend(day.rows);
        }
        told
    })
}

/// Whose days are shown.
fn whose(driver: &mut Driver, arguments: &DayArgs, told: &mut Told) -> Vec<(Vendor, String)> {
    let vendors = driver.desk().setup.vendors;
    let mut all = Vec::new();
    for (named, at_places) in [(&arguments.practitioner, false), (&arguments.location, true)] {
        let Some(named) = named else { continue };
        let there = vendors.iter().filter(|vendor| vendor.can().has_places == at_places);
        all.extend(there.map(|vendor| (vendor, named.clone())));
        return all;
    }
    for backend in vendors.into_iter().filter(|one| arguments.backend.is_none_or(|only| only == *one)) {
        match driver.find(backend.providers(), "") {
            Ok(found) => all.extend(found.into_iter().map(|hit| (backend, hit.id))),
            Err(why) => told.fails(why),
        }
    }
    all
}

fn entries(driver: &mut Driver, what: What, arguments: &FindArgs) -> Told {
    let mut told = Told::default();
    let is_meant = |one: &Vendor| arguments.backend.is_none_or(|only| only == *one);
    let vendors = driver.desk().setup.vendors.into_iter().filter(is_meant);
    for directory in vendors.filter_map(|vendor| what.directory(vendor)) {
        match driver.find(directory, arguments.query.as_deref().unwrap_or_default()) {
            Ok(found) => found.iter().for_each(|hit: &Hit| told.add(hit.cells(), hit.json())),
            Err(why) => told.fails(why),
        }
    }
    told
}

/// The free times with whom, or at which place, is meant: at the one backend, else at whichever knows of such a one.
fn slots(driver: &mut Driver, provider: &str, arguments: &FindArgs) -> Told {
    let mut told = Told::default();
    let mut problems: Vec<Problem> = Vec::new();
    let asked =
        arguments.backend.map_or_else(|| driver.desk().setup.vendors.iter().collect(), |only| vec![only]);
    for backend in &asked {
        match driver.free_times(*backend, provider, arguments.on.as_deref(), arguments.minutes.as_deref()) {
            Ok(times) => times.into_iter().for_each(|(at, said)| {
                let value = json!({"backend": backend.word(), "start": at.to_rfc3339()});
                told.add(vec![at.to_rfc3339(), said], value);
            }),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.len() == asked.len() {
        problems.dedup_by(|one, other| one.what == other.what);
        problems.iter().for_each(|problem| told.problem(problem));
    }
    told
}

fn at_a_desk(backend: Option<Vendor>, as_json: bool, look: impl FnOnce(&mut Driver) -> Told) -> ExitCode {
    let mut driver = match driver(backend) {
        Ok(driver) => driver,
        Err(code) => return code,
    };
    let told = look(&mut driver);
    driver.finish();
    // Whoever reads the output may be gone.
    let _ = tell(&told, as_json);
    if told.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn tell(told: &Told, as_json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if as_json {
        writeln!(out, "{}", one_line(&Value::Array(told.values.clone())))?;
    } else {
        for row in &told.rows {
            let cells: Vec<_> = row.iter().map(|cell| sanitize(cell)).collect();
            writeln!(out, "{}", cells.join("\t").trim_end())?;
        }
    }
    out.flush()?;
    let mut err = io::stderr().lock();
    told.remarks.iter().try_for_each(|remark| writeln!(err, "{}", sanitize(remark)))
}
