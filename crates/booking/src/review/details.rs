//! Reads other details for an appointment: its reason, its texts, and the like.

use super::{DraftReader, Setting};
use crate::{
    Appointment, AppointmentRef, Change, Detail, Draft, FieldId, FieldRole, FieldValue, Problem,
    Reference, Severity, Spot, Text, fields_of_details,
};
use i18n::{Language, say};

/// Reads the details that these texts give an appointment. Fields without a text here stay as they are, and so do those
/// whose text says the same.
///
/// # Errors
///
/// Returns all problems: a text that can't be read, one that was emptied, or that nothing would change.
pub fn read_details(
    appointment: &AppointmentRef,
    record: &Appointment,
    texts: &[(FieldId, String)],
    setting: &Setting,
) -> Result<Change, Vec<Problem>> {
    let clinic = appointment.clinic;
    let language = setting.clock.language;
    let comment = clinic
        .field(FieldRole::Comment)
        .and_then(|field| field.wire);
    let reference = comment
        .and_then(|name| record.member(name))
        .and_then(Reference::borne_by);
    let setting = Setting {
        reference,
        ..*setting
    };
    let mut draft = Draft::new(clinic);
    let mut problems = Vec::new();
    for field in fields_of_details(clinic) {
        let Some((_, text)) = texts.iter().find(|(other, _)| *other == field) else {
            continue;
        };
        let now = record.detail(field).unwrap_or_default();
        if text.trim().is_empty() && !now.is_empty() {
            problems.push(emptied(field, language));
        } else if text.trim() != now {
            draft.set(field, text.as_str());
        }
    }
    let mut reader = DraftReader {
        draft: &draft,
        setting: &setting,
        problems,
        echoes: Vec::new(),
    };
    let values = reader.values();
    let problems = reader.problems;
    let is_about_detail = |problem: &Problem| problem.field().is_some_and(|field| field.alterable);
    let problems: Vec<Problem> = problems.into_iter().filter(is_about_detail).collect();
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(problems);
    }
    let detail = |(field, to): (FieldId, FieldValue)| Detail {
        field,
        from: record.detail(field).and_then(|text| known_value(&to, text)),
        to,
    };
    let details = values.into_iter().filter(|(field, _)| field.alterable);
    let details = details.map(detail).collect();
    Change::with_details(appointment.clone(), details, reference).ok_or_else(|| {
        let what = say!(language, "details-unchanged");
        vec![Problem::error(Spot::Whole, what, "")]
    })
}

/// Returns the problem that a field was emptied: no API documents how to take a text away.
fn emptied(field: FieldId, language: Language) -> Problem {
    let what = say!(language, "details-emptied", field = field.label(language));
    Problem::error(
        Spot::Field(field),
        what,
        say!(language, "details-emptied-do"),
    )
}

/// Returns the value that a clinic states of a field, of the same type as the new one.
fn known_value(new: &FieldValue, text: &str) -> Option<FieldValue> {
    match new {
        FieldValue::Number(_) => text.parse().ok().map(FieldValue::Number),
        FieldValue::Text(_) => Text::new(text, usize::MAX).map(FieldValue::Text),
    }
}
