//! Records for writing: bodies, and the keys for searches.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::clock::instant;

/// A record to be written.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub(crate) id: String,
    /// The search keys by name: texts, whole numbers and booleans.
    pub(crate) keys: BTreeMap<String, Value>,
    pub(crate) body: Value,
}

impl Entity {
    /// Creates a record with its `id`. Each pair is a search key and the member that it holds.
    pub(crate) fn found_by(keys: &[(&str, &str)], body: Value) -> Self {
        let id = body["id"].as_str().unwrap_or_default().to_owned();
        let mut record = Self {
            id,
            keys: BTreeMap::new(),
            body,
        };
        for (key, member) in keys {
            let value = record.body[*member].clone();
            record = record.and_by(key, value);
        }
        record
    }

    /// Adds one more search key, unless it is null.
    pub(crate) fn and_by(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if !value.is_null() {
            self.keys.insert(key.to_owned(), value);
        }
        self
    }

    /// Creates the record of an appointment, with its search keys.
    pub(crate) fn draw(body: Value) -> Self {
        let start_ms = start_of_draw(&body);
        let columns = [
            ("person", "profile_id"),
            ("place", "location_id"),
            ("status", "status"),
        ];
        Self::found_by(&columns, body).and_by("start_ms", start_ms)
    }

    /// Creates the record of a profile, with its search keys.
    pub(crate) fn profile(body: Value) -> Self {
        let email = body["email"].as_str().map(str::to_lowercase);
        Self::found_by(&[], body).and_by("email", email)
    }

    /// Creates the record of an appointment, with its search keys.
    pub(crate) fn visit(body: Value) -> Self {
        let span = span_of_visit(&body);
        let columns = [
            ("person", "patientId"),
            ("place", "practitionerId"),
            ("status", "status"),
        ];
        Self::found_by(&columns, body)
            .and_by("start_ms", span.map(|(start, _)| start.timestamp_millis()))
            .and_by("end_ms", span.map(|(_, end)| end.timestamp_millis()))
    }

    /// Creates the record of a patient, with its search keys and the display name that the clinic's client
    /// expects.
    pub(crate) fn patient(mut body: Value) -> Self {
        if body["fullName"].is_null()
            && let Value::Object(person) = &mut body
        {
            let part = |name| person.get(name).and_then(Value::as_str).unwrap_or_default();
            let full_name = format!("{} {}", part("firstName"), part("lastName"));
            person.shift_remove("fullName");
            person.shift_insert(1, "fullName".to_owned(), json!(full_name));
        }
        Self::practitioner(body)
    }

    /// Creates the record of a practitioner or patient, with its search keys.
    pub(crate) fn practitioner(body: Value) -> Self {
        let part = |name: &str| body[name].as_str().unwrap_or_default();
        let name = format!("{} {}", part("firstName"), part("lastName")).to_lowercase();
        let columns = [
            ("email", "email"),
            ("phone", "phone"),
            ("birth_date", "birthDate"),
            ("gender", "gender"),
            ("active", "active"),
            ("specialty", "specialty"),
            ("npi", "npi"),
        ];
        Self::found_by(&columns, body).and_by("name", name)
    }
}

/// Returns the start of a draw in milliseconds since 1970; `None` for a home kit.
pub(crate) fn start_of_draw(draw: &Value) -> Option<i64> {
    draw["scheduled_at"]
        .as_str()
        .and_then(instant)
        .map(|instant| instant.timestamp_millis())
}

/// Returns the time that an appointment takes: to its end, else for its minutes, else only its start.
fn span_of_visit(visit: &Value) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let start = instant(visit["start"].as_str()?)?.to_utc();
    let length = visit["minutesDuration"]
        .as_i64()
        .map_or(TimeDelta::milliseconds(1), TimeDelta::minutes);
    let end = visit["end"]
        .as_str()
        .and_then(instant)
        .map_or(start + length, |end| end.to_utc());
    Some((start, end))
}
