//! The requests for a day: each clinic's appointments, in one read, and the free times of some calendars.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use super::{CalendarKey, CalendarQuery, ClinicCall, Effect, FreeTimesPlace, Office, Query};
use booking::{ClinicId, Days, Free, Provider, Subject};

/// The age at which a day is read again.
const FRESH_FOR: Duration = Duration::from_secs(30);
/// The maximum number of concurrent requests for free times.
const MOST_AT_ONCE: usize = 4;

/// The calendars of one day, one for each requested clinic; or that of one practitioner or location on several days.
#[derive(Clone, Default)]
pub struct DayReads(Vec<CalendarKey>);

impl DayReads {
    /// Requests a day from every clinic.
    pub fn ask(office: &mut Office, date: NaiveDate) -> DayReads {
        DayReads::ask_some(office, office.setup.clinics, date)
    }

    /// Requests a day from some clinics.
    pub fn ask_some(
        office: &mut Office,
        clinics: impl IntoIterator<Item = ClinicId>,
        date: NaiveDate,
    ) -> DayReads {
        let of_clinic = |clinic| Some(CalendarKey::Clinic(clinic, days_of(office, clinic, date)?));
        let keys: Vec<CalendarKey> = clinics.into_iter().filter_map(of_clinic).collect();
        for key in &keys {
            office.read_calendar(key.clone());
        }
        DayReads(keys)
    }

    /// Requests the days of one practitioner or location.
    pub fn ask_of(office: &mut Office, provider: &Provider, days: Days) -> DayReads {
        let key = CalendarKey::Provider(provider.clone(), days);
        office.read_calendar(key.clone());
        DayReads(vec![key])
    }

    /// Returns whether no clinic was asked.
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Requests the day again from every clinic whose answer is older than [`FRESH_FOR`].
    pub fn ask_due(&self, office: &mut Office) {
        self.ask_older_than(office, FRESH_FOR)
    }

    /// Requests the day again from every clinic whose answer is older than `fresh_for`.
    pub fn ask_older_than(&self, office: &mut Office, fresh_for: Duration) {
        for key in &self.0 {
            office.read_calendar_older_than(key, fresh_for);
        }
    }

    /// Gives up the requests under way.
    pub fn give_up(&self, office: &mut Office) {
        office.give_up_reading(&self.0);
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics<'a>(&'a self, office: &'a Office) -> impl Iterator<Item = &'a CalendarQuery> {
        self.0.iter().filter_map(|key| office.calendar(key))
    }

    /// Returns the calendars of the clinics that have answered.
    pub fn answered(&self, office: &Office) -> Vec<Subject> {
        let answered = self
            .clinics(office)
            .filter(|clinic| clinic.is_whole().is_some());
        answered.filter_map(CalendarQuery::subject).collect()
    }

    /// Returns the time until an age on screen changes.
    pub fn shows_in(&self, office: &Office) -> Option<Duration> {
        let up = office.moment.up;
        self.clinics(office).map(|clinic| clinic.shows_in(up)).min()
    }
}

/// Returns the days to request from a clinic: the day itself, and one before and after it if its locations have their
/// own clocks.
fn days_of(office: &Office, clinic: ClinicId, date: NaiveDate) -> Option<Days> {
    let zone = office.setup.zone_of(clinic, None);
    if clinic.can().has_places {
        Days::new(moved(date, -1)?, moved(date, 1)?, zone)
    } else {
        Days::new(date, date, zone)
    }
}

/// Returns the date `days` days later, or earlier if negative.
pub fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 {
        date.checked_sub_days(count)
    } else {
        date.checked_add_days(count)
    }
}

/// The free times of a practitioner or location on one day.
pub type DayFree = Query<(Provider, Days), Free>;

impl Office {
    /// Requests the free times of practitioners and locations on their days, a few at a time, if the last answers are
    /// older than `fresh_for` or a change of this office has outdated them.
    pub fn ask_free_of_day(
        &mut self,
        known: &mut Vec<DayFree>,
        wanted: impl IntoIterator<Item = (Provider, Days)>,
        fresh_for: Duration,
    ) {
        let now = self.moment;
        let mut under_way = known.iter().filter(|read| read.is_asking()).count();
        for key in wanted {
            let place = known.iter().position(|read| read.is_of(&key));
            let place = place.unwrap_or_else(|| {
                known.push(Query::of(key));
                known.len() - 1
            });
            let read = &mut known[place];
            let is_due = read.is_due(fresh_for, now) || self.is_outdated(read);
            if under_way >= MOST_AT_ONCE || !is_due {
                continue;
            }
            let request = read.ask(now, || self.tickets.issue());
            let call = request.map(|(ticket, (provider, days))| {
                Effect::Clinic(
                    ticket,
                    ClinicCall::FreeTimes(FreeTimesPlace::Face, provider.clone(), *days, None),
                )
            });
            self.effects.extend(call);
            under_way += 1;
        }
    }

    /// Returns whether a change of this office has outdated the last answer, and it is not being requested again.
    fn is_outdated(&self, read: &DayFree) -> bool {
        if read.is_asking() {
            return false;
        }
        let Some(asked) = read.asked() else {
            return false;
        };
        let outdated = |(provider, days): &(Provider, Days)| {
            self.are_free_times_outdated(provider, days, asked.up)
        };
        read.key().is_some_and(outdated)
    }
}
