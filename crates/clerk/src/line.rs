//! A booking from an entry line: the first free time that it admits is taken.

use booking::line::{LineRequest, ListMatch, Pick, Resolved, parse};
use booking::sanitize::sanitize;
use booking::time::{self, Minutes, Wish};
use booking::{
    ClinicId, Directory, Draft, Failure, FieldRole, Problem, Provider, Spot, VisitRules,
};
use chrono::{DateTime, Utc};
use i18n::say;
use office::{FreeTimes, LineRead, NoFreeTime, SearchEnd};
use words::nothing_free;

use super::book::FilledDraft;
use super::{AtWork, Clerk, Unanswered};
use crate::{FoundTime, ReadLine, find_free_time, read_entry_line, read_hours, read_upcoming};

/// The maximum number of people of a similar name that a refusal names.
const MOST_SIMILAR: usize = 9;
/// The number of free times named where none fits.
pub(super) const MOST_NEXT: usize = 3;

impl<O: AtWork> Clerk<O> {
    /// Returns the draft of a line, with the first free time that it admits. With `only`, a line that means another
    /// clinic is refused.
    ///
    /// # Errors
    /// Returns what can't be understood, or that no time is free.
    pub(super) fn fill_line(
        &mut self,
        only: Option<ClinicId>,
        read: &ReadLine,
    ) -> Result<FilledDraft, Unanswered> {
        let means = &read.means;
        let language = self.language;
        let refused = |what: &str| Err(Problem::error(Spot::Whole, what, "").into());
        if let LineRequest::Verb(_) = read.asks_for {
            return refused(say!(language, "line-verbs-in-desk-only"));
        }
        if means.series.is_some() {
            return refused(say!(language, "line-series-in-desk-only"));
        }
        if let ListMatch::One(_) = &means.patient
            && !read.search.is_whole()
        {
            return Err(self.others_may_be_called_so(read));
        }
        self.read_hours_of_line(means);
        let (patient, wish) = self
            .complete_meaning(read)
            .map_err(|doubt| self.failure_of_line(only, read, &doubt).unwrap_or(doubt))?;
        let clinic = means.clinic;
        if let Some(only) = only.filter(|only| *only != clinic) {
            return Err(means_other(only, clinic, language));
        }
        let (draft, unlisted) =
            self.office()
                .filled_from_line(means, Some(patient), Draft::new(clinic), language);
        let mut filled = FilledDraft::of(draft);
        filled
            .changed
            .extend(self.without_panels(clinic, &unlisted)?);
        if let ListMatch::AnyOf(group) = &means.provider {
            self.take_whoever_is_free(&mut filled, group, wish)?;
            return Ok(filled);
        }
        let clock = self.setting_of(&filled.draft).clock;
        match time::span(&means.time.join(" "), &clock) {
            Ok(span) => {
                filled.draft.set_span(span, &clock);
                filled.times = self.take_published_length(&mut filled.draft);
            }
            Err(_) => self.take_first_free_time(&mut filled, wish)?,
        }
        Ok(filled)
    }

    /// Returns the warning about the panels of a template that the clinic does not have.
    ///
    /// # Errors
    /// Returns why it is not known which panels there are.
    pub(super) fn without_panels(
        &self,
        clinic: ClinicId,
        unlisted: &[String],
    ) -> Result<Option<Problem>, Unanswered> {
        let field = clinic.field(FieldRole::Panels);
        let Some((field, list)) = field.zip(clinic.panels).filter(|_| !unlisted.is_empty()) else {
            return Ok(None);
        };
        let spot = Spot::Field(field);
        let language = self.language;
        if let Some(failure) = self.failure_of_list(list) {
            return Err(Unanswered::unread(spot, failure, clinic, language));
        }
        let panels = unlisted.join(", ");
        let what = say!(language, "panels-unlisted", panels, clinic = clinic.name());
        Ok(Some(Problem::warning(spot, what, "")))
    }

    /// Reads a line, which is about a visit, by the lists of all clinics, and by the people whom their servers find for its words.
    pub(super) fn read_line(&mut self, text: &str) -> ReadLine {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = sanitize(&text).into_owned();
        let here = self.clinic();
        let Ok(read) = read_entry_line(self, |clerk, _| {
            let clock = clerk.setting_of(&Draft::new(here)).clock;
            let line = parse(&text, &clock);
            let means = clerk.words().meaning_of(&line, here);
            LineRead::of_visit(line, means)
        });
        read
    }

    /// Reads the hours of the practitioner whom a line names: they decide whether `2` is in the afternoon.
    fn read_hours_of_line(&mut self, means: &Resolved) {
        if let ListMatch::One(provider) = &means.provider {
            let Ok(()) = read_hours(self, means.clinic, provider);
        }
    }

    /// Returns the patient of a line, and its wish for a time.
    ///
    /// # Errors
    /// Returns what it lacks, or what can't be understood.
    fn complete_meaning(&self, read: &ReadLine) -> Result<(String, Wish), Unanswered> {
        let ReadLine {
            line,
            means,
            search,
            ..
        } = read;
        let language = self.language;
        let words = self.words();
        let clock = words.clock_of_line(means, || self.setting_of(&Draft::new(means.clinic)).clock);
        let similar = |people: Directory, names: &str| self.similar_people(people, names);
        if let Some(doubt) = words.doubt_about(line, means, search, similar) {
            let picks = doubt.picks.iter().take(MOST_SIMILAR);
            let choices: Vec<String> = picks
                .map(|pick| format!("{}: {}", pick.text, pick.label))
                .collect();
            let advice = match &choices[..] {
                [] => String::new(),
                choices => say!(language, "shell-say-which", choices = choices.join("; ")),
            };
            return Err(Problem::error(Spot::Whole, doubt.text, advice).into());
        }
        let doubtful = |what: String| Err(Problem::error(Spot::Whole, what, "").into());
        if let Some(doubt) = words.doubt_about_time(means, &clock) {
            return doubtful(doubt);
        }
        let read = words.wish_of_line(means, "", &clock);
        let (patient, wish) = read.map_err(|what| Problem::error(Spot::Whole, what, ""))?;
        Ok((patient.unwrap_or_default(), wish))
    }

    /// Returns the patients of a list with similar names.
    fn similar_people(&self, directory: Directory, names: &str) -> Vec<Pick> {
        let clinic = directory.clinic();
        let clock = self.setting_of(&Draft::new(clinic)).clock;
        let words = self.words();
        let people = words.similar_people(directory, names, &clock, MOST_SIMILAR);
        Pick::of_each(&people, words.naming, words.language)
    }

    /// Returns that the only known patient whom a line may mean need not be the one who is meant.
    fn others_may_be_called_so(&self, read: &ReadLine) -> Unanswered {
        let clinic = read.means.clinic;
        let spot = Spot::Field(clinic.patient_field());
        let remark = self.words().search_remark(clinic, &read.search);
        let problem = Problem::error(spot, remark.unwrap_or_default(), "");
        match &read.search {
            SearchEnd::Failed(failure) => Unanswered {
                unread: Some(Box::new(failure.clone())),
                ..problem.into()
            },
            SearchEnd::Whole | SearchEnd::CutOff => problem.into(),
        }
    }

    /// Returns why nothing can be made of a line, if a list that it needs could not be read.
    fn failure_of_line(
        &self,
        only: Option<ClinicId>,
        read: &ReadLine,
        doubt: &Unanswered,
    ) -> Option<Unanswered> {
        let means = &read.means;
        let spot = doubt.problem.spot;
        if let SearchEnd::Failed(failure) = &read.search
            && !matches!(means.patient, ListMatch::One(_))
        {
            let clinic = means.clinic;
            return Some(Unanswered::unread(spot, failure, clinic, self.language));
        }
        // A doubt is about the clinic that the line means. Without one, whoever is named may be at any clinic.
        let is_doubtful = !means.problems.is_empty();
        let others = self.clinics(only).into_iter().filter(|_| !is_doubtful);
        let mut lists = [means.clinic]
            .into_iter()
            .chain(others)
            .flat_map(|one| [one.people(), one.providers()]);
        lists.find_map(|list| {
            let failure = self.failure_of_list(list)?;
            Some(Unanswered::unread(
                spot,
                failure,
                list.clinic(),
                self.language,
            ))
        })
    }

    /// Enters the first free time that a wish admits.
    fn take_first_free_time(
        &mut self,
        filled: &mut FilledDraft,
        wish: Wish,
    ) -> Result<(), Unanswered> {
        let language = self.language;
        let clinic = filled.draft.clinic();
        let Some(provider) = filled.draft.provider() else {
            let whom = clinic.words().with_whom.text(language);
            return Err(at_start(clinic, say!(language, "hold-or-time", whom)));
        };
        let patient = filled.draft.text(clinic.patient_field()).trim().to_owned();
        let Ok(()) = read_upcoming(self, clinic, &patient);
        let rules = self.office().setup.templates.rules_of(&filled.draft);
        let (first, times) =
            self.search_free_time(provider, filled.draft.minutes(), wish, &rules)?;
        self.take_time(filled, first, times);
        Ok(())
    }

    /// Enters one of the free times of the practitioner or location, with its length if the draft names none.
    pub(super) fn take_time(
        &self,
        filled: &mut FilledDraft,
        first: DateTime<Utc>,
        times: FreeTimes,
    ) {
        let clinic = filled.draft.clinic();
        let free = self.office().known_free(&times);
        let minutes = free.as_ref().and_then(|free| free.minutes_at(first));
        if let Some(minutes) = minutes.filter(|_| !filled.draft.has_length()) {
            filled
                .draft
                .set_role(FieldRole::Minutes, minutes.to_string());
        }
        let clock = self.setting_of(&filled.draft).clock;
        filled
            .draft
            .set(clinic.start_field(), time::typed(first, &clock));
        filled.taken_from = free.map(|free| free.basis);
        filled.times = Some(times);
    }

    /// Reads the free times of a practitioner or location until one fits.
    fn search_free_time(
        &mut self,
        provider: Provider,
        length: Option<Minutes>,
        wish: Wish,
        rules: &VisitRules,
    ) -> Result<(DateTime<Utc>, FreeTimes), Unanswered> {
        let clinic = provider.clinic();
        let Ok(found) = find_free_time(self, provider, length, None, &wish, rules);
        match found {
            FoundTime::Found(first, times) => Ok((first, times)),
            FoundTime::NoneFits(why, times) => Err(self.no_free_time(why, &times, length, &wish)),
            FoundTime::TooFar(last) => {
                let last = time::day(last, self.language);
                Err(at_start(clinic, say!(self.language, "hold-too-far", last)))
            }
        }
    }

    /// Returns why a search has found no free time.
    fn no_free_time(
        &self,
        why: NoFreeTime,
        times: &FreeTimes,
        length: Option<Minutes>,
        wish: &Wish,
    ) -> Unanswered {
        let question = times.question();
        let clinic = question.provider.clinic();
        self.none_found(clinic, why, times.first_failure(), || {
            let who = self.words().provider(clinic, &question.provider.id());
            let search = times.search(length);
            let next = self.office().alternatives(times, search, wish, MOST_NEXT);
            nothing_free(&who, wish, &next, question.zone, self.language)
        })
    }

    /// Returns why no free time was found: the failure of a calendar that could not be read, if there is one.
    pub(super) fn none_found(
        &self,
        clinic: ClinicId,
        why: NoFreeTime,
        unread: Option<&Failure>,
        none_fits: impl FnOnce() -> String,
    ) -> Unanswered {
        match unread {
            Some(failure) if why.is_unread() => {
                let spot = Spot::Field(clinic.start_field());
                Unanswered::unread(spot, failure, clinic, self.language)
            }
            _ => at_start(clinic, self.words().why_none_found(why, none_fits)),
        }
    }
}

/// Returns a problem of the start of a booking.
pub(super) fn at_start(clinic: ClinicId, what: String) -> Unanswered {
    Problem::error(Spot::Field(clinic.start_field()), what, "").into()
}

/// Returns that a line means another clinic than the one that was named.
fn means_other(only: ClinicId, means: ClinicId, language: i18n::Language) -> Unanswered {
    let other = only.name();
    let what = say!(
        language,
        "shell-line-means-other",
        clinic = means.name(),
        other
    );
    Problem::error(Spot::Whole, what, say!(language, "shell-line-mend")).into()
}
