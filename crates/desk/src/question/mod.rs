//! Questions: a box over the desk.

mod objection;
mod text;
mod update;
mod view;

use std::time::Duration;

use strum::{IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::{Document, Reason, SubmissionId, ToSend};
use booking::{Change, ChangeKind, Waiter};
pub(crate) use text::alike;
pub(super) use view::QuestionBox;

/// The question.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Ask {
    /// Book despite the listed warnings?
    Warnings,
    /// Make this kind of change, which gives an appointment a time, despite its conflicts?
    MoveAnyway(ChangeKind),
    /// Set this status, although the appointment has ended?
    TakeBack(Box<Change>),
    /// Make this change, although it concerns other patients as well, or leaves something out?
    SideEffects(Box<Change>),
    /// Make this change, although it does not fit the time of its appointment?
    Untimely(Box<Change>),
    /// Remove an entry for good by this change? `true` for the second time of asking.
    Remove(Box<Change>, bool),
    /// Send this while the records that desks share can't be reached?
    Alone(ToSend),
    /// Queue the booking, which can't be sent just now, in the Outbox?
    Queue,
    /// Queue this change of an appointment, which can't be sent just now, in the Outbox?
    QueueChange(Box<Change>),
    /// Stop waiting for the answer?
    StopWaiting,
    /// Discard the form's content?
    NewDraft,
    /// Drop this change, which is known not to have been made?
    Settle(SubmissionId),
    /// Drop the problem with this appointment's panels?
    DropPanels(String),
    /// Drop this change's collision?
    DropCollision(Uuid),
    /// Add the missing panels to this appointment?
    TryPanels(String),
    /// Take this person off the waiting list that the desks keep?
    NotWaiting(Box<Waiter>),
    /// Was this unknown change made, or not made, according to a person?
    ByHand(SubmissionId, bool),
    /// Add a new patient who may be known already?
    AddPatient,
    /// Replace the existing file with this one?
    Replace(Box<Document>),
    /// Quit, although something would be lost?
    Quit,
}

/// An answer that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionAnswer {
    /// Confirm, for this reason.
    Because(Reason),
    /// Queue the booking in the Outbox.
    Queue,
    /// Try to send it all the same.
    SendNow,
    /// Use the similar patient at this index.
    TakePerson(usize),
    /// Add the patient as a new one.
    AddNew,
    /// Take the record that replaces the patient's.
    TakeReplacing,
}

/// A remark on a key that did nothing.
#[derive(Clone, Copy, Debug, IntoStaticStr, VariantArray, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum QuestionRemark {
    /// The key has no meaning in a question.
    NothingTyped,
    /// Text was pasted.
    NothingPasted,
    /// The confirming key was pressed after text that the question has not taken.
    Interrupted,
    /// The confirming key was pressed while no reason was chosen.
    NoReason,
    /// The confirming key was pressed before the question could be read, or is held down.
    TooSoon,
    /// A click does not confirm.
    Clicked,
}

/// The question being asked.
#[derive(Clone)]
pub struct Question {
    /// The question itself.
    pub ask: Ask,
    /// The index of the chosen answer; `None` until a person chooses why.
    pub chosen: Option<usize>,
    /// The number of lines by which its text is scrolled.
    pub scrolled: u16,
    /// The remark on the last key.
    pub remark: Option<QuestionRemark>,
    /// The text as last shown, compared to detect changes.
    text: Vec<String>,
    /// The answer that was chosen before the last keys, if those were digits.
    before_digits: Option<Option<usize>>,
    /// Whether text was typed or pasted that the question has not taken, and no answer was chosen since: a confirming
    /// key may belong to that text.
    is_interrupted: bool,
    /// When a key without a meaning here was last typed, on the monotonic clock.
    typed_at: Option<Duration>,
    /// Since when the question has been readable and unchanged, without a confirming key, on the monotonic clock.
    quiet_since: Duration,
}
