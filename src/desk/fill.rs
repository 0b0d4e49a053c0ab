//! From the entry line into the form. Line and form are one draft: the line fills in what it names, and leaves
//! alone what a person has typed.

use chrono::{DateTime, Utc};

use crate::booking::line::{Found, Resolved};
use crate::booking::time::{self, Wish};
use crate::booking::{Backend, Directory, Draft, Entry, EntryKind, FieldId, Language};

use super::{Desk, Effect, Flight, Pane, Reading};

/// What Enter on the line has made.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// The form as the line left it: what has been typed into it since is not the line's to change.
    pub(super) draft: Draft,
    /// The free time that is held.
    pub(super) held: Option<DateTime<Utc>>,
    /// The next free times that fit too, which a digit takes instead.
    pub(super) others: Vec<DateTime<Utc>>,
}

impl Desk {
    /// Enter: fills the form with what the line means, and holds the first free time. Books nothing.
    pub(super) fn fill_from_line(&mut self) -> Vec<Effect> {
        if self.line.reading.as_ref().is_some_and(Reading::is_waiting) {
            self.line.pending = self.may_learn_more();
            self.note = Some(match self.line.pending {
                true => "One moment: looking for who is meant.".to_owned(),
                false => {
                    "The lists can't be had now. Tab goes to the form; ids can be typed there.".to_owned()
                }
            });
            return self.seek_now();
        }
        match self.understood() {
            Ok((means, patient, wish)) => self.fill(&means, patient, wish),
            Err(said) => {
                self.note = Some(said);
                Vec::new()
            }
        }
    }

    /// What the line means, whom it is for, and when; or what it lacks.
    fn understood(&self) -> Result<(Resolved, Option<String>, Wish), String> {
        let Some(reading) = &self.line.reading else {
            return Err("Type birth date and initial, a code and a letter; or Tab into the form.".to_owned());
        };
        if reading.doubtful {
            return Err(reading.says.clone());
        }
        let means = reading.means.clone();
        let patient = match &means.patient {
            Found::One(id) => Some(id.clone()),
            Found::Unasked if self.names_patient(means.backend) => None,
            Found::Nothing => return Err("Nobody in the list fits.".to_owned()),
            Found::Unasked | Found::Several(_) | Found::Awaited => {
                return Err("Whom is it for? Birth date and initial, or a name.".to_owned());
            }
        };
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        let language = self.setup.language;
        let wish = time::wish(&words, &self.clock_of(&means))
            .map_err(|problem| format!("{}. {}", problem.what(language), problem.advice(language)))?;
        Ok((means, patient, wish))
    }

    fn names_patient(&self, backend: Backend) -> bool {
        !self.form_of(backend).draft().text(patient_field(backend)).trim().is_empty()
    }

    fn fill(&mut self, means: &Resolved, patient: Option<String>, wish: Wish) -> Vec<Effect> {
        let backend = means.backend;
        if self.is_under_way(backend) {
            self.note = Some("That form is being booked; wait for the answer.".to_owned());
            return Vec::new();
        }
        let Some(base) = self.base_for(backend, patient.as_deref()) else {
            self.note = Some(format!("The {backend} form holds something: book or drop it first."));
            return Vec::new();
        };
        let draft = self.filled_draft(means, patient, base);
        let timed = !draft.text(backend.start_field()).trim().is_empty();
        self.backend = backend;
        self.form_mut().restart(draft.clone());
        self.refresh();
        self.line.filled = Some(Filled { draft, held: None, others: Vec::new() });
        self.line.fresh = true;
        self.pane = Pane::Line;
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        if timed && words.is_empty() {
            self.note = Some("Ctrl-S books. Read back name and birth date first.".to_owned());
            return Vec::new();
        }
        self.hold(wish, &words);
        Vec::new()
    }

    /// What the line goes on from: an untouched form afresh, a touched one as it is, unless that is for someone
    /// else.
    fn base_for(&self, backend: Backend, patient: Option<&str>) -> Option<Draft> {
        let draft = self.form_of(backend).draft();
        let untouched = self.line.filled.as_ref().is_some_and(|filled| filled.draft == *draft);
        if untouched && patient.is_some() {
            return Some(draft.next());
        }
        let named = draft.text(patient_field(backend)).trim();
        let same = named.is_empty() || patient.is_none_or(|id| id.eq_ignore_ascii_case(named));
        same.then(|| draft.clone())
    }

    fn filled_draft(&self, means: &Resolved, patient: Option<String>, mut draft: Draft) -> Draft {
        let (patient_field, provider_field, directory) = match means.backend {
            Backend::Clinik => (FieldId::Patient, FieldId::Practitioner, Directory::Patients),
            Backend::Aniva => (FieldId::Profile, FieldId::Location, Directory::Profiles),
        };
        if let Some(patient) = patient {
            draft.set(patient_field, patient);
        }
        if let Found::One(provider) = &means.provider {
            draft.set(provider_field, provider.clone());
        }
        if !means.time.is_empty() {
            draft.set(means.backend.start_field(), String::new());
            if means.backend == Backend::Clinik {
                draft.set(FieldId::End, String::new());
            }
        }
        let patient = draft.text(patient_field).trim();
        let language =
            self.lists.known(directory, patient).map_or(Language::default(), |entry| language_of(&entry));
        if let Some(template) = means.template.and_then(|letter| self.setup.templates.by_letter(letter)) {
            let typed = draft.clone();
            let untouched =
                |id: FieldId| typed.text(id).trim().is_empty() || typed.text(id) == id.field().preset;
            template.fill(&mut draft, language, untouched);
            if means.backend == Backend::Clinik && typed.text(FieldId::End).trim().is_empty() {
                draft.set(FieldId::Minutes, template.minutes().to_string());
            }
        }
        draft
    }

    /// What the line has filled is done with: it was booked, or put aside.
    pub(super) fn line_is_done(&mut self, backend: Backend) {
        if self.line.filled.as_ref().is_some_and(|filled| filled.draft.backend() == backend) {
            self.line = super::EntryLine::default();
        }
    }

    pub(super) fn is_under_way(&self, backend: Backend) -> bool {
        match &self.flight {
            Flight::Idle => false,
            Flight::Checking { attempt, .. }
            | Flight::Sending { attempt, .. }
            | Flight::Waiting { attempt, .. } => attempt.booking.backend() == backend,
        }
    }
}

/// The field in which a form says for whom.
fn patient_field(backend: Backend) -> FieldId {
    match backend {
        Backend::Clinik => FieldId::Patient,
        Backend::Aniva => FieldId::Profile,
    }
}

fn language_of(entry: &Entry) -> Language {
    match &entry.kind {
        EntryKind::Patient(person) => person.spoken().map(Language::from).unwrap_or_default(),
        _ => Language::default(),
    }
}
