//! Finds people whose name is one typing error away from the typed one. They come in addition to those whose name
//! begins so.

use std::collections::HashSet;

use super::query::words;
use super::{IsCancelled, Register};
use crate::Person;
use crate::text::one_slip_away;

/// The fewest letters of a word that may have a wrong one.
pub(super) const FEWEST_WITH_SLIP: usize = 5;
/// Letters of a typed word that are compared with names, at most: no name has a longer word.
pub(super) const MOST_LETTERS: usize = 40;

/// People whose names are compared with typed words, at most: a key press waits for it, and two frequent first names
/// differ in only one letter.
const MOST_COMPARED: usize = 10_000;

/// Typed names, and the words among them that may have a typing error.
pub(crate) struct TypedNames<'t> {
    words: Vec<&'t str>,
    /// The words that no match has in full, so that one letter may be wrong.
    doubtful: Vec<&'t str>,
}

impl<'t> TypedNames<'t> {
    /// Creates the names from words that were typed, given the folded names of the people who match them. `None` if
    /// there are no matches, if they have every word in full, or if the words can't be one typing error away.
    pub(crate) fn of(words_typed: &[&'t str], matches: &[String]) -> Option<TypedNames<'t>> {
        let is_whole = |typed: &str| {
            let mut names = matches.iter();
            names.any(|name| words(name).any(|word| word == typed))
        };
        let doubtful: Vec<&str> = words_typed
            .iter()
            .copied()
            .filter(|typed| (FEWEST_WITH_SLIP..=MOST_LETTERS).contains(&typed.chars().count()))
            .filter(|typed| !is_whole(typed))
            .collect();
        (!matches.is_empty() && !doubtful.is_empty()).then(|| TypedNames {
            words: words_typed.to_vec(),
            doubtful,
        })
    }

    /// Returns whether each typed word begins a word of a folded name, except doubtful words, at least one of which is
    /// a word of the name with one typing error.
    pub(crate) fn are_near(&self, name: &str) -> bool {
        let begins = |typed: &&str| words(name).any(|word| word.starts_with(*typed));
        let is_off = |typed: &&str| words(name).any(|word| strsim::osa_distance(word, typed) == 1);
        let (begun, others): (Vec<&str>, Vec<&str>) =
            self.words.iter().partition(|typed| begins(typed));
        begun.len() < self.words.len()
            && others
                .iter()
                .all(|typed| self.doubtful.contains(typed) && is_off(typed))
    }
}

impl Register {
    /// Returns at most `most` people whose names are near the typed ones; `None` if cancelled.
    pub(super) fn near(
        &self,
        typed: &TypedNames<'_>,
        most: usize,
        is_cancelled: IsCancelled<'_>,
    ) -> Option<Vec<Person>> {
        let mut seen = HashSet::new();
        let mut people = Vec::new();
        let mut compared = 0;
        for slip in typed.doubtful.iter().flat_map(|word| one_slip_away(word)) {
            if is_cancelled() {
                return None;
            }
            for (place, segment) in self.segments.iter().enumerate() {
                for number in segment.with_word(&slip) {
                    if people.len() == most || compared == MOST_COMPARED {
                        return Some(people);
                    }
                    compared += 1;
                    if typed.are_near(segment.name(number)) && seen.insert((place, number)) {
                        people.push(segment.person(number));
                    }
                }
            }
        }
        Some(people)
    }
}
