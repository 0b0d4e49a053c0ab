//! What is under way while a batch is booked: rows that are sent, rows whose answer was lost that are looked up, and
//! the page that is being written.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio::time::Instant;

use super::Verdict;
use super::check::{Checked, Ready};
use super::lookup::Seen;
use super::other_desks::OtherDesks;
use super::second_step::FollowUp;
use super::write_batch::Written;
use crate::booking::{Appointment, Failure, Life, PerVendor, Problem, Settlement, Vendor};
use crate::desk::Setup;
use crate::runtime::{Open, WallClock};
use crate::store::{RecordId, RecordStore, StoreError};

/// The parts that all that is under way has in common.
pub(super) struct Shared {
    pub(super) open: Arc<Open>,
    /// The same one where their modes are.
    pub(super) stores: PerVendor<Arc<RecordStore>>,
    pub(super) desks: Arc<OtherDesks>,
    pub(super) clock: WallClock,
    pub(super) setup: Setup,
    pub(super) turns: Semaphore,
    /// Turns true once the run is to end.
    pub(super) stop: watch::Receiver<bool>,
    /// The appointments that rows are known to have become.
    pub(super) known: Mutex<Vec<String>>,
}

impl Shared {
    /// Waits until there may be one more call at once.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody ever closes it.
        self.turns.acquire().await.ok()
    }

    /// Waits until the run is to end; for ever where nobody can say so any more.
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
    pub(super) fn backend(&self) -> Vendor {
        self.ready.backend()
    }
}

/// Something that was under way, at its end.
#[derive(Debug)]
pub(super) enum Done {
    /// It is to be written down.
    Row(Box<Ended>),
    /// A page is on the disk.
    Page(Result<Written, StoreError>),
}

/// The end of a row.
#[derive(Debug)]
pub(super) enum Ended {
    /// Claimed, and not to be sent any more.
    TakenBack { id: RecordId, backend: Vendor, verdict: Box<Verdict> },
    /// It was sent, and this came of it; and what followed.
    Answered { id: RecordId, turn: Turn, answer: Box<Result<Appointment, Failure>>, after: FollowUp },
    /// Looked up.
    LookedUp { id: RecordId, life: Box<Life>, row: Lost, seen: Box<Seen>, after: FollowUp },
    /// The second step that an earlier run had left is made, or is not: that is written down.
    Finished { backend: Vendor, verdict: Box<Verdict> },
}

/// A row whose outcome is open.
#[derive(Debug)]
pub(super) enum Lost {
    /// In this run.
    Now(Box<Ready>),
    /// In an earlier one; what it is otherwise.
    Before(Box<Checked>),
}

/// A backend, as far as it can be sent anything.
#[derive(Debug)]
pub(super) struct Line {
    /// Until then it has asked to wait.
    pub(super) opens: Instant,
    /// How many rows in a row have got no answer.
    pub(super) silent: u32,
    /// Why nothing more is sent there.
    pub(super) shut: Option<Vec<Problem>>,
}

impl Ended {
    pub(super) fn backend(&self) -> Vendor {
        match self {
            Ended::TakenBack { backend, .. } | Ended::Finished { backend, .. } => *backend,
            Ended::Answered { turn, .. } => turn.backend(),
            Ended::LookedUp { life, .. } => life.change().backend(),
        }
    }

    /// The settlement that is written down, if anything is new.
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
