//! `bookdesk note` and `bookdesk call-back`: the desks' notes about a patient.

use clap::Args;

use super::away::print_answer;
use super::book::{EXIT_CODES, clerk_for};
use super::{CommandEnd, clinic_parser};
use booking::ClinicId;
use clerk::{CallBackWish, NoteRequest};

/// Show the note of the desks about a patient, write it, or take it away.
///
/// The note is kept in the records of the desks; nothing is sent to a clinic. One that begins with `!` is a warning: a booking
/// of the patient is asked about, and `book` needs --yes.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct NoteArgs {
    /// The patient: an id, a birth date and initials, or a name
    #[arg(value_name = "PATIENT")]
    patient: String,
    /// The note, at most 120 characters; `""` takes the note away
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// At this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Answer with one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs `bookdesk note`.
pub(super) fn run(arguments: &NoteArgs) -> CommandEnd {
    let mut clerk = clerk_for(arguments.clinic)?;
    let answer = clerk.note(&NoteRequest {
        clinic: arguments.clinic,
        patient: arguments.patient.clone(),
        text: arguments.text.clone(),
    });
    let code = print_answer(&clerk, &answer, arguments.json);
    clerk.finish();
    Ok(code)
}

/// Put a patient on the call list of every desk, with words.
///
/// The list is kept in the records of the desks; nothing is sent to a clinic. `bookdesk calls` shows it.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct CallBackArgs {
    /// The patient: an id, a birth date and initials, or a name
    #[arg(value_name = "PATIENT")]
    patient: String,
    /// The subject of the call, at most 120 characters
    #[arg(value_name = "TEXT")]
    text: String,
    /// The operator or desk that is to call, one word
    #[arg(long = "for", value_name = "NAME")]
    assignee: Option<String>,
    /// At this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Answer with one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Runs `bookdesk call-back`.
pub(super) fn run_call_back(arguments: &CallBackArgs) -> CommandEnd {
    let mut clerk = clerk_for(arguments.clinic)?;
    let answer = clerk.want_call(&CallBackWish {
        clinic: arguments.clinic,
        patient: arguments.patient.clone(),
        words: arguments.text.clone(),
        assignee: arguments.assignee.clone(),
    });
    let code = print_answer(&clerk, &answer, arguments.json);
    clerk.finish();
    Ok(code)
}
