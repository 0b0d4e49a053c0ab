//! The reading of a draft, field by field; collects problems and echoes.

use chrono::{DateTime, Utc};
use zones::Zone;

use crate::api::MissingCapabilities;
use crate::time::{self, Clock, TimeChoice};
use crate::{ClinicId, Draft, FieldId, Problem, Reference, Spot};
use i18n::{Language, say};

/// The context in which a draft is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The present, the zone of the booking, and the desk's date order.
    pub clock: Clock,
    /// The zone of the desk, whose local time is also shown if it differs.
    pub here: Zone,
    /// The reference of the booking, if it gets one.
    pub reference: Option<Reference>,
    /// The capabilities that the clinic's server lacks.
    pub missing: MissingCapabilities,
}

/// The reading of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// The field.
    pub field: FieldId,
    /// The reading, in full.
    pub text: String,
    /// The possible readings, if the text is ambiguous.
    pub choices: Vec<TimeChoice>,
}

/// The state while a draft is read.
pub(crate) struct DraftReader<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) setting: &'a Setting,
    pub(crate) problems: Vec<Problem>,
    pub(crate) echoes: Vec<Echo>,
}

impl DraftReader<'_> {
    pub(crate) fn clinic(&self) -> ClinicId {
        self.draft.clinic()
    }

    /// Returns the language of all messages.
    pub(crate) fn language(&self) -> Language {
        self.setting.clock.language
    }

    pub(crate) fn error(
        &mut self,
        id: FieldId,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems
            .push(Problem::error(Spot::Field(id), what, advice));
    }

    pub(crate) fn warning(
        &mut self,
        id: FieldId,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems
            .push(Problem::warning(Spot::Field(id), what, advice));
    }

    pub(crate) fn echo(&mut self, field: FieldId, text: String) {
        self.echoes.push(Echo {
            field,
            text,
            choices: Vec::new(),
        });
    }

    /// Returns the field's trimmed text, if there is any. If a required field has none, that is a problem.
    pub(crate) fn typed(&mut self, field: FieldId) -> Option<String> {
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

    /// Parses the field's text with `read`. If that fails, `wrong` returns the problem and the advice.
    pub(crate) fn parsed<T>(
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

    /// Formats the moment, and its end if any, in the zone of the booking, and in the desk's if its time differs.
    pub(crate) fn in_full(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> String {
        let clock = &self.setting.clock;
        let echo = time::echo_span_in_full(start, end, clock);
        time::with_here(echo, start, clock.zone, self.setting.here, clock.language)
    }
}
