//! The later appointments of a series, from one of its appointments on.

use chrono::{DateTime, Days as DayCount, NaiveDate, Utc};

use booking::{
    Appointment, AppointmentRef, Booked, CalendarEntry, ClinicId, Days, Reference, Subject,
};

use super::Office;

/// How far ahead the later appointments are searched: the longest weekly series, and a little more.
const DAYS_AHEAD: u64 = 400;

impl Office {
    /// Returns an appointment and the known later ones of its series, in order. If the clinic has no references,
    /// later appointments with the same provider at the same hour count as the series.
    pub fn series_from(
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

    /// Returns the reference of the next booking at a clinic; `None` if bookings there bear none.
    pub fn reference_at(&self, clinic: ClinicId) -> Option<Reference> {
        let seed = self.setup.references_at(clinic)?;
        Some(Reference::draw(seed, self.next_reference))
    }

    /// Returns the days on which the later appointments of a series are searched.
    pub fn days_of_series(&self, from: &AppointmentRef) -> Option<Days> {
        let zone = self.zone_of(&from.visit());
        let first = from.start?.with_timezone(&zone).date_naive();
        let last = first.checked_add_days(DayCount::new(DAYS_AHEAD));
        Days::new(first, last.unwrap_or(NaiveDate::MAX), zone)
    }
}

/// Returns the reference that an appointment bears, if any; the references of a series begin alike.
pub fn reference_of(appointment: &Appointment) -> Option<Reference> {
    let field = appointment.clinic.reference_field()?.wire?;
    Reference::borne_by(appointment.member(field)?)
}

fn borne_by(booked: &Booked) -> Option<Reference> {
    Reference::borne_by(booked.comment.as_ref()?.shown())
}
