//! Requests as values, and reads that take several of them, each depending on the responses before.

use serde_json::Value;
use strum::IntoStaticStr;

use super::Body;
use crate::text::redacted_debug;
use crate::{Failure, Personal};

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
    /// Whether the answer may be kept for an hour: it is about the server, and no patient.
    pub is_kept: bool,
}

impl Request {
    /// Creates a request that reads the path.
    pub fn get(path: &[&str]) -> Request {
        Request::new(Method::Get, path, None)
    }

    /// Creates a request that makes something new at the path.
    pub fn post(path: &[&str], body: Value) -> Request {
        Request::new(Method::Post, path, Some(body))
    }

    /// Creates a request that reads the address named by an answer. Sent only if that is below the clinic's own
    /// address.
    pub fn link(address: String) -> Request {
        Request { link: Some(address), ..Request::get(&[]) }
    }

    /// Creates a request that replaces what is at the path.
    pub fn put(path: &[&str], body: Value) -> Request {
        Request::new(Method::Put, path, Some(body))
    }

    /// Creates a request that changes some members of what is at the path.
    pub fn patch(path: &[&str], body: Value) -> Request {
        Request::new(Method::Patch, path, Some(body))
    }

    /// Creates a request that removes what is at the path, or the part of it that the body names.
    pub fn delete(path: &[&str], body: Option<Value>) -> Request {
        Request::new(Method::Delete, path, body)
    }

    /// Appends pairs to the query.
    pub fn asking(mut self, pairs: impl IntoIterator<Item = (&'static str, String)>) -> Request {
        self.query.extend(pairs);
        self
    }

    /// Sets a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Request {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// Sends the request only if the record still has this version, as far as the server compares versions.
    pub fn if_still(self, version: Option<&str>) -> Request {
        match version {
            Some(version) => self.with("if-match", format!("W/\"{version}\"")),
            None => self,
        }
    }

    /// Returns whether the request has this header.
    pub fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(known, _)| *known == name)
    }

    fn new(method: Method, path: &[&str], body: Option<Value>) -> Request {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        let (query, headers) = (Vec::new(), Vec::new());
        Request { method, path, query, headers, body: body.map(Into::into), link: None, is_kept: false }
    }
}

redacted_debug!(Request { method });

/// A read: done, or waiting for the response to a request.
pub enum Read<T> {
    /// The result of the read.
    Done(Result<T, Failure>),
    /// The next request, and how to go on with its result.
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
    /// Goes on with the result of this read.
    pub fn then<U: 'static>(
        self,
        go_on: impl FnOnce(Result<T, Failure>) -> Read<U> + Send + 'static,
    ) -> Read<U> {
        match self {
            Read::Done(outcome) => go_on(outcome),
            Read::Ask(request, next) => Read::Ask(request, Box::new(move |body| next(body).then(go_on))),
        }
    }

    /// Goes on if this read succeeded.
    pub fn and_then<U: 'static>(self, go_on: impl FnOnce(T) -> Read<U> + Send + 'static) -> Read<U> {
        self.then(|outcome| match outcome {
            Ok(value) => go_on(value),
            Err(failure) => Read::Done(Err(failure)),
        })
    }

    /// Maps the value of this read, or fails.
    pub fn try_map<U: 'static>(self, make: impl FnOnce(T) -> Result<U, Failure> + Send + 'static) -> Read<U> {
        self.then(|outcome| Read::Done(outcome.and_then(make)))
    }

    /// Maps the value of this read.
    pub fn map<U: 'static>(self, make: impl FnOnce(T) -> U + Send + 'static) -> Read<U> {
        self.try_map(|value| Ok(make(value)))
    }

    /// Replaces a failure, possibly by a value.
    pub fn or_else(self, mend: impl FnOnce(Failure) -> Result<T, Failure> + Send + 'static) -> Read<T> {
        self.then(|outcome| Read::Done(outcome.or_else(mend)))
    }
}
