//! Other desks that work with the same records.

use booking::{
    Author, ChangeFacts, ChangeProgress, ChangeRecord, Mode, RecentChanges, UnsettledChange,
};
use office::{Loss, SharedNews};
use uuid::Uuid;

use super::*;

const NAME: Uuid = Uuid::from_u128(7);

fn loss() -> Loss {
    Loss {
        desk: Some("front-2".to_owned()),
        is_settled: false,
    }
}

fn left_behind() -> AtWork {
    let mut desk = AtWork::new();
    let unsettled = UnsettledChange {
        name: NAME,
        change: visit(0).into(),
        at: at(-60),
        lost_at: None,
        others: Vec::new(),
        is_not_made: false,
        is_alone: false,
        list: None,
    };
    desk.takes_on(unsettled);
    desk.news();
    desk
}

fn shared(desk: &mut AtWork, news: SharedNews) {
    desk.office.on_shared_news(Mode::Sandbox, news);
}

#[test]
fn a_change_that_another_desk_has_taken_over_leaves_this_one() {
    let mut desk = left_behind();
    shared(&mut desk, SharedNews::Lost(ChangeRef::Left(NAME), loss()));
    let news = desk.news();
    let Some(ChangeNews::TakenOver(of, by)) = news.last() else {
        panic!("{news:?}");
    };
    assert_eq!(
        (of.person.as_str(), by.desk.as_deref()),
        (MARIA, Some("front-2"))
    );
    assert_eq!(desk.office.changes().iter().count(), 0);
}

#[test]
fn a_change_whose_answer_is_awaited_here_stays_until_it_comes() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    shared(&mut desk, SharedNews::Lost(ChangeRef::Sent(ticket), loss()));
    assert!(desk.office.changes().under_way().is_some());
    desk.changes(ticket, Ok(appointment("appt_9", 0, "booked")));
    assert_eq!(desk.office.changes().outcome().word(), "booked");
}

#[test]
fn a_change_that_returns_is_listed_once_under_its_name() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(lost()));
    shared(&mut desk, SharedNews::Back(ChangeRef::Sent(ticket), NAME));
    assert!(desk.office.changes().by_record(NAME).is_some());
    assert_eq!(desk.office.changes().iter().count(), 1);
}

#[test]
fn records_that_are_not_reached_are_alone_until_they_are() {
    let mut desk = AtWork::new();
    assert!(!desk.office.is_alone());
    shared(&mut desk, SharedNews::Alone(at(0)));
    assert!(desk.office.is_alone());
    shared(&mut desk, SharedNews::Desks(2));
    assert!(!desk.office.is_alone());
}

#[test]
fn the_consent_to_go_alone_ends_with_the_outage() {
    let mut desk = AtWork::new();
    shared(&mut desk, SharedNews::Alone(at(0)));
    desk.office.go_alone();
    assert!(!desk.office.asks_to_go_alone());
    shared(&mut desk, SharedNews::Desks(2));
    shared(&mut desk, SharedNews::Alone(at(0)));
    assert!(desk.office.asks_to_go_alone());
}

#[test]
fn a_change_sent_alone_says_so_to_the_records() {
    let mut desk = AtWork::new();
    shared(&mut desk, SharedNews::Alone(at(0)));
    desk.office.go_alone();
    desk.submit(visit(0));
    let day = desk.takes(reads_a_day);
    desk.answers(day, Answer::DayChecked(Ok(whole(Vec::new()))));
    assert!(desk.takes(sends).1.goes_alone);
}

#[test]
fn times_held_elsewhere_are_forgotten_while_the_records_are_not_reached() {
    let mut desk = AtWork::new();
    let hold = conflicts::hold(0);
    let provider = hold.provider.clone();
    shared(&mut desk, SharedNews::Held(vec![hold]));
    assert_eq!(desk.office.held_with(&provider).count(), 1);
    shared(&mut desk, SharedNews::Alone(at(0)));
    assert_eq!(desk.office.held_with(&provider).count(), 0);
}

pub(super) fn asks_for_changes(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Store(StoreOp::Changes(ticket, _)) => Some(*ticket),
        _ => None,
    }
}

/// The same visit, booked at another desk as this appointment.
fn booked_at_another_desk(id: &str) -> RecentChanges {
    let record = ChangeRecord {
        list: None,
        by: Author {
            record: Some(NAME),
            desk: Some("front-2".to_owned()),
            ..Author::default()
        },
        facts: ChangeFacts::of(&visit(0).into()),
        status: None,
        is_alone: false,
        stands: Some(ChangeProgress::Made(id.to_owned())),
        at: at(0),
    };
    RecentChanges {
        notes: None,
        changes: vec![record],
        are_all: true,
    }
}

#[test]
fn the_changes_on_record_are_requested_once_they_are_read_and_again_with_each_minute() {
    let mut desk = AtWork::new();
    desk.office.handle(OfficeEvent::RecordsRead);
    desk.takes(asks_for_changes);
    assert!(desk.finds(asks_for_changes).is_none());
    desk.passes(60);
    desk.takes(asks_for_changes);
    shared(&mut desk, SharedNews::Changed(None));
    desk.takes(asks_for_changes);
}

#[test]
fn news_of_a_change_at_another_desk_has_its_row_and_nothing_is_requested() {
    let mut desk = AtWork::new();
    let recent = booked_at_another_desk("appt_8");
    shared(&mut desk, SharedNews::Changed(Some(recent.changes)));
    assert!(desk.finds(asks_for_changes).is_none());
    assert!(desk.office.book.on_record(NAME).is_some());
}

#[test]
fn a_lost_booking_is_not_taken_for_the_same_visit_booked_at_another_desk() {
    let mut desk = AtWork::new();
    let ticket = desk.send(visit(0));
    desk.changes(ticket, Err(lost()));
    let id = desk.office.changes().submission().expect("a submission");
    desk.office.handle(OfficeEvent::RecordsRead);
    let asked = desk.takes(asks_for_changes);
    desk.answers(asked, Answer::Changes(booked_at_another_desk("appt_8")));
    let look = desk.next_look();
    let rows = vec![row(MARIA, "appt_8", 0)];
    desk.answers(look, Answer::Sought(Ok(whole(rows))));
    assert!(desk.finds(opens_an_appointment).is_none());
    assert!(!matches!(desk.outcome(id), Outcome::Made(..)));
}
