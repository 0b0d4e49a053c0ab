//! A warning about a new appointment that would be a cancelled or missed one from the beginning.

use chrono::{DateTime, Utc};

use crate::{Desk, upcoming};
use booking::{CalendarEntry, ClinicId, FieldRole, Problem, Spot, Status, Subject};
use i18n::say;

/// The maximum number of appointments named in the warning about a cancelled or missed one.
const MOST: usize = 3;

/// Returns the warning that the status in a form makes its new appointment a cancelled or missed one, if it does.
/// `start` is that of the booking in the form.
pub(crate) fn anew(desk: &Desk, clinic: ClinicId, start: Option<DateTime<Utc>>) -> Option<Problem> {
    let draft = desk.form_of(clinic).draft();
    let patient = draft.text(clinic.patient_field()).trim();
    let status = draft.status()?;
    let language = desk.setup.language;
    let what = match status {
        Status::Cancelled => say!(language, "anew-cancelled"),
        Status::NoShow => say!(language, "anew-noshow"),
        _ => return None,
    };
    let entries = live_appointments(desk, clinic, patient, start)
        .into_iter()
        .take(MOST);
    let which = entries
        .map(|entry| upcoming::entry_text(desk, entry))
        .collect::<Vec<_>>()
        .join("; ");
    let known = desk.office.upcoming_of(clinic, patient);
    let coming = known.filter(|_| !which.is_empty());
    let advice = match (coming.map(|upcoming| upcoming.name()), status) {
        (None, _) => say!(language, "anew-use-the-line").to_owned(),
        (Some(who), Status::NoShow) => {
            say!(language, "anew-stands-noshow", who = who, which = which)
        }
        (Some(who), _) => say!(language, "anew-stands", who = who, which = which),
    };
    Some(Problem::warning(
        Spot::Field(clinic.field(FieldRole::Status)?),
        what,
        advice,
    ))
}

/// Returns the patient's live appointments of today and later; if one begins at the form's time, only that.
pub(crate) fn live_appointments<'a>(
    desk: &'a Desk,
    clinic: ClinicId,
    patient: &str,
    start: Option<DateTime<Utc>>,
) -> Vec<CalendarEntry<'a>> {
    let mut entries = desk
        .office
        .book
        .calendar(&[Subject::person(clinic, patient)], |_| true);
    let is_ahead = |entry: &CalendarEntry<'_>| {
        let zone = desk.office.zone_of_entry(*entry);
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        entry
            .start()
            .is_some_and(|start| day(start) >= day(desk.office.moment.now))
    };
    entries.retain(|entry| entry.clinic() == clinic && entry.is_live() && is_ahead(entry));
    entries.sort_by_key(|entry| entry.start());
    let same_start =
        start.filter(|start| entries.iter().any(|entry| entry.start() == Some(*start)));
    entries.retain(|entry| same_start.is_none() || entry.start() == same_start);
    entries
}
