//! The details that a line states after the sign `=`: `220385s = 45 min`, `220385s = reason knee`, `220385s = patient
//! weber`.

use super::token::{Token, TokenKind};
use crate::text::redacted_debug;
use crate::time::Minutes;
use crate::{ClinicId, FieldId, FieldRole, Verb};

/// The words for the details, in English, German and Finnish.
const KINDS: [(DetailKind, &[&str]); 4] = [
    (DetailKind::Patient, &["patient", "patientin", "potilas"]),
    (
        DetailKind::Text(FieldRole::Reason),
        &["reason", "grund", "syy"],
    ),
    (
        DetailKind::Text(FieldRole::Comment),
        &["comment", "kommentar", "kommentti"],
    ),
    (
        DetailKind::Text(FieldRole::Instruction),
        &["instruction", "hinweis", "ohje"],
    ),
];

/// The detail that a line states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailKind {
    /// The new patient of the appointment.
    Patient,
    /// A text: reason, comment or instruction.
    Text(FieldRole),
}

impl DetailKind {
    /// Returns its field at a clinic; `None` if the clinic has none.
    pub fn field(self, clinic: ClinicId) -> Option<FieldId> {
        match self {
            DetailKind::Patient => Some(clinic.patient_field()),
            DetailKind::Text(role) => clinic.field(role),
        }
    }
}

/// A detail of an appointment with its new text.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedDetail {
    /// The detail.
    pub kind: DetailKind,
    /// The new text, or the text that finds the patient; empty until something is typed.
    pub text: String,
}

redacted_debug!(TypedDetail { kind });

/// The details that a line states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedDetails {
    /// The new length.
    pub minutes: Option<Minutes>,
    /// The new text.
    pub text: Option<TypedDetail>,
}

impl TypedDetails {
    /// Returns each new text with its detail, except the patient's. A text is empty until something is typed.
    pub fn texts(&self) -> impl Iterator<Item = (FieldRole, String)> {
        let minutes = self
            .minutes
            .map(|minutes| (FieldRole::Minutes, minutes.get().to_string()));
        let text = self.text.iter().filter_map(|detail| match detail.kind {
            DetailKind::Text(role) if !detail.text.is_empty() => Some((role, detail.text.clone())),
            _ => None,
        });
        minutes.into_iter().chain(text)
    }

    /// Returns the text that finds the new patient of the appointment; empty if none is typed.
    pub fn whom(&self) -> &str {
        let detail = self.text.as_ref();
        let detail = detail.filter(|detail| detail.kind == DetailKind::Patient);
        detail.map_or("", |detail| &detail.text)
    }
}

/// Reads the text up to the end of the line, after the sign, a length and the word for the detail. Its tokens have no
/// other meaning.
pub(super) fn mark_text_of_detail(line: &str, tokens: &mut [Token]) -> Option<TypedDetail> {
    let sign = tokens.iter().position(is_sign)?;
    let is_length = |token: &&Token| matches!(token.kind, TokenKind::Length(_));
    let behind = sign + 1;
    let word = behind + tokens[behind..].iter().take_while(is_length).count();
    let typed = tokens.get(word)?;
    let called = typed.text.trim_end_matches([':', ',']).to_lowercase();
    let (kind, _) = KINDS
        .iter()
        .find(|(_, words)| words.contains(&called.as_str()))?;
    let text: String = line.chars().skip(typed.to).collect();
    for token in &mut tokens[word..] {
        token.kind = TokenKind::Detail;
    }
    Some(TypedDetail {
        kind: *kind,
        text: text.trim().to_owned(),
    })
}

/// Returns whether this is the word for a detail.
pub(super) fn is_word_for_detail(typed: &str) -> bool {
    let called = typed.to_lowercase();
    KINDS
        .iter()
        .any(|(_, words)| words.contains(&called.as_str()))
}

fn is_sign(token: &Token) -> bool {
    token.kind == TokenKind::Verb(Verb::Details)
}
