//! `bookdesk away`: a practitioner's absence, and the list of upcoming absences.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::board::print_list;
use super::book::{EXIT_CODES, MannerArgs, clerk_for};
use super::{CommandEnd, FAILED, clinic_parser, fail, refuse, unwritten};
use booking::ClinicId;
use booking::sanitize::{sanitize, sanitize_lines};
use clerk::{AwayRequest, CommandAnswer, one_line};
use runtime::CommandClerk;
use runtime::{stderr, stdout};

/// Enter that a practitioner is away, or take it back; without a practitioner, list the absences that are coming.
///
/// One request is sent for each day. Who is booked within is printed, and is a warning: --yes enters it all the same.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct AwayArgs {
    /// The practitioner: a code, a name or an id
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// When, as on the entry line: `11-14`, `mo-fr`, `24.12.-2.1.`, `fr afternoon`, `14:00 15min`; what follows is the
    /// reason
    #[arg(value_name = "WHEN", requires = "who")]
    when: Vec<String>,
    /// The reason; it is sent to the clinic, where everybody reads it
    #[arg(long, value_name = "TEXT", requires = "who")]
    reason: Option<String>,
    /// Take back the absences that are within this time
    #[arg(long, requires = "who")]
    remove: bool,
    /// At this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Runs `bookdesk away`.
pub(super) fn run(arguments: &AwayArgs) -> CommandEnd {
    let Some(who) = &arguments.who else {
        return list(arguments);
    };
    let when: Vec<String> = arguments
        .when
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(str::to_owned)
        .collect();
    if when.is_empty() {
        return Err(refuse(
            "bookdesk away: for when? `11-14`, `mo-fr`, `24.12.-2.1.`, `today`",
        ));
    }
    let mut clerk = clerk_for(arguments.clinic)?;
    let answer = clerk.away(&AwayRequest {
        clinic: arguments.clinic,
        who: who.clone(),
        when,
        reason: arguments.reason.clone(),
        removes: arguments.remove,
        manner: arguments.manner.manner(),
    });
    let code = print_answer(&clerk, &answer, arguments.manner.json);
    clerk.finish();
    Ok(code)
}

fn list(arguments: &AwayArgs) -> CommandEnd {
    let mut clerk = clerk_for(arguments.clinic)?;
    let list = clerk.coming_absences(arguments.clinic);
    clerk.finish();
    Ok(print_list(&list, arguments.manner.json))
}

/// Prints an answer: the result on standard output, further messages on standard error.
pub(super) fn print_answer(
    clerk: &CommandClerk,
    answer: &CommandAnswer,
    as_json: bool,
) -> ExitCode {
    let written = if as_json {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", one_line(&answer.json)).and_then(|()| out.flush())
    } else {
        let mut out = stdout();
        let mut lines = answer.lines.iter();
        lines
            .try_for_each(|line| writeln!(out, "{}", sanitize(line)))
            .and_then(|()| out.flush())
    };
    let mut err = stderr();
    let words = clerk.words();
    let overtaken = clerk
        .office()
        .overtaken_notes()
        .iter()
        .map(|notes| words.notes_overtaken(notes));
    let remarks = words.store_remarks().chain(overtaken).chain(if as_json {
        Vec::new()
    } else {
        answer.remarks.clone()
    });
    for remark in remarks {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(err, "{}", sanitize_lines(&remark));
    }
    drop(err);
    if let Some(why) = unwritten(written, clerk.language()) {
        // The exit code still says what was sent.
        let _ = fail(FAILED, &why);
    }
    ExitCode::from(answer.verdict.exit_code())
}
