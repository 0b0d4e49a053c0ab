//! A patient's data, one question after another: of a new patient, who is compared with known ones, or a correction.
//! The data are sent after a yes.

use std::time::Duration;

use booking::{PatientCall, PatientField, PatientProblem, PatientRule};
use desk::{Action, NewPatientOverlay};
use i18n::say;
use office::{Doubt, PatientStage};
use words::patient_problem;

use super::answer::{Keyword, LineAnswer, agrees, numbered};
use super::conversation::Conversation;
use super::fields::FieldStep;
use super::lines::End;
use super::spoken;

impl Conversation {
    /// Asks for the data of the patient that the command opens, sends them after a yes, and says the outcome.
    pub(super) fn patient_sheet(&mut self, opens: Action) -> Result<(), End> {
        self.act(opens);
        if self.is_asking_for_patient() {
            let sheet = self.desk().patient_sheet();
            let title = self.words().patient_title(sheet.clinic(), sheet.call());
            self.print(&title)?;
        }
        while self.is_asking_for_patient() {
            match self.desk().patient_sheet().stage.clone() {
                PatientStage::Filling if self.fill_patient_sheet()? => self.act(Action::Book),
                PatientStage::Filling => self.act(Action::Close),
                PatientStage::Deciding(doubt) => self.decide_on_new_patient_form(&doubt)?,
                stage => self.follow_patient_sheet(&stage)?,
            }
        }
        self.print_note()
    }

    fn is_asking_for_patient(&self) -> bool {
        self.desk().overlays.shows::<NewPatientOverlay>()
    }

    /// Asks for the first field with an error, or else for all fields. Returns whether to send the data.
    fn fill_patient_sheet(&mut self) -> Result<bool, End> {
        let sheet = self.desk().patient_sheet();
        let call = sheet.call();
        let clinic = sheet.clinic();
        let language = self.language();
        let problems: Vec<PatientProblem> = sheet.problems().cloned().collect();
        let fields: Vec<PatientField> = match problems.iter().find_map(|problem| problem.field) {
            Some(wrong) => vec![wrong],
            None => sheet.asked().iter().map(|rule| rule.field).collect(),
        };
        self.print_all(
            problems
                .iter()
                .map(|problem| patient_problem(problem, call, language)),
        )?;
        let mut at = 0;
        while let Some(field) = fields.get(at) {
            match self.patient_field(*field)? {
                FieldStep::On => at += 1,
                FieldStep::Back if at == 0 => return Ok(false),
                FieldStep::Back => at -= 1,
            }
        }
        let sheet = self.desk().patient_sheet();
        let is_changed = sheet
            .asked()
            .iter()
            .any(|rule| sheet.was(rule.field).is_some());
        if call == PatientCall::Correct && !is_changed {
            self.print(say!(language, "correct-nothing"))?;
            return Ok(false);
        }
        let mode = self.desk().office.mode_of(clinic).word();
        let question = say!(language, "plain-add", call, clinic = clinic.name(), mode);
        self.ask_whether(&self.whether(&question))
    }

    /// Asks for a field; an answer with an error is asked for once more.
    fn patient_field(&mut self, field: PatientField) -> Result<FieldStep, End> {
        let language = self.language();
        let rule = self.go_to_patient_field(field);
        let words = rule.words(language);
        self.offer(words.iter().map(|word| (*word).to_owned()))?;
        let mut has_failed = false;
        loop {
            self.go_to_patient_field(field);
            let value = self.desk().patient_sheet().text(field).trim().to_owned();
            match self.ask(&spoken::patient_question(
                rule,
                &value,
                words.len(),
                language,
            ))? {
                LineAnswer::Keyword(Keyword::Back) => return Ok(FieldStep::Back),
                LineAnswer::Keyword(Keyword::Empty) => self.act(Action::ClearField),
                LineAnswer::Keyword(Keyword::Fields) => {
                    self.print_all(spoken::fields(self.desk()))?;
                    continue;
                }
                LineAnswer::Keyword(_) => {
                    self.print(&say!(
                        language,
                        "patient-must-be",
                        field = rule.label(language),
                        what = rule.must(language)
                    ))?;
                    continue;
                }
                LineAnswer::Text(text) => {
                    let place = numbered(&text);
                    let word = place.and_then(|place| words.get(place)).copied();
                    self.act(Action::ClearField);
                    self.type_text(word.unwrap_or(&text));
                }
                LineAnswer::Nothing => {}
            }
            self.act(Action::NextField);
            let sheet = self.desk().patient_sheet();
            let problem = sheet
                .problems()
                .find(|problem| problem.field == Some(field) && !has_failed);
            let problem = problem.map(|problem| patient_problem(problem, sheet.call(), language));
            let echo = sheet
                .echo(field)
                .map(|echo| format!("{}: {echo}", rule.label(language)));
            has_failed = problem.is_some();
            self.print_all(problem.or(echo))?;
            if !has_failed {
                return Ok(FieldStep::On);
            }
        }
    }

    fn go_to_patient_field(&mut self, field: PatientField) -> &'static PatientRule {
        for _ in 0..self.desk().patient_sheet().asked().len() {
            if self.desk().patient_sheet().focus().field == field {
                break;
            }
            self.act(Action::NextField);
        }
        self.desk().patient_sheet().focus()
    }

    /// Says the stage, once, and waits until it ends.
    fn follow_patient_sheet(&mut self, stage: &PatientStage) -> Result<(), End> {
        let sheet = self.desk().patient_sheet();
        let call = sheet.call();
        let clinic = sheet.clinic();
        let mode = self.desk().office.mode_of(clinic).word();
        let text = match stage {
            // The elapsed seconds are left out, because this is said only once.
            PatientStage::Sending { .. } => Some(say!(
                self.language(),
                "plain-adding",
                call,
                clinic = clinic.name(),
                mode
            )),
            stage => self.words().patient_under_way(clinic, call, stage),
        };
        self.print_all(text)?;
        self.wait(Duration::from_secs(3600), |session| {
            session.machine().desk.patient_sheet().stage != *stage
        })?;
        Ok(())
    }

    /// Says which known patients are similar, and asks whether the new patient is one of them.
    fn decide_on_new_patient_form(&mut self, doubt: &Doubt) -> Result<(), End> {
        let language = self.language();
        let why = doubt.why.to_text(self.desk().clinic, language);
        let known = doubt.alike.len();
        let choices = self.desk().choices();
        let alike: Vec<String> = choices
            .iter()
            .take(known)
            .map(|choice| choice.label(self.desk()))
            .collect();
        let question = match known {
            0 => self.whether(&why),
            last => {
                self.print(&why)?;
                spoken::question(&say!(language, "plain-alike", last))
            }
        };
        self.offer(alike)?;
        loop {
            let answer = match self.ask(&question)? {
                LineAnswer::Text(text) => text,
                LineAnswer::Keyword(Keyword::Back) => {
                    self.go_back();
                    return Ok(());
                }
                LineAnswer::Nothing | LineAnswer::Keyword(_) => String::new(),
            };
            match (
                numbered(&answer).filter(|place| *place < known),
                agrees(&answer, language),
            ) {
                (None, None) => self.print(say!(language, "plain-yes-or-no"))?,
                (None, Some(false)) => {
                    self.go_back();
                    return Ok(());
                }
                // The choice after the known patients is that none of them is meant.
                (choice, _) => {
                    self.agree(choice.or(Some(known)));
                    return Ok(());
                }
            }
        }
    }
}
