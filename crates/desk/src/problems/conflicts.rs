//! Conflicts of the booking in the form while it is typed: the provider's day is requested as soon as the
//! form can be booked, and every conflict is listed as a warning.

use chrono::TimeDelta;

use booking::{Basis, Booking, ClinicId, Conflict, Horizon, Problem};
use office::VisitTime;

use crate::{Desk, Facts, Part, day, form, slots};

/// Returns all conflicts of a booking in its form. A booking without a start or without attendance takes up no time.
fn against(desk: &Desk, booking: &Booking) -> Vec<Conflict> {
    let time = visit_time(desk, booking);
    desk.office.conflicts_of(booking, &time, None)
}

/// Returns the time chosen for a booking in its form.
pub(crate) fn visit_time(desk: &Desk, booking: &Booking) -> VisitTime {
    let templates = &desk.office.setup.templates;
    let template = templates.behind(desk.form_of(booking.clinic()).draft());
    // Free times that are not known any more are judged like those computed from hours.
    let basis = || slots::free_times(desk).map_or(Basis::Hours, |free| free.basis);
    let listed = form::is_from_list(desk, booking).then(basis);
    let slots = length_of_slots(desk, booking);
    VisitTime {
        horizon: template.and_then(|template| Horizon::of(template, desk.setup.language)),
        ..desk.office.time_of(booking, listed, slots, template)
    }
}

/// Returns the slot length of the booking's location, if its free times have one.
pub(crate) fn length_of_slots(desk: &Desk, booking: &Booking) -> Option<TimeDelta> {
    let free = slots::asked_for(desk)?
        .known()
        .filter(|_| slots::provider(desk) == booking.provider())?;
    free.minutes
        .map(|minutes| TimeDelta::minutes(minutes.into()))
}

impl Part<'_, Facts> {
    /// Requests the provider's day, the patient's days and the claims of the current booking, once it is
    /// complete, and lists its conflicts. `may_rename` means that names may have been read since.
    pub(crate) fn sync_conflicts(&mut self, may_rename: bool) {
        self.ask_for_day();
        if let Some(booking) = self.form().review().booking.clone() {
            self.office_mut().want_upcoming_around(&booking);
        }
        self.check_conflicts(self.clinic, may_rename);
    }

    /// Requests the day of the booking, else the day shown beside the form.
    fn ask_for_day(&mut self) {
        let booking = self.form().review().booking.as_ref();
        let of_booking =
            booking.and_then(|booking| booking.provider().zip(self.office.days_of(booking)));
        if let Some((provider, days)) = of_booking.or_else(|| day::day_beside_form(self)) {
            self.office_mut().want_day(provider, days);
        }
    }

    /// Checks the booking of a form against everything known, and lists its conflicts.
    pub(crate) fn check_conflicts(&mut self, clinic: ClinicId, may_rename: bool) {
        let booking = self.form_of(clinic).review().booking.as_ref();
        let conflicts = booking
            .map(|booking| against(self, booking))
            .unwrap_or_default();
        let start = booking.and_then(|booking| booking.subject().1);
        let anew = self.words().anew(self.form_of(clinic).draft(), start);
        let unchecked = booking
            .map(|booking| {
                let is_offered = form::is_from_list(self, booking);
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
        self.desk().forms[clinic].set_conflicts(conflicts, problems, remarks);
    }
}
