//! The noted results of calls, shared with other windows through the records.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use booking::{Author, CallHistory, CallNote, CallResult, CallSubject};

use super::{Effect, Office, OfficeNews, StoreOp};

/// The interval at which other windows' notes are read from the records while a list is open, so that no two
/// people call the same patient at once.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// The noted results of calls.
#[derive(Clone, Default)]
pub struct CallNotes {
    known: HashMap<CallSubject, CallHistory>,
    /// The number of notes being written. Until it is zero, this window has newer notes than the records.
    being_written: usize,
    /// When the records were last read, on the monotonic clock.
    read_at: Duration,
}

impl CallNotes {
    /// Returns the calls about a subject, if there were any.
    pub fn about(&self, subject: &CallSubject) -> Option<&CallHistory> {
        self.known
            .get(subject)
            .filter(|calls| !calls.results.is_empty())
    }

    /// Returns the result of the last call about several subjects: reached if the patient was reached about each, else
    /// the result of the last call about a subject without that. `None` if nobody has called about those.
    pub fn last_about(&self, subjects: &[CallSubject]) -> Option<CallResult> {
        let is_told = |subject: &&CallSubject| self.last(subject) == Some(CallResult::Reached);
        let untold = subjects.iter().filter(|subject| !is_told(subject));
        let calls = untold.clone().filter_map(|subject| self.about(subject));
        let last = calls.max_by_key(|calls| calls.at);
        match untold.count() {
            0 if subjects.is_empty() => None,
            0 => Some(CallResult::Reached),
            _ => last.and_then(CallHistory::last),
        }
    }

    /// Returns the note to make about the result of one call about several subjects. If the last note about each is the
    /// same, it is taken back instead (`None`), except that repeated attempts without an answer are noted again.
    pub fn next_note(&self, subjects: &[CallSubject], result: CallResult) -> Option<CallResult> {
        let mut last = subjects.iter().map(|subject| self.last(subject));
        let is_again = result != CallResult::NotReached && last.all(|last| last == Some(result));
        if is_again { None } else { Some(result) }
    }

    fn last(&self, subject: &CallSubject) -> Option<CallResult> {
        self.about(subject).and_then(CallHistory::last)
    }

    /// Returns the time until other windows' notes are to be read again.
    pub fn due_in(&self, up: Duration) -> Duration {
        self.read_at.saturating_add(AGAIN_AFTER).saturating_sub(up)
    }

    /// Handles the noted calls; `None` if this desk keeps no records.
    pub fn on_read(&mut self, answer: Option<Vec<CallHistory>>) {
        if let Some(calls) = answer
            && self.being_written == 0
        {
            self.known = calls
                .into_iter()
                .map(|calls| (calls.subject.clone(), calls))
                .collect();
        }
    }
}

impl Office {
    /// Notes the result of one call about these subjects, each with the patient's id there, or takes back the last call
    /// about each. The notes apply at once. Nothing is sent to a clinic.
    pub fn note_call(
        &mut self,
        told: Vec<(CallSubject, Option<String>)>,
        result: Option<CallResult>,
    ) {
        for (subject, person) in told {
            let is_noted = self.calls.about(&subject).is_some();
            if is_noted || result.is_some() {
                self.note_call_about(subject, person, result);
            }
        }
    }

    fn note_call_about(
        &mut self,
        subject: CallSubject,
        person: Option<String>,
        result: Option<CallResult>,
    ) {
        let before = self
            .calls
            .about(&subject)
            .map(|calls| calls.results.clone())
            .unwrap_or_default();
        let note = CallNote {
            subject,
            person,
            result,
        };
        let subject = note.subject.clone();
        let calls = CallHistory {
            subject: subject.clone(),
            results: note.added_to(before),
            at: self.moment.now,
            by: Author::default(),
        };
        self.calls.known.insert(subject, calls);
        self.calls.being_written += 1;
        let ticket = self.ticket();
        self.request([Effect::Store(StoreOp::NoteCall(ticket, Box::new(note)))]);
    }

    /// Handles the outcome of writing a note.
    pub(crate) fn on_call_noted(&mut self, answer: Result<Option<CallHistory>, String>) {
        let notes = &mut self.calls;
        notes.being_written = notes.being_written.saturating_sub(1);
        match answer {
            Ok(Some(calls)) if notes.being_written == 0 => {
                notes.known.insert(calls.subject.clone(), calls);
            }
            Ok(_) => {}
            Err(why) => self.tell(OfficeNews::CallNotNoted(why)),
        }
    }

    /// Requests the notes about appointments from a moment on.
    pub fn read_calls(&mut self, from: DateTime<Utc>) {
        self.calls.read_at = self.moment.up;
        let ticket = self.ticket();
        self.request([Effect::Store(StoreOp::Calls(ticket, from))]);
    }
}
