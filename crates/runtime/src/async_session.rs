//! An office with clinics and records opened by its driver, on the driver's own runtime: for a driver that submits many
//! changes at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::{self, JoinHandle};
use tokio::time::timeout;

use booking::{PerClinic, Unshared};
use office::{Effect, Office, OfficeEvent, OfficeSetup, StoreTrouble};
use store::RecordStore;

use super::clinics::OpenClinics;
use super::clock::{CommandClock, WallClock};
use super::effect_executor::{EffectSender, EventSink, SentEffects, perform_all};
use super::machine::{Machine, OfficeAtWork};
use super::machine_at_work::MachineAtWork;
use super::shared_records::Shared;
use super::store_worker;
use super::stores::{Records, Stores};

/// An office without a viewer, whose events are awaited.
pub struct AsyncSession {
    at_work: MachineAtWork<OfficeAtWork>,
    clock: CommandClock,
    events: UnboundedReceiver<OfficeEvent>,
    effects: EffectSender,
    store_worker: JoinHandle<()>,
    stores: Arc<Stores>,
    /// The tasks that synchronise the records with other desks.
    tasks: Vec<JoinHandle<()>>,
    /// Whether the shared records lack earlier entries.
    is_older: bool,
}

impl AsyncSession {
    /// Opens an office, and reports to it what earlier runs have left. Changes of gone desks are not taken over. If
    /// shared records can't be reached, also returns the reason.
    pub async fn open(
        setup: OfficeSetup,
        open: Arc<OpenClinics>,
        records: Records,
        local: PerClinic<Arc<RecordStore>>,
        wall_clock: WallClock,
    ) -> (AsyncSession, Option<Unshared>) {
        let (sender, events) = unbounded_channel();
        // The session may have ended.
        let report: EventSink = Arc::new(move |event| _ = sender.send(event));
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
        let clock = CommandClock::start();
        let machine = OfficeAtWork::new(Office::new(setup, clock.moment()));
        let (effects, sent) = EffectSender::new();
        let store_worker = start_workers(open, Arc::clone(&stores), sent, report);
        let mut session = AsyncSession {
            at_work: MachineAtWork::new(machine),
            clock,
            events,
            effects,
            store_worker,
            stores,
            tasks,
            is_older: false,
        };
        session.tell(OfficeEvent::Modes(modes));
        (session, why)
    }

    /// Works at the office at the present time, and executes the requested effects.
    pub fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        self.advance();
        let (result, effects) = self.at_work.work(|machine| work(&mut machine.office));
        self.execute(effects);
        result
    }

    /// Returns the office in its current state.
    pub fn office(&self) -> &Office {
        self.at_work.machine().office()
    }

    /// Lets the office handle an event at the present time, and executes its effects.
    fn tell(&mut self, event: OfficeEvent) {
        self.advance();
        self.handle(event);
    }

    fn advance(&mut self) {
        self.handle(OfficeEvent::Time(self.clock.moment()));
    }

    fn handle(&mut self, event: OfficeEvent) {
        self.is_older |= is_of_older(&event);
        let effects = self.at_work.tell(event);
        self.execute(effects);
    }

    /// Executes effects of the office. A row's outcome is in the list of changes, so news are not needed.
    fn execute(&mut self, effects: Vec<Effect>) {
        self.at_work.machine_mut().office.drop_news();
        for effect in effects {
            match effect {
                // The call for the row waits only for this.
                Effect::Turn(ticket, turn) => self.stores.turns.give(ticket, turn),
                effect => self.effects.send(effect, None),
            }
        }
    }

    /// Waits for the next event, until something is due, or for at most this long. Then handles all events that have
    /// arrived.
    pub async fn receive(&mut self, at_most: Duration) {
        let due_in = self.office().due_in().unwrap_or(at_most);
        let office = self.at_work.machine().office();
        if self.at_work.pending().is_empty() && self.clock.skip_pause(office, due_in.min(at_most)) {
            return self.catch_up();
        }
        let event = timeout(due_in.min(at_most), self.events.recv()).await;
        self.advance();
        if let Ok(Some(event)) = event {
            self.handle(event);
        }
        self.drain();
    }

    /// Handles all events that have arrived.
    pub fn catch_up(&mut self) {
        self.advance();
        self.drain();
    }

    fn drain(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.handle(event);
        }
    }

    /// Waits for outstanding answers, for at most this long.
    pub async fn settle(&mut self, at_most: Duration) {
        let settling = async {
            while !self.at_work.pending().is_empty() {
                self.receive(at_most).await;
            }
        };
        // Changes without an answer by then are on record.
        let _ = timeout(at_most, settling).await;
    }

    /// Waits until everything is written, including to shared records. Returns whether these lack earlier entries.
    pub async fn finish(self) -> bool {
        let AsyncSession {
            effects,
            store_worker,
            stores,
            tasks,
            mut events,
            mut is_older,
            ..
        } = self;
        drop(effects);
        // The task's panic has been reported.
        let _ = store_worker.await;
        stores.leave_shared(tasks, Shared::QUERY_TIMEOUT).await;
        stores.write_out().await;
        while let Ok(event) = events.try_recv() {
            is_older |= is_of_older(&event);
        }
        is_older
    }
}

fn is_of_older(event: &OfficeEvent) -> bool {
    matches!(event, OfficeEvent::Store(StoreTrouble::Older))
}

/// Starts executing the sent effects: calls to clinics in a task, and operations on the records in a thread, whose
/// handle is returned.
fn start_workers(
    open: Arc<OpenClinics>,
    stores: Arc<Stores>,
    sent: SentEffects,
    report: EventSink,
) -> JoinHandle<()> {
    tokio::spawn(perform_all(
        Arc::clone(&open),
        sent.effects,
        Arc::clone(&report),
    ));
    // Blocks a thread between two effects.
    task::spawn_blocking(move || {
        Handle::current().block_on(store_worker::keep(stores, open, sent.store, report));
    })
}
