//! The first free time that fits a wish.

use booking::time::{Clock, Wish};
use booking::{Basis, Free, Period, Slot, Wished, time};
use office::{Calendars, FreeSearch, FreeTimes, NoFreeTime, OfferedTime, Search, VisitNeeds};

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

/// What a visit of this length needs, if it has one.
pub(crate) fn needs(minutes: Option<i64>) -> VisitNeeds {
    VisitNeeds {
        length: minutes.and_then(Minutes::new),
        ..VisitNeeds::default()
    }
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
    let wish = wish(desk, words);
    let needs = needs(None);
    desk.office
        .search_free(times, needs.search().with_wish(&wish))
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
    assert_eq!(offered(needs(None).search()), [at(60)]);
    assert_eq!(offered(needs(Some(15)).search()), [at(0), at(60)]);
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
    let needs = needs(None);
    let search = needs.search().with_wish(&none);
    let offered = |most| {
        desk.office
            .times_instead(Calendars::One(&times), search, most)
    };
    let expected = [240, 1_680, 3_120].map(|minutes| OfferedTime::from(at(minutes)));
    assert_eq!(offered(3), expected);
    let expected = [0, 240, 1_680, 3_120].map(|minutes| OfferedTime::from(at(minutes)));
    assert_eq!(offered(4), expected);
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
    let zone = zones::Zone::BERLIN;
    let needs = needs(None);
    let search = needs.search();
    assert_eq!(search.days(today, last, zone), (today, last));
    let far = day("2027-12-31");
    let (_, to) = search.days(today, far, zone);
    assert_eq!(to, day("2027-02-22"), "ninety days");
    let desk = AtWork::new();
    let wish = wish(&desk, "27.11.");
    let friday = day("2026-11-27");
    let days = search.with_wish(&wish).days(today, last, zone);
    assert_eq!(days, (friday, friday));
}

#[test]
fn the_wish_on_the_waiting_list_counts_until_a_time_is_named() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30, 1_440, 1_680]);
    let period = |start: i64, end: i64| Period {
        start: Some(at(start)),
        end: Some(at(end)),
    };
    let needs = VisitNeeds {
        wished: Some(Wished::of(vec![period(1_440, 1_500), period(1_600, 1_700)])),
        ..needs(None)
    };
    let starts = |words: &str| {
        let wish = wish(&desk, words);
        let search = needs.search().with_wish(&wish);
        desk.office.starts_offered(&times, search)
    };
    assert_eq!(starts(""), [at(1_440)], "the last one would end too late");
    assert_eq!(starts("first"), [at(1_440)]);
    assert_eq!(
        starts("th"),
        [at(0), at(30)],
        "she says on the telephone that Thursday will do"
    );
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let friday = day("2026-11-27");
    assert_eq!(needs.search().days_among(&times), (friday, friday));
    let open = VisitNeeds {
        wished: Some(Wished::of(vec![Period {
            start: Some(at(1_440)),
            end: None,
        }])),
        ..needs
    };
    let (from, to) = open.search().days_among(&times);
    assert_eq!((from, to), (friday, friday + chrono::Days::new(90)));
}

#[test]
fn what_is_left_of_a_slot_will_do_for_whoever_is_there() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30, 120]);
    desk.office.moment.now = at(7);
    let first = |desk: &AtWork, words: &str, minutes: Option<i64>| {
        let wish = wish(desk, words);
        let needs = needs(minutes);
        let search = needs.search().with_wish(&wish);
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
