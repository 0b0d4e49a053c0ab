//! The tasks of a running batch: rows being sent, rows with a lost answer being looked up, and the page being
//! written.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio::time::Instant;

use super::Verdict;
use super::check::{Checked, Ready};
use super::lookup::Seen;
use super::other_desks::OtherDesks;
use super::second_step::FollowUp;
use super::write_batch::Written;
use crate::booking::{Appointment, ClinicId, Failure, Life, PerClinic, Problem, Settlement};
use crate::desk::Setup;
use crate::runtime::{Open, WallClock};
use crate::store::{RecordId, RecordStore, StoreError};

/// State shared by all tasks of a run.
pub(super) struct Shared {
    pub(super) open: Arc<Open>,
    /// Clinics with the same mode share a store.
    pub(super) stores: PerClinic<Arc<RecordStore>>,
    pub(super) desks: Arc<OtherDesks>,
    pub(super) clock: WallClock,
    pub(super) setup: Setup,
    pub(super) turns: Semaphore,
    /// Becomes `true` when the run is to stop.
    pub(super) stop: watch::Receiver<bool>,
    /// Ids of the appointments that rows of this run have made.
    pub(super) known: Mutex<Vec<String>>,
}

impl Shared {
    /// Waits for a permit to make one more call.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // The semaphore is never closed.
        self.turns.acquire().await.ok()
    }

    /// Waits until the run is to stop; for ever if the sender is gone.
    pub(super) async fn stopped(&self) {
        if self.stop.clone().wait_for(|stop| *stop).await.is_err() {
            std::future::pending().await
        }
    }

    pub(super) fn known(&self) -> Vec<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn knows(&self, id: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).push(id.to_owned());
    }
}

/// A row on its way.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) ready: Box<Ready>,
    pub(super) life: Box<Life>,
}

impl Turn {
    pub(super) fn clinic(&self) -> ClinicId {
        self.ready.clinic()
    }
}

/// A finished task.
pub(super) enum Done {
    /// A row's outcome, to be written down.
    Row(Box<Ended>),
    /// A page is on disk.
    Page(Result<Written, StoreError>),
}

/// How a task about a row ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// The row was claimed and will not be sent.
    TakenBack { id: RecordId, clinic: ClinicId, verdict: Box<Verdict> },
    /// The row was sent and has an answer, and its follow-up is done.
    Answered { id: RecordId, turn: Turn, answer: Box<Result<Appointment, Failure>>, after: FollowUp },
    /// The row was looked up.
    LookedUp { id: RecordId, life: Box<Life>, row: Lost, seen: Box<Seen>, after: FollowUp },
    /// The second step left by an earlier run has an outcome, which is already written down.
    Finished { clinic: ClinicId, verdict: Box<Verdict> },
}

/// A row whose outcome is unknown.
#[derive(Debug)]
pub(super) enum Lost {
    /// Sent by this run.
    Now(Box<Ready>),
    /// Sent by an earlier run; holds the result of checking it again.
    Before(Box<Checked>),
}

/// How far a clinic can be sent requests.
#[derive(Debug)]
pub(super) struct Line {
    /// No request is sent before this moment, because the clinic asked to wait.
    pub(super) opens: Instant,
    /// Number of rows without an answer since the last answer.
    pub(super) silent: u32,
    /// Why nothing more is sent to the clinic.
    pub(super) shut: Option<Vec<Problem>>,
}

impl Ended {
    pub(super) fn clinic(&self) -> ClinicId {
        match self {
            Ended::TakenBack { clinic, .. } | Ended::Finished { clinic, .. } => *clinic,
            Ended::Answered { turn, .. } => turn.clinic(),
            Ended::LookedUp { life, .. } => life.change().clinic(),
        }
    }

    /// Returns the settlement to write down, if there is a new one.
    pub(super) fn settlement(&self) -> Option<(RecordId, Settlement)> {
        match self {
            Ended::Finished { .. } => None,
            Ended::TakenBack { id, .. } => Some((*id, Settlement::NotSent)),
            Ended::Answered { id, turn, .. } => Some((*id, turn.life.settlement())),
            Ended::LookedUp { id, life, seen, .. } => {
                let settlement = match &seen.send_again {
                    Some(refusal) => Settlement::from(refusal),
                    None => life.settlement(),
                };
                (settlement != Settlement::Unknown).then_some((*id, settlement))
            }
        }
    }
}
