//! `bookdesk pin`: prints the line of the configuration that sets the PIN of the lock.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;

use super::{CommandEnd, ONCE_MORE, access, configured, finished, refuse};
use crate::config::{PinError, PinHash};
use desk::Pin;

/// Set the PIN of the lock: asks for it and prints the line for the configuration file
#[derive(Debug, Args)]
pub struct PinArgs {
    /// Have the records ask for no PIN any more; asks for the one that they are kept under
    #[arg(long)]
    remove: bool,
}

/// Why there is no PIN.
#[derive(Debug, thiserror::Error)]
enum NoPin {
    #[error("these are not the same; nothing was changed")]
    Different,
    #[error(transparent)]
    Refused(#[from] PinError),
    #[error("no PIN can be read: {0}")]
    Read(#[from] io::Error),
}

/// Asks for a PIN twice, without showing it, or takes the first line of a standard input that is no terminal.
/// Prints the line for the configuration. Exit 0, 2 if there is no PIN.
pub fn run(arguments: &PinArgs) -> CommandEnd {
    if arguments.remove {
        return remove();
    }
    let hash = asked_for().and_then(|pin| Ok(PinHash::of(&pin)?));
    let hash = hash.map_err(|error| refuse(&format!("bookdesk pin: {error}")))?;
    written(&hash).map(|()| ExitCode::SUCCESS).map_err(|_| ExitCode::FAILURE)
}

/// Exit 0, 1 if the file can't be removed, 2 if the configuration sets a PIN, 4 if the PIN was not given.
fn remove() -> CommandEnd {
    let config = configured(None)?;
    if config.configured_pin.is_some() {
        return Err(refuse(
            "bookdesk pin: the configuration sets a PIN; take the line `pin = …` out of it first",
        ));
    }
    access::permit(&config)?;
    finished("bookdesk pin", PinHash::release(&config.data_dir).map(|()| true))
}

fn asked_for() -> Result<Pin, NoPin> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        return Ok(Pin::from(line.trim_end_matches(['\r', '\n'])));
    }
    let ask = |question: &str| Ok::<_, io::Error>(Pin::from(&*rpassword::prompt_password(question)?));
    let pin = ask("PIN: ")?;
    if ask(ONCE_MORE)? == pin { Ok(pin) } else { Err(NoPin::Different) }
}

/// Prints the line on standard output, so that it can be redirected into a file, and the instructions on
/// standard error.
fn written(hash: &PinHash) -> io::Result<()> {
    writeln!(io::stdout(), "pin = \"{hash}\"")?;
    writeln!(
        io::stderr(),
        "Put this line at the top of the configuration file (`bookdesk doctor` says where it is), and keep the file \
         to yourself: chmod 600."
    )
}
