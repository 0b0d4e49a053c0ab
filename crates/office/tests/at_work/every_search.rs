//! All searches apply one rule for free times: over generated calendars, they find the same time for the same wish.

use std::collections::BTreeSet;

use booking::clinics::ANIVA;
use booking::time::{Wish, is_time_word};
use booking::{
    Basis, Blocked, Days, Free, Hold, Holidays, Period, Slot, Templates, VisitRules, Wished,
};
use chrono::{Datelike as _, DurationRound as _, NaiveDate, Timelike as _, Weekday};
use office::{
    Calendars, FreeSearch, FreeTimes, GroupSearch, GroupTimes, NoFreeTime, Search, SharedNews,
    VisitNeeds,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::hours::karin;
use super::search::wish;
use super::upcoming::MARIA_AT_ANIVA;
use super::*;

const DAY: i64 = 24 * 60;

/// Friday is a holiday.
const HOLIDAY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261127\r\n\
     SUMMARY:Works outing\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A kind of visit between ten and three, with two days' notice.
const KIND: &str = r#"
[[template]]
key = "d"
name = "fasting draw"
backend = "clinik"
minutes = 15
reason = "Fasting draw"
notice = "2d"
between = "10:00-15:00"
weekdays = "mo-th"
"#;

/// The calendars of a practitioner and a patient, and a wish. All times are in minutes after Thursday, ten o'clock.
#[derive(Clone, Debug)]
struct Case {
    /// The free slots, each with its length.
    free: Vec<(i64, i64)>,
    /// The patient's half-hour visits, at this clinic (`false`) or the other one (`true`).
    own: Vec<(i64, bool)>,
    /// The practitioner's absences, each with its length.
    away: Vec<(i64, i64)>,
    /// The half hours that another desk holds.
    held: Vec<i64>,
    has_holiday: bool,
    has_rules: bool,
    least_notice: i64,
    length: Option<i64>,
    /// The periods that the patient wishes on the waiting list, each with its length; `None` for a patient who is not on
    /// it.
    wished: Option<Vec<(i64, i64)>>,
    wish: &'static str,
}

fn any_case() -> impl Strategy<Value = Case> {
    let tens = |days: i64| (0..days * DAY / 10).prop_map(|ten| ten * 10);
    let lengths = select(vec![10_i64, 20, 30, 60]);
    let wishes = vec![
        "",
        "",
        "now",
        "th",
        "fr",
        "mo",
        "morning",
        "afternoon",
        "mo afternoon",
        ">12:00",
        "<11:00",
        "+1d",
        "w49",
    ];
    let calendars = (
        vec((tens(6), lengths.clone()), 0..60),
        vec((tens(6), any::<bool>()), 0..8),
        vec((tens(6), lengths), 0..4),
        vec(tens(6), 0..4),
    );
    let rules = (any::<bool>(), any::<bool>(), select(vec![0, 30, 3 * DAY]));
    let periods = vec((tens(6), select(vec![30_i64, 4 * 60, DAY, 3 * DAY])), 0..3);
    let asked = (
        select(vec![None, Some(10), Some(15), Some(45)]),
        option::of(periods),
        select(wishes),
    );
    (calendars, rules, asked).prop_map(
        |((free, own, away, held), rules, (length, wished, wish))| Case {
            free,
            own,
            away,
            held,
            has_holiday: rules.0,
            has_rules: rules.1,
            least_notice: rules.2,
            length,
            wished,
            wish,
        },
    )
}

fn slot(start: i64, minutes: i64) -> Slot {
    Slot {
        start: at(start),
        end: at(start + minutes),
    }
}

impl Case {
    /// Returns an office that knows all this except the free times.
    fn office(&self) -> AtWork {
        let mut desk = AtWork::new();
        desk.office.setup.least_notice = TimeDelta::minutes(self.least_notice);
        if self.has_holiday {
            desk.office.setup.holidays = Holidays::read(HOLIDAY).expect("a calendar");
        }
        desk.knows_of_maria(self.visits_at(CLINIK), self.visits_at(ANIVA));
        let hold = |start: &i64| Hold {
            desk: Some("front-2".to_owned()),
            provider: karin(),
            slot: slot(*start, 30),
        };
        let held = SharedNews::Held(self.held.iter().map(hold).collect());
        let mode = desk.office.mode_of(CLINIK);
        desk.office.on_shared_news(mode, held);
        let blocked = |(number, (start, minutes)): (usize, &(i64, i64))| Blocked {
            id: format!("slot_{number}"),
            provider: Some(KARIN.to_owned()),
            slot: slot(*start, *minutes),
            why: "ill".to_owned(),
            is_absence: true,
            note: None,
        };
        let agenda = Agenda {
            blocked: self.away.iter().enumerate().map(blocked).collect(),
            names_absences: true,
            ..whole(Vec::new())
        };
        let today = today(&desk);
        let days = Days::new(today, today + chrono::Days::new(13), zones::Zone::BERLIN);
        let key = CalendarKey::Provider(karin(), days.expect("a fortnight"));
        let read = key.read(agenda, desk.office.moment.up);
        desk.office.book.read(read);
        desk
    }

    fn visits_at(&self, clinic: ClinicId) -> Vec<Booked> {
        let person = if clinic == ANIVA {
            MARIA_AT_ANIVA
        } else {
            MARIA
        };
        let mut visits = Vec::new();
        for (number, (start, is_elsewhere)) in self.own.iter().enumerate() {
            if *is_elsewhere == (clinic == ANIVA) {
                let id = format!("appt_{number}");
                visits.push(Booked {
                    clinic,
                    ..row(person, &id, *start)
                });
            }
        }
        visits
    }

    fn rules(&self) -> VisitRules {
        if !self.has_rules {
            return VisitRules::default();
        }
        let kinds = Templates::read(SHIPPED, KIND, &is_time_word).expect("a kind");
        kinds.at(CLINIK, 'd').expect("the kind").rules().clone()
    }

    fn length(&self) -> Option<Minutes> {
        self.length.and_then(Minutes::new)
    }

    fn needs(&self) -> VisitNeeds {
        let period = |(start, minutes): &(i64, i64)| Period {
            start: Some(at(*start)),
            end: Some(at(start + minutes)),
        };
        let wished = self.wished.as_ref();
        VisitNeeds {
            length: self.length(),
            rules: self.rules(),
            wished: wished.map(|periods| Wished::of(periods.iter().map(period).collect())),
        }
    }

    /// Returns the free times of some days, as the clinic answers.
    fn free_on(&self, days: Days) -> Free {
        let slots = self
            .free
            .iter()
            .map(|(start, minutes)| slot(*start, *minutes));
        let day = |slot: &Slot| slot.start.with_timezone(&zones::Zone::BERLIN).date_naive();
        let slots = slots.filter(|slot| (days.first()..=days.last()).contains(&day(slot)));
        Free {
            complete: true,
            ..Free::of(Basis::Slots, slots.collect())
        }
    }

    /// Returns the possible starts of the visit, in order, by the rules as staff would state them.
    fn expected(&self, now: DateTime<Utc>, wish: &Wish) -> Vec<DateTime<Utc>> {
        let meets = |one: Slot, (start, minutes): (i64, i64)| one.meets(&slot(start, minutes));
        let is_taken = |free: Slot| {
            self.away.iter().any(|away| meets(free, *away))
                || self.held.iter().any(|held| meets(free, (*held, 30)))
        };
        let mut open: Vec<Slot> = self.free.iter().map(|free| slot(free.0, free.1)).collect();
        open.retain(|free| !is_taken(*free));
        // From slot to slot, as long as one begins where the last ends.
        let free_until = |first: &Slot| {
            let mut until = first.end;
            while let Some(next) = open.iter().filter(|next| next.start == until).max() {
                until = next.end;
            }
            until
        };
        let mut starts = BTreeSet::new();
        // Whoever is there can begin within a slot, if all of the visit is free.
        let five = TimeDelta::minutes(5);
        let soonest = now.duration_trunc(five).expect("a moment") + five;
        let begun = open
            .iter()
            .filter(|free| wish.at_once && free.start <= now && free.end > soonest);
        let within: Vec<(Slot, DateTime<Utc>)> = begun
            .map(|free| {
                let end = soonest + (free.end - free.start);
                (
                    Slot {
                        start: soonest,
                        end,
                    },
                    free_until(free),
                )
            })
            .collect();
        let whole = open
            .iter()
            .filter(|free| free.start > now)
            .map(|free| (*free, free_until(free)));
        for (free, free_until) in whole.chain(within) {
            let end = match self.length {
                Some(minutes) => free.start + TimeDelta::minutes(minutes),
                None => free.end,
            };
            let visit = Slot {
                start: free.start,
                end,
            };
            let local = free.start.with_timezone(&zones::Zone::BERLIN);
            let is_soon = !wish.at_once && free.start - now < TimeDelta::minutes(self.least_notice);
            let is_holiday = self.has_holiday && local.date_naive() == day("2026-11-27");
            let breaks_rules = self.has_rules
                && (free.start - now < TimeDelta::days(2)
                    || !(10..15).contains(&local.hour())
                    || matches!(local.weekday(), Weekday::Fri | Weekday::Sat | Weekday::Sun));
            let is_elsewhere = self.own.iter().any(|(start, _)| meets(visit, (*start, 30)));
            // Whoever names a time means that, whatever the waiting list says.
            let is_wished = match &self.wished {
                Some(periods) if self.wish.is_empty() && !periods.is_empty() => {
                    periods.iter().any(|(from, minutes)| {
                        at(*from) <= visit.start && visit.end <= at(from + minutes)
                    })
                }
                _ => wish.admits(free.start, zones::Zone::BERLIN),
            };
            let fits = free_until >= end && is_wished;
            if fits && !is_soon && !is_holiday && !breaks_rules && !is_elsewhere {
                starts.insert(free.start);
            }
        }
        starts.into_iter().collect()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn today(desk: &AtWork) -> NaiveDate {
    desk.office.free_times_question(karin(), None).today
}

/// Returns the ticket and the days of a read of free times.
fn reads_days(effect: &Effect) -> Option<(Ticket, Days)> {
    match effect {
        Effect::Clinic(ticket, ClinicCall::FreeTimes(_, _, days, _)) => Some((*ticket, *days)),
        _ => None,
    }
}

/// Searches day after day, as for a field, until a time is found or there is none.
fn found_for_one(case: &Case, desk: &mut AtWork, wish: &Wish) -> (FreeTimes, FreeSearch) {
    let question = desk.office.free_times_question(karin(), case.length());
    let mut times = FreeTimes::new(question);
    let needs = case.needs();
    let search = needs.search().with_wish(wish);
    let mut next = search.days_among(&times).0;
    loop {
        let moment = desk.office.moment;
        let request = times.request(next, case.length(), moment, &mut desk.office.tickets);
        let (ticket, days) = request.as_ref().and_then(reads_days).expect("a read");
        assert!(times.answer(ticket, Ok(case.free_on(days)), moment));
        let found = desk.office.search_free(&times, search);
        match found {
            FreeSearch::Further(day) => next = day,
            _ => return (times, found),
        }
    }
}

/// Searches a group of one.
fn found_for_group(case: &Case, desk: &mut AtWork, wish: &Wish) -> (GroupTimes, GroupSearch) {
    let needs = case.needs();
    let search = needs.search().with_wish(wish);
    let questions = desk.office.group_questions([karin()], case.length());
    let mut group = Office::group_times(questions);
    loop {
        desk.office.ask_for_search(&mut group, search);
        while let Some((ticket, days)) = desk.finds(reads_days) {
            let moment = desk.office.moment;
            assert!(group.answer(ticket, Ok(case.free_on(days)), moment));
        }
        let found = desk.office.search_group(&group, search);
        if found != GroupSearch::Awaited {
            return (group, found);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_search_names_the_same_time_for_the_same_wish(case in any_case()) {
        let mut desk = case.office();
        let wish = wish(&desk, case.wish);
        let expected = case.expected(desk.office.moment.now, &wish);
        let first = expected.first().copied();

        let (times, found) = found_for_one(&case, &mut desk, &wish);
        match found {
            FreeSearch::Found { first: start, .. } => prop_assert_eq!(Some(start), first),
            ended => {
                prop_assert_eq!(ended, FreeSearch::Ended(NoFreeTime::NoneFits));
                prop_assert_eq!(None, first);
            }
        }
        let needs = case.needs();
        let search = needs.search().with_wish(&wish);
        let offered = desk.office.starts_offered(&times, search);
        let is_read = |start: &DateTime<Utc>| offered.last().is_none_or(|last| start <= last);
        let read: Vec<DateTime<Utc>> = expected.iter().copied().filter(is_read).collect();
        prop_assert_eq!(&offered, &read);
        let unheld = Case {
            held: Vec::new(),
            ..case.clone()
        };
        let expected = unheld.expected(desk.office.moment.now, &wish);
        for (slot, _) in desk
            .office
            .offers_held(&times, search, |_| true)
        {
            prop_assert!(expected.contains(&slot.start), "{:?} would not fit", slot);
        }
        if let Some(first) = first {
            let among = Calendars::One(&times);
            let instead = desk.office.times_instead(among, search, usize::MAX);
            prop_assert!(case.wished.is_some() || instead.contains(&first.into()));
        }

        let (group, found) = found_for_group(&case, &mut desk, &wish);
        match found {
            GroupSearch::Found { first: free, .. } => prop_assert_eq!(Some(free.start), first),
            ended => {
                prop_assert_eq!(ended, GroupSearch::Ended(NoFreeTime::NoneFits));
                prop_assert_eq!(None, first);
            }
        }
        if let Some(first) = first {
            let among = Calendars::Any(&group);
            let instead = desk.office.times_instead(among, search, usize::MAX);
            let has_first = instead.iter().any(|offered| offered.start == first);
            prop_assert!(case.wished.is_some() || has_first);
        }
        let known = desk.office.first_known(&group, &[karin()], search);
        prop_assert_eq!(known.map(|free| free.start), first);

        // Moving a visit of hers follows the same rules, and the visit does not conflict with itself.
        let of = AppointmentRef {
            id: "appt_moved".to_owned(),
            start: Some(at(-DAY)),
            end: case.length.map(|minutes| at(-DAY + minutes)),
            ..booked_at(0)
        };
        let moving = Search {
            length: needs.length,
            wished: needs.wished.as_ref(),
            ..Search::of_move(&of, &needs.rules)
        };
        let moved = desk.office.starts_offered(&times, moving.with_wish(&wish));
        prop_assert_eq!(moved, offered);
    }
}
