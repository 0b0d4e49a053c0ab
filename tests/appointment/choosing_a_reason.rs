//! The reasons that a form offers: of a cancellation, and of a change that does not fit the time of its appointment.

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with a visit on Wednesday 10 February 2027 at 10:00 in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Practitioner", "prac_xyz789").book_at_once();
    desk.turn_to("appointment");
    desk
}

#[test]
fn the_chosen_reason_of_a_cancellation_has_a_sign_and_each_step_moves_it_by_one() {
    let mut desk = with_a_visit_shown();
    desk.press("x");
    let chosen = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let mut rows = screen.lines().filter_map(|line| line.split_once("  ›  "));
        let row = rows.next().expect("a chosen row").1.to_owned();
        assert!(rows.next().is_none(), "{screen}");
        row
    };
    assert!(chosen(&desk).starts_with("patient request"));
    desk.press("Down");
    assert!(chosen(&desk).starts_with("patient is ill"));
    desk.press("Up");
    assert!(chosen(&desk).starts_with("patient request"));
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
