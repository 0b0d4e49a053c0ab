//! What this desk has done to the clinics' calendars. A search may be behind what a clinic has answered, and a lost
//! answer has told nothing: what was sent from here counts beside what is read, until a read is new enough to tell by
//! itself.

mod entry;
#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Appointment, Backend, Booked, Booking, Days, Provider, Taken};

pub use entry::CalendarEntry;

/// The bookings that this desk has sent.
#[derive(Clone, Debug, Default)]
pub struct Book {
    changes: Vec<Change>,
    /// How many have been recorded.
    recorded: u64,
    /// How often anything has changed.
    edition: u64,
}

/// Names a booking in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeId(u64);

/// A booking that this desk has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    id: ChangeId,
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

/// What is known of a booking that was sent.
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

impl Change {
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

    /// Whether a read was asked for so late after its outcome was known that it tells of it too.
    fn is_told_by(&self, scope: &Scope) -> bool {
        let in_time = self.settled.is_some_and(|settled| scope.as_of >= settled + self.backend.lag());
        in_time
            && scope.backend == self.backend
            && scope.days.is_none_or(|days| self.start.is_some_and(|start| days.meet(start, self.end)))
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

    /// A booking goes out.
    pub fn record(&mut self, booking: &Booking) -> ChangeId {
        let (person, start) = booking.subject();
        let id = ChangeId(self.recorded);
        self.recorded += 1;
        self.edition += 1;
        self.changes.push(Change {
            id,
            backend: booking.backend(),
            person,
            provider: booking.provider().map(|provider| provider.id()),
            start,
            end: start.zip(booking.length()).map(|(start, length)| start + length),
            takes_time: booking.takes_time(),
            state: ChangeState::Sending,
            settled: None,
        });
        id
    }

    /// Its answer was lost.
    pub fn mark_lost(&mut self, id: ChangeId) {
        self.change(id, |change| change.state = ChangeState::Unknown);
    }

    /// The clinic has made this appointment of it.
    pub fn mark_made(&mut self, id: ChangeId, appointment: &Appointment, up: Duration) {
        self.change(id, |change| {
            change.start = appointment.start.or(change.start);
            change.end = appointment.end.or(change.end);
            change.settled = Some(up);
            change.state = ChangeState::Made(Box::new(Booked {
                backend: appointment.backend,
                id: appointment.id.clone(),
                person: Some(change.person.clone()),
                provider: change.provider.clone(),
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

    fn change(&mut self, id: ChangeId, make: impl FnOnce(&mut Change)) {
        self.edition += 1;
        if let Some(change) = self.changes.iter_mut().find(|change| change.id == id) {
            make(change);
        }
    }

    /// Whether a booking for the same person at the same time has gone out before, made or unknown.
    pub fn has_sent(&self, booking: &Booking) -> bool {
        let (person, start) = booking.subject();
        let same = |change: &Change| change.is_of(booking.backend(), &person) && change.start == start;
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
        belongs: impl Fn(&Change) -> bool,
    ) -> Vec<CalendarEntry<'a>> {
        let read: Vec<&Booked> = read.into_iter().collect();
        let untold = |change: &&Change| !scopes.iter().any(|scope| change.is_told_by(scope));
        let ours = self.changes.iter().filter(|change| belongs(change)).filter(untold);
        let ours = ours.filter_map(|change| match &change.state {
            ChangeState::Made(made) => {
                let is_read = |booked: &&&Booked| (booked.backend, &booked.id) == (made.backend, &made.id);
                read.iter().find(is_read).is_none().then_some(CalendarEntry::OnRecord(made))
            }
            ChangeState::Sending | ChangeState::Unknown => {
                let is_seen = read.iter().any(|booked| change.is_seen_as(booked));
                (!is_seen).then_some(CalendarEntry::Unsettled(change))
            }
        });
        let ours: Vec<CalendarEntry<'a>> = ours.collect();
        read.iter().map(|booked| CalendarEntry::OnRecord(booked)).chain(ours).collect()
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
