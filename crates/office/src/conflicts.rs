//! The conflicts of a visit with everything that the office knows.

use booking::{
    AppointmentRef, Basis, Booking, CalendarEntry, Candidate, Circumstances, Conflict, Horizon,
    RecordedChange, Subject, Surroundings,
};
use chrono::TimeDelta;

use super::Office;

/// The time chosen for a visit: where it was picked, and whose calendars it has to fit.
#[derive(Clone, Debug, Default)]
pub struct VisitTime {
    /// The basis of the free times among which it was picked; `None` if it was typed.
    pub listed: Option<Basis>,
    /// The visit, as far as it can conflict with others; `None` if it takes no time.
    pub candidate: Option<Candidate>,
    /// The calendars of its patient, at every clinic that is known to have the patient.
    pub subjects: Vec<Subject>,
    /// The length of the location's slots, for a visit without a length of its own.
    pub slots: Option<TimeDelta>,
    /// How far ahead such a visit is usually booked.
    pub horizon: Option<Horizon>,
}

impl Office {
    /// Returns the conflicts of a booking's time with the book, with the hours and with what other desks hold, as far as
    /// these are known. `moved` is the appointment that the booking moves or brings back, which is no conflict.
    pub fn conflicts_of_time(
        &self,
        booking: &Booking,
        time: &VisitTime,
        moved: Option<&AppointmentRef>,
    ) -> Vec<Conflict> {
        let Some(candidate) = &time.candidate else {
            return Vec::new();
        };
        let provider = booking.provider();
        let surroundings = Surroundings {
            zone: self.zone_of(&booking.visit()),
            now: self.moment.now,
            hours: provider
                .as_ref()
                .and_then(|provider| self.hours_with(provider)),
            template: None,
            slots: time.slots,
            language: Default::default(),
        };
        // While a booking is being sent it does not conflict with itself.
        let is_itself = |change: &RecordedChange| {
            change.is_sending() && (moved.is_some() || change.clinic == candidate.clinic)
        };
        let is_other = |entry: &CalendarEntry<'_>| match entry {
            CalendarEntry::OnRecord(booked) => moved.is_none_or(|moved| moved.id != booked.id),
            CalendarEntry::Unsettled(change) => !is_itself(change),
        };
        // A location that sees several patients at once has room for all if it offers the time.
        let is_offered = candidate.clinic.can().sees_several && time.listed.is_some();
        let their_calendar = provider
            .as_ref()
            .map(Subject::provider)
            .filter(|_| !is_offered);
        let mut theirs = self.book.calendar(their_calendar.as_slice(), |_| true);
        theirs.retain(is_other);
        // Another desk's change for the same visit is a claim on it.
        let is_no_claim = |change: &RecordedChange| change.is_own() || !candidate.is_visit(change);
        let mut own = self.book.calendar(&time.subjects, is_no_claim);
        own.retain(is_other);
        let held = provider
            .iter()
            .flat_map(|provider| self.held_with(provider))
            .cloned()
            .collect();
        candidate.conflicts(&Circumstances {
            own,
            theirs,
            held,
            blocked: self.book.blocked(provider.as_ref()),
            record: self.lists.record_state(candidate),
            is_retired: self.lists.is_retired(provider.as_ref()),
            horizon: time.horizon.clone(),
            ..surroundings.circumstances(booking, candidate.start)
        })
    }
}
