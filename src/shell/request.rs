//! What is to be booked, as a shell says it.

use std::fmt;
use std::time::Duration;

use crate::booking::{Backend, FieldId};

/// How long an outcome that nobody knows is looked up for, unless something else is asked for (CONTRACT, Shell).
const WAIT: Duration = Duration::from_secs(30);

/// One booking, and how it is to be gone about.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it goes. A line may leave it open, and says so itself then.
    pub backend: Option<Backend>,
    /// What the form is filled with.
    pub filling: Filling,
    /// Whether the booking is only to be looked at, and not sent.
    pub dry_run: bool,
    /// Whether warnings and conflicts are answered with yes.
    pub yes: bool,
    /// For how long an outcome that nobody knows is looked up.
    pub wait: Duration,
}

impl Request {
    /// A booking that is sent if nothing stands against it.
    pub fn new(backend: Option<Backend>, filling: Filling) -> Request {
        Request { backend, filling, dry_run: false, yes: false, wait: WAIT }
    }
}

/// What the form is filled with.
#[derive(Clone)]
pub enum Filling {
    /// These texts, each read as if it were typed into its field; every other field holds what it does in an empty
    /// form.
    Fields(Vec<(FieldId, String)>),
    /// A text as for the entry line, and the first free time it admits.
    Line(String),
}

/// Names which fields are filled, never with what.
impl fmt::Debug for Filling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filling::Fields(fields) => f.debug_list().entries(fields.iter().map(|(id, _)| id)).finish(),
            Filling::Line(_) => f.write_str("Line"),
        }
    }
}
