//! Searching a clinic's server for patients that its loaded list lacks.

use booking::line::PatientWish;
use booking::time::Clock;
use booking::{ClinicId, Failure, Id, Listing, PatientQuery, PhoneNumber, with_birth_dates_joined};
use zones::Zone;

use crate::Office;

/// The fewest and the most letters that are searched for: a text pasted by mistake is not sent.
const FEWEST: usize = 2;
const MOST: usize = 100;

/// The fewest digits of a whole telephone number: the server can't search for the end of one.
const WHOLE_PHONE: usize = 7;

/// The outcome of a search of a clinic's server for patients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SearchEnd {
    /// All matching patients are known.
    #[default]
    Whole,
    /// The server has sent only the first matching patients.
    CutOff,
    /// The server could not be searched.
    Failed(Failure),
}

impl SearchEnd {
    /// Returns the outcome of a search with this answer.
    pub fn of(answer: &Result<Listing, Failure>) -> SearchEnd {
        match answer {
            Ok(listing) if listing.complete => SearchEnd::Whole,
            Ok(_) => SearchEnd::CutOff,
            Err(failure) => SearchEnd::Failed(failure.clone()),
        }
    }

    /// Returns the joint outcome of two searches; of two failures the first counts.
    pub fn and(self, other: SearchEnd) -> SearchEnd {
        match (self, other) {
            (failed @ SearchEnd::Failed(_), _) | (_, failed @ SearchEnd::Failed(_)) => failed,
            (SearchEnd::CutOff, _) | (_, SearchEnd::CutOff) => SearchEnd::CutOff,
            (SearchEnd::Whole, SearchEnd::Whole) => SearchEnd::Whole,
        }
    }

    /// Returns the joint outcome of the searches for the patients who meet all wishes of a line. The patients meet each
    /// name, so one complete search by name is enough. The other searches may be for the meanings of a single wish, so
    /// all of them have to be complete.
    pub fn of_line(searches: &[(PatientQuery, SearchEnd)]) -> SearchEnd {
        let (by_name, by_other): (Vec<_>, Vec<_>) = searches.iter().partition(|(query, _)| {
            matches!(query, PatientQuery::Name(_) | PatientQuery::Named { .. })
        });
        let is_whole = |(_, end): &&(PatientQuery, SearchEnd)| end.is_whole();
        let others_are_whole = !by_other.is_empty() && by_other.iter().all(is_whole);
        if others_are_whole || by_name.iter().any(is_whole) {
            return SearchEnd::Whole;
        }
        SearchEnd::of_all(searches.iter().map(|(_, end)| end.clone()))
    }

    /// Returns the joint outcome of several searches.
    pub fn of_all(ends: impl IntoIterator<Item = SearchEnd>) -> SearchEnd {
        ends.into_iter().fold(SearchEnd::Whole, SearchEnd::and)
    }

    /// Returns the outcome where failures are reported when they happen, so that a failed search counts as complete.
    pub fn unless_failed(self) -> SearchEnd {
        match self {
            SearchEnd::Failed(_) => SearchEnd::Whole,
            end => end,
        }
    }

    /// Returns why the server could not be searched, if it could not.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            SearchEnd::Failed(failure) => Some(failure),
            SearchEnd::Whole | SearchEnd::CutOff => None,
        }
    }

    /// Returns whether all matching patients are known.
    pub fn is_whole(&self) -> bool {
        *self == SearchEnd::Whole
    }
}

impl Office {
    /// Returns the queries for patients that a text may mean and the list lacks. Empty if the list is complete, if the
    /// server can't be searched, or if the text is not worth a search.
    pub fn searches_for(&self, clinic: ClinicId, typed: &str, clock: &Clock) -> Vec<PatientQuery> {
        let typed = typed.trim();
        let is_worth_it = (FEWEST..=MOST).contains(&typed.chars().count());
        if is_worth_it && self.lacks_patients(clinic) {
            queries_in(typed, clinic, clock)
        } else {
            Vec::new()
        }
    }

    /// Returns the queries for the patients of these wishes in the same way.
    pub fn searches_for_wishes(
        &self,
        clinic: ClinicId,
        wishes: &[PatientWish],
    ) -> Vec<PatientQuery> {
        if !self.lacks_patients(clinic) {
            return Vec::new();
        }
        let zone = self.setup.zone_of(clinic, None);
        wishes
            .iter()
            .flat_map(|wish| queries(wish, clinic, zone))
            .filter(is_short_enough)
            .collect()
    }

    /// Returns whether a clinic's server can be searched for patients that the loaded list lacks.
    fn lacks_patients(&self, clinic: ClinicId) -> bool {
        let list = self.lists.list(clinic.people()).value();
        clinic.can().has_patient_search && list.is_some_and(|list| !list.is_complete())
    }
}

/// Returns whether all texts of a query are short enough for a search.
fn is_short_enough(query: &PatientQuery) -> bool {
    let texts: &[&str] = match query {
        PatientQuery::Named { surname, given } => &[surname, given],
        PatientQuery::Name(text)
        | PatientQuery::BornNamed { surname: text, .. }
        | PatientQuery::Email(text)
        | PatientQuery::Number(text) => &[text],
        PatientQuery::Phone(phone) => &[phone.typed()],
        PatientQuery::Born(_) | PatientQuery::Id(_) => &[],
    };
    texts.iter().all(|text| text.chars().count() <= MOST)
}

/// Returns the queries for the text of a patient field: by number, e-mail address or birth date if it has one, else by
/// name.
fn queries_in(typed: &str, clinic: ClinicId, clock: &Clock) -> Vec<PatientQuery> {
    // A telephone number may have blanks in it.
    let is_number = |letter: char| letter.is_ascii_digit() || " +/-().".contains(letter);
    let in_one_piece = typed.chars().all(is_number).then_some(typed);
    let pieces = match in_one_piece {
        Some(number) => vec![number],
        None => with_birth_dates_joined(typed, typed.split([' ', ',']).collect(), clock),
    };
    let wishes: Vec<PatientWish> = pieces
        .into_iter()
        .filter_map(|piece| wish_in(piece, clock))
        .collect();
    let mut found: Vec<PatientQuery> = match typed.split_once(',') {
        _ if !wishes.is_empty() => wishes
            .iter()
            .flat_map(|wish| queries(wish, clinic, clock.zone))
            .collect(),
        Some((surname, given)) => {
            let [surname, given] = [surname, given].map(|part| part.trim().to_owned());
            queries(&PatientWish::Name { surname, given }, clinic, clock.zone)
        }
        None if has_digit(typed) && clinic.can().searches_numbers => {
            vec![PatientQuery::Number(typed.to_owned())]
        }
        None => vec![PatientQuery::Name(typed.to_owned())],
    };
    // A server that compares numbers as text may keep this one as it was typed.
    for query in &mut found {
        match (query, in_one_piece) {
            (PatientQuery::Phone(phone), Some(typed)) => {
                *phone = PhoneNumber::new(typed, Some(clock.zone));
            }
            (PatientQuery::Number(number), Some(typed)) => typed.clone_into(number),
            _ => {}
        }
    }
    let is_date = |query: &PatientQuery| matches!(query, PatientQuery::Born(_));
    let id = if found.iter().any(is_date) {
        None
    } else {
        id_in(typed, clinic)
    };
    found.extend(id.map(PatientQuery::Id));
    found
}

/// Returns whether a text has a digit; no name has.
fn has_digit(typed: &str) -> bool {
    typed.contains(|letter: char| letter.is_ascii_digit())
}

/// Reads a text that may be an id: no name has a digit, and few have a hyphen and no capital.
fn id_in(typed: &str, clinic: ClinicId) -> Option<Id> {
    let is_plain = typed.contains('-') && !typed.contains(char::is_uppercase);
    let is_like_an_id = has_digit(typed) || is_plain;
    if !is_like_an_id || !clinic.can().searches_numbers {
        return None;
    }
    clinic.people().id(typed)
}

/// Reads a word of a patient field that is more specific than a name.
fn wish_in(piece: &str, clock: &Clock) -> Option<PatientWish> {
    let compact: String = piece.split_whitespace().collect();
    PatientWish::parse(&compact, clock)
        .or_else(|| PatientWish::parse(piece, clock))
        .or_else(|| PatientWish::identifier(&compact))
}

/// Returns the server queries for a wish.
fn queries(wish: &PatientWish, clinic: ClinicId, zone: Zone) -> Vec<PatientQuery> {
    let by_number = |typed: &str| {
        let query = PatientQuery::Number(typed.to_owned());
        clinic.can().searches_numbers.then_some(query)
    };
    match wish {
        // Everyone born that day is offered if nobody has the initial.
        PatientWish::Born { dates, .. } => {
            dates.iter().map(|born| PatientQuery::Born(*born)).collect()
        }
        // The name next to it is searched for.
        PatientWish::BornIn(_) => Vec::new(),
        PatientWish::Number { tail, typed, dates } => {
            let born = dates.iter().map(|born| PatientQuery::Born(*born));
            let is_whole = tail.len() >= WHOLE_PHONE && dates.is_empty();
            let number = || PhoneNumber::new(typed, Some(zone));
            let phone = is_whole.then(|| PatientQuery::Phone(number()));
            born.chain(phone).chain(by_number(typed)).collect()
        }
        PatientWish::Identifier(typed) if typed.contains('@') => {
            vec![PatientQuery::Email(typed.clone())]
        }
        PatientWish::Identifier(typed) => by_number(typed).into_iter().collect(),
        PatientWish::Name { surname, given } if surname.is_empty() => {
            vec![PatientQuery::Name(given.clone())]
        }
        PatientWish::Name { surname, given } if given.is_empty() => {
            vec![PatientQuery::Name(surname.clone())]
        }
        PatientWish::Name { surname, given } => {
            vec![PatientQuery::Named {
                surname: surname.clone(),
                given: given.clone(),
            }]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_wishes_of_a_line_one_that_is_searched_as_a_whole_is_enough() {
        use SearchEnd::{CutOff, Whole};
        let name = |end: SearchEnd| (PatientQuery::Name("mann".to_owned()), end);
        let born = |end: SearchEnd| {
            let date = chrono::NaiveDate::from_ymd_opt(1990, 5, 3).unwrap();
            (PatientQuery::Born(date), end)
        };
        for (searches, end) in [
            (vec![], Whole),
            (vec![name(CutOff)], CutOff),
            (vec![name(CutOff), born(Whole)], Whole),
            (vec![name(Whole), born(CutOff)], Whole),
            (vec![name(CutOff), name(Whole)], Whole),
            (vec![name(CutOff), born(Whole), born(CutOff)], CutOff),
        ] {
            assert_eq!(SearchEnd::of_line(&searches), end, "{searches:?}");
        }
    }

    #[test]
    fn a_pasted_text_is_no_query() {
        let name = |letters| PatientQuery::Name("a".repeat(letters));
        assert!(is_short_enough(&name(MOST)));
        assert!(!is_short_enough(&name(MOST + 1)));
        let named = PatientQuery::Named {
            surname: "Schmidt".to_owned(),
            given: "a".repeat(5_000),
        };
        assert!(!is_short_enough(&named));
    }
}
