//! A whole typed time: the role of each word, given its neighbours.

use chrono::{Datelike, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

use super::clock::{Clock, FullHours};
use super::compound;
use super::hour::{self, Designator, number};
use super::problem::{TimeChoice, TimeProblem};
use super::range::{self, TimeRange};
use super::spoken_hour::spoken_hour;
use super::vocabulary::{Half, Limit, PartOfDay, Unit};
use super::word::Word;

/// The parts of a typed time. Each occurs at most once, and the day keeps its words until the zone is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase<'a> {
    /// The whole text, trimmed.
    pub(super) text: &'a str,
    pub(super) day: Option<Day<'a>>,
    pub(super) weekday: Option<Weekday>,
    pub(super) time: Option<Hour>,
    /// The start and the end, if both are named; `time` is then the start.
    pub(super) range: Option<TimeRange>,
    pub(super) designator: Option<Designator<'a>>,
    /// Whether the time follows a full date with `T`: only there an offset is allowed.
    pub(super) is_iso: bool,
    /// A relative time from now.
    pub(super) ahead: Option<TimeDelta>,
    pub(super) after: Option<Hour>,
    pub(super) before: Option<Hour>,
    pub(super) part: Option<PartOfDay>,
    pub(super) first: bool,
    /// Whether it is `now`, which implies `first`.
    pub(super) now: bool,
}

/// A day as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day<'a> {
    /// A date such as `24.12.`
    Written(&'a str),
    /// A day of a month: `24 dec`, `dec 24 2026`
    OfMonth {
        day: u32,
        month: Month,
        year: Option<u32>,
    },
    /// `today`, `tomorrow`: this many days from today, exactly that day.
    On(u32),
    /// `+3d`: in this many days.
    InDays(u32),
    /// `+2w`: in this many weeks; with a weekday, that day of that week.
    InWeeks(u32),
    /// `+1m`: in this many months.
    InMonths(u32),
    /// `december`, `december 2027`: all of it.
    Month { month: Month, year: Option<u32> },
    /// `w12`
    Week(u32),
    /// `this week`
    ThisWeek,
    /// `next week`
    NextWeek,
    /// `next mo`
    Next(Weekday),
}

/// A time of day as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hour {
    /// Unambiguous: `9:30`, `2pm`, `noon`, `14`.
    Sure(NaiveTime),
    /// `2`, which is hardly ever 02:00; holds the time in the night.
    Doubtful(NaiveTime),
    /// `half eight`, which is 8:30 to some and 7:30 to others; holds the later one.
    Half(NaiveTime),
    /// `midnight`: a day has one at either end.
    Midnight,
}

impl<'a> Phrase<'a> {
    /// Reads the words of a text, each in its role.
    pub(super) fn of(text: &'a str) -> Result<Self, TimeProblem> {
        let words = words(text)?;
        let mut phrase = Self {
            text: text.trim(),
            ..Self::default()
        };
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            rest = phrase.take(rest)?;
        }
        Ok(phrase)
    }

    /// Returns whether it means more than one moment: `morning`, `>16:00`, `first`.
    pub(super) fn is_loose(&self) -> bool {
        self.first || self.after.is_some() || self.before.is_some() || self.part.is_some()
    }

    /// Turns the range into limits for the search of a wish.
    pub(super) fn with_range_as_limits(self, clock: &Clock) -> Result<Self, TimeProblem> {
        let Some(range) = self.range else {
            return Ok(self);
        };
        if self.after.is_some() || self.before.is_some() {
            return Err(self.unreadable());
        }
        let from = range.from.only(self.weekday, clock)?;
        Ok(Self {
            time: None,
            range: None,
            after: Some(Hour::Sure(from)),
            before: range.end(from).map(Hour::Sure),
            ..self
        })
    }

    /// Returns whether it names a day or a relative time.
    pub(super) fn names_day(&self) -> bool {
        self.day.is_some() || self.weekday.is_some() || self.ahead.is_some()
    }

    /// Returns whether it is only a time of day.
    pub(super) fn is_time_alone(&self) -> bool {
        self.lacks_day() && self.range.is_none() && self.designator.is_none()
    }

    /// Returns whether it is a time of day, or a range of them, without a day.
    pub(super) fn lacks_day(&self) -> bool {
        let is_offset = matches!(self.designator, Some(Designator::Offset(_)));
        self.time.is_some() && !self.is_loose() && !self.names_day() && !is_offset
    }

    /// Returns the weekday, if that is the only day named with a time.
    pub(super) fn weekday_alone(&self) -> Option<Weekday> {
        let others = Phrase {
            weekday: None,
            ..self.clone()
        };
        if others.lacks_day() {
            self.weekday
        } else {
            None
        }
    }

    /// Returns the word for the day, if it is one word; otherwise the whole text.
    pub(super) fn day_word(&self) -> &'a str {
        match self.day {
            Some(Day::Written(word)) => word,
            _ => self.text,
        }
    }

    /// Returns the problem that the text has no reading.
    pub(super) fn unreadable(&self) -> TimeProblem {
        TimeProblem::Unreadable(self.text.to_owned())
    }

    /// Takes the words that belong together from the front. Returns the rest.
    fn take<'w>(&mut self, words: &'w [Word<'a>]) -> Result<&'w [Word<'a>], TimeProblem> {
        let (fits, rest) = match *words {
            [Word::Limit(limit), ref behind @ ..] => match compound::limit(behind)? {
                Some((hour, rest)) => (self.set_limit(limit, hour), rest),
                None => (false, words),
            },
            _ => match (compound::from_now(words), compound::time_of_day(words)?) {
                (Some((ahead, rest)), _) => (self.take_alone(ahead)?, rest),
                (None, Some((hour, rest))) => (self.set_time(hour), rest),
                (None, None) => self.take_day_or_word(words)?,
            },
        };
        if fits {
            Ok(rest)
        } else {
            Err(self.unreadable())
        }
    }

    /// Takes a day in several words, or else one word. Returns whether it fits the words before.
    fn take_day_or_word<'w>(
        &mut self,
        words: &'w [Word<'a>],
    ) -> Result<(bool, &'w [Word<'a>]), TimeProblem> {
        use Word::{FourDigits, Month, Number, Ordinal};
        if let ([_, _, rest @ ..], Some(week)) = (words, compound::week_numbered(words)) {
            return Ok((self.set_day(Day::Week(week))?, rest));
        }
        Ok(match *words {
            [
                Number(_, day) | Ordinal(day),
                Month(month),
                FourDigits(year),
                ref rest @ ..,
            ]
            | [
                Month(month),
                Number(_, day) | Ordinal(day),
                FourDigits(year),
                ref rest @ ..,
            ] if self.is_year(year, rest) => (
                self.set_day(Day::OfMonth {
                    day,
                    month,
                    year: Some(year),
                })?,
                rest,
            ),
            [Number(_, day) | Ordinal(day), Month(month), ref rest @ ..]
            | [Month(month), Number(_, day) | Ordinal(day), ref rest @ ..] => (
                self.set_day(Day::OfMonth {
                    day,
                    month,
                    year: None,
                })?,
                rest,
            ),
            [Month(month), FourDigits(year), ref rest @ ..] if YEARS.contains(&year) => {
                let year = Some(year);
                (self.set_day(Day::Month { month, year })?, rest)
            }
            [Month(month), ref rest @ ..] => {
                (self.set_day(Day::Month { month, year: None })?, rest)
            }
            [Word::This, Word::Unit(Unit::Week), ref rest @ ..] => {
                (self.set_day(Day::ThisWeek)?, rest)
            }
            [Word::HourPrefix, Word::Range(range), ref rest @ ..]
            | [Word::Range(range), Word::HourSuffix, ref rest @ ..] => {
                (self.take_alone(Word::Range(range))?, rest)
            }
            [Word::Next, Word::Unit(Unit::Week), ref rest @ ..] => {
                (self.set_day(Day::NextWeek)?, rest)
            }
            [Word::Next, Word::Weekday(weekday), ref rest @ ..] => {
                (self.set_day(Day::Next(weekday))?, rest)
            }
            // `9 24 dec` names a day instead.
            [Number(_, hour), Number(digits, minute), ref rest @ ..]
                if digits.len() == 2 && !matches!(rest, [Month(_), ..]) =>
            {
                let text = format!("{hour} {digits}");
                return Err(match NaiveTime::from_hms_opt(hour, minute, 0) {
                    Some(_) => TimeProblem::SplitTime(text),
                    None => TimeProblem::Unreadable(text),
                });
            }
            [Number(text, hour), ref rest @ ..] => (self.set_time(bare(text, hour)?), rest),
            [FourDigits(digits), ref rest @ ..] => (self.set_digits(digits)?, rest),
            [word, ref rest @ ..] => (self.take_alone(word)?, rest),
            [] => (true, words),
        })
    }

    /// Takes a word that is complete by itself. Returns whether it fits the words before.
    fn take_alone(&mut self, word: Word<'a>) -> Result<bool, TimeProblem> {
        Ok(match word {
            Word::Date(date) => self.set_day(Day::Written(date))?,
            Word::Day(day) => self.set_day(day)?,
            Word::Weekday(weekday) => self.weekday.replace(weekday).is_none(),
            Word::Ahead(ahead) => self.ahead.replace(ahead).is_none(),
            Word::Noon => self.set_time(Hour::noon()),
            Word::Midnight => self.set_time(Hour::Midnight),
            Word::After(bound) => self.set_limit(Limit::After, read_bound(bound)?),
            Word::Before(bound) => self.set_limit(Limit::Before, read_bound(bound)?),
            Word::Part(part) => self.part.replace(part).is_none(),
            Word::First => !std::mem::replace(&mut self.first, true),
            Word::Now => {
                self.now = true;
                !std::mem::replace(&mut self.first, true)
            }
            Word::Designator(designator) => self.set_designator(Some(designator)),
            Word::Clock(time, designator) | Word::IsoTime(time, designator) => {
                self.is_iso |= matches!(word, Word::IsoTime(..));
                self.set_time(Hour::Sure(time)) && self.set_designator(designator)
            }
            Word::Range(range) => self.set_time(range.from) && self.range.replace(range).is_none(),
            _ => false,
        })
    }

    /// Sets the day. Like the three functions below, returns whether there was none before.
    fn set_day(&mut self, day: Day<'a>) -> Result<bool, TimeProblem> {
        match day {
            Day::Written(word) if self.day.is_some() && hour::without_colon(word).is_some() => {
                Err(TimeProblem::DottedTime(word.to_owned()))
            }
            _ => Ok(self.day.replace(day).is_none()),
        }
    }

    fn set_limit(&mut self, limit: Limit, hour: Hour) -> bool {
        let side = match limit {
            Limit::After => &mut self.after,
            Limit::Before => &mut self.before,
        };
        side.replace(hour).is_none()
    }

    fn set_time(&mut self, time: Hour) -> bool {
        self.time.replace(time).is_none()
    }

    /// Returns whether four digits next to a month are the year: they are no time, or there is another time of day.
    fn is_year(&self, digits: u32, rest: &[Word<'_>]) -> bool {
        let has_time = self.time.is_some() || matches!(rest, [Word::Clock(..), ..]);
        YEARS.contains(&digits) || has_time || hour::of_four_digits(digits).is_none()
    }

    /// Sets the time of four digits, unless they may be a year.
    fn set_digits(&mut self, digits: u32) -> Result<bool, TimeProblem> {
        let Some(time) = hour::of_four_digits(digits) else {
            return Ok(false);
        };
        if YEARS.contains(&digits) {
            return Err(TimeProblem::YearOrTime(digits.to_string()));
        }
        Ok(self.set_time(Hour::Sure(time)))
    }

    fn set_designator(&mut self, designator: Option<Designator<'a>>) -> bool {
        designator.is_none() || std::mem::replace(&mut self.designator, designator).is_none()
    }
}

impl Hour {
    pub(super) fn noon() -> Self {
        Self::Sure(noon())
    }

    /// Returns the possible times of day, on a day of the week if known: one, or two if it is ambiguous. Opening hours
    /// decide if they include only one of the two.
    pub(super) fn times(self, day: Option<Weekday>, open: Option<FullHours>) -> Vec<NaiveTime> {
        let both = match self {
            Self::Sure(time) => return vec![time],
            Self::Midnight => return vec![NaiveTime::MIN],
            Self::Half(_) => return self.either().to_vec(),
            Self::Doubtful(_) => self.either(),
        };
        let while_open = |time: &NaiveTime| open.is_some_and(|open| open.cover(day, time.hour()));
        let (within, outside): (Vec<NaiveTime>, Vec<NaiveTime>) =
            both.into_iter().partition(while_open);
        if within.len() == outside.len() {
            within
        } else {
            both.to_vec()
        }
    }

    /// Returns the two times of day that it may be, or a certain one twice.
    fn either(self) -> [NaiveTime; 2] {
        let (time, hours) = match self {
            Self::Sure(time) => (time, 0),
            Self::Midnight => (NaiveTime::MIN, 0),
            Self::Doubtful(time) => (time, 12),
            Self::Half(later) => (later - TimeDelta::hours(1), 1),
        };
        [time, time + TimeDelta::hours(hours)]
    }

    /// Returns the possible local times on a day.
    pub(super) fn walls(self, date: NaiveDate, open: Option<FullHours>) -> Vec<NaiveDateTime> {
        match self {
            Self::Midnight => date
                .iter_days()
                .take(2)
                .map(|day| day.and_time(NaiveTime::MIN))
                .collect(),
            _ => {
                let times = self.times(Some(date.weekday()), open);
                times.into_iter().map(|time| date.and_time(time)).collect()
            }
        }
    }

    /// Returns the only possible time of day.
    ///
    /// # Errors
    ///
    /// Returns the problem of an ambiguous hour, without choices.
    pub(super) fn only(
        self,
        day: Option<Weekday>,
        clock: &Clock,
    ) -> Result<NaiveTime, TimeProblem> {
        match self.times(day, clock.open)[..] {
            [time] => Ok(time),
            _ => Err(self.unsure(Vec::new())),
        }
    }

    /// Returns the problem of an ambiguous hour, with its possible meanings.
    pub(super) fn unsure(self, choices: Vec<TimeChoice>) -> TimeProblem {
        match self {
            Self::Doubtful(_) | Self::Half(_) => TimeProblem::UnsureHour {
                said: self.said(),
                either: self.either(),
                choices,
            },
            Self::Midnight | Self::Sure(_) => TimeProblem::Midnight { choices },
        }
    }
}

impl Hour {
    /// Returns an ambiguous hour as it is said: `2`, `2:30`, `half 8`.
    fn said(self) -> String {
        let [time, later] = self.either();
        match self {
            Self::Half(_) => format!("{HALF} {}", later.hour()),
            _ if time.minute() == 0 => time.hour().to_string(),
            _ => time.format("%-H:%M").to_string(),
        }
    }
}

/// The English word that to some means half an hour before the following hour, and to others half an hour after it.
const HALF: &str = "half";

/// Returns whether an hour without minutes is ambiguous between night and afternoon.
pub(super) fn is_doubtful(hour: u32) -> bool {
    DOUBTFUL.contains(&hour)
}

/// Splits a text into words.
fn words(text: &str) -> Result<Vec<Word<'_>>, TimeProblem> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut words = Vec::new();
    let mut rest = tokens.as_slice();
    while let [token, behind @ ..] = rest {
        let first_free = compound::first_free(rest);
        if first_free > 0 {
            words.push(Word::First);
            rest = &rest[first_free..];
            continue;
        }
        if let Some((spoken, count)) = spoken_hour(rest) {
            words.push(Word::Spoken(spoken));
            rest = &rest[count..];
            continue;
        }
        let (range, remaining) = match (range::joined(rest), words.last()) {
            (Some((range, length)), _) => (Some(range), &rest[length..]),
            (None, Some(Word::HourPrefix)) => (range::of_hours(token), behind),
            (None, _) => (range::read(token), behind),
        };
        rest = remaining;
        if let Some(range) = range {
            words.push(Word::Range(range?));
            continue;
        }
        match token
            .chars()
            .find(|c| !(c.is_ascii_graphic() || ('À'..='ÿ').contains(c)))
        {
            Some(odd) => return Err(TimeProblem::OddCharacter(odd)),
            None => words.extend(Word::all_of(token)?),
        }
    }
    Ok(words)
}

/// Four digits that may be the year of a visit or of a birth.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// The hours that are ambiguous between night and afternoon. Hours from 8 on are in the morning.
const DOUBTFUL: std::ops::RangeInclusive<u32> = 1..=7;

/// Reads an hour without minutes; a leading zero makes it unambiguous.
pub(super) fn bare(text: &str, hour: u32) -> Result<Hour, TimeProblem> {
    let doubtful = is_doubtful(hour) && !text.starts_with('0');
    NaiveTime::from_hms_opt(hour, 0, 0)
        .map(if doubtful { Hour::Doubtful } else { Hour::Sure })
        .ok_or_else(|| TimeProblem::NoSuchTime(format!("{hour:02}:00")))
}

/// Converts a time of the twelve-hour clock. Twelve o'clock is refused: 12 am is noon to some, and midnight to others.
pub(super) fn twelve(time: Option<NaiveTime>, half: Half) -> Result<Hour, TimeProblem> {
    let time = time
        .filter(|time| (1..=12).contains(&time.hour()))
        .ok_or(TimeProblem::TwelveHours)?;
    if time == noon() {
        return Err(TimeProblem::TwelveOClock);
    }
    let hour = time.hour() % 12 + if half == Half::Pm { 12 } else { 0 };
    time.with_hour(hour)
        .map(Hour::Sure)
        .ok_or(TimeProblem::TwelveHours)
}

fn noon() -> NaiveTime {
    PartOfDay::Afternoon.bounds().0
}

/// Reads the bound after `>` or `<`.
fn read_bound(bound: &str) -> Result<Hour, TimeProblem> {
    if let Some(hour) = number(bound, 1..=2) {
        return bare(bound, hour);
    }
    if let Some(time) = hour::without_colon(bound) {
        return Ok(Hour::Sure(time));
    }
    match hour::read(bound)? {
        (time, None) => Ok(Hour::Sure(time)),
        (_, Some(_)) => Err(TimeProblem::Unreadable(bound.to_owned())),
    }
}
