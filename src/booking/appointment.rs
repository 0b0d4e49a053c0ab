//! What a backend says an appointment is, once it exists.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Personal, Vendor};

/// An appointment as a backend returned it, every text harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Who keeps it.
    pub backend: Vendor,
    /// Its id there.
    pub id: String,
    /// Its status, in the backend's own word, known or not.
    pub status: String,
    /// When it starts, where the answer says so readably.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where the answer says so readably.
    pub end: Option<DateTime<Utc>>,
    /// The ids of its panels, where the answer lists them (Aniva reads, `panels`).
    pub panels: Option<Vec<String>>,
    /// Every member of the answer, known or not, in the server's order. Members of members are named
    /// with a dot: `profile.first_name`.
    pub members: Vec<Member>,
    /// The answer itself, for programs: every text as it came.
    pub record: Personal<Map<String, Value>>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
}

/// One member of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Its value as text; `null` as an em dash.
    pub value: Personal<String>,
}

impl Appointment {
    /// The value of the member called `name`.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.members.iter().find(|member| member.name == name).map(|member| member.value.shown().as_str())
    }
}
