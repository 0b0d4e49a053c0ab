//! Resolves a spoken day to a date, relative to today.

use chrono::{Datelike, Days, Month, Months, NaiveDate, Weekday};

use super::clock::Clock;
use super::date::{self, WrittenDate};
use super::phrase::{Day, Phrase};
use super::problem::{TimeProblem, UnsureDate};

impl Phrase<'_> {
    /// Returns the date, if one is named. A weekday next to a date confirms it; if they differ, the date is ambiguous.
    pub(super) fn date(
        &self,
        clock: &Clock,
        today: NaiveDate,
    ) -> Result<Option<WrittenDate>, TimeProblem> {
        let date = match (self.day, self.weekday) {
            (None, None) => return Ok(None),
            (None, Some(weekday)) => WrittenDate::Sure(next(weekday, today)?),
            (Some(Day::Week(week)), Some(weekday)) => {
                WrittenDate::Sure(of_week(week, weekday, today)?)
            }
            (Some(Day::ThisWeek), Some(weekday)) => {
                WrittenDate::Sure(on_or_after(weekday, week_in(0, clock, today)?)?)
            }
            (Some(Day::NextWeek), Some(weekday)) => {
                WrittenDate::Sure(on_or_after(weekday, week_in(1, clock, today)?)?)
            }
            (Some(Day::InWeeks(weeks)), Some(weekday)) => {
                WrittenDate::Sure(on_or_after(weekday, week_in(weeks, clock, today)?)?)
            }
            (Some(day), None) => day.date(clock, today)?,
            (Some(day), Some(weekday)) => check_weekday(day.date(clock, today)?, weekday, today),
        };
        Ok(Some(date))
    }
}

impl Day<'_> {
    /// Returns the date, ignoring any weekday.
    pub(super) fn date(self, clock: &Clock, today: NaiveDate) -> Result<WrittenDate, TimeProblem> {
        let date = match self {
            Self::Written(word) => return date::read(word, clock.date_order, today),
            Self::Next(weekday) => return next_weekday(weekday, today),
            Self::OfMonth {
                day,
                month,
                year: None,
            } => date::without_year(day, month.number_from_month(), today),
            Self::OfMonth {
                day,
                month,
                year: Some(year),
            } => date::date(year, month.number_from_month(), day),
            Self::On(days) | Self::InDays(days) => later(today, days),
            Self::InWeeks(weeks) => later(today, weeks * 7),
            // A shorter month has no such day, so this is its last: see `remark`.
            Self::InMonths(months) => today
                .checked_add_months(Months::new(months))
                .ok_or(TimeProblem::BeyondCalendar),
            Self::Month { month, year } => Err(TimeProblem::MissingDay {
                month: month_of(month, year, today)?,
            }),
            Self::Week(week) => Err(TimeProblem::MissingWeekday { week }),
            Self::ThisWeek => {
                let week = week_in(0, clock, today)?.iso_week().week();
                Err(TimeProblem::MissingWeekday { week })
            }
            Self::NextWeek => {
                let week = week_in(1, clock, today)?.iso_week().week();
                Err(TimeProblem::MissingWeekday { week })
            }
        };
        date.map(WrittenDate::Sure)
    }
}

/// Returns the next such day after today: on a Monday, `mo` is a week away.
pub(super) fn next(weekday: Weekday, today: NaiveDate) -> Result<NaiveDate, TimeProblem> {
    let days = today.weekday().days_since(weekday);
    later(today, 7 - days)
}

/// Returns the first such day on or after `date`.
pub(super) fn on_or_after(weekday: Weekday, date: NaiveDate) -> Result<NaiveDate, TimeProblem> {
    later(date, weekday.days_since(date.weekday()))
}

/// Returns the first day of a month; without a year, of the next one that isn't past.
pub(super) fn month_of(
    month: Month,
    year: Option<u32>,
    today: NaiveDate,
) -> Result<NaiveDate, TimeProblem> {
    let month = month.number_from_month();
    let this_year = today.year() + i32::from(month < today.month());
    let year = year.map_or(Some(this_year), |year| year.try_into().ok());
    year.and_then(|year| NaiveDate::from_ymd_opt(year, month, 1))
        .ok_or(TimeProblem::BeyondCalendar)
}

/// Returns the first day of the week that is this many weeks away.
pub(super) fn week_in(
    weeks: u32,
    clock: &Clock,
    today: NaiveDate,
) -> Result<NaiveDate, TimeProblem> {
    let week = later(today, weeks * 7)?.week(clock.first_weekday());
    week.checked_first_day().ok_or(TimeProblem::BeyondCalendar)
}

/// Returns the day of the next week with this number whose weekday isn't past.
pub(super) fn of_week(
    week: u32,
    weekday: Weekday,
    today: NaiveDate,
) -> Result<NaiveDate, TimeProblem> {
    let this_year = today.iso_week().year();
    // A week 53 is at most seven years away.
    (this_year..=this_year + 8)
        .filter_map(|year| NaiveDate::from_isoywd_opt(year, week, weekday))
        .find(|date| *date >= today)
        .ok_or(TimeProblem::NoSuchWeek { week })
}

/// Returns the day of `next fr`. On a Monday, some mean the Friday of this week and others that of the next; on a
/// Friday, everyone means the same day.
fn next_weekday(weekday: Weekday, today: NaiveDate) -> Result<WrittenDate, TimeProblem> {
    let coming = next(weekday, today)?;
    if coming.iso_week() != today.iso_week() {
        return Ok(WrittenDate::Sure(coming));
    }
    Ok(WrittenDate::Unsure(
        UnsureDate::NextWeekday,
        vec![coming, later(coming, 7)?],
    ))
}

/// Returns the date if it is such a weekday; otherwise the date and the nearest such days that are still to come.
fn check_weekday(date: WrittenDate, weekday: Weekday, today: NaiveDate) -> WrittenDate {
    let WrittenDate::Sure(date) = date else {
        return date;
    };
    if date.weekday() == weekday {
        return WrittenDate::Sure(date);
    }
    let after = on_or_after(weekday, date).ok();
    let before = after.and_then(|after| after.checked_sub_days(Days::new(7)));
    let nearest = match (before, after) {
        (Some(before), Some(after)) if before >= today && date - before < after - date => {
            Some(before)
        }
        _ => after,
    };
    WrittenDate::Unsure(
        UnsureDate::OtherWeekday,
        [date].into_iter().chain(nearest).collect(),
    )
}

/// Returns the date this many days after `date`.
pub(super) fn later(date: NaiveDate, days: u32) -> Result<NaiveDate, TimeProblem> {
    date.checked_add_days(Days::new(days.into()))
        .ok_or(TimeProblem::BeyondCalendar)
}
