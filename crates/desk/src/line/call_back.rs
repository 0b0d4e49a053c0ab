//! The line that puts a patient on the call list.

use crate::{Cx, EntryLine, Forms, Part, note};
use booking::line::LineRequest;
use booking::{CallBackProblem, CallBackRequest};
use office::{NoteEnd, NoteSubject};

impl Part<'_, Forms> {
    /// Puts the patient on the call list of every desk. Nothing is sent to a clinic.
    pub(super) fn ask_call_back(&mut self, request: Result<CallBackRequest, CallBackProblem>) {
        let request = match request {
            Ok(request) => request,
            Err(why) => {
                let why = self.each_language(|words| words.call_back_problem(why));
                return self.refuse_with(why);
            }
        };
        if self.park_form_beside(Some((request.clinic, &request.person))) {
            match self.office_mut().ask_call_back(request) {
                Ok(()) => self.line_mut().note_carried_out(),
                Err(why) => {
                    self.refuse_with(self.each_language(|words| words.call_back_problem(why)))
                }
            }
        }
    }
}

/// Notes the outcome of putting a patient on the list, or of taking one off. Empties the line once its patient is on
/// it.
pub(crate) fn on_call_back_noted(cx: &mut Cx<'_>) {
    let end = cx.office.note_end(NoteSubject::CallBack).cloned();
    if let Some(NoteEnd::NotWritten(why)) = end {
        return cx.note(note!("call-back-not-kept", why = why));
    }
    let is_overtaken = end == Some(NoteEnd::Overtaken);
    let Some(LineRequest::CallBack {
        request: Ok(request),
        ..
    }) = cx.line.request().cloned()
    else {
        return cx.note(if is_overtaken {
            note!("noted-overtaken-kept")
        } else {
            note!("call-back-gone")
        });
    };
    let known = cx.office.call_back_beside(&request);
    if is_overtaken {
        cx.then(|desk| desk.line.note_overtaken());
        return cx.note(cx.each_language(|words| words.call_back_overtaken(&request)));
    }
    if known.is_none_or(|known| !known.request.words.typed().contains(request.words.typed())) {
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
