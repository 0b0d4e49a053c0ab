//! Telephone calls about appointments: the reason and the result.

use chrono::{DateTime, Utc};
use strum::{EnumString, IntoStaticStr};

use crate::{Author, ChangeKind, ClinicId};

/// The reason for a call. The words are stored in the records and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CallReason {
    /// To remind the patient of the appointment.
    Reminder,
    /// The appointment was moved.
    Moved,
    /// The appointment was cancelled.
    Cancelled,
    /// Anything else about the appointment.
    Other,
    /// A person at a desk wants the patient to be called, regardless of any appointment.
    CallBack,
}

impl CallReason {
    /// Returns why a patient is called who does not know of a change of this kind; `None` if nobody is.
    pub fn of_change(kind: ChangeKind) -> Option<CallReason> {
        match kind {
            ChangeKind::Move => Some(CallReason::Moved),
            ChangeKind::Cancel => Some(CallReason::Cancelled),
            _ => None,
        }
    }
}

/// The result of a call. The words are stored in the records and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CallResult {
    /// The patient was reached.
    Reached,
    /// A message was left.
    LeftWord,
    /// Nobody answered.
    NotReached,
}

/// The subject of a call. If the appointment moves, that is another subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CallSubject {
    /// The clinic that keeps the appointment.
    pub clinic: ClinicId,
    /// The id of the appointment; for a patient to be called back, the id of the entry in the records.
    pub appointment: String,
    /// Why the patient is called.
    pub reason: CallReason,
    /// The start of the appointment; the former start if it was cancelled. For a patient to be called back, the time of
    /// the entry.
    pub start: Option<DateTime<Utc>>,
}

/// The calls made about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallHistory {
    /// The subject of the calls.
    pub subject: CallSubject,
    /// The result of each call, the first call first.
    pub results: Vec<CallResult>,
    /// The time of the last note.
    pub at: DateTime<Utc>,
    /// The author of the last note.
    pub by: Author,
}

/// A call to be noted, or the last one to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallNote {
    /// The subject of the call.
    pub subject: CallSubject,
    /// The id of the patient.
    pub person: Option<String>,
    /// The result; `None` takes the last call back.
    pub result: Option<CallResult>,
}

impl CallReason {
    /// Returns the word stored in the records.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl CallResult {
    /// All results.
    pub const ALL: [CallResult; 3] = [
        CallResult::Reached,
        CallResult::LeftWord,
        CallResult::NotReached,
    ];

    /// Returns the word stored in the records.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl CallHistory {
    /// Returns the result of the last call.
    pub fn last(&self) -> Option<CallResult> {
        self.results.last().copied()
    }
}

impl CallNote {
    /// Returns the results of all calls once this one is noted.
    pub fn added_to(&self, mut results: Vec<CallResult>) -> Vec<CallResult> {
        match self.result {
            Some(result) => results.push(result),
            None => {
                results.pop();
            }
        }
        results
    }
}
