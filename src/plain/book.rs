//! From a filled form to a booking: reads out errors, conflicts, the request and the outcome. Nothing is sent
//! without a yes.

use std::time::Duration;

use booking::{Booking, FieldId, Meaning, Outcome, Problem, Severity};
use i18n::say;
use office::{AskedChange, Office, PanelOrder, Submission, SubmissionId, Withheld};
use words::{Wording, Written};

use super::answer::{LineAnswer, agrees, numbered};
use super::conversation::{Conversation, Whether, numbered as numbered_choices};
use super::fields::FieldStep;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;
use clerk::{Follower, read_around};
use runtime::Machine;

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
            let Some(asked) = self.model().asked_booking() else {
                continue;
            };
            let warnings = self.problems(Severity::Warning);
            self.print_problems(&warnings)?;
            self.print_problems(&self.problems(Severity::Note))?;
            let question = self.question_about_booking(&asked, &booking);
            match self.ask_whether_or(&question, |_| false)? {
                Whether::Yes if !self.is_still_asked(&asked) => continue,
                Whether::Yes => {}
                Whether::Altered => continue,
                Whether::No | Whether::Back | Whether::Other(_) => {
                    self.change()?;
                    continue;
                }
            }
            self.said_warnings = warnings;
            if let Some(outcome) = self.send(&asked)? {
                return Ok(outcome);
            }
        }
    }

    /// Returns the question whether to send a booking, preceded by the whole booking and what is known of its ids.
    fn question_about_booking(&self, asked: &AskedChange, booking: &Booking) -> Question {
        let language = self.language();
        let how = self.words().mode_phrase(booking.clinic());
        let text = if booking.is_waiting() {
            say!(language, "plain-put-on-waiting-list", how)
        } else {
            say!(language, "plain-book", how)
        };
        let mut before: Vec<String> = Vec::new();
        for field in self.model().form().draft().asked() {
            let doubt = spoken::doubt(self.model(), field);
            before.extend(doubt.map(|doubt| format!("{}: {doubt}", field.label(language))));
        }
        before.extend(self.written(asked));
        Question::whether(Topic::Send, &text, language).after(before)
    }

    /// Returns whether the booking in the form is the one that was read out.
    fn is_still_asked(&self, asked: &AskedChange) -> bool {
        let now = self.model().asked_booking();
        now.is_some_and(|now| now.change == asked.change)
    }

    /// Returns the problems of the current form with this severity.
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
        let filled = spoken::filled(self.model());
        let question = Question::new(Topic::Change, say!(self.language(), "plain-change"));
        let question = question.after(filled);
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
                LineAnswer::Nothing | LineAnswer::Keyword(_) => return Ok(()),
            }
        }
    }

    /// Submits the form and reads out the outcome; `None` if the form is kept.
    fn send(&mut self, asked: &AskedChange) -> Result<Option<Outcome>, End> {
        let Some(outcome) = self.send_booking(asked)? else {
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

    /// Offers to add the shown appointment's panels again while that fails and the answer is yes.
    pub(super) fn panels_again(&mut self) -> Result<(), End> {
        let language = self.language();
        let Some(shown) = &self.model().heard.shown else {
            return Ok(());
        };
        let shown = shown.clone();
        let appointment = shown.appointment.id.clone();
        let have_failed = |talk: &Conversation| {
            let order = talk.office().panels().of(&appointment);
            order.is_some_and(PanelOrder::has_failed)
        };
        while have_failed(self) {
            let written = self.words().written(Written::Panels(&shown));
            let question = say!(language, "plain-panels-again");
            let question = Question::whether(Topic::Panels, question, language).after(written);
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

    /// Asks whether to go ahead, with one of these choices if there are any, after reading out what will be written.
    /// Returns the index of the choice; 0 for a yes, and `None` for any other answer.
    pub(super) fn ask_despite(
        &mut self,
        written: Vec<String>,
        question: &str,
        choices: Vec<String>,
    ) -> Result<Option<usize>, End> {
        let language = self.language();
        let last = choices.len();
        let question = match last {
            0 => Question::whether(Topic::Despite, question, language),
            _ => {
                let question = question.trim_end_matches('?');
                let question = say!(language, "plain-choose", question, last);
                Question::new(Topic::Despite, &question)
            }
        };
        let question = question.after(written).after(numbered_choices(choices));
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

    /// Reads out why nothing was booked, and asks for the field with the mistake.
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

    fn words(&self) -> Wording<'_> {
        Conversation::words(self)
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        Conversation::work(self, work)
    }

    fn take_withheld(&mut self, id: SubmissionId) -> Option<(Submission, Withheld)> {
        self.with_model(|model| model.heard.take_withheld(id))
    }

    fn await_answer(&mut self) -> Result<(), End> {
        self.say_phases()
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
