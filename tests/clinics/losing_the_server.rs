//! The server is lost, before a booking or in the middle of it: what was not sent can be sent again, and what
//! may have been booked is said to be unknown and never sent again by itself.

use std::time::Duration;

use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{CERTAIN, DeskAtWork, StandIn, at_aniva, at_clinik, waiting_at_most};

#[test]
fn a_fault_of_the_server_leaves_it_unknown_whether_stored_or_not() {
    for when in ["before", "after"] {
        let expected = json!({
            "status": 500, "code": "INTERNAL_ERROR",
            "what": "ClinikAPI had an error. It may be booked.",
            "advice": "The desk looks it up at ClinikAPI by itself; don't book it again yet.",
        });
        lost_at_clinik(
            json!({"fault": "status", "code": 500, "when": when}),
            expected,
        );
    }
}

#[test]
fn a_connection_that_breaks_leaves_it_unknown_whether_stored_or_not() {
    for fault in ["drop-before", "drop-after"] {
        let expected = json!({
            "status": null, "what": "The answer was lost after sending. It may be booked.",
        });
        lost_at_clinik(json!({ "fault": fault }), expected);
    }
}

#[test]
fn answers_between_a_server_and_its_proxy_leave_it_unknown() {
    for code in [502, 503, 504] {
        lost_at_clinik(
            json!({"fault": "status", "code": code}),
            json!({ "status": code }),
        );
    }
}

fn lost_at_clinik(mut fault: Value, expected: Value) {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    fault["backend"] = json!("clinik");
    fault["call"] = json!("create");
    desk.fault(&fault).book().sees_unknown(&expected);
    assert_eq!(
        desk.creates().len(),
        1,
        "a create is never sent again by itself"
    );

    assert_eq!(
        desk.text("Patient"),
        "",
        "the form is free for the next person"
    );
    desk.press("Ctrl+S Ctrl+S F5").settle();
    assert_eq!(desk.problem_at("Patient"), "Patient is missing.");
    desk.pass(3600).settle();
    assert_eq!(desk.creates().len(), 1, "however often and however late");
}

#[test]
fn aniva_is_lost_in_the_same_words() {
    let rows = [
        (
            json!({"fault": "status", "code": 500}),
            "Aniva had an error. It may be booked.",
        ),
        (
            json!({"fault": "status", "code": 500, "when": "after"}),
            "Aniva had an error. It may be booked.",
        ),
        (
            json!({"fault": "drop-after"}),
            "The answer was lost after sending. It may be booked.",
        ),
    ];
    for (mut fault, what) in rows {
        let mut desk = DeskAtWork::with_a_draw(at_aniva());
        fault["backend"] = json!("aniva");
        fault["call"] = json!("create");
        desk.fault(&fault)
            .book()
            .sees_unknown(&json!({ "what": what }));
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.creates().len(), 1);
        assert_eq!(desk.text("Profile"), "");
    }
}

#[test]
fn a_server_that_takes_too_long_leaves_it_unknown() {
    let options = waiting_at_most(Duration::from_millis(400), at_clinik());
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 60_000}));
    desk.book().sees_unknown(&json!({
        "status": null, "what": "No answer came in time. It may be booked.",
    }));
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn an_answer_that_is_no_appointment_leaves_it_unknown() {
    let clinic = StandIn::saying(
        201,
        &json!({ "data": {}, "meta": { "requestId": "req_empty" } }),
    );
    let mut desk = DeskAtWork::with_a_visit(Options {
        address: Some(clinic.address()),
        ..at_clinik()
    });
    desk.book()
        .sees_unknown(&json!({ "status": 201, "request_id": "req_empty" }));
    assert_eq!(clinic.creates(), 1);
}

#[test]
fn an_unknown_booking_is_not_brought_back_and_the_same_typed_again_is_asked_about() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Reason", "knee");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}))
        .book();
    assert_eq!(desk.text("Reason"), "");
    desk.turn_to("problems")
        .press("Enter")
        .settle()
        .sees("Not yet: it may be booked.");
    assert_eq!(desk.text("Reason"), "");

    desk.press("Esc").fill_a_visit("10.02.2027 10:00").book();
    assert_eq!(desk.creates().len(), 1, "first it asks");
    desk.sees("Maria Schmidt is already booked for 10:00–10:30 (ClinikAPI).");
    assert!(desk.asked().contains("anyway"), "{}", desk.asked());
    desk.press("Esc").settle();
    assert_eq!(desk.creates().len(), 1);

    desk.book().confirm_despite().settle();
    assert_eq!(desk.creates().len(), 2, "once a person said so, once");
}

#[test]
fn a_draft_in_the_making_keeps_its_place_when_an_unknown_one_is_wanted_back() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}))
        .book();
    desk.wait(CERTAIN);
    desk.fill("Patient", "pt_next")
        .turn_to("problems")
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Patient"), "pt_next");
    assert_eq!(desk.state()["unknown"].as_array().map(Vec::len), Some(1));
    desk.sees("The ClinikAPI form is not empty");
}

#[test]
fn only_what_is_known_not_to_be_booked_is_taken_off_the_list_and_only_on_a_yes() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}))
        .book();
    desk.turn_to("problems")
        .press("Delete")
        .sees("It may be booked: b it is, n it is not.");
    assert_eq!(desk.state()["unknown"].as_array().map(Vec::len), Some(1));
    desk.wait(CERTAIN).press("Delete Esc");
    assert_eq!(desk.state()["unknown"].as_array().map(Vec::len), Some(1));
    desk.press("Delete").confirm_despite();
    assert_eq!(desk.state()["unknown"], json!([]));
}

#[test]
fn a_server_that_is_not_there_got_nothing() {
    for (options, name) in [(at_clinik(), "ClinikAPI"), (at_aniva(), "Aniva")] {
        let options = Options {
            address: Some(StandIn::gone()),
            ..options
        };
        let mut desk = match name {
            "Aniva" => DeskAtWork::with_a_draw(options),
            _ => DeskAtWork::with_a_visit(options),
        };
        let draft = desk.typed();
        desk.book().sees("retry in");
        assert_eq!(
            desk.asked(),
            format!(
                "Queue this booking? {name} can't be reached. What is queued waits in the Outbox until you book it from there."
            )
        );
        desk.press("Esc");
        assert_eq!((desk.typed(), &desk.state()["outbox"]), (draft, &json!([])));
    }
}
