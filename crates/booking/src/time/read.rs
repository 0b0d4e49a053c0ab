//! Resolves a typed time to an instant, in the named zone.

use std::borrow::Cow;

use chrono::{
    DateTime, Datelike, DurationRound, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc,
};

use zones::Zone;

use i18n::say;

use super::clock::Clock;
use super::date::WrittenDate;
use super::day::on_or_after;
use super::hour::Designator;
use super::names::{month_in_full, year};
use super::phrase::{Day, Hour, Phrase};
use super::problem::{TimeChoice, TimeProblem};
use super::range::TimeRange;
use super::span::Span;
use super::wall::{Jump, Landing, is_called, is_writable, jump_between, land, neighbours, seen};
use super::word::is_time_word;

/// Reads a time.
///
/// Accepted: ISO 8601 and RFC 3339 (`2027-02-10T10:00:00.000Z`, `2027-02-10T10:00+0100`), `2027-02-10 10:00`,
/// `10.02.2027 10:00`, with a date order also `10/02/2027 10:00`, and `10:00` for the next such time after
/// now. A time without an offset is a local time in the zone; a name such as `CEST` confirms it, or chooses
/// between two occurrences. An offset is allowed only after a full date with `T`. Blanks around and between
/// don't matter.
///
/// Also spoken times, in English, German or Finnish, in any order:
/// - days: `t`, `tomorrow`, `+3d`, `+2w`, `in 2 weeks`, `+1m` (in a shorter month its last day); `mo` for the next
///   Monday after today, `next mo` if it is unambiguous; `24.12.` or `24 dec` for the next one that isn't before today;
///   `w12 mo`, and `+2w mo` for the Monday of the week then. A weekday next to a date has to agree with it;
/// - times: `9` and `14`, `9h`, `9h30`, `9 uhr 30`, `2pm`, `noon`; `0930`, and `14.15` if it can't be a day;
///   `klo 9.12` and `1415 uhr` if the digits alone are ambiguous. A bare 1 to 7 is ambiguous unless the
///   opening hours decide it. `midnight` alone is the next one; with a day it is ambiguous;
/// - moments: `+90min`, `+2h` and `in 90 minutes` from now, up to the next five minutes.
///
/// # Errors
///
/// Returns a [`TimeProblem`] for every other text; in particular for a local time that the zone skips or
/// repeats, and for a range, which [`span`] reads.
pub fn read(text: &str, clock: &Clock) -> Result<DateTime<Utc>, TimeProblem> {
    let phrase = Phrase::of(text)?;
    match phrase.range {
        Some(_) => Err(TimeProblem::NotOneMoment(phrase.text.to_owned())),
        None => moment(&phrase, clock),
    }
}

/// Reads a start, and its end if the text is a range such as `fr 9:00-9:30`.
///
/// # Errors
///
/// As [`read`]. An ambiguous range has no choices, because they would lose its end.
pub fn span(text: &str, clock: &Clock) -> Result<Span, TimeProblem> {
    let phrase = Phrase::of(text)?;
    let Some(range) = phrase.range else {
        return moment(&phrase, clock).map(Span::from_start);
    };
    span_of_range(&phrase, range, clock).map_err(TimeProblem::without_choices)
}

/// Resolves the start of a phrase, and the end of its range on the same day.
fn span_of_range(phrase: &Phrase, range: TimeRange, clock: &Clock) -> Result<Span, TimeProblem> {
    let start = moment(phrase, clock)?;
    let wall = seen(start, clock.zone).naive_local();
    let backward = || TimeProblem::BackwardRange(phrase.text.to_owned());
    let end = range.end(wall.time()).ok_or_else(backward)?;
    let end = settle(wall.date().and_time(end), phrase.designator, clock)?;
    Span::resolve(Some(start), Some(end), None).map_err(|_| backward())
}

/// Returns whether a text is only a time of day: `10:30`, `9`, `klo 14.15`.
pub(crate) fn is_time_alone(text: &str) -> bool {
    Phrase::of(text).is_ok_and(|phrase| phrase.is_time_alone())
}

/// Returns whether a text names a day other than today: `fr`, `tomorrow`, `24.12.`.
pub fn is_other_day(text: &str) -> bool {
    let phrase = if is_time_word(text) {
        Phrase::of(text).ok()
    } else {
        None
    };
    phrase.is_some_and(|phrase| phrase.names_day() && phrase.day != Some(Day::On(0)))
}

/// Returns the new time of an appointment. A text without a day, such as `10:30`, `2 pm` or `9-9:45`, is on the day of
/// the appointment in this zone. Other texts, and texts for an appointment without a start, are unchanged.
pub fn on_day_of(text: &str, start: Option<DateTime<Utc>>, zone: Zone) -> Cow<'_, str> {
    let lacks_day = Phrase::of(text).is_ok_and(|phrase| phrase.lacks_day());
    match start {
        Some(start) if lacks_day => {
            format!("{} {text}", seen(start, zone).format("%Y-%m-%d")).into()
        }
        _ => text.into(),
    }
}

/// How a weekday relates to the day of a visit. The result is never before today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekdayBeside {
    /// The first such day on or after that of the visit.
    FromThereOn,
    /// The day in the week of the visit, or the first such day after it if that is past.
    SameWeek,
}

/// Returns the new time of a listed visit. A text without a day is on the day of the visit, as for [`on_day_of`], and a
/// weekday without a date is `beside` that day. Other texts, and texts for a visit without a start, are unchanged.
pub fn beside_day_of<'a>(
    text: &'a str,
    start: Option<DateTime<Utc>>,
    beside: WeekdayBeside,
    clock: &Clock,
) -> Cow<'a, str> {
    let weekday = Phrase::of(text)
        .ok()
        .and_then(|phrase| phrase.weekday_alone());
    let Some((weekday, start)) = weekday.zip(start) else {
        return on_day_of(text, start, clock.zone);
    };
    let date = seen(start, clock.zone).date_naive();
    let today = seen(clock.now, clock.zone).date_naive();
    let of_week = || {
        let first = date.week(clock.first_weekday()).checked_first_day()?;
        on_or_after(weekday, first).ok()
    };
    let same_week = match beside {
        WeekdayBeside::FromThereOn => None,
        WeekdayBeside::SameWeek => of_week().filter(|day| *day >= today),
    };
    match same_week.or_else(|| on_or_after(weekday, date.max(today)).ok()) {
        Some(day) => format!("{day} {text}").into(),
        None => text.into(),
    }
}

/// Returns whether a text is a start and an end: `fr 9:00-9:30`.
pub fn is_range(text: &str) -> bool {
    Phrase::of(text).is_ok_and(|phrase| phrase.range.is_some())
}

/// Returns a remark for the echo of an unexpected reading, such as the last day of a shorter month for `+1m`. `None` if
/// there is none, or no reading.
pub fn remark(text: &str, clock: &Clock) -> Option<String> {
    let phrase = Phrase::of(text).ok()?;
    let from = today(phrase.designator, clock);
    match (phrase.day?, phrase.date(clock, from)) {
        (Day::InMonths(_), Ok(Some(WrittenDate::Sure(date)))) if date.day() != from.day() => {
            let month = month_in_full(date, clock.language);
            let year = year(date);
            Some(say!(
                clock.language,
                "time-last-day-instead",
                month,
                year,
                day = from.day()
            ))
        }
        _ => None,
    }
}

/// Resolves the single moment that a phrase names.
pub(super) fn moment(phrase: &Phrase, clock: &Clock) -> Result<DateTime<Utc>, TimeProblem> {
    if phrase.is_loose() {
        return Err(TimeProblem::NotOneMoment(phrase.text.to_owned()));
    }
    if let (Some(Designator::Offset(_)), false) = (phrase.designator, phrase.is_iso) {
        return Err(offset_without_date(phrase, clock));
    }
    if clock.zone == Zone::UNKNOWN && phrase.ahead.is_none() && phrase.designator.is_none() {
        return Err(TimeProblem::UnknownZone);
    }
    let date = phrase.date(clock, today(phrase.designator, clock))?;
    let instant = match (phrase.ahead, date, phrase.time) {
        (None, None, None) if phrase.text.is_empty() => Err(TimeProblem::Empty),
        (None, None, None) => Err(phrase.unreadable()),
        (None, None, Some(hour)) => next_hour(hour, phrase.designator, clock),
        (None, Some(date), hour) => on_date(date, hour, phrase, clock),
        (Some(ahead), None, None) if phrase.designator.is_none() => from_now(ahead, clock),
        (Some(_), ..) => Err(phrase.unreadable()),
    }?;
    within_calendar(Some(instant))
}

/// Returns the problem, with the moment at that offset as its choice.
fn offset_without_date(phrase: &Phrase, clock: &Clock) -> TimeProblem {
    let instant = moment(
        &Phrase {
            is_iso: true,
            ..phrase.clone()
        },
        clock,
    );
    let instant = if phrase.range.is_none() {
        instant.ok()
    } else {
        None
    };
    TimeProblem::OffsetWithoutDate {
        text: phrase.text.to_owned(),
        choices: choices(instant, clock),
    }
}

/// Returns the moment this long from now, rounded up to five minutes.
pub(super) fn from_now(ahead: TimeDelta, clock: &Clock) -> Result<DateTime<Utc>, TimeProblem> {
    const STEP: TimeDelta = TimeDelta::minutes(5);
    let moment = clock.now.checked_add_signed(ahead);
    within_calendar(moment.and_then(|moment| moment.duration_round_up(STEP).ok()))
}

/// Returns the instant, if its year has four digits.
fn within_calendar(instant: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, TimeProblem> {
    instant
        .filter(|instant| is_writable(*instant))
        .ok_or(TimeProblem::BeyondCalendar)
}

/// Resolves an hour without a day to its next instant.
fn next_hour(
    hour: Hour,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    match hour.times(None, clock.open)[..] {
        [time] => next(time, designator, clock),
        ref times => {
            let instants = times
                .iter()
                .filter_map(|time| next(*time, designator, clock).ok());
            Err(hour.unsure(choices(instants, clock)))
        }
    }
}

/// Resolves a day and an hour.
fn on_date(
    date: WrittenDate,
    hour: Option<Hour>,
    phrase: &Phrase,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    let walls = |date| hour.map_or(Vec::new(), |hour| hour.walls(date, clock.open));
    let offers = |walls: Vec<NaiveDateTime>| {
        let landings = walls
            .into_iter()
            .filter_map(|wall| land_on(wall, phrase.designator, clock).ok());
        choices(landings.flat_map(Landing::instants), clock)
    };
    match (date, hour) {
        (WrittenDate::Sure(_), None) => Err(TimeProblem::MissingTime(phrase.text.to_owned())),
        (WrittenDate::Sure(date), Some(hour)) => match walls(date)[..] {
            [wall] => settle(wall, phrase.designator, clock),
            ref walls => Err(hour.unsure(offers(walls.to_vec()))),
        },
        (WrittenDate::Unsure(why, dates), _) => {
            let choices = offers(dates.iter().copied().flat_map(walls).collect());
            Err(TimeProblem::UnsureDate {
                word: phrase.day_word().to_owned(),
                why,
                dates,
                choices,
            })
        }
    }
}

/// Returns the only instant of a local time.
fn settle(
    wall: NaiveDateTime,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    match land_on(wall, designator, clock)? {
        Landing::Once(instant) => Ok(instant),
        Landing::Twice(first, second) => Err(doubled(wall, [first, second], clock)),
        Landing::Never(jump) => Err(skipped(wall, jump, clock)),
    }
}

/// Returns the next instant after now with this local time: today, else tomorrow, or the day after if a zone has
/// crossed the date line. For a doubled time whose first occurrence has passed, returns the second.
fn next(
    time: NaiveTime,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    for day in today(designator, clock).iter_days().take(3) {
        let wall = day.and_time(time);
        let landing = match land_on(wall, designator, clock) {
            Err(_) if wall <= seen(clock.now, clock.zone).naive_local() => continue,
            landing => landing?,
        };
        match landing {
            Landing::Once(instant) if instant > clock.now => return Ok(instant),
            Landing::Twice(first, second) if first > clock.now => {
                return Err(doubled(wall, [first, second], clock));
            }
            Landing::Twice(_, second) if second > clock.now => return Ok(second),
            Landing::Never(jump) if jump > clock.now => return Err(skipped(wall, jump, clock)),
            Landing::Once(_) | Landing::Twice(..) | Landing::Never(_) => {}
        }
    }
    Err(TimeProblem::BeyondCalendar)
}

/// Returns today, at the named offset or in the zone.
pub(super) fn today(designator: Option<Designator>, clock: &Clock) -> NaiveDate {
    match designator {
        Some(Designator::Offset(offset)) => {
            let utc = clock.now.naive_utc();
            utc.checked_add_offset(offset).unwrap_or(utc).date()
        }
        Some(Designator::Name(_)) | None => seen(clock.now, clock.zone).date_naive(),
    }
}

/// Returns the instants of a local time, at the named offset or in the zone.
fn land_on(
    wall: NaiveDateTime,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<Landing, TimeProblem> {
    if let Some(Designator::Offset(offset)) = designator {
        let utc = wall
            .checked_sub_offset(offset)
            .ok_or(TimeProblem::BeyondCalendar)?;
        return Ok(Landing::Once(utc.and_utc()));
    }
    let landing = land(wall, clock.zone).ok_or(TimeProblem::BeyondCalendar)?;
    match designator {
        Some(Designator::Name(name)) => with_name(name, landing, clock),
        _ => Ok(landing),
    }
}

/// Returns the instants of a landing when the zone's local time has this name.
fn with_name(name: &str, landing: Landing, clock: &Clock) -> Result<Landing, TimeProblem> {
    let is_named = |instant| is_called(&seen(instant, clock.zone), name);
    match landing {
        Landing::Twice(first, second) if is_named(first) != is_named(second) => {
            Ok(Landing::Once(if is_named(first) { first } else { second }))
        }
        Landing::Once(instant) | Landing::Twice(instant, _) if !is_named(instant) => {
            let choices = choices(landing.instants(), clock);
            Err(TimeProblem::OtherZone {
                word: name.to_owned(),
                zone: clock.zone,
                choices,
            })
        }
        Landing::Once(_) | Landing::Twice(..) | Landing::Never(_) => Ok(landing),
    }
}

/// Returns the problem of a local time that the clocks repeat.
fn doubled(wall: NaiveDateTime, instants: [DateTime<Utc>; 2], clock: &Clock) -> TimeProblem {
    let jump = jump_between(instants, clock.zone);
    TimeProblem::Doubled {
        wall,
        clocks: Jump::new(jump, clock.zone),
        choices: choices(instants, clock),
    }
}

/// Returns the problem of a local time that the clocks skip.
fn skipped(wall: NaiveDateTime, jump: DateTime<Utc>, clock: &Clock) -> TimeProblem {
    let clocks = Jump::new(jump, clock.zone);
    TimeProblem::Skipped {
        wall,
        clocks,
        choices: choices(neighbours(jump), clock),
    }
}

/// Returns the choices of those instants that can be typed.
fn choices(instants: impl IntoIterator<Item = DateTime<Utc>>, clock: &Clock) -> Vec<TimeChoice> {
    let writable = instants.into_iter().filter(|instant| is_writable(*instant));
    writable
        .map(|instant| TimeChoice::new(instant, clock))
        .collect()
}
