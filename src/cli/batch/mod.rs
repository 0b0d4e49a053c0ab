//! `bookdesk batch`: books every row of a file, with a verdict for each. After the first signal nothing more is sent,
//! and the answers to calls under way are awaited; a second signal ends that wait.

mod progress;

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use platform::signals;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::watch;

use super::{CommandEnd, NOT_BEGUN, apis, clinics, fail, pin};
use batch::{
    Batch, BatchError, BatchEvent, BatchSetup, CsvSheet, MOST_AT_ONCE, Report, ReportError, Verdict,
};
use booking::sanitize::sanitize;
use config::{Config, Environment, Flags};
use office::Consent;
use progress::BatchProgress;
use runtime::{clinic_options, ended_by, notes_on_config, stderr, wall_clock};

/// Book every row of a CSV file: a column `backend`, and the fields by their names on the wire
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
    /// Book a visit although the same stands already, by another file or by somebody else
    #[arg(long)]
    again: bool,
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

/// The exit code if the records are unreliable and nothing was sent.
const NO_RECORDS: u8 = 7;

/// Runs `bookdesk batch`.
pub fn run(arguments: &BatchArgs) -> CommandEnd {
    let environment = Environment::of_process();
    let config = Config::load(&environment, apis(), Flags::default()).map_err(refuse)?;
    pin::permit(&config)?;
    for note in notes_on_config(&config, None) {
        let _ = writeln!(stderr(), "{note}");
    }
    let file = &arguments.file;
    let sheet = CsvSheet::open(clinics(), file)
        .map_err(|why| refuse(format!("{}: {why}", file.display())))?;
    // Opened before anything is sent, so that nothing is sent if the report can't be written.
    let no_report = |why: ReportError| {
        let file = arguments.report.clone().unwrap_or_default();
        refuse(format!(
            "the report {} can't be written: {why}",
            file.display()
        ))
    };
    let report = arguments
        .report
        .as_deref()
        .map(Report::create)
        .transpose()
        .map_err(no_report)?;
    let is_shown = io::stderr().is_terminal() && !environment.has_dumb_terminal();
    let progress = RefCell::new(BatchProgress::new(sheet.len(), is_shown));
    let stopped_by = Cell::new(None);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(refuse)?;
    let signals = listen().map_err(refuse)?;
    let result = runtime.block_on(run_sheet(
        arguments,
        config,
        &sheet,
        &progress,
        (signals, &stopped_by),
    ));
    progress.borrow().clear();
    let incomplete = stopped_by.get().map_or(ExitCode::FAILURE, ended_by);
    let verdicts = match result {
        Ok(Some(verdicts)) => verdicts,
        // Calls under way are on record: the next run of the file looks them up.
        Ok(None) => {
            let why = "stopped; what was on its way is looked up when the file is run again";
            return Err(fail_batch(incomplete, why));
        }
        Err(error) => return Err(fail_batch(code_of(&error, incomplete), error)),
    };
    let _ = progress::sum_up(&verdicts);
    report
        .map_or(Ok(()), |report| report.write(&verdicts))
        .map_err(no_report)?;
    let is_well = verdicts.iter().all(|verdict| verdict.outcome.is_well());
    if is_well {
        Ok(ExitCode::SUCCESS)
    } else {
        Err(incomplete)
    }
}

fn refuse(why: impl Display) -> ExitCode {
    fail_batch(NOT_BEGUN, why)
}

fn fail_batch(code: impl Into<ExitCode>, why: impl Display) -> ExitCode {
    fail(code, &format!("bookdesk batch: {why}"))
}

/// Returns the exit code if there are no verdicts; `incomplete` if rows may have been sent.
fn code_of(error: &BatchError, incomplete: ExitCode) -> ExitCode {
    match error {
        BatchError::Records(_)
        | BatchError::Shared(_)
        | BatchError::SetAside(_)
        | BatchError::Older(..)
        | BatchError::Altered(..) => ExitCode::from(NO_RECORDS),
        BatchError::Store(_) | BatchError::Stopped => incomplete,
        BatchError::Client(_) | BatchError::Folder(_) => ExitCode::from(NOT_BEGUN),
    }
}

/// Books the rows, or checks them in a dry run; `None` if a second signal arrived meanwhile.
async fn run_sheet(
    arguments: &BatchArgs,
    config: Config,
    sheet: &CsvSheet,
    progress: &RefCell<BatchProgress>,
    (signals, stopped_by): (UnboundedReceiver<i32>, &Cell<Option<i32>>),
) -> Result<Option<Vec<Verdict>>, BatchError> {
    let (stop, stopped) = watch::channel(false);
    let work = async {
        let mut notify = |event: BatchEvent<'_>| show_event(&mut progress.borrow_mut(), event);
        let setup = BatchSetup {
            consent: Consent {
                to_warnings: arguments.yes,
                to_booking_again: arguments.again,
                to_going_alone: arguments.alone,
            },
            ..BatchSetup::of(&config)
        };
        let batch = Batch::open(setup, clinic_options(config), wall_clock()).await?;
        if arguments.dry_run {
            // Nothing is sent, so there is nothing to wait for.
            drop(stopped);
            batch.rehearse(sheet, &mut notify).await
        } else {
            let at_once = usize::from(arguments.concurrency);
            batch.book(sheet, at_once, stopped, &mut notify).await
        }
    };
    tokio::select! {
        verdicts = work => verdicts.map(Some),
        never = progress::keep_updated(progress) => match never {},
        () = stop_by_signal(signals, stopped_by, &stop, progress) => Ok(None),
    }
}

/// The message for a stopped run.
const STOPPING: &str =
    "Stopping. What is on its way gets its answer; Ctrl-C again leaves it to the next run.";

/// Stops the run at the first signal. Returns at the next one, or at once if nothing is being sent.
async fn stop_by_signal(
    mut signals: UnboundedReceiver<i32>,
    stopped_by: &Cell<Option<i32>>,
    stop: &watch::Sender<bool>,
    progress: &RefCell<BatchProgress>,
) {
    stopped_by.set(signals.recv().await);
    if stop.send(true).is_ok() {
        let _ = progress.borrow_mut().note(STOPPING);
        signals.recv().await;
    }
}

fn show_event(progress: &mut BatchProgress, event: BatchEvent<'_>) {
    // The reader of the output may be gone; the rows are booked anyway.
    let _ = match event {
        BatchEvent::Verdict(verdict) => progress.count_row(&format_verdict(verdict)),
        BatchEvent::Note(note) => progress.note(&note),
        BatchEvent::Begins => return progress.begins(),
        BatchEvent::Waits(clinic, wait) => progress.waits(clinic, wait),
        BatchEvent::LookedUp(rows) => return progress.looked_up(rows),
    };
}

/// Formats a verdict: `line 7: booked appt_… (Line 3 …)`.
fn format_verdict(verdict: &Verdict) -> String {
    let line = verdict.line;
    let id = verdict
        .appointment()
        .map(|id| format!(" {id}"))
        .unwrap_or_default();
    let details = verdict.details();
    let colon = if details.is_empty() { "" } else { ": " };
    sanitize(&format!(
        "line {line}: {}{id}{colon}{details}",
        verdict.word()
    ))
    .into_owned()
}

fn at_once() -> impl clap::builder::TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(1..=MOST_AT_ONCE as i64)
}

/// Listens for signals that end a program, and passes on their numbers.
fn listen() -> io::Result<UnboundedReceiver<i32>> {
    let (sender, numbers) = unbounded_channel();
    signals::listen(signals::ENDING, move |number| {
        // The run is already over.
        let _ = sender.send(number);
    })?;
    Ok(numbers)
}
