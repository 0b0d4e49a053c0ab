//! Resolves the words for right after the visit just booked.

use chrono::SecondsFormat;

use super::{ListMatch, Resolver};
use crate::ClinicId;
use crate::line::token::TokenKind;
use i18n::say;

impl Resolver<'_> {
    /// Returns the place of the first word for right after the visit just booked.
    pub(super) fn then_at(&self) -> Option<usize> {
        let mut tokens = self.line.tokens.iter();
        tokens.position(|token| token.kind == TokenKind::Then)
    }

    /// Returns with whom and when a visit is that begins with the end of the visit just booked, beside what else the line
    /// says of it. The practitioner is the one of that visit, if the line names no other and it is of this clinic.
    pub(super) fn right_after(
        &mut self,
        place: usize,
        provider: ListMatch,
        time: Vec<String>,
        clinic: ClinicId,
    ) -> (ListMatch, Vec<String>) {
        let language = self.roster.language;
        if let Some(other) = (0..self.line.tokens.len()).find(|other| self.is_of_time(*other)) {
            self.report_contradiction([other, place], say!(language, "line-times"));
            return (provider, time);
        }
        let Some(before) = self.roster.just_booked else {
            let what = say!(language, "line-nothing-before").to_owned();
            self.report(place, what, say!(language, "line-say-when"));
            return (ListMatch::Nothing, time);
        };
        let theirs = before.provider.as_ref();
        let theirs = theirs.filter(|_| provider == ListMatch::Unasked && before.clinic == clinic);
        let provider = match theirs {
            Some(id) => {
                self.echo_provider(place, id, clinic);
                ListMatch::One(id.clone())
            }
            None => provider,
        };
        let start = before.end.to_rfc3339_opts(SecondsFormat::Secs, true);
        (provider, vec![start])
    }
}
