//! A clinic visit at ClinikAPI, from an empty form to the appointment that came back.

use serde_json::json;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

#[test]
fn books_a_follow_up_and_sees_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types(PATIENT).press("Alt+2").types("prac_xyz789");
    desk.press("Alt+3")
        .types("10.02.2027 10:00")
        .press("Tab Tab")
        .types("30")
        .settle();
    desk.sees("Maria Schmidt born 22 Mar 1985")
        .sees("Wed 10 Feb 2027 10:00 CET (in 82 days)");

    desk.book();

    let mut body = desk.body();
    let comment = body
        .as_object_mut()
        .and_then(|body| body.remove("comment"))
        .unwrap_or_default();
    assert!(
        comment
            .as_str()
            .is_some_and(|comment| comment.starts_with("[bd:")),
        "{comment}"
    );
    assert_eq!(
        body,
        json!({
            "status": "booked", "patientId": PATIENT, "practitionerId": "prac_xyz789",
            "start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z", "minutesDuration": 30,
        })
    );
    desk.sees("✓ booked");
    assert_eq!(desk.state()["appointment"]["status"], "booked");
}

#[test]
fn a_slipped_second_press_sends_nothing_and_says_what_is_missing() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+S Ctrl+S").settle().book();
    assert_eq!(desk.creates().len(), 1);
    desk.sees("Patient is missing");
}

#[test]
fn an_empty_form_that_was_tried_bears_no_marks_for_the_next_caller() {
    for next in ["Ctrl+E 2", "Esc"] {
        let mut desk = DeskAtWork::open_at_the_line(at_clinik());
        desk.press("Ctrl+S").settle().sees("Patient is missing");
        desk.press(next).settle().sees_no("is missing");
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.creates().len(), 0);
    }
}

#[test]
fn the_practitioner_of_the_last_booking_is_ticked_only_once_there_is_a_patient() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    let is_ticked = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let row = screen.lines().find(|line| line.contains("2 Karin Ivers"));
        row.expect("the practitioner is in the form").contains('✓')
    };
    assert!(!is_ticked(&desk), "{}", desk.screen());
    desk.fill("Patient", PATIENT).settle();
    assert!(is_ticked(&desk), "{}", desk.screen());
}
