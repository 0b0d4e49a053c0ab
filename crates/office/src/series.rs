//! The later appointments of a series, from one of its appointments on.

use chrono::{DateTime, Days as DayCount, NaiveDate, Utc};

use booking::{
    Appointment, AppointmentRef, Booked, CalendarEntry, ClinicId, Days, Reference, Subject,
};

use super::{CalendarKey, Office, Whose};

/// The number of days searched for later appointments: the longest weekly series, and a little more.
const DAYS_AHEAD: u64 = 400;

/// A series whose later appointments are being read in order to change them, too.
#[derive(Clone)]
pub struct SeriesRead {
    /// The first appointment of the change.
    pub from: AppointmentRef,
    /// The appointment's reference, if any. The references of a series have the same beginning.
    reference: Option<Reference>,
    /// The calendar of the later appointments.
    asked: CalendarKey,
}

/// The later appointments of a series that are being read.
pub enum LaterOfSeries {
    /// The answer is awaited.
    Awaited,
    /// They could not be read.
    Unread,
    /// There are none.
    Nothing,
    /// The appointments after the first one of the change.
    Known(Vec<AppointmentRef>),
}

impl Office {
    /// Returns whether later appointments of this one's series are known. `read` is the appointment as it was read.
    pub fn has_later_of_series(&self, from: &AppointmentRef, read: &Appointment) -> bool {
        self.series_from(from, reference_of(read).as_ref()).len() > 1
    }

    /// Reads the later appointments of this one's series. Returns `None` if its patient or time is unknown.
    pub fn read_series(&mut self, from: AppointmentRef, read: &Appointment) -> Option<SeriesRead> {
        let person = from.person.clone()?;
        let days = self.days_of_series(&from)?;
        let asked = CalendarKey::Person(Whose::of(from.clinic, person, Some(days)));
        self.read_calendar(asked.clone());
        Some(SeriesRead {
            from,
            reference: reference_of(read),
            asked,
        })
    }

    /// Returns the later appointments of a series that is being read.
    pub fn later_of_series(&self, series: &SeriesRead) -> LaterOfSeries {
        if self.is_reading(&series.asked) {
            return LaterOfSeries::Awaited;
        }
        let read = self.calendar(&series.asked);
        if read.is_none_or(|read| read.failure().is_some()) {
            return LaterOfSeries::Unread;
        }
        let rows = self.series_from(&series.from, series.reference.as_ref());
        if rows.len() < 2 {
            return LaterOfSeries::Nothing;
        }
        LaterOfSeries::Known(rows)
    }

    /// Returns an appointment and the known later ones of its series, in order. If the clinic has no references, these
    /// are the later appointments with the same provider at the same hour.
    fn series_from(
        &self,
        from: &AppointmentRef,
        reference: Option<&Reference>,
    ) -> Vec<AppointmentRef> {
        let Some(person) = &from.person else {
            return Vec::new();
        };
        let zone = self.zone_of(&from.visit());
        let is_later = |booked: &Booked| {
            let Some((start, first)) = booked.start.zip(from.start) else {
                return false;
            };
            let hour = |at: DateTime<Utc>| at.with_timezone(&zone).time();
            let is_alike = match reference {
                Some(reference) => {
                    borne_by(booked).is_some_and(|own| own.is_of_series_of(reference))
                }
                None if from.clinic.bears_references() => false,
                None => booked.provider == from.provider && hour(start) == hour(first),
            };
            booked.is_live() && booked.id != from.id && start > first && is_alike
        };
        let entries = self
            .book
            .calendar(&[Subject::person(from.clinic, person)], |_| true);
        let booked = entries.into_iter().filter_map(CalendarEntry::on_record);
        let mut later: Vec<&Booked> = booked.filter(|booked| is_later(booked)).collect();
        later.sort_by_key(|booked| booked.start);
        std::iter::once(from.clone())
            .chain(later.into_iter().map(AppointmentRef::from))
            .collect()
    }

    /// Returns the reference of the next booking at a clinic; `None` if bookings there have none.
    pub fn reference_at(&self, clinic: ClinicId) -> Option<Reference> {
        let seed = self.setup.references_at(clinic)?;
        Some(Reference::draw(seed, self.next_reference))
    }

    /// Returns the days searched for the later appointments of a series.
    fn days_of_series(&self, from: &AppointmentRef) -> Option<Days> {
        let zone = self.zone_of(&from.visit());
        let first = from.start?.with_timezone(&zone).date_naive();
        let last = first.checked_add_days(DayCount::new(DAYS_AHEAD));
        Days::new(first, last.unwrap_or(NaiveDate::MAX), zone)
    }
}

/// Returns the reference of an appointment, if any. The references of a series have the same beginning.
fn reference_of(appointment: &Appointment) -> Option<Reference> {
    let field = appointment.clinic.reference_field()?.wire?;
    Reference::borne_by(appointment.member(field)?)
}

fn borne_by(booked: &Booked) -> Option<Reference> {
    Reference::borne_by(booked.comment.as_ref()?.shown())
}
