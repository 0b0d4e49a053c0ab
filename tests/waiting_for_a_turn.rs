//! A clinic asks to wait: the desk counts down, goes by itself, and can be stopped.

use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

#[test]
fn a_named_wait_is_counted_down_and_the_booking_goes_by_itself() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&asked_to_wait("clinik", Some(7))).book();
    desk.sees("the booking goes by itself in 7 s").sees("Nothing is booked yet.");
    assert_eq!(desk.state()["flight"], "waiting");

    desk.pass(5).sees("in 2 s");
    assert_eq!(desk.creates().len(), 1, "not before its time");
    desk.pass(2).settle().booked();
    let creates = desk.creates();
    assert_eq!(creates.len(), 2);
    assert_eq!(creates[0]["body"], creates[1]["body"]);
    assert_eq!((&creates[0]["status"], &creates[1]["status"]), (&json!(429), &json!(201)));
}

#[test]
fn a_wait_nobody_named_is_a_minute() {
    let clinik = DeskAtWork::with_a_visit(at_clinik());
    let aniva = DeskAtWork::with_a_draw(at_aniva());
    for (mut desk, backend) in [(clinik, "clinik"), (aniva, "aniva")] {
        desk.fault(&asked_to_wait(backend, None)).book().sees("by itself in 60 s");
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
    desk.fault(&asked_to_wait("clinik", Some(7))).book().press("Esc").settle().was_refused(
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
    desk.fault(&asked_to_wait("clinik", Some(7))).book().press("Ctrl+S F5").types("x").paste("x").settle();
    assert_eq!(desk.creates().len(), 1);
    assert_eq!(desk.text("Minutes"), "30", "what is going out can't change under it");
    desk.pass(7).settle().booked();
}

#[test]
fn a_longer_wait_than_anyone_sits_out_is_handed_back() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.typed();
    desk.fault(&asked_to_wait("clinik", Some(7200))).book().was_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 429, "code": "RATE_LIMITED",
            "what": "ClinikAPI has had too many calls just now.",
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
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    assert_eq!(desk.state()["flight"], "idle");
    assert_eq!(desk.problems()[0]["status"], 429);
    assert_eq!(desk.creates().len(), 6, "once, and after each of five waits");
}

fn asked_to_wait(backend: &str, retry_after: Option<u64>) -> Value {
    let mut fault = json!({"backend": backend, "call": "create", "fault": "rate-limit"});
    if let Some(seconds) = retry_after {
        fault["retry_after"] = json!(seconds);
    }
    fault
}
