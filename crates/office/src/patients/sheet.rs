//! A patient's data as they are typed, and the progress of sending them.

use booking::time::Clock;
use booking::{
    ClinicId, Failure, Language, PatientCall, PatientDraft, PatientField, PatientProblem,
    PatientReview, PatientRule, PatientSettlement, Person, patient_problems_of,
};
use chrono::NaiveDate;
use i18n::say;

use super::PatientStage;
use super::correction::Correction;
use crate::{Effect, StoreOp, Ticket};

/// A patient's data at one clinic as they are typed, and the progress of sending them.
#[derive(Clone)]
pub struct PatientSheet {
    pub(super) draft: PatientDraft,
    /// The visible fields, in order: all that the configuration does not fill.
    pub(super) asked: Vec<&'static PatientRule>,
    /// The fields that were filled in and not edited since.
    pub(super) filled_in: Vec<PatientField>,
    /// The first letters of the surname, as given by a caller: a hint.
    pub(super) initial: String,
    /// The fields that were left.
    visited: Vec<PatientField>,
    /// Whether sending was tried, so that all problems are shown.
    pub(super) is_tried: bool,
    pub(super) review: PatientReview,
    /// Why the data were not sent or not accepted.
    failure: Option<Failure>,
    /// The fields edited since. Their part of the verdict does not count any more.
    edited_since: Vec<PatientField>,
    /// The failure in the current language.
    verdict: Vec<PatientProblem>,
    /// The progress of sending.
    pub stage: PatientStage,
    /// Whether an answer was lost, so that the clinic may have the data.
    pub(super) may_be_known: bool,
    /// The seed of the reference under which the data were first sent.
    pub(super) identity: Option<u64>,
    /// The correction; `None` for a new patient.
    pub(super) correction: Option<Correction>,
}

impl PatientSheet {
    /// Creates an empty sheet; `group` is the configured profile group (Aniva).
    pub fn new(clinic: ClinicId, group: Option<&str>, clock: &Clock) -> PatientSheet {
        let mut draft = PatientDraft::new(clinic);
        draft.set(PatientField::Group, group.unwrap_or_default().to_owned());
        let is_asked = |rule: &&PatientRule| match rule.field {
            PatientField::Group => group.is_none(),
            PatientField::Died => false,
            _ => true,
        };
        PatientSheet {
            review: draft.review(clock),
            draft,
            asked: clinic.new_patient().filter(is_asked).collect(),
            filled_in: Vec::new(),
            initial: String::new(),
            visited: Vec::new(),
            is_tried: false,
            failure: None,
            edited_since: Vec::new(),
            verdict: Vec::new(),
            stage: PatientStage::Filling,
            may_be_known: false,
            identity: None,
            correction: None,
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.draft.clinic()
    }

    /// Returns the visible fields, in order.
    pub fn asked(&self) -> &[&'static PatientRule] {
        &self.asked
    }

    /// Returns the text of a field.
    pub fn text(&self, field: PatientField) -> &str {
        self.draft.text(field)
    }

    /// Returns the kind of call that the sheet makes.
    pub fn call(&self) -> PatientCall {
        if self.correction.is_some() {
            PatientCall::Correct
        } else {
            PatientCall::Add
        }
    }

    /// Returns the effect that records the outcome of data whose answer was lost; `None` if no answer was lost.
    pub(super) fn settled(&mut self, person: Option<&Person>, is_made: bool) -> Option<Effect> {
        let was_lost = std::mem::take(&mut self.may_be_known);
        let settlement = PatientSettlement {
            call: self.call(),
            clinic: self.clinic(),
            person: person.map(|person| person.id().to_owned()),
            is_made,
        };
        was_lost.then_some(Effect::Store(StoreOp::SettlePatient(settlement)))
    }

    /// Returns the hint of a field.
    pub fn hint(&self, rule: &PatientRule, language: Language) -> String {
        if rule.field == PatientField::LastName && !self.initial.is_empty() {
            say!(language, "patient-begins", initial = self.initial.as_str())
        } else {
            rule.what_to_type(language)
        }
    }

    /// Returns the possible days of the birth date, if it is ambiguous.
    pub fn readings_of_birth_date(&self, clock: &Clock) -> Vec<NaiveDate> {
        self.draft.readings_of_birth_date(clock)
    }

    /// Returns whether all fields are empty.
    pub fn is_blank(&self) -> bool {
        self.asked
            .iter()
            .all(|rule| self.text(rule.field).trim().is_empty())
    }

    /// Returns whether an answer was lost, so that the clinic may have the data.
    pub fn may_be_known(&self) -> bool {
        self.may_be_known
    }

    /// Returns whether a field was filled in and not edited since.
    pub fn is_filled_in(&self, field: PatientField) -> bool {
        self.filled_in.contains(&field)
    }

    /// Returns the index of the first empty field.
    pub fn first_open(&self) -> Option<usize> {
        self.asked
            .iter()
            .position(|rule| self.text(rule.field).trim().is_empty())
    }

    /// Returns the index of the first field with a problem.
    pub fn first_wrong(&self) -> Option<usize> {
        let wrong = self.problems().find_map(|problem| problem.field)?;
        self.asked.iter().position(|rule| rule.field == wrong)
    }

    /// Returns the reading of a field, if it is worth showing.
    pub fn echo(&self, field: PatientField) -> Option<&str> {
        self.review
            .echoes
            .iter()
            .find(|(of, _)| *of == field)
            .map(|(_, text)| text.shown().as_str())
    }

    /// Returns the problems to show: the server's, and those of the fields that were left, or of all fields once
    /// sending was tried.
    pub fn problems(&self) -> impl Iterator<Item = &PatientProblem> {
        let shown = |problem: &&PatientProblem| {
            problem.field.is_none_or(|field| {
                self.is_tried
                    || (self.visited.contains(&field) && !self.text(field).trim().is_empty())
            })
        };
        self.verdict
            .iter()
            .chain(self.review.problems.iter().filter(shown))
    }

    /// Returns the clinic's text of a changed field.
    pub fn was(&self, field: PatientField) -> Option<&str> {
        let before = self.correction.as_ref()?.before.text(field).trim();
        (before != self.text(field).trim()).then_some(before)
    }

    /// Returns whether the data were sent with this ticket.
    pub(super) fn is_sent_under(&self, ticket: Ticket) -> bool {
        matches!(self.stage, PatientStage::Sending { ticket: sent, .. } if sent == ticket)
    }

    /// Returns whether a request is under way, so that the texts can't be changed.
    pub fn is_locked(&self) -> bool {
        self.stage != PatientStage::Filling
    }

    /// Reads the texts again.
    pub fn refresh(&mut self, clock: &Clock) {
        self.review = match &mut self.correction {
            Some(correction) => correction.review(&self.draft, clock),
            None => self.draft.review(clock),
        };
        let clinic = self.clinic();
        let call = self.call();
        let failure = self.failure.as_ref();
        let verdict =
            failure.map(|failure| patient_problems_of(failure, call, clinic, clock.language));
        self.verdict = verdict.unwrap_or_default();
        // After any edit, the verdict on the whole does not count any more.
        self.verdict.retain(|problem| match problem.field {
            Some(field) => !self.edited_since.contains(&field),
            None => self.edited_since.is_empty(),
        });
    }

    /// Sets or clears the failure of sending.
    pub(super) fn set_failure(&mut self, failure: Option<Failure>, clock: &Clock) {
        self.failure = failure;
        self.edited_since.clear();
        self.refresh(clock);
    }

    /// Translates the sheet, including its choices.
    pub fn speak(&mut self, before: Language, clock: &Clock) {
        self.draft.speak(before, clock.language);
        if let Some(correction) = &mut self.correction {
            correction.before.speak(before, clock.language);
        }
        self.refresh(clock);
    }

    /// Replaces the text of a field by a typed one. Returns whether it differs.
    pub fn type_text(&mut self, field: PatientField, text: &str, clock: &Clock) -> bool {
        let is_other = text != self.text(field);
        if is_other {
            self.draft.set(field, text.to_owned());
            self.filled_in.retain(|filled| *filled != field);
            self.edited_since.push(field);
            self.refresh(clock);
        }
        is_other
    }

    /// Leaves a field, whose problems are shown from then on. Returns the full word for an abbreviation, if it differs.
    pub fn leave(&mut self, rule: &PatientRule, clock: &Clock) -> Option<&'static str> {
        let word = rule.word_meant(self.text(rule.field), clock.language);
        let word = word.filter(|word| *word != self.text(rule.field));
        if let Some(word) = word {
            self.type_text(rule.field, word, clock);
        }
        if !self.visited.contains(&rule.field) {
            self.visited.push(rule.field);
        }
        word
    }
}
