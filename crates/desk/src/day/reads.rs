//! The requests for a day: each clinic's appointments, in one read, and the free times of a few calendars.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use crate::{CalendarKey, CalendarQuery, Cx, Desk, Effect, Query, Ticket};
use booking::{ClinicId, Days, Free, Provider, Subject};

/// The age at which a day is read again.
const FRESH_FOR: Duration = Duration::from_secs(30);

/// The reads of one day at every clinic.
#[derive(Clone, Default)]
pub(crate) struct DayReads {
    clinics: Vec<CalendarQuery>,
}

impl DayReads {
    /// Requests a day from every clinic.
    pub(crate) fn ask(cx: &mut Cx<'_>, date: NaiveDate) -> DayReads {
        DayReads::ask_some(cx, cx.office.setup.clinics, date)
    }

    /// Requests a day from some clinics.
    pub(crate) fn ask_some(
        cx: &mut Cx<'_>,
        clinics: impl IntoIterator<Item = ClinicId>,
        date: NaiveDate,
    ) -> DayReads {
        let days = |clinic: ClinicId| Some(CalendarKey::Clinic(clinic, days_of(cx, clinic, date)?));
        let keys: Vec<CalendarKey> = clinics.into_iter().filter_map(days).collect();
        let begin = |key| CalendarQuery::begin(key, cx.office.moment, cx.tickets());
        let (clinics, effects): (_, Vec<Option<Effect>>) = keys.into_iter().map(begin).unzip();
        cx.request(effects.into_iter().flatten());
        DayReads { clinics }
    }

    /// Requests the day again from every clinic whose answer is older than [`FRESH_FOR`].
    pub(crate) fn ask_due(&mut self, cx: &mut Cx<'_>) {
        self.ask_older_than(cx, FRESH_FOR)
    }

    /// Requests the day again from every clinic whose answer is older than `fresh_for`.
    pub(crate) fn ask_older_than(&mut self, cx: &mut Cx<'_>, fresh_for: Duration) {
        let now = cx.office.moment;
        let due = self
            .clinics
            .iter_mut()
            .filter(|clinic| clinic.is_old(fresh_for, now));
        let requests: Vec<Effect> = due
            .filter_map(|clinic| clinic.request_again(now, cx.tickets()))
            .collect();
        cx.request(requests);
    }

    pub(crate) fn clinics(&self) -> &[CalendarQuery] {
        &self.clinics
    }

    pub(crate) fn clinics_mut(&mut self) -> &mut [CalendarQuery] {
        &mut self.clinics
    }

    pub(crate) fn awaited(&self) -> impl Iterator<Item = Ticket> {
        self.clinics.iter().filter_map(CalendarQuery::awaited)
    }

    /// Returns the calendars of the clinics that have answered.
    pub(crate) fn answered(&self) -> Vec<Subject> {
        let answered = self
            .clinics
            .iter()
            .filter(|clinic| clinic.is_whole().is_some());
        answered.filter_map(CalendarQuery::subject).collect()
    }

    /// Returns the time until an age on screen changes.
    pub(crate) fn shows_in(&self, up: Duration) -> Option<Duration> {
        self.clinics.iter().map(|clinic| clinic.shows_in(up)).min()
    }
}

/// Returns the days to request from a clinic: the day itself, and one on either side if its locations have
/// clocks of their own.
fn days_of(desk: &Desk, clinic: ClinicId, date: NaiveDate) -> Option<Days> {
    let zone = desk.office.setup.zone_of(clinic, None);
    if clinic.can().has_places {
        Days::new(moved(date, -1)?, moved(date, 1)?, zone)
    } else {
        Days::new(date, date, zone)
    }
}

/// Returns the date `days` days later, or earlier if negative.
pub(crate) fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 {
        date.checked_sub_days(count)
    } else {
        date.checked_add_days(count)
    }
}

/// The free times of a practitioner or location on the shown day.
pub(crate) type FreeQuery = Query<(Provider, Days), Free>;
