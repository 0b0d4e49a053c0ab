//! From a filled form to a booking: reads out errors, conflicts, the request and the outcome. Nothing is sent
//! without a yes.

use std::time::Duration;

use booking::{FieldId, Meaning, Outcome, Problem, Severity};
use i18n::say;
use office::{Office, PanelOrder, SubmissionId};

use super::answer::{Keyword, LineAnswer, agrees, numbered};
use super::conversation::Conversation;
use super::fields::FieldStep;
use super::lines::End;
use super::spoken;
use crate::runtime::{Follower, Machine, read_around};

impl Conversation {
    /// Asks until the form has been sent, and returns the outcome.
    pub(super) fn conclude(&mut self) -> Result<Outcome, End> {
        loop {
            self.settle()?;
            let Some(booking) = self.model().form().review().booking.clone() else {
                self.mend()?;
                continue;
            };
            read_around(self, &booking)?;
            let warnings = self.problems(Severity::Warning);
            self.print_problems(&warnings)?;
            self.print_problems(&self.problems(Severity::Note))?;
            self.print(&spoken::request_sentence(self.model()))?;
            let language = self.language();
            let how = self.words().mode_phrase(self.model().clinic);
            let question = say!(language, "plain-book", how);
            if !self.ask_whether(&self.whether(&question))? {
                self.change()?;
                continue;
            }
            self.said_warnings = warnings;
            if let Some(outcome) = self.send()? {
                return Ok(outcome);
            }
        }
    }

    /// Returns the problems of the form in front that have this severity.
    fn problems(&self, severity: Severity) -> Vec<Problem> {
        let mut problems = self.model().problems();
        problems.retain(|problem| problem.severity == severity);
        problems
    }

    pub(super) fn print_problems(&mut self, problems: &[Problem]) -> Result<(), End> {
        let language = self.language();
        self.print_all(
            problems
                .iter()
                .map(|problem| spoken::problem(problem, language)),
        )
    }

    /// Reads out the errors of the form, and asks for the first field with an error.
    fn mend(&mut self) -> Result<(), End> {
        self.with_model(|model| {
            model.leave_field();
            model.form_mut().show_all_problems();
            model.review_forms();
        });
        let problems = self.problems(Severity::Error);
        self.print_problems(&problems)?;
        let wrong = problems.iter().find_map(Problem::field);
        match self.field(wrong.unwrap_or(self.model().focus()))? {
            FieldStep::On => Ok(()),
            FieldStep::Back => self.change(),
        }
    }

    /// Asks which field to change, and for its value.
    fn change(&mut self) -> Result<(), End> {
        self.print_all(spoken::filled(self.model()))?;
        let question = spoken::question(say!(self.language(), "plain-change"));
        loop {
            match self.ask(&question)? {
                LineAnswer::Text(text) => {
                    let language = self.language();
                    let text = text.to_lowercase();
                    let asked: Vec<FieldId> = self.model().form().draft().asked().collect();
                    let field = match numbered(&text) {
                        Some(place) => asked.get(place),
                        None => asked
                            .iter()
                            .find(|field| field.label(language).to_lowercase().starts_with(&text)),
                    };
                    if let Some(id) = field {
                        self.field(*id)?;
                        return Ok(());
                    }
                    self.print(say!(language, "plain-no-such-choice"))?;
                }
                LineAnswer::Keyword(Keyword::Explain | Keyword::Fields) => {
                    self.print_all(spoken::fields(self.model()))?;
                }
                LineAnswer::Nothing | LineAnswer::Keyword(_) => return Ok(()),
            }
        }
    }

    /// Submits the form and reads out the outcome; `None` if the form keeps its text.
    fn send(&mut self) -> Result<Option<Outcome>, End> {
        let Some(asked) = self.model().asked_booking() else {
            return Ok(None);
        };
        let Some(outcome) = self.send_booking(&asked)? else {
            self.change()?;
            return Ok(None);
        };
        match &outcome {
            Outcome::Made(..) => {
                // Panels are sent after the booking.
                self.settle()?;
                self.print_shown()?;
            }
            Outcome::Failed(Meaning::Unknown) | Outcome::Incomplete(_) | Outcome::InPart(_) => {
                self.print_unknown()?
            }
            Outcome::Queued => {
                self.print_news()?;
            }
            _ => {
                self.refused()?;
                return Ok(None);
            }
        }
        Ok(Some(outcome))
    }

    /// Says that the outcome of a change or of its second step is unknown.
    pub(super) fn print_unknown(&mut self) -> Result<(), End> {
        self.print(say!(self.language(), "plain-unknown"))?;
        self.print_news()?;
        Ok(())
    }

    pub(super) fn print_shown(&mut self) -> Result<(), End> {
        let shown = self.model().heard.shown.as_ref();
        let lines = shown.map(|shown| spoken::appointment(self.words(), shown));
        self.print_all(lines.unwrap_or_default())
    }

    /// Offers to add the shown appointment's panels again, as long as that fails and the answer is yes.
    pub(super) fn panels_again(&mut self) -> Result<(), End> {
        let language = self.language();
        let Some(shown) = &self.model().heard.shown else {
            return Ok(());
        };
        let appointment = shown.appointment.id.clone();
        let have_failed = |talk: &Conversation| {
            let order = talk.office().panels.of(&appointment);
            order.is_some_and(PanelOrder::has_failed)
        };
        while have_failed(self) {
            let question = self.whether(say!(language, "plain-panels-again"));
            if !self.ask_whether(&question)? {
                return Ok(());
            }
            self.work(|office| office.try_panels_again(&appointment));
            self.settle()?;
            let panels = spoken::panels(self.words(), &appointment);
            self.print_all(panels)?;
        }
        Ok(())
    }

    /// Asks whether to go ahead, with one of these choices if there are any. Returns the index of the choice; 0 for a
    /// yes, and `None` for any other answer.
    pub(super) fn ask_despite(
        &mut self,
        question: &str,
        choices: Vec<String>,
    ) -> Result<Option<usize>, End> {
        let language = self.language();
        let last = choices.len();
        self.offer(choices)?;
        let question = match last {
            0 => self.whether(question),
            _ => {
                let question = question.trim_end_matches('?');
                spoken::question(&say!(language, "plain-choose", question, last))
            }
        };
        loop {
            let LineAnswer::Text(text) = self.ask(&question)? else {
                return Ok(None);
            };
            match (
                numbered(&text).filter(|place| *place < last),
                agrees(&text, language),
            ) {
                (None, None) => self.print(say!(language, "plain-yes-or-no"))?,
                (None, Some(false)) => return Ok(None),
                (choice, _) => return Ok(Some(choice.unwrap_or(0))),
            }
        }
    }

    /// Reads out why nothing was booked, and asks for the field at fault.
    fn refused(&mut self) -> Result<(), End> {
        let problems = self.problems(Severity::Error);
        self.print_problems(&problems)?;
        if let Some(id) = problems.iter().find_map(Problem::field) {
            self.field(id)?;
        }
        Ok(())
    }
}

impl Follower for Conversation {
    type Err = End;

    fn office(&self) -> &Office {
        Conversation::office(self)
    }

    fn finish_change(&mut self, id: SubmissionId) {
        self.work(|office| office.finish_change(id));
    }

    fn wait_for(
        &mut self,
        at_most: Duration,
        is_there: impl Fn(&Office) -> bool,
    ) -> Result<bool, End> {
        Conversation::wait(self, at_most, |session| {
            is_there(session.machine().office())
        })
    }
}
