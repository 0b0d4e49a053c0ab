//! Finds people who match every word by its beginning, exact matches first.

use super::query::{PeopleQuery, Sense, name_in, words};
use super::segment::{ColumnSpan, Segment};
use super::{IsCancelled, Matches, PEOPLE_PER_CHECK, Register};

/// Matches ranked in each segment to put the exact ones first, at least.
const FEWEST_RANKED: usize = 64;
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
struct PeopleSet(Vec<u64>);

impl PeopleSet {
    fn empty(size: usize) -> PeopleSet {
        PeopleSet(vec![0; size.div_ceil(64)])
    }

    /// Adds a person. Returns whether they are new.
    fn add(&mut self, number: u32) -> bool {
        let cell = &mut self.0[number as usize / 64];
        let bit = 1 << (number % 64);
        let is_new = *cell & bit == 0;
        *cell |= bit;
        is_new
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
    is_cancelled: IsCancelled<'_>,
) -> Option<Matches> {
    let mut matches = Vec::new();
    let mut count = 0;
    let ranked = most.max(FEWEST_RANKED);
    for (number, segment) in register.segments.iter().enumerate() {
        count += in_segment((number, segment), query, ranked, is_cancelled, &mut matches)?;
    }
    matches.sort_unstable();
    let shown = matches.iter().take(most);
    let people: Vec<_> = shown
        .map(|found| register.segments[found.segment].person(found.number))
        .collect();
    Some(Matches {
        more: count - people.len(),
        people,
        nearly: false,
    })
}

/// Adds the first matches in a segment, and returns the count of all; `None` if cancelled.
fn in_segment(
    (segment_number, segment): (usize, &Segment),
    query: &PeopleQuery,
    ranked: usize,
    is_cancelled: IsCancelled<'_>,
    matches: &mut Vec<RankedMatch>,
) -> Option<usize> {
    let spans = query
        .words
        .iter()
        .map(|word| word.iter().map(|meaning| segment.span(meaning)).collect());
    let mut readings: Vec<Vec<ColumnSpan<'_>>> = spans.collect();
    // The people who match the rarest word are tested against the others.
    readings.sort_by_key(|spans| spans.iter().map(|span| span.range.len()).sum::<usize>());
    let Some((rarest, others)) = readings.split_first() else {
        return Some(0);
    };
    if rarest.iter().all(|span| span.range.is_empty()) {
        return Some(0);
    }
    let others: Vec<PeopleSet> = others
        .iter()
        .map(|spans| people_in(segment, spans, is_cancelled))
        .collect::<Option<_>>()?;
    let mut seen = PeopleSet::empty(segment.len());
    let mut count = 0;
    for (reading, span) in rarest.iter().enumerate() {
        for (step, (key, number)) in span.column.at(span.range.clone()).enumerate() {
            if step.is_multiple_of(PEOPLE_PER_CHECK) && is_cancelled() {
                return None;
            }
            if !others.iter().all(|people| people.contains(number))
                || span
                    .to_compare
                    .is_some_and(|meaning| !segment.means(meaning, number))
                || !seen.add(number)
            {
                continue;
            }
            count += 1;
            if count <= ranked {
                let begun = begun(segment, query, number);
                matches.push(RankedMatch {
                    begun,
                    reading,
                    key,
                    segment: segment_number,
                    number,
                });
            }
        }
    }
    Some(count)
}

fn people_in(
    segment: &Segment,
    spans: &[ColumnSpan<'_>],
    is_cancelled: IsCancelled<'_>,
) -> Option<PeopleSet> {
    let mut people = PeopleSet::empty(segment.len());
    for span in spans {
        for (step, (_, number)) in span.column.at(span.range.clone()).enumerate() {
            if step.is_multiple_of(PEOPLE_PER_CHECK) && is_cancelled() {
                return None;
            }
            if span
                .to_compare
                .is_none_or(|meaning: &Sense| segment.means(meaning, number))
            {
                people.add(number);
            }
        }
    }
    Some(people)
}

/// Returns how many of the words are less than a whole word of the name.
fn begun(segment: &Segment, query: &PeopleQuery, number: u32) -> usize {
    let name = segment.name(number);
    let is_whole = |typed: &str| words(name).any(|word| word == typed);
    query
        .words
        .iter()
        .filter(|word| name_in(word).is_some_and(|typed| !is_whole(typed)))
        .count()
}
