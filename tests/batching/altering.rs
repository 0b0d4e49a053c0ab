//! Rows that move appointments and call them off, each once, however often the file is run.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::{HEADER, Office, PATIENT, PRACTITIONER};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::shipped;

const ALTERING: &str = "backend,action,id,start,minutesDuration,cancelationReason\n";

impl Office {
    /// Books three visits of half an hour; their ids.
    fn with_visits(&self) -> Vec<String> {
        let hours = ["09:00", "10:00", "11:00"];
        let rows = hours
            .map(|hour| format!("clinik,{PATIENT},{PRACTITIONER},2099-02-02 {hour},30\n"))
            .concat();
        self.write("visits.csv", &(HEADER.to_owned() + &rows));
        let ran = self.run(&["visits.csv", "--yes"]);
        let id = |line| {
            ran.line(line)
                .strip_prefix("booked ")
                .expect("booked")
                .to_owned()
        };
        (2..5)
            .map(|line| id(line).split([' ', ':']).next().unwrap().to_owned())
            .collect()
    }

    /// The bodies of the calls that alter an appointment.
    fn alterations(&self) -> Vec<Value> {
        let alters = self.requests().filter(|request| {
            request["call"] == "patch"
                && request["path"].as_str().unwrap().contains("/appointments/")
        });
        alters.map(|request| request["body"].clone()).collect()
    }
}

#[test]
fn a_file_moves_and_cancels_once_however_often_it_is_run() {
    for office in Office::for_visits() {
        let [one, two, three] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        let rows = format!(
            "clinik,move,{one},2099-02-03 14:00,,\nclinik,cancel,{two},,,she is ill\nclinik,Cancel,{three},,,\n"
        );
        office.write("changes.csv", &(ALTERING.to_owned() + &rows));
        let dry = office.run(&["changes.csv", "--dry-run"]);
        assert_eq!((dry.code, dry.counts()["clean"]), (Some(0), 3), "{dry:?}");
        assert!(office.alterations().is_empty());
        for run in 0..2 {
            let ran = office.run(&["changes.csv", "--yes"]);
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert!(
                ran.line(2).starts_with(&format!("moved {one}")),
                "{run} {ran:?}"
            );
            assert!(
                ran.line(3).starts_with(&format!("cancelled {two}")),
                "{run} {ran:?}"
            );
            assert!(
                ran.line(4).starts_with(&format!("cancelled {three}")),
                "{run} {ran:?}"
            );
        }
        let mut sent = office.alterations();
        sent.sort_by_key(ToString::to_string);
        let cancelled = |reason: &str| json!({"status": "cancelled", "cancelationReason": reason});
        let moved = json!({
            "start": "2099-02-03T13:00:00.000Z", "end": "2099-02-03T13:30:00.000Z", "minutesDuration": 30,
        });
        let mut expected = vec![moved, cancelled("she is ill"), cancelled("patient request")];
        expected.sort_by_key(ToString::to_string);
        assert_eq!(sent, expected);
    }
}

#[test]
fn a_time_without_a_day_is_on_the_day_of_the_visit_whenever_the_file_is_run() {
    for office in Office::for_visits() {
        let [one, ..] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        let row = format!("clinik,move,{one},15:00,,\n");
        office.write("changes.csv", &(ALTERING.to_owned() + &row));
        for _ in 0..2 {
            let ran = office.run(&["changes.csv", "--yes"]);
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert!(ran.line(2).starts_with("moved"), "{ran:?}");
        }
        let moved = json!({
            "start": "2099-02-02T14:00:00.000Z", "end": "2099-02-02T14:30:00.000Z", "minutesDuration": 30,
        });
        assert_eq!(office.alterations(), [moved]);
    }
}

#[test]
fn what_can_not_be_done_is_said_row_by_row_and_the_others_are_done() {
    for office in Office::for_visits() {
        let [one, two, _] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        let rows = format!(
            "clinik,cancel,appt_nobody1,,,\nclinik,move,,2099-02-03 14:00,,\nclinik,erase,{one},,,\n\
         clinik,move,{one},tomorrow 10:00,,\nclinik,move,{one},2099-02-02 09:00,,\nclinik,cancel,{two},,,\n"
        );
        office.write("changes.csv", &(ALTERING.to_owned() + &rows));
        let ran = office.run(&["changes.csv", "--yes"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.line(2).starts_with("refused"), "{ran:?}");
        for line in 3..7 {
            assert!(ran.line(line).starts_with("to mend"), "{ran:?}");
        }
        assert!(
            ran.line(4)
                .contains("`erase` is no action; there are `book`, `move`, `cancel`"),
            "{ran:?}"
        );
        assert!(ran.line(7).starts_with("cancelled"), "{ran:?}");
        assert_eq!(office.alterations().len(), 1);
    }
}

#[test]
fn a_lost_answer_is_settled_by_reading_the_appointment() {
    for office in Office::for_visits() {
        let [one, two, _] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        for (id, fault, word) in [
            (one, "drop-after", "cancelled"),
            (two, "drop-before", "not there"),
        ] {
            office.fault(&json!({"backend": "clinik", "call": "patch", "fault": fault}));
            office.write("changes.csv", &format!("{ALTERING}clinik,cancel,{id},,,\n"));
            let sent = office.alterations().len();
            let ran = office.run_without_pauses(&["changes.csv", "--yes"]);
            assert!(ran.line(2).starts_with(word), "{ran:?}");
            assert_eq!(
                office.alterations().len(),
                sent + 1,
                "it is never sent again in the same run"
            );
        }
        let ran = office.run(&["changes.csv", "--yes"]);
        assert!(
            ran.line(2).starts_with("cancelled"),
            "the next run sends what was not made: {ran:?}"
        );
    }
}

#[test]
fn a_row_that_is_confirmed_and_not_made_is_not_told_as_made() {
    for office in Office::for_visits() {
        let [one, ..] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        for call in ["patch", "read"] {
            office.fault(&json!({
                "backend": "clinik", "call": call, "fault": "contradict", "members": {"status": "booked"}, "times": 0,
            }));
        }
        office.write(
            "changes.csv",
            &format!("{ALTERING}clinik,cancel,{one},,,\n"),
        );
        let ran = office.run(&["changes.csv", "--yes"]);
        assert!(ran.line(2).starts_with("not there"), "{ran:?}");
        assert_eq!(office.alterations().len(), 1);
    }
}

#[test]
fn a_file_sets_statuses() {
    for office in Office::for_visits() {
        let [one, two, three] = &office.with_visits()[..] else {
            panic!("three visits")
        };
        let rows = format!(
            "clinik,status,{one},arrived\nclinik,status,{two},noshow\nclinik,status,{three},\n"
        );
        office.write(
            "arrived.csv",
            &("backend,action,id,status\n".to_owned() + &rows),
        );
        let dry = office.run(&["arrived.csv", "--dry-run"]);
        assert!(
            dry.line(2).starts_with("warning") && dry.line(2).contains("not today"),
            "{dry:?}"
        );
        for _ in 0..2 {
            let ran = office.run(&["arrived.csv", "--yes"]);
            assert!(
                ran.line(2).starts_with(&format!("changed {one}")),
                "{ran:?}"
            );
            assert!(ran.line(3).contains("It begins"), "{ran:?}");
            assert!(ran.line(4).contains("status"), "{ran:?}");
        }
        assert_eq!(office.alterations(), [json!({"status": "arrived"})]);
        let steps = crate::desk_at_work::records::steps(&office.path("desk"), 4);
        let of_the_file = &steps[steps.len() - 4..];
        assert_eq!(
            of_the_file,
            ["override", "prepared", "sending", "booked"],
            "the trail has that it was said on another day"
        );
    }
}

#[test]
fn a_file_gives_a_visit_to_another_practitioner_once_however_often_it_is_run() {
    for office in Office::for_visits() {
        let visits = office.with_visits();
        let rows = format!("clinik,move,{},prac_b2f6ky\n", visits[0]);
        office.write(
            "changes.csv",
            &("backend,action,id,practitionerId\n".to_owned() + &rows),
        );
        let dry = office.run(&["changes.csv", "--dry-run"]);
        assert_eq!((dry.code, dry.counts()["clean"]), (Some(0), 1), "{dry:?}");
        let mut new = String::new();
        for run in 0..2 {
            let ran = office.run(&["changes.csv", "--yes"]);
            let told = ran
                .line(2)
                .strip_prefix("moved ")
                .unwrap_or_else(|| panic!("{run} {ran:?}"));
            let id = told.split([' ', ':']).next().unwrap_or_default().to_owned();
            assert!(!id.starts_with(visits[0].as_str()), "it is a new one: {id}");
            assert!(new.is_empty() || id == new, "{new} {id}");
            new = id;
        }
        let cancelled =
            json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
        assert_eq!(office.alterations(), [cancelled]);
    }
}

#[test]
fn a_row_whose_old_appointment_still_stands_is_incomplete_until_a_run_has_called_it_off() {
    for office in Office::for_visits() {
        let visits = office.with_visits();
        let rows = format!("clinik,move,{},prac_b2f6ky\n", visits[0]);
        office.write(
            "changes.csv",
            &("backend,action,id,practitionerId\n".to_owned() + &rows),
        );
        let fault = json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
        office.fault(&fault);
        let booked = office.creates().len();
        for _ in 0..2 {
            let ran = office.run(&["changes.csv", "--yes"]);
            assert!(
                ran.line(2).starts_with("incomplete ") && ran.code == Some(1),
                "{ran:?}"
            );
        }
        let dry = office.run(&["changes.csv", "--dry-run"]);
        assert!(dry.line(2).starts_with("incomplete "), "{dry:?}");
        office.fault(&json!({"clear": true}));
        let new = |line: String| line.split([' ', ':']).nth(1).unwrap_or_default().to_owned();
        let ran = office.run(&["changes.csv", "--yes"]);
        assert!(
            ran.line(2).starts_with("moved ") && ran.code == Some(0),
            "{ran:?}"
        );
        assert_eq!(new(ran.line(2).to_owned()), new(dry.line(2).to_owned()));
        assert_eq!(office.creates().len(), booked + 1, "it never begins anew");
        assert_eq!(office.alterations().len(), 3, "two were refused");
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "processes are waited for in real time"
)]
fn a_row_that_was_killed_while_the_old_appointment_was_called_off_is_finished_by_the_next_run() {
    for office in Office::for_visits() {
        let visits = office.with_visits();
        let rows = format!("clinik,move,{},prac_b2f6ky\n", visits[0]);
        office.write(
            "changes.csv",
            &("backend,action,id,practitionerId\n".to_owned() + &rows),
        );
        let booked = office.creates().len();
        let hang = json!({"backend": "clinik", "call": "patch", "fault": "slow", "ms": 120_000, "times": 0});
        office.fault(&hang);
        let mut first = office.begin(&["changes.csv", "--yes"]);
        let steps = || crate::desk_at_work::records::steps(&office.path("desk"), 0);
        let is_second_sent =
            || steps().ends_with(&["by-hand", "prepared", "sending"].map(str::to_owned));
        let begun = std::time::Instant::now();
        while !is_second_sent() {
            assert!(begun.elapsed().as_secs() < 60, "{:?}", steps());
            std::thread::park_timeout(std::time::Duration::from_millis(20));
        }
        first.kill().unwrap();
        first.wait().unwrap();
        office.fault(&json!({"clear": true}));
        let ran = office.run_without_pauses(&["changes.csv", "--yes"]);
        assert!(
            ran.line(2).starts_with("moved ") && ran.code == Some(0),
            "{ran:?}"
        );
        assert_eq!(office.creates().len(), booked + 1, "it never begins anew");
        let cancelled =
            json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
        assert_eq!(office.alterations().last(), Some(&cancelled));
    }
}

#[test]
fn a_row_whose_new_appointment_is_made_after_it_was_looked_for_is_moved_and_not_begun_anew() {
    let office = Office::open();
    let visits = office.with_visits();
    let rows = format!("clinik,move,{},prac_b2f6ky\n", visits[0]);
    office.write(
        "changes.csv",
        &("backend,action,id,practitionerId\n".to_owned() + &rows),
    );
    office.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    let ran = office.run_without_pauses(&["changes.csv", "--yes"]);
    assert!(ran.line(2).starts_with("not there: "), "{ran:?}");
    // The request takes effect after all.
    office
        .sandbox
        .book(CLINIK, &office.creates().pop().unwrap()["body"])
        .unwrap();
    let sent = office.creates().len();
    let ran = office.run(&["changes.csv", "--yes"]);
    assert!(
        ran.line(2).starts_with("moved ") && ran.code == Some(0),
        "{ran:?}"
    );
    assert_eq!(office.creates().len(), sent, "no other new appointment");
    let cancelled =
        json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
    assert_eq!(office.alterations(), [cancelled]);
}

#[test]
fn what_another_command_has_left_of_an_appointment_is_finished_before_its_row_is_sent() {
    let office = Office::open();
    let visits = office.with_visits();
    let fault =
        json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
    office.fault(&fault);
    let line = format!(
        "move --backend clinik --id {} --practitioner-id prac_b2f6ky --yes",
        visits[0]
    );
    let output = shipped(office.home.path(), &office.sandbox)
        .args(line.split(' '))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    office.fault(&json!({"clear": true}));
    let rows = format!("clinik,cancel,{},,,she is ill\n", visits[0]);
    office.write("changes.csv", &(ALTERING.to_owned() + &rows));
    let ran = office.run(&["changes.csv", "--yes"]);
    assert!(
        ran.line(2).starts_with("conflict ") && ran.code == Some(1),
        "{ran:?}"
    );
    let cancelled =
        json!({"status": "cancelled", "cancelationReason": "moved to another practitioner"});
    assert_eq!(
        office.alterations(),
        [cancelled.clone(), cancelled],
        "the first was refused"
    );
}

#[test]
fn the_old_visit_of_a_row_stays_if_the_new_one_is_cancelled_before_the_second_step() {
    let office = Office::open();
    let visits = office.with_visits();
    let rows = format!("clinik,move,{},prac_b2f6ky\n", visits[0]);
    office.write(
        "changes.csv",
        &("backend,action,id,practitionerId\n".to_owned() + &rows),
    );
    let fault =
        json!({"backend": "clinik", "call": "patch", "fault": "status", "code": 403, "times": 0});
    office.fault(&fault);
    let ran = office.run(&["changes.csv", "--yes"]);
    let line = ran.line(2).to_owned();
    let told = line.strip_prefix("incomplete ").expect("incomplete");
    let new = told.split([' ', ':']).next().unwrap_or_default();
    office.fault(&json!({"clear": true}));
    office
        .sandbox
        .change(new, &json!({"status": "cancelled"}))
        .expect("another program cancels it");
    let sent = office.alterations();
    for _ in 0..2 {
        let ran = office.run(&["changes.csv", "--yes"]);
        assert!(
            ran.line(2).starts_with("incomplete ") && ran.code == Some(1),
            "{ran:?}"
        );
        assert!(ran.line(2).contains("has been cancelled"), "{ran:?}");
    }
    let cancel = format!("clinik,cancel,{},,,she is ill\n", visits[0]);
    office.write("cancel.csv", &(ALTERING.to_owned() + &cancel));
    let ran = office.run(&["cancel.csv", "--yes"]);
    assert!(ran.line(2).starts_with("conflict: "), "{ran:?}");
    assert!(ran.line(2).contains("has been cancelled"), "{ran:?}");
    assert_eq!(office.alterations(), sent, "the old one stands");
}

#[test]
fn an_appointment_that_is_not_there_is_said_as_by_the_command() {
    let office = Office::open();
    office.write(
        "nope.csv",
        "backend,action,id,start\nclinik,cancel,appt_nope,\nclinik,move,appt_nope,2099-02-10 10:00\n",
    );
    let ran = office.run(&["nope.csv", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for line in [2, 3] {
        let what = "ClinikAPI does not know the appointment appt_nope.";
        assert!(ran.line(line).contains(what), "{ran:?}");
    }
}
