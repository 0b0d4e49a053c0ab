//! The criteria on a line for a patient, and the patients who meet them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use strum::IntoStaticStr;
use uuid::Uuid;

use super::typed_phone::digits_of_groups;
use super::{Patient, birth_dates, birth_year, births, no_such_birth, past_births};
use crate::begins;
use crate::sanitize::sanitize;
use crate::time::{self, Clock, TimeProblem};
use i18n::{Language, say};

/// The fewest digits that are read as the end of a telephone number: fewer could be a time.
const PHONE_DIGITS: usize = 5;
/// The fewest digits of a whole telephone number.
const FEWEST_OF_PHONE: usize = 7;
/// The fewest digits after `…`.
const PHONE_DIGITS_MARKED: usize = 3;
/// The fewest digits of a number that begins with a letter: fewer could be part of a time or a series.
const DIGITS_OF_NUMBER: usize = 3;
/// The fewest digits with hyphens or slashes between them: fewer could be a date.
const PHONE_DIGITS_APART: usize = 9;

/// A criterion for a patient, as typed on the line.
#[derive(Clone, IntoStaticStr, PartialEq, Eq)]
pub enum PatientWish {
    /// A birth date, possibly with the beginning of the surname: `220385s`, `22031985sch`, `22.3.1985s`,
    /// `22.03.1985`.
    Born {
        /// Every date that the digits may mean: in each order that the desk has not ruled out, and in each century in
        /// which a living patient can be born.
        dates: Vec<NaiveDate>,
        /// The beginning of the surname, as typed; empty if only a date is given.
        initial: String,
    },
    /// A birth year next to a name: `1985`.
    BornIn(i32),
    /// A name, `schmidt,ma`, either part possibly empty; or a bare word, which is a surname without a first
    /// name. People say names in both orders, so the parts may be reversed.
    Name {
        /// The beginning of the surname.
        surname: String,
        /// The beginning of the first name.
        given: String,
    },
    /// A telephone number, `…4711`, `23125001`, `+493023125001`, `030/2312-5001`; or `220385`, which may be a
    /// birth date too.
    Number {
        /// The last digits of the telephone number.
        tail: String,
        /// The number as typed.
        typed: String,
        /// The birth dates that the digits may be.
        dates: Vec<NaiveDate>,
    },
    /// An e-mail address, or a number of the clinic that begins with a letter: `MRN-004711`.
    Identifier(String),
}

impl PatientWish {
    /// Reads a token that has the shape of a criterion; `None` for a bare word, which may also name a provider.
    pub fn read(text: &str, clock: &Clock) -> Option<PatientWish> {
        number(text, clock)
            .or_else(|| born_initial(text, clock))
            .or_else(|| name(text))
    }

    /// Reads a word of a patient field that is more specific than a name; `None` for a UUID, even of digits
    /// alone.
    pub fn parse(text: &str, clock: &Clock) -> Option<PatientWish> {
        if is_uuid(text) {
            return None;
        }
        number(text, clock)
            .or_else(|| born_initial(text, clock))
            .or_else(|| PatientWish::born(text, clock))
    }

    /// Reads an e-mail address, or a number that begins with a letter. Other meanings take precedence.
    pub fn identifier(text: &str) -> Option<PatientWish> {
        let is_address = text
            .split_once('@')
            .is_some_and(|(mailbox, host)| !mailbox.is_empty() && host.contains('.'));
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_./".contains(&letter);
        let is_number = digits >= DIGITS_OF_NUMBER
            && text.bytes().all(is_plain)
            && text.starts_with(|letter: char| letter.is_ascii_alphabetic());
        (is_address || is_number).then(|| PatientWish::Identifier(text.to_owned()))
    }

    /// Reads a date that can only be a birth date, because it is too far in the past to book for.
    pub(crate) fn born(text: &str, clock: &Clock) -> Option<PatientWish> {
        let dates = past_births(text, clock);
        (!dates.is_empty()).then(|| PatientWish::Born {
            dates,
            initial: String::new(),
        })
    }

    /// Reads a date that the word before it calls a birth date, so that two digits of its year are enough. A comma may
    /// follow it.
    pub(crate) fn said_born(text: &str, clock: &Clock) -> Option<PatientWish> {
        let dates = birth_dates(text.strip_suffix(',').unwrap_or(text), clock);
        (!dates.is_empty()).then(|| PatientWish::Born {
            dates,
            initial: String::new(),
        })
    }

    /// Reads a telephone number in groups, or digits after a word that introduces one, which are no birth date.
    pub(crate) fn phone(text: &str) -> Option<PatientWish> {
        let groups: Vec<&str> = text.trim_end_matches(',').split_whitespace().collect();
        Some(PatientWish::Number {
            tail: digits_of_groups(text)?,
            typed: groups.join(" "),
            dates: Vec::new(),
        })
    }

    /// Returns whether it can only be a whole telephone number.
    pub fn is_phone(&self) -> bool {
        match self {
            PatientWish::Number { tail, typed, dates } => {
                dates.is_empty() && tail.len() >= FEWEST_OF_PHONE && !typed.starts_with(['…', '.'])
            }
            _ => false,
        }
    }

    /// Reads a year in which a patient can be born; `None` for any other text. A comma may follow it.
    pub(crate) fn born_in(text: &str, clock: &Clock) -> Option<PatientWish> {
        birth_year(text.strip_suffix(',').unwrap_or(text), clock).map(PatientWish::BornIn)
    }

    /// Returns whether it is a birth date or birth year, or digits that may be one.
    pub(crate) fn may_be_birth(&self) -> bool {
        match self {
            PatientWish::Born { .. } | PatientWish::BornIn(_) => true,
            PatientWish::Number { dates, .. } => !dates.is_empty(),
            PatientWish::Name { .. } | PatientWish::Identifier(_) => false,
        }
    }

    /// Creates the criterion that a name begins with `word`, which may be an initial with its dot.
    pub fn named(word: &str) -> PatientWish {
        PatientWish::Name {
            surname: without_dot(word).to_owned(),
            given: String::new(),
        }
    }

    /// Returns whether the patient meets the criterion.
    pub fn fits(&self, patient: &Patient<'_>) -> bool {
        match self {
            PatientWish::Born { dates, initial } => {
                let mut names = patient.names();
                patient.born.is_some_and(|born| dates.contains(&born))
                    && (initial.is_empty() || names.any(|(_, surname)| begins(surname, initial)))
            }
            PatientWish::BornIn(year) => patient.born.is_some_and(|born| born.year() == *year),
            PatientWish::Name { surname, given } => {
                let part = |name: &str, typed: &str| typed.is_empty() || begins(name, typed);
                patient.names().any(|(first, last)| {
                    (part(last, surname) && part(first, given))
                        || (part(first, surname) && part(last, given))
                })
            }
            PatientWish::Number { tail, typed, dates } => {
                patient.phone.is_some_and(|phone| ends_in(phone, tail))
                    || patient.born.is_some_and(|born| dates.contains(&born))
                    || patient.numbers.iter().any(|number| number.is(typed))
            }
            PatientWish::Identifier(typed) => {
                let has_address = |email: &str| email.eq_ignore_ascii_case(typed);
                patient.id.eq_ignore_ascii_case(typed)
                    || patient.email.is_some_and(has_address)
                    || patient.numbers.iter().any(|number| number.is(typed))
            }
        }
    }

    /// Returns the criterion as it was read: `22 Mar 1985 · S…`.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            PatientWish::Born { dates, initial } if initial.is_empty() => either(dates, language),
            PatientWish::Born { dates, initial } => {
                let dates = either(dates, language);
                say!(
                    language,
                    "line-born-initial",
                    dates,
                    initial = capital(initial)
                )
            }
            PatientWish::BornIn(year) => say!(language, "line-born-in", year = year.to_string()),
            PatientWish::Name { surname, given } => match (surname.as_str(), given.as_str()) {
                ("", given) => say!(language, "line-first-name", name = capital(given)),
                (surname, "") => say!(language, "line-name", name = capital(surname)),
                (surname, given) => {
                    let surname = capital(surname);
                    let given = capital(given);
                    say!(language, "line-both-names", surname, given)
                }
            },
            PatientWish::Identifier(typed) => sanitize(typed).into_owned(),
            PatientWish::Number { tail, dates, .. } => {
                let phone = say!(language, "line-phone", tail = tail.as_str());
                if dates.is_empty() {
                    phone
                } else {
                    format!(
                        "{} {} {phone}",
                        either(dates, language),
                        say!(language, "line-or")
                    )
                }
            }
        }
    }
}

/// Joins the dates with "or".
fn either(dates: &[NaiveDate], language: Language) -> String {
    let dates: Vec<String> = dates
        .iter()
        .map(|born| time::date(*born, language))
        .collect();
    dates.join(&format!(" {} ", say!(language, "line-or")))
}

/// Reads the end of a telephone number, which may also be a birth date.
fn number(text: &str, clock: &Clock) -> Option<PatientWish> {
    let tail = text.strip_prefix('…').or_else(|| text.strip_prefix("..."));
    let number = tail.or_else(|| text.strip_prefix('+')).unwrap_or(text);
    let digits: String = number.chars().filter(|c| !matches!(c, '-' | '/')).collect();
    let least = match tail {
        Some(_) => PHONE_DIGITS_MARKED,
        None if digits.len() < number.len() => PHONE_DIGITS_APART,
        None => PHONE_DIGITS,
    };
    let is_number = digits.len() >= least && digits.bytes().all(|byte| byte.is_ascii_digit());
    let dates = if tail.is_none() {
        births(text, clock)
    } else {
        Vec::new()
    };
    is_number.then_some(PatientWish::Number {
        tail: digits,
        typed: text.to_owned(),
        dates,
    })
}

/// Returns whether the number ends with these digits. A national number begins with a 0 that the
/// international one lacks.
fn ends_in(phone: &str, tail: &str) -> bool {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let domestic = tail.trim_start_matches('0');
    digits.ends_with(tail) || (domestic.len() >= PHONE_DIGITS && digits.ends_with(domestic))
}

/// Reads a surname and a first name around a comma, one of which may be empty.
fn name(text: &str) -> Option<PatientWish> {
    let (surname, given) = text.split_once(',')?;
    let part = |part: &str| part.is_empty() || is_name(part);
    (text != "," && part(surname) && part(given)).then(|| PatientWish::Name {
        surname: surname.to_owned(),
        given: given.to_owned(),
    })
}

/// Splits a birth date from the beginning of a surname: `220385s`, `22.3.1985s`.
fn split_initial(text: &str) -> Option<(&str, &str)> {
    let (date, initial) = text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.')?);
    (is_name(initial) && initial.starts_with(char::is_alphabetic)).then_some((date, initial))
}

/// Reads a birth date with the beginning of a surname.
fn born_initial(text: &str, clock: &Clock) -> Option<PatientWish> {
    let (date, initial) = split_initial(text)?;
    let dates = births(date, clock);
    (!dates.is_empty()).then(|| PatientWish::Born {
        dates,
        initial: initial.to_owned(),
    })
}

/// Returns why a birth date with an initial is invalid: `310285s` names a day that February lacks.
pub(crate) fn why_not_born(text: &str, clock: &Clock) -> Option<TimeProblem> {
    no_such_birth(split_initial(text)?.0, clock)
}

/// Capitalizes the first letter, as names are shown.
fn capital(typed: &str) -> String {
    let mut letters = typed.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sanitize(&format!("{first}{}", letters.as_str())).into_owned()
}

/// Prints the kind of criterion, never the person.
impl fmt::Debug for PatientWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.into())
    }
}

/// Returns whether a text is a UUID as Aniva writes it, with hyphens.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

/// Returns whether a text has only letters and the punctuation of names, and at least one letter.
pub(crate) fn is_name(text: &str) -> bool {
    let is_mark =
        |c: char| matches!(c, '\'' | '’' | 'ʼ' | '-' | '.') || ('\u{300}'..='\u{36f}').contains(&c);
    text.contains(char::is_alphabetic) && text.chars().all(|c| c.is_alphabetic() || is_mark(c))
}

/// Returns an initial without its dot; any other word unchanged.
pub(crate) fn without_dot(word: &str) -> &str {
    let initial = word.strip_suffix('.');
    initial
        .filter(|initial| initial.chars().count() == 1)
        .unwrap_or(word)
}

/// Returns whether the text of a patient field is neither an id nor a date. An underscore alone does not make a name an
/// id (`maria_schmidt`): without a digit, only the prefix of ClinikAPI's patient ids does.
pub fn is_like_a_name(typed: &str) -> bool {
    !typed.is_empty()
        && !typed.contains(|c: char| c.is_ascii_digit() || c == '@')
        && !typed.starts_with("pt_")
}

/// Returns whether the text of a patient field identifies a person. In a request's URL, servers and proxies would log
/// it.
pub(crate) fn is_personal(typed: &str, clock: &Clock) -> bool {
    is_like_a_name(typed) || PatientWish::parse(typed, clock).is_some()
}
