//! Finds people by beginnings of words: those who match every word, exact matches first.

use super::query::{PeopleQuery, Sense, name_in, words};
use super::segment::{ColumnSpan, Segment};
use super::{GivenUp, Matches, Register};

/// Matches compared in each segment to put the exact ones first, at least.
const CLOSELY: usize = 64;
/// People examined between checks for cancellation.
const BREATH: usize = 4096;

/// A match; the fields are the sort order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RankedMatch {
    /// The number of words that only begin a word of the name.
    begun: usize,
    /// Which of the word's readings matches.
    reading: usize,
    key: u64,
    segment: usize,
    number: u32,
}

/// A set of people of one segment.
struct Few(Vec<u64>);

impl Few {
    fn none(of: usize) -> Few {
        Few(vec![0; of.div_ceil(64)])
    }

    /// Adds a person, and returns whether they are new.
    fn add(&mut self, number: u32) -> bool {
        let (cell, bit) = (&mut self.0[number as usize / 64], 1 << (number % 64));
        let new = *cell & bit == 0;
        *cell |= bit;
        new
    }

    fn contains(&self, number: u32) -> bool {
        self.0[number as usize / 64] & 1 << (number % 64) != 0
    }
}

/// Returns the people who match every word, at most `most` of them in full; `None` if cancelled.
pub(super) fn by_beginnings(
    register: &Register,
    query: &PeopleQuery,
    most: usize,
    given_up: GivenUp<'_>,
) -> Option<Matches> {
    let (mut found, mut count) = (Vec::new(), 0);
    let closely = most.max(CLOSELY);
    for (number, segment) in register.segments.iter().enumerate() {
        count += in_segment((number, segment), query, closely, given_up, &mut found)?;
    }
    found.sort_unstable();
    let shown = found.iter().take(most);
    let people: Vec<_> = shown.map(|one| register.segments[one.segment].person(one.number)).collect();
    Some(Matches { more: count - people.len(), people, nearly: false })
}

/// Adds the first matches, and returns how many there are.
fn in_segment(
    (segment_number, segment): (usize, &Segment),
    query: &PeopleQuery,
    closely: usize,
    given_up: GivenUp<'_>,
    found: &mut Vec<RankedMatch>,
) -> Option<usize> {
    let mut readings: Vec<Vec<ColumnSpan<'_>>> =
        query.words.iter().map(|word| spans(segment, word)).collect();
    // The people who match the rarest word are tested against the others.
    readings.sort_by_key(|spans| spans.iter().map(|span| span.range.len()).sum::<usize>());
    let Some((rarest, others)) = readings.split_first() else { return Some(0) };
    if rarest.iter().all(|span| span.range.is_empty()) {
        return Some(0);
    }
    let others: Vec<Few> =
        others.iter().map(|spans| everyone_in(segment, spans, given_up)).collect::<Option<_>>()?;
    let mut seen = Few::none(segment.len());
    let mut count = 0;
    for (reading, span) in rarest.iter().enumerate() {
        for (step, (key, number)) in span.column.at(span.range.clone()).enumerate() {
            if step.is_multiple_of(BREATH) && given_up() {
                return None;
            }
            if !others.iter().all(|few| few.contains(number))
                || span.unsure.is_some_and(|meaning| !segment.means(meaning, number))
                || !seen.add(number)
            {
                continue;
            }
            count += 1;
            if count <= closely {
                let begun = begun(segment, query, number);
                found.push(RankedMatch { begun, reading, key, segment: segment_number, number });
            }
        }
    }
    Some(count)
}

fn spans<'a>(segment: &'a Segment, word: &'a [Sense]) -> Vec<ColumnSpan<'a>> {
    word.iter().map(|meaning| segment.span(meaning)).collect()
}

fn everyone_in(segment: &Segment, spans: &[ColumnSpan<'_>], given_up: GivenUp<'_>) -> Option<Few> {
    let mut few = Few::none(segment.len());
    for span in spans {
        for (step, (_, number)) in span.column.at(span.range.clone()).enumerate() {
            if step.is_multiple_of(BREATH) && given_up() {
                return None;
            }
            if span.unsure.is_none_or(|meaning: &Sense| segment.means(meaning, number)) {
                few.add(number);
            }
        }
    }
    Some(few)
}

/// Returns how many of the words are less than a whole word of the name.
fn begun(segment: &Segment, query: &PeopleQuery, number: u32) -> usize {
    let name = segment.name(number);
    let whole = |typed: &str| words(name).any(|(_, word)| word == typed);
    query.words.iter().filter(|word| name_in(word).is_some_and(|typed| !whole(typed))).count()
}
