//! The requirements of R4 for a record; its references have to lead somewhere.

use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset};
use serde_json::Value;

use super::FhirRefusal;
use super::records::FhirRecords;

const STATUSES: [&str; 10] = [
    "proposed",
    "pending",
    "booked",
    "arrived",
    "fulfilled",
    "cancelled",
    "noshow",
    "entered-in-error",
    "checked-in",
    "waitlist",
];
const SLOT_STATUSES: [&str; 5] = ["busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error"];

/// Refuses a record that breaks the standard: 400 for its form, 422 for what it says.
pub(super) fn check(records: &FhirRecords, kind: &str, body: &Value) -> Result<(), FhirRefusal> {
    if body["resourceType"] != kind {
        return Err(wrong("The resourceType differs from the address", "resourceType"));
    }
    match kind {
        "Appointment" => appointment(records, body),
        "Slot" if !SLOT_STATUSES.iter().any(|word| body["status"] == *word) => {
            Err(wrong("The status is none of a slot", "Slot.status"))
        }
        _ => Ok(()),
    }
}

fn wrong(text: &str, element: &str) -> FhirRefusal {
    FhirRefusal::new(StatusCode::BAD_REQUEST, "invariant", text).at(element)
}

fn appointment(records: &FhirRecords, body: &Value) -> Result<(), FhirRefusal> {
    let is = |word: &str| body["status"] == word;
    if !STATUSES.iter().any(|word| is(word)) {
        return Err(wrong("The status is none of an appointment", "Appointment.status"));
    }
    let participants = body["participant"].as_array().filter(|list| !list.is_empty());
    let participants = participants.ok_or_else(|| wrong("Nobody takes part", "Appointment.participant"))?;
    for (place, one) in participants.iter().enumerate() {
        let element = format!("Appointment.participant[{place}].actor");
        let reference = one.pointer("/actor/reference").and_then(Value::as_str).unwrap_or_default();
        let known = reference.split_once('/').and_then(|(kind, id)| records.current(kind, id));
        if one["status"].is_null() || known.is_none() {
            let text = format!("{reference} is not known");
            return Err(FhirRefusal::new(StatusCode::UNPROCESSABLE_ENTITY, "not-found", text).at(element));
        }
    }
    let [start, end] = ["start", "end"].map(|name| moment(body, name));
    let (start, end) = (start?, end?);
    if start.is_some() != end.is_some() {
        return Err(wrong("app-2: Either start and end are specified, or neither", "Appointment.end"));
    }
    if start.is_none() && !["proposed", "cancelled", "waitlist"].iter().any(|word| is(word)) {
        return Err(wrong(
            "app-3: Only proposed or cancelled appointments can lack dates",
            "Appointment.start",
        ));
    }
    if start.zip(end).is_some_and(|(start, end)| end <= start) {
        let text = "The end is not after the start";
        return Err(
            FhirRefusal::new(StatusCode::UNPROCESSABLE_ENTITY, "business-rule", text).at("Appointment.end")
        );
    }
    if !body["cancelationReason"].is_null() && !is("cancelled") {
        return Err(wrong("app-4: A reason only for what is cancelled", "Appointment.cancelationReason"));
    }
    Ok(())
}

fn moment(body: &Value, name: &str) -> Result<Option<DateTime<FixedOffset>>, FhirRefusal> {
    let Some(text) = body[name].as_str() else { return Ok(None) };
    let parsed = DateTime::parse_from_rfc3339(text);
    parsed.map(Some).map_err(|_| wrong("No instant with an offset", &format!("Appointment.{name}")))
}
