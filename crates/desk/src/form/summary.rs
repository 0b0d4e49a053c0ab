//! The head of the form: the patient, the provider and the time as they are read back to the caller. A field of
//! the head that is filled in and not being edited is a line of the summary; any other is an ordinary row.

use std::borrow::Cow;

use crate::{Desk, Pane, current};
use booking::{Entry, FieldId, FieldRole, Prose, Section, Severity, time};
use i18n::say;

/// How a field of the head is shown.
pub(super) enum HeadField {
    /// As a line of the summary, which reads the field back.
    Summary {
        /// The text that is read aloud.
        text: String,
        /// The detail after it: birth date, specialty, distance from now, or another visit on that day.
        detail: String,
    },
    /// In the line of another field.
    Included,
    /// As a row of its own.
    Row,
}

/// Returns what the form does: its clinic's purpose, or putting somebody on the waiting list.
pub(crate) fn purpose(desk: &Desk) -> &'static str {
    if desk.form().is_for_waiting_list() {
        say!(desk.setup.language, "waiting-form-title")
    } else {
        desk.clinic.purpose(desk.setup.language)
    }
}

/// Returns whether the summary may show the field.
pub(super) fn is_head(field: FieldId) -> bool {
    field.section != Section::Instructions && !field.is_further
}

/// Returns how a field of the head is shown.
pub(super) fn head_field(desk: &Desk, field: FieldId) -> HeadField {
    if is_edited(desk, field) {
        return HeadField::Row;
    }
    if field == desk.clinic.patient_field() {
        return of_entry(desk, field, patient_detail(desk, field));
    }
    if field == desk.clinic.provider_field() {
        return of_entry(desk, field, provider_detail(desk, field));
    }
    if field == desk.clinic.start_field() {
        return of_time(desk);
    }
    let is_included = match field.role {
        Some(FieldRole::End | FieldRole::Minutes) => has_time(desk),
        _ => field.kind.prose == Prose::Line && is_complete(desk),
    };
    if is_included && !has_error(desk, field) {
        HeadField::Included
    } else {
        HeadField::Row
    }
}

fn is_edited(desk: &Desk, field: FieldId) -> bool {
    desk.panes.focused == Pane::Form && desk.form().focus() == field
}

fn has_error(desk: &Desk, field: FieldId) -> bool {
    desk.form()
        .problem(field)
        .is_some_and(|problem| problem.severity == Severity::Error)
}

/// Returns whether patient, provider and time are known.
fn is_complete(desk: &Desk) -> bool {
    let patient = desk.clinic.patient_field();
    let provider = desk.clinic.provider_field();
    entry_name(desk, patient).is_some() && entry_name(desk, provider).is_some() && has_time(desk)
}

/// Returns the entry of a list that a field of the head holds.
fn entry_of(desk: &Desk, field: FieldId) -> Option<Cow<'_, Entry>> {
    desk.office.lists.known(
        field.kind.directory()?,
        desk.form().draft().text(field).trim(),
    )
}

fn entry_name(desk: &Desk, field: FieldId) -> Option<String> {
    if has_error(desk, field) {
        return None;
    }
    entry_of(desk, field).map(|entry| entry.name.clone())
}

fn of_entry(desk: &Desk, field: FieldId, detail: String) -> HeadField {
    match entry_name(desk, field) {
        Some(text) => HeadField::Summary { text, detail },
        None => HeadField::Row,
    }
}

fn patient_detail(desk: &Desk, field: FieldId) -> String {
    let language = desk.setup.language;
    let born = entry_of(desk, field)
        .map(|entry| entry.detail(language).into_owned())
        .filter(|born| !born.is_empty());
    born.map(|date| say!(language, "line-born-on", date = date))
        .unwrap_or_default()
}

/// Returns the specialty or town, and the type of the appointment unless that has a row of its own.
fn provider_detail(desk: &Desk, field: FieldId) -> String {
    let draft = desk.form().draft();
    let detail = entry_of(desk, field).map(|entry| entry.detail(desk.setup.language).into_owned());
    let is_included = |other: &FieldId| {
        other.kind.prose == Prose::Line && matches!(head_field(desk, *other), HeadField::Included)
    };
    let lines = draft
        .shown()
        .filter(|other| is_head(*other))
        .filter(is_included);
    let words = lines.map(|other| {
        other
            .kind
            .text_shown(draft.text(other).trim(), desk.setup.language)
            .into()
    });
    detail
        .into_iter()
        .chain(words)
        .filter(|part: &String| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns whether the form has a time that can be read back and that nobody is editing.
fn has_time(desk: &Desk) -> bool {
    let [end, minutes] = [FieldRole::End, FieldRole::Minutes].map(|role| desk.clinic.field(role));
    let mut fields = [Some(desk.clinic.start_field()), end, minutes]
        .into_iter()
        .flatten();
    current::slot_in_form(desk).is_some()
        && !fields.any(|field| is_edited(desk, field) || has_error(desk, field))
}

fn of_time(desk: &Desk) -> HeadField {
    if !has_time(desk) {
        return HeadField::Row;
    }
    let Some(slot) = current::slot_in_form(desk) else {
        return HeadField::Row;
    };
    let zone = desk.setting().clock.zone;
    let language = desk.setup.language;
    let echo = |field| {
        desk.form()
            .review()
            .echo(field)
            .filter(|echo| !echo.text.is_empty())
    };
    let has_end = desk.clinic.field(FieldRole::End).and_then(echo).is_some();
    let text = desk
        .words()
        .short_span(slot.start, has_end.then_some(slot.end), zone);
    let distance = || time::distance(slot.start, desk.office.moment.now, zone, language);
    let beside = current::also_there(desk).unwrap_or_else(distance);
    let detail = match desk.words().elsewhere(slot.start, zone) {
        Some(here) => format!("{beside} · {}", say!(language, "shown-here", span = here)),
        None => beside,
    };
    HeadField::Summary { text, detail }
}
