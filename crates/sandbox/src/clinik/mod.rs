//! ClinikAPI: clinic visits, patients, practitioners and their roles, published slots.

mod appointments;
mod paging;
mod people;
mod reply;
mod resource;
mod schedules;
mod slots;
mod validate;

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use self::reply::{ClinikRefusal, ClinikResult, render};
use super::call::ClinicApi;
use super::clock::timestamp;
use super::keys::{self, KeyState};
use super::message::{Incoming, SandboxReply, not_implemented};
use super::state::ServerState;

/// Answers a request as ClinikAPI would.
pub(super) fn answer(state: &ServerState, incoming: &Incoming) -> SandboxReply {
    if incoming.path == "/health" && incoming.method == Method::GET {
        return SandboxReply::json(
            StatusCode::OK,
            json!({"status": "ok", "timestamp": timestamp(state.now())}),
        );
    }
    render(state, incoming.n, decide(state, incoming))
}

/// Returns this API's answer for an ordered fault.
pub(super) fn fault(
    state: &ServerState,
    incoming: &Incoming,
    status: StatusCode,
    retry_after: Option<u64>,
) -> SandboxReply {
    render(
        state,
        incoming.n,
        Err(ClinikRefusal::ordered(status, retry_after)),
    )
}

/// Checks in the documented order of refusals: method override, key, scope, then the call's own checks.
fn decide(state: &ServerState, incoming: &Incoming) -> ClinikResult {
    let overrides = [
        "x-http-method-override",
        "x-http-method",
        "x-method-override",
    ];
    if overrides.iter().any(|name| incoming.header(name).is_some()) {
        return Err(ClinikRefusal::bad_request("METHOD_OVERRIDE_REJECTED"));
    }
    if (incoming.path.as_str(), &incoming.method) != ("/v1/metadata", &Method::GET) {
        // The CapabilityStatement needs no key; the sandbox has none.
        authorize(incoming)?;
    }
    route(state, incoming)
}

/// Routes supported calls. All others are 501.
fn route(state: &ServerState, incoming: &Incoming) -> ClinikResult {
    let query = &incoming.query;
    let unknown = || ClinikRefusal::not_implemented(not_implemented(incoming));
    let named = |name: &str| resource::named(name).ok_or_else(unknown);
    match (incoming.method.as_str(), incoming.segments().as_slice()) {
        ("GET", ["appointments"]) => appointments::search(state, query),
        ("GET", ["patients"]) => people::PATIENTS.run(state, query),
        ("GET", ["patients", _]) if query.get("_revinclude").is_some() => Err(unknown()),
        ("GET", ["practitioners"]) => people::PRACTITIONERS.run(state, query),
        ("GET", ["schedules"]) => schedules::search(state, query),
        ("GET", ["slots"]) => slots::search(state, query),
        ("GET", ["practitioner-roles"]) => Ok(schedules::search_roles(query)),
        ("GET", ["practitioner-roles", id]) => schedules::read_role(id),
        ("DELETE", [name @ ("appointments" | "slots"), id]) => named(name)?.delete(state, id),
        ("POST", [name]) => named(name)?.create(state, &object(incoming)?),
        ("GET", [name, id]) => named(name)?.read(state, id),
        ("PATCH", [name, id]) => named(name)?.patch(state, id, &object(incoming)?),
        _ => Err(unknown()),
    }
}

/// Checks the key: missing, malformed, unknown, revoked or expired, then without the scope.
fn authorize(incoming: &Incoming) -> ClinikResult<()> {
    let text = incoming
        .header("x-api-key")
        .ok_or_else(|| ClinikRefusal::unauthorized("UNAUTHORIZED"))?;
    if !well_formed(text) {
        return Err(ClinikRefusal::unauthorized("INVALID_KEY_FORMAT"));
    }
    let key = keys::find(ClinicApi::Clinik, text)
        .ok_or_else(|| ClinikRefusal::unauthorized("INVALID_KEY"))?;
    match key.state {
        KeyState::Valid => Ok(()),
        KeyState::ReadOnly if incoming.method == Method::GET => Ok(()),
        KeyState::ReadOnly => Err(ClinikRefusal::forbidden()),
        KeyState::Revoked => Err(ClinikRefusal::unauthorized("KEY_REVOKED")),
        KeyState::Expired => Err(ClinikRefusal::unauthorized("KEY_EXPIRED")),
    }
}

fn well_formed(key: &str) -> bool {
    let rest = ["clk_live_", "clk_test_"]
        .iter()
        .find_map(|prefix| key.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

/// Parses the body, which every writing call needs. The clinic's own client declares `application/fhir+json` on POST
/// and `application/json-patch+json` on PATCH, but sends the same plain object as everyone else.
fn object(incoming: &Incoming) -> ClinikResult<Map<String, Value>> {
    if !incoming.declares_json(&["json", "fhir+json", "json-patch+json"]) {
        return Err(ClinikRefusal::bad_request("INVALID_JSON")
            .saying("Content-Type must be application/json"));
    }
    let body = serde_json::from_slice(&incoming.body)
        .map_err(|_| ClinikRefusal::bad_request("INVALID_JSON"))?;
    match body {
        Value::Object(members) => Ok(members),
        _ => Err(ClinikRefusal::invalid(vec![
            "body: Expected object".to_owned(),
        ])),
    }
}
