//! Reads a booking: every field of the form by its row, so that all problems show at once.

use chrono::{DateTime, TimeDelta, Utc};
use zones::Zone;

use crate::time;
use crate::time::{Clock, Minutes, Span, SpanProblem, TimeProblem};
use crate::{Booking, BookingParts, DraftReader, FieldId, FieldRole, FieldValue, Status};
use i18n::say;

impl DraftReader<'_> {
    /// Returns the booking with this time, if all its parts can be read.
    pub(super) fn booking(&mut self, span: Option<Span>) -> Option<Booking> {
        let clinic = self.clinic();
        let patient = self.id(clinic.patient_field());
        let provider = self.id(clinic.provider_field());
        let status = clinic
            .field(FieldRole::Status)
            .and_then(|field| self.status(field));
        let values = self.values();
        let panels = clinic
            .field(FieldRole::Panels)
            .map(|field| self.ids(field))
            .unwrap_or_default();
        if let Some(span) = &span {
            self.check_time(status, span);
        }
        let reference = if clinic.bears_references() {
            self.setting.reference
        } else {
            None
        };
        Booking::new(
            clinic,
            BookingParts {
                patient: patient?,
                provider,
                span: span?,
                status,
                panels,
                values,
                reference,
            },
        )
    }

    fn status(&mut self, field: FieldId) -> Option<Status> {
        let language = self.language();
        let names = |statuses: &[Status]| {
            statuses
                .iter()
                .map(|one| one.to_text(language))
                .collect::<Vec<_>>()
        };
        let wrong = |text: &str| {
            let matches = names(&Status::beginning(text, language));
            let or = format!(" {} ", say!(language, "review-or"));
            let what = if matches.is_empty() {
                say!(language, "review-status-none").to_owned()
            } else {
                say!(language, "review-status-some", words = matches.join(&or))
            };
            (
                what,
                say!(
                    language,
                    "review-status-letters",
                    words = names(Status::ALL).join(", ")
                ),
            )
        };
        let status = self.parsed(field, |text| Status::named(text, language), wrong)?;
        if self.draft.text(field) != status.word() {
            self.echo(field, format!("= {}", status.to_text(language)));
        }
        Some(status)
    }

    /// Reads start, end and minutes. If two are given, the third is computed and echoed.
    pub(super) fn span(&mut self) -> Option<Span> {
        let problem_count = self.problems.len();
        let clinic = self.clinic();
        let clock = self.setting.clock;
        let range = self
            .span_in(clinic.start_field(), &clock, time::span)
            .unwrap_or_default();
        let start = range.start();
        let range_end = range.end();
        let end = clinic.field(FieldRole::End).and_then(|field| {
            // An end without a date belongs to the start's day, which midnight ends.
            let day = if time::is_time_alone(self.draft.text(field)) {
                start
            } else {
                None
            };
            let clock = Clock {
                now: day.unwrap_or(clock.now),
                ..clock
            };
            self.span_in(field, &clock, |text, clock| {
                let end = time::read(text, clock)?;
                match day {
                    Some(start) if is_on_a_later_day(end, start, clock.zone) => {
                        Err(TimeProblem::EndNotAfterStart)
                    }
                    _ => Ok(Span::from_start(end)),
                }
            })?
            .start()
        });
        let minutes = clinic
            .field(FieldRole::Minutes)
            .and_then(|field| self.whole_number(field));
        let minutes = minutes.and_then(|minutes| Minutes::new(minutes.into()));
        self.check_range(range_end, end);
        if self.problems.len() > problem_count {
            return None;
        }
        match Span::resolve(start, end.or(range_end), minutes) {
            Ok(span) => {
                self.echo_computed_parts(&span, start, end, minutes);
                Some(span)
            }
            Err(problem) => {
                self.span_problem(&problem, start.is_some(), end.is_some());
                None
            }
        }
    }

    /// Checks that the end of a range does not contradict the end field, and that the clinic takes an end.
    fn check_range(&mut self, range_end: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) {
        let language = self.language();
        let clinic = self.clinic();
        match (range_end, clinic.field(FieldRole::End)) {
            (Some(_), None) => {
                let what = say!(language, "review-no-end-here", clinic = clinic.name());
                self.error(
                    clinic.start_field(),
                    what,
                    say!(language, "review-start-alone"),
                );
            }
            (Some(range_end), Some(field)) if end.is_some_and(|end| end != range_end) => {
                let what = say!(
                    language,
                    "review-two-ends",
                    start = clinic.start_field().label(language)
                );
                self.error(field, what, say!(language, "review-clear-end"));
            }
            _ => {}
        }
    }

    /// Echoes the parts that were computed from the others.
    fn echo_computed_parts(
        &mut self,
        span: &Span,
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        minutes: Option<Minutes>,
    ) {
        let zone = self.setting.clock.zone;
        let language = self.language();
        let clinic = self.clinic();
        if let (None, Some(start)) = (start, span.start()) {
            let start = self.in_full(start, None);
            self.echo(
                clinic.start_field(),
                say!(language, "review-follows", what = start),
            );
        }
        if let (None, Some(end), Some(field)) = (end, span.end(), clinic.field(FieldRole::End)) {
            let end = time::echo(end, zone, language);
            self.echo(field, say!(language, "review-ends", what = end));
        }
        let field = clinic.field(FieldRole::Minutes);
        if let (None, Some(minutes), Some(field)) = (minutes, span.minutes(), field) {
            self.echo(
                field,
                say!(language, "review-follows", what = minutes.get()),
            );
        }
    }

    /// Reports a contradiction at the field that was most likely typed last: the end, else the minutes.
    fn span_problem(&mut self, problem: &SpanProblem, has_start: bool, has_end: bool) {
        let language = self.language();
        let clinic = self.clinic();
        let role = match problem {
            SpanProblem::Contradiction { .. } => FieldRole::Minutes,
            _ if has_start && has_end => FieldRole::End,
            _ => FieldRole::Minutes,
        };
        let field = clinic.field(role).unwrap_or(clinic.start_field());
        self.error(
            field,
            format!("{}.", problem.what(language)),
            problem.advice(language),
        );
    }

    /// Checks that a visit has a start, unless its status needs none, and that it has a length. Warns of a start in the
    /// past, unless the clinic refuses that.
    fn check_time(&mut self, status: Option<Status>, span: &Span) {
        let language = self.language();
        let clinic = self.clinic();
        let needs_none = status.is_some_and(Status::needs_no_time);
        match span.start() {
            // A required field's own row reports that the field is empty.
            None if needs_none || clinic.start_field().required => {}
            None => self.error(
                clinic.start_field(),
                say!(language, "review-no-start"),
                say!(language, "review-give-it-time"),
            ),
            Some(start) => self.check_start(start),
        }
        let lacks_length = span.start().is_some() && span.minutes().is_none() && !needs_none;
        if let Some(field) = clinic.field(FieldRole::Minutes)
            && lacks_length
        {
            self.warning(
                field,
                say!(language, "review-no-length"),
                say!(language, "review-give-it-length"),
            );
        }
    }

    /// Warns of a start in the past, unless the clinic refuses that.
    pub(super) fn check_start(&mut self, start: DateTime<Utc>) {
        let language = self.language();
        let clinic = self.clinic();
        let now = self.setting.clock.now;
        let field = clinic.start_field();
        if start <= now && !clinic.can().takes_past {
            let label = field.label(language);
            let clinic = clinic.name();
            let what = say!(language, "review-past-refused", field = label, clinic);
            self.error(field, what, say!(language, "review-give-later-time"));
        } else if start < now {
            self.warning(
                field,
                say!(language, "review-visit-in-past"),
                say!(language, "review-mend-date"),
            );
        }
    }

    /// Returns the values of the fields that have no part of their own in the booking, in form order.
    pub(super) fn values(&mut self) -> Vec<(FieldId, FieldValue)> {
        let clinic = self.clinic();
        let mut values = Vec::new();
        for field in clinic.form().iter().copied() {
            if BookingParts::have(clinic, field) {
                continue;
            }
            if !self.draft.asks(field) {
                self.warn_of_other_status(field);
                continue;
            }
            let value = field.kind.value(self, field);
            values.extend(value.map(|value| (field, value)));
        }
        values
    }

    /// Warns that a filled field is ignored because of the form's status.
    fn warn_of_other_status(&mut self, field: FieldId) {
        let status = self.clinic().field(FieldRole::Status);
        if let Some(status) = status
            && !self.draft.text(field).trim().is_empty()
        {
            let language = self.language();
            let what = say!(
                language,
                "review-other-status",
                field = field.label(language)
            );
            self.warning(status, what, say!(language, "review-book-without"));
        }
    }
}

/// Returns whether an end lies beyond the midnight that ends the day of its start.
fn is_on_a_later_day(end: DateTime<Utc>, start: DateTime<Utc>, zone: Zone) -> bool {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let before_end = end - TimeDelta::nanoseconds(1);
    day(before_end) > day(start)
}

#[cfg(test)]
mod tests {
    use crate::clinics::SHIPPED;
    use crate::time::{Clock, Minutes};
    use crate::{
        Directory, Draft, FieldId, FieldRole, IdShape, NamedEntries, Setting, Timing, review,
    };
    use i18n::Language;
    use zones::Zone;

    fn setting() -> Setting {
        let clock = Clock {
            now: "2026-11-20T13:32:00Z".parse().expect("a moment"),
            zone: Zone::BERLIN,
            date_order: None,
            language: Language::En,
            open: None,
        };
        Setting {
            clock,
            here: Zone::BERLIN,
            reference: None,
            missing: Default::default(),
        }
    }

    fn id_of(list: Directory) -> String {
        match list.ids {
            IdShape::Word => format!("{}1", list.id_prefix),
            IdShape::Uuid => "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b".to_owned(),
        }
    }

    /// Returns a text that a field accepts.
    fn example(field: FieldId) -> String {
        let kind = field.kind;
        if let NamedEntries::One(list) | NamedEntries::Several(list) = kind.entries {
            return id_of(list);
        }
        match kind.time {
            Timing::Moment => return "10.2.2027 10:00".to_owned(),
            Timing::Periods => return "mo-fr mornings".to_owned(),
            Timing::None => {}
        }
        if let Some((_, most)) = kind.bounds {
            return most.to_string();
        }
        let word = kind.words.all().last();
        word.map_or("rings back", |word| *word).to_owned()
    }

    #[test]
    fn an_end_without_a_day_is_on_the_day_of_its_start_or_the_midnight_behind_it() {
        let ends = [
            ("23:40", Some(10)),
            ("0:00", Some(30)),
            ("23:30", None),
            ("0:30", None),
            ("10:00", None),
        ];
        for clinic in SHIPPED {
            let Some(end) = clinic.field(FieldRole::End) else {
                continue;
            };
            for (typed, minutes) in ends {
                let mut draft = Draft::new(clinic);
                draft.set(clinic.start_field(), "10.2.2027 23:30");
                draft.set(end, typed);
                let read = review(&draft, &setting());
                let length = read.span.and_then(|span| span.minutes());
                assert_eq!(length.map(Minutes::get), minutes, "{typed}");
                assert_eq!(read.problem(end).is_some(), minutes.is_none(), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_typed_into_any_field_is_in_the_booking() {
        for clinic in SHIPPED {
            let status = clinic.field(FieldRole::Status);
            let statuses: Vec<&str> = status.map_or(vec![""], |field| field.words().to_vec());
            for status in statuses {
                let mut draft = Draft::new(clinic);
                draft.set_role(FieldRole::Status, status);
                let filled: Vec<FieldId> = draft.asked().collect();
                let follows = [FieldRole::Status, FieldRole::End].map(Some);
                for field in filled.iter().filter(|field| !follows.contains(&field.role)) {
                    draft.set(*field, example(*field));
                }
                let read = review(&draft, &setting());
                let booking = read
                    .booking
                    .unwrap_or_else(|| panic!("{:?}", read.problems));
                for field in filled {
                    assert!(booking.value_of(field).is_some(), "{field:?}, {status}");
                }
            }
        }
    }
}
