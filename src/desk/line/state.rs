//! The entry line: a whole booking in a dozen keys. It fills the form; only the booking key books.

use std::fmt;

use chrono::{DateTime, Utc};
use tui_input::Input;

use crate::booking::line::{Found, Line, Pick, Resolved, TokenKind, parse};
use crate::booking::time::Clock;
use crate::booking::{AppointmentRef, Directory, Draft, Series};

use super::visit::LineVisit;

/// The entry line.
#[derive(Clone, Default)]
pub struct EntryLine {
    /// Its editor.
    pub input: Input,
    /// Which of the picks is chosen.
    pub chosen: Option<usize>,
    /// What it means, as it stands. None while it is empty.
    pub reading: Option<Reading>,
    /// Whether it has been carried into the form as it stands.
    pub(in crate::desk) fresh: bool,
    /// Whether it goes into the form as soon as the lists are there.
    pub(in crate::desk) pending: bool,
    /// The series that what it has filled is the first of, until that is previewed.
    pub(in crate::desk) series: Option<Series>,
    /// What it has filled the form with.
    pub(in crate::desk) filled: Option<Filled>,
    /// Who was picked, by the word that stands for them on the line and their id.
    pub(in crate::desk) pins: Vec<(String, String)>,
    /// Enter was pressed with something to pick: a digit picks.
    pub(in crate::desk) asked: bool,
    /// The appointment whose form its verb has opened, as it stands.
    pub(in crate::desk) opened: Option<AppointmentRef>,
}

impl EntryLine {
    /// Whether there is something on it that has not gone into the form.
    pub fn asks(&self) -> bool {
        !self.fresh && !self.input.value().trim().is_empty()
    }

    /// Whether it names a patient and nothing else: it asks for their appointments.
    pub fn asks_for_appointments(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.means.is_patient_alone())
    }

    /// The free times that a digit takes instead of the one in the form.
    pub fn others(&self) -> &[DateTime<Utc>] {
        self.filled.as_ref().filter(|_| self.fresh).map_or(&[], |filled| &filled.others)
    }

    /// The free time in the form that was held for the line.
    pub fn held(&self) -> Option<DateTime<Utc>> {
        self.filled.as_ref().and_then(|filled| filled.held)
    }

    pub(super) fn edited(&mut self) {
        self.chosen = None;
        self.fresh = false;
        self.pending = false;
        self.series = None;
        self.opened = None;
        self.asked = false;
        let words: Vec<&str> = self.input.value().split_whitespace().collect();
        self.pins.retain(|(word, _)| words.contains(&word.as_str()));
    }

    /// The line taken apart, with the ids of those who were picked.
    pub(super) fn parsed(&self, clock: &Clock) -> Line {
        let mut line = parse(self.input.value(), clock);
        for token in &mut line.tokens {
            if let Some((_, id)) = self.pins.iter().find(|(word, _)| *word == token.text) {
                (token.text, token.kind) = (id.clone(), TokenKind::Id);
            }
        }
        line
    }

    /// Whether a digit would mean something where the cursor stands.
    fn takes_digit(&self, clock: &Clock) -> bool {
        let text = self.input.value();
        let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        // Behind anything but a name, `9:` or `+` for one, a digit goes on with it.
        let is_word = last.ends_with(|c: char| c.is_alphabetic() || c == ',');
        if !is_word || self.input.cursor() != text.chars().count() {
            return true;
        }
        let line = parse(&format!("{last}1"), clock);
        line.tokens.last().is_none_or(|token| token.kind != TokenKind::Unclear)
    }

    /// Whether a digit picks one of the rows under the line: one is chosen, Enter has asked, or it could mean nothing else.
    pub(in crate::desk) fn digits_pick(&self, clock: &Clock) -> bool {
        let has_picks = self.reading.as_ref().is_some_and(|reading| !reading.picks.is_empty());
        has_picks && (self.chosen.is_some() || self.asked || !self.takes_digit(clock))
    }
}

/// What Enter on the line has made.
#[derive(Clone, Debug)]
pub(in crate::desk) struct Filled {
    /// What the line went on from: entered again, it goes on from there again.
    pub(super) base: Draft,
    /// The form as the line left it: what has been typed into it since is not the line's to change.
    pub(in crate::desk) draft: Draft,
    /// The free time that is held.
    pub(in crate::desk) held: Option<DateTime<Utc>>,
    /// The next free times that fit too, which a digit takes instead.
    pub(in crate::desk) others: Vec<DateTime<Utc>>,
}

impl Filled {
    /// A form that stands beside its line as it was taken up: all of it counts as typed.
    pub(in crate::desk) fn by_hand(draft: Draft) -> Filled {
        Filled { base: draft.clone(), draft, held: None, others: Vec::new() }
    }
}

/// What a line means, ready to be shown.
#[derive(Clone)]
pub struct Reading {
    /// How it is understood, or what stands in the way.
    pub says: Says,
    /// What the doubtful part may mean, each a row to pick.
    pub picks: Vec<Pick>,
    /// The part of the line a pick takes the place of, in characters.
    pub(in crate::desk) doubt: std::ops::Range<usize>,
    pub(in crate::desk) means: Resolved,
    pub(super) visit: Option<LineVisit>,
    /// The names that nobody has, and the list of people that may hold a similar one.
    pub(in crate::desk) unanswered: Option<(Directory, String)>,
    /// Whether the server may know others who fit.
    pub(super) seeking: bool,
    /// Whether the panels of its template are still to be looked up.
    pub(super) awaits_panels: bool,
    /// Whether the appointments that its verb is about are still to come.
    pub(super) awaits_appointments: bool,
}

/// What stands under the line.
#[derive(Clone)]
pub enum Says {
    /// What stands in the way, in whole sentences.
    Doubt(String),
    /// How it is understood.
    Understood {
        /// For whom, with whom, what for.
        who: String,
        /// When, the part that is never cut.
        when: String,
        /// That this is past, where it is.
        past: Option<&'static str>,
        /// That this may not be the last word.
        meanwhile: Option<String>,
    },
}

impl Says {
    /// All of it on one line.
    pub fn text(&self) -> String {
        match self {
            Says::Doubt(doubt) => doubt.clone(),
            Says::Understood { who, when, past, meanwhile } => {
                let parts = [Some(who.as_str()), Some(when), *past, meanwhile.as_deref()];
                let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                parts.join(" · ")
            }
        }
    }
}

impl Reading {
    /// What stands in the way, if something does.
    pub fn doubt(&self) -> Option<&str> {
        match &self.says {
            Says::Doubt(doubt) => Some(doubt),
            Says::Understood { .. } => None,
        }
    }

    /// All of how it is understood, or of what stands in the way.
    pub fn text(&self) -> String {
        self.says.text()
    }

    /// Whether it is not known yet who or what is meant: a list has to come, or the server to be searched.
    pub(in crate::desk) fn is_waiting(&self) -> bool {
        self.seeking
            || self.awaits_panels
            || self.awaits_appointments
            || [&self.means.patient, &self.means.provider].contains(&&Found::Awaited)
    }
}

/// Names nobody.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("doubtful", &self.doubt().is_some())
            .field("means", &self.means)
            .finish_non_exhaustive()
    }
}
