//! Holidays of a region or from an iCalendar file (RFC 5545).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, parser};
use rrule::{Frequency, RRule, RRuleSet, Unvalidated};
use zones::Zone;

use super::regions;
use crate::MOST_MISTAKES;
use crate::sanitize::sanitize;
use crate::text::grouped;
use i18n::{Language, say};

/// The most bytes of a file: some thousands of events.
const LONGEST: usize = 1 << 20;
/// The deepest nesting of a file. A calendar has three levels: itself, an event, an alarm. The parser recurses into
/// each.
const DEEPEST: usize = 16;
/// The most days of one event.
const MOST_DAYS: i64 = 100;
/// The most days of all events that repeat.
const MOST_REPEATED: usize = 50_000;
/// Events repeat up to the end of this year.
const LAST_YEAR: i32 = 2100;
/// The most characters of a name.
const LONGEST_NAME: usize = 60;

/// The days on which nobody is there, with their names; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    once: BTreeMap<NaiveDate, String>,
    repeated: BTreeMap<NaiveDate, String>,
    count: usize,
    unread: Vec<UnreadHoliday>,
}

/// A part of the file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnreadHoliday {
    mistake: HolidayMistake,
    /// The first and the last day that may be meant.
    first: NaiveDate,
    last: NaiveDate,
}

/// A day that is a holiday, or may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayFinding {
    /// The day is the holiday of this name.
    Is(String),
    /// The day may be the event of this name, which can't be read. Without a name, any part of the file may be meant.
    MayBe(Option<String>),
}

/// Why a file, or an event in it, does not show which days are holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayMistake {
    /// The file exists, but its text can't be read.
    Unread,
    /// No region has this code; holds similar codes.
    NoRegion(String, Vec<String>),
    /// The file is longer than [`Holidays::read`] takes; holds the most bytes.
    TooLong(usize),
    /// The file is nested deeper than any calendar; holds the deepest level.
    TooDeep(usize),
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
    /// An event of this name repeats by a rule that can't be read, or never comes.
    Repeats(String),
    /// An event of this name repeats so often that it can't be kept.
    TooOften(String),
    /// The events after this many mistakes were not read.
    More,
}

impl Holidays {
    /// Reads the events of an iCalendar file of at most a mebibyte. Each takes whole days, once or repeatedly by its
    /// rule up to the year 2100. Cancelled events are ignored. An event that can't be read is among the
    /// [mistakes](Holidays::mistakes), and the others count.
    ///
    /// # Errors
    ///
    /// Returns why no event of the file can be read.
    pub fn read(text: &str) -> Result<Holidays, HolidayMistake> {
        if text.len() > LONGEST {
            return Err(HolidayMistake::TooLong(LONGEST));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if depth(&parser::unfold(text)) > DEEPEST {
            return Err(HolidayMistake::TooDeep(DEEPEST));
        }
        let is_calendar = text.trim_start().starts_with("BEGIN:VCALENDAR");
        let calendar: Calendar = text.parse().map_err(|_| HolidayMistake::NoCalendar)?;
        if !is_calendar {
            return Err(HolidayMistake::NoCalendar);
        }
        let events: Vec<&Event> = calendar
            .components
            .iter()
            .filter_map(|part| part.as_event())
            .collect();
        if events.is_empty() {
            return Err(HolidayMistake::NoEvent);
        }
        let mut holidays = Holidays::default();
        for event in &events {
            if holidays.unread.len() == MOST_MISTAKES {
                holidays
                    .unread
                    .push(UnreadHoliday::any(HolidayMistake::More));
                break;
            }
            if let Err(unread) = holidays.add(event, &events) {
                holidays.unread.push(unread);
            }
        }
        Ok(holidays)
    }

    /// Returns the public holidays of a region by its code, such as `DE-BY` or `FI`, from 2020 to 2100. Mariä
    /// Himmelfahrt counts in all of Bavaria, and St Stephen's Day each year in Appenzell and Uri. Holidays of some
    /// years only, as in Neuchâtel, don't count.
    ///
    /// # Errors
    ///
    /// Returns [`HolidayMistake::NoRegion`] if there is no such region.
    pub fn of_region(code: &str) -> Result<Holidays, HolidayMistake> {
        let Some(known) = regions::holidays_of(code) else {
            let known = regions::codes_like(code);
            return Err(HolidayMistake::NoRegion(code.to_owned(), known));
        };
        Ok(Holidays {
            repeated: known.days,
            count: known.count,
            ..Holidays::default()
        })
    }

    /// Returns these holidays together with others, whose names come first.
    pub fn with(mut self, others: Holidays) -> Holidays {
        self.once.extend(others.once);
        self.repeated.extend(others.repeated);
        self.count += others.count;
        self.unread.extend(others.unread);
        self
    }

    /// Returns the holidays of a file that can't be read at all: any day may be one.
    pub fn unknown(mistake: HolidayMistake) -> Holidays {
        Holidays {
            unread: vec![UnreadHoliday::any(mistake)],
            ..Holidays::default()
        }
    }

    /// Returns the name of the holiday on a day; `None` if it is none, or is not known to be one.
    pub fn on(&self, day: NaiveDate) -> Option<&str> {
        let name = self.once.get(&day).or_else(|| self.repeated.get(&day))?;
        Some(name)
    }

    /// Returns whether a day is a holiday, or may be one; `None` if it is none.
    pub fn finding(&self, day: NaiveDate) -> Option<HolidayFinding> {
        if let Some(name) = self.on(day) {
            return Some(HolidayFinding::Is(name.to_owned()));
        }
        let unread = self
            .unread
            .iter()
            .find(|unread| (unread.first..=unread.last).contains(&day))?;
        Some(HolidayFinding::MayBe(
            unread.mistake.event().map(str::to_owned),
        ))
    }

    /// Returns how many holidays the file names; one that repeats counts once.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns what can't be read of the file.
    pub fn mistakes(&self) -> impl Iterator<Item = &HolidayMistake> {
        self.unread.iter().map(|unread| &unread.mistake)
    }

    fn add(&mut self, event: &Event, all: &[&Event]) -> Result<(), UnreadHoliday> {
        let is_cancelled = event
            .property_value("STATUS")
            .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
        if is_cancelled {
            return Ok(());
        }
        let name = name_of(event);
        let start = event.get_start();
        let Some(first) = start.as_ref().map(day_of) else {
            return Err(UnreadHoliday::any(HolidayMistake::NoDay(name)));
        };
        let rule = event.property_value("RRULE");
        let last = match (rule, event.get_end().as_ref().map(day_of)) {
            (Some(_), _) => NaiveDate::MAX,
            (None, Some(end)) => end.max(first),
            (None, None) => first,
        };
        let unread = |mistake| UnreadHoliday {
            mistake,
            first,
            last,
        };
        let ends = [start.as_ref(), event.get_end().as_ref()].map(|end| end.is_some_and(is_part));
        if ends.contains(&true) {
            return Err(unread(HolidayMistake::PartOfDay(name)));
        }
        // The end is exclusive; an event without one is a day long.
        let end = event.get_end().as_ref().map(day_of);
        let length = end.map_or(1, |end| (end - first).num_days().max(1));
        if length > MOST_DAYS {
            return Err(unread(HolidayMistake::TooManyDays(name, MOST_DAYS)));
        }
        let length = length.unsigned_abs();
        let further = dates(event, "RDATE");
        if rule.is_none() && further.is_empty() {
            for day in days_from(first, length) {
                self.once.insert(day, name.clone());
            }
            self.count += usize::try_from(length).unwrap_or_default();
            return Ok(());
        }
        let mut begins = BTreeSet::from([first]);
        begins.extend(further);
        if let Some(rule) = rule {
            let zone = start.as_ref().and_then(zone_of);
            let Some(days) = repeated(first, rule, zone) else {
                return Err(unread(HolidayMistake::Repeats(name)));
            };
            begins.extend(days);
        }
        for day in dates(event, "EXDATE").into_iter().chain(moved(event, all)) {
            begins.remove(&day);
        }
        if self.repeated.len() + begins.len() > MOST_REPEATED {
            return Err(unread(HolidayMistake::TooOften(name)));
        }
        for day in begins
            .into_iter()
            .flat_map(|begin| days_from(begin, length))
        {
            self.repeated.insert(day, name.clone());
        }
        self.count += usize::try_from(length).unwrap_or_default();
        Ok(())
    }
}

impl UnreadHoliday {
    /// Creates a part that may name any day.
    fn any(mistake: HolidayMistake) -> UnreadHoliday {
        UnreadHoliday {
            mistake,
            first: NaiveDate::MIN,
            last: NaiveDate::MAX,
        }
    }
}

/// Returns the deepest nesting of an unfolded file, as the parser would enter it.
fn depth(text: &str) -> usize {
    let begins = |line: &str, word: &str| {
        line.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let mut depth: usize = 0;
    let mut deepest = 0;
    for line in text.lines() {
        if begins(line, "BEGIN:") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if begins(line, "END:") {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
}

/// Returns the days of an event that begins on this one.
fn days_from(first: NaiveDate, length: u64) -> impl Iterator<Item = NaiveDate> {
    (0..length).filter_map(move |offset| first.checked_add_days(DayCount::new(offset)))
}

/// Returns the days on which an event begins by its rule, up to the last year; `None` if the rule can't be read, never
/// comes, or repeats within a day.
fn repeated(first: NaiveDate, rule: &str, zone: Option<Zone>) -> Option<BTreeSet<NaiveDate>> {
    let rule: RRule<Unvalidated> = with_day_of_end(rule, zone)?.parse().ok()?;
    let start = rrule::Tz::UTC.from_utc_datetime(&first.and_time(NaiveTime::MIN));
    let rule = rule.validate(start).ok()?;
    let is_by_day = matches!(
        rule.get_freq(),
        Frequency::Yearly | Frequency::Monthly | Frequency::Weekly | Frequency::Daily
    );
    let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31)?;
    if !is_by_day {
        return None;
    }
    let mut days = BTreeSet::new();
    for at in &RRuleSet::new(start).rrule(rule).limit() {
        let day = at.date_naive();
        if day > last || days.len() > MOST_REPEATED {
            break;
        }
        days.insert(day);
    }
    (!days.is_empty()).then_some(days)
}

/// Returns the rule with the day of its end, included, in place of an instant. Days are read as midnights in UTC, so
/// that no change of clocks moves them.
fn with_day_of_end(rule: &str, zone: Option<Zone>) -> Option<String> {
    let mut parts = Vec::new();
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some((key, value)) if key.eq_ignore_ascii_case("UNTIL") => {
                let day = day_of_end(value, zone)?;
                parts.push(format!("UNTIL={}T000000Z", day.format("%Y%m%d")));
            }
            _ => parts.push(part.to_owned()),
        }
    }
    Some(parts.join(";"))
}

fn day_of_end(value: &str, zone: Option<Zone>) -> Option<NaiveDate> {
    if let Ok(day) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return Some(day);
    }
    let time = NaiveDateTime::parse_from_str(value.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok()?;
    match zone {
        Some(zone) if value.ends_with('Z') => {
            Some(time.and_utc().with_timezone(&zone).date_naive())
        }
        _ => Some(time.date()),
    }
}

/// Returns the days that all properties of this name list.
fn dates(event: &Event, name: &str) -> Vec<NaiveDate> {
    let one = event.properties().get(name).into_iter();
    let several = event.multi_properties().get(name).into_iter().flatten();
    one.chain(several)
        .flat_map(|property| property.value().split(','))
        .filter_map(|value| NaiveDate::parse_from_str(value.get(..8)?, "%Y%m%d").ok())
        .collect()
}

/// Returns the days of a repeated event that have an event of their own in the file.
fn moved(event: &Event, all: &[&Event]) -> Vec<NaiveDate> {
    let Some(id) = event.get_uid() else {
        return Vec::new();
    };
    all.iter()
        .filter(|other| other.get_uid() == Some(id))
        .filter_map(|other| other.get_recurrence_id().as_ref().map(day_of))
        .collect()
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

/// Returns a time without its zone.
fn local(time: &DatePerhapsTime) -> NaiveDateTime {
    match time {
        DatePerhapsTime::Date(date) => date.and_time(NaiveTime::MIN),
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(time)) => time.naive_utc(),
        DatePerhapsTime::DateTime(
            CalendarDateTime::Floating(time)
            | CalendarDateTime::WithTimezone {
                date_time: time, ..
            },
        ) => *time,
    }
}

fn day_of(time: &DatePerhapsTime) -> NaiveDate {
    local(time).date()
}

/// Returns whether a time is neither a date nor midnight.
fn is_part(time: &DatePerhapsTime) -> bool {
    local(time).time() != NaiveTime::MIN
}

/// Returns the zone that a time names, if it is in the database.
fn zone_of(time: &DatePerhapsTime) -> Option<Zone> {
    match time {
        DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { tzid, .. }) => tzid.parse().ok(),
        _ => None,
    }
}

impl HolidayMistake {
    /// Returns the name of the event that can't be read; `None` if it has none, or if the mistake is not in one event.
    fn event(&self) -> Option<&str> {
        let name = match self {
            HolidayMistake::NoDay(name)
            | HolidayMistake::PartOfDay(name)
            | HolidayMistake::TooManyDays(name, _)
            | HolidayMistake::Repeats(name)
            | HolidayMistake::TooOften(name) => name,
            HolidayMistake::Unread
            | HolidayMistake::NoRegion(..)
            | HolidayMistake::TooLong(_)
            | HolidayMistake::TooDeep(_)
            | HolidayMistake::NoCalendar
            | HolidayMistake::NoEvent
            | HolidayMistake::More => return None,
        };
        (!name.is_empty()).then_some(name)
    }

    /// Returns the message about what is wrong with the file.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            HolidayMistake::TooLong(most) => {
                let most = grouped(*most, language);
                say!(language, "holidays-too-long", most)
            }
            HolidayMistake::Unread => say!(language, "holidays-unread").to_owned(),
            HolidayMistake::NoRegion(code, known) => {
                let known = known.join(", ");
                say!(language, "holidays-no-region", code = code.as_str(), known)
            }
            HolidayMistake::TooDeep(most) => say!(language, "holidays-too-deep", most = *most),
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
            HolidayMistake::TooOften(name) => {
                say!(language, "holidays-too-often", name = name.as_str())
            }
            HolidayMistake::More => say!(language, "holidays-more").to_owned(),
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
        let but_one = read(&format!(
            "{christmas}RRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20221225"
        ));
        let but_one = but_one.unwrap();
        assert_eq!(on(&but_one, "2022-12-25"), None);
        assert!(on(&but_one, "2023-12-25").is_some());
    }

    #[test]
    fn a_rule_names_a_weekday_a_place_in_the_month_or_the_end_of_one() {
        let rules = [
            (
                "20201126",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                "2026-11-26",
                "2026-11-19",
            ),
            (
                "20200525",
                "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
                "2027-05-31",
                "2027-05-24",
            ),
            (
                "20200120",
                "FREQ=YEARLY;BYDAY=MO;BYMONTH=1;BYSETPOS=3",
                "2027-01-18",
                "2027-01-11",
            ),
            (
                "20200101",
                "FREQ=WEEKLY;BYDAY=WE",
                "2026-12-02",
                "2026-12-03",
            ),
            (
                "20200131",
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "2027-02-28",
                "2027-02-27",
            ),
            (
                "20201225",
                "FREQ=YEARLY;INTERVAL=2",
                "2026-12-25",
                "2027-12-25",
            ),
            (
                "20200220",
                "FREQ=YEARLY;BYYEARDAY=51;COUNT=3",
                "2022-02-20",
                "2023-02-20",
            ),
        ];
        for (start, rule, day, other) in rules {
            let event = format!("DTSTART;VALUE=DATE:{start}\r\nSUMMARY:Off\r\nRRULE:{rule}");
            let holidays = read(&event).unwrap();
            assert_eq!(holidays.mistakes().count(), 0, "{rule}");
            assert_eq!(on(&holidays, day).as_deref(), Some("Off"), "{rule}");
            assert_eq!(on(&holidays, other), None, "{rule}");
            assert_eq!(holidays.count(), 1);
        }
    }

    #[test]
    fn the_end_of_a_rule_is_a_day_on_the_calendars_own_clock() {
        let event = "DTSTART;TZID=Europe/Berlin:20201225T000000\r\nDTEND;TZID=Europe/Berlin:20201226T000000\r\n\
             SUMMARY:Christmas\r\nRRULE:FREQ=YEARLY;UNTIL=20221224T230000Z";
        let holidays = read(event).unwrap();
        assert!(on(&holidays, "2022-12-25").is_some());
        assert_eq!(on(&holidays, "2023-12-25"), None);
    }

    #[test]
    fn one_of_a_row_that_has_an_event_of_its_own_counts_there() {
        let holidays = Holidays::read(&file(&[
            "UID:1\r\nDTSTART;VALUE=DATE:20201126\r\nSUMMARY:Outing\r\nRRULE:FREQ=YEARLY",
            "UID:1\r\nRECURRENCE-ID;VALUE=DATE:20261126\r\nDTSTART;VALUE=DATE:20261203\r\nSUMMARY:Outing",
        ]));
        let holidays = holidays.unwrap();
        assert_eq!(on(&holidays, "2026-11-26"), None);
        for day in ["2025-11-26", "2026-12-03", "2027-11-26"] {
            assert!(on(&holidays, day).is_some(), "{day}");
        }
    }

    #[test]
    fn an_event_that_can_not_be_read_is_named_and_the_others_count() {
        let christmas = "DTSTART;VALUE=DATE:20201225\r\nSUMMARY:Christmas\r\nRRULE:FREQ=YEARLY";
        let of = |event: &str| Holidays::read(&file(&[event, christmas])).unwrap();
        let finding = |holidays: &Holidays, day: &str| holidays.finding(day.parse().unwrap());
        let may_be = |name: &str| Some(HolidayFinding::MayBe(Some(name.to_owned())));
        for rule in [
            "FREQ=HOURLY",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYDAY=9XX",
            "x",
        ] {
            let event = format!("DTSTART;VALUE=DATE:20261126\r\nSUMMARY:Outing\r\nRRULE:{rule}");
            let holidays = of(&event);
            let mistakes: Vec<_> = holidays.mistakes().cloned().collect();
            assert_eq!(
                mistakes,
                [HolidayMistake::Repeats("Outing".to_owned())],
                "{rule}"
            );
            let christmas = HolidayFinding::Is("Christmas".to_owned());
            assert_eq!(finding(&holidays, "2026-12-25"), Some(christmas));
            assert_eq!(finding(&holidays, "2026-11-25"), None, "before it begins");
            assert_eq!(finding(&holidays, "2027-03-01"), may_be("Outing"));
        }
        let half = of("DTSTART:20261224T120000\r\nDTEND:20261224T180000\r\nSUMMARY:Closing early");
        assert_eq!(finding(&half, "2026-12-24"), may_be("Closing early"));
        assert_eq!(finding(&half, "2026-12-23"), None);
        let somewhen = of("SUMMARY:Easter");
        assert_eq!(finding(&somewhen, "2027-03-28"), may_be("Easter"));
        let nothing = Holidays::unknown(HolidayMistake::NoCalendar);
        assert_eq!(
            finding(&nothing, "2027-03-28"),
            Some(HolidayFinding::MayBe(None))
        );
    }

    #[test]
    fn a_file_of_rules_that_never_come_is_left_soon() {
        let never =
            "DTSTART;VALUE=DATE:20261126\r\nSUMMARY:x\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30";
        let holidays = Holidays::read(&file(&vec![never; 5_000])).unwrap();
        assert_eq!(holidays.mistakes().count(), MOST_MISTAKES + 1);
        assert_eq!(holidays.mistakes().last(), Some(&HolidayMistake::More));
        let daily = "DTSTART;VALUE=DATE:20261126\r\nSUMMARY:x\r\nRRULE:FREQ=DAILY";
        let holidays = Holidays::read(&file(&[daily, daily, daily])).unwrap();
        let often = HolidayMistake::TooOften("x".to_owned());
        assert_eq!(holidays.mistakes().last(), Some(&often));
    }

    #[test]
    fn parts_that_lie_in_one_another_without_end_are_no_calendar() {
        let mut deep = "BEGIN:VCALENDAR\r\n".to_owned();
        deep += &"begin:X\r\n".repeat(10_000);
        assert_eq!(Holidays::read(&deep), Err(HolidayMistake::TooDeep(DEEPEST)));
        for folded in ["be\r\n gin", "be\n\tgin", "\nbegin"] {
            let folded = deep.replace("begin", folded);
            assert_eq!(
                Holidays::read(&folded),
                Err(HolidayMistake::TooDeep(DEEPEST))
            );
        }
        let folded_twice = deep.replace("begin", "be\n\r\n  gin");
        assert_eq!(
            Holidays::read(&folded_twice),
            Err(HolidayMistake::NoCalendar)
        );
        let beside = "BEGIN:X-PART\r\nEND:X-PART\r\n".repeat(2_000);
        let event = "DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas";
        let wide = file(&[event]).replace("END:VCALENDAR", &format!("{beside}END:VCALENDAR"));
        assert!(on(&Holidays::read(&wide).unwrap(), "2026-12-25").is_some());
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
        let says = |text: &str| {
            let holidays = Holidays::read(text);
            let mistake = match &holidays {
                Ok(holidays) => holidays.mistakes().next().unwrap(),
                Err(mistake) => mistake,
            };
            mistake.to_text(Language::En)
        };
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
        fn no_text_panics(text in ".{0,80}", start in "[0-9TZ]{0,16}", rule in "[A-Z=;0-9]{0,20}",
            freq in "YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY",
            parts in "(;(INTERVAL|COUNT|BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|BYDAY|BYHOUR|WKST|UNTIL)=(-?[0-9]{1,5}|[0-9]{1,2}MO|-1FR|SU|[0-9]{8}T[0-9]{6}Z?)){0,3}") {
            let _ = Holidays::read(&text);
            let _ = read(&format!("DTSTART:{start}\r\nDTEND:{start}\r\nRRULE:{rule}\r\n{text}"));
            let _ = read(&format!("DTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ={freq}{parts}"));
        }
    }
}
