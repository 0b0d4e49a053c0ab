//! `bookdesk show`, `move`, `change`, `cancel`, `remove`, `undo`, `status`, `panels` and `confirm`: one appointment, by
//! its id.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::book::{EXIT_CODES, MannerArgs, clerk_for, print_verdict, read_fields};
use super::fields::{ChangeFields, FieldArgs, MoveFields, flag, values_at};
use super::{CommandEnd, FAILED, clinic_parser, clinics, fail, offered_clinics, refuse, unwritten};
use booking::sanitize::sanitize;
use booking::{ChangeId, ClinicId, FieldId, Outcome, Status, fields_of_details, fields_of_move};
use clerk::{
    AlterRequest, ChangeVerdict, DayWords, RequestedChange, VisitDays, VisitVerdict, VisitsRequest,
    one_line,
};
use i18n::say;
use runtime::{CommandClerk, stderr, stdout};
use words::Wording;

/// The exit code of a command that needs consent to send.
const ASKS: u8 = 5;

/// Which appointment.
#[derive(Debug, Args)]
pub struct WhichArgs {
    #[arg(value_name = "ID", required_unless_present = "id")]
    #[arg(help = "Its id; the clinic follows from it where its ids look like no other's")]
    given: Option<String>,
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true, help = "Who keeps it")]
    clinic: Option<ClinicId>,
    #[arg(
        long,
        value_name = "ID",
        conflicts_with = "given",
        help = "Its id there"
    )]
    id: Option<String>,
}

impl WhichArgs {
    fn id(&self) -> &str {
        self.id
            .as_deref()
            .or(self.given.as_deref())
            .unwrap_or_default()
            .trim()
    }
}

/// Show an appointment: whose, when, where, and its status.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct ShowArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Answer with one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Give an appointment another time or place: exit 0 only when it is moved.
///
/// Each field is written as in the form. What is not named stays as it is: its length, its place, its time.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct MoveCommand {
    #[command(flatten)]
    which: WhichArgs,
    /// To when, as in the form: `fr 9:00`, `10.2.2027 9:00-9:30`, `14:15` on its own day; or the first free time that
    /// fits, as on the entry line: `th afternoon`
    #[arg(value_name = "WHEN", conflicts_with = "id")]
    when: Vec<String>,
    #[command(flatten)]
    manner: MannerArgs,
    #[command(flatten)]
    fields: FieldArgs<MoveFields>,
}

/// Change what an appointment is about: exit 0 only when it is changed.
///
/// Each field is written as in the form; what is not named stays as it is. Its time and practitioner are changed by
/// `bookdesk move`. Personal data belongs on standard input (--stdin): what stands on a command line is seen by everyone
/// on this machine, and kept by the shell.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct ChangeArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Read the fields from standard input: one JSON object, its members called as in the API
    #[arg(long)]
    stdin: bool,
    #[command(flatten)]
    manner: MannerArgs,
    #[command(flatten)]
    fields: FieldArgs<ChangeFields>,
}

/// Cancel an appointment, or visits to come of one patient: exit 0 only when all of them are cancelled.
///
/// Of a patient it cancels those at one clinic, one after the other: each is a line, and 1 is the exit code if some are not
/// cancelled. Without `--yes` it only says which it would cancel, and exits with 5.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
#[command(mut_arg("given", |given| given.required_unless_present("patient")))]
pub struct CancelArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// The patient whose visits are cancelled
    #[arg(
        long = "patient-id",
        value_name = "ID",
        conflicts_with_all = ["given", "id"],
        requires = "days"
    )]
    patient: Option<String>,
    /// Those on these days, as on the entry line: `december`, `w12`, `mo-fr`
    #[arg(long, value_name = "WHEN", requires = "patient", group = "days", value_parser = day_words)]
    on: Option<DayWords>,
    /// All that are to come in the next 400 days
    #[arg(long, requires = "patient", group = "days")]
    all: bool,
    /// Why; it is sent where the clinic takes a reason
    #[arg(long, value_name = "TEXT", default_value = "patient request")]
    reason: String,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Remove an entry that was made in error: exit 0 only when it is removed. Nothing brings it back.
///
/// If a visit is off, cancel it instead: that keeps its history. Removing needs both `--yes` and `--permanently`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct RemoveArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// That nothing brings it back is known
    #[arg(long)]
    permanently: bool,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Take the last change back: exit 0 only when its appointment is as it was before.
///
/// A booking is cancelled as booked in error; a move, a status or other details go back. Without `--yes` it only says what
/// it would take back, and exits with 5.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct UndoArgs {
    #[arg(value_name = "ID")]
    #[arg(
        help = "The appointment whose last change it is; without it, the last change of today at this desk"
    )]
    id: Option<String>,
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true, help = "Who keeps it")]
    clinic: Option<ClinicId>,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Say how far an appointment has come: exit 0 only when its status is set.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct StatusArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// The new status, by the clinic's own word
    #[arg(long, value_name = "WORD", value_parser = PossibleValuesParser::new(Status::WORDS).try_map(|word| word.parse::<Status>()))]
    to: Status,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Order panels with a blood draw, or take some off it: exit 0 only when all of them are.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct PanelsArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Panels to order
    #[arg(long, value_name = "UUID", num_args = 1.., required_unless_present = "remove")]
    add: Vec<String>,
    /// Panels to take off, once those to order are there
    #[arg(long, value_name = "UUID", num_args = 1..)]
    remove: Vec<String>,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Mark a draw as done: exit 0 only when the clinic knows. Nothing takes that back.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct ConfirmArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// The digits on the kit
    #[arg(long, value_name = "N")]
    barcode: String,
    #[arg(long, value_name = "N", help = "The same once more")]
    barcode_again: String,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Runs `bookdesk panels`: adds, then removes, with a request for each.
pub fn panels(arguments: &PanelsArgs) -> CommandEnd {
    let PanelsArgs {
        which,
        add,
        remove,
        manner,
    } = arguments;
    with_appointment(which, manner.json, |clerk, clinic| {
        let mut alter_panels = |panels: &[String], adds| {
            let to = RequestedChange::WithPanels {
                panels: panels.to_vec(),
                adds,
            };
            clerk.alter(&alter_request(clinic, which, manner, to))
        };
        if add.is_empty() {
            return alter_panels(remove, false);
        }
        let added = alter_panels(add, true);
        if remove.is_empty() || !added.outcome.is_well() {
            added
        } else {
            alter_panels(remove, false)
        }
    })
}

/// Runs `bookdesk confirm`.
pub fn confirm(arguments: &ConfirmArgs) -> CommandEnd {
    let barcodes = [arguments.barcode.clone(), arguments.barcode_again.clone()];
    alter(
        &arguments.which,
        &arguments.manner,
        RequestedChange::ConfirmDraw(barcodes),
    )
}

/// Runs `bookdesk show`.
pub fn show(arguments: &ShowArgs) -> CommandEnd {
    let which = &arguments.which;
    with_appointment(which, arguments.json, |clerk, clinic| {
        clerk.show(clinic, which.id())
    })
}

/// Runs `bookdesk move`.
pub fn change_time(arguments: &MoveCommand) -> CommandEnd {
    let MoveCommand {
        which,
        when,
        manner,
        fields,
    } = arguments;
    let known_clinic = which
        .clinic
        .or_else(|| offered_clinics().of_appointment(which.id()));
    let allowed = known_clinic.map_or_else(
        || clinics().iter().flat_map(fields_of_move).collect(),
        fields_of_move,
    );
    let values = fields.values();
    let is_allowed = |id: FieldId| allowed.iter().any(|field| field.key() == id.key());
    let foreign: Vec<FieldId> = values
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| !is_allowed(*id))
        .collect();
    let is_nothing = values.is_empty() && when.is_empty();
    if is_nothing || !foreign.is_empty() {
        let what = match (is_nothing, known_clinic) {
            (true, _) => "nothing to move it to".to_owned(),
            (false, Some(clinic)) => format!("{clinic} has no {}", join_flags(foreign)),
            (false, None) => format!("nothing has {}", join_flags(foreign)),
        };
        return Err(refuse(&format!(
            "bookdesk move: {what}; there it takes {}",
            join_flags(allowed)
        )));
    }
    let is_start = |id: FieldId| clinics().iter().any(|clinic| clinic.start_field() == id);
    if !when.is_empty() && values.iter().any(|(id, _)| is_start(*id)) {
        return Err(refuse("bookdesk move: the time is said twice"));
    }
    with_appointment(which, manner.json, |clerk, clinic| {
        let time = Some(when.join(" ")).filter(|text| !text.is_empty());
        let time = time.map(|text| (clinic.start_field(), text));
        let to =
            RequestedChange::Moved(time.into_iter().chain(values_at(clinic, values)).collect());
        clerk.alter(&alter_request(clinic, which, manner, to))
    })
}

/// Runs `bookdesk change`.
pub fn change_details(arguments: &ChangeArgs) -> CommandEnd {
    let ChangeArgs {
        which,
        stdin,
        manner,
        fields,
    } = arguments;
    let refuse = |what: String| refuse(&format!("bookdesk change: {what}"));
    let values = fields.values();
    let known_clinic = which
        .clinic
        .or_else(|| offered_clinics().of_appointment(which.id()));
    let read = if *stdin && !values.is_empty() {
        return Err(refuse(
            "--stdin and flags of single fields exclude each other".to_owned(),
        ));
    } else if *stdin {
        let clinic =
            known_clinic.ok_or_else(|| refuse("--backend says who keeps it".to_owned()))?;
        read_fields(clinic).map_err(refuse)?
    } else {
        values.to_vec()
    };
    let allowed: Vec<FieldId> = known_clinic.map_or_else(
        || clinics().iter().flat_map(fields_of_details).collect(),
        fields_of_details,
    );
    let is_allowed = |id: FieldId| allowed.iter().any(|field| field.key() == id.key());
    let foreign: Vec<FieldId> = read
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| !is_allowed(*id))
        .collect();
    if let Some(clinic) = known_clinic
        && allowed.is_empty()
    {
        return Err(refuse(format!("{clinic} has no way to do that")));
    }
    if read.is_empty() || !foreign.is_empty() {
        let what = if foreign.is_empty() {
            "nothing to change".to_owned()
        } else {
            format!("it does not take {}", join_flags(foreign))
        };
        return Err(refuse(format!(
            "{what}; there it takes {}",
            join_flags(allowed)
        )));
    }
    with_appointment(which, manner.json, |clerk, clinic| {
        let to = RequestedChange::WithDetails(values_at(clinic, &read).collect());
        clerk.alter(&alter_request(clinic, which, manner, to))
    })
}

fn join_flags(fields: Vec<FieldId>) -> String {
    fields
        .into_iter()
        .map(|id| format!("--{}", flag(id)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn day_words(typed: &str) -> Result<DayWords, &'static str> {
    DayWords::new(typed).ok_or("no day is named")
}

/// Runs `bookdesk cancel`.
pub fn cancel(arguments: &CancelArgs) -> CommandEnd {
    let CancelArgs {
        which,
        patient,
        on,
        reason,
        manner,
        ..
    } = arguments;
    if let Some(patient) = patient {
        let here = which.clinic.or_else(|| only_clinic_of_patient(patient));
        let clinic =
            here.ok_or_else(|| refuse("bookdesk cancel: --backend says who keeps them"))?;
        let request = VisitsRequest {
            clinic,
            patient: patient.clone(),
            days: on.clone().map_or(VisitDays::All, VisitDays::On),
            reason: reason.clone(),
            manner: manner.manner(),
        };
        return cancel_visits(&request, manner.json);
    }
    alter(which, manner, RequestedChange::Cancelled(reason.clone()))
}

/// Returns the only clinic that may have a patient with this id.
pub(super) fn only_clinic_of_patient(id: &str) -> Option<ClinicId> {
    let offered = offered_clinics();
    let mut alike = offered
        .iter()
        .filter(|clinic| clinic.people().id(id).is_some());
    let first = alike.next()?;
    alike.next().is_none().then_some(first)
}

/// What is told of each of several visits, and how they have ended.
struct EachVisit {
    clinic: ClinicId,
    as_json: bool,
    outcomes: Vec<Outcome>,
    written: io::Result<()>,
}

impl EachVisit {
    fn of(clinic: ClinicId, as_json: bool) -> EachVisit {
        EachVisit {
            clinic,
            as_json,
            outcomes: Vec::new(),
            written: Ok(()),
        }
    }

    fn tell(&mut self, words: Wording<'_>, visit: &VisitVerdict) {
        self.outcomes.push(visit.verdict.outcome.clone());
        if self.written.is_ok() {
            self.written = print_visit(words, self.clinic, visit, self.as_json);
        }
    }
}

/// Cancels visits of a patient, with a line for each.
fn cancel_visits(request: &VisitsRequest, as_json: bool) -> CommandEnd {
    let mut clerk = clerk_for(Some(request.clinic))?;
    let mut each = EachVisit::of(request.clinic, as_json);
    let ended = clerk.cancel_visits(request, &mut |clerk, visit| each.tell(clerk.words(), visit));
    let EachVisit {
        outcomes, written, ..
    } = each;
    if let Err(verdict) = ended {
        let code = print_verdict(clerk.words(), request.clinic, &verdict, as_json);
        clerk.finish();
        return Ok(code);
    }
    let language = clerk.language();
    let written = if outcomes.is_empty() {
        written.and_then(|()| print_nothing_to_do(as_json))
    } else {
        written
    };
    let remark = if outcomes.is_empty() {
        Some(say!(language, "visits-none-then"))
    } else if outcomes.contains(&Outcome::Warning) {
        Some(say!(language, "visits-ask"))
    } else {
        None
    };
    if let Some(remark) = remark {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(stderr(), "{remark}");
    }
    clerk.finish();
    if let Some(why) = unwritten(written, language) {
        return Err(fail(FAILED, &why));
    }
    Ok(exit_of(&outcomes))
}

/// Returns the exit code of several changes: that they wait for consent, if any does.
pub(super) fn exit_of(outcomes: &[Outcome]) -> ExitCode {
    if outcomes.contains(&Outcome::Warning) {
        ExitCode::from(ASKS)
    } else if outcomes.iter().all(Outcome::is_well) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Tells a program that there is nothing to do, which a person is told on standard error.
pub(super) fn print_nothing_to_do(as_json: bool) -> io::Result<()> {
    if !as_json {
        return Ok(());
    }
    let mut out = stdout();
    writeln!(out, "{}", one_line(&ChangeVerdict::nothing_to_do().json()))?;
    out.flush()
}

/// Prints the outcome for a visit: a line, or a JSON object.
fn print_visit(
    words: Wording<'_>,
    clinic: ClinicId,
    visit: &VisitVerdict,
    as_json: bool,
) -> io::Result<()> {
    let mut out = stdout();
    if as_json {
        writeln!(out, "{}", one_line(&visit.json()))?;
        return out.flush();
    }
    for line in visit.lines(words, clinic) {
        writeln!(out, "{}", sanitize(&line))?;
    }
    out.flush()
}

/// Runs `bookdesk undo`.
pub fn undo(arguments: &UndoArgs) -> CommandEnd {
    let UndoArgs { id, clinic, manner } = arguments;
    let Some(id) = id else {
        let mut clerk = clerk_for(*clinic)?;
        let changes = clerk.last_changes_here();
        if changes.len() > 1 {
            return undo_list(clerk, &changes, manner);
        }
        let verdict = clerk.undo(changes.first().copied(), &manner.manner());
        let code = print_verdict(clerk.words(), clerk.clinic(), &verdict, manner.json);
        print_notes_of_death(clerk.words(), &changes);
        clerk.finish();
        return Ok(code);
    };
    let which = WhichArgs {
        given: Some(id.clone()),
        clinic: *clinic,
        id: None,
    };
    with_appointment(&which, manner.json, |clerk, clinic| {
        clerk.undo_of(clinic, which.id(), &manner.manner())
    })
}

/// Says that a note still says that the patient of a change that is taken back has died.
fn print_notes_of_death(words: Wording<'_>, changes: &[ChangeId]) {
    let how = say!(words.language, "undo-noted-as-dead-shell");
    for line in words.still_noted_as_dead(words.patients_of_changes(changes), how) {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(stderr(), "{}", sanitize(&line));
    }
}

/// Takes back changes that were made in one list, with a line for each.
fn undo_list(mut clerk: CommandClerk, changes: &[ChangeId], manner: &MannerArgs) -> CommandEnd {
    let language = clerk.language();
    // The reader may be gone; the exit code is still correct.
    let _ = writeln!(stderr(), "{}", clerk.words().list_taken_back(changes));
    let options = manner.manner();
    let mut each = EachVisit::of(clerk.clinic(), manner.json);
    clerk.undo_list(changes, &options, &mut |clerk, visit| {
        each.tell(clerk.words(), visit)
    });
    let EachVisit {
        outcomes, written, ..
    } = each;
    print_notes_of_death(clerk.words(), changes);
    if outcomes.contains(&Outcome::Warning) {
        let _ = writeln!(stderr(), "{}", say!(language, "undo-asks"));
    }
    clerk.finish();
    if let Some(why) = unwritten(written, language) {
        return Err(fail(FAILED, &why));
    }
    Ok(exit_of(&outcomes))
}

/// Runs `bookdesk remove`.
pub fn remove(arguments: &RemoveArgs) -> CommandEnd {
    let RemoveArgs {
        which,
        permanently,
        manner,
    } = arguments;
    let options = manner.manner();
    let is_sure = options.dry_run || options.consent.to_warnings && *permanently;
    if !is_sure {
        return Err(refuse(
            "bookdesk remove: nothing brings it back; it needs both --yes and --permanently",
        ));
    }
    alter(which, manner, RequestedChange::Removed)
}

/// Runs `bookdesk status`.
pub fn status(arguments: &StatusArgs) -> CommandEnd {
    alter(
        &arguments.which,
        &arguments.manner,
        RequestedChange::to_status(arguments.to),
    )
}

fn alter(which: &WhichArgs, manner: &MannerArgs, to: RequestedChange) -> CommandEnd {
    with_appointment(which, manner.json, |clerk, clinic| {
        clerk.alter(&alter_request(clinic, which, manner, to))
    })
}

fn alter_request(
    clinic: ClinicId,
    which: &WhichArgs,
    manner: &MannerArgs,
    to: RequestedChange,
) -> AlterRequest {
    AlterRequest {
        clinic,
        id: which.id().to_owned(),
        to,
        manner: manner.manner(),
    }
}

/// Runs `work` on an appointment at its clinic, and prints the outcome.
fn with_appointment(
    which: &WhichArgs,
    as_json: bool,
    work: impl FnOnce(&mut CommandClerk, ClinicId) -> ChangeVerdict,
) -> CommandEnd {
    let mut clerk = clerk_for(which.clinic)?;
    let verdict = match which.clinic.map_or_else(|| clerk.clinic_of(which.id()), Ok) {
        Ok(clinic) => work(&mut clerk, clinic),
        Err(verdict) => *verdict,
    };
    let clinic = which.clinic.unwrap_or(clerk.clinic());
    let code = print_verdict(clerk.words(), clinic, &verdict, as_json);
    clerk.finish();
    Ok(code)
}
