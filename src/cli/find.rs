//! `bookdesk find` and `bookdesk day`: look-ups from a shell.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::book::clerk_for;
use super::{
    CommandEnd, FAILED, NOT_BEGUN, UNREACHED, clinic_parser, fail, refuse, table, unwritten,
};
use booking::line::{NOW, means_at_once};
use booking::sanitize::sanitize;
use booking::{ClinicId, Directory, Language};
use clerk::{DAY_HEADS, FreeHit, FreeQuery, GroupOf, HIT_HEADS, NotFound, Unanswered, one_line};
use i18n::say;
use runtime::CommandClerk;
use runtime::{stderr, stdout};

/// Find people, practitioners, locations or free times; exit 0 also where nobody fits, 1 where nothing can be read or
/// there may be more, 7 where the clinic can't be reached
#[derive(Clone, Debug, Args)]
pub struct FindArgs {
    #[arg(help = "What to look for")]
    what: SearchSubject,
    /// A part of a name, a birth date, a code; for free times, with whom or where, or `emergency` for whoever is free now
    query: Option<String>,
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Free times of whoever is free first, with their names
    #[arg(long, conflicts_with = "query")]
    any: bool,
    /// Of those with this specialty, as on the entry line: `cardio`
    #[arg(long, value_name = "SPECIALTY")]
    specialty: Option<String>,
    /// Of those who speak this language: `fi`, `Finnish`
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The days of free times, as on the entry line: `today`, `fr`, `10.2.2027`
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// How long a free time has to last (ClinikAPI)
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..))]
    minutes: Option<u32>,
    /// Free times for this visit template, by its letter or name: they keep to its length and its rules
    #[arg(long, value_name = "TEMPLATE")]
    template: Option<String>,
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
    /// A practitioner or location, at whichever clinic knows of such a one; a date in digits is the day of all of them
    #[arg(value_name = "NAME|ID", conflicts_with_all = ["practitioner", "location"])]
    who: Option<String>,
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`; today unless set
    #[arg(value_name = "DAY", conflicts_with = "on")]
    when: Vec<String>,
    /// The day, the same way
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
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
    /// Aniva's locations, and the places of a FHIR server
    Locations,
    /// The panels that a blood draw can have
    Panels,
    /// Free times with someone, or at some place
    #[value(alias = "times")]
    Slots,
}

impl SearchSubject {
    fn directory(self, clinic: ClinicId) -> Option<Directory> {
        match self {
            SearchSubject::Patients => Some(clinic.people()),
            SearchSubject::Practitioners if clinic.can().has_places => None,
            SearchSubject::Practitioners => Some(clinic.providers()),
            SearchSubject::Locations => clinic.places(),
            SearchSubject::Panels => clinic.panels,
            SearchSubject::Slots => None,
        }
    }
}

impl FindArgs {
    /// Returns the arguments with the query word for an immediate free time replaced by the corresponding flags.
    fn with_emergency_read(&self) -> FindArgs {
        let is_for_now = |query: &&String| means_at_once(query);
        if self.what != SearchSubject::Slots || self.query.as_ref().filter(is_for_now).is_none() {
            return self.clone();
        }
        FindArgs {
            query: None,
            any: true,
            on: Some(self.on.clone().unwrap_or_else(|| NOW.to_owned())),
            ..self.clone()
        }
    }

    fn free_query(&self) -> FreeQuery<'_> {
        FreeQuery {
            on: self.on.as_deref(),
            minutes: self.minutes,
            template: self.template.as_deref(),
        }
    }
}

/// The output: aligned columns for people, values for programs, and remarks.
#[derive(Default)]
struct FindOutput {
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
    values: Vec<Value>,
    /// The rows for programs, if they differ.
    tabbed: Option<Vec<Vec<String>>>,
    remarks: Vec<String>,
    failed: bool,
    /// Whether the only failure is that a clinic could not be reached.
    is_unreached: bool,
    /// Whether the query itself was wrong.
    is_usage: bool,
}

impl FindOutput {
    fn add(&mut self, cells: Vec<String>, value: Value) {
        self.rows.push(cells);
        self.values.push(value);
    }

    fn add_failure(&mut self, NotFound { why, is_unreached }: NotFound) {
        self.remarks.push(why);
        self.is_unreached = is_unreached && (self.is_unreached || !self.failed);
        self.failed = true;
    }

    /// Adds the reasons why no clinic has answered. If one could not be read, it may be the one that has the answer, so
    /// that is the only reason; else it is that the query is wrong for one of them.
    fn add_unanswered(&mut self, mut all: Vec<Unanswered>) {
        let is_unread = all.iter().any(|why| why.unread.is_some());
        self.is_usage = !is_unread && all.iter().any(|why| why.is_usage);
        if is_unread {
            all.retain(|why| why.unread.is_some());
        } else if self.is_usage {
            all.retain(|why| why.is_usage);
        }
        all.dedup_by(|next, before| next.problem.what == before.problem.what);
        for Unanswered {
            problem, unread, ..
        } in all
        {
            let why = format!("{} {}", problem.what, problem.advice);
            self.add_failure(NotFound {
                why: why.trim_end().to_owned(),
                is_unreached: unread.is_some_and(|failure| failure.is_without_answer()),
            });
        }
    }
}

/// Runs `bookdesk find`.
pub fn run(arguments: &FindArgs) -> CommandEnd {
    let what = arguments.what;
    let arguments = &arguments.with_emergency_read();
    let provider = arguments.query.as_deref().unwrap_or_default();
    match arguments.clinic {
        _ if !arguments.any && (arguments.specialty.is_some() || arguments.language.is_some()) => {
            return Err(refuse("--specialty and --language narrow --any"));
        }
        _ if arguments.any && what != SearchSubject::Slots => {
            return Err(refuse(
                "--any is for free times: `bookdesk find times --any`",
            ));
        }
        _ if what == SearchSubject::Slots && provider.trim().is_empty() && !arguments.any => {
            return Err(refuse("Say with whom or where: `bookdesk find slots NAME`"));
        }
        Some(clinic) if what != SearchSubject::Slots && what.directory(clinic).is_none() => {
            return Err(refuse(&format!(
                "{} lists none of these: leave out --backend",
                clinic.name()
            )));
        }
        _ => {}
    }
    print_found(arguments.clinic, arguments.json, |clerk| {
        let mut output = match what {
            SearchSubject::Slots if arguments.any => find_slots_of_any(clerk, arguments),
            SearchSubject::Slots => find_slots(clerk, provider, arguments),
            what @ (SearchSubject::Patients
            | SearchSubject::Practitioners
            | SearchSubject::Locations
            | SearchSubject::Panels) => find_entries(clerk, what, arguments),
        };
        let more = output.rows.len().saturating_sub(arguments.limit);
        let language = clerk.language();
        if more > 0 {
            output
                .remarks
                .push(say!(language, "shell-more", count = more));
            output.rows.truncate(arguments.limit);
            output.values.truncate(arguments.limit);
        }
        if output.rows.is_empty() && !output.failed {
            output
                .remarks
                .push(say!(language, "shell-nothing-found").to_owned());
        }
        output
    })
}

/// Runs `bookdesk day`.
pub fn day(arguments: &DayArgs) -> CommandEnd {
    print_found(arguments.clinic, arguments.json, |clerk| {
        let mut output = FindOutput {
            heads: &DAY_HEADS,
            ..FindOutput::default()
        };
        let when = Some(arguments.when.join(" ")).filter(|when| !when.is_empty());
        let when = when.or_else(|| arguments.on.clone());
        let who = arguments.who.as_deref();
        let is_date = when.is_none() && who.is_some_and(|who| clerk.is_date(who));
        let when = if is_date { arguments.who.clone() } else { when };
        let who = if is_date { None } else { who };
        let providers = providers_to_show(clerk, who, arguments, &mut output);
        let mut tabbed = Vec::new();
        let mut unanswered = Vec::new();
        for (clinic, provider) in &providers {
            match clerk.day(*clinic, provider, when.as_deref()) {
                // A practitioner who has left has a day only if it has bookings.
                Ok(day)
                    if who.is_none() && day.is_empty() && clerk.is_retired(*clinic, provider) => {}
                Ok(day) => {
                    output.values.push(day.json);
                    output.rows.extend(day.rows);
                    tabbed.extend(day.tabbed);
                }
                Err(why) => unanswered.push(why),
            }
        }
        output.tabbed = Some(tabbed);
        // A named provider is known at one clinic, not at all of them.
        if who.is_none() || output.values.is_empty() {
            output.add_unanswered(unanswered);
        }
        output
    })
}

/// Returns the providers whose days are shown, each with its clinic.
fn providers_to_show(
    clerk: &mut CommandClerk,
    who: Option<&str>,
    arguments: &DayArgs,
    output: &mut FindOutput,
) -> Vec<(ClinicId, String)> {
    if let Some(who) = who {
        let clinics = match clerk.clinics_with(who, arguments.clinic) {
            Ok(clinics) => clinics.into_iter(),
            Err(why) => {
                output.add_failure(why);
                return Vec::new();
            }
        };
        return clinics.map(|clinic| (clinic, who.to_owned())).collect();
    }
    let named = arguments.practitioner.as_ref().map(|name| (name, false));
    if let Some((name, is_place)) = named.or(arguments.location.as_ref().map(|name| (name, true))) {
        let clinics = clerk.office().setup.clinics.iter();
        let clinics = clinics.filter(|clinic| clinic.can().has_places == is_place);
        return clinics.map(|clinic| (clinic, name.clone())).collect();
    }
    let mut all = Vec::new();
    for clinic in clerk.clinics(arguments.clinic) {
        match clerk.find(clinic.providers(), "") {
            Ok(found) => {
                all.extend(found.hits.into_iter().map(|hit| (clinic, hit.id)));
                found
                    .others
                    .into_iter()
                    .for_each(|why| output.add_failure(why));
            }
            Err(why) => output.add_failure(why),
        }
    }
    all
}

fn find_entries(clerk: &mut CommandClerk, what: SearchSubject, arguments: &FindArgs) -> FindOutput {
    let mut output = FindOutput {
        heads: &HIT_HEADS,
        ..FindOutput::default()
    };
    let clinics = clerk.clinics(arguments.clinic);
    for directory in clinics
        .into_iter()
        .filter_map(|clinic| what.directory(clinic))
    {
        match clerk.find(directory, arguments.query.as_deref().unwrap_or_default()) {
            Ok(found) => {
                for hit in &found.hits {
                    output.add(hit.cells(), hit.json());
                }
                found
                    .others
                    .into_iter()
                    .for_each(|why| output.add_failure(why));
            }
            Err(why) => output.add_failure(why),
        }
    }
    output
}

/// Returns the free times of a provider, at the named clinic, else at the clinics that know the name.
fn find_slots(clerk: &mut CommandClerk, provider: &str, arguments: &FindArgs) -> FindOutput {
    let mut output = FindOutput {
        heads: &["start", "time"],
        ..FindOutput::default()
    };
    let mut unanswered: Vec<Unanswered> = Vec::new();
    let clinics = match clerk.clinics_with(provider, arguments.clinic) {
        Ok(clinics) => clinics,
        Err(why) => {
            output.add_failure(why);
            return output;
        }
    };
    for clinic in &clinics {
        match clerk.free_times(*clinic, provider, arguments.free_query()) {
            Ok(times) => times.into_iter().for_each(|(start, text)| {
                let value = json!({"backend": clinic.word(), "start": start.to_rfc3339()});
                output.add(vec![start.to_rfc3339(), text], value);
            }),
            Err(why) => unanswered.push(why),
        }
    }
    if unanswered.len() == clinics.len() {
        output.add_unanswered(unanswered);
    }
    output
}

/// Returns the free times of the first available provider, at the named clinic, else at the clinics with practitioners.
fn find_slots_of_any(clerk: &mut CommandClerk, arguments: &FindArgs) -> FindOutput {
    let mut output = FindOutput {
        heads: &["start", "code", "name", "time"],
        ..FindOutput::default()
    };
    let of = GroupOf {
        specialty: arguments.specialty.as_deref(),
        language: arguments.language.as_deref(),
    };
    let mut clinics = clerk.clinics(arguments.clinic);
    clinics.retain(|clinic| arguments.clinic.is_some() || !clinic.can().has_places);
    let mut found = Vec::new();
    let mut unanswered: Vec<Unanswered> = Vec::new();
    for clinic in &clinics {
        match clerk.free_times_of_any(*clinic, of, arguments.free_query()) {
            Ok(times) => {
                found.extend(times.hits);
                output.remarks.extend(times.unread);
            }
            Err(why) => unanswered.push(why),
        }
    }
    found.sort_by_key(|hit: &FreeHit| hit.start);
    for FreeHit { who, start, text } in found {
        let start = start.to_rfc3339();
        let value =
            json!({"backend": who.clinic.word(), "start": start, "id": who.id, "name": who.name});
        output.add(vec![start, who.code, who.name, text], value);
    }
    if unanswered.len() == clinics.len() {
        output.add_unanswered(unanswered);
    }
    output
}

/// Opens a clerk, runs `find` with it, and prints the output.
fn print_found(
    clinic: Option<ClinicId>,
    as_json: bool,
    find: impl FnOnce(&mut CommandClerk) -> FindOutput,
) -> CommandEnd {
    let mut clerk = clerk_for(clinic)?;
    let output = find(&mut clerk);
    let language = clerk.language();
    clerk.finish();
    if let Some(why) = unwritten(print(&output, as_json, language), language) {
        return Err(fail(FAILED, &why));
    }
    print_remarks(&output);
    match (output.failed, output.is_usage) {
        (false, _) => Ok(ExitCode::SUCCESS),
        (true, true) => Err(ExitCode::from(NOT_BEGUN)),
        (true, false) if output.is_unreached => Err(ExitCode::from(UNREACHED)),
        (true, false) => Err(ExitCode::FAILURE),
    }
}

fn print(output: &FindOutput, as_json: bool, language: Language) -> io::Result<()> {
    if as_json {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", one_line(&Value::Array(output.values.clone())))?;
        return out.flush();
    }
    let terminal = table::width_of_terminal();
    let rows = match &output.tabbed {
        Some(tabbed) if terminal.is_none() => tabbed,
        _ => &output.rows,
    };
    let mut out = stdout();
    out.write_all(table::format_rows(output.heads, rows, terminal, language).as_bytes())?;
    out.flush()
}

fn print_remarks(output: &FindOutput) {
    let mut err = stderr();
    for remark in &output.remarks {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(err, "{}", sanitize(remark));
    }
}
