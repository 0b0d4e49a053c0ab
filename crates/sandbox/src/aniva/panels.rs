//! Aniva's panels: the catalogue, and the panels of an appointment.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::appointments::change_while_scheduled;
use super::{AnivaRefusal, ApiResult, ok};
use crate::clock::timestamp;
use crate::roster::ROSTER;
use crate::state::ServerState;
use crate::store::RecordKind;

/// `GET /panels`
pub(super) fn list() -> ApiResult {
    ok(json!(ROSTER.panels))
}

/// `POST /appointments/{id}/panels`: adds all or none. A panel that is already there is unchanged.
pub(super) fn add(state: &ServerState, id: Uuid, body: &Map<String, Value>) -> ApiResult {
    let wanted = panel_ids(body)?;
    let added_at = timestamp(state.now());
    change_while_scheduled(state, id, |draw| {
        if !wanted.iter().all(is_listed) {
            return Err(not_found());
        }
        let mut panels = attached(draw);
        for id in wanted {
            if !panels.iter().any(|panel| is_its(panel, id)) {
                panels.push(json!({"panel_id": id, "added_at": added_at}));
            }
        }
        draw["panels"] = json!(panels);
        Ok(())
    })?;
    ok(json!({"success": true}))
}

/// `DELETE /appointments/{id}/panels`, with a body: removes all or none, and each must be there.
pub(super) fn remove(state: &ServerState, id: Uuid, body: &Map<String, Value>) -> ApiResult {
    let unwanted = panel_ids(body)?;
    change_while_scheduled(state, id, |draw| {
        let mut panels = attached(draw);
        for id in unwanted {
            let place = panels
                .iter()
                .position(|panel| is_its(panel, id))
                .ok_or_else(not_found)?;
            panels.remove(place);
        }
        draw["panels"] = json!(panels);
        Ok(())
    })?;
    ok(json!({"success": true}))
}

/// `GET /appointments/{id}/preview`: an EDTA tube for every two panels, and always one serum tube. Neither routing nor
/// prices are returned.
pub(super) fn preview(state: &ServerState, id: Uuid) -> ApiResult {
    let draw = state.store.read(RecordKind::Draw, &id.to_string())?;
    let draw = draw.ok_or_else(|| AnivaRefusal::not_found("Appointment"))?;
    let tube = |kind: &str, name: &str, cap: &str, volume: &str, count: usize| json!({"type": kind, "name": name, "cap_color": cap, "volume": volume, "count": count});
    let mut tubes = vec![tube("serum", "Serum", "gold", "5 ml", 1)];
    let edta = attached(&draw).len().div_ceil(2);
    if edta > 0 {
        tubes.insert(0, tube("edta", "EDTA", "lavender", "4 ml", edta));
    }
    ok(json!({"tubes": tubes, "routing": null, "pricing": null}))
}

/// Parses `panel_ids`: at least one UUID; duplicates count once.
fn panel_ids(body: &Map<String, Value>) -> Result<Vec<Uuid>, AnivaRefusal> {
    let listed = body
        .get("panel_ids")
        .and_then(Value::as_array)
        .filter(|ids| !ids.is_empty());
    let listed = listed
        .ok_or_else(|| AnivaRefusal::invalid("panel_ids must be a list of at least one UUID"))?;
    let mut ids = Vec::new();
    for value in listed {
        let id = value.as_str().and_then(|text| Uuid::try_parse(text).ok());
        let id = id.ok_or_else(|| AnivaRefusal::invalid("panel_ids must hold UUIDs only"))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn is_listed(id: &Uuid) -> bool {
    let id = id.to_string();
    ROSTER.panels.iter().any(|panel| panel["id"] == *id)
}

fn attached(draw: &Value) -> Vec<Value> {
    draw["panels"].as_array().cloned().unwrap_or_default()
}

fn is_its(panel: &Value, id: Uuid) -> bool {
    panel["panel_id"] == *id.to_string()
}

fn not_found() -> AnivaRefusal {
    AnivaRefusal::not_found("Panel")
}
