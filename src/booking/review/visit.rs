//! Reading a clinic visit for ClinikAPI.

use chrono::{DateTime, Utc};

use super::Reader;
use crate::booking::time::{Clock, Minutes, Span, SpanProblem};
use crate::booking::{
    ClinikBooking, FieldId, Kind, PatientId, PractitionerId, Priority, Status, Text, fields, time,
};

const ID_ADVICE: &str = "Pick it from the list, or type the id as ClinikAPI shows it.";

impl Reader<'_> {
    /// The visit, if every part of it can be read. Every part is read, so that all problems show at once.
    pub(super) fn visit(&mut self) -> Option<ClinikBooking> {
        let patient = self.parsed(
            FieldId::Patient,
            "Patient is not an id: letters, digits, - _ . only.",
            ID_ADVICE,
            PatientId::new,
        );
        let practitioner = self.parsed(
            FieldId::Practitioner,
            "Practitioner is not an id: letters, digits, - _ . only.",
            ID_ADVICE,
            PractitionerId::new,
        );
        let status = self.status();
        let span = self.span();
        let priority = self.whole_number(FieldId::Priority).and_then(Priority::new);
        let texts = self.texts();
        if let (Some(status), Some(span)) = (status, &span) {
            self.mind_the_start(status, span.start());
        }
        Some(ClinikBooking { status: status?, patient: patient?, practitioner, span: span?, priority, texts })
    }

    fn status(&mut self) -> Option<Status> {
        let fitting = Status::beginning(self.draft.text(FieldId::Status));
        let what = match fitting.is_empty() {
            true => "Status is none of the nine.".to_owned(),
            false => format!("Status can be {}.", fitting.join(" or ")),
        };
        let words = Status::WORDS.join(", ");
        let advice = format!("Type as many letters as tell it from the others: {words}.");
        let status = self.parsed(FieldId::Status, &what, &advice, Status::named)?;
        if self.draft.text(FieldId::Status) != status.word() {
            self.say(FieldId::Status, format!("= {status}"));
        }
        Some(status)
    }

    /// Start, end and minutes: one fact. Where two are given, the third is said back.
    fn span(&mut self) -> Option<Span> {
        let before = self.problems.len();
        let start = self.instant(FieldId::Start);
        let end = match start {
            Some(start) if is_time_alone(self.draft.text(FieldId::End)) => {
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
        let zone = self.setting.clock.zone;
        if let (None, Some(follows)) = (start, span.start()) {
            self.say(FieldId::Start, format!("follows: {}", self.in_full(follows)));
        }
        if let (None, Some(follows)) = (end, span.end()) {
            self.say(
                FieldId::End,
                format!("follows: {}", time::echo(follows, zone, self.setting.clock.language)),
            );
        }
        if let (None, Some(follows)) = (minutes, span.minutes()) {
            self.say(FieldId::Minutes, format!("follows: {}", follows.get()));
        }
    }

    /// Says it on the field that was most likely typed last: the end, else the minutes.
    fn span_problem(&mut self, problem: &SpanProblem, has_start: bool, has_end: bool) {
        let language = self.setting.clock.language;
        let id = match problem {
            SpanProblem::Contradiction { .. } => FieldId::Minutes,
            _ if has_start && has_end => FieldId::End,
            _ => FieldId::Minutes,
        };
        self.error(id, format!("{}.", problem.what(language)), problem.advice(language));
    }

    /// A start in the past, or none where there is a visit, is unusual enough to ask once.
    fn mind_the_start(&mut self, status: Status, start: Option<DateTime<Utc>>) {
        match start {
            None if status.means_a_visit() => self.warning(
                FieldId::Start,
                format!("A visit that is {status} without a start stands on nobody's day."),
                "Give it a time, or book it without one.",
            ),
            Some(start) if start < self.setting.clock.now => self.warning(
                FieldId::Start,
                "Start lies in the past.",
                "Mend the date, or book it as a visit that has been.",
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
            if self.draft.asks(field) {
                texts.extend(self.text(field.id).map(|text| (field.id, text)));
            } else if !self.draft.text(field.id).trim().is_empty() {
                self.warning(
                    FieldId::Status,
                    format!("{} goes with another status; it stays behind.", field.label),
                    "Book without it, or change Status back.",
                );
            }
        }
        texts
    }
}

/// Whether a text is an hour and nothing else: `10:30`, `9`. Beside a start it belongs to the start's day.
fn is_time_alone(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}
