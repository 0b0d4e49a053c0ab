//! Resolves words that refer to the patient's past visits: the practitioner or location of most of them, or a visit
//! like the last one.

use super::{ListMatch, Resolver, TokenRole};
use crate::ClinicId;
use crate::line::roster::{LastVisit, VisitsBefore};
use crate::line::token::TokenKind;
use i18n::say;

/// The past visits of a line's patient.
enum PastOnLine<'a> {
    /// They were read.
    Read(&'a VisitsBefore),
    /// They are not known; holds the result for the practitioner.
    Open(ListMatch),
}

/// A visit like the patient's last one.
pub(super) enum SameVisit<'a> {
    /// The last visit is known; the word for it has this place.
    Like(usize, &'a LastVisit),
    /// It is not known; holds the result for the practitioner.
    Open(ListMatch),
}

impl<'a> Resolver<'a> {
    /// Returns the patient's usual practitioner, if the line asks for one; else the given one.
    pub(super) fn or_usual(
        &mut self,
        provider: ListMatch,
        patient: &ListMatch,
        clinic: ClinicId,
    ) -> ListMatch {
        match (self.first_of(&TokenKind::Usual), &provider) {
            (None, _) => provider,
            (Some(place), ListMatch::Unasked) => self.usual_provider(place, patient, clinic),
            (Some(place), _) => self.two_providers(place, clinic),
        }
    }

    /// Returns the place of the first token of this kind.
    pub(super) fn first_of(&self, kind: &TokenKind) -> Option<usize> {
        let mut tokens = self.line.tokens.iter();
        tokens.position(|token| token.kind == *kind)
    }

    /// Reports that the line names a practitioner besides the usual one.
    fn two_providers(&mut self, place: usize, clinic: ClinicId) -> ListMatch {
        if let Some(other) = self.places(TokenRole::is_provider).first() {
            let kinds = clinic.providers().plural(self.roster.language);
            self.report_contradiction([*other, place], kinds);
        }
        ListMatch::Nothing
    }

    /// Returns the usual practitioner of this patient of the line, and echoes it.
    fn usual_provider(&mut self, place: usize, patient: &ListMatch, clinic: ClinicId) -> ListMatch {
        let language = self.roster.language;
        let what = match self.past_visits(place, patient, clinic) {
            PastOnLine::Open(instead) => return instead,
            PastOnLine::Read(VisitsBefore::Awaited) => return ListMatch::Awaited,
            PastOnLine::Read(VisitsBefore::Read {
                usual: Some(id), ..
            }) => {
                self.echo_provider(place, id, clinic);
                return ListMatch::One(id.clone());
            }
            PastOnLine::Read(VisitsBefore::Read { usual: None, .. }) => {
                say!(language, "line-nobody-usual")
            }
            PastOnLine::Read(VisitsBefore::Unread) => say!(language, "line-past-unread"),
        };
        self.report(place, what.to_owned(), say!(language, "line-with-whom"));
        ListMatch::Nothing
    }

    /// Returns the last visit of this patient of the line, if the line asks for a similar one.
    pub(super) fn same_visit(
        &mut self,
        patient: &ListMatch,
        clinic: ClinicId,
    ) -> Option<SameVisit<'a>> {
        let place = self.first_of(&TokenKind::Same)?;
        let language = self.roster.language;
        let what = match self.past_visits(place, patient, clinic) {
            PastOnLine::Open(instead) => return Some(SameVisit::Open(instead)),
            PastOnLine::Read(VisitsBefore::Awaited) => {
                return Some(SameVisit::Open(ListMatch::Awaited));
            }
            PastOnLine::Read(VisitsBefore::Read {
                last: Some(last), ..
            }) => return Some(SameVisit::Like(place, last)),
            PastOnLine::Read(VisitsBefore::Read { last: None, .. }) => {
                say!(language, "line-no-last-visit")
            }
            PastOnLine::Read(VisitsBefore::Unread) => say!(language, "line-past-unread"),
        };
        self.report(place, what.to_owned(), say!(language, "line-say-what"));
        Some(SameVisit::Open(ListMatch::Nothing))
    }

    /// Returns the past visits of this patient of the line, for the word at this place.
    fn past_visits(
        &mut self,
        place: usize,
        patient: &ListMatch,
        clinic: ClinicId,
    ) -> PastOnLine<'a> {
        let of = match patient {
            ListMatch::Awaited => return PastOnLine::Open(ListMatch::Awaited),
            // A question about the patient comes first.
            ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) => {
                return PastOnLine::Open(ListMatch::Nothing);
            }
            ListMatch::One(id) => Some(id),
            ListMatch::Unasked => None,
        };
        let past = self.roster.past.filter(|past| past.clinic == clinic);
        let Some(past) = past else {
            if of.is_none() {
                let ask = say!(self.roster.language, "line-for-whom");
                self.report(place, ask.to_owned(), "");
                return PastOnLine::Open(ListMatch::Nothing);
            }
            return PastOnLine::Open(ListMatch::Awaited);
        };
        if of.is_some_and(|id| *id != past.person) {
            return PastOnLine::Open(ListMatch::Awaited);
        }
        PastOnLine::Read(&past.visits)
    }
}
