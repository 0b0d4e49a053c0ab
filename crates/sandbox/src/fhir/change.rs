//! Checks, creates, replaces and patches records.

use axum::http::{HeaderName, StatusCode};
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::records::FhirRecords;
use super::search::{self, has_identifier};
use super::{FhirRefusal, versioned};
use crate::generate;
use crate::message::{Incoming, SandboxReply};
use crate::state::ServerState;

/// A requested change of records of one kind.
pub(super) struct RecordChange<'a> {
    pub(super) records: &'a mut FhirRecords,
    pub(super) kind: &'a str,
    pub(super) incoming: &'a Incoming,
    pub(super) state: &'a ServerState,
}

impl RecordChange<'_> {
    /// Creates a record: 201. If `If-None-Exist` matches an existing one, returns that with 200; 412 if several match.
    pub(super) fn create(self, base: &str) -> Result<SandboxReply, FhirRefusal> {
        let RecordChange {
            records,
            kind,
            incoming,
            state,
        } = self;
        let mut body = body_of(incoming, &["fhir+json", "json"])?;
        if let Some(condition) = incoming.header("if-none-exist") {
            let token = condition.strip_prefix("identifier=");
            let token =
                token.ok_or_else(|| FhirRefusal::invalid("If-None-Exist takes an identifier"))?;
            let existing: Vec<&Value> = records
                .as_of(kind, i64::MAX)
                .filter(|record| has_identifier(record, token))
                .collect();
            match existing.as_slice() {
                [] => {}
                [one] => return Ok(versioned(StatusCode::OK, (*one).clone())),
                _ => {
                    return Err(FhirRefusal::new(
                        StatusCode::PRECONDITION_FAILED,
                        "multiple-matches",
                        "Several",
                    ));
                }
            }
        }
        check(records, kind, &body)?;
        records.made += 1;
        let number = generate::alphanumerics(state.id_number(records.made), 8);
        body["id"] = json!(format!("{}-{number}", kind.to_lowercase()));
        let now = state.now();
        let stored = records.write(body, now.timestamp_millis(), now);
        let id = stored["id"].as_str().unwrap_or_default().to_owned();
        let location = format!("{base}/{kind}/{id}/_history/1");
        Ok(versioned(StatusCode::CREATED, stored)
            .with_header(HeaderName::from_static("location"), location))
    }

    pub(super) fn replace(self, id: &str) -> Result<SandboxReply, FhirRefusal> {
        let body = body_of(self.incoming, &["fhir+json", "json"])?;
        if body["id"] != self.matching(id)?["id"] {
            return Err(FhirRefusal::invalid("The id differs from the address"));
        }
        self.store(body)
    }

    /// Alters a record with a JSON Patch (RFC 6902).
    pub(super) fn patch(self, id: &str) -> Result<SandboxReply, FhirRefusal> {
        let steps = body_of(self.incoming, &["json-patch+json"])?;
        let mut record = self.matching(id)?;
        for step in steps
            .as_array()
            .ok_or_else(|| FhirRefusal::invalid("A patch is a list"))?
        {
            apply(&mut record, step)?;
        }
        self.store(record)
    }

    fn store(self, body: Value) -> Result<SandboxReply, FhirRefusal> {
        check(self.records, self.kind, &body)?;
        let now = self.state.now();
        Ok(versioned(
            StatusCode::OK,
            self.records.write(body, now.timestamp_millis(), now),
        ))
    }

    /// Returns a record if it has the version in `If-Match`; otherwise 412.
    fn matching(&self, id: &str) -> Result<Value, FhirRefusal> {
        let current = self
            .records
            .current(self.kind, id)
            .ok_or_else(FhirRefusal::not_found)?
            .clone();
        let version = current
            .pointer("/meta/versionId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        match self.incoming.header("if-match") {
            Some(wanted) if wanted != format!("W/\"{version}\"") => Err(FhirRefusal::new(
                StatusCode::PRECONDITION_FAILED,
                "conflict",
                "Another version by now",
            )),
            _ => Ok(current),
        }
    }
}

fn body_of(incoming: &Incoming, kinds: &[&str]) -> Result<Value, FhirRefusal> {
    if !incoming.declares_json(kinds) {
        let wanted = format!(
            "Content-Type must be application/{}",
            kinds.first().unwrap_or(&"json")
        );
        return Err(FhirRefusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-supported",
            wanted,
        ));
    }
    serde_json::from_slice(&incoming.body)
        .map_err(|_| FhirRefusal::new(StatusCode::BAD_REQUEST, "structure", "The body is no JSON"))
}

/// Applies a step of a patch to a member of the record or of one of its parts, or refuses it as impossible.
fn apply(record: &mut Value, step: &Value) -> Result<(), FhirRefusal> {
    let impossible = || FhirRefusal::invalid(format!("Patch: {}", step["op"]));
    let path = step["path"].as_str().ok_or_else(impossible)?;
    let value = &step["value"];
    let (parent, name) = path.rsplit_once('/').ok_or_else(impossible)?;
    let parent = record.pointer_mut(parent).ok_or_else(impossible)?;
    match (step["op"].as_str(), parent) {
        (Some("test"), parent) if parent.get(name) == Some(value) => {}
        (Some("add"), Value::Object(members)) => {
            members.insert(name.to_owned(), value.clone());
        }
        (Some("replace"), Value::Object(members)) => {
            *members.get_mut(name).ok_or_else(impossible)? = value.clone();
        }
        (Some("remove"), Value::Object(members)) => {
            members.shift_remove(name).ok_or_else(impossible)?;
        }
        (Some("add"), Value::Array(items)) if name == "-" => items.push(value.clone()),
        (Some("replace"), Value::Array(items)) => {
            let place: usize = name.parse().map_err(|_| impossible())?;
            *items.get_mut(place).ok_or_else(impossible)? = value.clone();
        }
        _ => return Err(impossible()),
    }
    Ok(())
}

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
const SLOT_STATUSES: [&str; 5] = [
    "busy",
    "free",
    "busy-unavailable",
    "busy-tentative",
    "entered-in-error",
];

/// Refuses a record that breaks the standard: 400 for its form, 422 for its content.
fn check(records: &FhirRecords, kind: &str, body: &Value) -> Result<(), FhirRefusal> {
    if body["resourceType"] != kind {
        return Err(wrong(
            "The resourceType differs from the address",
            "resourceType",
        ));
    }
    match kind {
        "Appointment" => appointment(records, body),
        "Slot" => slot(records, body),
        _ => Ok(()),
    }
}

fn slot(records: &FhirRecords, body: &Value) -> Result<(), FhirRefusal> {
    if !SLOT_STATUSES.iter().any(|word| body["status"] == *word) {
        return Err(wrong("The status is none of a slot", "Slot.status"));
    }
    let schedule = body.pointer("/schedule/reference").and_then(Value::as_str);
    let id = schedule.and_then(|reference| reference.strip_prefix("Schedule/"));
    if id.is_none_or(|id| records.current("Schedule", id).is_none()) {
        return Err(wrong("The schedule is not known", "Slot.schedule"));
    }
    let instant = |name: &str| {
        let text = body[name].as_str().unwrap_or_default();
        DateTime::parse_from_rfc3339(text)
            .map_err(|_| wrong("No instant with an offset", &format!("Slot.{name}")))
    };
    match (instant("start")?, instant("end")?) {
        (start, end) if end <= start => Err(wrong("The end is not after the start", "Slot.end")),
        _ => Ok(()),
    }
}

fn wrong(text: &str, element: &str) -> FhirRefusal {
    FhirRefusal::new(StatusCode::BAD_REQUEST, "invariant", text).at(element)
}

fn appointment(records: &FhirRecords, body: &Value) -> Result<(), FhirRefusal> {
    let is = |word: &str| body["status"] == word;
    if !STATUSES.iter().any(|word| is(word)) {
        return Err(wrong(
            "The status is none of an appointment",
            "Appointment.status",
        ));
    }
    check_participants(records, body)?;
    let [start, end] = ["start", "end"].map(|name| moment(body, name));
    let start = start?;
    let end = end?;
    if start.is_some() != end.is_some() {
        return Err(wrong(
            "app-2: Either start and end are specified, or neither",
            "Appointment.end",
        ));
    }
    if start.is_none()
        && !["proposed", "cancelled", "waitlist"]
            .iter()
            .any(|word| is(word))
    {
        return Err(wrong(
            "app-3: Only proposed or cancelled appointments can lack dates",
            "Appointment.start",
        ));
    }
    if start.zip(end).is_some_and(|(start, end)| end <= start) {
        let text = "The end is not after the start";
        return Err(
            FhirRefusal::new(StatusCode::UNPROCESSABLE_ENTITY, "business-rule", text)
                .at("Appointment.end"),
        );
    }
    if !body["cancelationReason"].is_null() && !is("cancelled") {
        return Err(wrong(
            "app-4: A reason only for what is cancelled",
            "Appointment.cancelationReason",
        ));
    }
    Ok(())
}

/// Checks that there are participants, and that all are known.
fn check_participants(records: &FhirRecords, body: &Value) -> Result<(), FhirRefusal> {
    let participants = body["participant"]
        .as_array()
        .filter(|list| !list.is_empty());
    let participants =
        participants.ok_or_else(|| wrong("Nobody takes part", "Appointment.participant"))?;
    for (place, participant) in participants.iter().enumerate() {
        let element = format!("Appointment.participant[{place}].actor");
        let reference = participant
            .pointer("/actor/reference")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let (record, _version) = reference
            .split_once("/_history/")
            .unwrap_or((reference, ""));
        // Only references to this server are checked.
        let is_there = record.split_once('/').is_none_or(|(kind, id)| {
            !search::KINDS.iter().any(|(known, _)| *known == kind)
                || records.current(kind, id).is_some()
        });
        if participant["status"].is_null() || !is_there {
            let text = format!("{reference} is not known");
            return Err(
                FhirRefusal::new(StatusCode::UNPROCESSABLE_ENTITY, "not-found", text).at(element),
            );
        }
    }
    Ok(())
}

fn moment(body: &Value, name: &str) -> Result<Option<DateTime<FixedOffset>>, FhirRefusal> {
    let Some(text) = body[name].as_str() else {
        return Ok(None);
    };
    let parsed = DateTime::parse_from_rfc3339(text);
    parsed
        .map(Some)
        .map_err(|_| wrong("No instant with an offset", &format!("Appointment.{name}")))
}
