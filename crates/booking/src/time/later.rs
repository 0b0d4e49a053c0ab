//! A new time that is relative to the old one: `a day later`, `einen Tag später`, `seuraavana päivänä`, `+1d`.

use std::borrow::Cow;

use chrono::{DateTime, Days, Months, NaiveDateTime, TimeDelta, Utc};
use zones::Zone;

use super::hour::number;
use super::phrase::Phrase;
use super::read::on_day_of;
use super::vocabulary::{Unit, folded, known_word};
use super::wall::seen;
use super::word::Word;

/// The words after a length of time that count it forward from the old time, in English, German and Finnish, without
/// dots over letters.
const LATER: [&str; 4] = ["later", "spater", "spaeter", "myohemmin"];

/// The words that count it back from the old time.
const EARLIER: [&str; 5] = ["earlier", "fruher", "frueher", "aikaisemmin", "aiemmin"];

/// The forms of the units before those words in Finnish.
const FINNISH: [(&str, Unit); 6] = [
    ("minuuttia", Unit::Minute),
    ("tunti", Unit::Hour),
    ("tuntia", Unit::Hour),
    ("paivaa", Unit::Day),
    ("viikkoa", Unit::Week),
    ("kuukautta", Unit::Month),
];

/// The phrases for the day after the old one. Of several with the same beginning, the longest comes first.
const NEXT_DAY: &[&[&str]] = &[
    &["the", "next", "day"],
    &["next", "day"],
    &["the", "following", "day"],
    &["following", "day"],
    &["the", "day", "after"],
    &["day", "after"],
    &["am", "tag", "danach"],
    &["tag", "danach"],
    &["am", "tag", "darauf"],
    &["tag", "darauf"],
    &["am", "nachsten", "tag"],
    &["am", "naechsten", "tag"],
    &["nachsten", "tag"],
    &["naechsten", "tag"],
    &["am", "folgenden", "tag"],
    &["seuraavana", "paivana"],
    &["seuraavaan", "paivaan"],
];

/// The phrases for the day before the old one.
const DAY_BEFORE: &[&[&str]] = &[
    &["the", "day", "before"],
    &["day", "before"],
    &["am", "tag", "davor"],
    &["tag", "davor"],
    &["am", "vortag"],
    &["edellisena", "paivana"],
];

/// The distance of a new time from the old one.
#[derive(Clone, Copy)]
struct Distance {
    amount: u32,
    unit: Unit,
    is_back: bool,
}

impl Distance {
    /// Returns the new time. Days, weeks and months keep the time of day.
    fn from(self, old: DateTime<Utc>, zone: Zone) -> Option<NaiveDateTime> {
        let wall = seen(old, zone).naive_local();
        let delta = match self.unit {
            Unit::Minute => TimeDelta::minutes(self.amount.into()),
            Unit::Hour => TimeDelta::hours(self.amount.into()),
            Unit::Day => return self.days_from(wall, 1),
            Unit::Week => return self.days_from(wall, 7),
            Unit::Month if self.is_back => {
                return wall.checked_sub_months(Months::new(self.amount));
            }
            Unit::Month => return wall.checked_add_months(Months::new(self.amount)),
        };
        let delta = if self.is_back { -delta } else { delta };
        let new = old.checked_add_signed(delta)?;
        Some(seen(new, zone).naive_local())
    }

    fn days_from(self, wall: NaiveDateTime, days: u64) -> Option<NaiveDateTime> {
        let days = Days::new(u64::from(self.amount) * days);
        if self.is_back {
            wall.checked_sub_days(days)
        } else {
            wall.checked_add_days(days)
        }
    }

    fn is_of_days(self) -> bool {
        !matches!(self.unit, Unit::Minute | Unit::Hour)
    }
}

/// Returns the number of first words that state a relative time: `a day later`; 0 if there are none.
pub(crate) fn words_of_distance(words: &[&str]) -> usize {
    distance(words).map_or(0, |(_, count)| count)
}

/// Returns whether a text states a relative time, perhaps with the time of day.
pub fn is_told_by_old_time(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    split(&words).is_some()
}

/// Returns the new time of an appointment in this zone. A relative time counts from the old one, with the typed time of
/// day or else the appointment's; any other is read by [`on_day_of`].
pub fn moved_to(text: &str, old: Option<DateTime<Utc>>, zone: Zone) -> Cow<'_, str> {
    match old.and_then(|old| told_by(old, text, zone)) {
        Some(new) => new.into(),
        None => on_day_of(text, old, zone),
    }
}

fn told_by(old: DateTime<Utc>, text: &str, zone: Zone) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (distance, hour) = split(&words)?;
    let new = distance.from(old, zone)?;
    Some(if hour.is_empty() {
        new.format("%Y-%m-%d %H:%M").to_string()
    } else {
        format!("{} {hour}", new.format("%Y-%m-%d"))
    })
}

/// Splits words into a distance and the time of day next to it; `None` if there is anything else.
fn split(words: &[&str]) -> Option<(Distance, String)> {
    let (place, (distance, count)) =
        (0..words.len()).find_map(|place| Some((place, distance(&words[place..])?)))?;
    let hour = [&words[..place], &words[place + count..]]
        .concat()
        .join(" ");
    let is_hour = Phrase::of(&hour).is_ok_and(|phrase| phrase.lacks_day());
    (hour.is_empty() || distance.is_of_days() && is_hour).then_some((distance, hour))
}

/// Reads the distance of the first words. Returns the number of these, too.
fn distance(words: &[&str]) -> Option<(Distance, usize)> {
    let plain: Vec<String> = words
        .iter()
        .take(4)
        .map(|word| folded(word.trim_end_matches(',')))
        .collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let day = |phrases: &[&[&str]], is_back| {
        let phrase = phrases.iter().find(|phrase| plain.starts_with(phrase))?;
        let day = Distance {
            amount: 1,
            unit: Unit::Day,
            is_back,
        };
        Some((day, phrase.len()))
    };
    match plain[..] {
        [amount, word, side, ..] if is_side(side) && count(amount).is_some() => {
            Some((along(count(amount)?, unit(word)?, side), 3))
        }
        [word, side, ..] if is_side(side) => Some((along(1, unit(word)?, side), 2)),
        [sign, ..] if sign.starts_with('+') => Some((ahead(sign)?, 1)),
        _ => day(NEXT_DAY, false).or_else(|| day(DAY_BEFORE, true)),
    }
}

fn is_side(word: &str) -> bool {
    LATER.contains(&word) || EARLIER.contains(&word)
}

fn along(amount: u32, unit: Unit, side: &str) -> Distance {
    Distance {
        amount,
        unit,
        is_back: EARLIER.contains(&side),
    }
}

/// Reads `+1d`, `+2w`, `+1m`, in Finnish `+1pv`. Hours and minutes after a sign count from now, so they are not read
/// here.
fn ahead(word: &str) -> Option<Distance> {
    let word = word.strip_prefix('+')?;
    let (amount, unit) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
    let distance = Distance {
        amount: number(amount, 1..=4)?,
        unit: Unit::abbreviated(unit)?,
        is_back: false,
    };
    distance.is_of_days().then_some(distance)
}

fn count(word: &str) -> Option<u32> {
    match known_word(word) {
        Some(Word::Count(count)) => Some(count),
        _ => number(word, 1..=4),
    }
}

fn unit(word: &str) -> Option<Unit> {
    let finnish = FINNISH.iter().find(|(own, _)| *own == word);
    match known_word(word) {
        Some(Word::Unit(unit)) => Some(unit),
        _ => finnish.map(|(_, unit)| *unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_time_is_told_by_the_old_one() {
        let old = Some("2027-03-27T09:00:00Z".parse().unwrap());
        let moved = |text| moved_to(text, old, Zone::BERLIN).into_owned();
        for text in [
            "a day later",
            "einen Tag später",
            "1 day later",
            "päivää myöhemmin",
            "next day",
            "the day after",
            "am Tag danach",
            "am nächsten Tag",
            "seuraavana päivänä",
            "+1d",
            "+1pv",
        ] {
            assert_eq!(moved(text), "2027-03-28 10:00", "{text}: the clocks change");
            assert!(is_told_by_old_time(text), "{text}");
        }
        for (text, new) in [
            ("zwei Wochen später", "2027-04-10 10:00"),
            ("+2w", "2027-04-10 10:00"),
            ("a month later", "2027-04-27 10:00"),
            ("an hour later", "2027-03-27 11:00"),
            ("30 minutes earlier", "2027-03-27 09:30"),
            ("tunti myöhemmin", "2027-03-27 11:00"),
            ("einen Tag früher", "2027-03-26 10:00"),
            ("the day before", "2027-03-26 10:00"),
            ("einen Tag später um 14 Uhr", "2027-03-28 um 14 Uhr"),
            ("14:15 next day", "2027-03-28 14:15"),
            ("14:15", "2027-03-27 14:15"),
        ] {
            assert_eq!(moved(text), new, "{text}");
        }
        for text in [
            "next week",
            "in 2 weeks",
            "+2h",
            "fr 9:00",
            "later",
            "an hour later 14:00",
            "a day later fr",
        ] {
            assert_eq!(moved(text), text);
            assert!(!is_told_by_old_time(text), "{text}");
        }
        assert_eq!(moved_to("+1d", None, Zone::BERLIN), "+1d");
    }
}
