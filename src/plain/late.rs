//! A line about how late a practitioner runs today.

use booking::LateWish;
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use words::Written;

use super::conversation::Conversation;
use super::line::LineResult;
use super::lines::End;

impl Conversation {
    /// Notes that the practitioner on the line runs late.
    pub(super) fn note_lateness(&mut self, wish: LateWish) -> Result<LineResult, End> {
        let language = self.language();
        let clinic = wish.provider.clinic();
        let who = self.words().provider(clinic, wish.provider.id());
        let minutes = wish.minutes;
        let question = match minutes {
            Some(_) => say!(language, "plain-write-here"),
            None => say!(language, "plain-remove-note"),
        };
        let written = self.words().written(Written::Late(&wish));
        if !self.agrees_to_write(written, question)? {
            self.with_model(|model| model.line.type_text(""));
            return Ok(LineResult::Done);
        }
        let step = NoteStep::Late(wish);
        self.work(|office| office.take_note_step(step.clone()));
        self.settle()?;
        let end = self.office().note_end(NoteSubject::Late);
        let is_kept = !matches!(end, Some(NoteEnd::NotWritten(_)));
        let said = match (end, minutes) {
            (Some(NoteEnd::NotWritten(why)), _) => {
                say!(language, "away-not-noted", why = why.as_str())
            }
            (Some(NoteEnd::Overtaken), _) => self.words().overtaken(&step),
            _ if self.office().is_noted_here_only() => say!(language, "noted-here").to_owned(),
            (_, Some(minutes)) => say!(language, "late-noted", who, minutes = minutes.get()),
            (_, None) => say!(language, "late-over", who),
        };
        self.has_written |= is_kept;
        self.print(&said)?;
        self.with_model(|model| model.line.type_text(""));
        Ok(LineResult::Done)
    }
}
