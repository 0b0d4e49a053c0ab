//! Questions: a box over the desk. ↑, ↓ and digits choose an answer, the booking key goes ahead with it, Esc goes back.
//! Every other key changes nothing, and the box says so: what is typed on while a question comes up sends nothing.

use std::time::Duration;

use uuid::Uuid;

use crate::booking::{Change, Waiter};
use crate::desk::{Document, OpenId, Reason, ToSend};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Book in spite of the warnings that are listed?
    Warnings,
    /// Move the appointment in spite of what stands against it?
    MoveAnyway,
    /// Set this status, though the appointment has come to its end?
    TakeBack(Box<Change>),
    /// Make this change, though it does not fit the time of its appointment?
    Untimely(Box<Change>),
    /// Remove this entry for good? It is asked a second time.
    Remove(bool),
    /// Send this while the records that desks share can't be reached?
    Alone(ToSend),
    /// Put the booking, which can't be sent just now, into the Outbox?
    Queue,
    /// Put this change of an appointment, which can't be sent just now, into the Outbox?
    QueueChange(Box<Change>),
    /// Stop waiting for the answer?
    StopWaiting,
    /// Drop what the form holds?
    NewDraft,
    /// Take this change, which is known not to be made, off the list?
    Settle(OpenId),
    /// Take what is wrong with this appointment's panels off the list?
    DropPanels(String),
    /// Take what this change collided with off the list?
    DropCollision(Uuid),
    /// Add to this appointment the panels that it lacks?
    TryPanels(String),
    /// Take this person off the waiting list that the desks keep?
    NotWaiting(Box<Waiter>),
    /// Is this unknown change made, or not made, as a person says?
    ByHand(OpenId, bool),
    /// Add someone new who may be known already?
    AddPatient,
    /// Put this file in the place of the one that is there?
    Replace(Box<Document>),
    /// Leave, though something would be lost?
    Quit,
}

/// An answer that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go ahead, for this reason.
    Because(Reason),
    /// Put the booking into the Outbox.
    Queue,
    /// Try to send it all the same.
    SendNow,
    /// It is the person in this place among those who look alike.
    TakePerson(usize),
    /// It is none of them.
    AddNew,
}

/// What is said about a key that did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is none of the keys that count.
    NothingTyped,
    /// Text was pasted.
    NothingPasted,
    /// It confirms, but came before anyone could have read the question, or is held down.
    TooSoon,
    /// A click does not confirm.
    Clicked,
}

/// The question being asked.
#[derive(Clone)]
pub struct Question {
    /// What is asked.
    pub ask: Ask,
    /// The answer that is chosen, by its place among the choices.
    pub chosen: usize,
    /// By how many lines its text is scrolled.
    pub scrolled: u16,
    /// What is said about the last key.
    pub remark: Option<Remark>,
    /// What it says, to notice when that changes.
    pub(super) says: Vec<String>,
    /// Since when it can be read as it is and no confirming key has been pressed, on the monotonic clock.
    pub(super) quiet_since: Duration,
}
