//! Runs a configured program: without a shell, without input, for a limited time. Most print a secret.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use platform::child::LimitedChild;
use secrecy::{ExposeSecret, SecretString};

use super::environment::secret_variables;
use super::secret::{is_key_document, secret_in};
use booking::sanitize::sanitize;
use i18n::{Language, say};

/// The time limit of the program.
pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// How long the output may take to arrive after the program has ended; it is already in the pipe.
const OUTPUT_TIMEOUT: Duration = Duration::from_secs(2);

/// The maximum bytes of output read. A secret has tens, a private key thousands.
const CAP: u64 = 16_384;

/// Why a command failed, or returned no secret. No variant contains its standard output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.to_text(Language::En))]
pub struct SecretCommandError {
    program: String,
    failure: CommandFailure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum CommandFailure {
    /// The program could not be started; holds the system's error.
    NotRun(String),
    /// The program failed.
    Failed {
        /// The exit status, in words.
        status: String,
        /// The message on standard error, after a colon; empty if there is none.
        message: String,
    },
    /// The program exceeded this time limit, and was killed.
    TooSlow(Duration),
    /// The program succeeded, but the first line of its output is empty.
    Silent,
}

impl CommandFailure {
    fn of_status(status: ExitStatus, message: String) -> CommandFailure {
        CommandFailure::Failed {
            status: status_text(status),
            message,
        }
    }
}

impl SecretCommandError {
    /// Returns the reason, with the program and its message.
    pub fn to_text(&self, language: Language) -> String {
        let program = self.program.as_str();
        match &self.failure {
            CommandFailure::NotRun(why) => say!(language, "command-not-run", program, why = &**why),
            CommandFailure::Failed { status, message } => {
                say!(
                    language,
                    "command-failed",
                    program,
                    status = &**status,
                    said = &**message
                )
            }
            CommandFailure::TooSlow(limit) => {
                let seconds = limit.as_secs_f32().to_string();
                say!(language, "command-too-slow", program, seconds)
            }
            CommandFailure::Silent => say!(language, "command-silent", program),
        }
    }
}

/// Runs `words`, a program and its arguments, for at most `limit`, and returns the secret that it prints.
pub(super) fn run(words: &[String], limit: Duration) -> Result<SecretString, SecretCommandError> {
    let failed = |failure| failure_of(words, failure);
    let ended = end_of(words, limit, printed_secret).map_err(failed)?;
    let secret = ended
        .output
        .filter(|secret| !secret.expose_secret().is_empty());
    if !ended.status.success() {
        let message = complaint_text(&ended.complaint, secret.as_ref());
        return Err(failed(CommandFailure::of_status(ended.status, message)));
    }
    secret.ok_or_else(|| failed(CommandFailure::Silent))
}

/// Runs `words`, a program and its arguments, for at most `limit`. What it prints is not used.
pub(super) fn run_unread(words: &[String], limit: Duration) -> Result<(), SecretCommandError> {
    let failed = |failure| failure_of(words, failure);
    let ended = end_of(words, limit, all_of).map_err(failed)?;
    if ended.status.success() {
        return Ok(());
    }
    let message = complaint_text(&ended.complaint, None);
    Err(failed(CommandFailure::of_status(ended.status, message)))
}

fn failure_of(words: &[String], failure: CommandFailure) -> SecretCommandError {
    SecretCommandError {
        program: words.first().cloned().unwrap_or_default(),
        failure,
    }
}

/// A program that has ended.
struct EndedCommand<T> {
    status: ExitStatus,
    /// The output as it was read, if it arrived.
    output: Option<T>,
    /// The output on standard error; empty if the program succeeded.
    complaint: String,
}

/// Runs a program to its end, and reads its output with `read`.
fn end_of<T: Send + 'static>(
    words: &[String],
    limit: Duration,
    read: impl FnOnce(&mut dyn BufRead) -> T + Send + 'static,
) -> Result<EndedCommand<T>, CommandFailure> {
    let not_run = |error: io::Error| CommandFailure::NotRun(reason(&error));
    let mut child = start(words).map_err(not_run)?;
    let output = child
        .process
        .stdout
        .take()
        .map(|output| read_on_thread(output, read));
    let complaint = child
        .process
        .stderr
        .take()
        .map(|output| read_on_thread(output, all_of));
    let Some(status) = child.wait(limit).map_err(not_run)? else {
        return Err(CommandFailure::TooSlow(limit));
    };
    let output = output.and_then(|output| output.recv_timeout(OUTPUT_TIMEOUT).ok());
    let complaint = if status.success() { None } else { complaint };
    let complaint = complaint.and_then(|output| output.recv_timeout(OUTPUT_TIMEOUT).ok());
    Ok(EndedCommand {
        status,
        output,
        complaint: complaint.unwrap_or_default(),
    })
}

/// Starts the program detached from the desk's terminal. It needs the environment to find agents and vaults, and gets
/// it without the secrets.
#[expect(
    clippy::disallowed_methods,
    reason = "the configured command is a process by definition"
)]
fn start(words: &[String]) -> io::Result<LimitedChild> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let mut command = Command::new(program);
    for name in secret_variables() {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    LimitedChild::start(&mut command)
}

/// Reads at most [`CAP`] bytes with `read`, on a thread of its own. Unreadable output counts as missing.
fn read_on_thread<T: Send + 'static>(
    output: impl Read + Send + 'static,
    read: impl FnOnce(&mut dyn BufRead) -> T + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let _ = sender.send(read(&mut output.by_ref().take(CAP)));
        // The rest is drained, so that the command never waits for a full pipe.
        let _ = io::copy(&mut output, &mut io::sink());
    });
    receiver
}

/// Reads as many lines as the secret has. A program may print more after it.
fn printed_secret(output: &mut dyn BufRead) -> SecretString {
    let mut bytes = Vec::new();
    while bytes.trim_ascii().is_empty() {
        if output.read_until(b'\n', &mut bytes).unwrap_or_default() == 0 {
            break;
        }
    }
    if is_key_document(&String::from_utf8_lossy(&bytes)) {
        let _ = output.read_to_end(&mut bytes);
    }
    SecretString::from(secret_in(&String::from_utf8_lossy(&bytes)).trim())
}

fn all_of(output: &mut dyn BufRead) -> String {
    let mut text = Vec::new();
    let _ = output.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Returns the last line of an error message, which usually states the cause; never the secret.
fn complaint_text(complaint: &str, secret: Option<&SecretString>) -> String {
    let Some(line) = complaint
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty())
    else {
        return String::new();
    };
    let line = match secret {
        Some(secret) => line.replace(secret.expose_secret(), "…"),
        None => line.to_owned(),
    };
    format!(": {}", sanitize(&line))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such program".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be executed".to_owned(),
        _ => error.to_string(),
    }
}

fn status_text(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit {code}"),
        None => "ended by a signal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a script: the first in a Unix shell, the second in the Windows shell.
    fn shell(unix: &str, windows: &str, limit: Duration) -> Result<String, String> {
        let words = if cfg!(windows) {
            ["cmd", "/C", windows]
        } else {
            ["sh", "-c", unix]
        };
        run(&words.map(str::to_owned), limit)
            .map(|secret| secret.expose_secret().to_owned())
            .map_err(|error| error.to_string().replace("`cmd`", "`sh`"))
    }

    #[test]
    fn the_first_line_is_the_secret() {
        assert_eq!(
            shell(
                "echo ' clk_test_abc '; echo more",
                "echo  clk_test_abc & echo more",
                LIMIT
            ),
            Ok("clk_test_abc".to_owned())
        );
    }

    #[test]
    fn a_program_left_behind_holds_nobody_up() {
        assert_eq!(
            shell(
                "echo clk_test_abc; sleep 5 &",
                "echo clk_test_abc& start /b ping -n 6 127.0.0.1",
                LIMIT
            ),
            Ok("clk_test_abc".to_owned())
        );
    }

    #[test]
    fn what_it_complains_of_is_passed_on_without_the_secret() {
        assert_eq!(
            shell(
                "echo clk_test_abc; echo; echo 'no agent for clk_test_abc' >&2; exit 3",
                "echo clk_test_abc& echo no agent for clk_test_abc 1>&2& exit 3",
                LIMIT
            ),
            Err("the command `sh` failed (exit 3): no agent for …".to_owned())
        );
        assert_eq!(
            shell("exit 1", "exit 1", LIMIT),
            Err("the command `sh` failed (exit 1)".to_owned())
        );
        assert_eq!(
            shell(":", "rem", LIMIT),
            Err("the command `sh` printed nothing".to_owned())
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_a_signal_ends_has_failed() {
        assert_eq!(
            shell("kill -9 $$", "", LIMIT),
            Err("the command `sh` failed (ended by a signal)".to_owned())
        );
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let late = shell(
            "sleep 60; echo late",
            "ping -n 60 127.0.0.1 >nul& echo late",
            Duration::from_millis(50),
        );
        assert_eq!(
            late.unwrap_err(),
            "the command `sh` took more than 0.05 s and was stopped"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&["no-such-program-here".to_owned()], LIMIT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the command `no-such-program-here` can't be run: there is no such program"
        );
    }

    #[test]
    fn it_has_no_input() {
        assert_eq!(
            shell("read x || echo none", "set /p x=|| echo none", LIMIT),
            Ok("none".to_owned())
        );
    }
}
