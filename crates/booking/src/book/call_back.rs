//! Calls that somebody at a desk wants made: about no appointment, but with words.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Book;
use crate::{CallReason, CallSubject, ClinicId, NoteText};

/// A patient who is to be called back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallBack {
    /// The id of the entry.
    pub id: Uuid,
    /// The clinic that knows the patient.
    pub clinic: ClinicId,
    /// The patient's id there.
    pub person: String,
    /// The subject of the call.
    pub words: NoteText,
    /// The operator or desk that wants it made, if known.
    pub by: Option<String>,
    /// The time at which it was put on the list.
    pub at: DateTime<Utc>,
}

impl CallBack {
    /// Returns the subject under which calls about it are noted.
    pub fn subject(&self) -> CallSubject {
        CallSubject {
            clinic: self.clinic,
            appointment: self.id.to_string(),
            reason: CallReason::CallBack,
            start: Some(self.at),
        }
    }
}

impl Book {
    /// Returns the patients who are to be called back, the longest waiting first, also those who were called.
    pub fn call_backs(&self) -> impl Iterator<Item = &CallBack> {
        self.notes.call_backs.iter()
    }
}
