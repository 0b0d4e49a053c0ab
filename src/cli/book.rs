//! `bookdesk book`: one booking from a shell, with a flag for each field of the field table.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{ArgGroup, Args};
use platform::signals;

use words::Wording;

use super::fields::{BookFields, FieldArgs, flag, values_at};
use super::{CommandEnd, FAILED, clinic_parser, clinics, load_config, pin, refuse, unwritten};
use booking::sanitize::{sanitize, sanitize_lines};
use booking::{ClinicId, FieldId, Mode, Outcome};
use clerk::{BookAnswer, BookRequest, ChangeVerdict, Filling, SendOptions, fields_of, one_line};
use config::log;
use i18n::say;
use office::Consent;
use runtime::CommandClerk;
use runtime::{notes_on_config, open_clerk, stderr, stdout};
use store::text_of;

/// The maximum bytes of a booking on standard input. One with every field at its limit has some tens of thousands.
const LONGEST_OBJECT: u64 = 1 << 20;

/// Book one appointment, without the desk: exit 0 only when it is booked.
///
/// Each field is written as in the form: names are found, times are read as people say them. Personal data belongs on
/// standard input (--stdin): what stands on a command line is seen by everyone on this machine, and kept by the shell.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
#[command(group = ArgGroup::new("whole").args(["stdin", "line"]))]
pub struct BookArgs {
    /// Where to book; with --line the one that the line means
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true, required_unless_present = "line")]
    clinic: Option<ClinicId>,
    /// Read the fields from standard input: one JSON object, its members called as in the API
    #[arg(long)]
    stdin: bool,
    /// A line as for the desk's entry line; takes the first free time it admits
    #[arg(long, value_name = "TEXT")]
    line: Option<String>,
    /// A visit template by its letter or name: it fills the fields that are not given
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "line")]
    template: Option<String>,
    #[command(flatten)]
    manner: MannerArgs,
    #[command(flatten)]
    fields: FieldArgs<BookFields>,
}

/// The options of every command that sends a change.
#[derive(Debug, Args)]
pub struct MannerArgs {
    /// Show the request and what stands against it; send nothing
    #[arg(long)]
    dry_run: bool,
    /// Go ahead in spite of warnings and conflicts, but not while it is unknown whether the same was sent before
    #[arg(long)]
    yes: bool,
    /// Book a visit although the same stands already: same patient, practitioner or place, and start
    #[arg(long)]
    again: bool,
    /// Go ahead though the shared records are away, and the other desks cannot see it
    #[arg(long)]
    alone: bool,
    /// Answer with one JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
    /// How long an outcome that nobody knows is looked up
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    wait: u64,
}

impl MannerArgs {
    pub(super) fn manner(&self) -> SendOptions {
        let MannerArgs {
            dry_run,
            yes,
            again,
            alone,
            wait,
            ..
        } = *self;
        SendOptions {
            dry_run,
            consent: Consent {
                to_warnings: yes,
                to_booking_again: again,
                to_going_alone: alone,
            },
            wait: Duration::from_secs(wait),
            list: None,
        }
    }
}

/// The exit codes (`shell.md` of the guide).
pub(super) const EXIT_CODES: &str = "\
Exit codes: 0 done, or a dry run with nothing against it; 2 usage, or something to fix (nothing sent); 3 refused by \
the server; 4 not permitted, or no PIN; 5 conflict or warning (--yes goes ahead in spite of most); 6 unknown, may be \
booked or changed; 7 not sent. What can't be shown, because standard output can't be written, ends with 1.";

/// Runs `bookdesk book`.
pub fn run(arguments: &BookArgs) -> CommandEnd {
    let request =
        read_request(arguments).map_err(|usage| refuse(&format!("bookdesk book: {usage}")))?;
    let mut clerk = clerk_for(arguments.clinic)?;
    let BookAnswer { clinic, verdict } = clerk.book(&request);
    let code = print_verdict(clerk.words(), clinic, &verdict, arguments.manner.json);
    clerk.finish();
    Ok(code)
}

/// Prints the outcome, and returns the exit code. `clinic` is for a verdict without an appointment.
pub(super) fn print_verdict(
    words: Wording<'_>,
    clinic: ClinicId,
    verdict: &ChangeVerdict,
    as_json: bool,
) -> ExitCode {
    let written = print(words, clinic, verdict, as_json);
    let unwritten = unwritten(written, words.language);
    if let Some(why) = &unwritten {
        print_unwritten(words, clinic, verdict, why);
    }
    print_remarks(words, verdict, as_json);
    match verdict.outcome {
        // The only task was to show it.
        Outcome::Shown(_) if unwritten.is_some() => ExitCode::from(FAILED),
        _ => ExitCode::from(verdict.exit_code()),
    }
}

/// Opens a clerk with the configuration of the environment. Signals that end a program stop it.
pub(super) fn clerk_for(clinic: Option<ClinicId>) -> Result<CommandClerk, ExitCode> {
    let config = load_config(clinic)?;
    pin::permit(&config)?;
    let can_not_begin = |error: io::Error| refuse(&format!("bookdesk: {error}"));
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    signals::listen(signals::ENDING, move |_| {
        stopped.store(true, Ordering::SeqCst)
    })
    .map_err(can_not_begin)?;
    let modes = runtime::modes(&config);
    if let Err(error) = log::start(&config, modes) {
        let _ = writeln!(stderr(), "No log is kept: {error}.");
    }
    for note in notes_on_config(&config, clinic) {
        let _ = writeln!(stderr(), "{note}");
    }
    open_clerk(config, stop).map_err(can_not_begin)
}

fn read_request(arguments: &BookArgs) -> Result<BookRequest, String> {
    let values = arguments.fields.values();
    let filling = match (&arguments.line, arguments.clinic) {
        (Some(_), _) if !values.is_empty() => {
            return Err("--line and flags of single fields exclude each other".to_owned());
        }
        (Some(line), _) => Filling::Line(line.clone()),
        (None, Some(_)) if arguments.stdin && !values.is_empty() => {
            return Err("--stdin and flags of single fields exclude each other".to_owned());
        }
        (None, Some(clinic)) if arguments.stdin => Filling::Fields(read_fields(clinic)?),
        (None, Some(clinic)) => Filling::Fields(checked_values(clinic, values)?),
        (None, None) => return Err("--backend says where to book".to_owned()),
    };
    Ok(BookRequest {
        clinic: arguments.clinic,
        filling,
        template: arguments.template.clone(),
        manner: arguments.manner.manner(),
    })
}

/// Reads the fields of a clinic from standard input.
pub(super) fn read_fields(clinic: ClinicId) -> Result<Vec<(FieldId, String)>, String> {
    let text = text_of(io::stdin().lock(), LONGEST_OBJECT)
        .map_err(|why| format!("standard input can't be read: {why}"))?;
    fields_of(clinics(), clinic, &text).map_err(|error| error.to_string())
}

/// Returns the values, if the clinic has fields for all of them.
fn checked_values(
    clinic: ClinicId,
    values: &[(FieldId, String)],
) -> Result<Vec<(FieldId, String)>, String> {
    match values
        .iter()
        .find(|(id, _)| clinic.field_by_key(id.key()).is_none())
    {
        Some((id, _))
            if clinic
                .optional_fields()
                .iter()
                .any(|field| field.key() == id.key()) =>
        {
            Err(format!(
                "--{} is a field at {clinic} only if asks_for under {} names it in the configuration",
                flag(*id),
                clinic.table(),
            ))
        }
        Some((id, _)) => {
            let others: Vec<&str> = clinics()
                .iter()
                .filter(|other| other.every_field().any(|field| field == *id))
                .map(ClinicId::name)
                .collect();
            Err(format!(
                "--{} is a field of {}, and this is a booking at {clinic}: see `bookdesk book --help`",
                flag(*id),
                others.join(", ")
            ))
        }
        None if values.is_empty() => {
            Err("nothing to book: name its fields, or use --stdin or --line".to_owned())
        }
        None => Ok(values_at(clinic, values).collect()),
    }
}

fn print(
    words: Wording<'_>,
    clinic: ClinicId,
    verdict: &ChangeVerdict,
    as_json: bool,
) -> io::Result<()> {
    if as_json {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", one_line(&verdict.json()))?;
        return out.flush();
    }
    let mut out = stdout();
    for line in verdict.lines(words, clinic) {
        writeln!(out, "{}", sanitize(&line))?;
    }
    out.flush()
}

/// Prints on standard error why the answer is not on standard output, and the outcome of a change.
fn print_unwritten(words: Wording<'_>, clinic: ClinicId, verdict: &ChangeVerdict, why: &str) {
    let mut err = stderr();
    // Standard error may be gone, too.
    let _ = writeln!(err, "{why}");
    if !matches!(verdict.outcome, Outcome::Shown(_)) {
        for line in verdict.lines(words, clinic) {
            let _ = writeln!(err, "{}", sanitize(&line));
        }
    }
}

/// Prints further remarks on standard error.
fn print_remarks(words: Wording<'_>, verdict: &ChangeVerdict, as_json: bool) {
    let mut remarks: Vec<String> = words.store_remarks().collect();
    let overtaken = words.office.overtaken_notes().iter();
    remarks.extend(overtaken.map(|notes| words.notes_overtaken(notes)));
    let beside_verdict = io::stdout().is_terminal() && io::stderr().is_terminal();
    let mut complaints = if as_json {
        Vec::new()
    } else {
        verdict.complaints(beside_verdict)
    };
    complaints.retain(|complaint| !remarks.contains(complaint));
    remarks.extend(complaints);
    let clinic = verdict
        .outcome
        .appointment()
        .map(|appointment| appointment.clinic);
    if clinic.is_some_and(|clinic| words.office.mode_of(clinic) == Mode::Sandbox) {
        remarks.push(say!(words.language, "shell-was-sandbox").to_owned());
    }
    let mut err = stderr();
    for remark in remarks {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(err, "{}", sanitize_lines(&remark));
    }
}
