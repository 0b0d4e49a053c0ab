//! `bookdesk pin` prints the configuration line that sets the PIN of the lock. If one is set, every command that shows
//! or changes the records asks for it, or reads it from a named file.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use platform::files::{Readers, command_to_restrict};

use super::{CommandEnd, ONCE_MORE, finish, load_config, refuse, refuse_with};
use booking::{Outcome, PinAttempt};
use config::{Config, PinHash, SecretFileError, pin_from_file};
use i18n::{Language, say};
use office::Pin;
use runtime::{check_pin, read_answer, wall_clock};

/// Set the PIN of the lock: asks for it and prints the line for the configuration file
#[derive(Debug, Args)]
pub struct PinArgs {
    /// Have the records ask for no PIN any more; asks for the one that they are kept under
    #[arg(long)]
    remove: bool,
}

/// Asks for a PIN twice, without echo, or takes the first line of a standard input that is not a terminal. Prints the
/// line for the configuration. Exits with 0; 2 if there is no PIN.
pub fn run(arguments: &PinArgs) -> CommandEnd {
    if arguments.remove {
        return remove_pin();
    }
    let hash = ask_new_pin().and_then(|pin| PinHash::of(&pin).map_err(|error| error.to_string()));
    let hash = hash.map_err(|error| refuse(&format!("bookdesk pin: {error}")))?;
    print_hash(&hash)
        .map(|()| ExitCode::SUCCESS)
        .map_err(|_| ExitCode::FAILURE)
}

/// Removes the PIN of the records. Exits with 0; 1 if the file can't be removed, 2 if the configuration sets a PIN, 4
/// if the PIN was not given.
fn remove_pin() -> CommandEnd {
    let config = load_config(None)?;
    if config.configured_pin.is_some() {
        return Err(refuse(
            "bookdesk pin: the configuration sets a PIN; take the line `pin = …` out of it first",
        ));
    }
    permit(&config)?;
    finish(
        "bookdesk pin",
        PinHash::release(&config.data_dir).map(|()| true),
    )
}

fn ask_new_pin() -> Result<Pin, String> {
    let unread = |error: io::Error| format!("no PIN can be read: {error}");
    if !io::stdin().is_terminal() {
        let line = read_answer(&mut io::stdin().lock()).map_err(unread)?;
        let line = line.filter(|line| !line.is_empty()).ok_or(
            "standard input is empty: where no terminal is there to ask at, its first line is the PIN",
        )?;
        return Ok(Pin::from(line.as_str()));
    }
    let ask = |question: &str| {
        rpassword::prompt_password(question)
            .map(|pin| Pin::from(&*pin))
            .map_err(unread)
    };
    let pin = ask("PIN: ")?;
    if ask(ONCE_MORE)? == pin {
        Ok(pin)
    } else {
        Err("these are not the same; nothing was changed".to_owned())
    }
}

/// Prints the line on standard output, which can be redirected to a file, and the instructions on standard error.
fn print_hash(hash: &PinHash) -> io::Result<()> {
    writeln!(io::stdout(), "pin = \"{hash}\"")?;
    writeln!(
        io::stderr(),
        "Put this line at the top of the configuration file (`bookdesk doctor` says where it is), and keep the file \
         to yourself: {}.",
        command_to_restrict("FILE")
    )
}

/// Permits a command if no PIN is set or the right one is given: in the file in `BOOKDESK_PIN_FILE`, else at the
/// terminal without echo.
///
/// # Errors
/// Fails with the exit code of a refusal, and prints the reason.
pub(super) fn permit(config: &Config) -> Result<(), ExitCode> {
    unlock(config).map_err(|why| refuse_with(Outcome::NotPermitted, &why))
}

fn unlock(config: &Config) -> Result<(), String> {
    if config.pin.is_none() {
        return Ok(());
    }
    let language = config.language;
    let pin = match &config.pin_file {
        Some(path) => {
            pin_from_file(path).map_err(|error| file_error_text(language, path, &error))?
        }
        None => ask_current_pin(language).ok_or_else(|| say!(language, "pin-needed").to_owned())?,
    };
    let seconds = |wait: std::time::Duration| wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Err(match check_pin(config, &pin, &wall_clock()) {
        Ok(PinAttempt::Right { .. }) => return Ok(()),
        Ok(PinAttempt::Wrong { wait, .. }) => say!(language, "lock-wrong", seconds = seconds(wait)),
        Ok(PinAttempt::TooSoon { wait }) => {
            say!(language, "lock-too-soon", seconds = seconds(wait))
        }
        Err(why) => say!(language, "lock-unchecked", why = why.as_str()),
    })
}

/// Asks for the PIN; `None` if there is no terminal. Piped input is the booking, not a PIN.
fn ask_current_pin(language: Language) -> Option<Pin> {
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return None;
    }
    let pin = rpassword::prompt_password(format!("{}: ", say!(language, "lock-pin"))).ok()?;
    Some(Pin::from(&*pin))
}

fn file_error_text(language: Language, path: &Path, error: &SecretFileError) -> String {
    let path = path.display().to_string();
    match error {
        SecretFileError::Unreadable(why) => {
            let why = why.to_text(language);
            say!(
                language,
                "pin-file-unreadable",
                path = path.as_str(),
                why = why.as_str()
            )
        }
        SecretFileError::Open(readers) => {
            let command = command_to_restrict(&path);
            let command = command.as_str();
            let path = path.as_str();
            match readers {
                Readers::Mode(mode) => {
                    let mode = format!("{mode:04o}");
                    say!(
                        language,
                        "pin-file-open",
                        path,
                        mode = mode.as_str(),
                        command
                    )
                }
                Readers::Accounts(names) => {
                    say!(
                        language,
                        "pin-file-open-to",
                        path,
                        names = names.as_str(),
                        command
                    )
                }
            }
        }
        SecretFileError::Empty => say!(language, "pin-file-empty", path = path.as_str()),
    }
}
