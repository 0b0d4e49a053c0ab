//! A booking whose answer is lost, or that never leaves.

use std::time::{Duration, Instant};

use ::booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::{Said, Shell};
use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{Authority, StandIn, without_pauses};

pub(super) const VISIT: &str = "book --backend clinik --patient-id pt_abc123 --start 2099-02-10T10:00:00Z --minutes-duration 30";

/// Runs a command that knows at once that something is not there.
pub(super) fn impatiently(shell: &Shell, line: &str) -> Said {
    shell.run_in(line, |command| without_pauses(shell.home.path(), command))
}

#[test]
fn a_lost_answer_is_looked_up_and_found() {
    for shell in Shell::for_visits() {
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
        let told = shell.run(&format!("{VISIT} --json")).ends_with(0).json();
        assert_eq!(told["outcome"], "booked");
        assert!(
            told["appointment"]["id"]
                .as_str()
                .is_some_and(|id| id.starts_with("appt_")),
            "{told}"
        );
        assert_eq!(shell.creates().len(), 1, "and it is not sent again");
        assert_eq!(shell.steps(), ["prepared", "sending", "unknown", "booked"]);
    }
}

#[test]
fn what_can_not_be_looked_up_stays_unknown_and_ends_with_6() {
    for shell in Shell::for_visits() {
        shell.fault(json!({"backend": "clinik", "call": "create", "fault": "status", "code": 500}));
        let said = shell.run(&format!("{VISIT} --wait 0")).ends_with(6);
        assert!(
            said.out.contains("Unknown: ") && said.out.contains("It may be booked."),
            "{}",
            said.out
        );
        assert_eq!(shell.steps(), ["prepared", "sending", "unknown"]);
    }
}

#[test]
fn what_is_not_there_is_booked_by_the_same_command_once_more() {
    let shell = Shell::open();
    let impatient = |line: &str| impatiently(&shell, line);
    shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    let said = impatient(&format!("{VISIT} --wait 60")).ends_with(7);
    assert!(said.out.contains("it can be sent again"), "{}", said.out);
    assert_eq!(
        shell.steps(),
        ["prepared", "sending", "unknown", "not-there"]
    );
    let told = impatient(&format!("{VISIT} --json")).ends_with(0).json();
    assert_eq!(told["outcome"], "booked", "{told}");
    assert_eq!(shell.creates().len(), 2, "each time that somebody asked");
    assert_eq!(
        shell.steps()[4..],
        ["by-hand", "prepared", "sending", "booked"],
        "the lost one needs nobody any more"
    );
    let said = impatient(VISIT).ends_with(5);
    assert_eq!(shell.creates().len(), 2, "it is booked: {}", said.out);
}

#[test]
fn the_same_command_once_more_waits_for_the_look_up_and_sends_what_is_not_there() {
    let shell = Shell::open();
    shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    impatiently(&shell, &format!("{VISIT} --wait 0")).ends_with(6);
    let told = impatiently(&shell, &format!("{VISIT} --wait 60 --json"))
        .ends_with(0)
        .json();
    assert_eq!(told["outcome"], "booked", "without a question: {told}");
    assert_eq!(shell.creates().len(), 2);
}

#[test]
fn a_change_that_is_not_there_is_made_by_the_same_command_once_more() {
    for (call, line, outcome) in [
        ("patch", "cancel --backend clinik --id ID", "cancelled"),
        (
            "create",
            "move --backend clinik --id ID --practitioner-id om",
            "moved",
        ),
    ] {
        let shell = Shell::open();
        let line = line.replace("ID", &shell.with_a_visit());
        shell.fault(json!({"backend": "clinik", "call": call, "fault": "drop-before"}));
        let said = impatiently(&shell, &format!("{line} --wait 60")).ends_with(7);
        assert!(said.out.contains("it can be sent again"), "{}", said.out);
        let told = impatiently(&shell, &format!("{line} --json"))
            .ends_with(0)
            .json();
        assert_eq!(told["outcome"], outcome, "{told}");
    }
}

#[test]
fn what_was_not_there_and_has_come_to_be_is_not_booked_twice() {
    let shell = Shell::open();
    shell.fault(json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    impatiently(&shell, &format!("{VISIT} --wait 60")).ends_with(7);
    // The server was at work on it all the time.
    let late = shell.creates()[0]["body"].clone();
    shell.sandbox.book(CLINIK, &late).expect("it is stored");
    shell.run(VISIT).ends_with(5);
    assert_eq!(
        shell.steps().last().map(String::as_str),
        Some("booked"),
        "the first one is found"
    );
}

#[test]
fn what_never_leaves_ends_with_7() {
    let shell = Shell::open();
    let said = shell.run_in(&format!("{VISIT} --json"), |command| {
        command.env("BOOKDESK_CLINIK_URL", "http://127.0.0.1:9");
    });
    assert_eq!(said.ends_with(7).json()["outcome"], "not sent");
    assert!(shell.creates().is_empty());
}

#[test]
fn a_clinic_that_is_away_or_not_trusted_ends_with_7_and_says_why_however_the_visit_is_written() {
    let authority = Authority::new();
    let shell = Shell::open();
    let config = shell.home("config.toml");
    std::fs::write(shell.home("ca.pem"), authority.pem()).expect("a file");
    std::fs::write(&config, "extra_ca = \"ca.pem\"").expect("a file");
    let servers = [
        StandIn::encrypted(Authority::new().vouch_for("localhost"), 201, &json!({})),
        StandIn::encrypted(authority.vouch_for("elsewhere.example"), 201, &json!({})),
        StandIn::encrypted(authority.vouch_as_of_old("localhost"), 201, &json!({})),
    ];
    let untrusted = [
        "nobody this desk trusts has signed its certificate",
        "its certificate is for another address",
        "its certificate is signed by a method that is no longer safe",
    ];
    let mut away: Vec<(String, &str)> = servers
        .iter()
        .map(StandIn::address)
        .zip(untrusted)
        .collect();
    away.push((StandIn::gone(), "the connection was refused"));
    for (address, why) in away {
        for visit in [
            "book --line 220385s+ki+f",
            "book --line 220385s+ki+f+10.2.2099+10:00",
            "book --backend clinik --line 220385s+ki+f",
            "book --backend clinik --patient-id schmidt --start 2099-02-10+10:00",
            "book --backend clinik --patient-id pt_abc123 --practitioner-id ivers --start 2099-02-10+10:00",
        ] {
            let said = shell.run_in(visit, |command| {
                command
                    .env("BOOKDESK_CONFIG", &config)
                    .env("BOOKDESK_CLINIK_URL", &address);
            });
            let said = said.ends_with(7);
            assert!(
                said.out
                    .contains("Not booked, and nothing was sent: ClinikAPI can't be reached: ")
                    && said.out.contains(why),
                "{visit}: {} {}",
                said.out,
                said.err
            );
            assert!(!said.err.contains("Tab"), "{visit}: {}", said.err);
        }
    }
    assert!(shell.creates().is_empty());
}

#[test]
fn free_times_that_can_not_be_read_end_a_line_with_7() {
    let shell = Shell::open();
    shell.fault(
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0}),
    );
    let said = shell.run("book --line 220385s+ki+f").ends_with(7);
    assert!(said.out.contains("ClinikAPI"), "{}", said.out);
    assert!(shell.creates().is_empty());
}

/// Waits until the sandbox has a call of this kind that it leaves without an answer.
#[expect(
    clippy::disallowed_methods,
    reason = "another program is waited for, which does not live by our clock"
)]
pub(super) fn until_hanging(shell: &Shell, call: &str) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let is_it = |request: &Value| request["call"] == call && request["status"].is_null();
    while !shell.requests().any(|request| is_it(&request)) {
        assert!(Instant::now() < deadline, "it was never sent");
    }
}

#[test]
fn a_killed_command_is_looked_up_at_the_next_start() {
    for shell in Shell::for_visits() {
        shell.fault(
            json!({"backend": "clinik", "call": "create", "fault": "hang", "when": "after"}),
        );
        let mut child = shell.start(VISIT);
        until_hanging(&shell, "create");
        child.kill().expect("it is there");
        child.wait().expect("it ends");
        assert_eq!(shell.steps(), ["prepared", "sending"]);
        shell.fault(json!({"clear": true}));
        // The same once more: what was lost stands against it, whether it has been found by then or not.
        shell.run(VISIT).ends_with(5);
        assert_eq!(shell.creates().len(), 1);
        assert_eq!(shell.steps()[2], "unknown");
    }
}

#[test]
fn records_without_their_key_stop_a_booking_and_a_person_takes_them_as_they_are() {
    let shell = Shell::open();
    shell.run(VISIT).ends_with(0);
    std::fs::remove_file(shell.records().join("ledger.key")).expect("there is a key");
    let said = shell.run(VISIT).ends_with(7);
    assert!(
        said.err
            .contains("is missing, so the desk's records can't be read"),
        "{}",
        said.err
    );
    assert_eq!(
        shell.creates().len(),
        1,
        "nothing is sent that can't be compared with the records"
    );
    shell.run("audit accept").ends_with(1);
    let said = shell.run("audit accept --yes").ends_with(0);
    assert!(said.out.contains("SANDBOX: put aside as "), "{}", said.out);
    shell
        .run(
            "book --backend clinik --patient-id pt_abc123 --start 2099-02-11T10:00:00Z --minutes-duration 30",
        )
        .ends_with(0);
    assert_eq!(shell.steps(), ["accepted", "prepared", "sending", "booked"]);
}

#[test]
fn records_taken_back_to_an_earlier_moment_stop_a_booking_until_they_are_taken_as_they_are() {
    let shell = Shell::open();
    let file = shell.records().join("sandbox.db");
    shell.run(
        "book --backend clinik --patient-id pt_abc123 --start 2099-02-11T10:00:00Z --minutes-duration 30",
    );
    let earlier = std::fs::read(&file).expect("the file alone is all of it");
    shell.run(VISIT).ends_with(0);
    std::fs::write(&file, earlier).expect("taken back");
    for _ in 0..2 {
        let said = shell.run(VISIT).ends_with(7);
        assert!(
            said.err.contains("records are older than they were"),
            "{}",
            said.err
        );
    }
    assert_eq!(shell.creates().len(), 2, "nothing more is sent");
    let said = shell.run("audit verify").ends_with(1);
    assert!(
        said.out
            .contains("line 6 was written once and is not there, the last one is 3"),
        "{}",
        said.out
    );
    shell.run("audit accept --yes").ends_with(0);
    shell.run("audit verify").ends_with(0);
    shell.run(&format!("{VISIT} --yes --again")).ends_with(0);
}
