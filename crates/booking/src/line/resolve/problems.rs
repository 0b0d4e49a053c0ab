//! The problems of tokens that need a person.

use super::ListMatch;
use super::{LineProblem, Pick, Resolver, TokenRole};
use crate::fold;
use crate::line::token::TokenKind;
use crate::sanitize::sanitize;
use crate::time::{is_time_word, near_word, read_as, read_instead_of};
use crate::{ClinicId, Series, Verb};
use i18n::say;

/// The most picks offered: each has a digit.
pub(super) const MOST_PICKS: usize = 9;

/// The longest word, in letters, that may have only one typing error; longer words may have two.
const LONGEST_SHORT_WORD: usize = 7;

/// The most characters of a token that a message quotes.
const LONGEST_QUOTE: usize = 30;

/// Returns how many typing errors a word may have.
pub(super) fn errors_in(word: &str) -> usize {
    if word.chars().count() > LONGEST_SHORT_WORD {
        2
    } else {
        1
    }
}

impl Resolver<'_> {
    /// Reports a letter that no template has, with the letters that exist.
    pub(super) fn report_no_template(&mut self, place: usize) {
        let templates = self.roster.templates.all_at(self.roster.here);
        let language = self.roster.language;
        let templates: Vec<String> = templates
            .map(|template| format!("{} {}", template.letter(), template.name(language)))
            .collect();
        let advice = if templates.is_empty() {
            say!(language, "line-no-templates").to_owned()
        } else {
            say!(
                language,
                "line-templates-known",
                templates = templates.join(", ")
            )
        };
        self.report(
            place,
            say!(language, "line-no-template", said = self.quoted(place)),
            advice,
        );
    }

    /// Reports words that occur in the names of several templates, with the letters of these to choose from.
    pub(super) fn report_several_templates(&mut self) {
        let language = self.roster.language;
        let mut named = Vec::new();
        for (place, token) in self.line.tokens.iter().enumerate() {
            if let TokenKind::Templates(letters) = &token.kind {
                named.push((place, letters));
            }
        }
        let Some((first, letters)) = named.first() else {
            return;
        };
        let mut picks = Vec::new();
        for letter in *letters {
            if let Some(template) = self.roster.templates.at(self.roster.here, *letter) {
                let letter = template.letter().to_string();
                picks.push(Pick::of_word(template.name(language).to_owned(), letter));
            }
        }
        picks.truncate(MOST_PICKS);
        let what = say!(
            language,
            "line-several-templates",
            said = self.quoted(*first)
        );
        let places = named.iter().map(|(place, _)| *place).collect();
        self.report_all(places, what, "").picks = picks;
    }

    /// Reports that all of these ids match, with the message `what` and the first nine to choose from.
    pub(super) fn report_several(
        &mut self,
        what: String,
        places: &[usize],
        ids: Vec<String>,
        picks: Vec<Pick>,
    ) -> ListMatch {
        let advice = if ids.len() > MOST_PICKS {
            say!(self.roster.language, "line-say-more")
        } else {
            ""
        };
        self.report_all(places.to_vec(), what, advice).picks = picks;
        ListMatch::Several(ids)
    }

    /// Reports that these two tokens exclude each other: they name two of `kinds`, such as patients.
    pub(super) fn report_contradiction(&mut self, places: [usize; 2], kinds: &str) {
        let language = self.roster.language;
        let [one, other] = places.map(|place| self.quoted(place));
        let what = say!(language, "line-two", one, other, of = kinds);
        self.report_all(places.to_vec(), what, say!(language, "line-take-one-out"));
    }

    /// Reports a token that has no meaning on a line with a verb.
    pub(super) fn report_beside_verb(&mut self, place: usize, verb: usize) {
        let said = self.quoted(place);
        let verb = self.quoted(verb);
        let what = say!(self.roster.language, "line-beside-verb", said, verb);
        self.report(
            place,
            what,
            say!(self.roster.language, "line-what-verbs-take"),
        );
    }

    /// Reports a series with too few or too many visits.
    pub(super) fn report_series_bounds(&mut self, place: usize) {
        let language = self.roster.language;
        let what = say!(language, "line-series-bounds", said = self.quoted(place));
        let fewest = u32::from(Series::FEWEST);
        let most = u32::from(Series::MOST);
        self.report(
            place,
            what,
            say!(language, "line-series-bounds-do", fewest, most),
        );
    }

    /// Reports that the token names `who` of another clinic than the line's.
    pub(super) fn report_elsewhere(
        &mut self,
        (place, other): (usize, ClinicId),
        who: &str,
        clinic: ClinicId,
    ) {
        let language = self.roster.language;
        let elsewhere = other.name();
        let clinic = clinic.name();
        let said = self.quoted(place);
        let what = say!(language, "line-elsewhere", said, who, elsewhere, clinic);
        let advice = say!(language, "line-name-someone-here", clinic, elsewhere);
        self.report(place, what, advice);
    }

    /// Reports the words that are ambiguous or have no meaning.
    pub(super) fn report_words(&mut self) {
        self.report_unsure();
        self.report_code_or_time();
        self.report_unread();
        self.report_unclear();
    }

    /// Reports words that may be the patient or the provider.
    fn report_unsure(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let TokenRole::Unsure(wish) = &self.roles[place] else {
                continue;
            };
            let language = self.roster.language;
            let label = say!(
                language,
                "line-patient-called",
                name = wish.to_text(language)
            );
            let mut picks = vec![Pick::of_word(label, format!("{},", token.text))];
            for provider in self.roster.providers.unwrap_or_default() {
                if provider.is_called(&token.text) {
                    picks.push(provider.pick(&token.text));
                }
            }
            picks.truncate(MOST_PICKS);
            let what = say!(language, "line-either", said = self.quoted(place));
            self.report(place, what, "").picks = picks;
        }
    }

    /// Reports two letters that may be a provider's code or part of a time.
    fn report_code_or_time(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            if self.roles[place] != TokenRole::CodeOrTime {
                continue;
            }
            let language = self.roster.language;
            let next = self.line.tokens.get(place + 1);
            let next = next.map_or("", |next| next.text.as_str());
            let time = read_as(&token.text, next, language);
            let time = time.map(|(label, text)| Pick::of_word(label, text));
            let providers = self
                .roster
                .providers
                .unwrap_or_default()
                .iter()
                .filter(|provider| provider.has_code(&token.text));
            let picks = time
                .into_iter()
                .chain(providers.map(|provider| provider.pick(&token.text)))
                .take(MOST_PICKS)
                .collect();
            let what = say!(language, "line-code-or-time", said = self.quoted(place));
            self.report(place, what, "").picks = picks;
        }
    }

    /// Reports words that fit nothing once the patient is known, and words that suggest a time but name none, with
    /// similar ones.
    fn report_unread(&mut self) {
        let is_unread = |place: &usize| matches!(self.roles[*place], TokenRole::Unread(_));
        let unread: Vec<usize> = (0..self.roles.len()).filter(is_unread).collect();
        let sign = TokenKind::Verb(Verb::Move);
        let sign = self.line.tokens.iter().position(|token| token.kind == sign);
        let is_new = |place: &usize| sign.is_some_and(|sign| sign < *place);
        if unread.len() > 1 && unread.iter().all(is_new) {
            return self.report_new_unread(unread);
        }
        for place in unread {
            let token = &self.line.tokens[place];
            let language = self.roster.language;
            let said = self.quoted(place);
            let (what, picks, advice) = match read_instead_of(&token.text) {
                Some(words) => {
                    let picks = words
                        .iter()
                        .map(|word| Pick::of_word(self.before_time(word, place), (*word).into()));
                    let what = say!(language, "line-no-time", said);
                    (what, picks.collect(), say!(language, "line-what-times-are"))
                }
                None => {
                    let what = if is_new(&place) {
                        say!(language, "line-no-new-time", said)
                    } else {
                        say!(language, "line-unclear", said)
                    };
                    let picks = self.near(&token.text);
                    let advice = if is_new(&place) {
                        say!(language, "line-what-times-are")
                    } else if self.is_detail(place) {
                        say!(language, "line-what-details-are")
                    } else {
                        self.what_it_holds()
                    };
                    (what, picks, advice)
                }
            };
            let advice = if picks.is_empty() {
                advice
            } else {
                say!(language, "line-did-you-mean-word")
            };
            self.report(place, what, advice).picks = picks;
        }
    }

    /// Reports words behind a move that are no new time and no practitioner.
    fn report_new_unread(&mut self, places: Vec<usize>) {
        let language = self.roster.language;
        let words = places.iter().map(|place| &*self.line.tokens[*place].text);
        let said = self.quoted_text(&words.collect::<Vec<_>>().join(" "));
        let what = say!(language, "line-no-new-time", said);
        self.report_all(places, what, say!(language, "line-what-times-are"));
    }

    /// Returns whether a token comes after the sign for changing what is booked.
    fn is_detail(&self, place: usize) -> bool {
        let sign = TokenKind::Verb(Verb::Details);
        self.line.tokens[..place]
            .iter()
            .any(|token| token.kind == sign)
    }

    /// Returns a word with the token after this place, if that is about time: `um 10`.
    fn before_time(&self, word: &str, place: usize) -> String {
        match self.line.tokens.get(place + 1) {
            Some(next) if self.is_of_time(place + 1) => format!("{word} {}", next.text),
            _ => word.to_owned(),
        }
    }

    /// Returns the time word that is one typing error away from a token, as a pick.
    pub(super) fn near_time(&self, place: usize) -> Option<Pick> {
        let token = &self.line.tokens[place];
        if token.kind != TokenKind::Name {
            return None;
        }
        let word = near_word(&token.text)?;
        Some(Pick::of_word(word.clone(), word))
    }

    /// Returns picks of similar words for a mistyped one: a time word, a code, a part of a provider's name.
    fn near(&self, typed: &str) -> Vec<Pick> {
        let word = fold(typed);
        let parts = typed
            .split('-')
            .filter(|part| *part != typed && is_time_word(part))
            .map(str::to_owned);
        let words = near_word(typed)
            .into_iter()
            .chain(parts)
            .map(|word| Pick::of_word(word.clone(), word));
        let is_near = |part: &str| strsim::osa_distance(&word, &fold(part)) <= errors_in(&word);
        let providers = self
            .roster
            .providers
            .unwrap_or_default()
            .iter()
            .filter(|provider| {
                provider.code.is_some_and(is_near) || provider.name.split([' ', '-']).any(is_near)
            });
        words
            .chain(providers.map(|provider| provider.pick(typed)))
            .chain(self.near_specialties(typed))
            .take(MOST_PICKS)
            .collect()
    }

    /// Reports tokens without a meaning, and birth dates that don't exist.
    fn report_unclear(&mut self) {
        for (place, token) in self.line.tokens.iter().enumerate() {
            let language = self.roster.language;
            match &token.kind {
                TokenKind::Unclear => {
                    let what = say!(language, "line-unclear", said = self.quoted(place));
                    let advice = self.what_it_holds();
                    self.report(place, what, advice);
                }
                TokenKind::NoBirthDate(problem) => {
                    let what = format!("{}.", problem.what(language));
                    self.report(place, what, problem.advice(language));
                }
                _ => {}
            }
        }
    }

    /// Returns the parts of a line, with examples of the desk's clinic.
    fn what_it_holds(&self) -> &'static str {
        let words = self.roster.here.words();
        words.line_holds.text(self.roster.language)
    }

    /// Adds a problem of one token.
    pub(super) fn report(
        &mut self,
        place: usize,
        what: String,
        advice: impl Into<String>,
    ) -> &mut LineProblem {
        self.report_all(vec![place], what, advice)
    }

    /// Adds a problem of these tokens.
    pub(super) fn report_all(
        &mut self,
        tokens: Vec<usize>,
        what: String,
        advice: impl Into<String>,
    ) -> &mut LineProblem {
        self.problems.push_mut(LineProblem {
            tokens,
            what,
            advice: advice.into(),
            picks: Vec::new(),
            unmatched_names: None,
        })
    }

    /// Returns a token as quoted in a sentence.
    pub(super) fn quoted(&self, place: usize) -> String {
        self.quoted_text(&self.line.tokens[place].text)
    }

    fn quoted_text(&self, text: &str) -> String {
        let mut letters = text.chars();
        let start: String = letters.by_ref().take(LONGEST_QUOTE).collect();
        let more = if letters.next().is_some() { "…" } else { "" };
        say!(
            self.roster.language,
            "line-quoted",
            text = format!("{}{more}", sanitize(&start))
        )
    }
}
