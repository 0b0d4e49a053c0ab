//! Resolves the words for right after the visit just booked.

use chrono::SecondsFormat;

use super::{ListMatch, Resolver};
use crate::line::token::TokenKind;
use crate::time::Minutes;
use crate::{ClinicId, FieldRole, Template};
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
        let theirs = if provider == ListMatch::Unasked && before.clinic == clinic {
            theirs
        } else {
            None
        };
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

    /// Returns the template and the length of a visit that follows the one just booked: those of that visit, which it echoes,
    /// if it is of this clinic and the line names no template. The length is that of the line, if it states one.
    pub(super) fn kind_before(
        &mut self,
        place: usize,
        letter: Option<char>,
        minutes: Option<Minutes>,
        clinic: ClinicId,
    ) -> (Option<char>, Option<Minutes>) {
        let language = self.roster.language;
        let before = self.roster.just_booked;
        let before = before.filter(|before| before.clinic == clinic && letter.is_none());
        let Some(before) = before else {
            return (letter, minutes);
        };
        let templates = self.roster.templates;
        let template = before
            .template
            .and_then(|letter| templates.at(clinic, letter));
        if let Some(template) = template {
            let name = template.name(language).to_owned();
            self.echo.push((place, name));
        }
        let takes_length = clinic.field(FieldRole::Minutes).is_some();
        let carried = if minutes.is_none() && takes_length {
            before.minutes
        } else {
            None
        };
        if let Some(length) = carried {
            let echo = say!(language, "line-length", count = length.get());
            self.echo.push((place, echo));
        }
        (template.map(Template::letter), minutes.or(carried))
    }
}
