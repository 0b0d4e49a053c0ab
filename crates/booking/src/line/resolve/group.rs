//! Resolves the words for several: whoever of them is free first, and the kinds of visit before a verb.

use super::problems::{MOST_PICKS, errors_in};
use super::provider::ProviderNaming;
use super::{KindsNamed, ListMatch, Pick, ProviderGroup, Resolver, clash};
use crate::line::roster::RosterProvider;
use crate::line::token::TokenKind;
use crate::{ClinicId, Provider, Template, fold, language_name, language_tag, specialty_name};
use i18n::say;

impl<'a> Resolver<'a> {
    /// Returns the group that these tokens name, and echoes it.
    pub(super) fn group(
        &mut self,
        places: &[usize],
        members: &[&RosterProvider<'_>],
    ) -> ProviderGroup {
        let language = self.roster.language;
        let mut of: Vec<String> = Vec::new();
        for place in places {
            let shared = match self.naming(*place) {
                ProviderNaming::Specialty(typed) => members
                    .iter()
                    .find_map(|one| one.specialty_called(typed))
                    .map(|specialty| specialty_name(specialty, language).to_owned()),
                ProviderNaming::Language(typed) => {
                    Some(language_name(&language_tag(typed), language).to_owned())
                }
                ProviderNaming::Id(_)
                | ProviderNaming::Code(_)
                | ProviderNaming::Name(_)
                | ProviderNaming::Anyone => None,
            };
            of.extend(shared.filter(|shared| !of.contains(shared)));
        }
        let group = ProviderGroup {
            ids: members.iter().map(|one| one.id.to_owned()).collect(),
            of: of.join(", "),
        };
        self.echo.push((places[0], group.to_text(language)));
        group
    }

    /// Returns the kinds of visit that words before this place name, and echoes them.
    pub(super) fn kinds_before(&mut self, end: usize) -> Option<KindsNamed> {
        let language = self.roster.language;
        let mut kinds: Option<KindsNamed> = None;
        for place in 0..end {
            let token = &self.line.tokens[place];
            let letters = match &token.kind {
                TokenKind::Template(letter) => vec![*letter],
                TokenKind::Templates(letters) => letters.clone(),
                _ => continue,
            };
            let mut names: Vec<&str> = Vec::new();
            for letter in &letters {
                let template = self.roster.templates.at(self.roster.here, *letter);
                names.extend(template.map(|template| template.name(language)));
            }
            if names.is_empty() {
                self.report_no_template(place);
                continue;
            }
            let echo = names.join(", ");
            let providers = self.roster.providers.unwrap_or_default().iter();
            let skilled = providers.filter(|one| one.is_skilled(&token.text));
            let with = skilled.filter_map(|one| Provider::named(one.clinic, one.id));
            let named = kinds.get_or_insert_default();
            named.with.extend(with);
            let is_said = letters.iter().all(|letter| named.letters.contains(letter));
            if !is_said {
                named.letters.extend(letters);
                self.echo.push((place, echo));
            }
        }
        kinds
    }

    /// Reports why nobody is in the group that these tokens name.
    pub(super) fn nobody_of_group(&mut self, places: &[usize], clinic: ClinicId) -> ListMatch {
        let are_named = |places: &[usize]| !self.providers_named(places, clinic).is_empty();
        let alone = places.iter().copied().find(|place| !are_named(&[*place]));
        let language = self.roster.language;
        match alone.map(|place| (place, self.naming(place))) {
            Some((place, ProviderNaming::Language(typed))) => {
                let tag = language_tag(typed);
                let spoken = language_name(&tag, language);
                let what = say!(
                    language,
                    "line-nobody-speaks",
                    clinic = clinic.name(),
                    spoken
                );
                let picks = self.languages_at(clinic);
                let advice = if picks.is_empty() {
                    say!(language, "line-no-languages")
                } else {
                    say!(language, "line-languages-there")
                };
                self.report(place, what, advice).picks = picks;
            }
            Some(_) => return self.no_provider(places, clinic),
            None => {
                let two = clash(places, are_named);
                let [one, other] = two.map(|place| self.quoted(place));
                let what = say!(
                    language,
                    "line-nobody-of-both",
                    clinic = clinic.name(),
                    one,
                    other
                );
                self.report_all(two.to_vec(), what, say!(language, "line-take-one-out"));
            }
        }
        ListMatch::Nothing
    }

    /// Reports that none of the providers meant by these tokens does this kind of visit.
    pub(super) fn nobody_does(
        &mut self,
        template: &Template,
        places: &[usize],
        clinic: ClinicId,
    ) -> ListMatch {
        let language = self.roster.language;
        let visit = template.name(language);
        let what = say!(language, "line-nobody-does", clinic = clinic.name(), visit);
        let advice = template.rules().done_by(visit, language);
        self.report_all(places.to_vec(), what, advice);
        ListMatch::Nothing
    }

    /// Returns the languages spoken by staff of a clinic, as picks.
    fn languages_at(&self, clinic: ClinicId) -> Vec<Pick> {
        let language = self.roster.language;
        let providers = self.roster.providers.unwrap_or_default().iter();
        let skills = providers
            .filter(|one| one.clinic == clinic)
            .filter_map(|one| one.skills);
        let mut tags: Vec<&str> = Vec::new();
        for tag in skills.flat_map(|skills| &skills.languages) {
            if !tags.contains(&tag.as_str()) {
                tags.push(tag);
            }
        }
        tags.into_iter()
            .take(MOST_PICKS)
            .map(|tag| Pick::of_word(language_name(tag, language).to_owned(), tag.to_owned()))
            .collect()
    }

    /// Returns picks of the specialties that a mistyped word may begin.
    pub(super) fn near_specialties(&self, typed: &str) -> Vec<Pick> {
        let word = fold(typed);
        let length = word.chars().count();
        let is_near = |specialty: &str| {
            fold(specialty).split(' ').any(|part| {
                let begun: String = part.chars().take(length).collect();
                strsim::osa_distance(&word, &begun) <= errors_in(&word)
            })
        };
        let providers = self.roster.providers.unwrap_or_default().iter();
        let specialties = providers
            .filter_map(|one| one.skills)
            .flat_map(|skills| &skills.specialties)
            .filter(|specialty| is_near(specialty));
        let mut picks: Vec<Pick> = Vec::new();
        for specialty in specialties {
            // A pick is one word.
            let first = fold(specialty.split(' ').next().unwrap_or_default());
            if picks.iter().all(|pick| pick.text != first) {
                let name = specialty_name(specialty, self.roster.language);
                picks.push(Pick::of_word(name.to_owned(), first));
            }
        }
        picks
    }
}
