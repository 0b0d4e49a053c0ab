//! The public holidays of regions that speak the languages of the interface: the states of Germany and Austria, the
//! cantons of Switzerland, the parts of the United Kingdom, Finland, Ireland, and the United States (federal ones
//! only). `assets/holidays.txt` names them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

const TABLE: &str = include_str!("../../../../assets/holidays.txt");

/// The years with known holidays.
const YEARS: RangeInclusive<i32> = 2020..=2100;

/// When a holiday is.
#[derive(Clone, Copy, Debug)]
enum HolidayRule {
    /// On this day of this month.
    On(MonthDay),
    /// On this day of one year.
    Once(NaiveDate),
    /// This many days after Easter Sunday.
    Easter(i64),
    /// On the first weekday of this name on or after this day.
    First(Weekday, MonthDay),
    /// On 1 February if that is a Friday, else on the first Monday of February.
    SaintBrigid,
    /// On the first Thursday of April, or a week later if that is in Holy Week.
    NaefelsRide,
}

/// A day of every year.
#[derive(Clone, Copy, Debug)]
struct MonthDay {
    month: u32,
    day: u32,
}

/// What happens when a fixed day falls on a weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnWeekend {
    /// Nothing.
    Stays,
    /// The next working day is free, too.
    NextDay,
    /// The Friday before, or the Monday after, is free, too.
    NearestDay,
}

/// A holiday of a country.
struct PublicHoliday {
    name: &'static str,
    rule: HolidayRule,
    /// The parts of the country that have it; empty for all.
    parts: &'static str,
}

/// The holidays of a country.
struct HolidayCountry {
    code: &'static str,
    /// The codes of its parts, in which some days differ.
    parts: &'static str,
    on_weekend: OnWeekend,
    holidays: Vec<PublicHoliday>,
}

/// The holidays of a region, by their days.
pub(super) struct RegionHolidays {
    /// The days with their names.
    pub(super) days: BTreeMap<NaiveDate, String>,
    /// How many holidays there are in a year.
    pub(super) count: usize,
}

/// Returns the holidays of a region: a country (`FI`), or a country and a part of it (`DE-BY`), in any case. A country
/// with parts has the holidays that all of them share. `None` if the region is unknown.
pub(super) fn holidays_of(region: &str) -> Option<RegionHolidays> {
    let region = region.to_uppercase();
    let mut codes = region.split('-');
    let code = codes.next()?;
    let part = codes.next();
    let country = countries()
        .into_iter()
        .find(|country| country.code == code)?;
    if codes.next().is_some() || part.is_some_and(|part| !has_word(country.parts, part)) {
        return None;
    }
    let is_there = |holiday: &&PublicHoliday| {
        let parts = holiday.parts;
        parts.is_empty() || part.is_some_and(|part| has_word(parts, part))
    };
    let holidays: Vec<&PublicHoliday> = country.holidays.iter().filter(is_there).collect();
    let mut days = BTreeMap::new();
    for year in YEARS {
        for holiday in &holidays {
            if let Some(day) = holiday.rule.day_in(year) {
                days.insert(day, holiday.name.to_owned());
            }
        }
    }
    for (day, holiday) in fixed_days(&holidays) {
        if let Some(instead) = country.on_weekend.day_instead(day, &days) {
            days.entry(instead)
                .or_insert_with(|| holiday.name.to_owned());
        }
    }
    Some(RegionHolidays {
        days,
        count: holidays.len(),
    })
}

/// Returns the holidays on a fixed day, in order.
fn fixed_days<'a>(holidays: &[&'a PublicHoliday]) -> Vec<(NaiveDate, &'a PublicHoliday)> {
    let mut fixed = Vec::new();
    for holiday in holidays {
        if let HolidayRule::On(_) = holiday.rule {
            let days = YEARS.filter_map(|year| holiday.rule.day_in(year));
            fixed.extend(days.map(|day| (day, *holiday)));
        }
    }
    fixed.sort_by_key(|(day, _)| *day);
    fixed
}

/// Returns the codes that a wrong one may mean: the parts of its country, else the countries.
pub(super) fn codes_like(code: &str) -> Vec<String> {
    let code = code.to_uppercase();
    let countries = countries();
    let country = countries
        .iter()
        .find(|country| code.starts_with(country.code));
    match country {
        Some(country) => country.codes(),
        None => countries
            .iter()
            .map(|country| country.code.to_owned())
            .collect(),
    }
}

/// Returns whether a text looks like a region's code, known or not: two letters, and perhaps a part of up to three
/// letters or digits.
pub fn is_like_region(text: &str) -> bool {
    let (country, part) = text.split_once('-').unwrap_or((text, "X"));
    let is_part =
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic()) && is_part
}

/// Reads the table. A test reads each of its lines.
fn countries() -> Vec<HolidayCountry> {
    let mut countries: Vec<HolidayCountry> = Vec::new();
    for line in table_lines() {
        if let Some(country) = HolidayCountry::read(line) {
            countries.push(country);
        } else if let Some(holiday) = PublicHoliday::read(line)
            && let Some(country) = countries.last_mut()
        {
            country.holidays.push(holiday);
        }
    }
    countries
}

fn table_lines() -> impl Iterator<Item = &'static str> {
    TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|other| other == word)
}

impl HolidayCountry {
    fn read(line: &'static str) -> Option<HolidayCountry> {
        let mut words = line.strip_prefix("country ")?.splitn(3, ' ');
        let code = words.next()?;
        let on_weekend = match words.next()? {
            "stays" => OnWeekend::Stays,
            "next" => OnWeekend::NextDay,
            "nearest" => OnWeekend::NearestDay,
            _ => return None,
        };
        Some(HolidayCountry {
            code,
            parts: words.next().unwrap_or_default(),
            on_weekend,
            holidays: Vec::new(),
        })
    }

    /// Returns the codes of its parts, or its own if it has none.
    fn codes(&self) -> Vec<String> {
        let parts: Vec<String> = self
            .parts
            .split_whitespace()
            .map(|part| format!("{}-{part}", self.code))
            .collect();
        if parts.is_empty() {
            vec![self.code.to_owned()]
        } else {
            parts
        }
    }
}

impl PublicHoliday {
    fn read(line: &'static str) -> Option<PublicHoliday> {
        let (rule, named) = line.split_once(' ')?;
        let (name, parts) = named.split_once(" / ").unwrap_or((named, ""));
        Some(PublicHoliday {
            name,
            rule: HolidayRule::read(rule)?,
            parts,
        })
    }
}

impl MonthDay {
    fn read(text: &str) -> Option<MonthDay> {
        let (month, day) = text.split_once('-')?;
        Some(MonthDay {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        })
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

impl HolidayRule {
    fn read(text: &str) -> Option<HolidayRule> {
        if let Some(days) = text.strip_prefix("easter") {
            return Some(HolidayRule::Easter(days.parse().ok()?));
        }
        if let Some((weekday, from)) = text.split_once(':') {
            let weekday = weekday.parse().ok()?;
            return Some(HolidayRule::First(weekday, MonthDay::read(from)?));
        }
        match text {
            "brigid" => Some(HolidayRule::SaintBrigid),
            "ride" => Some(HolidayRule::NaefelsRide),
            day => match day.parse() {
                Ok(day) => Some(HolidayRule::Once(day)),
                Err(_) => Some(HolidayRule::On(MonthDay::read(day)?)),
            },
        }
    }

    fn day_in(self, year: i32) -> Option<NaiveDate> {
        match self {
            HolidayRule::On(day) => day.in_year(year),
            HolidayRule::Once(day) => (day.year() == year).then_some(day),
            HolidayRule::Easter(days) => easter(year)?.checked_add_signed(TimeDelta::days(days)),
            HolidayRule::First(weekday, from) => first(weekday, from.in_year(year)?),
            HolidayRule::SaintBrigid => {
                let february = NaiveDate::from_ymd_opt(year, 2, 1)?;
                match february.weekday() {
                    Weekday::Fri => Some(february),
                    _ => first(Weekday::Mon, february),
                }
            }
            HolidayRule::NaefelsRide => {
                let ride = first(Weekday::Thu, NaiveDate::from_ymd_opt(year, 4, 1)?)?;
                let maundy_thursday = easter(year)?.checked_sub_days(Days::new(3))?;
                let weeks = if ride == maundy_thursday { 1 } else { 0 };
                ride.checked_add_days(Days::new(7 * weeks))
            }
        }
    }
}

/// Returns the first such weekday on or after a day.
fn first(weekday: Weekday, from: NaiveDate) -> Option<NaiveDate> {
    from.iter_days()
        .take(7)
        .find(|day| day.weekday() == weekday)
}

impl OnWeekend {
    /// Returns the working day that is also free because a holiday falls on a weekend.
    fn day_instead(
        self,
        day: NaiveDate,
        holidays: &BTreeMap<NaiveDate, String>,
    ) -> Option<NaiveDate> {
        let is_on_weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if !is_on_weekend(day) {
            return None;
        }
        match self {
            OnWeekend::Stays => None,
            OnWeekend::NextDay => {
                let mut next = day.iter_days().skip(1);
                next.find(|next| !is_on_weekend(*next) && !holidays.contains_key(next))
            }
            OnWeekend::NearestDay if day.weekday() == Weekday::Sat => day.pred_opt(),
            OnWeekend::NearestDay => day.succ_opt(),
        }
    }
}

/// Returns Easter Sunday of a year by the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let century = year / 100;
    let rest = year % 100;
    let correction = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let month = u32::try_from(days / 31).ok()?;
    let day = u32::try_from(days % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The holidays of each region in some years, except Sundays, computed by python-holidays 0.108, with the
    /// differences that `Holidays::of_region` names.
    const BY_OTHERS: &str = include_str!("regions_by_others.txt");

    #[test]
    fn every_region_has_the_days_that_others_know() {
        let mut regions: Vec<String> = countries().iter().flat_map(HolidayCountry::codes).collect();
        for line in BY_OTHERS.lines() {
            let mut words = line.split(' ');
            let region = words.next().expect("a region");
            let year: i32 = words.next().expect("a year").parse().expect("a number");
            let expected: Vec<&str> = words.collect();
            let known = holidays_of(region).expect(region);
            let days = known
                .days
                .keys()
                .filter(|day| day.year() == year && day.weekday() != Weekday::Sun);
            let days: Vec<String> = days.map(|day| day.format("%m%d").to_string()).collect();
            assert_eq!(days, expected, "{region} {year}");
            regions.retain(|other| other != region);
        }
        assert_eq!(regions, [""; 0], "each is compared");
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let read = |line: &&'static str| {
            HolidayCountry::read(line).is_some() || PublicHoliday::read(line).is_some()
        };
        let unread: Vec<&str> = table_lines().filter(|line| !read(line)).collect();
        assert_eq!(unread, [""; 0]);
        assert_eq!(countries().len(), 7);
    }

    #[test]
    fn a_region_is_known_in_any_case_and_a_country_has_what_all_of_it_has() {
        let name = |region: &str, day: &str| {
            let known = holidays_of(region)?;
            known.days.get(&day.parse().unwrap()).cloned()
        };
        assert_eq!(name("de-by", "2027-05-27").as_deref(), Some("Fronleichnam"));
        assert_eq!(name("DE", "2027-05-27"), None);
        assert_eq!(name("DE", "2027-03-26").as_deref(), Some("Karfreitag"));
        assert_eq!(
            name("GB-ENG", "2027-12-27").as_deref(),
            Some("Christmas Day")
        );
        for unknown in ["DE-XX", "XX", "", "FI-1", "DE-"] {
            assert!(holidays_of(unknown).is_none(), "{unknown}");
        }
        assert!(is_like_region("DE-XX") && is_like_region("fi") && !is_like_region("by.ics"));
        assert!(!is_like_region("") && !is_like_region("holidays"));
    }
}
