//! Somebody is to be called back: put on the call list with a line, seen by every desk, ticked off by whoever calls, and
//! sent to no clinic.

use std::path::Path;

use headless::Options;
use i18n::Language;
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

fn on_records(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        operator: Some("anna".to_owned()),
        ..at_clinik()
    }
}

fn changes(desk: &DeskAtWork) -> Vec<Value> {
    let mut requests = desk.requests();
    requests.retain(|request| request["method"] != "GET");
    requests
}

#[test]
fn a_line_puts_somebody_on_the_list_and_another_desk_ticks_them_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    let mut other = DeskAtWork::open_at_the_line(Options {
        operator: Some("ben".to_owned()),
        ..on_records(folder.path())
    });
    desk.types("220385s ? results of Monday").settle();
    desk.sees("Maria Schmidt, 22 Mar 1985 · call back: results of Monday")
        .sees("Enter put on the call list");
    desk.press("Enter").settle();
    assert!(
        desk.note().ends_with("is on the call list."),
        "{}",
        desk.note()
    );
    desk.sees_no("220385s ?");

    other.pass(60).press("Alt+R").settle();
    other.sees("results of Monday · anna");
    other.sees("since 14:32 Maria Schmidt 1985 +49 30 2312 5001");
    other.press("r").settle().sees("reached 14:33");
    desk.pass(60).press("Alt+R").settle();
    desk.sees("results of Monday · anna").sees("reached 14:33");
    assert_eq!(changes(&desk), Vec::<Value>::new());
    assert_eq!(changes(&other), Vec::<Value>::new());

    // Who was reached is gone the next day.
    desk.press("Esc").pass(24 * 3600).press("Alt+R").settle();
    desk.sees_no("results of Monday");
}

#[test]
fn a_whole_line_is_not_what_a_call_is_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    for line in ["neumann ki f", "041268c ki -", "carter fr 9:00"] {
        desk.types(&format!("220385s ? {line}")).settle();
        desk.sees("That is a line, not what the call is about");
        desk.press("Enter").settle();
        assert!(
            desk.note().starts_with("That is a line, not what"),
            "{line}: {}",
            desk.note()
        );
        desk.press("Ctrl+U");
    }
    desk.press("Alt+R")
        .settle()
        .sees_no("ki f")
        .sees_no("carter");
    // Names and days make no line by themselves.
    desk.press("Esc")
        .types("220385s ? dr ivers asks about friday");
    desk.settle().press("Enter").settle();
    assert!(desk.note().ends_with("is on the call list."));
}

#[test]
fn the_patient_in_hand_needs_no_name_and_a_mistake_is_taken_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill("Patient", PATIENT).settle();
    desk.press("Ctrl+E").types("? prescription").settle();
    desk.sees("call back: prescription").press("Enter").settle();
    desk.press("Alt+R").settle().sees("prescription · anna");
    desk.press("Enter").settle();
    assert!(desk.note().starts_with("This is about no appointment."));
    desk.press("Delete").settle();
    assert_eq!(desk.note(), "Taken off the call list.");
    desk.sees_no("prescription");
}

#[test]
fn the_last_word_says_who_is_to_call_and_the_list_who_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    desk.types("220385s ? results of Monday @ben").settle();
    desk.sees("call back: results of Monday · for ben");
    desk.press("Enter").settle();
    let mut other = DeskAtWork::open_at_the_line(Options {
        operator: Some("ben".to_owned()),
        ..on_records(folder.path())
    });
    other.press("Alt+R").settle();
    other.sees("results of Monday · for ben · anna");
    other.press("r").settle().sees("reached 14:32 · ben");
}

#[test]
fn whom_another_desk_has_put_on_the_list_is_told_and_the_same_once_more_puts_both_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || DeskAtWork::open_at_the_line(on_records(folder.path()));
    let [mut desk, mut other] = [open(), open()];
    desk.types("220385s ? bill").settle();
    other.types("220385s ? results of Monday").settle();
    other.press("Enter").settle();
    desk.press("Enter").settle();
    desk.sees("is on the call list already: results of Monday. It was left as it is");
    desk.press("Enter").settle();
    let note = desk.note();
    assert!(note.ends_with("is on the call list."), "{note}");
    other.pass(60).press("Alt+R").settle();
    other.sees("results of Monday; bill · anna");
    // For somebody else to call, it is another entry.
    desk.types("220385s ? prescription @ben").settle();
    desk.press("Enter").settle();
    let note = desk.note();
    assert!(note.ends_with("is on the call list."), "{note}");
    assert_eq!(changes(&desk), Vec::<Value>::new());
}

#[test]
fn a_line_without_words_and_one_about_nobody_put_nobody_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    desk.types("220385s ?").settle().sees("What about?");
    desk.press("Enter").settle();
    assert!(desk.note().starts_with("What about?"), "{}", desk.note());
    desk.press("Ctrl+U").types("xyzzy ? results").settle();
    desk.press("Enter").settle().press("Alt+R").settle();
    desk.sees_no("results");
}

#[test]
fn the_list_fits_a_narrow_screen_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(Options {
        language: Language::De,
        ..on_records(folder.path())
    });
    desk.resize(80, 24);
    desk.types("220385s ? Befund von Montag besprechen")
        .settle();
    desk.press("Enter").settle().press("Alt+R").settle();
    crate::screen::frames::assert_frame("call back de 80x24", &desk.styled_screen());
}
