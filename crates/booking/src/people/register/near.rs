//! Finds people whose name is one typing error away from what was typed: they stand beside those whose name only
//! begins so.

use std::collections::HashSet;

use super::query::words;
use super::{IsCancelled, Register};
use crate::Person;
use crate::text::one_slip_away;

/// Letters of a word in which one may be wrong, at least.
pub(super) const FEWEST_WITH_SLIP: usize = 5;
/// Letters of a typed word that are compared with names, at most: no name has a longer word.
pub(super) const MOST_LETTERS: usize = 40;

/// People whose names are compared with typed words, at most: a key waits for it, and two frequent first names are
/// only one letter apart.
const MOST_COMPARED: usize = 10_000;

/// Typed names, and which of their words may hold a typing error.
pub(crate) struct TypedNames<'t> {
    words: Vec<&'t str>,
    /// The words that no match has in full: what was meant may be one letter off.
    doubtful: Vec<&'t str>,
}

impl<'t> TypedNames<'t> {
    /// Creates the names of these words, typed when people of these folded names match them. `None` if the matches
    /// have every word in full, are none, or can't be one typing error away.
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

    /// Returns whether each typed word begins a word of a folded name, but for doubtful ones, of which at least one
    /// is a word of the name with one typing error.
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
    /// Returns the people to whose names typed ones are near: at most `most`; `None` if cancelled.
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
