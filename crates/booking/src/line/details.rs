//! The details that a line states behind the sign `=`: `220385s = 45 min`, `220385s = reason knee`.

use super::token::{Token, TokenKind};
use crate::text::redacted_debug;
use crate::time::Minutes;
use crate::{FieldRole, Verb};

/// The words for the details that are a text, in English, German and Finnish.
const ROLES: [(FieldRole, &[&str]); 3] = [
    (FieldRole::Reason, &["reason", "grund", "syy"]),
    (FieldRole::Comment, &["comment", "kommentar", "kommentti"]),
    (FieldRole::Instruction, &["instruction", "hinweis", "ohje"]),
];

/// A detail of an appointment that is a text.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedDetail {
    /// The detail: reason, comment or instruction.
    pub role: FieldRole,
    /// The new text; empty as long as nothing is typed.
    pub text: String,
}

redacted_debug!(TypedDetail { role });

/// The details that a line states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedDetails {
    /// The new length.
    pub minutes: Option<Minutes>,
    /// The new text.
    pub text: Option<TypedDetail>,
}

impl TypedDetails {
    /// Returns each new text with its detail, without one of which nothing is typed.
    pub fn texts(&self) -> impl Iterator<Item = (FieldRole, String)> {
        let minutes = self
            .minutes
            .map(|minutes| (FieldRole::Minutes, minutes.get().to_string()));
        let text = self.text.iter().filter(|detail| !detail.text.is_empty());
        let text = text.map(|detail| (detail.role, detail.text.clone()));
        minutes.into_iter().chain(text)
    }
}

/// Reads the text that stands to the end of the line, behind the sign, a length and the word for the detail. Its tokens
/// have no other meaning.
pub(super) fn mark_text_of_detail(line: &str, tokens: &mut [Token]) -> Option<TypedDetail> {
    let sign = tokens.iter().position(is_sign)?;
    let is_length = |token: &&Token| matches!(token.kind, TokenKind::Length(_));
    let behind = sign + 1;
    let word = behind + tokens[behind..].iter().take_while(is_length).count();
    let typed = tokens.get(word)?;
    let called = typed.text.to_lowercase();
    let (role, _) = ROLES
        .iter()
        .find(|(_, words)| words.contains(&called.as_str()))?;
    let text: String = line.chars().skip(typed.to).collect();
    for token in &mut tokens[word..] {
        token.kind = TokenKind::Detail;
    }
    Some(TypedDetail {
        role: *role,
        text: text.trim().to_owned(),
    })
}

fn is_sign(token: &Token) -> bool {
    token.kind == TokenKind::Verb(Verb::Details)
}
