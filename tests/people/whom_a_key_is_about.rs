//! Whom a key acts on: the patient of the line that is typed or was looked up, and nobody who was in hand before.

use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk that has just booked a visit for Maria Schmidt.
fn after_a_booking() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(120, 40);
    desk.fill_a_visit("26.11.2026 10:00").settle();
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
    desk
}

fn overlay(desk: &DeskAtWork) -> Value {
    desk.state()["overlay"].clone()
}

#[test]
fn after_somebody_is_looked_up_the_letters_act_on_no_appointment_of_another() {
    let mut desk = after_a_booking();
    desk.press("Ctrl+E").press("Ctrl+U").types("110296b");
    desk.press("Enter").settle().press("Ctrl+O");
    for key in ["x", "m", "a"] {
        desk.press(key).settle();
        assert_eq!(overlay(&desk), json!(null), "{key}\n{}", desk.screen());
    }
    desk.sees_no("Maria Schmidt, 22 Mar 1985 Cancel");
}

#[test]
fn a_note_and_a_correction_are_about_the_patient_on_the_line() {
    let mut desk = after_a_booking();
    desk.press("Ctrl+E")
        .press("Ctrl+U")
        .types("110296b")
        .settle();
    desk.press("Alt+G")
        .settle()
        .sees("Note about Lukas Brenner");
    desk.press("Esc").press("Enter").settle();
    desk.press("Alt+G")
        .settle()
        .sees("Note about Lukas Brenner");
    desk.press("Esc").press("Alt+K").settle();
    desk.sees("ClinikAPI, SANDBOX: Lukas Brenner")
        .sees("Last name Brenner");
}

#[test]
fn while_the_line_may_mean_several_a_key_is_about_none_of_them() {
    let mut desk = after_a_booking();
    desk.press("Ctrl+E")
        .press("Ctrl+U")
        .types("john carter")
        .settle();
    desk.press("Alt+G").settle();
    assert_eq!(overlay(&desk), json!(null), "{}", desk.screen());
    assert!(
        desk.note().starts_with("First choose a patient"),
        "{}",
        desk.note()
    );
}

#[test]
fn a_line_that_changes_a_visit_does_not_say_that_it_cancels_it() {
    let mut desk = after_a_booking();
    desk.press("Ctrl+E")
        .press("Ctrl+U")
        .types("220385s =")
        .settle();
    desk.sees("change Thu 26 Nov 10:00")
        .sees_no("cancel Thu 26 Nov");
}

#[test]
fn free_times_are_those_of_whom_the_line_names() {
    let mut desk = after_a_booking();
    desk.press("Ctrl+E")
        .press("Ctrl+U")
        .types("henrik sandström thu")
        .settle();
    desk.sees_no("Henrik Sandström · Henrik Sandström");
    desk.press("Ctrl+F")
        .settle()
        .sees("Free times of Henrik Sandström");
    desk.sees("› thu").sees("first free on a Thursday");
    assert_eq!(desk.creates().len(), 1, "nothing is booked by looking");
}

#[test]
fn whoever_is_picked_of_several_takes_the_place_of_all_words_of_the_name() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.resize(120, 40).settle();
    desk.types("john carter ki f").settle().sees("John Carter");
    desk.press("1").settle();
    let line = desk.state()["line"]["text"].clone();
    let line = line.as_str().unwrap_or_default().to_owned();
    assert_eq!(line.to_lowercase().matches("carter").count(), 1, "{line}");
    assert!(line.ends_with(" ki f "), "{line}");
}

#[test]
fn a_verb_that_has_to_wait_leaves_the_cursor_on_the_line() {
    let mut desk = after_a_booking();
    desk.press("Escape")
        .types("220385s !")
        .press("Enter")
        .settle();
    assert!(desk.note().contains("no-show"), "{}", desk.note());
    desk.types("maria").settle();
    assert_eq!(overlay(&desk), Value::Null, "no letter acts on a visit");
    desk.sees("› maria");
}

#[test]
fn a_visit_with_nobody_is_said_before_it_is_booked() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s mo 9:00").press("Enter").settle();
    assert_eq!(
        desk.note(),
        "With whom? Type a code, or Ctrl-S books it without."
    );
}
