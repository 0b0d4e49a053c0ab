//! The list of the current patient's visits, past and upcoming.

use super::coming::MOST_COMING;
use super::shown::is_about_another;
use crate::list_card::ListCard;
use crate::{Cx, Desk, current, note};
use words::{PatientVisits, VISIT_COLUMNS};

/// Returns whether the list shows more than the pane: past visits, or upcoming ones that the pane has no room for.
pub(crate) fn lists_more_visits(desk: &Desk) -> bool {
    if is_about_another(desk) {
        return false;
    }
    let visits = PatientVisits;
    !visits.past(&desk.office).is_empty() || visits.coming(&desk.office).len() > MOST_COMING
}

/// Opens the list, if there are any.
pub(crate) fn list_visits(cx: &mut Cx<'_>) {
    let visits = PatientVisits;
    if !visits.coming(&cx.office).is_empty() || !visits.past(&cx.office).is_empty() {
        let visits = Box::new(visits);
        let card = ListCard::of(visits, &VISIT_COLUMNS, "past-visits", "help-at-past-visits");
        return cx.open(card);
    }
    let (clinic, patient) = current::patient_in_question(cx);
    if patient.is_empty() {
        return cx.note(note!("past-visits-of-nobody"));
    }
    let clinic = clinic.name();
    let note = match (cx.office.past_visits(), cx.office.why_past_unread()) {
        (Some(_), _) => note!("past-visits-none"),
        (None, Some(_)) => note!("past-visits-unread", clinic = clinic),
        (None, None) => note!("past-visits-not-read"),
    };
    cx.note(note)
}
