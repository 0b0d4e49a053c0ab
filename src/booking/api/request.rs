//! A request as a value.

use std::fmt;

use serde_json::Value;
use strum::IntoStaticStr;

use crate::booking::Personal;

/// What is to be done with what a path names.
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
    /// The word of HTTP for it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A request to a clinic API, without the headers that all have.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// What is to be done.
    pub method: Method,
    /// The segments of the path after the API's version, not encoded yet.
    pub path: Vec<String>,
    /// The pairs of the query, not encoded yet.
    pub query: Vec<(&'static str, String)>,
    /// The JSON that goes with it.
    pub body: Option<Personal<Value>>,
}

impl Request {
    /// Reads what that path names.
    pub fn get(path: &[&str]) -> Request {
        Request::new(Method::Get, path, None)
    }

    /// Makes something new there.
    pub fn post(path: &[&str], body: Value) -> Request {
        Request::new(Method::Post, path, Some(body))
    }

    /// Changes some members of what is there.
    pub fn patch(path: &[&str], body: Value) -> Request {
        Request::new(Method::Patch, path, Some(body))
    }

    /// Takes away what is there, or the part of it that the body names.
    pub fn delete(path: &[&str], body: Option<Value>) -> Request {
        Request::new(Method::Delete, path, body)
    }

    /// The same with these pairs behind the others.
    pub fn asking(mut self, pairs: impl IntoIterator<Item = (&'static str, String)>) -> Request {
        self.query.extend(pairs);
        self
    }

    fn new(method: Method, path: &[&str], body: Option<Value>) -> Request {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        Request { method, path, query: Vec::new(), body: body.map(Into::into) }
    }
}

/// Paths, queries and bodies may name someone.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}
