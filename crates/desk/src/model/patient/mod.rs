//! A patient's data in a form over the booking form: a new patient, or one being corrected. The text stays
//! until it is sent or cleared; closing only hides the form.

mod correction;

use chrono::NaiveDate;
use tui_input::InputRequest;

use crate::text_input::{TextInput, request};
use crate::{Code, Key, OfficeSetup};
use booking::time::Clock;
use booking::{
    ClinicId, Failure, Language, PatientCall, PatientDraft, PatientField, PatientProblem,
    PatientReview, PatientRule, PatientSettlement, PerClinic, Person, patient_problems_of,
};
use i18n::say;
use office::PatientStage;

use office::{Effect, StoreOp, Ticket};

pub(crate) use correction::Correction;

/// A patient's data at one clinic as they are typed, and the progress of sending them.
#[derive(Clone)]
pub struct PatientSheet {
    pub(crate) draft: PatientDraft,
    /// The visible fields, in order: all but those that the configuration fills.
    pub(crate) asked: Vec<&'static PatientRule>,
    /// The index of the focused field among them.
    pub(crate) focus: usize,
    pub(crate) input: TextInput,
    /// Whether the field has just been entered: in a choice, the first letter replaces the text.
    fresh: bool,
    /// The fields that the desk filled in and that nobody has edited since.
    pub(crate) filled_in: Vec<PatientField>,
    /// The first letters of the surname, as a caller told them: a hint.
    pub(crate) initial: String,
    /// The chosen reading of an ambiguous birth date.
    pub(crate) reading: Option<usize>,
    /// The fields that the cursor has left.
    visited: Vec<PatientField>,
    /// Whether sending was tried, so that all problems show.
    pub(crate) is_tried: bool,
    pub(crate) review: PatientReview,
    /// Why the data were not sent, or not accepted.
    failure: Option<Failure>,
    /// The fields edited since, whose part of the verdict no longer counts.
    edited_since: Vec<PatientField>,
    /// The failure in the current language.
    verdict: Vec<PatientProblem>,
    /// The progress of sending.
    pub stage: PatientStage,
    /// Whether an answer was lost: the clinic may have the data by now.
    pub(crate) may_be_known: bool,
    /// The seed of the reference under which the data were first sent.
    pub(crate) identity: Option<u64>,
    /// The correction; `None` for a new patient.
    pub(crate) correction: Option<Correction>,
}

impl PatientSheet {
    /// Creates an empty form; `group` is the configured profile group (Aniva).
    pub(crate) fn new(clinic: ClinicId, group: Option<&str>, clock: &Clock) -> PatientSheet {
        let mut draft = PatientDraft::new(clinic);
        draft.set(PatientField::Group, group.unwrap_or_default().to_owned());
        let is_asked = |rule: &&PatientRule| group.is_none() || rule.field != PatientField::Group;
        PatientSheet {
            review: draft.review(clock),
            draft,
            asked: clinic.new_patient().filter(is_asked).collect(),
            focus: 0,
            input: TextInput::default(),
            fresh: true,
            filled_in: Vec::new(),
            initial: String::new(),
            reading: None,
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

    /// Returns the focused field.
    pub fn focus(&self) -> &'static PatientRule {
        self.asked[self.focus]
    }

    /// Returns the editor of the focused field.
    pub fn input(&self) -> &TextInput {
        &self.input
    }

    /// Returns the text of a field.
    pub fn text(&self, field: PatientField) -> &str {
        self.draft.text(field)
    }

    /// Returns the call that the form makes.
    pub fn call(&self) -> PatientCall {
        if self.correction.is_some() {
            PatientCall::Correct
        } else {
            PatientCall::Add
        }
    }

    /// Returns the effect that records the outcome of data whose answer was lost; `None` if no answer was lost.
    pub(crate) fn settled(&mut self, person: Option<&Person>, is_made: bool) -> Option<Effect> {
        let was_lost = std::mem::take(&mut self.may_be_known);
        let call = self.call();
        let clinic = self.clinic();
        let person = person.map(|person| person.id().to_owned());
        let settlement = PatientSettlement {
            call,
            clinic,
            person,
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

    /// Returns the days that the birth date may mean, if it is focused and ambiguous.
    pub fn readings(&self, clock: &Clock) -> Vec<NaiveDate> {
        match self.focus().field {
            PatientField::BirthDate => self.draft.readings_of_birth_date(clock),
            _ => Vec::new(),
        }
    }

    /// Whether a digit picks a reading instead of being typed.
    pub fn digits_pick(&self) -> bool {
        self.reading.is_some() || self.input.is_selected()
    }

    /// Whether every field is empty.
    pub fn is_blank(&self) -> bool {
        self.asked
            .iter()
            .all(|rule| self.text(rule.field).trim().is_empty())
    }

    /// Returns the reading of a field, if it is worth showing.
    pub fn echo(&self, field: PatientField) -> Option<&str> {
        self.review
            .echoes
            .iter()
            .find(|(of, _)| *of == field)
            .map(|(_, text)| text.shown().as_str())
    }

    /// Returns the problems to show: the server's, and those of the fields that were left, or of all fields
    /// once sending was tried.
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

    /// Returns the clinic's text of a field that is to be changed.
    pub fn was(&self, field: PatientField) -> Option<&str> {
        let before = self.correction.as_ref()?.before.text(field).trim();
        (before != self.text(field).trim()).then_some(before)
    }

    /// Whether the data were sent and their answer comes under this ticket.
    pub(crate) fn is_sent_under(&self, ticket: Ticket) -> bool {
        matches!(self.stage, PatientStage::Sending { ticket: sent, .. } if sent == ticket)
    }

    /// Whether a request is under way, so that the texts can't change.
    pub fn is_locked(&self) -> bool {
        self.stage != PatientStage::Filling
    }

    pub(crate) fn refresh(&mut self, clock: &Clock) {
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
        // Once any field is edited, the verdict on the whole no longer counts.
        self.verdict.retain(|problem| match problem.field {
            Some(field) => !self.edited_since.contains(&field),
            None => self.edited_since.is_empty(),
        });
    }

    /// Sets or clears the failure of sending.
    pub(crate) fn set_failure(&mut self, failure: Option<Failure>, clock: &Clock) {
        self.failure = failure;
        self.edited_since.clear();
        self.refresh(clock);
    }

    /// Fills in known texts; fields with a text keep it.
    pub(crate) fn fill_in(&mut self, texts: Vec<(PatientField, String)>, clock: &Clock) {
        for (field, text) in texts {
            if self.text(field).trim().is_empty() && !text.is_empty() {
                self.draft.set(field, text);
                self.filled_in.push(field);
            }
        }
        self.refresh(clock);
    }

    /// Translates the form, including the words of choices.
    pub(crate) fn speak(&mut self, before: Language, clock: &Clock) {
        self.draft.speak(before, clock.language);
        if let Some(correction) = &mut self.correction {
            correction.before.speak(before, clock.language);
        }
        if self.focus().is_choice() {
            self.input = self.text_here();
        }
        self.refresh(clock);
    }

    pub(crate) fn put(&mut self, input: TextInput, clock: &Clock) {
        let field = self.focus().field;
        if input.value() != self.text(field) {
            self.draft.set(field, input.value().to_owned());
            self.filled_in.retain(|filled| *filled != field);
            self.edited_since.push(field);
            self.reading = None;
            self.refresh(clock);
        }
        self.input = input;
        self.fresh = false;
    }

    /// Moves to another field, and completes an abbreviated word in the one left.
    pub(crate) fn go_to(&mut self, place: usize, clock: &Clock) {
        let rule = self.focus();
        if let Some(word) = rule.word_meant(self.text(rule.field), clock.language)
            && word != self.text(rule.field)
        {
            self.put(TextInput::typed(word), clock);
        }
        if !self.visited.contains(&rule.field) {
            self.visited.push(rule.field);
        }
        self.arrive(place % self.asked.len());
    }

    /// Moves the cursor into a field: behind a typed text, or with a filled-in text selected.
    pub(crate) fn arrive(&mut self, place: usize) {
        self.focus = place;
        self.input = self.text_here();
        self.fresh = true;
        self.reading = None;
    }

    fn text_here(&self) -> TextInput {
        let field = self.focus().field;
        if self.filled_in.contains(&field) {
            TextInput::filled_in(self.text(field))
        } else {
            TextInput::typed(self.text(field))
        }
    }

    /// Moves to the first field with a problem.
    pub(crate) fn go_to_problem(&mut self, clock: &Clock) {
        let wrong = self.problems().find_map(|problem| problem.field);
        let place = self.asked.iter().position(|rule| Some(rule.field) == wrong);
        if let Some(place) = place {
            self.go_to(place, clock);
        }
    }

    pub(crate) fn edit(&mut self, key: Key, clock: &Clock) {
        let Some(request) = request(key) else { return };
        let words = self.focus().words(clock.language);
        if !words.is_empty()
            && (key.types() == Some(' ') || matches!(key.code, Code::Left | Code::Right))
        {
            return self.next_word(&words, key.code != Code::Left, clock);
        }
        let replaces =
            self.fresh && !words.is_empty() && matches!(request, InputRequest::InsertChar(_));
        let mut input = if replaces {
            TextInput::default()
        } else {
            self.input.clone()
        };
        if input.edit(request, usize::MAX) || replaces {
            self.put(input, clock);
        } else {
            self.input = input;
        }
    }

    /// Uses a reading of an ambiguous birth date, and moves to the first empty field.
    pub(crate) fn take_reading(&mut self, day: NaiveDate, clock: &Clock) {
        self.put(TextInput::typed(written(day)), clock);
        self.go_to(self.first_open().unwrap_or(self.focus + 1), clock);
    }

    /// Returns the index of the first empty field.
    pub(crate) fn first_open(&self) -> Option<usize> {
        self.asked
            .iter()
            .position(|rule| self.text(rule.field).trim().is_empty())
    }

    /// Steps through the words of a choice.
    fn next_word(&mut self, words: &[&'static str], forward: bool, clock: &Clock) {
        let word = self.focus().word_meant(self.input.value(), clock.language);
        let here = word.and_then(|word| words.iter().position(|other| *other == word));
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => words.len() - 1,
            (Some(here), true) => (here + 1) % words.len(),
            (Some(here), false) => (here + words.len() - 1) % words.len(),
        };
        self.put(TextInput::typed(words[next]), clock);
    }
}

/// Formats a birth date so that it has one reading only.
pub(crate) fn written(day: NaiveDate) -> String {
    day.format("%-d.%-m.%Y").to_string()
}

/// The overlay of a form for a patient's data; the data outlive it.
#[derive(Clone)]
pub struct NewPatientOverlay {
    /// Whether it corrects a patient rather than adding one.
    pub corrects: bool,
}

/// The forms for patients' data: one for a new patient at each clinic, and the correction of one. They outlive their
/// overlay.
#[derive(Clone, Default)]
pub(crate) struct PatientForms {
    pub(crate) new: PerClinic<PatientSheet>,
    pub(crate) correction: Option<Box<PatientSheet>>,
}

impl PatientForms {
    /// Creates empty forms.
    pub(crate) fn new(setup: &OfficeSetup, clock: impl Fn(ClinicId) -> Clock) -> PatientForms {
        let new = |clinic| {
            PatientSheet::new(
                clinic,
                setup.profile_groups[clinic].as_deref(),
                &clock(clinic),
            )
        };
        PatientForms {
            new: PerClinic::of(setup.clinics, new),
            correction: None,
        }
    }

    /// Returns the correction, or the form for a new patient at a clinic.
    pub(crate) fn sheet(&self, corrects: bool, clinic: ClinicId) -> &PatientSheet {
        self.correction
            .as_deref()
            .filter(|_| corrects)
            .unwrap_or(&self.new[clinic])
    }

    /// Returns every form, at all clinics.
    pub(crate) fn all(&self) -> impl Iterator<Item = &PatientSheet> {
        self.new.values().chain(self.correction.as_deref())
    }

    /// Whether leaving would lose typed data.
    pub(crate) fn hold_data(&self) -> bool {
        self.new.values().any(|sheet| !sheet.is_blank())
            || self
                .correction
                .as_ref()
                .is_some_and(|sheet| sheet.holds_a_correction())
    }
}
