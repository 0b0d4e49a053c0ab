//! Handles each request: records it, applies the ordered faults, and has its API answer it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Response, StatusCode};
use serde_json::json;

use super::call::{ClinicApi, RequestKind};
use super::connection::ConnectionCutter;
use super::faults::{Ending, Fault, Substitute, When};
use super::message::{Incoming, Parameters, SandboxReply};
use super::state::ServerState;
use super::{aniva, clinik, fhir, malformed};

/// The largest body read. The larger limit of the two clinics' clients is 1 MiB.
const LARGEST_BODY: usize = 4 << 20;

/// Handles a request. A path outside the APIs is 404.
pub(super) async fn receive(
    State(state): State<Arc<ServerState>>,
    ConnectInfo(cutter): ConnectInfo<ConnectionCutter>,
    request: Request,
) -> Response<Body> {
    // On a task of its own: a caller that disconnects doesn't stop a server from booking.
    let handled = tokio::spawn(handle(Arc::clone(&state), request));
    match handled.await {
        Ok(HandlerOutcome::Answer(response)) => response,
        Ok(HandlerOutcome::Silence) => state.waiting.forever().await,
        Ok(HandlerOutcome::Cut) | Err(_) => {
            cutter.cut();
            Response::new(Body::empty())
        }
    }
}

/// The outcome for the caller.
enum HandlerOutcome {
    Answer(Response<Body>),
    /// The connection closes.
    Cut,
    /// The connection stays open without an answer.
    Silence,
}

/// Answers a request and records both.
async fn handle(state: Arc<ServerState>, request: Request) -> HandlerOutcome {
    let (head, body) = request.into_parts();
    let Some((clinic, segments)) = ClinicApi::of(head.uri.path()) else {
        let reason = "No API has this path: Aniva lives under /api/v1, ClinikAPI under /v1, FHIR under /fhir/R4";
        let reply = SandboxReply::json(StatusCode::NOT_FOUND, json!({"error": reason}));
        return HandlerOutcome::Answer(reply.into_response(state.now()));
    };
    let read = to_bytes(body, LARGEST_BODY).await;
    let too_large = read.is_err();
    let body = read.unwrap_or_default();
    let call = RequestKind::of(&head.method, &segments);
    let n = state.log().record(
        (clinic, call),
        (&head.method, &head.uri, &head.headers),
        &body,
    );
    let incoming = Incoming {
        n,
        method: head.method,
        path: head.uri.path().to_owned(),
        query: Parameters::of(&head.uri),
        headers: head.headers,
        body,
    };
    let outcome = if too_large {
        let status = Substitute::Status(StatusCode::PAYLOAD_TOO_LARGE.as_u16());
        outcome_of(&state, clinic, &incoming, status)
    } else {
        answer_with_faults(&state, clinic, call, incoming).await
    };
    if let HandlerOutcome::Answer(response) = &outcome {
        state.log().answered(n, response.status().as_u16());
    }
    outcome
}

async fn answer_with_faults(
    state: &ServerState,
    clinic: ClinicApi,
    call: RequestKind,
    mut incoming: Incoming,
) -> HandlerOutcome {
    let faults = state.faults().take(clinic, call);
    for fault in &faults {
        match fault {
            Fault::Slow { ms } => state.waiting.pass(Duration::from_millis(*ms)).await,
            Fault::Forget { members } => incoming.forget(members),
            _ => {}
        }
    }
    let incoming = &incoming;
    let ending = faults
        .last()
        .and_then(|fault| Some((fault, fault.ending()?)));
    if let Some((_, Ending::Instead(When::Before, substitute))) = ending {
        return outcome_of(state, clinic, incoming, substitute);
    }
    let reply = match clinic {
        ClinicApi::Clinik => clinik::answer(state, incoming),
        ClinicApi::Aniva => aniva::answer(state, incoming),
        ClinicApi::Fhir => fhir::answer(state, incoming),
    };
    match ending {
        Some((_, Ending::Instead(_, substitute))) => {
            outcome_of(state, clinic, incoming, substitute)
        }
        Some((fault, Ending::Spoilt)) => HandlerOutcome::Answer(malformed::response(
            fault,
            reply,
            state.now(),
            &incoming.path,
        )),
        None => HandlerOutcome::Answer(reply.into_response(state.now())),
    }
}

/// Returns the outcome of a request whose answer is replaced.
fn outcome_of(
    state: &ServerState,
    clinic: ClinicApi,
    incoming: &Incoming,
    substitute: Substitute,
) -> HandlerOutcome {
    let (status, wait) = match substitute {
        Substitute::Cut => return HandlerOutcome::Cut,
        Substitute::Silence => return HandlerOutcome::Silence,
        // Orders are checked for a valid status, so the other arm is never taken.
        Substitute::Status(code) => (
            StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            None,
        ),
        Substitute::RateLimited(wait) => (StatusCode::TOO_MANY_REQUESTS, wait),
    };
    let reply = match clinic {
        ClinicApi::Clinik => clinik::fault(state, incoming, status, wait),
        ClinicApi::Aniva => aniva::fault(status, wait),
        ClinicApi::Fhir => fhir::fault(status, wait),
    };
    HandlerOutcome::Answer(reply.into_response(state.now()))
}
