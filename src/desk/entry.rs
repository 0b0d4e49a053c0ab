//! The entry line: a whole booking in a dozen keys. It fills the form; only the booking key books.

use std::fmt;

use chrono::{DateTime, Utc};
use tui_input::{Input, InputRequest};

use crate::booking::line::{
    Booked, Found, Patient, Pick, Provider, Resolved, Roster, line_of, parse, resolve,
};
use crate::booking::time::{self, Clock};
use crate::booking::{Backend, Directory, EntryKind, FieldId, Template};

use super::edit::request;
use super::fill::Filled;
use super::key::Key;
use super::{Action, Catalogue, Desk, Effect, Remote, Sent, bound};

/// The longest text a paste brings into the line, in characters.
const LONGEST: usize = 200;

/// The entry line.
#[derive(Clone, Debug, Default)]
pub struct EntryLine {
    /// Its editor.
    pub input: Input,
    /// Which of the picks is chosen.
    pub chosen: Option<usize>,
    /// What it means, as it stands. None while it is empty.
    pub reading: Option<Reading>,
    /// Whether it has been carried into the form as it stands.
    pub(super) fresh: bool,
    /// Whether it goes into the form as soon as the lists are there.
    pub(super) pending: bool,
    /// What it has filled the form with.
    pub(super) filled: Option<Filled>,
}

/// What a line means, ready to be shown.
#[derive(Clone)]
pub struct Reading {
    /// How it is understood, or what stands in the way, in a few words.
    pub says: String,
    /// Whether something stands in the way.
    pub doubtful: bool,
    /// What the doubtful part may mean, each a row to pick.
    pub picks: Vec<Pick>,
    /// The part of the line a pick takes the place of, in characters.
    pub(super) doubt: std::ops::Range<usize>,
    pub(super) means: Resolved,
}

impl Reading {
    /// Whether a list has to come before it is known who is meant.
    pub(super) fn awaits_lists(&self) -> bool {
        [&self.means.patient, &self.means.provider].contains(&&Found::Awaited)
    }
}

/// Names nobody.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("doubtful", &self.doubtful)
            .field("means", &self.means)
            .finish_non_exhaustive()
    }
}

impl EntryLine {
    /// Whether there is something on it that has not gone into the form.
    #[must_use]
    pub fn asks(&self) -> bool {
        !self.fresh && !self.input.value().trim().is_empty()
    }

    /// The free times that a digit takes instead of the one in the form.
    #[must_use]
    pub fn others(&self) -> &[DateTime<Utc>] {
        self.filled.as_ref().filter(|_| self.fresh).map_or(&[], |filled| &filled.others)
    }

    /// The free time in the form that was held for the line.
    #[must_use]
    pub fn held(&self) -> Option<DateTime<Utc>> {
        self.filled.as_ref().and_then(|filled| filled.held)
    }

    fn edited(&mut self) {
        self.chosen = None;
        self.fresh = false;
        self.pending = false;
    }
}

impl Desk {
    /// Reads the line anew, and asks for the lists it looks things up in. To be called when its text or a list
    /// has changed.
    pub(super) fn read_line(&mut self) -> Vec<Effect> {
        let text = self.line.input.value();
        if text.trim().is_empty() {
            self.line.reading = None;
            return Vec::new();
        }
        let line = parse(text, &self.setting().clock, &time::is_time_word);
        let patients = self.patients(&[Directory::Patients, Directory::Profiles]);
        let providers = self.providers(&[Directory::Practitioners, Directory::Locations]);
        let roster = Roster {
            here: self.backend,
            patients: patients.as_deref(),
            providers: providers.as_deref(),
            templates: &self.setup.templates,
        };
        let means = resolve(&line, &roster);
        let first = means.problems.first();
        let token = first.and_then(|problem| line.tokens.get(*problem.tokens.first()?));
        let reading = Reading {
            says: match first {
                Some(_) if self.lacks_list(means.backend) => {
                    format!("{}'s lists can't be had now; ids can be typed in the form.", means.backend)
                }
                Some(problem) => format!("{} {}", problem.what, problem.advice),
                None => self.says(&means),
            },
            doubtful: first.is_some(),
            picks: first.map(|problem| problem.picks.clone()).unwrap_or_default(),
            doubt: token.map_or(0..0, |token| token.from..token.to),
            means,
        };
        let awaited = reading.awaits_lists();
        self.line.reading = Some(reading);
        if self.line.pending && !awaited {
            self.line.pending = false;
            return self.fill_from_line();
        }
        let effects: Vec<Effect> =
            Directory::ALL.into_iter().filter_map(|directory| self.ask_for_first_time(directory)).collect();
        if awaited && !self.lists.any_on_its_way() {
            self.line.pending = false;
        }
        effects
    }

    fn lacks_list(&self, backend: Backend) -> bool {
        let failed = |directory: &Directory| matches!(self.lists.list(*directory), Remote::Failed(_, None));
        Directory::ALL.iter().filter(|directory| directory.backend() == backend).any(failed)
    }

    /// How the line is understood, in a few words.
    fn says(&self, means: &Resolved) -> String {
        let mut said: Vec<String> = means.echo.iter().map(|(_, text)| text.clone()).collect();
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        said.push(match time::wish(&words, &self.clock_of(means)) {
            Ok(wish) => wish.say(self.setup.language),
            Err(problem) => problem.what(self.setup.language),
        });
        said.join(" · ")
    }

    /// The clock that the times of a line are read on: that of the location it names, else of the form it goes
    /// into.
    pub(super) fn clock_of(&self, means: &Resolved) -> Clock {
        match &means.provider {
            Found::One(provider) => self.clock_at(means.backend, provider),
            _ => self.setting_of(means.backend).clock,
        }
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
        let roster =
            Roster { here: backend, patients: Some(&patients), providers: Some(&providers), templates };
        let (patient, start) = sent.booking.subject();
        let booked = Booked {
            patient: &patient,
            provider: Some(sent.draft.text(provider).trim()).filter(|id| !id.is_empty()),
            template: templates.behind(&sent.draft).map(Template::letter),
            start,
        };
        let clock = self.clock_at(backend, sent.draft.text(provider).trim());
        Some(line_of(&booked, &roster, &clock, &time::is_time_word))
    }

    /// What these lists know, or nothing while one is on its way. One that can't be had knows nothing.
    fn known(&self, directories: &[Directory]) -> Option<Vec<(Directory, &Catalogue)>> {
        let mut known = Vec::new();
        for directory in directories {
            match (self.lists.list(*directory), self.lists.list(*directory).value()) {
                (_, Some(catalogue)) => known.push((*directory, catalogue)),
                (Remote::Failed(..), None) => {}
                (_, None) => return None,
            }
        }
        Some(known).filter(|known| !known.is_empty())
    }

    /// Everyone these lists know.
    fn patients(&self, directories: &[Directory]) -> Option<Vec<Patient<'_>>> {
        let mut patients = Vec::new();
        for (directory, catalogue) in self.known(directories)? {
            for entry in catalogue.entries() {
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

    /// Every practitioner and location these lists know.
    fn providers(&self, directories: &[Directory]) -> Option<Vec<Provider<'_>>> {
        let mut providers = Vec::new();
        for (directory, catalogue) in self.known(directories)? {
            let provider = |entry| Provider::new(directory.backend(), entry, catalogue.code(entry));
            providers.extend(catalogue.entries().map(provider));
        }
        Some(providers)
    }

    /// A key while the cursor is in the line, unless it is a command of the desk.
    pub(super) fn key_in_line(&mut self, key: Key) -> Vec<Effect> {
        let picks = self.line.reading.as_ref().map_or(0, |reading| reading.picks.len());
        let digit =
            key.types().and_then(|c| c.to_digit(10)).and_then(|digit| (digit as usize).checked_sub(1));
        match (bound(key), self.line.chosen, digit) {
            (Some(Action::Down), None, _) if picks > 0 => self.line.chosen = Some(0),
            (Some(Action::Down), Some(at), _) => {
                self.line.chosen = Some((at + 1).min(picks.saturating_sub(1)))
            }
            (Some(Action::Up), Some(at), _) => self.line.chosen = at.checked_sub(1),
            (Some(Action::Up), None, _) => {}
            (Some(Action::Down | Action::NextField), ..) => return self.leave_line(true),
            (Some(Action::PreviousField), ..) => return self.leave_line(false),
            (Some(Action::ClearField), ..) => self.line = EntryLine::default(),
            (_, Some(_), Some(number)) => self.pick_in_line(number),
            (Some(Action::Enter), Some(number), _) => self.pick_in_line(number),
            (Some(Action::Enter), None, _) => return self.fill_from_line(),
            (_, None, Some(number)) if number < self.line.others().len() => self.take_other_time(number),
            _ => self.type_in_line(key),
        }
        Vec::new()
    }

    fn type_in_line(&mut self, key: Key) {
        let Some(request) = request(key) else { return };
        if self.line.input.handle(request).is_some_and(|changed| changed.value) {
            self.line.edited();
            self.wanted = None;
        }
    }

    /// From the line into the form: to the first field, or the last.
    fn leave_line(&mut self, forward: bool) -> Vec<Effect> {
        let draft = self.form().draft();
        let field = if forward { draft.asked().next() } else { draft.asked().next_back() };
        let Some(id) = field.map(|field| field.id) else { return Vec::new() };
        self.focus_on(id)
    }

    /// Pasted text goes into the line, on one line.
    pub(super) fn paste_in_line(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for c in text.chars().filter(|c| !crate::booking::harmless::steers(*c)).take(LONGEST) {
            self.line.input.handle(InputRequest::InsertChar(c));
        }
        self.line.edited();
        if text.chars().count() > LONGEST {
            self.note = Some(format!("Paste: the first {LONGEST} characters."));
        }
    }

    /// Puts what was picked in the place of the token it explains.
    fn pick_in_line(&mut self, number: usize) {
        let Some(reading) = &self.line.reading else { return };
        let Some(pick) = reading.picks.get(number) else { return };
        let letters: Vec<char> = self.line.input.value().chars().collect();
        let (Some(before), Some(after)) =
            (letters.get(..reading.doubt.start), letters.get(reading.doubt.end..))
        else {
            return;
        };
        let (before, after): (String, String) = (before.iter().collect(), after.iter().collect());
        self.line.input = Input::new(format!("{before}{}{after}", pick.text));
        self.line.edited();
    }
}
