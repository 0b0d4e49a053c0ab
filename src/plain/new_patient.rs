//! A patient's data, one question after another: of a new patient, who is compared with known ones, or a correction.
//! The data are sent after a yes.

use std::time::Duration;

use booking::api::Capability;
use booking::{ClinicId, PatientCall, PatientField, PatientProblem, PatientRule};
use i18n::say;
use office::{Doubt, PatientSheet, PatientStage};
use words::{Written, patient_problem};

use super::answer::{Keyword, LineAnswer, agrees, numbered};
use super::conversation::{Conversation, numbered as numbered_choices};
use super::fields::FieldStep;
use super::lines::End;
use super::question::{Question, Topic};
use super::spoken;

impl Conversation {
    /// Asks for the data of a new patient, sends them after a yes, and says the outcome.
    pub(super) fn new_patient(&mut self) -> Result<(), End> {
        let clinic = self.model().clinic;
        if self.lacks(clinic, Capability::AddPatient)? {
            return Ok(());
        }
        self.with_model(|model| model.open_new_patient());
        self.aside(Conversation::patient_sheet)
    }

    /// Asks for corrections of a patient's data, sends them after a yes, and says the outcome. An unfinished correction
    /// comes first.
    pub(super) fn correct_patient(&mut self) -> Result<(), End> {
        let language = self.language();
        let is_begun = self.with_model(|model| model.has_correction());
        let whose = if is_begun {
            None
        } else {
            self.model().current_patient()
        };
        match &whose {
            None if is_begun => {}
            None => return self.print_without_keys(say!(language, "correct-whom")),
            Some((clinic, _)) if !clinic.corrects_patients() => {
                let clinic = clinic.name();
                return self.print_without_keys(&say!(language, "correct-no-such-call", clinic));
            }
            Some((clinic, _)) => {
                if self.lacks(*clinic, Capability::CorrectPatient)? {
                    return Ok(());
                }
            }
        }
        self.with_model(|model| model.open_correction(whose));
        self.aside(Conversation::patient_sheet)
    }

    /// Returns whether a clinic's server lacks a capability, and says so.
    fn lacks(&mut self, clinic: ClinicId, capability: Capability) -> Result<bool, End> {
        let lacks = self.office().missing_at(clinic).has(capability);
        if lacks {
            let what = capability.missing_at(clinic, self.language());
            self.print_without_keys(&what)?;
        }
        Ok(lacks)
    }

    /// Asks for the data in the open sheet, sends them after a yes, and says the outcome.
    pub(super) fn patient_sheet(&mut self) -> Result<(), End> {
        if let Some(sheet) = self.sheet() {
            let title = self.words().patient_title(sheet);
            self.print(&title)?;
        }
        while let Some(stage) = self.sheet().map(|sheet| sheet.stage.clone()) {
            match stage {
                PatientStage::Filling if self.fill_patient_sheet()? => {
                    self.with_model(|model| model.send_sheet());
                }
                PatientStage::Filling => self.with_model(|model| model.leave_sheet()),
                PatientStage::Deciding(doubt) => self.decide_on_new_patient(&doubt)?,
                stage @ (PatientStage::Reading(_)
                | PatientStage::Comparing(_)
                | PatientStage::Sending { .. }
                | PatientStage::Looking { .. }
                | PatientStage::Resting { .. }) => self.follow_patient_sheet(&stage)?,
            }
        }
        self.has_written |= self.model().heard.has_patient_data;
        self.print_remark()
    }

    /// Returns the sheet that is being asked for.
    fn sheet(&self) -> Option<&PatientSheet> {
        self.model().sheets.open()
    }

    /// Asks for the first field with an error, or else for all fields. Returns whether to send the data.
    fn fill_patient_sheet(&mut self) -> Result<bool, End> {
        let Some(sheet) = self.sheet() else {
            return Ok(false);
        };
        let call = sheet.call();
        let clinic = sheet.clinic();
        let language = self.language();
        let problems: Vec<PatientProblem> = sheet.problems().cloned().collect();
        let fields: Vec<PatientField> = match problems.iter().find_map(|problem| problem.field) {
            Some(wrong) => vec![wrong],
            None if sheet.is_of_death() => vec![PatientField::Died],
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
        let is_changed = self.sheet().is_some_and(|sheet| {
            let mut asked = sheet.asked().iter();
            asked.any(|rule| sheet.was(rule.field).is_some())
        });
        if call == PatientCall::Correct && !is_changed {
            self.print(say!(language, "correct-nothing"))?;
            return Ok(false);
        }
        let mode = self.office().mode_of(clinic).word();
        let question = say!(language, "plain-add", call, clinic = clinic.name(), mode);
        let question = Question::whether(Topic::Send, &question, language);
        self.ask_whether(&question.after(self.written_sheet()))
    }

    /// Returns the data in the open sheet as they will be sent.
    fn written_sheet(&self) -> Vec<String> {
        let sheet = self.sheet();
        let written = sheet.map(|sheet| self.words().written(Written::Patient(sheet)));
        written.unwrap_or_default()
    }

    /// Asks for a field; once more after an answer with an error.
    fn patient_field(&mut self, field: PatientField) -> Result<FieldStep, End> {
        let language = self.language();
        let asked = self.sheet().map(PatientSheet::asked).unwrap_or_default();
        let Some(rule) = asked.iter().copied().find(|rule| rule.field == field) else {
            return Ok(FieldStep::On);
        };
        let words = rule.words(language);
        self.offer(words.iter().map(|word| (*word).to_owned()))?;
        let mut has_failed = false;
        loop {
            let text = self.sheet().map_or("", |sheet| sheet.text(field));
            let question = spoken::patient_question(rule, text.trim(), words.len(), language);
            let question = Question::new(Topic::Sheet, &question);
            match self.ask(&question)? {
                LineAnswer::Keyword(Keyword::Back) => return Ok(FieldStep::Back),
                LineAnswer::Keyword(Keyword::Empty) => {
                    self.with_model(|model| model.type_in_sheet(field, ""));
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
                    let word = numbered(&text).and_then(|place| words.get(place)).copied();
                    let text = word.unwrap_or(&text);
                    self.with_model(|model| model.type_in_sheet(field, text));
                }
                LineAnswer::Nothing => {}
            }
            if !self.leave_patient_field(rule, &mut has_failed)? {
                return Ok(FieldStep::On);
            }
        }
    }

    /// Leaves a field, and says its problem, unless that was said before, or how it is read. Returns whether a problem
    /// was said.
    fn leave_patient_field(
        &mut self,
        rule: &'static PatientRule,
        has_failed: &mut bool,
    ) -> Result<bool, End> {
        let language = self.language();
        self.with_model(|model| model.leave_in_sheet(rule));
        let Some(sheet) = self.sheet() else {
            return Ok(false);
        };
        let is_here = |problem: &&PatientProblem| problem.field == Some(rule.field);
        let problem = if *has_failed {
            None
        } else {
            sheet.problems().find(is_here)
        };
        let problem = problem.map(|problem| patient_problem(problem, sheet.call(), language));
        let echo = sheet.echo(rule.field);
        let echo = echo.map(|echo| format!("{}: {echo}", rule.label(language)));
        *has_failed = problem.is_some();
        self.print_all(problem.or(echo))?;
        Ok(*has_failed)
    }

    /// Says the stage once, and waits until it ends.
    fn follow_patient_sheet(&mut self, stage: &PatientStage) -> Result<(), End> {
        let Some(sheet) = self.sheet() else {
            return Ok(());
        };
        let call = sheet.call();
        let clinic = sheet.clinic();
        let mode = self.office().mode_of(clinic).word();
        let text = match stage {
            // The elapsed seconds are omitted, because this is said only once.
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
            let sheet = session.machine().model.sheets.open();
            sheet.is_none_or(|sheet| sheet.stage != *stage)
        })?;
        Ok(())
    }

    /// Says which known patients are similar, and asks whether the new patient is one of them.
    fn decide_on_new_patient(&mut self, doubt: &Doubt) -> Result<(), End> {
        let language = self.language();
        let why = doubt.why.to_text(self.model().clinic, language);
        let known = doubt.alike.len();
        let naming = self.words().naming;
        let alike = doubt.alike.iter().map(|person| {
            let (name, born) = naming.person(person, language);
            [name.as_str(), &born, person.id()].join(", ")
        });
        let alike = numbered_choices(alike);
        let mut before = self.written_sheet();
        let question = match known {
            0 => Question::whether(Topic::Alike, &why, language),
            last => {
                before.push(why);
                Question::new(Topic::Alike, &say!(language, "plain-alike", last))
            }
        };
        let question = question.after(before).after(alike);
        loop {
            let answer = match self.ask(&question)? {
                LineAnswer::Text(text) => text,
                LineAnswer::Keyword(Keyword::Back) => {
                    self.with_model(|model| model.fill_sheet_again());
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
                    self.with_model(|model| model.fill_sheet_again());
                    return Ok(());
                }
                (Some(place), _) => {
                    self.with_model(|model| model.take_alike(place));
                    return Ok(());
                }
                // None of the known patients is meant.
                (None, Some(true)) => {
                    self.with_model(|model| model.add_patient());
                    return Ok(());
                }
            }
        }
    }
}
