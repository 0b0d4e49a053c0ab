//! The rows of a file: several under way at once.

use booking::{Life, Outcome};
use office::{RowChange, RowOrder};

use super::*;

fn send_row(desk: &mut AtWork, line: u64, change: impl Into<Change>) {
    desk.office
        .follow_row_order(RowOrder::Send(Box::new(RowChange {
            line,
            life: Life::new(change.into(), Vec::new()),
            goes_alone: false,
        })));
}

fn row_of(desk: &AtWork, line: u64) -> SubmissionId {
    desk.office.changes.of_row(line).expect("a row")
}

#[test]
fn a_row_that_books_is_sent_without_another_check() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, visit(0));
    let (_, dispatch) = desk.takes(sends);
    assert_eq!(dispatch.row, Some(2));
}

#[test]
fn rows_are_under_way_at_once_and_nobody_waits_in_front_of_them() {
    let mut desk = AtWork::new();
    for line in 2..6 {
        send_row(
            &mut desk,
            line,
            visit_of(&format!("pt_{line}"), 60 * i64::try_from(line).unwrap()),
        );
    }
    assert_eq!(desk.office.changes.awaited().count(), 4);
    assert!(desk.office.changes.under_way().is_none());
}

#[test]
fn each_row_gets_the_answer_to_its_own_change() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, visit_of("pt_2", 0));
    let (first, _) = desk.takes(sends);
    send_row(&mut desk, 3, visit_of("pt_3", 60));
    let (second, _) = desk.takes(sends);
    desk.changes(second, Err(refused()));
    desk.changes(
        first,
        Ok(appointment_of("pt_2", KARIN, "appt_2", 0, "booked")),
    );
    assert!(
        matches!(desk.outcome(row_of(&desk, 2)), Outcome::Made(_, made) if made.id == "appt_2")
    );
    assert_eq!(desk.outcome(row_of(&desk, 3)).word(), "refused");
}

#[test]
fn a_row_that_alters_an_appointment_reads_it_first() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    assert!(desk.finds(sends).is_none());
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_row_whose_appointment_was_altered_is_a_conflict_and_not_sent() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, a_move(0, 60));
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 120, "booked")));
    assert!(desk.finds(sends).is_none());
    assert_eq!(desk.outcome(row_of(&desk, 2)).word(), "conflict");
}

#[test]
fn a_lost_row_is_unknown_and_looked_up() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    assert_eq!(desk.meaning(row_of(&desk, 2)), Some(Meaning::Unknown));
    desk.passes(60);
    assert!(desk.finds(looks_up).is_some());
}

#[test]
fn a_stopped_row_that_is_still_checked_is_not_sent() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.office.follow_row_order(RowOrder::Stop(Some(2)));
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_stopped_row_that_was_sent_still_gets_its_answer() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.office.follow_row_order(RowOrder::Stop(None));
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    assert_eq!(desk.outcome(row_of(&desk, 2)).word(), "booked");
}

#[test]
fn stopping_one_row_leaves_the_others() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, a_cancellation());
    let other = AppointmentRef {
        id: "appt_7".to_owned(),
        ..booked_at(0)
    };
    send_row(
        &mut desk,
        3,
        Change::cancelled(other, "ill").expect("a cancellation"),
    );
    desk.office.follow_row_order(RowOrder::Stop(Some(2)));
    assert_eq!(desk.office.changes.awaited().count(), 1);
}

#[test]
fn a_stopped_row_that_a_server_asked_to_wait_is_not_sent_again() {
    let mut desk = AtWork::new();
    send_row(&mut desk, 2, visit(0));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(asked_to_wait(5)));
    desk.office.follow_row_order(RowOrder::Stop(None));
    desk.passes(60);
    assert!(desk.finds(sends).is_none());
}
