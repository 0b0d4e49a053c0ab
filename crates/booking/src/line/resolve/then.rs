//! Resolves a visit that follows the one just booked, and the data that a visit takes from an earlier one.

use chrono::SecondsFormat;

use super::{ListMatch, Resolver};
use crate::line::roster::{EarlierVisit, JustBooked};
use crate::time::Minutes;
use crate::{ClinicId, FieldRole, Template};
use i18n::say;

impl<'a> Resolver<'a> {
    /// Returns the visit just booked, which the visit of the line follows, and the words about that time. `None`, with
    /// a report, if there is none or if the line names another time.
    pub(super) fn right_after(&mut self, place: usize) -> Option<(&'a JustBooked, Vec<String>)> {
        let language = self.roster.language;
        if let Some(other) = (0..self.line.tokens.len()).find(|other| self.is_of_time(*other)) {
            self.report_contradiction([other, place], say!(language, "line-times"));
            return None;
        }
        let Some(before) = self.roster.just_booked else {
            let what = say!(language, "line-nothing-before").to_owned();
            self.report(place, what, say!(language, "line-say-when"));
            return None;
        };
        let start = before.end.to_rfc3339_opts(SecondsFormat::Secs, true);
        Some((before, vec![start]))
    }

    /// Returns the practitioner of a visit that follows or repeats an earlier one. If the line names none, it is the
    /// one of the earlier visit, which is echoed, provided that the clinic is the same.
    pub(super) fn with_whom_before(
        &mut self,
        place: usize,
        provider: ListMatch,
        clinic: ClinicId,
        before: &EarlierVisit,
    ) -> ListMatch {
        if provider != ListMatch::Unasked || before.clinic != clinic {
            return provider;
        }
        let Some(id) = &before.provider else {
            return provider;
        };
        self.echo_provider(place, id, clinic);
        ListMatch::One(id.clone())
    }

    /// Returns the template and the length of a visit that follows or repeats an earlier one. If the line names no
    /// template, they are those of the earlier visit, which are echoed, provided that the clinic is the same. A length
    /// on the line takes precedence.
    pub(super) fn kind_before(
        &mut self,
        place: usize,
        letter: Option<char>,
        minutes: Option<Minutes>,
        clinic: ClinicId,
        before: &EarlierVisit,
    ) -> (Option<char>, Option<Minutes>) {
        let language = self.roster.language;
        if before.clinic != clinic || letter.is_some() {
            return (letter, minutes);
        }
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
