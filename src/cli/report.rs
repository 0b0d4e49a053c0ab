//! `bookdesk report`: the figures of a week at the desk.

use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;

use clap::Args;

use super::board::csv;
use super::{CommandEnd, CommandError, finish, load_config, refuse};
use booking::sanitize::sanitize;
use booking::time::{Clock, wish};
use booking::{CountedChange, FIGURE_HEADS, Language, Mode, Outage, ProviderKey, Week, WeekReport};
use clerk::one_line;
use config::Config;
use desk::Borders;
use i18n::say;
use runtime::{clinic_options, modes, open, server, stdout, wall_clock};
use store::Trail;

/// How long to wait for the clinics. Without them, ids replace names.
const NAMES_TIMEOUT: Duration = Duration::from_secs(5);

/// Say in numbers what a week at the desk came to: what was booked, moved, cancelled or a no-show, and how often a
/// clinic was away. Names no patient
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The week of this day, as on the entry line: `2026-11-16`, `today`; this week unless a day is named
    #[arg(long, value_name = "DATE")]
    week: Option<String>,
    /// Answer with one JSON object on standard output
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Answer with a table of comma-separated values, one figure in each row
    #[arg(long)]
    csv: bool,
}

/// Runs `bookdesk report`. Exits with 0; 1 if the records can't be read, 2 without a configuration or for a day that
/// can't be read.
pub fn run(arguments: &ReportArgs) -> CommandEnd {
    let config = load_config(None)?;
    let week = find_week(arguments.week.as_deref(), &config).map_err(|why| refuse(&why))?;
    let output = make_report(arguments, config, week);
    let is_for_programs = arguments.json || arguments.csv;
    let result = output.and_then(|output| {
        let written = if is_for_programs {
            io::stdout().lock().write_all(output.as_bytes())
        } else {
            stdout().write_all(output.as_bytes())
        };
        Ok(written?)
    });
    finish("bookdesk report", result.map(|()| true))
}

/// Returns the week of a day, or the current week.
fn find_week(day: Option<&str>, config: &Config) -> Result<Week, String> {
    let language = config.language;
    let now = wall_clock()();
    let zone = config.zone;
    let week = match day {
        None => Week::at(now, zone),
        Some(day) => {
            let clock = Clock {
                now,
                zone,
                date_order: config.date_order,
                open: None,
                language,
            };
            let words: Vec<&str> = day.split_whitespace().collect();
            let wish = wish(&words, &clock).map_err(|problem| {
                say!(
                    language,
                    "report-unknown-day",
                    day,
                    advice = problem.advice(language)
                )
            })?;
            Week::of(wish.from, zone)
        }
    };
    week.ok_or_else(|| say!(language, "report-beyond").to_owned())
}

/// Returns the report for standard output.
fn make_report(arguments: &ReportArgs, config: Config, week: Week) -> Result<String, CommandError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let clinics = config.clinics;
    let words: Vec<&str> = clinics.words().collect();
    let (mode, (changes, outages)) = runtime.block_on(read_week(&config, week))?;
    let report = WeekReport::of(week, mode, &changes, &outages, &words);
    let language = config.language;
    let borders = config.look.borders;
    let has_changes = report.total.sum() > 0;
    let names = if has_changes {
        runtime.block_on(read_names(config, mode))
    } else {
        HashMap::new()
    };
    let name_of = |provider: &ProviderKey| provider_name(provider, &names, language);
    let name_of_clinic = |word: &str| {
        clinics
            .by_word(word)
            .map_or(word.to_owned(), |clinic| clinic.name().to_owned())
    };
    if arguments.json {
        return Ok(one_line(&report.value(&name_of)) + "\n");
    }
    if arguments.csv {
        let rows: Vec<Vec<String>> = report
            .figures(&name_of)
            .into_iter()
            .map(Vec::from)
            .collect();
        return Ok(csv(&FIGURE_HEADS, &rows));
    }
    let bar = if borders == Borders::Ascii {
        '#'
    } else {
        '█'
    };
    Ok(report.text(language, bar, &name_of, &name_of_clinic))
}

/// Returns the changes and outages of a week in the most real mode that has any; if none has, in the most real one of
/// the configured clinics. If desks share records, reads the shared ones.
async fn read_week(
    config: &Config,
    week: Week,
) -> Result<(Mode, (Vec<CountedChange>, Vec<Outage>)), CommandError> {
    for mode in Mode::ALL {
        let trail = match &config.store {
            Some(address) => {
                let server = server(address, address.resolve_password()?);
                Some(Trail::open_shared(&server, &config.data_dir, mode).await)
            }
            None => Trail::open(&config.data_dir, mode).await?,
        };
        let Some(trail) = trail else { continue };
        let (changes, outages) = trail.week(week).await?;
        if !changes.is_empty() || !outages.is_empty() {
            return Ok((mode, (changes, outages)));
        }
    }
    let configured = modes(config);
    let most_real = Mode::ALL
        .into_iter()
        .find(|mode| configured.values().any(|own| own == mode));
    Ok((most_real.unwrap_or(Mode::Live), Default::default()))
}

/// Returns the names of practitioners and locations that the clinics of this mode return in time.
async fn read_names(config: Config, mode: Mode) -> HashMap<(String, String), String> {
    let reading = async {
        let Ok((open, modes)) = open(clinic_options(config), wall_clock()).await else {
            return HashMap::new();
        };
        let mut names = HashMap::new();
        for (clinic, _) in modes.iter().filter(|(_, own)| **own == mode) {
            let list = open
                .client()
                .read(clinic, |api| api.list(clinic.providers()))
                .await;
            for entry in list.into_iter().flat_map(|list| list.entries) {
                names.insert((clinic.word().to_owned(), entry.id), entry.name);
            }
        }
        names
    };
    tokio::time::timeout(NAMES_TIMEOUT, reading)
        .await
        .unwrap_or_default()
}

fn provider_name(
    provider: &ProviderKey,
    names: &HashMap<(String, String), String>,
    language: Language,
) -> String {
    let Some(id) = &provider.id else {
        return say!(language, "report-nobody").to_owned();
    };
    let name = names
        .get(&(provider.clinic.clone(), id.clone()))
        .unwrap_or(id);
    sanitize(name).into_owned()
}
