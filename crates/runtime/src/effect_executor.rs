//! The executor of an office: calls the clinics and keeps the records on other threads than the keys, and reports
//! results as events.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use booking::{ClinicId, Mode};
use client::until_notified;
use office::{Effect, OfficeEvent, Ticket};

use super::WallClock;
use super::clinic_calls::answer_to;
use super::clinics::{ClinicOptions, OpenClinics, open};
use super::pin::PinVerifier;
use super::search_worker::SearchWorker;
use super::store_worker::{self, QueuedOp};

/// Receives the events that effects result in.
pub type EventSink = Arc<dyn Fn(OfficeEvent) + Send + Sync>;

/// An effect, and a signal that its call has taken too long, unless the machine's clock decides that.
pub(super) type QueuedEffect = (Effect, Option<Arc<Notify>>);

/// The channels to the workers that call the clinics and keep the records.
#[derive(Debug)]
pub(super) struct EffectSender {
    effects: UnboundedSender<QueuedEffect>,
    store: Sender<QueuedOp>,
}

/// The receiving ends of an [`EffectSender`]: the effects that need no records, and the operations on the records.
pub(super) struct SentEffects {
    pub(super) effects: UnboundedReceiver<QueuedEffect>,
    pub(super) store: Receiver<QueuedOp>,
}

impl EffectSender {
    pub(super) fn new() -> (EffectSender, SentEffects) {
        let (effects, todo) = unbounded_channel();
        let (store, for_store) = mpsc::channel();
        let sent = SentEffects {
            effects: todo,
            store: for_store,
        };
        (EffectSender { effects, store }, sent)
    }

    /// Sends an effect to its worker. A call to a server has taken too long as soon as `over`, if any, is notified.
    pub(super) fn send(&self, effect: Effect, over: Option<Arc<Notify>>) {
        let op = match effect {
            Effect::Store(op) => QueuedOp::Store(op),
            Effect::Send(ticket, change) => QueuedOp::Send(ticket, change, over),
            effect => {
                // Both ends work until the session ends, or have reported a panic.
                let _ = self.effects.send((effect, over));
                return;
            }
        };
        let _ = self.store.send(op);
    }
}

/// Executes effects on threads of its own: one calls the clinics, and one searches long lists of people.
#[derive(Debug)]
pub struct EffectExecutor {
    effects: EffectSender,
    search_worker: SearchWorker,
    pin_verifier: PinVerifier,
    /// Closed when the thread that calls the clinics has ended.
    ended: Receiver<()>,
}

impl EffectExecutor {
    /// Starts the threads. At [`Effect::Begin`], the first fetches keys, starts the sandbox and opens the records;
    /// other effects wait for that. `clock` is compared with the servers' clocks.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub fn start(
        clinic_options: ClinicOptions,
        clock: WallClock,
        report: EventSink,
    ) -> io::Result<EffectExecutor> {
        let (effects, sent) = EffectSender::new();
        let search_worker = SearchWorker::start(Arc::clone(&report))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let pins = clinic_options.pins.clone();
        let folder = clinic_options.records.folder.clone();
        let pin_verifier =
            PinVerifier::start(pins, folder, Arc::clone(&clock), Arc::clone(&report))?;
        let (ending, ended) = mpsc::sync_channel(0);
        thread::Builder::new()
            .name("effects".to_owned())
            .spawn(move || {
                runtime.block_on(serve(clinic_options, clock, sent, report));
                // Calls under way end here; they are on record.
                drop(runtime);
                drop::<SyncSender<()>>(ending);
            })?;
        Ok(EffectExecutor {
            effects,
            search_worker,
            pin_verifier,
            ended,
        })
    }

    /// Completes pending writes, within at most this long.
    pub fn finish(self, at_most: Duration) {
        let EffectExecutor {
            effects,
            search_worker,
            ended,
            ..
        } = self;
        drop((effects, search_worker));
        // Nothing is ever sent here: this waits until the sender is dropped.
        let _ = ended.recv_timeout(at_most);
    }

    /// Executes an effect. Its outcome is reported once.
    pub fn perform(&self, effect: Effect) {
        self.perform_until(effect, None);
    }

    /// Executes an effect. A call to a server has taken too long as soon as `over`, if any, is notified.
    pub(crate) fn perform_until(&self, effect: Effect, over: Option<Arc<Notify>>) {
        match effect {
            Effect::Find(ticket, register, query) => {
                return self.search_worker.find(ticket, register, query);
            }
            Effect::Discard(register) => return self.search_worker.discard(register),
            Effect::CheckPin(ticket, pin) => return self.pin_verifier.check(ticket, pin),
            Effect::LockAll => return self.pin_verifier.lock_all(),
            // Only a batch submits rows, and has an office of its own.
            Effect::Turn(..) => return,
            Effect::Abandon(ticket) => self.search_worker.abandon(ticket),
            Effect::Clinic(..) | Effect::Store(_) | Effect::Send(..) | Effect::Begin => {}
        }
        self.effects.send(effect, over);
    }
}

async fn serve(
    clinic_options: ClinicOptions,
    clock: WallClock,
    sent: SentEffects,
    report: EventSink,
) {
    let SentEffects { mut effects, store } = sent;
    // Nothing is read before the PIN is entered: until then, a locked desk has no other effects.
    loop {
        match effects.recv().await {
            Some((Effect::Begin, _)) => break,
            Some(_) => {}
            None => return,
        }
    }
    let records = clinic_options.records.clone();
    let all_live = clinic_options.zones.clone().map(|_, _| Mode::Live);
    let (open, modes) = match open(clinic_options, Arc::clone(&clock)).await {
        Ok((open, modes)) => {
            report(OfficeEvent::Modes(modes.clone()));
            (Arc::new(open), modes)
        }
        Err(why) => {
            let clinics = all_live.iter().map(|(clinic, _)| clinic);
            (Arc::new(OpenClinics::of_none(clinics, &why)), all_live)
        }
    };
    let store_worker = store_worker::start(
        records,
        modes,
        clock,
        Arc::clone(&open),
        Arc::clone(&report),
        store,
    );
    perform_all(open, effects, report).await;
    // As above.
    let _ = store_worker.await;
}

/// Executes the effects that need no records, until the session ends.
pub(super) async fn perform_all(
    open: Arc<OpenClinics>,
    mut todo: UnboundedReceiver<QueuedEffect>,
    report: EventSink,
) {
    let mut under_way: HashMap<Ticket, AbortHandle> = HashMap::new();
    while let Some((effect, over)) = todo.recv().await {
        match effect {
            Effect::Abandon(ticket) => {
                if let Some(task) = under_way.remove(&ticket) {
                    task.abort();
                }
            }
            Effect::Clinic(ticket, call) => {
                let abandoned_by = call.may_be_abandoned().then_some(ticket);
                let open = Arc::clone(&open);
                let report = Arc::clone(&report);
                let task = tokio::spawn(async move {
                    let clinic = call.clinic();
                    let answered = |answer| OfficeEvent::Answer(ticket, answer);
                    let so_far = |part| report(answered(part));
                    let answer = answer_to(open.client(), call, so_far);
                    if let Some(answer) = until_notified(over, answer).await {
                        report_answer(&open, clinic, answered(answer), &report);
                    }
                });
                under_way.retain(|_, task| !task.is_finished());
                under_way.extend(abandoned_by.map(|ticket| (ticket, task.abort_handle())));
            }
            // Executed elsewhere.
            Effect::Store(_)
            | Effect::Send(..)
            | Effect::Turn(..)
            | Effect::Find(..)
            | Effect::Discard(_)
            | Effect::CheckPin(..)
            | Effect::LockAll
            | Effect::Begin => {}
        }
    }
}

/// Reports an answer, preceded by the server's clock skew, if known.
pub(super) fn report_answer(
    open: &OpenClinics,
    clinic: ClinicId,
    answer: OfficeEvent,
    report: &EventSink,
) {
    if let Some(ahead) = open.client().skew(clinic) {
        report(OfficeEvent::Skew(clinic, ahead));
    }
    report(answer);
}
