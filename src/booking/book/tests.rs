use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::booking::time::Span;
use crate::booking::{Basis, Free, Personal, Slot};

const LOCATION: Uuid = Uuid::from_u128(7);

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_802_246_400 + minute * 60, 0).unwrap()
}

fn draw(person: u128, minute: i64) -> Booking {
    let span = Span::resolve(Some(at(minute)), None, None).unwrap();
    let profile = Uuid::from_u128(person).to_string();
    Booking::of_ids(Backend::Aniva, &profile, Some(&LOCATION.to_string()), span).unwrap()
}

fn made(id: &str, minute: i64) -> Appointment {
    Appointment {
        backend: Backend::Aniva,
        id: id.to_owned(),
        status: "scheduled".to_owned(),
        start: Some(at(minute)),
        end: None,
        panels: None,
        members: Vec::new(),
        record: Personal::default(),
        request_id: None,
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn read_at(count: u64) -> Scope {
    Scope { backend: Backend::Aniva, days: None, as_of: seconds(count) }
}

fn ids<'a>(entries: &[CalendarEntry<'a>]) -> Vec<&'a str> {
    let id = |entry: &CalendarEntry<'a>| match entry {
        CalendarEntry::OnRecord(booked) => booked.id.as_str(),
        CalendarEntry::Unsettled(_) => "?",
    };
    entries.iter().map(id).collect()
}

#[test]
fn what_was_made_counts_until_a_read_is_new_enough_to_tell() {
    let mut book = Book::default();
    let change = book.record(&Change::from(draw(1, 0)));
    book.mark_made(change, &made("a", 0), seconds(100));
    let all = |scopes: &[Scope]| ids(&book.beside([], scopes, |_| true)).concat();
    assert_eq!(
        [all(&[]), all(&[read_at(50)]), all(&[read_at(189)]), all(&[read_at(190)])],
        ["a", "a", "a", ""]
    );
    let day = |day: &str| {
        let day = day.parse().unwrap();
        Scope { backend: Backend::Aniva, days: Days::new(day, day, chrono_tz::Tz::UTC), as_of: seconds(500) }
    };
    assert_eq!([all(&[day("2027-02-10")]), all(&[day("2027-02-11")])], ["", "a"], "of its own day only");
}

#[test]
fn what_is_read_of_it_stands_in_its_place() {
    let mut book = Book::default();
    let change = book.record(&Change::from(draw(1, 0)));
    let mut off = made("a", 0);
    book.mark_made(change, &off, seconds(100));
    off.status = "cancelled".to_owned();
    let mut other = Book::default();
    let same = other.record(&Change::from(draw(1, 0)));
    other.mark_made(same, &off, seconds(100));
    let ChangeState::Made(read) = &other.changes[0].state else { panic!("it was made") };
    let entries = book.beside([&**read], &[], |_| true);
    assert_eq!((ids(&entries), entries[0].is_live()), (vec!["a"], false));
}

#[test]
fn what_is_unknown_counts_until_it_is_seen_or_settled() {
    let mut book = Book::default();
    let change = book.record(&Change::from(draw(1, 0)));
    assert!(book.changes[0].is_sending() && !book.has_sent(&draw(1, 0)));
    book.mark_lost(change);
    assert!(book.has_sent(&draw(1, 0)) && !book.has_sent(&draw(2, 0)));
    assert_eq!(ids(&book.beside([], &[read_at(9_999)], |_| true)), ["?"]);
    let mut elsewhere = Book::default();
    let there = elsewhere.record(&Change::from(draw(1, 0)));
    elsewhere.mark_made(there, &made("a", 0), seconds(0));
    let ChangeState::Made(read) = &elsewhere.changes[0].state else { panic!("it was made") };
    assert_eq!(ids(&book.beside([&**read], &[], |_| true)), ["a"], "the clinic shows it");
    book.mark_made_by_hand(change, seconds(100));
    assert_eq!(ids(&book.beside([], &[read_at(100)], |_| true)), ["?"]);
    assert_eq!(ids(&book.beside([], &[read_at(190)], |_| true)), [""; 0], "a person was wrong, or it is off");
    book.forget(change);
    assert!(!book.has_sent(&draw(1, 0)));
}

proptest! {
    /// No free time that is left shares a moment with what was sent from here.
    #[test]
    fn what_is_taken_is_not_free(
        sent in proptest::collection::vec(0..40_i64, 0..5),
        slots in proptest::collection::vec(0..40_i64, 0..20),
        length in 0..4_i64,
    ) {
        let mut book = Book::default();
        for minute in &sent {
            book.record(&Change::from(draw(1, *minute)));
        }
        let slot = |start: &i64| Slot { start: at(*start), end: at(*start) + TimeDelta::minutes(length) };
        let free = Free::of(Basis::Availability, slots.iter().map(slot).collect());
        let taken = book.taken(&Provider::named(Backend::Aniva, &LOCATION.to_string()).unwrap(), |_| Some(seconds(9)));
        let left = free.without(&taken);
        for slot in &free.slots {
            let is_taken = sent.iter().any(|minute| (slot.start - at(*minute)).num_minutes().abs() < length.max(1));
            prop_assert_eq!(left.slots.contains(slot), !is_taken);
        }
    }
}
