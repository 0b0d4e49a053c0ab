//! The entry line: a whole booking in a dozen keys. It fills the form; only the booking key books.

use tui_input::{Input, InputRequest};

use crate::booking::line::{
    Booked, Found, LineProblem, Patient, Pick, Provider, Resolved, Roster, line_of, parse, resolve,
};
use crate::booking::time;
use crate::booking::{Backend, Directory, Draft, Entry, EntryKind, FieldId, Language, Template};

use super::edit::request;
use super::key::{Code, Key};
use super::{Desk, Effect, Pane, Sent};

/// The entry line while it is open.
#[derive(Clone, Debug, Default)]
pub struct EntryLine {
    /// Its editor.
    pub input: Input,
    /// Which of the picks is chosen.
    pub chosen: Option<usize>,
}

impl Desk {
    /// What the entry line means, as it stands. None where it is closed.
    #[must_use]
    pub fn entry_means(&self) -> Option<Resolved> {
        let text = self.entry.as_ref()?.input.value();
        let line = parse(text, &self.setting().clock, &time::is_time_word);
        let patients = self.patients(&[Directory::Patients, Directory::Profiles]);
        let providers = self.providers(&[Directory::Practitioners, Directory::Locations]);
        let roster = Roster {
            here: self.backend,
            patients: patients.as_deref(),
            providers: providers.as_deref(),
            templates: &self.setup.templates,
            language: self.setup.language,
        };
        Some(resolve(&line, &roster))
    }

    /// How the line is understood, in a few words.
    #[must_use]
    pub fn entry_says(&self, means: &Resolved) -> String {
        let mut said: Vec<String> = means.echo.iter().map(|(_, text)| text.clone()).collect();
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        said.push(match time::wish(&words, &self.setting().clock) {
            Ok(wish) => wish.say(self.setup.language),
            Err(problem) => problem.what(self.setup.language),
        });
        said.join(" · ")
    }

    /// The line that would have made a booking, as far as the lists tell.
    pub(super) fn line_behind(&self, sent: &Sent) -> Option<String> {
        let backend = sent.booking.backend();
        let (people, places, provider) = match backend {
            Backend::Clinik => (Directory::Patients, Directory::Practitioners, FieldId::Practitioner),
            Backend::Aniva => (Directory::Profiles, Directory::Locations, FieldId::Location),
        };
        let (patients, providers) = (self.patients(&[people])?, self.providers(&[places])?);
        let templates = &self.setup.templates;
        let roster = Roster {
            here: backend,
            patients: Some(&patients),
            providers: Some(&providers),
            templates,
            language: self.setup.language,
        };
        let (patient, start) = sent.booking.subject();
        let booked = Booked {
            patient: &patient,
            provider: Some(sent.draft.text(provider).trim()).filter(|id| !id.is_empty()),
            template: templates.behind(&sent.draft).map(Template::letter),
            start,
        };
        Some(line_of(&booked, &roster, &self.setting_of(backend).clock, &time::is_time_word))
    }

    /// Everyone these lists know, or nothing while one is on its way.
    fn patients(&self, directories: &[Directory]) -> Option<Vec<Patient<'_>>> {
        let mut patients = Vec::new();
        for directory in directories {
            for entry in self.lists.list(*directory).value()?.entries() {
                let EntryKind::Patient(person) = &entry.kind else { continue };
                let name = person.name();
                patients.push(Patient {
                    backend: directory.backend(),
                    id: person.id(),
                    given: &name.first,
                    surname: &name.last,
                    born: person.birth_date(),
                    phone: Some(person.phone()).filter(|phone| !phone.is_empty()),
                });
            }
        }
        Some(patients)
    }

    /// Every practitioner and location these lists know, or nothing while one is on its way.
    fn providers(&self, directories: &[Directory]) -> Option<Vec<Provider<'_>>> {
        let mut providers = Vec::new();
        for directory in directories {
            let catalogue = self.lists.list(*directory).value()?;
            let provider = |entry| Provider::new(directory.backend(), entry, catalogue.code(entry));
            providers.extend(catalogue.entries().map(provider));
        }
        Some(providers)
    }

    /// Opens the line, and asks for the lists it looks things up in.
    pub(super) fn open_entry(&mut self) -> Vec<Effect> {
        let input = Input::new(std::mem::take(&mut self.entry_left));
        self.entry = Some(EntryLine { input, chosen: None });
        self.pane = Pane::Form;
        Directory::ALL.into_iter().filter_map(|directory| self.ask_for(directory)).collect()
    }

    /// Closes the line, if it is open; what stands in it is there again when it is opened again.
    pub(super) fn close_entry(&mut self) -> bool {
        let Some(entry) = self.entry.take() else { return false };
        self.entry_left = entry.input.value().to_owned();
        true
    }

    /// A key while the line is open, unless it is a command of the desk.
    pub(super) fn key_in_entry(&mut self, key: Key) -> Vec<Effect> {
        // Only going down has to know how many there are; a letter shouldn't resolve the line for it.
        let picks = if key.code == Code::Down { self.entry_picks() } else { Vec::new() };
        let Some(entry) = &mut self.entry else { return Vec::new() };
        let digit =
            key.types().and_then(|c| c.to_digit(10)).and_then(|digit| (digit as usize).checked_sub(1));
        match (key.code, entry.chosen, digit) {
            (Code::Down, None, _) if !picks.is_empty() => entry.chosen = Some(0),
            (Code::Down, Some(at), _) => entry.chosen = Some((at + 1).min(picks.len().saturating_sub(1))),
            (Code::Up, Some(at), _) => entry.chosen = at.checked_sub(1),
            (_, Some(_), Some(number)) => self.pick_in_entry(number),
            (Code::Enter, Some(number), _) => self.pick_in_entry(number),
            (Code::Enter, None, _) => return self.preview_entry(),
            (Code::Char('u'), _, _) if key.ctrl => *entry = EntryLine::default(),
            _ => {
                if let Some(request) = request(key) {
                    entry.input.handle(request);
                    entry.chosen = None;
                }
            }
        }
        Vec::new()
    }

    /// Pasted text goes into the line, on one line.
    pub(super) fn paste_in_entry(&mut self, text: &str) {
        if let Some(entry) = &mut self.entry {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for c in text.chars().filter(|c| !crate::booking::harmless::steers(*c)).take(200) {
                entry.input.handle(InputRequest::InsertChar(c));
            }
        }
    }

    /// What the first thing that needs a person may have meant.
    fn entry_picks(&self) -> Vec<Pick> {
        self.entry_problem().map(|problem| problem.picks).unwrap_or_default()
    }

    /// The first thing on the line that needs a person.
    fn entry_problem(&self) -> Option<LineProblem> {
        self.entry_means()?.problems.into_iter().next()
    }

    /// Puts what was picked in the place of the token it explains.
    fn pick_in_entry(&mut self, number: usize) {
        let Some(problem) = self.entry_problem() else { return };
        let (Some(pick), Some(place)) = (problem.picks.get(number), problem.tokens.first()) else { return };
        let clock = self.setting().clock;
        let Some(entry) = &mut self.entry else { return };
        let line = parse(entry.input.value(), &clock, &time::is_time_word);
        let Some(token) = line.tokens.get(*place) else { return };
        let letters: Vec<char> = entry.input.value().chars().collect();
        let before: String = letters[..token.from].iter().collect();
        let after: String = letters[token.to..].iter().collect();
        entry.input = Input::new(format!("{before}{}{after}", pick.text));
        entry.chosen = None;
    }

    /// Enter: fills the form with what the line means, and holds the first free time. Books nothing.
    fn preview_entry(&mut self) -> Vec<Effect> {
        let Some(means) = self.entry_means() else { return Vec::new() };
        if let Some(problem) = means.problems.first() {
            self.note = Some(format!("{} {}", problem.what, problem.advice));
            return Vec::new();
        }
        let Found::One(patient) = &means.patient else {
            self.note = Some(match means.patient {
                Found::Awaited => "One moment: the lists are on their way.".to_owned(),
                Found::Nothing => "Nobody in the list fits.".to_owned(),
                _ => "Whom is it for? Birth date and initial, or a name.".to_owned(),
            });
            return Vec::new();
        };
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        let wish = match time::wish(&words, &self.setting().clock) {
            Ok(wish) => wish,
            Err(problem) => {
                let language = self.setup.language;
                self.note = Some(format!("{}. {}", problem.what(language), problem.advice(language)));
                return Vec::new();
            }
        };
        if !self.form_of(means.backend).draft().is_blank() {
            self.note = Some(format!("The {} form holds something: book or drop it first.", means.backend));
            return Vec::new();
        }
        let patient = patient.clone();
        self.fill_from_entry(&means, &patient);
        self.entry = None;
        self.hold(wish, &words)
    }

    fn fill_from_entry(&mut self, means: &Resolved, patient: &str) {
        let (patient_field, provider_field, directory) = match means.backend {
            Backend::Clinik => (FieldId::Patient, FieldId::Practitioner, Directory::Patients),
            Backend::Aniva => (FieldId::Profile, FieldId::Location, Directory::Profiles),
        };
        let mut draft = Draft::new(means.backend);
        draft.set(patient_field, patient.to_owned());
        match &means.provider {
            Found::One(provider) => draft.set(provider_field, provider.clone()),
            _ => {
                draft.set(provider_field, self.form_of(means.backend).draft().text(provider_field).to_owned())
            }
        }
        let language = self.lists.entry(directory, patient).map_or(Language::En, language_of);
        if let Some(template) = means.template.and_then(|letter| self.setup.templates.by_letter(letter)) {
            template.fill(&mut draft, language, |_| true);
            if means.backend == Backend::Clinik {
                draft.set(FieldId::Minutes, template.minutes().to_string());
            }
        }
        self.backend = means.backend;
        self.form_mut().restart(draft);
        self.refresh();
    }
}

fn language_of(entry: &Entry) -> Language {
    match &entry.kind {
        EntryKind::Patient(person) => person.spoken().map(Language::from).unwrap_or_default(),
        _ => Language::default(),
    }
}
