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
    Booking::of_ids(Vendor::Aniva, &profile, Some(&LOCATION.to_string()), span).unwrap()
}

fn made(id: &str, minute: i64) -> Appointment {
    Appointment {
        backend: Vendor::Aniva,
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
    Scope { backend: Vendor::Aniva, days: None, as_of: seconds(count) }
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
    book.mark_made(change, &made("a", 0), at(0), seconds(100));
    let all = |scopes: &[Scope]| ids(&book.beside([], scopes, |_| true)).concat();
    assert_eq!(
        [all(&[]), all(&[read_at(50)]), all(&[read_at(189)]), all(&[read_at(190)])],
        ["a", "a", "a", ""]
    );
    let day = |day: &str| {
        let day = day.parse().unwrap();
        Scope { backend: Vendor::Aniva, days: Days::new(day, day, chrono_tz::Tz::UTC), as_of: seconds(500) }
    };
    assert_eq!([all(&[day("2027-02-10")]), all(&[day("2027-02-11")])], ["", "a"], "of its own day only");
}

#[test]
fn what_is_read_of_it_stands_in_its_place() {
    let mut book = Book::default();
    let change = book.record(&Change::from(draw(1, 0)));
    let mut off = made("a", 0);
    book.mark_made(change, &off, at(0), seconds(100));
    off.status = "cancelled".to_owned();
    let mut other = Book::default();
    let same = other.record(&Change::from(draw(1, 0)));
    other.mark_made(same, &off, at(0), seconds(100));
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
    elsewhere.mark_made(there, &made("a", 0), at(0), seconds(0));
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
        let taken = book.taken(&Provider::named(Vendor::Aniva, &LOCATION.to_string()).unwrap(), |_| Some(seconds(9)));
        let left = free.without(&taken);
        for slot in &free.slots {
            let is_taken = sent.iter().any(|minute| (slot.start - at(*minute)).num_minutes().abs() < length.max(1));
            prop_assert_eq!(left.slots.contains(slot), !is_taken);
        }
    }
}

/// An appointment at the clinic: since when it stands so, and at which minute, if it does.
type Truth = Vec<Vec<(u64, Option<i64>)>>;

/// What somebody does in a week of changes.
#[derive(Clone, Copy, Debug)]
enum Step {
    Book(i64),
    Move(usize, i64),
    Cancel(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..60_i64).prop_map(Step::Book),
        (0..9_usize, 0..60_i64).prop_map(|(which, minute)| Step::Move(which, minute)),
        (0..9_usize).prop_map(Step::Cancel),
    ]
}

fn id_of(which: usize) -> String {
    Uuid::from_u128(100 + which as u128).to_string()
}

/// The appointments that take place, as the clinic had them then.
fn standing(truth: &Truth, then: u64) -> Vec<(String, i64)> {
    let minute = |one: &Vec<(u64, Option<i64>)>| one.iter().rev().find(|(since, _)| *since <= then)?.1;
    truth.iter().enumerate().filter_map(|(which, one)| Some((id_of(which), minute(one)?))).collect()
}

fn named(which: usize, minute: Option<i64>) -> AppointmentRef {
    AppointmentRef {
        vendor: Vendor::Aniva,
        id: id_of(which),
        person: Some(Uuid::from_u128(1).to_string()),
        provider: Some(LOCATION.to_string()),
        start: minute.map(at),
        end: None,
        status: "scheduled".to_owned(),
    }
}

fn change_of(truth: &Truth, step: Step) -> Option<(usize, Change, Option<i64>)> {
    let current = |which: usize| truth.get(which).and_then(|one| one.last()?.1);
    match step {
        Step::Book(minute) => Some((truth.len(), Change::from(draw(1, minute)), Some(minute))),
        Step::Move(which, minute) => {
            let span = Span::resolve(Some(at(minute)), None, None).unwrap();
            let of = named(which, Some(current(which)?));
            Some((which, Change::moved(of, span, None)?, Some(minute)))
        }
        Step::Cancel(which) => {
            Some((which, Change::cancelled(named(which, Some(current(which)?)), "ill")?, None))
        }
    }
}

/// A change that another window made, as the records tell it.
fn on_record(place: usize, which: usize, change: &Change, second: i64) -> OnRecord {
    OnRecord {
        by: Author { record: Some(Uuid::from_u128(place as u128)), ..Author::default() },
        kind: change.kind(),
        visit: change.visit(),
        end: None,
        about: change.appointment().map(|of| of.id.clone()),
        stands: Some(Stands::Made(id_of(which))),
        at: at(0) + TimeDelta::seconds(second),
    }
}

#[test]
fn the_last_change_of_an_appointment_counts_in_whatever_order_they_are_learnt() {
    let booked = on_record(1, 0, &Change::from(draw(1, 0)), 10);
    let off = Change::cancelled(named(0, Some(0)), "ill").unwrap();
    let provider = Provider::named(Vendor::Aniva, &LOCATION.to_string()).unwrap();
    for second in [10, 20] {
        let cancelled = on_record(2, 0, &off, second);
        for records in [vec![booked.clone(), cancelled.clone()], vec![cancelled.clone(), booked.clone()]] {
            let mut book = Book::default();
            book.learn(records, at(1), seconds(60));
            let live = book.beside([], &[], |_| true).iter().filter(|entry| entry.is_live()).count();
            assert_eq!((live, book.taken(&provider, |_| None).len()), (0, 0), "called off at {second}");
            assert_eq!(book.done(|_| true)[0].kind, ChangeKind::Cancel, "the newest first");
        }
    }
}

proptest! {
    /// However stale the reads are, and whichever window made the changes: day and free times say what stands.
    #[test]
    fn every_view_agrees_with_what_stands_however_late_a_read_is(
        steps in proptest::collection::vec((step(), 0..60_u64, any::<bool>()), 1..9),
        asked_ago in 0..200_u64,
        behind in 0..90_u64,
    ) {
        let (mut book, mut truth, mut up) = (Book::default(), Truth::new(), 1000);
        for (place, (step, wait, elsewhere)) in steps.into_iter().enumerate() {
            up += wait;
            let Some((which, change, minute)) = change_of(&truth, step) else { continue };
            if which == truth.len() { truth.push(Vec::new()) }
            truth[which].push((up, minute));
            if elsewhere {
                let record = on_record(place, which, &change, up as i64);
                book.learn(vec![record], at(0) + TimeDelta::seconds(up as i64), seconds(up));
            } else {
                let id = book.record(&change);
                let mut now = made(&id_of(which), minute.unwrap_or_default());
                if minute.is_none() { (now.status, now.start) = ("cancelled".to_owned(), change.subject().1) }
                book.mark_made(id, &now, at(0) + TimeDelta::seconds(up as i64), seconds(up));
            }
        }
        let lag = Vendor::Aniva.lag().as_secs();
        let as_of = (up + 1).saturating_sub(asked_ago);
        let told = standing(&truth, as_of.saturating_sub(behind.min(lag)));
        let rows: Vec<Booked> = told.iter().map(|(id, minute)| Booked {
            backend: Vendor::Aniva,
            id: id.clone(),
            person: Some(Uuid::from_u128(1).to_string()),
            provider: Some(LOCATION.to_string()),
            start: Some(at(*minute)),
            end: None,
            status: "scheduled".to_owned(),
            comment: None,
            what: None,
        }).collect();
        let scope = Scope { backend: Vendor::Aniva, days: None, as_of: seconds(as_of) };
        let entries = book.beside(&rows, &[scope], |_| true);
        let mut seen: Vec<_> = entries.iter().filter(|entry| entry.is_live()).map(|entry| entry.start()).collect();
        let mut stands: Vec<_> = standing(&truth, up).iter().map(|(_, minute)| Some(at(*minute))).collect();
        seen.sort();
        stands.sort();
        prop_assert_eq!(&seen, &stands, "the day");
        let slot = |minute: i64| Slot { start: at(minute), end: at(minute) + TimeDelta::minutes(1) };
        let is_free = |minute: &i64| told.iter().all(|(_, taken)| taken != minute);
        let free = Free::of(Basis::Availability, (0..60).filter(is_free).map(slot).collect());
        let taken =
            book.taken(&Provider::named(Vendor::Aniva, &LOCATION.to_string()).unwrap(), |_| Some(seconds(as_of)));
        let left = free.without(&taken);
        for minute in stands.iter().flatten() {
            prop_assert!(left.slots.iter().all(|slot| slot.start != *minute), "a taken time is offered");
        }
    }
}
