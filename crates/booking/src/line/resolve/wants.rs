//! The words of a sentence about a wish for a visit: `Lena Albers möchte den ersten freien Termin`.

use super::words::{LineWords, word};
use crate::line::token::TokenKind;
use crate::text::begin_with_phrase;

/// The words between a patient and the wish, in English, German and Finnish, without accents. Of two with the same
/// beginning, the longer comes first.
const WANTS: &[&[&str]] = &[
    &["wants"],
    &["would", "like"],
    &["needs"],
    &["asks", "for"],
    &["mochte", "gerne"],
    &["mochte", "gern"],
    &["mochte"],
    &["moechte"],
    &["will"],
    &["braucht"],
    &["hatte", "gerne"],
    &["hatte", "gern"],
    &["haette", "gerne"],
    &["haette", "gern"],
    &["haluaa"],
    &["haluaisi"],
    &["tarvitsee"],
];

/// The words that may follow those and add nothing.
const BEHIND: [&str; 20] = [
    "a",
    "an",
    "the",
    "to",
    "have",
    "see",
    "be",
    "seen",
    "by",
    "den",
    "der",
    "die",
    "das",
    "einen",
    "eine",
    "ein",
    "termin",
    "appointment",
    "time",
    "ajan",
];

/// The words before those for the first available practitioner.
const BEFORE_ANYONE: [&str; 4] = ["of", "from", "von", "bei"];

/// A word that is also a name: it is read as a wish only after a first name and a surname.
const ALSO_NAME: &str = "will";

impl LineWords<'_> {
    /// Reads the words that only say that the patient before them wants something: they end the name.
    pub(super) fn read_wants(&mut self) {
        let mut place = 1;
        while place < self.tokens.len() {
            let count = self.wants_at(place);
            let behind = self.tokens[place + count..].iter();
            let beside = behind.take_while(|token| BEHIND.contains(&&*word(token)));
            let count = if count > 0 { count + beside.count() } else { 0 };
            for token in &mut self.tokens[place..place + count] {
                token.kind = TokenKind::Label;
            }
            place += count.max(1);
        }
        for place in 1..self.tokens.len() {
            let before = &self.tokens[place - 1];
            let is_before = BEFORE_ANYONE.contains(&&*word(before)) && !self.is_code(before);
            if is_before && self.tokens[place].kind.is_of_anyone() {
                self.tokens[place - 1].kind = TokenKind::Label;
            }
        }
    }

    /// Returns the number of tokens from this one on that say that the patient wants something; 0 if there are none.
    fn wants_at(&self, place: usize) -> usize {
        let rest = &self.tokens[place..];
        let is_there =
            |words: &&&[&str]| begin_with_phrase(rest, words, |token, own| word(token) == own);
        let Some(words) = WANTS.iter().find(is_there) else {
            return 0;
        };
        let is_name = |before: usize| self.tokens[before].kind == TokenKind::Name;
        let is_behind_two = place > 1 && is_name(place - 1) && is_name(place - 2);
        let is_name_itself = *words == [ALSO_NAME] && !is_behind_two;
        let are_names = (place..place + words.len()).any(|place| self.may_be_name(place));
        if is_name_itself || are_names {
            0
        } else {
            words.len()
        }
    }
}
