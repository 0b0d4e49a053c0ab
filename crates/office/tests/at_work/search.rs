//! The first free time that fits a wish.

use booking::time::{Clock, Wish};
use booking::{Basis, Free, Slot, time};
use office::{FreeSearch, FreeTimes, NoFreeTime, Search, days_searched};

use super::hours::karin;
use super::*;

/// The wish of a line, read in the office's zone.
pub(crate) fn wish(desk: &AtWork, words: &str) -> Wish {
    let clock = Clock {
        now: desk.office.moment.now,
        zone: zones::Zone::BERLIN,
        date_order: None,
        language: booking::Language::En,
        open: None,
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    time::wish(&words, &clock).expect("a wish")
}

/// The first fortnight of Karin's free times: half hours that begin this many minutes after Thursday, ten o'clock.
pub(crate) fn free_at(desk: &mut AtWork, minutes: &[i64]) -> FreeTimes {
    let slot = |minutes: &i64| Slot {
        start: at(*minutes),
        end: at(*minutes + 30),
    };
    let free = Free {
        complete: true,
        ..Free::of(Basis::Slots, minutes.iter().map(slot).collect())
    };
    answered(desk, Ok(free))
}

fn answered(desk: &mut AtWork, answer: Result<Free, Failure>) -> FreeTimes {
    let question = desk.office.free_times_question(karin(), None);
    let today = question.today;
    let mut times = FreeTimes::new(question);
    let moment = desk.office.moment;
    let request = times.request(today, None, moment, &mut desk.office.tickets);
    let ticket = request.as_ref().and_then(Effect::ticket).expect("a ticket");
    assert!(times.answer(ticket, answer, moment));
    times
}

fn search(desk: &AtWork, times: &FreeTimes, words: &str) -> FreeSearch {
    let today = times.question().today;
    desk.office
        .search_free(times, times.search(None), today, &wish(desk, words))
}

#[test]
fn the_first_time_that_the_wish_admits_is_found() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 240, 1440]);
    let found = |first| FreeSearch::Found {
        first,
        is_passed_over: false,
    };
    assert_eq!(search(&desk, &times, ""), found(at(0)));
    assert_eq!(search(&desk, &times, "th afternoon"), found(at(240)));
    assert_eq!(search(&desk, &times, "fr"), found(at(1440)));
}

#[test]
fn a_time_at_which_the_patient_is_elsewhere_is_passed_over() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_1", 0)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    let times = free_at(&mut desk, &[0, 60]);
    let found = FreeSearch::Found {
        first: at(60),
        is_passed_over: true,
    };
    assert_eq!(search(&desk, &times, ""), found);
}

/// The slots last half an hour. A visit without a length takes a whole slot.
#[test]
fn a_visit_without_a_length_is_as_long_as_the_slot() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_1", 20)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    let times = free_at(&mut desk, &[0, 60]);
    let offered = |search: Search<'_>| desk.office.starts_offered(&times, search);
    assert_eq!(offered(times.search(None)), [at(60)]);
    let short = booking::time::Minutes::new(15);
    assert_eq!(offered(times.search(short)), [at(0), at(60)]);
}

#[test]
fn an_appointment_that_moves_is_not_in_its_own_way_and_another_one_is() {
    let mut desk = AtWork::new();
    let ticket = desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_1", 20), row(MARIA, "appt_2", 60)];
    desk.answers(ticket, Answer::Calendar(Ok(whole(rows))));
    let times = free_at(&mut desk, &[0, 60, 120]);
    let rules = booking::VisitRules::default();
    let of = booked_at(20);
    let starts = desk
        .office
        .starts_offered(&times, Search::of_move(&of, &rules));
    assert_eq!(starts, [at(0), at(120)]);
}

#[test]
fn whoever_is_there_needs_no_time_to_come() {
    let mut desk = AtWork::new();
    desk.office.setup.least_notice = TimeDelta::days(3);
    let times = free_at(&mut desk, &[0, 4_320]);
    let found = |first| FreeSearch::Found {
        first,
        is_passed_over: false,
    };
    for now in ["now", "jetzt", "sofort", "nyt", "heti"] {
        assert_eq!(search(&desk, &times, now), found(at(0)), "{now}");
    }
    assert_eq!(search(&desk, &times, "asap"), found(at(4_320)));
}

#[test]
fn in_place_of_an_afternoon_afternoons_are_offered_first() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30, 60, 240, 1_680, 3_120]);
    let none = wish(&desk, "su afternoon");
    let offered = desk
        .office
        .alternatives(&times, times.search(None), &none, 3);
    assert_eq!(offered, [at(240), at(1_680), at(3_120)]);
    let offered = desk
        .office
        .alternatives(&times, times.search(None), &none, 4);
    assert_eq!(offered, [at(0), at(240), at(1_680), at(3_120)]);
}

#[test]
fn a_time_sooner_than_the_least_notice_is_not_proposed() {
    let mut desk = AtWork::new();
    desk.office.setup.least_notice = TimeDelta::days(3);
    let times = free_at(&mut desk, &[0, 4_320]);
    let found = FreeSearch::Found {
        first: at(4_320),
        is_passed_over: false,
    };
    assert_eq!(search(&desk, &times, ""), found);
}

#[test]
fn days_that_nobody_has_asked_about_come_next() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[]);
    let later = times.question().today + chrono::Days::new(14);
    assert_eq!(search(&desk, &times, ""), FreeSearch::Further(later));
    assert_eq!(
        search(&desk, &times, "27.11."),
        FreeSearch::Ended(NoFreeTime::NoneFits)
    );
}

#[test]
fn what_is_not_published_or_not_read_is_told_apart() {
    let mut desk = AtWork::new();
    let nothing = Free::of(Basis::NoSchedule, Vec::new());
    let times = answered(&mut desk, Ok(nothing));
    assert_eq!(
        search(&desk, &times, ""),
        FreeSearch::Ended(NoFreeTime::Unpublished)
    );
    let lost = Failure::NotSent(Report::of(Cause::ConnectionLost));
    let times = answered(&mut desk, Err(lost));
    assert_eq!(
        search(&desk, &times, ""),
        FreeSearch::Ended(NoFreeTime::Unread)
    );
    let unasked = FreeTimes::new(times.question().clone());
    assert_eq!(search(&desk, &unasked, ""), FreeSearch::Awaited);
}

#[test]
fn a_search_ends_with_the_days_that_may_have_free_times() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let today = day("2026-11-24");
    let last = day("2027-01-10");
    assert_eq!(days_searched(today, today, last, None), (today, last));
    let far = day("2027-12-31");
    let (_, to) = days_searched(today, today, far, None);
    assert_eq!(to, day("2027-02-22"), "ninety days");
    let desk = AtWork::new();
    let (from, to) = days_searched(today, today, last, Some(&wish(&desk, "27.11.")));
    assert_eq!((from, to), (day("2026-11-27"), day("2026-11-27")));
}

#[test]
fn what_is_left_of_a_slot_will_do_for_whoever_is_there() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30, 120]);
    desk.office.moment.now = at(7);
    let first = |desk: &AtWork, words: &str, minutes: Option<i64>| {
        let wish = wish(desk, words);
        let length = minutes.and_then(booking::time::Minutes::new);
        let search = times.search(length).with_wish(&wish);
        desk.office.starts_offered(&times, search).first().copied()
    };
    assert_eq!(first(&desk, "now", None), Some(at(10)));
    assert_eq!(
        first(&desk, "now", Some(45)),
        Some(at(10)),
        "the next one is free, too"
    );
    assert_eq!(
        first(&desk, "now", Some(60)),
        None,
        "nor is any other as long"
    );
    desk.office.moment.now = at(37);
    assert_eq!(
        first(&desk, "now", None),
        Some(at(120)),
        "a visit takes all of a slot, of which twenty minutes are left"
    );
    assert_eq!(first(&desk, "now", Some(20)), Some(at(40)));
    assert_eq!(first(&desk, "now", Some(25)), Some(at(120)));
    desk.office.moment.now = at(7);
    assert_eq!(first(&desk, "now", Some(30)), Some(at(10)));
    assert_ne!(
        first(&desk, "", Some(30)),
        Some(at(10)),
        "a caller has to come first"
    );
    desk.office.moment.now = at(27);
    assert_eq!(
        first(&desk, "now", None),
        Some(at(30)),
        "nothing is left of the first"
    );
}

#[test]
fn whoever_waits_for_a_patient_is_known_by_the_day() {
    let mut desk = AtWork::new();
    let visit = |id: &str, minutes: i64, status: &str| Booked {
        status: status.to_owned(),
        ..row(MARIA, id, minutes)
    };
    let rows = vec![
        visit("appt_1", -120, "booked"),
        visit("appt_2", -20, "arrived"),
        visit("appt_3", -12, "booked"),
        visit("appt_4", 30, "booked"),
    ];
    let today = desk.office.free_times_question(karin(), None).today;
    let days = booking::Days::new(today, today, zones::Zone::BERLIN).expect("a day");
    desk.office.moment.now = at(0);
    let read = CalendarKey::Provider(karin(), days).read(whole(rows), desk.office.moment.up);
    desk.office.book.read(read);
    let overdue = desk.office.overdue_with(&[karin()]);
    let starts: Vec<_> = overdue.iter().map(|visit| visit.start).collect();
    assert_eq!(starts, [at(-12)], "nobody waits for two hours");
    assert!(desk.office.overdue_with(&[]).is_empty());
}
