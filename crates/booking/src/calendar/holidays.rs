//! The days on which nobody is there, as an iCalendar file (RFC 5545) names them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days as DayCount, NaiveDate, NaiveTime};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event};

use crate::sanitize::sanitize;
use crate::text::grouped;
use i18n::{Language, say};

/// The most bytes of a file: some thousands of events.
const LONGEST: usize = 1 << 20;
/// The most days of one event.
const MOST_DAYS: i64 = 100;
/// The most characters of a name.
const LONGEST_NAME: usize = 60;

/// The days on which nobody is there, with their names; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, String>,
    yearly: Vec<YearlyHoliday>,
}

/// A holiday that comes back on the same day of each year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct YearlyHoliday {
    first: NaiveDate,
    last: Option<NaiveDate>,
    /// How many times it comes.
    count: Option<i32>,
    name: String,
}

/// Why a file does not tell which days are holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayMistake {
    /// The file is longer than [`Holidays::read`] takes; holds the most bytes.
    TooLong(usize),
    /// The file is no iCalendar file.
    NoCalendar,
    /// The file has no event.
    NoEvent,
    /// An event of this name has no day that can be read.
    NoDay(String),
    /// An event of this name is a part of a day.
    PartOfDay(String),
    /// An event of this name takes more days than any holiday; holds the most days.
    TooManyDays(String, i64),
    /// An event of this name repeats in another way than on the same day of each year.
    Repeats(String),
}

impl Holidays {
    /// Reads the events of an iCalendar file of at most a mebibyte: each takes whole days, once, or each year on the same
    /// day. A cancelled event is none.
    ///
    /// # Errors
    ///
    /// Returns the first mistake: a file that is half understood would leave a holiday open.
    pub fn read(text: &str) -> Result<Holidays, HolidayMistake> {
        if text.len() > LONGEST {
            return Err(HolidayMistake::TooLong(LONGEST));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_calendar = text.trim_start().starts_with("BEGIN:VCALENDAR");
        let calendar: Calendar = text.parse().map_err(|_| HolidayMistake::NoCalendar)?;
        if !is_calendar {
            return Err(HolidayMistake::NoCalendar);
        }
        let mut holidays = Holidays::default();
        let mut events = calendar
            .components
            .iter()
            .filter_map(|part| part.as_event())
            .peekable();
        if events.peek().is_none() {
            return Err(HolidayMistake::NoEvent);
        }
        for event in events {
            holidays.add(event)?;
        }
        Ok(holidays)
    }

    /// Returns the name of the holiday on a day; `None` if it is none.
    pub fn on(&self, day: NaiveDate) -> Option<&str> {
        let yearly = || self.yearly.iter().find(|one| one.is_on(day));
        let once = self.days.get(&day);
        once.or_else(|| yearly().map(|one| &one.name))
            .map(String::as_str)
    }

    /// Returns how many holidays the file names; one that comes each year counts once.
    pub fn count(&self) -> usize {
        self.days.len() + self.yearly.len()
    }

    fn add(&mut self, event: &Event) -> Result<(), HolidayMistake> {
        let is_cancelled = event
            .property_value("STATUS")
            .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
        if is_cancelled {
            return Ok(());
        }
        let name = name_of(event);
        let first = whole_day(event.get_start(), &name)?;
        // The end is exclusive; an event without one is a day long.
        let end = match event.get_end() {
            Some(end) => Some(whole_day(Some(end), &name)?),
            None => None,
        };
        let days = end.map_or(1, |end| (end - first).num_days().max(1));
        if days > MOST_DAYS {
            return Err(HolidayMistake::TooManyDays(name, MOST_DAYS));
        }
        let days = first
            .iter_days()
            .take(usize::try_from(days).unwrap_or_default());
        match event.property_value("RRULE") {
            None => self.days.extend(days.map(|day| (day, name.clone()))),
            Some(rule) => {
                let yearly = YearlyHoliday::read(first, rule, &name)
                    .ok_or_else(|| HolidayMistake::Repeats(name.clone()))?;
                let offset =
                    |day: NaiveDate| DayCount::new((day - first).num_days().unsigned_abs());
                let later = |day: NaiveDate| YearlyHoliday {
                    first: day,
                    last: yearly
                        .last
                        .and_then(|last| last.checked_add_days(offset(day))),
                    ..yearly.clone()
                };
                self.yearly.extend(days.map(later));
            }
        }
        Ok(())
    }
}

impl YearlyHoliday {
    /// Reads a rule of repetition; `None` if it is another than on the same day of each year.
    fn read(first: NaiveDate, rule: &str, name: &str) -> Option<YearlyHoliday> {
        let mut holiday = YearlyHoliday {
            first,
            last: None,
            count: None,
            name: name.to_owned(),
        };
        let mut is_yearly = false;
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=')?;
            let is_number = |number: u32| value.parse() == Ok(number);
            match key.to_ascii_uppercase().as_str() {
                "FREQ" if value.eq_ignore_ascii_case("YEARLY") => is_yearly = true,
                "INTERVAL" if is_number(1) => {}
                "BYMONTH" if is_number(first.month()) => {}
                "BYMONTHDAY" if is_number(first.day()) => {}
                "WKST" => {}
                "COUNT" => holiday.count = Some(value.parse().ok()?),
                "UNTIL" => {
                    let day = value.get(..8)?;
                    holiday.last = Some(NaiveDate::parse_from_str(day, "%Y%m%d").ok()?);
                }
                _ => return None,
            }
        }
        is_yearly.then_some(holiday)
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        let years = day.year() - self.first.year();
        (day.month(), day.day()) == (self.first.month(), self.first.day())
            && years >= 0
            && self.count.is_none_or(|count| years < count)
            && self.last.is_none_or(|last| day <= last)
    }
}

/// Returns the name of an event, harmless to show.
fn name_of(event: &Event) -> String {
    let name = event.get_summary().unwrap_or_default();
    let line = sanitize(name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    line.chars().take(LONGEST_NAME).collect()
}

/// Returns the day of one end of an event: a date, or midnight.
fn whole_day(at: Option<DatePerhapsTime>, name: &str) -> Result<NaiveDate, HolidayMistake> {
    let time = match at {
        None => return Err(HolidayMistake::NoDay(name.to_owned())),
        Some(DatePerhapsTime::Date(date)) => return Ok(date),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(time))) => time.naive_utc(),
        Some(DatePerhapsTime::DateTime(
            CalendarDateTime::Floating(time)
            | CalendarDateTime::WithTimezone {
                date_time: time, ..
            },
        )) => time,
    };
    if time.time() == NaiveTime::MIN {
        Ok(time.date())
    } else {
        Err(HolidayMistake::PartOfDay(name.to_owned()))
    }
}

impl HolidayMistake {
    /// Returns what is wrong with the file, in a sentence.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            HolidayMistake::TooLong(most) => {
                let most = grouped(*most, language);
                say!(language, "holidays-too-long", most)
            }
            HolidayMistake::NoCalendar => say!(language, "holidays-no-calendar").to_owned(),
            HolidayMistake::NoEvent => say!(language, "holidays-no-event").to_owned(),
            HolidayMistake::NoDay(name) => {
                say!(language, "holidays-no-day", name = name.as_str())
            }
            HolidayMistake::PartOfDay(name) => {
                say!(language, "holidays-part-of-day", name = name.as_str())
            }
            HolidayMistake::TooManyDays(name, most) => {
                let name = name.as_str();
                say!(language, "holidays-too-many-days", name, most = *most)
            }
            HolidayMistake::Repeats(name) => {
                say!(language, "holidays-repeat", name = name.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(events: &[&str]) -> String {
        let events: Vec<String> = events
            .iter()
            .map(|event| format!("BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n"))
            .collect();
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\n{}END:VCALENDAR\r\n",
            events.concat()
        )
    }

    fn read(event: &str) -> Result<Holidays, HolidayMistake> {
        Holidays::read(&file(&[event]))
    }

    fn on(holidays: &Holidays, day: &str) -> Option<String> {
        holidays.on(day.parse().unwrap()).map(str::to_owned)
    }

    #[test]
    fn each_event_names_its_days() {
        let text = file(&[
            "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\\, both days",
            "DTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year’s Day",
            "DTSTART:20270501T000000\r\nDTEND:20270502T000000\r\nSUMMARY:Labour Day",
            "DTSTART;VALUE=DATE:20270502\r\nSUMMARY:Off\r\nSTATUS:CANCELLED",
        ]);
        let holidays = Holidays::read(&format!("\u{feff}{text}")).unwrap();
        for day in ["2026-12-25", "2026-12-26"] {
            assert_eq!(on(&holidays, day).as_deref(), Some("Christmas, both days"));
        }
        for day in ["2026-12-24", "2026-12-27", "2027-05-02", "2028-01-01"] {
            assert_eq!(on(&holidays, day), None, "{day}");
        }
        assert_eq!(
            on(&holidays, "2027-01-01").as_deref(),
            Some("New Year’s Day")
        );
        assert_eq!(on(&holidays, "2027-05-01").as_deref(), Some("Labour Day"));
        assert_eq!(holidays.count(), 4);
    }

    #[test]
    fn one_may_come_back_each_year() {
        let christmas =
            "DTSTART;VALUE=DATE:20201225\r\nDTEND;VALUE=DATE:20201227\r\nSUMMARY:Christmas\r\n";
        let holidays = read(&format!("{christmas}RRULE:FREQ=YEARLY")).unwrap();
        for day in ["2020-12-25", "2026-12-25", "2031-12-26"] {
            assert!(on(&holidays, day).is_some(), "{day}");
        }
        assert_eq!(on(&holidays, "2019-12-25"), None);
        let until = read(&format!(
            "{christmas}RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;UNTIL=20211225"
        ));
        let until = until.unwrap();
        assert!(on(&until, "2021-12-26").is_some());
        assert_eq!(on(&until, "2022-12-25"), None);
        let twice = read(&format!("{christmas}RRULE:FREQ=YEARLY;COUNT=2")).unwrap();
        assert!(on(&twice, "2021-12-25").is_some());
        assert_eq!(on(&twice, "2022-12-25"), None);
        for rule in [
            "FREQ=WEEKLY",
            "FREQ=YEARLY;BYDAY=1MO",
            "FREQ=YEARLY;INTERVAL=2",
            "x",
        ] {
            let mistake = read(&format!("{christmas}RRULE:{rule}")).unwrap_err();
            assert_eq!(
                mistake,
                HolidayMistake::Repeats("Christmas".to_owned()),
                "{rule}"
            );
        }
    }

    #[test]
    fn a_file_that_does_not_tell_is_refused_with_the_reason() {
        let says = |text: &str| Holidays::read(text).unwrap_err().to_text(Language::En);
        assert_eq!(says(""), "This is no iCalendar file.");
        assert_eq!(says("\u{1}\u{0}\u{7f}ELF"), "This is no iCalendar file.");
        assert_eq!(
            says("BEGIN:VEVENT\nEND:VEVENT\n"),
            "This is no iCalendar file."
        );
        assert_eq!(says(&file(&[])), "No event is in it.");
        assert_eq!(says(&file(&["SUMMARY:Easter"])), "“Easter” has no day.");
        assert_eq!(
            says(&file(&["DTSTART:20270501T140000\r\nSUMMARY:Outing"])),
            "“Outing” is a part of a day; holidays are whole days."
        );
        assert_eq!(
            says(&file(&[
                "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20280101\r\nSUMMARY:Moved"
            ])),
            "“Moved” takes more than 100 days."
        );
        assert_eq!(
            says(&"x".repeat(LONGEST + 1)),
            "It is longer than 1,048,576 bytes."
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,80}", start in "[0-9TZ]{0,16}", rule in "[A-Z=;0-9]{0,20}") {
            let _ = Holidays::read(&text);
            let _ = read(&format!("DTSTART:{start}\r\nDTEND:{start}\r\nRRULE:{rule}\r\n{text}"));
        }
    }
}
