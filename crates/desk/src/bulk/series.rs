//! Cancelling the rest of a series from one of its appointments on: the later ones are read and listed.

use chrono::{Days as DayCount, NaiveDate};

use crate::model::SeriesQuery;
use crate::{CalendarKey, Desk, Part, Shown, Submissions, Whose, note};
use booking::{
    AppointmentRef, Booked, CalendarEntry, CancelReason, Change, ChangeKind, Days, Reference,
    Subject,
};

/// How far ahead the later appointments are searched: the longest weekly series, and a little more.
const DAYS_AHEAD: u64 = 400;

/// Returns an appointment and the known later ones of its series, in order. If the clinic has no references,
/// later appointments with the same provider at the same hour count as the series.
fn later_of_series(
    desk: &Desk,
    from: &AppointmentRef,
    reference: Option<&Reference>,
) -> Vec<AppointmentRef> {
    let Some(person) = &from.person else {
        return Vec::new();
    };
    let zone = desk.office.zone_of(&from.visit());
    let is_later = |booked: &Booked| {
        let Some((start, first)) = booked.start.zip(from.start) else {
            return false;
        };
        let hour = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).time();
        let is_alike = match reference {
            Some(reference) => borne_by(booked).is_some_and(|own| own.is_of_series_of(reference)),
            None if from.clinic.bears_references() => false,
            None => booked.provider == from.provider && hour(start) == hour(first),
        };
        booked.is_live() && booked.id != from.id && start > first && is_alike
    };
    let entries = desk
        .office
        .book
        .calendar(&[Subject::person(from.clinic, person)], |_| true);
    let booked = entries.into_iter().filter_map(CalendarEntry::on_record);
    let mut later: Vec<&Booked> = booked.filter(|booked| is_later(booked)).collect();
    later.sort_by_key(|booked| booked.start);
    std::iter::once(from.clone())
        .chain(later.into_iter().map(AppointmentRef::from))
        .collect()
}

/// Whether the form cancels an appointment with known later ones in its series.
pub fn cancels_one_of_several(desk: &Desk) -> bool {
    let form = desk
        .change_form()
        .filter(|form| form.kind == ChangeKind::Cancel);
    let Some((form, shown)) = form.zip(desk.appointment.shown.as_ref()) else {
        return false;
    };
    form.of.id == shown.appointment.id
        && later_of_series(desk, &shown.named(), reference_of(shown).as_ref()).len() > 1
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
        let Some((person, days)) = from.person.clone().zip(self.days_after(&from)) else {
            return self.note(note!("change-not-known", clinic = from.clinic.name()));
        };
        let key = CalendarKey::Person(Whose::of(from.clinic, person, Some(days)));
        let reference = reference_of(&shown);
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

    fn days_after(&self, from: &AppointmentRef) -> Option<Days> {
        let zone = self.office.zone_of(&from.visit());
        let first = from.start?.with_timezone(&zone).date_naive();
        Days::new(
            first,
            first
                .checked_add_days(DayCount::new(DAYS_AHEAD))
                .unwrap_or(NaiveDate::MAX),
            zone,
        )
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
        let rows = later_of_series(self, &query.from, query.reference.as_ref());
        if rows.len() < 2 {
            return self.note(note!("series-none"));
        }
        let usual = || {
            CancelReason::PatientRequest
                .to_text(self.setup.language)
                .to_owned()
        };
        let reason = query.reason.unwrap_or_else(usual);
        let changes = rows
            .into_iter()
            .filter_map(|of| Change::cancelled(of, &reason))
            .collect();
        self.desk().note = None;
        self.open_bulk_of(changes)
    }
}

fn reference_of(shown: &Shown) -> Option<Reference> {
    let field = shown.appointment.clinic.reference_field()?.wire?;
    Reference::borne_by(shown.appointment.member(field)?)
}

fn borne_by(booked: &Booked) -> Option<Reference> {
    Reference::borne_by(booked.comment.as_ref()?.shown())
}
