//! The command that turns the form into an entry for the waiting list, and back; and what is typed there.

use std::path::Path;

use headless::Options;

use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";
const HENRIK: &str = "prac_n4d8gu";

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
fn esc_leaves_an_entry_without_wished_times_and_the_form_books_again() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("next week").press("Esc");
    assert_eq!(desk.text("Status"), "waitlist", "{}", desk.screen());
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.sees("Put on the waiting list");
    desk.press("Esc").sees_no("Put on the waiting list");
    assert!(
        desk.note().starts_with("The form books again"),
        "{}",
        desk.note()
    );
    desk.types("220385s ki mo 15:00").settle().press("Enter");
    desk.settle().book_at_once();
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

fn kept_in(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_aniva()
    }
}

#[test]
fn wished_times_that_were_typed_and_left_are_there_again_for_the_same_patient() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open_at_the_line(kept_in(folder.path()));
    let turn = |desk: &mut DeskAtWork, line: &str| {
        desk.press("Ctrl+E Ctrl+U").types(line).settle();
        desk.press("Enter").settle();
        desk.press("Ctrl+P").types("put somebody on").press("Enter");
        desk.sees("Put on the waiting list");
    };
    turn(&mut desk, "220385s be b");
    desk.types("next week before 10").press("Esc");
    let note = desk.note();
    assert!(note.contains("opens these wished times again"), "{note}");
    turn(&mut desk, "041268c be b");
    desk.sees_no("next week before 10").press("Esc");
    turn(&mut desk, "220385s be b");
    desk.sees("next week before 10").press("Ctrl+S").settle();
    desk.sees("On the waiting list of this clinic's desks");
    turn(&mut desk, "220385s be b");
    desk.sees_no("next week before 10");
}

#[test]
fn whom_another_desk_has_put_on_the_list_is_told_and_the_same_once_more_replaces_it() {
    let folder = tempfile::tempdir().unwrap();
    let open = || DeskAtWork::open_at_the_line(kept_in(folder.path()));
    let [mut desk, mut other] = [open(), open()];
    let turn = |desk: &mut DeskAtWork| {
        desk.press("Ctrl+E Ctrl+U").types("220385s be b").settle();
        desk.press("Enter").settle();
        desk.press("Ctrl+P").types("put somebody on").press("Enter");
        desk.sees("Put on the waiting list");
    };
    turn(&mut desk);
    desk.types("next week before 10");
    turn(&mut other);
    other.types("in two weeks").press("Ctrl+S").settle();
    other.sees("On the waiting list of this clinic's desks");
    desk.press("Ctrl+S").settle();
    let note = desk.note();
    assert!(note.contains("is on the waiting list already: "), "{note}");
    assert_eq!(desk.desk().office.book.kept_waiting().len(), 1);
    // What was typed is there again.
    turn(&mut desk);
    desk.sees("next week before 10").press("Ctrl+S").settle();
    desk.sees("On the waiting list of this clinic's desks");
    desk.press("Alt+W").settle().sees("Waiting list (1)");
    desk.sees("before 10:00");
}

#[test]
fn after_an_entry_was_made_the_next_line_can_be_typed_straight_away() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("until 4 dec").settle();
    desk.press("Ctrl+S").settle().types("041268c");
    assert_eq!(desk.state()["line"]["text"], "041268c", "{}", desk.screen());
    let folder = tempfile::tempdir().unwrap();
    let mut desk = DeskAtWork::open(kept_in(folder.path()));
    desk.fill("Profile", PROFILE).settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("next week").press("Ctrl+S").settle();
    desk.types("041268c");
    assert_eq!(desk.state()["line"]["text"], "041268c", "{}", desk.screen());
}

#[test]
fn whoever_waits_for_one_practitioner_is_put_on_the_list_for_another_without_a_question() {
    let mut desk = DeskAtWork::open(at_clinik());
    let put_on_list = |desk: &mut DeskAtWork, practitioner: &str, wished: &str| {
        desk.fill("Patient", PATIENT)
            .fill("Practitioner", practitioner)
            .settle();
        desk.press("Ctrl+P").types("put somebody on").press("Enter");
        desk.types(wished).settle().press("Ctrl+S").settle();
    };
    put_on_list(&mut desk, KARIN, "next week");
    desk.sees("○ on the waiting list, not booked");
    put_on_list(&mut desk, HENRIK, "in two weeks");
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.creates().len(), 2);
    put_on_list(&mut desk, HENRIK, "next week");
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk.sees("the same practitioner was already sent.");
}

/// Who waits has no time yet, so that no status makes a booking of the entry.
#[test]
fn an_entry_without_a_time_becomes_no_booking_by_its_status() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.press("Ctrl+P").types("put somebody on").press("Enter");
    desk.types("until 4 dec").press("Ctrl+S").settle();
    desk.press("Alt+W").settle().press("Enter").settle();
    desk.turn_to("appointment").press("a").settle();
    desk.sees("waitlist →").sees_no("booked").sees_no("arrived");
}
