//! The requests for a day: each clinic's appointments, in one read, and the free times of some calendars.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use super::{
    CalendarKey, CalendarQuery, ClinicCall, Effect, FreeTimesPlace, Office, Query, Ticket,
};
use booking::{Agenda, ClinicId, Days, Failure, Free, Provider, Subject};

/// The age at which a day is read again.
const FRESH_FOR: Duration = Duration::from_secs(30);
/// The maximum number of concurrent requests for free times.
const MOST_AT_ONCE: usize = 4;

/// The reads of one day at every clinic.
#[derive(Clone, Default)]
pub struct DayReads {
    clinics: Vec<CalendarQuery>,
}

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
        let mut reads = DayReads::default();
        for clinic in clinics {
            let Some(days) = days_of(office, clinic, date) else {
                continue;
            };
            let key = CalendarKey::Clinic(clinic, days);
            let (query, effect) = CalendarQuery::begin(key, office.moment, &mut office.tickets);
            office.request(effect);
            reads.clinics.push(query);
        }
        reads
    }

    /// Requests the day again from every clinic whose answer is older than [`FRESH_FOR`].
    pub fn ask_due(&mut self, office: &mut Office) {
        self.ask_older_than(office, FRESH_FOR)
    }

    /// Requests the day again from every clinic whose answer is older than `fresh_for`.
    pub fn ask_older_than(&mut self, office: &mut Office, fresh_for: Duration) {
        let now = office.moment;
        let due = self
            .clinics
            .iter_mut()
            .filter(|clinic| clinic.is_old(fresh_for, now));
        let requests: Vec<Effect> = due
            .filter_map(|clinic| clinic.request_again(now, &mut office.tickets))
            .collect();
        office.request(requests);
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics(&self) -> &[CalendarQuery] {
        &self.clinics
    }

    /// Returns the reads, to be answered.
    pub fn clinics_mut(&mut self) -> &mut [CalendarQuery] {
        &mut self.clinics
    }

    /// Returns the tickets of the requests under way.
    pub fn awaited(&self) -> impl Iterator<Item = Ticket> {
        self.clinics.iter().filter_map(CalendarQuery::awaited)
    }

    /// Handles an answer to one of the requests: the appointments go to the book.
    pub fn answer(&mut self, office: &mut Office, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let mut clinics = self.clinics.iter_mut();
        let Some(query) = clinics.find(|query| query.awaits(ticket)) else {
            return;
        };
        if let Some(read) = query.read(ticket, answer, office.moment) {
            office.book.read(read);
        }
    }

    /// Returns the calendars of the clinics that have answered.
    pub fn answered(&self) -> Vec<Subject> {
        let answered = self
            .clinics
            .iter()
            .filter(|clinic| clinic.is_whole().is_some());
        answered.filter_map(CalendarQuery::subject).collect()
    }

    /// Returns the time until an age on screen changes.
    pub fn shows_in(&self, up: Duration) -> Option<Duration> {
        self.clinics.iter().map(|clinic| clinic.shows_in(up)).min()
    }
}

/// Returns the days to request from a clinic: the day itself, and one on either side if its locations have
/// clocks of their own.
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
    /// Requests the free times of practitioners and locations on their days if the last answers are older than
    /// `fresh_for`, a few at a time.
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
            if under_way >= MOST_AT_ONCE || !read.is_due(fresh_for, now) {
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
}
