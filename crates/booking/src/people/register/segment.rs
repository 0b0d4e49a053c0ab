//! A segment of a register: people who were added together, with their search keys.

use chrono::Datelike;

use super::postings::{Packed, Postings, pack_digits, pack_text};
use super::query::{Sense, words};
use super::record;
use crate::people::in_one_piece;
use crate::{ClinicId, Person, fold_either};

/// People and their search keys. Immutable once created.
pub(super) struct Segment {
    clinic: ClinicId,
    records: Texts,
    /// The folded names of each person, also with umlauts written out if there are any.
    names: Texts,
    /// The letters in each name: a name that lacks a typed letter is not compared.
    pub(super) letters: Vec<u32>,
    columns: SearchColumns,
    /// The lengths of the shortest and the longest id. A typed name outside them needs no look-up.
    id_lengths: (usize, usize),
    /// The number of times that it was joined from others.
    pub(super) level: u8,
}

/// One text per person, concatenated. A register is full long before its bytes exceed 32 bits.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<u32>,
}

/// The columns searched: names, days of birth, telephone numbers forwards and backwards, ids forwards (among them
/// e-mail addresses and numbers of the clinic) and backwards.
type SearchColumns = [Postings; 6];

/// The part of a column with the possible people.
pub(super) struct ColumnSpan<'a> {
    pub(super) column: &'a Postings,
    pub(super) range: std::ops::Range<usize>,
    /// The meaning, for a full comparison if eight bytes are too few.
    pub(super) to_compare: Option<&'a Sense>,
}

impl Texts {
    fn push(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push(self.text.len() as u32);
    }

    fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[from as usize..self.ends[number] as usize]
    }

    /// Joins several without spare capacity, because they are kept for long.
    fn joined<'a>(parts: impl Iterator<Item = &'a Texts> + Clone) -> Texts {
        let sum = |of: fn(&Texts) -> usize| parts.clone().map(of).sum();
        let mut text = String::with_capacity(sum(|part| part.text.len()));
        let mut ends = Vec::with_capacity(sum(|part| part.ends.len()));
        for part in parts {
            let before = text.len() as u32;
            text.push_str(&part.text);
            ends.extend(part.ends.iter().map(|end| end + before));
        }
        Texts { text, ends }
    }

    fn size(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

impl Segment {
    /// Creates a segment of these people.
    pub(super) fn of(clinic: ClinicId, people: &[Person]) -> Segment {
        let mut records = Texts::default();
        let mut names = Texts::default();
        let mut letters = Vec::with_capacity(people.len());
        let mut pairs: [Vec<(u64, u32)>; 6] = Default::default();
        let [name, born, phone, phone_tail, id, id_tail] = &mut pairs;
        for (number, person) in (0..).zip(people) {
            records.push(|text| record::write(person, text));
            let folded = folded_names(person);
            name.extend(words(&folded).map(|word| (pack_text(word.bytes()).key, number)));
            letters.push(letters_in(&folded));
            names.push(|text| text.push_str(&folded));
            born.extend(person.birth_date().map(|born| (day(born), number)));
            let digits = digits_of(person.phone());
            if !digits.is_empty() {
                phone.push((pack_digits(digits.bytes()).key, number));
                phone_tail.push((pack_digits(digits.bytes().rev()).key, number));
            }
            let lower = person.id().to_ascii_lowercase();
            id.push((pack_text(lower.bytes()).key, number));
            id.extend(further_ids(person).map(|other| (pack_text(other.bytes()).key, number)));
            id_tail.push((pack_text(lower.bytes().rev()).key, number));
        }
        let columns = pairs.map(Postings::of);
        let lengths = || people.iter().map(|person| person.id().len());
        let id_lengths = (
            lengths().min().unwrap_or_default(),
            lengths().max().unwrap_or_default(),
        );
        Segment {
            clinic,
            records,
            names,
            letters,
            columns,
            id_lengths,
            level: 0,
        }
    }

    /// Joins several segments, with their people in order.
    pub(super) fn joined(clinic: ClinicId, parts: &[std::sync::Arc<Segment>]) -> Segment {
        let records = Texts::joined(parts.iter().map(|part| &part.records));
        let names = Texts::joined(parts.iter().map(|part| &part.names));
        let letters: Vec<u32> = parts
            .iter()
            .map(|part| &part.letters[..])
            .collect::<Vec<_>>()
            .concat();
        let from: Vec<u32> = parts
            .iter()
            .scan(0, |from, part| {
                Some(std::mem::replace(from, *from + part.len() as u32))
            })
            .collect();
        let columns = std::array::from_fn(|column| {
            Postings::joined(
                parts
                    .iter()
                    .zip(&from)
                    .map(|(part, from)| (&part.columns[column], *from)),
            )
        });
        let shortest = parts
            .iter()
            .map(|part| part.id_lengths.0)
            .min()
            .unwrap_or_default();
        let longest = parts
            .iter()
            .map(|part| part.id_lengths.1)
            .max()
            .unwrap_or_default();
        let level = parts
            .iter()
            .map(|part| part.level)
            .max()
            .unwrap_or_default()
            + 1;
        Segment {
            clinic,
            records,
            names,
            letters,
            columns,
            id_lengths: (shortest, longest),
            level,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Returns the size in bytes.
    pub(super) fn size(&self) -> usize {
        let letters = self.letters.capacity() * size_of::<u32>();
        self.records.size()
            + self.names.size()
            + letters
            + self.columns.iter().map(Postings::size).sum::<usize>()
    }

    /// Returns all people, in order.
    pub(super) fn people(&self) -> impl Iterator<Item = Person> {
        (0..).take(self.len()).map(|number| self.person(number))
    }

    pub(super) fn person(&self, number: u32) -> Person {
        record::read(self.clinic, self.records.get(number))
    }

    pub(super) fn id(&self, number: u32) -> &str {
        record::id(self.records.get(number))
    }

    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number)
    }

    /// Returns the number of the person with this id, in either letter case.
    pub(super) fn place_of(&self, id: &str) -> Option<u32> {
        let (shortest, longest) = self.id_lengths;
        if !(shortest..=longest).contains(&id.len()) {
            return None;
        }
        let packed = pack_text(id.bytes().map(|byte| byte.to_ascii_lowercase()));
        let [.., ids, _] = &self.columns;
        let mut numbers = ids
            .at(ids.range(packed.key, packed.last))
            .map(|(_, number)| number);
        numbers.find(|number| self.id(*number).eq_ignore_ascii_case(id))
    }

    /// Returns the people with this word in their name, and perhaps a few others.
    pub(super) fn with_word(&self, word: &str) -> impl Iterator<Item = u32> + '_ {
        let packed = pack_text(word.bytes());
        // The key of a shorter word is padded with zeros.
        let last = if packed.is_complete {
            packed.key
        } else {
            packed.last
        };
        let [names, ..] = &self.columns;
        names
            .at(names.range(packed.key, last))
            .map(|(_, number)| number)
    }

    /// Returns the people that a meaning may match.
    pub(super) fn span<'a>(&'a self, meaning: &'a Sense) -> ColumnSpan<'a> {
        let [names, births, phones, phone_tails, ids, id_tails] = &self.columns;
        let exactly = |key| Packed {
            key,
            last: key,
            is_complete: true,
        };
        let (column, packed) = match meaning {
            Sense::Name(name) => (names, pack_text(name.bytes())),
            Sense::Born(date) => (births, exactly(day(*date))),
            Sense::BornIn(year) => (births, days_of(*year)),
            Sense::Phone(digits) => (phones, pack_digits(digits.bytes())),
            Sense::PhoneTail(digits) => (phone_tails, pack_digits(digits.bytes().rev())),
            Sense::Id(id) => (ids, pack_text(id.bytes())),
            Sense::IdTail(id) => (id_tails, pack_text(id.bytes().rev())),
        };
        let range = column.range(packed.key, packed.last);
        ColumnSpan {
            column,
            range,
            to_compare: (!packed.is_complete).then_some(meaning),
        }
    }

    /// Returns whether a meaning matches a person, by a full comparison.
    pub(super) fn means(&self, meaning: &Sense, number: u32) -> bool {
        match meaning {
            Sense::Name(name) => {
                words(self.name(number)).any(|word| word.starts_with(name.as_str()))
            }
            Sense::Id(id) => {
                let begins = |other: String| other.starts_with(id.as_str());
                begins(self.id(number).to_ascii_lowercase())
                    || further_ids(&self.person(number)).any(begins)
            }
            Sense::IdTail(id) => self.id(number).to_ascii_lowercase().ends_with(id.as_str()),
            Sense::Phone(digits) => {
                digits_of(self.person(number).phone()).starts_with(digits.as_str())
            }
            Sense::PhoneTail(digits) => {
                digits_of(self.person(number).phone()).ends_with(digits.as_str())
            }
            Sense::Born(date) => self.person(number).birth_date() == Some(*date),
            Sense::BornIn(year) => self
                .person(number)
                .birth_date()
                .is_some_and(|born| born.year() == *year),
        }
    }
}

/// Returns every name of a person, folded, the one in use first.
fn folded_names(person: &Person) -> String {
    let mut folded = fold_either(&person.full_name());
    for name in person.further_names() {
        folded.push(' ');
        folded.push_str(&fold_either(&name.full()));
    }
    folded
}

/// Returns a person's identifiers other than the id, in lower case: numbers of the clinic, also without separators, and
/// the e-mail address.
fn further_ids(person: &Person) -> impl Iterator<Item = String> {
    let numbers = person.numbers().iter().flat_map(|number| {
        let joined = Some(in_one_piece(&number.value)).filter(|joined| *joined != number.value);
        [number.value.clone()].into_iter().chain(joined)
    });
    let all = numbers.chain([person.email().to_owned()]);
    all.filter(|text| !text.is_empty())
        .map(|text| text.to_ascii_lowercase())
}

/// Returns a bit for each letter; letters of other scripts share one.
pub(super) fn letters_in(folded: &str) -> u32 {
    let mut letters = 0;
    for byte in folded.bytes() {
        letters |= match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << 26,
            byte if byte.is_ascii() => 0,
            _ => 1 << 27,
        };
    }
    letters
}

fn digits_of(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

fn day(date: chrono::NaiveDate) -> u64 {
    u64::try_from(date.num_days_from_ce()).unwrap_or_default()
}

/// Returns the keys of all days of a year.
fn days_of(year: i32) -> Packed {
    let at = |month, date| chrono::NaiveDate::from_ymd_opt(year, month, date).map_or(0, day);
    Packed {
        key: at(1, 1),
        last: at(12, 31),
        is_complete: true,
    }
}
