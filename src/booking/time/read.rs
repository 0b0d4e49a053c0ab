//! A typed time to an instant: its words are told apart by their shape, then set on the clock they name.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::clock::Clock;
use super::date::{self, WrittenDate};
use super::hour::{self, Designator};
use super::problem::{Choice, TimeProblem};
use super::wall::{Landing, is_writable, land, neighbours, seen, zone_word};

/// Reads a time.
///
/// Accepted: ISO 8601 and RFC 3339 (`2027-02-10T10:00:00.000Z`, `2027-02-10 10:00+0100`), `2027-02-10 10:00`,
/// `10.02.2027 10:00`, with a date order also `10/02/2027 10:00`, and `10:00` for the next such time after
/// now. A time without an offset is a wall clock of the zone; a name such as `CEST` confirms it, or says
/// which where the clock shows it twice. Blanks around and between don't matter.
///
/// # Errors
/// Every other text is a [`TimeProblem`]; in particular a wall clock that the zone skips or repeats.
pub fn read(text: &str, clock: &Clock) -> Result<DateTime<Utc>, TimeProblem> {
    let instant = match Parts::of(text)? {
        Parts { date: None, time: None, designator: None } => Err(TimeProblem::Empty),
        Parts { date: None, time: Some(time), designator } => next(time, designator, clock),
        Parts { date: Some(word), time, designator } => dated(word, time, designator, clock),
        Parts { date: None, time: None, designator: Some(_) } => {
            Err(TimeProblem::Unreadable(text.trim().to_owned()))
        }
    }?;
    Some(instant).filter(|instant| is_writable(*instant)).ok_or(TimeProblem::BeyondCalendar)
}

/// The parts of a typed time. The date stays a word until the time is known: what it may have meant is
/// offered together with the time.
#[derive(Default)]
struct Parts<'a> {
    date: Option<&'a str>,
    time: Option<NaiveTime>,
    designator: Option<Designator<'a>>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, TimeProblem> {
        let odd = |c: &char| !(c.is_ascii_graphic() || c.is_whitespace());
        if let Some(odd) = text.chars().find(odd) {
            return Err(TimeProblem::OddCharacter(odd));
        }
        let mut parts = Self::default();
        for word in text.split_whitespace() {
            match split_iso(word) {
                Some((date, time)) => {
                    parts.add(date)?;
                    parts.add(time)?;
                }
                None => parts.add(word)?,
            }
        }
        Ok(parts)
    }

    fn add(&mut self, word: &'a str) -> Result<(), TimeProblem> {
        let taken = if !word.starts_with(|c: char| c.is_ascii_digit()) {
            self.designator.replace(Designator::read(word)?).is_some()
        } else if word.contains(':') {
            let (time, designator) = hour::read(word)?;
            let glued_twice = designator.is_some() && self.designator.is_some();
            self.designator = designator.or(self.designator);
            self.time.replace(time).is_some() || glued_twice
        } else if self.date.is_some() && hour::read(&word.replace('.', ":")).is_ok() {
            return Err(TimeProblem::DottedTime(word.to_owned()));
        } else {
            // German and American programs print a comma there: `10.02.2027, 10:00`.
            self.date.replace(word.trim_end_matches(',')).is_some()
        };
        if taken { Err(TimeProblem::Unreadable(word.to_owned())) } else { Ok(()) }
    }
}

/// `2027-02-10T10:00` in two: the `T` stands between digits, after nothing but a date.
fn split_iso(word: &str) -> Option<(&str, &str)> {
    let (date, time) = word.split_once(['T', 't'])?;
    let looks_like_date = date.starts_with(|c: char| c.is_ascii_digit()) && !date.contains(':');
    (looks_like_date && time.starts_with(|c: char| c.is_ascii_digit())).then_some((date, time))
}

fn dated(
    word: &str,
    time: Option<NaiveTime>,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    match (date::read(word, clock.date_order, today(designator, clock))?, time) {
        (WrittenDate::Sure(date), Some(time)) => settle(date.and_time(time), designator, clock),
        (WrittenDate::Sure(_), None) => Err(TimeProblem::MissingTime(word.to_owned())),
        (WrittenDate::Unsure(why, dates), time) => {
            let walls = time.into_iter().flat_map(|time| dates.iter().map(move |date| date.and_time(time)));
            let landings = walls.filter_map(|wall| land_on(wall, designator, clock).ok());
            let choices = choices(landings.flat_map(Landing::instants), clock);
            Err(TimeProblem::UnsureDate { word: word.to_owned(), why, dates, choices })
        }
    }
}

/// The one instant of a wall clock.
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

/// The next instant after now at which the clock shows this time: today, else tomorrow. (Where a zone moved
/// over the date line, the day after.) Of a doubled time whose first has passed, it is the second.
fn next(
    time: NaiveTime,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<DateTime<Utc>, TimeProblem> {
    for day in today(designator, clock).iter_days().take(3) {
        let wall = day.and_time(time);
        let landing = match land_on(wall, designator, clock) {
            Err(_) if has_passed(wall, clock) => continue,
            landing => landing?,
        };
        match landing {
            Landing::Once(instant) if instant > clock.now => return Ok(instant),
            Landing::Twice(first, second) if first > clock.now => {
                return Err(doubled(wall, [first, second], clock));
            }
            Landing::Twice(_, second) if second > clock.now => return Ok(second),
            Landing::Never(jump) if jump > clock.now => return Err(skipped(wall, jump, clock)),
            _ => {}
        }
    }
    Err(TimeProblem::BeyondCalendar)
}

fn has_passed(wall: NaiveDateTime, clock: &Clock) -> bool {
    wall <= seen(clock.now, clock.zone).naive_local()
}

/// Today, on the clock that is named.
fn today(designator: Option<Designator>, clock: &Clock) -> NaiveDate {
    match designator {
        Some(Designator::Offset(offset)) => {
            let utc = clock.now.naive_utc();
            utc.checked_add_offset(offset).unwrap_or(utc).date()
        }
        Some(Designator::Name(_)) | None => seen(clock.now, clock.zone).date_naive(),
    }
}

/// Where a wall clock lands on the clock that is named.
fn land_on(
    wall: NaiveDateTime,
    designator: Option<Designator>,
    clock: &Clock,
) -> Result<Landing, TimeProblem> {
    if let Some(Designator::Offset(offset)) = designator {
        let utc = wall.checked_sub_offset(offset).ok_or(TimeProblem::BeyondCalendar)?;
        return Ok(Landing::Once(utc.and_utc()));
    }
    let landing = land(wall, clock.zone).ok_or(TimeProblem::BeyondCalendar)?;
    match designator {
        Some(Designator::Name(name)) => named(name, landing, clock),
        _ => Ok(landing),
    }
}

/// Keeps of a landing what the zone's clock calls by this name.
fn named(name: &str, landing: Landing, clock: &Clock) -> Result<Landing, TimeProblem> {
    let is_named = |instant| zone_word(&seen(instant, clock.zone)).eq_ignore_ascii_case(name);
    match landing {
        Landing::Twice(first, second) if is_named(first) != is_named(second) => {
            Ok(Landing::Once(if is_named(first) { first } else { second }))
        }
        Landing::Once(instant) | Landing::Twice(instant, _) if !is_named(instant) => {
            Err(TimeProblem::OtherZone {
                word: name.to_owned(),
                zone: clock.zone,
                choices: choices(landing.instants(), clock),
            })
        }
        _ => Ok(landing),
    }
}

fn doubled(wall: NaiveDateTime, instants: [DateTime<Utc>; 2], clock: &Clock) -> TimeProblem {
    TimeProblem::Doubled { wall, zone: clock.zone, choices: choices(instants, clock) }
}

fn skipped(wall: NaiveDateTime, jump: DateTime<Utc>, clock: &Clock) -> TimeProblem {
    TimeProblem::Skipped { wall, zone: clock.zone, choices: choices(neighbours(jump), clock) }
}

fn choices(instants: impl IntoIterator<Item = DateTime<Utc>>, clock: &Clock) -> Vec<Choice> {
    instants.into_iter().map(|instant| Choice::new(instant, clock)).collect()
}
