//! `bookdesk batch`: books every row of a file, with a verdict for each. After the first signal nothing more
//! is sent, and calls under way get their answers; the second does not wait for that.

mod progress;

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::task::Poll;

use clap::{ArgGroup, Args};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::{clinics, pin, refuse};
use crate::batch::{
    Batch, BatchError, BatchEvent, MOST_AT_ONCE, Report, ReportError, Sheet, SheetError, Verdict,
};
use crate::config::{Config, ConfigError, Environment, Flags};
use crate::runtime::{ENDING_SIGNALS, doors, ended_by, setup, wall_clock};
use booking::sanitize::sanitize;
use progress::BatchProgress;

/// Book every row of a CSV file: a column `clinic`, and the fields by their names on the wire
///
/// Running the same file again goes on where a run was cut short: no row that is booked or unknown is sent again, and
/// what was on its way is looked up. Ctrl-C stops it: what is on its way still gets its answer. Exit 0 where every row
/// is booked (or clean), 1 where some are not, 2 where the file can't be read and nothing was sent, 4 where a PIN is set
/// and was not given, 7 where the desk's records can't be relied on and nothing was sent, 128 and the signal where a
/// signal stopped it.
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
    /// Book though the shared records are away, and the other desks cannot see it
    #[arg(long)]
    alone: bool,
    /// Write the verdicts to a CSV file; it takes the place of an earlier report, and of nothing else
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// How many bookings may be under way at once
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = at_once())]
    concurrency: u8,
}

/// Why there are no verdicts.
#[derive(Debug, thiserror::Error)]
enum BatchFailure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("not permitted")]
    NotPermitted(ExitCode),
    #[error("{}: {why}", file.display())]
    Sheet { file: PathBuf, why: SheetError },
    #[error("the report {} can't be written: {why}", file.display())]
    Report { file: PathBuf, why: ReportError },
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    System(#[from] io::Error),
    #[error("stopped; what was on its way is looked up when the file is run again")]
    Left,
}

/// The exit code if the records can't be relied on, and nothing was sent.
const NO_RECORDS: u8 = 7;

/// Runs `bookdesk batch`.
pub fn run(arguments: &BatchArgs) -> ExitCode {
    let stopped_by = Cell::new(None);
    let some_not = || stopped_by.get().map_or(ExitCode::FAILURE, ended_by);
    let failed = match work(arguments, &stopped_by) {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return some_not(),
        Err(failed) => failed,
    };
    if let BatchFailure::NotPermitted(code) = failed {
        return code;
    }
    let message = format!("bookdesk batch: {failed}");
    match failed {
        BatchFailure::Batch(
            BatchError::Records(_) | BatchError::Shared(_) | BatchError::SetAside(_) | BatchError::Older(..),
        ) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::from(NO_RECORDS)
        }
        // Calls under way are in the records: the next run of the file looks them up.
        BatchFailure::Left | BatchFailure::Batch(BatchError::Store(_) | BatchError::Stopped) => {
            let _ = writeln!(io::stderr(), "{message}");
            some_not()
        }
        _ => refuse(&message),
    }
}

fn work(arguments: &BatchArgs, stopped_by: &Cell<Option<i32>>) -> Result<bool, BatchFailure> {
    let environment = Environment::of_process();
    let config = Config::load(&environment, clinics(), Flags::default())?;
    pin::permit(&config).map_err(BatchFailure::NotPermitted)?;
    let sheet = Sheet::open(clinics(), &arguments.file)
        .map_err(|why| BatchFailure::Sheet { file: arguments.file.clone(), why })?;
    // Opened before anything is sent, so that a report that can't be written is reported now.
    let no_report = |why| BatchFailure::Report { file: arguments.report.clone().unwrap_or_default(), why };
    let report = arguments.report.as_deref().map(Report::create).transpose().map_err(no_report)?;
    let is_shown = io::stderr().is_terminal() && !environment.has_dumb_terminal();
    let progress = RefCell::new(BatchProgress::new(sheet.len(), is_shown));
    let setup = setup(&config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let verdicts = runtime.block_on(async {
        let (stop, stopped) = watch::channel(false);
        let stops = Stops::listen()?;
        let work = async {
            let mut told = |told: BatchEvent<'_>| tell(&mut progress.borrow_mut(), told);
            let batch = Batch::open(setup, doors(config), wall_clock()).await?;
            match arguments.dry_run {
                true => {
                    // Nothing is sent, so there is nothing to wait for.
                    drop(stopped);
                    batch.rehearse(&sheet, &mut told).await
                }
                false => {
                    let at_once = usize::from(arguments.concurrency);
                    batch.book(&sheet, at_once, arguments.alone, stopped, &mut told).await
                }
            }
        };
        tokio::select! {
            verdicts = work => verdicts.map_err(BatchFailure::Batch),
            never = progress::keep(&progress) => match never {},
            () = stopping(stops, stopped_by, &stop, &progress) => Err(BatchFailure::Left),
        }
    });
    progress.borrow().clear();
    let verdicts = verdicts?;
    let _ = progress::sum_up(&verdicts);
    report.map_or(Ok(()), |report| report.write(&verdicts)).map_err(no_report)?;
    Ok(verdicts.iter().all(|verdict| verdict.outcome.is_well()))
}

/// The message when a run is to end.
const ENDING: &str = "Stopping. What is on its way gets its answer; Ctrl-C again leaves it to the next run.";

/// Ends the run gracefully at the first signal; returns at the next one, or at once if nothing is sent.
async fn stopping(
    mut stops: Stops,
    stopped_by: &Cell<Option<i32>>,
    stop: &watch::Sender<bool>,
    progress: &RefCell<BatchProgress>,
) {
    stopped_by.set(Some(stops.next().await));
    if stop.send(true).is_ok() {
        let _ = progress.borrow_mut().note(ENDING);
        stops.next().await;
    }
}

fn tell(progress: &mut BatchProgress, told: BatchEvent<'_>) {
    // Nobody may be reading; the rows are booked all the same.
    let _ = match told {
        BatchEvent::Verdict(verdict) => progress.over(&line(verdict)),
        BatchEvent::Note(note) => progress.note(&note),
        BatchEvent::Begins => return progress.begins(),
        BatchEvent::Waits(clinic, wait) => progress.waits(clinic, wait),
        BatchEvent::LookedUp(rows) => return progress.looked_up(rows),
    };
}

/// Formats a verdict: `line 7: booked appt_… (Line 3 …)`.
fn line(verdict: &Verdict) -> String {
    let line = verdict.line;
    let id = verdict.appointment().map(|id| format!(" {id}")).unwrap_or_default();
    let details = verdict.details();
    let colon = if details.is_empty() { "" } else { ": " };
    sanitize(&format!("line {line}: {}{id}{colon}{details}", verdict.word())).into_owned()
}

fn at_once() -> impl clap::builder::TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(1..=MOST_AT_ONCE as i64)
}

/// The installed signal handlers, each with its number.
#[derive(Debug)]
struct Stops(Vec<(i32, Signal)>);

impl Stops {
    /// Installs the handlers.
    fn listen() -> io::Result<Stops> {
        let listen = |number| Ok((number, signal(SignalKind::from_raw(number))?));
        ENDING_SIGNALS.into_iter().map(listen).collect::<io::Result<_>>().map(Stops)
    }

    /// Waits for the next signal and returns its number.
    async fn next(&mut self) -> i32 {
        poll_fn(|context| {
            let mut each = self.0.iter_mut();
            let arrived =
                each.find_map(|(number, signal)| signal.poll_recv(context).is_ready().then_some(*number));
            arrived.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}
