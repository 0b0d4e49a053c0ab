//! Cancelling the rest of a series from one of its appointments on: the later ones are read and listed.

use crate::model::SeriesQuery;
use crate::{CalendarKey, Desk, Part, Submissions, Whose, note};
use booking::{CancelReason, Change, ChangeKind};
use office::reference_of;

/// Whether the form cancels an appointment with known later ones in its series.
pub fn cancels_one_of_several(desk: &Desk) -> bool {
    let form = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Cancel);
    let Some((form, shown)) = form.zip(desk.appointment.shown.as_ref()) else {
        return false;
    };
    form.of.key() == shown.appointment.key()
        && desk
            .office
            .series_from(&shown.named(), reference_of(&shown.appointment).as_ref())
            .len()
            > 1
}

impl Part<'_, Submissions> {
    /// Requests the later appointments of the series of the appointment in the form. They are listed with the
    /// reason from the form.
    pub(crate) fn cancel_series(&mut self) {
        let Some(shown) = self.appointment.shown.clone() else {
            return;
        };
        let from = shown.named();
        let language = self.setup.language;
        let reason = self
            .change_form()
            .and_then(|form| form.reason_given(language));
        let Some((person, days)) = from.person.clone().zip(self.office.days_of_series(&from))
        else {
            return self.note(note!("change-not-known", clinic = from.clinic.name()));
        };
        let key = CalendarKey::Person(Whose::of(from.clinic, person, Some(days)));
        let reference = reference_of(&shown.appointment);
        let Some(form) = self.change_form_mut() else {
            return;
        };
        form.series = Some(Box::new(SeriesQuery {
            from,
            reference,
            reason,
            asked: key.clone(),
        }));
        self.note(note!("series-reading"));
        self.office_mut().read_calendar(key);
    }

    /// Opens a list that cancels each of the later appointments, once they are read.
    pub(crate) fn list_series_if_read(&mut self) {
        let form = self.change_form();
        let series = form.and_then(|form| form.series.as_ref());
        if series.is_none_or(|query| self.office.is_reading(&query.asked)) {
            return;
        }
        let asked = self.change_form_mut().and_then(|form| form.series.take());
        let Some(query) = asked else { return };
        let clinic = query.from.clinic.name();
        let read = self.office.calendar(&query.asked);
        if read.is_none_or(|read| read.failure().is_some()) {
            return self.note(note!("series-not-read", clinic = clinic));
        }
        let rows = self
            .office
            .series_from(&query.from, query.reference.as_ref());
        if rows.len() < 2 {
            return self.note(note!("series-none"));
        }
        let usual = || {
            CancelReason::PatientRequest
                .to_text(self.setup.language)
                .to_owned()
        };
        // Words typed in the list are added to a usual reason chosen in the form, which is opened with the patient's request.
        let chosen = query.reason.as_deref().and_then(CancelReason::given_by);
        let chosen = chosen
            .map(|(reason, _)| reason)
            .filter(|reason| *reason != CancelReason::PatientRequest);
        let reason = query.reason.unwrap_or_else(usual);
        let changes = rows
            .into_iter()
            .filter_map(|of| Change::cancelled(of, &reason))
            .collect();
        self.show_note(None);
        self.open_bulk_of(changes);
        self.bulk_view_mut().reason = chosen;
    }
}
