//! The entry line: a whole booking in a dozen keys. It fills the form; only the booking key books.

use chrono::{DateTime, Days as DayCount, NaiveDate, TimeDelta, Utc};
use tui_input::{Input, InputRequest};

use crate::booking::line::{Found, LineProblem, Patient, Pick, Provider, Resolved, Roster, parse, resolve};
use crate::booking::time::{self, Wish};
use crate::booking::{Backend, Basis, Directory, Draft, Entry, EntryKind, FieldId, Free, Language, Slot};

use super::edit::request;
use super::key::{Code, Key};
use super::{Desk, Effect, Pane};

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
        let patients = self.patients();
        let providers = self.providers();
        let roster = Roster {
            here: self.backend,
            patients: patients.as_deref(),
            providers: providers.as_deref(),
            templates: &self.setup.templates,
        };
        Some(resolve(&line, &roster))
    }

    /// How the line is understood, in a few words.
    #[must_use]
    pub fn entry_says(&self, means: &Resolved) -> String {
        let mut said: Vec<String> = means.echo.iter().map(|(_, text)| text.clone()).collect();
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        said.push(match time::wish(&words, &self.setting().clock) {
            Ok(wish) => wish.say(),
            Err(problem) => problem.what(),
        });
        said.join(" · ")
    }

    /// Everyone the lists know, or nothing while one is on its way.
    fn patients(&self) -> Option<Vec<Patient<'_>>> {
        let mut patients = Vec::new();
        for directory in [Directory::Patients, Directory::Profiles] {
            for entry in self.lists.list(directory).value()?.entries() {
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

    /// Every practitioner and location the lists know, or nothing while one is on its way.
    fn providers(&self) -> Option<Vec<Provider<'_>>> {
        let mut providers = Vec::new();
        for directory in [Directory::Practitioners, Directory::Locations] {
            let catalogue = self.lists.list(directory).value()?;
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
        let picks = self.entry_picks();
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
    #[must_use]
    pub fn entry_picks(&self) -> Vec<Pick> {
        self.entry_problem().map(|problem| problem.picks).unwrap_or_default()
    }

    /// The first thing on the line that needs a person.
    #[must_use]
    pub fn entry_problem(&self) -> Option<LineProblem> {
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
                self.note = Some(format!("{}. {}", problem.what(), problem.advice()));
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

    /// Puts the time that was named into the form, or asks for free ones and holds the first that fits.
    fn hold(&mut self, wish: Wish, words: &[&str]) -> Vec<Effect> {
        let mut effects = self.focus_on(start_of(self.backend));
        if let Ok(instant) = time::read(&words.join(" "), &self.setting().clock) {
            let text = time::print(instant, self.setup.zone);
            self.form_mut().set_text(text);
            self.refresh();
            self.note = Some("Ctrl-S books. Read back name and birth date first.".to_owned());
            return effects;
        }
        if self.provider().is_none() {
            self.note = Some("With whom, or where? Or type a time.".to_owned());
            return effects;
        }
        self.wanted = Some(wish);
        self.note = Some("Looking for the first free time…".to_owned());
        effects.retain(|effect| !matches!(effect, Effect::FreeTimes(..)));
        self.free = None;
        effects.extend(self.ask_for_free_times());
        effects
    }

    /// Free times have come: the first that was wished for goes into the form, unless a time was typed meanwhile.
    pub(super) fn hold_first_free(&mut self) {
        let Some(wish) = self.wanted.take() else { return };
        let start = start_of(self.backend);
        if !self.form().draft().text(start).trim().is_empty() {
            return;
        }
        let said = match self.free_times() {
            None => "Free times can't be had now: type a time.".to_owned(),
            Some(free) if free.basis == Basis::NoSchedule => {
                "No schedule is published: type a time.".to_owned()
            }
            Some(free) => match self.first_free(free, &wish) {
                Some(at) => {
                    let text = time::print(at, self.setup.zone);
                    self.form_mut().put(start, text);
                    self.refresh();
                    "The first free time is held. Ctrl-S books.".to_owned()
                }
                None => format!("Nothing free: {}. Type a time, or wish for another.", wish.say()),
            },
        };
        self.note = Some(said);
    }

    /// The start of the first free time that fits the wish and lasts as long as the form says.
    fn first_free(&self, free: &Free, wish: &Wish) -> Option<DateTime<Utc>> {
        let minutes = match self.backend {
            Backend::Clinik => self.form().draft().text(FieldId::Minutes).trim().parse().unwrap_or(0),
            Backend::Aniva => 0,
        };
        let fits = |slot: &&Slot| slot.start > self.moment.now && wish.admits(slot.start, self.setup.zone);
        free.slots.iter().filter(fits).find(|slot| lasts(free, slot, minutes)).map(|slot| slot.start)
    }

    /// The day from which free times are asked for: that of the wish, else today.
    pub(super) fn free_from(&self) -> NaiveDate {
        let today = self.moment.now.with_timezone(&self.setup.zone).date_naive();
        self.wanted.as_ref().map_or(today, |wish| wish.from.max(today))
    }
}

/// The field in which a form says when.
fn start_of(backend: Backend) -> FieldId {
    match backend {
        Backend::Clinik => FieldId::Start,
        Backend::Aniva => FieldId::ScheduledAt,
    }
}

/// Whether so many minutes from the slot's start on are free without a gap.
fn lasts(free: &Free, slot: &Slot, minutes: i64) -> bool {
    let until = slot.start + TimeDelta::minutes(minutes);
    let mut end = slot.end;
    while end < until {
        match free.slots.iter().find(|next| next.start == end && next.end > end) {
            Some(next) => end = next.end,
            None => return slot.start == slot.end,
        }
    }
    true
}

fn language_of(entry: &Entry) -> Language {
    match &entry.kind {
        EntryKind::Patient(person) => person.spoken().map(Language::from).unwrap_or_default(),
        _ => Language::default(),
    }
}

/// The last of `days` days from `first` on.
pub(super) fn last_of(first: NaiveDate, days: u64) -> Option<NaiveDate> {
    first.checked_add_days(DayCount::new(days - 1))
}
