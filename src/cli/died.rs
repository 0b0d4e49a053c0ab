//! `bookdesk died`: what is done for a patient who has died.

use std::io::{self, Write};

use clap::Args;

use super::alter::{exit_of, only_clinic_of_patient, print_nothing_to_do};
use super::book::{EXIT_CODES, MannerArgs, clerk_for, print_verdict};
use super::{CommandEnd, FAILED, clinic_parser, fail, refuse, unwritten};
use booking::sanitize::sanitize;
use booking::{ClinicId, Outcome};
use clerk::{DeathRequest, DeathStep, one_line};
use i18n::say;
use runtime::{stderr, stdout};
use words::Wording;

/// Cancel all visits to come of a patient who has died, at every clinic, and note it: exit 0 only when all of it is done.
///
/// The desks have a note about the patient that warns, and a clinic whose own record has a place for it is told. Each step is a
/// line, and 1 is the exit code if some are not done. Without `--yes` it only says what it would do, and exits with 5.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct DiedArgs {
    /// The patient who has died
    #[arg(long = "patient-id", value_name = "ID")]
    patient: String,
    /// At this clinic the patient has that id
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Runs `bookdesk died`.
pub(super) fn run(arguments: &DiedArgs) -> CommandEnd {
    let DiedArgs {
        patient,
        clinic,
        manner,
    } = arguments;
    let clinic = clinic.or_else(|| only_clinic_of_patient(patient));
    let clinic = clinic.ok_or_else(|| refuse("bookdesk died: --backend says whose id it is"))?;
    let request = DeathRequest {
        clinic,
        patient: patient.clone(),
        manner: manner.manner(),
    };
    let mut clerk = clerk_for(Some(clinic))?;
    let mut outcomes = Vec::new();
    let mut written = Ok(());
    let ended = clerk.record_death(&request, &mut |clerk, step| {
        outcomes.push(step.told.verdict.outcome.clone());
        if written.is_ok() {
            written = print_step(clerk.words(), step, manner.json);
        }
    });
    if let Err(verdict) = ended {
        let code = print_verdict(clerk.words(), clinic, &verdict, manner.json);
        clerk.finish();
        return Ok(code);
    }
    let language = clerk.language();
    if outcomes.is_empty() {
        written = written.and_then(|()| print_nothing_to_do(manner.json));
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(stderr(), "{}", say!(language, "died-nothing-left"));
    }
    if outcomes.contains(&Outcome::Warning) {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(stderr(), "{}", say!(language, "died-ask"));
    }
    clerk.finish();
    if let Some(why) = unwritten(written, language) {
        return Err(fail(FAILED, &why));
    }
    Ok(exit_of(&outcomes))
}

/// Prints what has become of a step: its lines, or a JSON object.
fn print_step(words: Wording<'_>, step: &DeathStep, as_json: bool) -> io::Result<()> {
    let mut out = stdout();
    if as_json {
        writeln!(out, "{}", one_line(&step.json()))?;
        return out.flush();
    }
    for line in step.lines(words) {
        writeln!(out, "{}", sanitize(&line))?;
    }
    out.flush()
}
