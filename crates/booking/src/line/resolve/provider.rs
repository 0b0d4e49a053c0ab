//! Resolves the practitioner or location of a line.

use std::ops::RangeBounds;

use super::problems::MOST_PICKS;
use super::{ListMatch, Resolver, TokenRole, clash};
use crate::line::roster::{Roster, RosterProvider};
use crate::line::token::TokenKind;
use crate::{ClinicId, Template, is_language, is_same_id};
use i18n::say;

impl<'a> Resolver<'a> {
    /// Echoes the practitioner or location with this id by name, or by the id if no list has it.
    pub(super) fn echo_provider(&mut self, place: usize, id: &str, clinic: ClinicId) {
        let mut providers = self.roster.providers.unwrap_or_default().iter();
        let known = providers.find(|one| one.clinic == clinic && one.id == id);
        let name = known.map_or(id, |one| one.name);
        self.echo.push((place, name.to_owned()));
    }

    /// Returns the practitioner or location that the tokens at these places name, and echoes it.
    pub(super) fn provider(
        &mut self,
        within: impl RangeBounds<usize>,
        clinic: ClinicId,
        template: Option<&Template>,
    ) -> ListMatch {
        let mut places = self.places(TokenRole::is_provider);
        places.retain(|place| within.contains(place));
        if places.is_empty() {
            return ListMatch::Unasked;
        }
        if self.roster.providers.is_none() {
            return self
                .id_of(&places)
                .map_or(ListMatch::Awaited, |id| ListMatch::One(id.to_owned()));
        }
        let mut matches = self.providers_named(&places, clinic);
        let is_group = places.iter().any(|place| self.naming(*place).is_of_group());
        if let Some(template) = template
            && is_group
            && !matches.is_empty()
        {
            let is_done = |one: &&RosterProvider<'_>| template.rules().are_done_by(one.performer());
            matches.retain(is_done);
            if matches.is_empty() {
                return self.nobody_does(template, &places, clinic);
            }
        }
        match matches[..] {
            [] if is_group => self.nobody_of_group(&places, clinic),
            [] => self.no_provider(&places, clinic),
            [provider] => {
                if let Some(unread) = self.asked_before(provider, &places, template) {
                    return self.maybe_elsewhere(provider, &places, unread);
                }
                self.echo.push((places[0], provider.name.to_owned()));
                ListMatch::One(provider.id.to_owned())
            }
            _ if is_group => ListMatch::AnyOf(self.group(&places, &matches)),
            _ => {
                let typed = self.line.tokens[places[0]].text.as_str();
                let ids = matches
                    .iter()
                    .map(|provider| provider.id.to_owned())
                    .collect();
                let picks = matches
                    .iter()
                    .take(MOST_PICKS)
                    .map(|provider| provider.pick(typed))
                    .collect();
                let count = matches.len();
                let what = say!(self.roster.language, clinic.providers().several, count);
                self.report_several(what, &places, ids, picks)
            }
        }
    }

    /// Returns a clinic whose list could not be read and whose practitioners and locations take precedence over the
    /// only match, unless the line names its clinic or says its code, its id or a whole word of its name.
    fn asked_before(
        &self,
        only: &RosterProvider<'_>,
        places: &[usize],
        template: Option<&Template>,
    ) -> Option<ClinicId> {
        let Roster {
            here,
            clinics,
            unread,
            ..
        } = *self.roster;
        let is_whole = |place: &usize| match self.naming(*place) {
            ProviderNaming::Name(name) => only.is_called_in_full(name),
            ProviderNaming::Id(_) | ProviderNaming::Code(_) => true,
            ProviderNaming::Anyone | ProviderNaming::Specialty(_) | ProviderNaming::Language(_) => {
                false
            }
        };
        if template.is_some() || self.clinic_named().is_some() || places.iter().any(is_whole) {
            return None;
        }
        let in_order = [here].into_iter().chain(clinics);
        let mut before = in_order.take_while(|clinic| *clinic != only.clinic);
        before.find(|clinic| unread.contains(clinic))
    }

    /// Reports that the tokens may mean somebody of a clinic whose list could not be read, with the only match of the
    /// other clinics to choose.
    fn maybe_elsewhere(
        &mut self,
        only: &RosterProvider<'_>,
        places: &[usize],
        unread: ClinicId,
    ) -> ListMatch {
        let said = self.quoted(places[0]);
        let what = say!(
            self.roster.language,
            "line-maybe-elsewhere",
            said,
            clinic = unread.name()
        );
        let pick = only.pick(&self.line.tokens[places[0]].text);
        self.report_several(what, places, vec![only.id.to_owned()], vec![pick])
    }

    /// Returns the providers that all of these tokens name. Two letters are a provider's code if one has it, and
    /// nothing else; if another token excludes that provider, they may begin a surname.
    pub(super) fn providers_named(
        &self,
        places: &[usize],
        clinic: ClinicId,
    ) -> Vec<&'a RosterProvider<'a>> {
        let providers = self.roster.providers.unwrap_or_default();
        let of_clinic = || {
            providers
                .iter()
                .filter(|provider| provider.clinic == clinic)
        };
        let names: Vec<ProviderNaming<'_>> =
            places.iter().map(|place| self.naming(*place)).collect();
        let exact: Vec<_> = of_clinic()
            .filter(|provider| names.iter().all(|naming| naming.names(provider)))
            .collect();
        if !exact.is_empty() || places.len() < 2 {
            return exact;
        }
        of_clinic()
            .filter(|provider| names.iter().all(|naming| naming.may_name(provider)))
            .collect()
    }

    /// Returns how the token names a provider. Two letters that are nobody's code may begin a name. On a line for the
    /// first available practitioner, a language or a specialty takes precedence over a code or a name.
    pub(super) fn naming(&self, place: usize) -> ProviderNaming<'a> {
        let token = &self.line.tokens[place];
        let text = token.text.as_str();
        let providers = self.roster.providers.unwrap_or_default();
        let any = |names: &dyn Fn(&RosterProvider<'_>) -> bool| providers.iter().any(names);
        let asks_for_anyone = self.line.asks_for_anyone();
        let is_called = any(&|one| one.is_called(text));
        match token.kind {
            TokenKind::Anyone | TokenKind::AtOnce => ProviderNaming::Anyone,
            TokenKind::Id => ProviderNaming::Id(text),
            _ if asks_for_anyone && any(&|one| one.speaks(text)) => ProviderNaming::Language(text),
            TokenKind::Code | TokenKind::CodeOrTime if any(&|one| one.has_code(text)) => {
                ProviderNaming::Code(text)
            }
            _ if asks_for_anyone && any(&|one| one.specialty_called(text).is_some()) => {
                ProviderNaming::Specialty(text)
            }
            _ if asks_for_anyone && !is_called && is_language(text) => {
                ProviderNaming::Language(text)
            }
            _ if !is_called && any(&|one| one.is_skilled(text)) => ProviderNaming::Specialty(text),
            _ => ProviderNaming::Name(text),
        }
    }

    /// Reports why the tokens name nobody. A single id is accepted, whether a list has it or not.
    pub(super) fn no_provider(&mut self, places: &[usize], clinic: ClinicId) -> ListMatch {
        let named = |places: &[usize], clinic| {
            let named = self.providers_named(places, clinic);
            named.into_iter().next()
        };
        let Some(place) = places
            .iter()
            .copied()
            .find(|place| named(&[*place], clinic).is_none())
        else {
            let two = clash(places, |pair| named(pair, clinic).is_some());
            self.report_contradiction(two, clinic.providers().plural(self.roster.language));
            return ListMatch::Nothing;
        };
        let mut others = self
            .roster
            .clinics
            .into_iter()
            .filter(|other| *other != clinic);
        if let Some(other) = others.find_map(|other| named(&[place], other)) {
            self.report_elsewhere((place, other.clinic), other.name, clinic);
        } else if let Some(id) = self.id_from_elsewhere(places, clinic) {
            self.report_elsewhere(
                id,
                say!(self.roster.language, "line-a-practitioner"),
                clinic,
            );
        } else if let (Some(id), [_]) = (self.id_of(places), places) {
            return ListMatch::One(id.to_owned());
        } else {
            let language = self.roster.language;
            let said = self.quoted(place);
            let what = say!(language, "line-nobody", clinic = clinic.name(), said);
            self.report(place, what, say!(language, "line-comma-for-patient"));
        }
        ListMatch::Nothing
    }
}

/// How a token names a provider, determined once and not for each entry of the list.
pub(super) enum ProviderNaming<'a> {
    Id(&'a str),
    Code(&'a str),
    Name(&'a str),
    /// Every active one.
    Anyone,
    /// The practitioners of a specialty.
    Specialty(&'a str),
    /// The practitioners who speak a language.
    Language(&'a str),
}

impl ProviderNaming<'_> {
    fn names(&self, provider: &RosterProvider<'_>) -> bool {
        match self {
            ProviderNaming::Id(id) => is_same_id(provider.id, id),
            ProviderNaming::Code(code) => provider.has_code(code),
            ProviderNaming::Name(name) => provider.is_called(name),
            ProviderNaming::Anyone => !provider.is_retired,
            ProviderNaming::Specialty(typed) => provider.specialty_called(typed).is_some(),
            ProviderNaming::Language(typed) => provider.speaks(typed),
        }
    }

    /// Returns whether it means the first available of several.
    pub(super) fn is_of_group(&self) -> bool {
        matches!(
            self,
            ProviderNaming::Anyone | ProviderNaming::Specialty(_) | ProviderNaming::Language(_)
        )
    }

    /// Returns whether it may name the provider if another token does: a code may also begin the surname.
    fn may_name(&self, provider: &RosterProvider<'_>) -> bool {
        match self {
            ProviderNaming::Code(word) => provider.has_code(word) || provider.has_surname(word),
            _ => self.names(provider),
        }
    }
}
