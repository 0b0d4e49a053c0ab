//! One visit, booked once: what the records hold counts at once in every window and process of the desk, and after a
//! restart, long before the clinic's own search shows it.

use std::path::Path;
use std::process::Child;
use std::time::Duration;

use bookdesk::headless::Options;
use booking::clinics::{CLINIK, clinik};
use booking::{Cause, Claim, ClaimState, Failure, Report};
use desk::{DeskEffect, Msg};

use office::{Answer, ClinicChange, Effect, OfficeEvent};
use serde_json::json;
use uuid::Uuid;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::records::{audit, steps, verified};
use crate::desk_at_work::unplugged::{confirm_despite, keys, tell, with_a_visit};
use crate::desk_at_work::{DeskAtWork, at_clinik};
use crate::shell::{Said, Shell};

/// A desk whose clinic shows in searches only after ten seconds what was booked.
fn behind(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        lag: Duration::from_secs(10),
        ..at_clinik()
    }
}

#[test]
fn the_same_after_a_restart_is_asked_about_though_the_clinic_shows_nothing_yet() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(behind(folder.path()));
    desk.settle().book_at_once();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut desk = desk.killed_after(50).reopened(behind(folder.path()));
    desk.press("Alt+1")
        .fill_a_visit("10.02.2027 10:00")
        .settle();
    desk.sees("records already have the same visit: booked Fri 20 Nov 2026 14:32 CET")
        .sees(&id);
    desk.book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.creates().len(), 1);
    desk.confirm_despite().settle().booked();
    assert_eq!(desk.creates().len(), 2);
    let overridden: Vec<_> = audit(folder.path())
        .into_iter()
        .filter(|line| line["what"] == "override")
        .collect();
    assert_eq!(overridden.len(), 1, "{overridden:?}");
    assert_eq!(overridden[0]["fields"], "on-record");
    assert_eq!(overridden[0]["appointment"], json!(id));
    assert_eq!(overridden[0]["reason"], "patient-asks");
    verified(folder.path()).unwrap();
}

#[test]
fn what_another_window_books_meanwhile_is_asked_about_when_it_is_written_down() {
    let shell = Shell::open();
    let folder = shell.records();
    let mut desk = DeskAtWork::open(Options {
        data_dir: Some(folder.clone()),
        ..at_clinik()
    });
    desk.fill("Patient", "pt_abc123")
        .fill("Start", "10.02.2099 10:00")
        .fill("Minutes", "30")
        .settle();
    // The records had nothing to say while it was typed.
    desk.sees_no("records hold the same visit");
    shell.run(&visit("")).ends_with(0);
    desk.book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.creates().len(), 0, "nothing was sent");
    desk.sees("records already have the same visit: booked")
        .press("Esc");
    assert_eq!(desk.text("Patient"), "pt_abc123", "the draft stays");
    assert_eq!(
        steps(&folder, 3),
        ["prepared", "sending", "booked"],
        "nothing is written down of it"
    );
}

#[test]
fn an_appointment_that_its_clinic_calls_cancelled_stands_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = DeskAtWork::with_a_visit(options());
    desk.settle().book_at_once();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.sandbox()
        .change(&id, &json!({"status": "cancelled"}))
        .unwrap();
    let mut desk = desk.killed_after(50).reopened(options());
    desk.press("Alt+1")
        .fill_a_visit("10.02.2027 10:00")
        .settle();
    desk.sees_no("records hold the same visit").book_at_once();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn what_is_to_take_place_again_asks_where_somebody_has_its_time_by_then() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::with_a_visit(behind(folder.path()));
    desk.fill("Practitioner", "prac_xyz789")
        .settle()
        .book_at_once();
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    desk.press("Alt+1")
        .fill("Patient", "pt_k4m8wz")
        .fill("Practitioner", "prac_xyz789")
        .fill("Start", "10.02.2027 10:00")
        .fill("Minutes", "30")
        .settle()
        .book_at_once();
    desk.press("Alt+O")
        .sees("Done today (3)")
        .press("Down")
        .press("Down")
        .press("Enter")
        .settle()
        .sees("✗ cancelled");
    desk.takes_back_the_cancellation();
    desk.sees("Set it anyway?")
        .sees("Karin Ivers already has Z. B.");
    assert_eq!(
        desk.changes_sent().len(),
        1,
        "only the cancellation was sent"
    );
    desk.confirm_despite().settle().sees("○ booked");
    assert_eq!(desk.changes_sent().len(), 2);
    verified(folder.path()).unwrap();
}

#[test]
fn what_is_to_take_place_again_asks_where_the_clinic_has_given_its_time_away() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789")
        .settle()
        .book_at_once();
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle();
    // Booked by other software: no desk has a record of it.
    let other = json!({
        "patientId": "pt_k4m8wz", "practitionerId": "prac_xyz789", "status": "booked",
        "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z", "minutesDuration": 30,
    });
    desk.sandbox().book(CLINIK, &other).unwrap();
    desk.takes_back_the_cancellation();
    desk.sees("Set it anyway?").sees("Karin Ivers already has");
    assert_eq!(
        desk.changes_sent().len(),
        1,
        "only the cancellation was sent"
    );
    desk.confirm_despite().settle().sees("○ booked");
    assert_eq!(desk.changes_sent().len(), 2);
}

#[test]
fn what_was_given_up_before_it_was_on_record_is_back_once_it_is_known_that_it_never_left() {
    let mut desk = with_a_visit();
    let sent = tell(&mut desk, keys("Ctrl+S"));
    let sent = sent.iter().find_map(|effect| match effect {
        DeskEffect::Office(Effect::Send(ticket, ClinicChange::Appointment(send_off))) => {
            Some((*ticket, send_off.change.target()?.into()))
        }
        _ => None,
    });
    let (ticket, holds) = sent.unwrap();
    tell(&mut desk, keys("Esc"));
    confirm_despite(&mut desk);
    assert_eq!(
        (
            desk.office.changes().unresolved().count(),
            desk.form().draft().is_blank()
        ),
        (1, true)
    );
    let claim = Claim {
        change: Uuid::from_u128(7),
        state: ClaimState::Sending,
        since: desk.office.moment.now,
        appointment: None,
        is_same_visit: true,
        holds,
        old_start: None,
        operator: None,
        desk: None,
    };
    let answer = Answer::Changed(Box::new(Err(Failure::NotSent(Report::of(Cause::Claimed(
        Box::new(claim),
    ))))));
    tell(
        &mut desk,
        [Msg::Office(OfficeEvent::Answer(ticket, answer))],
    );
    assert_eq!(
        desk.office.changes().unresolved().count(),
        0,
        "nothing is in the Outbox that is not on record"
    );
    assert_eq!(
        desk.form().draft().text(clinik::PATIENT),
        "pt_abc123",
        "what was typed is back"
    );
}

/// A visit from the shell.
fn visit(more: &str) -> String {
    format!(
        "book --backend clinik --patient-id pt_abc123 --start 2099-02-10T09:00:00Z --minutes-duration 30 {more}"
    )
}

#[test]
fn of_eight_commands_for_one_visit_one_books() {
    let shell = Shell::open();
    let started: Vec<Child> = (0..8).map(|_| shell.start(&visit("--json"))).collect();
    let ended: Vec<Said> = started
        .into_iter()
        .map(|child| Said::of(&child.wait_with_output().unwrap()))
        .collect();
    let codes: Vec<i32> = ended.iter().map(|said| said.code).collect();
    assert_eq!(
        codes.iter().filter(|code| **code == 0).count(),
        1,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == 5).count(),
        7,
        "{codes:?}"
    );
    assert_eq!(shell.creates().len(), 1);
    verified(&shell.records()).unwrap();
}

#[test]
fn the_same_command_again_names_what_stands_and_again_goes_ahead() {
    let shell = Shell::open();
    let booked = shell.run(&visit("--json")).ends_with(0).json();
    let id = booked["appointment"]["id"].as_str().unwrap();
    // A search that is far behind.
    shell.fault(
        json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0}),
    );
    for more in ["--json", "--json --dry-run"] {
        let refused = shell.run(&visit(more)).ends_with(5).json();
        assert_eq!(refused["outcome"], "conflict");
        let what = refused["problems"].to_string();
        assert!(
            what.contains("records already have the same visit: booked") && what.contains(id),
            "{what}"
        );
    }
    shell.run(&visit("--yes")).ends_with(5);
    assert_eq!(shell.creates().len(), 1);
    shell.run(&visit("--again")).ends_with(0);
    assert_eq!(shell.creates().len(), 2);
    let lines = audit(&shell.records());
    let overridden = lines
        .iter()
        .find(|line| line["what"] == "override")
        .unwrap();
    assert!(
        overridden["fields"].as_str().unwrap().contains("on-record"),
        "{overridden}"
    );
    assert_eq!(overridden["appointment"], json!(id));
}
