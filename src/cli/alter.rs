//! `bookdesk show`, `move`, `cancel`, `remove`, `status`, `panels` and `confirm`: one appointment, by its id.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::book::{EXIT_CODES, MannerArgs, driver, ended};
use super::fields::FieldArgs;
use super::{CommandEnd, clinic_parser, clinics, offered, refuse};
use crate::shell::{AlterRequest, ChangeVerdict, Driver, RequestedChange};
use booking::{ClinicId, FieldId, Status, fields_of_move};

/// Which appointment.
#[derive(Debug, Args)]
pub struct WhichArgs {
    #[arg(value_name = "ID", required_unless_present = "id")]
    #[arg(help = "Its id; the clinic follows from it where its ids look like no other's")]
    given: Option<String>,
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), help = "Who keeps it")]
    clinic: Option<ClinicId>,
    #[arg(long, value_name = "ID", conflicts_with = "given", help = "Its id there")]
    id: Option<String>,
}

impl WhichArgs {
    fn id(&self) -> &str {
        self.id.as_deref().or(self.given.as_deref()).unwrap_or_default().trim()
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
    /// To when, as in the form: `fr 9:00`, `tomorrow 14:15`, `10.2.2027 9:00-9:30`; or the first free time that fits,
    /// as on the entry line: `th afternoon`
    #[arg(value_name = "WHEN", conflicts_with = "id")]
    when: Vec<String>,
    #[command(flatten)]
    manner: MannerArgs,
    #[command(flatten)]
    fields: FieldArgs<true>,
}

/// Cancel an appointment: exit 0 only when it is cancelled.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct CancelArgs {
    #[command(flatten)]
    which: WhichArgs,
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

/// Runs `bookdesk panels`: adds first, then removes, each by a request of its own.
pub fn panels(arguments: &PanelsArgs) -> CommandEnd {
    let PanelsArgs { which, add, remove, manner } = arguments;
    with_appointment(which, manner.json, |driver, clinic| {
        let mut set = |panels: &[String], adds| {
            let to = RequestedChange::WithPanels { panels: panels.to_vec(), adds };
            driver.alter(&alteration(clinic, which, manner, to))
        };
        if add.is_empty() {
            return set(remove, false);
        }
        let added = set(add, true);
        if remove.is_empty() || !added.outcome.is_well() { added } else { set(remove, false) }
    })
}

/// Runs `bookdesk confirm`.
pub fn confirm(arguments: &ConfirmArgs) -> CommandEnd {
    let barcodes = [arguments.barcode.clone(), arguments.barcode_again.clone()];
    alter(&arguments.which, &arguments.manner, RequestedChange::Drawn(barcodes))
}

/// Runs `bookdesk show`.
pub fn show(arguments: &ShowArgs) -> CommandEnd {
    let which = &arguments.which;
    with_appointment(which, arguments.json, |driver, clinic| driver.show(clinic, which.id()))
}

/// Runs `bookdesk move`.
pub fn change_time(arguments: &MoveCommand) -> CommandEnd {
    let MoveCommand { which, when, manner, fields } = arguments;
    let known = which.clinic.or_else(|| offered().of_appointment(which.id()));
    let here = known.map_or_else(|| clinics().iter().flat_map(fields_of_move).collect(), fields_of_move);
    let given = fields.given();
    let is_here = |id: FieldId| here.iter().any(|own| own.key() == id.key());
    let elsewhere: Vec<FieldId> = given.iter().map(|(id, _)| *id).filter(|id| !is_here(*id)).collect();
    let is_nothing = given.is_empty() && when.is_empty();
    if is_nothing || !elsewhere.is_empty() {
        let what = match (is_nothing, known) {
            (true, _) => "nothing to move it to".to_owned(),
            (false, Some(clinic)) => format!("{clinic} has no {}", flags(elsewhere)),
            (false, None) => format!("nothing has {}", flags(elsewhere)),
        };
        return Err(refuse(&format!("bookdesk move: {what}; there it takes {}", flags(here))));
    }
    let start = |id: FieldId| clinics().iter().any(|clinic| clinic.start_field() == id);
    if !when.is_empty() && given.iter().any(|(id, _)| start(*id)) {
        return Err(refuse("bookdesk move: the time is said twice"));
    }
    with_appointment(which, manner.json, |driver, clinic| {
        let when = Some(when.join(" ")).filter(|when| !when.is_empty());
        let when = when.map(|when| (clinic.start_field(), when));
        let own = |(id, text): &(FieldId, String)| Some((clinic.field_by_key(id.key())?, text.clone()));
        let to = RequestedChange::Moved(when.into_iter().chain(given.iter().filter_map(own)).collect());
        driver.alter(&alteration(clinic, which, manner, to))
    })
}

fn flags(fields: Vec<FieldId>) -> String {
    fields.into_iter().map(|id| format!("--{}", super::fields::flag(id))).collect::<Vec<_>>().join(", ")
}

/// Runs `bookdesk cancel`.
pub fn cancel(arguments: &CancelArgs) -> CommandEnd {
    alter(&arguments.which, &arguments.manner, RequestedChange::Cancelled(arguments.reason.clone()))
}

/// Runs `bookdesk remove`.
pub fn remove(arguments: &RemoveArgs) -> CommandEnd {
    let RemoveArgs { which, permanently, manner } = arguments;
    let asked = manner.manner();
    let is_sure = asked.dry_run || asked.yes && *permanently;
    if !is_sure {
        return Err(refuse("bookdesk remove: nothing brings it back; it needs both --yes and --permanently"));
    }
    alter(which, manner, RequestedChange::Removed)
}

/// Runs `bookdesk status`.
pub fn status(arguments: &StatusArgs) -> CommandEnd {
    alter(&arguments.which, &arguments.manner, RequestedChange::WithStatus(arguments.to))
}

fn alter(which: &WhichArgs, manner: &MannerArgs, to: RequestedChange) -> CommandEnd {
    with_appointment(which, manner.json, |driver, clinic| {
        driver.alter(&alteration(clinic, which, manner, to))
    })
}

fn alteration(clinic: ClinicId, which: &WhichArgs, manner: &MannerArgs, to: RequestedChange) -> AlterRequest {
    AlterRequest { clinic, id: which.id().to_owned(), to, manner: manner.manner() }
}

/// Runs `work` on an appointment at its clinic, and prints the outcome.
fn with_appointment(
    which: &WhichArgs,
    as_json: bool,
    work: impl FnOnce(&mut Driver, ClinicId) -> ChangeVerdict,
) -> CommandEnd {
    let mut driver = driver(which.clinic)?;
    let verdict = match which.clinic.map_or_else(|| driver.clinic_of(which.id()), Ok) {
        Ok(clinic) => work(&mut driver, clinic),
        Err(verdict) => *verdict,
    };
    Ok(ended(driver, &verdict, as_json))
}
