//! The only way in: every request is recorded, the ordered faults act, then its API decides.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::call::{ClinicApi, RequestKind};
use super::connection::ConnectionCutter;
use super::faults::{Ending, Fault, Substitute, When};
use super::state::ServerState;
use super::{aniva, clinik, fhir, malformed};

/// The largest body read; the larger of the two clinics' clients stops at 1 MiB itself.
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
    /// Returns all names and values.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

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
    let Some((clinic, segments)) = ClinicApi::of(request.uri().path()) else {
        let reason =
            "No API has this path: Aniva lives under /api/v1, ClinikAPI under /v1, FHIR under /fhir/R4";
        return SandboxReply::json(StatusCode::NOT_FOUND, json!({"error": reason}))
            .into_response(state.now());
    };
    // On a task of its own: a caller that hangs up doesn't stop a server from booking.
    let handled = tokio::spawn(handle(Arc::clone(&state), clinic, segments, request));
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
    /// The connection stays open, and nothing comes.
    Silence,
}

/// Decides on a request and records the outcome.
async fn handle(
    state: Arc<ServerState>,
    clinic: ClinicApi,
    segments: Vec<String>,
    request: Request,
) -> HandlerOutcome {
    let (head, body) = request.into_parts();
    let read = to_bytes(body, LARGEST_BODY).await;
    let too_large = read.is_err();
    let body = read.unwrap_or_default();
    let call = RequestKind::of(&head.method, &segments);
    let n = state.log().record((clinic, call), (&head.method, &head.uri, &head.headers), &body);
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
        instead(&state, clinic, &incoming, status)
    } else {
        answer_with_faults(&state, clinic, call, &incoming).await
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
    incoming: &Incoming,
) -> HandlerOutcome {
    let faults = state.faults().take(clinic, call);
    for fault in &faults {
        if let Fault::Slow { ms } = *fault {
            state.waiting.pass(Duration::from_millis(ms)).await;
        }
    }
    let ending = faults.last().and_then(|fault| Some((fault, fault.ending()?)));
    if let Some((_, Ending::Instead(When::Before, substitute))) = ending {
        return instead(state, clinic, incoming, substitute);
    }
    let reply = match clinic {
        ClinicApi::Clinik => clinik::answer(state, incoming).await,
        ClinicApi::Aniva => aniva::answer(state, incoming).await,
        ClinicApi::Fhir => fhir::answer(state, incoming),
    };
    match ending {
        Some((_, Ending::Instead(_, substitute))) => instead(state, clinic, incoming, substitute),
        Some((fault, Ending::Spoilt)) => {
            HandlerOutcome::Answer(malformed::response(fault, reply, state.now(), &incoming.path))
        }
        None => HandlerOutcome::Answer(reply.into_response(state.now())),
    }
}

fn instead(
    state: &ServerState,
    clinic: ClinicApi,
    incoming: &Incoming,
    substitute: Substitute,
) -> HandlerOutcome {
    let (status, wait) = match substitute {
        Substitute::Cut => return HandlerOutcome::Cut,
        Substitute::Silence => return HandlerOutcome::Silence,
        // Orders are checked for a status in range, so the other arm is never taken.
        Substitute::Status(code) => {
            (StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), None)
        }
        Substitute::RateLimited(wait) => (StatusCode::TOO_MANY_REQUESTS, wait),
    };
    let reply = match clinic {
        ClinicApi::Clinik => clinik::fault(state, incoming, status, wait),
        ClinicApi::Aniva => aniva::fault(status, wait),
        ClinicApi::Fhir => fhir::fault(status, wait),
    };
    HandlerOutcome::Answer(reply.into_response(state.now()))
}

fn parameters(uri: &Uri) -> Parameters {
    Parameters(Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default())
}

/// Returns why a call isn't supported, for 501: never a fake success.
pub(super) fn not_implemented(incoming: &Incoming) -> String {
    format!("The sandbox doesn't do {} {}", incoming.method, incoming.path)
}

/// A response of either API.
#[derive(Debug)]
pub(super) struct SandboxReply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, String)>,
    /// `None` sends no body at all (204).
    pub(super) body: Option<Value>,
}

impl SandboxReply {
    pub(super) fn json(status: StatusCode, body: Value) -> Self {
        Self { status, headers: Vec::new(), body: Some(body) }
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(super) fn with_retry_after(self, seconds: Option<u64>) -> Self {
        match seconds {
            Some(seconds) => self.with_header(header::RETRY_AFTER, seconds),
            None => self,
        }
    }

    /// Returns the HTTP response, dated by the sandbox's clock instead of the machine's.
    pub(super) fn into_response(self, now: DateTime<Utc>) -> Response<Body> {
        let mut response = Response::new(self.body.as_ref().map_or_else(Body::empty, json_body));
        *response.status_mut() = self.status;
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let content_type = self.body.is_some().then(|| (header::CONTENT_TYPE, "application/json".to_owned()));
        for (name, value) in content_type.into_iter().chain(self.headers).chain([(header::DATE, date)]) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

fn json_body(body: &Value) -> Body {
    Body::from(body.to_string())
}
