//! Changes that wait for a person while their clinic can't be reached.

use booking::{Outcome, Settlement};
use office::Answer;

use super::*;

#[test]
fn a_queued_change_is_recorded_and_not_sent() {
    let mut desk = AtWork::new();
    desk.office.queue(visit(0).into());
    let (_, change) = desk.takes(queues);
    assert_eq!(change.booking(), Some(&visit(0)));
    desk.passes(3_600);
    assert!(desk.finds(sends).is_none());
}

#[test]
fn the_outcome_of_a_queued_change_is_that_it_waits() {
    let mut desk = AtWork::new();
    desk.office.queue(visit(0).into());
    assert!(matches!(desk.office.changes().outcome(), Outcome::Queued));
    assert_eq!(desk.office.changes().queued().count(), 1);
}

#[test]
fn a_queued_change_that_was_not_recorded_is_told() {
    let mut desk = AtWork::new();
    desk.office.queue(visit(0).into());
    let (ticket, _) = desk.takes(queues);
    desk.answers(ticket, Answer::Queued(Err("disk full".to_owned())));
    assert!(matches!(&desk.news()[0], ChangeNews::NotQueued(why) if why == "disk full"));
    assert!(
        desk.office
            .changes()
            .queued()
            .all(Submission::is_unrecorded)
    );
}

#[test]
fn a_queued_change_that_was_recorded_is_not_told() {
    let mut desk = AtWork::new();
    desk.office.queue(visit(0).into());
    let (ticket, _) = desk.takes(queues);
    desk.answers(ticket, Answer::Queued(Ok(())));
    assert!(desk.news().is_empty());
}

#[test]
fn who_takes_a_queued_change_up_takes_it_off_the_queue() {
    let mut desk = AtWork::new();
    desk.office.queue(visit(0).into());
    let id = desk
        .office
        .changes()
        .queued()
        .next()
        .expect("a change")
        .id();
    let open = desk.office.take_up(id).expect("a change");
    assert_eq!(open.change().booking(), Some(&visit(0)));
    assert_eq!(desk.takes(settles).1, Settlement::ByHand("taken-up"));
    assert_eq!(desk.office.changes().queued().count(), 0);
}

#[test]
fn several_changes_wait_in_their_order() {
    let mut desk = AtWork::new();
    for minutes in [60, 0, 30] {
        desk.office.queue(visit(minutes).into());
    }
    let queued = desk.office.changes().queued();
    let starts: Vec<_> = queued.map(|open| open.change().start()).collect();
    assert_eq!(starts, [Some(at(60)), Some(at(0)), Some(at(30))]);
}
