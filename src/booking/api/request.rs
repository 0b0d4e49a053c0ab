//! A request as a value.

use std::fmt;

use serde_json::Value;
use strum::IntoStaticStr;

use crate::booking::Personal;

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "UPPERCASE")]
#[expect(missing_docs, reason = "each is named after its word")]
pub enum Method {
    Get,
    Post,
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
    /// The JSON body.
    pub body: Option<Personal<Value>>,
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

    fn new(method: Method, path: &[&str], body: Option<Value>) -> Request {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        Request { method, path, query: Vec::new(), body: body.map(Into::into) }
    }
}

/// Prints only the method: paths, queries and bodies may name someone.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}
