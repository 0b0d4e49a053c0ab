//! Permission of a command to show and change the records: if a PIN is set, it is asked for, or read from a
//! named file.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::config::{Config, SecretFileError, pin_from_file};
use crate::runtime::{check_pin, wall_clock};
use booking::PinAttempt;
use desk::Pin;
use i18n::{Language, say};

/// The exit code of a command that is not permitted (CONTRACT, With a `pin` set).
const NOT_PERMITTED: u8 = 4;

/// Permits a command: if a PIN is set only with that one, from the file of `BOOKDESK_PIN_FILE`, else asked
/// for at the terminal without showing it.
///
/// # Errors
/// Fails with the exit code of a refusal, whose reason was printed on standard error.
pub(super) fn permit(config: &Config) -> Result<(), ExitCode> {
    unlock(config).map_err(|why| {
        // Without a standard error nobody can be told; the exit code still tells.
        let _ = writeln!(io::stderr(), "{why}");
        ExitCode::from(NOT_PERMITTED)
    })
}

fn unlock(config: &Config) -> Result<(), String> {
    if config.pin.is_none() {
        return Ok(());
    }
    let language = config.language;
    let pin = match &config.pin_file {
        Some(path) => pin_from_file(path).map_err(|error| unusable(language, path, &error))?,
        None => asked_for(language).ok_or_else(|| say!(language, "pin-needed").to_owned())?,
    };
    let seconds = |wait: std::time::Duration| wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Err(match check_pin(config, &pin, &wall_clock()) {
        Ok(PinAttempt::Right { .. }) => return Ok(()),
        Ok(PinAttempt::Wrong { wait, .. }) => say!(language, "lock-wrong", seconds = seconds(wait)),
        Ok(PinAttempt::TooSoon { wait }) => say!(language, "lock-too-soon", seconds = seconds(wait)),
        Err(why) => say!(language, "lock-unchecked", why = why.as_str()),
    })
}

/// Asks for the PIN; `None` if nobody sits at a terminal. Piped input is no PIN: it is the booking.
fn asked_for(language: Language) -> Option<Pin> {
    let is_attended = io::stdin().is_terminal() || io::stderr().is_terminal();
    let asked = || rpassword::prompt_password(format!("{}: ", say!(language, "lock-pin"))).ok();
    is_attended.then(asked).flatten().map(|pin| Pin::from(&*pin))
}

fn unusable(language: Language, path: &Path, error: &SecretFileError) -> String {
    let path = path.display().to_string();
    match error {
        SecretFileError::Unreadable(why) => {
            say!(language, "pin-file-unreadable", path = path.as_str(), why = why.as_str())
        }
        SecretFileError::Open(mode) => {
            say!(language, "pin-file-open", path = path.as_str(), mode = format!("{mode:04o}").as_str())
        }
        SecretFileError::Empty => say!(language, "pin-file-empty", path = path.as_str()),
    }
}
