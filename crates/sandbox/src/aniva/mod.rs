//! Aniva Health: blood draws, locations and their free times, profiles, panels.

mod appointments;
mod locations;
mod panels;
mod profiles;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::ClinicApi;
use super::keys::{self, KeyState};
use super::message::{Incoming, SandboxReply, not_implemented};
use super::roster::ROSTER;
use super::state::ServerState;
use std::io;

/// A refusal; the text is returned as `error`.
#[derive(Debug)]
struct AnivaRefusal(StatusCode, String);

impl AnivaRefusal {
    /// A 400, whose message names the member.
    fn invalid(message: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, message.into())
    }

    /// A 403, for a bad key and for a missing scope alike.
    fn forbidden() -> Self {
        Self(StatusCode::FORBIDDEN, "Forbidden".to_owned())
    }

    fn not_found(what: &str) -> Self {
        Self(StatusCode::NOT_FOUND, format!("{what} not found"))
    }

    fn conflict() -> Self {
        Self(StatusCode::CONFLICT, "Conflict".to_owned())
    }
}

impl From<io::Error> for AnivaRefusal {
    fn from(_: io::Error) -> Self {
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Internal server error".to_owned(),
        )
    }
}

type ApiResult = Result<SandboxReply, AnivaRefusal>;

/// Answers a request as Aniva would: no envelope, no request id, no rate-limit headers.
pub(super) fn answer(state: &ServerState, incoming: &Incoming) -> SandboxReply {
    let answer = route(state, incoming);
    answer.unwrap_or_else(|AnivaRefusal(status, message)| {
        SandboxReply::json(status, json!({"error": message}))
    })
}

/// Returns this API's answer for an ordered fault.
pub(super) fn fault(status: StatusCode, retry_after: Option<u64>) -> SandboxReply {
    let message = match status.as_u16() {
        500 => "Internal server error",
        _ => status.canonical_reason().unwrap_or("Error"),
    };
    SandboxReply::json(status, json!({"error": message})).with_retry_after(retry_after)
}

fn ok(body: Value) -> ApiResult {
    Ok(SandboxReply::json(StatusCode::OK, body))
}

fn created(body: Value) -> ApiResult {
    Ok(SandboxReply::json(StatusCode::CREATED, body))
}

/// Routes supported calls, if the key permits them. All others are 501.
fn route(state: &ServerState, incoming: &Incoming) -> ApiResult {
    authorize(incoming)?;
    let query = &incoming.query;
    match (incoming.method.as_str(), incoming.segments().as_slice()) {
        ("POST", ["appointments"]) => appointments::create(state, &object(incoming)?),
        ("GET", ["appointments"]) => appointments::list(state, query),
        ("GET", ["appointments", id]) => appointments::read(state, uuid(id)?),
        ("PATCH", ["appointments", id]) => {
            appointments::patch(state, uuid(id)?, &object(incoming)?)
        }
        ("DELETE", ["appointments", id]) => appointments::cancel(state, uuid(id)?),
        ("POST", ["appointments", id, "confirm"]) => {
            appointments::confirm(state, uuid(id)?, &object(incoming)?)
        }
        ("POST", ["appointments", id, "panels"]) => {
            panels::add(state, uuid(id)?, &object(incoming)?)
        }
        ("DELETE", ["appointments", id, "panels"]) => {
            panels::remove(state, uuid(id)?, &object(incoming)?)
        }
        ("GET", ["appointments", id, "preview"]) => panels::preview(state, uuid(id)?),
        ("GET", ["panels"]) => panels::list(),
        ("GET", ["locations"]) => ok(json!(ROSTER.locations)),
        ("GET", ["locations", id]) => ok(locations::find(uuid(id)?)?.clone()),
        ("GET", ["locations", id, "availability"]) => {
            locations::availability(state, uuid(id)?, query)
        }
        ("POST", ["profiles"]) => profiles::create(state, &object(incoming)?),
        ("GET", ["profiles"]) => profiles::list(state, query),
        ("GET", ["profiles", id]) => profiles::read(state, uuid(id)?),
        ("PATCH", ["profiles", id]) => profiles::patch(state, uuid(id)?, &object(incoming)?),
        _ => Err(AnivaRefusal(
            StatusCode::NOT_IMPLEMENTED,
            not_implemented(incoming),
        )),
    }
}

/// Returns the scopes for a call; a key needs one of them.
fn scopes(method: &str, segments: &[&str]) -> &'static [&'static str] {
    match (method, segments) {
        ("GET", ["appointments", ..]) => &[
            "TEST_SESSIONS_VIEW",
            "TEST_SESSIONS_SCHEDULE",
            "TEST_SESSIONS_MANAGE",
        ],
        (_, ["appointments", ..]) | ("GET", ["locations", _, "availability"]) => {
            &["TEST_SESSIONS_SCHEDULE", "TEST_SESSIONS_MANAGE"]
        }
        (_, ["locations", ..]) => &["LOCATIONS_VIEW", "TEST_SESSIONS_SCHEDULE"],
        ("GET", ["profiles", ..]) => &["PROFILES_VIEW", "IMPERSONATE"],
        (_, ["profiles", ..]) => &["CREATE_USER"],
        (_, ["panels", ..]) => &["panels_access"],
        _ => &[],
    }
}

/// Checks the key. Missing, unknown and revoked keys and keys without the scope all get the same 403.
fn authorize(incoming: &Incoming) -> Result<(), AnivaRefusal> {
    let key = incoming
        .header("x-api-key")
        .and_then(|text| keys::find(ClinicApi::Aniva, text));
    let key = key
        .filter(|key| key.state == KeyState::Valid)
        .ok_or_else(AnivaRefusal::forbidden)?;
    let needed = scopes(incoming.method.as_str(), &incoming.segments());
    let permitted = needed.is_empty() || key.scopes.iter().any(|scope| needed.contains(scope));
    permitted.then_some(()).ok_or_else(AnivaRefusal::forbidden)
}

fn object(incoming: &Incoming) -> Result<Map<String, Value>, AnivaRefusal> {
    if !incoming.declares_json(&["json"]) {
        return Err(AnivaRefusal::invalid(
            "Content-Type must be application/json",
        ));
    }
    serde_json::from_slice(&incoming.body)
        .map_err(|_| AnivaRefusal::invalid("Body must be a JSON object"))
}

/// Parses an id in a path.
fn uuid(text: &str) -> Result<Uuid, AnivaRefusal> {
    Uuid::try_parse(text).map_err(|_| AnivaRefusal::invalid("Invalid ID format"))
}

/// Returns a required member that is a UUID.
fn required_uuid(body: &Map<String, Value>, name: &str) -> Result<Uuid, AnivaRefusal> {
    let text = required_text(body, name)?;
    Uuid::try_parse(text).map_err(|_| AnivaRefusal::invalid(format!("{name} must be a UUID")))
}

/// Returns a required member that is text.
fn required_text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, AnivaRefusal> {
    match body.get(name) {
        None | Some(Value::Null) => Err(AnivaRefusal::invalid(format!("{name} is required"))),
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(_) => Err(AnivaRefusal::invalid(format!(
            "{name} must be a non-empty string"
        ))),
    }
}
