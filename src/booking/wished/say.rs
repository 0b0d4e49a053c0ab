//! Saying when somebody would come: `Mon 23 Nov 2026 – Fri 27 Nov 2026, 08:00–12:00`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::{Period, Wished};
use crate::booking::time::{day, oclock, seen, weekday};
use crate::i18n::{Language, say};

/// The most days that are named one by one.
const MOST_NAMED: usize = 3;

impl Wished {
    /// The same in words, on the clock of a zone.
    pub fn said(&self, zone: Tz, language: Language) -> String {
        match self.periods() {
            [] => say!(language, "wished-any-time").to_owned(),
            [Period { start: Some(start), end: None }] => {
                say!(language, "wished-from", day = when(*start, zone, language, false))
            }
            [Period { start: None, end: Some(end) }] => {
                say!(language, "wished-until", day = when(*end, zone, language, true))
            }
            periods => self.days_alike(zone, language).unwrap_or_else(|| one_by_one(periods, zone, language)),
        }
    }

    /// Where each is one day or several whole ones, with the same hours: the days, and then the hours.
    fn days_alike(&self, zone: Tz, language: Language) -> Option<String> {
        let mut dates: Vec<NaiveDate> = Vec::new();
        let mut hours = None;
        for period in self.periods() {
            let (days, own) = days_of(period, zone)?;
            if *hours.get_or_insert(own) != own {
                return None;
            }
            dates.extend(days);
        }
        let (first, last) = (*dates.first()?, *dates.last()?);
        let mut weekdays: Vec<Weekday> = dates.iter().map(Datelike::weekday).collect();
        weekdays.sort_by_key(Weekday::num_days_from_monday);
        weekdays.dedup();
        let mut all = first.iter_days().take_while(|date| *date <= last);
        let is_whole = all.clone().eq(dates.iter().copied());
        let are_weekdays =
            all.by_ref().filter(|date| weekdays.contains(&date.weekday())).eq(dates.iter().copied());
        let range = match first == last {
            true => day(first, language),
            false => format!("{} – {}", day(first, language), day(last, language)),
        };
        let days = match (is_whole, are_weekdays) {
            (true, _) => range,
            (false, true) => {
                let names: Vec<&str> = weekdays.iter().map(|day| weekday(*day, language)).collect();
                format!("{}, {range}", names.join(" "))
            }
            (false, false) => return None,
        };
        Some(match hours? {
            Some((NaiveTime::MIN, to)) => {
                format!("{days}, {}", say!(language, "wish-before", time = oclock(to, language)))
            }
            Some((from, NaiveTime::MIN)) => {
                format!("{days}, {}", say!(language, "wish-after", time = oclock(from, language)))
            }
            Some((from, to)) => format!("{days}, {}–{}", oclock(from, language), oclock(to, language)),
            None => days,
        })
    }
}

/// The days of a period, and its hours where it is not whole days. None where it is neither.
#[expect(clippy::type_complexity, reason = "days, and hours if any")]
fn days_of(period: &Period, zone: Tz) -> Option<(Vec<NaiveDate>, Option<(NaiveTime, NaiveTime)>)> {
    let (start, end) = (seen(period.start?, zone).naive_local(), seen(period.end?, zone).naive_local());
    let midnight = NaiveTime::MIN;
    if (start.time(), end.time()) == (midnight, midnight) {
        let days = start.date().iter_days().take_while(|date| *date < end.date());
        return Some((days.collect(), None));
    }
    let ends_today =
        start.date() == end.date() || start.date().succ_opt() == Some(end.date()) && end.time() == midnight;
    ends_today.then(|| (vec![start.date()], Some((start.time(), end.time()))))
}

fn one_by_one(periods: &[Period], zone: Tz, language: Language) -> String {
    let said = periods.iter().take(MOST_NAMED).map(|period| {
        let bound = |at: Option<DateTime<Utc>>, is_end| at.map(|at| when(at, zone, language, is_end));
        let (start, end) = (bound(period.start, false), bound(period.end, true));
        format!("{} – {}", start.unwrap_or_default(), end.unwrap_or_default()).trim().to_owned()
    });
    let more = if periods.len() > MOST_NAMED { "; …" } else { "" };
    format!("{}{more}", said.collect::<Vec<_>>().join("; "))
}

/// The day, with the time where it is not all of it. A midnight that ends a stretch is the end of the day before.
fn when(at: DateTime<Utc>, zone: Tz, language: Language, is_end: bool) -> String {
    let wall = seen(at, zone).naive_local();
    let before = wall.date().pred_opt().filter(|_| is_end);
    match (wall.time() == NaiveTime::MIN, before) {
        (true, Some(before)) => day(before, language),
        (true, None) => day(wall.date(), language),
        (false, _) => format!("{} {}", day(wall.date(), language), oclock(wall.time(), language)),
    }
}
