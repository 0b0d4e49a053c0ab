//! A patient has died: all that is coming is cancelled at every clinic, every desk has a note, and a clinic with a place for it
//! is offered the day. Only the booking key sends.

use std::path::Path;

use booking::clinics::{ANIVA, CLINIK};
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, at_clinik, at_fhir};

/// John Carter at ClinikAPI and at Aniva.
const VISITOR: &str = "pt_shmbj5";
const PROFILE: &str = "c031716d-77c2-439c-ace5-93e5087122c5";

fn visit(patient: &str, day: &str) -> Value {
    json!({
        "status": "booked", "patientId": patient, "practitionerId": "prac_xyz789",
        "start": format!("{day}T09:00:00.000Z"), "end": format!("{day}T09:30:00.000Z"),
    })
}

fn on_records(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

/// A desk at which the patient on this line was looked up, and the command was given.
fn has_died(desk: &mut DeskAtWork, line: &str) {
    desk.press("Ctrl+E Ctrl+U").types(line).settle();
    desk.press("Enter").settle();
    desk.press("Ctrl+P").types("died").settle();
    desk.sees("the patient has died: cancel all visits, note it")
        .press("Enter")
        .settle();
}

fn note_about(desk: &DeskAtWork, person: &str) -> Option<String> {
    let book = &desk.desk().office.book;
    let note = book.note_of_patient(CLINIK, person)?;
    Some(note.text.typed().to_owned())
}

fn changes(desk: &DeskAtWork) -> Vec<Value> {
    let is_change = |request: &Value| {
        let is_of_visit = request["path"].to_string().contains("/appointments");
        is_of_visit && (request["call"] == "patch" || request["call"] == "delete")
    };
    let mut requests = desk.requests();
    requests.retain(is_change);
    requests
}

#[test]
fn all_that_is_coming_is_cancelled_at_every_clinic_and_every_desk_has_a_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    // The last one lies beyond the days that are read ahead.
    for day in ["2026-12-01", "2027-01-12", "2027-09-14"] {
        let visit = visit(VISITOR, day);
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-12-03T07:30:00Z",
    });
    desk.sandbox().book(ANIVA, &draw).expect("another desk");
    has_died(&mut desk, "041268c");
    desk.sees("Cancel 4 appointments").sees("patient has died");
    assert_eq!(changes(&desk), Vec::<Value>::new());
    assert_eq!(note_about(&desk, VISITOR), None);
    desk.press("Ctrl+S").settle().sees("4 of 4 done.");
    let sent = changes(&desk);
    assert_eq!(sent.len(), 4, "{sent:?}");
    let reasons = sent
        .iter()
        .filter(|request| request["body"]["cancelationReason"] == "patient has died");
    assert_eq!(reasons.count(), 3);
    assert_eq!(note_about(&desk, VISITOR).as_deref(), Some("! deceased"));
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
}

/// An entry of the clinic's list is a row of the cancellations; one of the desks' own list is asked about.
#[test]
fn whoever_has_died_waits_for_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(Options {
        clinic: ANIVA,
        ..on_records(folder.path())
    });
    let entry = json!({
        "status": "waitlist", "patientId": VISITOR, "practitionerId": "prac_xyz789",
        "requestedPeriod": [{"start": "2026-11-30T08:00:00Z", "end": "2026-12-05T00:00:00Z"}],
    });
    desk.sandbox().book(CLINIK, &entry).expect("another desk");
    desk.types("041268c be b").settle().press("Enter").settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("next week before 10").press("Ctrl+S").settle();
    desk.sees("On the waiting list of this clinic's desks");
    has_died(&mut desk, "041268c");
    desk.sees("Cancel 1 appointment")
        .sees("on the waiting list");
    desk.press("Ctrl+S").settle().sees("1 of 1 done.");
    desk.press("Esc")
        .settle()
        .sees("Take off the waiting list?");
    desk.wait(1).press("Ctrl+S").settle();
    let sent = changes(&desk);
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0]["body"]["status"], "cancelled");
    desk.press("Alt+W").settle().sees("Nobody is waiting.");
}

/// What was cancelled by mistake takes place again; that the note stays is said, and how it is taken away.
#[test]
fn what_is_taken_back_says_that_the_note_is_still_there() {
    for days in [&["2026-12-01", "2026-12-08"][..], &["2026-12-01"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
        for day in days {
            let visit = visit(VISITOR, day);
            desk.sandbox().book(CLINIK, &visit).expect("another desk");
        }
        has_died(&mut desk, "041268c");
        desk.press("Ctrl+S").settle().press("Esc").settle();
        desk.press("Ctrl+Z").settle().press("Ctrl+S").settle();
        if !desk.asked().is_empty() {
            desk.confirm_despite().settle();
        }
        assert_eq!(changes(&desk).len(), 2 * days.len(), "{}", desk.screen());
        desk.sees("still says “! deceased”").sees("Alt-G");
        desk.press("Esc").settle().press("Ctrl+E Ctrl+U");
        desk.types("041268c").press("Enter").settle();
        desk.press("Alt+G Ctrl+U Enter").settle();
        assert_eq!(note_about(&desk, VISITOR), None, "{}", desk.screen());
    }
}

#[test]
fn whoever_goes_back_has_sent_and_noted_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    let visit = visit(VISITOR, "2026-12-01");
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    has_died(&mut desk, "041268c");
    desk.sees("Cancel 1 appointment").press("Esc").settle();
    assert_eq!(changes(&desk), Vec::<Value>::new());
    assert_eq!(note_about(&desk, VISITOR), None);
}

#[test]
fn without_anything_coming_the_note_is_proposed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    has_died(&mut desk, "041268c");
    desk.sees("! deceased").press("Enter").settle();
    assert_eq!(note_about(&desk, VISITOR).as_deref(), Some("! deceased"));
}

#[test]
fn a_clinic_with_a_place_for_it_is_offered_the_day_which_the_booking_key_sends() {
    let mut desk = DeskAtWork::open(at_fhir());
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", "prac-xyz789")
        .settle()
        .book_at_once();
    has_died(&mut desk, "220385s");
    desk.sees("Cancel 1 appointment")
        .press("Ctrl+S")
        .settle()
        .sees("1 of 1 done.");
    let of_patients = |desk: &DeskAtWork| -> Vec<Value> {
        let mut requests = desk.requests();
        requests.retain(|request| {
            let is_of_patient = request["path"].to_string().contains("/Patient/");
            is_of_patient && request["method"] != "GET"
        });
        requests
    };
    assert_eq!(of_patients(&desk), Vec::<Value>::new());
    desk.press("Esc").settle();
    desk.sees("Died on").sees("20.11.2026");
    assert_eq!(of_patients(&desk), Vec::<Value>::new());
    desk.press("Ctrl+S").settle();
    let sent = of_patients(&desk);
    assert_eq!(sent.len(), 1, "{sent:?}: {}", desk.screen());
    assert!(
        sent[0]["body"].to_string().contains("2026-11-20"),
        "{sent:?}"
    );
}

#[test]
fn a_line_opens_the_case_and_sends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    let visit = visit(VISITOR, "2026-12-01");
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    for line in ["041268c died", "041268c ist verstorben", "041268c kuollut"] {
        desk.press("Ctrl+E Ctrl+U").types(line).settle();
        desk.sees("has died: lists the visits to come");
        desk.press("Enter").settle();
        desk.sees("Cancel 1 appointment").sees("patient has died");
        desk.press("Esc").settle();
        assert_eq!(desk.state()["overlay"], Value::Null, "{}", desk.screen());
    }
    assert_eq!(changes(&desk), Vec::<Value>::new());
    assert_eq!(note_about(&desk, VISITOR), None);
}

#[test]
fn while_what_is_coming_is_read_it_is_said_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    let visit = visit(VISITOR, "2026-12-01");
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    desk.types("041268c").settle().press("Enter").settle();
    desk.fault(
        &json!({"backend": "clinik", "call": "any", "fault": "slow", "ms": 5000, "times": 0}),
    );
    desk.press("Ctrl+P")
        .types("died")
        .press("Enter")
        .pass_ms(10);
    assert!(desk.note().contains("still being read"), "{}", desk.note());
    desk.press("Ctrl+G").pass_ms(10).pass_ms(10);
    assert!(!desk.note().contains("still being read"), "{}", desk.note());
    desk.fault(&json!({"clear": true})).pass(30).settle();
    desk.sees("Cancel 1 appointment");
}
