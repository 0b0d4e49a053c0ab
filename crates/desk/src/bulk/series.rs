//! Changing the rest of a series: the later appointments are read and listed.

use crate::model::SeriesAsked;
use crate::{Desk, Part, Submissions, note};
use booking::CancelReason;
use office::{LaterOfSeries, SeveralAsked};

/// Returns whether the form cancels or moves an appointment with known later ones in its series.
pub(crate) fn changes_one_of_several(desk: &Desk) -> bool {
    let Some(form) = desk.change_form() else {
        return false;
    };
    let Some(shown) = &desk.appointment.shown else {
        return false;
    };
    let is_changed = form.cancelling().is_some() || form.moving().is_some();
    is_changed
        && form.of.key() == shown.appointment.key()
        && desk
            .office
            .has_later_of_series(&shown.named(), &shown.appointment)
}

impl Part<'_, Submissions> {
    /// Requests the later appointments of the form's series, to be listed with what is asked for each.
    pub(crate) fn change_series(&mut self, asked: SeveralAsked) {
        let Some(shown) = self.appointment.shown.clone() else {
            return;
        };
        let from = shown.named();
        let clinic = from.clinic.name();
        let series = self.office_mut().read_series(from, &shown.appointment);
        let Some(read) = series else {
            return self.note(note!("change-not-known", clinic = clinic));
        };
        if let Some(form) = self.change_form_mut() {
            form.series = Some(Box::new(SeriesAsked { read, asked }));
            self.note(note!("series-reading"));
        }
    }

    /// Opens a list that changes each of the later appointments, once they are read.
    pub(crate) fn list_series_if_read(&mut self) {
        let form = self.change_form();
        let Some(series) = form.and_then(|form| form.series.as_ref()) else {
            return;
        };
        let later = self.office.later_of_series(&series.read);
        if let LaterOfSeries::Awaited = later {
            return;
        }
        let form = self.change_form_mut();
        let Some(series) = form.and_then(|form| form.series.take()) else {
            return;
        };
        let SeriesAsked { read, asked } = *series;
        let of = match later {
            LaterOfSeries::Awaited => return,
            LaterOfSeries::Unread => {
                let clinic = read.from.clinic.name();
                return self.note(note!("series-not-read", clinic = clinic));
            }
            LaterOfSeries::Nothing => return self.note(note!("series-none")),
            LaterOfSeries::Known(of) => of,
        };
        // Words typed in the list are added to a usual reason chosen in the form, but not to the patient's request,
        // which the form opens with.
        let reason = asked.reason.as_ref();
        let chosen = reason.and_then(|reason| CancelReason::given_by(reason.shown()));
        let chosen = chosen
            .map(|(reason, _)| reason)
            .filter(|reason| *reason != CancelReason::PatientRequest);
        self.show_note(None);
        self.change_several(of, &asked);
        self.bulk_view_mut().reason = chosen;
    }
}
