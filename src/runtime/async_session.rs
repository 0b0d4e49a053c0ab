//! An office at clinics and records that its driver has opened, on the driver's own runtime: for a driver that submits
//! many changes at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{self, JoinHandle};
use tokio::time::timeout;

use booking::{PerClinic, Unshared};
use desk::{DeskEffect, Msg};

use office::{
    Effect, Office, OfficeEvent, OfficeSetup, RowChange, RowOrder, StoreTrouble, SubmissionId,
    Ticket,
};
use store::{RecordStore, RowToSend, StoredRowState};

use super::clinics::OpenClinics;
use super::clock::{MomentClock, WallClock, system_clock};
use super::effect_executor::{MsgSink, QueuedEffect, perform_all};
use super::row_pages::RowGate;
use super::shared_records::Shared;
use super::store_worker::QueuedOp;
use super::stores::{Records, Stores};
use super::{FileOptions, TutorOptions, store_worker};

/// An office without a viewer, whose events are awaited.
pub struct AsyncSession {
    office: Office,
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
    /// Opens an office, and reports to it what earlier runs have left; changes of gone desks are not taken over. If
    /// records are shared and can't be reached, also returns why.
    pub async fn open(
        setup: OfficeSetup,
        open: Arc<OpenClinics>,
        records: Records,
        local: PerClinic<Arc<RecordStore>>,
        wall_clock: WallClock,
    ) -> (AsyncSession, Option<Unshared>) {
        let (sender, messages) = unbounded_channel();
        // The session may have ended.
        let report: MsgSink = Arc::new(move |message| _ = sender.send(message));
        let modes = local.clone().map(|_, store| store.mode());
        let records = Records {
            drafts: false,
            ..records
        };
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
        for clinic in setup.clinics {
            why = why.or(stores.until_reached(clinic).await.err());
        }
        stores.report_all_left().await;
        let clock = system_clock();
        let office = Office::new(setup, clock());
        let (effects, todo) = unbounded_channel();
        tokio::spawn(perform_all(
            Arc::clone(&open),
            FileOptions::default(),
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
        let mut session = AsyncSession {
            office,
            clock,
            messages,
            pending: HashSet::new(),
            effects,
            store,
            store_worker,
            stores,
            tasks,
            is_older: false,
        };
        session.tell(OfficeEvent::Modes(modes));
        (session, why)
    }

    /// Submits the change of a row, to be recorded as given with it.
    pub fn submit_row(&mut self, change: RowChange, row: RowToSend) {
        self.stores.prepare_row(change.line, row);
        self.tell(OfficeEvent::Row(Box::new(RowOrder::Send(Box::new(change)))));
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
        self.tell(OfficeEvent::Row(Box::new(RowOrder::Stop(line))));
    }

    /// Drops the record of a row. Returns the recorded state that has kept it from being sent.
    pub fn take_row_state(&self, line: u64) -> Option<StoredRowState> {
        self.stores.take_row_state(line)
    }

    /// Sends the second step of a change that is not finished, or looks up its first once more.
    pub fn finish_change(&mut self, id: SubmissionId) {
        self.advance();
        self.office.finish_change(id);
        self.execute();
    }

    /// Returns the office in its present state.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Lets the office handle an event at the present time, and executes its effects.
    pub fn tell(&mut self, event: OfficeEvent) {
        self.advance();
        self.handle(event);
    }

    fn advance(&mut self) {
        self.handle(OfficeEvent::Time((self.clock)()));
    }

    fn handle(&mut self, event: OfficeEvent) {
        self.is_older |= is_of_older(&event);
        if let Some(ticket) = event.ended() {
            self.pending.remove(&ticket);
        }
        // An answer that the office does not await was asked for by a desk; there is none.
        let _ = self.office.handle(event);
        self.execute();
    }

    /// Executes the effects that the office has requested. A row's outcome is in the list of changes, so no news is
    /// needed.
    fn execute(&mut self) {
        while self.office.next_news().is_some() {}
        for effect in self.office.take_effects() {
            if let Effect::Abandon(abandoned) = &effect {
                self.pending.remove(abandoned);
            }
            self.pending.extend(effect.ticket());
            // Both end with the session only.
            match effect {
                Effect::Store(op) => _ = self.store.send(QueuedOp::Store(op)),
                Effect::Send(ticket, change) => {
                    _ = self.store.send(QueuedOp::Send(ticket, change, None));
                }
                effect => _ = self.effects.send((DeskEffect::Office(effect), None)),
            }
        }
    }

    /// Handles a message of the executor: those that are not about the office are for a screen.
    fn receive_message(&mut self, message: Msg) {
        if let Msg::Office(event) = message {
            self.handle(event);
        }
    }

    /// Waits for the next message, until something is due, or for at most this long; then handles all messages that
    /// have come.
    pub async fn receive(&mut self, at_most: Duration) {
        let due_in = self.office.due_in().unwrap_or(at_most);
        let message = timeout(due_in.min(at_most), self.messages.recv()).await;
        self.advance();
        if let Ok(Some(message)) = message {
            self.receive_message(message);
        }
        self.drain();
    }

    /// Handles everything that has come.
    pub fn catch_up(&mut self) {
        self.advance();
        self.drain();
    }

    fn drain(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.receive_message(message);
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
            is_older |= matches!(message, Msg::Office(event) if is_of_older(&event));
        }
        is_older
    }
}

fn is_of_older(event: &OfficeEvent) -> bool {
    matches!(event, OfficeEvent::Store(StoreTrouble::Older))
}
