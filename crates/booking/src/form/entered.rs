//! The texts that stand in fields once a time has been entered, or a field has been left.

use crate::time::{Clock, Span, typed, typed_span};
use crate::{ClinicId, Draft, FieldId, FieldRole, Kind, Language, Status, type_called};

/// Returns the texts of the fields that hold a start and an end: the length follows from them. If the clinic takes no
/// length, the start holds both, so that no part of the span is lost unnoticed.
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

/// Returns the text of a field once it has been left, if that differs from what was typed: a status or a kind of visit
/// stands there by its word on the wire.
pub fn text_once_left(field: FieldId, typed: &str, language: Language) -> Option<&'static str> {
    match field.kind {
        Kind::Choice(_) => Status::named(typed, language)
            .map(Status::word)
            .filter(|word| *word != typed),
        Kind::Line(words) => type_called(words, typed, language),
        _ => None,
    }
}

impl Draft {
    /// Enters a start, and the length that follows from its end.
    pub fn set_span(&mut self, span: Span, clock: &Clock) {
        for (field, text) in texts_of_span(self.clinic(), span, clock) {
            self.set(field, text);
        }
    }
}
