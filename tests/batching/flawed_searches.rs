//! Files at FHIR servers that keep no identifiers of bookings, or whose searches are two minutes behind: no row is ever
//! sent twice, and none that is there is called not there.

use std::collections::HashMap;
use std::process::Command;
use std::thread;
use std::time::Duration;

use booking::clinics::FHIR;
use fastrand::Rng;
use serde_json::{Value, json};

use super::{HEADER, Office, PRACTITIONER, Ran};
use crate::desk_at_work::{PATIENT, without_pauses};

/// The rows of each file.
const ROWS: usize = 4;
/// The files that are tried at each server, each with faults of its own.
const FILES: u64 = 2;
/// The runs of each file.
const RUNS: usize = 2;

/// A file of visits at such a server.
struct Desk {
    office: Office,
}

impl Desk {
    fn at_one_without_identifiers() -> Desk {
        let desk = Desk::with_lag(Duration::ZERO);
        desk.fault(json!({"fault": "forget", "members": ["identifier"], "times": 0}));
        desk
    }

    fn with_lag(lag: Duration) -> Desk {
        let office = Office {
            clinic: FHIR,
            ..Office::with_lag(lag)
        };
        let line =
            |row: usize| format!("clinik,{PATIENT},{PRACTITIONER},2099-02-1{row} 10:00,30\n");
        let lines: String = (0..ROWS).map(line).collect();
        office.write("day.csv", &(HEADER.to_owned() + &lines));
        Desk { office }
    }

    fn fault(&self, mut fault: Value) {
        fault["backend"] = json!("fhir");
        fault["call"] = json!("create");
        self.office.sandbox.fault(&fault).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = self
            .office
            .command(&["day.csv", "--yes", "--concurrency", "4"]);
        without_pauses(self.office.home.path(), &mut command);
        command
    }

    /// How often each row was sent, by its start.
    fn sent(&self) -> HashMap<String, usize> {
        let mut sent = HashMap::new();
        for create in self.office.creates() {
            let start = create["body"]["start"].as_str().unwrap_or_default();
            *sent.entry(start.to_owned()).or_default() += 1;
        }
        sent
    }
}

#[test]
fn no_row_is_sent_twice_where_searches_do_not_show_what_is_there() {
    thread::scope(|scope| {
        for seed in 0..FILES {
            scope.spawn(move || holds_for(seed, &Desk::at_one_without_identifiers()));
            scope.spawn(move || holds_for(seed, &Desk::with_lag(Duration::from_secs(120))));
        }
    });
}

fn holds_for(seed: u64, desk: &Desk) {
    let mut dice = Rng::with_seed(seed);
    let mut told_not_there = Vec::new();
    for _ in 0..RUNS {
        for _ in 0..dice.usize(1..=ROWS) {
            let when = dice.choice(["before", "after"]).unwrap();
            desk.fault(json!({"fault": "hang", "when": when}));
        }
        let ran = Ran::of(&desk.command().output().unwrap());
        let sent = desk.sent();
        assert!(
            sent.len() == ROWS && sent.values().all(|times| *times == 1),
            "seed {seed}: {sent:?}\n{ran:#?}"
        );
        let verdicts = (0..ROWS).map(|row| ran.line(row + 2).to_owned());
        told_not_there.extend(verdicts.filter(|verdict| verdict.starts_with("not there")));
    }
    assert!(told_not_there.is_empty(), "seed {seed}: {told_not_there:?}");
}
