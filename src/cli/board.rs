//! `bookdesk board`, `calls` and `waiting`: everybody's day, the patients to remind, and the waiting list,
//! for a program or on paper.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args};
use serde_json::Value;

use super::book::open_driver;
use super::{CommandEnd, FAILED, clinic_parser, fail, table, unwritten};
use crate::interactive::FileOptions;
use crate::runtime::CommandClerk;
use crate::runtime::{stderr, stdout};
use booking::sanitize::sanitize;
use booking::{ClinicId, Language, Problem, Sheet, csv_row};
use clerk::{TableAnswer, one_line};
use desk::Document;

/// The arguments of `board` and `calls`.
#[derive(Debug, Args)]
pub struct TableArgs {
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Answer with one JSON array on standard output
    #[arg(long, conflicts_with_all = ["csv", "print"])]
    json: bool,
    /// Answer with a table of comma-separated values, under the names of its columns
    #[arg(long, conflicts_with = "print")]
    csv: bool,
    /// Print it as on paper, in columns
    #[arg(long)]
    print: bool,
    /// Write the printed page to this file, for A4, in place of what it holds
    #[arg(long, value_name = "FILE", requires = "print")]
    html: Option<PathBuf>,
    /// Whether patients are named
    #[arg(long, value_name = "yes|no", default_value = "yes", value_parser = yes_or_no(), action = ArgAction::Set)]
    names: bool,
}

fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Runs `bookdesk board`, by default for today.
pub fn run(arguments: &TableArgs) -> CommandEnd {
    let query = if arguments.print {
        CommandClerk::printed_board
    } else {
        CommandClerk::board
    };
    answer(arguments, query)
}

/// Runs `bookdesk calls`, by default for tomorrow or the next day with appointments.
pub fn calls(arguments: &TableArgs) -> CommandEnd {
    answer(arguments, CommandClerk::calls)
}

type TableQuery = fn(
    &mut CommandClerk,
    Option<ClinicId>,
    Option<&str>,
    bool,
) -> Result<(TableAnswer, Sheet), Problem>;

fn answer(arguments: &TableArgs, query: TableQuery) -> CommandEnd {
    let mut driver = open_driver(arguments.clinic)?;
    let table = query(
        &mut driver,
        arguments.clinic,
        arguments.on.as_deref(),
        arguments.names,
    );
    driver.finish();
    let (table, sheet) = table.map_err(|problem| {
        fail(
            FAILED,
            &format!("{} {}", sanitize(&problem.what), sanitize(&problem.advice)),
        )
    })?;
    let output = match &arguments.html {
        Some(path) => write_page(path, sheet.html()).map(|()| String::new()),
        None if arguments.print => Ok(sheet.text()),
        None => Ok(format_table(&table, arguments.json, arguments.csv)),
    };
    let is_for_programs = arguments.json || arguments.csv;
    Ok(print(&table, output, is_for_programs))
}

/// Writes a page into a file, and replaces its contents.
///
/// # Errors
///
/// Returns why the file could not be written.
fn write_page(path: &Path, page: String) -> Result<(), String> {
    let path = path
        .to_str()
        .ok_or("The name of the file is no text.")?
        .to_owned()
        .into();
    let document = Document {
        path,
        text: page.into(),
        replaces: true,
        is_printed: false,
    };
    FileOptions::default()
        .write(&document)
        .map(drop)
        .map_err(|why| why.to_text(Language::En))
}

/// Formats a table as JSON, as comma-separated values, or for reading.
fn format_table(table: &TableAnswer, as_json: bool, as_csv: bool) -> String {
    match (as_json, as_csv) {
        (true, _) => one_line(&Value::Array(table.values.clone())) + "\n",
        (false, true) => csv(&table.heads, &table.rows),
        (false, false) => table::format_rows(
            &table.heads,
            &table.rows,
            table::width_of_terminal(),
            table.language,
        ),
    }
}

/// Prints the output of a table, and on standard error the parts that could not be read. Returns the exit code.
fn print(table: &TableAnswer, output: Result<String, String>, is_for_programs: bool) -> ExitCode {
    let mut err = stderr();
    for why in table.unread.iter().chain(output.as_ref().err()) {
        // The reader may be gone; the exit code is still correct.
        let _ = writeln!(err, "{}", sanitize(why));
    }
    drop(err);
    let Ok(output) = output else {
        return ExitCode::FAILURE;
    };
    let written = if is_for_programs {
        write_all(io::stdout().lock(), &output)
    } else {
        write_all(stdout(), &output)
    };
    if let Some(why) = unwritten(written, table.language) {
        return fail(FAILED, &why);
    }
    if table.unread.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn write_all(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Formats a table of comma-separated values.
pub(super) fn csv(heads: &[&str], rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(csv_row);
    [csv_row(heads)]
        .into_iter()
        .chain(rows)
        .map(|row| row + "\n")
        .collect()
}

/// Prints a table as JSON or for reading. Returns the exit code.
pub(super) fn print_table(table: &TableAnswer, as_json: bool) -> ExitCode {
    print(table, Ok(format_table(table, as_json, false)), as_json)
}

/// Show who is on the waiting list, first come first; exit 1 where not all of it can be read
#[derive(Debug, Args)]
pub struct WaitingArgs {
    /// Only at this clinic
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Answer with one JSON array on standard output
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Answer with a table of comma-separated values, under the names of its columns
    #[arg(long)]
    csv: bool,
}

/// Runs `bookdesk waiting`.
pub fn waiting(arguments: &WaitingArgs) -> CommandEnd {
    let mut driver = open_driver(arguments.clinic)?;
    let table = driver.waiting(arguments.clinic);
    driver.finish();
    let output = Ok(format_table(&table, arguments.json, arguments.csv));
    Ok(print(&table, output, arguments.json || arguments.csv))
}
