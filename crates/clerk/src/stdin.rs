//! A booking as a JSON object, with members named as in requests.

use serde_json::{Map, Value};

use booking::{ClinicId, Clinics, FieldId, with_guess};

/// Why an object can't be read as a booking. Messages name members, but never quote their values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableObject {
    /// The input is not JSON. Holds line and column.
    #[error(
        "standard input is no JSON object: it breaks off or goes wrong at line {0}, column {1}"
    )]
    NoJson(usize, usize),
    /// The input is JSON, but not an object.
    #[error("standard input is no JSON object: a booking is written {{\"{0}\":\"…\"}}")]
    NoObject(&'static str),
    /// A member is not a field of the form.
    #[error("{0}")]
    Unknown(String),
    /// The value of a member can't be a text.
    #[error("`{0}` takes a text, a number or true and false")]
    NoText(String),
}

/// Returns the fields that a JSON object fills. Numbers, `true` and `false` count as texts, and an array of texts as
/// one text separated by commas. Members that are `null` are skipped.
///
/// # Errors
/// Fails if the text is no JSON object of this form. For an unknown member, a similar field is suggested.
pub fn fields_of(
    clinics: Clinics,
    clinic: ClinicId,
    text: &str,
) -> Result<Vec<(FieldId, String)>, UnreadableObject> {
    let first = clinic.form()[0].key();
    let object: Value = serde_json::from_str(text)
        .map_err(|error| UnreadableObject::NoJson(error.line(), error.column()))?;
    let Value::Object(members) = object else {
        return Err(UnreadableObject::NoObject(first));
    };
    read(clinics, clinic, &members)
}

fn read(
    clinics: Clinics,
    clinic: ClinicId,
    members: &Map<String, Value>,
) -> Result<Vec<(FieldId, String)>, UnreadableObject> {
    let mut filled = Vec::new();
    for (name, value) in members {
        let Some(id) = clinic.field_by_key(name) else {
            return Err(UnreadableObject::Unknown(unknown(clinics, clinic, name)));
        };
        let text = text(value).ok_or_else(|| UnreadableObject::NoText(name.clone()))?;
        filled.extend(text.map(|text| (id, text)));
    }
    Ok(filled)
}

/// Returns a value as text: `Some(None)` for `null`, `None` if it can't be a text.
fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.clone())),
        Value::Number(number) => Some(Some(number.to_string())),
        Value::Bool(yes) => Some(Some(yes.to_string())),
        Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            texts.map(|texts| Some(texts.join(", ")))
        }
        Value::Object(_) => None,
    }
}

fn unknown(clinics: Clinics, clinic: ClinicId, name: &str) -> String {
    let shown = booking::sanitize::sanitize(name);
    if let Some(other) = clinics
        .iter()
        .find(|other| other.field_by_key(name).is_some())
    {
        return format!("`{shown}` is no member of a booking at {clinic}, but of one at {other}");
    }
    let what = format!("`{shown}` is no member of a booking at {clinic}");
    with_guess(what, name, clinic.form().iter().map(|field| field.key()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::{ANIVA, CLINIK, SHIPPED, aniva, clinik};

    fn read(text: &str) -> Result<Vec<(FieldId, String)>, String> {
        fields_of(SHIPPED, CLINIK, text).map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_are_texts_and_null_is_nothing() {
        let filled = read(r#"{"patientId":"pt_1","minutesDuration":30,"end":null}"#).unwrap();
        assert_eq!(
            filled,
            [
                (clinik::PATIENT, "pt_1".to_owned()),
                (clinik::MINUTES, "30".to_owned())
            ]
        );
        let panels = fields_of(SHIPPED, ANIVA, r#"{"panel_ids":["a","b"]}"#).unwrap();
        assert_eq!(panels, [(aniva::PANELS, "a, b".to_owned())]);
    }

    #[test]
    fn a_slip_in_a_name_is_said_with_what_was_meant() {
        let message = read(r#"{"patientID":"x"}"#).unwrap_err();
        assert_eq!(
            message,
            "`patientID` is no member of a booking at ClinikAPI; did you mean `patientId`?"
        );
        let message = read(r#"{"profile_id":"x"}"#).unwrap_err();
        assert_eq!(
            message,
            "`profile_id` is no member of a booking at ClinikAPI, but of one at Aniva"
        );
    }

    #[test]
    fn what_is_no_object_is_said_without_what_it_holds() {
        assert!(
            read("{\"patientId\": Maria")
                .unwrap_err()
                .ends_with("line 1, column 15")
        );
        assert!(!read("{\"patientId\": Maria").unwrap_err().contains("Maria"));
        assert!(read("[]").unwrap_err().contains("patientId"));
        assert!(
            read(r#"{"start":{}}"#)
                .unwrap_err()
                .contains("`start` takes")
        );
    }
}
