//! The hours of practitioners and locations. They decide whether `2` means 02:00 or 14:00, and which times are
//! outside of them.

use crate::in_hand;
use chrono::NaiveDate;

use crate::in_hand::{hours_of, provider_in_form_of};
use crate::{ChangeForm, DayBoard, Desk, Forms, Part, day};
use booking::{ChangeKind, ClinicId, HoursFit, Provider};

/// Returns the standing of a day with respect to the hours of the current form's provider.
pub(super) fn day_fit(desk: &Desk, day: NaiveDate) -> HoursFit {
    hours_of(desk, desk.clinic).map_or(HoursFit::Unknown, |hours| hours.day_fit(day, desk.zone()))
}

impl Part<'_, Forms> {
    /// Requests the hours of every provider of a booking or move in progress, if its list has them.
    pub(crate) fn sync_hours(&mut self) {
        let wanted = self.providers_whose_hours_count();
        self.office_mut().want_hours(&wanted);
    }

    /// Returns the providers of the entry line or else of the forms, of the open move form, of the list's rows, and
    /// of the board's columns.
    fn providers_whose_hours_count(&self) -> Vec<Provider> {
        let in_form = |clinic: ClinicId| Provider::named(clinic, provider_in_form_of(self, clinic));
        let booked: Vec<Provider> = match in_hand::visit_on_line(self) {
            Some(visit) => vec![visit.provider.clone()],
            None => self
                .office
                .setup
                .clinics
                .into_iter()
                .filter_map(in_form)
                .collect(),
        };
        let moved = self
            .change_form()
            .filter(|form| form.kind == ChangeKind::Move);
        let rows = self.bulk().into_iter().flat_map(|bulk| &bulk.rows);
        let in_rows = rows.filter_map(|row| row.change.target()?.provider());
        let board = self.overlays.get::<DayBoard>().into_iter();
        let in_columns = board
            .flat_map(|board| day::in_view(self, board))
            .map(|of| of.provider);
        let mut wanted = Vec::new();
        for provider in booked
            .into_iter()
            .chain(moved.and_then(ChangeForm::provider))
            .chain(in_rows)
            .chain(in_columns)
        {
            if provider.clinic().can().has_working_hours && !wanted.contains(&provider) {
                wanted.push(provider);
            }
        }
        wanted
    }
}
