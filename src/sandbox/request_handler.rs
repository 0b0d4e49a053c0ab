//! The only way in: every request is recorded, the ordered faults act, then its API decides.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use serde_json::json;

use super::call::{Call, Vendor};
use super::connection::ConnectionCutter;
use super::faults::{Ending, Fault, Substitute, When};
use super::reply::Reply;
use super::state::ServerState;
use super::{aniva, clinik, malformed};

/// The largest body read; the larger of the two vendors' clients stops at 1 MiB itself.
const LARGEST_BODY: usize = 4 << 20;

/// A request as the APIs see it.
pub(super) struct Incoming {
    /// The number in the request log, from which request ids are made.
    pub(super) n: u64,
    pub(super) method: Method,
    /// The whole path, without the query.
    pub(super) path: String,
    /// The path after the API's prefix, split at the slashes.
    pub(super) segments: Vec<String>,
    pub(super) query: Parameters,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Incoming {
    pub(super) fn segments(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// Returns the text of a header; one that is no text counts as empty.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap_or_default())
    }

    /// Returns whether the body is declared as JSON of one of these kinds (`application/…`); parameters don't
    /// matter.
    pub(super) fn declares_json(&self, kinds: &[&str]) -> bool {
        let declared = self.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
        let kind = declared.trim().strip_prefix("application/");
        kind.is_some_and(|kind| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind)))
    }
}

/// The query's names and values, decoded, in order.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Returns the first value with this name; an empty one counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }
}

/// Handles a request. A path of neither API is 404.
pub(super) async fn receive(
    State(state): State<Arc<ServerState>>,
    ConnectInfo(cutter): ConnectInfo<ConnectionCutter>,
    request: Request,
) -> Response<Body> {
    let Some((backend, segments)) = Vendor::of(request.uri().path()) else {
        let reason = "Neither API has this path: Aniva lives under /api/v1, ClinikAPI under /v1";
        return Reply::json(StatusCode::NOT_FOUND, json!({"error": reason})).into_response(state.now());
    };
    // On a task of its own: a caller that hangs up doesn't stop a server from booking.
    let handled = tokio::spawn(handle(Arc::clone(&state), backend, segments, request));
    match handled.await {
        Ok(Outcome::Answer(response)) => response,
        Ok(Outcome::Silence) => state.waiting.forever().await,
        Ok(Outcome::Cut) | Err(_) => {
            cutter.cut();
            Response::new(Body::empty())
        }
    }
}

/// The outcome for the caller.
enum Outcome {
    Answer(Response<Body>),
    /// The connection closes.
    Cut,
    /// The connection stays open, and nothing comes.
    Silence,
}

/// Decides on a request and records the outcome.
async fn handle(
    state: Arc<ServerState>,
    backend: Vendor,
    segments: Vec<String>,
    request: Request,
) -> Outcome {
    let (head, body) = request.into_parts();
    let read = to_bytes(body, LARGEST_BODY).await;
    let too_large = read.is_err();
    let body = read.unwrap_or_default();
    let call = Call::of(&head.method, &segments);
    let n = state.log().record((backend, call), (&head.method, &head.uri, &head.headers), &body);
    let incoming = Incoming {
        n,
        method: head.method,
        path: head.uri.path().to_owned(),
        segments,
        query: parameters(&head.uri),
        headers: head.headers,
        body,
    };
    let outcome = if too_large {
        let status = Substitute::Status(StatusCode::PAYLOAD_TOO_LARGE.as_u16());
        instead(&state, backend, &incoming, status)
    } else {
        answer_with_faults(&state, backend, call, &incoming).await
    };
    if let Outcome::Answer(response) = &outcome {
        state.log().answered(n, response.status().as_u16());
    }
    outcome
}

async fn answer_with_faults(
    state: &ServerState,
    backend: Vendor,
    call: Call,
    incoming: &Incoming,
) -> Outcome {
    let faults = state.faults().take(backend, call);
    for fault in &faults {
        if let Fault::Slow { ms } = *fault {
            state.waiting.pass(Duration::from_millis(ms)).await;
        }
    }
    let ending = faults.last().and_then(|fault| Some((fault, fault.ending()?)));
    if let Some((_, Ending::Instead(When::Before, substitute))) = ending {
        return instead(state, backend, incoming, substitute);
    }
    let reply = match backend {
        Vendor::Clinik => clinik::answer(state, incoming).await,
        Vendor::Aniva => aniva::answer(state, incoming).await,
    };
    match ending {
        Some((_, Ending::Instead(_, substitute))) => instead(state, backend, incoming, substitute),
        Some((fault, Ending::Spoilt)) => {
            Outcome::Answer(malformed::response(fault, reply, state.now(), &incoming.path))
        }
        None => Outcome::Answer(reply.into_response(state.now())),
    }
}

fn instead(state: &ServerState, backend: Vendor, incoming: &Incoming, substitute: Substitute) -> Outcome {
    let (status, wait) = match substitute {
        Substitute::Cut => return Outcome::Cut,
        Substitute::Silence => return Outcome::Silence,
        // Orders are checked for a status in range, so the other arm is never taken.
        Substitute::Status(code) => {
            (StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), None)
        }
        Substitute::RateLimited(wait) => (StatusCode::TOO_MANY_REQUESTS, wait),
    };
    let reply = match backend {
        Vendor::Clinik => clinik::fault(state, incoming, status, wait),
        Vendor::Aniva => aniva::fault(status, wait),
    };
    Outcome::Answer(reply.into_response(state.now()))
}

fn parameters(uri: &Uri) -> Parameters {
    Parameters(Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default())
}

/// Returns why a call isn't supported, for 501: never a fake success.
pub(super) fn not_implemented(incoming: &Incoming) -> String {
    format!("The sandbox doesn't do {} {}", incoming.method, incoming.path)
}
