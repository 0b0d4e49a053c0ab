//! Upcoming appointments of the patient in question, in words.

use booking::{AppointmentRef, CalendarEntry};

use crate::Desk;

/// Returns the place of an appointment among its patient's upcoming ones, from 1, and their number. `None` if it is the
/// only one, or they are not known.
pub(crate) fn place_among_coming(desk: &Desk, of: &AppointmentRef) -> Option<(usize, usize)> {
    let (_, entries) = desk.office.coming_up()?;
    let is_it = |entry: &CalendarEntry<'_>| {
        let booked = entry.on_record();
        booked.is_some_and(|booked| booked.key() == of.key())
    };
    let place = entries.iter().position(is_it)?;
    (entries.len() > 1).then_some((place + 1, entries.len()))
}

/// Returns whether the clinics have answered that the patient has no upcoming appointment.
pub(crate) fn has_none(desk: &Desk) -> bool {
    let coming = desk.office.coming_up();
    coming.is_some_and(|(_, entries)| entries.is_empty())
}
