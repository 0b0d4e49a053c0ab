//! The hours that are read: those of every practitioner and location in view or about to be booked.

use super::with_folded;
use crate::change_form::change_in_form;
use crate::current::visit_on_line;
use crate::{ChangeForm, DayBoard, Forms, Part};
use booking::{ClinicId, Provider};

impl Part<'_, Forms> {
    /// Requests the hours of every provider of a booking or move in progress, if its list has them.
    pub(crate) fn sync_hours(&mut self) {
        let wanted = self.providers_whose_hours_count();
        self.office_mut().want_hours(&wanted);
        let booked = self.form().review().booking.clone();
        let moved = change_in_form(self).and_then(|change| change.placed().cloned());
        for booking in booked.into_iter().chain(moved) {
            self.office_mut().want_published_around(&booking);
        }
    }

    /// Returns the providers of the entry line or else of the forms, of the open move form, of the list's rows, and
    /// of the board's columns.
    fn providers_whose_hours_count(&self) -> Vec<Provider> {
        let in_form = |clinic: ClinicId| self.form_of(clinic).draft().provider();
        let booked: Vec<Provider> = match visit_on_line(self) {
            Some(visit) => vec![visit.provider.clone()],
            None => self
                .office
                .setup
                .clinics
                .into_iter()
                .filter_map(in_form)
                .collect(),
        };
        let moved = self.change_form().filter(|form| form.moving().is_some());
        let rows = self.bulk().into_iter().flat_map(|bulk| &bulk.rows);
        let in_rows = rows.filter_map(|row| row.change.target()?.provider());
        let board = self.overlays.get::<DayBoard>().into_iter();
        let in_columns = board
            .flat_map(|board| with_folded(self, board))
            .map(|of| of.provider);
        let mut wanted = Vec::new();
        for provider in booked
            .into_iter()
            .chain(moved.and_then(ChangeForm::provider))
            .chain(in_rows)
            .chain(in_columns)
        {
            if !wanted.contains(&provider) {
                wanted.push(provider);
            }
        }
        wanted
    }
}
