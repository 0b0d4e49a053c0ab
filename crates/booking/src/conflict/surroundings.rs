//! The context of a booking besides appointments: hours, closed days, how far ahead. Single bookings and
//! files of bookings are checked against it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Candidate, Circumstances, Horizon, USUAL_LENGTH};
use crate::{Booking, Hours, Template};
use i18n::Language;

/// The facts about the place of a booking, and about such visits.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The zone of the place, else the desk's.
    pub zone: Tz,
    /// The present.
    pub now: DateTime<Utc>,
    /// The hours of the practitioner or location, if known.
    pub hours: Option<&'a Hours>,
    /// The template of the booking, if there is one.
    pub template: Option<&'a Template>,
    /// The length of the location's slots, if known.
    pub slots: Option<TimeDelta>,
    /// The language in which the visit is named.
    pub language: Language,
}

impl Surroundings<'_> {
    /// Returns a booking as far as it can conflict with others; `None` if it takes no time, or has no start.
    pub fn candidate(&self, booking: &Booking) -> Option<Candidate> {
        let (person, start) = booking.subject();
        let start = start.filter(|_| booking.takes_time())?;
        let length = self.length(booking).unwrap_or(USUAL_LENGTH);
        let stay = self.template.map(|template| TimeDelta::minutes(template.minutes().into()));
        Some(Candidate {
            clinic: booking.clinic(),
            person,
            provider: booking.provider().map(|provider| provider.id()),
            start,
            length,
            stay: booking.length().or(stay).unwrap_or(length),
        })
    }

    /// Returns the circumstances of a booking with this start, without anyone's appointments.
    pub fn circumstances<'c>(&self, booking: &Booking, start: DateTime<Utc>) -> Circumstances<'c> {
        let end = self.length(booking).map(|length| start + length);
        Circumstances {
            own: Vec::new(),
            theirs: Vec::new(),
            held: Vec::new(),
            zone: self.zone,
            today: self.now.with_timezone(&self.zone).date_naive(),
            standing: self.hours.map(|hours| hours.standing(start, end, self.zone)),
            horizon: self.horizon(),
        }
    }

    fn length(&self, booking: &Booking) -> Option<TimeDelta> {
        booking.length().or(self.slots)
    }

    fn horizon(&self) -> Option<Horizon> {
        let template = self.template?;
        Some(Horizon { visit: template.name(self.language).to_owned(), days: template.horizon_days()? })
    }
}
