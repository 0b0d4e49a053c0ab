//! Patients in FHIR's format, and the search for them.

use std::collections::{HashSet, VecDeque};

use serde_json::{Map, Value};

use super::capabilities::capabilities;
use super::record::{OURS, text_of};
use super::site::FhirRows;
use super::wire::PATIENTS_PATH;
use crate::api::{Read, ReadDay, shown, shown_in_list};
use crate::clinics::pages::QueryPairs;
use crate::clinics::period::{Validity, validity};
use crate::clinics::reference::parts_of;
use crate::clinics::visits;
use crate::people::{in_one_piece, in_printed_groups};
use crate::text::spellings;
use crate::{ClinicId, Failure, PatientNumber, PatientQuery, People, Person, RecordState};

/// Decodes a patient in an answer.
pub(super) fn person(
    clinic: ClinicId,
    id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Person {
    visits::person(clinic, id, record, as_of)
        .in_state(record_state(record))
        .numbered(numbers(clinic, record, as_of))
}

/// Returns why a patient's record is not in use: the patient has died, it was merged into another, or it is not active.
fn record_state(record: &Map<String, Value>) -> Option<RecordState> {
    let is_deceased = record.get("deceasedBoolean") == Some(&Value::Bool(true))
        || record.contains_key("deceasedDateTime");
    let links = record.get("link").and_then(Value::as_array);
    let replacing = links
        .into_iter()
        .flatten()
        .find(|link| link["type"] == "replaced-by");
    let replacing = replacing
        .and_then(|link| link.pointer("/other/reference")?.as_str())
        .and_then(parts_of);
    match replacing {
        _ if is_deceased => Some(RecordState::Deceased),
        Some((_, id)) => Some(RecordState::Replaced(shown(id))),
        None => (!visits::is_active(record)).then_some(RecordState::Inactive),
    }
}

/// The most numbers read from one record.
const MOST_NUMBERS: usize = 8;

/// The kinds of identifiers (v2-0203) that staff ask for, in order of preference, each with its name.
const KINDS: [(&str, &str); 5] = [
    ("MR", "MRN"),
    ("MRN", "MRN"),
    ("PI", "PI"),
    ("NI", "NI"),
    ("SS", "SS"),
];

/// Decodes the identifiers in use: first those of the configured systems, then others that staff ask for. Bookdesk's
/// own are left out.
fn numbers(clinic: ClinicId, record: &Map<String, Value>, as_of: ReadDay) -> Vec<PatientNumber> {
    let named = clinic.numbers();
    let identifiers = record.get("identifier").and_then(Value::as_array);
    let identifiers = identifiers.into_iter().flatten().filter(|identifier| {
        let is_in_force = identifier
            .as_object()
            .is_some_and(|identifier| validity(identifier, as_of) == Validity::Current);
        identifier["system"] != OURS && identifier["use"] != "old" && is_in_force
    });
    let number = |identifier: &Value| {
        let value = identifier["value"].as_str()?.trim();
        let kind = identifier.get("type").unwrap_or(&Value::Null);
        let code = kind.pointer("/coding/0/code").and_then(Value::as_str);
        let configured = named
            .iter()
            .position(|known| identifier["system"] == known.system);
        let place = KINDS.iter().position(|(known, _)| Some(*known) == code);
        let called = match (configured, place) {
            (Some(place), _) => named[place].name.as_str(),
            (None, Some(place)) => KINDS[place].1,
            (None, None) => text_of(kind).unwrap_or_default(),
        };
        let place = configured.unwrap_or(named.len() + place.unwrap_or(KINDS.len()));
        let number = PatientNumber {
            kind: shown_in_list(called),
            value: shown_in_list(value),
        };
        (!value.is_empty()).then_some((place, number))
    };
    let mut numbers: Vec<(usize, PatientNumber)> = identifiers.filter_map(number).collect();
    numbers.sort_by_key(|(place, _)| *place);
    let in_order = numbers.into_iter().map(|(_, number)| number);
    in_order.take(MOST_NUMBERS).collect()
}

/// A search, and the fallback for a server that refuses it.
struct NameSearch {
    pairs: QueryPairs,
    instead: Option<QueryPairs>,
}

/// The fewest letters that are searched for within surnames: too many surnames contain fewer.
const FEWEST_WITHIN: usize = 3;

/// Searches for patients. A name is searched for by its beginning and, where the server accepts `family:contains`,
/// within surnames, because the standard compares only the beginning of *de la Cruz*. Empty for an unknown id.
pub(super) fn search(rows: &'static FhirRows, query: &PatientQuery) -> Read<People> {
    let (surname, given) = match query {
        PatientQuery::Name(name) => (name.as_str(), ""),
        PatientQuery::Named { surname, given } => (surname.as_str(), given.as_str()),
        PatientQuery::Number(number) => return by_number(rows, query, number),
        others => return by(rows, others, pairs_of(others)),
    };
    let plain = by_beginning(surname, given);
    let within = within_surnames(surname, given);
    let query = query.clone();
    capabilities().then(move |server| {
        let takes = server
            .as_ref()
            .map_or(true, |server| server.searches("Patient", "family"));
        let mut all = VecDeque::from([plain]);
        if takes {
            all.extend(within.into_iter().map(|pairs| NameSearch {
                pairs,
                instead: None,
            }));
        }
        in_turn(rows, query, all, Err(None))
    })
}

fn by(rows: &'static FhirRows, query: &PatientQuery, pairs: QueryPairs) -> Read<People> {
    let paging = rows.calendars.paging;
    visits::searched(PATIENTS_PATH, query, rows.person, paging, |_| pairs)
}

/// Searches for a number in the configured systems. If there are none, or nobody has it there, it may be of any system.
fn by_number(rows: &'static FhirRows, query: &PatientQuery, number: &str) -> Read<People> {
    let anywhere = by(rows, query, pairs_of(query));
    let systems = rows.clinic.numbers();
    if systems.is_empty() {
        return anywhere;
    }
    let tokens = systems.iter().flat_map(|kind| {
        let values = ways_to_write(number).into_iter();
        values.map(|value| format!("{}|{}", kind.system, escaped(&value)))
    });
    let of_systems = by(
        rows,
        query,
        vec![("identifier", listed_once(tokens.collect()))],
    );
    of_systems.then(move |found| match found {
        Ok(found) if found.people.is_empty() => anywhere,
        Err(Failure::Refused(refusal)) if !is_of_key(&Failure::Refused(refusal.clone())) => {
            anywhere
        }
        found => Read::Done(found),
    })
}

/// Makes these searches in turn, and joins their results. A refused search finds nobody, unless all are refused.
fn in_turn(
    rows: &'static FhirRows,
    query: PatientQuery,
    mut all: VecDeque<NameSearch>,
    found: Result<People, Option<Failure>>,
) -> Read<People> {
    let Some(NameSearch { pairs, instead }) = all.pop_front() else {
        let nobody = |refusal: Option<Failure>| refusal.map_or_else(|| Ok(People::default()), Err);
        return Read::Done(found.or_else(nobody));
    };
    by(rows, &query, pairs).then(move |answer| {
        let found = match (answer, found) {
            (Ok(people), found) => Ok(joined(found.unwrap_or_default(), people)),
            (Err(failure), _) if is_of_key(&failure) => return Read::Done(Err(failure)),
            (Err(Failure::Refused(refusal)), found) => match instead {
                Some(pairs) => {
                    all.push_front(NameSearch {
                        pairs,
                        instead: None,
                    });
                    found
                }
                None => found.map_err(|before| before.or(Some(Failure::Refused(refusal)))),
            },
            (Err(_), Ok(found)) => Ok(People {
                complete: false,
                ..found
            }),
            (Err(failure), Err(_)) => return Read::Done(Err(failure)),
        };
        in_turn(rows, query, all, found)
    })
}

/// Returns the people of both lists, each once.
fn joined(mut one: People, other: People) -> People {
    let is_first = one.people.is_empty();
    let new = |person: &Person| one.people.iter().all(|known| known.id() != person.id());
    let new: Vec<Person> = other.people.into_iter().filter(new).collect();
    one.people.extend(new);
    one.complete = other.complete && (one.complete || is_first);
    one
}

/// Returns whether a refusal is about the key, so that any other search would be refused, too.
fn is_of_key(failure: &Failure) -> bool {
    matches!(failure.report().status, Some(401 | 403))
}

/// Returns the search for people whose name begins so. Each word is a parameter, because servers differ in how they
/// read several words in one.
fn by_beginning(surname: &str, given: &str) -> NameSearch {
    if !given.trim().is_empty() {
        return NameSearch {
            pairs: vec![
                ("family", any_spelling(surname)),
                ("given", any_spelling(given)),
            ],
            instead: Some(vec![
                ("family", escaped(surname)),
                ("given", escaped(given)),
            ]),
        };
    }
    let words: Vec<&str> = surname.split_whitespace().collect();
    let instead = match words[..] {
        [first, .., last] => vec![("family", escaped(last)), ("given", escaped(first))],
        _ => vec![("name", escaped(surname))],
    };
    let names = words.iter().map(|word| ("name", any_spelling(word)));
    NameSearch {
        pairs: names.collect(),
        instead: Some(instead),
    }
}

/// Returns the searches for people whose surname contains this. With several words, each may be a first name.
fn within_surnames(surname: &str, given: &str) -> Vec<QueryPairs> {
    const WITHIN: &str = "family:contains";
    let surname = surname.trim();
    let given = given.trim();
    if surname.chars().count() < FEWEST_WITHIN {
        return Vec::new();
    }
    let both = |surname: &str, given: &str| {
        vec![
            (WITHIN, any_spelling(surname)),
            ("given", any_spelling(given)),
        ]
    };
    if !given.is_empty() {
        return vec![both(surname, given)];
    }
    let whole = vec![(WITHIN, any_spelling(surname))];
    let first = surname
        .split_once(char::is_whitespace)
        .map(|(given, surname)| both(surname, given));
    let last = surname.rsplit_once(char::is_whitespace);
    let last = last.map(|(surname, given)| both(surname, given));
    [Some(whole), first, last].into_iter().flatten().collect()
}

/// Returns the query of a search by anything but a name.
fn pairs_of(query: &PatientQuery) -> QueryPairs {
    match query {
        PatientQuery::Id(id) => vec![("_id", id.to_string())],
        PatientQuery::Name(name) | PatientQuery::Named { surname: name, .. } => {
            vec![("name", escaped(name))]
        }
        PatientQuery::Born(born) | PatientQuery::BornNamed { born, .. } => {
            vec![("birthdate", born.to_string())]
        }
        PatientQuery::Phone(phone) => {
            // A server compares the whole text.
            vec![("phone", any_of(phone.notations()))]
        }
        PatientQuery::Email(email) => {
            let email = email.trim();
            vec![(
                "email",
                any_of(vec![email.to_owned(), email.to_lowercase()]),
            )]
        }
        PatientQuery::Number(number) => {
            vec![("identifier", any_of(ways_to_write(number)))]
        }
    }
}

/// Returns a number in the letter cases in which it may be kept, without separators, and in the groups in which it is
/// printed.
fn ways_to_write(number: &str) -> Vec<String> {
    let number = number.trim();
    let joined = in_one_piece(number);
    let mut ways = vec![
        number.to_owned(),
        joined.clone(),
        joined.to_uppercase(),
        joined.to_lowercase(),
    ];
    ways.extend(in_printed_groups(number));
    ways
}

fn any_spelling(name: &str) -> String {
    any_of(spellings(name))
}

/// Returns a search value that matches any of these, each listed once.
fn any_of(values: Vec<String>) -> String {
    listed_once(values.iter().map(|value| escaped(value)).collect())
}

/// Returns a list of search values, each once.
fn listed_once(mut values: Vec<String>) -> String {
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.clone()));
    values.join(",")
}

/// Returns a value with its separators escaped (R4, search).
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.trim().chars() {
        if "\\,$|".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PhoneNumber;

    #[test]
    fn what_parts_a_value_is_escaped() {
        assert_eq!(escaped(r" a,b|c\d$ "), r"a\,b\|c\\d\$");
        let phone = PhoneNumber::new("0305550199", None);
        let pairs = pairs_of(&PatientQuery::Phone(phone));
        assert_eq!(pairs, [("phone", "0305550199".to_owned())]);
    }

    #[test]
    fn of_several_words_the_first_or_the_last_may_be_a_first_name() {
        let names = |pairs: &QueryPairs| pairs.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let within = within_surnames("ana de la cruz", "");
        let both = ["family:contains", "given"].to_vec();
        assert_eq!(
            within.iter().map(names).collect::<Vec<_>>(),
            [vec!["family:contains"], both.clone(), both]
        );
        assert!(
            within[1][0].1.starts_with("de la cruz"),
            "{}",
            within[1][0].1
        );
        assert!(within_surnames("li", "").is_empty());
        assert_eq!(by_beginning("ana cruz", "").pairs.len(), 2);
    }
}
