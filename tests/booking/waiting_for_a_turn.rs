//! A clinic asks to wait: the desk counts down, goes by itself, and can be stopped.

use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

#[test]
fn a_named_wait_is_counted_down_and_the_booking_goes_by_itself() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&asked_to_wait("clinik", Some(20))).book();
    desk.sees("the booking goes by itself in 20 s")
        .sees("Nothing is booked yet.");
    assert_eq!(desk.state()["flight"], "waiting");

    desk.pass(18).sees("in 2 s");
    assert_eq!(desk.creates().len(), 1, "not before its time");
    desk.pass(2).settle().booked();
    let creates = desk.creates();
    assert_eq!(creates.len(), 2);
    assert_eq!(creates[0]["body"], creates[1]["body"]);
    assert_eq!(
        (&creates[0]["status"], &creates[1]["status"]),
        (&json!(429), &json!(201))
    );
}

#[test]
fn a_wait_nobody_named_is_a_minute() {
    let clinik = DeskAtWork::with_a_visit(at_clinik());
    let aniva = DeskAtWork::with_a_draw(at_aniva());
    for (mut desk, clinic) in [(clinik, "clinik"), (aniva, "aniva")] {
        desk.fault(&asked_to_wait(clinic, None))
            .book()
            .sees("by itself in 60 s");
        desk.pass(59).sees("by itself in 1 s");
        assert_eq!(desk.creates().len(), 1);
        desk.pass(1).settle().booked();
        assert_eq!(desk.creates().len(), 2);
    }
}

#[test]
fn escape_stops_the_countdown_and_nothing_is_sent() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.typed();
    desk.fault(&asked_to_wait("clinik", Some(20))).book().press("Esc").settle().sees_refused(
        &draft,
        &json!({ "meaning": "not sent", "what": "You stopped this booking before it was sent." }),
    );
    desk.pass(60).settle();
    assert_eq!(desk.creates().len(), 1, "the wait is over for good");
    desk.book().booked();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn while_it_waits_the_booking_key_does_nothing_and_the_form_stays() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&asked_to_wait("clinik", Some(20)))
        .book()
        .press("Ctrl+S F5")
        .types("x")
        .paste("x")
        .settle();
    assert_eq!(desk.creates().len(), 1);
    assert_eq!(
        desk.text("Minutes"),
        "30",
        "what is going out can't change under it"
    );
    desk.pass(20).settle().booked();
}

#[test]
fn a_longer_wait_than_anyone_sits_out_is_handed_back() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.typed();
    desk.fault(&asked_to_wait("clinik", Some(7200)))
        .book()
        .pass(12)
        .settle()
        .sees_refused(
            &draft,
            &json!({
                "meaning": "refused", "status": 429, "code": "RATE_LIMITED",
                "what": "ClinikAPI has had too many requests just now.",
                "advice": "Book again in 7200 s; everything typed is kept.",
            }),
        );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_server_that_asks_again_and_again_is_not_asked_for_ever() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let mut always = asked_to_wait("clinik", Some(1));
    always["times"] = json!(0);
    desk.fault(&always).book();
    for _ in 0..8 {
        desk.pass(12).settle();
    }
    assert_eq!(desk.state()["flight"], "idle");
    assert_eq!(desk.problems()[0]["status"], 429);
    assert_eq!(
        desk.creates().len(),
        6,
        "once, and after each of five waits"
    );
}

#[test]
fn what_was_stored_behind_a_request_to_wait_is_found_and_never_sent_again() {
    let desks = [
        (DeskAtWork::with_a_visit(at_clinik()), "clinik"),
        (DeskAtWork::with_a_draw(at_aniva()), "aniva"),
    ];
    for (mut desk, clinic) in desks {
        let mut made = asked_to_wait(clinic, Some(1));
        made["when"] = json!("after");
        desk.fault(&made)
            .book()
            .sees("by itself in 12 s")
            .pass(12)
            .settle()
            .booked();
        assert_eq!(
            (desk.creates().len(), &desk.creates()[0]["status"]),
            (1, &json!(429)),
            "{clinic}"
        );
        assert!(
            desk.state()["outbox"].as_array().is_none_or(Vec::is_empty),
            "{clinic}"
        );
    }
}

#[test]
fn what_was_stored_behind_a_conflict_is_booked_and_not_refused() {
    for (mut desk, clinic) in made_behind_the_answer(409) {
        desk.sees("it is looked up, in case it was booked anyway")
            .sees_no("Choose another time");
        desk.pass(12).settle().booked();
        assert_eq!(desk.creates().len(), 1, "{clinic}");
    }
}

#[test]
fn what_was_stored_behind_a_conflict_is_not_sent_again_while_the_clinic_does_not_answer() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(
        &json!({"backend": "clinik", "call": "create", "fault": "status", "code": 409, "when": "after"}),
    );
    desk.book();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 503, "times": 0}),
    );
    desk.pass(12)
        .settle()
        .sees("It is still looked up, in case it was done anyway");
    let problems = desk.problems();
    assert_eq!(
        (&problems[0]["meaning"], &problems[0]["status"]),
        (&json!("refused"), &json!(409))
    );
    assert_eq!(
        problems[1]["advice"],
        "Make sure ClinikAPI does not already have it."
    );
    assert_eq!(desk.desk().office.changes().outcome().word(), "refused");
    // It may be booked, so whoever sends it again is asked first.
    desk.book().sees("Book in the SANDBOX anyway?");
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
    desk.press("Esc").fault(&json!({"clear": true}));
    desk.pass(30)
        .settle()
        .sees("ClinikAPI has it: it is booked.");
    assert_eq!(desk.desk().office.changes().outcome().word(), "booked");
    assert_eq!(
        (desk.creates().len(), desk.text("Patient")),
        (1, String::new()),
        "it can't be sent again"
    );
}

#[test]
fn a_short_wait_is_as_long_as_searches_are_behind() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&asked_to_wait("clinik", Some(1)))
        .book()
        .sees("by itself in 12 s");
    desk.pass(11).settle();
    assert_eq!(desk.creates().len(), 1);
    desk.pass(1).settle().booked();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn where_it_cannot_be_looked_up_it_is_unknown_and_not_sent_again() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&asked_to_wait("clinik", Some(1))).book();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 503, "times": 0}),
    );
    desk.pass(12).settle().sees_unknown(&json!({
        "meaning": "unknown", "what": "ClinikAPI said no, and could not be asked whether it was made. It may be booked."
    }));
    desk.fault(&json!({"clear": true})).pass(60).settle();
    assert_eq!(
        (desk.creates().len(), &desk.problems()[0]["meaning"]),
        (1, &json!("not there"))
    );
}

#[test]
fn a_request_that_took_the_server_too_long_may_be_booked() {
    for (mut desk, clinic) in made_behind_the_answer(408) {
        desk.sees_unknown(&json!({"meaning": "unknown", "status": 408}));
        desk.pass(13).settle().booked();
        assert_eq!(desk.creates().len(), 1, "{clinic}");
    }
}

#[test]
fn what_is_stopped_is_looked_up_all_the_same_and_known_to_be_booked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let mut made = asked_to_wait("clinik", Some(1));
    made["when"] = json!("after");
    desk.fault(&made)
        .book()
        .press("Esc")
        .sees("You stopped this booking before it was sent.");
    assert_eq!(
        desk.desk().office.changes().outcome().word(),
        "unknown",
        "it is being looked up"
    );
    desk.pass(12)
        .settle()
        .sees("ClinikAPI has it: it is booked.");
    assert_eq!(desk.desk().office.changes().outcome().word(), "booked");
    assert_eq!(
        (desk.creates().len(), desk.text("Patient")),
        (1, String::new()),
        "it can't be sent again"
    );
}

#[test]
fn escape_does_not_wait_for_the_look_at_a_conflict() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.typed();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 409}));
    desk.book().press("Esc").settle();
    desk.sees_refused(
        &draft,
        &json!({"meaning": "refused", "status": 409, "field": "Start"}),
    );
}

/// Desks that have booked, at clinics that said no in this way and have made the appointment.
fn made_behind_the_answer(code: u16) -> [(DeskAtWork, &'static str); 2] {
    let desks = [
        (DeskAtWork::with_a_visit(at_clinik()), "clinik"),
        (DeskAtWork::with_a_draw(at_aniva()), "aniva"),
    ];
    desks.map(|(mut desk, clinic)| {
        let code =
            json!({"backend": clinic, "call": "create", "fault": "status", "code": code, "when": "after"});
        desk.fault(&code).book();
        (desk, clinic)
    })
}

fn asked_to_wait(clinic: &str, retry_after: Option<u64>) -> Value {
    let mut fault = json!({"backend": clinic, "call": "create", "fault": "rate-limit"});
    if let Some(seconds) = retry_after {
        fault["retry_after"] = json!(seconds);
    }
    fault
}
