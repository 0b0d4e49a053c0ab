//! Times of day in half hours and quarters: `halb neun`, `quarter past nine`, `puoli yhdeksän`.

use chrono::{NaiveTime, TimeDelta, Timelike};

use super::hour::number;
use super::phrase::{Hour, is_doubtful};
use super::vocabulary::{folded, number_named};

/// The words before an hour, in English, German and Finnish without dots over letters, with the difference of the time
/// from that hour in minutes. Of two with the same beginning, the longer comes first.
const BEFORE: &[(&[&str], i64)] = &[
    (&["half", "past"], 30),
    (&["a", "quarter", "past"], 15),
    (&["quarter", "past"], 15),
    (&["a", "quarter", "after"], 15),
    (&["quarter", "after"], 15),
    (&["a", "quarter", "to"], -15),
    (&["quarter", "to"], -15),
    (&["halb"], -30),
    (&["viertel", "nach"], 15),
    (&["viertel", "vor"], -15),
    (&["dreiviertel"], -15),
    (&["puoli"], -30),
    (&["varttia", "yli"], 15),
    (&["vartin", "yli"], 15),
    (&["varttia", "vaille"], -15),
    (&["vartin", "vaille"], -15),
];

/// A time of day in several words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpokenHour {
    /// The time of day; before eight it may mean the afternoon.
    At(NaiveTime),
    /// `half eight`, which is 8:30 to some and 7:30 to others; holds the later one.
    Half(NaiveTime),
}

impl SpokenHour {
    /// Returns the time of day, marked as ambiguous if it is.
    pub(super) fn hour(self) -> Hour {
        match self {
            Self::At(time) if is_doubtful(time.hour()) => Hour::Doubtful(time),
            Self::At(time) => Hour::Sure(time),
            Self::Half(later) => Hour::Half(later),
        }
    }
}

/// Returns the time that the first tokens state, and their number.
pub(super) fn spoken_hour(tokens: &[&str]) -> Option<(SpokenHour, usize)> {
    let plain: Vec<String> = tokens
        .iter()
        .take(4)
        .map(|token| folded(token.trim_end_matches(',')))
        .collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let told = BEFORE.iter().find_map(|(words, minutes)| {
        let hour = named(plain.strip_prefix(*words)?.first()?)?;
        let time = from_hour(hour, *minutes);
        Some((SpokenHour::At(time), words.len() + 1))
    });
    told.or_else(|| match plain[..] {
        ["half", hour, ..] => {
            let later = from_hour(named(hour)?, 30);
            Some((SpokenHour::Half(later), 2))
        }
        _ => None,
    })
}

/// Returns the time `minutes` from a full hour. The half hour before one is after noon.
fn from_hour(hour: NaiveTime, minutes: i64) -> NaiveTime {
    let time = hour + TimeDelta::minutes(minutes);
    match time.hour() {
        0 => time + TimeDelta::hours(12),
        _ => time,
    }
}

/// Returns the full hour of a word or of one or two digits.
fn named(word: &str) -> Option<NaiveTime> {
    let hour = match word {
        "a" | "an" | "ein" | "eine" | "einem" | "einen" | "einer" => None,
        "eins" => Some(1),
        _ => number_named(word).or_else(|| number(word, 1..=2)),
    };
    NaiveTime::from_hms_opt(hour.filter(|hour| *hour > 0)?, 0, 0)
}
