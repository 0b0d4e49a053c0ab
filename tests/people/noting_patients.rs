//! A note about a patient, for every desk on the same records: written in two keys, seen with the patient, asked about
//! where it is a warning, and sent to no clinic.

use std::path::Path;

use config::PinHash;
use headless::Options;
use i18n::Language;
use office::Pin;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, query};
use tokio::runtime::Builder;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

fn on_records(folder: &Path) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..at_clinik()
    }
}

/// Notes this about the patient in hand.
fn note(desk: &mut DeskAtWork, text: &str) {
    desk.press("Alt+G").settle().press("Ctrl+U").types(text);
    desk.press("Enter").settle();
}

/// Writes something into the records past the desk.
fn write_by_hand(records: &Path, statement: &str) {
    let file = SqliteConnectOptions::new().filename(records);
    let write = async {
        let mut file = file.connect().await?;
        query(AssertSqlSafe(statement.to_owned()))
            .execute(&mut file)
            .await?;
        file.close().await
    };
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(write).expect("the file takes it");
}

/// The requests that are no reads.
fn changes(desk: &DeskAtWork) -> Vec<Value> {
    let mut requests = desk.requests();
    requests.retain(|request| request["method"] != "GET");
    requests
}

#[test]
fn a_note_is_written_in_two_keys_and_every_desk_on_the_records_sees_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = DeskAtWork::open(on_records(folder.path()));
    other.fill("Patient", PATIENT).settle();
    other.sees_no("Note:");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill("Patient", PATIENT).settle();
    desk.press("Alt+G")
        .settle()
        .sees("Note about Maria Schmidt");
    desk.types("wheelchair, ring twice").press("Enter").settle();
    assert_eq!(desk.note(), "Noted; every desk sees it.");
    desk.turn_to("appointment")
        .sees("Note: wheelchair, ring twice");
    assert_eq!(changes(&desk), Vec::<Value>::new(), "no clinic has it");

    other.pass(60).settle().sees("Note: wheelchair, ring twice");
    note(&mut other, "interpreter");
    desk.pass(60).settle().sees("Note: interpreter");
    note(&mut desk, "");
    assert_eq!(desk.note(), "The note is taken away.");
    other.pass(60).settle().sees_no("Note:");
}

#[test]
fn a_warning_is_asked_about_before_a_booking_and_wants_no_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill_a_visit("26.11.2026 10:00").settle();
    note(&mut desk, "! owes a missed visit");
    desk.sees("! owes a missed visit");
    desk.press("Ctrl+S").settle();
    assert!(desk.creates().is_empty(), "{}", desk.screen());
    desk.sees("Note about this patient: owes a missed visit")
        .sees_no("Why?")
        .pass(1)
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

/// A series is asked about as one visit is.
#[test]
fn a_warning_is_asked_about_before_a_series_is_booked() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    desk.types("220385s").settle().press("Enter").settle();
    note(&mut desk, "! deceased");
    desk.press("Ctrl+E Ctrl+U")
        .types("220385s ki f x3w")
        .settle()
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
    assert!(desk.creates().is_empty(), "{}", desk.screen());
    desk.sees("Note about this patient: deceased")
        .pass(1)
        .press("Ctrl+S")
        .settle();
    assert_eq!(desk.creates().len(), 3, "{}", desk.screen());
}

#[test]
fn a_note_that_is_no_warning_asks_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill_a_visit("26.11.2026 10:00").settle();
    note(&mut desk, "wheelchair!");
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}

#[test]
fn esc_keeps_the_note_as_it_was_and_too_much_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.press("Alt+G").settle();
    assert!(desk.note().starts_with("First choose a patient"));
    desk.fill("Patient", PATIENT).settle();
    note(&mut desk, "wheelchair");
    desk.press("Alt+G").types("s").press("Esc Esc").settle();
    desk.sees("Note: wheelchair ");
    note(&mut desk, &"x".repeat(121));
    desk.sees("a note has 120 characters at most");
    let state = desk.state();
    assert_eq!(state["overlay"], json!("patient-note"), "{state}");
}

#[test]
fn a_changed_note_is_dropped_by_the_second_esc_in_a_row_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill("Patient", PATIENT).settle();
    desk.press("Alt+G Esc").sees_no("Note about");
    desk.press("Alt+G").types("x").press("Esc");
    desk.sees("Note about Maria Schmidt");
    assert_eq!(
        desk.note(),
        "Esc once more drops what was typed; Enter saves it."
    );
    desk.types("y")
        .press("Esc")
        .sees("Note about Maria Schmidt");
    desk.press("Esc").sees_no("Note about Maria Schmidt");
    assert_eq!(desk.note(), "");
    desk.press("Alt+G").types("x").press("Backspace Esc");
    desk.sees_no("Note about Maria Schmidt");
}

/// The key that sends to a clinic keeps no note: pressed once too often, it would book behind the card.
#[test]
fn the_booking_key_says_which_key_saves_a_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill_a_visit("26.11.2026 10:00").settle();
    desk.press("Alt+G")
        .types("wheelchair")
        .press("Ctrl+S Ctrl+S");
    assert_eq!(
        desk.settle().note(),
        "Enter saves the note. Ctrl-S sends to a clinic, and a note goes to none."
    );
    assert_eq!(changes(&desk), Vec::<Value>::new());
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "Noted; every desk sees it.");
}

#[test]
fn nobody_reads_it_while_the_desk_is_locked() {
    let pin = PinHash::of(&Pin::from("4071")).expect("a PIN");
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(Options {
        pin: Some(pin),
        ..on_records(folder.path())
    });
    desk.fill("Patient", PATIENT).settle();
    note(&mut desk, "wheelchair");
    desk.sees("Note: wheelchair");
    desk.press("Alt+G").press("Ctrl+L").settle();
    desk.sees_no("wheelchair")
        .press("Alt+G")
        .sees_no("wheelchair");
    desk.types("4071")
        .press("Enter")
        .settle()
        .sees("wheelchair");
}

#[test]
fn the_card_fits_a_narrow_screen_in_german() {
    let mut desk = DeskAtWork::open(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.resize(80, 24).fill("Patient", PATIENT).settle();
    desk.press("Alt+G").types("! nur mit der Tochter").settle();
    crate::screen::frames::assert_frame("patient note de 80x24", &desk.styled_screen());
}

#[test]
fn a_note_beside_the_appointment_of_somebody_else_says_whose_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open_at_the_line(on_records(folder.path()));
    desk.resize(120, 40);
    desk.types("220385s ki f").press("Enter").settle();
    desk.press("Ctrl+S").settle();
    desk.types("110296b").settle();
    note(&mut desk, "!deaf");
    desk.sees("Lukas Brenner, 11 Feb 1996 · ! deaf");
}

#[test]
fn a_note_that_another_desk_has_written_since_the_card_was_opened_is_not_written_over_unseen() {
    let folder = tempfile::tempdir().expect("a folder");
    let [mut desk, mut other] = [(); 2].map(|()| DeskAtWork::open(on_records(folder.path())));
    for desk in [&mut desk, &mut other] {
        desk.fill("Patient", PATIENT).settle();
    }
    desk.press("Alt+G").settle().types("wheelchair");
    note(&mut other, "! never alone");
    assert_eq!(other.note(), "Noted; every desk sees it.");
    desk.press("Enter").settle();
    assert_eq!(
        desk.note(),
        "Another desk has noted meanwhile: ! never alone. It was left as it is; the same once more puts yours in its place."
    );
    desk.sees("wheelchair");
    other.pass(60).settle().sees("! never alone");
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "Noted; every desk sees it.");
    other.pass(60).settle().sees("Note: wheelchair");
    assert_eq!(changes(&desk), Vec::<Value>::new(), "no clinic has it");
}

#[test]
fn one_entry_that_can_not_be_read_hides_no_other_and_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = DeskAtWork::open(on_records(folder.path()));
    desk.fill("Patient", PATIENT).settle();
    note(&mut desk, "wheelchair");
    desk.sees_no("can't be read");
    let records = folder.path().join("sandbox.db");
    for (count, value) in [(1, "x'ff00'"), (2, "'c0ffee'")] {
        let broken = format!(
            "INSERT INTO notes (id, kind, vendor, sealed) VALUES ('{count}', 'call-back', 'clinik', {value})"
        );
        write_by_hand(&records, &broken);
        desk.pass(60).settle().sees("Note: wheelchair");
        desk.turn_to("problems")
            .sees("notes of the desks can't be read");
    }
}
