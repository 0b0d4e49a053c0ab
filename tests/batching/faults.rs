//! Bad days: servers that ask to wait, lose answers and fail; and a run that is killed.

use std::collections::HashSet;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Office, visits};
use crate::desk_at_work::impatient;

/// Waits for something that a run does, while it goes on.
#[expect(
    clippy::disallowed_methods,
    reason = "a run that never comes to that must end the test"
)]
pub(super) fn until(run: &mut Child, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(5);
    loop {
        // A run may come to it and end between two looks.
        let has_ended = run.try_wait().unwrap().is_some();
        if is_so() {
            return;
        }
        assert!(!has_ended, "it has ended before");
        assert!(Instant::now() < deadline, "it never came to that");
    }
}

#[test]
fn two_hundred_rows_are_booked_once_each_through_faults_and_a_kill() {
    thread::scope(|scope| {
        for office in Office::for_visits() {
            scope.spawn(|| books_two_hundred_rows_through_faults_and_a_kill(office));
        }
    });
}

fn books_two_hundred_rows_through_faults_and_a_kill(office: Office) {
    let (text, days) = visits(200);
    office.write("rows.csv", &text);
    let fault = |fault: serde_json::Value| {
        let mut all = json!({"backend": "clinik", "call": "create"});
        all.as_object_mut()
            .unwrap()
            .extend(fault.as_object().unwrap().clone());
        office.fault(&all);
    };
    fault(json!({"fault": "rate-limit", "retry_after": 0, "times": 3}));
    fault(json!({"fault": "drop-after", "times": 3}));
    fault(json!({"fault": "status", "code": 500, "times": 2}));
    let mut killed = office.begin(&["rows.csv", "--yes"]);
    until(&mut killed, || office.creates().len() >= 80);
    killed.kill().unwrap();
    killed.wait().unwrap();
    let before = office.appointments(&days);
    // On a busy machine the run may be further, or even through, before it is killed.
    assert!((50..=200).contains(&before), "{before}");

    // What the killed run had sent is looked up; what certainly is not there is booked, be it now or with one more run.
    let again = office.run_impatiently(&[
        "rows.csv",
        "--yes",
        "--report",
        "report.csv",
        "--concurrency",
        "8",
    ]);
    assert_eq!(
        (again.code, again.counts()["booked"]),
        (Some(0), 200),
        "{again:?}"
    );
    assert_eq!(office.appointments(&days), 200, "once each");
    let ids: HashSet<&str> = again
        .verdicts
        .iter()
        .map(|said| said.split([' ', ':']).nth(4).unwrap())
        .collect();
    assert_eq!(ids.len(), 200, "each its own");
    crate::desk_at_work::records::verified(&office.path("desk")).unwrap();

    let sent = office.creates().len();
    let third = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (third.code, office.creates().len()),
        (Some(0), sent),
        "{third:?}"
    );
}

#[test]
fn rows_whose_calendars_may_not_be_read_say_so() {
    for office in Office::for_visits() {
        office.write("rows.csv", &visits(2).0);
        let refused = json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0});
        office.fault(&refused);
        let ran = office.run(&["rows.csv", "--dry-run"]);
        for line in [2, 3] {
            let said = ran.line(line);
            assert!(said.starts_with("warning"), "{ran:?}");
            assert!(
                said.contains("Conflicts at ClinikAPI could not be checked."),
                "{ran:?}"
            );
        }
    }
}

#[test]
fn an_answer_that_is_lost_is_looked_up_in_the_same_run_and_never_sent_again_in_it() {
    for office in Office::for_visits() {
        let (text, days) = visits(4);
        office.write("rows.csv", &text);
        let (clinic, call) = ("clinik", "create");
        office.fault(&json!({"backend": clinic, "call": call, "fault": "drop-after"}));
        office.fault(&json!({"backend": clinic, "call": call, "fault": "status", "code": 500}));
        let ran = office.run_without_pauses(&["rows.csv", "--yes", "--concurrency", "1"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.line(2).starts_with("booked appt_"), "{ran:?}");
        assert!(
            ran.line(2).ends_with("Its answer was lost; it is there."),
            "{ran:?}"
        );
        assert!(ran.line(3).starts_with("not there: "), "{ran:?}");
        assert_eq!((office.creates().len(), office.appointments(&days)), (4, 3));

        let again = office.run(&["rows.csv", "--yes"]);
        assert_eq!(again.code, Some(0), "{again:?}");
        assert_eq!((office.creates().len(), office.appointments(&days)), (5, 4));
    }
}

#[test]
fn a_row_that_was_booked_behind_a_refusal_is_found_and_not_sent_again() {
    for office in Office::for_visits() {
        let (text, days) = visits(4);
        office.write("rows.csv", &text);
        let fault = |fault: &str| {
            let fault: serde_json::Value = serde_json::from_str(fault).unwrap();
            office.fault(&fault);
        };
        fault(
            r#"{"backend":"clinik","call":"create","fault":"rate-limit","retry_after":0,"when":"after"}"#,
        );
        fault(r#"{"backend":"clinik","call":"create","fault":"status","code":409,"when":"after"}"#);
        fault(r#"{"backend":"clinik","call":"create","fault":"status","code":409}"#);
        let ran = office.run_without_pauses(&["rows.csv", "--yes", "--concurrency", "1"]);
        assert_eq!(
            (ran.code, ran.counts()["booked"], ran.counts()["refused"]),
            (Some(1), 3, 1),
            "{ran:?}"
        );
        assert_eq!(
            (office.creates().len(), office.appointments(&days)),
            (4, 3),
            "{ran:?}"
        );
        let again = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (
                again.code,
                office.creates().len(),
                office.appointments(&days)
            ),
            (Some(0), 5, 4),
            "{again:?}"
        );
    }
}

#[test]
fn a_run_killed_while_a_slow_clinic_is_at_work_and_begun_again_at_once_books_no_row_twice() {
    thread::scope(|scope| {
        for office in Office::for_visits() {
            scope.spawn(|| is_killed_while_a_slow_clinic_is_at_work(office));
        }
    });
}

fn is_killed_while_a_slow_clinic_is_at_work(office: Office) {
    let (text, days) = visits(4);
    office.write("rows.csv", &text);
    // Longer than a search is behind: a look before that finds nothing, and so does the next one.
    let slow =
        json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 14_500, "times": 4});
    office.fault(&slow);
    let mut command = office.command(&["rows.csv", "--yes"]);
    impatient(office.home.path(), &mut command);
    let mut killed = command.spawn().unwrap();
    until(&mut killed, || office.creates().len() == 4);
    killed.kill().unwrap();
    killed.wait().unwrap();

    let again = office.run_impatiently(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.code, again.counts()["booked"]),
        (Some(0), 4),
        "{again:?}"
    );
    assert!(
        again
            .errors
            .contains("4 rows were on their way when an earlier run ended"),
        "{again:?}"
    );
    assert_eq!((office.creates().len(), office.appointments(&days)), (4, 4));
}

#[test]
fn no_more_are_under_way_at_once_than_may_be() {
    for office in Office::for_visits() {
        let (text, _) = visits(12);
        office.write("rows.csv", &text);
        // However slowly rows begin, the first three are under way together.
        let slow = json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 5_000, "times": 3});
        office.fault(&slow);
        let mut run = office.begin(&["rows.csv", "--yes", "--concurrency", "3"]);
        let mut most = 0;
        until(&mut run, || {
            let creates = office.creates();
            most = most.max(
                creates
                    .iter()
                    .filter(|create| create["status"].is_null())
                    .count(),
            );
            creates.len() == 12
        });
        let ran = office.has_run(&run.wait_with_output().unwrap());
        assert_eq!((ran.code, most), (Some(0), 3), "{ran:?}");
    }
}

/// An office with six rows, of which one run has the first under way for some seconds, and the next two recorded.
fn office_with_a_slow_run() -> (Office, Child) {
    let office = Office::open();
    office.write("rows.csv", &visits(6).0);
    office.fault(
        &json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 6_000, "times": 1}),
    );
    let mut slow = office.begin(&["rows.csv", "--yes", "--concurrency", "1"]);
    let recorded = || crate::desk_at_work::records::steps(&office.path("desk"), 0);
    until(&mut slow, || {
        recorded().iter().filter(|step| *step == "sending").count() == 3
    });
    (office, slow)
}

#[test]
fn a_row_that_another_run_has_booked_meanwhile_is_booked_and_not_sent_again() {
    let (office, slow) = office_with_a_slow_run();
    let other = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (other.code, other.counts()["booked"]),
        (Some(1), 3),
        "{other:?}"
    );
    let slow = office.has_run(&slow.wait_with_output().unwrap());
    assert_eq!(
        (slow.code, slow.counts()["booked"]),
        (Some(0), 6),
        "{slow:?}"
    );
    for line in 5..=7 {
        assert_eq!(slow.line(line), other.line(line));
    }
    assert_eq!(office.creates().len(), 6);
}

#[test]
fn a_row_that_another_run_has_under_way_is_left_to_it() {
    let (office, slow) = office_with_a_slow_run();
    office.fault(
        &json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 12_000, "times": 1}),
    );
    let mut other = office.begin(&["rows.csv", "--yes", "--concurrency", "1"]);
    until(&mut other, || office.creates().len() == 2);
    let slow = office.has_run(&slow.wait_with_output().unwrap());
    assert_eq!(
        (slow.code, slow.counts()["booked"], slow.counts()["unknown"]),
        (Some(1), 3, 3),
        "{slow:?}"
    );
    let why = "Another run of this file is at it. Run the file again once that has ended.";
    assert!(slow.line(5).ends_with(why), "{slow:?}");
    let other = office.has_run(&other.wait_with_output().unwrap());
    assert_eq!(other.counts()["booked"], 3, "{other:?}");
    assert_eq!(office.creates().len(), 6);
}

#[test]
fn where_the_key_may_not_book_the_rest_is_not_tried() {
    let office = Office::open();
    let (text, _) = visits(20);
    office.write("rows.csv", &text);
    let keys = sandbox::keys();
    let read_only = keys
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["state"] == "read-only")
        .unwrap();
    let mut command = office.command(&["rows.csv", "--yes", "--concurrency", "2"]);
    command.env("BOOKDESK_CLINIK_KEY", read_only["key"].as_str().unwrap());
    let ran = office.ran(command);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.verdicts.len(), 20);
    assert!(office.creates().len() <= 4, "{}", office.creates().len());
    assert_eq!(ran.counts()["refused"] + ran.counts()["not"], 20, "{ran:?}");
    // Nothing is in the way of booking them with another key.
    let again = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.code, again.counts()["booked"]),
        (Some(0), 20),
        "{again:?}"
    );
}

#[test]
fn without_its_key_file_the_same_file_again_sends_nothing_and_says_what_to_do() {
    let office = Office::open();
    office.write("rows.csv", &visits(3).0);
    assert_eq!(office.run(&["rows.csv", "--yes"]).code, Some(0));
    std::fs::rename(office.path("desk/ledger.key"), office.path("ledger.key")).unwrap();
    let again = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.code, office.creates().len()),
        (Some(7), 3),
        "{again:?}"
    );
    let said = ["ledger.key is gone", "bookdesk audit accept"];
    assert!(
        said.iter().all(|said| again.errors.contains(said)),
        "{again:?}"
    );
    std::fs::rename(office.path("ledger.key"), office.path("desk/ledger.key")).unwrap();
    let mended = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (mended.code, office.creates().len()),
        (Some(0), 3),
        "{mended:?}"
    );
}

#[test]
fn after_its_records_were_taken_back_the_same_file_again_sends_nothing() {
    let office = Office::open();
    office.write("first.csv", &visits(1).0);
    office.write("rows.csv", &visits(3).0);
    office.run(&["first.csv", "--yes"]);
    let earlier = std::fs::read(office.path("desk/sandbox.db")).unwrap();
    assert_eq!(office.run(&["rows.csv", "--yes"]).code, Some(0));
    std::fs::write(office.path("desk/sandbox.db"), earlier).unwrap();
    let again = office.run(&["rows.csv", "--yes"]);
    assert_eq!(
        (again.code, office.creates().len()),
        (Some(7), 3),
        "{again:?}"
    );
    assert!(again.errors.contains("older than it was"), "{again:?}");
}
