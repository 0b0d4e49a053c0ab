//! Marked rows of a list, whose appointments are all changed in the same way. Only listed rows can be marked, so that
//! no change affects an appointment that isn't on screen.

use std::collections::HashSet;

use crate::keys::{Code, Press};
use crate::{Action, Key, Note};
use booking::{Attendance, Booked, ClinicId, Outcome, Verb, status_text};
use i18n::{Language, say};
use office::Bulk;
use screen::cells;

/// The clinic and the id of an appointment.
pub(crate) type AppointmentKey = (ClinicId, String);

/// The blanks between two actions, and those around them.
const BETWEEN: &str = "   ";
const AROUND: u16 = 2;

/// The marked rows of a list of appointments.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    marked: HashSet<AppointmentKey>,
    /// Whether the list asks for the action on the marked rows.
    asks_what: bool,
}

/// What a key does while a list asks for the action on its marked rows.
pub(crate) enum AskedKey {
    /// This action is wanted.
    Acts(Verb),
    /// The question is closed.
    Closes,
    /// Nothing.
    Other,
}

impl Marks {
    /// Creates the marks of these appointments.
    pub(crate) fn of(marked: impl IntoIterator<Item = AppointmentKey>) -> Marks {
        Marks {
            marked: marked.into_iter().collect(),
            asks_what: false,
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.marked.len()
    }

    pub(crate) fn has(&self, key: &AppointmentKey) -> bool {
        self.marked.contains(key)
    }

    /// Returns whether Enter applies to the marked rows, which it does not if the chosen row is the only marked one.
    pub(crate) fn are_meant_beside(&self, chosen: Option<&AppointmentKey>) -> bool {
        let is_chosen_alone = || self.count() == 1 && chosen.is_some_and(|key| self.has(key));
        self.count() > 0 && !is_chosen_alone()
    }

    /// Marks an appointment, if there is one.
    pub(crate) fn mark(&mut self, key: Option<AppointmentKey>) {
        self.marked.extend(key);
    }

    /// Marks an appointment, or unmarks it if it is marked.
    pub(crate) fn toggle(&mut self, key: AppointmentKey) {
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
    }

    /// Marks the listed appointments whose patients are still awaited, or all if none is. If those are all marked
    /// already, unmarks them. Returns a note about the appointments left unmarked.
    pub(crate) fn mark_all<'a>(
        &mut self,
        listed: impl Iterator<Item = &'a Booked> + Clone,
    ) -> Option<Note> {
        let is_awaited = |booked: &&Booked| booked.attendance() == Attendance::Awaited;
        let has_awaited = listed.clone().any(|booked| is_awaited(&booked));
        let (all, others): (Vec<&Booked>, Vec<&Booked>) =
            listed.partition(|booked| !has_awaited || is_awaited(booked));
        let marks: HashSet<AppointmentKey> = all.into_iter().map(key_of).collect();
        if !marks.is_empty() && marks.is_subset(&self.marked) {
            self.marked = HashSet::new();
            return None;
        }
        self.marked = marks;
        let others: Vec<String> = others
            .into_iter()
            .map(|booked| booked.status.clone())
            .collect();
        (!others.is_empty()).then(|| {
            Note::new(move |language| {
                let texts = others.iter().map(|status| status_text(status, language));
                let what = counted(texts.map(str::to_owned));
                say!(language, "day-not-marked", what)
            })
        })
    }

    /// Unmarks the appointments that a list of changes has changed: what was wanted of them is done.
    pub(crate) fn drop_changed(&mut self, bulk: Option<&Bulk>) {
        let rows = bulk.map(|bulk| bulk.rows.as_slice());
        for row in rows.unwrap_or_default() {
            if let (Some(Outcome::Made(..)), Some(of)) = (&row.outcome, row.change.starts_from()) {
                self.marked.remove(&(of.clinic, of.id.clone()));
            }
        }
        self.asks_what &= !self.marked.is_empty();
    }

    /// Unmarks rows that are not listed.
    pub(crate) fn retain(&mut self, is_listed: impl Fn(&AppointmentKey) -> bool) {
        self.marked.retain(is_listed);
        self.asks_what &= !self.marked.is_empty();
    }

    /// Returns whether the list asks for the action on the marked rows.
    pub(crate) fn asks_what(&self) -> bool {
        self.asks_what
    }

    /// Asks for the action on the marked rows.
    pub(crate) fn ask_what(&mut self) {
        self.asks_what = true;
    }

    /// Handles a key while the list asks for the action on the marked rows. The Appointment pane has the same letters.
    pub(crate) fn press_in_asking(&mut self, press: Press) -> AskedKey {
        let named = press.types().and_then(verb_of_letter);
        match (named, press.action()) {
            (Some(verb), _) => {
                self.asks_what = false;
                AskedKey::Acts(verb)
            }
            (None, Some(Action::Close)) => {
                self.asks_what = false;
                AskedKey::Closes
            }
            (None, _) => AskedKey::Other,
        }
    }

    /// Returns the question for the action on the marked rows, in lines of `width` columns.
    pub(crate) fn question(&self, language: Language, width: u16) -> Vec<String> {
        let mut lines = vec![say!(language, "day-what-with", count = self.count())];
        for verb in Verb::ALL.iter().filter(|verb| verb.is_for_several()) {
            let Some(letter) = verb.letter() else {
                continue;
            };
            let action = format!("{letter} {}", say!(language, "now-verb", verb = *verb));
            let taken = cells(&action) + cells(BETWEEN) + AROUND;
            match lines.last_mut() {
                Some(last) if cells(last) + taken <= width => {
                    *last = format!("{last}{BETWEEN}{action}");
                }
                _ => lines.push(action),
            }
        }
        lines
    }

    /// Returns the key that asks for the action on the marked rows, and the key that marks all or none.
    pub(crate) fn keys(&self, language: Language) -> [(Key, String); 2] {
        let what = say!(language, "day-key-what-with", count = self.count());
        let all = say!(language, "day-key-all-or-none").to_owned();
        [(Key::plain(Code::Enter), what), (Key::ctrl('a'), all)]
    }
}

pub(crate) fn key_of(booked: &Booked) -> AppointmentKey {
    (booked.clinic, booked.id.clone())
}

/// Returns the action with this letter, if it applies to several appointments at once.
pub(crate) fn verb_of_letter(letter: char) -> Option<Verb> {
    Verb::of_letter(letter).filter(|verb| verb.is_for_several())
}

/// Returns `2 fulfilled, 1 arrived`: the count of each word, in the order of first appearance.
pub(crate) fn counted(words: impl Iterator<Item = String>) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let text = counts
        .into_iter()
        .map(|(word, count)| format!("{count} {word}"));
    text.collect::<Vec<_>>().join(", ")
}
