//! A patient's data in a form that lies over the booking's own: of someone the clinic doesn't know yet, or to be
//! corrected. What is typed stays until it has been sent, or is cleared: closing only puts it out of sight.

use std::time::Duration;

use chrono::NaiveDate;
use tui_input::InputRequest;

use crate::booking::time::Clock;
use crate::booking::{
    Failure, Language, PatientCall, PatientDraft, PatientField, PatientProblem, PatientReview, PatientRule,
    Person, Vendor, patient_problems_of,
};
use crate::desk::Ticket;
use crate::desk::form::{TextInput, request};
use crate::desk::keys::{Code, Key};
use crate::i18n::say;

use super::correction::Correction;

/// A patient's data at one clinic as they are typed, and how far sending them has come.
#[derive(Clone)]
pub struct PatientSheet {
    pub(super) draft: PatientDraft,
    /// The fields on screen, in order: all but what the configuration says.
    pub(super) asked: Vec<&'static PatientRule>,
    /// The place of the cursor among them.
    pub(super) focus: usize,
    pub(super) input: TextInput,
    /// The field has just been come to: in a choice, the first letter replaces what stands there.
    fresh: bool,
    /// The fields whose text the desk has filled in, and nobody has typed in since.
    pub(super) filled_in: Vec<PatientField>,
    /// How the surname begins, as a caller said: a hint.
    pub(super) initial: String,
    /// Which reading of a doubtful birth date is chosen.
    pub(super) reading: Option<usize>,
    left: Vec<PatientField>,
    pub(super) tried: bool,
    pub(super) review: PatientReview,
    /// Why the data did not go out, or were not taken.
    failure: Option<Failure>,
    /// The fields that hold another text by now: what was said of them no longer counts.
    mended: Vec<PatientField>,
    /// The failure in words.
    verdict: Vec<PatientProblem>,
    /// How far it has come.
    pub stage: Stage,
    /// An answer was lost: the clinic may have the data by now.
    pub(in crate::desk) may_be_known: bool,
    /// Whose data are corrected; none for someone new.
    pub(super) correction: Option<Correction>,
}

/// How far sending a patient's data has come.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// It is being filled in.
    Filling,
    /// What the clinic has is being read, to be corrected.
    Reading(Ticket),
    /// Whoever looks alike is being searched for.
    Comparing(Ticket),
    /// A person has to decide.
    Deciding(Doubt),
    /// It has been sent.
    Sending {
        /// Under which the answer comes.
        ticket: Ticket,
        /// When, on the clock nobody sets.
        since: Duration,
    },
    /// The answer was lost, and they are being looked for.
    Looking {
        /// Under which the answer comes.
        ticket: Ticket,
        /// They were not there at the first look.
        again: bool,
    },
    /// They were not there, but a search may be behind what was just written.
    Resting {
        /// When they are looked for again, on the clock nobody sets.
        until: Duration,
    },
}

/// Why a person has to decide.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They may be the same.
    SamePerson,
    /// An earlier answer was lost.
    LostBefore,
    /// Who is there could not be searched.
    NotSearched,
    /// Not everyone who is there is known.
    NotAllAtHand,
    /// After a lost answer, someone like them is there.
    WasItThem,
    /// After a lost answer, nobody like them is there.
    ListsNobody,
    /// After a lost answer, it can't be told who is there.
    LookThere,
}

impl Why {
    /// The same in a sentence.
    pub fn said(self, backend: Vendor, language: Language) -> String {
        let backend = backend.name();
        match self {
            Why::SamePerson => say!(language, "new-patient-same-person").to_owned(),
            Why::LostBefore => say!(language, "new-patient-lost-before", backend = backend),
            Why::NotSearched => say!(language, "new-patient-not-searched", backend = backend),
            Why::NotAllAtHand => say!(language, "new-patient-not-all-at-hand", backend = backend),
            Why::WasItThem => say!(language, "new-patient-was-it-them").to_owned(),
            Why::ListsNobody => say!(language, "new-patient-lists-nobody", backend = backend),
            Why::LookThere => say!(language, "new-patient-look-there", backend = backend),
        }
    }
}

/// What a person has to decide before someone is added.
#[derive(Clone, PartialEq)]
pub struct Doubt {
    /// What is doubtful.
    pub why: Why,
    /// Who looks alike, and can be taken instead.
    pub alike: Vec<Person>,
}

impl PatientSheet {
    /// An empty form; `group` is what the configuration says of Aniva's profile group.
    pub(in crate::desk) fn new(backend: Vendor, group: Option<&str>, clock: &Clock) -> PatientSheet {
        let mut draft = PatientDraft::new(backend);
        draft.set(PatientField::Group, group.unwrap_or_default().to_owned());
        let is_asked = |rule: &&PatientRule| group.is_none() || rule.field != PatientField::Group;
        PatientSheet {
            review: draft.review(clock),
            draft,
            asked: backend.new_patient.iter().filter(is_asked).collect(),
            focus: 0,
            input: TextInput::default(),
            fresh: true,
            filled_in: Vec::new(),
            initial: String::new(),
            reading: None,
            left: Vec::new(),
            tried: false,
            failure: None,
            mended: Vec::new(),
            verdict: Vec::new(),
            stage: Stage::Filling,
            may_be_known: false,
            correction: None,
        }
    }

    /// Where they are to be known.
    pub fn backend(&self) -> Vendor {
        self.draft.backend()
    }

    /// The fields on screen, in order.
    pub fn asked(&self) -> &[&'static PatientRule] {
        &self.asked
    }

    /// The field with the cursor.
    pub fn focus(&self) -> &'static PatientRule {
        self.asked[self.focus]
    }

    /// The editor of the field with the cursor.
    pub fn input(&self) -> &TextInput {
        &self.input
    }

    /// The text of a field.
    pub fn text(&self, field: PatientField) -> &str {
        self.draft.text(field)
    }

    /// What is asked of the clinic.
    pub fn call(&self) -> PatientCall {
        if self.correction.is_some() { PatientCall::Correct } else { PatientCall::Add }
    }

    /// What to type in a field.
    pub fn hint(&self, rule: &PatientRule, language: Language) -> String {
        match rule.field == PatientField::LastName && !self.initial.is_empty() {
            true => say!(language, "patient-begins", initial = self.initial.as_str()),
            false => rule.what_to_type(language),
        }
    }

    /// The days that the birth date may mean, where the cursor is in it and it can be read in more than one way.
    pub fn readings(&self, clock: &Clock) -> Vec<NaiveDate> {
        match self.focus().field {
            PatientField::BirthDate => self.draft.readings_of_birth_date(clock),
            _ => Vec::new(),
        }
    }

    /// Which of them is chosen.
    pub fn chosen_reading(&self) -> Option<usize> {
        self.reading
    }

    /// Whether a digit picks one of them rather than being typed.
    pub fn digits_pick(&self) -> bool {
        self.reading.is_some() || self.input.is_selected()
    }

    /// Whether nothing has been filled in.
    pub fn is_blank(&self) -> bool {
        self.asked.iter().all(|rule| self.text(rule.field).trim().is_empty())
    }

    /// How a field is read, where that is worth saying.
    pub fn echo(&self, field: PatientField) -> Option<&str> {
        self.review.echoes.iter().find(|(of, _)| *of == field).map(|(_, text)| text.shown().as_str())
    }

    /// What is wrong, as far as it is to be shown: what a server said, and what was found in fields that have been
    /// left, or in all of them once it was tried.
    pub fn problems(&self) -> impl Iterator<Item = &PatientProblem> {
        let shown = |problem: &&PatientProblem| {
            problem.field.is_none_or(|field| {
                self.tried || (self.left.contains(&field) && !self.text(field).trim().is_empty())
            })
        };
        self.verdict.iter().chain(self.review.problems.iter().filter(shown))
    }

    /// The text that the clinic has in a field, where it is to be changed.
    pub fn was(&self, field: PatientField) -> Option<&str> {
        let before = self.correction.as_ref()?.before.text(field).trim();
        (before != self.text(field).trim()).then_some(before)
    }

    /// Whether it was sent, and its answer comes under this ticket.
    pub(super) fn is_sent_under(&self, ticket: Ticket) -> bool {
        matches!(self.stage, Stage::Sending { ticket: asked, .. } if asked == ticket)
    }

    /// Whether something is under way, so that the texts can't change.
    pub fn is_locked(&self) -> bool {
        self.stage != Stage::Filling
    }

    pub(super) fn refresh(&mut self, clock: &Clock) {
        self.review = match &mut self.correction {
            Some(correction) => correction.review(&self.draft, clock),
            None => self.draft.review(clock),
        };
        let (backend, call) = (self.backend(), self.call());
        let said = self.failure.as_ref();
        let said = said.map(|failure| patient_problems_of(failure, call, backend, clock.language));
        self.verdict = said.unwrap_or_default();
        // What was said of the whole no longer counts once anything is mended.
        self.verdict.retain(|problem| match problem.field {
            Some(field) => !self.mended.contains(&field),
            None => self.mended.is_empty(),
        });
    }

    /// What sending it has failed with; none before it is tried.
    pub(super) fn tell(&mut self, failure: Option<Failure>, clock: &Clock) {
        self.failure = failure;
        self.mended.clear();
        self.refresh(clock);
    }

    /// Fills in what is known already; what has a text keeps it.
    pub(super) fn fill_in(&mut self, texts: Vec<(PatientField, String)>, clock: &Clock) {
        for (field, text) in texts {
            if self.text(field).trim().is_empty() && !text.is_empty() {
                self.draft.set(field, text);
                self.filled_in.push(field);
            }
        }
        self.refresh(clock);
    }

    /// Says everything in another language, the words of choices as well.
    pub(super) fn speak(&mut self, before: Language, clock: &Clock) {
        self.draft.speak(before, clock.language);
        if let Some(correction) = &mut self.correction {
            correction.before.speak(before, clock.language);
        }
        if self.focus().is_choice() {
            self.input = self.text_here();
        }
        self.refresh(clock);
    }

    pub(super) fn put(&mut self, input: TextInput, clock: &Clock) {
        let field = self.focus().field;
        if input.value() != self.text(field) {
            self.draft.set(field, input.value().to_owned());
            self.filled_in.retain(|filled| *filled != field);
            self.mended.push(field);
            self.reading = None;
            self.refresh(clock);
        }
        self.input = input;
        self.fresh = false;
    }

    /// Leaves the field with the cursor for another; a word that was begun is written out.
    pub(super) fn go_to(&mut self, place: usize, clock: &Clock) {
        let rule = self.focus();
        if let Some(word) = rule.word_meant(self.text(rule.field), clock.language)
            && word != self.text(rule.field)
        {
            self.put(TextInput::typed(word), clock);
        }
        if !self.left.contains(&rule.field) {
            self.left.push(rule.field);
        }
        self.arrive(place % self.asked.len());
    }

    /// Puts the cursor into a field: behind what was typed there, and over all that the desk has filled in.
    pub(super) fn arrive(&mut self, place: usize) {
        self.focus = place;
        self.input = self.text_here();
        self.fresh = true;
        self.reading = None;
    }

    fn text_here(&self) -> TextInput {
        let field = self.focus().field;
        match self.filled_in.contains(&field) {
            true => TextInput::filled_in(self.text(field)),
            false => TextInput::typed(self.text(field)),
        }
    }

    /// To the first field that something is wrong with.
    pub(super) fn go_to_problem(&mut self, clock: &Clock) {
        let wrong = self.problems().find_map(|problem| problem.field);
        let place = self.asked.iter().position(|rule| Some(rule.field) == wrong);
        if let Some(place) = place {
            self.go_to(place, clock);
        }
    }

    pub(super) fn edit(&mut self, key: Key, clock: &Clock) {
        let Some(request) = request(key) else { return };
        let words = self.focus().words(clock.language);
        if !words.is_empty() && (key.types() == Some(' ') || matches!(key.code, Code::Left | Code::Right)) {
            return self.next_word(&words, key.code != Code::Left, clock);
        }
        let replaces = self.fresh && !words.is_empty() && matches!(request, InputRequest::InsertChar(_));
        let mut input = if replaces { TextInput::default() } else { self.input.clone() };
        if input.edit(request, usize::MAX) || replaces {
            self.put(input, clock);
        } else {
            self.input = input;
        }
    }

    /// Steps through the readings of a doubtful birth date, or out of them.
    pub(super) fn step_reading(&mut self, forward: bool, count: usize) {
        self.reading = match (self.reading, forward) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(chosen), true) => Some((chosen + 1).min(count - 1)),
            (Some(chosen), false) => chosen.checked_sub(1),
        };
    }

    /// Takes a reading of a doubtful birth date, and goes on to what is still to be filled in.
    pub(super) fn take_reading(&mut self, day: NaiveDate, clock: &Clock) {
        self.put(TextInput::typed(written(day)), clock);
        self.go_to(self.first_open().unwrap_or(self.focus + 1), clock);
    }

    /// The place of the first field without a text.
    pub(super) fn first_open(&self) -> Option<usize> {
        self.asked.iter().position(|rule| self.text(rule.field).trim().is_empty())
    }

    /// Steps through the words of a choice.
    fn next_word(&mut self, words: &[&'static str], forward: bool, clock: &Clock) {
        let meant = self.focus().word_meant(self.input.value(), clock.language);
        let here = meant.and_then(|meant| words.iter().position(|word| *word == meant));
        let there = match (here, forward) {
            (None, true) => 0,
            (None, false) => words.len() - 1,
            (Some(here), true) => (here + 1) % words.len(),
            (Some(here), false) => (here + words.len() - 1) % words.len(),
        };
        self.put(TextInput::typed(words[there]), clock);
    }
}

/// A birth date as the form writes it: only one day can be read from it.
pub(super) fn written(day: NaiveDate) -> String {
    day.format("%-d.%-m.%Y").to_string()
}

/// A patient's data in front of the desk; what is filled in outlives it.
#[derive(Clone)]
pub struct NewPatientOverlay {
    /// Whether they are corrected, rather than somebody new added.
    pub corrects: bool,
}
