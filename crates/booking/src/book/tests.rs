mod scale;

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::clinics::{ANIVA, CLINIK};
use crate::time::Span;
use crate::{Basis, ChangeKind, Days, Free, Moved, Personal, ReadResult, Revision, Slot, Status};

const LOCATION: Uuid = Uuid::from_u128(7);

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_802_246_400 + minute * 60, 0).unwrap()
}

fn draw(person: u128, minute: i64) -> Booking {
    let span = Span::resolve(Some(at(minute)), None, None).unwrap();
    let profile = Uuid::from_u128(person).to_string();
    Booking::of_ids(ANIVA, &profile, Some(&LOCATION.to_string()), span).unwrap()
}

fn made(id: &str, minute: i64) -> Appointment {
    Appointment {
        clinic: ANIVA,
        id: id.to_owned(),
        status: "scheduled".to_owned(),
        start: Some(at(minute)),
        end: None,
        panels: None,
        also: Default::default(),
        members: Vec::new(),
        record: Personal::default(),
        request_id: None,
        version: None,
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn location() -> Provider {
    Provider::named(ANIVA, &LOCATION.to_string()).unwrap()
}

/// The location's calendar as requested at that second.
fn read_at(count: u64, rows: &[Booked]) -> CalendarRead {
    CalendarRead {
        subject: Subject::provider(&location()),
        days: None,
        as_of: seconds(count),
        is_whole: true,
        rows: rows.to_vec(),
        blocked: Vec::new(),
        since: None,
        names_absences: false,
        is_unpublished: false,
    }
}

/// The ids that the location's calendar shows after these reads.
fn after(book: &Book, reads: Vec<CalendarRead>) -> Vec<String> {
    let mut book = book.clone();
    reads.into_iter().for_each(|read| book.read(read));
    ids(&book.calendar(&[Subject::provider(&location())], |_| true))
        .into_iter()
        .map(str::to_owned)
        .collect()
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
    let read = |count| after(&book, vec![read_at(count, &[])]).concat();
    assert_eq!(
        [
            after(&book, vec![]).concat(),
            read(50),
            read(189),
            read(190)
        ],
        ["a", "a", "a", ""]
    );
    let on = |day: &str| {
        let day = day.parse().unwrap();
        let days = Days::new(day, day, zones::Zone::UTC);
        after(
            &book,
            vec![CalendarRead {
                days,
                ..read_at(500, &[])
            }],
        )
        .concat()
    };
    assert_eq!(
        [on("2027-02-10"), on("2027-02-11")],
        ["", "a"],
        "of its own day only"
    );
    let part = CalendarRead {
        is_whole: false,
        ..read_at(500, &[])
    };
    assert_eq!(
        after(&book, vec![part]).concat(),
        "a",
        "what was not read whole tells nothing of what it lacks"
    );
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
    let ChangeState::Made(read) = &other.changes.iter().next().unwrap().state else {
        panic!("it was made")
    };
    book.read(read_at(0, &[(**read).clone()]));
    let entries = book.calendar(&[Subject::provider(&location())], |_| true);
    assert_eq!((ids(&entries), entries[0].is_live()), (vec!["a"], false));
}

#[test]
fn what_is_unknown_counts_until_it_is_seen_or_settled() {
    let mut book = Book::default();
    let change = book.record(&Change::from(draw(1, 0)));
    assert!(book.changes.iter().all(RecordedChange::is_sending) && !book.has_sent(&draw(1, 0)));
    book.mark_lost(change);
    assert!(book.has_sent(&draw(1, 0)) && !book.has_sent(&draw(2, 0)));
    assert_eq!(after(&book, vec![read_at(9_999, &[])]), ["?"]);
    let mut elsewhere = Book::default();
    let there = elsewhere.record(&Change::from(draw(1, 0)));
    elsewhere.mark_made(there, &made("a", 0), at(0), seconds(0));
    let ChangeState::Made(read) = &elsewhere.changes.iter().next().unwrap().state else {
        panic!("it was made")
    };
    assert_eq!(
        after(&book, vec![read_at(0, &[(**read).clone()])]),
        ["a"],
        "the clinic shows it"
    );
    book.mark_made_by_hand(change, seconds(100));
    assert_eq!(after(&book, vec![read_at(100, &[])]), ["?"]);
    assert_eq!(
        after(&book, vec![read_at(190, &[])]),
        [""; 0],
        "a person was wrong, or it is off"
    );
    book.forget(change);
    assert!(!book.has_sent(&draw(1, 0)));
}

proptest! {
    /// No remaining free time overlaps a change that was sent from here.
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
        let taken = book.taken(&location(), |_| Some(seconds(9)));
        let left = free.without(&taken);
        for slot in &free.slots {
            let is_taken = sent.iter().any(|minute| (slot.start - at(*minute)).num_minutes().abs() < length.max(1));
            prop_assert_eq!(left.slots.contains(slot), !is_taken);
        }
    }
}

/// The history of each appointment at the clinic: since which second it has which minute, or none.
type Truth = Vec<Vec<(u64, Option<i64>)>>;

/// One change by a desk.
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

/// The appointments that take place according to the clinic at that second.
fn standing(truth: &Truth, then: u64) -> Vec<(String, i64)> {
    let minute =
        |one: &Vec<(u64, Option<i64>)>| one.iter().rev().find(|(since, _)| *since <= then)?.1;
    truth
        .iter()
        .enumerate()
        .filter_map(|(which, one)| Some((id_of(which), minute(one)?)))
        .collect()
}

fn named(which: usize, minute: Option<i64>) -> AppointmentRef {
    AppointmentRef {
        clinic: ANIVA,
        id: id_of(which),
        person: Some(Uuid::from_u128(1).to_string()),
        provider: Some(LOCATION.to_string()),
        start: minute.map(at),
        end: None,
        status: "scheduled".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
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
        Step::Cancel(which) => Some((
            which,
            Change::cancelled(named(which, Some(current(which)?)), "ill")?,
            None,
        )),
    }
}

/// A change by another window, as the records hold it.
fn on_record(place: usize, which: usize, change: &Change, second: i64) -> ChangeRecord {
    ChangeRecord {
        status: None,
        list: None,
        by: Author {
            record: Some(Uuid::from_u128(place as u128)),
            ..Author::default()
        },
        facts: ChangeFacts {
            end: None,
            old_start: None,
            old_status: None,
            ..ChangeFacts::of(change)
        },
        is_alone: false,
        stands: Some(ChangeProgress::Made(id_of(which))),
        at: at(0) + TimeDelta::seconds(second),
    }
}

#[test]
fn the_moves_on_record_say_what_became_of_a_move_whose_answer_was_lost() {
    let (person, provider) = (
        Some(Uuid::from_u128(1).to_string()),
        Some(LOCATION.to_string()),
    );
    let of = |minute| AppointmentRef {
        person: person.clone(),
        provider: provider.clone(),
        ..AppointmentRef::of(&made("a", minute))
    };
    let moved = |from, to| {
        let span = Span::resolve(Some(at(to)), None, None).unwrap();
        Change::moved(of(from), span, None).unwrap()
    };
    let lost = moved(0, 60);
    let result_of_moves = |moves: &[(i64, i64)], [is_alone, is_lost_alone]: [bool; 2], now: i64| {
        let mut book = Book::default();
        let record = |(place, (from, to)): (usize, &(i64, i64))| ChangeRecord {
            facts: ChangeFacts::of(&moved(*from, *to)),
            is_alone,
            stands: Some(ChangeProgress::Made("a".to_owned())),
            ..on_record(place, 0, &moved(*from, *to), 10 + place as i64)
        };
        book.learn(
            moves.iter().enumerate().map(record).collect(),
            at(2),
            seconds(100),
            None,
        );
        book.result_by_history(&lost, is_lost_alone, &made("a", now))
    };
    let result = |moves: &[(i64, i64)], now: i64| result_of_moves(moves, [false; 2], now);
    use ReadResult::{Altered, Done, NotDone};
    for alone in [[true, false], [false, true]] {
        assert_eq!(
            result_of_moves(&[(0, 90)], alone, 90),
            Altered,
            "both may have been made, this one first"
        );
        assert_eq!(
            result_of_moves(&[(60, 90)], alone, 90),
            Done,
            "it was found there"
        );
    }
    assert_eq!(result(&[], 90), Altered);
    assert_eq!(result(&[(60, 90)], 90), Done, "it was found there");
    assert_eq!(
        result(&[(0, 90)], 90),
        NotDone,
        "it was found where it had been"
    );
    assert_eq!(result(&[(0, 120), (120, 90)], 90), NotDone);
    assert_eq!(
        result(&[(120, 90), (0, 120)], 90),
        NotDone,
        "by desks whose clocks differ"
    );
    assert_eq!(result(&[(0, 90), (30, 0)], 90), NotDone);
    assert_eq!(
        result(&[(0, 120)], 90),
        Altered,
        "the clinic itself has moved it since"
    );
    assert_eq!(result(&[(60, 0)], 90), Altered, "it was there before");
    assert_eq!(result(&[(60, 0), (0, 90)], 90), NotDone);
    assert_eq!(
        result(&[(0, 90), (90, 0)], 90),
        Altered,
        "it was there before, and has been moved back"
    );
}

#[test]
fn the_changes_on_record_say_what_became_of_a_status_or_a_cancellation_whose_answer_was_lost() {
    let as_of = |status: &str| Appointment {
        clinic: CLINIK,
        status: status.to_owned(),
        ..made("a", 0)
    };
    let with_status =
        |from: &str, to| Change::with_status(AppointmentRef::of(&as_of(from)), to).unwrap();
    let cancelled =
        |reason: &str| Change::cancelled(AppointmentRef::of(&as_of("booked")), reason).unwrap();
    let result = |lost: &Change, others: &[Change], now: &str| {
        let mut book = Book::default();
        let record = |(place, change): (usize, &Change)| ChangeRecord {
            facts: ChangeFacts::of(change),
            status: change.status_then().map(str::to_owned),
            stands: Some(ChangeProgress::Made("a".to_owned())),
            ..on_record(place, 0, change, 10 + place as i64)
        };
        book.learn(
            others.iter().enumerate().map(record).collect(),
            at(2),
            seconds(100),
            None,
        );
        book.result_by_history(lost, false, &as_of(now))
    };
    use ReadResult::{Altered, Done, NotDone};
    use Status::{Arrived, CheckedIn, Fulfilled};
    let arrived = with_status("booked", Arrived);
    assert_eq!(result(&arrived, &[], "fulfilled"), Altered);
    assert_eq!(
        result(&arrived, &[with_status("arrived", Fulfilled)], "fulfilled"),
        Done
    );
    assert_eq!(
        result(&arrived, &[with_status("booked", CheckedIn)], "checked-in"),
        NotDone
    );
    assert_eq!(result(&arrived, &[cancelled("ill")], "cancelled"), NotDone);
    assert_eq!(result(&cancelled("ill"), &[], "cancelled"), Done);
    assert_eq!(
        result(&cancelled("ill"), &[cancelled("away")], "cancelled"),
        NotDone,
        "another one was made"
    );
    let taken_back = with_status("cancelled", Status::Booked);
    assert_eq!(
        result(
            &cancelled("ill"),
            &[cancelled("away"), taken_back],
            "cancelled"
        ),
        Done
    );
}

#[derive(Clone, Copy, Debug)]
enum AnswerScope {
    Patient,
    Clinic,
}

/// The clinic's answer to a desk that has requested a calendar.
#[derive(Clone, Copy, Debug)]
struct Answer {
    requested_ago: u64,
    /// The lag of the clinic's search behind its writes, in seconds.
    behind: u64,
    is_whole: bool,
    /// The calendar of the patient or of everybody; the location's if `None`.
    of: Option<AnswerScope>,
}

fn answer() -> impl Strategy<Value = Answer> {
    let of = prop_oneof![
        Just(None),
        Just(Some(AnswerScope::Patient)),
        Just(Some(AnswerScope::Clinic))
    ];
    (0..300_u64, 0..90_u64, any::<bool>(), of).prop_map(|(requested_ago, behind, is_whole, of)| {
        Answer {
            requested_ago,
            behind,
            is_whole,
            of,
        }
    })
}

impl Answer {
    /// The second of the request, and the appointments listed.
    fn listed(self, truth: &Truth, up: u64) -> (u64, Vec<(String, i64)>) {
        let as_of = (up + 1).saturating_sub(self.requested_ago);
        let behind = self.behind.min(ANIVA.lag().as_secs());
        (as_of, standing(truth, as_of.saturating_sub(behind)))
    }

    fn read(self, as_of: u64, listed: &[(String, i64)]) -> CalendarRead {
        let row = |(id, minute): &(String, i64)| Booked {
            person: Some(Uuid::from_u128(1).to_string()),
            provider: Some(LOCATION.to_string()),
            status: "scheduled".to_owned(),
            ..Booked::new(ANIVA, id.clone(), at(*minute))
        };
        // Every other row of an incomplete read is missing.
        let rows: Vec<Booked> = listed
            .iter()
            .map(row)
            .step_by(if self.is_whole { 1 } else { 2 })
            .collect();
        let read = CalendarRead {
            is_whole: self.is_whole,
            ..read_at(as_of, &rows)
        };
        match self.of {
            None => read,
            Some(AnswerScope::Patient) => CalendarRead {
                subject: patient(),
                ..read
            },
            Some(AnswerScope::Clinic) => CalendarRead {
                subject: Subject::everyone(ANIVA),
                ..read
            },
        }
    }
}

fn patient() -> Subject {
    Subject::person(ANIVA, &Uuid::from_u128(1).to_string())
}

#[test]
fn of_two_reads_the_newer_counts_in_whatever_order_they_come() {
    let row = |id: &str, minute: i64| {
        let answer = Answer {
            requested_ago: 0,
            behind: 0,
            is_whole: true,
            of: None,
        };
        answer.read(0, &[(id.to_owned(), minute)]).rows.remove(0)
    };
    let old = read_at(10, &[row("a", 0), row("b", 5)]);
    let new = CalendarRead {
        subject: patient(),
        ..read_at(20, &[row("a", 30)])
    };
    let of_all = CalendarRead {
        subject: Subject::everyone(ANIVA),
        ..new.clone()
    };
    for reads in [
        vec![old.clone(), new.clone()],
        vec![new, old.clone()],
        vec![old.clone(), of_all.clone()],
        vec![of_all, old],
    ] {
        let mut book = Book::default();
        reads.into_iter().for_each(|read| book.read(read));
        let entries = book.calendar(&[Subject::provider(&location())], |_| true);
        let found: Vec<_> = entries
            .iter()
            .map(|entry| (entry.start(), entry.provider()))
            .collect();
        assert_eq!(
            found,
            [(Some(at(30)), Some(LOCATION.to_string().as_str()))],
            "moved, and the other one gone"
        );
    }
}

#[test]
fn the_last_change_of_an_appointment_counts_in_whatever_order_they_are_learnt() {
    let booked = on_record(1, 0, &Change::from(draw(1, 0)), 10);
    let off = Change::cancelled(named(0, Some(0)), "ill").unwrap();
    for second in [10, 20] {
        let cancelled = on_record(2, 0, &off, second);
        for records in [
            vec![booked.clone(), cancelled.clone()],
            vec![cancelled.clone(), booked.clone()],
        ] {
            let mut book = Book::default();
            book.learn(records, at(1), seconds(60), None);
            let entries = book.calendar(&[Subject::provider(&location())], |_| true);
            let live = entries.iter().filter(|entry| entry.is_live()).count();
            assert_eq!(
                (live, book.taken(&location(), |_| None).len()),
                (0, 0),
                "called off at {second}"
            );
            assert_eq!(
                book.done(|_| true)[0].kind,
                ChangeKind::Cancel,
                "the newest first"
            );
        }
    }
}

#[test]
fn a_move_on_record_replaces_the_time_of_what_it_altered_wherever_it_was_made() {
    let booked = on_record(1, 0, &Change::from(draw(1, 0)), 10);
    let later = Span::resolve(Some(at(30)), None, None).unwrap();
    let moved = on_record(
        2,
        0,
        &Change::moved(named(0, Some(0)), later, None).unwrap(),
        20,
    );
    let of = |records: &[ChangeRecord]| {
        let mut book = Book::default();
        book.learn(records.to_vec(), at(1), seconds(60), None);
        book.revision(ANIVA, &id_of(0))
    };
    assert_eq!(of(std::slice::from_ref(&booked)), Revision::default());
    let from = |from| Revision {
        number: 1,
        moved: Some(Moved { from }),
    };
    assert_eq!(of(&[moved.clone(), booked]), from(Some(at(0))));
    assert_eq!(
        of(&[moved]),
        from(None),
        "the records begin after it was booked"
    );
}

#[test]
fn a_shown_appointment_is_read_again_when_a_change_by_another_desk_is_learnt_whatever_its_clock_says()
 {
    let shown = made(&id_of(0), 0);
    let read_at = seconds(1000);
    let moved = |place, minute, second| {
        let to = Span::resolve(Some(at(minute)), None, None).unwrap();
        let change = Change::moved(named(0, Some(15)), to, None).unwrap();
        ChangeRecord {
            status: Some("scheduled".to_owned()),
            ..on_record(place, 0, &change, second)
        }
    };
    let differs = |records: &[ChangeRecord], since| {
        let mut book = Book::default();
        book.learn(
            records.to_vec(),
            at(0) + TimeDelta::seconds(1060),
            seconds(1060),
            None,
        );
        book.differs_from(&shown, since)
    };
    assert!(differs(&[moved(1, 30, 1020)], read_at), "made since");
    assert!(
        differs(&[moved(1, 30, 950)], read_at),
        "by a clock that is a minute slow"
    );
    assert!(
        differs(&[moved(1, 30, 1020), moved(2, 0, 1040)], read_at),
        "another change, dated later by a clock that is fast, leads to what is shown"
    );
    assert!(!differs(&[moved(1, 0, 1020)], read_at), "it is as shown");
    assert!(
        !differs(&[moved(1, 30, 1020)], seconds(1061)),
        "known before it was read"
    );
    assert!(
        !differs(&[moved(1, 30, 100)], read_at),
        "older than clocks differ"
    );
}

proptest! {
    /// Whichever window made the changes, and however late, stale, out of order or partial the reads are, the
    /// provider's day, the patient's appointments and the free times show the truth.
    #[test]
    fn every_view_says_what_stands_whatever_reads_come(
        steps in proptest::collection::vec((step(), 0..60_u64, any::<bool>()), 1..9),
        reads in proptest::collection::vec(answer(), 0..6),
    ) {
        let (mut book, mut truth, mut up) = (Book::default(), Truth::new(), 1000);
        for (place, (step, wait, elsewhere)) in steps.into_iter().enumerate() {
            up += wait;
            let Some((which, change, minute)) = change_of(&truth, step) else { continue };
            if which == truth.len() { truth.push(Vec::new()) }
            truth[which].push((up, minute));
            if elsewhere {
                let record = on_record(place, which, &change, up as i64);
                book.learn(vec![record], at(0) + TimeDelta::seconds(up as i64), seconds(up), None);
            } else {
                let id = book.record(&change);
                let mut now = made(&id_of(which), minute.unwrap_or_default());
                if minute.is_none() { (now.status, now.start) = ("cancelled".to_owned(), change.start()) }
                book.mark_made(id, &now, at(0) + TimeDelta::seconds(up as i64), seconds(up));
            }
        }
        let mut free = Vec::new();
        for answer in reads {
            let (as_of, listed) = answer.listed(&truth, up);
            book.read(answer.read(as_of, &listed));
            free.push((as_of, listed));
        }
        let mut stands: Vec<_> = standing(&truth, up).iter().map(|(_, minute)| Some(at(*minute))).collect();
        stands.sort();
        for subject in [Subject::provider(&location()), patient(), Subject::everyone(ANIVA)] {
            let entries = book.calendar(std::slice::from_ref(&subject), |_| true);
            let mut seen: Vec<_> = entries.iter().filter(|entry| entry.is_live()).map(|entry| entry.start()).collect();
            seen.sort();
            prop_assert_eq!(&seen, &stands, "{:?}", subject);
        }
        for (as_of, listed) in free {
            let slot = |minute: i64| Slot { start: at(minute), end: at(minute) + TimeDelta::minutes(1) };
            let is_free = |minute: &i64| listed.iter().all(|(_, taken)| taken != minute);
            let free = Free::of(Basis::Availability, (0..60).filter(is_free).map(slot).collect());
            let left = free.without(&book.taken(&location(), |_| Some(seconds(as_of))));
            for minute in stands.iter().flatten() {
                prop_assert!(left.slots.iter().all(|slot| slot.start != *minute), "a taken time is offered");
            }
        }
    }
}
