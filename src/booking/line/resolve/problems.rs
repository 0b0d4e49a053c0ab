//! What is said of tokens that need a person.

use super::Found;
use super::{LineProblem, Pick, Resolver, Role};
use crate::booking::Backend;
use crate::booking::harmless::harmless;
use crate::booking::line::token::{Token, TokenKind};

/// The most picks offered: each has a digit.
const MOST_PICKS: usize = 9;

/// The most of a token that is quoted, in characters.
const LONGEST_QUOTE: usize = 30;

impl Resolver<'_> {
    pub(super) fn no_template(&mut self, place: usize) {
        let known = self.roster.templates.iter();
        let known: Vec<String> = known.map(|one| format!("{} {}", one.letter(), one.name())).collect();
        let advice = match known.is_empty() {
            true => "There are no templates: check the file they are kept in.".to_owned(),
            false => format!("There are: {}.", known.join(", ")),
        };
        self.problem(place, format!("No template has the letter {}.", self.quoted(place)), advice);
    }

    /// All of these fit: one to pick by its id.
    pub(super) fn several(&mut self, places: &[usize], mut picks: Vec<Pick>) -> Found {
        let ids = picks.iter().map(|pick| pick.text.clone()).collect();
        let count = picks.len();
        picks.truncate(MOST_PICKS);
        let texts: Vec<String> = places.iter().map(|place| self.quoted(*place)).collect();
        let advice = if count > MOST_PICKS { "Pick one, or say more of the name." } else { "Pick one." };
        self.problems.push(LineProblem {
            tokens: places.to_vec(),
            what: format!("{count} answer to {}.", texts.join(" ")),
            advice: advice.to_owned(),
            picks,
        });
        Found::Several(ids)
    }

    /// Two tokens that can't both hold: two `of_these`.
    pub(super) fn contradiction(&mut self, [one, other]: [usize; 2], of_these: &str) {
        self.problems.push(LineProblem {
            tokens: vec![one, other],
            what: format!("{} and {} are two {of_these}.", self.quoted(one), self.quoted(other)),
            advice: "Take one of them out.".to_owned(),
            picks: Vec::new(),
        });
    }

    pub(super) fn elsewhere(&mut self, (place, elsewhere): (usize, Backend), who: &str, backend: Backend) {
        let what = format!("{} is {who}, at {elsewhere}; the line books at {backend}.", self.quoted(place));
        let advice = format!("Name someone at {backend}, or take a template of {elsewhere}.");
        self.problem(place, what, advice);
    }

    /// Words that may be patient or provider.
    pub(super) fn unsure(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let Role::Unsure(wish) = &self.roles[place] else { continue };
            let patient =
                Pick { label: format!("patient, {}", wish.say()), text: format!("{},", token.text) };
            let providers = self.roster.providers.unwrap_or_default().iter();
            let providers = providers.filter(|one| one.is_called(&token.text));
            let providers = providers.map(|one| Pick { label: one.label(), text: one.id.to_owned() });
            self.problems.push(LineProblem {
                tokens: vec![place],
                what: format!("{} may be the patient or who sees them.", self.quoted(place)),
                advice: "Pick one.".to_owned(),
                picks: std::iter::once(patient).chain(providers).take(MOST_PICKS).collect(),
            });
        }
    }

    pub(super) fn unclear(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            if token.kind == TokenKind::Unclear {
                let advice =
                    "A line holds a patient (220385s), a code (ki), a template (f) and a time (mo 9:00).";
                self.problem(place, format!("{} can't be read.", self.quoted(place)), advice.to_owned());
            }
        }
    }

    pub(super) fn problem(&mut self, place: usize, what: String, advice: String) {
        self.problems.push(LineProblem { tokens: vec![place], what, advice, picks: Vec::new() });
    }

    /// A token as it stands in a sentence.
    pub(super) fn quoted(&self, place: usize) -> String {
        let Token { text, .. } = &self.line.tokens[place];
        let mut letters = text.chars();
        let start: String = letters.by_ref().take(LONGEST_QUOTE).collect();
        let more = if letters.next().is_some() { "…" } else { "" };
        format!("“{}{more}”", harmless(&start))
    }
}
