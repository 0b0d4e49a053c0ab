//! Requests and replies as values, and reads that take several requests, each depending on the replies before.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;
use strum::IntoStaticStr;

use super::as_of::ReadDay;
use super::outline::Outline;
use super::server_text::shown_message;
use crate::text::redacted_debug;
use crate::{Cause, DecodeError, Failure, Personal, Report};

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "UPPERCASE")]
#[expect(missing_docs, reason = "each is named after its word")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Returns the method's name in HTTP.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Whether an earlier answer to the same read may be used. Except for `Never`, requests made at the same time share one
/// answer, unless a booking depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reuse {
    /// No earlier answer is used.
    #[default]
    Never,
    /// The answer to a read that is under way is used.
    UnderWay,
    /// No earlier answer is used, but others may use this one for as long as an act of staff takes.
    Lends,
    /// An answer from the same act of staff is used.
    OfSameAct,
    /// Only an answer that the same command has read is used. Without one, nothing is sent, and nothing is known.
    OnlyOfCommand,
    /// An answer of the last hour is used: it is about the server, and about nobody.
    OfLastHour,
}

/// A request to a clinic API, without the headers that all requests have.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The segments of the path after the API's version, not encoded yet.
    pub path: Vec<String>,
    /// The pairs of the query, not encoded yet.
    pub query: Vec<(&'static str, String)>,
    /// The headers that not all requests have, by their names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<Personal<Value>>,
    /// The address that an answer has named, in place of path and query.
    pub link: Option<String>,
    /// The fallback that makes the same change, for a server that does not accept this request.
    pub instead: Option<Box<Request>>,
    /// Whether an earlier answer may be used.
    pub reuse: Reuse,
    /// The members of the answer that are needed, if it may be too long to be read whole.
    pub outline: Option<&'static Outline>,
}

impl Request {
    /// Creates a request that reads the path.
    pub fn get(path: &[&str]) -> Request {
        Request::new(Method::Get, path, None)
    }

    /// Creates a request that creates a record at the path.
    pub fn post(path: &[&str], body: Value) -> Request {
        Request::new(Method::Post, path, Some(body))
    }

    /// Creates a request that reads the address named by an answer. It is sent only if that is below the clinic's
    /// own address.
    pub fn link(address: String) -> Request {
        Request {
            link: Some(address),
            ..Request::get(&[])
        }
    }

    /// Creates a request that replaces the record at the path.
    pub fn put(path: &[&str], body: Value) -> Request {
        Request::new(Method::Put, path, Some(body))
    }

    /// Creates a request that changes some members of the record at the path.
    pub fn patch(path: &[&str], body: Value) -> Request {
        Request::new(Method::Patch, path, Some(body))
    }

    /// Creates a request that removes the record at the path, or the part of it that the body names.
    pub fn delete(path: &[&str], body: Option<Value>) -> Request {
        Request::new(Method::Delete, path, body)
    }

    /// Appends pairs to the query.
    pub fn with_query(
        mut self,
        pairs: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Request {
        self.query.extend(pairs);
        self
    }

    /// Sets a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Request {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
        self
    }

    /// Sets whether an earlier answer may be used.
    pub(crate) fn reusing(self, reuse: Reuse) -> Request {
        Request { reuse, ..self }
    }

    /// Makes the request conditional on this version of the record, if the server compares versions.
    pub fn if_version(self, version: Option<&str>) -> Request {
        match version {
            Some(version) => self.with("if-match", format!("W/\"{version}\"")),
            None => self,
        }
    }

    /// Returns whether the request has this header.
    pub fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(other, _)| *other == name)
    }

    /// Returns whether the request is a JSON Patch (RFC 6902), whose steps may test the record.
    pub fn is_json_patch(&self) -> bool {
        let steps = self
            .body
            .as_ref()
            .is_some_and(|body| body.shown().is_array());
        self.method == Method::Patch && steps
    }

    fn new(method: Method, path: &[&str], body: Option<Value>) -> Request {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        Request {
            method,
            path,
            query: Vec::new(),
            headers: Vec::new(),
            body: body.map(Into::into),
            link: None,
            instead: None,
            reuse: Reuse::Never,
            outline: None,
        }
    }
}

redacted_debug!(Request { method });

/// A response: the status, the relevant headers, and the body.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The time of the response by the server's clock, to the second.
    pub at: Option<DateTime<Utc>>,
    /// The day of the response by the desk's clock.
    pub as_of: ReadDay,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// The request id from a header, under which the server's owner finds the call.
    pub request_id: Option<String>,
    /// The address of the created record, if the server names it.
    pub location: Option<String>,
    /// The body, or why there is none: too large, too slow, or cut off.
    pub body: Result<Vec<u8>, Cause>,
}

/// The body of a 2xx response.
#[derive(Clone, Debug)]
pub struct Body {
    /// The decoded JSON.
    pub value: Value,
    /// The time of the response by the server's clock.
    pub at: Option<DateTime<Utc>>,
    /// The day of the response by the desk's clock.
    pub as_of: ReadDay,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
    /// The address of the created record, if the body is empty.
    pub location: Option<String>,
    pub(super) status: u16,
}

/// The status of a response without a body.
pub(super) const NO_CONTENT: u16 = 204;

/// The most values read from one body. Each takes 100 to 200 bytes of memory: 8 MiB of empty lists would take
/// hundreds of MiB. The longest list of a real clinic, the appointments of three months, has some ten thousand.
const MOST_VALUES: usize = 1 << 17;

impl Reply {
    /// Creates a response without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Reply {
        let body = Ok(body.into());
        Reply {
            status,
            at: None,
            as_of: ReadDay::default(),
            retry_after: None,
            request_id: None,
            location: None,
            body,
        }
    }

    /// Returns whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the body as JSON, or why it can't be read.
    pub(super) fn json(&self) -> Result<Value, Cause> {
        let body = self.body.as_ref().map_err(Clone::clone)?;
        if body.is_empty() {
            return Err(Cause::Unreadable(DecodeError::Empty));
        }
        if values(body) > MOST_VALUES {
            return Err(Cause::TooLarge);
        }
        serde_json::from_slice(body).map_err(|_| Cause::Unreadable(DecodeError::NoJson))
    }

    /// Returns the outlined part of the body, or why it can't be read.
    pub(super) fn outlined(&self, outline: &Outline) -> Result<Value, Cause> {
        let body = self.body.as_ref().map_err(Clone::clone)?;
        if body.is_empty() {
            return Err(Cause::Unreadable(DecodeError::Empty));
        }
        outline.read(body, MOST_VALUES)
    }

    /// Returns the id under which the server's owner finds the call: `requestId` in the body, else the
    /// header, else `meta.requestId` in the body.
    pub(super) fn request_id(&self, body: Option<&Value>) -> Option<String> {
        let in_body = |pointer| body.and_then(|body| body.pointer(pointer)?.as_str());
        in_body("/requestId")
            .or(self.request_id.as_deref())
            .or_else(|| in_body("/meta/requestId"))
            .map(shown_message)
            .filter(|id| !id.is_empty())
    }
}

impl Body {
    pub(super) fn new(reply: &Reply, value: Option<Value>) -> Body {
        let request_id = reply.request_id(value.as_ref());
        let location = if value.is_none() {
            reply.location.clone()
        } else {
            None
        };
        Body {
            value: value.unwrap_or_default(),
            at: reply.at,
            as_of: reply.as_of,
            request_id,
            location,
            status: reply.status,
        }
    }

    /// Decodes the body with `decode`.
    ///
    /// # Errors
    ///
    /// Returns `Unknown` if `decode` fails: the server may have made the change.
    pub fn read<T>(
        self,
        decode: impl FnOnce(Value) -> Result<T, DecodeError>,
    ) -> Result<T, Failure> {
        self.read_as_of(|value, _| decode(value))
    }

    /// Decodes the body with `decode`, as of the day on which it came.
    ///
    /// # Errors
    ///
    /// As for [`Body::read`].
    pub(crate) fn read_as_of<T>(
        mut self,
        decode: impl FnOnce(Value, ReadDay) -> Result<T, DecodeError>,
    ) -> Result<T, Failure> {
        if self.status == NO_CONTENT {
            return Err(self.failure(Cause::Unreadable(DecodeError::Empty)));
        }
        let as_of = self.as_of;
        decode(self.value.take(), as_of).map_err(|why| self.failure(Cause::Unreadable(why)))
    }

    pub(super) fn failure(self, cause: Cause) -> Failure {
        let Body {
            status, request_id, ..
        } = self;
        Failure::Unknown(Report {
            status: Some(status),
            request_id,
            ..Report::of(cause)
        })
    }
}

/// Estimates how many values a body holds: each but the first follows a comma or a bracket. An object takes
/// as much memory as three values, however few members it has.
fn values(body: &[u8]) -> usize {
    let weight = |byte: &u8| match byte {
        b',' | b'[' => 1,
        b'{' => 3,
        _ => 0,
    };
    body.iter().map(weight).sum()
}

/// A read: done, or waiting for the response to a request.
pub enum Read<T> {
    /// The result of the read.
    Done(Result<T, Failure>),
    /// The next request, and the continuation with its result.
    Ask(Request, Next<T>),
}

/// The continuation of a read.
type Next<T> = Box<dyn FnOnce(Result<Body, Failure>) -> Read<T> + Send>;

impl Read<Body> {
    /// Reads the body of the response to one request.
    pub fn of(request: Request) -> Read<Body> {
        Read::Ask(request, Box::new(Read::Done))
    }
}

impl<T: 'static> Read<T> {
    /// Continues with the result of this read.
    pub fn then<U: 'static>(
        self,
        op: impl FnOnce(Result<T, Failure>) -> Read<U> + Send + 'static,
    ) -> Read<U> {
        match self {
            Read::Done(outcome) => op(outcome),
            Read::Ask(request, next) => {
                Read::Ask(request, Box::new(move |body| next(body).then(op)))
            }
        }
    }

    /// Continues with the value of this read, or fails.
    pub fn and_then<U: 'static>(self, op: impl FnOnce(T) -> Read<U> + Send + 'static) -> Read<U> {
        self.then(|outcome| match outcome {
            Ok(value) => op(value),
            Err(failure) => Read::Done(Err(failure)),
        })
    }

    /// Maps the value of this read, or fails.
    pub fn try_map<U: 'static>(
        self,
        op: impl FnOnce(T) -> Result<U, Failure> + Send + 'static,
    ) -> Read<U> {
        self.then(|outcome| Read::Done(outcome.and_then(op)))
    }

    /// Maps the value of this read.
    pub fn map<U: 'static>(self, op: impl FnOnce(T) -> U + Send + 'static) -> Read<U> {
        self.try_map(|value| Ok(op(value)))
    }

    /// Maps the failure of this read to a value or another failure.
    pub fn or_else(
        self,
        op: impl FnOnce(Failure) -> Result<T, Failure> + Send + 'static,
    ) -> Read<T> {
        self.then(|outcome| Read::Done(outcome.or_else(op)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_with_too_many_values_is_not_read() {
        let of = |values: usize| Reply::new(200, format!("[{}0]", "0,".repeat(values)));
        assert!(of(100_000).json().is_ok());
        assert_eq!(of(MOST_VALUES).json(), Err(Cause::TooLarge));
        let records =
            |count: usize| Reply::new(200, format!("[{}{{}}]", "{\"id\":\"x\"},".repeat(count)));
        assert!(records(30_000).json().is_ok());
        assert_eq!(records(MOST_VALUES / 4).json(), Err(Cause::TooLarge));
    }

    #[test]
    fn the_request_id_is_looked_for_in_three_places_in_order() {
        let without = Reply::new(500, "");
        let with_header = Reply {
            request_id: Some("req_header".to_owned()),
            ..without.clone()
        };
        let body = json!({"requestId": "req_body", "meta": {"requestId": "req_meta"}});
        let meta = json!({"meta": {"requestId": "req_meta"}});
        assert_eq!(
            with_header.request_id(Some(&body)).as_deref(),
            Some("req_body")
        );
        assert_eq!(
            with_header.request_id(Some(&meta)).as_deref(),
            Some("req_header")
        );
        assert_eq!(without.request_id(Some(&meta)).as_deref(), Some("req_meta"));
        assert_eq!(without.request_id(None), None);
    }
}
