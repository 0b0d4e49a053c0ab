//! A time found instead of typed: whoever, or wherever, the form names says when it is free.

use chrono::TimeDelta;
use headless::Options;
use serde_json::json;

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

#[test]
fn a_practitioners_next_free_slot_is_picked_with_its_length() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .go_to("Start")
        .settle();
    desk.sees("Space lists free times").press("Space").settle();
    desk.sees("free by the published slots, as of 14:32");
    desk.press("Enter");
    let start = desk.text("Start");
    assert!(
        start.contains(" Nov ") && !start.contains("2026"),
        "{start}"
    );
    assert_eq!(desk.text("Minutes"), "30", "a slot brings its length along");
    desk.book_at_once();
    assert_eq!(desk.body()["practitionerId"], "prac_xyz789");
    assert_eq!(desk.body()["minutesDuration"], 30);
}

#[test]
fn what_was_just_booked_is_free_no_more() {
    let mut desk = DeskAtWork::open(at_clinik());
    let next_free = |desk: &mut DeskAtWork| {
        desk.fill("Patient", PATIENT)
            .fill("Practitioner", "prac_xyz789")
            .go_to("Start")
            .settle();
        desk.press("Space").settle().press("Enter");
        desk.text("Start")
    };
    let first = next_free(&mut desk);
    desk.book_at_once();
    desk.pass(60);
    let second = next_free(&mut desk);
    assert_ne!(first, second);
    desk.book_at_once();
}

#[test]
fn a_location_says_when_it_is_free() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .go_to("Scheduled at")
        .settle();
    desk.press("Space")
        .settle()
        .sees("free by the location's own answer")
        .press("2")
        .book_at_once();
    assert_eq!(desk.body()["location_id"], BERLIN);
}

#[test]
fn a_length_that_was_given_stays() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Minutes", "20")
        .fill("Practitioner", "prac_xyz789")
        .go_to("Start")
        .settle();
    desk.press("Space").settle().press("Enter");
    assert_eq!(desk.text("Minutes"), "20");
}

#[test]
fn free_times_that_cannot_be_had_are_typed_instead() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .go_to("Start")
        .settle();
    desk.press("Space")
        .settle()
        .sees("free times are not available now; type a time");
    desk.types("10.02.2027 10:00-10:30").book_at_once();
}

/// Four minutes before the first visit of a Monday.
fn before_nine(least_notice: TimeDelta) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-23T07:56:00Z".parse().expect("an instant"),
        least_notice,
        ..at_clinik()
    });
    desk.types("041268c ki f").settle().press("Enter").settle();
    desk
}

/// Twelve minutes before a slot begins.
#[test]
fn whoever_is_there_now_needs_no_time_to_come() {
    let entered = |line: &str| {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            now: "2026-11-23T08:48:00Z".parse().expect("an instant"),
            ..at_clinik()
        });
        desk.types(line).settle().press("Enter").settle();
        desk.text("Start")
    };
    for line in [
        "041268c any now",
        "041268c egal wer jetzt",
        "041268c ki nyt",
    ] {
        assert_eq!(entered(line), "Mon 23 Nov 09:50", "{line}");
    }
    assert_ne!(entered("041268c any"), "Mon 23 Nov 09:50");
}

#[test]
fn the_first_free_time_leaves_whoever_calls_half_an_hour_to_come() {
    let mut desk = before_nine(Options::default().least_notice);
    desk.sees("in 34 min").book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-23T08:30:00.000Z");

    let mut desk = before_nine(TimeDelta::zero());
    desk.book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-23T08:00:00.000Z");

    let mut desk = before_nine(TimeDelta::minutes(120));
    desk.press("1").settle().book_at_once();
    assert_eq!(
        desk.body()["start"],
        "2026-11-23T10:30:00.000Z",
        "the next one but one"
    );
}

#[test]
fn a_time_that_is_typed_may_be_sooner() {
    let mut desk = before_nine(TimeDelta::minutes(30));
    desk.press("Esc Ctrl+U")
        .types("041268c ki f 9:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-23T08:00:00.000Z");
}

#[test]
fn no_move_is_proposed_and_no_time_is_listed_sooner_than_one_can_come() {
    let mut desk = before_nine(TimeDelta::minutes(120));
    desk.press("Esc Ctrl+U")
        .types("041268c ki f 9:30")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Esc Ctrl+U")
        .types("041268c >")
        .settle()
        .press("Enter")
        .settle()
        .sees("from  Mon 23 Nov 09:30")
        .sees("to  Mon 23 Nov 11:00");
    let mut desk = before_nine(TimeDelta::minutes(30));
    desk.press("Alt+3 Ctrl+U Space").settle();
    desk.sees("Mon 23 Nov 2026 09:30")
        .sees_no("Mon 23 Nov 2026 09:00");
}
