//! A time found instead of typed: whoever, or wherever, the form names says when it is free.

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
