//! As many more people as one asks for: invented, and the same at every start.

use chrono::{Days, NaiveDate};

use super::ids;
use super::roster::{self, Person};
use super::store::{Kind, Record};

const FIRST: [(&str, &str); 32] = [
    ("Adele", "female"),
    ("Arvid", "male"),
    ("Beate", "female"),
    ("Cornelius", "male"),
    ("Dörte", "female"),
    ("Eino", "male"),
    ("Elif", "female"),
    ("Falk", "male"),
    ("Gesa", "female"),
    ("Götz", "male"),
    ("Heikki", "male"),
    ("Inkeri", "female"),
    ("Jasper", "male"),
    ("Juliane", "female"),
    ("Kalle", "male"),
    ("Kirsi", "female"),
    ("Levin", "male"),
    ("Lumi", "female"),
    ("Merle", "female"),
    ("Nils", "male"),
    ("Oskar", "male"),
    ("Petra", "female"),
    ("Quirin", "male"),
    ("Riikka", "female"),
    ("Sören", "male"),
    ("Silke", "female"),
    ("Tapio", "male"),
    ("Thea", "female"),
    ("Urban", "male"),
    ("Vilma", "female"),
    ("Wiebke", "female"),
    ("Zacharias", "male"),
];
const STEM: [&str; 40] = [
    "Ahorn", "Berg", "Birken", "Blumen", "Buchen", "Dorn", "Eber", "Eichen", "Falken", "Feld", "Fichten",
    "Garten", "Gold", "Grün", "Hasel", "Heide", "Hirsch", "Hoch", "Holz", "Kirsch", "Klee", "Korn", "Kranz",
    "Linden", "Löwen", "Mühl", "Nieder", "Ober", "Pappel", "Rosen", "Sand", "Schön", "Silber", "Sommer",
    "Stein", "Tannen", "Vogel", "Wald", "Weiden", "Winter",
];
const ENDING: [&str; 25] = [
    "au", "bach", "baum", "beck", "berg", "brand", "bruck", "dorf", "eck", "feld", "fels", "furt", "hagen",
    "hain", "halm", "haus", "hoff", "horst", "kamp", "leitner", "mann", "müller", "stein", "thal", "wald",
];

/// The day after the last birthday given out; days run back from it.
const LAST_BIRTHDAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 12, 31);
/// Ninety years and a bit.
const BIRTHDAYS: u64 = 33_000;
/// The contract's Maria Schmidt is found by birth date and initial: that day is hers alone.
const RESERVED: &str = "1985-03-22";

/// The person of that number, as the backend of that kind tells of them. Both backends give the same number
/// to the same person.
pub(super) fn person(kind: Kind, number: usize) -> Record {
    let number = number as u64;
    let roll = ids::mix(number);
    let (first, gender) = FIRST[pick(roll, FIRST.len())];
    let last = format!("{}{}", STEM[pick(roll >> 8, STEM.len())], ENDING[pick(roll >> 16, ENDING.len())]);
    let person = Person {
        first: first.to_owned(),
        last: Some(last),
        full_name: None,
        born: birthday(roll >> 24),
        gender: gender.to_owned(),
        language: ["de", "en", "fi"][pick(roll >> 48, 3)].to_owned(),
        // Eight characters where created ones have six: they can't meet.
        clinik: (kind == Kind::Patient).then(|| format!("pt_{}", ids::alphanumerics(number, 8))),
        // Far from the numbers new records get.
        aniva: (kind == Kind::Profile).then(|| ids::uuid((1 << 40) + number).to_string()),
        email: Some(format!("person{number}@example.org")),
        phone: Some(format!("+4930231257{:02}", number % 100)),
        address: None,
        handle: None,
        height: None,
        weight: None,
        active: None,
        general_practitioner: None,
        contact: None,
    };
    let record = if kind == Kind::Patient { roster::patient(&person) } else { roster::profile(&person) };
    record.unwrap_or_else(|| unreachable!("the id for that backend was just given"))
}

fn pick(roll: u64, choices: usize) -> usize {
    (roll % choices as u64) as usize
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
