//! An appointment as its clinic returned it.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Personal, Vendor};

/// An appointment as a clinic returned it, every text harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The clinic that keeps it.
    pub backend: Vendor,
    /// The appointment's id at the clinic.
    pub id: String,
    /// The status in the clinic's own word, known or not.
    pub status: String,
    /// The start, if the answer has a readable one.
    pub start: Option<DateTime<Utc>>,
    /// The end, if the answer has a readable one.
    pub end: Option<DateTime<Utc>>,
    /// The ids of the panels, if the answer lists them (Aniva reads, `panels`).
    pub panels: Option<Vec<String>>,
    /// Every member of the answer, known or not, in the server's order. Nested members are named with a dot:
    /// `profile.first_name`.
    pub members: Vec<Member>,
    /// The answer itself, for programs: every text as received.
    pub record: Personal<Map<String, Value>>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
}

/// One member of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The value as text; `null` as an em dash.
    pub value: Personal<String>,
}

impl Appointment {
    /// Returns the value of the member called `name`.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.members.iter().find(|member| member.name == name).map(|member| member.value.shown().as_str())
    }
}
