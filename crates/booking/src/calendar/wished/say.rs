//! Writes wished times: `Mon 23 Nov 2026 – Fri 27 Nov 2026, 08:00–12:00`, or in short `23 Nov – 27 Nov
//! 08:00–12:00`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use zones::Zone;

use super::{Period, Wished};
use crate::time::{Clock, PartOfDay, date_this_year, date_typed, day, oclock, seen, weekday};
use i18n::{Language, say};

/// Days listed one by one, at most.
const MOST_NAMED: usize = 3;

impl Wished {
    /// Returns the wish in words, in a zone.
    pub fn to_text(&self, zone: Zone, language: Language) -> String {
        match self.periods() {
            [] => say!(language, "wished-any-time").to_owned(),
            [
                Period {
                    start: Some(start),
                    end: None,
                },
            ] => {
                say!(
                    language,
                    "wished-from",
                    day = when(*start, zone, language, false)
                )
            }
            [
                Period {
                    start: None,
                    end: Some(end),
                },
            ] => {
                say!(
                    language,
                    "wished-until",
                    day = when(*end, zone, language, true)
                )
            }
            periods => self
                .days_alike(zone, language)
                .unwrap_or_else(|| one_by_one(periods, zone, language)),
        }
    }

    /// Returns the wish in a few words, for the row of a list: `Mon–Fri mornings until 21 Dec`.
    pub fn to_short_text(&self, now: DateTime<Utc>, zone: Zone, language: Language) -> String {
        let this_year = seen(now, zone).year();
        self.in_short(now, zone, language, |date| {
            date_this_year(date, this_year, language)
        })
    }

    fn in_short(
        &self,
        now: DateTime<Utc>,
        zone: Zone,
        language: Language,
        date: impl Fn(NaiveDate) -> String,
    ) -> String {
        let today = seen(now, zone).date_naive();
        let until = |last: NaiveDate| say!(language, "wished-until", day = date(last));
        match self.periods() {
            [] => say!(language, "wished-any-time").to_owned(),
            [
                Period {
                    start: Some(start),
                    end: None,
                },
            ] if *start <= now => say!(language, "wished-any-time").to_owned(),
            [
                Period {
                    start: Some(start),
                    end: None,
                },
            ] => {
                say!(
                    language,
                    "wished-from",
                    day = date(seen(*start, zone).date_naive())
                )
            }
            [
                Period {
                    start: None,
                    end: Some(end),
                },
            ] => until(last_day(*end, zone)),
            periods => match self.pattern(zone) {
                Some(pattern) => pattern.to_short_text(today, &date, until, language),
                None => {
                    let first = periods
                        .first()
                        .and_then(|period| period.start)
                        .unwrap_or(now);
                    let last = periods.last().and_then(|period| period.end).unwrap_or(now);
                    span(seen(first, zone).date_naive(), last_day(last, zone), date)
                }
            },
        }
    }

    /// Returns the wish as a field holds it: `from 23 Nov until 27 Nov 09:00–11:00`. In ISO 8601 only if no words
    /// express it.
    pub fn typed(&self, clock: &Clock) -> String {
        let zone = clock.zone;
        let language = clock.language;
        let this_year = seen(clock.now, zone).year();
        let date = |date: NaiveDate| date_typed(date, date.year() != this_year, language);
        let in_full = self
            .pattern(zone)
            .map(|pattern| pattern.to_full_texts(date, language));
        let in_short = [self.in_short(clock.now, zone, language, date)];
        let mut words = in_short.into_iter().chain(in_full.into_iter().flatten());
        words
            .find(|text| self.is_named_by(text, clock))
            .unwrap_or_else(|| self.to_string())
    }

    /// Returns the days followed by the hours, if all days have the same hours.
    fn days_alike(&self, zone: Zone, language: Language) -> Option<String> {
        let pattern = self.pattern(zone)?;
        let range = span(pattern.first, pattern.last, |date| day(date, language));
        let days = if pattern.weekdays.is_empty() {
            range
        } else {
            let names: Vec<&str> = pattern
                .weekdays
                .iter()
                .map(|day| weekday(*day, language))
                .collect();
            format!("{}, {range}", names.join(" "))
        };
        let hours = pattern.hours.map(|hours| hours_text(hours, language));
        Some(
            [Some(days), hours]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        )
    }

    /// Returns the days and hours that the wish repeats; `None` if there is no such pattern.
    fn pattern(&self, zone: Zone) -> Option<Pattern> {
        let mut dates: Vec<NaiveDate> = Vec::new();
        let mut hours = None;
        for period in self.periods() {
            let (days, own) = days_of(period, zone)?;
            if *hours.get_or_insert(own) != own {
                return None;
            }
            dates.extend(days);
        }
        let first = *dates.first()?;
        let last = *dates.last()?;
        let mut weekdays: Vec<Weekday> = dates.iter().map(Datelike::weekday).collect();
        weekdays.sort_by_key(Weekday::num_days_from_monday);
        weekdays.dedup();
        let mut all = first.iter_days().take_while(|date| *date <= last);
        let is_whole = all.clone().eq(dates.iter().copied());
        let are_weekdays = all
            .by_ref()
            .filter(|date| weekdays.contains(&date.weekday()))
            .eq(dates.iter().copied());
        let weekdays = if is_whole { Vec::new() } else { weekdays };
        (is_whole || are_weekdays).then_some(Pattern {
            first,
            last,
            weekdays,
            hours: hours?,
        })
    }
}

/// Days with the same hours.
struct Pattern {
    first: NaiveDate,
    last: NaiveDate,
    /// The days of the week, from Monday on; empty for every day.
    weekdays: Vec<Weekday>,
    /// The hours, unless it is the whole day.
    hours: Option<(NaiveTime, NaiveTime)>,
}

impl Pattern {
    /// Returns the first and the last day, the weekdays and the hours, once with the days before the hours and once
    /// after them, because some languages are read back in only one order.
    fn to_full_texts(&self, date: impl Fn(NaiveDate) -> String, language: Language) -> [String; 2] {
        let from = say!(language, "wished-from", day = date(self.first));
        let until = say!(language, "wished-until", day = date(self.last));
        let weekdays =
            Some(weekdays_text(&self.weekdays, language)).filter(|days| !days.is_empty());
        let hours = self.hours.map(|hours| hours_short_text(hours, language));
        let days = format!("{from} {until}");
        let repeated = [weekdays, hours]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        [[&days, &repeated], [&repeated, &days]]
            .map(|[first, then]| format!("{first} {then}").trim().to_owned())
    }

    fn to_short_text(
        &self,
        today: NaiveDate,
        date: impl Fn(NaiveDate) -> String,
        until: impl Fn(NaiveDate) -> String,
        language: Language,
    ) -> String {
        // A pattern of weekdays that begins within a week counts from now on.
        let begins = if self.weekdays.is_empty() {
            today
        } else {
            today + TimeDelta::days(6)
        };
        let weekdays =
            Some(weekdays_text(&self.weekdays, language)).filter(|days| !days.is_empty());
        let hours = self.hours.map(|hours| hours_short_text(hours, language));
        let parts = if self.first <= begins && self.last > today {
            [weekdays, hours, Some(until(self.last))]
        } else {
            [weekdays, Some(span(self.first, self.last, date)), hours]
        };
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn span(first: NaiveDate, last: NaiveDate, text: impl Fn(NaiveDate) -> String) -> String {
    if first == last {
        text(first)
    } else {
        format!("{} – {}", text(first), text(last))
    }
}

/// Returns `Mon–Fri` or `Mon Wed`.
fn weekdays_text(days: &[Weekday], language: Language) -> String {
    let follows = |pair: &[Weekday]| matches!(pair, [one, next] if one.succ() == *next);
    match days {
        [first, _, .., last] if days.windows(2).all(follows) => {
            format!("{}–{}", weekday(*first, language), weekday(*last, language))
        }
        days => days
            .iter()
            .map(|day| weekday(*day, language))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Returns `mornings`, else the hours in full.
fn hours_short_text(hours: (NaiveTime, NaiveTime), language: Language) -> String {
    let (noon, evening) = PartOfDay::Afternoon.bounds();
    match hours {
        (NaiveTime::MIN, to) if to == noon => say!(language, "wished-mornings").to_owned(),
        (from, to) if (from, to) == (noon, evening) => {
            say!(language, "wished-afternoons").to_owned()
        }
        hours => hours_text(hours, language),
    }
}

fn hours_text(hours: (NaiveTime, NaiveTime), language: Language) -> String {
    match hours {
        (NaiveTime::MIN, to) => say!(language, "wish-before", time = oclock(to, language)),
        (from, NaiveTime::MIN) => say!(language, "wish-after", time = oclock(from, language)),
        (from, to) => format!("{}–{}", oclock(from, language), oclock(to, language)),
    }
}

/// Returns the last day of a period: one that ends at midnight ends on the day before.
fn last_day(end: DateTime<Utc>, zone: Zone) -> NaiveDate {
    let wall = seen(end, zone).naive_local();
    let day = wall.date();
    if wall.time() == NaiveTime::MIN {
        day.pred_opt().unwrap_or(day)
    } else {
        day
    }
}

/// Returns the days of a period, and its hours unless it is whole days. `None` if it is neither.
#[expect(clippy::type_complexity, reason = "days, and hours if any")]
fn days_of(
    period: &Period,
    zone: Zone,
) -> Option<(Vec<NaiveDate>, Option<(NaiveTime, NaiveTime)>)> {
    let start = seen(period.start?, zone).naive_local();
    let end = seen(period.end?, zone).naive_local();
    let midnight = NaiveTime::MIN;
    if (start.time(), end.time()) == (midnight, midnight) {
        let days = start
            .date()
            .iter_days()
            .take_while(|date| *date < end.date());
        return Some((days.collect(), None));
    }
    let ends_today = start.date() == end.date()
        || start.date().succ_opt() == Some(end.date()) && end.time() == midnight;
    ends_today.then(|| (vec![start.date()], Some((start.time(), end.time()))))
}

fn one_by_one(periods: &[Period], zone: Zone, language: Language) -> String {
    let named = periods.iter().take(MOST_NAMED).map(|period| {
        let bound =
            |at: Option<DateTime<Utc>>, is_end| at.map(|at| when(at, zone, language, is_end));
        let start = bound(period.start, false);
        let end = bound(period.end, true);
        format!(
            "{} – {}",
            start.unwrap_or_default(),
            end.unwrap_or_default()
        )
        .trim()
        .to_owned()
    });
    let more = if periods.len() > MOST_NAMED {
        "; …"
    } else {
        ""
    };
    format!("{}{more}", named.collect::<Vec<_>>().join("; "))
}

/// Returns the day, with the time unless it is the whole day. A period that ends at midnight ends on the day
/// before.
fn when(at: DateTime<Utc>, zone: Zone, language: Language, is_end: bool) -> String {
    let wall = seen(at, zone).naive_local();
    let before = if is_end { wall.date().pred_opt() } else { None };
    if wall.time() == NaiveTime::MIN {
        return day(before.unwrap_or(wall.date()), language);
    }
    format!(
        "{} {}",
        day(wall.date(), language),
        oclock(wall.time(), language)
    )
}
