//! Requesting the claims of other changes on the visits in the forms.

use crate::{Facts, Part, change_form};
use booking::{Change, TimedVisit};

impl Part<'_, Facts> {
    /// Requests the claims on the current booking once it is complete, and on the appointment of the open form once the
    /// form gives it a time or makes it take place again. Claims on the bookings in other forms and on the change under
    /// way stay known.
    pub(crate) fn ask_for_claims(&mut self) {
        let booked = self
            .forms
            .values()
            .filter_map(|form| form.review().booking.as_ref());
        let mut wanted: Vec<TimedVisit> = booked.map(TimedVisit::from).collect();
        let change = change_form::change_in_form(self);
        let placed = change.as_ref().and_then(Change::placed);
        wanted.extend(placed.map(TimedVisit::from));
        // The form of a change under way is closed, and may come back.
        let under_way = self.office.changes().under_way();
        let placed = under_way.and_then(|open| open.change().placed());
        wanted.extend(placed.map(TimedVisit::from));
        self.office_mut().want_claims(wanted);
    }
}
