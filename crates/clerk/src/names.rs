//! Finds practitioners, locations and patients by any name or id that people use for them.

use booking::time::Clock;
use booking::{
    ClinicId, Directory, Entry, Failure, FieldId, Finder, Matches, Patient, PatientQuery,
    PatientWish, PeopleQuery, Problem, Spot, id_end, is_like_an_id, is_part_of_id,
};
use i18n::say;
use office::{EntryRead, Remote, SearchEnd};

use super::{AtWork, Clerk, READ_TIMEOUT, Unanswered};
use crate::{read_lists, search_patients};

impl<O: AtWork> Clerk<O> {
    /// Searches a clinic's server for matching patients that the list lacks. `is_no_id` says that the text is known not
    /// to be an id. Returns whether all matches are known.
    pub(super) fn search_patients(
        &mut self,
        clinic: ClinicId,
        typed: &str,
        is_no_id: bool,
    ) -> SearchEnd {
        let clock = self.clock_of(clinic);
        let mut queries = self.office().searches_for(clinic, typed, &clock);
        queries.retain(|query| !is_no_id || !matches!(query, PatientQuery::Id(_)));
        let Ok(end) = search_patients(self, clinic, queries);
        end
    }

    /// Returns the clock of a clinic, without anybody's opening hours.
    fn clock_of(&self, clinic: ClinicId) -> Clock {
        let zone = self.office().setup.zone_of(clinic, None);
        self.words().clock_in(zone)
    }

    /// Returns the id of the practitioner or location that a text names: by id, by code, or by a unique name.
    ///
    /// # Errors
    /// Returns the possible matches, or why none is known.
    pub(super) fn provider_named(
        &mut self,
        clinic: ClinicId,
        typed: &str,
    ) -> Result<String, Unanswered> {
        let Ok(()) = read_lists(self, [clinic.providers(), clinic.people()]);
        self.entry_named(clinic.provider_field(), clinic.providers(), typed.trim())
    }

    /// Returns the id of the list entry that a field's text names.
    ///
    /// # Errors
    /// Returns the possible matches, or why none is known.
    pub(super) fn entry_named(
        &mut self,
        field: FieldId,
        directory: Directory,
        typed: &str,
    ) -> Result<String, Unanswered> {
        let clinic = directory.clinic();
        let spot = Spot::Field(field);
        let Ok(()) = read_lists(self, [directory]);
        if let Some(known) = self.office().lists.known(directory, typed) {
            return Ok(known.id.clone());
        }
        if is_uuid(typed) {
            return Ok(typed.to_owned());
        }
        let mut search = SearchEnd::default();
        let mut is_no_id = false;
        if directory == clinic.people() {
            let lookup = self.read_patient_of_id(clinic, typed);
            if matches!(lookup, Some(EntryRead::Found(_))) {
                return Ok(typed.to_owned());
            }
            is_no_id = lookup.as_ref().is_some_and(EntryRead::is_missing);
            search = self.search_patients(clinic, typed, is_no_id);
            if let Some(known) = self.office().lists.known(directory, typed) {
                return Ok(known.id.clone());
            }
        }
        if let Some(failure) = self.failure_of_list(directory)
            && !is_like_an_id(typed)
        {
            return Err(Unanswered::unread(spot, failure, clinic, self.language));
        }
        let Some(list) = self.office().lists.list(directory).value() else {
            return Ok(typed.to_owned());
        };
        if let Some(register) = list.people() {
            let query = PeopleQuery::new(typed, &self.clock_of(clinic));
            let found = register.find(&query, MOST_NAMED, &|| false);
            let found = found.unwrap_or_default();
            if let Some(failure) = search.failure()
                && (found.people.is_empty() || found.nearly)
                && !is_like_an_id(typed)
            {
                return Err(Unanswered::unread(spot, failure, clinic, self.language));
            }
            let (candidates, remark) = self.people_meant(directory, found);
            let remark = self.words().search_remark(clinic, &search).or(remark);
            if candidates.is_empty() && is_no_id {
                return Err(self.not_one(spot, typed, &[], None).into());
            }
            return self.one_of(spot, typed, &candidates, remark);
        }
        let found = list.found_by(&Finder::new(typed));
        let candidates: Vec<PossibleMatch> = found
            .into_iter()
            .map(|entry| self.candidate(entry, list.code(entry).map(str::to_owned)))
            .collect();
        let not_whole = (candidates.is_empty() && !list.is_complete())
            .then(|| say!(self.language, "waiting-not-whole", clinic = clinic.name()));
        let remark = self.remark_on(directory, candidates.len().saturating_sub(MOST_NAMED));
        let remark = remark.or(not_whole);
        self.one_of(spot, typed, &candidates, remark)
    }

    /// Returns whether a list has an entry with this id.
    ///
    /// # Errors
    /// Returns why the list could not be read.
    pub(super) fn is_listed(
        &self,
        field: FieldId,
        directory: Directory,
        id: &str,
    ) -> Result<bool, Unanswered> {
        if self.office().lists.known(directory, id).is_some() {
            return Ok(true);
        }
        match self.failure_of_list(directory) {
            Some(failure) => {
                let spot = Spot::Field(field);
                let clinic = directory.clinic();
                Err(Unanswered::unread(spot, failure, clinic, self.language))
            }
            None => Ok(false),
        }
    }

    /// Reads a patient by id, at a clinic whose API returns patients' records. `None` if the text can't be an id, or
    /// may be a patient's data.
    fn read_patient_of_id(&mut self, clinic: ClinicId, typed: &str) -> Option<EntryRead> {
        let list = clinic.people();
        let is_id = is_like_an_id(typed) && list.id(typed).is_some();
        let may_be_other = || PatientWish::parse(typed, &self.clock_of(clinic)).is_some();
        if !clinic.api().states_records() || !is_id || may_be_other() {
            return None;
        }
        self.work(|office| office.read_entry(list, typed.to_owned()));
        self.settle(READ_TIMEOUT);
        self.office().lists.entry_read(list, typed).cloned()
    }

    /// Returns patients as possible matches, each with what distinguishes namesakes, and the remark that there may be
    /// others.
    fn people_meant(
        &self,
        directory: Directory,
        found: Matches,
    ) -> (Vec<PossibleMatch>, Option<String>) {
        let words = self.words();
        let patients: Vec<Patient<'_>> = found.people.iter().map(Patient::from).collect();
        let tails = words.naming.apart(&patients, self.language);
        let candidates: Vec<PossibleMatch> = found
            .people
            .iter()
            .zip(tails)
            .map(|(person, tail)| self.candidate(&Entry::from(person), tail))
            .collect();
        let remark = if candidates.is_empty() {
            let nobody = || Some(say!(self.language, "list-nobody").to_owned());
            words.list_remark(directory, 0).or_else(nobody)
        } else if found.nearly {
            Some(say!(self.language, "list-nearly").to_owned())
        } else {
            self.remark_on(directory, found.more)
        };
        (candidates, remark)
    }

    /// Returns the remark that `more` matching entries are not shown.
    fn remark_on(&self, directory: Directory, more: usize) -> Option<String> {
        let words = self.words();
        words
            .list_remark(directory, more)
            .or_else(|| words.more_remark(more))
    }

    /// Returns an entry as a possible match. `tail` distinguishes it from its namesakes.
    fn candidate(&self, entry: &Entry, tail: Option<String>) -> PossibleMatch {
        let (name, detail) = self.words().naming.entry(entry, self.language);
        PossibleMatch {
            id: entry.id.clone(),
            name,
            detail,
            tail: tail.unwrap_or_else(|| id_end(&entry.id)),
        }
    }

    /// Returns the id of the only possible match; `remark` says that there may be others.
    fn one_of(
        &self,
        spot: Spot,
        typed: &str,
        candidates: &[PossibleMatch],
        remark: Option<String>,
    ) -> Result<String, Unanswered> {
        let by_id = |one: &&PossibleMatch| {
            let named = format!("{} {}", one.name, one.detail);
            is_part_of_id(typed, &one.id, &named, &one.tail)
        };
        let ids: Vec<&str> = candidates
            .iter()
            .filter(by_id)
            .map(|one| one.id.as_str())
            .collect();
        if !ids.is_empty() && ids.len() == candidates.len() {
            let what = say!(
                self.language,
                "shell-part-of-id",
                typed,
                ids = ids.join(", ")
            );
            return Err(Unanswered {
                is_usage: true,
                ..Problem::error(spot, what, "").into()
            });
        }
        let by_tail = || only_one(candidates, |one| one.tail.eq_ignore_ascii_case(typed));
        let by_name = || {
            only_one(candidates, |one| {
                one.name.to_lowercase() == typed.to_lowercase()
            })
        };
        // The list may lack others with that name.
        let is_certain = remark.is_none();
        let only = match candidates {
            [only] if is_certain => Some(only),
            _ if is_certain => by_tail().or_else(by_name),
            _ => by_tail(),
        };
        match only {
            Some(only) => Ok(only.id.clone()),
            None if candidates.is_empty() && is_like_an_id(typed) => Ok(typed.to_owned()),
            None => Err(self.not_one(spot, typed, candidates, remark).into()),
        }
    }

    /// Returns the problem of a text with no match or several.
    fn not_one(
        &self,
        spot: Spot,
        typed: &str,
        candidates: &[PossibleMatch],
        remark: Option<String>,
    ) -> Problem {
        let what = match candidates.len() {
            0 => say!(self.language, "shell-nobody", typed),
            1 => say!(self.language, "shell-nobody-for-certain", typed),
            _ => say!(self.language, "shell-several", typed),
        };
        let lines: Vec<String> = candidates
            .iter()
            .take(MOST_NAMED)
            .map(PossibleMatch::to_text)
            .chain(remark)
            .collect();
        let advice = if lines.is_empty() {
            String::new()
        } else {
            say!(self.language, "shell-say-which", choices = lines.join("; "))
        };
        Problem::error(spot, what, advice)
    }

    /// Returns why a list could not be read, if so.
    pub(super) fn failure_of_list(&self, directory: Directory) -> Option<&Failure> {
        match self.office().lists.list(directory) {
            Remote::Failed(failure, None) => Some(failure),
            _ => None,
        }
    }
}

/// The maximum number of possible matches in a refusal.
const MOST_NAMED: usize = 9;

/// Somebody who may be meant by a text.
struct PossibleMatch {
    id: String,
    name: String,
    detail: String,
    /// The code, the detail that distinguishes namesakes, or the end of the id.
    tail: String,
}

impl PossibleMatch {
    fn to_text(&self) -> String {
        // The id is shown first, so a tail that repeats its end adds nothing.
        let tail = Some(&self.tail).filter(|tail| !self.id.ends_with(tail.trim_start_matches('…')));
        let parts = [&self.name, &self.detail]
            .into_iter()
            .chain(tail)
            .map(|part| part.trim());
        let texts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        format!("{}: {}", self.id, texts.join(", "))
    }
}

/// Returns the match, if exactly one fits.
fn only_one(
    candidates: &[PossibleMatch],
    fits: impl Fn(&PossibleMatch) -> bool,
) -> Option<&PossibleMatch> {
    let mut fitting = candidates.iter().filter(|one| fits(one));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

fn is_uuid(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok()
}
