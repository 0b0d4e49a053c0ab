//! From a filled form to a booking: what is to be mended, what stands against it, what goes out, and what became of
//! it. Nothing goes out without a yes.

use std::time::Duration;

use crate::booking::{ChangeKind, FieldId, Meaning, Outcome, Problem, Severity};
use crate::desk::{Action, Ask, Command, Desk, Listed, Pane, Phase};
use crate::i18n::say;

use super::answer::{Answer, Keyword, agrees, numbered};
use super::conversation::Conversation;
use super::fields::Step;
use super::lines::End;
use super::spoken;

impl Conversation {
    /// Goes on asking until the form has gone out, and says what became of it.
    pub(super) fn conclude(&mut self) -> Result<Outcome, End> {
        loop {
            self.settle()?;
            if self.desk().form().review().booking.is_none() {
                self.mend()?;
                continue;
            }
            let warnings = self.problems(Severity::Warning);
            self.say_problems(&warnings)?;
            self.say_problems(&self.problems(Severity::Note))?;
            self.say(&spoken::what_goes_out(self.desk()))?;
            let language = self.language();
            let asked = say!(language, "plain-book", how = self.desk().mode_phrase());
            if !self.ask_whether(&self.whether(&asked))? {
                self.change()?;
                continue;
            }
            if let Some(outcome) = self.send(&warnings)? {
                return Ok(outcome);
            }
        }
    }

    /// What is listed against the form in front.
    fn problems(&self, severity: Severity) -> Vec<Problem> {
        let listed = self.desk().listed().into_iter();
        let here = listed.filter(Listed::is_of_form);
        here.map(|row| row.problem.into_owned()).filter(|problem| problem.severity == severity).collect()
    }

    fn say_problems(&mut self, problems: &[Problem]) -> Result<(), End> {
        let language = self.language();
        self.say_all(problems.iter().map(|problem| spoken::problem(problem, language)))
    }

    /// Says what keeps the form from being booked, and asks for the first field of it.
    fn mend(&mut self) -> Result<(), End> {
        // With something to mend the booking key sends nothing and goes to the first of it.
        self.act(Action::Book);
        let problems = self.problems(Severity::Error);
        self.say_problems(&problems)?;
        match self.field(self.desk().form().focus())? {
            Step::On => Ok(()),
            Step::Back => self.change(),
        }
    }

    /// Asks which field is to be another one, and for that.
    fn change(&mut self) -> Result<(), End> {
        self.say_all(spoken::filled(self.desk()))?;
        let question = spoken::question(say!(self.language(), "plain-change"));
        loop {
            match self.ask(&question)? {
                Answer::Text(text) => {
                    let language = self.language();
                    let text = text.to_lowercase();
                    let place = numbered(&text);
                    let asked: Vec<FieldId> = self.desk().form().draft().asked().collect();
                    let is_called =
                        |field: &&FieldId| field.label(language).to_lowercase().starts_with(&text);
                    let field = match place {
                        Some(place) => asked.get(place),
                        None => asked.iter().find(is_called),
                    };
                    if let Some(id) = field {
                        self.field(*id)?;
                        return Ok(());
                    }
                    self.say(say!(language, "plain-no-such-choice"))?;
                }
                Answer::Keyword(Keyword::Explain | Keyword::Fields) => {
                    self.say_all(spoken::fields(self.desk()))?;
                }
                Answer::Nothing | Answer::Keyword(_) => return Ok(()),
            }
        }
    }

    /// Has the form sent, asks about what stands against it, and says what became of it; nothing where
    /// the form keeps its text.
    fn send(&mut self, told: &[Problem]) -> Result<Option<Outcome>, End> {
        let lost = self.desk().changes.lost().count();
        let shown = self.shown_id();
        self.act(Action::Book);
        self.follow_change()?;
        while let Some(asked @ (Ask::Alone(_) | Ask::Warnings | Ask::Queue)) = self.desk().asked().cloned() {
            let new: Vec<Problem> = self
                .problems(Severity::Warning)
                .into_iter()
                .filter(|problem| !told.contains(problem))
                .collect();
            self.say_problems(&new)?;
            if !self.goes_ahead(&asked)? {
                self.change()?;
                return Ok(None);
            }
            self.follow_change()?;
            if asked == Ask::Queue && self.desk().form().draft().is_blank() {
                self.tell_news()?;
                return Ok(Some(Outcome::Queued));
            }
        }
        if self.desk().changes.lost().count() > lost {
            self.say(say!(self.language(), "plain-unknown"))?;
            self.tell_news()?;
            return Ok(Some(Outcome::Failed(Meaning::Unknown)));
        }
        let Some(made) =
            self.desk().appointment.shown.clone().filter(|made| Some(&made.appointment.id) != shown.as_ref())
        else {
            self.refused()?;
            return Ok(None);
        };
        // Panels go out behind it.
        self.settle()?;
        self.say_all(spoken::appointment(self.desk(), &made))?;
        Ok(Some(Outcome::Made(ChangeKind::Book, made.appointment)))
    }

    /// Has the panels of the appointment that is shown asked for again, where they are not added, for as long as
    /// someone wants that.
    pub(super) fn panels_again(&mut self) -> Result<(), End> {
        let language = self.language();
        let failed = |desk: &Desk| {
            let order = desk.panels_of(&desk.appointment.shown.as_ref()?.appointment.id)?;
            order.has_failed().then(|| order.appointment.clone())
        };
        while let Some(appointment) = failed(self.desk()) {
            let question = self.whether(say!(language, "plain-panels-again"));
            if !self.ask_whether(&question)? {
                return Ok(());
            }
            self.go_to_pane(Pane::Appointment);
            self.command(Command::TryPanels);
            self.agree(None);
            self.settle()?;
            self.act(Action::Close);
            let said = spoken::panels(self.desk(), &appointment);
            self.say_all(said)?;
        }
        Ok(())
    }

    pub(super) fn shown_id(&self) -> Option<String> {
        self.desk().appointment.shown.as_ref().map(|shown| shown.appointment.id.clone())
    }

    /// Asks whether to book in spite of what was listed, and why.
    pub(super) fn goes_ahead(&mut self, asked: &Ask) -> Result<bool, End> {
        let language = self.language();
        let last = self.offer_choices()?;
        let question = asked.question(self.desk());
        let question = match last {
            0 => self.whether(&question),
            _ => {
                let asked = question.trim_end_matches('?');
                spoken::question(&say!(language, "plain-choose", question = asked, last = last))
            }
        };
        loop {
            let Answer::Text(text) = self.ask(&question)? else {
                self.go_back();
                return Ok(false);
            };
            let chosen = numbered(&text).filter(|place| *place < last);
            match (chosen, agrees(&text, language)) {
                (Some(_), _) => self.agree(chosen),
                (None, Some(true)) => self.agree(Some(0)),
                (None, Some(false)) => self.go_back(),
                (None, None) => {
                    self.say(say!(language, "plain-yes-or-no"))?;
                    continue;
                }
            }
            return Ok(chosen.is_some() || agrees(&text, language) == Some(true));
        }
    }

    /// Follows a change on its way, and says each phase of it once.
    pub(super) fn follow_change(&mut self) -> Result<(), End> {
        let mut said = None;
        while let Some(phase) = self.desk().phase() {
            if said != Some(phase) {
                let says = self.says(phase);
                self.say_all(says)?;
                said = Some(phase);
            }
            self.wait(Duration::from_secs(3600), |session| session.desk().phase() != Some(phase))?;
        }
        // A second step is nobody's to wait for, but what is said next is about it too.
        self.wait(Duration::from_secs(3600), |session| session.desk().changes.awaited().next().is_none())?;
        Ok(())
    }

    fn says(&self, phase: Phase) -> Option<String> {
        let (desk, language) = (self.desk(), self.language());
        let backend = desk.changes.under_way()?.change().backend();
        Some(match phase {
            Phase::Checking => say!(language, "plain-checking").to_owned(),
            Phase::Sending => {
                let (backend, mode) = (backend.name(), desk.mode_of(backend).word());
                say!(language, "plain-sending", backend = backend, mode = mode)
            }
            Phase::Waiting => desk.what_is_waited_for(),
        })
    }

    /// Nothing was booked: says why, and asks for the field that it is about.
    fn refused(&mut self) -> Result<(), End> {
        let problems = self.problems(Severity::Error);
        self.say_problems(&problems)?;
        if let Some(id) = problems.iter().find_map(Problem::field) {
            self.field(id)?;
        }
        Ok(())
    }
}
