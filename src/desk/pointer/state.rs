//! The mouse: what a click means by what is drawn where it falls, and what the wheel moves. A click chooses, points and
//! answers; alone it sends nothing. It counts only on a line that has said the same for a while: what comes up under a
//! hand on its way is not what the hand was after.

use std::time::Duration;

use crate::booking::{FieldId, Section};

use crate::desk::Pane;
use crate::desk::keys::Key;

/// A line that has said something else less than this ago is not what the hand set out for. Longer than a hand takes to
/// stop, and than a frame and a click take over a slow line.
pub const STANDS_STILL: Duration = Duration::from_millis(500);

/// What is drawn at a place, as far as it means something to the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The text of the entry line; so many letters are out of sight before it.
    Line(usize),
    /// A row of what the doubtful part of the entry line may mean.
    Pick(usize),
    /// A free time that may be taken instead of the one held for the entry line.
    OtherTime(usize),
    /// A section of the form.
    Section(Section),
    /// A field, beside its text.
    Field(FieldId),
    /// A line of a field's text.
    Text(FieldId, usize),
    /// A field of the form for someone new, by its place there.
    NewField(usize),
    /// The text of such a field; so many letters are out of sight before it.
    NewText(usize, usize),
    /// A row under the field with the cursor.
    Row(usize),
    /// A pane.
    Pane(Pane),
    /// A problem in its pane.
    Problem(usize),
    /// A booking in the Outbox.
    Intent(usize),
    /// A row of a list that lies over the form, so many below the one that is chosen.
    Choice(i32),
    /// A row of the day board, by its place among those listed.
    BoardRow(usize),
    /// What lies over the form, beside its rows.
    Overlay,
    /// What this key does, said on the last line or in its place.
    Key(Key),
    /// The box of a question.
    Question,
    /// An answer in it that can be chosen.
    Answer(usize),
}

impl Target {
    /// A row of a list that lies over the form, by its place and that of the one that is chosen.
    pub fn choice(place: usize, chosen: usize) -> Target {
        let place_of = |place| i32::try_from(place).unwrap_or(i32::MAX);
        Target::Choice(place_of(place) - place_of(chosen))
    }
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Click,
    /// The wheel was turned up by a notch.
    WheelUp,
    /// The wheel was turned down by a notch.
    WheelDown,
}

/// Where a person has pointed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// The cell: column and row of the screen, from 0.
    pub cell: (u16, u16),
    /// What is drawn there.
    pub target: Target,
    /// The column of it.
    pub column: u16,
    /// From which line on the text there is shown.
    pub from: u16,
    /// For how long its line has said the same.
    pub stood: Duration,
}

impl Gesture {
    /// The word for it in tapes.
    pub fn word(self) -> &'static str {
        match self {
            Gesture::Click => "Click",
            Gesture::WheelUp => "WheelUp",
            Gesture::WheelDown => "WheelDown",
        }
    }
}
