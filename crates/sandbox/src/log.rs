//! The received requests, for `GET /sandbox/requests`.

use std::collections::VecDeque;

use axum::http::{HeaderMap, Method, Uri};
use serde::Serialize;
use serde_json::{Map, Value};

use super::call::{ClinicApi, RequestKind};
use super::keys::redacted;

/// The maximum number of requests remembered; the oldest are dropped first.
const REMEMBERED: usize = 10_000;

/// A request as received, and the status of its answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LogEntry {
    /// The number, from 1 since the start.
    n: u64,
    #[serde(rename = "backend")]
    clinic: ClinicApi,
    call: RequestKind,
    method: String,
    /// Path and query, as sent.
    path: String,
    headers: Map<String, Value>,
    /// The JSON received; other text as a string; null if there was no body.
    body: Value,
    /// Null until an answer is sent, and for good if none is.
    status: Option<u16>,
}

/// The requests since the start, oldest first.
#[derive(Default)]
pub(super) struct Log {
    received: u64,
    pub(super) entries: VecDeque<LogEntry>,
}

impl Log {
    /// Records a request and returns its number.
    pub(super) fn record(
        &mut self,
        (clinic, call): (ClinicApi, RequestKind),
        (method, uri, headers): (&Method, &Uri, &HeaderMap),
        body: &[u8],
    ) -> u64 {
        self.received += 1;
        if self.entries.len() == REMEMBERED {
            self.entries.pop_front();
        }
        self.entries.push_back(LogEntry {
            n: self.received,
            clinic,
            call,
            method: method.to_string(),
            path: uri
                .path_and_query()
                .map_or_else(|| uri.path().to_owned(), ToString::to_string),
            headers: shown_headers(headers),
            body: shown_body(body),
            status: None,
        });
        self.received
    }

    /// Records the status of the answer to request `n`.
    pub(super) fn answered(&mut self, n: u64, status: u16) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.n == n) {
            entry.status = Some(status);
        }
    }
}

fn shown_headers(headers: &HeaderMap) -> Map<String, Value> {
    let mut shown = Map::new();
    for name in headers.keys() {
        let values: Vec<_> = headers
            .get_all(name)
            .iter()
            .map(|value| {
                let text = String::from_utf8_lossy(value.as_bytes());
                if ["x-api-key", "authorization"].contains(&name.as_str()) {
                    redacted(&text)
                } else {
                    text.into_owned()
                }
            })
            .collect();
        shown.insert(name.to_string(), values.join(", ").into());
    }
    shown
}

fn shown_body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body)
        .unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned().into())
}
