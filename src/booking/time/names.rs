//! Days and times of day as people write them in each language.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::words::{Language, say};

/// `Mon`
const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];

/// `Jan`
const MONTHS: [&str; 12] = [
    "month-january",
    "month-february",
    "month-march",
    "month-april",
    "month-may",
    "month-june",
    "month-july",
    "month-august",
    "month-september",
    "month-october",
    "month-november",
    "month-december",
];

/// `Mon`
pub fn weekday(weekday: Weekday, language: Language) -> &'static str {
    language.text(weekday_id(weekday))
}

/// `Monday`
pub(super) fn weekday_in_full(weekday: Weekday, language: Language) -> &'static str {
    language.aside(weekday_id(weekday), "long")
}

/// `Feb`
pub fn month(date: NaiveDate, language: Language) -> &'static str {
    language.text(month_id(date))
}

/// `February`
pub fn month_in_full(date: NaiveDate, language: Language) -> &'static str {
    language.aside(month_id(date), "long")
}

/// `10 Feb 2027`
pub fn date(date: NaiveDate, language: Language) -> String {
    say!(language, "time-date", day = date.day(), month = month(date, language), year = year(date))
}

/// `Wed 10 Feb 2027`
pub fn day(date: NaiveDate, language: Language) -> String {
    say!(
        language,
        "time-day",
        weekday = weekday(date.weekday(), language),
        day = date.day(),
        month = month(date, language),
        year = year(date)
    )
}

/// `Wed 10 Feb 2027 10:00`
pub fn moment(date: NaiveDate, time: NaiveTime, language: Language) -> String {
    say!(
        language,
        "time-moment",
        weekday = weekday(date.weekday(), language),
        day = date.day(),
        month = month(date, language),
        year = year(date),
        time = oclock(time, language)
    )
}

/// `Wed 10 Feb 10:00`, where the year goes without saying.
pub fn moment_this_year(date: NaiveDate, time: NaiveTime, language: Language) -> String {
    say!(
        language,
        "time-moment-this-year",
        weekday = weekday(date.weekday(), language),
        day = date.day(),
        month = month(date, language),
        time = oclock(time, language)
    )
}

/// `Wed 10 Feb 2027 10:00 CET`, the zone's word as it is given.
pub(super) fn moment_in_zone(date: NaiveDate, time: NaiveTime, zone: &str, language: Language) -> String {
    say!(
        language,
        "time-echo",
        weekday = weekday(date.weekday(), language),
        day = date.day(),
        month = month(date, language),
        year = year(date),
        time = oclock(time, language),
        zone = zone
    )
}

/// `10:00`; with seconds only where there are some.
pub fn oclock(time: NaiveTime, language: Language) -> String {
    let colon = say!(language, "time-colon");
    let (hour, minute) = (time.hour(), time.minute());
    match (time.second(), time.nanosecond()) {
        (0, 0) => format!("{hour:02}{colon}{minute:02}"),
        _ => format!("{hour:02}{colon}{minute:02}{colon}{}", time.format("%S%.f")),
    }
}

/// Four digits, or a sign and as many as it takes.
pub(super) fn year(date: NaiveDate) -> String {
    date.format("%Y").to_string()
}

fn weekday_id(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.num_days_from_monday() as usize]
}

fn month_id(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}
