//! Reads changed details of an appointment: its reason, its texts, and the like.

use crate::{
    Appointment, AppointmentRef, Change, Detail, Draft, DraftReader, FieldId, FieldRole,
    FieldValue, Id, Problem, Reference, Setting, Severity, Spot, Text, fields_of_details,
};
use i18n::{Language, say};

/// Reads the new details of an appointment from these texts. Fields without a text, and fields whose text is the same,
/// stay as they are. The text of the patient is an id: another patient gets a new appointment with the details.
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
    // Another patient's appointment has a reference of its own.
    let names_patient = texts
        .iter()
        .any(|(field, _)| *field == clinic.patient_field());
    let borne = if names_patient {
        reference.or(setting.reference)
    } else {
        reference
    };
    let reading = Setting {
        reference: borne,
        ..*setting
    };
    let wanted = read_texts(record, texts, &reading)?;
    let is_altered = !wanted.details.is_empty();
    let of = appointment.clone();
    let change = match &wanted.patient {
        Some(patient) => Change::given_to_patient(
            patient,
            of,
            record,
            &wanted.details,
            setting.reference,
            say!(language, "cancel-wrong-patient"),
        ),
        None => Change::with_details(of, wanted.details, reference),
    };
    change.ok_or_else(|| {
        let what = if let Some(why) = why_not_given(&wanted.patient, appointment, language) {
            why
        } else if is_altered {
            say!(language, "change-not-known", clinic = clinic.name())
        } else {
            say!(language, "details-unchanged").to_owned()
        };
        vec![Problem::error(Spot::Whole, what, "")]
    })
}

/// The values that are to change, and the patient if it is another one.
struct Wanted {
    details: Vec<Detail>,
    patient: Option<Id>,
}

/// Reads the texts that differ from the record.
fn read_texts(
    record: &Appointment,
    texts: &[(FieldId, String)],
    setting: &Setting,
) -> Result<Wanted, Vec<Problem>> {
    let clinic = record.clinic;
    let language = setting.clock.language;
    let mut draft = Draft::new(clinic);
    let mut problems = Vec::new();
    for field in fields_of_details(clinic) {
        let Some((_, text)) = texts.iter().find(|(other, _)| *other == field) else {
            continue;
        };
        let now = if field == clinic.patient_field() {
            record.reference(field).unwrap_or_default().into()
        } else {
            record.detail(field).unwrap_or_default()
        };
        if text.trim().is_empty() && !now.is_empty() {
            problems.push(emptied(field, language));
        } else if text.trim() != now {
            draft.set(field, text.as_str());
        }
    }
    let mut reader = DraftReader {
        draft: &draft,
        setting,
        problems,
        echoes: Vec::new(),
    };
    let values = reader.values();
    let length = clinic.field(FieldRole::Minutes);
    let length = length.and_then(|field| Some((field, reader.whole_number(field)?)));
    let patient = clinic.patient_field();
    let patient = Some(patient).filter(|field| !draft.text(*field).trim().is_empty());
    let patient = patient.and_then(|field| reader.id(field));
    let is_asked = |problem: &Problem| {
        let field = problem.field();
        field.is_some_and(|field| texts.iter().any(|(other, _)| *other == field))
    };
    let problems: Vec<Problem> = reader.problems.into_iter().filter(is_asked).collect();
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(problems);
    }
    let detail = |(field, to): (FieldId, FieldValue)| Detail {
        field,
        from: record
            .detail(field)
            .and_then(|text| known_value(&to, &text)),
        to,
    };
    let values = values.into_iter().filter(|(field, _)| field.alterable);
    let length = length.map(|(field, minutes)| (field, FieldValue::Number(minutes)));
    let mut details: Vec<Detail> = values.chain(length).map(detail).collect();
    details.sort_by_key(|detail| clinic.position(detail.field));
    Ok(Wanted { details, patient })
}

/// Returns why an appointment can't be given to another patient, if that is wanted.
fn why_not_given(
    patient: &Option<Id>,
    appointment: &AppointmentRef,
    language: Language,
) -> Option<String> {
    if patient.is_none() || appointment.can_be_given() {
        return None;
    }
    let count = appointment.people().count();
    Some(if count > 1 {
        say!(language, "details-of-group", count)
    } else {
        say!(language, "details-not-given").to_owned()
    })
}

/// Returns the problem that a field was emptied: no API documents how to remove a text.
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
