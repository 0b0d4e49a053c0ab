//! The time that a person has to read something before a key confirms it.

use std::time::Duration;

use crate::Action;
use crate::keys::Press;
use crate::pointer::READABLE_AFTER;

/// Since when something that a key confirms has been readable and unchanged, without a confirming key, on the monotonic
/// clock.
#[derive(Clone, Copy)]
pub(crate) struct ReadingTime {
    since: Duration,
}

impl ReadingTime {
    /// Begins the time.
    pub(crate) fn since(up: Duration) -> ReadingTime {
        ReadingTime { since: up }
    }

    /// Begins the time again, after something else was typed, or what is read has changed, moved or was not visible.
    pub(crate) fn restart(&mut self, up: Duration) {
        self.since = up;
    }

    /// Handles a confirming key. Returns whether it counts: half a second has to pass before it, also since the last
    /// one, as a key that is held down confirms nothing.
    pub(crate) fn confirm(&mut self, up: Duration) -> bool {
        let counts = up.saturating_sub(self.since) >= READABLE_AFTER;
        self.since = up;
        counts
    }
}

/// The card or list that was opened last, if a character typed in a list has opened it. That may be one of the next caller's
/// line: if others were typed right before or after it, what was opened has to be read before the booking key sends it.
#[derive(Clone, Copy, Default)]
pub(crate) struct LetterCard {
    /// When the last key typed a character, on the monotonic clock; `None` if it was another key.
    typed_at: Option<Duration>,
    /// The last key, if it typed a character in a list. What it asks for may open later.
    opener: Option<Opener>,
    /// When a letter or digit has opened a list of changes, on the monotonic clock. A card has a field, which refuses the rest
    /// of a line.
    opened_at: Option<Duration>,
    reading: Option<ReadingTime>,
}

/// A character that may open a card or a list.
#[derive(Clone, Copy)]
struct Opener {
    is_alphanumeric: bool,
    /// Whether it was typed right after another character.
    is_in_text: bool,
}

impl LetterCard {
    /// Records a key that was pressed, where letters are commands or not.
    pub(crate) fn note_key(&mut self, press: Press, is_in_list: bool, up: Duration) {
        if press.action() == Some(Action::Book) {
            return;
        }
        let Some(character) = press.types() else {
            self.typed_at = None;
            self.opener = None;
            if press.action() != Some(Action::Enter) {
                self.reading = None;
            }
            return;
        };
        let is_just_now =
            |at: Option<Duration>| at.is_some_and(|at| up.saturating_sub(at) < READABLE_AFTER);
        if is_just_now(self.opened_at) {
            self.reading = Some(ReadingTime::since(up));
        }
        let opener = Opener {
            is_alphanumeric: character.is_alphanumeric(),
            is_in_text: is_just_now(self.typed_at),
        };
        self.opener = is_in_list.then_some(opener);
        self.typed_at = Some(up);
    }

    /// Records that a command was given, which is no letter.
    pub(crate) fn note_command(&mut self) {
        self.opener = None;
    }

    /// Records that a card, or a list of changes, was opened.
    pub(crate) fn note_opened(&mut self, is_list_of_changes: bool, up: Duration) {
        let opener = self.opener;
        let is_letter = opener.is_some_and(|opener| opener.is_alphanumeric);
        let is_in_text = opener.is_some_and(|opener| opener.is_in_text);
        self.opened_at = (is_letter && is_list_of_changes).then_some(up);
        self.reading = is_in_text.then(|| ReadingTime::since(up));
    }

    /// Begins the time to read it again.
    pub(crate) fn restart(&mut self, up: Duration) {
        if let Some(reading) = &mut self.reading {
            reading.restart(up);
        }
    }

    /// Handles the booking key. Returns whether it counts.
    pub(crate) fn confirm(&mut self, up: Duration) -> bool {
        let Some(reading) = &mut self.reading else {
            return true;
        };
        let counts = reading.confirm(up);
        if counts {
            self.reading = None;
        }
        counts
    }
}
