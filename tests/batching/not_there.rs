//! Rows whose answer was lost and that were not there: an earlier run says so, a later one sends them again.

use std::collections::HashMap;
use std::fs;
use std::process::{Child, Command};
use std::thread;

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK};
use chrono::{DateTime, Utc};
use client::{Client, Endpoint, Timeouts};
use fastrand::Rng;
use headless::TestSandbox;
use serde_json::json;

use super::{HEADER, Office, PRACTITIONER, Ran};
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE, SKIP_PAUSES, said_at};

/// The clinics of these files, where two tries of a row look alike without references, and where a search proves that
/// something is not there.
const CLINICS: [ClinicId; 2] = [CLINIK, ANIVA];
/// The rows of the files of the law.
const ROWS: usize = 5;
/// The files that are tried, each with faults of its own.
const FILES: u64 = 6;

/// An office where no call takes longer than a second and visits bear no references, and its file of rows.
struct Desk {
    office: Office,
    starts: Vec<DateTime<Utc>>,
}

impl Desk {
    fn with_rows(clinic: ClinicId, rows: usize) -> Desk {
        let office = Office {
            clinic,
            ..Office::open()
        };
        let starts: Vec<DateTime<Utc>> = (0..rows)
            .map(|row| format!("2099-02-1{row}T09:00:00Z").parse().unwrap())
            .collect();
        let line = |row: usize| match clinic {
            one if one == ANIVA => format!("aniva,{PROFILE},{BERLIN},2099-02-1{row} 10:00\n"),
            _ => format!("clinik,{PATIENT},{PRACTITIONER},2099-02-1{row} 10:00,30\n"),
        };
        let header = match clinic {
            one if one == ANIVA => "backend,profile_id,location_id,scheduled_at\n",
            _ => HEADER,
        };
        let lines: String = (0..rows).map(line).collect();
        office.write("day.csv", &(header.to_owned() + &lines));
        fs::write(
            office.path("desk.toml"),
            "request_timeout = 1\nbooking_reference = false\n",
        )
        .unwrap();
        Desk { office, starts }
    }

    /// The answer to one of the next creates never comes; it is lost before or after the booking is stored.
    fn loses_an_answer(&self, when: &str) {
        let backend = self.office.clinic.word();
        let fault = json!({"backend": backend, "call": "create", "fault": "hang", "when": when});
        self.office.sandbox.fault(&fault).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = self
            .office
            .command(&["day.csv", "--yes", "--concurrency", "2"]);
        command.env("BOOKDESK_CONFIG", self.office.path("desk.toml"));
        command
    }

    /// Runs the file while nobody else does.
    fn run(&self) -> Ran {
        Ran::of(&self.command().env(SKIP_PAUSES, "1").output().unwrap())
    }

    /// Runs the file twice at once.
    fn run_twice(&self) -> Vec<Ran> {
        let runs: Vec<Child> = (0..2).map(|_| self.command().spawn().unwrap()).collect();
        let ended = runs.into_iter().map(|run| run.wait_with_output().unwrap());
        ended.map(|output| Ran::of(&output)).collect()
    }

    /// How many appointments the clinic has at the start of each row.
    fn standing(&self) -> Vec<usize> {
        let begun = starts_at(&self.office.sandbox, self.office.clinic);
        let count = |start| begun.get(start).copied().unwrap_or_default();
        self.starts.iter().map(count).collect()
    }
}

/// How many appointments the example patient has at a clinic, by their start.
fn starts_at(sandbox: &TestSandbox, clinic: ClinicId) -> HashMap<DateTime<Utc>, usize> {
    let served = sandbox.served(clinic.word()).unwrap();
    let endpoint = Endpoint::new(clinic, &served.url, Some(served.key.into())).unwrap();
    let client = Client::new([endpoint], Timeouts::default());
    let patient = match clinic {
        one if one == ANIVA => PROFILE.to_owned(),
        _ => said_at(clinic, PATIENT),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let agenda = client.read(clinic, |api| api.agenda_of_person(&patient, None));
    let mut begun = HashMap::new();
    for booked in runtime.block_on(agenda).unwrap().bookings {
        *begun.entry(booked.start.unwrap_or_default()).or_default() += 1;
    }
    begun
}

#[test]
fn a_row_that_was_not_there_and_whose_next_answer_is_lost_too_is_found_and_not_booked_twice() {
    thread::scope(|scope| {
        for clinic in CLINICS {
            scope.spawn(move || is_found_and_not_booked_twice(clinic));
        }
    });
}

fn is_found_and_not_booked_twice(clinic: ClinicId) {
    let desk = Desk::with_rows(clinic, 1);
    desk.loses_an_answer("before");
    let first = desk.run();
    assert!(
        first.line(2).starts_with("not there"),
        "{clinic}: {first:?}"
    );
    assert_eq!(desk.standing(), [0]);

    desk.loses_an_answer("after");
    let second = desk.run();
    assert!(second.line(2).starts_with("booked"), "{clinic}: {second:?}");
    assert_eq!(desk.standing(), [1]);

    let third = desk.run();
    assert_eq!(third.code, Some(0), "{clinic}: {third:?}");
    assert_eq!(desk.standing(), [1], "{clinic}: {third:?}");
}

#[test]
fn whatever_is_lost_and_however_many_runs_no_row_is_booked_twice_and_none_is_called_what_it_is_not()
{
    thread::scope(|scope| {
        for seed in 0..FILES {
            scope.spawn(move || holds_for(seed));
        }
    });
}

fn holds_for(seed: u64) {
    let mut dice = Rng::with_seed(seed);
    let clinic = CLINICS[usize::try_from(seed).unwrap() % CLINICS.len()];
    let desk = Desk::with_rows(clinic, ROWS);
    let mut at_once = [1, 1, 2];
    dice.shuffle(&mut at_once);
    for runs in at_once {
        for _ in 0..dice.usize(2..=ROWS) {
            desk.loses_an_answer(dice.choice(["before", "after"]).unwrap());
        }
        let said = match runs {
            1 => vec![desk.run()],
            _ => desk.run_twice(),
        };
        desk.office.sandbox.fault(&json!({"clear": true})).unwrap();
        let standing = desk.standing();
        for (row, count) in standing.iter().enumerate() {
            for ran in &said {
                let is_true = match ran.line(row + 2).split([' ', ':']).next().unwrap() {
                    "booked" => *count == 1,
                    "not" => *count == 0,
                    _ => *count <= 1,
                };
                assert!(
                    is_true,
                    "seed {seed}, {clinic}, row {row}: {standing:?}\n{said:#?}"
                );
            }
        }
    }
    let last = desk.run();
    assert_eq!(last.code, Some(0), "seed {seed}, {clinic}: {last:?}");
    assert_eq!(
        desk.standing(),
        [1; ROWS],
        "seed {seed}, {clinic}: {last:?}"
    );
}
