//! The current patient of the desk.

use crate::{Desk, Pane};
use booking::ClinicId;
use booking::line::{ListMatch, Resolved};
use office::DeathStage;

/// The patient of the form, a look-up or the entry line.
pub(crate) enum CurrentPatient {
    Nobody,
    /// A patient who is not identified yet.
    Someone,
    Patient(ClinicId, String),
}

/// Returns the text of a form's patient field.
pub(crate) fn patient_named(desk: &Desk, clinic: ClinicId) -> &str {
    desk.form_of(clinic)
        .draft()
        .text(clinic.patient_field())
        .trim()
}

/// Returns the patient of the last look-up, else the form's; the form's comes first while the form is focused. The id
/// is empty if there is neither.
pub(crate) fn patient_shown_or_in_form(desk: &Desk) -> (ClinicId, &str) {
    let named = patient_named(desk, desk.clinic);
    let goes_on_with_form = desk.panes.focused == Pane::Form && !named.is_empty();
    match &desk.line.shown_patient {
        Some((clinic, id)) if !goes_on_with_form => (*clinic, id),
        _ => (desk.clinic, named),
    }
}

/// Returns the patient of a line that is being typed, else the current one, else that of a line left for a pane.
pub(crate) fn patient_or_typed(desk: &Desk) -> CurrentPatient {
    let current = match patient_shown_or_in_form(desk) {
        (_, "") => CurrentPatient::Nobody,
        (clinic, id) => CurrentPatient::Patient(clinic, id.to_owned()),
    };
    match (current, patient_typed(desk)) {
        (current, CurrentPatient::Nobody) => current,
        (CurrentPatient::Nobody, typed) => typed,
        (_, typed) if desk.panes.focused == Pane::Line => typed,
        (current, _) => current,
    }
}

/// Returns the patient named on the entry line, until the line has filled the form.
fn patient_typed(desk: &Desk) -> CurrentPatient {
    if !desk.line.is_open() {
        return CurrentPatient::Nobody;
    }
    let Some(reading) = &desk.line.reading else {
        return CurrentPatient::Nobody;
    };
    match &reading.means.patient {
        ListMatch::Unasked => CurrentPatient::Nobody,
        ListMatch::One(id) => CurrentPatient::Patient(reading.means.clinic, id.clone()),
        ListMatch::Awaited | ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) => {
            CurrentPatient::Someone
        }
    }
}

/// Returns the patient whose appointments are needed: the one on a line that has a verb, takes something from past
/// visits, or follows the visit just booked; else the current one.
pub(crate) fn patient_in_question(desk: &Desk) -> (ClinicId, String) {
    if let Some(case) = &desk.bulk_view.death
        && case.stage() == DeathStage::Reading
    {
        let (clinic, id) = case.patient();
        return (clinic, id.to_owned());
    }
    let needs_appointments =
        desk.line.verb().is_some() || desk.line.asks_for_past() || desk.line.follows_booking();
    let is_on_line = desk.panes.focused != Pane::Form && desk.line.is_open() && needs_appointments;
    match &desk.line.reading {
        Some(reading) if is_on_line => patient_of(desk, &reading.means),
        _ => {
            let (clinic, id) = patient_shown_or_in_form(desk);
            (clinic, id.to_owned())
        }
    }
}

pub(crate) fn patient_of(desk: &Desk, means: &Resolved) -> (ClinicId, String) {
    let (clinic, id) = means.patient_or(patient_named(desk, means.clinic));
    (clinic, id.to_owned())
}

/// Returns the patient of the focused appointment, else the one on the line, in the form or of the last look-up, else
/// that of the shown appointment. `None` if the line names somebody who is not identified yet.
pub(crate) fn current_patient(desk: &Desk) -> Option<(ClinicId, String)> {
    let shown = desk.appointment.shown.as_ref();
    let shown = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
    match patient_or_typed(desk) {
        _ if desk.panes.focused == Pane::Appointment && shown.is_some() => shown,
        CurrentPatient::Nobody => shown,
        CurrentPatient::Someone => None,
        CurrentPatient::Patient(clinic, id) => {
            let listed = clinic.people().id(&id).map(|id| (clinic, id.to_string()));
            listed.or(shown)
        }
    }
}
