//! The noted results of calls, shared with other windows through the records, and the list on paper.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{CallList, CallRow};
use crate::calls::view::{call_list_remark, call_list_title, call_number, call_result, call_times};
use crate::{Asker, Cx, Desk, Document, Effect, Intent, Note, StoreOp, day};
use booking::{Author, CallHistory, CallNote, CallResult, CallSubject, Sheet, SheetRow};
use i18n::say;

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

    /// Notes the result of a call, or takes the last one back. The note counts at once. Nothing is sent to a
    /// clinic.
    pub(crate) fn note(
        &mut self,
        subject: CallSubject,
        person: Option<String>,
        result: Option<CallResult>,
        cx: &mut Cx<'_>,
    ) {
        let before = self
            .about(&subject)
            .map(|calls| calls.results.clone())
            .unwrap_or_default();
        let note = CallNote {
            subject,
            person,
            result,
        };
        let (results, at, subject) = (
            note.added_to(before),
            cx.office.moment.now,
            note.subject.clone(),
        );
        let calls = CallHistory {
            subject: subject.clone(),
            results,
            at,
            by: Author::default(),
        };
        self.known.insert(subject, calls);
        self.being_written += 1;
        let ticket = cx.ticket(Asker::Calls);
        cx.request([Effect::Store(StoreOp::NoteCall(ticket, Box::new(note)))]);
    }

    /// Handles the outcome of writing a note.
    pub(crate) fn on_noted(
        &mut self,
        answer: Result<Option<CallHistory>, String>,
        cx: &mut Cx<'_>,
    ) {
        self.being_written = self.being_written.saturating_sub(1);
        match answer {
            Ok(Some(calls)) if self.being_written == 0 => {
                self.known.insert(calls.subject.clone(), calls);
            }
            Ok(_) => {}
            Err(why) => cx.note(Note::new(move |language| {
                say!(language, "calls-not-noted", why = why.as_str())
            })),
        }
    }

    /// Requests the notes about appointments from a moment on.
    pub(crate) fn read(&mut self, from: DateTime<Utc>, cx: &mut Cx<'_>) {
        self.read_at = cx.office.moment.up;
        let ticket = cx.ticket(Asker::Calls);
        cx.request([Effect::Store(StoreOp::Calls(ticket, from))]);
    }

    pub(super) fn due_in(&self, up: Duration) -> Duration {
        self.read_at.saturating_add(AGAIN_AFTER).saturating_sub(up)
    }

    /// Handles the noted calls; `None` if this desk keeps no records.
    pub(crate) fn on_read(&mut self, answer: Option<Vec<CallHistory>>) {
        if let Some(calls) = answer.filter(|_| self.being_written == 0) {
            self.known = calls
                .into_iter()
                .map(|calls| (calls.subject.clone(), calls))
                .collect();
        }
    }
}

impl CallList {
    /// Returns the list as a sheet to print, with or without the patients' names.
    pub fn sheet(&self, desk: &Desk, has_names: bool) -> Sheet {
        let language = desk.setup.language;
        let mut heads = vec![say!(language, "sheet-time")];
        if has_names {
            heads.extend([
                say!(language, "sheet-patient"),
                say!(language, "sheet-born"),
            ]);
        }
        heads.extend([
            say!(language, "sheet-phone"),
            say!(language, "sheet-with"),
            say!(language, "sheet-call"),
        ]);
        let row = |row: &CallRow| {
            let mut cells = vec![call_times(desk, self, row)];
            if has_names {
                cells.extend([row.who.clone(), row.born.clone()]);
            }
            cells.extend([
                call_number(desk, row),
                row.with.clone(),
                call_result(desk, row),
            ]);
            let last = desk
                .office
                .calls
                .about(&row.subject)
                .and_then(CallHistory::last);
            SheetRow {
                cells,
                is_on: last != Some(CallResult::Reached),
            }
        };
        Sheet {
            language,
            title: call_list_title(desk, self),
            remark: format!("{} · {}", call_list_remark(desk, self).0, day::as_of(desk)),
            heads,
            rows: self.rows().iter().map(row).collect(),
        }
    }

    /// Saves the printable page, named after the day. Patients are named as on screen.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        let path = format!(
            "calls-{}.html",
            self.date().unwrap_or_else(|| day::today_here(cx))
        )
        .into();
        let text = self.sheet(cx, true).html().into();
        cx.want(Intent::Save(Document {
            path,
            text,
            replaces: false,
        }));
    }
}
