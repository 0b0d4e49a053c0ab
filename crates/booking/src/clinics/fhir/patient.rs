//! The elements of a new patient, or of one whose data are corrected.

use serde_json::{Value, json};

use super::change::{FhirRecord, Members};
use crate::api::ReadDay;
use crate::clinics::visits::{gender, name_in_use, point_in_use};
use crate::{NewPatient, PatientField, PatientRule, PatientValue, ValueShape};

/// The day on which a patient died.
pub(super) static DIED: PatientRule = PatientRule::typed(
    PatientField::Died,
    "patient-hint-died",
    "deceasedDateTime",
    ValueShape::Born,
);

/// Returns the elements of a new patient, with the numbers of the clinic.
pub(super) fn new_patient_members(patient: &NewPatient) -> Members {
    let values = patient.members();
    let values = values.map(|(name, value)| (name, value.clone())).collect();
    let mut members = patient_members(&FhirRecord::new(), values, ReadDay::default());
    let numbers = patient.numbers();
    let numbers: Vec<Value> = numbers
        .map(|(kind, number)| json!({"system": kind.system, "value": number}))
        .collect();
    if !numbers.is_empty() {
        members.push(("identifier", Some(numbers.into())));
    }
    members
}

/// Returns a patient's elements with these values, as of a day; other names and numbers stay as they are.
pub(super) fn patient_members(
    record: &FhirRecord,
    values: Vec<(&'static str, PatientValue)>,
    as_of: ReadDay,
) -> Members {
    let list = |name: &str| {
        record
            .get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let mut names = list("name");
    let mut telecom = list("telecom");
    let mut members = Members::new();
    for (name, value) in values {
        match (name, value) {
            ("firstName", PatientValue::Text(text)) => {
                let given = text.split_whitespace().collect();
                set(name_shown(&mut names, as_of), "given", given);
            }
            ("lastName", PatientValue::Text(text)) => {
                set(name_shown(&mut names, as_of), "family", text.into());
            }
            (system, PatientValue::Text(text)) => match point_in_use(&telecom, system, as_of) {
                Some(place) => set(&mut telecom[place], "value", text.into()),
                None => telecom.push(json!({"system": system, "value": text})),
            },
            (name, PatientValue::Day(day)) => {
                if name == DIED.wire {
                    // A record states this in one way only.
                    members.push(("deceasedBoolean", None));
                }
                members.push((name, Some(day.to_string().into())));
            }
            (name, PatientValue::Sex(sex)) => members.push((name, Some(gender(sex).into()))),
            (_, PatientValue::Language(_)) => {}
        }
    }
    let lists = [("name", names), ("telecom", telecom)].into_iter();
    members.extend(
        lists
            .filter(|(_, list)| !list.is_empty())
            .map(|(name, list)| (name, Some(list.into()))),
    );
    members
}

/// Returns the name that the desk shows, creating it if there is none. Its text is removed, because it would contradict
/// the new parts.
fn name_shown(names: &mut Vec<Value>, as_of: ReadDay) -> &mut Value {
    let place = name_in_use(names, as_of).unwrap_or_else(|| {
        names.push(json!({}));
        names.len() - 1
    });
    if let Some(name) = names[place].as_object_mut() {
        name.remove("text");
    }
    &mut names[place]
}

/// Sets a member, and removes the extension of its old value (R4, `_family`).
fn set(part: &mut Value, member: &str, value: Value) {
    if let Some(part) = part.as_object_mut() {
        part.remove(&format!("_{member}"));
        part.insert(member.to_owned(), value);
    }
}
