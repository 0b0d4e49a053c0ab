//! The rows of a file. Several are under way at once.

use std::sync::Arc;

use booking::{Life, Outcome, RowMark};
use office::{FileRow, OfficeEvent, RowChange, RowTurn};

use super::*;

/// Submits a row with this fingerprint.
fn send_row(desk: &mut AtWork, mark: &str, change: impl Into<Change>) -> SubmissionId {
    desk.office.submit_row(RowChange {
        life: Life::new(change.into(), Vec::new()),
        row: FileRow {
            mark: RowMark::recorded(mark.to_owned()),
            file: Arc::default(),
            override_entry: None,
        },
        known_claims: Vec::new(),
        goes_alone: false,
    })
}

/// Returns the end of a row's wait.
fn gives_turn(effect: &Effect) -> Option<(Ticket, RowTurn)> {
    match effect {
        Effect::Turn(ticket, turn) => Some((*ticket, *turn)),
        _ => None,
    }
}

#[test]
fn a_row_that_books_is_sent_without_another_check() {
    let mut desk = AtWork::new();
    send_row(&mut desk, "two", visit(0));
    let (_, dispatch) = desk.takes(sends);
    let row = dispatch.row.expect("a row");
    assert_eq!(row.mark, RowMark::recorded("two".to_owned()));
}

#[test]
fn a_recorded_row_is_given_its_turn_once() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.office.give_turn(row, RowTurn::Send);
    assert!(desk.finds(gives_turn).is_none(), "it is not recorded yet");
    desk.office.handle(OfficeEvent::RowRecorded(ticket));
    desk.office.give_turn(row, RowTurn::Send);
    assert_eq!(desk.takes(gives_turn), (ticket, RowTurn::Send));
    desk.office.give_turn(row, RowTurn::KeepBack);
    assert!(desk.finds(gives_turn).is_none());
}

#[test]
fn rows_are_under_way_at_once_and_nobody_waits_in_front_of_them() {
    let mut desk = AtWork::new();
    for number in 2..6 {
        send_row(
            &mut desk,
            &format!("row {number}"),
            visit_of(&format!("pt_{number}"), 60 * number),
        );
    }
    assert_eq!(desk.office.changes().awaited().count(), 4);
    assert!(desk.office.changes().under_way().is_none());
}

#[test]
fn each_row_gets_the_answer_to_its_own_change() {
    let mut desk = AtWork::new();
    let two = send_row(&mut desk, "two", visit_of("pt_2", 0));
    let (first, _) = desk.takes(sends);
    let three = send_row(&mut desk, "three", visit_of("pt_3", 60));
    let (second, _) = desk.takes(sends);
    desk.changes(second, Err(refused()));
    desk.changes(
        first,
        Ok(appointment_of("pt_2", KARIN, "appt_2", 0, "booked")),
    );
    assert!(matches!(desk.outcome(two), Outcome::Made(_, made) if made.id == "appt_2"));
    assert_eq!(desk.outcome(three).word(), "refused");
}

#[test]
fn a_row_that_alters_an_appointment_reads_it_first() {
    let mut desk = AtWork::new();
    send_row(&mut desk, "two", a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    assert!(desk.finds(sends).is_none());
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_row_whose_appointment_was_altered_is_a_conflict_and_not_sent() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", a_move(0, 60));
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 120, "booked")));
    assert!(desk.finds(sends).is_none());
    assert_eq!(desk.outcome(row).word(), "conflict");
}

#[test]
fn a_lost_row_is_unknown_and_looked_up() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    assert_eq!(desk.meaning(row), Some(Meaning::Unknown));
    desk.passes(60);
    assert!(desk.finds(looks_up).is_some());
}

#[test]
fn a_stopped_row_that_is_still_checked_is_not_sent() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.office.stop_row(row);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_stopped_row_that_was_sent_still_gets_its_answer() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.office.stop_rows();
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    assert_eq!(desk.outcome(row).word(), "booked");
}

#[test]
fn stopping_one_row_leaves_the_others() {
    let mut desk = AtWork::new();
    let row = send_row(&mut desk, "two", a_cancellation());
    let other = AppointmentRef {
        id: "appt_7".to_owned(),
        ..booked_at(0)
    };
    send_row(
        &mut desk,
        "three",
        Change::cancelled(other, "ill").expect("a cancellation"),
    );
    desk.office.stop_row(row);
    assert_eq!(desk.office.changes().awaited().count(), 1);
}

#[test]
fn a_stopped_row_that_a_server_asked_to_wait_is_not_sent_again() {
    let mut desk = AtWork::new();
    send_row(&mut desk, "two", visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(asked_to_wait(5)));
    desk.office.stop_rows();
    desk.passes(60);
    assert!(desk.finds(sends).is_none());
}
