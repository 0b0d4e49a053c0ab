//! A cancelled or no-show status in the form of a new appointment, as staff try when a patient cancels. A
//! warning says that this makes another appointment and changes none, and names the patient's existing ones.

use crate::booking::{Booking, CalendarEntry, FieldRole, Problem, Spot, Status, Subject};
use crate::i18n::say;

use crate::desk::{Desk, Upcoming};

/// The maximum number of appointments named.
const MOST: usize = 3;

impl Desk {
    /// Returns the warning that a booking makes a new appointment that is already cancelled or missed, if its
    /// status says so.
    pub(in crate::desk) fn anew(&self, booking: &Booking) -> Option<Problem> {
        let (status, language) = (booking.status()?, self.setup.language);
        let what = match status {
            Status::Cancelled => say!(language, "anew-cancelled"),
            Status::NoShow => say!(language, "anew-noshow"),
            _ => return None,
        };
        let standing = self.visits_meant(booking);
        let which =
            standing.iter().take(MOST).map(|entry| self.said_of(*entry)).collect::<Vec<_>>().join("; ");
        let known = self.coming_of(booking.clinic(), &booking.subject().0);
        let coming = known.filter(|_| !which.is_empty());
        let advice = match (coming.map(Upcoming::name), status) {
            (None, _) => say!(language, "anew-use-the-line").to_owned(),
            (Some(who), Status::NoShow) => say!(language, "anew-stands-noshow", who = who, which = which),
            (Some(who), _) => say!(language, "anew-stands", who = who, which = which),
        };
        Some(Problem::warning(Spot::Field(booking.clinic().field(FieldRole::Status)?), what, advice))
    }

    /// Returns the patient's live appointments of today and later that may be meant; only the one that begins
    /// at the form's time, if there is one.
    fn visits_meant(&self, booking: &Booking) -> Vec<CalendarEntry<'_>> {
        let (clinic, (patient, start)) = (booking.clinic(), booking.subject());
        let mut standing = self.book.calendar(&[Subject::person(clinic, &patient)], |_| true);
        let today = |entry: &CalendarEntry<'_>| {
            let zone = self.zone_of_entry(*entry);
            let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
            entry.start().is_some_and(|start| day(start) >= day(self.moment.now))
        };
        standing.retain(|entry| entry.clinic() == clinic && entry.is_live() && today(entry));
        standing.sort_by_key(|entry| entry.start());
        let meant = start.filter(|start| standing.iter().any(|one| one.start() == Some(*start)));
        standing.retain(|entry| meant.is_none() || entry.start() == meant);
        standing
    }
}
