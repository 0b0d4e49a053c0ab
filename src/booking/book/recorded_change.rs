//! A change in the book: the visit as it shall be, what is known of its outcome, and since when.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::booked;
use crate::booking::conflict::same_id;
use crate::booking::{Booked, Change, ChangeKind, Provider, TimedVisit, USUAL_LENGTH, Vendor, Visit, Wished};

/// Names a change in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeId(pub(super) u64);

/// A change that a desk has sent: the visit as it shall be, or of what was called off, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedChange {
    pub(super) id: ChangeId,
    /// What it does.
    pub kind: ChangeKind,
    /// The id of the appointment that it alters.
    pub(super) alters: Option<String>,
    /// When that started before, where that is known.
    pub old_start: Option<DateTime<Utc>>,
    /// Where it went.
    pub backend: Vendor,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, where it names one.
    pub provider: Option<String>,
    /// When it starts, where it says so.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where it says so.
    pub end: Option<DateTime<Utc>>,
    /// When they would come, where it puts somebody on the waiting list.
    pub(super) wished: Option<Wished>,
    /// Whether someone comes.
    pub(super) takes_time: bool,
    /// What is known of it.
    pub state: ChangeState,
    /// From when on a read tells of it too, on the monotonic clock; none while nothing is known.
    pub(super) told_from: Option<Duration>,
    /// When it was made, by the wall clock of the desk that made it.
    pub made_at: Option<DateTime<Utc>>,
    /// Whose change it is.
    pub by: Author,
    /// Whether a later change has altered the same appointment.
    pub(super) is_superseded: bool,
    /// Whether a read tells what has become of it.
    pub(super) is_told: bool,
    /// Whether it was asked for with the history of its appointment.
    pub(super) is_history: bool,
}

/// When a change was made, whether it alters something, and its number in the book.
pub(super) type Rank = (Option<DateTime<Utc>>, bool, u64);

/// Whose change it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Its name in the records, where another window, or an earlier run, has sent it.
    pub record: Option<Uuid>,
    /// Who, where anybody has said.
    pub operator: Option<String>,
    /// At which desk, where it has a name.
    pub desk: Option<String>,
}

/// What is known of a change that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// It is on its way.
    Sending,
    /// Its answer was lost; or no more is known of it than that a person says that it is booked.
    Unknown,
    /// The clinic has it.
    Made(Box<Booked>),
}

/// A change as the records tell it that another window, or an earlier run of the program, has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// Whose it is, by its name in the records.
    pub by: Author,
    /// What it does.
    pub kind: ChangeKind,
    /// Whose appointment it is, with whom or where, and when: as it shall be, or of what is called off, as it was.
    pub visit: Visit,
    /// When that ends, where it is said.
    pub end: Option<DateTime<Utc>>,
    /// When the appointment started before, where it gets another time.
    pub old_start: Option<DateTime<Utc>>,
    /// The appointment that it alters.
    pub about: Option<String>,
    /// The status that it has set, where it is known to have set one.
    pub status: Option<String>,
    /// How far it is; none where nothing has come of it.
    pub stands: Option<Stands>,
    /// When that came to be, by the wall clock of the desk that did it.
    pub at: DateTime<Utc>,
}

/// The changes of late, by whichever window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentChanges {
    /// The newest first.
    pub changes: Vec<OnRecord>,
    /// Whether there are no more.
    pub are_all: bool,
}

/// How far a change on record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is on its way, or nobody knows what became of it.
    Open,
    /// It was made; the id of the appointment.
    Made(String),
}

impl RecordedChange {
    pub(super) fn of(id: ChangeId, change: &Change) -> RecordedChange {
        let Visit { backend, person, provider, start } = change.visit();
        let end = match change.target() {
            Some(to) => start.zip(to.length()).map(|(start, length)| start + length),
            None => change.appointment().and_then(|of| of.end),
        };
        RecordedChange {
            id,
            kind: change.kind(),
            alters: change.appointment().map(|of| of.id.clone()),
            old_start: change.starts_from().and_then(|of| of.start),
            backend,
            person,
            provider,
            start,
            end,
            wished: change
                .booking()
                .filter(|booking| booking.is_waiting())
                .map(|b| b.wished().unwrap_or_default()),
            takes_time: change.takes_time(),
            state: ChangeState::Sending,
            told_from: None,
            made_at: None,
            by: Author::default(),
            is_superseded: false,
            is_told: false,
            is_history: false,
        }
    }

    /// A change on record; `told_from` is when reads begin to tell of it, where it is made.
    pub(super) fn on_record(id: ChangeId, record: OnRecord, told_from: Duration) -> Option<RecordedChange> {
        let OnRecord { by, kind, visit, end, old_start, about, status, stands, at } = record;
        let plain = match kind {
            ChangeKind::Cancel => "cancelled",
            ChangeKind::Remove => "entered-in-error",
            _ => "booked",
        };
        let status = status.unwrap_or_else(|| plain.to_owned());
        let takes_time = booked::takes_time(&status);
        let Visit { backend, person, provider, start } = visit;
        let (state, is_made) = match stands? {
            Stands::Open => (ChangeState::Unknown, false),
            Stands::Made(id) => {
                let (person, provider) = (Some(person.clone()), provider.clone());
                let (comment, what, waits) = (None, None, None);
                let made = Booked { backend, id, person, provider, start, end, status, comment, what, waits };
                (ChangeState::Made(Box::new(made)), true)
            }
        };
        Some(RecordedChange {
            id,
            kind,
            alters: about,
            old_start,
            backend,
            person,
            provider,
            start,
            end,
            wished: None,
            takes_time,
            state,
            told_from: is_made.then_some(told_from),
            made_at: is_made.then_some(at),
            by,
            is_superseded: false,
            is_told: false,
            is_history: false,
        })
    }

    /// Whether it takes its time up.
    pub fn is_live(&self) -> bool {
        match &self.state {
            ChangeState::Made(booked) => booked.is_live(),
            ChangeState::Sending | ChangeState::Unknown => self.takes_time,
        }
    }

    /// When somebody would come, where it puts them on the waiting list.
    pub fn wished(&self) -> Option<&Wished> {
        self.wished.as_ref()
    }

    /// Whether it puts somebody on the waiting list, or leaves them there.
    pub fn is_waiting(&self) -> bool {
        match &self.state {
            ChangeState::Made(booked) => booked.is_waiting(),
            ChangeState::Sending | ChangeState::Unknown => self.wished.is_some(),
        }
    }

    /// Whether this window has sent it, in this run.
    pub fn is_own(&self) -> bool {
        self.by.record.is_none()
    }

    /// Whether it is on its way.
    pub fn is_sending(&self) -> bool {
        self.state == ChangeState::Sending
    }

    /// Whether it is for this person.
    pub fn is_of(&self, backend: Vendor, person: &str) -> bool {
        self.backend == backend && self.person.eq_ignore_ascii_case(person)
    }

    /// Whether it is with this practitioner, or at this location.
    pub fn is_with(&self, provider: &Provider) -> bool {
        self.backend == provider.backend() && same_id(self.provider.as_deref(), Some(&provider.id()))
    }

    /// Whether it makes that visit, or takes a part of its time up.
    pub(super) fn meets(&self, other: &TimedVisit) -> bool {
        let Visit { backend, person, provider, start } = &other.visit;
        let (Some(own), Some(their)) = (self.start, start) else { return false };
        let is_same = self.is_of(*backend, person) && own == *their;
        let overlaps =
            own < other.busy_until.unwrap_or(*their) && *their < self.end.unwrap_or(own + USUAL_LENGTH);
        is_same
            || self.backend == *backend && same_id(self.provider.as_deref(), provider.as_deref()) && overlaps
    }

    /// The appointment that it has become, where that is known.
    pub fn made(&self) -> Option<&Booked> {
        match &self.state {
            ChangeState::Made(booked) => Some(booked),
            ChangeState::Sending | ChangeState::Unknown => None,
        }
    }

    /// Its place among the changes of one appointment: the later one counts. What alters an appointment comes after
    /// what made it, where a clock shows the same moment for both.
    pub(super) fn rank(&self) -> Rank {
        (self.made_at, self.alters.is_some(), self.id.0)
    }

    /// Whether it has altered this appointment, as far as that is known.
    pub(super) fn has_altered(&self, booked: &Booked) -> bool {
        let made = self.made().is_some() && !self.is_superseded && self.backend == booked.backend;
        made && self.alters.as_ref().is_some_and(|id| *id == booked.id)
    }

    /// Whether that is the same visit.
    pub(super) fn is_seen_as(&self, booked: &Booked) -> bool {
        booked.backend == self.backend
            && booked.start == self.start
            && booked.is_live() == self.takes_time
            && same_id(booked.person.as_deref(), Some(&self.person))
            && same_id(booked.provider.as_deref(), self.provider.as_deref())
    }
}
