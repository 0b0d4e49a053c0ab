//! Resolves the words for the practitioner or location of most of the patient's past visits.

use super::{ListMatch, Resolver, TokenRole};
use crate::ClinicId;
use crate::line::roster::UsualProvider;
use crate::line::token::TokenKind;
use i18n::say;

impl Resolver<'_> {
    /// Returns the practitioner with whom the patient usually is, if the line asks for her or him; else the one given.
    pub(super) fn or_usual(
        &mut self,
        provider: ListMatch,
        patient: &ListMatch,
        clinic: ClinicId,
    ) -> ListMatch {
        match (self.usual_at(), &provider) {
            (None, _) => provider,
            (Some(place), ListMatch::Unasked) => self.usual_provider(place, patient, clinic),
            (Some(place), _) => self.two_providers(place, clinic),
        }
    }

    /// Returns the place of the first word for the usual practitioner.
    pub(super) fn usual_at(&self) -> Option<usize> {
        let mut tokens = self.line.tokens.iter();
        tokens.position(|token| token.kind == TokenKind::Usual)
    }

    /// Reports that the line names a practitioner beside the usual one.
    pub(super) fn two_providers(&mut self, place: usize, clinic: ClinicId) -> ListMatch {
        if let Some(other) = self.places(TokenRole::is_provider).first() {
            let kinds = clinic.providers().plural(self.roster.language);
            self.report_contradiction([*other, place], kinds);
        }
        ListMatch::Nothing
    }

    /// Returns with whom this patient of the line usually is, and echoes it.
    pub(super) fn usual_provider(
        &mut self,
        place: usize,
        patient: &ListMatch,
        clinic: ClinicId,
    ) -> ListMatch {
        let of = match patient {
            ListMatch::Awaited => return ListMatch::Awaited,
            // That is asked about first.
            ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) => {
                return ListMatch::Nothing;
            }
            ListMatch::One(id) => Some(id),
            ListMatch::Unasked => None,
        };
        let language = self.roster.language;
        let usual = self.roster.usual;
        let Some(usual) = usual.filter(|usual| usual.clinic == clinic) else {
            if of.is_none() {
                self.report(place, say!(language, "line-for-whom").to_owned(), "");
                return ListMatch::Nothing;
            }
            return ListMatch::Awaited;
        };
        if of.is_some_and(|id| *id != usual.person) {
            return ListMatch::Awaited;
        }
        let what = match &usual.provider {
            UsualProvider::Awaited => return ListMatch::Awaited,
            UsualProvider::Known(id) => {
                self.echo_provider(place, id, clinic);
                return ListMatch::One(id.clone());
            }
            UsualProvider::Nobody => say!(language, "line-nobody-usual"),
            UsualProvider::Unread => say!(language, "line-usual-unread"),
        };
        self.report(place, what.to_owned(), say!(language, "line-with-whom"));
        ListMatch::Nothing
    }
}
