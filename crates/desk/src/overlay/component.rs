//! The interface of overlays.

use std::any::Any;
use std::time::Duration;

use ratatui::layout::{Position, Rect};

use crate::{Cx, Desk, Frame, Key, Press, note};
use office::DayFree;

/// An overlay over the form. It changes only itself; any other change is made once it has handled the key.
pub(crate) trait Component: Any + Copied {
    /// Returns the name in the state.
    fn name(&self) -> &'static str;

    /// Returns the message of the help about the overlay: its name, and three lines as asides.
    fn help(&self) -> &'static str;

    /// Returns whether an appointment is opened from its rows, so that closing the appointment returns to it.
    fn lists_appointments(&self) -> bool {
        false
    }

    /// Handles the return from a card that was opened from one of its rows and closed without sending.
    fn come_back(&mut self, _cx: &mut Cx<'_>) {}

    /// Returns whether, on a wide screen, it is a card next to the day that it is about. Otherwise it takes the whole
    /// screen.
    fn is_card(&self, _desk: &Desk) -> bool {
        false
    }

    /// Returns the lines that it takes as a card in place of the form, if it needs few: a list of today is then below
    /// it.
    fn lines(&self, _desk: &Desk, _width: u16) -> Option<u16> {
        None
    }

    /// Returns the maximum columns of a card over the desk on a wide screen; `None` if it takes the place of the desk.
    fn floats(&self) -> Option<u16> {
        None
    }

    /// Returns whether opening it leaves the line that is being typed.
    fn leaves_line(&self) -> bool {
        true
    }

    /// Returns whether nothing is left to do in it, so that a key that opens something else closes it.
    fn is_finished(&self, _desk: &Desk) -> bool {
        false
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction;

    fn paste(&mut self, cx: &mut Cx<'_>, _text: &str) {
        cx.note(note!("note-nothing-pasted"));
    }

    /// Rebuilds the rows, after an answer that may contain names or numbers, or a change of the book.
    fn arrange(&mut self, _desk: &Desk) {}

    /// Requests the data that the overlay lacks. Called after every message.
    fn derive(&mut self, _cx: &mut Cx<'_>) {}

    /// Requests outdated data again.
    fn refresh_if_due(&mut self, _cx: &mut Cx<'_>) {}

    /// Returns the time until the overlay has to be refreshed, or shows another age.
    fn due_in(&self, _desk: &Desk) -> Option<Duration> {
        None
    }

    /// Scrolls the text to begin with this line. Returns `false` if the wheel steps through rows instead.
    fn scroll_to(&mut self, _line: i32) -> bool {
        false
    }

    /// Returns the queries for the free times among its rows.
    fn free_queries(&mut self) -> &mut [DayFree] {
        &mut []
    }

    /// Draws the overlay and returns its cursor.
    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position>;

    /// Returns the keys of the last line, the most useful first, each with its effect.
    fn keys(&self, desk: &Desk) -> Vec<(Key, String)>;
}

/// An overlay that can be copied without knowing its type.
pub(crate) trait Copied {
    fn copied(&self) -> Box<dyn Component>;
}

impl<S: Component + Clone> Copied for S {
    fn copied(&self) -> Box<dyn Component> {
        Box::new(self.clone())
    }
}

/// The maximum columns of a card over the desk with texts, and of one with a list.
pub(crate) const TEXT_CARD: u16 = 84;
pub(crate) const LIST_CARD: u16 = 116;

/// Whether an overlay stays open after a key.
pub(crate) enum Reaction {
    Stay,
    Close,
    /// Stays open, and the key does nothing. If it was a letter, a note says so.
    Ignored,
}
