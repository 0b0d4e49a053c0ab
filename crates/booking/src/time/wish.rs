//! A wish for a time that is not a single moment: the first free time on a Monday, after four.

use std::borrow::Borrow;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use zones::Zone;

use i18n::{Language, say};

use super::clock::Clock;
use super::date::WrittenDate;
use super::day;
use super::names::{self, weekday_in_full};
use super::phrase::{Day, Phrase};
use super::problem::TimeProblem;
use super::read::{from_now, moment, today};
use super::vocabulary::PartOfDay;
use super::wall::seen;

/// The horizon of a wish without an end. A template's own horizon is nearer.
const HORIZON: Days = Days::new(365);

/// A wish for a time; the earliest free one that it [admits](Self::admits) is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The earliest moment: now, a relative time from now, or the single moment that is wished.
    pub earliest: DateTime<Utc>,
    /// The first day.
    pub from: NaiveDate,
    /// The earliest time on the first day, if the wish is relative (`+2h`): the time of `earliest`.
    pub from_time: Option<NaiveTime>,
    /// The last day; a year after the first if none is named.
    pub to: NaiveDate,
    /// The earliest time of day, inclusive as callers mean it: `>16:00` includes 16:00.
    pub after: Option<NaiveTime>,
    /// The end of the time of day, exclusive.
    pub before: Option<NaiveTime>,
    /// The exact time of day.
    pub at: Option<NaiveTime>,
    /// The only day of the week.
    pub weekday: Option<Weekday>,
    /// The part of the day.
    pub part: Option<PartOfDay>,
    /// Whether it is for a patient who is already there (`now`).
    pub at_once: bool,
}

/// Reads a wish from the time words of an entry line, in any order; no words mean the first free time.
///
/// - `t`, `tomorrow`, `24.12.`, `next mo`, `w12 mo`: that day. `w12`, `week 12`, `this week`, `next week`: that week.
/// - `december`: that month; with a weekday, such a day of it.
/// - `+2w`, `+1m`: from that day on. `+2h`: from that moment on.
/// - `mo`: a Monday, from the next one after today on; `+2w mo`: from that of two weeks later on; `+3d mo`: from the
///   first one of those days on.
/// - `14:15` with a day or alone: one moment, as [`read`](super::read()) reads it.
/// - `9:00-10:00`: from nine until ten.
/// - `first`: from that day on, whichever words name it; with a time, on the first day on which it is free.
/// - `now`: as `first`, for a patient who is already there.
/// - `>16:00`, `<12:00`, `after 16:00`, `before noon`, `morning`, `afternoon` narrow any of them.
///
/// # Errors
///
/// As [`read`](super::read()), and if there is no time between the limits.
pub fn wish<W: Borrow<str>>(words: &[W], clock: &Clock) -> Result<Wish, TimeProblem> {
    let text = words.join(" ");
    let phrase = Phrase::of(&text)?.with_range_as_limits(clock)?;
    let is_of_month = matches!(phrase.day, Some(Day::Month { .. }));
    if phrase.time.is_some() && !phrase.first && !is_of_month {
        Wish::for_moment(&phrase, clock)?.narrow(&phrase, clock)
    } else {
        Wish::for_days(&phrase, clock)?.narrow(&phrase, clock)
    }
}

impl Wish {
    /// Returns whether the wish admits an instant, by its local time in `zone`.
    pub fn admits(&self, instant: DateTime<Utc>, zone: Zone) -> bool {
        let day = seen(instant, zone).date_naive();
        instant >= self.earliest
            && (self.from..=self.to).contains(&day)
            && self.weekday.is_none_or(|weekday| weekday == day.weekday())
            && self.admits_hour(instant, zone)
    }

    /// Returns whether an instant is at a time of day of the wish, by its local time in `zone`.
    pub fn admits_hour(&self, instant: DateTime<Utc>, zone: Zone) -> bool {
        let time = seen(instant, zone).time();
        let (begins, ends) = self.hours();
        self.at.is_none_or(|at| at == time)
            && begins.is_none_or(|begins| begins <= time)
            && ends.is_none_or(|ends| time < ends)
    }

    /// Returns the wish for a person to check: `first free from Mon 23 Nov 2026, after 16:00`.
    pub fn to_text(&self, language: Language) -> String {
        [self.days(language)]
            .into_iter()
            .chain(self.limits(language))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns the time of the wish as part of a sentence: `on Thursday afternoons`, `on Thu 26 Nov 2026,
    /// after 16:00`.
    pub fn when(&self, language: Language) -> String {
        let from = names::day(self.from, language);
        let to = names::day(self.to, language);
        let part = self.part.map(|part| match part {
            PartOfDay::Morning => say!(language, "wish-mornings"),
            PartOfDay::Afternoon => say!(language, "wish-afternoons"),
        });
        let days = match (self.weekday, part, self.at) {
            (None, _, Some(at)) if self.is_one_day() => names::moment(self.from, at, language),
            (Some(day), Some(part), _) => {
                say!(
                    language,
                    "wish-habit-part",
                    weekday = weekday_in_full(day, language),
                    part
                )
            }
            (Some(day), None, _) => say!(
                language,
                "wish-habit",
                every = names::every_weekday(day, language)
            ),
            _ if self.is_one_day() => say!(language, "wish-none-on", from),
            _ if self.is_open() => say!(language, "wish-none-from", from),
            _ => say!(language, "wish-none-between", from, to),
        };
        // The habit of a weekday already names the part.
        let part = if self.weekday.is_some() {
            None
        } else {
            self.part
        };
        let rest = Self { part, ..*self };
        [days]
            .into_iter()
            .chain(rest.limits(language))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns the days, with the time if the wish is one moment.
    fn days(&self, language: Language) -> String {
        let from = match self.from_time {
            Some(time) => names::moment(self.from, time, language),
            None => names::day(self.from, language),
        };
        let to = names::day(self.to, language);
        let is_open = self.is_open();
        match (
            self.is_one_day(),
            self.at,
            self.weekday.map(|day| weekday_in_full(day, language)),
        ) {
            (true, Some(at), _) => names::moment(self.from, at, language),
            (true, None, _) => say!(language, "wish-on-day", from),
            (false, _, None) if is_open => say!(language, "wish-from-day", from),
            (false, _, None) => say!(language, "wish-between-days", from, to),
            (false, _, Some(weekday)) if is_open => {
                say!(language, "wish-weekday-from-day", weekday, from)
            }
            (false, _, Some(weekday)) => {
                say!(language, "wish-weekday-between-days", weekday, from, to)
            }
        }
    }

    /// Returns the limits on the time of day.
    fn limits(&self, language: Language) -> impl Iterator<Item = String> {
        let oclock = |time| names::oclock_in_text(time, language);
        let at = if self.is_one_day() { None } else { self.at };
        let part = self.part.map(|part| match part {
            PartOfDay::Morning => say!(language, "wish-morning").to_owned(),
            PartOfDay::Afternoon => say!(language, "wish-afternoon").to_owned(),
        });
        let limits = [
            at.map(|time| say!(language, "wish-at", time = oclock(time))),
            self.after
                .map(|time| say!(language, "wish-after", time = oclock(time))),
            self.before
                .map(|time| say!(language, "wish-before", time = oclock(time))),
            part,
        ];
        limits.into_iter().flatten()
    }

    /// Returns whether no last day was named.
    pub fn is_open(&self) -> bool {
        self.to == horizon(self.from)
    }

    /// Returns whether it is for any time from now on, by the clock of `zone`: no words name a day or a time of day.
    pub fn is_any_time(&self, zone: Zone) -> bool {
        let today = seen(self.earliest, zone).date_naive();
        *self == Self::any_from(today, self.earliest)
    }

    /// Returns the wish limited to its first day.
    pub(crate) fn on_first_day(self) -> Wish {
        Wish {
            to: self.from,
            ..self
        }
    }

    /// Returns the wish with this time of day, if it names none.
    pub(crate) fn or_at(self, at: NaiveTime) -> Wish {
        let names_hour = self.at.is_some()
            || self.from_time.is_some()
            || self.after.is_some()
            || self.before.is_some()
            || self.part.is_some();
        Wish {
            at: if names_hour { self.at } else { Some(at) },
            ..self
        }
    }

    /// Returns whether it names several days with an end: a month, a week.
    pub fn is_period(&self) -> bool {
        !self.is_one_day() && !self.is_open()
    }

    fn is_one_day(&self) -> bool {
        self.from == self.to
    }

    /// Returns the beginning and the end on each of its days.
    pub fn hours(&self) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let (begins, ends) = self.part.map(PartOfDay::bounds).unzip();
        let begins = self.after.into_iter().chain(begins).max();
        (begins, self.before.into_iter().chain(ends).min())
    }

    /// Creates a wish from a day on, without other limits.
    fn from_day(from: NaiveDate, clock: &Clock) -> Self {
        Self::any_from(from, clock.now)
    }

    fn any_from(from: NaiveDate, earliest: DateTime<Utc>) -> Self {
        Self {
            earliest,
            from,
            from_time: None,
            to: horizon(from),
            after: None,
            before: None,
            at: None,
            weekday: None,
            part: None,
            at_once: false,
        }
    }

    /// Creates a wish for the single moment that the phrase names.
    fn for_moment(phrase: &Phrase, clock: &Clock) -> Result<Self, TimeProblem> {
        let unlimited = Phrase {
            after: None,
            before: None,
            part: None,
            ..phrase.clone()
        };
        let instant = moment(&unlimited, clock)?;
        let wall = seen(instant, clock.zone).naive_local();
        let day = Self::from_day(wall.date(), clock);
        Ok(Self {
            earliest: instant.max(clock.now),
            to: day.from,
            at: Some(wall.time()),
            ..day
        })
    }

    /// Creates a wish for the days that the phrase names.
    fn for_days(phrase: &Phrase, clock: &Clock) -> Result<Self, TimeProblem> {
        if phrase.designator.is_some() || phrase.ahead.is_some() && phrase.day.is_some() {
            return Err(phrase.unreadable());
        }
        let mut wish = match phrase.ahead {
            Some(ahead) => Self::from_now(ahead, phrase, clock)?,
            None => Self::for_calendar_days(phrase, clock)?,
        };
        if phrase.first {
            wish.to = horizon(wish.from);
        }
        wish.at = phrase.time.map(|hour| hour.only(None, clock)).transpose()?;
        Ok(wish)
    }

    /// Creates a wish from a relative time on.
    fn from_now(ahead: TimeDelta, phrase: &Phrase, clock: &Clock) -> Result<Self, TimeProblem> {
        let earliest = from_now(ahead, clock)?;
        let wall = seen(earliest, clock.zone).naive_local();
        let from_time = Some(wall.time());
        let weekday = phrase.weekday;
        Ok(Self {
            earliest,
            from_time,
            weekday,
            ..Self::from_day(wall.date(), clock)
        })
    }

    /// Creates a wish for the days of the calendar that the phrase names.
    fn for_calendar_days(phrase: &Phrase, clock: &Clock) -> Result<Self, TimeProblem> {
        let today = today(None, clock);
        let from = |date| Self::from_day(date, clock);
        match (phrase.day, phrase.weekday) {
            (None, Some(weekday)) => Ok(Self {
                weekday: Some(weekday),
                ..from(day::next(weekday, today)?)
            }),
            (Some(Day::Week(week)), None) => {
                let sunday = day::of_week(week, Weekday::Sun, today)?;
                let monday = sunday
                    .week(Weekday::Mon)
                    .checked_first_day()
                    .unwrap_or(sunday);
                Ok(Self {
                    to: sunday,
                    ..from(monday.max(today))
                })
            }
            (Some(ahead @ (Day::InDays(_) | Day::InWeeks(_) | Day::InMonths(_))), weekday) => {
                let date = match (ahead, weekday) {
                    (Day::InWeeks(weeks), Some(_)) => day::week_in(weeks, clock, today)?.max(today),
                    _ => only(ahead.date(clock, today)?, phrase)?,
                };
                let first = weekday.map_or(Ok(date), |weekday| day::on_or_after(weekday, date))?;
                Ok(Self {
                    weekday,
                    ..from(first)
                })
            }
            (Some(Day::ThisWeek), None) => Ok(Self {
                to: day::later(day::week_in(0, clock, today)?, 6)?,
                ..from(today)
            }),
            (Some(Day::NextWeek), None) => {
                let first = day::week_in(1, clock, today)?;
                Ok(Self {
                    to: day::later(first, 6)?,
                    ..from(first)
                })
            }
            (Some(Day::Month { month, year }), weekday) => {
                let first = day::month_of(month, year, today)?;
                let last = first
                    .checked_add_months(Months::new(1))
                    .and_then(|next| next.pred_opt())
                    .ok_or(TimeProblem::BeyondCalendar)?;
                if last < today {
                    return Err(phrase.unreadable());
                }
                Ok(Self {
                    weekday,
                    to: last,
                    ..from(first.max(today))
                })
            }
            _ => match phrase
                .date(clock, today)?
                .map(|date| only(date, phrase))
                .transpose()?
            {
                Some(date) => Ok(Self {
                    to: date,
                    ..from(date)
                }),
                None => Ok(from(today)),
            },
        }
    }

    /// Narrows the wish to the hours that the phrase names.
    fn narrow(mut self, phrase: &Phrase, clock: &Clock) -> Result<Self, TimeProblem> {
        self.after = phrase
            .after
            .map(|hour| hour.only(None, clock))
            .transpose()?;
        self.before = phrase
            .before
            .map(|hour| hour.only(None, clock))
            .transpose()?;
        self.part = phrase.part;
        self.at_once = phrase.now;
        let (begins, ends) = self.hours();
        let begins = begins.unwrap_or(NaiveTime::MIN);
        let first = self.at.unwrap_or(begins);
        if first < begins || ends.is_some_and(|ends| first >= ends) {
            return Err(TimeProblem::NothingBetween);
        }
        Ok(self)
    }
}

/// Returns an unambiguous date.
pub(super) fn only(date: WrittenDate, phrase: &Phrase) -> Result<NaiveDate, TimeProblem> {
    match date {
        WrittenDate::Sure(date) => Ok(date),
        WrittenDate::Unsure(why, dates) => {
            let word = phrase.day_word().to_owned();
            Err(TimeProblem::UnsureDate {
                word,
                why,
                dates,
                choices: Vec::new(),
            })
        }
    }
}

/// Returns the last day of a wish without an end.
fn horizon(from: NaiveDate) -> NaiveDate {
    from.checked_add_days(HORIZON).unwrap_or(NaiveDate::MAX)
}
