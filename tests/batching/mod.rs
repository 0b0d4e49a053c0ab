//! `bookdesk batch`, the shipped binary, at a sandbox in this process: every row is booked once, whatever happens.
#![expect(clippy::unwrap_used, reason = "in a test a missing value is a failure")]

mod altering;
mod faults;
mod files;
mod flawed_searches;
// A process is interrupted by a signal.
#[cfg(unix)]
mod interrupting;
mod not_there;
mod notes;
mod records;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output};
use std::time::Duration;

use booking::clinics::CLINIK;
use booking::{ClinicId, Days};
use chrono::{Datelike, NaiveDate, Weekday};
use client::{Client, Endpoint, Timeouts};
use headless::TestSandbox;
use sandbox::SandboxOptions;
use serde_json::Value;
use tempfile::TempDir;
use zones::Zone;

use crate::desk_at_work::transcript::Transcript;
use crate::desk_at_work::{
    PATIENT, VISITS, at, impatient, record_at_clinik, said_at, said_at_clinik, shipped,
    without_pauses,
};

/// Karin Ivers.
const PRACTITIONER: &str = "prac_xyz789";

/// A home directory, and a sandbox. Its files, and what is said of them, are in ClinikAPI's words, whichever clinic takes
/// its visits.
struct Office {
    home: TempDir,
    clinic: ClinicId,
    sandbox: TestSandbox,
    transcript: Transcript,
}

impl Office {
    fn open() -> Office {
        Office::with_lag(Duration::ZERO)
    }

    /// An office at clinics whose searches are behind.
    fn with_lag(lag: Duration) -> Office {
        let now = "2099-02-01T08:00:00Z".parse().unwrap();
        Office {
            home: tempfile::tempdir().unwrap(),
            clinic: CLINIK,
            sandbox: TestSandbox::start(
                SandboxOptions {
                    lag,
                    ..SandboxOptions::default()
                },
                now,
            )
            .unwrap(),
            transcript: Transcript::of_this_test_in_any_order(),
        }
    }

    /// Offices of the clinics that take visits, one after the other.
    fn for_visits() -> impl Iterator<Item = Office> {
        VISITS.into_iter().map(|clinic| Office {
            clinic,
            ..Office::open()
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        let text = said_at(self.clinic, text);
        self.transcript.adds(&format!("file {name}\n{text}"));
        fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shipped(self.home.path(), &self.sandbox);
        at(self.clinic, &mut command, &self.sandbox);
        command
            .arg("batch")
            .args(arguments)
            .current_dir(self.home.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.ran(self.command(arguments))
    }

    /// Runs a command that knows soon what a clinic has not.
    fn run_impatiently(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        impatient(self.home.path(), &mut command);
        self.ran(command)
    }

    /// Runs a command that knows at once what a clinic has not.
    fn run_without_pauses(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        without_pauses(self.home.path(), &mut command);
        self.ran(command)
    }

    /// What a command says.
    fn ran(&self, mut command: Command) -> Ran {
        self.transcript.asks(&command, "");
        self.has_run(&command.output().unwrap())
    }

    /// What a run has said that was started here.
    fn has_run(&self, output: &Output) -> Ran {
        self.transcript.hears(output, &self.sandbox);
        let ran = Ran::of(output);
        let said = |text: String| said_at_clinik(self.clinic, &text);
        Ran {
            verdicts: ran.verdicts.into_iter().map(said).collect(),
            errors: said(ran.errors),
            ..ran
        }
    }

    fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        self.transcript.asks(&command, "");
        command.spawn().unwrap()
    }

    /// The creates it has received.
    fn creates(&self) -> Vec<Value> {
        self.requests()
            .filter(|request| request["call"] == "create")
            .collect()
    }

    /// Everything the sandbox has received, oldest first.
    fn requests(&self) -> impl Iterator<Item = Value> {
        let requests = self.sandbox.requests().unwrap();
        requests
            .into_iter()
            .map(|request| record_at_clinik(self.clinic, request))
    }

    /// Has the sandbox misbehave.
    fn fault(&self, fault: &Value) {
        self.sandbox
            .fault(&said_at(self.clinic, &fault.to_string()).parse().unwrap())
            .unwrap();
    }

    /// How many appointments the example patient has on those days.
    fn appointments(&self, days: &[NaiveDate]) -> usize {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return 0;
        };
        let days = Days::new(*first, *last, Zone::BERLIN).unwrap();
        let served = self.sandbox.served(self.clinic.word()).unwrap();
        let endpoint = Endpoint::new(self.clinic, &served.url, Some(served.key.into())).unwrap();
        let client = Client::new([endpoint], Timeouts::default());
        let patient = said_at(self.clinic, PATIENT);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let agenda = client.read(self.clinic, |api| {
            api.agenda_of_person(&patient, Some(&days))
        });
        let agenda = runtime.block_on(agenda).unwrap();
        assert!(agenda.complete);
        agenda.bookings.len()
    }
}

/// What a run has said.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    verdicts: Vec<String>,
    errors: String,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        Ran {
            code: output.status.code(),
            verdicts: String::from_utf8_lossy(&output.stdout)
                .lines()
                .map(str::to_owned)
                .collect(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// What is said of the row in that line of the file.
    fn line(&self, line: usize) -> &str {
        let begins = format!("line {line}: ");
        let said = self
            .verdicts
            .iter()
            .find_map(|verdict| verdict.strip_prefix(&begins));
        said.unwrap_or_else(|| panic!("no verdict on line {line}: {self:?}"))
    }

    /// How many rows came to what, by the first word.
    fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for verdict in &self.verdicts {
            let (_, said) = verdict.split_once(": ").unwrap();
            *counts
                .entry(said.split([' ', ':']).next().unwrap())
                .or_default() += 1;
        }
        counts
    }
}

/// The header of the files of these tests.
const HEADER: &str = "backend,patientId,practitionerId,start,minutesDuration\n";

/// So many visits of the example patient, ten a working day; and the days.
fn visits(count: usize) -> (String, Vec<NaiveDate>) {
    let first = NaiveDate::from_ymd_opt(2099, 2, 2).unwrap();
    let working = (0..)
        .map(|days| first + chrono::Days::new(days))
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let days: Vec<NaiveDate> = working.take(count.div_ceil(10)).collect();
    let rows = (0..count).map(|number| {
        let (day, slot) = (days[number / 10], number % 10);
        format!(
            "clinik,{PATIENT},{PRACTITIONER},{day} {:02}:{:02},30\n",
            9 + slot / 2,
            slot % 2 * 30
        )
    });
    (HEADER.to_owned() + &rows.collect::<String>(), days)
}
