//! A status that calls a visit off, in the form of a new appointment: what staff try when a patient cancels. It is said
//! that this makes another appointment and changes none, and which of the patient's stands.

use crate::booking::{Booking, CalendarEntry, FieldRole, Problem, Spot, Status, Subject};
use crate::i18n::say;

use crate::desk::{Desk, Upcoming};

/// The most appointments named.
const MOST: usize = 3;

impl Desk {
    /// The warning that a booking of a form is recorded anew as called off, where it is.
    pub(in crate::desk) fn anew(&self, booking: &Booking) -> Option<Problem> {
        let (status, language) = (booking.status()?, self.setup.language);
        let what = match status {
            Status::Cancelled => say!(language, "anew-cancelled"),
            Status::NoShow => say!(language, "anew-noshow"),
            _ => return None,
        };
        let standing = self.standing_instead(booking);
        let which =
            standing.iter().take(MOST).map(|entry| self.said_of(*entry)).collect::<Vec<_>>().join("; ");
        let known = self.coming_of(booking.backend(), &booking.subject().0);
        let coming = known.filter(|_| !which.is_empty());
        let advice = match (coming.map(Upcoming::name), status) {
            (None, _) => say!(language, "anew-use-the-line").to_owned(),
            (Some(who), Status::NoShow) => say!(language, "anew-stands-noshow", who = who, which = which),
            (Some(who), _) => say!(language, "anew-stands", who = who, which = which),
        };
        Some(Problem::warning(Spot::Field(booking.backend().field(FieldRole::Status)?), what, advice))
    }

    /// The patient's appointments of today and after that may be meant: where one begins as the form says, that one.
    fn standing_instead(&self, booking: &Booking) -> Vec<CalendarEntry<'_>> {
        let (backend, (patient, start)) = (booking.backend(), booking.subject());
        let mut standing = self.book.calendar(&[Subject::person(backend, &patient)], |_| true);
        let today = |entry: &CalendarEntry<'_>| {
            let zone = self.zone_of_entry(*entry);
            let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
            entry.start().is_some_and(|start| day(start) >= day(self.moment.now))
        };
        standing.retain(|entry| entry.backend() == backend && entry.is_live() && today(entry));
        standing.sort_by_key(|entry| entry.start());
        let meant = start.filter(|start| standing.iter().any(|one| one.start() == Some(*start)));
        standing.retain(|entry| meant.is_none() || entry.start() == meant);
        standing
    }
}
