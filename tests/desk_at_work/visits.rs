//! Uses that say nothing of a vendor, told once in ClinikAPI's words and tried at every clinic that takes visits: the
//! same people have other ids there, and the same visit is another record.

use booking::ClinicId;
use booking::clinics::{CLINIK, FHIR};
use regex_lite::Regex;
use serde_json::{Map, Value, json};

/// The clinics that take visits.
pub(crate) const VISITS: [ClinicId; 2] = [CLINIK, FHIR];

/// What is said of ClinikAPI, as it is said of another clinic.
pub(crate) fn said_at(clinic: ClinicId, text: &str) -> String {
    match clinic {
        one if one == FHIR => replaced(
            text,
            &[
                (r"\bclinik\b", "fhir"),
                ("ClinikAPI", "FHIR"),
                (r"\bappt_(\w)", "appointment-$1"),
                (r"\b(pt|prac)_(\w)", "$1-$2"),
            ],
        ),
        _ => text.to_owned(),
    }
}

/// What is said of a clinic, as it is said of ClinikAPI.
pub(crate) fn said_at_clinik(clinic: ClinicId, text: &str) -> String {
    match clinic {
        one if one == FHIR => replaced(
            text,
            &[
                (r"/fhir/R4/Appointment\b", "/v1/appointments"),
                (r"/fhir/R4/Patient\b", "/v1/patients"),
                (r"\bfhir\b", "clinik"),
                ("FHIR", "ClinikAPI"),
                (r"\bappointment-([a-z0-9]{6,8})\b", "appt_$1"),
                (r"\b(pt|prac)-([a-z0-9]{6,})", "${1}_$2"),
            ],
        ),
        _ => text.to_owned(),
    }
}

fn replaced(text: &str, rules: &[(&str, &str)]) -> String {
    rules.iter().fold(text.to_owned(), |text, (pattern, with)| {
        Regex::new(pattern)
            .expect("a pattern")
            .replace_all(&text, *with)
            .into_owned()
    })
}

/// What a clinic received or answered, as ClinikAPI would write it: its records are flat.
pub(crate) fn record_at_clinik(clinic: ClinicId, value: Value) -> Value {
    match value {
        value if clinic != FHIR => value,
        Value::String(text) => said_at_clinik(clinic, &text).into(),
        Value::Object(record)
            if record
                .get("resourceType")
                .is_some_and(|kind| kind == "Appointment") =>
        {
            flat(clinic, record)
        }
        Value::Array(steps) if steps.first().is_some_and(|step| step.get("op").is_some()) => {
            let is_new = |step: &&Value| step["op"] == "add";
            let name = |step: &Value| {
                step["path"]
                    .as_str()
                    .map(|path| path.trim_start_matches('/').to_owned())
            };
            let members = steps
                .iter()
                .filter(is_new)
                .filter_map(|step| Some((name(step)?, step["value"].clone())));
            flat(clinic, members.collect())
        }
        Value::Array(values) => values
            .into_iter()
            .map(|value| record_at_clinik(clinic, value))
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, record_at_clinik(clinic, value)))
            .collect(),
        value => value,
    }
}

fn flat(clinic: ClinicId, record: Map<String, Value>) -> Value {
    let mut flat = Map::new();
    for (name, value) in record {
        let text = value
            .pointer("/text")
            .or_else(|| value.pointer("/0/text"))
            .cloned();
        let value = match name.as_str() {
            "resourceType" | "identifier" | "meta" | "slot" => continue,
            "participant" => {
                flat.extend(
                    value
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(participant),
                );
                continue;
            }
            // Its highest is one.
            "priority" => json!(10 - value.as_u64().unwrap_or(0)),
            "start" | "end" => value
                .as_str()
                .map_or(Value::Null, |at| at.replace("00Z", "00.000Z").into()),
            _ => text.unwrap_or(value),
        };
        flat.insert(name, value);
    }
    let texts = flat
        .into_iter()
        .map(|(name, value)| (name, record_at_clinik(clinic, value)));
    texts.collect()
}

fn participant(participant: &Value) -> Option<(String, Value)> {
    let (kind, id) = participant
        .pointer("/actor/reference")?
        .as_str()?
        .split_once('/')?;
    Some((format!("{}Id", kind.to_lowercase()), id.into()))
}
