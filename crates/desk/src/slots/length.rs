//! The length of a visit without a typed one: that of the published slot at its start.

use chrono::{DateTime, Utc};

use crate::current::{free_times, listed_provider, today};
use crate::slots::first_free::case_as_filled;
use crate::slots::free::{known_of, last_day_offered};
use crate::{Desk, Forms, Known, Pane, Part, current};
use office::BookingForm;

/// Returns the minutes of the free slot with this start.
pub(super) fn length_of_slot(desk: &Desk, start: DateTime<Utc>) -> Option<u32> {
    free_times(desk)?.minutes_at(start)
}

/// Returns the minutes of the published slot with this start, or of all published slots if they are equally long. Free
/// times computed from hours have a length only once they are picked.
fn length_at(desk: &Desk, start: DateTime<Utc>) -> Option<u32> {
    let free = free_times(desk)?;
    let picked = current::is_picked(desk, start).then_some(start);
    free.published_minutes_at(start)
        .or_else(|| free.minutes_at(picked?))
}

/// Returns the start of the form's visit, if the visit is to have a length and none is typed.
fn start_without_length(desk: &Desk) -> Option<DateTime<Utc>> {
    let clinic = desk.clinic;
    let may_ask = listed_provider(desk).is_some()
        && !desk.office.is_unreachable(clinic)
        && !current::is_under_way(desk, clinic);
    let start = current::typed_start(desk)?;
    (desk.form().draft().lacks_length() && may_ask).then_some(start)
}

/// Returns whether the form's length was taken from the slot of another start or practitioner than the form's.
fn is_of_other_slot(desk: &Desk) -> bool {
    desk.form()
        .has_length_of_other_slot(current::typed_start(desk))
}

/// Returns whether the length of the visit in the form is being read.
pub(crate) fn awaits_length(desk: &Desk) -> bool {
    let day = |start: DateTime<Utc>| start.with_timezone(&desk.zone()).date_naive();
    start_without_length(desk).is_some_and(|start| known_of(desk, day(start)) == Known::Asking)
}

/// Returns whether the length of the visit in the form is still to be read.
pub(crate) fn is_length_open(desk: &Desk) -> bool {
    let Some(start) = start_without_length(desk) else {
        return false;
    };
    let day = start.with_timezone(&desk.zone()).date_naive();
    match known_of(desk, day) {
        Known::Asking => true,
        Known::Unasked => (today(desk)..=last_day_offered(desk)).contains(&day),
        Known::AsOf(_) | Known::Failed => false,
    }
}

impl Part<'_, Forms> {
    /// Enters the length of the published slot at the start of the form's visit; requests the slots of that day first,
    /// if need be. An entered length follows the start and the practitioner. Leaves a length alone while it is being
    /// typed.
    pub(crate) fn sync_length(&mut self) {
        let focus = self.form().focus();
        if self.panes.focused == Pane::Form
            && self.form().fields_of_length().any(|field| field == focus)
        {
            return;
        }
        let is_of_other = is_of_other_slot(self);
        if !is_of_other && start_without_length(self).is_none() {
            return;
        }
        let is_as_filled = case_as_filled(self).is_some();
        if is_of_other {
            self.clear_length();
        }
        if let Some(start) = start_without_length(self) {
            self.take_published_length(start);
        }
        if is_as_filled {
            self.record_filled();
        }
    }

    fn clear_length(&mut self) {
        self.form_mut().enter(BookingForm::clear_length);
    }

    fn take_published_length(&mut self, start: DateTime<Utc>) {
        let day = start.with_timezone(&self.zone()).date_naive();
        match known_of(self, day) {
            Known::Unasked if (today(self)..=last_day_offered(self)).contains(&day) => {
                self.ask_about(day)
            }
            Known::AsOf(_) => self.take_length(length_at(self, start), start),
            Known::Unasked | Known::Asking | Known::Failed => {}
        }
    }

    /// Enters the length of the slot at this start in the form, if it has none.
    pub(crate) fn take_length(&mut self, length: Option<u32>, start: DateTime<Utc>) {
        self.form_mut()
            .enter(|form| form.take_length(length, start));
    }

    /// Enters the length of a slot that was picked from the free times in the form, if it has none.
    pub(crate) fn take_length_of_picked(&mut self, start: DateTime<Utc>) {
        let length = length_of_slot(self, start);
        self.take_length(length, start);
    }
}
