//! The line that says by how much a practitioner runs late today.

use crate::model::{LateReading, LineStage, ToTell};
use crate::{Cx, EntryLine, Forms, LineMessage, Part, Reading, note};
use booking::LateWish;
use booking::line::{LateLine, Lateness};
use office::{NoteEnd, NoteStep, NoteSubject};

impl Part<'_, Forms> {
    /// Reads the line as one about a practitioner who runs late; `None` if it is about none.
    pub(super) fn reading_of_lateness(&self) -> Option<Reading> {
        let LateLine {
            who,
            by,
            is_of_other_day,
        } = LateLine::of(self.line.input.value())?;
        let (reading, provider) = self.reading_of_provider(who)?;
        let Some(provider) = provider else {
            return Some(reading);
        };
        let who = self.words().provider(provider.clinic(), &provider.id());
        let (when, late) = if is_of_other_day {
            let what = self.words().lateness_of_other_day(&provider);
            (Err(what), LateReading::OtherDay(provider))
        } else {
            let when = self.words().lateness(&provider, by);
            let late = match self.office.late_wish(provider.clone(), by) {
                Some(wish) => LateReading::Note(wish),
                None => LateReading::Unsaid(provider),
            };
            (when, late)
        };
        Some(Reading {
            says: LineMessage::Understood {
                who,
                when,
                past: None,
                meanwhile: None,
            },
            late: Some(late),
            ..reading
        })
    }

    /// Handles Enter on such a line: it is noted for every desk, and no clinic is told.
    pub(super) fn note_lateness(&mut self, late: LateReading) {
        let problem = match late {
            LateReading::Note(wish) => {
                if self.park_form_beside(None) {
                    self.line_mut().stage = LineStage::CarriedOut;
                    self.office_mut().take_note_step(NoteStep::Late(wish));
                }
                return;
            }
            LateReading::Unsaid(provider) => self.each_language(|words| {
                let by = words.lateness(&provider, Lateness::Unsaid);
                by.err().unwrap_or_default()
            }),
            LateReading::OtherDay(provider) => {
                self.each_language(|words| words.lateness_of_other_day(&provider))
            }
        };
        self.refuse_with(problem)
    }
}

/// Says how noting lateness has ended. The line is emptied once it is noted.
pub(crate) fn on_lateness_noted(cx: &mut Cx<'_>) {
    let end = cx.office.note_end(NoteSubject::Late).cloned();
    if let Some(NoteEnd::NotWritten(why)) = end {
        return cx.note(note!("away-not-noted", why = why));
    }
    let reading = cx.line.reading.as_ref();
    let Some(LateReading::Note(wish)) = reading.and_then(|reading| reading.late.clone()) else {
        return;
    };
    if end == Some(NoteEnd::Overtaken) {
        let now = cx.office.moment.now;
        let seen = cx.office.book.late_note(&wish.provider, now);
        let seen = seen.map(|note| note.minutes);
        let wish = LateWish { seen, ..wish };
        let step = NoteStep::Late(wish.clone());
        let said = cx.each_language(|words| words.overtaken(&step));
        // The other note has been said: the same line once more replaces it.
        cx.then(move |desk| {
            desk.line.stage = LineStage::Typing;
            if let Some(reading) = &mut desk.line.reading {
                reading.late = Some(LateReading::Note(wish));
            }
        });
        return cx.note(said);
    }
    let LateWish {
        provider, minutes, ..
    } = wish;
    let who = cx.words().provider(provider.clinic(), &provider.id());
    let to_tell = minutes.map(|minutes| Box::new(ToTell::ask(provider.clone(), minutes.get(), cx)));
    cx.then(|desk| desk.line = EntryLine::after_lateness(to_tell));
    cx.note(match minutes {
        _ if cx.office.is_noted_here_only() => note!("noted-here"),
        Some(minutes) => note!("late-noted", who = who, minutes = minutes.get()),
        None => note!("late-over", who = who),
    });
}
