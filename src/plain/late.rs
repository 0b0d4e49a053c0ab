//! A line that says by how much a practitioner runs late today.

use booking::line::LateLine;
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use words::Written;

use super::conversation::Conversation;
use super::line::{LineResult, PartOfLine};
use super::lines::End;

impl Conversation {
    /// Notes that the practitioner on the line runs late; `None` if the line says so of nobody.
    pub(super) fn lateness_of_line(&mut self) -> Result<Option<LineResult>, End> {
        let text = self.model().line.text().to_owned();
        let Some(LateLine {
            who,
            by,
            is_of_other_day,
        }) = LateLine::of(&text)
        else {
            return Ok(None);
        };
        let provider = match self.provider_of_part(who)? {
            PartOfLine::Provider(provider) => provider,
            PartOfLine::Refused(result) => return Ok(Some(result)),
            PartOfLine::Other => return Ok(None),
        };
        let language = self.language();
        if is_of_other_day {
            let why = self.words().lateness_of_other_day(&provider);
            return self.refuse_line(&why).map(Some);
        }
        let who = self.words().provider(provider.clinic(), &provider.id());
        let said = self.words().lateness(&provider, by);
        let Some(wish) = self.office().late_wish(provider, by) else {
            return self.refuse_line(&said.err().unwrap_or_default()).map(Some);
        };
        let minutes = wish.minutes;
        let question = match minutes {
            Some(_) => say!(language, "plain-write-here"),
            None => say!(language, "plain-remove-note"),
        };
        let written = self.words().written(Written::Late(&wish));
        if !self.agrees_to_write(written, question)? {
            self.with_model(|model| model.line.type_text(""));
            return Ok(Some(LineResult::Done));
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
        Ok(Some(LineResult::Done))
    }
}
