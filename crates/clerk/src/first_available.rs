//! The first available of several practitioners or locations.

use booking::time::Minutes;
use booking::{
    ClinicId, Entry, FieldRole, Problem, Provider, Skills, Spot, Template, language_name,
    language_tag, specialty_name,
};
use chrono::DateTime;
use i18n::say;
use office::{Calendars, FreeStart, VisitNeeds};
use zones::Zone;

use super::{AtWork, Clerk, FreeQuery, Hit, Unanswered};
use crate::read_lists;
use crate::reading_drafts::find_first_available;

/// The practitioners or locations of which the first available is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct GroupOf<'a> {
    /// The specialty, in whole or in part.
    pub specialty: Option<&'a str>,
    /// The language, by its tag or name.
    pub language: Option<&'a str>,
}

/// A free time of one of several providers.
pub struct FreeHit {
    /// The practitioner or location.
    pub who: Hit,
    /// The start on the clinic's clock.
    pub start: DateTime<Zone>,
    /// The start in words.
    pub text: String,
}

/// The free times of several providers.
pub struct FreeHits {
    /// The times, the earliest first.
    pub hits: Vec<FreeHit>,
    /// A remark that names the providers whose calendars could not be read.
    pub unread: Option<String>,
}

impl<O: AtWork> Clerk<O> {
    /// Returns the free times of a clinic's practitioners or locations, from the first week that has one; with a
    /// template, only of providers who do its visits.
    ///
    /// # Errors
    /// Returns why nobody is meant, why the days are unknown, or why no calendar can be read.
    pub fn free_times_of_any(
        &mut self,
        clinic: ClinicId,
        of: GroupOf<'_>,
        query: FreeQuery<'_>,
    ) -> Result<FreeHits, Unanswered> {
        let Ok(()) = read_lists(self, [clinic.providers()]);
        let spot = Spot::Field(clinic.provider_field());
        if let Some(failure) = self.failure_of_list(clinic.providers()) {
            return Err(Unanswered::unread(spot, failure, clinic, self.language));
        }
        let members = self.members(clinic, of)?;
        let template = query
            .template
            .map(|typed| self.template_named(clinic, typed));
        let template = template.transpose()?;
        let rules = template.as_ref().map(Template::rules);
        let wish = self.wish(clinic, "", query.on.unwrap_or_default())?;
        let minutes = query.minutes.or(template.as_ref().map(Template::minutes));
        let length = minutes.and_then(|minutes| Minutes::new(minutes.into()));
        let length = if clinic.field(FieldRole::Minutes).is_some() {
            length
        } else {
            None
        };
        let needs = VisitNeeds {
            length,
            rules: rules.cloned().unwrap_or_default(),
            wished: None,
        };
        let search = needs.search().with_wish(&wish);
        let members = self.office().suited(clinic, "", &needs.rules, members);
        let questions = self.office().group_questions(members, length);
        let Ok((group, found)) = find_first_available(self, questions, search);
        if let Err(why) = found
            && why.is_unread()
        {
            return Err(self.none_found(clinic, why, Calendars::Any(&group), &needs, &wish));
        }
        let starts = self.office().group_starts(&group, search);
        let hits = starts.iter().map(|start| self.free_hit(start)).collect();
        Ok(FreeHits {
            hits,
            unread: self.words().unread_of(&group),
        })
    }

    fn free_hit(&self, free: &FreeStart) -> FreeHit {
        let clinic = free.provider.clinic();
        let id = free.provider.id();
        let words = self.words();
        let zone = self.office().zone_at(clinic, id);
        let code = self.office().lists.code_of(&free.provider);
        let entry = self.office().lists.entry(clinic.providers(), id);
        FreeHit {
            who: Hit {
                clinic,
                name: words.provider(clinic, id),
                detail: entry.map_or_else(String::new, |entry| {
                    entry.detail(self.language).into_owned()
                }),
                code: code.unwrap_or_default().to_owned(),
                id: id.to_owned(),
            },
            start: free.start.with_timezone(&zone),
            text: words.on_both_clocks(free.start, zone),
        }
    }

    /// Returns the matching providers of a clinic, in the clinic's order.
    fn members(&self, clinic: ClinicId, of: GroupOf<'_>) -> Result<Vec<Provider>, Problem> {
        let list = self.office().lists.list(clinic.providers()).value();
        let active: Vec<&Entry> = list
            .into_iter()
            .flat_map(|list| list.entries())
            .filter(|entry| clinic.can().has_places || entry.skills().is_some())
            .collect();
        self.check_anybody_has(clinic, of, &active)?;
        let is_meant = |entry: &&&Entry| {
            let fits = |skills: &Skills| {
                of.specialty.is_none_or(|typed| is_of(skills, typed))
                    && of.language.is_none_or(|typed| skills.speak(typed))
            };
            entry
                .skills()
                .map_or(of.specialty.or(of.language).is_none(), fits)
        };
        let meant: Vec<Provider> = active
            .iter()
            .filter(is_meant)
            .filter_map(|entry| Provider::named(clinic, &entry.id))
            .collect();
        match (meant.is_empty(), of.specialty.zip(of.language)) {
            (true, Some((one, other))) => {
                let clinic_name = clinic.name();
                let what = say!(
                    self.language,
                    "line-nobody-of-both",
                    clinic = clinic_name,
                    one,
                    other
                );
                Err(Problem::error(
                    Spot::Field(clinic.provider_field()),
                    what,
                    "",
                ))
            }
            _ => Ok(meant),
        }
    }

    /// Checks that somebody at a clinic has the specialty, and somebody the language.
    fn check_anybody_has(
        &self,
        clinic: ClinicId,
        of: GroupOf<'_>,
        active: &[&Entry],
    ) -> Result<(), Problem> {
        let skills = || active.iter().filter_map(|entry| entry.skills());
        let problem = |what, known: Vec<String>| {
            let known = known.join(", ");
            let advice = if known.is_empty() {
                String::new()
            } else {
                say!(self.language, "shell-there-are", known)
            };
            Problem::error(Spot::Field(clinic.provider_field()), what, advice)
        };
        if let Some(typed) = of.specialty
            && !skills().any(|skills| is_of(skills, typed))
        {
            let named = |one: &String| specialty_name(one, self.language).to_owned();
            let known = once_each(skills().flat_map(|skills| skills.specialties.iter().map(named)));
            let what = say!(
                self.language,
                "shell-no-specialty",
                clinic = clinic.name(),
                typed
            );
            return Err(problem(what, known));
        }
        let named = |tag: &String| language_name(tag, self.language).to_owned();
        if let Some(typed) = of.language
            && !skills().any(|skills| skills.speak(typed))
        {
            let known = once_each(skills().flat_map(|skills| skills.languages.iter().map(named)));
            let spoken = named(&language_tag(typed));
            let what = say!(
                self.language,
                "line-nobody-speaks",
                clinic = clinic.name(),
                spoken
            );
            return Err(problem(what, known));
        }
        Ok(())
    }
}

/// Returns whether these skills include the typed specialty.
fn is_of(skills: &Skills, typed: &str) -> bool {
    skills.specialty_called(typed).is_some()
}

fn once_each(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = Vec::new();
    for one in all {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    known
}
