//! Cancelling the rest of a series from one of its appointments on: the later ones are read and listed.

use crate::{ChangeForm, Desk, Part, Submissions, note};
use booking::{CancelReason, Change};
use office::LaterOfSeries;

/// Whether the form cancels an appointment with known later ones in its series.
pub fn cancels_one_of_several(desk: &Desk) -> bool {
    let Some(form) = desk.change_form() else {
        return false;
    };
    let Some(shown) = &desk.appointment.shown else {
        return false;
    };
    let is_cancelled = form.cancelling().is_some() && form.of.key() == shown.appointment.key();
    is_cancelled
        && desk
            .office
            .has_later_of_series(&shown.named(), &shown.appointment)
}

impl Part<'_, Submissions> {
    /// Requests the later appointments of the series of the appointment in the form. They are listed with the
    /// reason from the form.
    pub(crate) fn cancel_series(&mut self) {
        let Some(shown) = self.appointment.shown.clone() else {
            return;
        };
        let from = shown.named();
        let clinic = from.clinic.name();
        let language = self.setup.language;
        let form = self.change_form();
        let reason = form.and_then(|form| form.reason_given(language));
        let series = self
            .office_mut()
            .read_series(from, &shown.appointment, reason);
        let Some(series) = series else {
            return self.note(note!("change-not-known", clinic = clinic));
        };
        let case = self.change_form_mut().and_then(ChangeForm::cancelling_mut);
        if let Some(case) = case {
            case.series = Some(Box::new(series));
            self.note(note!("series-reading"));
        }
    }

    /// Opens a list that cancels each of the later appointments, once they are read.
    pub(crate) fn list_series_if_read(&mut self) {
        let case = self.change_form().and_then(ChangeForm::cancelling);
        let Some(series) = case.and_then(|case| case.series.as_ref()) else {
            return;
        };
        let later = self.office.later_of_series(series);
        if let LaterOfSeries::Awaited = later {
            return;
        }
        let case = self.change_form_mut().and_then(ChangeForm::cancelling_mut);
        let Some(series) = case.and_then(|case| case.series.take()) else {
            return;
        };
        let clinic = series.from.clinic.name();
        let rows = match later {
            LaterOfSeries::Awaited => return,
            LaterOfSeries::Unread => return self.note(note!("series-not-read", clinic = clinic)),
            LaterOfSeries::Nothing => return self.note(note!("series-none")),
            LaterOfSeries::Known(rows) => rows,
        };
        let usual = || {
            CancelReason::PatientRequest
                .to_text(self.setup.language)
                .to_owned()
        };
        // Words typed in the list are added to a usual reason chosen in the form, which is opened with the patient's request.
        let chosen = series.reason.as_deref().and_then(CancelReason::given_by);
        let chosen = chosen
            .map(|(reason, _)| reason)
            .filter(|reason| *reason != CancelReason::PatientRequest);
        let reason = series.reason.unwrap_or_else(usual);
        let changes = rows
            .into_iter()
            .filter_map(|of| Change::cancelled(of, &reason))
            .collect();
        self.show_note(None);
        self.open_bulk_of(changes);
        self.bulk_view_mut().reason = chosen;
    }
}
