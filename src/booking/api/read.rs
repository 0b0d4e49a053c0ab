//! A read that may take several requests, each of which depends on the answers before.

use super::{Body, Request};
use crate::booking::Failure;

/// A read: done, or waiting for the answer to a request.
pub enum Read<T> {
    /// What came of it.
    Done(Result<T, Failure>),
    /// What to ask, and how to go on with what came of that.
    Ask(Request, Next<T>),
}

/// How a read goes on.
type Next<T> = Box<dyn FnOnce(Result<Body, Failure>) -> Read<T> + Send>;

impl Read<Body> {
    /// The body of the answer to one request.
    pub fn of(request: Request) -> Read<Body> {
        Read::Ask(request, Box::new(Read::Done))
    }
}

impl<T: 'static> Read<T> {
    /// Goes on with what came of this.
    pub fn then<U: 'static>(
        self,
        go_on: impl FnOnce(Result<T, Failure>) -> Read<U> + Send + 'static,
    ) -> Read<U> {
        match self {
            Read::Done(outcome) => go_on(outcome),
            Read::Ask(request, next) => Read::Ask(request, Box::new(move |body| next(body).then(go_on))),
        }
    }

    /// Goes on if this went well.
    pub fn and_then<U: 'static>(self, go_on: impl FnOnce(T) -> Read<U> + Send + 'static) -> Read<U> {
        self.then(|outcome| match outcome {
            Ok(value) => go_on(value),
            Err(failure) => Read::Done(Err(failure)),
        })
    }

    /// Makes something else of what this reads, or finds it unreadable.
    pub fn try_map<U: 'static>(self, make: impl FnOnce(T) -> Result<U, Failure> + Send + 'static) -> Read<U> {
        self.then(|outcome| Read::Done(outcome.and_then(make)))
    }

    /// Makes something else of what this reads.
    pub fn map<U: 'static>(self, make: impl FnOnce(T) -> U + Send + 'static) -> Read<U> {
        self.try_map(|value| Ok(make(value)))
    }

    /// Looks at a failure, which may not be one here.
    pub fn or_else(self, mend: impl FnOnce(Failure) -> Result<T, Failure> + Send + 'static) -> Read<T> {
        self.then(|outcome| Read::Done(outcome.or_else(mend)))
    }
}
