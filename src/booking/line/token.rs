//! A line taken apart: what each token is about, told by its shape.

use std::fmt;

use strum::IntoStaticStr;
use uuid::Uuid;

use super::wish::{PatientWish, why_not_born};
use crate::booking::time::{Clock, Minutes, TimeProblem, minutes, time_words};
use crate::booking::{OutOfBounds, Series, Verb};

/// A line's tokens, in the order they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Everything on the line but the blanks.
    pub tokens: Vec<Token>,
}

/// What stands between two blanks.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, in code points from 0.
    pub from: usize,
    /// Where it has ended, in code points.
    pub to: usize,
    /// As typed.
    pub text: String,
    /// What it is about.
    pub kind: TokenKind,
}

/// What a token is about.
#[derive(Clone, IntoStaticStr, PartialEq, Eq)]
pub enum TokenKind {
    /// A patient: `220385s`, `schmidt,ma`, `…4711`.
    Patient(PatientWish),
    /// Two letters: a practitioner's or location's code.
    Code,
    /// A bare word: part of the name of a practitioner, a location or a patient.
    Name,
    /// One letter: a visit template.
    Template(char),
    /// Part of a time.
    Time,
    /// A whole date that is past: someone's birth date, unless the patient is named by a number or an id.
    PastDate(PatientWish),
    /// An id: `pt_abc123`, `prac_xyz789`, a UUID.
    Id,
    /// What is to become of an appointment of the patient's: `>` moves it, `-` cancels it,
    /// `+` gives it its next status, `!` says that nobody came.
    Verb(Verb),
    /// Which of the patient's appointments a verb is about, counted from 1: a digit right before it.
    Number(usize),
    /// How often the visit is, and how far apart: `x6w`.
    Series(Result<Series, OutOfBounds>),
    /// How long the visit is: `30min`.
    Length(Minutes),
    /// A birth date with an initial that no calendar has: `310285s`.
    NoBirthDate(Box<TimeProblem>),
    /// No shape that means anything.
    Unclear,
}

/// Takes a line apart at its blanks. What could be a time is one: a patient whose name is a weekday is found with
/// a comma behind it (`mai,`).
pub fn parse(line: &str, clock: &Clock) -> Line {
    let pieces = pieces(line, clock);
    let texts: Vec<&str> = pieces.iter().map(|(_, text)| *text).collect();
    let mut tokens: Vec<Token> = pieces
        .iter()
        .zip(time_words(&texts))
        .map(|((from, text), is_of_time)| {
            let (from, to) = (*from, from + text.chars().count());
            Token { from, to, text: (*text).to_owned(), kind: kind(text, clock, is_of_time) }
        })
        .collect();
    number_before_verb(&mut tokens);
    length_in_two(&mut tokens);
    Line { tokens }
}

/// What stands between blanks, with its place in code points; the sign of a verb stands apart from whom it is glued to.
fn pieces<'a>(line: &'a str, clock: &Clock) -> Vec<(usize, &'a str)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for text in line.split(char::is_whitespace) {
        let mut place = from;
        let (who, sign) = text.split_at(glued_verb(text, clock).unwrap_or(text.len()));
        let (sign, behind) = sign.split_at(sign.len().min(1));
        for piece in [who, sign, behind] {
            if !piece.is_empty() {
                pieces.push((place, piece));
            }
            place += piece.chars().count();
        }
        from = place + 1;
    }
    pieces
}

/// Where the sign of a verb stands, in bytes, in `220385s>`, `220385s-` or `2>fr`.
fn glued_verb(text: &str, clock: &Clock) -> Option<usize> {
    let ends_so = Verb::ALL.iter().filter_map(|verb| verb.sign()).any(|sign| text.ends_with(sign));
    let at = if ends_so { text.len() - 1 } else { text.find('>')? };
    let who = &text[..at];
    let is_number = matches!(who.as_bytes(), [b'1'..=b'9']) && !text.ends_with('-');
    (is_number || is_id(who) || PatientWish::read(who, clock).is_some()).then_some(at)
}

/// `30 min` as `30min`, where the number is no time from now.
fn length_in_two(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if tokens[at].kind != TokenKind::Name {
            continue;
        }
        if let Some(minutes) = minutes(&format!("{}{}", tokens[at - 1].text, tokens[at].text)) {
            tokens[at - 1].kind = TokenKind::Length(minutes);
            tokens[at].kind = TokenKind::Length(minutes);
        }
    }
}

/// Without a verb behind it a digit is part of a time.
fn number_before_verb(tokens: &mut [Token]) {
    let Some(verb) = tokens.iter().position(|token| matches!(token.kind, TokenKind::Verb(_))) else { return };
    let Some(before) = verb.checked_sub(1).map(|place| &mut tokens[place]) else { return };
    if let [digit @ b'1'..=b'9'] = before.text.as_bytes() {
        before.kind = TokenKind::Number(usize::from(digit - b'0'));
    }
}

fn kind(text: &str, clock: &Clock, is_of_time: bool) -> TokenKind {
    let is_mark_of_range = is_of_time && text == "-";
    if is_mark_of_range {
        return TokenKind::Time;
    }
    if let Some(verb) = Verb::ALL.iter().find(|verb| verb.sign() == Some(text)) {
        return TokenKind::Verb(*verb);
    }
    if let Some(series) = Series::read(text) {
        return TokenKind::Series(series);
    }
    if let Some(minutes) = minutes(text) {
        return TokenKind::Length(minutes);
    }
    if let Some(wish) = PatientWish::read(text, clock) {
        return TokenKind::Patient(wish);
    }
    match text.as_bytes() {
        _ if is_id(text) => TokenKind::Id,
        _ if is_of_time => PatientWish::born(text, clock).map_or(TokenKind::Time, TokenKind::PastDate),
        [one] if one.is_ascii_alphabetic() => TokenKind::Template(one.to_ascii_lowercase().into()),
        [one, two] if one.is_ascii_alphabetic() && two.is_ascii_alphabetic() => TokenKind::Code,
        _ if is_name(text) => TokenKind::Name,
        _ => match why_not_born(text, clock) {
            Some(problem) => TokenKind::NoBirthDate(Box::new(problem)),
            None => TokenKind::Unclear,
        },
    }
}

/// ClinikAPI's ids have a mark and an underscore (`pt_abc123`), Aniva's are UUIDs.
fn is_id(text: &str) -> bool {
    let marked = text.split_once('_').is_some_and(|(mark, rest)| {
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain(mark) && rest.split(['_', '-', '.']).all(plain)
    });
    marked || is_uuid(text)
}

/// A UUID as Aniva writes it, with hyphens.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

/// Letters, and what stands between the letters of a name.
pub(super) fn is_name(text: &str) -> bool {
    let joins = |c: char| matches!(c, '\'' | '’' | 'ʼ' | '-' | '.') || ('\u{300}'..='\u{36f}').contains(&c);
    text.contains(char::is_alphabetic) && text.chars().all(|c| c.is_alphabetic() || joins(c))
}

/// Says where it stands and what it is about, never what it says.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{}..{}", self.kind, self.from, self.to)
    }
}

impl fmt::Debug for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.into())
    }
}
