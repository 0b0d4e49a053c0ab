//! Distinguishes people of the same name and birth date in a list.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::text::shortened;
use crate::{Naming, Patient, PatientNumber, fold};
use i18n::{Language, say};

/// Characters of a mark, at most: a list has a column for it.
const LONGEST: usize = 24;
/// The minimum length of a mailbox whose end is shown as well as its beginning.
const LONG_MAILBOX: usize = 5;
/// Characters shown of an id that is longer than a short one.
const END_OF_ID: usize = 4;
/// Characters of an id that is shown whole, at most.
const SHORT_ID: usize = 8;

/// The key of people who look alike in a list: the same name and birth date; by initials, the same birth
/// year.
type Alike = (String, Option<NaiveDate>, Option<i32>);

impl Naming {
    /// Returns for each of these people a mark that distinguishes them from namesakes in the list: the first of a
    /// clinic's number, the end of the phone number, the town and the masked e-mail address that no namesake has. By
    /// initials, the mark is two digits of the phone number. `None` if there is no namesake or no such mark; without a
    /// mark, the end of the id serves.
    pub fn apart(self, people: &[Patient<'_>], language: Language) -> Vec<Option<String>> {
        let alike: Vec<Alike> = people.iter().map(|person| self.alike(person)).collect();
        let signs: Vec<Vec<String>> = people
            .iter()
            .map(|person| self.signs(person, language))
            .collect();
        let mut namesakes = HashMap::new();
        let mut bearers = HashMap::new();
        for (alike, signs) in alike.iter().zip(&signs) {
            *namesakes.entry(alike).or_insert(0) += 1;
            for sign in signs {
                *bearers.entry((alike, sign)).or_insert(0) += 1;
            }
        }
        let mark = |(alike, signs): (&Alike, &Vec<String>)| {
            let is_unique = namesakes.get(alike) == Some(&1);
            if is_unique {
                return None;
            }
            let mut signs = signs.iter();
            let own = signs.find(|sign| bearers.get(&(alike, *sign)) == Some(&1));
            own.cloned()
        };
        alike.iter().zip(&signs).map(mark).collect()
    }

    fn alike(self, person: &Patient<'_>) -> Alike {
        let name = self.name(&format!("{} {}", person.given, person.surname));
        let year = person.born.map(|born| born.year());
        let day = if self == Naming::InFull {
            person.born
        } else {
            None
        };
        (fold(&name), day, year)
    }

    /// Returns the possible marks of a person, in the order in which staff use them.
    fn signs(self, person: &Patient<'_>, language: Language) -> Vec<String> {
        let phone = |digits: usize| {
            let phone: String = person.phone?.chars().filter(char::is_ascii_digit).collect();
            let tail = &phone[phone.len().saturating_sub(digits)..];
            (!tail.is_empty()).then(|| say!(language, "line-phone", tail))
        };
        let (numbers, signs) = match self {
            Naming::InFull => (
                person.numbers,
                [
                    phone(4),
                    person.town.map(str::to_owned),
                    person.email.map(masked),
                ],
            ),
            Naming::Initials => (&[][..], [phone(2), None, None]),
        };
        let numbers = numbers.iter().map(PatientNumber::to_text);
        numbers
            .chain(signs.into_iter().flatten())
            .map(|sign| shortened(&sign, LONGEST))
            .collect()
    }
}

/// Returns the end of an id, or all of a short one, for people without a better mark.
pub fn id_end(id: &str) -> String {
    match id.chars().count() {
        ..=SHORT_ID => id.to_owned(),
        letters => format!(
            "…{}",
            id.chars().skip(letters - END_OF_ID).collect::<String>()
        ),
    }
}

/// Returns an e-mail address with all but the beginning and the end of the mailbox masked.
fn masked(email: &str) -> String {
    let Some((mailbox, host)) = email.rsplit_once('@') else {
        return "…".to_owned();
    };
    let letters: Vec<char> = mailbox.chars().collect();
    let end = if letters.len() < LONG_MAILBOX {
        letters.len()
    } else {
        letters.len() - 2
    };
    let shown = |part: &[char]| part.iter().collect::<String>();
    format!(
        "{}…{}@{host}",
        shown(&letters[..letters.len().min(1)]),
        shown(&letters[end..])
    )
}

#[cfg(test)]
mod tests {
    use crate::clinics::CLINIK;

    use super::*;

    fn anna(id: &'static str) -> Patient<'static> {
        Patient {
            clinic: CLINIK,
            id,
            given: "Anna",
            surname: "Koch",
            also_called: &[],
            born: "1990-07-01".parse().ok(),
            phone: None,
            town: None,
            email: None,
            spoken: None,
            numbers: &[],
            record: None,
        }
    }

    fn marks(naming: Naming, people: &[Patient<'_>]) -> Vec<String> {
        let marks = naming.apart(people, Language::En);
        marks.into_iter().map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn namesakes_are_told_by_the_first_thing_that_differs() {
        let one = Patient {
            phone: Some("030 2312-5021"),
            town: Some("Musterstadt"),
            email: Some("anna.koch@example.com"),
            ..anna("pt_1")
        };
        let by_phone = Patient {
            phone: Some("+49 30 23125022"),
            ..one
        };
        assert_eq!(
            marks(Naming::InFull, &[one, by_phone]),
            ["phone …5021", "phone …5022"]
        );
        let by_town = Patient {
            town: Some("Neuenfelde"),
            ..one
        };
        assert_eq!(
            marks(Naming::InFull, &[one, by_town]),
            ["Musterstadt", "Neuenfelde"]
        );
        let by_mail = Patient {
            email: Some("a@example.org"),
            ..one
        };
        assert_eq!(
            marks(Naming::InFull, &[one, by_mail]),
            ["a…ch@example.com", "a…@example.org"]
        );
        assert_eq!(
            marks(Naming::InFull, &[one, by_phone, by_town])[1..],
            ["phone …5022", "Neuenfelde"]
        );
        assert_eq!(
            marks(Naming::InFull, &[one, anna("pt_2")]),
            ["phone …5021", ""]
        );
        assert_eq!(marks(Naming::InFull, &[one, one]), ["", ""]);
    }

    #[test]
    fn who_has_no_namesake_in_sight_needs_nothing() {
        let one = Patient {
            phone: Some("5021"),
            ..anna("pt_1")
        };
        let other = Patient {
            phone: Some("5022"),
            born: "1990-07-02".parse().ok(),
            ..one
        };
        assert_eq!(marks(Naming::InFull, &[one, other]), ["", ""]);
        let spelt = Patient {
            given: "ANNA",
            phone: Some("5022"),
            ..one
        };
        assert_eq!(
            marks(Naming::InFull, &[one, spelt]),
            ["phone …5021", "phone …5022"]
        );
    }

    #[test]
    fn by_initials_two_digits_are_all_that_is_told() {
        let one = Patient {
            phone: Some("5021"),
            town: Some("Neuenfelde"),
            ..anna("pt_1")
        };
        let andrea = Patient {
            given: "Andrea",
            phone: Some("5022"),
            born: "1990-12-24".parse().ok(),
            ..one
        };
        assert_eq!(
            marks(Naming::Initials, &[one, andrea]),
            ["phone …21", "phone …22"]
        );
        let elsewhere = Patient {
            phone: None,
            town: Some("Musterstadt"),
            ..andrea
        };
        assert_eq!(
            marks(
                Naming::Initials,
                &[
                    elsewhere,
                    Patient {
                        town: None,
                        ..elsewhere
                    }
                ]
            ),
            ["", ""]
        );
    }

    #[test]
    fn what_is_long_is_cut() {
        let email = Some("a@a-very-long-name-of-a-host.example.com");
        let marks = marks(
            Naming::InFull,
            &[
                Patient {
                    email,
                    ..anna("pt_1")
                },
                anna("pt_2"),
            ],
        );
        assert_eq!(marks[0], "a…@a-very-long-name-of-…");
        assert_eq!(
            (id_end("pt_abc123").as_str(), id_end("pt_1").as_str()),
            ("…c123", "pt_1")
        );
    }
}
