//! Where the mouse points: the targets drawn there, and the gestures made on them.

use std::time::Duration;

use super::keys::Key;
use crate::Pane;
use booking::{FieldId, Section};

/// The minimum time that a line has to be unchanged for a click to count: longer than a hand takes to stop, or a frame
/// and a click over a slow connection.
pub const READABLE_AFTER: Duration = Duration::from_millis(500);

/// A mouse target: what is drawn at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The text of the entry line; this many letters before it are scrolled out of sight.
    Line(usize),
    /// A pick for the ambiguous part of the entry line.
    Pick(usize),
    /// A free time that can replace the one held for the entry line.
    OtherTime(usize),
    /// A section of the form.
    Section(Section),
    /// A field, outside its text.
    Field(FieldId),
    /// A line of a field's text.
    Text(FieldId, usize),
    /// A field of the form for a new patient, by its index.
    NewField(usize),
    /// The text of such a field; this many letters before it are scrolled out of sight.
    NewText(usize, usize),
    /// A row under the focused field.
    Row(usize),
    /// A pane.
    Pane(Pane),
    /// A problem in its pane.
    Problem(usize),
    /// A change in the Outbox.
    OutboxRow(usize),
    /// A row of an overlay's list, this many rows below the chosen one.
    Choice(i32),
    /// A row of the day board, by its index in the list.
    BoardRow(usize),
    /// A line of a column of the day board.
    BoardTime(usize, u16),
    /// An appointment on the screen of a desk that waits for a caller, by the index of its row in the day's list.
    TodayRow(usize),
    /// The next free time of a practitioner or location there, by its index.
    NextFree(usize),
    /// An overlay, outside its rows.
    Overlay,
    /// A key, named on the last line or elsewhere.
    Key(Key),
    /// The box of a question.
    Question,
    /// An answer in it.
    Answer(usize),
}

impl Target {
    /// Returns the target of an overlay's row, from its index and that of the chosen one.
    pub fn choice(place: usize, chosen: usize) -> Target {
        let place_of = |place| i32::try_from(place).unwrap_or(i32::MAX);
        Target::Choice(place_of(place) - place_of(chosen))
    }
}

/// A mouse gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Click,
    /// The left button went down with Ctrl or Shift, which marks a row.
    Mark,
    /// The wheel was turned up by a notch.
    WheelUp,
    /// The wheel was turned down by a notch.
    WheelDown,
}

/// The place at which the mouse points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// The cell: column and row of the screen, from 0.
    pub cell: (u16, u16),
    /// The target drawn there.
    pub target: Target,
    /// The column within the target.
    pub column: u16,
    /// The first line of the text shown there.
    pub from: u16,
    /// How long its line has been unchanged.
    pub stood: Duration,
}

impl Gesture {
    /// Returns the word for tapes.
    pub fn word(self) -> &'static str {
        match self {
            Gesture::Click => "Click",
            Gesture::Mark => "MarkClick",
            Gesture::WheelUp => "WheelUp",
            Gesture::WheelDown => "WheelDown",
        }
    }
}
