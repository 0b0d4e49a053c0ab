//! The reasons that a form offers: of a cancellation, and of a change that does not fit the time of its appointment.

use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with a visit on Wednesday 10 February 2027 at 10:00 in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment");
    desk
}

/// The text of the row with the sign, of which there is one.
fn chosen(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    let mut rows = screen.lines().filter_map(|line| line.split_once("  ›  "));
    let row = rows.next().expect("a chosen row").1.to_owned();
    assert!(rows.next().is_none(), "{screen}");
    row.split("  ")
        .next()
        .unwrap_or_default()
        .trim_end_matches([' ', '│'])
        .to_owned()
}

#[test]
fn the_chosen_reason_of_a_cancellation_has_a_sign_and_each_step_moves_it_by_one() {
    let mut desk = with_a_visit_shown();
    desk.press("x");
    assert_eq!(chosen(&desk), "patient request");
    desk.press("Down");
    assert_eq!(chosen(&desk), "patient is ill");
    desk.press("Up");
    assert_eq!(chosen(&desk), "patient request");
}

#[test]
fn once_the_typed_words_are_erased_the_list_is_as_it_was_on_opening() {
    for (typed, erased) in [
        ("ill", "Ctrl+U"),
        ("ill", "Backspace Backspace Backspace"),
        ("zzz", "Ctrl+U"),
    ] {
        let mut desk = with_a_visit_shown();
        desk.press("x").types(typed).press(erased);
        assert_eq!(chosen(&desk), "patient request", "{typed} {erased}");
        desk.press("Down");
        assert_eq!(chosen(&desk), "patient is ill", "{typed} {erased}");
        desk.press("Ctrl+S").settle();
        let sent = json!({"status": "cancelled", "cancelationReason": "patient is ill"});
        assert_eq!(desk.changes_sent(), [sent], "{typed} {erased}");
    }
}

/// Whether one reason fits or several: what is typed, and one step down, choose the first of them.
#[test]
fn the_first_step_down_behind_typed_words_chooses_the_first_reason_that_fits() {
    for (typed, reason) in [("err", "booked in error"), ("ill", "patient is ill")] {
        let mut desk = with_a_visit_shown();
        desk.press("x").types(typed).press("Down");
        assert_eq!(chosen(&desk), reason, "{typed}");
        desk.press("Down").press("Up");
        assert_eq!(chosen(&desk), reason, "{typed}");
        desk.press("Ctrl+S").settle();
        let sent = json!({"status": "cancelled", "cancelationReason": reason});
        assert_eq!(desk.changes_sent(), [sent], "{typed}");
    }
}

#[test]
fn a_status_is_set_as_it_is_marked_whether_it_was_typed_or_chosen() {
    let mut desk = with_a_visit_shown();
    desk.press("a").types("check");
    assert_eq!(chosen(&desk), "checked-in");
    desk.press("Ctrl+U");
    assert_eq!(chosen(&desk), "arrived");
    desk.types("check").press("PageUp");
    assert_eq!(chosen(&desk), "arrived");
    desk.sees("booked → arrived").sees_no("→ checked-in");
}

#[test]
fn a_status_on_another_day_has_reasons_that_fit_it() {
    let mut desk = with_a_visit_shown();
    desk.press("a").press("Ctrl+S").settle();
    desk.sees("Set it anyway?")
        .sees("1 entered afterwards")
        .sees("2 patient came at another time")
        .sees("3 the calendar has the wrong time")
        .sees_no("practitioner agrees");
}
