//! Telephone calls about appointments: what one calls about, and how it went.

use chrono::{DateTime, Utc};
use strum::{EnumString, IntoStaticStr};

use super::{Author, Vendor};

/// Why somebody is called. The words stand in the records and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CallReason {
    /// To remind them of their appointment.
    Reminder,
    /// Their appointment was moved.
    Moved,
    /// Their appointment was cancelled.
    Cancelled,
    /// Anything else about their appointment.
    Other,
}

/// How a call went. The words stand in the records and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CallResult {
    /// The patient knows.
    Reached,
    /// A message was left for them.
    LeftWord,
    /// Nobody answered.
    NotReached,
}

/// What a call is about. An appointment that is at another time by now is another reason to call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CallSubject {
    /// Who keeps the appointment.
    pub vendor: Vendor,
    /// The id of the appointment.
    pub appointment: String,
    /// Why somebody is called.
    pub reason: CallReason,
    /// When the appointment starts; of one that was cancelled, when it was to start.
    pub start: Option<DateTime<Utc>>,
}

/// The calls that were made about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallHistory {
    /// What they are about.
    pub subject: CallSubject,
    /// How each of them went, the first one first.
    pub results: Vec<CallResult>,
    /// When that was noted last.
    pub at: DateTime<Utc>,
    /// Who noted it.
    pub by: Author,
}

/// A call to be noted, or the last one to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallNote {
    /// What it is about.
    pub subject: CallSubject,
    /// The id of the patient.
    pub person: Option<String>,
    /// How it went; none takes the last one back.
    pub result: Option<CallResult>,
}

impl CallReason {
    /// The word for it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl CallResult {
    /// All of them.
    pub const ALL: [CallResult; 3] = [CallResult::Reached, CallResult::LeftWord, CallResult::NotReached];

    /// The word for it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl CallHistory {
    /// How the last call went.
    pub fn last(&self) -> Option<CallResult> {
        self.results.last().copied()
    }
}

impl CallNote {
    /// The results of all calls once this one is noted.
    pub fn added_to(&self, mut results: Vec<CallResult>) -> Vec<CallResult> {
        match self.result {
            Some(result) => results.push(result),
            None => drop(results.pop()),
        }
        results
    }
}
