//! Finding by resemblance, where no beginning fits: letters left out, and one slip of the fingers a word.

use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use super::query::PeopleQuery;
use super::segment::letters_in;
use super::{GivenUp, Matches, Register};

/// The fewest letters of a word that resemble anything.
const FEWEST: usize = 3;
/// The fewest letters of a word in which one may be wrong.
const FEWEST_WITH_SLIP: usize = 5;
/// After so many people it is asked whether the answer is still wanted.
const BREATH: usize = 4096;

/// What a word may have been meant to be.
struct Needles(Vec<(u32, Utf32String)>);

impl Needles {
    /// The word itself: a name fits that has its letters in this order.
    fn exact(word: &str) -> Needles {
        Needles(vec![needle(word)])
    }

    /// The word without one of its letters, whichever: a letter too many, a wrong one, or two interchanged.
    fn with_a_slip(word: &str) -> Needles {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < FEWEST_WITH_SLIP {
            return Needles::exact(word);
        }
        let without = |place: usize| letters[..place].iter().chain(&letters[place + 1..]).collect::<String>();
        let mut shorter: Vec<String> = (0..letters.len()).map(without).collect();
        shorter.dedup();
        Needles(shorter.iter().map(|word| needle(word)).collect())
    }

    /// How well a name fits the best of them.
    fn score(&self, letters: u32, name: Utf32Str<'_>, matcher: &mut Matcher) -> Option<u32> {
        let may_fit = self.0.iter().filter(|(needed, _)| letters & needed == *needed);
        may_fit.filter_map(|(_, needle)| matcher.fuzzy_match(name, needle.slice(..))).max().map(u32::from)
    }

    /// Whether the letters of a name leave it possible that one of them fits.
    fn may_fit(&self, letters: u32) -> bool {
        self.0.iter().any(|(needed, _)| letters & needed == *needed)
    }
}

fn needle(word: &str) -> (u32, Utf32String) {
    (letters_in(word), Utf32String::from(word))
}

/// Those whose name resembles what was typed, the most like it first, at most `most` of them; none where the
/// answer is no longer wanted.
pub(super) fn by_resemblance(
    register: &Register,
    query: &PeopleQuery,
    most: usize,
    given_up: GivenUp<'_>,
) -> Option<Matches> {
    let words = query.names().unwrap_or_default();
    if words.is_empty() || words.iter().any(|word| word.chars().count() < FEWEST) {
        return Some(Matches::default());
    }
    let looked =
        look(register, &words.iter().map(|word| Needles::exact(word)).collect::<Vec<_>>(), most, given_up)?;
    if !looked.people.is_empty() {
        return Some(looked);
    }
    let slipped: Vec<Needles> = words.iter().map(|word| Needles::with_a_slip(word)).collect();
    look(register, &slipped, most, given_up)
}

fn look(register: &Register, words: &[Needles], most: usize, given_up: GivenUp<'_>) -> Option<Matches> {
    let mut config = Config::DEFAULT;
    // Names are folded already.
    (config.normalize, config.ignore_case) = (false, false);
    let mut matcher = Matcher::new(config);
    let mut letters_of_name = Vec::new();
    let mut best: Vec<(u32, usize, u32)> = Vec::new();
    let mut count = 0;
    for (segment_number, segment) in register.segments.iter().enumerate() {
        for (number, letters) in (0..).zip(segment.letters()) {
            if (number as usize).is_multiple_of(BREATH) && given_up() {
                return None;
            }
            if !words.iter().all(|word| word.may_fit(*letters)) {
                continue;
            }
            let name = Utf32Str::new(segment.name(number), &mut letters_of_name);
            let scores = words.iter().map(|word| word.score(*letters, name, &mut matcher));
            let Some(score) = scores.sum::<Option<u32>>() else { continue };
            count += 1;
            keep(&mut best, (score, segment_number, number), most);
        }
    }
    let people: Vec<_> =
        best.iter().map(|(_, segment, number)| register.segments[*segment].person(*number)).collect();
    Some(Matches { more: count - people.len(), people, nearly: true })
}

/// Keeps the best, those who came first before others as good.
fn keep(best: &mut Vec<(u32, usize, u32)>, one: (u32, usize, u32), most: usize) {
    let place = best.partition_point(|(score, ..)| *score >= one.0);
    if place < most {
        best.truncate(most.saturating_sub(1));
        best.insert(place, one);
    }
}
