//! `bookdesk setup`: asks for the settings of a desk at real clinics, tries them, and writes the configuration file.

mod questions;
mod sign_in;

use std::io::{self, IsTerminal};
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use questions::Questions;
use tokio::runtime::Runtime;

use super::{CommandEnd, FAILED, NOT_BEGUN, fail, load_config, pin, refuse};
use crate::cli::doctor::{reach, works};
use booking::api::{Finding, FindingReason};
use booking::sanitize::sanitize;
use booking::{ClinicId, Mode};
use client::Reach;
use config::{Account, Config, ConfigEdit, EditError, StoreAddress};
use i18n::{Language, say};
use runtime::{Dialog, NoAnswer, server};
use store::SharedStatus;

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

/// Runs `bookdesk setup`. Exits with 0; 1 if the file can't be written, 2 without a terminal or with a configuration
/// that can't be read, 4 if a PIN is set and was not given, 128 plus the number of the signal that ended it.
pub fn run() -> CommandEnd {
    let config = load_config(None)?;
    let language = config.language;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let path = config.file.path();
        let file = path.map_or("BOOKDESK_CONFIG".to_owned(), |path| {
            path.display().to_string()
        });
        return Err(refuse(&say!(language, "setup-no-terminal", file)));
    }
    pin::permit(&config)?;
    let questions = ConfigEdit::open(&config.file)
        .map_err(NotSetUp::from)
        .and_then(|edit| Questions::new(config, edit, Dialog::open()?));
    let mut questions = questions.map_err(|why| print_why(&why, language))?;
    questions
        .ask_all()
        .map_err(|why| print_why(&why, questions.language()))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints why nothing was changed, and returns the exit code.
fn print_why(why: &NotSetUp, language: Language) -> ExitCode {
    let unchanged = || format!("\n{}", say!(language, "setup-nothing-changed"));
    let (code, text) = match why {
        NotSetUp::NoAnswer(NoAnswer::Signal(signal)) => {
            (u8::try_from(128 + signal).unwrap_or(u8::MAX), unchanged())
        }
        NotSetUp::NoAnswer(NoAnswer::InputOver | NoAnswer::OutputGone) => (NOT_BEGUN, unchanged()),
        NotSetUp::Edit(error) => (
            FAILED,
            format!("bookdesk setup: {}", not_written(error, language)),
        ),
        NotSetUp::System(error) => (FAILED, format!("bookdesk setup: {error}")),
    };
    fail(code, &text)
}

fn not_written(error: &EditError, language: Language) -> String {
    match error {
        // A file with a key may already be written, so the message can't say that nothing was changed.
        EditError::Unwritten(file, error) => {
            say!(
                language,
                "setup-unwritten",
                file = file.display().to_string(),
                why = error.to_string()
            )
        }
        EditError::Nowhere => say!(language, "setup-nowhere").to_owned(),
        EditError::Unreadable(why) => say!(language, "setup-unreadable", why = why.as_str()),
        EditError::Changed(file) => say!(
            language,
            "setup-file-changed",
            file = file.display().to_string()
        ),
        EditError::Wrong(flaws) => say!(language, "setup-would-be-wrong", flaws = flaws.as_str()),
    }
}

/// How often a wait checks for a signal.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(50);

/// Tries the answers with the clinics and the shared records.
struct SetupChecks {
    runtime: Runtime,
    has_checked_store: bool,
}

impl SetupChecks {
    fn new() -> io::Result<SetupChecks> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(SetupChecks {
            runtime,
            has_checked_store: false,
        })
    }

    /// Checks a key at a clinic, and prints the result. Returns whether the desk can be used there.
    fn check_clinic(
        &self,
        config: &Config,
        clinic: ClinicId,
        account: &Account,
        dialog: &Dialog,
    ) -> Result<bool, NotSetUp> {
        let language = config.language;
        dialog.tell(&say!(language, "setup-asking", whom = clinic.name()))?;
        match self.wait_for(reach(config.clone(), clinic, account.clone()), dialog)? {
            Ok(reach) => {
                dialog.tell(&sanitize(&reach_text(&reach, clinic, language)))?;
                Ok(works(&reach))
            }
            Err(why) => {
                dialog.tell(&sanitize(&why.to_string()))?;
                Ok(false)
            }
        }
    }

    /// Checks the shared records, and prints their state. Returns whether this desk can use them.
    fn check_store(
        &mut self,
        config: &Config,
        store: Option<&StoreAddress>,
        dialog: &Dialog,
    ) -> Result<bool, NotSetUp> {
        let Some(address) = store.cloned() else {
            return Ok(true);
        };
        self.has_checked_store = true;
        let language = config.language;
        let folder = config.data_dir.clone();
        dialog.tell(&say!(language, "setup-asking", whom = address.to_string()))?;
        let check = async move {
            let password = address
                .resolve_password()
                .map_err(|error| error.to_string())?;
            let status = SharedStatus::of(&server(&address, password), &folder, Mode::Live).await;
            status.map_err(|error| error.unshared().to_text(language))
        };
        let (text, is_well) = match self.wait_for(check, dialog)? {
            Ok(status) => (
                say!(language, "setup-store-works", count = status.desks.len()),
                true,
            ),
            Err(why) => (say!(language, "setup-store-fails", why), false),
        };
        dialog.tell(&sanitize(&text))?;
        Ok(is_well)
    }

    /// Waits for a check. Stops if a signal asks the program to end.
    fn wait_for<T>(&self, check: impl Future<Output = T>, dialog: &Dialog) -> Result<T, NotSetUp> {
        self.runtime.block_on(async {
            let mut check = pin!(check);
            loop {
                match tokio::time::timeout(SIGNAL_INTERVAL, &mut check).await {
                    Ok(answer) => return Ok(answer),
                    Err(_) => dialog.listen()?,
                }
            }
        })
    }
}

/// Returns the result for a key: the first problem, or that all is well.
fn reach_text(reach: &Reach, clinic: ClinicId, language: Language) -> String {
    let clinic = clinic.name();
    let reason = |why: &FindingReason| why.to_text(language);
    match (&reach.server, &reach.key, &reach.lists, &reach.books) {
        // Without a usable key, no server is asked.
        (Finding::Undecided(_), Finding::No(why), ..) => {
            say!(language, "setup-key-refused", clinic, why = reason(why))
        }
        (Finding::No(why) | Finding::Undecided(why), ..) => {
            say!(language, "setup-unreachable", clinic, why = reason(why))
        }
        (_, Finding::No(why) | Finding::Undecided(why), ..) => {
            say!(language, "setup-key-refused", clinic, why = reason(why))
        }
        (_, _, Finding::No(why) | Finding::Undecided(why), _) => {
            say!(language, "setup-may-not-read", clinic, why = reason(why))
        }
        (.., Finding::No(why)) => say!(language, "setup-may-not-book", clinic, why = reason(why)),
        (.., Finding::Undecided(_)) => say!(language, "setup-works-untold", clinic),
        (.., Finding::Yes) => say!(language, "setup-works", clinic),
    }
}
