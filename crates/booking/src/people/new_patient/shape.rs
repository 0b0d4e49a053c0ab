//! The shapes of valid values in a new patient's form. Choices are worded in each language.

use chrono::NaiveDate;
use itertools::Itertools;
use strum::IntoStaticStr;

use super::{PatientValue, Sex};
use crate::sanitize::is_control_character;
use crate::{Spoken, units};
use i18n::{Language, MessageId, say};

/// The shape of a valid value. Texts are counted in UTF-16 units.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum ValueShape {
    /// A name of at most this many letters.
    Name(usize),
    /// A phone number in any notation, of at most this many characters.
    Phone(usize),
    /// A name in Latin letters, of at most this many.
    LatinName(usize),
    /// Today or before.
    Born,
    /// Before today.
    BornBeforeToday,
    /// Any of the four words.
    Sex,
    /// One of two words.
    MaleOrFemale,
    /// An e-mail address.
    Email,
    /// E.164; blanks, dots, hyphens and brackets between the digits are left out.
    E164,
    /// One of the languages of messages to patients.
    Language,
    /// A number of the clinic, of at most this many characters.
    Number(usize),
}

/// RFC 5321: the longest address that a mail server accepts, in UTF-16 units.
const LONGEST_ADDRESS: usize = 254;

impl ValueShape {
    /// Returns the requirement, as the end of a sentence.
    pub(super) fn in_words(self, language: Language) -> String {
        match self {
            ValueShape::Name(most) => say!(language, "patient-must-be-name", most),
            ValueShape::Phone(most) | ValueShape::Number(most) => {
                say!(language, "patient-must-be-short-phone", most)
            }
            ValueShape::LatinName(most) => say!(language, "patient-must-be-latin", most),
            shape => MessageId::attribute("patient-shape", shape.into())
                .text(language)
                .to_owned(),
        }
    }

    /// Returns the values to choose from; empty if the value is typed.
    pub(super) fn choices(self) -> &'static [WordedValue] {
        match self {
            ValueShape::Sex => &SEXES,
            ValueShape::MaleOrFemale => &SEXES[..2],
            ValueShape::Language => &LANGUAGES,
            ValueShape::Name(_)
            | ValueShape::Phone(_)
            | ValueShape::LatinName(_)
            | ValueShape::Born
            | ValueShape::BornBeforeToday
            | ValueShape::Email
            | ValueShape::E164
            | ValueShape::Number(_) => &[],
        }
    }

    /// Returns the limit in UTF-16 units, if there is one.
    pub(super) fn limit(self) -> Option<usize> {
        match self {
            ValueShape::Name(most)
            | ValueShape::Phone(most)
            | ValueShape::LatinName(most)
            | ValueShape::Number(most) => Some(most),
            ValueShape::Email => Some(LONGEST_ADDRESS),
            ValueShape::Born
            | ValueShape::BornBeforeToday
            | ValueShape::Sex
            | ValueShape::MaleOrFemale
            | ValueShape::E164
            | ValueShape::Language => None,
        }
    }

    /// Returns the value as it is sent, if it has this shape.
    pub(super) fn admitted(self, value: PatientValue, today: NaiveDate) -> Option<PatientValue> {
        let is_valid = match (&value, self) {
            (PatientValue::Text(text), ValueShape::Name(most)) => {
                is_short(text, most) && text.chars().any(char::is_alphabetic)
            }
            (PatientValue::Text(text), ValueShape::Phone(most) | ValueShape::Number(most)) => {
                is_short(text, most)
            }
            (PatientValue::Text(text), ValueShape::LatinName(most)) => {
                units(text) <= most && is_latin(text) && text.chars().any(char::is_alphabetic)
            }
            (PatientValue::Text(text), ValueShape::Email) => is_email(text),
            (PatientValue::Text(text), ValueShape::E164) => {
                return e164(text).map(PatientValue::Text);
            }
            (PatientValue::Day(day), ValueShape::Born) => *day <= today,
            (PatientValue::Day(day), ValueShape::BornBeforeToday) => *day < today,
            (PatientValue::Sex(_), ValueShape::Sex) => true,
            (PatientValue::Sex(sex), ValueShape::MaleOrFemale) => {
                matches!(sex, Sex::Male | Sex::Female)
            }
            (PatientValue::Language(spoken), ValueShape::Language) => spoken.tag().is_some(),
            _ => false,
        };
        is_valid.then_some(value)
    }
}

/// Returns whether a text has at most this many characters, and no control character.
fn is_short(text: &str, most: usize) -> bool {
    units(text) <= most && !text.chars().any(is_control_character)
}

/// Returns whether a text has only Latin letters, with any diacritics, and the punctuation of names.
fn is_latin(text: &str) -> bool {
    text.chars().all(|letter| {
        letter.is_ascii_alphabetic()
            || " -'’.".contains(letter)
            || matches!(letter, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}')
            || matches!(letter, '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
    })
}

/// Returns whether a text has one `@`, a mailbox before it and a host name with a dot after it. Only the mail
/// server can check more.
fn is_email(text: &str) -> bool {
    let halves = text.split_once('@');
    let is_host = |host: &str| {
        host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !host.contains('@')
    };
    units(text) <= LONGEST_ADDRESS
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || is_control_character(letter))
        && halves.is_some_and(|(local, host)| !local.is_empty() && is_host(host))
}

/// Reads `+49 (30) 2312-5001` as `+493023125001`; a number without its country code is ambiguous.
fn e164(text: &str) -> Option<String> {
    let number: String = text
        .chars()
        .filter(|letter| !" .-()/".contains(*letter))
        .collect();
    let digits = number.strip_prefix('+')?;
    let is_number =
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !digits.starts_with('0')).then_some(number)
}

/// A value and its word.
pub(super) struct WordedValue {
    word: MessageId,
    pub(super) value: PatientValue,
}

/// The values that Aniva accepts come first.
pub(super) static SEXES: [WordedValue; 4] = [
    choice("patient-male", PatientValue::Sex(Sex::Male)),
    choice("patient-female", PatientValue::Sex(Sex::Female)),
    choice("patient-other-sex", PatientValue::Sex(Sex::Other)),
    choice("patient-unknown-sex", PatientValue::Sex(Sex::Unknown)),
];

/// The languages of messages to patients.
pub(super) static LANGUAGES: [WordedValue; 3] = [
    choice("patient-english", PatientValue::Language(Spoken::En)),
    choice("patient-german", PatientValue::Language(Spoken::De)),
    choice("patient-finnish", PatientValue::Language(Spoken::Fi)),
];

const fn choice(word: &'static str, value: PatientValue) -> WordedValue {
    WordedValue {
        word: MessageId::new(word),
        value,
    }
}

impl WordedValue {
    pub(super) fn word(&self, language: Language) -> &'static str {
        self.word.text(language)
    }
}

/// Returns the only choice whose word begins with the typed text, else the one with that word in another language,
/// because the desk's language may have changed.
pub(super) fn choice_named(
    choices: &'static [WordedValue],
    typed: &str,
    language: Language,
) -> Option<&'static WordedValue> {
    let typed = typed.trim().to_lowercase();
    // A blank form is checked at every start, and reading the words of other languages takes as long as the
    // first frame.
    if typed.is_empty() {
        return None;
    }
    let begins = |choice: &&WordedValue| choice.word(language).to_lowercase().starts_with(&typed);
    let only = choices.iter().filter(begins).exactly_one().ok();
    let is_in_another_language = |choice: &&WordedValue| {
        Language::ALL
            .iter()
            .any(|other| choice.word(*other).to_lowercase() == typed)
    };
    only.or_else(|| choices.iter().find(is_in_another_language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_looked_at_no_closer_than_they_can_be() {
        for good in ["a@b.de", "first.last+tag@sub.example.com", "ü@exämple.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "a", "@b.de", "a@b", "a@b..de", "a b@c.de", "a@b@c.de", "a@.de",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert_eq!(e164("+49 (30) 2312-5001").as_deref(), Some("+493023125001"));
        for bad in [
            "493023125001",
            "0049 30 23125001",
            "+49 30",
            "+49302312500112345",
            "+0493023125001",
            "+49a3023125001",
        ] {
            assert_eq!(e164(bad), None, "{bad}");
        }
    }
}
