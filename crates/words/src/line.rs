//! The entry line: what its words mean according to the office's lists, and why it is not a booking yet.

use std::iter;
use std::ops::Range;

use booking::line::{
    BookedVisit, ListMatch, Patient, Pick, Resolved, Roster, TimeBase, TokenLine, TypedDetails,
    line_of, parse,
};
use booking::time::{self, Clock, Wish};
use booking::{Change, ClinicId, Directory, Draft, FieldRole, PeopleQuery, Person, Template};
use i18n::say;
use office::{Catalogue, Remote, SearchEnd, person};

use crate::Wording;

/// The reason why no booking can be made from a line.
#[derive(Clone)]
pub struct LineDoubt {
    /// The problem, in whole sentences.
    pub text: String,
    /// The possible meanings of the ambiguous part.
    pub picks: Vec<Pick>,
    /// The part of the line that a pick replaces, in characters.
    pub part: Range<usize>,
    /// The names that match no patient, and the list that may hold a similar one.
    pub unmatched_names: Option<(Directory, String)>,
}

/// Returns the part of the line from the first of these tokens to the last that follows without a gap.
fn part_of(line: &TokenLine, places: &[usize]) -> Option<Range<usize>> {
    let first = *places.first()?;
    let following = (first..)
        .zip(places)
        .take_while(|(next, place)| next == *place);
    let last = following.map(|(_, place)| *place).last()?;
    Some(line.tokens.get(first)?.from..line.tokens.get(last)?.to)
}

impl Wording<'_> {
    /// Returns the meaning of a line according to the lists that were read. `here` is the clinic of a line that names
    /// nobody of another clinic.
    pub fn meaning_of(&self, line: &TokenLine, here: ClinicId) -> Resolved {
        self.office
            .meaning_of(line, here, self.language, self.naming)
    }

    /// Returns the details that a line states for an appointment at this clinic, with their new texts: `length → 45
    /// min`. Empty if there are none.
    pub fn typed_details(&self, details: &TypedDetails, clinic: ClinicId) -> String {
        let language = self.language;
        let length = details.minutes.map(|minutes| {
            let to = say!(language, "line-length", count = minutes.get());
            say!(language, "line-new-length", to)
        });
        let text = details.text.as_ref().and_then(|detail| {
            let label = detail.kind.field(clinic)?.label(language);
            let text = match detail.text.as_str() {
                "" => "…",
                text => text,
            };
            Some(say!(language, "line-detail", label, text))
        });
        let said: Vec<String> = length.into_iter().chain(text).collect();
        said.join(" · ")
    }

    /// Returns the doubt that the clinic's server may know other patients who fit, with the only patient found as the
    /// only choice.
    pub(crate) fn doubt_about_others(
        &self,
        line: &TokenLine,
        means: &Resolved,
        search: &SearchEnd,
    ) -> Option<LineDoubt> {
        let ListMatch::One(id) = &means.patient else {
            return None;
        };
        let text = self.search_remark(means.clinic, search)?;
        let known = self.office.lists.known(means.clinic.people(), id);
        let patient = known.as_deref().and_then(person).cloned();
        let patient: Vec<Person> = patient.into_iter().collect();
        Some(LineDoubt {
            text,
            picks: Pick::of_each(&patient, self.naming, self.language),
            part: part_of(line, &means.whom).unwrap_or(0..0),
            unmatched_names: None,
        })
    }

    /// Returns the first problem of the line's words, except those about time. `search` says whether the clinic's
    /// server may know other patients, and `similar` finds patients with similar names.
    pub fn doubt_about(
        &self,
        line: &TokenLine,
        means: &Resolved,
        search: &SearchEnd,
        similar: impl FnOnce(Directory, &str) -> Vec<Pick>,
    ) -> Option<LineDoubt> {
        let Some(problem) = means.problems.first() else {
            return self.doubt_about_others(line, means, search);
        };
        let people = means.clinic.people();
        let unmatched_names = problem.unmatched_names.clone().map(|names| (people, names));
        let alike = unmatched_names
            .as_ref()
            .map(|(directory, names)| similar(*directory, names))
            .unwrap_or_default();
        let picks: Vec<Pick> = alike
            .into_iter()
            .chain(problem.picks.iter().cloned())
            .collect();
        let text = if self.lacks_list(means.clinic) {
            self.lists_missing(means.clinic)
        } else if unmatched_names.is_some() && !picks.is_empty() {
            let ask = say!(self.language, "line-did-you-mean");
            format!("{} {ask}", problem.what)
        } else {
            let text = format!("{} {}", problem.what, problem.advice);
            text.trim_end().to_owned()
        };
        let is_about_patient = problem.tokens.iter().any(|at| means.whom.contains(at));
        let others = self.search_remark(means.clinic, search);
        let text = match others {
            Some(others) if is_about_patient => format!("{text} {others}"),
            _ => text,
        };
        Some(LineDoubt {
            text,
            picks,
            part: part_of(line, &problem.tokens).unwrap_or(0..0),
            unmatched_names,
        })
    }

    /// Returns up to `most` patients of a list with similar names.
    pub fn similar_people(
        &self,
        directory: Directory,
        names: &str,
        clock: &Clock,
        most: usize,
    ) -> Vec<Person> {
        let list = self.office.lists.list(directory).value();
        let query = PeopleQuery::new(names, clock);
        let register = list.and_then(Catalogue::people);
        let found = register.and_then(|people| people.find(&query, most, &|| false));
        let mut people = found.map(|found| found.people).unwrap_or_default();
        people.retain(|person| Patient::from(person).is_called_like(names));
        people
    }

    /// Returns whether one of the lists needed to understand a line of this clinic could not be read.
    fn lacks_list(&self, clinic: ClinicId) -> bool {
        let failed = |directory: &Directory| {
            matches!(self.office.lists.list(*directory), Remote::Failed(_, None))
        };
        [clinic.people(), clinic.providers()].iter().any(failed)
    }

    /// Returns the message that the lists of a clinic can't be had, with the reason if known.
    fn lists_missing(&self, clinic: ClinicId) -> String {
        self.dead_key_remark(clinic)
            .unwrap_or_else(|| say!(self.language, "line-no-lists-at", clinic = clinic.name()))
    }

    /// Returns why the words about time can't be booked, whatever else is typed; `None` if they can be, or may become
    /// so.
    pub fn doubt_about_time(&self, means: &Resolved, clock: &Clock) -> Option<String> {
        let language = self.language;
        let span = match time::span(&means.time.join(" "), clock) {
            Ok(span) => span,
            Err(problem) if problem.is_final() => {
                return Some(problem.to_text(language));
            }
            Err(_) => return None,
        };
        if span.end().is_none() || means.clinic.field(FieldRole::Minutes).is_some() {
            return None;
        }
        let what = say!(language, "review-no-end-here", clinic = means.clinic.name());
        Some(format!("{what} {}", say!(language, "review-start-alone")))
    }

    /// Returns the patient of a line and its wish for a time. The patient is `None` if the line names nobody and its
    /// form has one (`in_form`).
    ///
    /// # Errors
    ///
    /// Returns what the line lacks, or what part of its time can't be understood.
    pub fn wish_of_line(
        &self,
        means: &Resolved,
        in_form: &str,
        clock: &Clock,
    ) -> Result<(Option<String>, Wish), String> {
        let language = self.language;
        let patient = match &means.patient {
            ListMatch::One(id) => Some(id.clone()),
            ListMatch::Unasked if !in_form.is_empty() => None,
            ListMatch::Nothing => return Err(say!(language, "line-nobody-fits").to_owned()),
            ListMatch::Unasked
            | ListMatch::Several(_)
            | ListMatch::AnyOf(_)
            | ListMatch::Awaited => {
                return Err(say!(language, "line-for-whom").to_owned());
            }
        };
        // Such words are read by the form of the change, which knows the time of the appointment.
        let is_of_move = means.verb.is_some() && time::is_told_by_old_time(&means.time.join(" "));
        let time: &[String] = if is_of_move { &[] } else { &means.time };
        match means.wish_of(time, clock) {
            Ok(wish) => Ok((patient, wish)),
            Err(problem) => Err(problem.to_text(language)),
        }
    }

    /// Returns the distance of a line's visit from the one just booked, if its time is known to be free.
    pub fn pause_after_booked(&self, means: &Resolved) -> Option<String> {
        let TimeBase::AfterBooked(Some(pause)) = means.base else {
            return None;
        };
        Some(match pause.num_minutes() {
            0 => say!(self.language, "line-right-after").to_owned(),
            minutes => say!(self.language, "line-minutes-later", minutes),
        })
    }

    /// Returns the line that would have made a booking, if the lists suffice to write it.
    pub fn line_of_booking(&self, change: &Change, draft: &Draft) -> Option<String> {
        let clinic = change.clinic();
        let provider = draft.text(clinic.provider_field()).trim();
        let clock = self.clock_at(clinic, provider);
        let patient = change.patient();
        let people = self.similar_to(&patient, clinic.people(), &clock)?;
        let patients: Vec<Patient<'_>> = people.iter().map(Patient::from).collect();
        let providers = self.office.providers_in(iter::once(clinic.providers()))?;
        let templates = &self.office.setup.templates;
        let roster = Roster {
            clinics: self.office.setup.clinics,
            here: clinic,
            patients: Some(&patients),
            providers: Some(&providers),
            unread: &[],
            templates,
            language: self.language,
            naming: self.naming,
            past: None,
            just_booked: None,
        };
        let booked = BookedVisit {
            patient: &patient,
            provider: Some(provider).filter(|id| !id.is_empty()),
            template: templates.behind(draft).map(Template::letter),
            start: change.start(),
        };
        Some(line_of(&booked, &roster, &clock))
    }

    /// Returns a patient and all others with the same birth date and initial.
    fn similar_to(&self, id: &str, directory: Directory, clock: &Clock) -> Option<Vec<Person>> {
        let entry = self.office.lists.known(directory, id);
        let token = entry
            .as_deref()
            .and_then(person)
            .map_or_else(String::new, |person| {
                let initial = person.name().last.chars().next().unwrap_or_default();
                person.birth_date().map_or_else(String::new, |born| {
                    format!("{}{initial}", born.format("%-d.%-m.%Y"))
                })
            });
        let line = parse(&format!("{id} {token}"), clock);
        self.office.people_on(&line, iter::once(directory))
    }

    /// Returns the clock of a line's times: the clock of the practitioner or location it names, else `otherwise`.
    pub fn clock_of_line(&self, means: &Resolved, otherwise: impl FnOnce() -> Clock) -> Clock {
        match &means.provider {
            ListMatch::One(provider) => self.clock_at(means.clinic, provider),
            _ => otherwise(),
        }
    }
}
