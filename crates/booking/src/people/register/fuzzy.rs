//! Finds people by similarity if no beginning matches: with letters left out, and one typing error per word. Names with
//! only one error come first.

use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use super::near::{FEWEST_WITH_SLIP, MOST_LETTERS};
use super::query::{PeopleQuery, words};
use super::segment::letters_in;
use super::{IsCancelled, Matches, PEOPLE_PER_CHECK, Register};
use crate::begins_word;

/// Letters of a word that can resemble another, at least.
const FEWEST: usize = 3;

/// A typed word, and the patterns of the words that it may mean.
struct TypedWord<'a> {
    word: &'a str,
    letters: Vec<char>,
    /// The patterns: first the word itself, which matches a name with its letters in this order; then the word without
    /// each one of its letters, for an extra, a wrong or two swapped letters. Empty if it is too short or too long to
    /// resemble anything, so that it has to begin a word.
    needles: Vec<(u32, Utf32String)>,
}

/// The quality of a match: how close its words are, then how well the letters match.
type Score = (usize, u32);

impl TypedWord<'_> {
    fn new(word: &str) -> TypedWord<'_> {
        let letters: Vec<char> = word.chars().collect();
        let without = |place: usize| {
            letters[..place]
                .iter()
                .chain(&letters[place + 1..])
                .collect::<String>()
        };
        let slips = if letters.len() < FEWEST_WITH_SLIP {
            0
        } else {
            letters.len()
        };
        let mut needles = Vec::new();
        if (FEWEST..=MOST_LETTERS).contains(&letters.len()) {
            needles.push(word.to_owned());
            needles.extend((0..slips).map(without));
        }
        needles.dedup();
        let needles = needles
            .iter()
            .map(|word| (letters_in(word), Utf32String::from(word.as_str())));
        TypedWord {
            word,
            needles: needles.collect(),
            letters,
        }
    }

    fn score(
        &self,
        letters: u32,
        name: &str,
        in_utf32: Utf32Str<'_>,
        matcher: &mut Matcher,
    ) -> Option<Score> {
        if self.needles.is_empty() {
            return begins_word(name, self.word).then_some((0, 0));
        }
        let may_fit = self
            .needles
            .iter()
            .filter(|(needed, _)| letters & needed == *needed);
        let best = may_fit
            .filter_map(|(_, needle)| matcher.fuzzy_match(in_utf32, needle.slice(..)))
            .max()?;
        Some((self.closeness(name), best.into()))
    }

    /// Returns how close the closest word of a name is: 2 if it differs by one letter, 1 if its beginning
    /// does.
    fn closeness(&self, name: &str) -> usize {
        let typed = self.letters.len();
        let of_word = |word: &str| {
            let length = word.chars().count();
            let begun = (typed.saturating_sub(1)..=typed + 1).filter(|begun| *begun <= length);
            let close = begun.filter(|begun| {
                let beginning: String = word.chars().take(*begun).collect();
                strsim::osa_distance(self.word, &beginning) <= 1
            });
            close.map(|begun| if begun == length { 2 } else { 1 }).max()
        };
        words(name).filter_map(of_word).max().unwrap_or_default()
    }

    /// Returns whether the letters of a name allow a match.
    fn may_fit(&self, letters: u32) -> bool {
        self.needles.is_empty()
            || self
                .needles
                .iter()
                .any(|(needed, _)| letters & needed == *needed)
    }
}

/// Returns the people whose name resembles the typed text, the most similar first, at most `most` of them;
/// `None` if cancelled.
pub(super) fn by_resemblance(
    register: &Register,
    query: &PeopleQuery,
    most: usize,
    is_cancelled: IsCancelled<'_>,
) -> Option<Matches> {
    let words: Vec<TypedWord<'_>> = query
        .names()
        .unwrap_or_default()
        .into_iter()
        .map(|word| TypedWord::new(word))
        .collect();
    if words.iter().all(|word| word.needles.is_empty()) {
        return Some(Matches::default());
    }
    search(register, &words, most, is_cancelled)
}

fn search(
    register: &Register,
    words: &[TypedWord<'_>],
    most: usize,
    is_cancelled: IsCancelled<'_>,
) -> Option<Matches> {
    let mut config = Config::DEFAULT;
    // Names are folded already.
    (config.normalize, config.ignore_case) = (false, false);
    let mut matcher = Matcher::new(config);
    let mut letters_of_name = Vec::new();
    let mut best: Vec<(Score, usize, u32)> = Vec::new();
    let mut count = 0;
    for (segment_number, segment) in register.segments.iter().enumerate() {
        for (number, letters) in (0..).zip(&segment.letters) {
            if (number as usize).is_multiple_of(PEOPLE_PER_CHECK) && is_cancelled() {
                return None;
            }
            if !words.iter().all(|word| word.may_fit(*letters)) {
                continue;
            }
            let name = segment.name(number);
            let in_utf32 = Utf32Str::new(name, &mut letters_of_name);
            let scores = words
                .iter()
                .map(|word| word.score(*letters, name, in_utf32, &mut matcher));
            let sum = |(close, score): Score, (closer, more): Score| (close + closer, score + more);
            let Some(score) = scores
                .reduce(|one, other| Some(sum(one?, other?)))
                .flatten()
            else {
                continue;
            };
            count += 1;
            insert(&mut best, (score, segment_number, number), most);
        }
    }
    let people: Vec<_> = best
        .iter()
        .map(|(_, segment, number)| register.segments[*segment].person(*number))
        .collect();
    Some(Matches {
        more: count - people.len(),
        people,
        nearly: true,
    })
}

/// Inserts a match among the `most` best, after equally good ones.
fn insert(best: &mut Vec<(Score, usize, u32)>, found: (Score, usize, u32), most: usize) {
    let place = best.partition_point(|(score, ..)| *score >= found.0);
    if place < most {
        best.truncate(most.saturating_sub(1));
        best.insert(place, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_longer_than_any_name_is_compared_with_none() {
        for (letters, most) in [(4, 1), (12, 13), (MOST_LETTERS, MOST_LETTERS + 1)] {
            let typed: String = ('a'..='z').cycle().take(letters).collect();
            let needles = TypedWord::new(&typed).needles.len();
            assert_eq!(needles, most, "{letters} letters");
        }
        for letters in [MOST_LETTERS + 1, 20_000] {
            let typed = "ab".repeat(letters);
            assert!(
                TypedWord::new(&typed).needles.is_empty(),
                "{letters} letters"
            );
        }
    }
}
