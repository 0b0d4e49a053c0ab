//! Requests as the APIs see them, and their responses.

use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::call::ClinicApi;

/// A request as the APIs see it.
pub(super) struct Incoming {
    /// The number in the request log, from which request ids are made.
    pub(super) n: u64,
    pub(super) method: Method,
    /// The whole path, without the query.
    pub(super) path: String,
    pub(super) query: Parameters,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Incoming {
    /// Returns the path after the API's prefix, split at the slashes.
    pub(super) fn segments(&self) -> Vec<&str> {
        ClinicApi::of(&self.path)
            .map(|(_, segments)| segments)
            .unwrap_or_default()
    }

    /// Removes these members of the body, if it is an object.
    pub(super) fn forget(&mut self, members: &[String]) {
        let Ok(mut body) = serde_json::from_slice::<Map<String, Value>>(&self.body) else {
            return;
        };
        body.retain(|name, _| !members.contains(name));
        self.body = Value::Object(body).to_string().into();
    }

    /// Returns the text of a header; empty if it is not text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    }

    /// Returns whether the body is declared as JSON of one of these kinds (`application/…`); parameters are ignored.
    pub(super) fn declares_json(&self, kinds: &[&str]) -> bool {
        let declared = self
            .header("content-type")
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        let kind = declared.trim().strip_prefix("application/");
        kind.is_some_and(|kind| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind)))
    }
}

/// The query's names and values, decoded, in order.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn of(uri: &Uri) -> Self {
        Self(
            Query::try_from_uri(uri)
                .map(|Query(pairs)| pairs)
                .unwrap_or_default(),
        )
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the first value with this name; an empty value counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let named = self.pairs().find(|(known, _)| *known == name);
        named
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }
}

/// Returns why a call isn't supported, for 501: the sandbox never fakes success.
pub(super) fn not_implemented(incoming: &Incoming) -> String {
    format!(
        "The sandbox doesn't do {} {}",
        incoming.method, incoming.path
    )
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
        Self {
            status,
            headers: Vec::new(),
            body: Some(body),
        }
    }

    pub(super) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: None,
        }
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

    /// Returns the HTTP response, dated by the sandbox's clock.
    pub(super) fn into_response(self, now: DateTime<Utc>) -> Response<Body> {
        let mut response = Response::new(
            self.body
                .as_ref()
                .map_or_else(Body::empty, |body| Body::from(body.to_string())),
        );
        *response.status_mut() = self.status;
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let content_type = self
            .body
            .is_some()
            .then(|| (header::CONTENT_TYPE, "application/json".to_owned()));
        for (name, value) in content_type
            .into_iter()
            .chain(self.headers)
            .chain([(header::DATE, date)])
        {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
