//! A look-up reads only the changes concerned, however many were made.

use std::cell::Cell;

use super::super::change_index::MOST_ON_RECORD;
use super::*;

/// Returns a change by another window, made to the location with this number.
fn draw_at(place: usize, location: u128, minute: i64) -> ChangeRecord {
    let span = Span::resolve(Some(at(minute)), None, None).unwrap();
    let [person, location] = [place as u128, location].map(|id| Uuid::from_u128(id).to_string());
    let booking = Booking::of_ids(ANIVA, &person, Some(&location), span).unwrap();
    on_record(
        place,
        place,
        &Change::from(booking),
        i64::try_from(place).unwrap(),
    )
}

/// Returns a book with this many changes of other windows, one in twenty of them at the location of the
/// tests.
fn book_of(changes: usize) -> Book {
    let mut book = Book::default();
    let records = (0..changes).map(|place| draw_at(place, 7 + place as u128 % 20, place as i64));
    assert!(book.learn(records.collect(), at(0), seconds(60), None));
    book
}

#[test]
fn a_calendar_weighs_its_own_changes_alone_and_those_that_a_read_tells_of_no_more() {
    let mut book = book_of(1_000);
    let weighed = |book: &Book| {
        let count = Cell::new(0);
        let calendar = book.calendar(&[Subject::provider(&location())], |_| {
            count.set(count.get() + 1);
            true
        });
        (count.get(), calendar.len())
    };
    assert_eq!(weighed(&book), (50, 50));
    book.read(read_at(10_000, &[]));
    assert_eq!(weighed(&book), (0, 0), "a newer read reflects them");
}

#[test]
fn what_is_learnt_again_is_no_news() {
    let mut book = book_of(100);
    let edition = book.edition();
    let again = (0..100)
        .map(|place| draw_at(place, 7 + place as u128 % 20, place as i64))
        .collect();
    assert!(!book.learn(again, at(5), seconds(400), Some(seconds(60))));
    assert_eq!(book.edition(), edition);
}

#[test]
fn of_very_many_changes_the_newest_are_kept_and_those_of_a_history_that_was_asked_for() {
    let mut book = Book::default();
    let history = draw_at(0, 7, 0);
    assert!(book.learn_history(vec![history], at(0), seconds(60)));
    let records = (1..MOST_ON_RECORD + 500).map(|place| draw_at(place, 7, place as i64));
    book.learn(records.collect(), at(0), seconds(60), None);
    let remaining: Vec<_> = book
        .done(|_| true)
        .into_iter()
        .filter_map(|change| change.by.record)
        .collect();
    let newest = (500..MOST_ON_RECORD + 500).rev().chain([0]);
    assert_eq!(
        remaining,
        newest
            .map(|place| Uuid::from_u128(place as u128))
            .collect::<Vec<_>>()
    );
    assert_eq!(book.changes.iter().count(), remaining.len());
}

proptest! {
    /// The indexes find what a scan of all changes finds.
    #[test]
    fn an_index_finds_what_a_look_at_everything_finds(
        steps in proptest::collection::vec((step(), 0..60_u64, any::<bool>()), 1..12),
        reads in proptest::collection::vec(answer(), 0..4),
    ) {
        let (mut book, mut truth, mut up) = (Book::default(), Truth::new(), 1000);
        let mut reads = reads.into_iter();
        for (place, (step, wait, reads_then)) in steps.into_iter().enumerate() {
            up += wait;
            let Some((which, change, minute)) = change_of(&truth, step) else { continue };
            if which == truth.len() { truth.push(Vec::new()) }
            truth[which].push((up, minute));
            book.learn(vec![on_record(place, which, &change, up as i64)], at(0) + TimeDelta::seconds(up as i64), seconds(up), None);
            if reads_then && let Some(answer) = reads.next() {
                let (as_of, listed) = answer.listed(&truth, up);
                book.read(answer.read(as_of, &listed));
            }
        }
        for subject in [Subject::provider(&location()), patient(), Subject::everyone(ANIVA)] {
            let is_last = |change: &&RecordedChange| !change.is_superseded && subject.has(*change);
            let all: Vec<_> = book.changes.iter().filter(is_last).map(|change| change.id).collect();
            let found: Vec<_> = book.changes.last_of(&subject).map(|change| change.id).collect();
            prop_assert_eq!(&found, &all);
            let is_unreflected = |change: &&RecordedChange| is_last(change) && !book.reads.reflect(change);
            let all: Vec<_> = book.changes.iter().filter(is_unreflected).map(|change| change.id).collect();
            let found: Vec<_> = book.changes.unread_changes(std::slice::from_ref(&subject)).map(|change| change.id).collect();
            prop_assert_eq!(&found, &all);
        }
        for which in 0..truth.len() {
            let ranks: Vec<_> = book.history(ANIVA, &id_of(which)).iter().map(|change| (change.rank(), change.is_superseded)).collect();
            let last = ranks.iter().filter(|(_, is_superseded)| !is_superseded).count();
            prop_assert!(ranks.is_empty() || (last == 1 && !ranks[0].1), "{ranks:?}");
        }
    }
}
