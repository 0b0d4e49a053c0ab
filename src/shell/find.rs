//! Finds people, practitioners, locations and free times, with the lists and searches of the desk.

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use serde_json::{Value, json};

use booking::time::{self, Wish};
use booking::{
    ClinicId, Directory, Entry, FieldId, FieldRole, Finder, Patient, PeopleQuery, Person, Problem,
    Spot, why_unread,
};
use desk::{Action, Command};

use i18n::say;
use office::{Catalogue, Remote};

use super::{Driver, READ_TIMEOUT, Unanswered};

/// The names of the cells of a [`Hit`].
pub const HIT_HEADS: [&str; 5] = ["backend", "id", "code", "name", "detail"];

/// A person or place that was found.
#[derive(Clone)]
pub struct Hit {
    /// The clinic that keeps it.
    pub clinic: ClinicId,
    /// The id at the clinic.
    pub id: String,
    /// The display name.
    pub name: String,
    /// Birth date, and what tells namesakes apart; specialty or address.
    pub detail: String,
    /// The two-letter code; empty for patients.
    pub code: String,
}

impl Hit {
    /// Returns the cells of a table row.
    pub fn cells(&self) -> Vec<String> {
        let Hit {
            clinic,
            id,
            name,
            detail,
            code,
        } = self;
        vec![
            clinic.word().to_owned(),
            id.clone(),
            code.clone(),
            name.clone(),
            detail.clone(),
        ]
    }

    /// Returns the hit as JSON.
    pub fn json(&self) -> Value {
        json!({
            "backend": self.clinic.word(),
            "id": self.id,
            "name": self.name,
            "detail": self.detail,
            "code": Some(&self.code).filter(|code| !code.is_empty()),
        })
    }
}

/// The entries of a list that match.
pub struct Hits {
    /// The best first.
    pub hits: Vec<Hit>,
    /// Why there may be more of them, if the clinic has not sent its whole list.
    pub cut_off: Option<String>,
}

impl Driver {
    /// Returns the entries of a list that match a text; all entries if the text is empty.
    ///
    /// # Errors
    /// Returns why the list can't be read.
    pub fn find(&mut self, directory: Directory, text: &str) -> Result<Hits, String> {
        let clinic = directory.clinic();
        let field = if directory == clinic.people() {
            clinic.patient_field()
        } else {
            clinic.provider_field()
        };
        self.go_to(clinic, field);
        self.act(Action::ClearField);
        self.type_text(text.trim());
        self.settle(READ_TIMEOUT);
        let desk = self.desk();
        let known = match desk.office.lists.list(directory) {
            Remote::Failed(failure, None) => {
                return Err(why_unread(failure, clinic, desk.setup.language));
            }
            list => list.value().ok_or_else(|| {
                say!(
                    desk.setup.language,
                    "shell-no-answer",
                    clinic = clinic.name()
                )
            })?,
        };
        // Patients that the list lacks are searched for at the server, if it can be done and there is a text.
        let is_searched = directory == clinic.people()
            && clinic.can().has_patient_search
            && !text.trim().is_empty();
        let is_cut_off = !known.is_complete() && !is_searched;
        let cut_off = is_cut_off.then(|| {
            let name = clinic.name();
            say!(desk.setup.language, "waiting-not-whole", clinic = name)
        });
        let hits = self.hits(directory, known, text.trim());
        self.act(Action::ClearField);
        Ok(Hits { hits, cut_off })
    }

    fn hits(&self, directory: Directory, known: &Catalogue, text: &str) -> Vec<Hit> {
        let desk = self.desk();
        let hit = |entry: &Entry, code: Option<&str>| {
            let (name, detail) = desk.naming.entry(entry, desk.setup.language);
            let code = code.unwrap_or_default().to_owned();
            Hit {
                clinic: directory.clinic(),
                id: entry.id.clone(),
                name,
                detail,
                code,
            }
        };
        match known.people() {
            Some(register) => {
                let query = PeopleQuery::new(text, &desk.setting().clock);
                let matches = register
                    .find(&query, usize::MAX, &|| false)
                    .unwrap_or_default();
                // A merely similar name is no hit.
                let people = matches.people.iter().filter(|_| !matches.nearly);
                let people: Vec<&Person> = people.collect();
                let patients: Vec<Patient<'_>> =
                    people.iter().map(|person| Patient::from(*person)).collect();
                let marks = desk.naming.apart(&patients, desk.setup.language);
                let hits = people.iter().zip(marks).map(|(person, mark)| {
                    let hit = hit(&Entry::from(*person), None);
                    let parts: Vec<String> = [hit.detail].into_iter().chain(mark).collect();
                    Hit {
                        detail: parts.join(" · "),
                        ..hit
                    }
                });
                hits.collect()
            }
            None => {
                let fitting = known.found_by(&Finder::new(text)).into_iter();
                fitting.map(|entry| hit(entry, known.code(entry))).collect()
            }
        }
    }

    /// Returns the free times of a practitioner or location, on the days named by `on` in the words of the
    /// entry line (`fr`, `+1w`), else on the next days. With `minutes`, only times that last that long.
    ///
    /// # Errors
    /// Returns why the provider or the days are not known, or why nothing can be read.
    pub fn free_times(
        &mut self,
        clinic: ClinicId,
        provider: &str,
        on: Option<&str>,
        minutes: Option<u32>,
    ) -> Result<Vec<(DateTime<Tz>, String)>, Unanswered> {
        self.name_provider(clinic, provider)?;
        if let (Some(field), Some(minutes)) = (clinic.field(FieldRole::Minutes), minutes) {
            self.go_to(clinic, field);
            self.paste(&minutes.to_string());
        }
        let length = minutes.map_or(TimeDelta::zero(), |minutes| {
            TimeDelta::minutes(minutes.into())
        });
        let wish = on.map(|on| self.wish(on)).transpose()?;
        self.act(Action::FreeTimes);
        self.paste(on.unwrap_or_default());
        self.settle(READ_TIMEOUT);
        let desk = self.desk();
        let start = clinic.start_field();
        let why = || {
            desk::why_not_free(desk, wish.map_or(desk::today(desk), |wish| wish.from))
                .unwrap_or_default()
        };
        let none = say!(desk.setup.language, "shell-no-free-times");
        let free = desk::free_times(desk)
            .ok_or_else(|| Problem::error(Spot::Field(start), none, why()))?;
        let zone = desk.zone();
        let starts = free
            .bookable(desk.office.moment.now, length)
            .map(|slot| slot.start)
            .filter(|at| wish.is_none_or(|wish| wish.admits(*at, zone)));
        Ok(starts
            .map(|at| (at.with_timezone(&zone), desk.on_both_clocks(at, zone)))
            .collect())
    }

    /// Reads the days named by `on`, in the words of the entry line.
    pub(super) fn wish(&self, on: &str) -> Result<Wish, Problem> {
        let words: Vec<&str> = on.split_whitespace().collect();
        let desk = self.desk();
        let language = desk.setup.language;
        time::wish(&words, &desk.setting().clock).map_err(|problem| {
            let start = desk.clinic.start_field();
            Problem::error(
                Spot::Field(start),
                format!("{}.", problem.what(language)),
                problem.advice(language),
            )
        })
    }

    /// Fills in the provider by id, name or code.
    pub(super) fn name_provider(
        &mut self,
        clinic: ClinicId,
        provider: &str,
    ) -> Result<(), Unanswered> {
        let field = clinic.provider_field();
        self.go_to(clinic, field);
        self.put(field, provider)?;
        self.settle(READ_TIMEOUT);
        Ok(())
    }

    /// Focuses a field of a clinic's form.
    pub(super) fn go_to(&mut self, clinic: ClinicId, field: FieldId) {
        self.command(Command::Focus(clinic, field));
    }
}
