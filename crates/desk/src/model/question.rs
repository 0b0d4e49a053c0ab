//! The question being asked.

use std::mem;
use std::time::Duration;

use strum::{IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::reading_time::ReadingTime;
use crate::{Action, Document, stepped};
use booking::{Change, ChangeKind, Personal, Waiter};
use office::{Objection, ObjectionAnswer, Reason, SubmissionId};

/// The question.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum Ask {
    /// Book despite the listed warnings?
    Warnings,
    /// Make this kind of change, which gives an appointment a time or other details, despite its conflicts?
    DespiteConflicts(ChangeKind),
    /// Make this change in spite of an objection?
    Objection(Objection, Box<Change>),
    /// Really remove an entry for good by this change?
    RemoveReally(Box<Change>),
    /// Book the visits of the list despite the desks' notes about its patient?
    ListNoted,
    /// Send this while the records that desks share can't be reached?
    Alone(ToSend),
    /// Queue the booking, which can't be sent just now, in the Outbox?
    Queue,
    /// Stop waiting for the answer?
    StopWaiting,
    /// Discard the form's content?
    NewDraft,
    /// Discard every draft that was put aside?
    DropDrafts,
    /// Drop this change, which is known not to have been made?
    Drop(SubmissionId),
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
    /// Replace the existing file with this one? Holds the path of a similar free name, if there is one.
    Replace(Box<Document>, Option<Personal<String>>),
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
    /// Replace the existing file.
    ReplaceFile,
    /// Keep the existing file, and save this one under a similar free name.
    SaveBeside,
}

impl From<&ObjectionAnswer> for QuestionAnswer {
    fn from(answer: &ObjectionAnswer) -> QuestionAnswer {
        match answer {
            ObjectionAnswer::Because(reason) => QuestionAnswer::Because(*reason),
            ObjectionAnswer::TakeRecord(_) => QuestionAnswer::TakeReplacing,
            ObjectionAnswer::Queue => QuestionAnswer::Queue,
            ObjectionAnswer::SendNow => QuestionAnswer::SendNow,
        }
    }
}

/// A remark on a key that did nothing.
#[derive(Clone, Copy, Debug, IntoStaticStr, VariantArray, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum QuestionRemark {
    /// The key has no meaning in a question.
    NothingTyped,
    /// Text was pasted.
    NothingPasted,
    /// The confirming key was pressed after text that the question did not take.
    Interrupted,
    /// The confirming key counts again after such text.
    Released,
    /// The confirming key was pressed while no reason was chosen.
    NoReason,
    /// The confirming key was pressed before the question could be read, or is held down.
    TooSoon,
    /// The confirming key was pressed before all of the text was on the screen.
    Unread,
    /// A click does not confirm.
    Clicked,
}

/// The question being asked.
#[derive(Clone)]
pub struct Question {
    /// The question itself.
    pub ask: Ask,
    /// The index of the chosen answer; `None` until a person chooses one.
    pub chosen: Option<usize>,
    /// The number of lines of its text that are scrolled.
    pub scrolled: u16,
    /// The remark on the last key.
    pub remark: Option<QuestionRemark>,
    /// The number of lines of its text, from the first on, that have been on the screen, and the number of all.
    pub(crate) read: (usize, usize),
    /// The text as last shown, compared to detect changes.
    pub(crate) text: Vec<String>,
    /// The answer chosen before the last keys, if those were digits.
    pub(crate) before_digits: Option<Option<usize>>,
    /// The number of characters typed or pasted since an answer was last chosen, which the question did not take: a
    /// confirming key may belong to that text.
    pub(crate) untaken: usize,
    /// When a key without a meaning here was last typed, on the monotonic clock.
    pub(crate) typed_at: Option<Duration>,
    /// The time to read it.
    pub(crate) reading: ReadingTime,
}

impl Question {
    /// Chooses an answer; `count` is the number of answers.
    pub(crate) fn choose(&mut self, index: usize, count: usize) {
        if index < count {
            (self.chosen, self.remark, self.untaken) = (Some(index), None, 0);
        }
    }

    /// Chooses the next or the previous of `count` answers. After an interruption the chosen answer stays.
    pub(crate) fn step(&mut self, action: Action, count: usize) {
        let stays = self.untaken > 0 || count == 0;
        self.chosen = match self.chosen {
            Some(at) if !stays => Some(stepped(action, at, count, count)),
            chosen => chosen.or(Some(0)),
        };
        self.clear_untaken();
    }

    /// Records text that the question does not take, which may end with the confirming key or contain its letter.
    pub(crate) fn interrupt(&mut self, remark: QuestionRemark, characters: usize, up: Duration) {
        self.remark = Some(remark);
        self.untaken = self.untaken.saturating_add(characters.max(1));
        self.typed_at = Some(up);
        self.reading.restart(up);
    }

    /// Removes the last character of that text.
    pub(crate) fn erase_untaken(&mut self) {
        match self.untaken {
            0 | 1 => self.clear_untaken(),
            more => (self.untaken, self.remark) = (more - 1, Some(QuestionRemark::Interrupted)),
        }
    }

    /// Removes all of that text, and notes that the confirming key counts again.
    pub(crate) fn clear_untaken(&mut self) {
        if mem::take(&mut self.untaken) > 0 {
            let remark = self.chosen.map(|_| QuestionRemark::Released);
            self.remark = remark.or(Some(QuestionRemark::NoReason));
        }
    }

    pub(crate) fn scroll_to(&mut self, line: i32) {
        self.scrolled = u16::try_from(line).unwrap_or(0);
    }
}

/// The action of the booking key that needs consent while the shared records can't be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToSend {
    /// The booking of the current form.
    Booking,
    /// The change of the open form.
    Change(Box<Change>),
    /// The bulk list, or the absence, of the open overlay.
    Overlay,
    /// The removal of an entry, which has been confirmed.
    Removal(Box<Change>),
}
