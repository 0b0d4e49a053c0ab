//! Calendars requested from clinics. The book holds the appointments in the answers; a query holds the state of the
//! requests.

use std::time::Duration;

use super::{
    ClinicCall, DayPlace, Effect, Moment, Query, Ticket, Tickets, Whose, until_next_second,
    whole_seconds,
};
use booking::{Agenda, CalendarRead, Cause, ClinicId, Days, Failure, Provider, Subject};

/// The number of appointments above which a calendar is read again less often, in proportion: reading takes a
/// request for each hundred appointments of three days.
const FEW: usize = 300;
/// The pause after a rate limit without a waiting time.
const PAUSE: Duration = Duration::from_secs(60);

/// A calendar to request from a clinic.
#[derive(Clone, Debug)]
pub enum CalendarKey {
    /// A person's appointments.
    Person(Whose),
    /// The appointments of a practitioner or location on these days.
    Provider(Provider, Days),
    /// The appointments of a whole clinic on these days.
    Clinic(ClinicId, Days),
    /// The absences of all practitioners of a clinic on these days.
    Absences(ClinicId, Days),
    /// A clinic's waiting list.
    Waiting(ClinicId),
}

/// The extent of the last answer; its appointments are in the book.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    is_whole: bool,
    /// The number of appointments.
    size: usize,
    read: Moment,
}

/// A request for a calendar, sent once or repeatedly.
pub type CalendarQuery = Query<CalendarKey, Extent>;

impl Extent {
    fn of(read: &CalendarRead, now: Moment) -> Extent {
        Extent {
            is_whole: read.is_whole,
            size: read.rows.len(),
            read: now,
        }
    }
}

impl PartialEq for CalendarKey {
    /// Compares ids without regard to case.
    fn eq(&self, other: &CalendarKey) -> bool {
        let is_whole = |key: &CalendarKey| !matches!(key, CalendarKey::Absences(..));
        self.subject() == other.subject()
            && self.days() == other.days()
            && is_whole(self) == is_whole(other)
    }
}

impl CalendarKey {
    /// Returns whose calendar it is.
    pub fn subject(&self) -> Subject {
        match self {
            CalendarKey::Person(whose) => Subject::person(whose.clinic(), whose.person()),
            CalendarKey::Provider(provider, _) => Subject::provider(provider),
            CalendarKey::Clinic(clinic, _) | CalendarKey::Absences(clinic, _) => {
                Subject::everyone(*clinic)
            }
            CalendarKey::Waiting(clinic) => Subject::waiting(*clinic),
        }
    }

    /// Returns the days; `None` if all appointments are requested.
    fn days(&self) -> Option<Days> {
        match self {
            CalendarKey::Person(whose) => whose.days().copied(),
            CalendarKey::Provider(_, days)
            | CalendarKey::Clinic(_, days)
            | CalendarKey::Absences(_, days) => Some(*days),
            CalendarKey::Waiting(_) => None,
        }
    }

    fn effect(&self, ticket: Ticket) -> Effect {
        match self.clone() {
            CalendarKey::Person(whose) => Effect::Clinic(ticket, ClinicCall::Upcoming(whose)),
            CalendarKey::Provider(provider, days) => {
                Effect::Clinic(ticket, ClinicCall::Day(DayPlace::Calendar, provider, days))
            }
            CalendarKey::Clinic(clinic, days) => {
                Effect::Clinic(ticket, ClinicCall::DayOfAll(clinic, days))
            }
            CalendarKey::Absences(clinic, days) => {
                Effect::Clinic(ticket, ClinicCall::Absences(clinic, days))
            }
            CalendarKey::Waiting(clinic) => Effect::Clinic(ticket, ClinicCall::Waiting(clinic)),
        }
    }

    /// Returns the calendar in an answer.
    pub fn read(&self, agenda: Agenda, as_of: Duration) -> CalendarRead {
        let Agenda {
            bookings: rows,
            complete: is_whole,
            since,
            may_lag: _,
            makes_once: _,
            blocked,
            names_absences,
            is_unpublished,
            people: _,
            named: _,
        } = agenda;
        CalendarRead {
            subject: self.subject(),
            days: self.days(),
            as_of,
            is_whole,
            since,
            rows,
            blocked,
            names_absences,
            is_unpublished,
        }
    }
}

impl CalendarQuery {
    /// Requests the calendar, regardless of what is known of it.
    pub(crate) fn request_again(&mut self, now: Moment, tickets: &mut Tickets) -> Option<Effect> {
        let (ticket, key) = self.ask(now, || tickets.issue())?;
        Some(key.effect(ticket))
    }

    /// Handles the answer with this ticket. Returns the calendar for the book to record.
    pub fn read(
        &mut self,
        ticket: Ticket,
        answer: Result<Agenda, Failure>,
        now: Moment,
    ) -> Option<CalendarRead> {
        if !self.awaits(ticket) {
            return None;
        }
        let key = self.key()?;
        let asked = self.asked()?;
        let read = answer.map(|agenda| key.read(agenda, asked.up));
        self.answer(
            ticket,
            read.as_ref()
                .map(|read| Extent::of(read, now))
                .map_err(Failure::clone),
            now,
        );
        read.ok()
    }

    /// Creates a query that this calendar, read separately, has answered.
    pub(crate) fn of_read(key: CalendarKey, read: &CalendarRead, now: Moment) -> CalendarQuery {
        Query::answered(
            key,
            Extent::of(read, now),
            Moment {
                up: read.as_of,
                ..now
            },
        )
    }

    /// Returns whose calendar is requested, if any is.
    pub fn subject(&self) -> Option<Subject> {
        self.key().map(CalendarKey::subject)
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> Option<ClinicId> {
        Some(self.subject()?.clinic())
    }

    /// Returns whether the last answer was complete; `None` if there was none.
    pub fn is_whole(&self) -> Option<bool> {
        self.value().map(|extent| extent.is_whole)
    }

    /// Returns when the last answer arrived.
    pub fn read_at(&self) -> Option<Moment> {
        self.value().map(|extent| extent.read)
    }

    /// Returns the age of the last answer in whole seconds.
    pub fn age(&self, up: Duration) -> Option<u64> {
        self.read_at()
            .map(|read| up.saturating_sub(read.up).as_secs())
    }

    /// Returns the time of the request under way.
    fn awaited_since(&self) -> Option<Duration> {
        if self.is_asking() {
            self.asked().map(|asked| asked.up)
        } else {
            None
        }
    }

    /// Returns the seconds for which the answer has been awaited; `None` if it isn't.
    pub fn waits(&self, up: Duration) -> Option<u64> {
        self.awaited_since()
            .map(|since| up.saturating_sub(since).as_secs())
    }

    /// Returns the clinic and the failure of the last read, unless the clinic isn't set up.
    pub fn unread(&self) -> Option<(ClinicId, &Failure)> {
        let is_set_up = |failure: &&Failure| {
            !matches!(
                failure.report().cause,
                Cause::KeyMissing | Cause::AddressRefused(_)
            )
        };
        self.clinic().zip(self.failure().filter(is_set_up))
    }

    /// Returns the end of the pause after a rate limit, on the monotonic clock.
    fn paused_until(&self) -> Option<Duration> {
        let pause = pause(self.failure()?)?;
        let failed = self.ended()?;
        Some(failed.up.saturating_add(pause))
    }

    /// Returns the seconds left of the pause after a rate limit.
    pub fn pause_left(&self, up: Duration) -> Option<u64> {
        self.paused_until()
            .map(|until| whole_seconds(until.saturating_sub(up)))
    }

    /// Returns whether the calendar should be read again: the last request is older than `fresh_for`, or a multiple of
    /// that for many appointments, and no pause after a rate limit remains.
    pub fn is_old(&self, fresh_for: Duration, now: Moment) -> bool {
        let size = self.value().map_or(0, |extent| extent.size);
        let limit = fresh_for * u32::try_from(size.div_ceil(FEW).max(1)).unwrap_or(u32::MAX);
        self.paused_until()
            .map_or_else(|| self.is_due(limit, now), |until| until <= now.up)
    }

    /// Returns the time until the next change of a displayed number of seconds: the age, the wait, or the pause.
    pub fn shows_in(&self, up: Duration) -> Duration {
        let counted = [
            self.read_at().map(|read| read.up),
            self.awaited_since(),
            self.paused_until(),
        ];
        let into_second = |since: Duration| {
            if since <= up {
                Duration::from_secs(1) - Duration::from_nanos((up - since).subsec_nanos().into())
            } else {
                until_next_second(since, up)
            }
        };
        counted
            .into_iter()
            .flatten()
            .map(into_second)
            .fold(Duration::from_secs(1), Duration::min)
    }
}

/// Returns the pause after a rate limit, which is endless if the quota is used up; `None` for any other failure.
fn pause(failure: &Failure) -> Option<Duration> {
    match failure.report().cause {
        Cause::RateLimited => Some(failure.report().retry_after.unwrap_or(PAUSE)),
        Cause::QuotaExhausted => Some(Duration::MAX),
        _ => None,
    }
}
