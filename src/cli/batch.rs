//! `bookdesk batch`: books every row of a file, a verdict for each.

mod progress;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use super::refuse;
use crate::batch::{Batch, BatchError, MOST_AT_ONCE, Report, Sheet, SheetError, Told, Verdict};
use crate::booking::harmless::harmless;
use crate::config::{Config, ConfigError, Environment, Flags};
use crate::runtime::{doors, setup, wall_clock};

use progress::Progress;

/// Book every row of a CSV file: a column `backend`, and the fields by their names on the wire
///
/// Running the same file again goes on where a run was cut short: no row that is booked or unknown is sent again, and
/// what was on its way is looked up. Exit 0 where every row is booked (or clean), 1 where some are not, 2 where the
/// file can't be read and nothing was sent.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how").required(true).args(["dry_run", "yes"]))]
pub struct BatchArgs {
    /// The file: UTF-8, with a header row
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Say what would become of each row, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Book, also where there are warnings
    #[arg(long)]
    yes: bool,
    /// Write the verdicts to a CSV file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// How many bookings may be under way at once
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = at_once())]
    concurrency: u8,
}

/// Why there are no verdicts.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{}: {why}", file.display())]
    Sheet { file: PathBuf, why: SheetError },
    #[error("the report {} can't be written: {why}", file.display())]
    Report { file: PathBuf, why: io::Error },
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Runs `bookdesk batch`.
#[must_use]
pub fn run(arguments: &BatchArgs) -> ExitCode {
    match work(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // What was under way is in the records: the next run of the file looks it up.
        Err(failed @ Failed::Batch(BatchError::BrokenOff | BatchError::Ledger(_))) => {
            let _ = writeln!(io::stderr(), "bookdesk batch: {failed}");
            ExitCode::FAILURE
        }
        Err(failed) => refuse(&format!("bookdesk batch: {failed}")),
    }
}

fn work(arguments: &BatchArgs) -> Result<bool, Failed> {
    let config = Config::load(&Environment::of_process(), Flags::default())?;
    let sheet =
        Sheet::open(&arguments.file).map_err(|why| Failed::Sheet { file: arguments.file.clone(), why })?;
    // Before anything is sent: a report that can't be written is to be known now.
    let no_report = |why| Failed::Report { file: arguments.report.clone().unwrap_or_default(), why };
    let report = arguments.report.as_deref().map(Report::create).transpose().map_err(no_report)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut progress = Progress::new(sheet.len(), io::stderr().is_terminal());
    let mut out = io::stdout().lock();
    let mut told = |told: Told<'_>| {
        // Nobody may be reading; the rows are booked all the same.
        let _ = match told {
            Told::Verdict(verdict) => {
                progress.over(|| writeln!(out, "{}", line(verdict)).and_then(|()| out.flush()))
            }
            Told::Note(note) => progress.note(&note),
        };
    };
    let setup = setup(&config);
    let verdicts = runtime.block_on(async {
        let batch = Batch::open(setup, doors(config), wall_clock()).await?;
        match arguments.dry_run {
            true => batch.rehearse(&sheet, &mut told).await,
            false => batch.book(&sheet, usize::from(arguments.concurrency), &mut told).await,
        }
    })?;
    progress.end(&verdicts)?;
    report.map_or(Ok(()), |report| report.write(&verdicts)).map_err(no_report)?;
    Ok(verdicts.iter().all(|verdict| verdict.word.is_well()))
}

/// A verdict as it is read: `line 7: booked appt_… (Line 3 …)`.
fn line(verdict: &Verdict) -> String {
    let Verdict { line, word, appointment, .. } = verdict;
    let id = appointment.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let details = verdict.details();
    let colon = if details.is_empty() { "" } else { ": " };
    harmless(&format!("line {line}: {}{id}{colon}{details}", word.word())).into_owned()
}

fn at_once() -> impl clap::builder::TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(1..=MOST_AT_ONCE as i64)
}
