//! `bookdesk show`, `move`, `cancel`, `remove`, `status`, `panels` and `confirm`: one appointment, by its id.

use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::book::{EXIT_CODES, MannerArgs, driver, ended};
use super::fields::FieldArgs;
use super::{backend_parser, refuse};
use crate::booking::{FieldId, Status, Vendor, fields_of_move};
use crate::shell::{Alteration, Altered, Driver};

/// Which appointment.
#[derive(Debug, Args)]
pub struct WhichArgs {
    /// Who keeps it
    #[arg(long, value_name = "BACKEND", value_parser = backend_parser())]
    backend: Vendor,
    /// Its id there
    #[arg(long, value_name = "ID")]
    id: String,
}

/// Show an appointment: whose, when, where, and how it stands.
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
    #[command(flatten)]
    manner: MannerArgs,
    #[command(flatten)]
    fields: FieldArgs<true>,
}

/// Call an appointment off: exit 0 only when it is cancelled.
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
/// To call a visit off, cancel it: that keeps its history. Removing needs both `--yes` and `--permanently`.
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

/// Say that blood was drawn: exit 0 only when the clinic knows. Nothing takes that back.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct ConfirmArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// The digits on the kit
    #[arg(long, value_name = "N")]
    barcode: String,
    /// The same once more
    #[arg(long, value_name = "N")]
    barcode_again: String,
    #[command(flatten)]
    manner: MannerArgs,
}

/// Runs `bookdesk panels`: orders first, then takes off, each its own request.
pub fn panels(arguments: &PanelsArgs) -> ExitCode {
    let PanelsArgs { which, add, remove, manner } = arguments;
    let both = [(add, true), (remove, false)].into_iter().filter(|(panels, _)| !panels.is_empty());
    let requests: Vec<Alteration> = both
        .map(|(panels, adds)| alteration(which, manner, Altered::WithPanels { panels: panels.clone(), adds }))
        .collect();
    with_driver(which.backend, |mut driver| {
        let mut verdict = driver.alter(&requests[0]);
        if verdict.outcome.exit_code() == 0 && requests.len() > 1 {
            verdict = driver.alter(&requests[1]);
        }
        ended(driver, &verdict, manner.json)
    })
}

/// Runs `bookdesk confirm`.
pub fn confirm(arguments: &ConfirmArgs) -> ExitCode {
    let barcodes = [arguments.barcode.clone(), arguments.barcode_again.clone()];
    alter(&arguments.which, &arguments.manner, Altered::Drawn(barcodes))
}

/// Runs `bookdesk show`.
pub fn show(arguments: &ShowArgs) -> ExitCode {
    let WhichArgs { backend, id } = &arguments.which;
    with_driver(*backend, |mut driver| {
        let verdict = driver.show(*backend, id);
        ended(driver, &verdict, arguments.json)
    })
}

/// Runs `bookdesk move`.
pub fn change_time(arguments: &MoveCommand) -> ExitCode {
    let (backend, given) = (arguments.which.backend, arguments.fields.given());
    let here = fields_of_move(backend);
    let flags = |fields: Vec<FieldId>| {
        fields.into_iter().map(|id| format!("--{}", super::fields::flag(id))).collect::<Vec<_>>().join(", ")
    };
    let elsewhere: Vec<FieldId> = given.iter().map(|(id, _)| *id).filter(|id| !here.contains(id)).collect();
    if given.is_empty() || !elsewhere.is_empty() {
        let what = match elsewhere.is_empty() {
            true => "nothing to move it to".to_owned(),
            false => format!("{backend} has no {}", flags(elsewhere)),
        };
        return refuse(&format!("bookdesk move: {what}; there it takes {}", flags(here)));
    }
    alter(&arguments.which, &arguments.manner, Altered::Moved(given.to_vec()))
}

/// Runs `bookdesk cancel`.
pub fn cancel(arguments: &CancelArgs) -> ExitCode {
    alter(&arguments.which, &arguments.manner, Altered::Cancelled(arguments.reason.clone()))
}

/// Runs `bookdesk remove`.
pub fn remove(arguments: &RemoveArgs) -> ExitCode {
    let RemoveArgs { which, permanently, manner } = arguments;
    let asked = manner.manner();
    let is_sure = asked.dry_run || asked.yes && *permanently;
    if !is_sure {
        return refuse("bookdesk remove: nothing brings it back; it needs both --yes and --permanently");
    }
    alter(which, manner, Altered::Removed)
}

/// Runs `bookdesk status`.
pub fn status(arguments: &StatusArgs) -> ExitCode {
    alter(&arguments.which, &arguments.manner, Altered::WithStatus(arguments.to))
}

fn alter(which: &WhichArgs, manner: &MannerArgs, to: Altered) -> ExitCode {
    let request = alteration(which, manner, to);
    with_driver(which.backend, |mut driver| {
        let verdict = driver.alter(&request);
        ended(driver, &verdict, manner.json)
    })
}

fn alteration(which: &WhichArgs, manner: &MannerArgs, to: Altered) -> Alteration {
    Alteration { backend: which.backend, id: which.id.clone(), to, manner: manner.manner() }
}

fn with_driver(backend: Vendor, run: impl FnOnce(Driver) -> ExitCode) -> ExitCode {
    driver(Some(backend)).map_or_else(|refused| refused, run)
}
