//! Requested calls that are about no appointment but have words.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Book;
use crate::{CallReason, CallSubject, ClinicId, NoteText};

/// The sign before the name of the person who is to call.
const ASSIGNS: char = '@';

/// A requested call: to which patient, about what, and by which caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallBackRequest {
    /// The clinic that knows the patient.
    pub clinic: ClinicId,
    /// The patient's id there.
    pub person: String,
    /// The subject of the call.
    pub words: NoteText,
    /// The operator or desk that is to make it; `None` for anybody.
    pub assignee: Option<NoteText>,
}

/// Why typed words are no request for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallBackProblem {
    /// There are no words about the call.
    NoWords,
    /// The words are longer than [`PATIENT_NOTE_LIMIT`](crate::PATIENT_NOTE_LIMIT) allows.
    TooLong,
    /// The words are a whole entry line.
    Line,
}

impl CallBackRequest {
    /// Reads a typed request for a call to a patient: words, and `@name` at the end to name a caller.
    ///
    /// # Errors
    /// If there are no words, or too many.
    pub fn new(
        clinic: ClinicId,
        person: String,
        typed: &str,
    ) -> Result<CallBackRequest, CallBackProblem> {
        let typed = typed.trim();
        let (rest, last) = typed
            .rsplit_once(char::is_whitespace)
            .unwrap_or(("", typed));
        let assignee = last.strip_prefix(ASSIGNS).and_then(NoteText::new);
        let words = if assignee.is_some() { rest } else { typed };
        let problem = if NoteText::is_too_long(words) {
            CallBackProblem::TooLong
        } else {
            CallBackProblem::NoWords
        };
        Ok(CallBackRequest {
            clinic,
            person,
            words: NoteText::new(words).ok_or(problem)?,
            assignee,
        })
    }

    /// Returns whether another request is about the same patient and for the same caller.
    pub fn is_beside(&self, other: &CallBackRequest) -> bool {
        let caller = |request: &CallBackRequest| {
            let name = request.assignee.as_ref().map(NoteText::typed);
            name.map(str::to_lowercase)
        };
        self.clinic == other.clinic && self.person == other.person && caller(self) == caller(other)
    }

    /// Returns the request with the words of an earlier one before its own, unless they have them.
    ///
    /// # Errors
    /// If there are too many words.
    pub fn joined_to(self, earlier: &CallBackRequest) -> Result<CallBackRequest, CallBackProblem> {
        let [before, own] = [earlier.words.typed(), self.words.typed()];
        if own.contains(before) {
            return Ok(self);
        }
        let both = format!("{before}; {own}");
        if NoteText::is_too_long(&both) {
            return Err(CallBackProblem::TooLong);
        }
        Ok(CallBackRequest {
            words: NoteText::new(&both).ok_or(CallBackProblem::NoWords)?,
            ..self
        })
    }
}

/// A patient who is to be called back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallBack {
    /// The id of the entry.
    pub id: Uuid,
    /// The call that is wanted.
    pub request: CallBackRequest,
    /// The operator or desk that wants it made, if known.
    pub by: Option<String>,
    /// The time at which it was put on the list.
    pub at: DateTime<Utc>,
}

impl CallBack {
    /// Returns the subject of the calls that are noted about it.
    pub fn subject(&self) -> CallSubject {
        CallSubject {
            clinic: self.request.clinic,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;

    fn read(typed: &str) -> Result<(String, Option<String>), CallBackProblem> {
        let request = CallBackRequest::new(CLINIK, "pt_1".to_owned(), typed)?;
        let assignee = request.assignee.map(|name| name.typed().to_owned());
        Ok((request.words.typed().to_owned(), assignee))
    }

    #[test]
    fn the_last_word_may_say_who_is_to_call() {
        let words =
            |words: &str, name: Option<&str>| Ok((words.to_owned(), name.map(str::to_owned)));
        assert_eq!(read("results of Monday"), words("results of Monday", None));
        assert_eq!(read(" results @anna "), words("results", Some("anna")));
        assert_eq!(read("ask @anna first"), words("ask @anna first", None));
        assert_eq!(read("results @"), words("results @", None));
    }

    #[test]
    fn a_call_is_about_something() {
        assert_eq!(read(" "), Err(CallBackProblem::NoWords));
        assert_eq!(read("@anna"), Err(CallBackProblem::NoWords));
        assert_eq!(read(&"x".repeat(121)), Err(CallBackProblem::TooLong));
    }
}
