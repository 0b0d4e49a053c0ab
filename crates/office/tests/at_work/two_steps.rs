//! Changes in two steps: a new appointment with another practitioner, and then the cancellation of the old one.

use booking::{Cause, SuccessorLoss};
use office::Answer;

use super::*;

fn with_another() -> Change {
    let new = Booking::of_ids(CLINIK, MARIA, Some("prac_2"), span(0)).expect("a booking");
    Change::replaced(booked_at(0), new, "given to another practitioner").expect("a change")
}

/// The first step was sent.
fn first_step_sent() -> (AtWork, Ticket, SubmissionId) {
    let mut desk = AtWork::new();
    let id = desk.submit(with_another());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    let (ticket, _) = desk.takes(sends);
    (desk, ticket, id)
}

/// The first step was made.
fn first_step_made() -> (AtWork, SubmissionId) {
    let (mut desk, ticket, id) = first_step_sent();
    let new = appointment_of(MARIA, "prac_2", "appt_2", 0, "booked");
    desk.changes(ticket, Ok(new));
    (desk, id)
}

/// Reads the new appointment before the second step: it is booked.
fn reads_the_new_one(desk: &mut AtWork) {
    let (read, new) = desk.takes(opens_an_appointment);
    assert_eq!(new, "appt_2");
    desk.opens(read, Ok(new_one(MARIA, "prac_2", "booked")));
}

fn new_one(person: &str, provider: &str, status: &str) -> Appointment {
    appointment_of(person, provider, "appt_2", 0, status)
}

#[test]
fn the_second_step_is_queued_in_the_transaction_that_settles_the_first() {
    let (mut desk, _) = first_step_made();
    let (_, settlement, second) = desk.takes(settles);
    assert_eq!(settlement, Settlement::Booked("appt_2".to_owned()));
    let second = second.expect("a second step");
    assert_eq!(
        second.change.appointment().map(|of| of.id.as_str()),
        Some("appt_1")
    );
}

#[test]
fn the_old_appointment_is_read_again_before_it_is_cancelled() {
    let (mut desk, id) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, old) = desk.takes(opens_an_appointment);
    assert_eq!(old, "appt_1");
    assert!(desk.finds(sends).is_none());
    assert_eq!(desk.outcome(id).word(), "incomplete");
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn both_steps_made_complete_the_change() {
    let (mut desk, id) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Ok(appointment("appt_1", 0, "cancelled")));
    assert_eq!(desk.outcome(id).word(), "moved");
}

#[test]
fn nobody_waits_for_the_second_step() {
    let (desk, _) = first_step_made();
    assert!(desk.office.changes().under_way().is_none());
    assert!(
        desk.office
            .changes()
            .awaited()
            .all(Submission::is_second_step)
    );
}

#[test]
fn an_old_appointment_that_was_altered_meanwhile_is_left_alone() {
    let (mut desk, id) = first_step_made();
    desk.news();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 120, "booked")));
    assert_eq!(names(&desk.news()), ["second step withheld"]);
    assert!(desk.finds(sends).is_none());
    assert!(
        desk.office
            .changes()
            .second_of(id)
            .is_some_and(Submission::is_unfinished)
    );
}

#[test]
fn an_old_appointment_that_is_cancelled_already_completes_the_change() {
    let (mut desk, id) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "cancelled")));
    assert!(desk.finds(sends).is_none());
    assert_eq!(desk.outcome(id).word(), "moved");
}

#[test]
fn a_second_step_that_is_refused_waits_for_a_person() {
    let (mut desk, id) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, _) = desk.takes(sends);
    desk.news();
    desk.changes(ticket, Err(refused()));
    assert_eq!(names(&desk.news()), ["second step failed"]);
    assert_eq!(desk.outcome(id).word(), "incomplete");
    assert!(
        desk.office
            .changes()
            .second_of(id)
            .is_some_and(Submission::is_unfinished)
    );
}

#[test]
fn a_person_finishes_a_second_step_that_was_refused() {
    let (mut desk, id) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(refused()));
    let second = desk
        .office
        .changes()
        .second_of(id)
        .expect("a second step")
        .id();
    desk.office.finish_change(second);
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Ok(appointment("appt_1", 0, "cancelled")));
    assert_eq!(desk.outcome(id).word(), "moved");
}

#[test]
fn a_first_step_that_is_refused_has_no_second() {
    let (mut desk, ticket, id) = first_step_sent();
    desk.changes(ticket, Err(refused()));
    assert!(desk.finds(opens_an_appointment).is_none());
    assert!(desk.office.changes().second_of(id).is_none());
}

#[test]
fn a_first_step_whose_answer_is_lost_has_no_second_until_it_is_found() {
    let (mut desk, ticket, _) = first_step_sent();
    desk.changes(ticket, Err(lost()));
    let (_, settlement, second) = desk.takes(settles);
    assert_eq!((settlement, second), (Settlement::Unknown, None));
}

#[test]
fn an_unfinished_change_is_found_by_its_appointment() {
    let (mut desk, _) = first_step_made();
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 120, "booked")));
    assert_eq!(
        desk.office
            .changes()
            .unfinished_about(&booked_at(0))
            .count(),
        1
    );
}

#[test]
fn the_old_appointment_stays_unless_the_new_one_stands_for_it() {
    let gone = Failure::Refused(Report::of(Cause::NotFound));
    let reads = [
        (
            Ok(new_one(MARIA, "prac_2", "cancelled")),
            SuccessorLoss::Cancelled,
        ),
        (
            Ok(new_one(MARIA, "prac_2", "noshow")),
            SuccessorLoss::Cancelled,
        ),
        (
            Ok(new_one("pt_3", "prac_2", "booked")),
            SuccessorLoss::OtherPatient,
        ),
        (
            Ok(new_one(MARIA, "prac_3", "booked")),
            SuccessorLoss::OtherProvider,
        ),
        (Err(gone), SuccessorLoss::Gone),
        (Err(lost()), SuccessorLoss::Unread),
    ];
    for (read, loss) in reads {
        let (mut desk, id) = first_step_made();
        desk.news();
        let (ticket, _) = desk.takes(opens_an_appointment);
        desk.opens(ticket, read);
        assert!(desk.finds(opens_an_appointment).is_none(), "{loss:?}");
        assert!(desk.finds(sends).is_none(), "{loss:?}");
        assert_eq!(names(&desk.news()), ["second step withheld"], "{loss:?}");
        assert_eq!(desk.outcome(id).word(), "incomplete", "{loss:?}");
        let second = desk.office.changes().second_of(id).expect("a second step");
        assert_eq!(second.loss_of_successor, Some(loss));
        // The appointment is read again when the second step is taken up again.
        let second = second.id();
        desk.office.finish_change(second);
        reads_the_new_one(&mut desk);
        let (ticket, _) = desk.takes(opens_an_appointment);
        desk.opens(ticket, Ok(appointment("appt_1", 0, "booked")));
        assert!(desk.finds(sends).is_some(), "{loss:?}");
    }
}

#[test]
fn a_new_appointment_at_another_time_stands_for_the_old_one() {
    let (mut desk, _) = first_step_made();
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(
        read,
        Ok(appointment_of(MARIA, "prac_2", "appt_2", 120, "booked")),
    );
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_second_step_waits_for_both_appointments_and_is_not_sent_unread() {
    let (mut desk, id) = first_step_made();
    assert_eq!(desk.office.check_due_in(), None);
    reads_the_new_one(&mut desk);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Err(lost()));
    assert!(desk.finds(sends).is_none());
    let second = desk.office.changes().second_of(id).expect("a second step");
    assert_eq!(second.loss_of_successor, Some(SuccessorLoss::Unread));
}
