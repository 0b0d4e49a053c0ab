//! Days, and the hours on each of them: `11-14`, `mo-fr`, `24.12.-2.1.`, `fr afternoon`.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::clock::Clock;
use super::date;
use super::day;
use super::phrase::{Day, Phrase};
use super::problem::TimeProblem;
use super::read::today;
use super::span::Minutes;
use super::wall::seen;
use super::wish::{only, wish};
use super::word::{minutes, time_words};

/// The marks and words between the first day and the last one.
const BETWEEN_DAYS: [&str; 6] = ["-", "–", "—", "bis", "until", "till"];

/// The maximum number of words that name a week: `in 2 weeks`.
const MOST_WORDS_OF_WEEK: usize = 3;

/// Some days, and the same hours on each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// The time of day from which on it lasts; `None` from midnight on.
    pub from: Option<NaiveTime>,
    /// The time of day until which it lasts, exclusive; `None` until midnight.
    pub until: Option<NaiveTime>,
}

/// A period with the words that are not about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordedSpan {
    /// The period.
    pub period: DaySpan,
    /// The words behind it or before it, as typed.
    pub words: String,
}

/// Reads the words of a period, followed or preceded by other words.
///
/// - `11-14`, `>13`, `<11`, `morning`: today, at these hours. `14:00`: from then until midnight.
/// - `15min`: from now on; `14:00 15min`: from then on.
/// - A day as [`wish`] reads it: all of it, or the hours beside it. `next week`, `w12`: that week.
/// - `mo-fr`, `24.12.-2.1.`, `24.-28.12.`, `t-fr`: from the one day to the other; `mo-fr in 2 weeks`, `mo-fr +2w`: in
///   that week.
/// - Nothing: the rest of today.
///
/// # Errors
///
/// As [`wish`], and if the last day is before the first.
pub fn period(words: &[&str], clock: &Clock) -> Result<WordedSpan, TimeProblem> {
    let of_time = places_of_time(words);
    let behind = of_time.iter().position(|is_time| !is_time);
    let (times, other) = match behind {
        None => (words, &words[words.len()..]),
        // The words come first: what follows them to the end is about time.
        Some(0) => {
            let last = of_time.iter().rposition(|is_time| !is_time).unwrap_or(0);
            let (other, times) = words.split_at(last + 1);
            (times, other)
        }
        Some(place) => words.split_at(place),
    };
    Ok(WordedSpan {
        period: read(times, clock)?,
        words: other.join(" "),
    })
}

/// Returns the first of the words of a period that may be meant as a time and can't be read as one: the first word of all
/// if it is not about time, or a later one with a digit that is not.
pub fn doubtful_word<'a>(words: &[&'a str]) -> Option<&'a str> {
    let of_time = places_of_time(words);
    let mut others = words
        .iter()
        .enumerate()
        .filter(|(place, _)| !of_time[*place]);
    let has_digit = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    others
        .find(|(place, word)| *place == 0 || has_digit(word))
        .map(|(_, word)| *word)
}

/// Returns how many of the last words are about time.
pub(crate) fn time_words_at_end(words: &[&str]) -> usize {
    let of_time = places_of_time(words).into_iter().rev();
    of_time.take_while(|is_time| *is_time).count()
}

/// Returns for each word whether it is about time.
fn places_of_time(words: &[&str]) -> Vec<bool> {
    let mut of_time = time_words(words);
    for (place, is_time) in of_time.iter_mut().enumerate() {
        *is_time |= minutes(words[place]).is_some() || days_in(words[place]).is_some();
    }
    for place in 1..words.len().saturating_sub(1) {
        let is_between = BETWEEN_DAYS.contains(&words[place])
            && is_day(words[place - 1])
            && is_day(words[place + 1]);
        if is_between {
            of_time[place - 1..=place + 1].fill(true);
        }
    }
    of_time
}

fn read(words: &[&str], clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let mut length = None;
    let mut rest = Vec::new();
    for word in words {
        match minutes(word) {
            Some(minutes) if length.is_none() => length = Some(minutes),
            _ => rest.push(*word),
        }
    }
    let period = match split_days(&rest) {
        Some((first, last, hours)) => between(&first, &last, &hours, clock)?,
        None => of_wish(&rest, clock)?,
    };
    match length {
        None => Ok(period),
        Some(length) => with_length(period, length, clock),
    }
}

/// Returns the period of a length from its beginning on: from now on, if it names no hour.
fn with_length(period: DaySpan, length: Minutes, clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let from = period.from.unwrap_or(now(clock));
    let (until, days) = from.overflowing_add_signed(length.delta());
    match (period.until, days) {
        (Some(_), _) => Err(TimeProblem::NothingBetween),
        (None, 0) => Ok(DaySpan {
            from: Some(from),
            until: Some(until),
            ..period
        }),
        // A day has no more.
        (None, _) => Ok(DaySpan {
            from: Some(from),
            ..period
        }),
    }
}

/// Returns the present minute of the day.
fn now(clock: &Clock) -> NaiveTime {
    let time = seen(clock.now, clock.zone).time();
    let into_minute =
        TimeDelta::seconds(time.second().into()) + TimeDelta::nanoseconds(time.nanosecond().into());
    time.overflowing_sub_signed(into_minute).0
}

fn of_wish(words: &[&str], clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let wish = wish(words, clock)?;
    let (from, until) = wish.hours();
    let is_now = words.is_empty().then(|| now(clock));
    Ok(DaySpan {
        first: wish.from,
        last: if wish.is_open() { wish.from } else { wish.to },
        from: wish.at.or(from).or(wish.from_time).or(is_now),
        until,
    })
}

/// Returns the period from one day to another, with the hours of the other words.
fn between(first: &str, last: &str, hours: &[&str], clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let today = today(None, clock);
    let week = week_of(hours);
    let hours = week.as_ref().map_or(hours, |(_, others)| others);
    let first = match &week {
        None => first.to_owned(),
        // The days of that week, which have no other date.
        Some((week, _)) => format!("{week} {first}"),
    };
    let first = first.as_str();
    let from_day = Phrase::of(first)?;
    let until_day = Phrase::of(last)?;
    let unnamed = || TimeProblem::Unreadable(first.to_owned());
    let begins = from_day.date(clock, today)?.ok_or_else(unnamed)?;
    let first = only(begins, &from_day)?;
    let last = match (until_day.day, until_day.weekday) {
        (None, Some(weekday)) => day::on_or_after(weekday, first)?,
        // A day without a year is the next one after the first day.
        (Some(Day::Written(word)), None) => {
            only(date::read(word, clock.date_order, first)?, &until_day)?
        }
        _ => only(
            until_day.date(clock, today)?.ok_or_else(unnamed)?,
            &until_day,
        )?,
    };
    let (from, until) = match hours {
        [] => (None, None),
        hours => {
            let wish = wish(hours, clock)?;
            if Phrase::of(&hours.join(" "))?.names_day() {
                return Err(TimeProblem::Unreadable(hours.join(" ")));
            }
            let (from, until) = wish.hours();
            (wish.at.or(from), until)
        }
    };
    if last < first {
        return Err(TimeProblem::NothingBetween);
    }
    Ok(DaySpan {
        first,
        last,
        from,
        until,
    })
}

/// Returns the words that name a week, such as `in 2 weeks`, and the others; `None` if none do.
fn week_of<'a>(words: &[&'a str]) -> Option<(String, Vec<&'a str>)> {
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + MOST_WORDS_OF_WEEK) {
            let text = words[from..to].join(" ");
            let names_week = Phrase::of(&text).is_ok_and(|phrase| {
                let is_week = matches!(
                    phrase.day,
                    Some(Day::InWeeks(_) | Day::Week(_) | Day::NextWeek)
                );
                is_week && phrase.weekday.is_none() && phrase.time.is_none() && !phrase.is_loose()
            });
            if names_week {
                return Some((text, [&words[..from], &words[to..]].concat()));
            }
        }
    }
    None
}

/// Returns the first day, the last day and the other words; `None` if the words name no two days.
fn split_days<'a>(words: &[&'a str]) -> Option<(String, String, Vec<&'a str>)> {
    for (place, word) in words.iter().enumerate() {
        let rest = |behind: usize| [&words[..place], &words[behind..]].concat();
        if let Some((first, last)) = days_in(word) {
            return Some((first, last, rest(place + 1)));
        }
        if let [first, mark, last, ..] = words[place..]
            && BETWEEN_DAYS.contains(&mark)
            && is_day(first)
            && is_day(last)
        {
            return Some((first.to_owned(), last.to_owned(), rest(place + 3)));
        }
    }
    None
}

/// Returns the two days of one word: `mo-fr`, `24.12.-2.1.`, `24.-28.12.`
fn days_in(word: &str) -> Option<(String, String)> {
    let marks = word.char_indices().filter(|(_, c)| "-–—".contains(*c));
    for (at, mark) in marks {
        let first = &word[..at];
        let last = &word[at + mark.len_utf8()..];
        if !is_day(last) {
            continue;
        }
        if is_day(first) {
            return Some((first.to_owned(), last.to_owned()));
        }
        let number = first.strip_suffix('.').unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((_, month)) = last.split_once('.').filter(|_| is_number) {
            return Some((format!("{first}{month}"), last.to_owned()));
        }
    }
    None
}

/// Returns whether a word names a day and nothing else.
fn is_day(word: &str) -> bool {
    Phrase::of(word).is_ok_and(|phrase| {
        let is_date = match phrase.day {
            Some(Day::Written(word)) => date::has_shape(word),
            other => other.is_some() || phrase.weekday.is_some(),
        };
        is_date && phrase.time.is_none() && !phrase.is_loose()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DateOrder;
    use i18n::Language;

    /// Read on Tuesday 24 November 2026 at 10:05 in Berlin.
    fn reading(text: &str) -> Result<WordedSpan, TimeProblem> {
        let clock = Clock {
            now: "2026-11-24T09:05:40Z".parse().unwrap(),
            zone: zones::Zone::BERLIN,
            date_order: Some(DateOrder::Dmy),
            open: None,
            language: Language::En,
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        period(&words, &clock)
    }

    fn shown(text: &str) -> String {
        let WordedSpan { period, words } = reading(text).unwrap();
        let time = |time: Option<NaiveTime>| {
            time.map_or("-".to_owned(), |time| time.format("%H:%M").to_string())
        };
        let [from, until] = [period.from, period.until].map(time);
        format!("{} {} {from} {until} {words}", period.first, period.last)
            .trim_end()
            .to_owned()
    }

    #[test]
    fn hours_alone_are_of_today() {
        for (typed, read) in [
            ("11-14", "2026-11-24 2026-11-24 11:00 14:00"),
            ("11:00-14:30", "2026-11-24 2026-11-24 11:00 14:30"),
            ("11:00 - 14:30", "2026-11-24 2026-11-24 11:00 14:30"),
            (">13", "2026-11-24 2026-11-24 13:00 -"),
            ("ab 13", "2026-11-24 2026-11-24 13:00 -"),
            ("before noon", "2026-11-24 2026-11-24 - 12:00"),
            ("14:00", "2026-11-24 2026-11-24 14:00 -"),
            ("14:00 15min", "2026-11-24 2026-11-24 14:00 14:15"),
            ("15min", "2026-11-24 2026-11-24 10:05 10:20"),
            ("", "2026-11-24 2026-11-24 10:05 -"),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_day_is_whole_unless_hours_stand_beside_it() {
        for (typed, read) in [
            ("t", "2026-11-24 2026-11-24 - -"),
            ("tomorrow 11-14", "2026-11-25 2026-11-25 11:00 14:00"),
            ("fr", "2026-11-27 2026-11-27 - -"),
            ("fr afternoon", "2026-11-27 2026-11-27 12:00 18:00"),
            ("24.12.", "2026-12-24 2026-12-24 - -"),
            ("next week", "2026-11-30 2026-12-06 - -"),
            ("w53", "2026-12-28 2027-01-03 - -"),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn days_last_from_the_one_to_the_other() {
        for (typed, read) in [
            ("mo-fr", "2026-11-30 2026-12-04 - -"),
            ("t-fr", "2026-11-24 2026-11-27 - -"),
            ("fr-mo", "2026-11-27 2026-11-30 - -"),
            ("mo - fr", "2026-11-30 2026-12-04 - -"),
            ("mo bis fr", "2026-11-30 2026-12-04 - -"),
            ("24.12.-2.1.", "2026-12-24 2027-01-02 - -"),
            ("24.12. - 2.1.", "2026-12-24 2027-01-02 - -"),
            ("24.-28.12.", "2026-12-24 2026-12-28 - -"),
            ("2026-12-24–2027-01-02", "2026-12-24 2027-01-02 - -"),
            ("2026-12-24-2027-01-02", "2026-12-24 2027-01-02 - -"),
            ("mo-fr 11-14", "2026-11-30 2026-12-04 11:00 14:00"),
            ("mo-mi morning", "2026-11-30 2026-12-02 00:00 12:00"),
            ("mo-fr in 2 weeks", "2026-12-07 2026-12-11 - -"),
            ("mo-fr in 2 Wochen", "2026-12-07 2026-12-11 - -"),
            ("mo-fr +2w 11-14", "2026-12-07 2026-12-11 11:00 14:00"),
            ("+2w mo - fr", "2026-12-07 2026-12-11 - -"),
            ("mo-fr next week", "2026-11-30 2026-12-04 - -"),
            ("mo-mi w53", "2026-12-28 2026-12-30 - -"),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn other_words_stand_behind_it_or_before_it() {
        for (typed, read) in [
            ("24.12.-2.1. holiday", "2026-12-24 2027-01-02 - - holiday"),
            (
                "11-14 meeting with Dr May",
                "2026-11-24 2026-11-24 11:00 14:00 meeting with Dr May",
            ),
            ("holiday mo-fr", "2026-11-30 2026-12-04 - - holiday"),
            (
                "mo-fr in 2 weeks holiday",
                "2026-12-07 2026-12-11 - - holiday",
            ),
            ("ill", "2026-11-24 2026-11-24 10:05 - ill"),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_word_that_may_be_a_mistyped_time_is_doubtful() {
        let doubtful = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            doubtful_word(&words).map(str::to_owned)
        };
        for (typed, word) in [
            ("mo-xx", "mo-xx"),
            ("mo-xx 11-14", "mo-xx"),
            ("mo 9-1x", "9-1x"),
            ("holiday mo-fr", "holiday"),
        ] {
            assert_eq!(doubtful(typed).as_deref(), Some(word), "{typed}");
        }
        for typed in [
            "",
            "11-14",
            "mo-fr holiday",
            "24.12. - 2.1. in Rome",
            "14:00 15min",
        ] {
            assert_eq!(doubtful(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_no_other_time() {
        for typed in [
            "fr-27.11.2025",
            "14-11",
            "mo-fr tu",
            "31.2.-2.3.",
            "2-4",
            "24.12.-2.1. +2w",
        ] {
            assert!(reading(typed).is_err(), "{typed}");
        }
    }
}
