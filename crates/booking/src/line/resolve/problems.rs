//! The problems of tokens that need a person.

use super::ListMatch;
use super::{LineProblem, Pick, Resolver, TokenRole};
use crate::fold;
use crate::line::token::{Token, TokenKind};
use crate::sanitize::sanitize;
use crate::time::{is_time_word, near_word};
use crate::{ClinicId, Directory, Series};
use i18n::say;

/// Picks offered, at most: each has a digit.
pub(super) const MOST_PICKS: usize = 9;

/// The longest word, in letters, that may hold only one typing error; longer ones may hold two.
const LONGEST_SHORT_WORD: usize = 5;

/// Characters of a token that are quoted, at most.
const LONGEST_QUOTE: usize = 30;

impl Resolver<'_> {
    pub(super) fn no_template(&mut self, place: usize) {
        let (known, language) = (self.roster.templates.all_at(self.roster.here), self.roster.language);
        let known: Vec<String> =
            known.map(|one| format!("{} {}", one.letter(), one.name(language))).collect();
        let advice = match known.is_empty() {
            true => say!(language, "line-no-templates").to_owned(),
            false => say!(language, "line-templates-known", templates = known.join(", ")),
        };
        self.problem(place, say!(language, "line-no-template", said = self.quoted(place)), advice);
    }

    /// Reports that all of these ids match, with the first nine to choose from.
    pub(super) fn several(
        &mut self,
        of: Directory,
        places: &[usize],
        ids: Vec<String>,
        picks: Vec<Pick>,
    ) -> ListMatch {
        let (count, language) = (ids.len(), self.roster.language);
        let advice = if count > MOST_PICKS { say!(language, "line-say-more") } else { "" };
        let what = say!(language, of.several, count);
        self.problem_of(places.to_vec(), what, advice).picks = picks;
        ListMatch::Several(ids)
    }

    /// Reports two tokens that can't both hold: two `of_these`.
    pub(super) fn contradiction(&mut self, [one, other]: [usize; 2], of_these: &str) {
        let language = self.roster.language;
        let (first, second) = (self.quoted(one), self.quoted(other));
        let what = say!(language, "line-two", one = first, other = second, of = of_these);
        self.problem_of(vec![one, other], what, say!(language, "line-take-one-out"));
    }

    pub(super) fn beside_verb(&mut self, place: usize, verb: usize) {
        let (said, verb) = (self.quoted(place), self.quoted(verb));
        let what = say!(self.roster.language, "line-beside-verb", said, verb);
        self.problem(place, what, say!(self.roster.language, "line-what-verbs-take"));
    }

    pub(super) fn series_out_of_bounds(&mut self, place: usize) {
        let language = self.roster.language;
        let what = say!(language, "line-series-bounds", said = self.quoted(place));
        let (fewest, most) = (u32::from(Series::FEWEST), u32::from(Series::MOST));
        self.problem(place, what, say!(language, "line-series-bounds-do", fewest, most));
    }

    pub(super) fn elsewhere(&mut self, (place, elsewhere): (usize, ClinicId), who: &str, clinic: ClinicId) {
        let language = self.roster.language;
        let (elsewhere, clinic, said) = (elsewhere.name(), clinic.name(), self.quoted(place));
        let what = say!(language, "line-elsewhere", said, who, elsewhere, clinic);
        let advice = say!(language, "line-name-someone-here", clinic, elsewhere);
        self.problem(place, what, advice);
    }

    /// Reports words that may be the patient or the provider.
    pub(super) fn unsure(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let TokenRole::Unsure(wish) = &self.roles[place] else { continue };
            let language = self.roster.language;
            let label = say!(language, "line-patient-called", name = wish.to_text(language));
            let patient = Pick::of_word(label, format!("{},", token.text));
            let providers = self.roster.providers.unwrap_or_default().iter();
            let providers = providers.filter(|one| one.is_called(&token.text));
            let providers = providers.map(|one| one.pick(&token.text));
            let what = say!(language, "line-either", said = self.quoted(place));
            let picks = std::iter::once(patient).chain(providers).take(MOST_PICKS).collect();
            self.problem(place, what, "").picks = picks;
        }
    }

    /// Reports words that fit nothing once the patient is known, with similar ones.
    pub(super) fn unread(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            if self.roles[place] != TokenRole::Unread {
                continue;
            }
            let language = self.roster.language;
            let picks = self.near(&token.text);
            let advice = match picks.is_empty() {
                true => say!(language, "line-what-it-holds"),
                false => say!(language, "line-did-you-mean-word"),
            };
            let what = say!(language, "line-unclear", said = self.quoted(place));
            self.problem(place, what, advice).picks = picks;
        }
    }

    /// Returns what a mistyped word may have meant: a time word, a code, a part of a provider's name.
    fn near(&self, typed: &str) -> Vec<Pick> {
        let word = fold(typed);
        let parts = typed.split('-').filter(|part| *part != typed && is_time_word(part)).map(str::to_owned);
        let words = near_word(typed).into_iter().chain(parts);
        let words = words.map(|word| Pick::of_word(word.clone(), word));
        let slips = if word.chars().count() > LONGEST_SHORT_WORD { 2 } else { 1 };
        let is_near = |part: &str| strsim::osa_distance(&word, &fold(part)) <= slips;
        let providers = self.roster.providers.unwrap_or_default().iter();
        let providers =
            providers.filter(|one| one.code.is_some_and(is_near) || one.name.split([' ', '-']).any(is_near));
        words.chain(providers.map(|one| one.pick(typed))).take(MOST_PICKS).collect()
    }

    pub(super) fn unclear(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let language = self.roster.language;
            match &token.kind {
                TokenKind::Unclear => {
                    let what = say!(language, "line-unclear", said = self.quoted(place));
                    self.problem(place, what, say!(language, "line-what-it-holds"));
                }
                TokenKind::NoBirthDate(problem) => {
                    let what = format!("{}.", problem.what(language));
                    self.problem(place, what, problem.advice(language));
                }
                _ => {}
            }
        }
    }

    pub(super) fn problem(
        &mut self,
        place: usize,
        what: String,
        advice: impl Into<String>,
    ) -> &mut LineProblem {
        self.problem_of(vec![place], what, advice)
    }

    fn problem_of(
        &mut self,
        tokens: Vec<usize>,
        what: String,
        advice: impl Into<String>,
    ) -> &mut LineProblem {
        let (advice, picks) = (advice.into(), Vec::new());
        self.problems.push_mut(LineProblem { tokens, what, advice, picks, unanswered: None })
    }

    /// Returns a token as quoted in a sentence.
    pub(super) fn quoted(&self, place: usize) -> String {
        let Token { text, .. } = &self.line.tokens[place];
        let mut letters = text.chars();
        let start: String = letters.by_ref().take(LONGEST_QUOTE).collect();
        let more = if letters.next().is_some() { "…" } else { "" };
        say!(self.roster.language, "line-quoted", text = format!("{}{more}", sanitize(&start)))
    }
}
