//! The words for a change to an appointment of a patient, read as the sign of the verb: `Pemberton sagt ab`,
//! `Königsmann moves to Tuesday 11`, `cancel all december Pemberton`.

use std::ops::Range;
use std::slice;

use super::roles::{clinic_called, role_of_id};
use super::words::{LineWords, is_day, word};
use super::{NumberedVerb, Resolved, TokenRole};
use crate::line::PatientWish;
use crate::line::details::{DetailKind, TypedDetail};
use crate::line::token::{
    Token, TokenKind, is_name_of_somebody, mark_distances_behind_move, mark_number_before_verb,
};
use crate::text::begin_with_phrase;
use crate::time::{is_range_of_days, is_time_word, words_of_distance};
use crate::{FieldRole, Verb};

/// The words for a verb, in English, German and Finnish, without accents.
#[derive(Default)]
struct VerbWords {
    /// The English infinitives, which may follow *to* and may begin a line, before the patient.
    infinitives: &'static [&'static str],
    /// The other words that may begin a line.
    before_patient: &'static [&'static str],
    /// The words that only follow the patient. Two of one beginning stand longest first.
    behind_patient: &'static [&'static [&'static str]],
}

impl VerbWords {
    fn of(verb: Verb) -> VerbWords {
        match verb {
            Verb::Move => VerbWords {
                infinitives: &["move", "reschedule"],
                before_patient: &["verschieben", "verlegen", "umbuchen", "siirra"],
                behind_patient: &[
                    &["moves"],
                    &["reschedules"],
                    &["verschiebt"],
                    &["verlegt"],
                    &["siirtaa"],
                ],
            },
            Verb::Cancel => VerbWords {
                infinitives: &["cancel"],
                before_patient: &["absagen", "stornieren", "peru", "peruuta"],
                behind_patient: &[&["cancels"], &["storniert"], &["peruu"], &["peruuttaa"]],
            },
            Verb::NextStatus => VerbWords {
                behind_patient: &[
                    &["arrived"],
                    &["is", "here"],
                    &["ist", "da"],
                    &["ist", "hier"],
                    &["saapunut"],
                    &["saapui"],
                    &["on", "taalla"],
                ],
                ..VerbWords::default()
            },
            Verb::NotCome => VerbWords {
                behind_patient: &[
                    &["no-show"],
                    &["no", "show"],
                    &["did", "not", "come"],
                    &["nicht", "gekommen"],
                    &["nicht", "erschienen"],
                    &["ei", "tullut"],
                ],
                ..VerbWords::default()
            },
            Verb::Details | Verb::Panels | Verb::ConfirmDraw | Verb::Remove => VerbWords::default(),
        }
    }

    /// Returns all phrases for it.
    fn phrases(&self) -> impl Iterator<Item = &'static [&'static str]> + use<> {
        let words = self.infinitives.iter().chain(self.before_patient);
        words
            .map(slice::from_ref)
            .chain(self.behind_patient.iter().copied())
    }
}

/// The verb of a sentence whose second part may be separated by other words: `sagt den Termin am Dienstag ab`.
const IN_TWO_PARTS: (&str, &str, Verb) = ("sagt", "ab", Verb::Cancel);

/// The words before a verb that add nothing to it, and the English one that does so only before an infinitive, because it
/// is Thursday in Finnish.
const BEFORE: [&str; 9] = [
    "is", "has", "will", "must", "ist", "hat", "muss", "bitte", "on",
];
const BEFORE_INFINITIVE: &str = "to";

/// The words for the appointment itself, and the ones that may precede them.
const VISITS: [&str; 3] = ["visit", "appointment", "termin"];
const WHOSE: [&str; 10] = [
    "the", "her", "his", "their", "den", "ihren", "seinen", "diesen", "this", "einen",
];

/// The words for all appointments of a patient, and the words for appointments that may follow them.
const ALL: [&str; 5] = ["all", "everything", "alle", "alles", "kaikki"];
const ALL_VISITS: [&str; 5] = ["visits", "appointments", "termine", "ajat", "kaynnit"];

/// The Finnish words for it, which need no word before them.
const VISITS_ALONE: [&str; 4] = ["ajan", "aikansa", "kaynnin", "kayntinsa"];

/// The words before the new time or practitioner of a move, and words that may come between. In Finnish `to` is
/// Thursday: before an hour it adds nothing only after an English word.
const TO: [&str; 2] = ["to", "auf"];
const MOVES_IN_ENGLISH: [&str; 4] = ["move", "moves", "reschedule", "reschedules"];
const ARTICLES: [&str; 2] = ["the", "den"];

/// Words before a day or a place that begin a reason as well: `on holiday`, `im Urlaub`.
const PREPOSITIONS: [&str; 6] = ["on", "in", "at", "im", "am", "for"];

impl Resolved {
    /// Returns the reason of a cancellation; empty if the line states none.
    pub fn reason(&self) -> &str {
        let is_of_cancellation = |numbered: &NumberedVerb| numbered.verb == Verb::Cancel;
        let detail = self.detail.as_ref();
        let detail = if self.verb.as_ref().is_some_and(is_of_cancellation) {
            detail
        } else {
            None
        };
        detail.map_or("", |detail| &detail.text)
    }
}

impl LineWords<'_> {
    /// Reads the words for a verb, the words next to it that add nothing, and the reason of a cancellation.
    pub(super) fn read_verb(&mut self) {
        self.read_word_of_verb(self.verb_at().unwrap_or(self.tokens.len()));
        let Some(sign) = self.verb_at() else {
            return;
        };
        self.new_from = sign;
        self.read_all(sign);
        if self.tokens[sign].kind == TokenKind::Verb(Verb::Cancel) {
            // Nothing is new but the reason.
            self.new_from = self.tokens.len();
        }
        let behind = self.read_words_behind(sign);
        if self.is_all(behind) {
            self.new_from = self.new_time_behind_all(sign, behind);
        }
        self.read_ranges_of_days();
        if self.tokens[sign].kind == TokenKind::Verb(Verb::Cancel) {
            self.read_number_behind(sign, behind);
            if sign > 0 {
                self.read_time_before_reason(behind);
            }
            self.read_reason(sign, self.end_of_visit(behind));
        }
    }

    /// Reads a word about time that a comma sets apart from the reason: `cancel tomorrow, ill`. Elsewhere the comma makes
    /// it a name.
    fn read_time_before_reason(&mut self, behind: usize) {
        let is_before = |token: &&mut Token| {
            matches!(
                token.kind,
                TokenKind::Time | TokenKind::Label | TokenKind::All | TokenKind::CodeOrTime
            )
        };
        let mut rest = self.tokens[behind..].iter_mut().skip_while(is_before);
        let Some(token) = rest.next() else {
            return;
        };
        if is_name_of_somebody(token)
            && let Some(word) = token.text.strip_suffix(',')
            && is_time_word(word)
        {
            token.text = word.to_owned();
            token.kind = TokenKind::Time;
        }
    }

    fn is_all(&self, place: usize) -> bool {
        let token = self.tokens.get(place);
        token.is_some_and(|token| token.kind == TokenKind::All)
    }

    fn verb_at(&self) -> Option<usize> {
        let mut tokens = self.tokens.iter();
        tokens.position(|token| matches!(token.kind, TokenKind::Verb(_)))
    }

    /// Reads the words for all appointments: before the verb, at the end of the line after it, or right behind it.
    fn read_all(&mut self, sign: usize) {
        let behind = self.behind_labels(sign + 1);
        let is_move = self.tokens[sign].kind == TokenKind::Verb(Verb::Move);
        for place in 0..self.tokens.len() {
            let count = self.words_of_all(place);
            let end = place + count;
            // What follows may be a reason: `- all is well now`.
            let is_behind = place == behind
                && (is_move || sign == 0 || self.end_of_visit(end) > end || self.has_meaning(end));
            let is_there = place < sign || end == self.tokens.len() || is_behind;
            if count == 0 || !is_there {
                continue;
            }
            self.label(place..place + count);
            self.tokens[place].kind = TokenKind::All;
        }
    }

    /// Returns the first place from this one on that is no label.
    fn behind_labels(&self, from: usize) -> usize {
        let mut rest = self.tokens.iter().skip(from);
        let count = rest.position(|token| token.kind != TokenKind::Label);
        count.map_or(self.tokens.len(), |count| from + count)
    }

    /// Returns where the new time of a move begins, behind the words for all appointments and for when they are: `move
    /// all december to friday`, `move all december +1w`.
    fn new_time_behind_all(&mut self, sign: usize, all: usize) -> usize {
        for place in all + 1..self.tokens.len() {
            let count = self.words_before_new_time(sign, place);
            let words: Vec<&str> = self.tokens[place..]
                .iter()
                .map(|token| token.text.as_str())
                .collect();
            if count > 0 || words_of_distance(&words) > 0 {
                self.label(place..place + count);
                return place;
            }
        }
        self.tokens.len()
    }

    /// Reads a number right behind the verb as that of the appointment in the patient's list, unless more is said of it. An
    /// hour has its minutes, or a day beside it.
    fn read_number_behind(&mut self, sign: usize, behind: usize) {
        let is_whole = behind + 1 == self.tokens.len() || sign == 0;
        if let Some(token) = self.tokens.get_mut(behind)
            && let [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] = token.text.as_bytes()
            && let Ok(number) = token.text.parse()
            && is_whole
        {
            token.kind = TokenKind::Number(number);
        }
    }

    /// Returns the end of the words from this place on that tell which appointments are meant: `all in december`, `bei
    /// Ivers`.
    fn end_of_visit(&self, from: usize) -> usize {
        let mut place = from;
        while let Some(token) = self.tokens.get(place) {
            let next = self.tokens.get(place + 1);
            let is_before_time = next.is_some_and(|next| next.kind == TokenKind::Time);
            let is_of_visit = match token.kind {
                TokenKind::All | TokenKind::Label | TokenKind::Number(_) => true,
                TokenKind::Time | TokenKind::CodeOrTime => {
                    is_before_time || self.is_code(token) || !self.is_one_of(&PREPOSITIONS, place)
                }
                TokenKind::Template(letter) => {
                    let templates = self.roster.templates;
                    templates.at(self.roster.here, letter).is_some()
                }
                TokenKind::Code => self.is_code(token) || self.is_word_between(place),
                _ => {
                    self.is_word_between(place)
                        || self.names_provider(token)
                        || clinic_called(token, self.roster).is_some()
                }
            };
            let of_kind = self.templates_called(place).0;
            if !is_of_visit && of_kind == 0 {
                break;
            }
            place += of_kind.max(1);
        }
        place
    }

    /// Reads ranges of days (`mo-fr`) among the words that tell which appointment is meant. Elsewhere they are no time of
    /// a line.
    fn read_ranges_of_days(&mut self) {
        for token in &mut self.tokens[..self.new_from] {
            let is_unread = matches!(token.kind, TokenKind::Unclear | TokenKind::Name);
            if is_unread && is_range_of_days(&token.text) {
                token.kind = TokenKind::Time;
            }
        }
    }

    /// Returns the number of words from this place on that mean all appointments: `all`, `alle Termine`. None of them
    /// is a name.
    fn words_of_all(&self, place: usize) -> usize {
        let is_text = self.tokens.get(place).is_some_and(|token| {
            matches!(
                token.kind,
                TokenKind::Name | TokenKind::Detail | TokenKind::Patient(PatientWish::Name { .. })
            )
        });
        let is_name = || self.may_be_name_behind(place) || self.is_called(&self.tokens[place].text);
        if !is_text || !self.is_one_of(&ALL, place) || is_name() {
            return 0;
        }
        1 + usize::from(self.is_one_of(&ALL_VISITS, place + 1))
    }

    /// Reads the first words before `end` that are a verb after a patient, or begin a line about one.
    fn read_word_of_verb(&mut self, end: usize) {
        for place in 0..end {
            if !self.names_patient_before(place) && !self.is_before_patient(place) {
                continue;
            }
            if let Some((verb, count)) = self.verb_from(place) {
                self.read_words_before(place);
                let said: Vec<&str> = self.tokens[place..place + count]
                    .iter()
                    .map(|token| token.text.as_str())
                    .collect();
                let said = said.join(" ");
                self.label(place..place + count);
                let to = if verb == Verb::Move {
                    self.new_time_before(place)
                } else {
                    None
                };
                self.put_verb(to.unwrap_or(place), verb, said);
                mark_number_before_verb(&mut self.tokens);
                return mark_distances_behind_move(&mut self.tokens);
            }
            if let Some((verb, last)) = self.verb_in_two_parts(place) {
                self.read_words_before(place);
                let count = self.words_of_visit(place + 1);
                let said = format!("{} {}", self.tokens[place].text, self.tokens[last].text);
                self.label(place..place + 1 + count);
                return self.put_verb(last, verb, said);
            }
        }
    }

    /// Returns whether a word for a verb begins a line that names a patient, or all appointments.
    fn is_before_patient(&self, place: usize) -> bool {
        let names_somebody = || self.words_of_all(1) > 0 || self.name_patient(1..self.tokens.len());
        let begins_line = |verb: &Verb| {
            let words = VerbWords::of(*verb);
            self.is_one_of(words.infinitives, 0) || self.is_one_of(words.before_patient, 0)
        };
        place == 0 && Verb::ALL.iter().any(begins_line) && names_somebody()
    }

    /// Makes a token the verb, with all the words for it as its text.
    fn put_verb(&mut self, place: usize, verb: Verb, said: String) {
        let token = &mut self.tokens[place];
        token.kind = TokenKind::Verb(verb);
        token.text = said.trim_end_matches([',', ':', '.']).to_owned();
    }

    /// Returns the verb formed by the words from this place on, and their number. None of them is a name.
    fn verb_from(&self, place: usize) -> Option<(Verb, usize)> {
        let rest = &self.tokens[place..];
        let is_there = |words: &&[&str]| begin_with_phrase(rest, words, is_word);
        let (verb, words) = Verb::ALL.iter().find_map(|verb| {
            let words = VerbWords::of(*verb).phrases().find(is_there)?;
            Some((*verb, words))
        })?;
        let mut places = place..place + words.len();
        let is_name = |place: usize| {
            self.may_be_name_behind(place)
                || words.len() == 1 && self.is_called(&self.tokens[place].text)
        };
        (!places.all(is_name)).then_some((verb, words.len()))
    }

    /// Returns the verb whose first part is at this place, and the place of its second. Between them there may only be
    /// a time, the appointment or its practitioner.
    fn verb_in_two_parts(&self, place: usize) -> Option<(Verb, usize)> {
        let (first, second, verb) = IN_TWO_PARTS;
        if !is_word(&self.tokens[place], first) || self.may_be_name_behind(place) {
            return None;
        }
        let from = place + 1 + self.words_of_visit(place + 1);
        let mut last = from..self.tokens.len();
        let last = last.find(|place| is_word(&self.tokens[*place], second))?;
        let is_beside = |place: usize| {
            let token = &self.tokens[place];
            matches!(token.kind, TokenKind::Time | TokenKind::CodeOrTime)
                || self.is_word_between(place)
                || self.words_of_all(place) > 0
                || place > from && self.words_of_all(place - 1) > 1
                || self.names_provider(token)
        };
        (from..last).all(is_beside).then_some((verb, last))
    }

    /// Reads the words before a verb that add nothing to it, and the appointment before it: `möchte den Termin`.
    fn read_words_before(&mut self, place: usize) {
        let mut from = place;
        while from > 1 {
            let mut verbs = Verb::ALL.iter();
            let is_infinitive =
                verbs.any(|verb| self.is_one_of(VerbWords::of(*verb).infinitives, place));
            let is_before = self.is_one_of(&BEFORE, from - 1)
                || is_infinitive && self.is_one_of(&[BEFORE_INFINITIVE], from - 1);
            let adds_nothing = is_before
                && !self.is_code(&self.tokens[from - 1])
                && !self.may_be_name_behind(from - 1);
            let count = if adds_nothing {
                1
            } else {
                let is_visit = |count: &usize| {
                    let start = from.checked_sub(*count).filter(|start| *start > 0);
                    start.is_some_and(|start| self.words_of_visit(start) == *count)
                };
                let is_noun = self.is_one_of(&VISITS, from - 1);
                [2, 1]
                    .into_iter()
                    .find(is_visit)
                    .unwrap_or(usize::from(is_noun))
            };
            if count == 0 {
                return;
            }
            self.label(from - count..from);
            from -= count;
        }
    }

    /// Returns the place of the word before the new time, for a move whose verb ends the line: `auf Dienstag 11 Uhr
    /// verschieben`.
    fn new_time_before(&self, verb: usize) -> Option<usize> {
        let is_last = verb + 1 == self.tokens.len();
        if !is_last {
            return None;
        }
        let is_before_time = |place: &usize| {
            let next = &self.tokens[*place + 1];
            is_word(&self.tokens[*place], "auf") && next.kind == TokenKind::Time
        };
        (1..verb.saturating_sub(1)).rev().find(is_before_time)
    }

    /// Reads the words after a verb that add nothing to it. Returns the place after them.
    fn read_words_behind(&mut self, sign: usize) -> usize {
        let mut place = self.behind_labels(sign + 1);
        let count = self.words_of_visit(place);
        self.label(place..place + count);
        place += count;
        if self.tokens[sign].kind == TokenKind::Verb(Verb::Move) {
            let count = self.words_before_new_time(sign, place);
            self.label(place..place + count);
            place += count;
        }
        place
    }

    /// Returns the number of words from this place on that precede the new time or practitioner of a move and add
    /// nothing.
    fn words_before_new_time(&self, sign: usize, place: usize) -> usize {
        if !self.is_one_of(&TO, place) {
            return 0;
        }
        let count = 1 + usize::from(self.is_one_of(&ARTICLES, place + 1));
        let Some(next) = self.tokens.get(place + count) else {
            return 0;
        };
        let is_before_day = is_day(&next.text) && !self.is_code(&self.tokens[place]);
        let is_read_over = self.is_one_of(&MOVES_IN_ENGLISH, sign)
            || is_before_day
            || !self.is_one_of(&["to"], place);
        let is_before = next.kind == TokenKind::Time || self.names_provider(next);
        if is_read_over && is_before { count } else { 0 }
    }

    /// Returns the number of words from this place on that mean the appointment itself: `den Termin`, `her visit`,
    /// `ajan`.
    fn words_of_visit(&self, place: usize) -> usize {
        if self.is_one_of(&VISITS_ALONE, place) {
            1
        } else if self.is_one_of(&WHOSE, place) && self.is_one_of(&VISITS, place + 1) {
            2
        } else {
            0
        }
    }

    fn is_one_of(&self, words: &[&str], place: usize) -> bool {
        let token = self.tokens.get(place);
        token.is_some_and(|token| words.contains(&&*word(token)))
    }

    /// Reads the text after a cancellation as its reason, unless it begins with a part of a line: a time, a
    /// practitioner, a number.
    fn read_reason(&mut self, sign: usize, behind: usize) {
        let mut from = behind;
        // `absagen - krank`.
        if self
            .tokens
            .get(from)
            .is_some_and(|token| token.kind == TokenKind::Verb(Verb::Cancel))
        {
            from += 1;
        }
        let is_reason =
            from < self.tokens.len() && self.names_patient_before(sign) && !self.has_meaning(from);
        if !is_reason {
            return;
        }
        self.label(behind..from);
        let mut text = String::new();
        let mut end = self.tokens[from].from;
        for token in &mut self.tokens[from..] {
            if token.from > end {
                text.push(' ');
            }
            text.push_str(&token.text);
            end = token.to;
            token.kind = TokenKind::Detail;
        }
        self.detail = Some(TypedDetail {
            kind: DetailKind::Text(FieldRole::Reason),
            text,
        });
    }

    /// Returns whether a token after a cancellation has a meaning of its own, so that no reason begins there.
    fn has_meaning(&self, place: usize) -> bool {
        let Some(token) = self.tokens.get(place) else {
            return false;
        };
        let next = self.tokens.get(place + 1);
        let is_before_words = next.is_some_and(|next| next.kind != TokenKind::Time);
        let is_preposition = self.is_one_of(&PREPOSITIONS, place) && !self.is_code(token);
        if is_before_words && (is_preposition || self.is_word_between(place)) {
            return self.has_meaning(place + 1);
        }
        match &token.kind {
            TokenKind::Name => {
                self.is_called(&token.text)
                    || clinic_called(token, self.roster).is_some()
                    || self.may_be_name_behind(place)
                    || self.templates_called(place).0 > 0
            }
            TokenKind::Patient(PatientWish::Name { given, .. }) => {
                !given.is_empty() || self.may_be_name_behind(place)
            }
            TokenKind::Code => self.is_code(token),
            TokenKind::Template(letter) => {
                let templates = self.roster.templates;
                templates.at(self.roster.here, *letter).is_some()
            }
            TokenKind::Unclear => !token.text.starts_with(char::is_alphabetic),
            _ => true,
        }
    }

    /// Returns whether a token before this place may name the patient.
    fn names_patient_before(&self, place: usize) -> bool {
        self.name_patient(0..place)
    }

    /// Returns whether one of these tokens may name the patient.
    fn name_patient(&self, mut places: Range<usize>) -> bool {
        let may_name = |place: usize| {
            let token = &self.tokens[place];
            match &token.kind {
                TokenKind::Patient(_) | TokenKind::PastDate(_) => true,
                TokenKind::Id => !matches!(
                    role_of_id(&token.text, self.roster),
                    TokenRole::ProviderId(_)
                ),
                TokenKind::Name => !self.is_called(&token.text) || self.may_be_name_behind(place),
                _ => false,
            }
        };
        places.any(may_name)
    }

    fn label(&mut self, places: Range<usize>) {
        for token in &mut self.tokens[places] {
            token.kind = TokenKind::Label;
        }
    }
}

/// Returns whether a token is this word.
fn is_word(token: &Token, own: &str) -> bool {
    !matches!(token.kind, TokenKind::Detail | TokenKind::Label) && word(token) == own
}
