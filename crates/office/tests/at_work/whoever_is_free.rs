//! The first available practitioner of several.

use booking::time::{Minutes, Wish};
use booking::{Basis, Blocked, Draft, Free, Hold, Slot};
use office::{
    BookingCase, BookingForm, Calendars, FreeStart, GroupSearch, GroupTimes, NoFreeTime, SharedNews,
};

use super::booking_case::clock;
use super::search::{needs, wish};
use super::*;

/// A search in a group of practitioners: `prac_1`, `prac_2`, …
struct Asked {
    desk: AtWork,
    group: GroupTimes,
    wish: Wish,
}

fn member(number: usize) -> Provider {
    Provider::named(CLINIK, &format!("prac_{number}")).expect("a practitioner")
}

/// Half hours that begin this many minutes after Thursday, ten o'clock.
fn half_hours(minutes: &[i64]) -> Free {
    let slots: Vec<(i64, i64)> = minutes.iter().map(|start| (*start, 30)).collect();
    slots_of(&slots)
}

/// Slots with their starts in minutes after Thursday, ten o'clock, and their lengths.
fn slots_of(slots: &[(i64, i64)]) -> Free {
    let slot = |(start, length): &(i64, i64)| Slot {
        start: at(*start),
        end: at(*start + length),
    };
    Free {
        complete: true,
        ..Free::of(Basis::Slots, slots.iter().map(slot).collect())
    }
}

impl Asked {
    fn of(count: usize, words: &str) -> Asked {
        let mut desk = AtWork::new();
        let questions = desk.office.group_questions((1..=count).map(member), None);
        let group = Office::group_times(questions);
        let wish = wish(&desk, words);
        desk.effects.clear();
        let mut asked = Asked { desk, group, wish };
        asked.ask();
        asked
    }

    fn ask(&mut self) {
        let needs = needs(None);
        let search = needs.search().with_wish(&self.wish);
        self.desk.office.ask_for_search(&mut self.group, search);
        let effects = self.desk.office.take_effects();
        self.desk.effects.extend(effects);
    }

    /// Returns the members whose calendars are being read, and the first day of each read.
    fn asking(&self) -> Vec<(String, String)> {
        let read = |effect: &Effect| match effect {
            Effect::Clinic(
                _,
                ClinicCall::FreeTimes(_, provider, days, _)
                | ClinicCall::FreeTimesInGroup(provider, days, _),
            ) => Some((provider.id().to_owned(), days.first().to_string())),
            _ => None,
        };
        self.desk.effects.iter().filter_map(read).collect()
    }

    /// Answers the read of a member's calendar, and requests what is needed next.
    fn answer(&mut self, number: usize, answer: Result<Free, Failure>) {
        let id = member(number).id().to_owned();
        let ticket = self.desk.takes(|effect| match effect {
            Effect::Clinic(
                ticket,
                ClinicCall::FreeTimes(_, provider, ..) | ClinicCall::FreeTimesInGroup(provider, ..),
            ) => (provider.id() == id).then_some(*ticket),
            _ => None,
        });
        let moment = self.desk.office.moment;
        assert!(self.group.answer(ticket, answer, moment));
        self.ask();
    }

    fn search(&self) -> GroupSearch {
        let needs = needs(None);
        let search = needs.search().with_wish(&self.wish);
        self.desk.office.search_group(&self.group, search)
    }

    /// Returns the available members with their starts, in minutes after Thursday, ten o'clock.
    fn free(&self) -> Vec<(String, i64)> {
        let needs = needs(None);
        let search = needs.search().with_wish(&self.wish);
        let starts = self.desk.office.group_starts(&self.group, search);
        let shown = |start: FreeStart| {
            (
                start.provider.id().to_owned(),
                (start.start - at(0)).num_minutes(),
            )
        };
        starts.into_iter().map(shown).collect()
    }
}

fn found(number: usize, minutes: i64) -> GroupSearch {
    GroupSearch::Found {
        first: FreeStart {
            provider: member(number),
            start: at(minutes),
        },
        is_passed_over: false,
    }
}

#[test]
fn the_first_time_of_anybody_is_found_once_every_calendar_is_read() {
    let mut asked = Asked::of(3, "");
    asked.answer(1, Ok(half_hours(&[120])));
    asked.answer(2, Ok(half_hours(&[60, 90])));
    assert_eq!(
        asked.search(),
        GroupSearch::Awaited,
        "the third may be earlier"
    );
    assert_eq!(
        (asked.group.progress().read, asked.group.progress().all),
        (2, 3)
    );
    asked.answer(3, Ok(half_hours(&[240])));
    assert_eq!(asked.search(), found(2, 60));
    assert!(asked.asking().is_empty(), "no later week is read");
}

#[test]
fn the_times_offered_in_place_of_the_first_have_room_for_its_length() {
    let mut asked = Asked::of(2, "");
    asked.answer(1, Ok(half_hours(&[0])));
    asked.answer(2, Ok(slots_of(&[(60, 20), (120, 30)])));
    let GroupSearch::Found { first, .. } = asked.search() else {
        panic!("nobody is free");
    };
    let office = &asked.desk.office;
    let mut form = BookingForm::new(CLINIK);
    let mut case = BookingCase::of_typed(Draft::new(CLINIK));
    let among = Calendars::Any(&asked.group);
    let clock = clock(&asked.desk);
    case.take_found(office, &mut form, first.into(), among, &asked.wish, &clock);
    assert_eq!(form.draft().minutes().map(Minutes::get), Some(30));
    let others: Vec<i64> = case
        .others()
        .iter()
        .map(|other| (other.start - at(0)).num_minutes())
        .collect();
    assert_eq!(others, [120], "twenty minutes are too short");
}

#[test]
fn of_one_time_the_usual_order_decides_and_the_others_come_next() {
    let mut asked = Asked::of(3, "");
    asked.answer(3, Ok(half_hours(&[0, 30])));
    asked.answer(2, Ok(half_hours(&[0])));
    asked.answer(1, Ok(half_hours(&[30])));
    assert_eq!(asked.search(), found(2, 0));
    let free = asked.free();
    let free: Vec<(&str, i64)> = free.iter().map(|(id, at)| (id.as_str(), *at)).collect();
    assert_eq!(
        free,
        [("prac_2", 0), ("prac_3", 0), ("prac_1", 30), ("prac_3", 30)]
    );
}

#[test]
fn a_few_calendars_are_read_at_once_and_no_week_before_the_one_before() {
    let mut asked = Asked::of(6, "");
    let today = asked.group.members()[0].question().today.to_string();
    let first: Vec<_> = (1..=4)
        .map(|number| (member(number).id().to_owned(), today.clone()))
        .collect();
    assert_eq!(asked.asking(), first);
    for number in 1..=5 {
        asked.answer(number, Ok(half_hours(&[])));
    }
    assert_eq!(
        asked.asking(),
        [("prac_6".to_owned(), today)],
        "not the next week"
    );
    asked.answer(6, Ok(half_hours(&[])));
    assert_eq!(asked.asking().len(), 4);
    assert_eq!(
        asked.asking()[0],
        ("prac_1".to_owned(), "2026-12-01".to_owned())
    );
    assert_eq!(asked.search(), GroupSearch::Awaited);
}

#[test]
fn a_calendar_that_cannot_be_read_is_named_and_not_asked_again() {
    let mut asked = Asked::of(2, "");
    asked.answer(1, Err(not_sent()));
    asked.answer(2, Ok(half_hours(&[60])));
    assert_eq!(asked.search(), found(2, 60));
    let unread: Vec<String> = asked
        .group
        .unread()
        .map(|(who, _)| who.id().to_owned())
        .collect();
    assert_eq!(unread, ["prac_1"]);
    assert!(asked.asking().is_empty());
    let now = asked.desk.office.moment;
    let questions = asked.desk.office.group_questions((1..=2).map(member), None);
    assert!(
        !asked.group.still_answer(&questions, now),
        "the next search tries it again"
    );
}

#[test]
fn what_is_known_serves_the_next_search_for_half_a_minute() {
    let mut asked = Asked::of(2, "");
    asked.answer(1, Ok(half_hours(&[0])));
    asked.answer(2, Ok(half_hours(&[60])));
    let questions = asked.desk.office.group_questions((1..=2).map(member), None);
    let still = |asked: &Asked| {
        asked
            .group
            .still_answer(&questions, asked.desk.office.moment)
    };
    assert!(still(&asked));
    asked.desk.passes(31);
    assert!(!still(&asked));
}

#[test]
fn if_no_calendar_can_be_read_nobody_is_said_to_be_free_or_not() {
    let mut asked = Asked::of(2, "");
    asked.answer(1, Err(not_sent()));
    asked.answer(2, Err(refused()));
    assert_eq!(asked.search(), GroupSearch::Ended(NoFreeTime::Unread));
}

#[test]
fn whoever_publishes_nothing_is_not_asked_about_later_weeks() {
    let mut asked = Asked::of(2, "");
    asked.answer(1, Ok(Free::of(Basis::NoSchedule, Vec::new())));
    asked.answer(2, Ok(half_hours(&[])));
    assert_eq!(
        asked.asking(),
        [("prac_2".to_owned(), "2026-12-01".to_owned())]
    );
    let mut asked = Asked::of(2, "");
    for number in 1..=2 {
        asked.answer(number, Ok(Free::of(Basis::NoSchedule, Vec::new())));
    }
    assert_eq!(asked.search(), GroupSearch::Ended(NoFreeTime::Unpublished));
}

#[test]
fn a_wish_without_a_free_time_ends_with_its_days() {
    let mut asked = Asked::of(2, "th 14:00");
    asked.answer(1, Ok(half_hours(&[0, 30])));
    asked.answer(2, Ok(half_hours(&[60])));
    assert_eq!(asked.search(), GroupSearch::Ended(NoFreeTime::NoneFits));
    assert!(asked.asking().is_empty());
}

#[test]
fn the_more_there_are_the_fewer_weeks_are_looked_at() {
    let last_of = |count: usize| {
        let asked = Asked::of(count, "");
        let today = asked.group.members()[0].question().today;
        let needs = needs(None);
        let search = needs.search().with_wish(&asked.wish);
        let last = asked.group.searched_until(search);
        last.map(|last| (last - today).num_days() / 7)
    };
    assert_eq!(last_of(2), None, "as for one");
    assert_eq!(last_of(10), Some(6));
    assert_eq!(last_of(100), Some(4));
    let mut asked = Asked::of(20, "");
    for _ in 0..4 * 20 {
        let next = asked.asking()[0].0.clone();
        let number = next.trim_start_matches("prac_").parse().expect("a number");
        asked.answer(number, Ok(half_hours(&[])));
    }
    let rest = asked.asking();
    assert!(
        rest.len() <= 4 && rest.iter().all(|(_, day)| day == "2026-12-22"),
        "{rest:?}"
    );
}

#[test]
fn what_concerns_everybody_is_read_once_for_many() {
    let is_shared = |count: usize| {
        let asked = Asked::of(count, "");
        let mut effects = asked.desk.effects.iter();
        effects.all(|effect| matches!(effect, Effect::Clinic(_, ClinicCall::FreeTimesInGroup(..))))
    };
    assert!(is_shared(4) && !is_shared(3));
}

#[test]
fn an_absence_and_another_desk_s_hold_are_heeded() {
    let mut asked = Asked::of(2, "");
    let free = |hold: bool| Slot {
        start: at(if hold { 30 } else { 0 }),
        end: at(if hold { 60 } else { 30 }),
    };
    let hold = Hold {
        desk: Some("front-2".to_owned()),
        provider: member(1),
        slot: free(true),
    };
    let mode = asked.desk.office.mode_of(CLINIK);
    asked
        .desk
        .office
        .on_shared_news(mode, SharedNews::Held(vec![hold]));
    let days = asked.desk.office.days_of(&visit(0)).expect("a day");
    let key = CalendarKey::Provider(member(1), days);
    let away = Blocked {
        id: "slot_1".to_owned(),
        provider: Some("prac_1".to_owned()),
        slot: free(false),
        why: "ill".to_owned(),
        is_absence: true,
        note: None,
    };
    let agenda = Agenda {
        blocked: vec![away],
        names_absences: true,
        ..whole(Vec::new())
    };
    let read = key.read(agenda, asked.desk.office.moment.up);
    asked.desk.office.book.read(read);
    asked.answer(1, Ok(half_hours(&[0, 30, 60])));
    asked.answer(2, Ok(half_hours(&[90])));
    assert_eq!(asked.search(), found(1, 60));
}

#[test]
fn where_the_patient_is_elsewhere_nobody_is_proposed() {
    let mut asked = Asked::of(2, "");
    let ticket = asked.desk.asks_about_maria();
    let rows = vec![row(MARIA, "appt_1", 0)];
    asked
        .desk
        .answers(ticket, Answer::Calendar(Ok(whole(rows))));
    asked.answer(1, Ok(half_hours(&[0, 120])));
    asked.answer(2, Ok(half_hours(&[60])));
    let GroupSearch::Found {
        first,
        is_passed_over,
    } = asked.search()
    else {
        panic!("nothing found");
    };
    assert_eq!((first.provider, first.start), (member(2), at(60)));
    assert!(is_passed_over);
}

#[test]
fn a_search_that_was_given_up_may_be_taken_up_again() {
    let mut asked = Asked::of(2, "");
    assert_eq!(asked.group.give_up().len(), 2);
    assert!(!asked.group.is_asking());
    asked.desk.effects.clear();
    asked.ask();
    assert_eq!(asked.asking().len(), 2);
}
