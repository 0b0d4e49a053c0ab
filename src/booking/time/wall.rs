//! Between a wall clock in a zone and the line of instants: most wall clocks happen once, some twice, some
//! never.

use chrono::{
    DateTime, Datelike, DurationRound, MappedLocalTime, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone, Utc,
};
use chrono_tz::{GapInfo, OffsetName, Tz};

use crate::i18n::{Language, Said};

/// Where a wall clock lands on the line of instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::booking) enum Landing {
    /// It happens once.
    Once(DateTime<Utc>),
    /// The clocks went back over it: it happens twice, the earlier instant first.
    Twice(DateTime<Utc>, DateTime<Utc>),
    /// The clocks skip it; the instant is the one at which they jump, the first after the gap.
    Never(DateTime<Utc>),
}

impl Landing {
    /// The instants at which the wall clock is shown.
    pub(super) fn instants(self) -> Vec<DateTime<Utc>> {
        match self {
            Self::Once(once) => vec![once],
            Self::Twice(first, second) => vec![first, second],
            Self::Never(_) => Vec::new(),
        }
    }

    /// The first moment at which the clock shows that time or, where it never does, a later one.
    pub(in crate::booking) fn first(self) -> DateTime<Utc> {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) | Self::Never(moment) => moment,
        }
    }

    /// The last such moment.
    pub(in crate::booking) fn last(self) -> DateTime<Utc> {
        match self {
            Self::Once(moment) | Self::Twice(_, moment) | Self::Never(moment) => moment,
        }
    }
}

/// Where `wall` lands in `zone`; `None` beyond the ends of the calendar.
pub(in crate::booking) fn land(wall: NaiveDateTime, zone: Tz) -> Option<Landing> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(once) => Some(Landing::Once(once.to_utc())),
        MappedLocalTime::Ambiguous(first, second) => Some(Landing::Twice(first.to_utc(), second.to_utc())),
        MappedLocalTime::None => {
            let (gap_begins, offset_before) = GapInfo::new(&wall, &zone)?.begin?;
            Some(Landing::Never(gap_begins.checked_sub_offset(offset_before.fix())?.and_utc()))
        }
    }
}

/// A change of the clocks, by what they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Where the clocks change.
    pub(super) zone: Tz,
    /// What they would show, had they not been changed.
    pub(super) from: NaiveTime,
    /// What they show instead.
    pub(super) to: NaiveTime,
}

impl Jump {
    pub(super) fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        let before = seen(at - TimeDelta::seconds(1), zone).naive_local();
        Self { zone, from: (before + TimeDelta::seconds(1)).time(), to: seen(at, zone).time() }
    }
}

/// The moment at which the clocks go back over the wall clock that they show at both of these.
pub(super) fn jump_between([first, second]: [DateTime<Utc>; 2], zone: Tz) -> DateTime<Utc> {
    let offset = |at: DateTime<Utc>| seen(at, zone).offset().fix();
    let (mut before, mut after) = (first, second);
    while after - before > TimeDelta::seconds(1) {
        let between = before + (after - before) / 2;
        if offset(between) == offset(first) { before = between } else { after = between }
    }
    after.duration_round(TimeDelta::seconds(1)).unwrap_or(after)
}

/// The last whole minute before the clocks jump, and the moment they have jumped.
pub(super) fn neighbours(jump: DateTime<Utc>) -> [DateTime<Utc>; 2] {
    [jump.checked_sub_signed(TimeDelta::minutes(1)).unwrap_or(jump), jump]
}

/// The instant as the zone's wall clock shows it. In the calendar's first and last hours, where that clock
/// would need a year that doesn't exist, as UTC shows it.
pub(in crate::booking) fn seen(instant: DateTime<Utc>, zone: Tz) -> DateTime<Tz> {
    let local = instant.with_timezone(&zone);
    match instant.naive_utc().checked_add_offset(local.offset().fix()) {
        Some(_) => local,
        None => instant.with_timezone(&Tz::UTC),
    }
}

/// Whether the year has four digits in UTC: more can neither be typed nor sent.
pub(super) fn is_writable(instant: DateTime<Utc>) -> bool {
    (0..=9999).contains(&instant.year())
}

/// The clocks that not every language calls as the database does.
static CLOCKS: [(&str, Said); 6] = [
    ("CET", Said::new("clock-cet")),
    ("CEST", Said::new("clock-cest")),
    ("EET", Said::new("clock-eet")),
    ("EEST", Said::new("clock-eest")),
    ("WET", Said::new("clock-wet")),
    ("WEST", Said::new("clock-west")),
];

/// What the zone's clock is called then: `CET`, `MEZ`; `+05:30` where the database has only a number for a name.
pub(super) fn zone_word(local: &DateTime<Tz>, language: Language) -> String {
    let Some(name) = local.offset().abbreviation().filter(|name| name.starts_with(char::is_alphabetic))
    else {
        return local.offset().fix().to_string();
    };
    let said = CLOCKS.iter().find(|(known, _)| *known == name);
    said.map_or(name, |(_, said)| said.text(language)).to_owned()
}

/// Whether the zone's clock is called so then, in any language.
pub(super) fn is_called(local: &DateTime<Tz>, name: &str) -> bool {
    Language::ALL.into_iter().any(|language| zone_word(local, language).eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn wall(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_doubled_hour_lands_twice_the_earlier_first() {
        let landing = land(wall(2027, 10, 31, 2, 30), Tz::Europe__Berlin);
        assert_eq!(landing, Some(Landing::Twice(utc("2027-10-31T00:30:00Z"), utc("2027-10-31T01:30:00Z"))));
    }

    #[test]
    fn a_skipped_hour_knows_the_moment_of_the_jump() {
        let landing = land(wall(2027, 3, 28, 2, 30), Tz::Europe__Berlin);
        assert_eq!(landing, Some(Landing::Never(utc("2027-03-28T01:00:00Z"))));
    }

    #[test]
    fn the_zone_word_is_a_number_where_the_database_has_no_name() {
        let instant = utc("2027-02-10T09:00:00Z");
        let word = |zone| zone_word(&seen(instant, zone), Language::En);
        assert_eq!(word(Tz::Europe__Berlin), "CET");
        assert_eq!(word(Tz::UTC), "UTC");
        assert_eq!(word(Tz::Asia__Kolkata), "IST");
        assert_eq!(word(Tz::America__Sao_Paulo), "-03:00");
        assert_eq!(word(Tz::Australia__Lord_Howe), "+11:00");
        assert_eq!(word(Tz::Asia__Kathmandu), "+05:45");
    }

    #[test]
    fn german_has_names_of_its_own_for_the_clocks_of_europe() {
        let words = |instant, language| {
            [Tz::Europe__Berlin, Tz::Europe__Helsinki, Tz::Europe__Lisbon, Tz::Europe__London]
                .map(|zone| zone_word(&seen(utc(instant), zone), language))
        };
        let (winter, summer) = ("2027-02-10T09:00:00Z", "2027-07-10T09:00:00Z");
        assert_eq!(words(winter, Language::De), ["MEZ", "OEZ", "WEZ", "GMT"]);
        assert_eq!(words(summer, Language::De), ["MESZ", "OESZ", "WESZ", "BST"]);
        assert_eq!(words(winter, Language::Fi), ["CET", "EET", "WET", "GMT"]);
        assert_eq!(words(summer, Language::En), ["CEST", "EEST", "WEST", "BST"]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_seen_in_utc_instead_of_panicking() {
        assert_eq!(seen(DateTime::<Utc>::MAX_UTC, Tz::Asia__Tokyo).timezone(), Tz::UTC);
        assert_eq!(seen(DateTime::<Utc>::MIN_UTC, Tz::America__New_York).timezone(), Tz::UTC);
        assert_eq!(seen(DateTime::<Utc>::MAX_UTC, Tz::America__New_York).timezone(), Tz::America__New_York);
    }
}
