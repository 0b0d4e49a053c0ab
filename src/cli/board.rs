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
use booking::sanitize::sanitize;
use booking::{ClinicId, Language, List, ListValue, Problem, csv_row};
use clerk::one_line;
use desk::Document;
use interactive::FileOptions;
use runtime::CommandClerk;
use runtime::{stderr, stdout};

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

type TableQuery =
    fn(&mut CommandClerk, Option<ClinicId>, Option<&str>, bool) -> Result<List, Problem>;

fn answer(arguments: &TableArgs, query: TableQuery) -> CommandEnd {
    let mut driver = open_driver(arguments.clinic)?;
    let list = query(
        &mut driver,
        arguments.clinic,
        arguments.on.as_deref(),
        arguments.names,
    );
    driver.finish();
    let list = list.map_err(|problem| {
        fail(
            FAILED,
            &format!("{} {}", sanitize(&problem.what), sanitize(&problem.advice)),
        )
    })?;
    let output = match &arguments.html {
        Some(path) => write_page(path, list.page()).map(|()| String::new()),
        None if arguments.print => Ok(list.on_paper()),
        None => Ok(format_list(&list, arguments.json, arguments.csv)),
    };
    let is_for_programs = arguments.json || arguments.csv;
    Ok(print(&list, output, is_for_programs))
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

/// Formats a list as JSON, as comma-separated values, or for reading.
fn format_list(list: &List, as_json: bool, as_csv: bool) -> String {
    let keys = list.keys();
    if as_json {
        let object = |values: Vec<&ListValue>| -> Value {
            keys.iter()
                .zip(values)
                .map(|(key, value)| (*key, to_json(value)))
                .collect()
        };
        return one_line(&list.values().map(object).collect()) + "\n";
    }
    let texts = |values: Vec<&ListValue>| values.into_iter().map(to_text).collect();
    let rows: Vec<Vec<String>> = list.values().map(texts).collect();
    if as_csv {
        csv(&keys, &rows)
    } else {
        table::format_rows(&keys, &rows, table::width_of_terminal(), list.language)
    }
}

fn to_json(value: &ListValue) -> Value {
    match value {
        ListValue::Unknown => Value::Null,
        ListValue::Text(text) => text.as_str().into(),
        ListValue::Count(count) => (*count).into(),
    }
}

fn to_text(value: &ListValue) -> String {
    match value {
        ListValue::Unknown => String::new(),
        ListValue::Text(text) => text.clone(),
        ListValue::Count(count) => count.to_string(),
    }
}

/// Prints the output of a list, and on standard error the parts that could not be read. Returns the exit code.
fn print(list: &List, output: Result<String, String>, is_for_programs: bool) -> ExitCode {
    let mut err = stderr();
    for why in list.unread.iter().chain(output.as_ref().err()) {
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
    if let Some(why) = unwritten(written, list.language) {
        return fail(FAILED, &why);
    }
    if list.unread.is_empty() {
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

/// Prints a list as JSON or for reading. Returns the exit code.
pub(super) fn print_list(list: &List, as_json: bool) -> ExitCode {
    print(list, Ok(format_list(list, as_json, false)), as_json)
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
    let list = driver.waiting(arguments.clinic);
    driver.finish();
    let output = Ok(format_list(&list, arguments.json, arguments.csv));
    Ok(print(&list, output, arguments.json || arguments.csv))
}
