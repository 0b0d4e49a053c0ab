//! From the submission of a change to its answer.

use booking::{ChangeKind, Meaning, Outcome, Settlement};
use office::{Answer, ChangeRef, OutcomeSource, Phase};

use super::*;

#[test]
fn a_booking_is_checked_before_anything_is_sent() {
    let mut desk = AtWork::new();
    desk.submit(visit(0));
    assert_eq!(desk.phase(), Some(Phase::Checking));
    assert!(desk.finds(sends).is_none());
    assert_eq!(names(&desk.news()), ["under way"]);
}

#[test]
fn a_booking_without_a_time_is_sent_at_once() {
    let mut desk = AtWork::new();
    let no_time = Span::resolve(None, None, None).expect("no time");
    desk.submit(Booking::of_ids(CLINIK, MARIA, Some(KARIN), no_time).expect("a booking"));
    assert_eq!(desk.phase(), Some(Phase::Sending));
    assert!(desk.finds(sends).is_some());
}

#[test]
fn a_booking_is_sent_once_and_made_as_the_clinic_answers() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    let news = desk.news();
    assert_eq!(names(&news), ["made"]);
    assert!(matches!(
        &news[0],
        ChangeNews::Made(_, made, OutcomeSource::AtOnce) if made.id == "appt_9"
    ));
    assert!(desk.finds(sends).is_none());
    let id = desk.office.changes().submission().expect("a submission");
    assert!(matches!(
        desk.outcome(id),
        Outcome::Made(ChangeKind::Book, made) if made.id == "appt_9"
    ));
}

#[test]
fn what_was_made_is_settled_in_the_records() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    let (record, settlement, second) = desk.takes(settles);
    assert_eq!(record, ChangeRef::Sent(ticket));
    assert_eq!(settlement, Settlement::Booked("appt_9".to_owned()));
    assert!(second.is_none());
}

#[test]
fn what_was_made_is_in_the_book_and_the_same_visit_conflicts_with_it() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    assert!(desk.office.book.has_sent(&visit(0)));
    assert!(!desk.office.book.has_sent(&visit(60)));
}

#[test]
fn a_refused_booking_is_told_with_the_refusal_and_may_be_sent_again() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    desk.changes(ticket, Err(refused()));
    let news = desk.news();
    assert_eq!(names(&news), ["not made"]);
    assert!(matches!(&news[0], ChangeNews::NotMade(_, failure) if *failure == refused()));
    assert!(!desk.office.book.has_sent(&visit(0)));
    assert!(desk.office.changes().under_way().is_none());
}

#[test]
fn a_refusal_is_settled_as_one() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(refused()));
    let (record, settlement, _) = desk.takes(settles);
    assert_eq!(record, ChangeRef::Sent(ticket));
    assert!(matches!(settlement, Settlement::Refused(_)));
}

#[test]
fn a_booking_that_was_never_sent_is_not_made_and_not_looked_up() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    desk.changes(ticket, Err(not_sent()));
    assert_eq!(names(&desk.news()), ["not made"]);
    assert_eq!(desk.takes(settles).1, Settlement::NotSent);
    desk.passes(60);
    assert!(desk.finds(looks_up).is_none());
}

#[test]
fn a_lost_answer_is_unknown_and_nothing_is_sent_again() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    desk.changes(ticket, Err(lost()));
    assert_eq!(names(&desk.news()), ["unknown"]);
    let id = desk.office.changes().submission().expect("a submission");
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
    assert_eq!(desk.takes(settles).1, Settlement::Unknown);
    desk.passes(600);
    assert!(desk.finds(sends).is_none());
}

#[test]
fn the_news_of_an_unknown_change_says_who_waited_for_it() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    desk.changes(ticket, Err(lost()));
    let news = desk.news();
    assert!(matches!(&news[0], ChangeNews::Unknown(open) if open.phase().is_none()));
    assert!(desk.office.changes().under_way().is_none());
}

#[test]
fn who_stops_waiting_for_an_answer_does_not_know_the_outcome() {
    let mut desk = AtWork::new();
    desk.send(visit(0));
    desk.news();
    assert!(desk.office.stop_waiting().is_none());
    assert_eq!(names(&desk.news()), ["unknown"]);
    assert_eq!(desk.takes(settles).1, Settlement::Unknown);
}

#[test]
fn a_late_answer_settles_what_nobody_waits_for_any_more() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.office.stop_waiting();
    desk.news();
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    let news = desk.news();
    assert!(matches!(
        &news[0],
        ChangeNews::Made(_, made, OutcomeSource::Late) if made.id == "appt_9"
    ));
    assert_eq!(desk.office.changes().settled().count(), 1);
}

#[test]
fn a_late_refusal_is_told_as_not_made_after_all() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.office.stop_waiting();
    desk.news();
    desk.changes(ticket, Err(refused()));
    assert!(matches!(
        &desk.news()[0],
        ChangeNews::NotMadeLate { is_on_record, .. } if *is_on_record
    ));
}

#[test]
fn a_late_answer_that_tells_nothing_leaves_the_change_unknown() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    let id = desk.office.changes().submission().expect("a submission");
    desk.office.stop_waiting();
    desk.news();
    desk.changes(ticket, Err(lost()));
    assert_eq!(names(&desk.news()), ["unknown still"]);
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
}

#[test]
fn an_answer_under_another_ticket_changes_nothing() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.news();
    let other = Ticket::new(ticket.number() + 1_000);
    desk.changes(other, Ok(appointment("appt_9", 0, "booked")));
    assert!(desk.news().is_empty());
    assert_eq!(desk.phase(), Some(Phase::Sending));
}

#[test]
fn a_server_that_asks_to_wait_gets_the_booking_again_once_it_is_known_not_to_be_there() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(asked_to_wait(5)));
    assert_eq!(desk.phase(), Some(Phase::Waiting));
    assert!(desk.finds(sends).is_none(), "not before the time is over");
    let look = desk.next_look();
    desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
    let (again, _) = desk.takes(sends);
    assert_ne!(again, ticket);
    desk.changes(again, Ok(appointment("appt_9", 0, "booked")));
    assert_eq!(desk.office.changes().outcome().word(), "booked");
}

#[test]
fn who_stops_waiting_for_a_retry_gets_the_booking_back_while_it_is_looked_up() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(asked_to_wait(5)));
    desk.news();
    assert!(desk.office.stop_waiting().is_none());
    assert!(matches!(
        &desk.news()[0],
        ChangeNews::NotAwaited { is_resent, .. } if *is_resent
    ));
    let look = desk.next_look();
    desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
    assert!(desk.finds(sends).is_none(), "nobody waits for it any more");
}

#[test]
fn the_next_booking_of_the_same_visit_takes_the_place_of_one_that_was_not_there() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    let first = desk.office.changes().submission().expect("a submission");
    desk.changes(ticket, Err(lost()));
    while desk.meaning(first) == Some(Meaning::Unknown) {
        let look = desk.next_look();
        desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
    }
    desk.send(visit(0));
    assert!(desk.office.changes().get(first).is_none());
    assert!(names(&desk.news()).contains(&"left"));
}

#[test]
fn a_cancellation_is_made_once_its_appointment_was_read() {
    let mut desk = AtWork::new();
    desk.submit(a_cancellation());
    let (read, id) = desk.takes(opens_an_appointment);
    assert_eq!(id, "appt_1");
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let (ticket, dispatch) = desk.takes(sends);
    assert_eq!(dispatch.change.kind(), ChangeKind::Cancel);
    desk.changes(ticket, Ok(appointment("appt_1", 0, "cancelled")));
    assert_eq!(desk.office.changes().outcome().word(), "cancelled");
}

#[test]
fn a_dry_run_is_checked_and_never_sent() {
    let mut desk = AtWork::new();
    let mut open = desk.submission(a_move(0, 60));
    open.is_dry_run = true;
    desk.office.submit(open);
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_1", 0, "booked")));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert_eq!(names(&desk.news()).last(), Some(&"checked"));
    assert!(desk.finds(sends).is_none());
}

#[test]
fn two_changes_may_be_under_way_but_a_person_waits_for_one() {
    let mut desk = AtWork::new();
    let first = desk.send(visit(0));
    desk.office.stop_waiting();
    let second = desk.send(visit(60));
    desk.changes(second, Ok(appointment("appt_2", 60, "booked")));
    desk.changes(first, Ok(appointment("appt_1", 0, "booked")));
    assert!(desk.office.book.has_sent(&visit(0)) && desk.office.book.has_sent(&visit(60)));
}

#[test]
fn no_more_than_five_settled_changes_stay_listed() {
    let mut desk = AtWork::new();
    for number in 0..8 {
        let ticket = desk.send(visit(number * 60));
        desk.office.stop_waiting();
        let id = format!("appt_{number}");
        desk.changes(ticket, Ok(appointment(&id, number * 60, "booked")));
    }
    assert_eq!(desk.office.changes().settled().count(), 5);
}
