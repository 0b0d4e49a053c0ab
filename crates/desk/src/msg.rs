//! The messages to a desk.

use booking::Personal;
use office::OfficeEvent;

use super::{Command, Gesture, Key, Pointed, Size, Ticket};
use crate::{SavedDocument, Unsaved};

/// A message to the desk.
#[derive(Clone, Debug)]
pub enum Msg {
    /// The desk is on screen: it may send its first requests, once it is not locked.
    Opened,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(Personal<String>),
    /// The booking key arrived in one chunk with other keys, as in a paste without brackets. Nothing is sent.
    BookingKeyInPaste,
    /// The mouse was used here.
    Mouse(Gesture, Pointed),
    /// A driving program gives this command.
    Do(Command),
    /// The terminal has this size now.
    Resize(Size),
    /// The terminal is slow to take its output and does not show the latest frame yet.
    Behind,
    /// Something has happened at the office.
    Office(OfficeEvent),
    /// A file was written, at this full path, or why it was not.
    Saved(Ticket, Result<SavedDocument, Unsaved>),
    /// The system asks the program to end, by this signal.
    Leave(i32),
}

impl From<OfficeEvent> for Msg {
    fn from(event: OfficeEvent) -> Msg {
        Msg::Office(event)
    }
}
