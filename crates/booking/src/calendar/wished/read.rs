//! Reads wished times: days, weekdays and hours in any order, in the same words as any time.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use zones::Zone;

use super::{Period, Wished};
use crate::hour_range;
use crate::time::{Clock, TimeProblem, Wish, land, midnight, seen, weekday_named, wish};

/// The days that weekdays and hours apply to without a last day, and the most days with one.
const USUAL_DAYS: i64 = 28;
const MOST_DAYS: i64 = 92;

/// The days, and the hours on them.
#[derive(Default)]
struct WishWords<'a> {
    weekdays: Vec<Weekday>,
    hours: Option<(NaiveTime, NaiveTime)>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// All other words, which are read as the wish for a single visit.
    others: Vec<&'a str>,
}

impl Wished {
    /// Reads a wish such as `next week`, `mo-fr mornings`, `until 4 dec` or `14-16`, or the intervals that `Display`
    /// writes. Weekdays and hours without a last day apply for four weeks.
    ///
    /// # Errors
    ///
    /// As [`wish`]; and if the hours leave no time, or a single moment is named.
    pub fn read(text: &str, clock: &Clock) -> Result<Wished, TimeProblem> {
        if let Some(wished) = Wished::of_intervals(text) {
            return Ok(wished);
        }
        let plain = text.to_lowercase();
        let mut tokens: Vec<&str> = plain
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .collect();
        let week = tokens
            .windows(2)
            .enumerate()
            .find_map(|(at, two)| Some((at, week_named(two, clock)?)));
        if let Some((at, number)) = &week {
            tokens.splice(*at..at + 2, [number.as_str()]);
        }
        WishWords::of(&tokens, clock)?.wished(clock)
    }

    /// Returns whether a text means this wish, ignoring what is over.
    pub fn is_named_by(&self, text: &str, clock: &Clock) -> bool {
        Wished::read(text, clock).is_ok_and(|read| read.ahead(clock.now) == self.ahead(clock.now))
    }
}

impl<'a> WishWords<'a> {
    fn of(tokens: &[&'a str], clock: &Clock) -> Result<WishWords<'a>, TimeProblem> {
        let mut words = WishWords::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let limits = match *token {
                "until" | "till" | "til" | "bis" => Some(true),
                "from" | "ab" => Some(false),
                _ => None,
            };
            if let Some(is_last) = limits {
                let (date, length) = date_in(&tokens[at..], clock)?;
                *(if is_last {
                    &mut words.until
                } else {
                    &mut words.from
                }) = Some(date);
                at += length;
            } else if matches!(*token, "asti" | "saakka" | "mennessä" | "alkaen") {
                let (date, _) = date_in(&std::mem::take(&mut words.others), clock)?;
                *(if *token == "alkaen" {
                    &mut words.from
                } else {
                    &mut words.until
                }) = Some(date);
            } else if let Some(days) = weekdays(token) {
                words.weekdays.extend(days);
            } else if let Some(hours) = hours(token) {
                words.hours = Some(hours);
            } else {
                words.others.push(singular(token));
            }
        }
        // A single weekday is read with the other words: `next mo`, `w12 mo`, `th 24 dec`.
        if let ([weekday], false) = (&words.weekdays[..], words.others.is_empty()) {
            let named = tokens
                .iter()
                .find(|token| weekday_named(token) == Some(*weekday));
            words.others.extend(named);
            words.weekdays.clear();
        }
        Ok(words)
    }

    fn wished(self, clock: &Clock) -> Result<Wished, TimeProblem> {
        let wish = wish(&self.others, clock)?;
        if wish.at.is_some() {
            return Err(TimeProblem::Unreadable(self.others.join(" ")));
        }
        self.within(&wish, clock).ok_or(TimeProblem::NothingBetween)
    }

    /// Returns the wish within the limits of all words; `None` if nothing is left.
    fn within(self, wish: &Wish, clock: &Clock) -> Option<Wished> {
        let today = seen(clock.now, clock.zone).date_naive();
        let first = self.from.unwrap_or(wish.from);
        let is_open = wish.is_open();
        let last = self.until.or((!is_open).then_some(wish.to));
        let (begins, ends) = wish.hours();
        let begins = self
            .hours
            .map(|(begins, _)| begins)
            .or(begins)
            .filter(|time| *time > NaiveTime::MIN);
        let ends = self
            .hours
            .map(|(_, ends)| ends)
            .or(ends)
            .filter(|time| *time > NaiveTime::MIN);
        let on_weekday = |date: NaiveDate| {
            let day = date.weekday();
            wish.weekday.is_none_or(|only| only == day)
                && (self.weekdays.is_empty() || self.weekdays.contains(&day))
        };
        let is_any_day = wish.weekday.is_none() && self.weekdays.is_empty();
        if is_any_day && begins.is_none() && ends.is_none() {
            let start = (first > today)
                .then(|| midnight(first, clock.zone))
                .flatten();
            let end = last.and_then(|last| midnight(last.succ_opt()?, clock.zone));
            let is_past = last.is_some_and(|last| last < first);
            return (!is_past).then(|| Wished::of(vec![Period { start, end }]));
        }
        let most = if last.is_some() {
            MOST_DAYS
        } else {
            USUAL_DAYS
        };
        let end = first.checked_add_signed(TimeDelta::days(most - 1))?;
        let end = last.map_or(end, |last| last.min(end));
        let days = first
            .iter_days()
            .take_while(|date| *date <= end)
            .filter(|date| on_weekday(*date));
        let wished = Wished::of(periods_on(days, begins, ends, clock.zone)?);
        (!wished.periods().is_empty()).then_some(wished)
    }
}

/// Returns these hours of these days. Hours that continue on the next day are merged into one period.
fn periods_on(
    days: impl Iterator<Item = NaiveDate>,
    begins: Option<NaiveTime>,
    ends: Option<NaiveTime>,
    zone: Zone,
) -> Option<Vec<Period>> {
    let mut periods: Vec<Period> = Vec::new();
    for date in days {
        let start = at(date, begins.unwrap_or_default(), zone)?;
        let end = match ends {
            Some(ends) => at(date, ends, zone)?,
            None => midnight(date.succ_opt()?, zone)?,
        };
        match periods
            .last_mut()
            .filter(|before| before.end == Some(start))
        {
            Some(before) => before.end = Some(end),
            None => periods.push(Period {
                start: Some(start),
                end: Some(end),
            }),
        }
    }
    Some(periods)
}

fn at(date: NaiveDate, time: NaiveTime, zone: Zone) -> Option<DateTime<Utc>> {
    Some(land(date.and_time(time), zone)?.first())
}

/// Returns the day that the first of these words name, and the number of those words: `4 dec`, `4.12.`, `next fr`.
fn date_in(tokens: &[&str], clock: &Clock) -> Result<(NaiveDate, usize), TimeProblem> {
    let mut problem = TimeProblem::Empty;
    for length in (1..=tokens.len().min(3)).rev() {
        match wish(&tokens[..length], clock) {
            Ok(wish) if wish.at.is_none() && !wish.is_open() => return Ok((wish.to, length)),
            // `until fr` means the next one.
            Ok(wish) if wish.weekday.is_some() => return Ok((wish.from, length)),
            Ok(_) => problem = TimeProblem::Unreadable(tokens[..length].join(" ")),
            Err(why) => problem = why,
        }
    }
    Err(problem)
}

/// Parses `mo` or `mo-fr`.
fn weekdays(token: &str) -> Option<Vec<Weekday>> {
    let (first, last) = token.split_once(['-', '–']).unwrap_or((token, token));
    let first = weekday_named(first)?;
    let last = weekday_named(last)?;
    let count = last.days_since(first) as usize + 1;
    Some(
        std::iter::successors(Some(first), |day| Some(day.succ()))
            .take(count)
            .collect(),
    )
}

/// Parses `14-16` or `9:30-12`.
fn hours(token: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = hour_range(token)?;
    let time = |minutes: i64| NaiveTime::MIN + TimeDelta::minutes(minutes);
    Some((time(from), time(to)))
}

/// Returns `mornings` as `morning`.
fn singular(token: &str) -> &str {
    match token {
        "mornings" => "morning",
        "afternoons" => "afternoon",
        "aamupäivisin" | "aamuisin" => "aamupäivällä",
        "iltapäivisin" => "iltapäivällä",
        other => other,
    }
}

/// Returns the number of the week that two words name: `next week` as `w48`.
fn week_named(words: &[&str], clock: &Clock) -> Option<String> {
    let [which, "week" | "woche" | "viikko" | "viikolla" | "viikon"] = words else {
        return None;
    };
    let weeks = match *which {
        "this" | "diese" | "dieser" | "tällä" | "tämä" => 0,
        "next" | "nächste" | "nächster" | "naechste" | "ensi" => 1,
        _ => return None,
    };
    let today = seen(clock.now, clock.zone).date_naive();
    let week = today
        .checked_add_days(Days::new(weeks * 7))?
        .iso_week()
        .week();
    Some(format!("w{week}"))
}
