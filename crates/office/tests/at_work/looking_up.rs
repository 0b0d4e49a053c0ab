//! Lost answers are looked up until it is certain whether the change was made.

use booking::{Meaning, Outcome, Settlement};
use office::{Answer, OutcomeSource};

use super::*;

/// A booking whose answer was lost.
fn with_a_lost_booking() -> (AtWork, SubmissionId) {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(lost()));
    desk.takes(settles);
    desk.news();
    let id = desk.office.changes().submission().expect("a submission");
    (desk, id)
}

#[test]
fn a_lost_booking_is_looked_up_by_itself() {
    let (mut desk, _) = with_a_lost_booking();
    desk.next_look();
}

#[test]
fn the_office_says_when_it_looks_next() {
    let (desk, _) = with_a_lost_booking();
    assert!(
        desk.office
            .due_in()
            .is_some_and(|due| due <= Duration::from_secs(60))
    );
}

#[test]
fn a_lost_booking_that_is_found_is_made() {
    let (mut desk, id) = with_a_lost_booking();
    let look = desk.next_look();
    desk.answers(
        look,
        Answer::Sought(Ok(whole(vec![row(MARIA, "appt_9", 0)]))),
    );
    let (read, found) = desk.takes(opens_an_appointment);
    assert_eq!(found, "appt_9");
    desk.opens(read, Ok(appointment("appt_9", 0, "booked")));
    let news = desk.news();
    assert!(matches!(
        news.last(),
        Some(ChangeNews::Made(_, _, OutcomeSource::ByLookup))
    ));
    assert!(matches!(desk.outcome(id), Outcome::Made(_, made) if made.id == "appt_9"));
    assert_eq!(
        desk.takes(settles).1,
        Settlement::Booked("appt_9".to_owned())
    );
}

#[test]
fn a_lost_booking_that_is_proved_not_to_be_there_may_be_sent_again_by_a_person() {
    let (mut desk, id) = with_a_lost_booking();
    while desk.meaning(id) == Some(Meaning::Unknown) {
        let look = desk.next_look();
        desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
    }
    assert_eq!(desk.meaning(id), Some(Meaning::NotThere));
    assert_eq!(names(&desk.news()).last(), Some(&"not there"));
    assert_eq!(desk.takes(settles).1, Settlement::NotThere);
    assert!(
        desk.finds(sends).is_none(),
        "nothing is sent again by itself"
    );
}

#[test]
fn a_calendar_that_was_not_read_to_its_end_proves_nothing() {
    let (mut desk, id) = with_a_lost_booking();
    for _ in 0..10 {
        let look = desk.next_look();
        let part = Agenda {
            complete: false,
            ..Agenda::default()
        };
        desk.answers(look, Answer::Sought(Ok(part)));
    }
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
}

#[test]
fn a_search_that_may_be_behind_proves_nothing() {
    let (mut desk, id) = with_a_lost_booking();
    for _ in 0..10 {
        let look = desk.next_look();
        let behind = Agenda {
            may_lag: true,
            ..whole(Vec::new())
        };
        desk.answers(look, Answer::Sought(Ok(behind)));
    }
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
}

#[test]
fn a_look_up_that_fails_is_tried_again() {
    let (mut desk, id) = with_a_lost_booking();
    let look = desk.next_look();
    desk.answers(look, Answer::Sought(Err(Box::new(lost()))));
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
    desk.next_look();
}

#[test]
fn a_look_up_that_takes_too_long_is_given_up_and_tried_again() {
    let (mut desk, id) = with_a_lost_booking();
    let look = desk.next_look();
    desk.passes(16);
    let given_up = |effect: &Effect| match effect {
        Effect::Abandon(ticket) => Some(*ticket),
        _ => None,
    };
    assert_eq!(desk.takes(given_up), look);
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
    desk.next_look();
}

#[test]
fn another_visit_of_the_patient_is_not_taken_for_the_lost_one() {
    let (mut desk, id) = with_a_lost_booking();
    let look = desk.next_look();
    let other = row(MARIA, "appt_9", 240);
    desk.answers(look, Answer::Sought(Ok(whole(vec![other]))));
    assert!(desk.finds(opens_an_appointment).is_none());
    assert_ne!(desk.outcome(id).word(), "booked");
}

#[test]
fn a_visit_that_this_office_has_made_itself_is_not_taken_for_the_lost_one() {
    let mut desk = AtWork::new();
    let made = desk.send(visit(0));
    desk.changes(made, Ok(appointment("appt_1", 0, "booked")));
    let again = desk.send(visit(0));
    desk.changes(again, Err(lost()));
    let id = desk.office.changes().submission().expect("a submission");
    let look = desk.next_look();
    desk.answers(
        look,
        Answer::Sought(Ok(whole(vec![row(MARIA, "appt_1", 0)]))),
    );
    assert!(desk.finds(opens_an_appointment).is_none());
    assert_ne!(desk.outcome(id).word(), "booked");
}

#[test]
fn a_lost_move_is_decided_by_where_its_appointment_stands() {
    let mut desk = AtWork::new();
    desk.submit(a_move(0, 60));
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    let id = desk.office.changes().submission().expect("a submission");
    let read = loop {
        if let Some((read, _)) = desk.finds(opens_an_appointment) {
            break read;
        }
        desk.passes(1);
    };
    desk.opens(read, Ok(appointment("appt_1", 60, "booked")));
    assert_eq!(desk.outcome(id).word(), "moved");
}

#[test]
fn a_lost_cancellation_whose_appointment_is_cancelled_was_made() {
    let mut desk = AtWork::new();
    desk.submit(a_cancellation());
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, _) = desk.takes(sends);
    desk.changes(ticket, Err(lost()));
    let id = desk.office.changes().submission().expect("a submission");
    let read = loop {
        if let Some((read, _)) = desk.finds(opens_an_appointment) {
            break read;
        }
        desk.passes(1);
    };
    desk.opens(read, Ok(appointment("appt_1", 0, "cancelled")));
    assert_eq!(desk.outcome(id).word(), "cancelled");
}

#[test]
fn a_late_answer_ends_the_look_ups() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.office.stop_waiting();
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    for _ in 0..120 {
        desk.passes(1);
        assert!(desk.finds(looks_up).is_none());
    }
}

#[test]
fn the_visit_of_a_lost_booking_is_looked_for() {
    let (desk, _) = with_a_lost_booking();
    assert!(desk.office.changes().is_looking_for(&visit(0).visit()));
    assert!(!desk.office.changes().is_looking_for(&visit(60).visit()));
}
