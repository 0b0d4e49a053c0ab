//! The patient whom the desk is about.

use crate::{Desk, Pane};
use booking::ClinicId;
use booking::line::Resolved;

/// Returns the text of a form's patient field.
pub(crate) fn patient_named(desk: &Desk, clinic: ClinicId) -> &str {
    desk.form_of(clinic)
        .draft()
        .text(clinic.patient_field())
        .trim()
}

/// Returns the patient of the form or, if it names none, of the last look-up. The id is empty if there is neither.
pub(crate) fn patient_in_hand(desk: &Desk) -> (ClinicId, &str) {
    match (patient_named(desk, desk.clinic), &desk.line.looked_up) {
        ("", Some((clinic, id))) => (*clinic, id),
        (named, _) => (desk.clinic, named),
    }
}

/// Returns the patient whose appointments are needed: that of a line with a verb, or with the usual practitioner, else
/// the one in hand.
pub(crate) fn patient_in_question(desk: &Desk) -> (ClinicId, String) {
    let needs_appointments = desk.line.verb().is_some() || desk.line.asks_for_usual();
    let is_on_line = desk.panes.focused != Pane::Form && desk.line.asks() && needs_appointments;
    let means = desk
        .line
        .reading
        .as_ref()
        .map(|reading| &reading.means)
        .filter(|_| is_on_line);
    match means {
        Some(means) => patient_of(desk, means),
        None => {
            let (clinic, id) = patient_in_hand(desk);
            (clinic, id.to_owned())
        }
    }
}

pub(crate) fn patient_of(desk: &Desk, means: &Resolved) -> (ClinicId, String) {
    let (clinic, id) = means.patient_or(patient_named(desk, means.clinic));
    (clinic, id.to_owned())
}

/// Returns the patient of the focused appointment, else the one in the form or of the last look-up, else that of the
/// shown appointment.
pub(crate) fn current_patient(desk: &Desk) -> Option<(ClinicId, String)> {
    let shown = desk.appointment.shown.as_ref();
    let shown = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
    let (clinic, id) = patient_in_hand(desk);
    let in_hand = clinic.people().id(id).map(|id| (clinic, id.to_string()));
    match desk.panes.focused {
        Pane::Appointment => shown.or(in_hand),
        _ => in_hand.or(shown),
    }
}
