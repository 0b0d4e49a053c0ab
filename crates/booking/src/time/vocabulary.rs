//! The time words of English, German and Finnish.
//!
//! One table serves all three languages, and no word in it has two meanings: a desk has no setting for the
//! language of times. Weekdays have their usual two letters (`su` is Sunday in English and Finnish alike, `to` is
//! Finnish for Thursday, `tu` English for Tuesday), in English also three, or their whole name. First names
//! (Sam, Per, Tor) are no short forms here. Finnish months may be written without `kuu`.
//!
//! Two letters may also be the code of a practitioner: [`languages_of`] names the languages in which they are
//! a word.

use chrono::{Month, NaiveTime, Weekday};

use i18n::Language;

use super::phrase::Day;
use super::word::Word;

/// The two letters of the weekdays in each language, from Monday on.
const SHORT_WEEKDAYS: [(Language, [&str; 7]); 3] = [
    (Language::En, ["mo", "tu", "we", "th", "fr", "sa", "su"]),
    (Language::De, ["mo", "di", "mi", "do", "fr", "sa", "so"]),
    (Language::Fi, ["ma", "ti", "ke", "to", "pe", "la", "su"]),
];

/// Words of two letters that mean a time only before an hour.
const BEFORE_HOUR: [(Language, &str, Word<'_>); 3] = [
    (Language::De, "ab", Word::Limit(Limit::After)),
    (Language::De, "um", Word::HourPrefix),
    (Language::En, "at", Word::HourPrefix),
];

/// Words of two letters that mean a week before its number.
const BEFORE_WEEK: [(Language, &str); 2] = [(Language::De, "kw"), (Language::Fi, "vk")];

/// The numbers from 1 to 12 in each language: in Finnish also in the form before `kuluttua`, in German also with the
/// umlauts written out.
const NUMBERS: [&[&str]; 12] = [
    &[
        "a", "an", "one", "ein", "eine", "einem", "einen", "einer", "yksi", "yhden",
    ],
    &["two", "zwei", "zwo", "kaksi", "kahden"],
    &["three", "drei", "kolme", "kolmen"],
    &["four", "vier", "nelja", "neljan"],
    &["five", "funf", "fuenf", "viisi", "viiden"],
    &["six", "sechs", "kuusi", "kuuden"],
    &["seven", "sieben", "seitseman"],
    &["eight", "acht", "kahdeksan"],
    &["nine", "neun", "yhdeksan"],
    &["ten", "zehn", "kymmenen"],
    &["eleven", "elf", "yksitoista", "yhdentoista"],
    &["twelve", "zwolf", "zwoelf", "kaksitoista", "kahdentoista"],
];

/// The side of a limit that a wished time is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// Not before the limit, as in `>16:00`.
    After,
    /// Before the limit, as in `<12:00`.
    Before,
}

/// The units of lengths of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    /// Returns the unit after a sign: `+2w`, in Finnish `+2vk`.
    pub(super) fn abbreviated(letters: &str) -> Option<Unit> {
        Some(match letters {
            "min" => Unit::Minute,
            "h" => Unit::Hour,
            "d" | "pv" => Unit::Day,
            "w" | "vk" => Unit::Week,
            "m" | "kk" => Unit::Month,
            _ => return None,
        })
    }
}

/// A half of the day on the twelve-hour clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
}

/// A part of the working day, in local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// Before 12:00.
    Morning,
    /// From 12:00 until 18:00.
    Afternoon,
}

impl PartOfDay {
    /// Returns the beginning and the end, exclusive.
    pub fn bounds(self) -> (NaiveTime, NaiveTime) {
        let oclock = |hour| NaiveTime::MIN + chrono::TimeDelta::hours(hour);
        match self {
            Self::Morning => (oclock(0), oclock(12)),
            Self::Afternoon => (oclock(12), oclock(18)),
        }
    }
}

/// Returns the meaning of a word that has the same meaning in every position, in any case and with or without the dots
/// of its umlauts.
pub(super) fn known_word(word: &str) -> Option<Word<'static>> {
    let word = folded(word);
    weekday(&word)
        .map(Word::Weekday)
        .or_else(|| month(&word).map(Word::Month))
        .or_else(|| days_on(&word).map(|days| Word::Day(Day::On(days))))
        .or_else(|| part_of_day(&word).map(Word::Part))
        .or_else(|| unit(&word).map(Word::Unit))
        .or_else(|| number_named(&word).map(Word::Count))
        .or_else(|| before_hour(&word))
        .or_else(|| is_before_week(&word).then_some(Word::WeekPrefix))
        .or_else(|| other(&word))
}

/// Returns the languages in which these two letters are a word of time; none for any other text.
pub(crate) fn languages_of(word: &str) -> impl Iterator<Item = Language> {
    let word = folded(word);
    let weekdays = SHORT_WEEKDAYS
        .iter()
        .flat_map(|(language, days)| days.iter().map(move |day| (*language, *day)));
    let before_hour = BEFORE_HOUR
        .iter()
        .map(|(language, word, _)| (*language, *word));
    weekdays
        .chain(before_hour)
        .chain(BEFORE_WEEK)
        .filter_map(move |(language, other)| (other == word).then_some(language))
}

/// Returns whether a word means a time only before an hour.
pub(super) fn is_before_hour(word: &str) -> bool {
    before_hour(&folded(word)).is_some()
}

/// Returns whether a word comes before the number of a week, and is no unit.
fn is_before_week(word: &str) -> bool {
    word == "vko" || BEFORE_WEEK.iter().any(|(_, other)| *other == word)
}

fn before_hour(word: &str) -> Option<Word<'static>> {
    BEFORE_HOUR
        .iter()
        .find_map(|(_, other, means)| (*other == word).then_some(*means))
}

/// Returns the number from 1 to 12 that a word in lower case without umlauts names.
pub(super) fn number_named(word: &str) -> Option<u32> {
    (1..)
        .zip(NUMBERS)
        .find_map(|(number, words)| words.contains(&word).then_some(number))
}

/// Returns a word in lower case, without the dots and rings over letters that not every keyboard has.
pub(super) fn folded(word: &str) -> String {
    let plain = |c| match c {
        'ä' | 'å' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        other => other,
    };
    word.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

fn weekday(word: &str) -> Option<Weekday> {
    let short = SHORT_WEEKDAYS
        .iter()
        .find_map(|(_, days)| days.iter().position(|day| *day == word))
        .and_then(|day| Weekday::try_from(u8::try_from(day).ok()?).ok());
    if short.is_some() {
        return short;
    }
    Some(match word {
        "mon" | "monday" | "montag" | "maanantai" | "maanantaina" => Weekday::Mon,
        "tue" | "tues" | "tuesday" | "dienstag" | "tiistai" | "tiistaina" => Weekday::Tue,
        "wed" | "wednesday" | "mittwoch" | "keskiviikko" | "keskiviikkona" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" | "donnerstag" | "torstai" | "torstaina" => {
            Weekday::Thu
        }
        "fri" | "friday" | "freitag" | "perjantai" | "perjantaina" => Weekday::Fri,
        "sat" | "saturday" | "samstag" | "sonnabend" | "lauantai" | "lauantaina" => Weekday::Sat,
        "sun" | "sunday" | "sonntag" | "sunnuntai" | "sunnuntaina" => Weekday::Sun,
        _ => return None,
    })
}

/// Returns the month of this name, in any of the languages: `mar`, `März`, `maaliskuuta`.
pub(crate) fn month_named(word: &str) -> Option<Month> {
    month(&folded(word.strip_suffix('.').unwrap_or(word)))
}

/// Returns the weekday of this name, in any of the languages.
pub(crate) fn weekday_named(word: &str) -> Option<Weekday> {
    weekday(&folded(word))
}

fn month(word: &str) -> Option<Month> {
    let finnish = word
        .strip_suffix("kuuta")
        .or_else(|| word.strip_suffix("kuussa"))
        .or_else(|| word.strip_suffix("kuu"))
        .unwrap_or(word);
    Some(match word {
        "jan" | "january" | "januar" => Month::January,
        "feb" | "february" | "februar" => Month::February,
        "mar" | "march" | "marz" | "maerz" | "mrz" => Month::March,
        "apr" | "april" => Month::April,
        "may" | "mai" => Month::May,
        "jun" | "june" | "juni" => Month::June,
        "jul" | "july" | "juli" => Month::July,
        "aug" | "august" => Month::August,
        "sep" | "sept" | "september" => Month::September,
        "oct" | "october" | "okt" | "oktober" => Month::October,
        "nov" | "november" => Month::November,
        "dec" | "december" | "dez" | "dezember" => Month::December,
        _ => match finnish {
            "tammi" => Month::January,
            "helmi" => Month::February,
            "maalis" => Month::March,
            "huhti" => Month::April,
            "touko" => Month::May,
            "kesa" => Month::June,
            "heina" => Month::July,
            "elo" => Month::August,
            "syys" => Month::September,
            "loka" => Month::October,
            "marras" => Month::November,
            "joulu" => Month::December,
            _ => return None,
        },
    })
}

/// Returns the number of days from today of `today`, `tomorrow` and the like.
fn days_on(word: &str) -> Option<u32> {
    Some(match word {
        "t" | "today" | "heute" | "tanaan" => 0,
        "tomorrow" | "morgen" | "huomenna" => 1,
        "ubermorgen" | "uebermorgen" | "ylihuomenna" => 2,
        _ => return None,
    })
}

fn other(word: &str) -> Option<Word<'static>> {
    Some(match word {
        "klo" => Word::HourPrefix,
        "uhr" => Word::HourSuffix,
        "in" => Word::In,
        "kuluttua" | "paasta" => Word::FromNow,
        "am" => Word::Half(Half::Am),
        "pm" => Word::Half(Half::Pm),
        "noon" | "mittag" | "mittags" | "keskipaivalla" => Word::Noon,
        "midnight" | "mitternacht" | "keskiyo" | "keskiyolla" => Word::Midnight,
        "next" | "nachste" | "nachster" | "nachsten" | "naechsten" | "ensi" => Word::Next,
        "this" | "diese" | "dieser" | "diesen" | "talla" | "tama" => Word::This,
        "after" | "from" | "nach" => Word::Limit(Limit::After),
        "before" | "vor" | "ennen" => Word::Limit(Limit::Before),
        "first" | "erster" | "ensimmainen" => Word::First,
        "now" | "jetzt" | "sofort" | "nyt" | "heti" => Word::Now,
        "asap" | "soonest" | "earliest" | "fruhester" | "fruehester" | "fruhestmoglich"
        | "fruehestmoeglich" | "nachstmoglich" | "naechstmoeglich" => Word::First,
        "baldmoglichst" | "baldmoeglichst" | "schnellstmoglich" | "schnellstmoeglich"
        | "pikimmiten" => Word::First,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" | "minuten" | "minuutin" | "min" => Unit::Minute,
        "hour" | "hours" | "stunde" | "stunden" | "tunnin" => Unit::Hour,
        "day" | "days" | "tag" | "tage" | "tagen" | "paivan" => Unit::Day,
        "week" | "weeks" | "woche" | "wochen" | "viikko" | "viikon" | "viikolla" => Unit::Week,
        "month" | "months" | "monat" | "monate" | "monaten" | "kuukauden" => Unit::Month,
        _ => return None,
    })
}

fn part_of_day(word: &str) -> Option<PartOfDay> {
    Some(match word {
        "morning" | "vormittag" | "vormittags" | "morgens" | "aamulla" | "aamupaivalla" => {
            PartOfDay::Morning
        }
        "afternoon" | "nachmittag" | "nachmittags" | "iltapaiva" | "iltapaivalla" => {
            PartOfDay::Afternoon
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Offset, TimeZone, Utc};
    use zones::Zone;

    #[test]
    fn each_language_has_its_weekdays_in_two_letters() {
        let week = |words: [&str; 7]| words.map(|word| known_word(word).unwrap());
        let days = week(["mo", "tu", "we", "th", "fr", "sa", "su"]);
        assert_eq!(days[0], Word::Weekday(Weekday::Mon));
        assert_eq!(days[6], Word::Weekday(Weekday::Sun));
        assert_eq!(week(["mo", "di", "mi", "do", "fr", "sa", "so"]), days);
        assert_eq!(week(["ma", "ti", "ke", "to", "pe", "la", "su"]), days);
        assert_eq!(
            week(["MON", "Tue", "wed", "thu", "fri", "sat", "sun"]),
            days
        );
    }

    #[test]
    fn case_and_umlauts_do_not_matter() {
        for word in ["tänään", "TÄNÄÄN", "tanaan", "Heute", "t"] {
            assert_eq!(known_word(word), Some(Word::Day(Day::On(0))), "{word}");
        }
        for word in ["märz", "Marz", "maerz", "maaliskuuta", "March"] {
            assert_eq!(known_word(word), Some(Word::Month(Month::March)), "{word}");
        }
    }

    #[test]
    fn ambiguous_short_forms_and_first_names_are_no_words() {
        for word in ["maa", "m", "sam", "per", "tor", "don", "kuu", ""] {
            assert_eq!(known_word(word), None, "{word}");
        }
    }

    #[test]
    fn no_word_is_the_name_of_a_clock() {
        let instants: Vec<_> = (1970..2038)
            .flat_map(|year| [1, 7].map(|month| Utc.with_ymd_and_hms(year, month, 1, 0, 0, 0)))
            .collect();
        for name in ["MEZ", "MESZ", "OEZ", "OESZ", "WEZ", "WESZ"] {
            assert_eq!(known_word(name), None, "{name}");
        }
        for zone in Zone::all() {
            for instant in &instants {
                let offset = *instant.unwrap().with_timezone(&zone).offset();
                let name = offset.abbreviation().unwrap_or_default();
                assert_eq!(
                    known_word(name),
                    None,
                    "{name} of {zone} ({})",
                    offset.fix()
                );
            }
        }
    }
}
