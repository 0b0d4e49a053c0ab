//! The command line: one file for each subcommand, without logic of its own.

pub mod alter;
pub mod audit;
mod away;
pub mod batch;
pub mod board;
pub mod book;
mod died;
pub mod doctor;
pub mod fields;
pub mod find;
pub mod headless;
pub mod key;
mod note;
pub mod paper;
pub mod pin;
pub mod play;
pub mod report;
pub mod sandbox;
pub mod setup;
pub mod store;
mod table;

use std::error::Error;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::iter;
use std::process::ExitCode;
use std::sync::{LazyLock, OnceLock};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand};
use platform::machine;

use crate::plain;
use ::headless::MOST_CELLS;
use ::headless::demo;
use booking::sanitize::sanitize_lines;
use booking::{ClinicId, Clinics, Language, Outcome};
use clerk::{ChangeVerdict, one_line};
use config::{Config, Environment, Flags, use_newest_zones};
use desk::Size;
use i18n::say;

/// The exit code of a command that could not begin: wrong arguments, an invalid configuration, no terminal.
const NOT_BEGUN: u8 = 2;

/// The exit code of a command that failed.
const FAILED: u8 = 1;

/// The exit code of a query to a clinic that could not be reached.
const UNREACHED: u8 = 7;
/// The prompt for repeating a PIN or passphrase.
const ONCE_MORE: &str = "The same once more: ";

/// The version, the commit of a release build, the target system, and the version and place of the zone database, which
/// determines future local times.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let commit = option_env!("BOOKDESK_COMMIT")
        .map(|commit| format!("commit {commit}, "))
        .unwrap_or_default();
    let zones = zones::database();
    let place = match zones.folder() {
        Some(folder) => format!("in {folder}"),
        None => "bundled".to_owned(),
    };
    format!(
        "{} ({commit}{}, zone database {}, {place})",
        env!("CARGO_PKG_VERSION"),
        env!("BOOKDESK_TARGET"),
        zones.version()
    )
});

/// Book appointments from the keyboard: visits at ClinikAPI and at FHIR servers, blood draws at Aniva Health.
///
/// Without a command the desk opens. Until a key is set it works on a sandbox inside this program, where nothing is
/// real.
#[derive(Debug, Parser)]
#[command(name = "bookdesk", version = VERSION.as_str(), args_conflicts_with_subcommands = true, after_help = keys_help())]
struct Arguments {
    /// The form to open with
    #[arg(long = "backend", value_name = "BACKEND", value_parser = clinic_parser(), ignore_case = true)]
    clinic: Option<ClinicId>,
    /// Ask line by line, for a screen reader, a braille line or a pipe; so it does by itself without a terminal and
    /// with TERM=dumb
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    command: Option<CliCommand>,
}

/// Returns the help on keys. They don't belong on the command line, where every user of the machine can read them.
fn keys_help() -> String {
    let variables: Vec<String> = clinics()
        .iter()
        .filter_map(ClinicId::key_variable)
        .collect();
    format!(
        "Keys are read from {}, or from the configuration file's key_file or key_command. `bookdesk doctor` says what is \
         set and whether it works.",
        variables.join(" and ")
    )
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    Book(Box<book::BookArgs>),
    Show(alter::ShowArgs),
    Move(Box<alter::MoveCommand>),
    Change(Box<alter::ChangeArgs>),
    Cancel(alter::CancelArgs),
    Died(died::DiedArgs),
    Undo(alter::UndoArgs),
    Remove(alter::RemoveArgs),
    Status(alter::StatusArgs),
    Panels(alter::PanelsArgs),
    Confirm(alter::ConfirmArgs),
    Find(find::FindArgs),
    Day(find::DayArgs),
    /// Show the day board of all clinics, today's unless a day is named; exit 1 where not all of it can be read
    Board(board::TableArgs),
    /// Show whom to remind by phone: tomorrow's patients, or those of the next day on which anybody comes, unless a
    /// day is named; exit 1 where not all of it can be read
    Calls(board::TableArgs),
    #[command(flatten)]
    List(board::NamedListCommand),
    Away(away::AwayArgs),
    Note(note::NoteArgs),
    CallBack(note::CallBackArgs),
    Tutor(play::TutorArgs),
    /// Watch the desk book at both clinics, on a sandbox of its own
    Demo,
    /// Set bookdesk up for your clinics: asks for keys (never shown), zone, language, PIN and shared records, tries them, and
    /// writes the configuration file
    Setup,
    Doctor(doctor::DoctorArgs),
    Pin(pin::PinArgs),
    Key(key::KeyArgs),
    Store(store::StoreArgs),
    Play(play::PlayArgs),
    Record(play::RecordArgs),
    Headless(headless::HeadlessArgs),
    /// Print the JSON schema of the desk's state, as `headless` and tapes know it
    StateSchema,
    Sandbox(sandbox::SandboxArgs),
    Report(report::ReportArgs),
    Audit(audit::AuditArgs),
    Forget(audit::ForgetArgs),
    Batch(batch::BatchArgs),
    Completions(paper::CompletionsArgs),
    Man(paper::ManArgs),
}

/// The clinic APIs passed to [`run`]: code derived by clap takes no arguments.
static APIS: OnceLock<Clinics> = OnceLock::new();

/// Returns the clinic APIs of this process.
fn apis() -> Clinics {
    *APIS.get_or_init(|| booking::clinics::KNOWN)
}

/// Returns the clinics at which this process may book: one for each API, or the named ones that the configuration has
/// instead.
fn clinics() -> Clinics {
    static CLINICS: OnceLock<Clinics> = OnceLock::new();
    *CLINICS.get_or_init(|| Config::known_clinics(&Environment::of_process(), apis()))
}

/// Returns the clinics that the configuration offers; all if it is invalid.
fn offered_clinics() -> Clinics {
    let config = Config::load(&Environment::of_process(), apis(), Flags::default());
    config.map_or_else(|_| clinics(), |config| config.clinics)
}

/// Runs a command. The first of the `words` is the program's own name. Only the first call in a process sets the
/// `clinics`.
pub fn run(clinics: Clinics, words: impl ExactSizeIterator<Item = OsString>) -> ExitCode {
    APIS.get_or_init(|| clinics);
    machine::leave_no_core();
    machine::share_arenas();
    // Without this, a full disk ends the program instead of being reported.
    let _ = machine::survive_file_size_limit();
    if let Err(code) = check_open_files() {
        return code;
    }
    use_newest_zones(&Environment::of_process());
    if words.len() <= 1 {
        // The usual start every morning: without arguments, no time is spent on parsing.
        return open_desk(None, false).unwrap_or_else(|code| code);
    }
    let words: Vec<OsString> = words.collect();
    ANSWERS_IN_JSON.get_or_init(|| words.iter().any(|word| word == "--json"));
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(answer) => {
            let code = u8::try_from(answer.exit_code()).unwrap_or(NOT_BEGUN);
            if code == NOT_BEGUN {
                let why = answer.to_string();
                let why = why.lines().next().unwrap_or_default();
                print_refusal(&ChangeVerdict::with_message(Outcome::Invalid, why));
            }
            // Help and version are answers, too. Standard output may be closed; the exit code is still correct.
            let _ = answer.print();
            return ExitCode::from(code);
        }
    };
    let end = match arguments.command {
        None => open_desk(arguments.clinic, arguments.plain),
        Some(command) => command.run(),
    };
    end.unwrap_or_else(|code| code)
}

impl CliCommand {
    /// Runs the command.
    fn run(self) -> CommandEnd {
        match self {
            CliCommand::Book(arguments) => book::run(&arguments),
            CliCommand::Show(arguments) => alter::show(&arguments),
            CliCommand::Move(arguments) => alter::change_time(&arguments),
            CliCommand::Change(arguments) => alter::change_details(&arguments),
            CliCommand::Cancel(arguments) => alter::cancel(&arguments),
            CliCommand::Died(arguments) => died::run(&arguments),
            CliCommand::Undo(arguments) => alter::undo(&arguments),
            CliCommand::Remove(arguments) => alter::remove(&arguments),
            CliCommand::Status(arguments) => alter::status(&arguments),
            CliCommand::Panels(arguments) => alter::panels(&arguments),
            CliCommand::Confirm(arguments) => alter::confirm(&arguments),
            CliCommand::Find(arguments) => find::run(&arguments),
            CliCommand::Day(arguments) => find::day(&arguments),
            CliCommand::Board(arguments) => board::run(&arguments),
            CliCommand::Calls(arguments) => board::calls(&arguments),
            CliCommand::List(command) => command.run(),
            CliCommand::Away(arguments) => away::run(&arguments),
            CliCommand::Note(arguments) => note::run(&arguments),
            CliCommand::CallBack(arguments) => note::run_call_back(&arguments),
            CliCommand::Tutor(arguments) => play::run_tutor(&arguments),
            CliCommand::Demo => Ok(demo::run(io::stdout().is_terminal())),
            CliCommand::Setup => setup::run(),
            CliCommand::Doctor(arguments) => doctor::run(&arguments),
            CliCommand::Pin(arguments) => pin::run(&arguments),
            CliCommand::Key(arguments) => key::run(&arguments),
            CliCommand::Store(arguments) => store::run(&arguments),
            CliCommand::Play(arguments) => play::run(&arguments),
            CliCommand::Record(arguments) => play::run_recording(&arguments),
            CliCommand::Headless(arguments) => headless::run(&arguments),
            CliCommand::StateSchema => Ok(headless::schema()),
            CliCommand::Sandbox(arguments) => sandbox::run(arguments),
            CliCommand::Report(arguments) => report::run(&arguments),
            CliCommand::Audit(arguments) => audit::run(&arguments),
            CliCommand::Forget(arguments) => audit::forget(&arguments),
            CliCommand::Batch(arguments) => batch::run(&arguments),
            CliCommand::Completions(arguments) => {
                paper::completions(&arguments, Arguments::command())
            }
            CliCommand::Man(arguments) => paper::man(&arguments, Arguments::command()),
        }
    }
}

/// Fails if this process may open too few files.
fn check_open_files() -> Result<(), ExitCode> {
    /// The maximum number of files, connections and pipes that a desk with its own sandbox has open.
    const MOST_OPEN: usize = 48;
    machine::check_open_files(MOST_OPEN).map_err(|error| {
        refuse(&format!(
            "bookdesk: it may not open enough files and connections ({error}); `ulimit -n` says how many are allowed, \
             and `ulimit -n 256` allows enough"
        ))
    })
}

/// Opens the desk: on the screen if the terminal has one, else line by line.
fn open_desk(clinic: Option<ClinicId>, plain: bool) -> CommandEnd {
    let config = load_config(clinic)?;
    let has_screen = io::stdout().is_terminal() && !Environment::of_process().has_dumb_terminal();
    if has_screen && !plain {
        return Ok(interactive::run(config));
    }
    if !plain::asks_for_pin(&config) {
        pin::permit(&config)?;
    }
    Ok(plain::run(config, &nothing_booked_text()))
}

/// Returns the configuration of this process. If it is invalid, prints its mistakes.
fn load_config(clinic: Option<ClinicId>) -> Result<Config, ExitCode> {
    Config::load(&Environment::of_process(), apis(), Flags { clinic })
        .map_err(|error| refuse(&error.to_string()))
}

/// The exit code of a command; `Err` if it failed.
type CommandEnd = Result<ExitCode, ExitCode>;

/// The error of a command. Its message is printed, unless the output was closed.
type CommandError = Box<dyn Error>;

/// Returns the exit code of a command, and prints the error, if any.
fn finish(command: &str, result: Result<bool, impl Into<CommandError>>) -> CommandEnd {
    match result {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Err(ExitCode::FAILURE),
        Err(error) => Err(print_error(command, &*error.into())),
    }
}

/// Whether the answer of this process is JSON.
static ANSWERS_IN_JSON: OnceLock<bool> = OnceLock::new();

/// Prints why a command can't begin, and returns its exit code.
fn refuse(why: &str) -> ExitCode {
    refuse_with(Outcome::Invalid, why)
}

/// Prints why a command ends with this outcome before it has asked anybody, also as JSON if it answers so. Returns its
/// exit code.
fn refuse_with(outcome: Outcome, why: &str) -> ExitCode {
    let verdict = ChangeVerdict::with_message(outcome, why);
    print_refusal(&verdict);
    fail(verdict.exit_code(), why)
}

/// Prints a verdict as JSON if the command answers so.
fn print_refusal(verdict: &ChangeVerdict) {
    if ANSWERS_IN_JSON.get() == Some(&true) {
        // Standard output may be closed; the exit code is still correct.
        let _ = writeln!(io::stdout(), "{}", one_line(&verdict.json()));
    }
}

/// Prints why a command ends with this exit code. The reason may quote a file or a server.
fn fail(code: impl Into<ExitCode>, why: &str) -> ExitCode {
    // Standard error may be closed; the exit code is still correct.
    let _ = writeln!(runtime::stderr(), "{}", sanitize_lines(why));
    code.into()
}

/// Returns why the answer of a command is not completely on standard output, such as a full disk. A reader that leaves
/// early, like `head`, is not an error.
fn unwritten(written: io::Result<()>, language: Language) -> Option<String> {
    let error = written.err()?;
    let is_left = error.kind() == io::ErrorKind::BrokenPipe;
    (!is_left).then(|| say!(language, "shell-unwritten", why = error.to_string()))
}

/// Prints why a command failed; nothing if its output was closed early, as by `head`.
fn print_error(command: &str, error: &(dyn Error + 'static)) -> ExitCode {
    let is_closed = |cause: &(dyn Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    // Deeper causes belong to a connection of the command's own.
    if iter::once(error).chain(error.source()).any(is_closed) {
        return ExitCode::FAILURE;
    }
    fail(FAILED, &format!("{command}: {error}"))
}

/// Returns the message that a screen is needed and missing.
fn no_terminal_text() -> String {
    let ways = ways_without_terminal();
    format!(
        "bookdesk: standard output is no terminal, so the desk can't be shown; {ways} work without one"
    )
}

/// Returns the message of plain mode that its input ended too early.
fn nothing_booked_text() -> String {
    let ways = ways_without_terminal();
    format!("bookdesk: the input has ended and nothing was booked; {ways} work without a terminal")
}

/// The subcommands that need a terminal.
const ON_SCREEN: [&str; 3] = ["record", "tutor", "setup"];

/// Returns the ways of working without a terminal: plain mode, and the other subcommands.
fn ways_without_terminal() -> String {
    let command = Arguments::command();
    let names = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .filter(|name| !ON_SCREEN.contains(name));
    let ways: Vec<String> = iter::once("--plain")
        .chain(names)
        .map(|way| format!("`bookdesk {way}`"))
        .collect();
    let (last, others) = ways
        .split_last()
        .map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    format!("{} and {last}", others.join(", "))
}

/// Parses a screen size, `COLSxROWS`.
fn parse_size(text: &str) -> Result<Size, String> {
    let number = |text: &str| {
        text.parse()
            .ok()
            .filter(|cells| (1..=MOST_CELLS).contains(cells))
    };
    let size = text
        .split_once('x')
        .and_then(|(cols, rows)| Some((number(cols)?, number(rows)?)));
    let (cols, rows) = size
        .ok_or_else(|| format!("a size is written 80x24, and has at most {MOST_CELLS} of each"))?;
    Ok(Size { cols, rows })
}

fn clinic_parser() -> impl TypedValueParser<Value = ClinicId> {
    PossibleValuesParser::new(clinics().words_meant()).try_map(|word| clinics().meant_by(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::try_parse_from(line.split_whitespace()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_desk_opens() {
        let arguments = parse("bookdesk --backend aniva").unwrap();
        assert!(arguments.command.is_none());
        assert_eq!(arguments.clinic, Some(booking::clinics::ANIVA));
        assert_eq!(parse("bookdesk").unwrap().clinic, None);
    }

    #[test]
    fn a_slip_is_answered_with_what_was_meant() {
        let said = parse("bookdesk --backend clinic").unwrap_err();
        assert!(said.contains("clinik") && said.contains("aniva"), "{said}");
        let said = parse("bookdesk docter").unwrap_err();
        assert!(said.contains("'doctor'"), "{said}");
    }

    #[test]
    fn there_is_no_option_for_a_key() {
        let mut command = Arguments::command();
        command.build();
        let all = std::iter::once(&command).chain(command.get_subcommands());
        let takes_key = all
            .flat_map(clap::Command::get_arguments)
            .filter(|argument| argument.get_action().takes_values())
            .find(|argument| argument.get_id().as_str().contains("key"));
        assert!(takes_key.is_none(), "{takes_key:?}");
    }

    #[test]
    fn without_a_terminal_every_other_way_is_named_in_one_line() {
        let said = nothing_booked_text();
        let begin = "bookdesk: the input has ended and nothing was booked; `bookdesk --plain`, `bookdesk book`, ";
        let end = "`bookdesk completions` and `bookdesk man` work without a terminal";
        assert!(said.starts_with(begin) && said.ends_with(end), "{said}");
        for command in Arguments::command().get_subcommands() {
            let name = command.get_name();
            let is_named = said.contains(&format!("`bookdesk {name}`"));
            assert_eq!(is_named, !ON_SCREEN.contains(&name), "{name}: {said}");
        }
    }

    #[test]
    fn the_version_names_the_system_and_the_zone_database() {
        let said = parse("bookdesk --version").unwrap_err();
        assert!(
            said.starts_with(concat!("bookdesk ", env!("CARGO_PKG_VERSION"), " (")),
            "{said}"
        );
        assert!(said.contains(env!("BOOKDESK_TARGET")), "{said}");
        assert!(said.contains("zone database 20"), "{said}");
        assert!(said.contains(", bundled)"), "{said}");
    }
}
