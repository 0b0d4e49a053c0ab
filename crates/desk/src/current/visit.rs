//! The visit in the form: its practitioner or location, its start and its length.

use chrono::{DateTime, TimeDelta, Utc};

use super::{free_times, patient_named, requested_free_times};
use crate::{Action, Desk, Note, note};
use booking::time::Minutes;
use booking::{
    Basis, Booking, ClinicId, Hours, Problem, Provider, Severity, Slot, USUAL_LENGTH, review,
};
use i18n::say;
use office::{AskedChange, VisitTime};

/// Returns the practitioner or location of the current form, or `None` if its field can't be read.
pub(crate) fn provider(desk: &Desk) -> Option<Provider> {
    desk.form().draft().provider()
}

/// Returns the practitioner or location named in the form, if a list has it.
pub(crate) fn listed_provider(desk: &Desk) -> Option<Provider> {
    provider(desk).filter(|provider| {
        desk.office
            .lists
            .entry(desk.clinic.providers(), provider.id())
            .is_some()
    })
}

/// Returns the hours of the provider in a form, or `None` if they aren't known.
pub(crate) fn hours_of(desk: &Desk, clinic: ClinicId) -> Option<&Hours> {
    desk.office
        .hours_with(&desk.form_of(clinic).draft().provider()?)
}

/// Returns the length of the visit in the form, if it has one.
pub(crate) fn length(desk: &Desk) -> Option<Minutes> {
    desk.form().draft().minutes()
}

/// Returns the start typed in the current form, if it can be read.
pub(crate) fn typed_start(desk: &Desk) -> Option<DateTime<Utc>> {
    desk.form().draft().start(&desk.setting().clock)
}

/// Returns the remark about other visits of the form's patient that day, with the same practitioner or at the same
/// location.
pub(crate) fn also_there(desk: &Desk) -> Option<String> {
    let patient = patient_named(desk, desk.clinic);
    let slot = slot_in_form(desk)?;
    desk.words().also_there(patient, &provider(desk)?, slot)
}

/// Returns whether this start was picked or held for the current form, not typed.
pub(crate) fn is_picked(desk: &Desk, start: DateTime<Utc>) -> bool {
    desk.form().is_picked(start)
}

/// Returns whether the time of a booking was picked from the free times of its practitioner or location.
pub(crate) fn is_from_list(desk: &Desk, booking: &Booking) -> bool {
    desk.form_of(booking.clinic()).is_from_list(booking)
}

/// Returns the start of the visit in the form, even if other fields are still empty.
pub(crate) fn start_in_form(desk: &Desk) -> Option<DateTime<Utc>> {
    let booking = desk.form().review().booking.as_ref();
    booking
        .and_then(|booking| booking.start())
        .or_else(|| typed_start(desk))
}

/// Returns the note to read the form back and then book it, or else about what is wrong with a text in it.
pub(crate) fn note_of_read_back(desk: &Desk) -> Note {
    let draft = desk.form().draft();
    let problems = review(draft, &desk.setting()).problems;
    let is_typed = |problem: &&Problem| {
        let field = problem.field();
        problem.severity == Severity::Error
            && field.is_some_and(|field| !draft.text(field).trim().is_empty())
    };
    match problems.iter().find(is_typed) {
        Some(Problem { what, advice, .. }) => Note::verbatim(format!("{what} {advice}")),
        None if draft
            .text(draft.clinic().provider_field())
            .trim()
            .is_empty() =>
        {
            note_of_nobody(desk)
        }
        None => note!("hold-books", key = desk.setup.keys.key(Action::Book)),
    }
}

/// Returns the note that the form names no practitioner or location.
fn note_of_nobody(desk: &Desk) -> Note {
    let clinic = desk.clinic;
    let key = desk.setup.keys.key(Action::Book);
    Note::new(move |language| {
        let whom = clinic.words().with_whom.text(language);
        if clinic.provider_field().required {
            say!(language, "hold-names-nobody", whom)
        } else {
            say!(
                language,
                "hold-books-with-nobody",
                whom,
                key = key.shown(language)
            )
        }
    })
}

/// Returns the slot of the visit in the form, with the usual length if the form has none.
pub(crate) fn slot_in_form(desk: &Desk) -> Option<Slot> {
    let review = desk.form().review();
    if let Some(booking) = &review.booking {
        return slot_of(desk, booking);
    }
    if let Some(span) = &review.span
        && let Some(start) = span.start()
        && let Some(end) = span.end()
    {
        return Some(Slot { start, end });
    }
    slot_from(desk, start_in_form(desk)?)
}

/// Returns the slot from a start, with the length in the form, else the usual one.
pub(crate) fn slot_from(desk: &Desk, start: DateTime<Utc>) -> Option<Slot> {
    office::visit_from(start, length(desk))
}

/// Returns the time that a booking takes up.
pub(crate) fn slot_of(desk: &Desk, booking: &Booking) -> Option<Slot> {
    if !booking.takes_time() {
        return None;
    }
    let start = booking.start()?;
    let length = booking
        .length()
        .or_else(|| length_of_slots(desk, booking))
        .unwrap_or(USUAL_LENGTH);
    Some(Slot {
        start,
        end: start + length,
    })
}

/// Returns the slot length of the booking's location, if its free times have one.
pub(crate) fn length_of_slots(desk: &Desk, booking: &Booking) -> Option<TimeDelta> {
    let free = requested_free_times(desk)?.known()?;
    if provider(desk) != booking.provider() {
        return None;
    }
    free.minutes
        .map(|minutes| TimeDelta::minutes(minutes.into()))
}

/// Returns a booking in its form as it is asked for.
pub(crate) fn asked_in_form(desk: &Desk, booking: Booking) -> AskedChange {
    let form = desk.form_of(booking.clinic());
    let times = requested_free_times(desk);
    desk.words().asked_booking(form, booking, times)
}

/// Returns the time chosen for a booking in its form.
pub(crate) fn visit_time(desk: &Desk, booking: &Booking) -> VisitTime {
    let draft = desk.form_of(booking.clinic()).draft();
    let listed = basis_of_picked(desk, booking);
    desk.words()
        .time_of(booking, draft, listed, length_of_slots(desk, booking))
}

/// Returns the source of the free times among which the time of a booking was picked, if it was.
fn basis_of_picked(desk: &Desk, booking: &Booking) -> Option<Basis> {
    // Unknown free times are judged like those computed from hours.
    let basis = || free_times(desk).map_or(Basis::Hours, |free| free.basis);
    is_from_list(desk, booking).then(basis)
}
