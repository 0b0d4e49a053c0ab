//! `bookdesk setup`: asks for the settings of a desk at real clinics, tries them, and writes the
//! configuration file.

mod questions;
mod tries;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::{CommandEnd, access, configured, refuse};
use crate::config::{ConfigEdit, ConfigFile, EditError};
use crate::runtime::{Dialog, NoAnswer};
use i18n::{Language, say};

use questions::Questions;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
enum NotSetUp {
    #[error("no answer")]
    NoAnswer(NoAnswer),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    System(#[from] io::Error),
}

impl From<NoAnswer> for NotSetUp {
    fn from(why: NoAnswer) -> NotSetUp {
        NotSetUp::NoAnswer(why)
    }
}

/// Runs `bookdesk setup`. Exit 0, 1 if the file can't be written, 2 without a terminal or with a
/// configuration that can't be read, 4 if a PIN is set and was not given, 128 and the number of the signal
/// that ended it.
pub fn run() -> CommandEnd {
    let config = configured(None)?;
    let language = config.language;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let file = match &config.file {
            ConfigFile::Read(path) | ConfigFile::Absent(path) => path.display().to_string(),
            ConfigFile::Nowhere => "BOOKDESK_CONFIG".to_owned(),
        };
        return Err(refuse(&say!(language, "setup-no-terminal", file)));
    }
    access::permit(&config)?;
    let begun = ConfigEdit::open(&config.file)
        .map_err(NotSetUp::from)
        .and_then(|edit| Questions::new(config, edit, Dialog::open()?));
    let mut questions = begun.map_err(|why| ended(why, language))?;
    questions.ask_all().map_err(|why| ended(why, questions.language()))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints that nothing was changed, and why.
fn ended(why: NotSetUp, language: Language) -> ExitCode {
    let nothing = say!(language, "setup-nothing-changed");
    // Without a standard error nobody can be told; the exit code still tells.
    let tell = |said: &str| drop(writeln!(io::stderr(), "{said}"));
    match why {
        NotSetUp::NoAnswer(NoAnswer::Signal(signal)) => {
            tell(&format!("\n{nothing}"));
            ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
        }
        NotSetUp::NoAnswer(NoAnswer::InputOver | NoAnswer::OutputGone) => {
            tell(&format!("\n{nothing}"));
            ExitCode::from(super::NOT_BEGUN)
        }
        other => {
            let why = match &other {
                NotSetUp::Edit(error) => not_written(error, language),
                other => other.to_string(),
            };
            tell(&format!("bookdesk setup: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn not_written(error: &EditError, language: Language) -> String {
    match error {
        // A file with a key may be written by then, so the message can't say that nothing was changed.
        EditError::Unwritten(file, error) => {
            say!(language, "setup-unwritten", file = file.display().to_string(), why = error.to_string())
        }
        EditError::Nowhere => say!(language, "setup-nowhere").to_owned(),
        EditError::Unreadable(why) => say!(language, "setup-unreadable", why = why.as_str()),
        EditError::Changed(file) => say!(language, "setup-file-changed", file = file.display().to_string()),
        EditError::Wrong(flaws) => say!(language, "setup-would-be-wrong", flaws = flaws.as_str()),
    }
}
