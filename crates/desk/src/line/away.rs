//! The line that enters an absence, and the one that lists those that are coming.

use crate::model::{AwayReading, LineStage};
use crate::{AbsenceCard, AbsenceList, Forms, LineMessage, Note, Part, Reading};
use booking::line::AwayLine;
use i18n::say;
use office::AbsenceTask;

impl Part<'_, Forms> {
    /// Reads the line as one about absences; `None` if it is about none, or names nobody who could be away.
    pub(super) fn reading_of_absence(&self) -> Option<Reading> {
        let language = self.setup.language;
        let clock = self.setting().clock;
        let (who, reason, when_typed) = match AwayLine::of(self.line.input.value())? {
            AwayLine::Of { who, reason, when } => (who, reason, when),
            AwayLine::List => {
                let line = self.line.parsed_part("", &clock);
                let means = self.words().meaning_of(&line, self.clinic);
                return Some(Reading {
                    says: understood("", Ok(say!(language, "away-line-list").to_owned())),
                    away: Some(AwayReading::Coming),
                    ..self.reading_of(&line, means)
                });
            }
        };
        let (reading, provider) = self.reading_of_provider(who)?;
        let Some(provider) = provider else {
            return Some(reading);
        };
        let name = self.words().provider(provider.clinic(), &provider.id());
        let (away, when) = match self.words().absence_wish(provider, &when_typed, reason) {
            Ok(wish) => {
                let when = self.words().absence_when(&wish);
                let when = if when_typed.is_empty() {
                    say!(language, "away-line-rest-of-day", when)
                } else {
                    say!(language, "away-line", when)
                };
                (AwayReading::Enter(wish), Ok(when))
            }
            Err(problem) => {
                let what = problem.what(language);
                (AwayReading::Problem(problem), Err(what))
            }
        };
        Some(Reading {
            says: understood(&name, when),
            away: Some(away),
            ..reading
        })
    }

    /// Handles Enter on a line about absences: opens their list, and empties the line for the next caller, or opens the card
    /// of one. Sends nothing.
    pub(super) fn open_absence(&mut self, away: AwayReading) {
        match away {
            AwayReading::Coming => {
                self.line_mut().begin_in_place();
                self.handle(AbsenceList::open)
            }
            AwayReading::Enter(wish) => {
                if self.park_form_beside(None) {
                    self.line_mut().stage = LineStage::CarriedOut;
                    self.handle(|cx| AbsenceCard::open(AbsenceTask::Enter(wish), cx))
                }
            }
            AwayReading::Problem(problem) => self.refuse_with(Note::new(move |language| {
                format!("{}.", problem.what(language))
            })),
        }
    }
}

fn understood(who: &str, when: Result<String, String>) -> LineMessage {
    LineMessage::Understood {
        who: who.to_owned(),
        when,
        past: None,
        meanwhile: None,
    }
}
