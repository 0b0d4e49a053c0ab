//! A read that may take several requests, each of which depends on the responses before.

use super::{Body, Request};
use crate::booking::Failure;

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
