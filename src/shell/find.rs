//! Finds people, practitioners, locations and free times.

use chrono::{DateTime, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use zones::Zone;

use booking::line::Patient;
use booking::time::{Minutes, Wish};
use booking::{
    ClinicId, Directory, Entry, FieldRole, Finder, PeopleQuery, Person, Problem, Provider, Spot,
    Template, VisitRules, why_unread,
};
use i18n::say;
use office::{Catalogue, FreeTimes, Remote, days_searched};

use super::{Driver, FreeQuery, READ_TIMEOUT, Unanswered};
use crate::runtime::{read_free_times, read_lists};

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
    /// Returns the clinics that may know a practitioner or location: those with exactly this code, id or name, else all
    /// of them.
    pub fn clinics_with(&mut self, who: &str, only: Option<ClinicId>) -> Vec<ClinicId> {
        let all = self.clinics(only);
        let is_exact = |hit: &Hit| {
            [&hit.code, &hit.id, &hit.name]
                .iter()
                .any(|text| text.eq_ignore_ascii_case(who))
        };
        let mut knows = |clinic: &ClinicId| {
            self.find(clinic.providers(), who)
                .is_ok_and(|found| found.hits.iter().any(is_exact))
        };
        let exact: Vec<ClinicId> = all.iter().copied().filter(|clinic| knows(clinic)).collect();
        if exact.is_empty() { all } else { exact }
    }

    /// Returns the entries of a list that match a text; all entries if the text is empty.
    ///
    /// # Errors
    /// Returns why the list can't be read.
    pub fn find(&mut self, directory: Directory, text: &str) -> Result<Hits, String> {
        let clinic = directory.clinic();
        let text = text.trim();
        if text.is_empty() && !self.office().reads_ahead(directory) {
            self.work(|office| office.read_list_again(directory));
            self.settle(READ_TIMEOUT);
        } else {
            let Ok(()) = read_lists(self, [directory]);
        }
        if directory == clinic.people() {
            self.search_patients(clinic, text, false);
        }
        let known = match self.office().lists.list(directory) {
            Remote::Failed(failure, None) => {
                return Err(why_unread(failure, clinic, self.language));
            }
            list => list
                .value()
                .ok_or_else(|| say!(self.language, "shell-no-answer", clinic = clinic.name()))?,
        };
        // Patients that the list lacks are searched for at the server, if it can be done and there is a text.
        let is_searched =
            directory == clinic.people() && clinic.can().has_patient_search && !text.is_empty();
        let is_cut_off = !known.is_complete() && !is_searched;
        let cut_off =
            is_cut_off.then(|| say!(self.language, "waiting-not-whole", clinic = clinic.name()));
        let hits = self.hits(directory, known, text);
        Ok(Hits { hits, cut_off })
    }

    fn hits(&self, directory: Directory, known: &Catalogue, text: &str) -> Vec<Hit> {
        let words = self.words();
        let hit = |entry: &Entry, code: Option<&str>| {
            let (name, detail) = words.naming.entry(entry, words.language);
            let code = code.unwrap_or_default().to_owned();
            Hit {
                clinic: directory.clinic(),
                id: entry.id.clone(),
                name,
                detail,
                code,
            }
        };
        let Some(register) = known.people() else {
            let fitting = known.found_by(&Finder::new(text)).into_iter();
            return fitting.map(|entry| hit(entry, known.code(entry))).collect();
        };
        let zone = words.office.setup.zone_of(directory.clinic(), None);
        let query = PeopleQuery::new(text, &words.clock_in(zone));
        let matches = register
            .find(&query, usize::MAX, &|| false)
            .unwrap_or_default();
        // A merely similar name is no hit.
        let people = matches.people.iter().filter(|_| !matches.nearly);
        let people: Vec<&Person> = people.collect();
        let patients: Vec<Patient<'_>> =
            people.iter().map(|person| Patient::from(*person)).collect();
        let marks = words.naming.apart(&patients, words.language);
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

    /// Returns the free times of a practitioner or location.
    ///
    /// # Errors
    /// Returns why the provider or the days are not known, or why nothing can be read.
    pub fn free_times(
        &mut self,
        clinic: ClinicId,
        provider: &str,
        of: FreeQuery<'_>,
    ) -> Result<Vec<(DateTime<Zone>, String)>, Unanswered> {
        let id = self.provider_named(clinic, provider)?;
        let wish = of.on.map(|on| self.wish(clinic, &id, on)).transpose()?;
        let start = Spot::Field(clinic.start_field());
        let none = say!(self.language, "shell-no-free-times");
        let unread = |why: &str| Unanswered::from(Problem::error(start, none, why));
        let Some(provider) = Provider::named(clinic, &id) else {
            return Err(unread(say!(self.language, "free-of-nobody")));
        };
        let template = of.template.map(|typed| self.template_named(clinic, typed));
        let template = template.transpose()?;
        let minutes = of.minutes.or(template.as_ref().map(Template::minutes));
        let rules = template.as_ref().map(Template::rules);
        // A clinic whose visits have no length is asked for any time.
        let length = minutes.filter(|_| clinic.field(FieldRole::Minutes).is_some());
        let times = self.read_free_times(
            provider,
            length.and_then(|length| Minutes::new(length.into())),
            wish,
            rules.unwrap_or(&VisitRules::default()),
        );
        let zone = times.question().zone;
        let first_day = wish.map_or(times.question().today, |wish| wish.from);
        let Some(free) = self.office().known_free(&times) else {
            return Err(unread(self.why_not_free(&times, first_day)));
        };
        let length = minutes.map_or(TimeDelta::zero(), |minutes| {
            TimeDelta::minutes(minutes.into())
        });
        let starts = free
            .bookable(self.office().moment.now, length)
            .map(|slot| slot.start)
            .filter(|at| wish.is_none_or(|wish| wish.admits(*at, zone)))
            .filter(|at| self.office().keeps_to_rules(&times, *at));
        Ok(starts
            .map(|at| {
                let text = self.words().on_both_clocks(at, zone);
                (at.with_timezone(&zone), text)
            })
            .collect())
    }

    /// Reads free times a fortnight at a time, until one is found that the wish admits, or all days are read.
    pub(super) fn read_free_times(
        &mut self,
        provider: Provider,
        length: Option<Minutes>,
        wish: Option<Wish>,
        rules: &VisitRules,
    ) -> FreeTimes {
        let question = self.office().free_times_question(provider, length);
        let today = question.today;
        let (from, to) = days_searched(today, today, question.last, wish.as_ref());
        let zone = question.zone;
        let mut times = FreeTimes::new(question);
        times.keep_to(rules);
        let mut next = Some(from);
        while let Some(day) = next {
            let Ok(()) = read_free_times(self, &mut times, day, length);
            let now = self.office().moment.now;
            let is_admitted = |at: DateTime<chrono::Utc>| {
                at > now
                    && wish.is_none_or(|wish| wish.admits(at, zone))
                    && self.office().keeps_to_rules(&times, at)
            };
            let is_found = self
                .office()
                .known_free(&times)
                .is_some_and(|free| free.slots.iter().any(|slot| is_admitted(slot.start)));
            if is_found || times.has_failed() || self.is_stopped() {
                break;
            }
            next = times.first_unasked(from, to);
        }
        times
    }

    /// Returns why the free times of a day can't be read, with advice.
    fn why_not_free(&self, times: &FreeTimes, day: NaiveDate) -> &'static str {
        times
            .failure(day)
            .map_or("", |failure| self.words().why_not_free(failure))
    }
}
