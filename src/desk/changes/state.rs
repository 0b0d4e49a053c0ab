//! The changes that have left their form: on their way, lost sight of, waiting for a person, or settled a while ago.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::{Change, ChangeId, ChangeStage, Draft, Life, Meaning, Outcome};
use crate::desk::effort::Begun;
use crate::desk::{IntentRef, Loss, Override, Ticket};

use super::submission::Submission;

/// How many settled changes stay listed: each costs its share of every frame.
const MOST_SETTLED: usize = 5;

/// The name of a change on this desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenId(u64);

/// Who waits for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Waiter {
    /// A person who has pressed the booking key for it.
    Person,
    /// The list that it is a row of: the next row goes out once it is over.
    Bulk,
    /// Nobody but the change that was made before it, whose second step it is.
    FirstStep,
}

/// How far a change is that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// What it is about is read once more before it goes out.
    Checking,
    /// It has been sent.
    Sending,
    /// The server said no, or asked to wait; it is looked up whether it was made all the same.
    Waiting,
}

/// A change, with what it was made from and what the desk waits for.
#[derive(Clone, Debug)]
pub struct OpenChange {
    pub(in crate::desk) id: OpenId,
    /// What it is, and how far.
    pub life: Life,
    /// The draft it was made from, where it was typed in a form.
    pub draft: Option<Draft>,
    /// What it goes out in spite of, until that is written down.
    pub(in crate::desk) in_spite_of: Option<Box<Override>>,
    /// How the records find it again, once they know of it.
    pub intent: Option<IntentRef>,
    /// What it is in the book, once it has gone out.
    pub(in crate::desk) recorded: Option<ChangeId>,
    /// The changes on record for the same visit that it goes out in spite of.
    pub(in crate::desk) known_claims: Vec<Uuid>,
    /// Who waits for it. There is never more than one that a person or a list waits for.
    pub(in crate::desk) waiter: Option<Waiter>,
    /// Since when it is checked, or sent, on a monotonic clock.
    pub since: Duration,
    /// When it was given up or queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// Under which the answer to a check or a look-up comes.
    pub(in crate::desk) asked: Option<Ticket>,
    /// Under which its own answer may still come.
    pub answer: Option<Ticket>,
    /// How its draft was begun, where that was measured.
    pub(in crate::desk) begun: Option<Begun>,
    /// Whether the records have it: what is not written down goes with the desk.
    pub is_recorded: bool,
    /// Where it is by now, if another desk looks after it.
    pub(in crate::desk) loss: Option<Loss>,
}

impl OpenChange {
    /// A change that has just left its form, at that time.
    pub(in crate::desk) fn new(life: Life, draft: Option<Draft>, at: DateTime<Utc>) -> OpenChange {
        OpenChange {
            id: OpenId::default(),
            life,
            draft,
            in_spite_of: None,
            intent: None,
            recorded: None,
            known_claims: Vec::new(),
            waiter: None,
            since: Duration::ZERO,
            at,
            asked: None,
            answer: None,
            begun: None,
            is_recorded: true,
            loss: None,
        }
    }

    /// Its name on this desk.
    pub fn id(&self) -> OpenId {
        self.id
    }

    /// What is asked for.
    pub fn change(&self) -> &Change {
        self.life.change()
    }

    /// How far it is, while it is waited for.
    pub fn phase(&self) -> Option<Phase> {
        let phase = match self.life.stage() {
            ChangeStage::Ready => Phase::Checking,
            ChangeStage::Sending => Phase::Sending,
            ChangeStage::Refused { .. } => Phase::Waiting,
            ChangeStage::Unknown { .. } | ChangeStage::NotMade(_) | ChangeStage::Made { .. } => return None,
        };
        self.waiter.map(|_| phase)
    }

    /// What is known of its outcome, where it was lost sight of.
    pub fn meaning(&self) -> Option<Meaning> {
        self.life.meaning()
    }

    /// What came of it, once nobody waits for it any more.
    pub fn outcome(&self) -> Outcome<String> {
        self.life.outcome().unwrap_or(Outcome::Queued)
    }

    /// Whether it waits for a person to release it.
    pub fn is_queued(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Ready) && self.waiter.is_none()
    }

    /// Whether another desk looks after it, and nobody waits for anything here: no answer comes there.
    pub(super) fn is_lost(&self) -> bool {
        let is_left = self.is_queued() || (self.waiter.is_none() && self.meaning().is_some());
        self.loss.is_some() && self.answer.is_none() && is_left
    }

    /// Whether somebody waits for it here, or an answer may come.
    pub(super) fn is_at_work(&self) -> bool {
        self.waiter.is_some() || self.answer.is_some()
    }

    /// Whether it is a row of a list that is worked through.
    pub(in crate::desk) fn is_of_bulk(&self) -> bool {
        self.waiter == Some(Waiter::Bulk)
    }

    /// Whether it follows a change that was made, which a person has confirmed together with it.
    pub(in crate::desk) fn is_second_step(&self) -> bool {
        self.waiter == Some(Waiter::FirstStep)
    }

    /// Whether it is made.
    pub fn is_settled(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Made { .. })
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    list: Vec<OpenChange>,
    named: u64,
    pub(super) submission: Option<Submission>,
}

impl Changes {
    /// Takes one in: in the order in which they left their forms, and what is settled last of all.
    pub(in crate::desk) fn put(&mut self, mut open: OpenChange) -> OpenId {
        if open.id == OpenId::default() {
            self.named += 1;
            open.id = OpenId(self.named);
        }
        let id = open.id;
        if open.waiter == Some(Waiter::Person) && self.submission() != Some(id) {
            self.submission = Some(Submission { id, outcome: None });
        }
        let is_later = |other: &OpenChange| !open.is_settled() && !other.is_settled() && other.id > id;
        let place = self.list.iter().position(is_later).unwrap_or(self.list.len());
        self.list.insert(place, open);
        let mut excess = self.list.iter().filter(|open| open.is_settled()).count();
        self.list.retain(|open| {
            let is_dropped = open.is_settled() && excess > MOST_SETTLED;
            excess -= usize::from(is_dropped);
            !is_dropped
        });
        id
    }

    /// Takes out the first that is such a one.
    pub(super) fn take(&mut self, is_it: impl Fn(&OpenChange) -> bool) -> Option<OpenChange> {
        let place = self.list.iter().position(is_it)?;
        Some(self.list.remove(place))
    }

    /// Takes out all that are such ones.
    pub(super) fn drop_each(&mut self, is_it: impl Fn(&OpenChange) -> bool) {
        self.list.retain(|open| !is_it(open));
    }

    /// Takes out the one of this name.
    pub(in crate::desk) fn remove(&mut self, id: OpenId) -> Option<OpenChange> {
        self.take(|open| open.id == id)
    }

    /// The one of this name.
    pub fn get(&self, id: OpenId) -> Option<&OpenChange> {
        self.list.iter().find(|open| open.id == id)
    }

    pub(super) fn get_mut(&mut self, id: OpenId) -> Option<&mut OpenChange> {
        self.list.iter_mut().find(|open| open.id == id)
    }

    /// All there are.
    pub fn iter(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut OpenChange> {
        self.list.iter_mut()
    }

    /// The one that a person waits for.
    pub fn under_way(&self) -> Option<&OpenChange> {
        self.list.iter().find(|open| open.waiter == Some(Waiter::Person))
    }

    /// Those that a person, a list or a first step waits for.
    pub fn awaited(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter().filter(|open| open.waiter.is_some())
    }

    /// Those that were lost sight of, in the order it happened: nobody knows what became of them, or they were not made
    /// and their draft waits for a person.
    pub fn lost(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter().filter(|open| open.meaning().is_some())
    }

    /// Those whose outcome nobody knows.
    pub fn unknown(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter().filter(|open| open.meaning() == Some(Meaning::Unknown))
    }

    /// Those that wait for a person to release them.
    pub fn queued(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter().filter(|open| open.is_queued())
    }

    /// Those that were lost sight of and turned out to be made, the last first.
    pub fn settled(&self) -> impl Iterator<Item = &OpenChange> {
        self.list.iter().rev().filter(|open| open.is_settled())
    }

    /// The one whose check or look-up is answered under this ticket.
    pub(super) fn asked_under(&self, ticket: Ticket) -> Option<&OpenChange> {
        self.list.iter().find(|open| open.asked == Some(ticket))
    }
}
