//! The Outbox: which bookings it lists, what it says of each, and what its keys do.

use std::borrow::Cow;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::booking::{Change, ChangeKind, Language, Meaning, Visit, initials};
use crate::i18n::say;

use super::keys::Code;
use super::outbox::bring_back;
use super::{Action, Ask, Attempt, Desk, Doing, Effect, Geometry, Key, Pane, Queued, Settled, Shape, note};

/// What is known of a booking in the Outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was made.
    Booked,
    /// It was not made: the server said no, or it never left.
    Refused,
    /// Nobody knows yet.
    Unknown,
    /// It was looked for and is not there.
    NotThere,
    /// It was not sent yet: a person releases it.
    Queued,
}

impl State {
    /// The word for it, as scripts read it (CONTRACT, Unknown outcomes).
    pub fn word(self) -> &'static str {
        match self {
            State::Booked => "booked",
            State::Refused => "refused",
            State::Unknown => "unknown",
            State::NotThere => "not there",
            State::Queued => "queued",
        }
    }

    /// The word for it on screen.
    pub fn said(self, kind: ChangeKind, language: Language) -> &'static str {
        match self {
            State::Booked if kind == ChangeKind::Move => say!(language, "intent-moved"),
            State::Booked if kind == ChangeKind::Cancel => say!(language, "intent-cancelled"),
            State::Booked => say!(language, "intent-booked"),
            State::Refused => say!(language, "intent-refused"),
            State::Unknown => say!(language, "intent-unknown"),
            State::NotThere if kind != ChangeKind::Book => say!(language, "intent-not-made"),
            State::NotThere => say!(language, "intent-not-there"),
            State::Queued => say!(language, "intent-queued"),
        }
    }
}

/// A row of the Outbox.
#[derive(Clone)]
pub struct Intent<'a> {
    /// What was sent, or is to be.
    pub change: Cow<'a, Change>,
    /// What has become of it.
    pub state: State,
    /// Whose it is, as initials where the name is known, else the id.
    pub who: String,
    /// When it was lost sight of, or queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// How long ago that is.
    pub age: String,
    /// What is known.
    pub known: String,
    /// What happens next, or what is to be done.
    pub next: String,
}

impl Desk {
    /// What the Outbox lists: what was lost sight of first, in the order it was lost in, then what waits for a person,
    /// likewise, then what was settled, the last first.
    pub fn intents(&self) -> Vec<Intent<'_>> {
        let open = self.unknown.iter().map(|attempt| self.open_intent(attempt));
        let queued = self.queue.iter().map(|queued| self.queued_intent(queued));
        open.chain(queued).chain(self.settled.iter().map(|settled| self.settled_intent(settled))).collect()
    }

    /// How many rows that are.
    pub fn intent_count(&self) -> usize {
        self.unknown.len() + self.queue.len() + self.settled.len()
    }

    /// Whether there is anything to list.
    pub fn has_intents(&self) -> bool {
        self.intent_count() > 0
    }

    fn open_intent<'a>(&self, attempt: &'a Attempt) -> Intent<'a> {
        let state = match attempt.meaning() {
            Meaning::Unknown => State::Unknown,
            Meaning::NotThere => State::NotThere,
            Meaning::Refused | Meaning::NotSent => State::Refused,
        };
        Intent {
            known: self.what_is_known(attempt),
            next: self.next_for(attempt),
            ..self.intent(Cow::Borrowed(&attempt.sent.change), state, attempt.at)
        }
    }

    fn queued_intent<'a>(&self, queued: &'a Queued) -> Intent<'a> {
        let language = self.setup.language;
        let backend = queued.booking.backend();
        let known = match queued.lasts {
            true => say!(language, "intent-complete").to_owned(),
            false => say!(language, "intent-complete-until-end").to_owned(),
        };
        let next = match self.is_unreachable(backend) {
            true => say!(language, "intent-waits-for-link", backend = backend.name()),
            false => say!(language, "intent-ready").to_owned(),
        };
        Intent {
            known,
            next,
            ..self.intent(Cow::Owned(Change::from(queued.booking.clone())), State::Queued, queued.at)
        }
    }

    fn settled_intent<'a>(&self, settled: &'a Settled) -> Intent<'a> {
        let language = self.setup.language;
        let known = match &settled.id {
            Some(id) => say!(language, "intent-there-as", id = id.as_str()),
            None => say!(language, "intent-by-hand").to_owned(),
        };
        let next = say!(language, "intent-nothing-to-do").to_owned();
        Intent { known, next, ..self.intent(Cow::Borrowed(&settled.change), State::Booked, settled.at) }
    }

    fn intent<'a>(&self, change: Cow<'a, Change>, state: State, at: DateTime<Utc>) -> Intent<'a> {
        let directory = change.backend().people();
        let id = change.subject().0;
        let who = self.lists.known(directory, &id).map_or(id, |entry| initials(&entry.name));
        let age = self.age(self.moment.now - at);
        Intent { change, state, who, at, age, known: String::new(), next: String::new() }
    }

    fn age(&self, age: TimeDelta) -> String {
        let language = self.setup.language;
        match age.num_seconds().max(0) {
            seconds @ ..60 => say!(language, "intent-seconds", count = seconds),
            seconds @ 60..3600 => say!(language, "intent-minutes", count = seconds / 60),
            seconds => say!(language, "intent-hours", count = seconds / 3600),
        }
    }

    fn what_is_known(&self, attempt: &Attempt) -> String {
        let language = self.setup.language;
        let backend = attempt.sent.change.backend().name();
        let schedule = &attempt.schedule;
        if attempt.meaning() == Meaning::Unknown {
            if let Some(id) = schedule.seen_as() {
                return say!(language, "intent-seen", id = id);
            }
            match schedule.candidates() {
                Some([]) => return say!(language, "intent-unread", backend = backend),
                Some(_) if attempt.sent.change.appointment().is_some() => {
                    return say!(language, "change-altered-by-others", backend = backend);
                }
                Some(ids) => return say!(language, "intent-may-be", ids = ids.join(", ")),
                None => {}
            }
            if schedule.is_failing() {
                return say!(language, "intent-no-link", backend = backend);
            }
            if schedule.was_missed() {
                return say!(language, "intent-missed", backend = backend);
            }
        }
        attempt.problems.first().map(|problem| problem.what.clone()).unwrap_or_default()
    }

    fn next_for(&self, attempt: &Attempt) -> String {
        let language = self.setup.language;
        let up = self.moment.up;
        match attempt.schedule.doing(up) {
            _ if attempt.meaning() != Meaning::Unknown => {
                bring_back(attempt.sent.change.kind(), language).to_owned()
            }
            Doing::Waiting(left) => say!(language, "intent-looks-in", seconds = whole_seconds(left)),
            Doing::Looking => say!(language, "intent-looking").to_owned(),
            Doing::Reading => say!(language, "intent-reading").to_owned(),
            Doing::Nothing => say!(language, "intent-nothing-to-do").to_owned(),
        }
    }

    /// When a visit takes place, on the clock there and on the desk's.
    pub fn when_of(&self, visit: &Visit) -> String {
        let start = visit.start.map(|start| self.on_both_clocks(start, self.zone_of(visit)));
        start.unwrap_or_else(|| say!(self.setup.language, "problem-no-start").to_owned())
    }

    /// When it is that a change is about, and what it does, where it is no booking.
    pub fn said_of_change(&self, change: &Change) -> String {
        let (language, to) = (self.setup.language, self.when_of(&change.visit()));
        match change {
            Change::Book(_) => to,
            Change::Move(moved) => {
                say!(language, "change-from-to", from = self.when_of(&moved.from().visit()), to = to)
            }
            Change::Cancel(_) => say!(language, "change-cancel", when = to),
        }
    }

    /// Whether the Outbox can be seen, so that its countdown is worth a frame.
    pub(super) fn outbox_is_in_sight(&self) -> bool {
        self.overlays.is_empty()
            && (self.front_pane() == Pane::Outbox || Geometry::of(self.size).shape == Shape::Wide)
    }

    pub(super) fn choose_intent(&mut self, down: bool) {
        let last = self.intent_count().saturating_sub(1);
        let at = self.chosen_intent.min(last);
        self.chosen_intent = if down { (at + 1).min(last) } else { at.saturating_sub(1) };
    }

    /// The booking that the keys of the pane with the keys are for, by its number.
    pub(super) fn attempt_in_hand(&self) -> Option<usize> {
        match self.pane {
            Pane::Problems => self.listed().get(self.chosen_problem.unwrap_or(0))?.attempt,
            Pane::Outbox => Some(self.chosen_intent).filter(|number| *number < self.unknown.len()),
            _ => None,
        }
    }

    /// Enter in the Outbox.
    pub(super) fn enter_in_outbox(&mut self) -> Vec<Effect> {
        if let Some(number) = self.attempt_in_hand() {
            return self.bring_back(number);
        }
        if let Some(number) = self.queued_in_hand() {
            return self.take_back(number);
        }
        self.note = Some(note!("outbox-known"));
        Vec::new()
    }

    /// Asks whether a booking that was not made is to be forgotten; one that may have been is never dropped.
    pub(super) fn ask_to_drop(&mut self, number: usize) {
        match self.unknown.get(number).map(Attempt::meaning) {
            None => {}
            Some(Meaning::Unknown) => {
                self.note = Some(note!("outbox-settle-first"));
            }
            Some(_) => {
                self.ask(Ask::Settle(number));
            }
        }
    }

    /// The keys of the Outbox, for the last line.
    pub(super) fn outbox_footer(&self) -> Vec<(Key, String)> {
        let language = self.setup.language;
        let attempt = self.attempt_in_hand().and_then(|number| self.unknown.get(number));
        let letter = |c| Key::plain(Code::Char(c));
        let mut keys = match attempt.map(Attempt::meaning) {
            Some(Meaning::Unknown) => vec![
                (letter('b'), say!(language, "now-it-is-booked")),
                (letter('n'), say!(language, "now-it-is-not-booked")),
            ],
            Some(_) => vec![
                (Key::plain(Code::Enter), say!(language, "now-bring-back")),
                (Key::plain(Code::Delete), say!(language, "now-drop")),
            ],
            None if self.queued_in_hand().is_some() => {
                vec![(Key::plain(Code::Enter), say!(language, "now-bring-back"))]
            }
            None => Vec::new(),
        };
        keys.push((self.setup.keys.key(Action::CyclePanes), say!(language, "now-next-pane")));
        keys.push((Key::plain(Code::Escape), say!(language, "now-back-to-form")));
        keys.into_iter().map(|(key, does)| (key, does.to_owned())).collect()
    }
}

/// Seconds, none shown before they are over.
pub(super) fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}
