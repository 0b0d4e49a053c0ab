//! What this desk has done to the clinics' calendars. A search may be behind what a clinic has answered, and a lost
//! answer has told nothing: what was sent from here counts beside what is read, until a read is new enough to tell by
//! itself.

mod entry;
#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    Appointment, AppointmentRef, Backend, Booked, Booking, Change, ChangeKind, Days, Provider, Taken, Visit,
};

pub use entry::CalendarEntry;

/// The changes that this desk has sent.
#[derive(Clone, Debug, Default)]
pub struct Book {
    changes: Vec<RecordedChange>,
    /// How many have been recorded.
    recorded: u64,
    /// How often anything has changed.
    edition: u64,
}

/// Names a change in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeId(u64);

/// A change that this desk has sent: the visit as it shall be, or of what was called off, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedChange {
    id: ChangeId,
    kind: ChangeKind,
    /// The id of the appointment that it alters.
    alters: Option<String>,
    /// Where it went.
    pub backend: Backend,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, where it names one.
    pub provider: Option<String>,
    /// When it starts, where it says so.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where it says so.
    pub end: Option<DateTime<Utc>>,
    /// Whether someone comes.
    takes_time: bool,
    /// What is known of it.
    pub state: ChangeState,
    /// When that became known, on the monotonic clock; none while nothing is.
    settled: Option<Duration>,
}

/// What is known of a change that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// It is on its way.
    Sending,
    /// Its answer was lost; or no more is known of it than that a person says that it is booked.
    Unknown,
    /// The clinic has it.
    Made(Box<Booked>),
}

/// What a read of a calendar tells, if it was whole.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Whose calendar it is.
    pub backend: Backend,
    /// On which days; none where it tells of all.
    pub days: Option<Days>,
    /// When it was asked for, on the monotonic clock.
    pub as_of: Duration,
}

impl RecordedChange {
    /// Whether it takes its time up.
    pub fn is_live(&self) -> bool {
        match &self.state {
            ChangeState::Made(booked) => booked.is_live(),
            ChangeState::Sending | ChangeState::Unknown => self.takes_time,
        }
    }

    /// Whether it is on its way.
    pub fn is_sending(&self) -> bool {
        self.state == ChangeState::Sending
    }

    /// Whether it is for this person.
    pub fn is_of(&self, backend: Backend, person: &str) -> bool {
        self.backend == backend && self.person.eq_ignore_ascii_case(person)
    }

    /// Whether it is with this practitioner, or at this location.
    pub fn is_with(&self, provider: &Provider) -> bool {
        let own = self.provider.as_deref();
        self.backend == provider.backend() && own.is_some_and(|own| own.eq_ignore_ascii_case(&provider.id()))
    }

    /// Whether it has become that appointment.
    fn made_as(&self, backend: Backend, id: &str) -> bool {
        matches!(&self.state, ChangeState::Made(booked) if booked.backend == backend && booked.id == id)
    }

    /// Whether a read was asked for so late after its outcome was known that it tells of it too.
    fn is_told_by(&self, scope: &Scope) -> bool {
        self.is_older_than(scope)
            && scope.days.is_none_or(|days| self.start.is_some_and(|start| days.meet(start, self.end)))
    }

    /// Whether its outcome was known so long before a read was asked for that the read knows of it.
    fn is_older_than(&self, scope: &Scope) -> bool {
        let known = self.settled.is_some_and(|settled| scope.as_of >= settled + self.backend.lag());
        known && scope.backend == self.backend
    }

    /// Whether it has altered this appointment, as far as that is known.
    fn has_altered(&self, booked: &Booked) -> bool {
        let made = matches!(self.state, ChangeState::Made(_)) && self.backend == booked.backend;
        made && self.alters.as_ref().is_some_and(|id| *id == booked.id)
    }

    /// Whether that is the same visit.
    fn is_seen_as(&self, booked: &Booked) -> bool {
        let same = |known: Option<&str>, own: Option<&str>| match (known, own) {
            (Some(known), Some(own)) => known.eq_ignore_ascii_case(own),
            (known, own) => known.is_none() && own.is_none(),
        };
        booked.backend == self.backend
            && booked.start == self.start
            && booked.is_live() == self.takes_time
            && same(booked.person.as_deref(), Some(&self.person))
            && same(booked.provider.as_deref(), self.provider.as_deref())
    }
}

impl Book {
    /// Changes whenever anything in it does.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// A change goes out.
    pub fn record(&mut self, change: &Change) -> ChangeId {
        let id = ChangeId(self.recorded);
        self.recorded += 1;
        self.edition += 1;
        let Visit { backend, person, provider, start } = change.visit();
        let end = match change.target() {
            Some(to) => start.zip(to.length()).map(|(start, length)| start + length),
            None => change.appointment().and_then(|of| of.end),
        };
        self.changes.push(RecordedChange {
            id,
            kind: change.kind(),
            alters: change.appointment().map(|of| of.id.clone()),
            backend,
            person,
            provider,
            start,
            end,
            takes_time: change.target().is_some_and(Booking::takes_time),
            state: ChangeState::Sending,
            settled: None,
        });
        id
    }

    /// Its answer was lost.
    pub fn mark_lost(&mut self, id: ChangeId) {
        self.change(id, |change| change.state = ChangeState::Unknown);
    }

    /// The clinic has made this appointment of it. What was known of that appointment before is known no more.
    pub fn mark_made(&mut self, id: ChangeId, appointment: &Appointment, up: Duration) {
        let is_it = |change: &RecordedChange| change.made_as(appointment.backend, &appointment.id);
        self.changes.retain(|change| change.id == id || !is_it(change));
        self.change(id, |change| {
            change.start = appointment.start.or(change.start);
            change.end = appointment.end.or(change.end);
            change.settled = Some(up);
            let provider = AppointmentRef::of(appointment).provider.or_else(|| change.provider.clone());
            change.state = ChangeState::Made(Box::new(Booked {
                backend: appointment.backend,
                id: appointment.id.clone(),
                person: Some(change.person.clone()).filter(|id| !id.is_empty()),
                provider,
                start: change.start,
                end: change.end,
                status: appointment.status.clone(),
                comment: None,
                what: None,
            }));
        });
    }

    /// A person says that it is booked.
    pub fn mark_made_by_hand(&mut self, id: ChangeId, up: Duration) {
        self.change(id, |change| change.settled = Some(up));
    }

    /// Nothing has come of it.
    pub fn forget(&mut self, id: ChangeId) {
        self.edition += 1;
        self.changes.retain(|change| change.id != id);
    }

    fn change(&mut self, id: ChangeId, make: impl FnOnce(&mut RecordedChange)) {
        self.edition += 1;
        if let Some(change) = self.changes.iter_mut().find(|change| change.id == id) {
            make(change);
        }
    }

    /// Whether a booking for the same person at the same time has gone out before, made or unknown.
    pub fn has_sent(&self, booking: &Booking) -> bool {
        let (person, start) = booking.subject();
        let same =
            |change: &RecordedChange| change.is_of(booking.backend(), &person) && change.start == start;
        self.changes.iter().any(|change| !change.is_sending() && same(change))
    }

    /// The ids of the appointments at a backend that were made from here.
    pub fn made_at(&self, backend: Backend) -> impl Iterator<Item = &str> {
        let here = self.changes.iter().filter(move |change| change.backend == backend);
        here.filter_map(|change| match &change.state {
            ChangeState::Made(booked) => Some(booked.id.as_str()),
            ChangeState::Sending | ChangeState::Unknown => None,
        })
    }

    /// What was `read` of a calendar, with those bookings of this desk that belong there and that the read, whole in
    /// these scopes, is too old to tell of.
    pub fn beside<'a>(
        &'a self,
        read: impl IntoIterator<Item = &'a Booked>,
        scopes: &[Scope],
        belongs: impl Fn(&RecordedChange) -> bool,
    ) -> Vec<CalendarEntry<'a>> {
        let is_news = |change: &RecordedChange| !scopes.iter().any(|scope| change.is_older_than(scope));
        let was_altered =
            |booked: &Booked| self.changes.iter().any(|change| change.has_altered(booked) && is_news(change));
        let read: Vec<&Booked> = read.into_iter().filter(|booked| !was_altered(booked)).collect();
        let untold = |change: &&RecordedChange| !scopes.iter().any(|scope| change.is_told_by(scope));
        let ours = self.changes.iter().filter(|change| belongs(change)).filter(untold);
        let ours = ours.filter_map(|change| match &change.state {
            ChangeState::Made(made) => {
                let is_read = |booked: &&&Booked| (booked.backend, &booked.id) == (made.backend, &made.id);
                read.iter().find(is_read).is_none().then_some(CalendarEntry::OnRecord(made))
            }
            // What may be called off stands until that is known.
            ChangeState::Sending | ChangeState::Unknown if change.kind == ChangeKind::Cancel => None,
            ChangeState::Sending | ChangeState::Unknown => {
                let is_seen = read.iter().any(|booked| change.is_seen_as(booked));
                (!is_seen).then_some(CalendarEntry::Unsettled(change))
            }
        });
        let ours: Vec<CalendarEntry<'a>> = ours.collect();
        read.into_iter().map(CalendarEntry::OnRecord).chain(ours).collect()
    }

    /// The time that bookings of this desk take up with someone, or at some place, as far as free times are too old
    /// to tell. `read` says when those around a moment were asked for.
    pub fn taken(&self, provider: &Provider, read: impl Fn(DateTime<Utc>) -> Option<Duration>) -> Vec<Taken> {
        let theirs = self.changes.iter().filter(|change| change.is_live() && change.is_with(provider));
        theirs
            .filter_map(|change| {
                let start = change.start?;
                let scope = read(start).map(|as_of| Scope { backend: change.backend, days: None, as_of });
                let told = scope.is_some_and(|scope| change.is_told_by(&scope));
                (!told).then_some(Taken { start, end: change.end })
            })
            .collect()
    }
}
