//! A response before it is encoded.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A response of either API.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, String)>,
    /// `None` sends no body at all (204).
    pub(super) body: Option<Value>,
}

impl Reply {
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
        for (name, value) in self.headers.into_iter().chain(content_type).chain([(header::DATE, date)]) {
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
