//! Someone the backend doesn't know yet: the form for them, which lies over the booking's own. What is typed stays
//! until they have been added, or it is cleared: closing only puts it out of sight.

use std::time::Duration;

use tui_input::{Input, InputRequest};

use crate::booking::time::Clock;
use crate::booking::{
    Failure, Language, PatientDraft, PatientField, PatientProblem, PatientReview, PatientRule, Person,
    Vendor, patient_problems_of,
};
use crate::desk::Ticket;
use crate::desk::form::{changes, request};
use crate::desk::keys::{Code, Key};
use crate::i18n::say;

/// The form for someone new at one backend, and how far adding them has come.
#[derive(Clone)]
pub struct NewPatientForm {
    pub(super) draft: PatientDraft,
    /// The fields on screen, in order: all but what the configuration says.
    pub(super) asked: Vec<&'static PatientRule>,
    /// The place of the cursor among them.
    pub(super) focus: usize,
    pub(super) input: Input,
    /// The field has just been come to: in a choice, the first letter replaces what stands there.
    fresh: bool,
    left: Vec<PatientField>,
    pub(super) tried: bool,
    pub(super) review: PatientReview,
    /// Why they were not added.
    failure: Option<Failure>,
    /// The fields that hold another text by now: what was said of them no longer counts.
    mended: Vec<PatientField>,
    /// The failure in words.
    verdict: Vec<PatientProblem>,
    /// How far adding them has come.
    pub stage: Stage,
    /// An answer was lost: the backend may know them by now.
    pub(in crate::desk) may_be_known: bool,
}

/// How far adding someone has come.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// It is being filled in.
    Filling,
    /// Whoever looks alike is being searched for.
    Comparing(Ticket),
    /// A person has to decide.
    Deciding(Doubt),
    /// It has been sent.
    Adding {
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

impl NewPatientForm {
    /// An empty form; `group` is what the configuration says of Aniva's profile group.
    pub(in crate::desk) fn new(backend: Vendor, group: Option<&str>, clock: &Clock) -> NewPatientForm {
        let mut draft = PatientDraft::new(backend);
        draft.set(PatientField::Group, group.unwrap_or_default().to_owned());
        let is_asked = |rule: &&PatientRule| group.is_none() || rule.field != PatientField::Group;
        NewPatientForm {
            review: draft.review(clock),
            draft,
            asked: backend.new_patient.iter().filter(is_asked).collect(),
            focus: 0,
            input: Input::default(),
            fresh: true,
            left: Vec::new(),
            tried: false,
            failure: None,
            mended: Vec::new(),
            verdict: Vec::new(),
            stage: Stage::Filling,
            may_be_known: false,
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
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// The text of a field.
    pub fn text(&self, field: PatientField) -> &str {
        self.draft.text(field)
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

    /// Whether something is under way, so that the texts can't change.
    pub fn is_locked(&self) -> bool {
        self.stage != Stage::Filling
    }

    pub(super) fn refresh(&mut self, clock: &Clock) {
        self.review = self.draft.review(clock);
        let backend = self.backend();
        let said = self.failure.as_ref().map(|failure| patient_problems_of(failure, backend, clock.language));
        self.verdict = said.unwrap_or_default();
        // What was said of the whole no longer counts once anything is mended.
        self.verdict.retain(|problem| match problem.field {
            Some(field) => !self.mended.contains(&field),
            None => self.mended.is_empty(),
        });
    }

    /// What adding them has failed with; none before it is tried.
    pub(super) fn tell(&mut self, failure: Option<Failure>, clock: &Clock) {
        self.failure = failure;
        self.mended.clear();
        self.refresh(clock);
    }

    /// Says everything in another language, the words of choices as well.
    pub(super) fn speak(&mut self, before: Language, clock: &Clock) {
        for rule in &self.asked {
            let meant = rule.word_meant(self.draft.text(rule.field), before);
            let place = rule.words(before).iter().position(|word| Some(*word) == meant);
            if let Some(place) = place {
                self.draft.set(rule.field, rule.words(clock.language)[place].to_owned());
            }
        }
        if self.focus().is_choice() {
            self.input = Input::new(self.text(self.focus().field).to_owned());
        }
        self.refresh(clock);
    }

    pub(super) fn put(&mut self, input: Input, clock: &Clock) {
        let field = self.focus().field;
        if input.value() != self.text(field) {
            self.draft.set(field, input.value().to_owned());
            self.mended.push(field);
            self.refresh(clock);
        }
        self.input = input;
        self.fresh = false;
    }

    /// Leaves the field with the cursor for another; a word that was begun is written out.
    pub(super) fn go_to(&mut self, place: usize, clock: &Clock) {
        let rule = self.focus();
        if let Some(word) = rule.word_meant(self.text(rule.field), clock.language) {
            self.put(Input::new(word.to_owned()), clock);
        }
        if !self.left.contains(&rule.field) {
            self.left.push(rule.field);
        }
        self.focus = place % self.asked.len();
        self.input = Input::new(self.text(self.focus().field).to_owned());
        self.fresh = true;
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
        let mut input = if replaces { Input::default() } else { self.input.clone() };
        if input.handle(request).is_some() {
            if changes(request) {
                self.put(input, clock);
            } else {
                self.input = input;
            }
        }
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
        self.put(Input::new(words[there].to_owned()), clock);
    }
}

/// The form for someone new in front of the desk; what is filled in is [`Desk::new_patient_form`](crate::desk::Desk::new_patient_form).
#[derive(Clone)]
pub struct NewPatientOverlay;
