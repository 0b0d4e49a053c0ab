//! Reading a clinic visit for ClinikAPI.

use chrono::{DateTime, Utc};

use super::Reader;
use crate::booking::time::{Clock, Minutes, Span, SpanProblem};
use crate::booking::{
    ClinikBooking, FieldId, Kind, PatientId, PractitionerId, Priority, Status, Text, fields, time,
};
use crate::i18n::say;

impl Reader<'_> {
    /// The visit, if every part of it can be read. Every part is read, so that all problems show at once.
    pub(super) fn visit(&mut self) -> Option<ClinikBooking> {
        let patient = self.id(FieldId::Patient, PatientId::new);
        let practitioner = self.id(FieldId::Practitioner, PractitionerId::new);
        let status = self.status();
        let span = self.span();
        let priority = self.whole_number(FieldId::Priority).and_then(Priority::new);
        let texts = self.texts();
        if let (Some(status), Some(span)) = (status, &span) {
            self.mind_the_start(status, span.start());
        }
        Some(ClinikBooking {
            status: status?,
            patient: patient?,
            practitioner,
            span: span?,
            priority,
            texts,
            reference: self.setting.reference,
        })
    }

    fn id<T>(&mut self, id: FieldId, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let language = self.language();
        let what = say!(language, "review-no-id", field = id.label(language));
        self.parsed(id, &what, say!(language, "review-pick-or-type"), read)
    }

    fn status(&mut self) -> Option<Status> {
        let language = self.language();
        let said = |statuses: &[Status]| statuses.iter().map(|one| one.said(language)).collect::<Vec<_>>();
        let fitting = said(&Status::beginning(self.draft.text(FieldId::Status), language));
        let what = match fitting.is_empty() {
            true => say!(language, "review-status-none").to_owned(),
            false => {
                let or = format!(" {} ", say!(language, "review-or"));
                say!(language, "review-status-some", words = fitting.join(&or))
            }
        };
        let advice = say!(language, "review-status-letters", words = said(&Status::ALL).join(", "));
        let status = self.parsed(FieldId::Status, &what, &advice, |text| Status::named(text, language))?;
        if self.draft.text(FieldId::Status) != status.word() {
            self.say(FieldId::Status, format!("= {}", status.said(language)));
        }
        Some(status)
    }

    /// Start, end and minutes: one fact. Where two are given, the third is said back.
    fn span(&mut self) -> Option<Span> {
        let before = self.problems.len();
        let start = self.instant(FieldId::Start);
        let end = match start {
            // Beside a start it belongs to the start's day.
            Some(start) if time::is_time_alone(self.draft.text(FieldId::End)) => {
                let clock = Clock { now: start, ..self.setting.clock };
                self.instant_after(FieldId::End, &clock)
            }
            _ => self.instant(FieldId::End),
        };
        let minutes = self.whole_number(FieldId::Minutes).and_then(|minutes| Minutes::new(minutes.into()));
        if self.problems.len() > before {
            return None;
        }
        match Span::resolve(start, end, minutes) {
            Ok(span) => {
                self.say_what_follows(&span, start, end, minutes);
                Some(span)
            }
            Err(problem) => {
                self.span_problem(&problem, start.is_some(), end.is_some());
                None
            }
        }
    }

    fn say_what_follows(
        &mut self,
        span: &Span,
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        minutes: Option<Minutes>,
    ) {
        let (zone, language) = (self.setting.clock.zone, self.language());
        if let (None, Some(follows)) = (start, span.start()) {
            self.say(FieldId::Start, say!(language, "review-follows", what = self.in_full(follows)));
        }
        if let (None, Some(follows)) = (end, span.end()) {
            let end = time::echo(follows, zone, language);
            self.say(FieldId::End, say!(language, "review-follows", what = end));
        }
        if let (None, Some(follows)) = (minutes, span.minutes()) {
            self.say(FieldId::Minutes, say!(language, "review-follows", what = follows.get()));
        }
    }

    /// Says it on the field that was most likely typed last: the end, else the minutes.
    fn span_problem(&mut self, problem: &SpanProblem, has_start: bool, has_end: bool) {
        let language = self.language();
        let id = match problem {
            SpanProblem::Contradiction { .. } => FieldId::Minutes,
            _ if has_start && has_end => FieldId::End,
            _ => FieldId::Minutes,
        };
        self.error(id, format!("{}.", problem.what(language)), problem.advice(language));
    }

    /// A start in the past, or none where there is a visit, is unusual enough to ask once.
    fn mind_the_start(&mut self, status: Status, start: Option<DateTime<Utc>>) {
        let language = self.language();
        match start {
            None if status.means_a_visit() => self.warning(
                FieldId::Start,
                say!(language, "review-no-start", status = status.said(language)),
                say!(language, "review-give-it-time"),
            ),
            Some(start) if start < self.setting.clock.now => self.warning(
                FieldId::Start,
                say!(language, "review-visit-in-past"),
                say!(language, "review-mend-date"),
            ),
            _ => {}
        }
    }

    /// The free texts that hold something, in form order.
    fn texts(&mut self) -> Vec<(FieldId, Text)> {
        let mut texts = Vec::new();
        for field in fields(self.draft.backend()) {
            if !matches!(field.kind, Kind::Line(_) | Kind::Lines) {
                continue;
            }
            if self.draft.asks(*field) {
                texts.extend(self.text(*field).map(|text| (*field, text)));
            } else if !self.draft.text(*field).trim().is_empty() {
                let language = self.language();
                let what = say!(language, "review-other-status", field = field.label(language));
                self.warning(FieldId::Status, what, say!(language, "review-book-without"));
            }
        }
        texts
    }
}
