//! The people whom the entry line may mean: few, and found without examining everyone, because the line is
//! read with every key.

use super::query::{PeopleQuery, Sense, words};
use super::{Register, find};
use crate::Person;
use crate::fold;
use crate::line::{Patient, PatientWish};

impl Register {
    /// Returns the people who may be the patients named on the entry line: at most `most` for each criterion.
    /// If two names each match that many, also the people who match both.
    pub fn who_may_be(&self, wishes: &[PatientWish], most: usize) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        let mut common: Vec<&PatientWish> = Vec::new();
        for wish in wishes {
            let before = people.len();
            people.extend(self.may_be(wish, most));
            if people.len() - before == most {
                common.push(wish);
            }
        }
        for (place, one) in common.iter().enumerate() {
            for other in &common[place + 1..] {
                people.extend(self.may_be_both(one, other, most));
            }
        }
        people
    }

    fn may_be(&self, wish: &PatientWish, most: usize) -> Vec<Person> {
        let meanings: Vec<Sense> = match wish {
            PatientWish::Born { dates, .. } => dates.iter().copied().map(Sense::Born).collect(),
            // A national number begins with a 0 that the international one lacks.
            PatientWish::Number { tail, dates } => {
                let phone = Sense::PhoneTail(tail.trim_start_matches('0').to_owned());
                dates.iter().copied().map(Sense::Born).chain([phone]).collect()
            }
            PatientWish::Name { .. } => match &names_of(wish)[..] {
                [name] => vec![Sense::Name(name.clone())],
                names => return self.of_all(names, wish, most),
            },
        };
        let fits = |person: &Person| wish.fits(&Patient::from(person));
        let meant = meanings.iter().flat_map(|meaning| self.places(meaning));
        meant.map(|(segment, number)| segment.person(number)).filter(fits).take(most).collect()
    }

    fn may_be_both(&self, one: &PatientWish, other: &PatientWish, most: usize) -> Vec<Person> {
        let mut people = self.of_all(&[names_of(one), names_of(other)].concat(), one, most);
        people.retain(|person| other.fits(&Patient::from(person)));
        people
    }

    /// Returns the people whose name has a word for each of these beginnings.
    fn of_all(&self, names: &[String], wish: &PatientWish, most: usize) -> Vec<Person> {
        let query = PeopleQuery::of_names(names.iter().map(String::as_str));
        let mut found = find::by_beginnings(self, &query, most, &|| false).unwrap_or_default().people;
        found.retain(|person| wish.fits(&Patient::from(person)));
        found
    }
}

/// Returns the beginnings of names in a criterion.
fn names_of(wish: &PatientWish) -> Vec<String> {
    let PatientWish::Name { surname, given } = wish else { return Vec::new() };
    let folded = fold(&format!("{surname} {given}"));
    words(&folded).map(|(_, word)| word.to_owned()).collect()
}
