//! A booking meets each fault: what the person is told, what is booked in truth, and that it was sent once.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use super::{Elsewhere, aimed, appointments, impatient, patient, ready_to_book};
use crate::desk_at_work::DeskAtWork;

/// Books into a fault and is told that nobody knows; `exist` appointments there are.
fn is_lost(opened: fn(ClinicId) -> Options, fault: Value, what: &str, exist: usize) {
    for clinic in KNOWN {
        let mut desk = ready_to_book(opened(clinic));
        desk.fault(&aimed(&fault, clinic, "create")).book();
        desk.sees_unknown(&json!({ "what": what.replace("{name}", clinic.name()) }));
        sent_once(&mut desk);
        assert_eq!(appointments(&desk, clinic), exist, "{fault} at {clinic}");
    }
}

/// Books into a fault that does no harm.
fn is_booked(fault: Value) {
    for clinic in KNOWN {
        let mut desk = ready_to_book(patient(clinic));
        desk.fault(&aimed(&fault, clinic, "create")).book().booked();
        sent_once(&mut desk);
        assert_eq!(appointments(&desk, clinic), 1, "{fault} at {clinic}");
    }
}

/// However often the key is pressed and however long anyone waits.
fn sent_once(desk: &mut DeskAtWork) {
    desk.press("Ctrl+S F5").settle().pass(3600).settle();
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_server_that_hangs_leaves_it_unknown_whether_stored_or_not() {
    let what = "No answer came in time. It may be booked.";
    is_lost(impatient, json!({"fault": "hang"}), what, 0);
    is_lost(
        impatient,
        json!({"fault": "hang", "when": "after"}),
        what,
        1,
    );
}

#[test]
fn an_answer_that_breaks_off_leaves_it_unknown() {
    is_lost(
        patient,
        json!({"fault": "half-body"}),
        "The answer was lost after sending. It may be booked.",
        1,
    );
}

#[test]
fn an_answer_that_is_no_answer_leaves_it_unknown() {
    let what = "The answer can't be read: it is not JSON. It may be booked.";
    is_lost(patient, json!({"fault": "garbage"}), what, 1);
    is_lost(patient, json!({"fault": "html"}), what, 1);
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end() {
    // The cause behind this sentence is the cap: a body over it is never held.
    is_lost(
        patient,
        json!({"fault": "huge"}),
        "The answer was too large to be one. It may be booked.",
        1,
    );
}

#[test]
fn a_wrong_label_on_the_right_answer_is_no_harm() {
    is_booked(json!({"fault": "content-type"}));
}

#[test]
fn a_slow_answer_that_comes_in_time_is_an_answer() {
    is_booked(json!({"fault": "drip", "bytes_per_s": 20_000}));
}

#[test]
fn a_redirect_takes_neither_the_key_nor_the_booking_elsewhere() {
    let elsewhere = Elsewhere::open();
    let what = "{name} sent the desk to another address. It may be booked.";
    is_lost(
        patient,
        json!({"fault": "redirect", "to": elsewhere.address()}),
        what,
        1,
    );
    is_lost(patient, json!({"fault": "redirect"}), what, 1);
    assert!(!elsewhere.was_called());
}

#[test]
fn a_redirect_names_the_setting_to_look_at() {
    let mut desk = ready_to_book(patient(ANIVA));
    desk.fault(&aimed(&json!({"fault": "redirect"}), ANIVA, "create")).book().sees_unknown(&json!({
        "status": 307, "advice": "The desk looks it up at Aniva by itself, if it can; have BOOKDESK_ANIVA_URL checked.",
    }));
}

#[test]
fn keys_are_echoed_while_an_answer_drips_and_the_deadline_ends_it() {
    let mut desk = ready_to_book(impatient(CLINIK));
    desk.fault(&aimed(
        &json!({"fault": "drip", "bytes_per_s": 40}),
        CLINIK,
        "create",
    ));
    desk.press("Ctrl+S Ctrl+T")
        .fill("Desk note", "rings back at noon");
    assert_eq!(desk.text("Desk note"), "rings back at noon");
    desk.sees("rings back at noon");
    assert_eq!(desk.state()["flight"], "sending");

    // Every drop is well within the time for a call; all of them together are not.
    desk.settle().press("Ctrl+T").sees_unknown(&json!({
        "status": 201, "what": "No answer came in time. It may be booked.",
    }));
    assert_eq!(appointments(&desk, CLINIK), 1);
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn the_other_backend_books_while_one_hangs() {
    let mut desk = ready_to_book(impatient(CLINIK));
    desk.fault(&aimed(&json!({"fault": "hang", "times": 0}), CLINIK, "any"))
        .book();
    desk.sees_unknown(&json!({}));
    desk.press("Ctrl+T").settle();
    desk.fill("Profile", crate::desk_at_work::PROFILE)
        .fill("Location", crate::desk_at_work::BERLIN);
    desk.fill("Scheduled at", "2027-02-11 08:30").book();
    assert!(
        desk.state()["appointment"]["id"].is_string(),
        "{}",
        desk.screen()
    );
    assert_eq!(appointments(&desk, ANIVA), 1);
}
