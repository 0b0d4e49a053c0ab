//! Any number of invented people, equal at every start. Ids look random and are equal at every start, so that
//! a demo can be repeated.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use uuid::{Builder, Uuid};

use super::roster::{self, RosterPerson};
use super::store::{Entity, RecordKind};

/// The parts of names.
#[derive(Deserialize)]
struct NameParts {
    /// The first names, each with a gender.
    first: Vec<(String, String)>,
    stem: Vec<String>,
    ending: Vec<String>,
}

static NAMES: LazyLock<NameParts> =
    LazyLock::new(|| roster::embedded(include_str!("../../../assets/sandbox/names.json")));

/// The day after the last birthday used; days run back from it.
const LAST_BIRTHDAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 12, 31);
/// The number of birthdays: ninety years and a bit.
const BIRTHDAYS: u64 = 33_000;
/// The contract's Maria Schmidt is found by birth date and initial: that day is hers alone.
const RESERVED: &str = "1985-03-22";

/// Returns the person with this number in the clinic's format. Both clinics give the same number to the same
/// person.
pub(super) fn person(kind: RecordKind, number: usize) -> Entity {
    let number = number as u64;
    let roll = mix(number);
    let (first, gender) = pick(roll, &NAMES.first);
    let last = format!(
        "{}{}",
        pick(roll >> 8, &NAMES.stem),
        pick(roll >> 16, &NAMES.ending)
    );
    let person = RosterPerson {
        first: first.clone(),
        last: Some(last),
        born: birthday(roll >> 24),
        gender: gender.clone(),
        language: (*pick(roll >> 48, &["de", "en", "fi"])).to_owned(),
        // Eight characters where created ones have six: they can't collide.
        clinik: (kind == RecordKind::Patient).then(|| format!("pt_{}", alphanumerics(number, 8))),
        // Far from the numbers of new records.
        aniva: (kind == RecordKind::Profile).then(|| uuid((1 << 40) + number).to_string()),
        email: Some(format!("person{number}@example.org")),
        phone: Some(format!("+4930231257{:02}", number % 100)),
        ..RosterPerson::default()
    };
    let record = if kind == RecordKind::Patient {
        roster::patient(&person)
    } else {
        roster::profile(&person)
    };
    record.unwrap_or_else(|| unreachable!("the id for that backend was just given"))
}

fn pick<T>(roll: u64, choices: &[T]) -> &T {
    &choices[(roll % choices.len() as u64) as usize]
}

fn birthday(roll: u64) -> String {
    let day = LAST_BIRTHDAY.and_then(|last| last.checked_sub_days(Days::new(roll % BIRTHDAYS)));
    let born = day.unwrap_or_default().to_string();
    if born == RESERVED {
        "1985-03-23".to_owned()
    } else {
        born
    }
}

const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Returns `length` lower-case alphanumerics; all numbers below 36^length give distinct ones.
pub(super) fn alphanumerics(number: u64, length: u32) -> String {
    // Odd and no multiple of three, so multiplying modulo a power of 36 only shuffles; large, so that
    // neighbours look unlike.
    const STRIDE: u128 = 1_742_589_613_421;
    let space = 36_u128.pow(length);
    let mut rest = (u128::from(number) * STRIDE + 987_654_321) % space;
    let mut text = String::new();
    for _ in 0..length {
        text.push(char::from(ALPHABET[(rest % 36) as usize]));
        rest /= 36;
    }
    text
}

/// Returns a version 4 UUID made from a number.
pub(super) fn uuid(number: u64) -> Uuid {
    let halves = [mix(number * 2), mix(number * 2 + 1)];
    let bytes = ((u128::from(halves[0]) << 64) | u128::from(halves[1])).to_be_bytes();
    Builder::from_random_bytes(bytes).into_uuid()
}

/// Spreads a number over all 64 bits (the finaliser of the SplitMix64 generator).
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_number_is_the_same_person_at_both_backends() {
        let patient = person(RecordKind::Patient, 4711);
        let profile = person(RecordKind::Profile, 4711);
        assert_eq!(patient.body["lastName"], profile.body["last_name"]);
        assert_eq!(patient.body["birthDate"], profile.body["date_of_birth"]);
    }

    #[test]
    fn nobody_invented_shares_the_birthday_of_the_contracts_example() {
        assert!(
            (0..40_000)
                .all(|number| person(RecordKind::Patient, number).body["birthDate"] != RESERVED)
        );
    }

    #[test]
    fn ids_differ_and_repeat_at_every_start() {
        let ids: HashSet<_> = (0..10_000).map(|number| alphanumerics(number, 6)).collect();
        assert_eq!(ids.len(), 10_000);
        assert_eq!(alphanumerics(7, 6), alphanumerics(7, 6));
        assert!(
            ids.iter()
                .all(|id| id.len() == 6 && id.bytes().all(|b| ALPHABET.contains(&b)))
        );
    }

    #[test]
    fn uuids_are_of_version_four() {
        assert_eq!(uuid(1).get_version_num(), 4);
        assert_ne!(uuid(1), uuid(2));
    }
}
