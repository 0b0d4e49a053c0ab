//! The other desks of the clinic: what they have done is read before the rows are checked, each row is claimed
//! in the shared records before it is sent, and outcomes are copied there.

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinHandle;

use super::Batch;
use crate::booking::Unshared;
use crate::desk::{Msg, StoreTrouble};
use crate::runtime::{Records, Shared, Stores};

/// The records of a run, with the tasks that synchronise them with those of the other desks.
pub(super) struct OtherDesks {
    pub(super) stores: Arc<Stores>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    /// Whether rows are sent although the other desks can't be asked.
    pub(super) goes_alone: bool,
    /// Whether the shared records lack what they had.
    is_older: Arc<AtomicBool>,
}

impl OtherDesks {
    /// Reads what the other desks have done, if records are shared. Returns why not, if they can't be asked.
    pub(super) async fn open(batch: &Batch, goes_alone: bool) -> (OtherDesks, Option<Unshared>) {
        let is_older = Arc::new(AtomicBool::new(false));
        let found = Arc::clone(&is_older);
        let report = move |told: Msg| {
            if matches!(told, Msg::Store(StoreTrouble::Older)) {
                found.store(true, Ordering::Relaxed);
            }
        };
        let (records, modes) = (Records { drafts: false, ..batch.records.clone() }, batch.modes.clone());
        let clock = Arc::clone(&batch.clock);
        let open = batch.stores.clone().map(|_, store| Some(store));
        let stores = Arc::new(Stores::of_open(records, modes, clock, Arc::new(report), open, false));
        let tasks = Mutex::new(stores.run_sync());
        let mut why = None;
        for clinic in batch.setup.clinics {
            why = why.or(stores.until_reached(clinic).await.err());
        }
        (OtherDesks { stores, tasks, goes_alone, is_older }, why)
    }

    /// Copies the last records, and ends the tasks. Returns whether the shared records lack what they had.
    pub(super) async fn leave(&self) -> bool {
        let tasks = mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        self.stores.leave_shared(tasks, Shared::QUERY_TIMEOUT).await;
        self.is_older.load(Ordering::Relaxed)
    }
}
