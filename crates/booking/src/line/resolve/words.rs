//! The words of a line that need the lists: words that add nothing to their neighbours, beginnings of names, and names
//! of visit templates.

use std::ops::Range;

use super::roles::role_of_id;
use super::{Roster, TokenRole};
use crate::line::token::{Token, TokenKind, TokenLine};
use crate::line::{PatientWish, RosterProvider, TypedDetail};
use crate::people::without_dot;
use crate::text::{bare_word, begin_with_phrase};
use crate::time::{begins_month_or_week, means_now, weekday_named};
use crate::{Template, fold};

/// The words before a month or a week.
const BEFORE_MONTH: [&str; 2] = ["in", "im"];
/// The words before the practitioner or place of a visit, in English, German and Finnish, without accents.
const BEFORE_PROVIDER: [&str; 9] = ["with", "at", "in", "mit", "bei", "beim", "zu", "zum", "zur"];

/// The words after the practitioner of a visit.
const BEHIND_PROVIDER: [&str; 1] = ["luona"];

/// The words before the patient, the day or the length of a visit.
const FOR: [&str; 3] = ["for", "fur", "fuer"];

/// The words before a day.
const BEFORE_DAY: [&str; 2] = ["on", "am"];

/// The titles and forms of address before a name.
const TITLES: [&str; 14] = [
    "dr", "prof", "doctor", "doktor", "mr", "mrs", "ms", "miss", "frau", "herr", "herrn", "rouva",
    "herra", "tohtori",
];

/// Returns the line after reading the words that the lists explain. A word that may be the name of a found patient is
/// left as it is.
pub(super) fn with_words_read(line: &TokenLine, roster: &Roster<'_>) -> TokenLine {
    let mut words = LineWords {
        tokens: line.tokens.clone(),
        detail: line.detail.clone(),
        new_from: 0,
        roster,
    };
    words.read_wants();
    words.read_verb();
    words.read_template_names();
    words.read_words_between();
    words.read_initials();
    words.read_now();
    TokenLine {
        tokens: words.tokens,
        detail: words.detail,
        new_from: words.new_from,
    }
}

pub(super) struct LineWords<'a> {
    pub(super) tokens: Vec<Token>,
    pub(super) detail: Option<TypedDetail>,
    pub(super) new_from: usize,
    pub(super) roster: &'a Roster<'a>,
}

impl LineWords<'_> {
    /// Reads `now` as a word for the first available practitioner, if the line names a patient but no practitioner.
    fn read_now(&mut self) {
        let is_at_once = |token: &Token| token.kind == TokenKind::AtOnce;
        let names_patient = |token: &Token| {
            matches!(token.kind, TokenKind::Patient(_) | TokenKind::PastDate(_))
                || token.kind == TokenKind::Id && !self.names_provider(token)
        };
        let is_about_other = |token: &Token| {
            self.names_provider(token) || matches!(token.kind, TokenKind::Verb(_) | TokenKind::Then)
        };
        let is_new_visit =
            !self.tokens.iter().any(is_about_other) && self.tokens.iter().any(names_patient);
        if !is_new_visit && !self.tokens.iter().any(is_at_once) {
            return;
        }
        for token in &mut self.tokens {
            if token.kind == TokenKind::Time && means_now(&token.text) {
                token.kind = TokenKind::AtOnce;
            }
        }
    }

    /// Reads the words that add nothing, from the last to the first, because several may precede a name.
    fn read_words_between(&mut self) {
        for place in (0..self.tokens.len()).rev() {
            if self.is_word_between(place) && !self.may_be_name(place) {
                self.tokens[place].kind = TokenKind::Label;
            }
        }
        for place in 1..self.tokens.len() {
            let is_behind = BEHIND_PROVIDER.contains(&&*word(&self.tokens[place]));
            if let Some(name) = self.name_before(place)
                && is_behind
            {
                self.tokens[place].kind = TokenKind::Label;
                self.tokens[place - 1].text = name;
            }
        }
    }

    /// Returns whether this is such a word before a token of its kind.
    pub(super) fn is_word_between(&self, place: usize) -> bool {
        let token = &self.tokens[place];
        let Some(next) = self.tokens.get(place + 1) else {
            return false;
        };
        if !matches!(
            token.kind,
            TokenKind::Name | TokenKind::Code | TokenKind::CodeOrTime | TokenKind::Time
        ) || self.is_code(token)
        {
            return false;
        }
        let said = word(token);
        let said = said.as_str();
        let is_for = FOR.contains(&said);
        match next.kind {
            TokenKind::Time | TokenKind::CodeOrTime
                if BEFORE_MONTH.contains(&said) && begins_month_or_week(&next.text) =>
            {
                true
            }
            TokenKind::Label => is_for || BEFORE_PROVIDER.contains(&said) || TITLES.contains(&said),
            TokenKind::Time if BEFORE_DAY.contains(&said) => {
                let before = place.checked_sub(1).map(|before| &self.tokens[before]);
                let is_behind_digits = before
                    .is_some_and(|before| before.text.starts_with(|c: char| c.is_ascii_digit()));
                is_day(&next.text) && (said == "on" || !is_behind_digits)
            }
            TokenKind::Time | TokenKind::Length(_) => is_for,
            TokenKind::Patient(_) | TokenKind::PastDate(_) => is_for || TITLES.contains(&said),
            TokenKind::Name if is_for || TITLES.contains(&said) => true,
            _ => BEFORE_PROVIDER.contains(&said) && self.names_provider(next),
        }
    }

    /// Returns the name of a provider before this place, without the ending of a Finnish genitive.
    fn name_before(&self, place: usize) -> Option<String> {
        let before = &self.tokens[place - 1];
        if self.names_provider(before) {
            return Some(before.text.clone());
        }
        let shorter = ["in", "n"].map(|ending| before.text.strip_suffix(ending));
        let mut shorter = shorter.into_iter().flatten();
        let name = shorter.find(|name| self.is_called(name))?;
        (before.kind == TokenKind::Name).then(|| name.to_owned())
    }

    pub(super) fn names_provider(&self, token: &Token) -> bool {
        match &token.kind {
            TokenKind::Anyone | TokenKind::AtOnce | TokenKind::Usual | TokenKind::Same => true,
            TokenKind::Id => matches!(
                role_of_id(&token.text, self.roster),
                TokenRole::ProviderId(_)
            ),
            TokenKind::Code => true,
            TokenKind::CodeOrTime => self.is_code(token),
            TokenKind::Name => self.is_called(&token.text),
            _ => false,
        }
    }

    pub(super) fn is_code(&self, token: &Token) -> bool {
        let mut providers = self.roster.providers.unwrap_or_default().iter();
        providers.any(|provider| provider.has_code(&token.text))
    }

    /// Returns whether this begins a provider's name or specialty.
    pub(super) fn is_called(&self, text: &str) -> bool {
        let mut providers = self.roster.providers.unwrap_or_default().iter();
        providers.any(|provider| provider.is_called(text) || provider.is_skilled(text))
    }

    /// Returns whether a patient was found who has a name that begins with this token and meets the other criteria on
    /// the line.
    pub(super) fn may_be_name(&self, place: usize) -> bool {
        self.may_be_name_beside(place, 0..self.tokens.len())
    }

    /// Returns the same, considering only the criteria before the token.
    pub(super) fn may_be_name_behind(&self, place: usize) -> bool {
        self.may_be_name_beside(place, 0..place)
    }

    fn may_be_name_beside(&self, place: usize, others: Range<usize>) -> bool {
        let own = PatientWish::named(&self.tokens[place].text);
        let others: Vec<PatientWish> = others
            .filter(|other| *other != place)
            .filter_map(|other| self.wish_at(other))
            .collect();
        let mut patients = self.roster.patients.unwrap_or_default().iter();
        patients.any(|patient| own.fits(patient) && others.iter().all(|other| other.fits(patient)))
    }

    /// Returns the criterion for the patient in a token, regardless of its neighbours; `None` for a word that may name
    /// a provider.
    fn wish_at(&self, place: usize) -> Option<PatientWish> {
        let token = &self.tokens[place];
        match &token.kind {
            TokenKind::Patient(wish) => Some(wish.clone()),
            TokenKind::Name if !self.is_word_between(place) && !self.is_called(&token.text) => {
                Some(PatientWish::named(&token.text))
            }
            _ => None,
        }
    }

    /// Reads a letter as an initial if the line names a person with it: a letter without a template, or a capital next
    /// to a name.
    fn read_initials(&mut self) {
        let names = |place: &usize| {
            let wish = self.wish_at(*place);
            wish.is_some_and(|wish| matches!(wish, PatientWish::Name { .. }))
        };
        let named: Vec<usize> = (0..self.tokens.len()).filter(names).collect();
        if named.is_empty() {
            return;
        }
        for place in 0..self.tokens.len() {
            if self.is_initial(place, &named) && self.may_be_name(place) {
                let initial = PatientWish::named(&self.tokens[place].text);
                self.tokens[place].kind = TokenKind::Patient(initial);
            }
        }
    }

    /// Returns whether a letter may be an initial next to the names at these places.
    fn is_initial(&self, place: usize, named: &[usize]) -> bool {
        let token = &self.tokens[place];
        match token.kind {
            TokenKind::Template(letter) => {
                let is_template = self.roster.templates.at(self.roster.here, letter).is_some();
                let is_capital = token.text.starts_with(char::is_uppercase);
                let is_beside = named.iter().any(|name| name.abs_diff(place) == 1);
                !is_template || is_capital && is_beside
            }
            TokenKind::Name => {
                let next = self.tokens.get(place + 1);
                let is_of_provider = next.is_some_and(|next| self.is_called(&next.text));
                without_dot(&token.text) != token.text && !is_of_provider
            }
            _ => false,
        }
    }

    /// Reads the names of templates, and the words that callers use for them. All of them together identify one.
    fn read_template_names(&mut self) {
        let mut named: Vec<(usize, Vec<char>)> = Vec::new();
        let mut place = 0;
        while place < self.tokens.len() {
            let (count, letters) = self.templates_called(place);
            named.extend((place..place + count).map(|at| (at, letters.clone())));
            place += count.max(1);
        }
        let typed = self.tokens.iter().filter_map(|token| match token.kind {
            TokenKind::Template(letter) => Some(vec![letter]),
            _ => None,
        });
        let all: Vec<Vec<char>> = named
            .iter()
            .map(|(_, letters)| letters.clone())
            .chain(typed)
            .collect();
        for (place, letters) in named {
            let mut common = letters.clone();
            common.retain(|letter| all.iter().all(|letters| letters.contains(letter)));
            let left = if common.is_empty() { letters } else { common };
            self.tokens[place].kind = match left[..] {
                [letter] => TokenKind::Template(letter),
                _ => TokenKind::Templates(left),
            };
        }
    }

    /// Returns the number of tokens from this one on that name templates, and the letters of these templates; 0 if none
    /// does.
    pub(super) fn templates_called(&self, place: usize) -> (usize, Vec<char>) {
        let rest = &self.tokens[place..];
        let count = |called: &str| {
            let words: Vec<String> = called.split_whitespace().map(fold).collect();
            let is_there = begin_with_phrase(rest, &words, |token, own| {
                is_word(token) && word(token) == own
            });
            if is_there { words.len() } else { 0 }
        };
        let longest = |template: &Template| template.called().map(count).max().unwrap_or(0);
        let templates = self.roster.templates.all_at(self.roster.here);
        let found: Vec<(usize, char)> = templates
            .map(|template| (longest(template), template.letter()))
            .collect();
        let most = found.iter().map(|(count, _)| *count).max().unwrap_or(0);
        if most == 0 {
            return (0, Vec::new());
        }
        // Beside a verb a specialty may be the kind of the visit, too.
        let may_be_skill = place < self.new_from;
        let words = place..place + most;
        // Of a name of several words, each has to be the provider's.
        let is_of = |provider: &RosterProvider<'_>| {
            words.clone().all(|place| {
                let text = &self.tokens[place].text;
                provider.is_called(text) || !may_be_skill && provider.is_skilled(text)
            })
        };
        let mut providers = self.roster.providers.unwrap_or_default().iter();
        let are_names = providers.any(is_of) || words.clone().any(|place| self.may_be_name(place));
        if are_names {
            return (0, Vec::new());
        }
        let letters = found.into_iter().filter(|(count, _)| *count == most);
        (most, letters.map(|(_, letter)| letter).collect())
    }
}

/// Returns whether a token is a word, perhaps with a comma after it.
fn is_word(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Name => true,
        TokenKind::Patient(PatientWish::Name { given, .. }) => given.is_empty(),
        _ => false,
    }
}

/// Returns whether a word about time is a weekday or a date: `Montag`, `24.12.`.
pub(super) fn is_day(text: &str) -> bool {
    let text = text.trim_end_matches(',');
    let is_date = text.starts_with(|letter: char| letter.is_ascii_digit()) && text.ends_with('.');
    is_date || weekday_named(text).is_some()
}

/// Returns the text as it is compared with words: without accents and punctuation after it.
pub(super) fn word(token: &Token) -> String {
    bare_word(&token.text)
}
