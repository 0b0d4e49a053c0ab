//! The outcome of a line that says by how much a practitioner runs late today.

use crate::model::ToTell;
use crate::{Cx, EntryLine, note};
use booking::LateWish;
use office::{LineNote, LineRequest, LineTask, NoteEnd, NoteStep, NoteSubject};

/// Notes the outcome of noting lateness, and empties the line once it is noted.
pub(crate) fn on_lateness_noted(cx: &mut Cx<'_>) {
    let end = cx.office.note_end(NoteSubject::Late).cloned();
    if let Some(NoteEnd::NotWritten(why)) = end {
        return cx.note(note!("away-not-noted", why = why));
    }
    let Some(LineNote::Late(wish)) = cx.line.note_asked().cloned() else {
        return;
    };
    if end == Some(NoteEnd::Overtaken) {
        let now = cx.office.moment.now;
        let seen = cx.office.book.late_note(&wish.provider, now);
        let seen = seen.map(|note| note.minutes);
        let wish = LateWish { seen, ..wish };
        let step = NoteStep::Late(wish.clone());
        let said = cx.each_language(|words| words.overtaken(&step));
        // The other note was shown: the same line, entered again, replaces it.
        cx.then(move |desk| {
            desk.line.note_overtaken();
            if let Some(reading) = &mut desk.line.reading
                && let LineRequest::Other(request) = &mut reading.asks_for
            {
                request.task = Ok(LineTask::Write(LineNote::Late(wish)));
            }
        });
        return cx.note(said);
    }
    let LateWish {
        provider, minutes, ..
    } = wish;
    let who = cx.words().provider(provider.clinic(), provider.id());
    let to_tell = minutes.map(|minutes| Box::new(ToTell::ask(provider.clone(), minutes.get(), cx)));
    cx.then(|desk| desk.line = EntryLine::after_lateness(to_tell));
    cx.note(match minutes {
        _ if cx.office.is_noted_here_only() => note!("noted-here"),
        Some(minutes) => note!("late-noted", who = who, minutes = minutes.get()),
        None => note!("late-over", who = who),
    });
}
