//! A desk at clinics and records that its driver has opened, on the driver's own runtime: for a driver that
//! submits many changes at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{self, JoinHandle};
use tokio::time::timeout;

use booking::{PerClinic, Unshared};
use desk::{Desk, DeskEffect, Msg, Setup, Size, update};

use office::{Effect, RowChange, RowOrder, StoreTrouble, Ticket};
use store::{RecordStore, RowToSend, StoredRowState};

use super::clinics::OpenClinics;
use super::clock::{MomentClock, WallClock, system_clock};
use super::effect_executor::{MsgSink, QueuedEffect, QueuedOp, perform_all};
use super::row_pages::RowGate;
use super::shared_records::Shared;
use super::stores::{Records, Stores};
use super::{TutorOptions, store_worker};

/// The size of a desk that is not drawn: any at which it has a form.
pub const UNDRAWN_SIZE: Size = Size { cols: 80, rows: 24 };

/// A desk without a viewer, whose messages are awaited.
pub struct AsyncSession {
    desk: Desk,
    clock: MomentClock,
    messages: UnboundedReceiver<Msg>,
    pending: HashSet<Ticket>,
    effects: UnboundedSender<QueuedEffect>,
    store: Sender<QueuedOp>,
    store_worker: JoinHandle<()>,
    stores: Arc<Stores>,
    /// The tasks that synchronise the records with those of other desks.
    tasks: Vec<JoinHandle<()>>,
    /// Whether the shared records lack what they had.
    is_older: bool,
}

impl AsyncSession {
    /// Opens a desk that never locks, and reports to it what earlier runs have left; changes of gone desks
    /// are not taken over. If records are shared and can't be reached, also returns why.
    pub async fn open(
        mut setup: Setup,
        open: Arc<OpenClinics>,
        records: Records,
        local: PerClinic<Arc<RecordStore>>,
        wall_clock: WallClock,
    ) -> (AsyncSession, Option<Unshared>) {
        let (sender, messages) = unbounded_channel();
        // The session may have ended.
        let report: MsgSink = Arc::new(move |message| _ = sender.send(message));
        let (modes, records) = (
            local.clone().map(|_, store| store.mode()),
            Records {
                drafts: false,
                ..records
            },
        );
        let local = local.map(|_, store| Some(store));
        let stores = Stores::of_open(
            records,
            modes.clone(),
            wall_clock,
            Arc::clone(&report),
            local,
            false,
        );
        let stores = Arc::new(stores);
        let tasks = stores.run_sync();
        let mut why = None;
        for clinic in setup.office.clinics {
            why = why.or(stores.until_reached(clinic).await.err());
        }
        stores.report_all_left().await;
        let clock = system_clock();
        setup.desk.access.lock_after = None;
        setup.desk.access.opens_locked = false;
        setup.desk.is_on_screen = false;
        setup.desk.shows_desk_clock = false;
        let desk = Desk::new(setup, clock(), UNDRAWN_SIZE);
        let (effects, todo) = unbounded_channel();
        tokio::spawn(perform_all(
            Arc::clone(&open),
            None,
            TutorOptions::default(),
            todo,
            Arc::clone(&report),
        ));
        let (store, for_store) = mpsc::channel();
        let worker_stores = Arc::clone(&stores);
        // Blocks a thread between two effects.
        let store_worker = task::spawn_blocking(move || {
            Handle::current().block_on(store_worker::keep(worker_stores, open, for_store, report));
        });
        let (pending, is_older) = (HashSet::new(), false);
        let mut session = AsyncSession {
            desk,
            clock,
            messages,
            pending,
            effects,
            store,
            store_worker,
            stores,
            tasks,
            is_older,
        };
        session.tell(Msg::Modes(modes));
        (session, why)
    }

    /// Submits the change of a row, to be recorded as given with it.
    pub fn submit_row(&mut self, change: RowChange, row: RowToSend) {
        self.stores.prepare_row(change.line, row);
        self.tell(Msg::Row(Box::new(RowOrder::Send(Box::new(change)))));
    }

    /// Limits how many rows have calls under way at once.
    pub fn limit_row_calls(&self, at_once: usize) {
        self.stores.limit_row_calls(at_once);
    }

    /// Ends the call of the row that begins in this line, so that another row may be sent.
    pub fn end_row_call(&self, line: u64) {
        self.stores.end_row_call(line);
    }

    /// Sets whether the rows that are submitted may be sent to each clinic.
    pub fn set_row_gates(&self, gates: PerClinic<RowGate>) {
        self.stores.set_row_gates(gates);
    }

    /// Stops sending the row that begins in this line; without a line, all rows.
    pub fn stop_rows(&mut self, line: Option<u64>) {
        self.tell(Msg::Row(Box::new(RowOrder::Stop(line))));
    }

    /// Drops the record of a row. Returns the recorded state that has kept it from being sent.
    pub fn take_row_state(&self, line: u64) -> Option<StoredRowState> {
        self.stores.take_row_state(line)
    }

    /// Returns the desk in its present state.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Lets the desk handle a message at the present time, and executes its effects.
    pub fn tell(&mut self, message: Msg) {
        self.handle(Msg::Time((self.clock)()));
        self.handle(message);
    }

    fn handle(&mut self, message: Msg) {
        self.is_older |= is_of_older(&message);
        if let Some(ticket) = message.ended() {
            self.pending.remove(&ticket);
        }
        for effect in update(&mut self.desk, message) {
            if let DeskEffect::Office(Effect::Abandon(abandoned)) = &effect {
                self.pending.remove(abandoned);
            }
            self.pending.extend(effect.ticket());
            // Both end with the session only.
            match effect {
                DeskEffect::Office(Effect::Store(op)) => _ = self.store.send((op, None)),
                effect => _ = self.effects.send((effect, None)),
            }
        }
    }

    /// Waits for the next message, until something is due, or for at most this long; then lets the desk
    /// handle all messages that have come.
    pub async fn receive(&mut self, at_most: Duration) {
        let at_most = desk::due_in(&self.desk).min(at_most);
        if let Ok(Some(message)) = timeout(at_most, self.messages.recv()).await {
            self.tell(message);
        }
        self.catch_up();
    }

    /// Lets the desk handle everything that has come.
    pub fn catch_up(&mut self) {
        self.handle(Msg::Time((self.clock)()));
        while let Ok(message) = self.messages.try_recv() {
            self.handle(message);
        }
    }

    /// Waits for the answers that are outstanding, for at most this long.
    pub async fn settle(&mut self, at_most: Duration) {
        let settling = async {
            while !self.pending.is_empty() {
                self.receive(at_most).await;
            }
        };
        // Changes without an answer by then are on record.
        let _ = timeout(at_most, settling).await;
    }

    /// Waits until everything is written, also in shared records. Returns whether these lack what they had.
    pub async fn finish(self) -> bool {
        let AsyncSession {
            effects,
            store,
            store_worker,
            stores,
            tasks,
            mut messages,
            mut is_older,
            ..
        } = self;
        drop((effects, store));
        // The task's panic has been reported.
        let _ = store_worker.await;
        stores.leave_shared(tasks, Shared::QUERY_TIMEOUT).await;
        stores.write_out().await;
        while let Ok(message) = messages.try_recv() {
            is_older |= is_of_older(&message);
        }
        is_older
    }
}

fn is_of_older(message: &Msg) -> bool {
    matches!(message, Msg::Store(StoreTrouble::Older))
}
