//! Days, and the hours on each of them: `11-14`, `mo-fr`, `24.12.-2.1.`, `fr afternoon`, `today 11 until fr`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use i18n::Language;
use zones::Zone;

use super::clock::Clock;
use super::date;
use super::day;
use super::phrase::{Day, Phrase};
use super::problem::{TimeProblem, UnsureDate};
use super::read::today;
use super::span::Minutes;
use super::vocabulary::{folded, languages_of};
use super::wall::seen;
use super::wish::{only, wish};
use super::word::{begins_month_or_week, minutes, time_words};

/// The marks between the first day and the last one.
const DASHES: [&str; 3] = ["-", "–", "—"];
/// The words between the first day and the last one.
const UNTIL: [&str; 3] = ["bis", "until", "till"];
/// The same in English after a time; in Finnish it is Thursday.
const TO: &str = "to";
/// The same in Finnish, after the last day.
const UNTIL_BEHIND: [&str; 2] = ["asti", "saakka"];
/// The words before the first day.
const FROM: [&str; 5] = ["from", "von", "vom", "ab", "seit"];

/// The maximum number of words that name a week: `in 2 weeks`.
const MOST_WORDS_OF_WEEK: usize = 3;
/// The maximum number of words that name a day: `4. Dezember 2026`, `fr in 2 weeks`.
const MOST_WORDS_OF_DAY: usize = 4;

/// Some days, and the hours on each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    hours: HoursOfDays,
}

/// The hours of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HoursOfDays {
    /// On each day from the first time, or midnight, until the second, or midnight.
    OnEach(Option<NaiveTime>, Option<NaiveTime>),
    /// From this time on the first day to the end of the last.
    Through(Option<NaiveTime>),
}

impl DaySpan {
    /// Returns whether an instant is on one of its days, within the hours of that day, by its local time in `zone`.
    pub fn admits(&self, instant: DateTime<Utc>, zone: Zone) -> bool {
        let local = seen(instant, zone);
        let (from, until) = self.hours_on(local.date_naive());
        (self.first..=self.last).contains(&local.date_naive())
            && from.is_none_or(|from| from <= local.time())
            && until.is_none_or(|until| local.time() < until)
    }

    /// Returns the times of day between which it lasts on one of its days, the second exclusive; `None` is midnight.
    pub(crate) fn hours_on(&self, day: NaiveDate) -> (Option<NaiveTime>, Option<NaiveTime>) {
        match self.hours {
            HoursOfDays::OnEach(from, until) => (from, until),
            HoursOfDays::Through(from) if day == self.first => (from, None),
            HoursOfDays::Through(_) => (None, None),
        }
    }
}

/// A period, and the words that are not about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordedSpan {
    /// The period.
    pub period: DaySpan,
    /// The words before or after it, as typed.
    pub words: String,
}

/// Reads the words of a period, with other words before or after them.
///
/// - `11-14`, `>13`, `<11`, `morning`: today, at these hours. `14:00`: from then until midnight.
/// - `15min`: from now on; `14:00 15min`: from then on.
/// - A day as [`wish`] reads it: all of it, or the hours next to it. `next week`, `w12`: that week.
/// - `mo-fr`, `24.12.-2.1.`, `24.-28.12.`, `t-fr`: from one day to the other; `mo-fr in 2 weeks`, `mo-fr +2w`: in that
///   week.
/// - `11 until fr`, `di 11 bis fr`, `today 11 - 4.12.`, `until fr`: from that time on, or from now on, and then whole days.
/// - Nothing: the rest of today.
///
/// # Errors
///
/// As [`wish`], and if the last day is before the first.
pub fn period(words: &[&str], clock: &Clock) -> Result<WordedSpan, TimeProblem> {
    let (times, other) = times_and_others(words, clock.language);
    Ok(WordedSpan {
        period: read(times, clock)?,
        words: other.join(" "),
    })
}

/// Splits the words of a period into those about time and the others.
fn times_and_others<'w, 'a>(
    words: &'w [&'a str],
    language: Language,
) -> (&'w [&'a str], &'w [&'a str]) {
    let of_time = places_of_time_at(words, language);
    let behind = of_time.iter().position(|is_time| !is_time);
    match behind {
        None => (words, &words[words.len()..]),
        // The words come first: what follows them up to the end is about time.
        Some(0) => {
            let last = of_time.iter().rposition(|is_time| !is_time).unwrap_or(0);
            let (other, times) = words.split_at(last + 1);
            (times, other)
        }
        Some(place) => words.split_at(place),
    }
}

/// Returns the first word of a period that may be meant as a time but can't be read as one: the very first word if it
/// is not about time, a later one with a digit that is not, or the words after the time that state its end.
pub(crate) fn doubtful_word(words: &[&str], language: Language) -> Option<String> {
    let (times, others) = times_and_others(words, language);
    if !times.is_empty()
        && let Some(end) = unread_end(times, others)
    {
        return Some(end);
    }
    let of_time = places_of_time_at(words, language);
    let mut others = words
        .iter()
        .enumerate()
        .filter(|(place, _)| !of_time[*place]);
    let has_digit = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    others
        .find(|(place, word)| *place == 0 || has_digit(word))
        .map(|(_, word)| (*word).to_owned())
}

/// Returns the words right after a time that state its end but can't be read: `until further`, `- frday`. After a
/// range, a dash only separates it from the following words.
fn unread_end(times: &[&str], others: &[&str]) -> Option<String> {
    let (mark, behind) = others.split_first()?;
    let word = folded(mark);
    let is_ranged = times
        .iter()
        .any(|time| time.contains(DASHES.map(char_of)) || is_until(time));
    let ends = UNTIL.contains(&word.as_str())
        || UNTIL_BEHIND.contains(&word.as_str())
        || word == TO && behind.is_empty()
        || DASHES.contains(&word.as_str()) && !is_ranged;
    let of_end = others.len().min(2);
    ends.then(|| others[..of_end].join(" "))
}

/// Returns the first word outside the time of a period that also reads as a time: `fr` in `11-14 meeting until fr`. Two
/// letters do so in their own languages only, and the name of a month alone may be a person's name.
pub(crate) fn misplaced_time(words: &[&str], clock: &Clock) -> Option<String> {
    let (_, others) = times_and_others(words, clock.language);
    let of_time = places_of_time_at(others, clock.language);
    let reads = |words: &[&str]| {
        !matches!(
            wish(words, clock),
            Err(TimeProblem::Unreadable(_) | TimeProblem::OddCharacter(_))
        )
    };
    let is_of_language = |word: &str| {
        let mut languages = languages_of(word).peekable();
        languages.peek().is_none() || languages.any(|language| language == clock.language)
    };
    let mut from = 0;
    while from < others.len() {
        let count = of_time[from..]
            .iter()
            .take_while(|is_time| **is_time)
            .count();
        let run = &others[from..from + count];
        if let Some(word) = run
            .iter()
            .find(|word| is_of_language(word) && !begins_month_or_week(word) && reads(&[word]))
        {
            return Some((*word).to_owned());
        }
        if run.len() > 1 && run.iter().all(|word| is_of_language(word)) && reads(run) {
            return Some(run.join(" "));
        }
        from += count + 1;
    }
    None
}

/// Returns the number of words at the end that are about time.
pub fn time_words_at_end(words: &[&str]) -> usize {
    let of_time = places_of_time(words).into_iter().rev();
    of_time.take_while(|is_time| *is_time).count()
}

/// Returns for each word whether it is about time.
fn places_of_time(words: &[&str]) -> Vec<bool> {
    let mut of_time = time_words(words);
    for (place, is_time) in of_time.iter_mut().enumerate() {
        *is_time |= minutes(words[place]).is_some() || days_in(words[place]).is_some();
    }
    for place in 0..words.len() {
        let Some(count) = last_day_behind(words, place) else {
            continue;
        };
        let follows = place > 0 && (of_time[place - 1] || is_day(words[place - 1]));
        if follows || place == 0 && is_until(words[place]) {
            of_time[place.saturating_sub(1)..=place + count].fill(true);
        }
    }
    of_time
}

/// Returns the same at a desk of this language: unless it is Finnish, `to` between a time and other words is no
/// Thursday.
fn places_of_time_at(words: &[&str], language: Language) -> Vec<bool> {
    let mut of_time = places_of_time(words);
    for place in 1..words.len() {
        let goes_on = of_time.get(place + 1).is_some_and(|is_time| *is_time);
        if language != Language::Fi && folded(words[place]) == TO && !goes_on {
            of_time[place] = false;
        }
    }
    of_time
}

/// Returns whether a word names a first day and a last one: `mo-fr`, `24.12.-2.1.`
pub(crate) fn is_range_of_days(word: &str) -> bool {
    days_in(word).is_some()
}

fn char_of(dash: &str) -> char {
    dash.chars().next().unwrap_or('-')
}

fn is_until(word: &str) -> bool {
    UNTIL.contains(&folded(word).as_str())
}

/// Returns the number of words of the day after this place, if the word there introduces the last day of a period.
fn last_day_behind(words: &[&str], place: usize) -> Option<usize> {
    let mark = words[place];
    if !(DASHES.contains(&mark) || is_until(mark) || folded(mark) == TO) {
        return None;
    }
    let behind = &words[place + 1..];
    let mut counts = (1..=behind.len().min(MOST_WORDS_OF_DAY)).rev();
    counts.find(|count| is_day(&behind[..*count].join(" ")))
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
    let period = match (split_through(&rest, clock), split_days(&rest)) {
        (Some((from, last)), _) => through(from, &last, clock)?,
        (None, Some((first, last, hours))) => between(&first, &last, &hours, clock)?,
        (None, None) => of_wish(&rest, clock)?,
    };
    match length {
        None => Ok(period),
        Some(length) => with_length(period, length, clock),
    }
}

/// Returns the period of this length from its beginning on, which is now if it names no hour.
fn with_length(period: DaySpan, length: Minutes, clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let HoursOfDays::OnEach(from, None) = period.hours else {
        return Err(TimeProblem::NothingBetween);
    };
    let from = from.unwrap_or(now(clock));
    let (until, days) = from.overflowing_add_signed(length.delta());
    // A day ends there.
    let until = (days == 0).then_some(until);
    Ok(DaySpan {
        hours: HoursOfDays::OnEach(Some(from), until),
        ..period
    })
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
        hours: HoursOfDays::OnEach(wish.at.or(from).or(wish.from_time).or(is_now), until),
    })
}

/// Splits `today 11 until fr` into the words of its beginning and its last day. `None` if the beginning is a day
/// without an hour, or if its hours have an end.
fn split_through<'w, 'a>(words: &'w [&'a str], clock: &Clock) -> Option<(&'w [&'a str], String)> {
    let mark = (0..words.len()).find(|place| {
        last_day_behind(words, *place).is_some_and(|count| place + count + 1 == words.len())
    })?;
    let from = without_from(&words[..mark]);
    let begins = wish(from, clock).ok()?;
    let last = words[mark + 1..].join(" ");
    let is_day_alone = is_day(&from.join(" ")) && from.len() == mark;
    (!is_day_alone && begins.before.is_none()).then_some((from, last))
}

/// Returns the words of a beginning without `from` before a day; before an hour, `from` means `after`.
fn without_from<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    match words {
        [from, rest @ ..] if FROM.contains(&folded(from).as_str()) && is_day(&rest.join(" ")) => {
            rest
        }
        _ => words,
    }
}

/// Returns the period from a moment on its first day to the end of its last.
fn through(from: &[&str], last: &str, clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let begins = of_wish(from, clock)?;
    let HoursOfDays::OnEach(hour, _) = begins.hours else {
        return Err(TimeProblem::NothingBetween);
    };
    let first = begins.first;
    let until_day = Phrase::of(last)?;
    if let (None, Some(weekday)) = (until_day.day, until_day.weekday)
        && weekday == first.weekday()
    {
        return Err(TimeProblem::UnsureDate {
            word: last.to_owned(),
            why: UnsureDate::NextWeekday,
            dates: vec![first, day::later(first, 7)?],
            choices: Vec::new(),
        });
    }
    let last = last_day(&until_day, first, clock)?;
    if last < first || begins.last != first {
        return Err(TimeProblem::NothingBetween);
    }
    Ok(DaySpan {
        first,
        last,
        hours: HoursOfDays::Through(hour),
    })
}

/// Returns the last day of a period that begins on `first`.
fn last_day(until: &Phrase<'_>, first: NaiveDate, clock: &Clock) -> Result<NaiveDate, TimeProblem> {
    match (until.day, until.weekday) {
        (None, Some(weekday)) => day::on_or_after(weekday, first),
        // A day without a year is the next one after the first day.
        (Some(Day::Written(word)), None) => only(date::read(word, clock.date_order, first)?, until),
        _ => {
            let date = until.date(clock, today(None, clock))?;
            only(date.ok_or_else(|| until.unreadable())?, until)
        }
    }
}

/// Returns the period from one day to another, with the hours of the other words.
fn between(first: &str, last: &str, hours: &[&str], clock: &Clock) -> Result<DaySpan, TimeProblem> {
    let today = today(None, clock);
    let week = week_of(hours);
    let hours = week.as_ref().map_or(hours, |(_, others)| others);
    let first = match &week {
        None => first.to_owned(),
        // The days of that week, which has no other date here.
        Some((week, _)) => format!("{week} {first}"),
    };
    let first = first.as_str();
    let from_day = Phrase::of(first)?;
    let until_day = Phrase::of(last)?;
    let unnamed = || TimeProblem::Unreadable(first.to_owned());
    let begins = from_day.date(clock, today)?.ok_or_else(unnamed)?;
    let first = only(begins, &from_day)?;
    let last = last_day(&until_day, first, clock)?;
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
        hours: HoursOfDays::OnEach(from, until),
    })
}

/// Returns the words that name a week, such as `in 2 weeks`, and the others; `None` if there are none.
fn week_of<'a>(words: &[&'a str]) -> Option<(String, Vec<&'a str>)> {
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + MOST_WORDS_OF_WEEK) {
            let text = words[from..to].join(" ");
            let names_week = Phrase::of(&text).is_ok_and(|phrase| {
                let is_week = matches!(
                    phrase.day,
                    Some(Day::InWeeks(_) | Day::Week(_) | Day::ThisWeek | Day::NextWeek)
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

/// Returns the first day, the last day and the other words; `None` if the words do not name two days.
fn split_days<'a>(words: &[&'a str]) -> Option<(String, String, Vec<&'a str>)> {
    for (place, word) in words.iter().enumerate() {
        let rest = |behind: usize| [&words[..place], &words[behind..]].concat();
        if let Some((first, last)) = days_in(word) {
            return Some((first, last, rest(place + 1)));
        }
        if let [first, mark, last, ..] = words[place..]
            && (DASHES.contains(&mark) || is_until(mark) || folded(mark) == TO)
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
        if let Some((_, month)) = last.split_once('.')
            && is_number
        {
            return Some((format!("{first}{month}"), last.to_owned()));
        }
    }
    None
}

/// Returns whether a word only names a day.
fn is_day(word: &str) -> bool {
    Phrase::of(word).is_ok_and(|phrase| {
        let is_date = match phrase.day {
            Some(Day::Written(word)) => date::has_shape(word),
            other => other.is_some() || phrase.weekday.is_some(),
        };
        let names_more = phrase.time.is_some() || phrase.designator.is_some() || phrase.is_loose();
        is_date && !names_more
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DateOrder;

    /// Tuesday 24 November 2026 at 10:05 in Berlin.
    fn clock() -> Clock {
        Clock {
            now: "2026-11-24T09:05:40Z".parse().unwrap(),
            zone: zones::Zone::BERLIN,
            date_order: Some(DateOrder::Dmy),
            open: None,
            language: Language::En,
        }
    }

    fn reading(text: &str) -> Result<WordedSpan, TimeProblem> {
        let words: Vec<&str> = text.split_whitespace().collect();
        period(&words, &clock())
    }

    fn shown(text: &str) -> String {
        let WordedSpan { period, words } = reading(text).unwrap();
        let time = |time: Option<NaiveTime>| {
            time.map_or("-".to_owned(), |time| time.format("%H:%M").to_string())
        };
        let (from, until) = period.hours_on(period.first);
        let [from, until] = [from, until].map(time);
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
            doubtful_word(&words, Language::En)
        };
        for (typed, word) in [
            ("mo-xx", "mo-xx"),
            ("mo-xx 11-14", "mo-xx"),
            ("mo 9-1x", "9-1x"),
            ("holiday mo-fr", "holiday"),
            ("11 until further notice", "until further"),
            ("mo-fr until noon", "until noon"),
            ("today 11 - frday", "- frday"),
            ("mo to", "to"),
            ("11 pe asti", "asti"),
        ] {
            assert_eq!(doubtful(typed).as_deref(), Some(word), "{typed}");
        }
        for typed in [
            "",
            "11-14",
            "mo-fr holiday",
            "24.12. - 2.1. in Rome",
            "14:00 15min",
            "from 11 until fr",
            "11-14 to court",
            "mo-fr - holiday",
        ] {
            assert_eq!(doubtful(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_day_behind_until_is_the_end_and_the_days_after_the_first_are_whole() {
        for (typed, read) in [
            ("from 11 until fr", "2026-11-24 2026-11-27 11:00 -"),
            ("today 11 - fr", "2026-11-24 2026-11-27 11:00 -"),
            ("di 11 bis fr", "2026-12-01 2026-12-04 11:00 -"),
            ("Di 11 Uhr Bis Freitag", "2026-12-01 2026-12-04 11:00 -"),
            ("11 to fr", "2026-11-24 2026-11-27 11:00 -"),
            ("ab 11 bis 4.12.", "2026-11-24 2026-12-04 11:00 -"),
            (
                "tomorrow 13:30 till 24 dec",
                "2026-11-25 2026-12-24 13:30 -",
            ),
            (
                "fr 16:00 until next week mo",
                "2026-11-27 2026-11-30 16:00 -",
            ),
            ("afternoon until fr", "2026-11-24 2026-11-27 12:00 -"),
            ("until fr", "2026-11-24 2026-11-27 10:05 -"),
            ("11 - 27.11. flu", "2026-11-24 2026-11-27 11:00 - flu"),
            ("11 t – do", "2026-11-24 2026-11-26 11:00 -"),
            ("from mo to fr", "2026-11-30 2026-12-04 - -"),
            (
                "from 11 until fr fever",
                "2026-11-24 2026-11-27 11:00 - fever",
            ),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
        let period = reading("from 11 until fr").unwrap().period;
        let hours = period.hours_on(period.last);
        assert_eq!(hours, (None, None), "Friday is whole");
        for typed in [
            "mo 11-14 until fr",
            "11 until di",
            "fr 11 until 26.11.2026",
            "11 until fr 12",
            "14:00 15min until fr",
        ] {
            assert!(reading(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_time_beside_the_time_is_misplaced() {
        let misplaced = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            misplaced_time(&words, &clock())
        };
        for (typed, word) in [
            ("today 11 ill until fr", "fr"),
            ("11-14 meeting tomorrow", "tomorrow"),
            ("mo in room 9", "9"),
            ("mo trip next week", "next week"),
        ] {
            assert_eq!(misplaced(typed).as_deref(), Some(word), "{typed}");
        }
        for typed in [
            "11-14 meeting with Dr May",
            "mo is so ill",
            "mo-fr go to court",
            "t",
        ] {
            assert_eq!(misplaced(typed), None, "{typed}");
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
