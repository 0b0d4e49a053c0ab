//! The requests behind a day: each clinic's appointments, in one read, and the free times of a few calendars.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use crate::booking::{Agenda, Cause, Days, Failure, Free, Provider, Read, Subject, Vendor};
use crate::desk::due::{to_second, whole_seconds};
use crate::desk::people::CalendarQuery;
use crate::desk::{Asker, Desk, Effect, Remote, Ticket};

/// The age at which a day of up to [`FEW`] appointments is read again; a fuller day is read proportionately
/// later, since reading takes a request for each hundred appointments of three days.
const FRESH_FOR: Duration = Duration::from_secs(30);
const FEW: usize = 300;
/// The pause after a clinic answers that it is asked too often without saying how long to wait.
const PAUSE: Duration = Duration::from_secs(60);

/// The reads of one day at every clinic.
#[derive(Clone, Default)]
pub(in crate::desk) struct DayReads {
    clinics: Vec<ClinicRead>,
}

impl DayReads {
    /// Requests a day from every clinic.
    pub(in crate::desk) fn ask(desk: &mut Desk, asker: Asker, date: NaiveDate) -> (DayReads, Vec<Effect>) {
        DayReads::ask_some(desk, desk.setup.vendors, asker, date)
    }

    /// Requests a day from some clinics.
    pub(in crate::desk) fn ask_some(
        desk: &mut Desk,
        vendors: impl IntoIterator<Item = Vendor>,
        asker: Asker,
        date: NaiveDate,
    ) -> (DayReads, Vec<Effect>) {
        let mut asked = Vec::new();
        for vendor in vendors {
            let Some(days) = days_of(desk, vendor, date) else { continue };
            asked.push(ClinicRead::asked(vendor, days, desk.ticket(asker), desk.moment.up));
        }
        let (clinics, effects) = asked.into_iter().unzip();
        (DayReads { clinics }, effects)
    }

    /// Requests the day again from every clinic whose answer is older than [`FRESH_FOR`].
    pub(in crate::desk) fn ask_due(&mut self, desk: &mut Desk, asker: Asker) -> Vec<Effect> {
        self.ask_older_than(desk, asker, FRESH_FOR)
    }

    /// Requests the day again from every clinic whose answer is older than `fresh_for`.
    pub(in crate::desk) fn ask_older_than(
        &mut self,
        desk: &mut Desk,
        asker: Asker,
        fresh_for: Duration,
    ) -> Vec<Effect> {
        let up = desk.moment.up;
        let due = self.clinics.iter_mut().filter(|clinic| clinic.is_due(up, fresh_for));
        due.map(|clinic| clinic.ask_again(desk.ticket(asker), up)).collect()
    }

    /// Takes an answer. Returns the read for the book to record.
    pub(in crate::desk) fn answer(
        &mut self,
        ticket: Ticket,
        answer: Result<Agenda, Failure>,
        up: Duration,
    ) -> Option<Read> {
        let asked = self.clinics.iter_mut().find(|clinic| clinic.awaited() == Some(ticket))?;
        asked.answer(ticket, answer, up)
    }

    pub(in crate::desk) fn clinics(&self) -> &[ClinicRead] {
        &self.clinics
    }

    pub(in crate::desk) fn awaited(&self) -> impl Iterator<Item = Ticket> {
        self.clinics.iter().filter_map(ClinicRead::awaited)
    }

    /// Returns the calendars of the clinics that have answered.
    pub(in crate::desk) fn told(&self) -> Vec<Subject> {
        let told = self.clinics.iter().filter(|clinic| clinic.is_whole().is_some());
        told.map(|clinic| clinic.subject().clone()).collect()
    }

    /// Returns the time until an age on screen changes.
    pub(in crate::desk) fn shows_in(&self, up: Duration) -> Option<Duration> {
        self.clinics.iter().map(|clinic| clinic.shows_in(up)).min()
    }
}

/// Returns the days to request from a clinic: the day itself, and one on either side if its locations have
/// clocks of their own.
fn days_of(desk: &Desk, vendor: Vendor, date: NaiveDate) -> Option<Days> {
    let zone = desk.setup.zone_of(vendor, None);
    match vendor.can().has_places {
        true => Days::new(moved(date, -1)?, moved(date, 1)?, zone),
        false => Days::new(date, date, zone),
    }
}

/// Returns the date `days` days later, or earlier if negative.
pub(in crate::desk) fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

/// The appointments of a clinic on the shown day.
#[derive(Clone)]
pub struct ClinicRead {
    query: CalendarQuery,
    days: Days,
    /// The time of the last answer, on the monotonic clock.
    told: Option<Duration>,
    /// The number of appointments in the last answer.
    size: usize,
    /// The end of the pause after a rate limit, on the monotonic clock.
    paused_until: Option<Duration>,
}

impl ClinicRead {
    fn asked(vendor: Vendor, days: Days, ticket: Ticket, up: Duration) -> (ClinicRead, Effect) {
        let query = CalendarQuery::asked(Subject::everyone(vendor), Some(days), ticket, up);
        let read = ClinicRead { query, days, told: None, size: 0, paused_until: None };
        (read, Effect::DayOfAll(ticket, vendor, days))
    }

    fn ask_again(&mut self, ticket: Ticket, up: Duration) -> Effect {
        self.query.ask(ticket, up);
        self.paused_until = None;
        Effect::DayOfAll(ticket, self.vendor(), self.days)
    }

    /// Returns the clinic.
    pub fn vendor(&self) -> Vendor {
        self.query.subject().vendor()
    }

    fn subject(&self) -> &Subject {
        self.query.subject()
    }

    fn awaited(&self) -> Option<Ticket> {
        self.query.awaited()
    }

    /// Takes the answer. Returns the read for the book to record.
    fn answer(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>, up: Duration) -> Option<Read> {
        match &answer {
            Ok(agenda) => (self.told, self.size) = (Some(up), agenda.bookings.len()),
            Err(failure) => self.paused_until = pause(failure).map(|pause| up.saturating_add(pause)),
        }
        self.query.answer(ticket, answer)
    }

    /// Whether the last answer covered the whole day; `None` if there was none.
    pub fn is_whole(&self) -> Option<bool> {
        self.query.is_whole()
    }

    /// Returns the age of the last answer in whole seconds.
    pub fn age(&self, up: Duration) -> Option<u64> {
        self.told.map(|told| up.saturating_sub(told).as_secs())
    }

    /// Returns how many seconds the answer has been awaited, or `None` if it isn't.
    pub fn waits(&self, up: Duration) -> Option<u64> {
        self.query.is_asking().then(|| up.saturating_sub(self.query.asked_at()).as_secs())
    }

    /// Returns why the last read failed. A clinic that isn't set up counts as no failure.
    pub fn failure(&self) -> Option<&Failure> {
        let is_set_up = |failure: &&Failure| {
            !matches!(failure.report().cause, Cause::KeyMissing | Cause::AddressRefused(_))
        };
        self.query.failure().filter(is_set_up)
    }

    /// Returns the seconds left of the pause after a rate limit.
    pub fn pause_left(&self, up: Duration) -> Option<u64> {
        self.paused_until.map(|until| whole_seconds(until.saturating_sub(up)))
    }

    fn is_due(&self, up: Duration, fresh_for: Duration) -> bool {
        let rest = fresh_for * u32::try_from(self.size.div_ceil(FEW).max(1)).unwrap_or(u32::MAX);
        let due = self.paused_until.unwrap_or(self.query.asked_at().saturating_add(rest));
        !self.query.is_asking() && due <= up
    }

    /// Returns the time until its age, or the time it has been awaited, reaches another whole second.
    fn shows_in(&self, up: Duration) -> Duration {
        let counted = [self.told, self.query.is_asking().then(|| self.query.asked_at()), self.paused_until];
        let into_second = |since: Duration| match since <= up {
            true => Duration::from_secs(1) - Duration::from_nanos((up - since).subsec_nanos().into()),
            false => to_second(since, up),
        };
        counted.into_iter().flatten().map(into_second).fold(Duration::from_secs(1), Duration::min)
    }
}

/// Returns the pause after a failure: as long as the clinic says, and forever if its quota is used up.
fn pause(failure: &Failure) -> Option<Duration> {
    match failure.report().cause {
        Cause::RateLimited => Some(failure.report().retry_after.unwrap_or(PAUSE)),
        Cause::QuotaExhausted => Some(Duration::MAX),
        _ => None,
    }
}

/// The free times of a practitioner or location on the shown day.
#[derive(Clone)]
pub(super) struct FreeRead {
    pub(super) provider: Provider,
    days: Days,
    asked: Duration,
    pub(super) free: Remote<Free>,
}

impl FreeRead {
    pub(super) fn of(provider: Provider, days: Days) -> FreeRead {
        FreeRead { provider, days, asked: Duration::ZERO, free: Remote::Idle }
    }

    pub(super) fn ask(&mut self, ticket: Ticket, up: Duration) -> Effect {
        self.asked = up;
        self.free.ask(ticket);
        Effect::FreeTimes(ticket, self.provider.clone(), self.days, None)
    }

    pub(super) fn awaited(&self) -> Option<Ticket> {
        match self.free {
            Remote::Loading(ticket, _) => Some(ticket),
            _ => None,
        }
    }

    /// Whether the free times were never requested, or longer ago than `fresh_for`.
    pub(super) fn is_due(&self, up: Duration, fresh_for: Duration) -> bool {
        match self.free {
            Remote::Idle => true,
            Remote::Loading(..) => false,
            _ => self.asked.saturating_add(fresh_for) <= up,
        }
    }
}
