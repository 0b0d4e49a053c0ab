//! Conflicts of the booking in the form while it is typed: the provider's day is requested as soon as the
//! form can be booked, and every conflict is listed as a warning.

use booking::{Booking, ClinicId, Conflict, Problem};

use crate::current::visit_time;
use crate::{Desk, Facts, Part, current};

/// Returns all conflicts of a booking in its form. A booking without a start or without attendance takes up no time.
fn against(desk: &Desk, booking: &Booking) -> Vec<Conflict> {
    let time = visit_time(desk, booking);
    desk.office.conflicts_of(booking, &time, None)
}

impl Part<'_, Facts> {
    /// Requests the patient's days of the current booking, once it is
    /// complete, and lists its conflicts. `may_rename` means that names may have been read since.
    pub(crate) fn sync_conflicts(&mut self, may_rename: bool) {
        if let Some(booking) = self.form().review().booking.clone() {
            self.office_mut().want_upcoming_around(&booking);
        }
        self.check_conflicts(self.clinic, may_rename);
    }

    /// Checks the booking of a form against everything known, and lists its conflicts.
    pub(crate) fn check_conflicts(&mut self, clinic: ClinicId, may_rename: bool) {
        let booking = self.form_of(clinic).review().booking.as_ref();
        let conflicts = booking
            .map(|booking| against(self, booking))
            .unwrap_or_default();
        let start = booking.and_then(|booking| booking.start());
        let anew = self.words().anew(self.form_of(clinic).draft(), start);
        let unchecked = booking
            .map(|booking| {
                let is_offered = current::is_from_list(self, booking);
                self.words().unchecked_calendars(booking, is_offered)
            })
            .unwrap_or_default();
        let remarks: Vec<Problem> = anew.into_iter().chain(unchecked).collect();
        let form = self.form_of(clinic);
        if !may_rename && form.conflicts() == conflicts && form.remarks() == remarks {
            return;
        }
        let problems = booking
            .map(|booking| {
                self.words()
                    .problems_of_conflicts(&booking.visit(), &conflicts)
            })
            .unwrap_or_default();
        self.desk().forms[clinic].show_conflicts(conflicts, problems, remarks);
    }
}
