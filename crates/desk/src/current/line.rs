//! The entry line, and the change under way.

use crate::current::patient_named;
use crate::model::LineVisit;
use crate::{Desk, Pane};
use booking::line::PatientWish;
use booking::{ClinicId, is_same_id};
use office::TypedText;

/// Reads a text that was typed beside the entry line.
pub(crate) fn typed_text<'a>(desk: &Desk, text: &'a str) -> TypedText<'a> {
    let clock = desk.setting().clock;
    desk.office.typed_text(text, desk.clinic, &clock)
}

/// Returns whether a line is being typed: the cursor is in it, and its text has not filled the form yet.
pub(crate) fn is_being_typed(desk: &Desk) -> bool {
    desk.panes.focused == Pane::Line && desk.line.is_open()
}

/// Returns whether a change of this clinic is being sent or waits to be sent.
pub(crate) fn is_under_way(desk: &Desk, clinic: ClinicId) -> bool {
    desk.office
        .changes()
        .under_way()
        .is_some_and(|open| open.change().clinic() == clinic)
}

/// Returns the visit on the line once it names a provider of the form's clinic, unless the form holds a booking with a
/// time for the same patient.
pub(crate) fn visit_on_line(desk: &Desk) -> Option<&LineVisit> {
    let in_form = desk.form().review().booking.as_ref();
    let has_time = in_form.is_some_and(|booking| booking.start().is_some());
    if desk.panes.focused != Pane::Line || !desk.line.is_open() {
        return None;
    }
    let visit = desk.line.reading.as_ref()?.visit.as_ref()?;
    let in_form = patient_named(desk, desk.clinic);
    let is_of_form = visit.patient.is_empty() || is_same_id(&visit.patient, in_form);
    let is_drawn = visit.provider.clinic() == desk.clinic && !(has_time && is_of_form);
    is_drawn.then_some(visit)
}

/// Returns the patients that a line asks for, until it fills the form.
pub(crate) fn wishes_on_line(desk: &Desk) -> &[PatientWish] {
    let reading = if desk.line.is_open() {
        desk.line.reading.as_ref()
    } else {
        None
    };
    reading.map_or(&[], |reading| &reading.means.wishes)
}
