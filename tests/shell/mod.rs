//! The desk from a shell: the shipped command, a sandbox, and nobody at a screen.

mod absences;
mod altering;
mod at_once;
mod booking;
mod contradicted;
mod details;
mod finding;
mod first_free;
mod handing_over;
// A process is interrupted by a signal.
#[cfg(unix)]
mod interrupting;
mod locking;
mod losing;
mod new_key;
mod notes;
mod refusing;
mod rules_of_a_visit;
mod several_visits;
mod sharing;
mod speaking;
mod taking_back;
mod when_a_patient_has_died;
mod whoever_is_free;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use ::booking::ClinicId;
use ::booking::clinics::CLINIK;
use chrono::{DateTime, Utc};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::Value;
use tempfile::TempDir;

use crate::desk_at_work::transcript::Transcript;
use crate::desk_at_work::{VISITS, at, record_at_clinik, said_at, said_at_clinik, shipped};

/// A shell with a home directory of its own, and the sandbox its bookings go to. It is spoken to, and answers, in
/// ClinikAPI's words, whichever clinic takes its visits.
pub(crate) struct Shell {
    home: TempDir,
    clinic: ClinicId,
    pub(crate) sandbox: TestSandbox,
    transcript: Transcript,
}

/// What a command said, and how it ended.
pub(crate) struct Said {
    clinic: ClinicId,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Said {
    pub(crate) fn of(output: &Output) -> Said {
        Said::at(CLINIK, output)
    }

    fn at(clinic: ClinicId, output: &Output) -> Said {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        let said = |bytes: &[u8]| said_at_clinik(clinic, &text(bytes));
        let code = output.status.code().expect("an exit code, not a signal");
        Said {
            clinic,
            out: said(&output.stdout),
            err: said(&output.stderr),
            code,
        }
    }

    pub(crate) fn ends_with(self, code: i32) -> Said {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    pub(crate) fn json(&self) -> Value {
        let told =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out));
        record_at_clinik(self.clinic, told)
    }
}

impl Shell {
    pub(crate) fn open() -> Shell {
        Shell::open_at("2027-02-01T08:00:00Z")
    }

    /// The same, where the sandbox has another date.
    pub(crate) fn open_at(now: &str) -> Shell {
        Shell::open_with(SandboxOptions::default(), now)
    }

    /// The same, with a sandbox of these options, whose searches have no lag.
    pub(crate) fn open_with(options: SandboxOptions, now: &str) -> Shell {
        let now = now.parse::<DateTime<Utc>>().expect("an instant");
        let options = SandboxOptions {
            lag: Duration::ZERO,
            ..options
        };
        let sandbox = TestSandbox::start(options, now).expect("a sandbox");
        Shell {
            home: tempfile::tempdir().expect("a home directory"),
            clinic: CLINIK,
            sandbox,
            transcript: Transcript::of_this_test(),
        }
    }

    /// Shells at the clinics that take visits, one after the other.
    fn for_visits() -> impl Iterator<Item = Shell> {
        VISITS.into_iter().map(|clinic| Shell {
            clinic,
            ..Shell::open()
        })
    }

    /// Where the records are.
    pub(crate) fn records(&self) -> PathBuf {
        self.home.path().join("desk")
    }

    /// A file of the home directory.
    pub(crate) fn home(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The command, ready to be run.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shipped(self.home.path(), &self.sandbox);
        at(self.clinic, &mut command, &self.sandbox);
        command.args(arguments.iter().map(|word| said_at(self.clinic, word)));
        command
    }

    /// Runs `bookdesk` with these words, parted at blanks; `+` stands for a blank inside a word.
    pub(crate) fn run(&self, line: &str) -> Said {
        self.run_in(line, |_| {})
    }

    /// The same in another environment.
    pub(crate) fn run_in(&self, line: &str, change: impl FnOnce(&mut Command)) -> Said {
        let words: Vec<String> = line
            .split_whitespace()
            .map(|word| word.replace('+', " "))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = self.command(&words);
        change(&mut command);
        self.transcript.asks(&command, "");
        self.said(&command.output().expect("the command runs"))
    }

    /// Runs `bookdesk` at a desk in New York; its clinic at ClinikAPI is in Berlin.
    pub(crate) fn run_in_new_york(&self, line: &str) -> Said {
        self.run_in(line, |command| {
            command
                .env("TZ", "America/New_York")
                .env("BOOKDESK_CLINIK_TIMEZONE", "Europe/Berlin");
        })
    }

    /// Runs `bookdesk` with this on its standard input.
    pub(crate) fn pipe(&self, input: &str, line: &str) -> Said {
        self.pipe_in(input, line, |_| {})
    }

    /// The same in another environment.
    pub(crate) fn pipe_in(
        &self,
        input: &str,
        line: &str,
        change: impl FnOnce(&mut Command),
    ) -> Said {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = self.command(&words);
        change(&mut command);
        let input = said_at(self.clinic, input);
        self.transcript.asks(&command, &input);
        let mut child = command
            .stdin(Stdio::piped())
            .spawn()
            .expect("the command runs");
        child
            .stdin
            .take()
            .expect("its input")
            .write_all(input.as_bytes())
            .expect("it reads");
        self.said(&child.wait_with_output().expect("it ends"))
    }

    /// What a command has said that was started here.
    pub(crate) fn said(&self, output: &Output) -> Said {
        self.transcript.hears(output, &self.sandbox);
        Said::at(self.clinic, output)
    }

    /// Starts `bookdesk` and does not wait.
    pub(crate) fn start(&self, line: &str) -> Child {
        let words: Vec<String> = line
            .split_whitespace()
            .map(|word| word.replace('+', " "))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = self.command(&words);
        self.transcript.asks(&command, "");
        command.spawn().expect("the command runs")
    }

    /// The bookings the sandbox has received, oldest first.
    pub(crate) fn creates(&self) -> Vec<Value> {
        self.requests()
            .filter(|request| request["call"] == "create")
            .collect()
    }

    /// Everything the sandbox has received, oldest first.
    fn requests(&self) -> impl Iterator<Item = Value> {
        let requests = self.sandbox.requests().expect("the sandbox answers");
        requests
            .into_iter()
            .map(|request| record_at_clinik(self.clinic, request))
    }

    /// Has the sandbox misbehave.
    pub(crate) fn fault(&self, fault: Value) -> &Shell {
        let fault = said_at(self.clinic, &fault.to_string());
        self.sandbox
            .fault(&fault.parse().expect("JSON"))
            .expect("a fault");
        self
    }

    /// What has been written down, step by step.
    pub(crate) fn steps(&self) -> Vec<String> {
        crate::desk_at_work::records::steps(Path::new(&self.records()), 0)
    }
}
