//! A run that somebody interrupts takes what is on its way to its end, or says what is unknown.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::json;

use super::faults::until;
use super::{Office, visits};
use crate::desk_at_work::signal_to;

#[test]
fn a_clinic_that_asks_to_wait_is_sent_none_of_the_rows_that_are_recorded_already() {
    for office in Office::for_visits() {
        let (text, days) = visits(8);
        office.write("rows.csv", &text);
        office.fault(
            &json!({"backend": "clinik", "call": "create", "fault": "rate-limit", "retry_after": 600}),
        );
        let mut run = office.begin(&["rows.csv", "--yes", "--concurrency", "1"]);
        until(&mut run, || office.creates().len() == 1);
        let recorded = || crate::desk_at_work::records::steps(&office.path("desk"), 0);
        until(&mut run, || {
            recorded().iter().filter(|step| *step == "sending").count() == 3
        });
        signal_to(run.id(), Signal::INT);
        let ran = office.has_run(&run.wait_with_output().unwrap());
        assert_eq!(
            (office.creates().len(), office.appointments(&days)),
            (1, 0),
            "{ran:?}"
        );
        assert_eq!((ran.code, ran.verdicts.len()), (Some(130), 8), "{ran:?}");
    }
}

#[test]
fn a_run_that_is_stopped_takes_what_is_on_its_way_to_its_end_and_sends_nothing_more() {
    for office in Office::for_visits() {
        let (text, days) = visits(60);
        office.write("rows.csv", &text);
        let slow = json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 1_000, "times": 0});
        office.fault(&slow);
        let mut run = office.begin(&["rows.csv", "--yes", "--report", "report.csv"]);
        until(&mut run, || office.creates().len() >= 6);
        signal_to(run.id(), Signal::INT);
        let ran = office.has_run(&run.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.verdicts.len()), (Some(130), 60), "{ran:?}");
        assert!(
            ran.errors.contains("What is on its way gets its answer"),
            "{ran:?}"
        );
        let booked = ran.counts()["booked"];
        assert_eq!(
            (office.creates().len(), office.appointments(&days)),
            (booked, booked),
            "{ran:?}"
        );
        assert_eq!(ran.counts()["not"], 60 - booked, "not sent: {ran:?}");
        assert_eq!(
            csv::Reader::from_path(office.path("report.csv"))
                .unwrap()
                .records()
                .count(),
            60
        );

        office.fault(&json!({"clear": true}));
        let again = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (
                again.code,
                office.creates().len(),
                office.appointments(&days)
            ),
            (Some(0), 60, 60),
            "{again:?}"
        );
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "it must not wait for as long as it would look otherwise"
)]
fn a_run_that_is_stopped_while_it_looks_something_up_ends_soon_and_says_what_is_unknown() {
    let office = Office::open();
    let (text, days) = visits(1);
    office.write("rows.csv", &text);
    // It was not booked, which is believed after 47 s only.
    office.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 500}));
    let mut run = office.begin(&["rows.csv", "--yes", "--report", "report.csv"]);
    until(&mut run, || {
        let requests: Vec<_> = office.requests().collect();
        let sent = requests
            .iter()
            .position(|request| request["call"] == "create");
        sent.is_some_and(|sent| {
            requests[sent..]
                .iter()
                .any(|request| request["method"] == "GET")
        })
    });
    let stopped = Instant::now();
    signal_to(run.id(), Signal::INT);
    let ran = office.has_run(&run.wait_with_output().unwrap());
    assert!(stopped.elapsed() < Duration::from_secs(10), "{ran:?}");
    assert_eq!(
        (ran.code, ran.counts()["unknown"]),
        (Some(130), 1),
        "{ran:?}"
    );
    assert!(ran.errors.ends_with("1 row: 1 unknown\n"), "{ran:?}");
    let report = fs::read_to_string(office.path("report.csv")).unwrap();
    assert!(report.contains("unknown"), "{report}");
    assert_eq!((office.creates().len(), office.appointments(&days)), (1, 0));
}

#[test]
fn a_second_signal_leaves_what_is_on_its_way_to_the_next_run() {
    for office in Office::for_visits() {
        let (text, days) = visits(1);
        office.write("rows.csv", &text);
        let hang = json!({"backend": "clinik", "call": "create", "fault": "hang", "when": "after"});
        office.fault(&hang);
        let mut run = office.begin(&["rows.csv", "--yes"]);
        until(&mut run, || office.creates().len() == 1);
        signal_to(run.id(), Signal::INT);
        signal_to(run.id(), Signal::TERM);
        let ran = office.has_run(&run.wait_with_output().unwrap());
        assert!(
            [Some(130), Some(143)].contains(&ran.code) && ran.verdicts.is_empty(),
            "{ran:?}"
        );
        assert!(
            ran.errors
                .contains("is looked up when the file is run again"),
            "{ran:?}"
        );
        let again = office.run(&["rows.csv", "--yes"]);
        assert_eq!(
            (
                again.code,
                office.creates().len(),
                office.appointments(&days)
            ),
            (Some(0), 1, 1),
            "{again:?}"
        );
    }
}
