//! Days and times of day as people write them in each language, and the towns of zones, some with several names.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use zones::Zone;

use i18n::{Language, MessageId, say};

/// A name in short and in full.
struct CalendarName {
    short: MessageId,
    long: MessageId,
}

const fn name(id: &'static str) -> CalendarName {
    CalendarName {
        short: MessageId::new(id),
        long: MessageId::attribute(id, "long"),
    }
}

/// The name of a weekday, and the word for every such day: `Mondays`.
struct DayName {
    name: CalendarName,
    every: MessageId,
}

const fn day_name(id: &'static str) -> DayName {
    DayName {
        name: name(id),
        every: MessageId::attribute(id, "every"),
    }
}

static WEEKDAYS: [DayName; 7] = [
    day_name("weekday-monday"),
    day_name("weekday-tuesday"),
    day_name("weekday-wednesday"),
    day_name("weekday-thursday"),
    day_name("weekday-friday"),
    day_name("weekday-saturday"),
    day_name("weekday-sunday"),
];

static MONTHS: [CalendarName; 12] = [
    name("month-january"),
    name("month-february"),
    name("month-march"),
    name("month-april"),
    name("month-may"),
    name("month-june"),
    name("month-july"),
    name("month-august"),
    name("month-september"),
    name("month-october"),
    name("month-november"),
    name("month-december"),
];

/// Returns the short weekday, `Mon`.
pub fn weekday(weekday: Weekday, language: Language) -> &'static str {
    name_of_weekday(weekday).name.short.text(language)
}

/// Returns the full weekday, `Monday`.
pub(crate) fn weekday_in_full(weekday: Weekday, language: Language) -> &'static str {
    name_of_weekday(weekday).name.long.text(language)
}

/// Returns the weekday of a habit, `Mondays`; in German `montags`.
pub(super) fn every_weekday(weekday: Weekday, language: Language) -> &'static str {
    name_of_weekday(weekday).every.text(language)
}

/// Returns the short month, `Feb`.
pub fn month(date: NaiveDate, language: Language) -> &'static str {
    name_of_month(date).short.text(language)
}

/// Returns the full month, `February`.
pub(crate) fn month_in_full(date: NaiveDate, language: Language) -> &'static str {
    name_of_month(date).long.text(language)
}

/// Returns the date, `10 Feb 2027`.
pub fn date(date: NaiveDate, language: Language) -> String {
    say!(
        language,
        "time-date",
        day = date.day(),
        month = month(date, language),
        year = year(date)
    )
}

/// Returns the date, `10 Feb`, with the year if it is not this one.
pub fn date_this_year(date: NaiveDate, this_year: i32, language: Language) -> String {
    if date.year() == this_year {
        say!(
            language,
            "time-date-this-year",
            day = date.day(),
            month = month(date, language)
        )
    } else {
        self::date(date, language)
    }
}

/// Returns the weekday and date, `Wed 10 Feb 2027`.
pub fn day(date: NaiveDate, language: Language) -> String {
    let (weekday, day, month, year) = parts(date, language);
    say!(language, "time-day", weekday, day, month, year)
}

/// Returns the weekday and date, `Wed 10 Feb`, with the year if it is not this one.
pub fn day_this_year(date: NaiveDate, this_year: i32, language: Language) -> String {
    let (weekday, day, month, _) = parts(date, language);
    if date.year() == this_year {
        say!(language, "time-day-this-year", weekday, day, month)
    } else {
        self::day(date, language)
    }
}

/// Returns the weekday and date to be read aloud, `Wednesday 10 February`, with the year if it is not this one.
pub fn day_in_full(date: NaiveDate, this_year: i32, language: Language) -> String {
    let weekday = weekday_in_full(date.weekday(), language);
    let day = date.day();
    let month = month_in_full(date, language);
    if date.year() == this_year {
        say!(language, "time-day-in-full", weekday, day, month)
    } else {
        let year = year(date);
        say!(
            language,
            "time-day-and-year-in-full",
            weekday,
            day,
            month,
            year
        )
    }
}

/// Returns the date and time, `Wed 10 Feb 2027 10:00`.
pub fn moment(date: NaiveDate, time: NaiveTime, language: Language) -> String {
    let (weekday, day, month, year) = parts(date, language);
    say!(
        language,
        "time-moment",
        weekday,
        day,
        month,
        year,
        time = oclock_in_text(time, language)
    )
}

/// Returns the date and time without the year, `Wed 10 Feb 10:00`.
pub fn moment_this_year(date: NaiveDate, time: NaiveTime, language: Language) -> String {
    let (weekday, day, month, _) = parts(date, language);
    say!(
        language,
        "time-moment-this-year",
        weekday,
        day,
        month,
        time = oclock_in_text(time, language)
    )
}

/// Returns the date and time as a field holds them, with or without the year: `Wed 10 Feb 10:00`, in German
/// `Mi 10.2. 10:00`.
pub(super) fn moment_typed(wall: NaiveDateTime, has_year: bool, language: Language) -> String {
    let date = date_typed(wall.date(), has_year, language);
    let weekday = weekday(wall.weekday(), language);
    say!(
        language,
        "time-typed",
        weekday,
        date,
        time = oclock_in_text(wall.time(), language)
    )
}

/// Returns the date as a field holds it: `10 Feb`, in German `10.2.`.
pub fn date_typed(date: NaiveDate, has_year: bool, language: Language) -> String {
    let month = say!(language, "time-typed-month", month = date.month());
    if has_year {
        say!(
            language,
            "time-typed-date",
            day = date.day(),
            month,
            year = year(date)
        )
    } else {
        say!(
            language,
            "time-typed-date-this-year",
            day = date.day(),
            month
        )
    }
}

/// Returns the date, time and zone, `Wed 10 Feb 2027 10:00 CET`, with the zone's name as passed.
pub(super) fn moment_in_zone(
    date: NaiveDate,
    time: NaiveTime,
    zone: &str,
    language: Language,
) -> String {
    let (weekday, day, month, year) = parts(date, language);
    say!(
        language,
        "time-echo",
        weekday,
        day,
        month,
        year,
        time = oclock_in_text(time, language),
        zone
    )
}

/// Returns the weekday, the day of the month, the month and the year of a date.
fn parts(date: NaiveDate, language: Language) -> (&'static str, u32, &'static str, String) {
    (
        weekday(date.weekday(), language),
        date.day(),
        month(date, language),
        year(date),
    )
}

/// Returns the time of day as it is written in a sentence: in Finnish without a leading zero, `klo 9.00`.
pub(crate) fn oclock_in_text(time: NaiveTime, language: Language) -> String {
    let text = oclock(time, language);
    match language {
        Language::Fi => text.strip_prefix('0').map_or(text.clone(), str::to_owned),
        Language::En | Language::De => text,
    }
}

/// Returns the time of day, `10:00`, with seconds only if there are any.
pub fn oclock(time: NaiveTime, language: Language) -> String {
    let colon = say!(language, "time-colon");
    let hour = time.hour();
    let minute = time.minute();
    match (time.second(), time.nanosecond()) {
        (0, 0) => format!("{hour:02}{colon}{minute:02}"),
        _ => format!("{hour:02}{colon}{minute:02}{colon}{}", time.format("%S%.f")),
    }
}

/// Returns the year of a date: four digits, or a sign and as many as needed.
pub(super) fn year(date: NaiveDate) -> String {
    date.format("%Y").to_string()
}

fn name_of_weekday(weekday: Weekday) -> &'static DayName {
    &WEEKDAYS[weekday.num_days_from_monday() as usize]
}

fn name_of_month(date: NaiveDate) -> &'static CalendarName {
    &MONTHS[date.month0() as usize]
}

/// The towns that English, German and Finnish name differently.
static TOWNS: [(Zone, MessageId); 22] = [
    (Zone::ATHENS, MessageId::new("town-athens")),
    (Zone::BELGRADE, MessageId::new("town-belgrade")),
    (Zone::BERLIN, MessageId::new("town-berlin")),
    (Zone::BRUSSELS, MessageId::new("town-brussels")),
    (Zone::BUCHAREST, MessageId::new("town-bucharest")),
    (Zone::COPENHAGEN, MessageId::new("town-copenhagen")),
    (Zone::KYIV, MessageId::new("town-kyiv")),
    (Zone::LISBON, MessageId::new("town-lisbon")),
    (Zone::LONDON, MessageId::new("town-london")),
    (Zone::LUXEMBOURG, MessageId::new("town-luxembourg")),
    (Zone::MOSCOW, MessageId::new("town-moscow")),
    (Zone::PARIS, MessageId::new("town-paris")),
    (Zone::PRAGUE, MessageId::new("town-prague")),
    (Zone::RIGA, MessageId::new("town-riga")),
    (Zone::ROME, MessageId::new("town-rome")),
    (Zone::STOCKHOLM, MessageId::new("town-stockholm")),
    (Zone::TALLINN, MessageId::new("town-tallinn")),
    (Zone::VIENNA, MessageId::new("town-vienna")),
    (Zone::VILNIUS, MessageId::new("town-vilnius")),
    (Zone::WARSAW, MessageId::new("town-warsaw")),
    (Zone::ZURICH, MessageId::new("town-zurich")),
    (Zone::TOKYO, MessageId::new("town-tokyo")),
];

/// Returns the town of a zone, by its name in the language or else by the zone's own name.
pub fn town(zone: Zone, language: Language) -> String {
    match TOWNS.iter().find(|(other, _)| *other == zone) {
        Some((_, name)) => name.text(language).to_owned(),
        None => zone
            .name()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_has_its_name_in_the_language() {
        let called = |zone| Language::ALL.map(|language| town(zone, language));
        assert_eq!(called(Zone::VIENNA), ["Vienna", "Wien", "Wien"]);
        assert_eq!(called(Zone::BERLIN), ["Berlin", "Berlin", "Berliini"]);
        assert_eq!(called(Zone::NEW_YORK), ["New York"; 3]);
        assert_eq!(called(Zone::BUENOS_AIRES), ["Buenos Aires"; 3]);
        assert_eq!(called(Zone::UTC), ["UTC"; 3]);
    }

    #[test]
    fn english_keeps_to_the_name_of_the_zone() {
        for (zone, said) in &TOWNS {
            let named = zone.name().rsplit('/').next().unwrap_or_default();
            assert_eq!(said.text(Language::En), named);
        }
    }
}
