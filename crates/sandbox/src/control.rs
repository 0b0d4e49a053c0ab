//! The control routes, with which a test or a demo orders faults. No key, loopback only, not in the request log.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{any, get, post};
use axum::{Json, Router};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::clock::timestamp;
use super::faults::{ControlRequest, Faults};
use super::state::ServerState;

type ControlReply = (StatusCode, Json<Value>);

pub(super) fn routes() -> Router<Arc<ServerState>> {
    Router::new()
        .route("/sandbox/requests", get(requests).fallback(unknown))
        .route("/sandbox/faults", post(faults).fallback(unknown))
        .route("/sandbox/clock", post(clock).fallback(unknown))
        .route("/sandbox/reset", post(reset).fallback(unknown))
        .route("/sandbox/{*rest}", any(unknown))
}

async fn requests(State(state): State<Arc<ServerState>>) -> ControlReply {
    (StatusCode::OK, Json(json!(state.log().entries)))
}

/// Adds a fault or clears all. Returns those still to act.
async fn faults(State(state): State<Arc<ServerState>>, body: Bytes) -> ControlReply {
    let mut faults = state.faults();
    match ControlRequest::parse(&body) {
        Ok(ControlRequest::Clear) => *faults = Faults::default(),
        Ok(ControlRequest::Add(order)) => faults.0.push(order),
        Err(sentence) => return refused(sentence),
    }
    (StatusCode::OK, Json(json!({"faults": faults.0})))
}

/// The body of a clock request: one of the two members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockOrder {
    now: Option<DateTime<Utc>>,
    advance_s: Option<i64>,
}

/// Sets the clock or moves it. Returns its new time.
async fn clock(State(state): State<Arc<ServerState>>, body: Bytes) -> ControlReply {
    let order: ClockOrder = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => {
            return refused(format!(
                "The body must be {{\"now\":RFC3339}} or {{\"advance_s\":N}}: {error}"
            ));
        }
    };
    let instant = match (order.now, order.advance_s) {
        (Some(now), None) => Some(now),
        (None, Some(seconds)) => {
            TimeDelta::try_seconds(seconds).and_then(|step| state.now().checked_add_signed(step))
        }
        _ => return refused("Send either now or advance_s, not both".to_owned()),
    };
    // Both APIs can write only years of four digits.
    let Some(instant) = instant.filter(|instant| (1970..=9998).contains(&instant.year())) else {
        return refused("The clock goes from 1970 to 9998".to_owned());
    };
    state.clock.set(instant);
    (StatusCode::OK, Json(json!({"now": timestamp(instant)})))
}

async fn reset(State(state): State<Arc<ServerState>>) -> ControlReply {
    match state.reset() {
        Ok(()) => (StatusCode::OK, Json(json!({"now": timestamp(state.now())}))),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({"error": error.to_string()})),
        ),
    }
}

async fn unknown() -> ControlReply {
    let sentence = "The control routes are GET /sandbox/requests and POST /sandbox/faults, /sandbox/clock, \
                    /sandbox/reset";
    (StatusCode::NOT_FOUND, Json(json!({"error": sentence})))
}

fn refused(sentence: String) -> ControlReply {
    (StatusCode::BAD_REQUEST, Json(json!({"error": sentence})))
}
