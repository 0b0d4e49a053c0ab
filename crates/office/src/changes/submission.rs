//! A change that has left its form, until its outcome is certain.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::{
    ChangeRef, Effect, FileRow, Loss, Overridden, Override, StoreOp, Ticket, VisitTime,
};
use booking::{
    AppointmentRef, Change, ChangeId, ChangeStage, Conflict, Draft, Language, Life, ListPlace,
    Meaning, Outcome, Problem, Settlement, SuccessorLoss,
};

/// The id of a change on this desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubmissionId(pub(super) u64);

/// The part of an office, or of a face, that sends a change and waits for it. Only one change is waited for at a time,
/// except for second steps and the rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ChangeOrigin {
    /// A person who presses the booking key.
    #[default]
    Person,
    /// A row of a bulk list. The next row is sent when this one has ended.
    Bulk,
    /// The first step of the same change. No person waits for the second step.
    FirstStep,
    /// A day of an absence. The next day is sent when this one has ended.
    Absence,
    /// The row of a file. Any number of rows may be under way at once.
    Row(Arc<FileRow>),
}

/// The state of a change in the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnRecord {
    /// The change has not been passed to the records.
    #[default]
    No,
    /// The records have it with this reference, or are about to.
    As(ChangeRef),
    /// The change was passed to the records with this reference, but could not be written.
    Failed(ChangeRef),
}

impl OnRecord {
    /// Returns the reference that the records know it by.
    pub fn reference(self) -> Option<ChangeRef> {
        match self {
            OnRecord::No => None,
            OnRecord::As(record) | OnRecord::Failed(record) => Some(record),
        }
    }
}

/// The phase of a change that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The appointment or the time is being checked before the change is sent.
    Checking,
    /// The change has been sent.
    Sending,
    /// The server refused, or asked to wait; a look-up is to show whether the change was made anyway.
    Waiting,
}

/// A change, with its draft and its pending requests.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The id on this desk.
    pub id: SubmissionId,
    /// The change and its stage.
    pub life: Life,
    /// The draft that it was made from, if it was typed in a form.
    pub draft: Option<Draft>,
    /// The time of its visit.
    pub time: VisitTime,
    /// Whether it is only checked, and not sent.
    pub is_dry_run: bool,
    /// The booking made right before it, in the same call.
    pub follows: Option<ChangeId>,
    /// The other queued changes of its bulk list, which do not conflict with it.
    pub beside: Vec<ChangeRef>,
    /// Its place in a list, by which it is taken back with the others.
    pub list: Option<ListPlace>,
    /// The override it is sent with, until that is recorded.
    pub override_entry: Option<Box<Override>>,
    /// The part of the office, or of a face, that sends it; changed only if another one submits it again.
    pub origin: ChangeOrigin,
    /// Whether its origin waits for it.
    pub is_awaited: bool,
    /// Whether it is recorded as the row of a file, and waits for its turn to be sent.
    pub awaits_turn: bool,
    /// Whether the records have it.
    pub on_record: OnRecord,
    /// The id in the book, if it was sent.
    pub in_book: Option<ChangeId>,
    /// The conflicts that were accepted on submission.
    pub known: Vec<Overridden>,
    /// The recorded changes for the same visit that were accepted on submission.
    pub known_claims: Vec<Uuid>,
    /// When the check or the sending began, on the monotonic clock.
    pub since: Duration,
    /// When it was given up or queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// The ticket of a check or a look-up.
    pub asked: Option<Ticket>,
    /// The ticket of its own answer, which may still come.
    pub answer: Option<Ticket>,
    /// Whether it was sent without knowing the other desks' changes.
    pub is_alone: bool,
    /// The desk that has taken it over, if any.
    pub loss: Option<Loss>,
    /// Why it was withheld, if it is a second step whose new appointment, as last read, did not replace the old one.
    pub loss_of_successor: Option<SuccessorLoss>,
}

impl Submission {
    /// Creates a change that has just left its form.
    pub fn new(life: Life, draft: Option<Draft>, at: DateTime<Utc>) -> Submission {
        Submission {
            id: SubmissionId::default(),
            life,
            draft,
            time: VisitTime::default(),
            is_dry_run: false,
            follows: None,
            beside: Vec::new(),
            list: None,
            override_entry: None,
            origin: ChangeOrigin::Person,
            is_awaited: false,
            awaits_turn: false,
            on_record: OnRecord::No,
            in_book: None,
            known: Vec::new(),
            known_claims: Vec::new(),
            since: Duration::ZERO,
            at,
            asked: None,
            answer: None,
            is_alone: false,
            loss: None,
            loss_of_successor: None,
        }
    }

    /// Sets the draft that the change was made from.
    pub fn with_draft(self, draft: Option<Draft>) -> Submission {
        Submission { draft, ..self }
    }

    /// Returns the id on this desk.
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// Returns the requested change.
    pub fn change(&self) -> &Change {
        self.life.change()
    }

    /// Returns whether it was submitted despite this conflict.
    pub(super) fn knows(&self, conflict: &Conflict) -> bool {
        let claim = match conflict {
            Conflict::MayBeBusy(change) => change.by.record,
            _ => None,
        };
        claim.is_some_and(|claim| self.known_claims.contains(&claim))
            || Overridden::from(conflict).is_among(&self.known)
            || !conflict.needs_reason()
    }

    /// Returns the phase, while the change is waited for.
    pub fn phase(&self) -> Option<Phase> {
        let phase = match self.life.stage() {
            ChangeStage::Ready => Phase::Checking,
            ChangeStage::Sending => Phase::Sending,
            ChangeStage::Refused { .. } => Phase::Waiting,
            ChangeStage::Unknown { .. } | ChangeStage::NotMade(_) | ChangeStage::Made { .. } => {
                return None;
            }
        };
        self.is_awaited.then_some(phase)
    }

    /// Returns whether it waits for the state of the other desks to become known.
    pub(super) fn awaits_desks(&self) -> bool {
        self.phase() == Some(Phase::Checking) && self.asked.is_none()
    }

    /// Returns the problems of a lost change; for a waiting second step, its consequence.
    pub fn problems(&self, language: Language) -> Vec<Problem> {
        match self.problem_of_lost_successor(language) {
            Some(problem) => vec![problem],
            None => self.life.problems(language),
        }
    }

    /// Returns the work left after the first of two steps; `None` for any other change.
    pub fn consequence_of_second_step(&self, language: Language) -> Option<String> {
        match self.problem_of_lost_successor(language) {
            Some(problem) => Some(problem.what),
            None => self.life.consequence_of_second_step(language),
        }
    }

    fn problem_of_lost_successor(&self, language: Language) -> Option<Problem> {
        self.change()
            .problem_of_lost_successor(self.loss_of_successor?, language)
    }

    /// Returns the meaning of a lost change's outcome.
    pub fn meaning(&self) -> Option<Meaning> {
        self.life.meaning()
    }

    /// Returns the outcome when the change is not waited for any more.
    pub fn outcome(&self) -> Outcome<String> {
        self.life.outcome().unwrap_or(Outcome::Queued)
    }

    /// Returns whether it waits for a person to release it.
    pub fn is_queued(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Ready) && !self.is_awaited
    }

    /// Returns whether another desk has taken it over and nothing is awaited here.
    pub fn is_taken_over(&self) -> bool {
        let is_left = self.is_queued() || (!self.is_awaited && self.meaning().is_some());
        self.loss.is_some() && self.answer.is_none() && is_left
    }

    /// Returns whether the change is waited for here, or an answer may still arrive.
    pub fn is_at_work(&self) -> bool {
        self.is_awaited || self.answer.is_some()
    }

    /// Returns whether a person waits for it.
    pub fn is_of_person(&self) -> bool {
        self.is_awaited && self.origin == ChangeOrigin::Person
    }

    /// Returns whether it is a row of a bulk list under way.
    pub fn is_of_bulk(&self) -> bool {
        self.is_awaited && self.origin == ChangeOrigin::Bulk
    }

    /// Returns whether it is a day of an absence under way.
    pub fn is_of_absence(&self) -> bool {
        self.is_awaited && self.origin == ChangeOrigin::Absence
    }

    /// Returns whether it is the row of a file, under way.
    pub fn is_of_file(&self) -> bool {
        self.row_under_way().is_some()
    }

    /// Returns the row of the file, while it is under way.
    pub fn row_under_way(&self) -> Option<&Arc<FileRow>> {
        match &self.origin {
            ChangeOrigin::Row(row) if self.is_awaited => Some(row),
            _ => None,
        }
    }

    /// Returns whether it is a second step under way.
    pub fn is_second_step(&self) -> bool {
        self.is_awaited && self.origin == ChangeOrigin::FirstStep
    }

    /// Returns the reference to it in the records, if it was passed to them.
    pub fn record(&self) -> Option<ChangeRef> {
        self.on_record.reference()
    }

    /// Returns whether it could not be recorded, so that it is lost when the desk ends.
    pub fn is_unrecorded(&self) -> bool {
        matches!(self.on_record, OnRecord::Failed(_))
    }

    /// Returns whether it was sent, and it is not known whether it was made.
    pub(crate) fn may_be_made(&self) -> bool {
        match self.life.stage() {
            ChangeStage::Sending | ChangeStage::Refused { .. } | ChangeStage::Unknown { .. } => {
                true
            }
            ChangeStage::Ready | ChangeStage::NotMade(_) | ChangeStage::Made { .. } => false,
        }
    }

    /// Returns whether it is made.
    pub fn is_made(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Made { .. })
    }

    /// Returns the settlement to record. A second step that was not made stays on record and waits for a
    /// person.
    pub fn settlement(&self) -> Settlement {
        match self.life.stage() {
            ChangeStage::NotMade(_) if self.is_second_step() => Settlement::NotThere,
            _ => self.life.settlement(),
        }
    }

    /// Returns the effect that records this outcome; `None` if the change is not on record.
    pub(crate) fn settled_as(&self, settlement: Settlement) -> Option<Effect> {
        Some(Effect::Store(StoreOp::Settle(
            self.record()?,
            settlement,
            None,
        )))
    }
}

impl Submission {
    /// Returns whether the change alters or replaces this appointment.
    pub fn is_about(&self, of: &AppointmentRef) -> bool {
        self.change()
            .starts_from()
            .is_some_and(|about| about.key() == of.key())
    }

    /// Returns whether this is the first of two steps, and a look-up did not find it.
    pub(crate) fn is_missed(&self) -> bool {
        let is_first = self.change().then(None).is_some();
        is_first && self.meaning() == Some(Meaning::NotThere) && !self.is_at_work()
    }

    /// Returns whether this is the second step after the appointment with this id was made.
    pub fn is_second_after(&self, made: &str) -> bool {
        self.change().second_after() == Some(made)
    }

    /// Returns whether this is a second step that has not been sent, or was not made.
    pub fn is_unfinished(&self) -> bool {
        let is_left = self.is_queued()
            || self
                .meaning()
                .is_some_and(|meaning| meaning != Meaning::Unknown);
        self.change().second_after().is_some() && !self.is_at_work() && is_left
    }

    /// Returns whether this is the second step of `change`, which was mistaken for one of these appointments.
    pub(crate) fn is_second_of(&self, change: &Change, others: &[String]) -> bool {
        let about = |change: &Change| change.appointment().map(|of| of.id.clone());
        let is_after = self
            .change()
            .second_after()
            .is_some_and(|id| others.iter().any(|other| other == id));
        is_after
            && change
                .then(None)
                .is_some_and(|then| about(&then) == about(self.change()))
    }
}
