//! Words that only together mean a time: `in 2 weeks`, `9 uhr 30`, `klo 14.15`, `ab 14`.

use chrono::NaiveTime;

use super::hour::{self, number};
use super::phrase::{Hour, YEARS, bare, twelve};
use super::problem::TimeProblem;
use super::spoken_hour::spoken_hour;
use super::vocabulary::{Unit, folded};
use super::word::{Word, single};
use crate::text::begin_with_phrase;

/// The phrases for the first free time, in English, German and Finnish, without dots over letters.
const FIRST_FREE: &[&[&str]] = &[
    &["as", "soon", "as", "possible"],
    &["as", "soon", "as", "you", "can"],
    &["as", "soon", "as", "can", "be"],
    &["as", "early", "as", "possible"],
    &["earliest", "possible"],
    &["soonest", "possible"],
    &["first", "free", "time"],
    &["first", "free", "slot"],
    &["first", "free"],
    &["first", "available"],
    &["first", "possible"],
    &["earliest", "free"],
    &["earliest", "available"],
    &["next", "free", "time"],
    &["next", "free", "slot"],
    &["next", "free"],
    &["next", "available"],
    &["next", "possible"],
    &["erster", "freier", "termin"],
    &["erster", "freier"],
    &["ersten", "freien", "termin"],
    &["ersten", "freien"],
    &["nachster", "freier", "termin"],
    &["nachster", "freier"],
    &["nachsten", "freien", "termin"],
    &["nachsten", "freien"],
    &["naechster", "freier", "termin"],
    &["naechster", "freier"],
    &["naechsten", "freien", "termin"],
    &["naechsten", "freien"],
    &["so", "fruh", "wie", "moglich"],
    &["so", "frueh", "wie", "moeglich"],
    &["moglichst", "fruh"],
    &["moeglichst", "frueh"],
    &["ensimmainen", "vapaa", "aika"],
    &["ensimmainen", "vapaa"],
    &["seuraava", "vapaa", "aika"],
    &["seuraava", "vapaa"],
    &["mahdollisimman", "aikaisin"],
    &["mahdollisimman", "varhain"],
    &["so", "bald", "wie", "moglich"],
    &["so", "bald", "wie", "moeglich"],
    &["sobald", "wie", "moglich"],
    &["so", "schnell", "wie", "moglich"],
    &["moglichst", "bald"],
    &["moeglichst", "bald"],
    &["moglichst", "schnell"],
    &["mahdollisimman", "pian"],
    &["mahdollisimman", "nopeasti"],
    &["niin", "pian", "kuin", "mahdollista"],
];

/// Returns the number of first tokens that are a phrase for the first free time; 0 if there is none.
pub(super) fn first_free(tokens: &[&str]) -> usize {
    let is_word = |token: &&str, word: &str| folded(token.trim_end_matches(',')) == word;
    let is_there = |phrase: &&&[&str]| begin_with_phrase(tokens, phrase, is_word);
    FIRST_FREE
        .iter()
        .find(is_there)
        .map_or(0, |words| words.len())
}

/// Returns the number of first tokens that only together are a time: a relative time such as `in 2 weeks` and `viikon
/// kuluttua`, `next week`, `february 2098`, `as soon as possible`, or a word such as `ab` before an hour; 0 if there
/// are none.
pub(super) fn joined(tokens: &[&str]) -> usize {
    let first_free = first_free(tokens);
    if first_free > 0 {
        return first_free;
    }
    if let Some((_, count)) = spoken_hour(tokens) {
        return count;
    }
    let words: Vec<Word<'_>> = tokens
        .iter()
        .take(3)
        .map_while(|token| single(token))
        .collect();
    match words[..] {
        [Word::Next | Word::This, Word::Unit(Unit::Week), ..] => 2,
        [_, _, ..] if week_numbered(&words).is_some() => 2,
        [Word::Month(_), Word::FourDigits(year), ..] if YEARS.contains(&year) => 2,
        [Word::Limit(_) | Word::HourPrefix, ..] => match (spoken_hour(&tokens[1..]), tokens.get(1))
        {
            (Some((_, count)), _) => 1 + count,
            (None, Some(hour)) if is_hour(hour) => 2,
            _ => 0,
        },
        _ => from_now(&words).map_or(0, |(_, rest)| words.len() - rest.len()),
    }
}

/// Returns whether a token is a time of day, such as `14`, `2pm` and `14uhr`.
fn is_hour(token: &str) -> bool {
    Word::all_of(token).is_ok_and(|words| {
        matches!(words[..], [Word::Range(_)]) || matches!(limit(&words), Ok(Some((_, []))) | Err(_))
    })
}

/// Returns the number of the week that the first two words name: `week 51`, `kw 51`, `51. woche`.
pub(super) fn week_numbered(words: &[Word<'_>]) -> Option<u32> {
    match words {
        [
            Word::WeekPrefix | Word::Unit(Unit::Week),
            Word::Number(_, week) | Word::Ordinal(week),
            ..,
        ]
        | [
            Word::Ordinal(week),
            Word::WeekPrefix | Word::Unit(Unit::Week),
            ..,
        ] => Some(*week),
        _ => None,
    }
}

/// Returns the relative time of the first words as one word, and the remaining words.
pub(super) fn from_now<'w, 'a>(words: &'w [Word<'a>]) -> Option<(Word<'a>, &'w [Word<'a>])> {
    match words {
        [Word::In, amount, Word::Unit(unit), rest @ ..]
        | [amount, Word::Unit(unit), Word::FromNow, rest @ ..] => {
            Some((Word::ahead(count(*amount)?, *unit), rest))
        }
        [Word::Unit(unit), Word::FromNow, rest @ ..] => Some((Word::ahead(1, *unit), rest)),
        // No visit lasts for days, so a number of them is never a length.
        [
            amount,
            Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month)),
            rest @ ..,
        ] if *amount != Word::Count(1) => Some((Word::ahead(count(*amount)?, *unit), rest)),
        _ => None,
    }
}

/// Reads a number of units, at most four digits.
fn count(word: Word<'_>) -> Option<u32> {
    match word {
        Word::Count(number) | Word::Number(_, number) | Word::FourDigits(number) => Some(number),
        Word::Date(digits) => number(digits, 1..=4),
        _ => None,
    }
}

/// The time of day that the first words name, and the remaining words; `None` if they name none.
type HourAndRest<'w, 'a> = Option<(Hour, &'w [Word<'a>])>;

/// Reads the time of day of the first words, including the words that mark it as one.
pub(super) fn time_of_day<'w, 'a>(
    words: &'w [Word<'a>],
) -> Result<HourAndRest<'w, 'a>, TimeProblem> {
    use Word::{Half, HourPrefix, HourSuffix, Month, Number, Spoken};
    // `um 10 Uhr`, `at 2 pm`.
    if let [HourPrefix, behind @ ..] = words
        && !matches!(behind, [HourPrefix, ..])
        && let spoken @ Some(_) = time_of_day(behind)?
    {
        return Ok(spoken);
    }
    Ok(Some(match *words {
        [Spoken(spoken), Half(half), ref rest @ ..] => match spoken.hour() {
            Hour::Sure(time) | Hour::Doubtful(time) => (twelve(Some(time), half)?, rest),
            Hour::Half(_) | Hour::Midnight => return Ok(None),
        },
        [Spoken(spoken), HourSuffix, ref rest @ ..] | [Spoken(spoken), ref rest @ ..] => {
            (spoken.hour(), rest)
        }
        [Number(_, hour), Half(half), ref rest @ ..] => {
            (twelve(NaiveTime::from_hms_opt(hour, 0, 0), half)?, rest)
        }
        // `9 uhr 24 dec` names a day instead.
        [
            Number(_, hour),
            HourSuffix,
            Number(digits, minute),
            ref rest @ ..,
        ] if digits.len() == 2 && !matches!(rest, [Month(_), ..]) => {
            let time = NaiveTime::from_hms_opt(hour, minute, 0);
            (
                Hour::Sure(
                    time.ok_or_else(|| TimeProblem::NoSuchTime(format!("{hour}:{digits}")))?,
                ),
                rest,
            )
        }
        [Number(digits, hour), HourSuffix, ref rest @ ..]
        | [HourPrefix, Number(digits, hour), ref rest @ ..] => (bare(digits, hour)?, rest),
        [word, Half(half), ref rest @ ..] if clock_time(word).is_some() => {
            (twelve(clock_time(word), half)?, rest)
        }
        [word, HourSuffix, ref rest @ ..] | [HourPrefix, word, ref rest @ ..] => {
            let Some(time) = clock_time(word) else {
                return Ok(None);
            };
            (Hour::Sure(time), rest)
        }
        _ => return Ok(None),
    }))
}

/// Reads the time of day after `after` or `before`.
pub(super) fn limit<'w, 'a>(words: &'w [Word<'a>]) -> Result<HourAndRest<'w, 'a>, TimeProblem> {
    if let spoken @ Some(_) = time_of_day(words)? {
        return Ok(spoken);
    }
    let [word, rest @ ..] = words else {
        return Ok(None);
    };
    let hour = match *word {
        Word::Number(digits, hour) => bare(digits, hour)?,
        Word::Noon => Hour::noon(),
        word => match clock_time(word) {
            Some(time) => Hour::Sure(time),
            None => return Ok(None),
        },
    };
    Ok(Some((hour, rest)))
}

/// Returns the time of day of one word. Its neighbour rules out that its digits are a day and a month, or a year.
fn clock_time(word: Word<'_>) -> Option<NaiveTime> {
    match word {
        Word::Clock(time, None) => Some(time),
        Word::Date(digits) => hour::without_colon(digits),
        Word::FourDigits(digits) => hour::of_four_digits(digits),
        _ => None,
    }
}
