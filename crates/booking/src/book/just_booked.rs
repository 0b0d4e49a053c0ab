//! The visits just booked in this window: the last one, and those booked in the same call.

use chrono::TimeDelta;

use super::{Book, ChangeId, RecordedChange};
use crate::{Booked, ChangeKind, ClinicId, is_same_id};

/// The longest time between two bookings of one call.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(30);

impl Book {
    /// Returns the last visit booked in this window, as known at present, also while the booking is on its way. `None`
    /// if nothing was booked, or if the visit takes up no time any more.
    pub fn just_booked(&self) -> Option<&RecordedChange> {
        let last = self.own_bookings().max_by_key(|change| change.id.0)?;
        let newest = match last.made() {
            Some(made) => self.history(made.clinic, &made.id).into_iter().next()?,
            None => last,
        };
        newest.is_live().then_some(newest)
    }

    /// Returns the number of the last booking made in this window.
    pub fn last_booking(&self) -> Option<ChangeId> {
        let last = self.own_bookings().max_by_key(|change| change.id.0);
        last.map(|change| change.id)
    }

    /// Records that a booking is of the same call as an earlier one.
    pub fn put_into_call_of(&mut self, booking: ChangeId, earlier: ChangeId) {
        self.alter(booking, |change| change.follows = Some(earlier));
    }

    /// Returns the visits that this window has booked in the same call as an appointment, including it, each as known
    /// at present, in the order of the bookings. A call continues if the next booking is made within half an hour, for
    /// the same patient or by the entry line right after the one before. Visits that take up no time any more are left
    /// out. Empty if this window has not booked the appointment.
    pub fn booked_in_one_call(&self, clinic: ClinicId, id: &str) -> Vec<&Booked> {
        let made = self.own_bookings().filter(|change| change.made().is_some());
        let mut bookings: Vec<&RecordedChange> = made.collect();
        bookings.sort_by_key(|change| change.id.0);
        let mut calls = bookings.chunk_by(|before, after| after.goes_on_with_call_of(before));
        let is_it = |change: &&RecordedChange| {
            let made = change.made();
            made.is_some_and(|made| made.clinic == clinic && made.id == id)
        };
        let call = calls.find(|call| call.iter().any(is_it));
        let visits = call.unwrap_or_default().iter().filter_map(|change| {
            let made = change.made()?;
            self.made(made.clinic, &made.id)
        });
        visits.filter(|booked| booked.is_live()).collect()
    }

    fn own_bookings(&self) -> impl Iterator<Item = &RecordedChange> {
        let changes = self.changes.iter();
        changes.filter(|change| change.is_own() && change.kind == ChangeKind::Book)
    }
}

impl RecordedChange {
    /// Returns whether a booking was made in the same call as the one before it.
    fn goes_on_with_call_of(&self, before: &RecordedChange) -> bool {
        let is_theirs = self.clinic == before.clinic && is_same_id(&self.person, &before.person);
        let times = before.made_at.zip(self.made_at);
        let is_soon = times.is_some_and(|(before, after)| after - before <= LONGEST_PAUSE);
        is_soon && (is_theirs || self.follows == Some(before.id))
    }
}
