//! The times when a practitioner or location sees nobody, as the desk knows them: absences and holidays.

use booking::{Blocked, ClinicId, Holidays, Hours, HoursFit, Provider, Slot};
use chrono::{DateTime, Utc};
use zones::Zone;

use super::super::Office;

/// The reason why a practitioner or location sees nobody at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyAway {
    /// An absence, with its reason; empty if none is given.
    Absence(String),
    /// A holiday of this name.
    Holiday(String),
}

/// The known times at which a practitioner or location sees nobody.
#[derive(Clone, Debug)]
pub struct TimesAway<'a> {
    absences: Vec<Blocked>,
    hours: Option<&'a Hours>,
    holidays: &'a Holidays,
    zone: Zone,
}

impl Office {
    /// Returns the known times at which a practitioner or location sees nobody; without one, the holidays.
    pub fn times_away(&self, clinic: ClinicId, provider: Option<&str>) -> TimesAway<'_> {
        let named = provider.and_then(|id| Provider::named(clinic, id));
        let absences = named.as_ref().map(|named| self.book.absences(named));
        TimesAway {
            absences: absences.unwrap_or_default(),
            hours: named.as_ref().and_then(|named| self.hours_with(named)),
            holidays: &self.setup.holidays,
            zone: self.zone_at(clinic, provider.unwrap_or_default()),
        }
    }
}

impl TimesAway<'_> {
    /// Returns why nobody is seen at some time of a visit from `start` up to `end`. Without an end only the start
    /// counts.
    pub fn reason_at(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> Option<WhyAway> {
        let end = end.filter(|end| *end > start);
        let meets = |time: Slot| {
            let has_start = (time.start..time.end).contains(&start);
            has_start || end.is_some_and(|end| (start..end).contains(&time.start))
        };
        let met = self.absences.iter().filter(|absence| meets(absence.slot));
        // Prefer one with a reason.
        if let Some(absence) = met.max_by_key(|absence| !absence.why.is_empty()) {
            return Some(WhyAway::Absence(absence.why.clone()));
        }
        let fit = self.hours.map(|hours| hours.fit(start, end, self.zone));
        if let Some(HoursFit::Away { why }) = fit {
            return Some(WhyAway::Absence(why));
        }
        let day = start.with_timezone(&self.zone).date_naive();
        let holiday = self.holidays.on(day)?;
        Some(WhyAway::Holiday(holiday.to_owned()))
    }
}
