//! Turns a draft into a booking, or into all its problems.

mod booking;
mod details;
mod moving;

use chrono::{DateTime, Utc};
use zones::Zone;

use crate::api::{Capability, MissingCapabilities};
use crate::text::grouped;
use crate::time::{self, Clock, Span, TimeChoice, TimeProblem};
use crate::{Booking, ClinicId, Draft, FieldId, Kind, Problem, Reference, Severity, Spot, Text};
use i18n::{Language, say};

pub use details::read_details;
pub use moving::{fields_of_move, moved, read_move};

/// The context in which a draft is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The present, the zone of the booking, and the desk's date order.
    pub clock: Clock,
    /// The zone of the desk, whose local time is also shown if it differs.
    pub here: Zone,
    /// The reference that the booking will bear, if any.
    pub reference: Option<Reference>,
    /// The capabilities that the clinic's server lacks.
    pub missing: MissingCapabilities,
}

/// The result of reading a draft.
#[derive(Clone, Debug)]
pub struct Review {
    /// The booking, if no problem blocks it.
    pub booking: Option<Booking>,
    /// All problems, in form order.
    pub problems: Vec<Problem>,
    /// The readings of the texts, to be echoed.
    pub echoes: Vec<Echo>,
}

/// The reading of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// The field.
    pub field: FieldId,
    /// The reading, in full.
    pub text: String,
    /// The readings to choose from, if the text is ambiguous.
    pub choices: Vec<TimeChoice>,
}

impl Review {
    /// Returns the reading of a field, if there is one to echo.
    pub fn echo(&self, id: FieldId) -> Option<&Echo> {
        self.echoes.iter().find(|echo| echo.field == id)
    }

    /// Adds problems for which there is no booking, in place of what else is wrong with their fields.
    pub fn refuse(&mut self, clinic: ClinicId, why: Vec<Problem>) {
        if why.is_empty() {
            return;
        }
        self.booking = None;
        self.problems
            .retain(|problem| why.iter().all(|other| other.spot != problem.spot));
        self.problems.extend(why);
        self.problems
            .sort_by_key(|problem| place_of(problem, clinic));
    }

    /// Returns the gravest problem of a field, if there is one.
    pub fn problem(&self, id: FieldId) -> Option<&Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.field() == Some(id))
            .max_by_key(|problem| problem.severity)
    }
}

/// Reads a draft.
pub fn review(draft: &Draft, setting: &Setting) -> Review {
    let mut reader = DraftReader {
        draft,
        setting,
        problems: Vec::new(),
        echoes: Vec::new(),
    };
    let booking = reader.booking();
    if setting.missing.has(Capability::Book) {
        let language = setting.clock.language;
        let what = Capability::Book.missing_at(draft.clinic(), language);
        reader.problems.push(Problem::error(
            Spot::Whole,
            what,
            say!(language, "capability-elsewhere"),
        ));
    }
    let DraftReader {
        mut problems,
        echoes,
        ..
    } = reader;
    problems.sort_by_key(|problem| place_of(problem, draft.clinic()));
    let is_blocked = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Review {
        booking: booking.filter(|_| !is_blocked),
        problems,
        echoes,
    }
}

/// Returns the place of a problem in form order; what is about no field comes last.
fn place_of(problem: &Problem, clinic: ClinicId) -> usize {
    let place = problem.field().and_then(|field| clinic.position(field));
    place.unwrap_or(usize::MAX)
}

/// The state while a draft is read.
struct DraftReader<'a> {
    draft: &'a Draft,
    setting: &'a Setting,
    problems: Vec<Problem>,
    echoes: Vec<Echo>,
}

impl DraftReader<'_> {
    /// Returns the language of all messages.
    fn language(&self) -> Language {
        self.setting.clock.language
    }

    fn error(&mut self, id: FieldId, what: impl Into<String>, advice: impl Into<String>) {
        self.problems
            .push(Problem::error(Spot::Field(id), what, advice));
    }

    fn warning(&mut self, id: FieldId, what: impl Into<String>, advice: impl Into<String>) {
        self.problems
            .push(Problem::warning(Spot::Field(id), what, advice));
    }

    fn echo(&mut self, field: FieldId, text: String) {
        self.echoes.push(Echo {
            field,
            text,
            choices: Vec::new(),
        });
    }

    /// Returns the field's trimmed text, if there is any. A missing required one is a problem.
    fn typed(&mut self, field: FieldId) -> Option<String> {
        let text = self.draft.text(field).trim();
        if text.is_empty() && field.required {
            let language = self.language();
            let label = field.label(language);
            let hint = field.hint(language);
            let what = say!(language, "review-missing", field = label);
            self.error(field, what, say!(language, "review-fill-in", hint));
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Parses the field's text with `read`; if that fails, `wrong` returns the problem and the advice.
    fn parsed<T>(
        &mut self,
        id: FieldId,
        read: impl Fn(&str) -> Option<T>,
        wrong: impl FnOnce(&str) -> (String, String),
    ) -> Option<T> {
        let text = self.typed(id)?;
        let value = read(&text);
        if value.is_none() {
            let (what, advice) = wrong(&text);
            self.error(id, what, advice);
        }
        value
    }

    /// Parses the whole number in the field, within the bounds of its row.
    fn whole_number(&mut self, id: FieldId) -> Option<u32> {
        let Kind::Integer(least, most) = id.kind else {
            return None;
        };
        let language = self.language();
        let read = |text: &str| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|number| is_number && (least..=most).contains(number))
        };
        self.parsed(id, read, |_| {
            let label = id.label(language);
            let what = say!(
                language,
                "review-no-whole-number",
                field = label,
                least,
                most
            );
            (what, say!(language, "review-digits-only").to_owned())
        })
    }

    /// Returns the free text of the field, if there is any and it is within the limit.
    fn text(&mut self, field: FieldId) -> Option<Text> {
        let typed = self.draft.text(field);
        let limit = field
            .room(self.setting.reference.is_some())
            .unwrap_or(usize::MAX);
        let length = self.draft.length(field);
        if length > limit {
            let language = self.language();
            let label = field.label(language);
            let [length, most, over] =
                [length, limit, length - limit].map(|number| grouped(number, language));
            let what = say!(
                language,
                "review-too-long",
                field = label,
                length,
                limit = most
            );
            self.error(field, what, say!(language, "review-shorten", over));
            return None;
        }
        Text::new(typed, limit)
    }

    /// Parses the field's text with `read`, and echoes it in full.
    fn span_in(
        &mut self,
        id: FieldId,
        clock: &Clock,
        read: impl Fn(&str, &Clock) -> Result<Span, TimeProblem>,
    ) -> Option<Span> {
        let text = self.typed(id)?;
        match read(&text, clock) {
            Ok(span) => {
                let mut echo = span
                    .start()
                    .map(|start| self.in_full(start, span.end()))
                    .unwrap_or_default();
                if let Some(remark) = time::remark(&text, &self.setting.clock) {
                    echo = format!("{echo} · {remark}");
                }
                self.echo(id, echo);
                Some(span)
            }
            Err(problem) => {
                let language = clock.language;
                self.error(
                    id,
                    format!("{}.", problem.what(language)),
                    problem.advice(language),
                );
                self.echoes.push(Echo {
                    field: id,
                    text: String::new(),
                    choices: problem.choices(),
                });
                None
            }
        }
    }

    /// Formats the moment, and its end if any, in the zone of the booking, and in the desk's if that shows
    /// another time.
    fn in_full(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> String {
        let clock = &self.setting.clock;
        let echo = time::echo_span_in_full(start, end, clock);
        time::with_here(echo, start, clock.zone, self.setting.here, clock.language)
    }
}
