//! Texts that a person types beside the entry line. A whole line among them was meant for the entry line, often for the
//! next caller, and is no reason, note or detail.
//!
//! Commands don't ask this: their texts are arguments with a name each, so no line can come into one by mistake.

use booking::line::{
    LONGEST_LINE, ListMatch, PatientWish, Resolved, Token, TokenKind, TokenLine, parse,
};
use booking::time::Clock;
use booking::{AwayProblem, AwayWish, ClinicId, Draft, FieldId, Naming, Prose};

use crate::Office;

/// A text that a person has typed beside the entry line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypedText<'a> {
    text: &'a str,
    is_line: bool,
}

impl<'a> TypedText<'a> {
    /// Returns the text as it was typed.
    pub fn as_typed(self) -> &'a str {
        self.text
    }

    /// Returns the text, to be sent or kept; `None` if it is a whole line.
    pub fn text(self) -> Option<&'a str> {
        (!self.is_line).then_some(self.text)
    }

    /// Returns whether it is a whole line.
    pub fn is_line(self) -> bool {
        self.is_line
    }

    pub(crate) fn trimmed(self) -> TypedText<'a> {
        TypedText {
            text: self.text.trim(),
            ..self
        }
    }
}

/// The free texts of a draft, and whether each is a whole line: by the lists and the appointments known when they were
/// read.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ReadTexts(Vec<(FieldId, String, bool)>);

impl ReadTexts {
    /// Returns whether a draft has these texts and no others.
    pub fn are_in(&self, draft: &Draft) -> bool {
        let read = self.0.iter().map(|(field, text, _)| (*field, &**text));
        free_texts(draft).eq(read)
    }

    /// Returns the fields whose text is a whole line.
    pub fn lines(&self) -> impl Iterator<Item = FieldId> + '_ {
        let lines = self.0.iter().filter(|(.., is_line)| *is_line);
        lines.map(|(field, ..)| *field)
    }
}

fn free_texts(draft: &Draft) -> impl Iterator<Item = (FieldId, &str)> {
    draft
        .asked()
        .filter(|field| field.kind.prose != Prose::None)
        .map(|field| (field, draft.text(field).trim()))
        .filter(|(_, text)| !text.is_empty())
}

/// Returns whether a word identifies a patient: an id, or a birth date with an initial, even if no calendar has that
/// date.
fn identifies(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Id | TokenKind::NoBirthDate(_) => true,
        TokenKind::Patient(PatientWish::Born { initial, .. }) => !initial.is_empty(),
        _ => false,
    }
}

/// Returns whether a line ends with a code and the kind or the time of a visit: `… ki f`, `… ki 9:00`.
fn ends_with_visit(line: &TokenLine) -> bool {
    let [.., code, wanted] = &line.tokens[..] else {
        return false;
    };
    matches!(code.kind, TokenKind::Code | TokenKind::CodeOrTime)
        && matches!(wanted.kind, TokenKind::Template(_) | TokenKind::Time)
}

/// Returns whether a text with this meaning is a line: it identifies a patient by birth date and initial or by an id,
/// names a patient and says what is wanted, or ends with a code and what is wanted there, whomever it names.
pub(crate) fn is_line(line: &TokenLine, means: &Resolved) -> bool {
    if line.tokens.iter().any(identifies) {
        return true;
    }
    if means.names_provider() && ends_with_visit(line) {
        return true;
    }
    let says_what = means.provider != ListMatch::Unasked || means.template.is_some();
    names_patient(means) && (says_what || says_when_or_what_becomes(means))
}

fn names_patient(means: &Resolved) -> bool {
    matches!(means.patient, ListMatch::One(_) | ListMatch::Several(_))
}

/// Returns whether words say when, how long, or what becomes of an appointment.
fn says_when_or_what_becomes(means: &Resolved) -> bool {
    means.verb.is_some()
        || means.series.is_some()
        || means.minutes.is_some()
        || !means.time.is_empty()
}

/// Returns whether a text begins with a birth date and an initial, and continues.
pub fn begins_with_patient(text: &str, clock: &Clock) -> bool {
    let line = parse(text, clock);
    let is_born = |token: &Token| match &token.kind {
        TokenKind::Patient(PatientWish::Born { initial, .. }) => !initial.is_empty(),
        _ => false,
    };
    line.tokens.len() > 1 && line.tokens.first().is_some_and(is_born)
}

impl Office {
    /// Reads a text that was typed beside the entry line. `here` is the clinic of a line that names none.
    pub fn typed_text<'a>(&self, text: &'a str, here: ClinicId, clock: &Clock) -> TypedText<'a> {
        let is_longer = text.chars().nth(LONGEST_LINE).is_some();
        let is_line = !is_longer && {
            let line = parse(text, clock);
            is_line(&line, &self.meaning_of_text(&line, here, clock))
        };
        TypedText { text, is_line }
    }

    /// Returns whether a text typed in place of another answer is a whole line. It is one if it identifies a patient by
    /// birth date and initial or by an id and continues, or if it names a patient and says when, how long, or what
    /// becomes of an appointment. A name alone is not a line.
    pub fn is_line_for_answer(&self, text: &str, here: ClinicId, clock: &Clock) -> bool {
        let line = parse(text, clock);
        let is_id = |token: &Token| matches!(token.kind, TokenKind::Id);
        if let [first, second, ..] = &line.tokens[..] {
            // Several ids are entries of a field.
            let goes_on = !is_id(first) || !is_id(second);
            if identifies(first) && goes_on {
                return true;
            }
        }
        let means = self.meaning_of_text(&line, here, clock);
        names_patient(&means) && says_when_or_what_becomes(&means)
    }

    /// Returns whether a text may be the beginning of a line, or a line that is not understood: it names a patient, or
    /// says when, how long, or what becomes of an appointment. A reason may say so, too.
    pub fn may_be_line(&self, text: &str, here: ClinicId, clock: &Clock) -> bool {
        let line = parse(text, clock);
        let means = self.meaning_of_text(&line, here, clock);
        names_patient(&means) || says_when_or_what_becomes(&means)
    }

    fn meaning_of_text(&self, line: &TokenLine, here: ClinicId, clock: &Clock) -> Resolved {
        self.meaning_of(line, here, clock.language, Naming::InFull)
    }

    /// Reads the free texts of a draft.
    pub fn texts_in(&self, draft: &Draft, clock: &Clock) -> ReadTexts {
        let is_line = |text: &str| self.typed_text(text, draft.clinic(), clock).is_line();
        let texts = free_texts(draft)
            .map(|(field, text)| (field, text.to_owned(), is_line(text)))
            .collect();
        ReadTexts(texts)
    }

    /// Returns a typed absence.
    ///
    /// # Errors
    ///
    /// Returns a problem if its reason is a whole line.
    pub fn typed_absence(&self, wish: AwayWish, clock: &Clock) -> Result<AwayWish, AwayProblem> {
        let clinic = wish.provider.clinic();
        match &wish.why {
            Some(why) if self.typed_text(why.as_str(), clinic, clock).is_line() => {
                Err(AwayProblem::LineInReason)
            }
            _ => Ok(wish),
        }
    }
}
