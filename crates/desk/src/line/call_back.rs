//! The outcome of a line that puts a patient on the call list.

use crate::{Cx, EntryLine, note};
use office::{LineNote, NoteEnd, NoteSubject};

/// Notes the outcome of putting a patient on the list, or of taking one off. Empties the line once its patient is on
/// it.
pub(crate) fn on_call_back_noted(cx: &mut Cx<'_>) {
    let end = cx.office.note_end(NoteSubject::CallBack).cloned();
    if let Some(NoteEnd::NotWritten(why)) = end {
        return cx.note(note!("call-back-not-kept", why = why));
    }
    let is_overtaken = end == Some(NoteEnd::Overtaken);
    let Some(LineNote::CallBack(request)) = cx.line.note_asked().cloned() else {
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
