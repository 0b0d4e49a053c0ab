//! A FHIR R4 server with the people and days of the other two, written from the standard and from servers'
//! documentation: headers, Bundles, OperationOutcomes, versions, conditional create. Nothing is kept on disk.

mod change;
mod practice;
mod records;
mod search;
mod seed;

use axum::http::{HeaderName, Method, StatusCode, header};
use serde_json::{Value, json};

use super::call::ClinicApi;
use super::keys::{self, KeyState};
use super::message::{Incoming, SandboxReply, not_implemented};
use super::state::ServerState;

use self::change::RecordChange;
pub(super) use self::records::FhirRecords;

/// The path of the server.
pub(super) const PATH: &str = "/fhir/R4";

/// A refusal: its status, the code of the issue, its text, and the element concerned, if any.
#[derive(Debug)]
struct FhirRefusal {
    status: StatusCode,
    code: &'static str,
    text: String,
    element: Option<String>,
}

impl FhirRefusal {
    fn new(status: StatusCode, code: &'static str, text: impl Into<String>) -> FhirRefusal {
        FhirRefusal {
            status,
            code,
            text: text.into(),
            element: None,
        }
    }

    fn at(self, element: impl Into<String>) -> FhirRefusal {
        FhirRefusal {
            element: Some(element.into()),
            ..self
        }
    }

    /// A 400 for a meaningless request.
    fn invalid(text: impl Into<String>) -> FhirRefusal {
        FhirRefusal::new(StatusCode::BAD_REQUEST, "invalid", text)
    }

    fn gone() -> FhirRefusal {
        FhirRefusal::new(StatusCode::GONE, "deleted", "Deleted")
    }

    fn not_found() -> FhirRefusal {
        FhirRefusal::new(StatusCode::NOT_FOUND, "not-found", "Not found")
    }

    fn reply(self) -> SandboxReply {
        let mut issue =
            json!({"severity": "error", "code": self.code, "details": {"text": self.text}});
        if let Some(element) = self.element {
            issue["expression"] = json!([element]);
        }
        SandboxReply::json(
            self.status,
            json!({"resourceType": "OperationOutcome", "issue": [issue]}),
        )
    }
}

/// Answers a request as a FHIR server would.
pub(super) fn answer(state: &ServerState, incoming: &Incoming) -> SandboxReply {
    decide(state, incoming)
        .unwrap_or_else(FhirRefusal::reply)
        .with_header(header::CONTENT_TYPE, MEDIA)
}

const MEDIA: &str = "application/fhir+json; charset=utf-8";

/// Returns the answer for an ordered fault.
pub(super) fn fault(status: StatusCode, wait: Option<u64>) -> SandboxReply {
    let reply = FhirRefusal::new(status, "exception", "Ordered by a test").reply();
    reply
        .with_retry_after(wait)
        .with_header(header::CONTENT_TYPE, MEDIA)
}

fn decide(state: &ServerState, incoming: &Incoming) -> Result<SandboxReply, FhirRefusal> {
    let segments = incoming.segments();
    if segments == ["metadata"] && incoming.method == Method::GET {
        return Ok(SandboxReply::json(StatusCode::OK, capability_statement()));
    }
    authorize(incoming)?;
    state.with_fhir(|records| route(records, state, incoming))
}

fn route(
    records: &mut FhirRecords,
    state: &ServerState,
    incoming: &Incoming,
) -> Result<SandboxReply, FhirRefusal> {
    let segments = incoming.segments();
    let base = format!(
        "http://{}{PATH}",
        incoming.header("host").unwrap_or_default()
    );
    match (incoming.method.as_str(), segments.as_slice()) {
        ("GET", [kind]) => {
            let bundle = search::bundle(records, kind, &incoming.query, state.horizon_ms(), &base)?;
            Ok(SandboxReply::json(StatusCode::OK, bundle))
        }
        ("GET", [kind, id]) if records.is_deleted(kind, id) => Err(FhirRefusal::gone()),
        ("GET", [kind, id]) => records
            .current(kind, id)
            .map(|record| versioned(StatusCode::OK, record.clone()))
            .ok_or_else(FhirRefusal::not_found),
        ("GET", [kind, id, "_history", version]) => {
            let record = records
                .version(kind, id, version)
                .ok_or_else(FhirRefusal::not_found)?;
            Ok(versioned(StatusCode::OK, record))
        }
        ("POST", [kind]) if search::KINDS.iter().any(|(known, _)| known == kind) => RecordChange {
            records,
            kind,
            incoming,
            state,
        }
        .create(&base),
        ("PUT", [kind @ ("Appointment" | "Patient" | "Slot"), id]) => RecordChange {
            records,
            kind,
            incoming,
            state,
        }
        .replace(id),
        ("PATCH", [kind @ ("Appointment" | "Patient" | "Slot"), id]) => RecordChange {
            records,
            kind,
            incoming,
            state,
        }
        .patch(id),
        // A second deletion is answered like the first (R4, 3.1.0.7).
        ("DELETE", [kind @ "Slot", id]) => {
            records.delete(kind, id, state.now().timestamp_millis());
            Ok(SandboxReply::empty(StatusCode::NO_CONTENT))
        }
        _ => Err(FhirRefusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "not-supported",
            not_implemented(incoming),
        )),
    }
}

/// Returns a record, with its version in a header.
fn versioned(status: StatusCode, record: Value) -> SandboxReply {
    let version = record
        .pointer("/meta/versionId")
        .and_then(Value::as_str)
        .unwrap_or("1")
        .to_owned();
    SandboxReply::json(status, record)
        .with_header(HeaderName::from_static("etag"), format!("W/\"{version}\""))
}

fn authorize(incoming: &Incoming) -> Result<(), FhirRefusal> {
    let refused = |text: &str| FhirRefusal::new(StatusCode::UNAUTHORIZED, "login", text);
    let token = incoming
        .header("authorization")
        .and_then(|text| text.strip_prefix("Bearer "));
    let token = token.ok_or_else(|| refused("Authorization is missing"))?;
    let key =
        keys::find(ClinicApi::Fhir, token).ok_or_else(|| refused("The token is not known"))?;
    match key.state {
        KeyState::Valid => Ok(()),
        KeyState::ReadOnly if incoming.method == Method::GET => Ok(()),
        KeyState::ReadOnly => Err(FhirRefusal::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "The token's scopes only read",
        )),
        KeyState::Revoked | KeyState::Expired => Err(refused("The token is not valid any more")),
    }
}

fn capability_statement() -> Value {
    let codes = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| json!({ "code": code }))
            .collect::<Value>()
    };
    let written = ["read", "vread", "search-type", "create", "update", "patch"];
    let deleted = codes(&[&written[..], &["delete"]].concat());
    let written = codes(&written);
    let only_read = codes(&["read", "search-type"]);
    let links = |fits: &dyn Fn(&search::Link) -> bool| {
        let links = search::LINKS.iter().filter(|link| fits(link));
        links.map(search::Link::name).collect::<Value>()
    };
    let resource = |kind: &str| {
        let is_written = ["Appointment", "Patient", "Slot"].contains(&kind);
        json!({
            "type": kind,
            "interaction": match kind {
                "Slot" => &deleted,
                _ if is_written => &written,
                _ => &only_read,
            },
            "versioning": "versioned",
            "conditionalCreate": is_written,
            "searchInclude": links(&|link| link.from == kind),
            "searchRevInclude": links(&|link| link.to == kind),
        })
    };
    let resources: Value = search::KINDS
        .iter()
        .map(|(kind, _)| resource(kind))
        .collect();
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "kind": "instance",
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "patchFormat": ["application/json-patch+json"],
        "rest": [{"mode": "server", "resource": resources}],
    })
}
