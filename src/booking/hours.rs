//! When a place is open and when a practitioner works: a week by the clock on the wall, and the times away.

mod absence;
mod range;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::interval::{self, Interval};
use super::time::{FullHours, land, seen};
use super::{Days, Slot};

pub use absence::{Absence, Edge};
pub use range::OpenRange;

/// How many days of hours are looked at for one visit: nothing that can be booked is longer than a day.
const MOST_DAYS: usize = 3;

/// The hours of a week, by the clock on the wall, with the times away; of a practitioner with several roles, one
/// [`Rota`] for each. Where nothing at all is known there are no `Hours`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    rotas: Vec<Rota>,
    /// Worked out once: it goes along with every key.
    full_hours: FullHours,
}

/// A week of hours, and when they don't hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota {
    /// From Monday on; nothing where nobody says, no ranges where it is closed.
    week: [Option<Vec<OpenRange>>; 7],
    away: Vec<Absence>,
}

/// How a time stands to the hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All of it is within them.
    Open,
    /// A part of it isn't.
    Outside {
        /// The hours of the day on which it begins, in order; never empty.
        open: Vec<OpenRange>,
    },
    /// The day on which it begins has no hours.
    ClosedDay,
    /// It is within the hours, but in a time away.
    Away {
        /// Why, in the backend's words and harmless to show; empty where it doesn't say.
        why: String,
    },
    /// Nobody says what the hours of that day are.
    Unknown,
}

impl Rota {
    /// A week of which nothing is known.
    pub fn unknown() -> Rota {
        Rota::default()
    }

    /// A week without any hours.
    pub fn closed() -> Rota {
        Rota { week: std::array::from_fn(|_| Some(Vec::new())), away: Vec::new() }
    }

    /// Makes a day known; until hours are added it is closed.
    pub fn know(&mut self, day: Weekday) {
        self.day_mut(day).get_or_insert_default();
    }

    /// Adds hours to a day. What closes before it opens runs over midnight into the next day.
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

    /// Adds a time away.
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

    fn is_known(&self) -> bool {
        self.week.iter().any(Option::is_some)
    }

    /// The hours of these days as moments, times away and all.
    fn stretches(&self, days: impl Iterator<Item = NaiveDate>, zone: Tz) -> Vec<Interval> {
        let ranges = days.flat_map(|day| {
            let ranges = self.ranges(day.weekday()).unwrap_or_default();
            ranges.iter().map(move |range| range.on(day))
        });
        let stretch = |(opens, closes)| Some(land(opens, zone)?.first()..land(closes, zone)?.last());
        interval::joined(ranges.filter_map(stretch).collect())
    }

    fn away(&self, zone: Tz) -> Vec<Interval> {
        interval::joined(self.away.iter().map(|absence| absence.stretch(zone)).collect())
    }
}

impl Hours {
    /// The hours of these rotas together, if any of them says anything.
    pub fn of(rotas: impl IntoIterator<Item = Rota>) -> Option<Hours> {
        let rotas: Vec<Rota> = rotas.into_iter().filter(Rota::is_known).collect();
        let full_hours = full_hours(&rotas);
        (!rotas.is_empty()).then_some(Hours { rotas, full_hours })
    }

    /// The hours of that day's weekday, in order, whoever is away; `None` where nobody says.
    pub fn ranges(&self, date: NaiveDate) -> Option<Vec<OpenRange>> {
        ranges_of(&self.rotas, date.weekday())
    }

    /// At which full hours it is open: what decides whether `2` is 02:00 or 14:00.
    pub fn full_hours(&self) -> FullHours {
        self.full_hours
    }

    /// How something from `start` up to `end` stands to the hours on the wall clock of `zone`; what has no length
    /// is at its start only.
    pub fn standing(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>, zone: Tz) -> Standing {
        let visit = start..end.filter(|end| *end > start).unwrap_or(start);
        let first = seen(start, zone).date_naive();
        let days = || first.iter_days().take(MOST_DAYS);
        if holds(&self.present(days, zone), &visit) {
            return Standing::Open;
        }
        let on_paper =
            interval::joined(self.rotas.iter().flat_map(|rota| rota.stretches(days(), zone)).collect());
        if holds(&on_paper, &visit) {
            return Standing::Away { why: self.why_away(&visit, zone) };
        }
        match self.ranges(first) {
            None => Standing::Unknown,
            Some(ranges) if ranges.is_empty() => Standing::ClosedDay,
            Some(open) => Standing::Outside { open },
        }
    }

    /// How a whole day by the clock of `zone` stands to the hours: open, if it is at any time.
    pub fn standing_of_day(&self, date: NaiveDate, zone: Tz) -> Standing {
        let works = |rota: &&Rota| rota.ranges(date.weekday()).is_some_and(|ranges| !ranges.is_empty());
        let working: Vec<&Rota> = self.rotas.iter().filter(works).collect();
        if working.is_empty() {
            let known = self.rotas.iter().any(|rota| rota.ranges(date.weekday()).is_some());
            return if known { Standing::ClosedDay } else { Standing::Unknown };
        }
        let days = || std::iter::once(date);
        if working.iter().any(|rota| rota.away.is_empty()) || !self.present(days, zone).is_empty() {
            return Standing::Open;
        }
        let on_paper = working.iter().flat_map(|rota| rota.stretches(days(), zone)).next();
        Standing::Away { why: on_paper.map_or_else(String::new, |visit| self.why_away(&visit, zone)) }
    }

    /// When it is open on those days, in order, without the times away; nothing touches what follows it.
    pub(super) fn open_on(&self, days: &Days) -> Vec<Interval> {
        let dates = || days.first().iter_days().take_while(|day| *day <= days.last());
        self.present(dates, days.zone())
    }

    /// The same of one day by the clock of `zone`.
    pub fn open_slots(&self, date: NaiveDate, zone: Tz) -> Vec<Slot> {
        let open = self.present(|| std::iter::once(date), zone).into_iter();
        open.map(|Interval { start, end }| Slot { start, end }).collect()
    }

    fn present<D: Iterator<Item = NaiveDate>>(&self, days: impl Fn() -> D, zone: Tz) -> Vec<Interval> {
        let rotas = self.rotas.iter();
        let present =
            rotas.flat_map(|rota| interval::without(&rota.stretches(days(), zone), &rota.away(zone)));
        interval::joined(present.collect())
    }

    fn why_away(&self, visit: &Interval, zone: Tz) -> String {
        let away = self.rotas.iter().flat_map(|rota| &rota.away);
        let meets = |absence: &&Absence| {
            let away = absence.stretch(zone);
            away.contains(&visit.start) || visit.contains(&away.start)
        };
        away.filter(meets).map(Absence::why).find(|why| !why.is_empty()).unwrap_or_default().to_owned()
    }
}

/// Whether all of a visit is in one of the stretches; one without a length is where it starts.
fn holds(stretches: &[Interval], visit: &Interval) -> bool {
    stretches.iter().any(|open| open.contains(&visit.start) && visit.end <= open.end)
}

/// The hours of a weekday in all rotas; `None` where none of them says.
fn ranges_of(rotas: &[Rota], day: Weekday) -> Option<Vec<OpenRange>> {
    let known: Vec<&[OpenRange]> = rotas.iter().filter_map(|rota| rota.ranges(day)).collect();
    (!known.is_empty()).then(|| range::joined(known.concat()))
}

fn full_hours(rotas: &[Rota]) -> FullHours {
    FullHours::from_fn(|day, hour| {
        let time = NaiveTime::from_hms_opt(hour, 0, 0);
        let ranges = ranges_of(rotas, day).unwrap_or_default();
        time.is_some_and(|time| ranges.iter().any(|range| range.covers(time)))
    })
}
