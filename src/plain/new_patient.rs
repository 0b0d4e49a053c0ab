//! Someone the backend doesn't know yet: asked for one question after another, compared with those it knows, and added
//! after a yes.

use std::time::Duration;

use crate::booking::{PatientField, PatientProblem, PatientRule};
use crate::desk::{self, Action, Doubt, NewPatientOverlay, Stage};
use crate::i18n::say;

use super::answer::{Answer, Keyword, agrees, numbered};
use super::conversation::Conversation;
use super::fields::Step;
use super::lines::End;
use super::spoken;

impl Conversation {
    /// Has someone new added for the form in front, or leaves that; says what became of it.
    pub(super) fn new_patient_form(&mut self) -> Result<(), End> {
        self.act(Action::NewPatient);
        if self.is_asking_for_new_patient_form() {
            let (backend, mode) = (self.desk().backend.name(), self.desk().mode().word());
            self.say(&say!(self.language(), "new-patient-title", backend = backend, mode = mode))?;
        }
        while self.is_asking_for_new_patient_form() {
            match self.desk().new_patient_form().stage.clone() {
                Stage::Filling if self.fill_new_patient_form()? => self.act(Action::Book),
                Stage::Filling => self.act(Action::Close),
                Stage::Deciding(doubt) => self.decide_on_new_patient_form(&doubt)?,
                under_way => self.follow_new_patient_form(&under_way)?,
            }
        }
        self.say_note()
    }

    fn is_asking_for_new_patient_form(&self) -> bool {
        self.desk().overlays.shows::<NewPatientOverlay>()
    }

    /// Asks for what is wrong, or for everything where nothing is yet; says whether they are to be added.
    fn fill_new_patient_form(&mut self) -> Result<bool, End> {
        let problems: Vec<PatientProblem> = self.desk().new_patient_form().problems().cloned().collect();
        let language = self.language();
        self.say_all(problems.iter().map(|problem| desk::patient_problem(problem, language)))?;
        let fields: Vec<PatientField> = match problems.iter().find_map(|problem| problem.field) {
            Some(wrong) => vec![wrong],
            None => self.desk().new_patient_form().asked().iter().map(|rule| rule.field).collect(),
        };
        let mut at = 0;
        while let Some(field) = fields.get(at) {
            match self.new_patient_form_field(*field)? {
                Step::On => at += 1,
                Step::Back if at == 0 => return Ok(false),
                Step::Back => at -= 1,
            }
        }
        let (backend, mode) = (self.desk().backend.name(), self.desk().mode().word());
        let question = say!(language, "plain-add", backend = backend, mode = mode);
        self.ask_whether(&self.whether(&question))
    }

    /// Asks for one of their fields; what is wrong with the answer is said, and asked once more.
    fn new_patient_form_field(&mut self, field: PatientField) -> Result<Step, End> {
        let language = self.language();
        let rule = self.go_to_new_patient_form_field(field);
        let words = rule.words(language);
        self.offer(words.iter().map(|word| (*word).to_owned()))?;
        let mut told = false;
        loop {
            self.go_to_new_patient_form_field(field);
            let stands = self.desk().new_patient_form().text(field).trim().to_owned();
            match self.ask(&spoken::asks_for_new_patient_form(rule, &stands, words.len(), language))? {
                Answer::Keyword(Keyword::Back) => return Ok(Step::Back),
                Answer::Keyword(Keyword::Empty) => self.act(Action::ClearField),
                Answer::Keyword(Keyword::Fields) => {
                    self.say_all(spoken::fields(self.desk()))?;
                    continue;
                }
                Answer::Keyword(_) => {
                    self.say(&say!(
                        language,
                        "patient-must-be",
                        field = rule.label(language),
                        what = rule.must(language)
                    ))?;
                    continue;
                }
                Answer::Text(text) => {
                    let place = numbered(&text);
                    let word = place.and_then(|place| words.get(place)).copied();
                    self.act(Action::ClearField);
                    self.type_text(word.unwrap_or(&text));
                }
                Answer::Nothing => {}
            }
            self.act(Action::NextField);
            let new_patient_form = self.desk().new_patient_form();
            let wrong = new_patient_form.problems().find(|problem| problem.field == Some(field));
            let wrong = wrong.map(|problem| desk::patient_problem(problem, language)).filter(|_| !told);
            let echo = new_patient_form.echo(field).map(|echo| format!("{}: {echo}", rule.label(language)));
            told = wrong.is_some();
            self.say_all(wrong.or(echo))?;
            if !told {
                return Ok(Step::On);
            }
        }
    }

    fn go_to_new_patient_form_field(&mut self, field: PatientField) -> &'static PatientRule {
        for _ in 0..self.desk().new_patient_form().asked().len() {
            if self.desk().new_patient_form().focus().field == field {
                break;
            }
            self.act(Action::NextField);
        }
        self.desk().new_patient_form().focus()
    }

    /// Says what is under way, once, and waits for what comes of it.
    fn follow_new_patient_form(&mut self, under_way: &Stage) -> Result<(), End> {
        let (backend, mode) = (self.desk().backend.name(), self.desk().mode().word());
        let said = match under_way {
            // No seconds: it is said once.
            Stage::Adding { .. } => {
                Some(say!(self.language(), "plain-adding", backend = backend, mode = mode))
            }
            _ => desk::new_patient_form_under_way(self.desk()),
        };
        self.say_all(said)?;
        self.wait(Duration::from_secs(3600), |session| {
            session.desk().new_patient_form().stage != *under_way
        })?;
        Ok(())
    }

    /// Says who looks alike, and asks whether it is one of them.
    fn decide_on_new_patient_form(&mut self, doubt: &Doubt) -> Result<(), End> {
        let language = self.language();
        let why = doubt.why.said(self.desk().backend, language);
        let known = doubt.alike.len();
        let choices = self.desk().choices();
        let alike: Vec<String> = choices.iter().take(known).map(|choice| choice.label(self.desk())).collect();
        let question = match known {
            0 => self.whether(&why),
            last => {
                self.say(&why)?;
                spoken::question(&say!(language, "plain-alike", last = last))
            }
        };
        self.offer(alike)?;
        loop {
            let answer = match self.ask(&question)? {
                Answer::Text(text) => text,
                Answer::Keyword(Keyword::Back) => {
                    self.go_back();
                    return Ok(());
                }
                Answer::Nothing | Answer::Keyword(_) => String::new(),
            };
            let taken = numbered(&answer).filter(|place| *place < known);
            match (taken, agrees(&answer, language)) {
                (Some(_), _) => self.agree(taken),
                // Behind those who are known stands that it is none of them.
                (None, Some(true)) => self.agree(Some(known)),
                (None, Some(false)) => self.go_back(),
                (None, None) => {
                    self.say(say!(language, "plain-yes-or-no"))?;
                    continue;
                }
            }
            return Ok(());
        }
    }
}
