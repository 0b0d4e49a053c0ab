//! Any number of invented people, the same at every start. Their ids look random but are reproducible, so that a demo
//! can be repeated.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::Value;
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

/// The day after the last birthday used; birthdays run backwards from it.
const LAST_BIRTHDAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 12, 31);
/// The number of birthdays: ninety years and a bit.
const BIRTHDAYS: u64 = 33_000;
/// The contract finds its Maria Schmidt by birth date and initial, so that birthday is hers alone.
const RESERVED: &str = "1985-03-22";

/// The length of the random part of an id at ClinikAPI. Created ids have six characters, so they can't collide.
const ID_LENGTH: u32 = 8;
/// Added to a person's number for the id at Aniva, far from the numbers of new records.
const ANIVA_PEOPLE: u64 = 1 << 40;

/// Returns the person with this number in the clinic's format. Both clinics give the same person the same number.
pub(super) fn person(kind: RecordKind, number: usize) -> Entity {
    let person = invented(number as u64);
    let record = if kind == RecordKind::Patient {
        roster::patient(&person)
    } else {
        roster::profile(&person)
    };
    record.unwrap_or_else(|| unreachable!("an invented person has an id at each clinic"))
}

fn invented(number: u64) -> RosterPerson {
    let roll = mix(number);
    let (first, gender) = pick(roll, &NAMES.first);
    let last = format!(
        "{}{}",
        pick(roll >> 8, &NAMES.stem),
        pick(roll >> 16, &NAMES.ending)
    );
    RosterPerson {
        first: first.clone(),
        last: Some(last),
        born: birthday(roll >> 24),
        gender: gender.clone(),
        language: (*pick(roll >> 48, &["de", "en", "fi"])).to_owned(),
        clinik: Some(format!("pt_{}", alphanumerics(number, ID_LENGTH))),
        aniva: Some(uuid(ANIVA_PEOPLE + number).to_string()),
        email: Some(format!("person{number}@example.org")),
        phone: Some(format!("+4930231257{:02}", number % 100)),
        ..RosterPerson::default()
    }
}

/// Returns a search key of the person with this number, equal to that of [`person`], without building the record.
pub(super) fn search_key(kind: RecordKind, number: usize, key: &str) -> Value {
    let number = number as u64;
    let roll = mix(number);
    match (kind, key) {
        (_, "email") => Value::from(format!("person{number}@example.org")),
        (RecordKind::Patient, "name") => {
            let (first, _) = pick(roll, &NAMES.first);
            let stem = pick(roll >> 8, &NAMES.stem);
            let ending = pick(roll >> 16, &NAMES.ending);
            Value::from(format!("{first} {stem}{ending}").to_lowercase())
        }
        (RecordKind::Patient, "birth_date") => Value::from(birthday(roll >> 24)),
        (RecordKind::Patient, _) => {
            let person = person(kind, number as usize);
            person.keys.get(key).cloned().unwrap_or_default()
        }
        _ => Value::Null,
    }
}

/// Returns the number of the invented person with this id.
pub(super) fn number_of(kind: RecordKind, id: &str) -> Option<usize> {
    let number = match kind {
        RecordKind::Patient => number_of_alphanumerics(id.strip_prefix("pt_")?, ID_LENGTH)?,
        RecordKind::Profile => {
            number_of_uuid(Uuid::try_parse(id).ok()?)?.checked_sub(ANIVA_PEOPLE)?
        }
        RecordKind::Practitioner
        | RecordKind::Visit
        | RecordKind::Schedule
        | RecordKind::Slot
        | RecordKind::Draw => return None,
    };
    usize::try_from(number).ok()
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

/// Odd and not a multiple of three, so multiplying modulo a power of 36 is a permutation; large, so that neighbours
/// look different.
const STRIDE: u128 = 1_742_589_613_421;
/// Reverses the multiplication modulo 36 to the power of [`ID_LENGTH`].
const STRIDE_BACK: u128 = 28_527_295_589;
const OFFSET: u128 = 987_654_321;

/// Returns `length` lower-case alphanumerics. All numbers below 36^length give different ones.
pub(super) fn alphanumerics(number: u64, length: u32) -> String {
    let space = 36_u128.pow(length);
    let mut rest = (u128::from(number) * STRIDE + OFFSET) % space;
    let mut text = String::new();
    for _ in 0..length {
        text.push(char::from(ALPHABET[(rest % 36) as usize]));
        rest /= 36;
    }
    text
}

/// Returns the number from which this text was made.
fn number_of_alphanumerics(text: &str, length: u32) -> Option<u64> {
    let space = 36_u128.pow(length);
    let mut rest: u128 = 0;
    for letter in text.bytes().rev() {
        let digit = ALPHABET.iter().position(|one| *one == letter)?;
        rest = (rest * 36 + digit as u128) % space;
    }
    let number = (rest + space - OFFSET % space) % space * STRIDE_BACK % space;
    let number = u64::try_from(number).ok()?;
    (alphanumerics(number, length) == text).then_some(number)
}

/// Returns a version 4 UUID made from a number.
pub(super) fn uuid(number: u64) -> Uuid {
    let halves = [mix(number * 2), mix(number * 2 + 1)];
    let bytes = ((u128::from(halves[0]) << 64) | u128::from(halves[1])).to_be_bytes();
    Builder::from_random_bytes(bytes).into_uuid()
}

/// Returns the number from which a UUID was made. Its second half lacks two bits, which mark it as random.
fn number_of_uuid(id: Uuid) -> Option<u64> {
    let half = id.as_u64_pair().1 & (u64::MAX >> 2);
    let mut candidates = (0..4)
        .map(|bits| unmix(half | bits << 62) / 2)
        .filter(|number| *number < 1 << 62);
    candidates.find(|number| uuid(*number) == id)
}

/// Spreads a number over all 64 bits (the finaliser of the SplitMix64 generator).
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Reverses [`mix`].
fn unmix(mixed: u64) -> u64 {
    let mut z = mixed ^ (mixed >> 31) ^ (mixed >> 62);
    z = z.wrapping_mul(0x3196_42B2_D24D_8EC3);
    z = (z ^ (z >> 27) ^ (z >> 54)).wrapping_mul(0x96DE_1B17_3F11_9089);
    z = (z ^ (z >> 30) ^ (z >> 60)).wrapping_mul(0xF1DE_83E1_9937_733D);
    z.wrapping_sub(1)
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
    fn an_id_leads_back_to_its_number_and_keys_are_those_of_the_record() {
        for kind in [RecordKind::Patient, RecordKind::Profile] {
            for number in (0..2_000).chain(999_000..1_000_000) {
                let person = person(kind, number);
                assert_eq!(number_of(kind, &person.id), Some(number), "{kind:?}");
                for key in ["name", "email", "phone", "birth_date", "gender", "active"] {
                    let kept = person.keys.get(key).cloned().unwrap_or_default();
                    assert_eq!(search_key(kind, number, key), kept, "{kind:?} {key}");
                }
            }
        }
        assert_eq!(number_of(RecordKind::Patient, "pt_abc123"), None);
    }

    #[test]
    fn uuids_are_of_version_four() {
        assert_eq!(uuid(1).get_version_num(), 4);
        assert_ne!(uuid(1), uuid(2));
    }
}
