//! The line that puts a patient on the call list.

use crate::in_hand::current_patient;
use crate::model::{CallBackReading, LineStage};
use crate::{Cx, EntryLine, Forms, LineMessage, Part, Reading, note};
use booking::line::{CallBackLine, ListMatch};
use booking::{CallBack, CallBackRequest};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};

impl Part<'_, Forms> {
    /// Reads the line as one that puts a patient on the call list; `None` if it puts nobody there.
    pub(super) fn reading_of_call_back(&self) -> Option<Reading> {
        let CallBackLine { who, words } = CallBackLine::of(self.line.input.value())?;
        let line = self.line.parsed_part(who, &self.setting().clock);
        let means = self.words().meaning_of(&line, self.clinic);
        let is_in_hand = who.trim().is_empty();
        if !is_in_hand && !means.is_about_patient() {
            return None;
        }
        let search = self.people.end_of_line_search();
        let others = self.words().doubt_about_others(&line, &means, &search);
        if others.is_some() {
            return Some(self.reading_of(&line, means));
        }
        let (clinic, person) = match &means.patient {
            ListMatch::One(id) => (means.clinic, id.clone()),
            _ if is_in_hand => current_patient(self)?,
            _ => return Some(self.reading_of(&line, means)),
        };
        let language = self.setup.language;
        let name = self.words().patient(clinic, &person);
        let (call_back, when) = match CallBackRequest::new(clinic, person, words) {
            Ok(request) => {
                let says = self.words().call_back_request(&request);
                let when = say!(language, "call-back-line", says);
                (CallBackReading::Ask(request), Ok(when))
            }
            Err(why) => {
                let what = self.words().call_back_problem(why);
                (CallBackReading::Unworded, Err(what))
            }
        };
        Some(Reading {
            says: LineMessage::Understood {
                who: name,
                when,
                past: None,
                meanwhile: None,
            },
            call_back: Some(call_back),
            ..self.reading_of(&line, means)
        })
    }

    /// Handles Enter on such a line: the patient is on the list of every desk, and no clinic is told.
    pub(super) fn ask_call_back(&mut self, reading: CallBackReading) {
        match reading {
            CallBackReading::Ask(request) => {
                if !self.park_form_beside(Some((request.clinic, &request.person))) {
                    return;
                }
                self.line_mut().stage = LineStage::CarriedOut;
                self.office_mut()
                    .take_note_step(NoteStep::CallBack(request));
            }
            CallBackReading::Unworded => self.refuse_with(note!("call-back-what")),
        }
    }
}

/// Says how putting a patient on the list has ended, or taking one off. The line is emptied once its patient is on it.
pub(crate) fn on_call_back_noted(cx: &mut Cx<'_>) {
    if let Some(NoteEnd::NotWritten(why)) = cx.office.note_end(NoteSubject::CallBack).cloned() {
        return cx.note(note!("call-back-not-kept", why = why));
    }
    let reading = cx.line.reading.as_ref();
    let reading = reading.and_then(|reading| reading.call_back.clone());
    let Some(CallBackReading::Ask(request)) = reading else {
        return cx.note(note!("call-back-gone"));
    };
    let is_it = |call: &CallBack| call.request == request;
    if !cx.office.book.call_backs().any(is_it) {
        return cx.note(note!("call-back-gone"));
    }
    let who = cx.words().patient(request.clinic, &request.person);
    cx.then(|desk| desk.line = EntryLine::default());
    let parked = cx.note.clone();
    let kept = if cx.office.is_noted_here_only() {
        note!("noted-here")
    } else {
        note!("call-back-kept", who = who)
    };
    cx.note(kept.and(parked));
}
