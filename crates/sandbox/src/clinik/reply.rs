//! ClinikAPI's envelope, its error bodies, and their headers.

use axum::http::{HeaderName, StatusCode};
use chrono::Timelike;
use serde_json::{Value, json};

use crate::clock::timestamp;
use crate::generate;
use crate::message::SandboxReply;
use crate::state::ServerState;
use std::io;

/// The requests per minute stated in the headers. The sandbox itself refuses none (order `rate-limit`).
const REQUESTS_A_MINUTE: u64 = 10_000;

/// A successful result: the status and the content of `data`; `None` for 204.
#[derive(Debug)]
pub(super) struct Success {
    status: StatusCode,
    data: Option<Value>,
}

impl Success {
    pub(super) fn ok(data: Value) -> Self {
        Self {
            status: StatusCode::OK,
            data: Some(data),
        }
    }

    pub(super) fn created(data: Value) -> Self {
        Self {
            status: StatusCode::CREATED,
            data: Some(data),
        }
    }

    pub(super) fn no_content() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            data: None,
        }
    }
}

pub(super) type ClinikResult<T = Success> = Result<T, ClinikRefusal>;

#[derive(Debug)]
pub(super) struct ClinikRefusal {
    status: StatusCode,
    /// The title, returned as `error`.
    title: &'static str,
    code: &'static str,
    message: Option<String>,
    /// `field: Reason`, one per wrong member; values never appear.
    issues: Vec<String>,
    /// Seconds, for 429 only.
    retry_after: Option<u64>,
}

impl ClinikRefusal {
    fn new(status: StatusCode, title: &'static str, code: &'static str) -> Self {
        Self {
            status,
            title,
            code,
            message: None,
            issues: Vec::new(),
            retry_after: None,
        }
    }

    pub(super) fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// A 401; the code distinguishes missing, malformed, unknown, revoked and expired keys.
    pub(super) fn unauthorized(code: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized", code)
    }

    /// A 403, whose code is not published.
    pub(super) fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden", "FORBIDDEN")
    }

    pub(super) fn bad_request(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Bad Request", code)
    }

    /// A 400 for an unreadable query, whose code is not published.
    pub(super) fn bad_parameter(message: impl Into<String>) -> Self {
        Self::bad_request("BAD_REQUEST").saying(message)
    }

    /// A 404 that names the missing record.
    pub(super) fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not Found", "NOT_FOUND")
            .saying(format!("{what} not found"))
    }

    /// A 422 with one issue per wrong member.
    pub(super) fn invalid(issues: Vec<String>) -> Self {
        let refusal = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Validation Error",
            "VALIDATION_ERROR",
        );
        Self { issues, ..refusal }
    }

    pub(super) fn not_implemented(reason: String) -> Self {
        Self::new(
            StatusCode::NOT_IMPLEMENTED,
            "Not Implemented",
            "NOT_IMPLEMENTED",
        )
        .saying(reason)
    }

    /// An ordered fault: this API's error body for that status.
    pub(super) fn ordered(status: StatusCode, retry_after: Option<u64>) -> Self {
        let (title, code) = match status.as_u16() {
            400 => ("Bad Request", "BAD_REQUEST"),
            401 => ("Unauthorized", "UNAUTHORIZED"),
            403 => ("Forbidden", "FORBIDDEN"),
            404 => ("Not Found", "NOT_FOUND"),
            409 => ("Conflict", "CONFLICT"),
            422 => ("Validation Error", "VALIDATION_ERROR"),
            429 => ("Too Many Requests", "RATE_LIMITED"),
            500 => ("Internal Server Error", "INTERNAL_ERROR"),
            _ => (status.canonical_reason().unwrap_or("Error"), "API_ERROR"),
        };
        Self {
            retry_after,
            ..Self::new(status, title, code)
        }
    }
}

impl From<io::Error> for ClinikRefusal {
    fn from(error: io::Error) -> Self {
        Self::ordered(StatusCode::INTERNAL_SERVER_ERROR, None).saying(error.to_string())
    }
}

/// Returns the response to request `n`.
pub(super) fn render(state: &ServerState, n: u64, outcome: ClinikResult) -> SandboxReply {
    let now = state.now();
    let stamp = Stamp {
        request_id: format!("req_{}", generate::alphanumerics(n, 8)),
        timestamp: timestamp(now),
        remaining: REQUESTS_A_MINUTE.saturating_sub(n % REQUESTS_A_MINUTE),
        reset_s: u64::from(60 - now.second() % 60),
    };
    match outcome {
        Ok(success) => stamp.success(success),
        Err(refusal) => stamp.refusal(refusal),
    }
}

/// The metadata of every answer, in headers and, on success, in `meta`.
struct Stamp {
    request_id: String,
    timestamp: String,
    remaining: u64,
    /// Seconds until the next window starts.
    reset_s: u64,
}

impl Stamp {
    fn success(self, Success { status, data }: Success) -> SandboxReply {
        let body = data.map(|data| {
            json!({
                "data": data,
                "meta": {
                    "requestId": self.request_id,
                    "timestamp": self.timestamp,
                    "status": status.as_u16(),
                    "rateLimitTotal": REQUESTS_A_MINUTE,
                    "rateLimitRemaining": self.remaining,
                    "rateLimitReset": self.reset_s,
                },
            })
        });
        self.sign(SandboxReply {
            status,
            headers: Vec::new(),
            body,
        })
    }

    fn refusal(mut self, refusal: ClinikRefusal) -> SandboxReply {
        if refusal.status == StatusCode::TOO_MANY_REQUESTS {
            self.remaining = 0;
            // Without a stated wait, the whole window: a client that guesses would wait as long.
            self.reset_s = refusal.retry_after.unwrap_or(60);
        }
        let mut body = json!({"error": refusal.title});
        if let Some(message) = refusal.message {
            body["message"] = json!(message);
        }
        body["code"] = json!(refusal.code);
        body["requestId"] = json!(self.request_id);
        if !refusal.issues.is_empty() {
            let issue = |text| json!({"severity": "error", "code": "invalid", "diagnostics": text});
            let issues: Value = refusal.issues.into_iter().map(issue).collect();
            // Documented as `issues`, but the clinic's own client reads `issue`.
            body["issues"] = issues.clone();
            body["issue"] = issues;
        }
        self.sign(SandboxReply::json(refusal.status, body))
            .with_retry_after(refusal.retry_after)
    }

    fn sign(self, reply: SandboxReply) -> SandboxReply {
        reply
            .with_header(HeaderName::from_static("x-request-id"), self.request_id)
            .with_header(HeaderName::from_static("x-timestamp"), self.timestamp)
            .with_header(
                HeaderName::from_static("x-ratelimit-limit"),
                REQUESTS_A_MINUTE,
            )
            .with_header(
                HeaderName::from_static("x-ratelimit-remaining"),
                self.remaining,
            )
            .with_header(HeaderName::from_static("x-ratelimit-reset"), self.reset_s)
    }
}
