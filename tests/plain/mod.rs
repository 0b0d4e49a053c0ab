//! The shipped binary asked and answered line by line, its input in a pipe: what it asks, what it says, and what
//! reaches the server.
#![expect(
    clippy::disallowed_methods,
    reason = "the program is started, and waited for, from outside"
)]

mod altering;
mod at_the_line;
mod away;
mod beside;
mod booking;
mod calls;
mod day;
mod ending;
// A process is interrupted by a signal.
#[cfg(unix)]
mod interrupting;
mod meanwhile;
mod mending;
mod one_search;
mod reading_back;
mod waiting;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use ::booking::ClinicId;
use ::booking::clinics::CLINIK;
use chrono::{DateTime, Utc};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::Value;
use tempfile::TempDir;

use crate::desk_at_work::transcript::Transcript;
use crate::desk_at_work::{VISITS, at, at_home, record_at_clinik, said_at, said_at_clinik};

const BOOKDESK: &str = env!("CARGO_BIN_EXE_bookdesk");

/// A sandbox, and a home directory. It is spoken to, and answers, in ClinikAPI's words, whichever clinic takes its visits.
struct Desk {
    clinic: ClinicId,
    sandbox: TestSandbox,
    home: TempDir,
    transcript: Transcript,
}

/// What a conversation came to.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        let now = "2027-02-01T08:00:00Z"
            .parse::<DateTime<Utc>>()
            .expect("an instant");
        let sandbox = TestSandbox::start(
            SandboxOptions {
                lag: Duration::ZERO,
                ..SandboxOptions::default()
            },
            now,
        )
        .expect("a sandbox");
        Desk {
            clinic: CLINIK,
            sandbox,
            home: tempfile::tempdir().expect("a folder"),
            transcript: Transcript::of_this_test(),
        }
    }

    /// Desks at the clinics that take visits, one after the other.
    fn for_visits() -> impl Iterator<Item = Desk> {
        VISITS.into_iter().map(|clinic| Desk {
            clinic,
            ..Desk::new()
        })
    }

    /// Answers in English until there are no more answers.
    fn answers(&self, answers: &[&str]) -> Said {
        self.answers_in("C", answers)
    }

    fn answers_in(&self, locale: &str, answers: &[&str]) -> Said {
        self.answers_with(&[("LC_ALL", locale)], answers)
    }

    /// A conversation that is not begun yet.
    fn command(&self) -> Command {
        let mut desk = Command::new(BOOKDESK);
        desk.arg("--plain")
            .env_clear()
            .envs(at_home(self.home.path()))
            .env("TZ", "Europe/Berlin")
            .env("BOOKDESK_CLINIK_URL", self.sandbox.clinik_url())
            .env("BOOKDESK_CLINIK_KEY", self.sandbox.clinik_key())
            .env("BOOKDESK_ANIVA_URL", self.sandbox.aniva_url())
            .env("BOOKDESK_ANIVA_KEY", self.sandbox.aniva_key());
        at(self.clinic, &mut desk, &self.sandbox);
        desk
    }

    /// The same with these variables.
    fn answers_with(&self, variables: &[(&str, &str)], answers: &[&str]) -> Said {
        let mut desk = self.command();
        desk.envs(variables.iter().copied());
        let answers: Vec<String> = answers
            .iter()
            .map(|answer| said_at(self.clinic, answer) + "\n")
            .collect();
        let answers = answers.concat();
        self.transcript.asks(&desk, &answers);
        let mut desk = desk
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = desk.stdin.take().expect("its input");
        input.write_all(answers.as_bytes()).expect("it reads");
        drop(input);
        let output = desk.wait_with_output().expect("it ends");
        self.transcript.hears(&output, &self.sandbox);
        let text = |bytes| said_at_clinik(self.clinic, &String::from_utf8(bytes).expect("text"));
        Said {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Has the sandbox misbehave.
    fn fault(&self, fault: &Value) {
        let fault = said_at(self.clinic, &fault.to_string());
        self.sandbox
            .fault(&fault.parse().expect("JSON"))
            .expect("a fault");
    }

    /// The bookings the server has received, each with its status.
    fn creates(&self) -> Vec<(Value, u64)> {
        let requests = self.sandbox.requests().expect("the sandbox answers");
        let creates = requests
            .into_iter()
            .filter(|request| request["call"] == "create");
        let creates = creates.map(|create| record_at_clinik(self.clinic, create));
        creates
            .map(|request| {
                (
                    request["body"].clone(),
                    request["status"].as_u64().unwrap_or(0),
                )
            })
            .collect()
    }
}

impl Said {
    /// Says so, in one line of its own.
    fn has_line(&self, line: &str) -> &Said {
        assert!(
            self.out.lines().any(|said| said == line),
            "“{line}” is not in\n{}\n{}",
            self.out,
            self.err
        );
        self
    }

    /// The number at which a row with these words can be chosen.
    fn number_of(&self, words: &str) -> String {
        let row = self.out.lines().find(|line| line.contains(words));
        let (number, _) = row.and_then(|row| row.split_once(' ')).expect("a row");
        number.to_owned()
    }

    /// Says nothing of the kind.
    fn never_mentions(&self, words: &str) -> &Said {
        assert!(!self.out.contains(words), "“{words}” is in\n{}", self.out);
        self
    }

    /// The line that is read out right before the answer to this question, when it is asked last.
    fn before(&self, question: &str) -> &str {
        let lines: Vec<&str> = self.out.lines().collect();
        let place = lines.iter().rposition(|line| line.starts_with(question));
        let place = place.unwrap_or_else(|| panic!("“{question}” is not in\n{}", self.out));
        lines[place.saturating_sub(1)]
    }

    /// Says so somewhere.
    fn mentions(&self, words: &str) -> &Said {
        assert!(
            self.out.contains(words),
            "“{words}” is not in\n{}\n{}",
            self.out,
            self.err
        );
        self
    }

    fn ends_with(&self, code: i32) -> &Said {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }
}

/// A visit that nothing is wrong with, up to whether to book it: the patient, when, and for how long. With whom and why
/// is left open.
fn a_visit<'a>(patient: &'a str, start: &'a str) -> Vec<&'a str> {
    vec!["clinik", "", patient, "", start, "30", ""]
}
