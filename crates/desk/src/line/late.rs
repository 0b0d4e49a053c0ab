//! The line that says by how much a practitioner runs late today.

use crate::model::ToTell;
use crate::{Cx, EntryLine, Forms, Part, note};
use booking::line::{LateProblem, Lateness, LineRequest};
use booking::{LateWish, Provider};
use office::{NoteEnd, NoteStep, NoteSubject};

impl Part<'_, Forms> {
    /// Notes for every desk that a practitioner runs late. Nothing is sent to a clinic.
    pub(super) fn note_lateness(
        &mut self,
        provider: &Provider,
        wish: Result<LateWish, LateProblem>,
    ) {
        let problem = match wish {
            Ok(wish) => {
                if self.park_form_beside(None) {
                    self.line_mut().note_carried_out();
                    self.office_mut().take_note_step(NoteStep::Late(wish));
                }
                return;
            }
            Err(LateProblem::Unsaid) => self.each_language(|words| {
                let by = words.lateness(provider, Lateness::Unsaid);
                by.err().unwrap_or_default()
            }),
            Err(LateProblem::OtherDay) => {
                self.each_language(|words| words.lateness_of_other_day(provider))
            }
        };
        self.refuse_with(problem)
    }
}

/// Notes the outcome of noting lateness, and empties the line once it is noted.
pub(crate) fn on_lateness_noted(cx: &mut Cx<'_>) {
    let end = cx.office.note_end(NoteSubject::Late).cloned();
    if let Some(NoteEnd::NotWritten(why)) = end {
        return cx.note(note!("away-not-noted", why = why));
    }
    let Some(LineRequest::Late { wish: Ok(wish), .. }) = cx.line.request().cloned() else {
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
                && let LineRequest::Late { wish: again, .. } = &mut reading.asks_for
            {
                *again = Ok(wish);
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
