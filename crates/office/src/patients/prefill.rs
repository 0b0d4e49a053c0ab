//! Filling in a new patient's data from the texts typed while searching for the patient.

use chrono::NaiveDate;

use booking::line::PatientWish;
use booking::time::Clock;
use booking::{PatientField, birth_dates, is_like_a_name};

use super::PatientSheet;

/// The facts about a patient that a caller has given.
#[derive(Default)]
struct CallerFacts {
    texts: Vec<(PatientField, String)>,
    /// The first letters of the surname: only a hint.
    initial: String,
}

/// The most letters that count as the beginning of a surname.
const LONGEST_INITIAL: usize = 3;

impl PatientSheet {
    /// Fills in what was typed while searching for the patient: in the patient field of a booking, or else on the entry
    /// line. Fields that have a text keep it.
    pub fn prefill(&mut self, typed: &str, on_line: &[PatientWish], clock: &Clock) {
        let facts = CallerFacts::of(typed, on_line, clock);
        self.initial = facts.initial;
        for (field, text) in facts.texts {
            if self.text(field).trim().is_empty() && !text.is_empty() {
                self.draft.set(field, text);
                self.filled_in.push(field);
            }
        }
        self.refresh(clock);
    }
}

impl CallerFacts {
    /// Returns the facts from the patient field, or else from the entry line.
    fn of(typed: &str, on_line: &[PatientWish], clock: &Clock) -> CallerFacts {
        if is_like_a_name(typed) {
            return CallerFacts {
                texts: name(typed),
                initial: String::new(),
            };
        }
        let facts =
            PatientWish::parse(typed, clock).map(|wish| CallerFacts::default().with(&wish, clock));
        if let Some(facts) = facts.filter(|facts| !facts.texts.is_empty()) {
            return facts;
        }
        let words: Vec<&str> = on_line.iter().filter_map(bare_name).collect();
        let names = if words.len() > 1 {
            name(&words.join(" "))
        } else {
            Vec::new()
        };
        let facts = CallerFacts {
            texts: names,
            initial: String::new(),
        };
        on_line
            .iter()
            .fold(facts, |facts, wish| facts.with(wish, clock))
    }

    /// Adds the facts of one search term.
    fn with(mut self, wish: &PatientWish, clock: &Clock) -> CallerFacts {
        match wish {
            PatientWish::Born { dates, initial } => {
                self.texts.extend(birth_date(dates, clock));
                if initial.chars().count() > LONGEST_INITIAL {
                    self.texts
                        .push((PatientField::LastName, as_a_name(initial)))
                } else {
                    self.initial = as_a_name(initial)
                }
            }
            PatientWish::BornIn(_) => {}
            PatientWish::Name { surname, given } => {
                self.texts
                    .push((PatientField::LastName, as_a_name(surname)));
                self.texts.push((PatientField::FirstName, as_a_name(given)));
            }
            PatientWish::Number { dates, typed, .. } => {
                let phone = (PatientField::Phone, typed.clone());
                self.texts.extend(birth_date(dates, clock));
                self.texts.extend(wish.is_phone().then_some(phone));
            }
            PatientWish::Identifier(typed) => self.texts.extend(
                typed
                    .contains('@')
                    .then(|| (PatientField::Email, typed.clone())),
            ),
        }
        self
    }
}

/// Returns a name without any indication which part of a name it is.
fn bare_name(wish: &PatientWish) -> Option<&str> {
    match wish {
        PatientWish::Name { surname, given } if given.is_empty() => Some(surname),
        _ => None,
    }
}

/// Returns a birth date as text for its field. An ambiguous date is written so that it stays ambiguous, and the field
/// asks which one is meant.
fn birth_date(dates: &[NaiveDate], clock: &Clock) -> Option<(PatientField, String)> {
    let text = match dates {
        [] => return None,
        [day] => written(*day),
        [day, ..] => {
            let means_all = |text: &String| {
                let readings = birth_dates(text, clock);
                dates.iter().all(|day| readings.contains(day))
            };
            let mut texts = AMBIGUOUS
                .iter()
                .map(|format| day.format(format).to_string());
            texts.find(means_all)?
        }
    };
    Some((PatientField::BirthDate, text))
}

/// The formats that keep a date ambiguous.
const AMBIGUOUS: [&str; 6] = [
    "%d%m%y", "%d%m%Y", "%m%d%y", "%y%m%d", "%d.%m.%y", "%d/%m/%y",
];

/// Formats a birth date unambiguously.
pub fn written(day: NaiveDate) -> String {
    day.format("%-d.%-m.%Y").to_string()
}

/// Splits `Maria Schmidt` or `Schmidt, Maria`; a surname begins with its first lower-case word (`Anna von der
/// Leyen`).
fn name(typed: &str) -> Vec<(PatientField, String)> {
    let (first, last) = match typed.split_once(',') {
        Some((last, first)) => (first.trim().to_owned(), last.trim().to_owned()),
        None => {
            let words: Vec<&str> = typed.split_whitespace().collect();
            let is_small = |word: &&str| word.starts_with(char::is_lowercase);
            let is_mixed = words.iter().any(|word| !is_small(word));
            let particle = words.iter().skip(1).position(is_small);
            let surname = match particle {
                Some(place) if is_mixed => place + 1,
                _ => words.len() - 1,
            };
            let (first, last) = words.split_at(surname);
            (first.join(" "), last.join(" "))
        }
    };
    vec![
        (PatientField::FirstName, as_a_name(&first)),
        (PatientField::LastName, as_a_name(&last)),
    ]
}

/// Capitalizes a name typed in lower case; a name with a capital is kept as typed.
fn as_a_name(typed: &str) -> String {
    if typed.contains(char::is_uppercase) {
        return typed.to_owned();
    }
    let mut name = String::with_capacity(typed.len());
    let mut begins = true;
    for letter in typed.chars() {
        if begins {
            name.extend(letter.to_uppercase());
        } else {
            name.push(letter);
        }
        begins = letter == ' ' || letter == '-';
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_in_either_order() {
        let split = |typed: &str| {
            let parts = name(typed);
            (parts[0].1.clone(), parts[1].1.clone())
        };
        let parts = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(split("maria schmidt"), parts("Maria", "Schmidt"));
        assert_eq!(split("Schmidt, Anna Maria"), parts("Anna Maria", "Schmidt"));
        assert_eq!(
            split("anna-liisa korhonen-brandt"),
            parts("Anna-Liisa", "Korhonen-Brandt")
        );
        assert_eq!(split("Anna von der Leyen"), parts("Anna", "von der Leyen"));
        assert_eq!(split("schmidt"), parts("", "Schmidt"));
        assert_eq!(split("McArthur"), parts("", "McArthur"));
    }
}
