//! One word of a typed time, classified by its shape.

use std::ops::RangeInclusive;

use chrono::{Month, NaiveTime, TimeDelta, Weekday};

use crate::text::one_slip_away;

use super::hour::{Designator, number};
use super::phrase::Day;
use super::problem::TimeProblem;
use super::range::TimeRange;
use super::span::Minutes;
use super::spoken_hour::{SpokenHour, spoken_hour};
use super::vocabulary::{Half, Limit, PartOfDay, Unit, folded, is_before_hour, known_word};
use super::{compound, date, hour, range};

/// The kind of a word, before its neighbours are considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// A time: `9:30`, `10:00CET`
    Clock(NaiveTime, Option<Designator<'a>>),
    /// The time of `2027-02-10T10:00Z`: only there an offset is allowed.
    IsoTime(NaiveTime, Option<Designator<'a>>),
    /// `9:00-9:30`: a start and an end.
    Range(TimeRange),
    /// `9`, `07`, `24`: an hour, or the day of a month.
    Number(&'a str, u32),
    /// `24.`: the day of a month.
    Ordinal(u32),
    /// `1430`, `2027`: a time, or the year next to a month.
    FourDigits(u32),
    /// `24.12.`, `2027-02-10`
    Date(&'a str),
    /// `today`, `+3d`, `+2w`, `+1m`; `w12`: a week of ISO 8601.
    Day(Day<'a>),
    /// `+90min`, `+2h`: from now.
    Ahead(TimeDelta),
    /// `>16:00`: not before.
    After(&'a str),
    /// `<12:00`
    Before(&'a str),
    /// `CET`, `+01:00`
    Designator(Designator<'a>),
    /// `mo`
    Weekday(Weekday),
    /// `dec`
    Month(Month),
    /// `next`, before a weekday or `week`.
    Next,
    /// `this`, before `week`.
    This,
    /// `kw`: the number of a week follows.
    WeekPrefix,
    /// `klo`: an hour follows.
    HourPrefix,
    /// `uhr`: an hour precedes.
    HourSuffix,
    /// `in`, before a length of time.
    In,
    /// `kuluttua`, after a length of time.
    FromNow,
    /// `a`, `zwei`, `kolmen`: the number of units of a length of time.
    Count(u32),
    /// `weeks`
    Unit(Unit),
    /// `am`, `pm`
    Half(Half),
    /// `noon`
    Noon,
    /// `midnight`
    Midnight,
    /// `first`: the first free time.
    First,
    /// `now`: the first free time for a patient who is already there.
    Now,
    /// `morning`
    Part(PartOfDay),
    /// `after`, `before`: an hour follows.
    Limit(Limit),
    /// `halb neun`: several words.
    Spoken(SpokenHour),
}

/// Returns whether a token means that the patient is already there: `now`, `sofort`.
pub(crate) fn means_now(token: &str) -> bool {
    known_word(token) == Some(Word::Now)
}

/// Returns whether a token is a time word by its shape: `t`, `mo`, `24.12.`, `24/12`, `9`, `9:30`, `2pm`, `+2w`,
/// `w12`, `>16:00`, `first`, `dec`, `0930`, `1430`; also one with an impossible value, such as `25:00`. Names of
/// local times (`CET`), and words that only a neighbour makes a time, are not: see [`time_words`].
///
/// No list gives such a word (`do`, `la`) as a code. `May` and `August` are read as months, never as names.
pub fn is_time_word(token: &str) -> bool {
    match Word::all_of(token) {
        Ok(words) => match words[..] {
            [Word::Designator(Designator::Name(_)) | Word::Ordinal(_)] => false,
            [Word::In | Word::FromNow | Word::Count(_) | Word::Unit(_)] => false,
            [Word::This | Word::WeekPrefix] => false,
            [Word::Limit(_) | Word::HourPrefix] => !is_before_hour(token),
            [Word::FourDigits(digits)] => hour::of_four_digits(digits).is_some(),
            [Word::Designator(Designator::Offset(_))] => token.starts_with(['+', '-']),
            [Word::Date(date)] => date::has_shape(date),
            _ => true,
        },
        Err(TimeProblem::Unreadable(_) | TimeProblem::OddCharacter(_)) => false,
        Err(_) => true,
    }
}

/// Returns for each token of a line whether it is about time, together with its neighbours: `in 2 weeks` and `ab 14
/// Uhr` are.
pub fn time_words(tokens: &[&str]) -> Vec<bool> {
    let mut are_time: Vec<bool> = tokens.iter().map(|token| is_time_word(token)).collect();
    for from in 0..tokens.len() {
        let length = match range::joined(&tokens[from..]) {
            Some((_, length)) => length,
            None => compound::joined(&tokens[from..]),
        };
        are_time[from..from + length].fill(true);
    }
    are_time
}

/// Returns whether a word begins the words for a month or a week: `december`, `this`, `week`, `kw51`.
pub(crate) fn begins_month_or_week(token: &str) -> bool {
    matches!(
        single(token),
        Some(
            Word::Month(_)
                | Word::This
                | Word::Next
                | Word::WeekPrefix
                | Word::Unit(Unit::Week)
                | Word::Day(Day::Week(_))
        )
    )
}

/// Returns whether a word makes the number after it that of a week: `week 51`, `kw 51`.
pub(crate) fn is_before_number_of_week(token: &str) -> bool {
    matches!(
        single(token),
        Some(Word::WeekPrefix | Word::Unit(Unit::Week))
    )
}

/// Returns the word of a token, if it is a single one.
pub(super) fn single(token: &str) -> Option<Word<'_>> {
    match Word::all_of(token).ok()?[..] {
        [word] => Some(word),
        _ => None,
    }
}

/// Returns for each token of a line whether it belongs to a phrase for the first free time or for a time of day, and so
/// has no other meaning: `so bald wie möglich,`, `quarter to nine`.
pub(crate) fn words_of_phrases(tokens: &[&str]) -> Vec<bool> {
    let mut are_of_phrase = vec![false; tokens.len()];
    for from in 0..tokens.len() {
        let rest = &tokens[from..];
        let count = match spoken_hour(rest) {
            Some((_, count)) => count,
            None => compound::first_free(rest),
        };
        if count > 1 {
            are_of_phrase[from..from + count].fill(true);
        }
    }
    are_of_phrase
}

/// Parses a length in minutes: `30min`, `45Minuten`.
pub fn minutes(text: &str) -> Option<Minutes> {
    let (amount, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    if known_word(unit) != Some(Word::Unit(Unit::Minute)) {
        return None;
    }
    let amount = number(amount, 1..=4)?;
    Minutes::new(amount.into())
}

/// Returns the time word of four letters or more that is one typing error away: `tomorrow` for `tomorow`. `None` for a
/// known word.
pub(crate) fn near_word(typed: &str) -> Option<String> {
    /// The lengths of the words that can be meant.
    const LETTERS: RangeInclusive<usize> = 3..=16;
    /// The fewest letters of an offered word: a shorter one is similar to any other.
    const FEWEST: usize = 4;
    let word = folded(typed);
    if !LETTERS.contains(&word.chars().count()) || known_word(&word).is_some() {
        return None;
    }
    let is_time = |word: &String| {
        word.chars().count() >= FEWEST && known_word(word).is_some() && is_time_word(word)
    };
    one_slip_away(&word).find(is_time)
}

impl<'a> Word<'a> {
    /// Returns the words of a token without blanks: usually one; `2027-02-10T10:00`, `9h` and `2pm` are two.
    pub(super) fn all_of(token: &'a str) -> Result<Vec<Self>, TimeProblem> {
        // German and American programs print a comma there: `10.02.2027, 10:00`.
        let token = token.trim_end_matches(',');
        if let Some((date, time)) = split_iso(token) {
            let (time, designator) = hour::read(time)?;
            return Ok(vec![Self::of(date)?, Self::IsoTime(time, designator)]);
        }
        if let Some(range) = range::read(token) {
            return Ok(vec![Self::Range(range?)]);
        }
        if let Some((hour, minute)) = split_hour_and_minute(token) {
            return Ok(vec![Self::of(hour)?, Self::HourSuffix, Self::of(minute)?]);
        }
        match split_unit(token) {
            Some((amount, unit)) => Ok(vec![Self::of(amount)?, unit]),
            None => Ok(vec![Self::of(token)?]),
        }
    }

    /// Classifies a single word.
    fn of(word: &'a str) -> Result<Self, TimeProblem> {
        if let Some(term) = known_word(word) {
            return Ok(term);
        }
        match word.chars().next() {
            Some('0'..='9') => Self::of_digits(word),
            Some('>') => Ok(Self::After(&word[1..])),
            Some('<') => Ok(Self::Before(&word[1..])),
            _ => match ahead(word).or_else(|| week(word)) {
                Some(word) => Ok(word),
                None => Designator::read(word).map(Self::Designator),
            },
        }
    }

    /// Classifies a word that begins with a digit.
    fn of_digits(word: &'a str) -> Result<Self, TimeProblem> {
        if word.contains(':') {
            let (time, designator) = hour::read(word)?;
            return Ok(Self::Clock(time, designator));
        }
        let ordinal = || number(word.strip_suffix('.')?, 1..=2).map(Self::Ordinal);
        let plain = || number(word, 1..=2).map(|value| Self::Number(word, value));
        let clock = || {
            if may_be_another(word) {
                return None;
            }
            hour::without_colon(word).map(|time| Self::Clock(time, None))
        };
        let digits = || number(word, 4..=4).map(Self::FourDigits);
        Ok(plain()
            .or_else(ordinal)
            .or_else(clock)
            .or_else(digits)
            .unwrap_or(Self::Date(word)))
    }

    /// Returns the word for this many units from now.
    pub(super) fn ahead(amount: u32, unit: Unit) -> Self {
        match unit {
            Unit::Minute => Self::Ahead(TimeDelta::minutes(amount.into())),
            Unit::Hour => Self::Ahead(TimeDelta::hours(amount.into())),
            // Staff say 14 days for two weeks: with a weekday, both mean that day of that week.
            Unit::Day if amount > 0 && amount.is_multiple_of(7) => {
                Self::Day(Day::InWeeks(amount / 7))
            }
            Unit::Day => Self::Day(Day::InDays(amount)),
            Unit::Week => Self::Day(Day::InWeeks(amount)),
            Unit::Month => Self::Day(Day::InMonths(amount)),
        }
    }
}

/// Splits `2027-02-10T10:00` in two at the `T` between a date and a digit.
fn split_iso(word: &str) -> Option<(&str, &str)> {
    let (date, time) = word.split_once(['T', 't'])?;
    (date::has_shape(date) && time.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((date, time))
}

/// Returns whether digits without a colon may not be a time: they are a day and a month, or a number of four digits.
fn may_be_another(word: &str) -> bool {
    if word.contains('.') {
        range::may_be_date(word)
    } else {
        !word.starts_with('0')
    }
}

/// Splits `9h30` into the hour and the minute.
fn split_hour_and_minute(word: &str) -> Option<(&str, &str)> {
    let (hour, rest) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
    let (suffix, minute) = rest.split_at(rest.find(|c: char| c.is_ascii_digit())?);
    let is_suffix =
        suffix.eq_ignore_ascii_case("h") || known_word(suffix) == Some(Word::HourSuffix);
    let is_time = number(hour, 1..=2).is_some() && number(minute, 2..=2).is_some();
    (is_suffix && is_time).then_some((hour, minute))
}

/// Splits `9h`, `9uhr`, `2pm`, `2:30pm`, `9.30uhr` in two.
fn split_unit(word: &str) -> Option<(&str, Word<'_>)> {
    let letters = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (amount, unit) = word.split_at(letters);
    let is_hour = number(amount, 1..=2).is_some();
    let is_clock = amount.starts_with(|c: char| c.is_ascii_digit()) && amount.contains(':');
    let is_time = is_hour || is_clock || hour::without_colon(amount).is_some();
    match (known_word(unit), unit) {
        (Some(Word::Half(half)), _) if is_time => Some((amount, Word::Half(half))),
        (Some(Word::HourSuffix), _) if is_time => Some((amount, Word::HourSuffix)),
        (None, "h" | "H") if is_time => Some((amount, Word::HourSuffix)),
        _ => None,
    }
}

/// Parses `+3d`, `+2w`, `+1m`, `+90min`, `+2h`; in Finnish `+3pv`, `+2vk`, `+1kk`; also `t+3d`. Four digits
/// at most.
fn ahead(word: &str) -> Option<Word<'static>> {
    let word = folded(word);
    let word = word.strip_prefix('t').unwrap_or(&word).strip_prefix('+')?;
    let (amount, unit) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
    Some(Word::ahead(
        number(amount, 1..=4)?,
        Unit::abbreviated(unit)?,
    ))
}

/// Parses `w12`, in German `kw12`, in Finnish `vk12`.
fn week(word: &str) -> Option<Word<'static>> {
    let word = folded(word);
    let digits = ["w", "kw", "vk"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix))?;
    number(digits, 1..=2).map(|week| Word::Day(Day::Week(week)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_word_is_known_by_its_shape() {
        for word in [
            "t",
            "today",
            "tänään",
            "mo",
            "ma",
            "24.12.",
            "24.12",
            "2027-02-10",
            "10/02/2027",
            "9",
            "9:30",
            "9h",
            "9uhr",
            "2pm",
            "2:30pm",
            "+2w",
            "+90min",
            "t+3d",
            "w12",
            ">16:00",
            "<9",
            "first",
            "dec",
            "noon",
            "next",
            "morning",
            "iltapäivällä",
            "10:00Z",
            "+01:00",
            "2027-02-10T10:00",
            "25:00",
            "9,",
            "0900",
            "1415",
            "2030",
            "24/12",
            "14.15",
            "14.15uhr",
            "9h30",
            "9:00-9:30",
            "9–9.30",
            "9:00-8:00",
            "13:00+01:00",
        ] {
            assert!(is_time_word(word), "{word}");
        }
    }

    #[test]
    fn words_about_people_places_and_templates_are_no_time_words() {
        for word in [
            "220385s",
            "220385h",
            "schmidt,ma",
            "pt_abc123",
            "ki",
            "f",
            "b",
            "h",
            "z",
            "4711",
            "in",
            "two",
            "ab",
            "um",
            "weeks",
            "kuluttua",
            "CET",
            "soon",
            "a2ca5beb-2a2c-4491-83d3-81a428fd5f0e",
            "0151-234-5678",
            "+49151234567",
            "24.",
            "sam",
            "müller",
            "",
            ",",
            "10x",
            "mo-fr",
            "220385-",
            "2027-02",
        ] {
            assert!(!is_time_word(word), "{word}");
        }
    }

    #[test]
    fn all_words_of_a_relative_time_are_time_words() {
        for (said, of_time) in [
            ("ki in 2 weeks f", "-###-"),
            ("in einer Woche", "###"),
            ("in 120 minutes mo", "####"),
            ("2 viikon kuluttua", "###"),
            ("viikon päästä", "##"),
            ("in weeks", "--"),
            ("weeks,in 2", "-#"),
            ("2 weeks", "##"),
            ("two weeks", "##"),
            ("in zwei Wochen", "###"),
            ("kahden viikon kuluttua", "###"),
            ("a week", "--"),
            ("ab 14 Uhr", "###"),
            ("ki ab 14", "-##"),
            ("um 10 Uhr ab", "###-"),
            ("ab mo", "-#"),
            ("ab f", "--"),
            ("ki as soon as possible f", "-####-"),
            ("so bald wie möglich", "####"),
            ("Möglichst bald, ki", "##-"),
            ("mahdollisimman pian", "##"),
            ("baldmöglichst", "#"),
            ("as soon as", "---"),
        ] {
            let tokens: Vec<&str> = said.split(' ').collect();
            let marks: String = time_words(&tokens)
                .into_iter()
                .map(|of_time| if of_time { '#' } else { '-' })
                .collect();
            assert_eq!(marks, of_time, "{said}");
        }
    }
}
