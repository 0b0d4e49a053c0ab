//! Upcoming appointments of the patient in question, in words.

use booking::time::Span;
use booking::{AppointmentRef, CalendarEntry};

use crate::Desk;

/// Returns the time of a calendar entry on the clinic's clock, without the present year, and its practitioner or location.
pub(crate) fn entry_in_short(desk: &Desk, entry: CalendarEntry<'_>) -> String {
    let zone = desk.office.zone_of_entry(entry);
    let start = entry
        .start()
        .map(|start| desk.words().short_on_clocks(Span::from_start(start), zone));
    let named = |id: &str| desk.words().provider(entry.clinic(), id);
    [start, entry.provider().map(named)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns the place of an appointment among the upcoming ones of its patient, from 1, and their number. `None` if it is
/// the only one, or they are not known.
pub(crate) fn place_among_coming(desk: &Desk, of: &AppointmentRef) -> Option<(usize, usize)> {
    let (_, entries) = desk.office.coming_up(desk.clinic)?;
    let is_it = |entry: &CalendarEntry<'_>| {
        let booked = entry.on_record();
        booked.is_some_and(|booked| booked.key() == of.key())
    };
    let place = entries.iter().position(is_it)?;
    (entries.len() > 1).then_some((place + 1, entries.len()))
}

/// Whether the clinics have answered that the patient has no upcoming appointment.
pub(crate) fn has_none(desk: &Desk) -> bool {
    let coming = desk.office.coming_up(desk.clinic);
    coming.is_some_and(|(_, entries)| entries.is_empty())
}
