//! The form for one patient, while the line or a card is about another: the booking key, pressed once more, does not book
//! it by the way.

use std::path::Path;

use booking::clinics::CLINIK;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const GRETA: &str = "pt_32ut2e";

/// A desk whose form holds a booking for Maria Schmidt that nobody has sent, with the cursor in the line.
fn with_a_draft(records: &Path) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        data_dir: Some(records.to_owned()),
        ..at_clinik()
    });
    let visit = json!({
        "status": "booked", "patientId": GRETA, "practitionerId": "prac_xyz789",
        "start": "2026-11-23T13:00:00.000Z", "end": "2026-11-23T13:30:00.000Z",
    });
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    desk.types("220385s ki f").settle().press("Enter").settle();
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.press("Ctrl+U");
    desk
}

#[test]
fn a_line_about_somebody_else_puts_the_form_aside_before_it_is_answered() {
    for (line, answered) in [
        ("190784l ? results of Monday", "is on the call list"),
        ("190784l -", "Cancel this appointment"),
        ("190784l > th 14:00", "New time"),
        ("ki away th ill", "enters the absence"),
        ("ki late 20", "20 min late"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = with_a_draft(folder.path());
        let before = desk.creates().len();
        desk.types(line).settle().press("Enter").settle();
        desk.sees(answered);
        assert_eq!(desk.text("Patient"), "", "{line}\n{}", desk.screen());
        desk.press("Esc Esc").press("Ctrl+S").settle();
        assert_eq!(desk.creates().len(), before, "{line}\n{}", desk.screen());
        desk.press("Alt+A").settle();
        assert_eq!(desk.text("Patient"), PATIENT, "{line}");
    }
}

#[test]
fn a_line_about_the_patient_of_the_form_leaves_it_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_a_draft(folder.path());
    desk.types("220385s ? results of Monday")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("is on the call list");
    assert_eq!(desk.text("Patient"), PATIENT);
}

#[test]
fn the_booking_key_pressed_twice_in_a_card_books_no_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = with_a_draft(folder.path());
    let before = desk.creates().len();
    desk.press("Ctrl+D").settle().types("greta").settle();
    desk.types("+").settle();
    desk.press("Ctrl+S").settle();
    if !desk.asked().is_empty() {
        desk.confirm_despite().settle();
    }
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), before, "{}", desk.screen());
    desk.sees("The form still holds the visit of Maria Schmidt");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), before + 1, "{}", desk.screen());
}

#[test]
fn a_time_looked_up_with_somebody_else_is_not_booked_with_whom_the_next_line_names() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("hs th >12:00").settle().press("Ctrl+F").settle();
    desk.press("Esc").settle().press("Ctrl+U");
    desk.types("220385s ki").settle().press("Enter").settle();
    desk.sees("Mon 23 Nov 08:00–08:30");
}

#[test]
fn whom_a_caller_only_asked_about_is_not_with_whom_the_next_one_is_booked() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("hs th").settle().press("Ctrl+F").settle();
    desk.press("Esc Esc").types("220385s f").settle();
    desk.sees("follow-up 30 min · With whom?");
    desk.press("Ctrl+U").types("220385s ki").settle();
    desk.press("Enter").settle();
    desk.sees("Mon 23 Nov 08:00–08:30");
    assert_eq!(desk.text("Practitioner"), "prac_xyz789");
}

/// A line that names nobody goes on with the form: it says for whom that is.
#[test]
fn a_line_that_names_nobody_says_whose_form_it_alters() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki th").settle().press("Enter").settle();
    desk.press("Esc").types("hs mo 11:00").settle();
    desk.sees("Maria Schmidt, 22 Mar 1985 · Henrik Sandström · Mon 23 Nov 11:00");
}
