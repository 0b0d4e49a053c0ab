//! Stores a person as one text, which takes a third of the memory of separate parts.

use crate::{ClinicId, PatientNumber, Person, PersonName, RecordState, Spoken};

/// The separator of parts. If a part contains it, the visible symbol is stored instead.
const APART: char = '\0';

/// Appends a person to the text.
pub(super) fn write(person: &Person, text: &mut String) {
    let name = person.name();
    let spoken = match person.spoken() {
        None => "",
        Some(spoken) => spoken.tag().unwrap_or("?"),
    };
    let state = person.record_state().map(RecordState::code);
    let state = state.unwrap_or_default();
    let further = person.further_names();
    let count = further.len().to_string();

    let mut parts: Vec<&str> = vec![
        &name.first,
        &name.last,
        person.birth_date_text(),
        person.phone(),
        person.email(),
        spoken,
        person.town(),
        &state,
    ];
    let has_more = !further.is_empty() || !person.numbers().is_empty();
    if has_more {
        parts.push(&count);
        for name in further {
            parts.extend([name.first.as_str(), &name.last]);
        }
        for number in person.numbers() {
            parts.extend([number.kind.as_str(), &number.value]);
        }
    }
    add(person.id(), text);
    for part in parts {
        text.push(APART);
        add(part, text);
    }
}

fn add(part: &str, text: &mut String) {
    text.extend(
        part.chars()
            .map(|letter| if letter == APART { '␀' } else { letter }),
    );
}

pub(super) fn read(clinic: ClinicId, record: &str) -> Person {
    let mut parts = record.split(APART).map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let id = part();
    let name = PersonName {
        first: part(),
        last: part(),
    };
    let born = part();
    let phone = part();
    let email = part();
    let spoken = part();
    let town = part();
    let state = RecordState::of_code(&part());
    let count = part().parse::<usize>().unwrap_or_default();
    let further = (0..count)
        .map(|_| PersonName {
            first: part(),
            last: part(),
        })
        .collect();
    let mut numbers = Vec::new();
    while let Some(kind) = parts.next() {
        let value = parts.next().unwrap_or_default();
        numbers.push(PatientNumber { kind, value });
    }
    let spoken = (!spoken.is_empty()).then(|| Spoken::of_tag(&spoken));
    Person::new(clinic, id, name)
        .born(born)
        .reached_at(phone, email)
        .living_in(town)
        .speaking(spoken)
        .in_state(state)
        .also_called(further)
        .numbered(numbers)
}

pub(super) fn id(record: &str) -> &str {
    record.split(APART).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::clinics::{ANIVA, CLINIK};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn who_was_written_is_who_is_read(
            parts in prop::array::uniform7("[^\0]{0,12}"),
            spoken in prop::sample::select(vec![None, Some(Spoken::En), Some(Spoken::Fi), Some(Spoken::Other)]),
            further in prop::collection::vec(("[^\0]{0,6}", "[^\0]{0,6}"), 0..3),
            numbers in prop::collection::vec(("[^\0]{0,6}", "[^\0]{0,6}"), 0..3),
        ) {
            let [id, first, last, born, phone, email, town] = parts;
            let person = Person::new(ANIVA, id, PersonName { first, last })
                .born(born)
                .reached_at(phone, email)
                .living_in(town)
                .speaking(spoken)
                .also_called(further.into_iter().map(|(first, last)| PersonName { first, last }).collect())
                .numbered(numbers.into_iter().map(|(kind, value)| PatientNumber { kind, value }).collect());
            let mut text = String::new();
            write(&person, &mut text);
            prop_assert_eq!(super::id(&text), person.id());
            prop_assert!(read(ANIVA, &text) == person);
        }
    }

    #[test]
    fn what_would_part_a_name_is_shown_in_it() {
        let name = PersonName {
            first: "A\0B".to_owned(),
            last: "C".to_owned(),
        };
        let mut text = String::new();
        write(&Person::new(CLINIK, "pt_1".to_owned(), name), &mut text);
        assert_eq!(read(CLINIK, &text).full_name(), "A␀B C");
    }
}
