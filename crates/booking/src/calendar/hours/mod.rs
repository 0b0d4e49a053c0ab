//! Opening hours of places and working hours of practitioners: a week in local time, and the absences.

mod absence;
mod range;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use zones::Zone;

use super::interval::{self, Interval};
use crate::time::{FullHours, land, seen};
use crate::{Days, Slot};

pub use absence::{Absence, Edge};
pub use range::OpenRange;

/// Days of hours examined for one visit, at most: nothing that can be booked is longer than a day.
const MOST_DAYS: usize = 3;

/// The hours of a week in local time, with absences; a practitioner with several roles has one [`Rota`] for
/// each. If nothing is known at all there are no `Hours`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    rotas: Vec<Rota>,
    /// Computed once, because every key press needs them.
    full_hours: FullHours,
}

/// A week of hours, with absences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota {
    /// The hours from Monday on; `None` if unknown, no ranges if closed.
    week: [Option<Vec<OpenRange>>; 7],
    away: Vec<Absence>,
    /// The first and the last day of these hours, if they have bounds.
    bounds: [Option<NaiveDate>; 2],
}

/// How a time relates to the hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursFit {
    /// The whole time is within the hours.
    Open,
    /// A part of it is outside.
    Outside {
        /// The hours of the day on which it begins, in order; never empty.
        open: Vec<OpenRange>,
    },
    /// The day on which it begins has no hours.
    ClosedDay,
    /// The time is within the hours, but in an absence.
    Away {
        /// The reason in the clinic's words, harmless to show; empty if the clinic gives none.
        why: String,
    },
    /// The hours of that day are unknown.
    Unknown,
}

impl Rota {
    /// Creates a week of unknown hours.
    pub fn unknown() -> Rota {
        Rota::default()
    }

    /// Creates a week without any hours.
    pub fn closed() -> Rota {
        Rota {
            week: std::array::from_fn(|_| Some(Vec::new())),
            ..Rota::default()
        }
    }

    /// Returns the same hours for the days within the bounds, if there are any; before and after they are unknown.
    pub fn during(self, bounds: [Option<NaiveDate>; 2]) -> Rota {
        Rota { bounds, ..self }
    }

    /// Marks a day as known; it is closed until hours are added.
    pub fn know(&mut self, day: Weekday) {
        self.day_mut(day).get_or_insert_default();
    }

    /// Adds hours to a day. If they close before they open, they continue past midnight into the next day.
    pub fn open(&mut self, day: Weekday, opens: NaiveTime, closes: NaiveTime) {
        let (today, tomorrow) = range::ranges(opens, closes);
        self.know(day);
        self.add(day, today);
        self.add(day.succ(), tomorrow);
    }

    /// Opens a day from midnight to midnight.
    pub fn open_all(&mut self, day: Weekday) {
        self.add(day, Some(OpenRange::ALL_DAY));
    }

    /// Adds an absence.
    pub fn leave(&mut self, absence: Absence) {
        self.away.push(absence);
    }

    fn add(&mut self, day: Weekday, range: Option<OpenRange>) {
        if let Some(range) = range {
            let ranges = self.day_mut(day).get_or_insert_default();
            ranges.push(range);
            *ranges = range::joined(std::mem::take(ranges));
        }
    }

    fn day_mut(&mut self, day: Weekday) -> &mut Option<Vec<OpenRange>> {
        &mut self.week[day.num_days_from_monday() as usize]
    }

    fn ranges(&self, day: Weekday) -> Option<&[OpenRange]> {
        self.week[day.num_days_from_monday() as usize].as_deref()
    }

    /// Returns the hours of a day, regardless of absences; `None` if unknown.
    fn ranges_on(&self, date: NaiveDate) -> Option<&[OpenRange]> {
        let [first, last] = self.bounds;
        let is_within =
            first.is_none_or(|first| first <= date) && last.is_none_or(|last| date <= last);
        if is_within {
            self.ranges(date.weekday())
        } else {
            None
        }
    }

    fn is_known(&self) -> bool {
        self.week.iter().any(Option::is_some)
    }

    /// Returns the hours of these days as moments, including absences.
    fn stretches(&self, days: impl Iterator<Item = NaiveDate>, zone: Zone) -> Vec<Interval> {
        let ranges = days.flat_map(|day| {
            let ranges = self.ranges_on(day).unwrap_or_default();
            ranges.iter().map(move |range| range.on(day))
        });
        let stretch =
            |(opens, closes)| Some(land(opens, zone)?.first()..land(closes, zone)?.last());
        interval::joined(ranges.filter_map(stretch).collect())
    }

    fn away(&self, zone: Zone) -> Vec<Interval> {
        interval::joined(
            self.away
                .iter()
                .map(|absence| absence.stretch(zone))
                .collect(),
        )
    }
}

impl Hours {
    /// Combines the hours of these rotas; `None` if none of them is known.
    pub fn of(rotas: impl IntoIterator<Item = Rota>) -> Option<Hours> {
        let rotas: Vec<Rota> = rotas.into_iter().filter(Rota::is_known).collect();
        let full_hours = full_hours(&rotas);
        (!rotas.is_empty()).then_some(Hours { rotas, full_hours })
    }

    /// Returns the hours of that date's weekday, in order, regardless of absences; `None` if unknown.
    pub fn ranges(&self, date: NaiveDate) -> Option<Vec<OpenRange>> {
        joined(self.rotas.iter().filter_map(|rota| rota.ranges_on(date)))
    }

    /// Returns the full hours at which it is open. They decide whether `2` is 02:00 or 14:00.
    pub fn full_hours(&self) -> FullHours {
        self.full_hours
    }

    /// Returns how the time from `start` up to `end` relates to the hours in the zone. Without a length only the start
    /// counts.
    pub fn fit(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>, zone: Zone) -> HoursFit {
        let visit = start..end.filter(|end| *end > start).unwrap_or(start);
        let first = seen(start, zone).date_naive();
        let days = || first.iter_days().take(MOST_DAYS);
        if cover(&self.open_times(days, zone), &visit) {
            return HoursFit::Open;
        }
        if cover(&self.scheduled(days(), zone), &visit) {
            return HoursFit::Away {
                why: self.why_away(&visit, zone),
            };
        }
        match self.ranges(first) {
            None => HoursFit::Unknown,
            Some(ranges) if ranges.is_empty() => HoursFit::ClosedDay,
            Some(open) => HoursFit::Outside { open },
        }
    }

    /// Returns how a whole day in the zone relates to the hours; it is open if it is open at any time.
    pub fn day_fit(&self, date: NaiveDate, zone: Zone) -> HoursFit {
        let works = |rota: &&Rota| {
            rota.ranges_on(date)
                .is_some_and(|ranges| !ranges.is_empty())
        };
        let working: Vec<&Rota> = self.rotas.iter().filter(works).collect();
        if working.is_empty() {
            let known = self.rotas.iter().any(|rota| rota.ranges_on(date).is_some());
            return if known {
                HoursFit::ClosedDay
            } else {
                HoursFit::Unknown
            };
        }
        let days = || std::iter::once(date);
        if working.iter().any(|rota| rota.away.is_empty())
            || !self.open_times(days, zone).is_empty()
        {
            return HoursFit::Open;
        }
        let scheduled = working
            .iter()
            .flat_map(|rota| rota.stretches(days(), zone))
            .next();
        HoursFit::Away {
            why: scheduled.map_or_else(String::new, |visit| self.why_away(&visit, zone)),
        }
    }

    /// Returns the open times on these days, in order, without absences and merged.
    pub(crate) fn open_on(&self, days: &Days) -> Vec<Interval> {
        let dates = || {
            days.first()
                .iter_days()
                .take_while(|day| *day <= days.last())
        };
        self.open_times(dates, days.zone())
    }

    /// Returns the times on these days that are within the hours but in an absence.
    pub(crate) fn away_on(&self, days: &Days) -> Vec<Interval> {
        let dates = days.first().iter_days();
        let dates = dates.take_while(|day| *day <= days.last());
        interval::without(&self.scheduled(dates, days.zone()), &self.open_on(days))
    }

    /// Returns the absences on these days, in order, each from its first time within the hours to its last, with the
    /// reason, which may be empty. An absence ends at the next open time.
    pub fn absences_on(&self, days: &Days) -> Vec<(Slot, String)> {
        let zone = days.zone();
        let open = self.open_on(days);
        let mut absences: Vec<(Slot, String)> = Vec::new();
        for away in self.away_on(days) {
            let why = self.why_away(&away, zone);
            let goes_on = |before: &Slot| {
                let is_open = |open: &Interval| before.end <= open.start && open.end <= away.start;
                !open.iter().any(is_open)
            };
            match absences.last_mut() {
                Some((before, reason)) if *reason == why && goes_on(before) => {
                    before.end = away.end;
                }
                _ => {
                    let Interval { start, end } = away;
                    absences.push((Slot { start, end }, why));
                }
            }
        }
        absences
    }

    /// Returns the hours of these days as moments, including absences.
    fn scheduled(
        &self,
        days: impl Iterator<Item = NaiveDate> + Clone,
        zone: Zone,
    ) -> Vec<Interval> {
        let rotas = self.rotas.iter();
        let scheduled = rotas.flat_map(|rota| rota.stretches(days.clone(), zone));
        interval::joined(scheduled.collect())
    }

    /// Returns the open times of one day in the zone, in order, without absences.
    pub fn open_slots(&self, date: NaiveDate, zone: Zone) -> Vec<Slot> {
        let open = self.open_times(|| std::iter::once(date), zone).into_iter();
        open.map(|Interval { start, end }| Slot { start, end })
            .collect()
    }

    /// Returns the hours of these days as moments, without absences.
    fn open_times<D: Iterator<Item = NaiveDate>>(
        &self,
        days: impl Fn() -> D,
        zone: Zone,
    ) -> Vec<Interval> {
        let rotas = self.rotas.iter();
        let open = rotas
            .flat_map(|rota| interval::without(&rota.stretches(days(), zone), &rota.away(zone)));
        interval::joined(open.collect())
    }

    fn why_away(&self, visit: &Interval, zone: Zone) -> String {
        let away = self.rotas.iter().flat_map(|rota| &rota.away);
        let meets = |absence: &&Absence| {
            let away = absence.stretch(zone);
            away.contains(&visit.start) || visit.contains(&away.start)
        };
        away.filter(meets)
            .map(|absence| &absence.why)
            .find(|why| !why.is_empty())
            .cloned()
            .unwrap_or_default()
    }
}

/// Returns whether a visit is within one of the ranges; without a length only its start counts.
fn cover(stretches: &[Interval], visit: &Interval) -> bool {
    stretches
        .iter()
        .any(|open| open.contains(&visit.start) && visit.end <= open.end)
}

/// Returns the hours of a day in several rotas; `None` if all are unknown.
fn joined<'a>(known: impl Iterator<Item = &'a [OpenRange]>) -> Option<Vec<OpenRange>> {
    let known: Vec<&[OpenRange]> = known.collect();
    (!known.is_empty()).then(|| range::joined(known.concat()))
}

fn full_hours(rotas: &[Rota]) -> FullHours {
    FullHours::from_fn(|day, hour| {
        let time = NaiveTime::from_hms_opt(hour, 0, 0);
        let ranges = joined(rotas.iter().filter_map(|rota| rota.ranges(day))).unwrap_or_default();
        time.is_some_and(|time| ranges.iter().any(|range| range.covers(time)))
    })
}
