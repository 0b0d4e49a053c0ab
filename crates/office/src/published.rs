//! The times that practitioners publish, free or not. They are read where the working hours are unknown, to find visits
//! outside them.

use std::time::Duration;

use booking::{Booking, Days, Failure, Provider, PublishedTimes};
use chrono::{DateTime, Utc};

use super::{ClinicCall, Effect, Office, Query, Ticket};

/// The age at which published times are requested again.
const FRESH_FOR: Duration = Duration::from_secs(900);
/// The most days of practitioners that are kept.
const MOST_KEPT: usize = 512;

/// The requested published times of a practitioner on some days.
pub type PublishedQuery = Query<(Provider, Days), PublishedTimes>;

impl Office {
    /// Requests the published times around a booking, once its practitioner is known to have no hours on that day.
    pub fn want_published_around(&mut self, booking: &Booking) {
        let around = booking.provider().zip(self.days_of(booking));
        if let Some((provider, days)) = around {
            self.want_published(provider, days);
        }
    }

    /// Requests the published times of a practitioner on these days, once the practitioner is known to have no hours on
    /// the first of them.
    pub(crate) fn want_published(&mut self, provider: Provider, days: Days) {
        if !self.lacks_hours(&provider, &days) || self.is_unreachable(provider.clinic()) {
            return;
        }
        let key = (provider, days);
        let index = match self.published.iter().position(|query| query.is_of(&key)) {
            Some(index) => index,
            None => {
                if self.published.len() >= MOST_KEPT {
                    self.published.remove(0);
                }
                self.published.push(Query::default());
                self.published.len() - 1
            }
        };
        let tickets = &mut self.tickets;
        let ticket = || tickets.issue();
        let query = &mut self.published[index];
        let request = query.want_fresh(Some(key), FRESH_FOR, self.moment, ticket);
        let effect = request.map(|(ticket, (provider, days))| {
            Effect::Clinic(ticket, ClinicCall::Published(provider.clone(), *days))
        });
        self.request(effect);
    }

    /// Returns whether the published times of a practitioner on these days are awaited or still to be requested.
    pub(crate) fn awaits_published(&self, provider: &Provider, days: &Days) -> bool {
        if !self.lacks_hours(provider, days) {
            return false;
        }
        let mut asked = self.published.iter();
        let asked = asked.find(|query| {
            query
                .key()
                .is_some_and(|key| key == &(provider.clone(), *days))
        });
        asked.is_none_or(|query| query.is_asking() && query.value().is_none())
    }

    /// Returns whether a practitioner is known to have no hours on the first of these days, at a clinic that may know
    /// them.
    fn lacks_hours(&self, provider: &Provider, days: &Days) -> bool {
        if !provider.clinic().can().has_working_hours {
            return false;
        }
        let mut asked = self.hours.iter().filter(|query| query.is_of(provider));
        asked.any(|query| match query.value() {
            Some(hours) => {
                let ranges = hours.as_ref().map(|hours| hours.ranges(days.first()));
                ranges.flatten().is_none()
            }
            None => matches!(query.failure(), Some(Failure::Refused(_))),
        })
    }

    /// Returns the known published times of a practitioner for the day of this moment.
    pub(crate) fn published_around(
        &self,
        provider: &Provider,
        at: DateTime<Utc>,
    ) -> Option<&PublishedTimes> {
        let is_of_then = |query: &&PublishedQuery| {
            let key = query.key();
            key.is_some_and(|(whose, days)| whose == provider && days.contains(at))
        };
        self.published.iter().find(is_of_then)?.value()
    }

    /// Handles the published times of a practitioner, or the failure to read them.
    pub(crate) fn on_published(&mut self, ticket: Ticket, answer: Result<PublishedTimes, Failure>) {
        Query::answer_one(&mut self.published, ticket, answer, self.moment);
    }
}
