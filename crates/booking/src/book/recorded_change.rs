//! A change in the book: the visit as it is to be, and the outcome if known.

use std::ops::Deref;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::DeskNotes;
use super::change_facts::ChangeFacts;
use crate::clinic::same_id;
use crate::{
    AppointmentRef, Booked, Change, ClinicId, Detail, ListId, Text, TimedVisit, USUAL_LENGTH,
    Visit, Wished, is_same_id, takes_time,
};

/// Identifies a change in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeId(pub(super) u64);

/// A change that a desk has sent: the visit as it is to be or, for a cancellation, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedChange {
    pub(super) id: ChangeId,
    /// The recorded facts.
    pub(super) facts: ChangeFacts,
    /// The wished times, if the change adds an entry to the waiting list.
    pub(super) wished: Option<Wished>,
    pub(super) takes_time: bool,
    /// The known outcome.
    pub state: ChangeState,
    /// The moment on the monotonic clock from which reads reflect the change; `None` while the outcome is
    /// unknown.
    pub(super) reflected_from: Option<Duration>,
    /// The moment on the monotonic clock when the outcome became known here; `None` while it is unknown.
    pub(super) learnt_at: Option<Duration>,
    /// The time when it was made, by the wall clock of the desk that made it.
    pub made_at: Option<DateTime<Utc>>,
    /// The author of the change.
    pub by: Author,
    /// The change as it was sent, if this window has sent it. The records hold only its facts.
    pub(super) sent: Option<Box<Change>>,
    /// The booking made right before this one, in the same call.
    pub(super) follows: Option<ChangeId>,
    /// The list of which it is a row, if this machine has sent it with one.
    pub(super) list: Option<ListId>,
    /// Whether it was sent by a desk that did not know the other desks' changes.
    pub(super) is_alone: bool,
    /// Whether a later change has altered the same appointment.
    pub(super) is_superseded: bool,
    pub(super) is_reflected: bool,
    /// Whether the change was learnt with the history of its appointment, so that it is never dropped.
    pub(super) is_history: bool,
}

/// The order of changes: when a change was made, whether it alters an appointment, and its number in the
/// book.
pub(super) type Rank = (Option<DateTime<Utc>>, bool, u64);

/// The author of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The change's id in the records, if another window, or an earlier run, has sent it.
    pub record: Option<Uuid>,
    /// The operator, if known.
    pub operator: Option<String>,
    /// The desk, if it has a name.
    pub desk: Option<String>,
}

/// The known outcome of a change that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// The change is on its way.
    Sending,
    /// The answer was lost, or a person has said that it is booked.
    Unknown,
    /// The clinic has made the change.
    Made(Box<Booked>),
}

/// A change of another window, or of an earlier run, as the records hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    /// The author, with the change's id in the records.
    pub by: Author,
    /// The recorded facts.
    pub facts: ChangeFacts,
    /// The status that the change is known to have set.
    pub status: Option<String>,
    /// Whether it was sent by a desk that did not know the other desks' changes.
    pub is_alone: bool,
    /// The list of which it is a row, if this machine has sent it with one.
    pub list: Option<ListId>,
    /// The progress of the change; `None` if it was not made.
    pub stands: Option<ChangeProgress>,
    /// The time of that outcome, by the wall clock of the desk that recorded it.
    pub at: DateTime<Utc>,
}

/// The recent changes of all windows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentChanges {
    /// The changes, newest first.
    pub changes: Vec<ChangeRecord>,
    /// Whether there are no more.
    pub are_all: bool,
    /// The notes in the desks' own records, if they may have changed.
    pub notes: Option<DeskNotes>,
}

/// The progress of a change on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeProgress {
    /// The change is on its way, or its outcome is unknown.
    Open,
    /// The change was made; holds the id of the appointment.
    Made(String),
}

impl RecordedChange {
    /// Returns the id, which stays when more becomes known of the change.
    pub fn id(&self) -> ChangeId {
        self.id
    }

    /// Creates a change without the data that only some changes have.
    fn new(
        id: ChangeId,
        facts: ChangeFacts,
        takes_time: bool,
        state: ChangeState,
    ) -> RecordedChange {
        RecordedChange {
            id,
            facts,
            wished: None,
            takes_time,
            state,
            reflected_from: None,
            learnt_at: None,
            made_at: None,
            by: Author::default(),
            sent: None,
            follows: None,
            list: None,
            is_alone: false,
            is_superseded: false,
            is_reflected: false,
            is_history: false,
        }
    }

    /// Returns the changed details, in form order; empty if another window or an earlier run has changed them.
    pub fn details(&self) -> &[Detail] {
        self.sent().map(Change::details).unwrap_or_default()
    }

    /// Returns the change as it was sent; `None` if another window or an earlier run has sent it.
    pub fn sent(&self) -> Option<&Change> {
        self.sent.as_deref()
    }

    /// Returns the reason of an absence that this window has entered.
    pub(super) fn why(&self) -> Option<&Text> {
        self.sent()?.away_time()?.reason()
    }

    /// Returns the length of the visit, if its start and its end are known.
    pub fn length(&self) -> Option<TimeDelta> {
        Some(self.end? - self.start?)
    }

    /// Creates a change that is being sent.
    pub(super) fn of(id: ChangeId, change: &Change) -> RecordedChange {
        let waiting = change.booking().filter(|booking| booking.is_waiting());
        let facts = ChangeFacts::of(change);
        RecordedChange {
            sent: Some(Box::new(change.clone())),
            wished: waiting.map(|booking| booking.wished().unwrap_or_default()),
            ..RecordedChange::new(id, facts, change.takes_time(), ChangeState::Sending)
        }
    }

    /// Creates a change from the records, learnt at `up`; if it was made, reads reflect it from `reflected_from` on.
    /// `None` if it was not made.
    pub(super) fn on_record(
        id: ChangeId,
        record: ChangeRecord,
        reflected_from: Duration,
        up: Duration,
    ) -> Option<RecordedChange> {
        let ChangeRecord {
            by,
            facts,
            status,
            is_alone,
            list,
            stands,
            at,
        } = record;
        let draw = facts.clinic.can().draw;
        let usual = match facts.kind.status_at_end() {
            Some(status) => status,
            None => draw.map_or("booked", |draw| draw.before),
        };
        let status = status.unwrap_or_else(|| usual.to_owned());
        let takes_time = takes_time(&status);
        let (state, made_at) = match stands? {
            ChangeProgress::Open => (ChangeState::Unknown, None),
            ChangeProgress::Made(id) => {
                let made = AppointmentRef {
                    clinic: facts.clinic,
                    id,
                    person: Some(facts.person.clone()),
                    provider: facts.provider.clone(),
                    start: facts.start,
                    end: facts.end,
                    status,
                    panels: None,
                    version: None,
                    beyond_form: Default::default(),
                };
                (ChangeState::Made(Box::new(made.into())), Some(at))
            }
        };
        Some(RecordedChange {
            reflected_from: made_at.map(|_| reflected_from),
            learnt_at: made_at.map(|_| up),
            made_at,
            by,
            is_alone,
            list,
            ..RecordedChange::new(id, facts, takes_time, state)
        })
    }

    /// Returns whether the visit takes up its time.
    pub fn is_live(&self) -> bool {
        match &self.state {
            ChangeState::Made(booked) => booked.is_live(),
            ChangeState::Sending | ChangeState::Unknown => self.takes_time,
        }
    }

    /// Returns the list of which the change is a row, if this machine has sent it with one.
    pub fn list(&self) -> Option<ListId> {
        self.list
    }

    /// Returns the wished times, if the change puts somebody on the waiting list.
    pub fn wished(&self) -> Option<&Wished> {
        self.wished.as_ref()
    }

    /// Returns whether the change adds an entry to the waiting list or keeps it there.
    pub fn is_waiting(&self) -> bool {
        match &self.state {
            ChangeState::Made(booked) => booked.is_waiting(),
            ChangeState::Sending | ChangeState::Unknown => self.wished.is_some(),
        }
    }

    /// Returns whether this window has sent the change, in this run.
    pub fn is_own(&self) -> bool {
        self.by.record.is_none()
    }

    /// Returns whether the change is on its way.
    pub fn is_sending(&self) -> bool {
        self.state == ChangeState::Sending
    }

    /// Returns whether the change is on its way to this clinic.
    pub fn is_sending_at(&self, clinic: ClinicId) -> bool {
        self.is_sending() && self.clinic == clinic
    }

    /// Returns whether the change is for this person.
    pub fn is_of(&self, clinic: ClinicId, person: &str) -> bool {
        self.clinic == clinic && is_same_id(&self.person, person)
    }

    /// Returns whether the change makes this visit, or overlaps it.
    pub(super) fn meets(&self, other: &TimedVisit) -> bool {
        let Visit {
            clinic,
            person,
            provider,
            start,
        } = &other.visit;
        let (Some(own), Some(their)) = (self.start, start) else {
            return false;
        };
        let is_same = self.is_of(*clinic, person) && own == *their;
        let overlaps = own < other.busy_until.unwrap_or(*their)
            && *their < self.end.unwrap_or(own + USUAL_LENGTH);
        is_same
            || self.clinic == *clinic
                && same_id(self.provider.as_deref(), provider.as_deref())
                && overlaps
    }

    /// Returns the appointment that the change has made, if known.
    pub fn made(&self) -> Option<&Booked> {
        match &self.state {
            ChangeState::Made(booked) => Some(booked),
            ChangeState::Sending | ChangeState::Unknown => None,
        }
    }

    /// Returns the rank among the changes of one appointment: the highest counts. A change that alters an
    /// appointment ranks above the one that made it, even at the same moment of the clock.
    pub(super) fn rank(&self) -> Rank {
        (self.made_at, self.about.is_some(), self.id.0)
    }

    /// Returns whether the change is known to have altered this appointment.
    pub(super) fn has_altered(&self, booked: &Booked) -> bool {
        let made = self.made().is_some() && !self.is_superseded && self.clinic == booked.clinic;
        made && self.about.as_ref().is_some_and(|id| *id == booked.id)
    }

    /// Returns whether the appointment is the visit of this change.
    pub(super) fn is_seen_as(&self, booked: &Booked) -> bool {
        booked.clinic == self.clinic
            && booked.start == self.start
            && booked.is_live() == self.takes_time
            && same_id(booked.person.as_deref(), Some(&self.person))
            && same_id(booked.provider.as_deref(), self.provider.as_deref())
    }
}

impl Deref for RecordedChange {
    type Target = ChangeFacts;

    fn deref(&self) -> &ChangeFacts {
        &self.facts
    }
}
