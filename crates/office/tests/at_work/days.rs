//! The days of practitioners that bookings are checked against.

use booking::Days;

use super::hours::{karin, with_karin_listed};
use super::*;

/// The day of the visits of these tests.
fn the_day(desk: &AtWork) -> Days {
    desk.office.days_of(&visit(0)).expect("a day")
}

/// Requests Karin's appointments on that day.
fn requests_the_day(desk: &mut AtWork) -> Ticket {
    let day = the_day(desk);
    desk.office.want_day(karin(), day);
    desk.takes(reads_a_day)
}

#[test]
fn a_day_is_requested_once() {
    let mut desk = with_karin_listed();
    let day = the_day(&desk);
    desk.office.want_day(karin(), day);
    desk.office.want_day(karin(), day);
    assert!(desk.finds(reads_a_day).is_some());
    assert!(desk.finds(reads_a_day).is_none());
}

#[test]
fn the_day_of_an_id_that_no_list_has_is_not_requested() {
    let mut desk = AtWork::new();
    let day = the_day(&desk);
    desk.office.want_day(karin(), day);
    assert!(desk.finds(reads_a_day).is_none());
}

#[test]
fn what_is_on_a_day_that_was_read_is_a_conflict() {
    let mut desk = with_karin_listed();
    let ticket = requests_the_day(&mut desk);
    let rows = vec![row("pt_2", "appt_5", 0)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    let against = desk.office.conflicts_of_change(&visit(0).into(), None);
    assert_eq!(against.len(), 1);
}

#[test]
fn the_day_that_was_read_before_sending_is_not_read_again() {
    let mut desk = with_karin_listed();
    desk.send(visit(0));
    let day = the_day(&desk);
    desk.office.want_day(karin(), day);
    assert!(desk.finds(reads_a_day).is_none());
}

#[test]
fn a_booking_is_told_unchecked_while_the_day_can_not_be_read() {
    let mut desk = with_karin_listed();
    let ticket = requests_the_day(&mut desk);
    desk.answers(ticket, Answer::Calendar(Err(Box::new(refused()))));
    let unread = desk.office.unread_calendars(&visit(0), false);
    let clinics: Vec<ClinicId> = unread.into_iter().map(|(clinic, _)| clinic).collect();
    assert_eq!(clinics, [CLINIK]);
}
