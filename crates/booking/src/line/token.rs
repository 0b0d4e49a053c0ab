//! Splits a line into tokens and classifies each by its shape.

use std::fmt;

use strum::IntoStaticStr;

use super::details::{TypedDetail, is_word_for_detail, mark_text_of_detail};
use crate::people::{
    PatientWish, is_name, is_uuid, is_word_before_phone, why_not_born, with_birth_dates_joined,
    with_phones_joined,
};
use crate::text::begin_with_phrase;
use crate::time::{
    Clock, Minutes, TimeProblem, is_before_number_of_week, is_time_word, languages_of, minutes,
    time_words, words_of_distance, words_of_phrases,
};
use crate::{OutOfBounds, Series, Verb};
use i18n::Language;

/// A line's tokens, in typed order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLine {
    /// All tokens of the line.
    pub tokens: Vec<Token>,
    /// The text of a detail after the sign `=`, or the reason of a cancellation, if stated.
    pub detail: Option<TypedDetail>,
    /// On a line with a verb, the place of the first token that tells what is new; the ones before tell whose
    /// appointment is meant, and which.
    pub(super) new_from: usize,
}

impl TokenLine {
    /// Returns whether it asks for the first available practitioner.
    pub(crate) fn asks_for_anyone(&self) -> bool {
        self.tokens.iter().any(|token| token.kind.is_of_anyone())
    }

    /// Returns whether it asks for the time right after the visit just booked.
    pub fn follows_booking(&self) -> bool {
        let mut tokens = self.tokens.iter();
        tokens.any(|token| token.kind == TokenKind::Then)
    }

    /// Returns the text without the tokens at these places.
    pub fn text_without(&self, places: &[usize]) -> String {
        let tokens = self.tokens.iter().enumerate();
        let others = tokens.filter(|(place, _)| !places.contains(place));
        let texts: Vec<&str> = others.map(|(_, token)| token.text.as_str()).collect();
        texts.join(" ")
    }

    /// Returns whether its practitioner depends on the patient's past visits.
    pub fn asks_for_past_visits(&self) -> bool {
        let mut tokens = self.tokens.iter();
        tokens.any(|token| matches!(token.kind, TokenKind::Usual | TokenKind::Same))
    }
}

/// The text between two blanks, a birth date with its month in words (`22 March 1985`), or a telephone number in groups
/// (`030 2312500`).
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The start, in code points from 0.
    pub from: usize,
    /// The end, in code points, exclusive.
    pub to: usize,
    /// The text as typed.
    pub text: String,
    /// The subject of the token.
    pub kind: TokenKind,
}

/// The subject of a token.
#[derive(Clone, IntoStaticStr, PartialEq, Eq)]
pub enum TokenKind {
    /// A patient: `220385s`, `schmidt,ma`, `…4711`.
    Patient(PatientWish),
    /// Two letters: a practitioner's or location's code.
    Code,
    /// Two letters that may be a code or part of a time: they mean a time in another language than the desk's (`to`),
    /// or only before an hour (`ab 14`).
    CodeOrTime,
    /// A bare word: part of the name of a practitioner, a location or a patient.
    Name,
    /// One letter: a visit template.
    Template(char),
    /// Words in the names of several visit templates, by their letters. Only the lists can decide.
    Templates(Vec<char>),
    /// Part of a time.
    Time,
    /// A full date in the past, perhaps with its month in words, or a year next to a name: a birth date, unless an id
    /// or another birth date already identifies the patient.
    PastDate(PatientWish),
    /// An id: `pt_abc123`, `prac_xyz789`, a UUID.
    Id,
    /// An action on one of the patient's appointments: `>` moves it, `-` cancels it, `+` sets its next
    /// status, `!` notes that the patient did not come.
    Verb(Verb),
    /// The number of the appointment that a verb is about, counted from 1: a digit right before the verb.
    Number(usize),
    /// The count and interval of a series: `x6w`.
    Series(Result<Series, OutOfBounds>),
    /// The length of the visit: `30min`.
    Length(Minutes),
    /// A birth date with an initial, whose day does not exist: `310285s`.
    NoBirthDate(Box<TimeProblem>),
    /// One of the words for the first available practitioner: `any`, `egal wer`.
    Anyone,
    /// One of the words for anyone who is free from this minute on, for a patient at the counter: `emergency`,
    /// `Notfall`; also `now`, if the line names no practitioner.
    AtOnce,
    /// One of the words for the patient's usual practitioner: `usual`, `wie immer`.
    Usual,
    /// One of the words for a visit like the patient's last one: `same`, `wie letztes Mal`.
    Same,
    /// One of the words for right after the visit just booked: `then`, `danach`.
    Then,
    /// One of the words for all appointments of the patient, on a line with a verb: `all`, `alle`.
    All,
    /// A word that adds nothing to the next one, which may be a birth date, a telephone number or, by the lists, a
    /// name: `born`, `geb. am`, `tel`, `with`, `für`.
    Label,
    /// Part of the text of a detail, or the word before it: `reason knee`.
    Detail,
    /// A shape without a meaning.
    Unclear,
}

impl TokenKind {
    /// Returns whether it means the first available practitioner.
    pub(super) fn is_of_anyone(&self) -> bool {
        matches!(self, TokenKind::Anyone | TokenKind::AtOnce)
    }
}

/// Returns whether a text is one of the words for anyone who is free from this minute on.
pub fn means_at_once(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    AT_ONCE.contains(&words.as_slice())
}

/// Splits a line at its blanks and classifies each token. A word that could be a time is read as one; a comma after it
/// makes it a patient's name (`mai,`).
pub fn parse(line: &str, clock: &Clock) -> TokenLine {
    let texts = with_birth_dates_joined(line, pieces(line, clock), clock);
    let texts = with_phones_joined(line, texts);
    let are_of_phrase = words_of_phrases(&texts);
    let mut tokens: Vec<Token> = places(line, &texts)
        .into_iter()
        .zip(&texts)
        .zip(time_words(&texts).into_iter().zip(are_of_phrase))
        .map(|((from, text), (is_of_time, is_of_phrase))| Token {
            from,
            to: from + text.chars().count(),
            text: (*text).to_owned(),
            kind: if is_of_phrase {
                TokenKind::Time
            } else {
                kind(text, clock, is_of_time)
            },
        })
        .collect();
    mark_number_before_verb(&mut tokens);
    mark_lengths_of_two_tokens(&mut tokens);
    mark_birth_years(&mut tokens, clock);
    mark_words_before_birth(&mut tokens, clock);
    mark_words_before_phone(&mut tokens);
    let detail = mark_text_of_detail(line, &mut tokens);
    mark(&mut tokens, ANYONE, &TokenKind::Anyone);
    mark(&mut tokens, AT_ONCE, &TokenKind::AtOnce);
    mark(&mut tokens, SAME, &TokenKind::Same);
    mark(&mut tokens, USUAL, &TokenKind::Usual);
    mark(&mut tokens, THEN, &TokenKind::Then);
    mark_distances_behind_move(&mut tokens);
    TokenLine {
        tokens,
        detail,
        new_from: 0,
    }
}

/// Returns the texts between blanks; the sign of a verb is split from the text before and after it.
fn pieces<'a>(line: &'a str, clock: &Clock) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    for text in line.split_whitespace() {
        let (birth, text) = text.split_at(sign_of_birth(text));
        let (before, rest) = text.split_at(
            sign_of_verb(text, clock)
                .or_else(|| sign_of_details(text))
                .unwrap_or(text.len()),
        );
        let (sign, after) = rest.split_at(rest.len().min(1));
        let parts = [birth, before, sign, after];
        pieces.extend(parts.into_iter().filter(|piece| !piece.is_empty()));
    }
    pieces
}

/// Returns the length of the sign before a birth date: `*1968`.
fn sign_of_birth(text: &str) -> usize {
    let date = text.strip_prefix('*');
    let is_date = |date: &str| date.starts_with(|letter: char| letter.is_ascii_digit());
    usize::from(date.is_some_and(is_date))
}

/// Returns the place of each piece in the line, in code points.
fn places(line: &str, pieces: &[&str]) -> Vec<usize> {
    let mut place = 0;
    let mut end = 0;
    let mut places = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let start = piece.as_ptr().addr() - line.as_ptr().addr();
        place += line[end..start].chars().count();
        places.push(place);
        place += piece.chars().count();
        end = start + piece.len();
    }
    places
}

/// Returns the byte position of the sign `=` before a length or the word for a detail: `=reason`, `220385s=45min`.
fn sign_of_details(text: &str) -> Option<usize> {
    let (before, behind) = text.split_once('=')?;
    let digits = behind.trim_end_matches(char::is_alphabetic);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_word_for_detail(behind) || is_number).then_some(before.len())
}

/// Returns the byte position of a verb's sign in `220385s>`, `220385s-`, `MRN-4711+` or `2>fr`.
fn sign_of_verb(text: &str, clock: &Clock) -> Option<usize> {
    let mut signs = Verb::ALL.iter().filter_map(|verb| verb.sign());
    let before_sign = signs.find_map(|sign| text.strip_suffix(sign));
    let is_last = before_sign.is_some();
    let before = match before_sign {
        Some(before) => before,
        None => text.split_once('>')?.0,
    };
    let is_number = matches!(before.as_bytes(), [b'1'..=b'9']) && !text.ends_with('-');
    let is_wish = PatientWish::read(before, clock).is_some();
    let is_identifier = is_last && PatientWish::identifier(before).is_some();
    (is_number || is_id(before) || is_wish || is_identifier).then_some(before.len())
}

/// Reads `30 min` as `30min`, if the number is not part of a relative time.
fn mark_lengths_of_two_tokens(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let may_be_unit = matches!(
            tokens[at].kind,
            TokenKind::Name | TokenKind::Patient(PatientWish::Name { .. })
        );
        if !may_be_unit {
            continue;
        }
        let unit = tokens[at].text.trim_end_matches(',');
        if let Some(minutes) = minutes(&format!("{}{unit}", tokens[at - 1].text)) {
            tokens[at - 1].kind = TokenKind::Length(minutes);
            tokens[at].kind = TokenKind::Length(minutes);
        }
    }
}

/// Marks the words after the sign of a move that state the new time relative to the old one: `> a day later`.
pub(super) fn mark_distances_behind_move(tokens: &mut [Token]) {
    let sign = TokenKind::Verb(Verb::Move);
    let Some(sign) = tokens.iter().position(|token| token.kind == sign) else {
        return;
    };
    let mut at = sign + 1;
    while at < tokens.len() {
        let words: Vec<&str> = tokens[at..]
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        let count = words_of_distance(&words);
        for token in &mut tokens[at..at + count] {
            token.kind = TokenKind::Time;
        }
        at += count.max(1);
    }
}

/// The words that introduce a birth date, in English, German and Finnish.
const BORN: [&str; 13] = [
    "born", "b.", "dob", "geb", "geb.", "geboren", "jahrgang", "jg", "jg.", "synt", "synt.",
    "syntynyt", "*",
];

/// The words that may come between those and the date.
const ON: [&str; 4] = ["on", "am", "in", "vuonna"];

/// Returns whether a token is a name that may be the patient's.
pub(super) fn is_name_of_somebody(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Name | TokenKind::Patient(PatientWish::Name { .. })
    )
}

/// Marks the years that are the patient's birth year: the ones after a name or after a word for it, and, next to any
/// name, all that are no hour.
fn mark_birth_years(tokens: &mut [Token], clock: &Clock) {
    let names_somebody = tokens.iter().any(is_name_of_somebody);
    for at in 0..tokens.len() {
        let is_no_hour = !is_time_word(tokens[at].text.trim_end_matches(','));
        let is_behind = |before: &Token| {
            let word = bare(before);
            let is_said = BORN.contains(&&*word) || ON.contains(&&*word);
            is_said || is_name_of_somebody(before)
        };
        let is_there = names_somebody && is_no_hour || at > 0 && is_behind(&tokens[at - 1]);
        if let Some(year) = PatientWish::born_in(&tokens[at].text, clock)
            && is_there
        {
            tokens[at].kind = TokenKind::PastDate(year);
        }
    }
}

/// Returns a word in lower case, without the punctuation after it.
fn bare(token: &Token) -> String {
    token.text.trim_end_matches([':', ',']).to_lowercase()
}

/// Marks the words that introduce a birth date. Such a date is never the day of a visit.
fn mark_words_before_birth(tokens: &mut [Token], clock: &Clock) {
    for at in 1..tokens.len() {
        let wish = match &tokens[at].kind {
            TokenKind::PastDate(wish) | TokenKind::Patient(wish) if wish.may_be_birth() => {
                Some(wish.clone())
            }
            // Two digits of the year are enough for a birth date.
            TokenKind::Time | TokenKind::Unclear => PatientWish::said_born(&tokens[at].text, clock),
            _ => None,
        };
        let Some(wish) = wish else { continue };
        let count = 1 + usize::from(ON.contains(&bare(&tokens[at - 1]).as_str()));
        let Some(first) = at.checked_sub(count) else {
            continue;
        };
        if BORN.contains(&bare(&tokens[first]).as_str()) {
            for token in &mut tokens[first..at] {
                token.kind = TokenKind::Label;
            }
            tokens[at].kind = TokenKind::Patient(wish);
        }
    }
}

/// Marks the words that introduce a telephone number.
fn mark_words_before_phone(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let Some(phone) = PatientWish::phone(&tokens[at].text) else {
            continue;
        };
        if is_word_before_phone(&tokens[at - 1].text) {
            tokens[at - 1].kind = TokenKind::Label;
            tokens[at].kind = TokenKind::Patient(phone);
        }
    }
}

/// The words for the first available practitioner, in English, German and Finnish. Of two with the same beginning, the
/// longer comes first.
const ANYONE: &[&[&str]] = &[
    &["any"],
    &["anyone"],
    &["anybody"],
    &["whoever"],
    &["egal", "wer"],
    &["egal", "bei", "wem"],
    &["egal"],
    &["irgendwer"],
    &["irgendjemand"],
    &["irgendeiner"],
    &["wer", "frei", "ist"],
    &["wer", "frei"],
    &["kuka", "tahansa"],
    &["kuka", "vain"],
    &["kuka", "vaan"],
    &["joku"],
];

/// The word about time for a patient who is at the counter.
pub const NOW: &str = "now";

/// The words for anyone who is free from this minute on, in English, German and Finnish. Of two with the same
/// beginning, the longer comes first.
const AT_ONCE: &[&[&str]] = &[
    &["emergency"],
    &["walk-in"],
    &["walkin"],
    &["walk", "in"],
    &["notfall"],
    &["akut"],
    &["laufkunde"],
    &["ohne", "termin"],
    &["päivystys"],
    &["paivystys"],
    &["päivystykseen"],
    &["kiireellinen"],
    &["ilman", "aikaa"],
];

/// The words for a visit like the patient's last one, in English, German and Finnish. Of two with the same beginning,
/// the longer comes first.
const SAME: &[&[&str]] = &[
    &["same", "as", "last", "time"],
    &["same", "as", "before"],
    &["same", "again"],
    &["same"],
    &["like", "last", "time"],
    &["as", "last", "time"],
    &["wie", "beim", "letzten", "mal"],
    &["wie", "das", "letzte", "mal"],
    &["wie", "letztes", "mal"],
    &["wie", "zuletzt"],
    &["sama", "kuin", "viimeksi"],
    &["samoin", "kuin", "viimeksi"],
    &["kuten", "viimeksi"],
    &["kuin", "viimeksi"],
];

/// The words for the patient's usual practitioner, in English, German and Finnish. Of two with the same beginning, the
/// longer comes first.
const USUAL: &[&[&str]] = &[
    &["usual"],
    &["wie", "immer"],
    &["wie", "üblich"],
    &["üblich"],
    &["kuten", "yleensä"],
    &["tuttu"],
];

/// The words for right after the visit just booked, in English, German and Finnish.
const THEN: &[&[&str]] = &[
    &["then"],
    &["danach"],
    &["anschließend"],
    &["gleich", "danach"],
    &["direkt", "danach"],
    &["direkt", "im", "anschluss"],
    &["im", "anschluss"],
    &["direkt", "anschließend"],
    &["right", "after"],
    &["right", "afterwards"],
    &["straight", "after"],
    &["straight", "afterwards"],
    &["directly", "after"],
    &["directly", "afterwards"],
    &["afterwards"],
    &["heti", "sen", "jälkeen"],
    &["heti", "perään"],
    &["sitten"],
    &["sen", "jälkeen"],
];

/// Marks the tokens that are one of these phrases. The words of a longer phrase may have a comma after them.
fn mark(tokens: &mut [Token], phrases: &[&[&str]], kind: &TokenKind) {
    let mut at = 0;
    while at < tokens.len() {
        let rest = &mut tokens[at..];
        let is_there = |words: &&&[&str]| is_phrase(rest, words);
        let count = phrases.iter().find(is_there).map_or(0, |words| words.len());
        for token in &mut rest[..count] {
            token.kind = kind.clone();
        }
        at += count.max(1);
    }
}

/// Returns whether the tokens begin with a phrase. A word for a limit, such as `after`, is no phrase before its hour.
fn is_phrase(tokens: &[Token], words: &[&str]) -> bool {
    let is_of_several = words.len() > 1;
    let is_before_time = tokens
        .get(words.len())
        .is_some_and(|next| next.kind == TokenKind::Time);
    begin_with_phrase(tokens, words, |token, word| {
        let text = token.text.to_lowercase();
        match &token.kind {
            TokenKind::Name => text == word,
            TokenKind::Code => is_of_several && text == word,
            TokenKind::Time => is_of_several && !is_before_time && text == word,
            TokenKind::Patient(_) => is_of_several && text.strip_suffix(',') == Some(word),
            _ => false,
        }
    })
}

/// Reads a digit as a number if a verb follows; otherwise it stays part of a time.
pub(super) fn mark_number_before_verb(tokens: &mut [Token]) {
    let Some(verb) = tokens
        .iter()
        .position(|token| matches!(token.kind, TokenKind::Verb(_)))
    else {
        return;
    };
    let is_of_week = verb
        .checked_sub(2)
        .is_some_and(|place| is_before_number_of_week(&tokens[place].text));
    if is_of_week {
        return;
    }
    if let Some(before) = tokens[..verb].last_mut()
        && let [digit @ b'1'..=b'9'] = before.text.as_bytes()
    {
        before.kind = TokenKind::Number(usize::from(digit - b'0'));
    }
}

fn kind(text: &str, clock: &Clock, is_of_time: bool) -> TokenKind {
    if text.contains(char::is_whitespace) {
        let born = PatientWish::born(text, clock).map(TokenKind::PastDate);
        let phone = || PatientWish::phone(text).map(TokenKind::Patient);
        return born.or_else(phone).unwrap_or(TokenKind::Unclear);
    }
    // The hyphen of a range.
    if is_of_time && text == "-" {
        return TokenKind::Time;
    }
    if let Some(verb) = Verb::ALL.iter().find(|verb| verb.sign() == Some(text)) {
        return TokenKind::Verb(*verb);
    }
    if let Some(series) = Series::read(text) {
        return TokenKind::Series(series);
    }
    if let Some(minutes) = minutes(text.trim_end_matches(',')) {
        return TokenKind::Length(minutes);
    }
    if let Some(wish) = PatientWish::read(text, clock) {
        return TokenKind::Patient(wish);
    }
    match text.as_bytes() {
        _ if is_id(text) => TokenKind::Id,
        _ if is_of_time && may_be_code(text, clock.language) => TokenKind::CodeOrTime,
        _ if is_of_time => {
            PatientWish::born(text, clock).map_or(TokenKind::Time, TokenKind::PastDate)
        }
        [letter] if letter.is_ascii_alphabetic() => {
            TokenKind::Template(letter.to_ascii_lowercase().into())
        }
        [_, _] if text.bytes().all(|byte| byte.is_ascii_alphabetic()) => TokenKind::Code,
        _ if is_name(text) => TokenKind::Name,
        _ => match why_not_born(text, clock) {
            Some(problem) => TokenKind::NoBirthDate(Box::new(problem)),
            None => PatientWish::identifier(text).map_or(TokenKind::Unclear, TokenKind::Patient),
        },
    }
}

/// Returns whether two letters that mean a time at a desk of this language may be a code instead.
fn may_be_code(text: &str, language: Language) -> bool {
    let mut languages = languages_of(text).peekable();
    languages.peek().is_some() && !(is_time_word(text) && languages.any(|one| one == language))
}

/// Returns whether a text has the shape of an id. ClinikAPI's ids have a prefix and an underscore (`pt_abc123`),
/// Aniva's are UUIDs.
fn is_id(text: &str) -> bool {
    let has_prefix = text.split_once('_').is_some_and(|(prefix, rest)| {
        let is_plain =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_plain(prefix) && rest.split(['_', '-', '.']).all(is_plain)
    });
    has_prefix || is_uuid(text)
}

/// Prints the place and the kind, never the text.
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
