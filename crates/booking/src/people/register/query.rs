//! A typed search for a person: words in any order, each with all its possible meanings.

use chrono::NaiveDate;

use super::{Register, TypedNames, find};
use crate::people::in_one_piece;
use crate::text::redacted_debug;
use crate::time::{Clock, month_named};
use crate::{
    Patient, PatientWish, Person, birth_dates, birth_year, births, births_begun, births_in_month,
    births_near, fold, starts,
};

/// The fewest digits of a number that is searched for: with fewer, half of all people match.
const FEWEST_DIGITS: usize = 4;

/// Typed text, ready to be searched for. `Debug` shows the number of words and nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct PeopleQuery {
    pub(super) words: Vec<QueryWord>,
}

/// One word and its readings, the likeliest first; a person who matches one of them matches the word.
pub(super) type QueryWord = Vec<Sense>;

/// A possible meaning of a word.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// The beginning of a word of the name (folded).
    Name(String),
    /// The birth date.
    Born(NaiveDate),
    /// The birth year.
    BornIn(i32),
    /// The first digits of the phone number.
    Phone(String),
    /// The last digits of the phone number.
    PhoneTail(String),
    /// The beginning of the id, of a number of the clinic or of the e-mail address (lower case).
    Id(String),
    /// The end of the id (lower case).
    IdTail(String),
}

/// Parts of the typed text that are read, at most. No name, birth date and number together have more, and a text pasted
/// by mistake costs no more than a name.
const MOST_PIECES: usize = 32;

impl PeopleQuery {
    /// Reads typed text: parts of names in either order, a birth date (`220385`, `22.3.85`, `1985-03-22`, `22 mar
    /// 1985`) or the beginning of one, a year, the beginning or end of a phone number or an id, the birth date with the
    /// surname's beginning (`220385s`). Fewer than four digits exclude nobody yet.
    pub fn new(typed: &str, clock: &Clock) -> PeopleQuery {
        let typed = typed.trim();
        if !typed.is_empty()
            && typed
                .chars()
                .all(|c| c.is_ascii_digit() || " +/-()".contains(c))
        {
            return PeopleQuery {
                words: number(typed, clock).into_iter().collect(),
            };
        }
        let pieces: Vec<&str> = typed
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|piece| !piece.is_empty())
            .take(MOST_PIECES)
            .collect();
        let mut words = Vec::new();
        let mut rest = &pieces[..];
        while let Some((piece, others)) = rest.split_first() {
            let (read, others) = match born_in_words(rest, clock) {
                Some((born, others)) => (vec![born], others),
                None => (words_of(piece, clock), others),
            };
            words.extend(read);
            rest = others;
        }
        words.truncate(MOST_PIECES);
        PeopleQuery { words }
    }

    /// Returns whether the query excludes nobody.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns each word's meanings in everyday use: no ids, no years.
    pub(super) fn everyday_senses(&self) -> impl Iterator<Item = impl Iterator<Item = &Sense>> {
        let is_everyday = |meaning: &&Sense| {
            matches!(
                meaning,
                Sense::Name(_) | Sense::Born(_) | Sense::Phone(_) | Sense::PhoneTail(_)
            )
        };
        self.words
            .iter()
            .map(move |word| word.iter().filter(is_everyday))
    }

    /// Returns the names among the words; `None` if one of them can't be a name.
    pub(super) fn names(&self) -> Option<Vec<&str>> {
        self.words.iter().map(|word| name_in(word)).collect()
    }
}

/// Returns the name that a word may be.
pub(super) fn name_in(word: &[Sense]) -> Option<&str> {
    word.iter().find_map(|meaning| match meaning {
        Sense::Name(name) => Some(name.as_str()),
        _ => None,
    })
}

fn words_of(piece: &str, clock: &Clock) -> Vec<QueryWord> {
    // `…4711`, the end of a telephone number, as on the entry line.
    if piece.starts_with(['…', '.'])
        && let Some(PatientWish::Number { tail, .. }) = PatientWish::parse(piece, clock)
    {
        return vec![vec![Sense::PhoneTail(tail)]];
    }
    if piece
        .chars()
        .all(|c| c.is_ascii_digit() || "+/-().".contains(c))
    {
        return number(piece, clock).into_iter().collect();
    }
    if let Some((born, initial)) = born_with_initial(piece, clock) {
        return [born].into_iter().chain(names_in(initial)).collect();
    }
    if piece
        .chars()
        .any(|c| c.is_ascii_digit() || "_@".contains(c))
    {
        return vec![id_or_name(piece)];
    }
    names_in(piece)
}

/// Splits names at hyphens and apostrophes as at blanks.
fn names_in(piece: &str) -> Vec<QueryWord> {
    words(&fold(piece))
        .map(|word| vec![Sense::Name(word.to_owned())])
        .collect()
}

/// Returns the words of a folded text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    starts(text).map(|at| {
        let rest = &text[at..];
        &rest[..rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len())]
    })
}

fn id_or_name(piece: &str) -> QueryWord {
    let id = piece.to_ascii_lowercase();
    let folded = fold(piece);
    let name = words(&folded)
        .next()
        .filter(|word| *word == folded)
        .map(|word| Sense::Name(word.to_owned()));
    [Sense::Id(id.clone()), Sense::IdTail(id)]
        .into_iter()
        .chain(name)
        .collect()
}

/// Reads `220385s` as on the entry line, where it has become a habit.
fn born_with_initial<'t>(piece: &'t str, clock: &Clock) -> Option<(QueryWord, &'t str)> {
    let (date, initial) = piece.split_at(piece.find(char::is_alphabetic)?);
    let born = births(date, clock)
        .into_iter()
        .map(Sense::Born)
        .collect::<Vec<_>>();
    let is_name = !initial.contains(|c: char| c.is_ascii_digit() || c == '_');
    (!born.is_empty() && is_name).then_some((born, initial))
}

/// Reads `22 mar 1985`, `22. März` or `mar 22 1985`. Returns the remaining pieces, too.
fn born_in_words<'p>(pieces: &'p [&'p str], clock: &Clock) -> Option<(QueryWord, &'p [&'p str])> {
    let [first, second, rest @ ..] = pieces else {
        return None;
    };
    let is_day = |piece: &str| (1..=2).contains(&piece.len()) && piece.parse::<u32>().is_ok();
    let (day, month) = match month_named(first) {
        Some(month) if is_day(second) => (second, month),
        _ => (first, month_named(second)?),
    };
    let (year, rest) = match rest {
        [year, rest @ ..] if year.bytes().all(|byte| byte.is_ascii_digit()) => (*year, rest),
        _ => ("", rest),
    };
    let born = births_in_month(day, month, year, clock)
        .into_iter()
        .map(Sense::Born)
        .collect::<Vec<_>>();
    (!born.is_empty()).then_some((born, rest))
}

/// Reads digits and their separators; `None` while they are too few.
fn number(piece: &str, clock: &Clock) -> Option<QueryWord> {
    if piece.contains('.') {
        let born: Vec<Sense> = births_begun(piece, clock)
            .into_iter()
            .map(Sense::Born)
            .collect();
        return (!born.is_empty()).then_some(born);
    }
    let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < FEWEST_DIGITS {
        return None;
    }
    let born = birth_dates(piece, clock).into_iter().map(Sense::Born);
    let year = birth_year(piece, clock).map(Sense::BornIn);
    // A national number begins with a 0 that the international one lacks. An international one may begin with 00
    // instead of the plus.
    let domestic = digits.trim_start_matches('0');
    let international = digits.strip_prefix("00").unwrap_or(&digits);
    let tail = if domestic.len() > FEWEST_DIGITS {
        domestic
    } else {
        &digits
    };
    let phone = [
        Sense::PhoneTail(tail.to_owned()),
        Sense::Phone(international.to_owned()),
    ];
    let id = [Sense::IdTail(piece.to_owned()), Sense::Id(piece.to_owned())];
    // A number of the clinic, typed in its printed groups.
    let joined = Some(digits).filter(|digits| digits != piece).map(Sense::Id);
    let ids = id.into_iter().chain(joined);
    Some(born.chain(year).chain(phone).chain(ids).collect())
}

redacted_debug!(PeopleQuery {});

impl Register {
    /// Returns the people who may be the patients named on the entry line, at most `most` for each criterion. If two
    /// names each match that many, the people who match both are included, too; a birth year only narrows such a name.
    /// People whose name is one typing error away are included; if nobody has the initial, so are everyone born that
    /// day, and people with the initial and a similar birth date.
    pub fn candidates(&self, wishes: &[PatientWish], most: usize) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        let mut common: Vec<&PatientWish> = Vec::new();
        for wish in wishes {
            if let PatientWish::BornIn(_) = wish {
                common.push(wish);
                continue;
            }
            let mut named = self.may_be(wish, most);
            if let (PatientWish::Born { dates, .. }, []) = (wish, &named[..]) {
                named = dates.iter().flat_map(|day| self.born_on(*day)).collect();
                named.truncate(most);
            }
            people.extend(self.born_near(wish, most));
            let near = self.near_names(&names_of(wish), &named, most);
            if named.len() == most || near.len() == most {
                common.push(wish);
            }
            people.extend(named.into_iter().chain(near));
        }
        for (place, one) in common.iter().enumerate() {
            for other in &common[place + 1..] {
                let named = self.may_be_both(one, other, most);
                let names = [names_of(one), names_of(other)].concat();
                let near = self.near_names(&names, &named, most);
                people.extend(named.into_iter().chain(near));
            }
        }
        people
    }

    /// Returns the people with the initial of a criterion whose birth date may be mistyped in it, if nobody meets the
    /// criterion.
    fn born_near(&self, wish: &PatientWish, most: usize) -> Vec<Person> {
        let PatientWish::Born { dates, initial } = wish else {
            return Vec::new();
        };
        if initial.is_empty() || !self.may_be(wish, 1).is_empty() {
            return Vec::new();
        }
        let near = dates.iter().flat_map(|born| births_near(*born));
        let wish = PatientWish::Born {
            dates: near.collect(),
            initial: initial.clone(),
        };
        self.may_be(&wish, most)
    }

    /// Returns the people whose name is one typing error away from these names, besides the `named`, whose names begin
    /// so.
    fn near_names(&self, names: &[String], named: &[Person], most: usize) -> Vec<Person> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let near = TypedNames::of(&names, &folded_names(named))
            .and_then(|typed| self.near(&typed, most, &|| false));
        near.unwrap_or_default()
    }

    fn may_be(&self, wish: &PatientWish, most: usize) -> Vec<Person> {
        let meanings: Vec<Sense> = match wish {
            PatientWish::Born { dates, .. } => dates.iter().copied().map(Sense::Born).collect(),
            // A national number begins with a 0 that the international one lacks.
            PatientWish::Number { tail, typed, dates } => {
                let phone = Sense::PhoneTail(tail.trim_start_matches('0').to_owned());
                let number = Sense::Id(in_one_piece(typed).to_ascii_lowercase());
                let born = dates.iter().copied().map(Sense::Born);
                born.chain([phone, number]).collect()
            }
            PatientWish::BornIn(year) => vec![Sense::BornIn(*year)],
            PatientWish::Identifier(typed) => vec![Sense::Id(typed.to_ascii_lowercase())],
            PatientWish::Name { .. } => match &names_of(wish)[..] {
                [name] => vec![Sense::Name(name.clone())],
                names => return self.of_all(names, wish, most),
            },
        };
        let places = meanings.iter().flat_map(|meaning| self.places(meaning));
        places
            .map(|(segment, number)| segment.person(number))
            .filter(|person| wish.fits(&Patient::from(person)))
            .take(most)
            .collect()
    }

    fn may_be_both(&self, one: &PatientWish, other: &PatientWish, most: usize) -> Vec<Person> {
        let mut people = self.of_all(&[names_of(one), names_of(other)].concat(), one, most);
        people.retain(|person| other.fits(&Patient::from(person)));
        people
    }

    /// Returns the people whose name has a word for each of these beginnings.
    fn of_all(&self, names: &[String], wish: &PatientWish, most: usize) -> Vec<Person> {
        let query = PeopleQuery {
            words: names
                .iter()
                .map(|name| vec![Sense::Name(name.clone())])
                .collect(),
        };
        let mut people = find::by_beginnings(self, &query, most, &|| false)
            .unwrap_or_default()
            .people;
        people.retain(|person| wish.fits(&Patient::from(person)));
        people
    }
}

/// Returns the folded names of each of these people.
pub(super) fn folded_names(people: &[Person]) -> Vec<String> {
    let of_each = people.iter().map(Patient::from);
    of_each.map(|patient| patient.folded_names()).collect()
}

/// Returns the beginnings of names in a criterion; none if it is no name.
pub(crate) fn names_of(wish: &PatientWish) -> Vec<String> {
    let PatientWish::Name { surname, given } = wish else {
        return Vec::new();
    };
    let folded = fold(&format!("{surname} {given}"));
    words(&folded).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use i18n::Language;

    #[test]
    fn of_a_text_pasted_by_mistake_only_the_beginning_is_read() {
        let clock = Clock {
            now: DateTime::from_timestamp(1_795_181_520, 0).unwrap(),
            zone: zones::Zone::BERLIN,
            date_order: None,
            language: Language::En,
            open: None,
        };
        for pasted in ["lorem ", "lorem-", "lorem's,"] {
            let query = PeopleQuery::new(&pasted.repeat(5_000), &clock);
            assert_eq!(query.words.len(), MOST_PIECES, "{pasted}");
        }
    }
}
