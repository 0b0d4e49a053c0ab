//! The texts of fields after a time has been entered.

use crate::time::{Clock, Span, typed, typed_span};
use crate::{ClinicId, Draft, FieldId, FieldRole};

/// Returns the texts of the fields for a start and an end, which determines the length. If the clinic takes no length,
/// the start holds both, so that no part of the span is lost unnoticed.
pub fn texts_of_span(clinic: ClinicId, span: Span, clock: &Clock) -> Vec<(FieldId, String)> {
    let Some(start) = span.start() else {
        return Vec::new();
    };
    let Some((field, minutes)) = clinic.field(FieldRole::Minutes).zip(span.minutes()) else {
        return vec![(clinic.start_field(), typed_span(start, span.end(), clock))];
    };
    let mut texts = vec![
        (clinic.start_field(), typed(start, clock)),
        (field, minutes.get().to_string()),
    ];
    let end = clinic.field(FieldRole::End);
    texts.extend(end.map(|field| (field, String::new())));
    texts
}

impl Draft {
    /// Enters a start, and the length given by its end.
    pub fn set_span(&mut self, span: Span, clock: &Clock) {
        for (field, text) in texts_of_span(self.clinic(), span, clock) {
            self.set(field, text);
        }
    }
}
