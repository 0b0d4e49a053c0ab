//! Any number of invented people, equal at every start.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use super::ids;
use super::roster::{self, Person};
use super::store::{Kind, Record};

/// The parts of names.
#[derive(Deserialize)]
struct Names {
    /// The first names, each with a gender.
    first: Vec<(String, String)>,
    stem: Vec<String>,
    ending: Vec<String>,
}

static NAMES: LazyLock<Names> =
    LazyLock::new(|| roster::embedded(include_str!("../../assets/sandbox/names.json")));

/// The day after the last birthday used; days run back from it.
const LAST_BIRTHDAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 12, 31);
/// The number of birthdays: ninety years and a bit.
const BIRTHDAYS: u64 = 33_000;
/// The contract's Maria Schmidt is found by birth date and initial: that day is hers alone.
const RESERVED: &str = "1985-03-22";

/// Returns the person with this number in the clinic's format. Both clinics give the same number to the same
/// person.
pub(super) fn person(kind: Kind, number: usize) -> Record {
    let number = number as u64;
    let roll = ids::mix(number);
    let (first, gender) = pick(roll, &NAMES.first);
    let last = format!("{}{}", pick(roll >> 8, &NAMES.stem), pick(roll >> 16, &NAMES.ending));
    let person = Person {
        first: first.clone(),
        last: Some(last),
        born: birthday(roll >> 24),
        gender: gender.clone(),
        language: (*pick(roll >> 48, &["de", "en", "fi"])).to_owned(),
        // Eight characters where created ones have six: they can't collide.
        clinik: (kind == Kind::Patient).then(|| format!("pt_{}", ids::alphanumerics(number, 8))),
        // Far from the numbers of new records.
        aniva: (kind == Kind::Profile).then(|| ids::uuid((1 << 40) + number).to_string()),
        email: Some(format!("person{number}@example.org")),
        phone: Some(format!("+4930231257{:02}", number % 100)),
        ..Person::default()
    };
    let record = if kind == Kind::Patient { roster::patient(&person) } else { roster::profile(&person) };
    record.unwrap_or_else(|| unreachable!("the id for that backend was just given"))
}

fn pick<T>(roll: u64, choices: &[T]) -> &T {
    &choices[(roll % choices.len() as u64) as usize]
}

fn birthday(roll: u64) -> String {
    let day = LAST_BIRTHDAY.and_then(|last| last.checked_sub_days(Days::new(roll % BIRTHDAYS)));
    let born = day.unwrap_or_default().to_string();
    if born == RESERVED { "1985-03-23".to_owned() } else { born }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_person_at_both_backends() {
        let (patient, profile) = (person(Kind::Patient, 4711), person(Kind::Profile, 4711));
        assert_eq!(patient.body["lastName"], profile.body["last_name"]);
        assert_eq!(patient.body["birthDate"], profile.body["date_of_birth"]);
    }

    #[test]
    fn nobody_invented_shares_the_birthday_of_the_contracts_example() {
        assert!((0..40_000).all(|number| person(Kind::Patient, number).body["birthDate"] != RESERVED));
    }
}
