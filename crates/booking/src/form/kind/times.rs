//! Reads moments and periods.

use super::{DraftReader, Echo};
use crate::time::{self, Clock, Span, TimeProblem};
use crate::{FieldId, FieldValue, Text, Wished};

impl DraftReader<'_> {
    /// Parses the field's text with `read`, and echoes it in full.
    pub(crate) fn span_in(
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

    /// Reads a moment, as RFC 3339 in UTC.
    pub(super) fn moment(&mut self, field: FieldId) -> Option<FieldValue> {
        let clock = self.setting.clock;
        let span = self.span_in(field, &clock, |text, clock| {
            time::read(text, clock).map(Span::from_start)
        })?;
        Text::new(&span.start()?.to_rfc3339(), usize::MAX).map(FieldValue::Text)
    }

    /// Reads the wished times, and echoes them in full.
    pub(super) fn wished(&mut self, field: FieldId) -> Option<FieldValue> {
        let text = self.typed(field)?;
        let clock = self.setting.clock;
        match Wished::read(&text, &clock) {
            Ok(wished) => {
                self.echo(field, wished.to_text(clock.zone, clock.language));
                Text::new(&wished.to_string(), usize::MAX).map(FieldValue::Text)
            }
            Err(problem) => {
                self.error(
                    field,
                    format!("{}.", problem.what(clock.language)),
                    field.hint(clock.language),
                );
                None
            }
        }
    }
}
