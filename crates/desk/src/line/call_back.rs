//! The line that puts a patient on the call list.

use crate::{Cx, EntryLine, Forms, Part, note};
use booking::line::LineRequest;
use booking::{CallBack, CallBackProblem, CallBackRequest};
use office::{NoteEnd, NoteStep, NoteSubject};

impl Part<'_, Forms> {
    /// Puts the patient on the list of every desk. No clinic is told.
    pub(super) fn ask_call_back(&mut self, request: Result<CallBackRequest, CallBackProblem>) {
        let Ok(request) = request else {
            return self.refuse_with(note!("call-back-what"));
        };
        if self.park_form_beside(Some((request.clinic, &request.person))) {
            self.line_mut().note_carried_out();
            self.office_mut()
                .take_note_step(NoteStep::CallBack(request));
        }
    }
}

/// Says how putting a patient on the list has ended, or taking one off. The line is emptied once its patient is on it.
pub(crate) fn on_call_back_noted(cx: &mut Cx<'_>) {
    if let Some(NoteEnd::NotWritten(why)) = cx.office.note_end(NoteSubject::CallBack).cloned() {
        return cx.note(note!("call-back-not-kept", why = why));
    }
    let Some(LineRequest::CallBack {
        request: Ok(request),
        ..
    }) = cx.line.request().cloned()
    else {
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
