//! Converts between local times in a zone and instants: most local times happen once, some twice, some never.

use chrono::{
    DateTime, Datelike, DurationRound, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime,
    Offset, TimeDelta, TimeZone, Utc,
};
use zones::Zone;

use i18n::{Language, MessageId};

/// The instants of a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landing {
    /// The local time happens once.
    Once(DateTime<Utc>),
    /// The clocks go back over it: it happens twice, the earlier instant first.
    Twice(DateTime<Utc>, DateTime<Utc>),
    /// The clocks skip it; holds the instant of the jump, the first after the gap.
    Never(DateTime<Utc>),
}

impl Landing {
    /// Returns the instants with this local time.
    pub(super) fn instants(self) -> Vec<DateTime<Utc>> {
        match self {
            Self::Once(once) => vec![once],
            Self::Twice(first, second) => vec![first, second],
            Self::Never(_) => Vec::new(),
        }
    }

    /// Returns the first instant with this local time or, if it never happens, the end of the gap.
    pub(crate) fn first(self) -> DateTime<Utc> {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) | Self::Never(moment) => moment,
        }
    }

    /// Returns the last instant with this local time or, if it never happens, the end of the gap.
    pub(crate) fn last(self) -> DateTime<Utc> {
        match self {
            Self::Once(moment) | Self::Twice(_, moment) | Self::Never(moment) => moment,
        }
    }
}

/// Returns the instants of `wall` in `zone`; `None` beyond the ends of the calendar.
pub(crate) fn land(wall: NaiveDateTime, zone: Zone) -> Option<Landing> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(once) => Some(Landing::Once(once.to_utc())),
        MappedLocalTime::Ambiguous(first, second) => {
            Some(Landing::Twice(first.to_utc(), second.to_utc()))
        }
        MappedLocalTime::None => Some(Landing::Never(zone.jump_over(wall)?)),
    }
}

/// Returns the first moment of a day in a zone: midnight, or the time to which the clocks go forward at midnight (in
/// 2018 a day in São Paulo began at 01:00). `None` at the ends of the calendar.
pub fn midnight(date: NaiveDate, zone: Zone) -> Option<DateTime<Utc>> {
    Some(land(date.and_time(NaiveTime::MIN), zone)?.first())
}

/// A change of the clocks, in local times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The zone.
    pub(super) zone: Zone,
    /// The local time without the change.
    pub(super) from: NaiveTime,
    /// The local time after the change.
    pub(super) to: NaiveTime,
}

impl Jump {
    pub(super) fn new(at: DateTime<Utc>, zone: Zone) -> Self {
        let before = seen(at - TimeDelta::seconds(1), zone).naive_local();
        Self {
            zone,
            from: (before + TimeDelta::seconds(1)).time(),
            to: seen(at, zone).time(),
        }
    }
}

/// Returns the moment at which the clocks go back, between two instants with the same local time.
pub(super) fn jump_between([first, second]: [DateTime<Utc>; 2], zone: Zone) -> DateTime<Utc> {
    let offset = |at: DateTime<Utc>| seen(at, zone).offset().fix();
    let mut before = first;
    let mut after = second;
    while after - before > TimeDelta::seconds(1) {
        let between = before + (after - before) / 2;
        if offset(between) == offset(first) {
            before = between
        } else {
            after = between
        }
    }
    after.duration_round(TimeDelta::seconds(1)).unwrap_or(after)
}

/// Returns the last whole minute before the clocks jump, and the moment of the jump.
pub(super) fn neighbours(jump: DateTime<Utc>) -> [DateTime<Utc>; 2] {
    [
        jump.checked_sub_signed(TimeDelta::minutes(1))
            .unwrap_or(jump),
        jump,
    ]
}

/// Returns the instant in the zone's local time. In the calendar's first and last hours, whose local year
/// doesn't exist, returns it in UTC.
pub(crate) fn seen(instant: DateTime<Utc>, zone: Zone) -> DateTime<Zone> {
    let local = instant.with_timezone(&zone);
    match instant.naive_utc().checked_add_offset(local.offset().fix()) {
        Some(_) => local,
        None => instant.with_timezone(&Zone::UTC),
    }
}

/// Returns whether the year has four digits in UTC: more can neither be typed nor sent.
pub(super) fn is_writable(instant: DateTime<Utc>) -> bool {
    (0..=9999).contains(&instant.year())
}

/// The names of local times that differ between languages.
static CLOCKS: [(&str, MessageId); 6] = [
    ("CET", MessageId::new("clock-cet")),
    ("CEST", MessageId::new("clock-cest")),
    ("EET", MessageId::new("clock-eet")),
    ("EEST", MessageId::new("clock-eest")),
    ("WET", MessageId::new("clock-wet")),
    ("WEST", MessageId::new("clock-west")),
];

/// Returns the name of the zone's local time: `CET`, `MEZ`; `+05:30` if the database has only a number.
pub(super) fn zone_word(local: &DateTime<Zone>, language: Language) -> String {
    let Some(name) = local.offset().abbreviation() else {
        return local.offset().fix().to_string();
    };
    let local_name = CLOCKS.iter().find(|(english, _)| *english == name);
    local_name
        .map_or(name, |(_, local_name)| local_name.text(language))
        .to_owned()
}

/// Returns whether the zone's local time has this name, in any language.
pub(super) fn is_called(local: &DateTime<Zone>, name: &str) -> bool {
    Language::ALL
        .into_iter()
        .any(|language| zone_word(local, language).eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn wall(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day)
            .unwrap()
            .and_hms_opt(hour, minute, 0)
            .unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_doubled_hour_lands_twice_the_earlier_first() {
        let landing = land(wall(2027, 10, 31, 2, 30), Zone::BERLIN);
        assert_eq!(
            landing,
            Some(Landing::Twice(
                utc("2027-10-31T00:30:00Z"),
                utc("2027-10-31T01:30:00Z")
            ))
        );
    }

    #[test]
    fn a_skipped_hour_has_the_moment_of_the_jump() {
        let landing = land(wall(2027, 3, 28, 2, 30), Zone::BERLIN);
        assert_eq!(landing, Some(Landing::Never(utc("2027-03-28T01:00:00Z"))));
    }

    #[test]
    fn the_zone_word_is_a_number_if_the_database_has_no_name() {
        let instant = utc("2027-02-10T09:00:00Z");
        let word = |zone| zone_word(&seen(instant, zone), Language::En);
        assert_eq!(word(Zone::BERLIN), "CET");
        assert_eq!(word(Zone::UTC), "UTC");
        assert_eq!(word(Zone::KOLKATA), "IST");
        assert_eq!(word(Zone::SAO_PAULO), "-03:00");
        assert_eq!(word(Zone::LORD_HOWE), "+11:00");
        assert_eq!(word(Zone::KATHMANDU), "+05:45");
    }

    #[test]
    fn german_has_names_of_its_own_for_the_clocks_of_europe() {
        let words = |instant, language| {
            [Zone::BERLIN, Zone::HELSINKI, Zone::LISBON, Zone::LONDON]
                .map(|zone| zone_word(&seen(utc(instant), zone), language))
        };
        let winter = "2027-02-10T09:00:00Z";
        let summer = "2027-07-10T09:00:00Z";
        assert_eq!(words(winter, Language::De), ["MEZ", "OEZ", "WEZ", "GMT"]);
        assert_eq!(words(summer, Language::De), ["MESZ", "OESZ", "WESZ", "BST"]);
        assert_eq!(words(winter, Language::Fi), ["CET", "EET", "WET", "GMT"]);
        assert_eq!(words(summer, Language::En), ["CEST", "EEST", "WEST", "BST"]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_seen_in_utc_instead_of_panicking() {
        assert_eq!(
            seen(DateTime::<Utc>::MAX_UTC, Zone::TOKYO).timezone(),
            Zone::UTC
        );
        assert_eq!(
            seen(DateTime::<Utc>::MIN_UTC, Zone::NEW_YORK).timezone(),
            Zone::UTC
        );
        assert_eq!(
            seen(DateTime::<Utc>::MAX_UTC, Zone::NEW_YORK).timezone(),
            Zone::NEW_YORK
        );
    }
}
