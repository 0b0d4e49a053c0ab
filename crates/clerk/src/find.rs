//! Finds people, practitioners, locations and free times.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use zones::Zone;

use booking::line::Patient;
use booking::time::{self, Minutes};
use booking::{
    ClinicId, Directory, Entry, Failure, Finder, Language, PeopleQuery, Problem, Provider, Spot,
    Template, has_words, is_like_an_id, why_unread,
};
use i18n::say;
use office::{Catalogue, Remote, SearchEnd, VisitNeeds, last_day_before};

use super::line::at_start;
use super::{AtWork, Clerk, FreeQuery, READ_TIMEOUT, Unanswered};
use crate::read_lists;
use crate::reading_drafts::find_free_time;

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
    /// Birth date, and what distinguishes namesakes; specialty or address.
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

    /// Returns whether a text is its code, id or name.
    fn is_exactly(&self, text: &str) -> bool {
        let names = [&self.code, &self.id, &self.name];
        names.iter().any(|name| name.eq_ignore_ascii_case(text))
    }

    /// Returns whether each word of a text is a word of its name.
    fn is_called(&self, text: &str) -> bool {
        has_words(&self.name, text)
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
    /// Why there may be others, if not all matches are known.
    pub others: Option<NotFound>,
}

/// Why not all matching entries of a list were found, or none.
pub struct NotFound {
    /// The reason, as a sentence.
    pub why: String,
    /// Whether the clinic could not be reached.
    pub is_unreached: bool,
}

impl NotFound {
    /// Creates the reason that a clinic did not answer.
    fn unread(failure: &Failure, clinic: ClinicId, language: Language) -> NotFound {
        NotFound {
            why: why_unread(failure, clinic, language),
            is_unreached: failure.is_without_answer(),
        }
    }
}

/// Creates the reason that a clinic answered only in part.
impl From<String> for NotFound {
    fn from(why: String) -> NotFound {
        NotFound {
            why,
            is_unreached: false,
        }
    }
}

impl<O: AtWork> Clerk<O> {
    /// Returns the clinics that may know a practitioner or location: those with exactly this code, id or name, else all
    /// of them.
    ///
    /// # Errors
    /// Returns why a clinic's list can't be read, if the name may be another one's there: no other clinic has one that
    /// is called so in a whole word.
    pub fn clinics_with(
        &mut self,
        who: &str,
        only: Option<ClinicId>,
    ) -> Result<Vec<ClinicId>, NotFound> {
        let who = who.trim();
        let all = self.clinics(only);
        let mut exact = Vec::new();
        let mut is_called_so = false;
        let mut unread = None;
        for clinic in &all {
            match self.find(clinic.providers(), who) {
                Ok(found) if found.hits.iter().any(|hit| hit.is_exactly(who)) => {
                    exact.push(*clinic);
                }
                Ok(found) => is_called_so |= found.hits.iter().any(|hit| hit.is_called(who)),
                Err(why) => unread = unread.or(Some(why)),
            }
        }
        match unread {
            _ if !exact.is_empty() => Ok(exact),
            Some(NotFound { why, is_unreached }) if !is_called_so && !is_like_an_id(who) => {
                let why = say!(self.language, "shell-not-looked-up", who, why);
                Err(NotFound { why, is_unreached })
            }
            _ => Ok(all),
        }
    }

    /// Returns the entries of a list that match a text; all if it is empty.
    ///
    /// # Errors
    /// Returns why the list can't be read.
    pub fn find(&mut self, directory: Directory, text: &str) -> Result<Hits, NotFound> {
        let clinic = directory.clinic();
        let text = text.trim();
        if text.is_empty() && !self.office().reads_ahead(directory) {
            self.work(|office| office.read_list_again(directory));
            self.settle(READ_TIMEOUT);
        } else {
            let Ok(()) = read_lists(self, [directory]);
        }
        let end = if directory == clinic.people() {
            self.search_patients(clinic, text, false)
        } else {
            SearchEnd::default()
        };
        let known = match self.office().lists.list(directory) {
            Remote::Failed(failure, None) => {
                return Err(NotFound::unread(failure, clinic, self.language));
            }
            list => list.value().ok_or_else(|| NotFound {
                why: say!(self.language, "shell-no-answer", clinic = clinic.name()),
                is_unreached: true,
            })?,
        };
        // Patients that the list lacks are searched for on the server, if it can do that and there is a text.
        let is_searched =
            directory == clinic.people() && clinic.can().has_patient_search && !text.is_empty();
        let others = if let Some(failure) = end.failure() {
            Some(NotFound::unread(failure, clinic, self.language))
        } else if !end.is_whole() {
            self.words().search_remark(clinic, &end).map(NotFound::from)
        } else if known.is_complete() || is_searched {
            None
        } else {
            let why = say!(self.language, "waiting-not-whole", clinic = clinic.name());
            Some(NotFound::from(why))
        };
        let hits = self.hits(directory, known, text);
        Ok(Hits { hits, others })
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
        if matches.nearly {
            return Vec::new();
        }
        let people = &matches.people;
        let patients: Vec<Patient<'_>> = people.iter().map(Patient::from).collect();
        let marks = words.naming.apart(&patients, words.language);
        let hits = people.iter().zip(marks).map(|(person, mark)| {
            let hit = hit(&Entry::from(person), None);
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
    /// Returns why the provider or the days are unknown, or why nothing can be read.
    pub fn free_times(
        &mut self,
        clinic: ClinicId,
        provider: &str,
        of: FreeQuery<'_>,
    ) -> Result<Vec<(DateTime<Zone>, String)>, Unanswered> {
        let id = self.provider_named(clinic, provider)?;
        let wish = self.wish(clinic, &id, of.on.unwrap_or_default())?;
        let start = Spot::Field(clinic.start_field());
        let none = say!(self.language, "shell-no-free-times");
        let unread = |why: &str| Unanswered::from(Problem::error(start, none, why));
        let Some(provider) = Provider::named(clinic, &id) else {
            return Err(unread(say!(self.language, "free-of-nobody")));
        };
        let template = of.template.map(|typed| self.template_named(clinic, typed));
        let template = template.transpose()?;
        let minutes = of.minutes.or(template.as_ref().map(Template::minutes));
        let length = minutes.and_then(|minutes| Minutes::new(minutes.into()));
        let rules = template.as_ref().map(Template::rules);
        let needs = VisitNeeds {
            length,
            rules: rules.cloned().unwrap_or_default(),
            wished: None,
        };
        let today = self
            .office()
            .free_times_question(provider.clone(), length)
            .today;
        if let Some(last) = last_day_before(&wish, clinic, today) {
            let last = time::day(last, self.language);
            return Err(at_start(clinic, say!(self.language, "hold-too-far", last)));
        }
        let search = needs.search().with_wish(&wish);
        let Ok((times, found)) = find_free_time(self, provider, search);
        if let Err(why) = found
            && why.is_unread()
        {
            let failure = times.first_failure();
            let why = failure.map_or("", |failure| self.words().why_not_free(failure));
            return Err(Unanswered {
                unread: failure.cloned().map(Box::new),
                ..unread(why)
            });
        }
        let zone = times.question().zone;
        let starts = self.office().starts_offered(&times, search);
        let words = self.words();
        let hit = |at: DateTime<Utc>| (at.with_timezone(&zone), words.on_both_clocks(at, zone));
        Ok(starts.into_iter().map(hit).collect())
    }
}
