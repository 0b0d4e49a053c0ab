//! Changes left by an earlier run of the program.

use booking::UnsettledChange;
use office::Answer;
use uuid::Uuid;

use super::*;

const NAME: Uuid = Uuid::from_u128(7);

fn left(change: impl Into<Change>) -> UnsettledChange {
    UnsettledChange {
        name: NAME,
        change: change.into(),
        at: at(-1_440),
        lost_at: None,
        others: Vec::new(),
        is_not_made: false,
        is_alone: false,
        list: None,
    }
}

#[test]
fn a_change_that_was_under_way_when_the_program_ended_is_unknown_and_looked_up() {
    let mut desk = AtWork::new();
    assert!(desk.takes_on(left(visit(0))));
    let open = desk.office.changes().by_record(NAME).expect("a change");
    assert_eq!(open.meaning(), Some(Meaning::Unknown));
    desk.passes(60);
    assert!(desk.finds(looks_up).is_some());
    assert!(desk.finds(sends).is_none());
}

#[test]
fn its_visit_counts_as_sent_until_it_is_known_not_to_be_made() {
    let mut desk = AtWork::new();
    desk.takes_on(left(visit(0)));
    assert!(desk.office.book.has_sent(&visit(0)));
}

#[test]
fn what_is_found_after_a_restart_is_settled_under_its_name_on_record() {
    let mut desk = AtWork::new();
    desk.takes_on(left(visit(0)));
    desk.passes(60);
    let look = desk.takes(looks_up);
    desk.answers(
        look,
        Answer::Sought(Ok(whole(vec![row(MARIA, "appt_9", 0)]))),
    );
    let (read, _) = desk.takes(opens_an_appointment);
    desk.opens(read, Ok(appointment("appt_9", 0, "booked")));
    let (record, settlement, _) = desk.takes(settles);
    assert_eq!(record, ChangeRef::Left(NAME));
    assert_eq!(settlement, Settlement::Booked("appt_9".to_owned()));
}

/// The wait counts from when the answer was lost, not from the start of the program that looks.
#[test]
fn the_first_look_at_an_old_loss_tells_that_a_cancellation_was_not_made() {
    for (minutes_ago, is_told) in [(None, false), (Some(1), true), (Some(-60), false)] {
        let mut desk = AtWork::new();
        let now = desk.office.moment.now;
        let lost_at = minutes_ago.map(|minutes| now - TimeDelta::minutes(minutes));
        desk.takes_on(UnsettledChange {
            lost_at,
            ..left(a_cancellation())
        });
        desk.passes(1);
        let (read, id) = desk.takes(opens_an_appointment);
        desk.opens(read, Ok(appointment(&id, 0, "booked")));
        let open = desk.office.changes().by_record(NAME).expect("a change");
        let is_known = open.meaning() != Some(Meaning::Unknown);
        assert_eq!(is_known, is_told, "{minutes_ago:?}");
    }
}

/// A clock can be set: a booking is never taken for one that was not made because of it.
#[test]
fn an_old_loss_of_a_booking_is_looked_up_as_if_it_were_new() {
    let mut desk = AtWork::new();
    let hour_ago = desk.office.moment.now - TimeDelta::minutes(60);
    desk.takes_on(UnsettledChange {
        lost_at: Some(hour_ago),
        ..left(visit(0))
    });
    for _ in 0..2 {
        desk.passes(13);
        let look = desk.takes(looks_up);
        desk.answers(look, Answer::Sought(Ok(whole(Vec::new()))));
    }
    let open = desk.office.changes().by_record(NAME).expect("a change");
    assert_eq!(open.meaning(), Some(Meaning::Unknown));
}

#[test]
fn a_booking_that_was_not_there_is_looked_for_once_more() {
    let mut desk = AtWork::new();
    let unsettled = UnsettledChange {
        is_not_made: true,
        ..left(visit(0))
    };
    desk.takes_on(unsettled);
    desk.passes(1);
    assert!(desk.finds(looks_up).is_some());
}

#[test]
fn a_cancellation_that_was_not_made_is_not_looked_up_again() {
    let mut desk = AtWork::new();
    let unsettled = UnsettledChange {
        is_not_made: true,
        ..left(a_cancellation())
    };
    desk.takes_on(unsettled);
    let open = desk.office.changes().by_record(NAME).expect("a change");
    assert!(
        open.meaning()
            .is_some_and(|meaning| meaning != Meaning::Unknown)
    );
    desk.passes(600);
    assert!(desk.finds(opens_an_appointment).is_none());
}

#[test]
fn a_change_is_taken_on_once() {
    let mut desk = AtWork::new();
    desk.takes_on(left(visit(0)));
    desk.takes_on(left(visit(0)));
    assert_eq!(desk.office.changes().iter().count(), 1);
}

#[test]
fn queued_changes_of_an_earlier_run_wait_again() {
    let mut desk = AtWork::new();
    assert_eq!(restored(&mut desk, left(visit(0))), [visit(0)]);
    assert_eq!(desk.office.changes().queued().count(), 1);
    desk.passes(600);
    assert!(desk.finds(sends).is_none());
}

#[test]
fn a_queued_change_that_is_looked_up_already_is_taken_off_the_queue() {
    let mut desk = AtWork::new();
    desk.takes_on(left(visit(0)));
    let twin = UnsettledChange {
        name: Uuid::from_u128(8),
        ..left(visit(0))
    };
    assert!(restored(&mut desk, twin).is_empty());
    let (record, settlement, _) = desk.takes(settles);
    assert_eq!(record, ChangeRef::Left(Uuid::from_u128(8)));
    assert_eq!(settlement, Settlement::ByHand("taken-up"));
}

/// Returns the bookings reported as restored into the queue.
fn restored(desk: &mut AtWork, queued: UnsettledChange) -> Vec<Booking> {
    desk.office.handle(OfficeEvent::Queued(vec![queued]));
    let told = desk.office.next_news();
    let Some(OfficeNews::QueueRestored(bookings)) = told else {
        panic!("{told:?}");
    };
    bookings
}
