//! What has been asked about a day: each clinic's appointments, in one read, and the free times of a few calendars.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use crate::booking::{Agenda, Cause, Days, Failure, Free, Provider, Read, Subject, Vendor};
use crate::desk::due::{to_second, whole_seconds};
use crate::desk::people::CalendarQuery;
use crate::desk::{Asker, Desk, Effect, Remote, Ticket};

/// A day of up to [`FEW`] appointments is read anew after this long, a fuller one proportionately later: reading it takes
/// a request for each hundred appointments of three days.
const FRESH_FOR: Duration = Duration::from_secs(30);
const FEW: usize = 300;
/// For how long a clinic that is asked too often, and doesn't say how long to wait, is left alone.
const PAUSE: Duration = Duration::from_secs(60);

/// A day at every clinic.
#[derive(Clone, Default)]
pub(in crate::desk) struct DayReads {
    clinics: Vec<ClinicRead>,
}

impl DayReads {
    /// Asks every clinic for a day.
    pub(in crate::desk) fn ask(desk: &mut Desk, asker: Asker, date: NaiveDate) -> (DayReads, Vec<Effect>) {
        DayReads::ask_some(desk, desk.setup.vendors, asker, date)
    }

    /// The same of some of them.
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

    /// Asks those again that told long ago.
    pub(in crate::desk) fn ask_due(&mut self, desk: &mut Desk, asker: Asker) -> Vec<Effect> {
        self.ask_older_than(desk, asker, FRESH_FOR)
    }

    /// The same, for who is content with what is so old.
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

    /// What the book is to learn of an answer.
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

    /// The calendars that clinics have told of.
    pub(in crate::desk) fn told(&self) -> Vec<Subject> {
        let told = self.clinics.iter().filter(|clinic| clinic.is_whole().is_some());
        told.map(|clinic| clinic.subject().clone()).collect()
    }

    /// How long until an age on screen is another.
    pub(in crate::desk) fn shows_in(&self, up: Duration) -> Option<Duration> {
        self.clinics.iter().map(|clinic| clinic.shows_in(up)).min()
    }
}

/// The days to ask a clinic for: that day, and one on either side where its places have clocks of their own.
fn days_of(desk: &Desk, vendor: Vendor, date: NaiveDate) -> Option<Days> {
    let zone = desk.setup.zone_of(vendor, None);
    match vendor.can().has_places {
        true => Days::new(moved(date, -1)?, moved(date, 1)?, zone),
        false => Days::new(date, date, zone),
    }
}

/// So many days on, or back.
pub(in crate::desk) fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

/// The appointments of a clinic on the day that is shown.
#[derive(Clone)]
pub struct ClinicRead {
    query: CalendarQuery,
    days: Days,
    /// When it was last told, on the monotonic clock.
    told: Option<Duration>,
    /// How many appointments it told of.
    size: usize,
    /// Not asked again before then, on the monotonic clock.
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

    /// Which clinic.
    pub fn vendor(&self) -> Vendor {
        self.query.subject().vendor()
    }

    fn subject(&self) -> &Subject {
        self.query.subject()
    }

    fn awaited(&self) -> Option<Ticket> {
        self.query.awaited()
    }

    /// What the book is to learn of the answer.
    fn answer(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>, up: Duration) -> Option<Read> {
        match &answer {
            Ok(agenda) => (self.told, self.size) = (Some(up), agenda.bookings.len()),
            Err(failure) => self.paused_until = pause(failure).map(|pause| up.saturating_add(pause)),
        }
        self.query.answer(ticket, answer)
    }

    /// Whether all of the day was read when it was last told; none where it never was.
    pub fn is_whole(&self) -> Option<bool> {
        self.query.is_whole()
    }

    /// How old it is, in whole seconds.
    pub fn age(&self, up: Duration) -> Option<u64> {
        self.told.map(|told| up.saturating_sub(told).as_secs())
    }

    /// For how many seconds the answer has been waited for, while it is.
    pub fn waits(&self, up: Duration) -> Option<u64> {
        self.query.is_asking().then(|| up.saturating_sub(self.query.asked_at()).as_secs())
    }

    /// Why it could not be read when it was last asked. That a clinic isn't set up at all is no failure of its day.
    pub fn failure(&self) -> Option<&Failure> {
        let is_set_up = |failure: &&Failure| {
            !matches!(failure.report().cause, Cause::KeyMissing | Cause::AddressRefused(_))
        };
        self.query.failure().filter(is_set_up)
    }

    /// In how many seconds it is asked again, where it was asked too often.
    pub fn pause_left(&self, up: Duration) -> Option<u64> {
        self.paused_until.map(|until| whole_seconds(until.saturating_sub(up)))
    }

    fn is_due(&self, up: Duration, fresh_for: Duration) -> bool {
        let rest = fresh_for * u32::try_from(self.size.div_ceil(FEW).max(1)).unwrap_or(u32::MAX);
        let due = self.paused_until.unwrap_or(self.query.asked_at().saturating_add(rest));
        !self.query.is_asking() && due <= up
    }

    /// How long until its age, or how long it is waited for, is another second.
    fn shows_in(&self, up: Duration) -> Duration {
        let counted = [self.told, self.query.is_asking().then(|| self.query.asked_at()), self.paused_until];
        let into_second = |since: Duration| match since <= up {
            true => Duration::from_secs(1) - Duration::from_nanos((up - since).subsec_nanos().into()),
            false => to_second(since, up),
        };
        counted.into_iter().flatten().map(into_second).fold(Duration::from_secs(1), Duration::min)
    }
}

/// For how long nothing is asked after a failure: as long as the clinic says, and for good where its quota is used up.
fn pause(failure: &Failure) -> Option<Duration> {
    match failure.report().cause {
        Cause::RateLimited => Some(failure.report().retry_after.unwrap_or(PAUSE)),
        Cause::QuotaExhausted => Some(Duration::MAX),
        _ => None,
    }
}

/// When someone, or some place, is free on the day that is shown.
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

    /// Whether it was never asked, or so long ago.
    pub(super) fn is_due(&self, up: Duration, fresh_for: Duration) -> bool {
        match self.free {
            Remote::Idle => true,
            Remote::Loading(..) => false,
            _ => self.asked.saturating_add(fresh_for) <= up,
        }
    }
}
