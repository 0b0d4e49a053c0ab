//! The messages to a desk.

use chrono::TimeDelta;

use booking::{ClinicId, Mode, PerClinic, Personal, PinAttempt};

use super::{
    Command, Gesture, Key, Moment, Pointed, RowOrder, SavedBefore, SharedNews, Size, StoreTrouble,
    Ticket, Unsaved, UnsettledChange,
};
use office::Answer;

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
    /// A driver that submits the rows of a file gives this order.
    Row(Box<RowOrder>),
    /// The terminal has this size now.
    Resize(Size),
    /// The terminal is slow to take its output and does not show the latest frame yet.
    Behind,
    /// The time has advanced to this moment.
    Time(Moment),
    /// The mode of each clinic, once every key is known.
    Modes(PerClinic<Mode>),
    /// A server has answered whose clock is ahead of this one by this much; behind if negative.
    Skew(ClinicId, TimeDelta),
    /// An effect of the office has ended.
    Answer(Ticket, Answer),
    /// A PIN has been compared with the right one.
    PinChecked(Ticket, Result<PinAttempt, String>),
    /// A file was written, at this full path, or why it was not.
    Saved(Ticket, Result<Personal<String>, Unsaved>),
    /// The texts typed before the desk last ended, with the times of their saves; from now on typed texts are
    /// saved.
    Kept(Box<SavedBefore>),
    /// Changes of unknown outcome: left behind by an earlier run, or mistaken for an appointment that another
    /// window made.
    Unsettled(Vec<UnsettledChange>),
    /// Changes that an earlier run left behind and that wait for a person to release them.
    Queued(Vec<UnsettledChange>),
    /// The records have trouble.
    Store(StoreTrouble),
    /// News of the shared records of this mode.
    Shared(Mode, SharedNews),
    /// All records of earlier runs have been read.
    RecordsRead,
    /// Somebody has locked another window that works with the same records.
    LockedElsewhere,
    /// The system asks the program to end, by this signal.
    Leave(i32),
}

impl Msg {
    /// Returns the ticket of the effect that ends with this message.
    pub fn ended(&self) -> Option<Ticket> {
        match self {
            Msg::Answer(ticket, answer) if answer.is_last() => Some(*ticket),
            Msg::PinChecked(ticket, _) | Msg::Saved(ticket, _) => Some(*ticket),
            _ => None,
        }
    }
}
