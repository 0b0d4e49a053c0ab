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

/// The card or list that was opened last, which has to be read before the booking key sends it if a letter typed in a list
/// has opened it: that letter may be one of the next caller's line.
#[derive(Clone, Copy, Default)]
pub(crate) struct LetterCard {
    /// Whether the last key, except the booking key, was a letter in a list. What it asks for may open later.
    follows_letter: bool,
    reading: Option<ReadingTime>,
}

impl LetterCard {
    /// Records a key that was pressed, in a list or not. Of a line that begins with a letter of the Appointment pane, the
    /// rest is typed into the card at once, which is not sent then; a list takes nothing of it.
    pub(crate) fn note_key(&mut self, press: Press, is_in_list: bool) {
        if press.action() != Some(Action::Book) {
            self.follows_letter = is_in_list && press.types().is_some();
        }
    }

    /// Records that a command was given, which is no letter.
    pub(crate) fn note_command(&mut self) {
        self.follows_letter = false;
    }

    /// Records that a card or a list was opened.
    pub(crate) fn note_opened(&mut self, up: Duration) {
        self.reading = self.follows_letter.then(|| ReadingTime::since(up));
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
