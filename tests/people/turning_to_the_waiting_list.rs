//! The command that turns the form into an entry for the waiting list, and back.

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const KARIN: &str = "prac_xyz789";

#[test]
fn the_command_for_the_waiting_list_says_what_it_did_and_takes_it_back() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "10.02.2027 10:00")
        .settle();
    let before = desk.text("Start");
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    assert!(
        desk.note().starts_with("Now an entry for the waiting list"),
        "{}",
        desk.note()
    );
    desk.types("next week").settle();
    desk.press("Ctrl+P")
        .types("waiting")
        .sees("a booking again");
    desk.press("Ctrl+U").types("a booking again").press("Enter");
    desk.settle();
    assert!(
        desk.note().starts_with("The form books again"),
        "{}",
        desk.note()
    );
    assert_eq!(desk.text("Start"), before, "{}", desk.screen());
    desk.book_at_once();
    assert_eq!(desk.body()["status"], "booked");
}

#[test]
fn a_small_screen_shows_for_whom_and_with_whom_above_the_wished_times() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(80, 24);
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("next week mo-we 9-11").settle();
    desk.sees("1 Maria Schmidt")
        .sees("Karin Ivers")
        .sees("Wished times › next week mo-we 9-11")
        .sees("Mon 23 Nov 2026 – Wed 25 Nov 2026, 09:00–11:00");
}
