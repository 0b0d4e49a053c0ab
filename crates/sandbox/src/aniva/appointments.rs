//! Aniva appointments: create, read, list, move, cancel, confirm.

use axum::http::StatusCode;
use chrono::Months;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{AnivaRefusal, ApiResult, created, locations, ok, required_text, required_uuid};
use crate::clock::{instant, timestamp};
use crate::generate;
use crate::message::Parameters;
use crate::state::ServerState;
use crate::store::{Entity, Filter, RecordKind, RecordSearch};

/// The members of a read that the answer to a create lacks.
const ONLY_WHEN_READ: [&str; 3] = ["created_at", "updated_at", "panels"];

/// `POST /appointments`: 201, with `scheduled_at` as it was sent. A taken time, or one outside opening hours, isn't
/// refused: create has no 409.
pub(super) fn create(state: &ServerState, body: &Map<String, Value>) -> ApiResult {
    let profile_id = required_uuid(body, "profile_id")?;
    let location_id = required_uuid(body, "location_id")?;
    let scheduled_at = future_instant(state, required_text(body, "scheduled_at")?)?;
    let profile = profile(state, &profile_id.to_string())?;
    locations::find(location_id)?;
    let now = state.now();
    let stored = state
        .store
        .create(RecordKind::Draw, now.timestamp_millis(), |number| {
            Entity::draw(json!({
                "id": generate::uuid(state.id_number(number)),
                "profile_id": profile_id,
                "location_id": location_id,
                "scheduled_at": scheduled_at,
                "status": "scheduled",
                "test_method": "practitioner",
                "created_at": timestamp(now),
                "updated_at": null,
                "panels": [],
            }))
        });
    created(without_times(with_profile(stored?, without_times(profile))))
}

/// `GET /appointments/{id}`
pub(super) fn read(state: &ServerState, id: Uuid) -> ApiResult {
    let draw = state
        .store
        .read(RecordKind::Draw, &id.to_string())?
        .ok_or_else(not_found)?;
    ok(complete(state, draw)?)
}

/// `GET /appointments`: without `profile_id`, only appointments from two months back to one ahead.
pub(super) fn list(state: &ServerState, query: &Parameters) -> ApiResult {
    let search = match query.get("profile_id") {
        Some(profile) => {
            let id = Uuid::try_parse(profile)
                .map_err(|_| AnivaRefusal::invalid("profile_id must be a UUID"))?;
            RecordSearch::all(RecordKind::Draw).with(Filter::Equals("person", id.to_string()))
        }
        None => {
            let now = state.now();
            let first = now - Months::new(2);
            let end = now + Months::new(1);
            RecordSearch::all(RecordKind::Draw)
                .with(Filter::AtLeast("start_ms", first.timestamp_millis()))
                .with(Filter::Below("start_ms", end.timestamp_millis()))
        }
    };
    let mut draws = Vec::new();
    for draw in state.store.find(&search)? {
        draws.push(complete(state, draw)?);
    }
    ok(Value::Array(draws))
}

/// `PATCH /appointments/{id}`: another time, another place, or both.
pub(super) fn patch(state: &ServerState, id: Uuid, body: &Map<String, Value>) -> ApiResult {
    let mut changes = Map::new();
    if body.contains_key("scheduled_at") {
        let text = future_instant(state, required_text(body, "scheduled_at")?)?;
        changes.insert("scheduled_at".to_owned(), json!(text));
    }
    if body.contains_key("location_id") {
        let location = required_uuid(body, "location_id")?;
        locations::find(location)?;
        changes.insert("location_id".to_owned(), json!(location));
    }
    change(state, id, changes)
}

/// `DELETE /appointments/{id}`: cancels the appointment, and returns it as `cancelled`.
pub(super) fn cancel(state: &ServerState, id: Uuid) -> ApiResult {
    change(
        state,
        id,
        Map::from_iter([("status".to_owned(), json!("cancelled"))]),
    )
}

/// `POST /appointments/{id}/confirm`: the blood is drawn. No 409 is documented for this call; an appointment that is no
/// longer scheduled is assumed to get a 400.
pub(super) fn confirm(state: &ServerState, id: Uuid, body: &Map<String, Value>) -> ApiResult {
    if !required_text(body, "barcode")?
        .bytes()
        .all(|byte| byte.is_ascii_digit())
    {
        return Err(AnivaRefusal::invalid("barcode must be a string of digits"));
    }
    let confirmed = change(
        state,
        id,
        Map::from_iter([("status".to_owned(), json!("confirmed"))]),
    );
    match confirmed {
        Err(refusal) if refusal.0 == StatusCode::CONFLICT => Err(AnivaRefusal::invalid(
            "Only a scheduled appointment can be confirmed",
        )),
        confirmed => confirmed.and_then(|_| ok(json!({"success": true}))),
    }
}

/// Changes an appointment, which must be scheduled.
pub(super) fn change_while_scheduled(
    state: &ServerState,
    id: Uuid,
    change: impl FnOnce(&mut Value) -> Result<(), AnivaRefusal>,
) -> Result<Value, AnivaRefusal> {
    let id = id.to_string();
    let now = state.now();
    let changed = state.store.update(
        RecordKind::Draw,
        &id,
        now.timestamp_millis(),
        None,
        |mut draw| {
            if draw["status"] != "scheduled" {
                return Err(AnivaRefusal::conflict());
            }
            change(&mut draw)?;
            draw["updated_at"] = json!(timestamp(now));
            Ok(Entity::draw(draw))
        },
    );
    changed?.ok_or_else(not_found)?
}

fn change(state: &ServerState, id: Uuid, changes: Map<String, Value>) -> ApiResult {
    let draw = change_while_scheduled(state, id, |draw| {
        for (name, value) in changes {
            draw[name] = value;
        }
        Ok(())
    });
    ok(complete(state, draw?)?)
}

/// Returns the text if it is a future moment with an offset.
fn future_instant<'a>(state: &ServerState, text: &'a str) -> Result<&'a str, AnivaRefusal> {
    let instant = instant(text).ok_or_else(|| {
        AnivaRefusal::invalid("scheduled_at must be an ISO 8601 date and time with Z or an offset")
    })?;
    if instant.to_utc() <= state.now() {
        return Err(AnivaRefusal::invalid("scheduled_at must be in the future"));
    }
    Ok(text)
}

fn not_found() -> AnivaRefusal {
    AnivaRefusal::not_found("Appointment")
}

fn profile(state: &ServerState, id: &str) -> Result<Value, AnivaRefusal> {
    state
        .store
        .read(RecordKind::Profile, id)?
        .ok_or_else(|| AnivaRefusal::not_found("Profile"))
}

fn complete(state: &ServerState, draw: Value) -> Result<Value, AnivaRefusal> {
    let profile = profile(state, draw["profile_id"].as_str().unwrap_or_default())?;
    Ok(with_profile(draw, profile))
}

/// Inserts the current profile into an appointment.
fn with_profile(mut draw: Value, profile: Value) -> Value {
    draw["profile"] = profile;
    draw
}

/// Removes the timestamps, which a new appointment and its profile lack.
pub(super) fn without_times(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        for name in ONLY_WHEN_READ {
            members.shift_remove(name);
        }
    }
    body
}
