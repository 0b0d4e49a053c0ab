//! Lost changes that a person settles or removes.

use booking::{Meaning, Settlement};
use office::{Answer, Reason, SettleObstacle};

use super::*;

fn with_a_lost_booking() -> (AtWork, SubmissionId) {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(lost()));
    desk.takes(settles);
    let id = desk.office.changes().submission().expect("a submission");
    (desk, id)
}

fn recorded(effect: &Effect) -> Option<(Ticket, &'static str, Reason)> {
    match effect {
        Effect::Store(StoreOp::RecordOverride(ticket, record)) => {
            Some((*ticket, record.conflicts[0].kind, record.reason))
        }
        _ => None,
    }
}

#[test]
fn a_person_who_knows_that_it_was_made_ends_the_look_ups() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, true, Reason::SeenThere)
        .unwrap();
    let (_, kind, reason) = desk.takes(recorded);
    assert_eq!((kind, reason), ("settled-as-booked", Reason::SeenThere));
    assert_eq!(desk.outcome(id).word(), "by hand");
    for _ in 0..120 {
        desk.passes(1);
        assert!(desk.finds(looks_up).is_none());
    }
}

#[test]
fn a_person_who_knows_that_it_was_not_made_may_bring_it_back() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, false, Reason::ClinicSays)
        .unwrap();
    let (_, kind, _) = desk.takes(recorded);
    assert_eq!(kind, "settled-as-not-booked");
    assert!(
        desk.meaning(id)
            .is_some_and(|meaning| meaning != Meaning::Unknown)
    );
    assert!(!desk.office.book.has_sent(&visit(0)));
    assert!(desk.office.take_up(id).is_some());
}

#[test]
fn what_may_still_be_answered_is_neither_said_not_to_be_made_nor_taken_up_nor_taken_off() {
    let mut desk = AtWork::new();
    desk.send(visit(0));
    let id = desk.office.changes().submission().expect("a submission");
    desk.office.stop_waiting();
    let settled = desk.office.settle_by_hand(id, false, Reason::ClinicSays);
    assert_eq!(settled, Err(SettleObstacle::AnswerMayCome));
    assert!(desk.office.take_up(id).is_none());
    desk.office.drop_change(id);
    assert_eq!(desk.meaning(id), Some(Meaning::Unknown));
}

#[test]
fn a_settlement_that_could_not_be_recorded_is_told() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, true, Reason::PatientSays)
        .unwrap();
    let (ticket, ..) = desk.takes(recorded);
    desk.news();
    desk.answers(
        ticket,
        Answer::OverrideRecorded(Err("disk full".to_owned())),
    );
    assert!(matches!(&desk.news()[0], ChangeNews::NotRecorded(why) if why == "disk full"));
}

#[test]
fn what_was_not_made_may_be_taken_off() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, false, Reason::ClinicSays)
        .unwrap();
    desk.takes(settles);
    desk.office.drop_change(id);
    assert_eq!(desk.takes(settles).1, Settlement::ByHand("taken-off"));
    assert!(desk.office.changes().get(id).is_none());
}

#[test]
fn a_change_that_is_not_there_any_more_is_not_settled_twice() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, false, Reason::ClinicSays)
        .unwrap();
    desk.takes(settles);
    desk.office.drop_change(id);
    desk.takes(settles);
    desk.office.drop_change(id);
    let settled = desk.office.settle_by_hand(id, true, Reason::ClinicSays);
    assert_eq!(settled, Err(SettleObstacle::Known));
    assert!(desk.finds(settles).is_none());
}

#[test]
fn what_a_person_says_is_on_record_with_the_visit_and_the_time() {
    let (mut desk, id) = with_a_lost_booking();
    desk.office
        .settle_by_hand(id, true, Reason::SeenThere)
        .unwrap();
    let record = desk.takes(|effect| match effect {
        Effect::Store(StoreOp::RecordOverride(_, record)) => Some((**record).clone()),
        _ => None,
    });
    assert_eq!((record.person.as_str(), record.start), (MARIA, Some(at(0))));
    assert_eq!(record.at, desk.office.moment.now);
}
