//! The days of practitioners and locations that bookings are checked against, one at each clinic. The appointments
//! themselves are in the book.

use std::time::Duration;

use booking::{Agenda, Booking, ClinicId, Days, Directory, Failure, Names, Provider, Subject};

use super::{CalendarKey, Office, Remote, Upcoming};

impl Office {
    /// Requests the day of a practitioner or location on the clinic's list, unless it was requested, or another day at
    /// the clinic is still awaited: while a date is being typed, other dates appear, and need not be queued.
    pub fn want_day(&mut self, provider: Provider, days: Days) {
        let clinic = provider.clinic();
        let is_listed = self.lists.provider(clinic, provider.id()).is_some();
        if self.is_unreachable(clinic) || !is_listed {
            return;
        }
        self.want_published(provider.clone(), days);
        let key = CalendarKey::Provider(provider, days);
        let is_before = |before: &CalendarKey| *before == key || self.is_reading(before);
        if !self.days[clinic].as_ref().is_some_and(is_before) {
            self.days[clinic] = Some(key.clone());
            self.read_calendar(key);
        }
    }

    /// Handles a day that was read separately, so that it need not be requested. `as_of` is the time of its request on
    /// the monotonic clock.
    pub(crate) fn on_day_read(
        &mut self,
        provider: Provider,
        days: Days,
        agenda: Agenda,
        as_of: Duration,
    ) {
        let clinic = provider.clinic();
        let key = CalendarKey::Provider(provider, days);
        self.days[clinic] = Some(key.clone());
        self.learn_calendar(key, agenda, as_of);
    }

    /// Returns the clinics whose calendars a booking was not checked against, and why these could not be read. If a
    /// list could not be read, no calendar was requested. `is_offered` is whether its time was picked from a list of
    /// free times.
    pub fn unread_calendars(
        &self,
        booking: &Booking,
        is_offered: bool,
    ) -> Vec<(ClinicId, &Failure)> {
        if booking.start().is_none() || !booking.takes_time() {
            return Vec::new();
        }
        let here = booking.clinic();
        let theirs = if here.can().sees_several && is_offered {
            None
        } else {
            self.unread_day(booking)
        };
        let own = self.upcoming_of(here, &booking.patient());
        let unlisted = match own {
            Some(_) => None,
            None => self.unread_list(here.people()),
        };
        let own = own
            .into_iter()
            .flat_map(|upcoming| self.unread_upcoming(upcoming));
        theirs.into_iter().chain(unlisted).chain(own).collect()
    }

    /// Returns why the day of a booking's practitioner or location could not be read.
    fn unread_day(&self, booking: &Booking) -> Option<(ClinicId, &Failure)> {
        let here = booking.clinic();
        let provider = booking.provider()?;
        match &self.days[here] {
            Some(day) if day.subject() == Subject::provider(&provider) => {
                self.why_unread(day).map(|failure| (here, failure))
            }
            _ => self.unread_list(here.providers()),
        }
    }

    fn unread_list(&self, directory: Directory) -> Option<(ClinicId, &Failure)> {
        match self.lists.list(directory) {
            Remote::Failed(failure, None) => Some((directory.clinic(), failure)),
            _ => None,
        }
    }

    /// Forgets failed reads from a clinic, so that they are requested again when needed.
    pub fn forget_failed(&mut self, clinic: ClinicId) {
        let day = self.days[clinic].as_ref();
        if day.is_some_and(|day| self.why_unread(day).is_some()) {
            self.days[clinic] = None;
        }
        let has_failed = |upcoming: &Upcoming| {
            let mut unread = self.unread_upcoming(upcoming);
            unread.any(|(known, _)| known == clinic)
        };
        if self.upcoming.as_ref().is_some_and(has_failed) {
            self.upcoming = None;
        }
        self.hours.retain(|query| {
            let is_here = query.key().is_some_and(|whose| whose.clinic() == clinic);
            !is_here || query.failure().is_none()
        });
    }
}
