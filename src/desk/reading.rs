//! What the entry line means, as it stands: read once an edit, drawn as often as need be.

use std::fmt;

use crate::booking::line::{Found, Line, Patient, Pick, Provider, Resolved, Roster, parse, resolve};
use crate::booking::time::{self, Clock};
use crate::booking::{Backend, Directory, Person};
use crate::words::say;

use super::{Catalogue, Desk, Effect, Remote};

/// The lists that the words of a line are looked up in.
const LOOKED_IN: [Directory; 4] =
    [Directory::Patients, Directory::Practitioners, Directory::Profiles, Directory::Locations];

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
    /// Whether the server may know others who fit.
    seeking: bool,
    /// Whether the panels of its template are still to be looked up.
    awaits_panels: bool,
}

impl Reading {
    /// Whether it is not known yet who or what is meant: a list has to come, or the server to be searched.
    pub(super) fn is_waiting(&self) -> bool {
        self.seeking
            || self.awaits_panels
            || [&self.means.patient, &self.means.provider].contains(&&Found::Awaited)
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

impl Desk {
    /// Reads the line anew, and asks for the lists it looks things up in. To be called when its text or a list
    /// has changed.
    pub(super) fn read_line(&mut self) -> Vec<Effect> {
        if self.line.input.value().trim().is_empty() {
            self.line.reading = None;
            return self.stop_seeking();
        }
        let (line, means) = self.resolved_line();
        let wishes = if means.backend == Backend::Clinik { &means.wishes[..] } else { &[] };
        let mut effects = self.seek(wishes);
        let reading = self.reading_of(&line, means);
        let waiting = reading.is_waiting();
        self.line.reading = Some(reading);
        if self.line.pending && !waiting {
            self.line.pending = false;
            effects.extend(self.fill_from_line());
            effects.extend(self.keep_free_times());
            return effects;
        }
        effects.extend(Directory::ALL.into_iter().filter_map(|directory| self.ask_for_first_time(directory)));
        if waiting && !self.may_learn_more() {
            self.line.pending = false;
        }
        effects
    }

    /// Whether a list or a search is on its way that may say who is meant.
    pub(super) fn may_learn_more(&self) -> bool {
        self.is_seeking() || self.lists.any_on_its_way()
    }

    fn resolved_line(&self) -> (Line, Resolved) {
        let line = parse(self.line.input.value(), &self.setting().clock);
        let people = self.people_on(&line, &[Directory::Patients, Directory::Profiles]);
        let patients: Option<Vec<Patient<'_>>> =
            people.as_ref().map(|people| people.iter().map(Patient::from).collect());
        let providers = self.providers(&[Directory::Practitioners, Directory::Locations]);
        let roster = Roster {
            here: self.backend,
            patients: patients.as_deref(),
            providers: providers.as_deref(),
            templates: &self.setup.templates,
            language: self.setup.language,
            naming: self.naming,
        };
        let means = resolve(&line, &roster);
        (line, means)
    }

    fn reading_of(&self, line: &Line, means: Resolved) -> Reading {
        let seeking = means.backend == Backend::Clinik && self.is_seeking();
        let awaits_panels = self.awaits_panels(means.template);
        // Until the server has answered, nobody can say that nobody fits.
        let first = means.problems.first().filter(|_| !seeking);
        let token = first.and_then(|problem| line.tokens.get(*problem.tokens.first()?));
        Reading {
            says: match first {
                Some(_) if self.lacks_list(means.backend) => {
                    say!(self.setup.language, "line-no-lists-at", backend = means.backend.name())
                }
                Some(problem) => format!("{} {}", problem.what, problem.advice),
                None => self.says(&means, seeking),
            },
            doubtful: first.is_some(),
            picks: first.map(|problem| problem.picks.clone()).unwrap_or_default(),
            doubt: token.map_or(0..0, |token| token.from..token.to),
            means,
            seeking,
            awaits_panels,
        }
    }

    fn lacks_list(&self, backend: Backend) -> bool {
        let failed = |directory: &Directory| matches!(self.lists.list(*directory), Remote::Failed(_, None));
        LOOKED_IN.iter().filter(|directory| directory.backend() == backend).any(failed)
    }

    /// How the line is understood, in a few words, and whether that may still change.
    fn says(&self, means: &Resolved, seeking: bool) -> String {
        let language = self.setup.language;
        let mut said: Vec<String> = means.echo.iter().map(|(_, text)| text.clone()).collect();
        said.extend(self.time_says(means));
        match means.backend {
            Backend::Clinik => {
                said.extend(seeking.then(|| say!(language, "list-searching", backend = means.backend.name())))
            }
            Backend::Aniva => said.extend(self.reading_says(Directory::Profiles)),
        }
        said.join(" · ")
    }

    /// What the words about time mean; and whose clock that is on, where it isn't the desk's.
    fn time_says(&self, means: &Resolved) -> Vec<String> {
        let (clock, language) = (self.clock_of(means), self.setup.language);
        let words: Vec<&str> = means.time.iter().map(String::as_str).collect();
        let wish = match time::wish(&words, &clock) {
            Ok(_) if words.is_empty() => return vec![say!(language, "line-first-free").to_owned()],
            Ok(wish) => wish.say(language),
            Err(problem) => return vec![problem.what(language)],
        };
        if clock.zone == self.setup.zone {
            return vec![wish];
        }
        match time::read(&words.join(" "), &clock) {
            Ok(at) => vec![self.on_both_clocks(at, clock.zone)],
            Err(_) => {
                let town = time::town(clock.zone, language);
                vec![wish, say!(language, "grid-clock", town = town)]
            }
        }
    }

    /// The clock that the times of a line are read on: that of the location it names, else of the form it goes
    /// into.
    pub(super) fn clock_of(&self, means: &Resolved) -> Clock {
        match &means.provider {
            Found::One(provider) => self.clock_at(means.backend, provider),
            _ => self.setting_of(means.backend).clock,
        }
    }

    /// What these lists know, or nothing while one is on its way. One that can't be had knows nothing.
    fn known(&self, directories: &[Directory]) -> Option<Vec<(Directory, &Catalogue)>> {
        let mut known = Vec::new();
        for directory in directories {
            match (self.lists.list(*directory), self.lists.list(*directory).value()) {
                (_, Some(catalogue)) => known.push((*directory, catalogue)),
                (Remote::Failed(..) | Remote::Stopped(_), None) => {}
                (_, None) => return None,
            }
        }
        Some(known).filter(|known| !known.is_empty())
    }

    /// Everyone in these lists whom a word of the line may mean.
    pub(super) fn people_on(&self, line: &Line, directories: &[Directory]) -> Option<Vec<Person>> {
        let known = self.known(directories)?;
        Some(known.into_iter().flat_map(|(_, catalogue)| catalogue.candidates(line)).collect())
    }

    /// Every practitioner and location these lists know.
    pub(super) fn providers(&self, directories: &[Directory]) -> Option<Vec<Provider<'_>>> {
        let mut providers = Vec::new();
        for (directory, catalogue) in self.known(directories)? {
            let provider = |entry| Provider::new(directory.backend(), entry, catalogue.code(entry));
            providers.extend(catalogue.entries().map(provider));
        }
        Some(providers)
    }
}
