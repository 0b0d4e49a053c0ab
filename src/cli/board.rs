//! `bookdesk board`, `calls`, and the commands for lists with names of their own, such as `waiting`: for a program or
//! on paper.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ArgAction, ArgMatches, Args, Command, FromArgMatches, Subcommand};
use serde_json::Value;

use super::book::clerk_for;
use super::{CommandEnd, FAILED, clinic_parser, fail, refuse, table, unwritten};
use booking::sanitize::sanitize;
use booking::{ClinicId, Language, List, ListValue, Problem, csv_row};
use clerk::one_line;
use desk::Document;
use interactive::FileOptions;
use runtime::CommandClerk;
use runtime::{stderr, stdout};
use words::{NAMED_LISTS, NamedList};

/// The arguments of `board` and `calls`.
#[derive(Debug, Args)]
pub struct TableArgs {
    /// The day, as on the entry line: `tomorrow`, `fr`, `10.2.2027`
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    paper: PaperArgs,
}

/// The arguments of every list.
#[derive(Debug, Args)]
pub struct ListArgs {
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

/// The arguments of a list with heads for paper.
#[derive(Debug, Args)]
pub struct PaperArgs {
    /// Print it as on paper, in columns
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    print: bool,
    /// Write the printed page to this file, for A4, in place of what it holds
    #[arg(long, value_name = "FILE", requires = "print")]
    html: Option<PathBuf>,
    /// Whether patients are named
    #[arg(long, value_name = "yes|no", default_value = "yes", value_parser = yes_or_no(), action = ArgAction::Set)]
    names: bool,
}

/// A command that prints a list with a name of its own.
#[derive(Debug)]
pub struct NamedListCommand {
    named: &'static NamedList,
    list: ListArgs,
    /// `None` for a list without headings for paper.
    paper: Option<PaperArgs>,
}

fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Runs `bookdesk board`, for today by default.
pub fn run(arguments: &TableArgs) -> CommandEnd {
    let query = if arguments.paper.print {
        CommandClerk::printed_board
    } else {
        CommandClerk::board
    };
    answer(arguments, query)
}

/// Runs `bookdesk calls`, for tomorrow or the next day with appointments by default.
pub fn calls(arguments: &TableArgs) -> CommandEnd {
    answer(arguments, CommandClerk::calls)
}

type TableQuery =
    fn(&mut CommandClerk, Option<ClinicId>, Option<&str>, bool) -> Result<List, Problem>;

fn answer(arguments: &TableArgs, query: TableQuery) -> CommandEnd {
    let mut clerk = clerk_for(arguments.list.clinic)?;
    let list = query(
        &mut clerk,
        arguments.list.clinic,
        arguments.on.as_deref(),
        arguments.paper.names,
    );
    clerk.finish();
    let list = list.map_err(|Problem { what, advice, .. }| refuse(&format!("{what} {advice}")))?;
    Ok(print_as_asked(
        &list,
        &arguments.list,
        Some(&arguments.paper),
    ))
}

impl NamedListCommand {
    /// Runs the command.
    pub(super) fn run(&self) -> CommandEnd {
        let mut clerk = clerk_for(self.list.clinic)?;
        let has_names = self.paper.as_ref().is_none_or(|paper| paper.names);
        let list = clerk.named_list(self.named, self.list.clinic, has_names);
        clerk.finish();
        Ok(print_as_asked(&list, &self.list, self.paper.as_ref()))
    }

    /// Returns the lists with a command, each with the command's help.
    fn all() -> impl Iterator<Item = (&'static NamedList, &'static str)> {
        NAMED_LISTS
            .iter()
            .filter_map(|list| Some((list, list.command?)))
    }
}

impl FromArgMatches for NamedListCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<NamedListCommand, clap::Error> {
        let named = matches.subcommand().and_then(|(name, arguments)| {
            let (named, _) = NamedListCommand::all().find(|(list, _)| list.name == name)?;
            Some((named, arguments))
        });
        let Some((named, arguments)) = named else {
            return Err(clap::Error::new(ErrorKind::InvalidSubcommand));
        };
        let paper = if named.is_printed() {
            Some(PaperArgs::from_arg_matches(arguments)?)
        } else {
            None
        };
        Ok(NamedListCommand {
            named,
            list: ListArgs::from_arg_matches(arguments)?,
            paper,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = NamedListCommand::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for NamedListCommand {
    fn augment_subcommands(mut command: Command) -> Command {
        for (list, about) in NamedListCommand::all() {
            let mut of_list = ListArgs::augment_args(Command::new(list.name)).about(about);
            if list.is_printed() {
                of_list = PaperArgs::augment_args(of_list).about(about);
            }
            command = command.subcommand(of_list);
        }
        command
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        NamedListCommand::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        NamedListCommand::all().any(|(list, _)| list.name == name)
    }
}

/// Prints a list according to its arguments. Returns the exit code.
fn print_as_asked(list: &List, arguments: &ListArgs, paper: Option<&PaperArgs>) -> ExitCode {
    let output = match paper {
        Some(PaperArgs {
            html: Some(path), ..
        }) => write_page(path, list.page()).map(|()| String::new()),
        Some(paper) if paper.print => Ok(list.on_paper()),
        _ => Ok(format_list(list, arguments.json, arguments.csv)),
    };
    print(list, output, arguments.json || arguments.csv)
}

/// Writes a page to a file, replacing its content.
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

/// Prints a list on standard output, and the parts that could not be read on standard error. Returns the exit code.
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
