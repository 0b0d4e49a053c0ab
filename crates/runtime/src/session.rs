//! A session without a terminal: a machine, its executor, and the effects under way between them.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use tokio::sync::Notify;

use super::machine::Machine;
use super::machine_at_work::MachineAtWork;
use super::{ClinicOptions, EffectExecutor, WallClock};
use office::{ClinicCall, Effect, OfficeEvent, Ticket};
use sandbox::RequestHold;

/// A machine without a viewer. It handles messages at once, and the executor's results in `receive` and `catch_up`.
pub struct Session<M: Machine> {
    at_work: MachineAtWork<M>,
    executor: EffectExecutor,
    events: Receiver<SessionEvent<M::Message>>,
    waker: SessionWaker<M::Message>,
    /// The effects still to be executed, if they are executed one by one.
    queue: VecDeque<Effect>,
    under_way: Option<DeferredEffect>,
    in_turn: bool,
    /// Whether everything from earlier runs has been read from the records.
    has_read: bool,
    /// The effects that wait at a server for the machine's own clock.
    deferred: Option<Deferred>,
}

/// Events that end a session's wait.
enum SessionEvent<T> {
    Message(T),
    /// Something else needs attention.
    Woken,
    /// A server holds back the effect under way.
    Hold(RequestHold),
}

/// The parameters of a new session.
pub struct SessionOptions {
    /// The clinics.
    pub clinic_options: ClinicOptions,
    /// The clock of the records and the client.
    pub clock: WallClock,
    /// Whether effects are executed one by one, so that their order is always the same.
    pub in_turn: bool,
}

/// Ends a session's wait for its executor, from any thread.
pub struct SessionWaker<T>(Sender<SessionEvent<T>>);

impl<T> Clone for SessionWaker<T> {
    fn clone(&self) -> SessionWaker<T> {
        SessionWaker(self.0.clone())
    }
}

impl<T> SessionWaker<T> {
    /// Wakes the session.
    pub fn wake(&self) {
        // The session may be over.
        let _ = self.0.send(SessionEvent::Woken);
    }
}

impl<M: Machine> Session<M> {
    /// Opens a session. `translate` receives every event of the executor before the machine does; `None` withholds it.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub fn open(
        machine: M,
        options: SessionOptions,
        translate: impl Fn(OfficeEvent) -> Option<OfficeEvent> + Send + Sync + 'static,
    ) -> io::Result<Session<M>> {
        let SessionOptions {
            clinic_options,
            clock,
            in_turn,
        } = options;
        let (sender, events) = mpsc::channel();
        let waker = SessionWaker(sender.clone());
        let executor = EffectExecutor::start(
            clinic_options,
            clock,
            Arc::new(move |event| {
                if let Some(event) = translate(event) {
                    // The session may be over before the answer arrives.
                    let _ = sender.send(SessionEvent::Message(event.into()));
                }
            }),
        )?;
        let mut session = Session {
            at_work: MachineAtWork::new(machine),
            executor,
            events,
            waker,
            queue: VecDeque::new(),
            under_way: None,
            in_turn,
            has_read: false,
            deferred: None,
        };
        let effects = session.at_work.begin();
        session.execute(effects);
        Ok(session)
    }

    /// Returns the machine in its current state.
    pub fn machine(&self) -> &M {
        self.at_work.machine()
    }

    /// Works at the machine, and executes the requested effects.
    pub fn work<T>(&mut self, work: impl FnOnce(&mut M) -> T) -> T {
        let (result, effects) = self.at_work.work(work);
        self.execute(effects);
        result
    }

    /// Returns a handle that ends the session's wait.
    pub fn waker(&self) -> SessionWaker<M::Message> {
        self.waker.clone()
    }

    /// Lets the machine handle a message, and executes its effects.
    pub fn tell(&mut self, message: impl Into<M::Message>) {
        let message = message.into();
        if let Some(event) = M::event_in(&message) {
            let ended = event.ended();
            self.has_read |= matches!(event, OfficeEvent::RecordsRead);
            if let Some(ticket) = ended {
                self.drop_call(ticket);
            }
        }
        let effects = self.at_work.tell(message);
        self.execute(effects);
    }

    fn execute(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if effect == Effect::Begin {
                self.executor.perform(effect);
                continue;
            }
            if let Effect::Abandon(abandoned) = &effect {
                self.queue
                    .retain(|waiting| waiting.ticket() != Some(*abandoned));
                if self.is_calling(*abandoned) {
                    continue;
                }
                self.drop_call(*abandoned);
            }
            self.queue.push_back(effect);
        }
        self.perform();
    }

    /// Returns whether a clinic is being called with this ticket. If effects are executed one by one, a call under way
    /// runs to its end: otherwise the machine's speed would decide whether the server had received it.
    fn is_calling(&self, ticket: Ticket) -> bool {
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|under_way| under_way.is_call && under_way.ticket == ticket)
    }

    fn drop_call(&mut self, ticket: Ticket) {
        self.under_way
            .take_if(|under_way| under_way.ticket == ticket);
        self.deferred
            .iter_mut()
            .for_each(|deferred| deferred.forget(ticket));
    }

    /// Executes the effects that may run. Effects that are due continue first, one by one.
    fn perform(&mut self) {
        if self.in_turn && !self.has_read && !self.machine().waits_for_first_pin() {
            return;
        }
        let now = self.machine().office().moment.up;
        while self.under_way.is_none() {
            self.under_way = self
                .deferred
                .as_mut()
                .and_then(|deferred| deferred.release(now));
            if self.under_way.is_some() {
                return;
            }
            let Some(effect) = self.queue.pop_front() else {
                return;
            };
            let begun = effect.ticket().map(|ticket| DeferredEffect {
                ticket,
                is_call: sends_requests(&effect),
                over: Arc::new(Notify::new()),
            });
            let over = self
                .deferred
                .as_ref()
                .and(begun.as_ref())
                .map(|begun| Arc::clone(&begun.over));
            self.under_way = if self.in_turn { begun } else { None };
            self.executor.perform_until(effect, over);
        }
    }

    /// Treats calls held back by a server as waiting for the machine's own clock, and as timed out if they would take
    /// longer than `time_limit`. For a session that executes effects one by one.
    pub fn keeps_time(
        &mut self,
        time_limit: Duration,
    ) -> impl Fn(RequestHold) + Send + Sync + 'static + use<M> {
        self.deferred = Some(Deferred::new(time_limit));
        let SessionWaker(sender) = self.waker();
        // The session may be over.
        move |hold| drop(sender.send(SessionEvent::Hold(hold)))
    }

    /// Returns the time until something is due.
    pub fn due_in(&self) -> Duration {
        let held = self
            .deferred
            .as_ref()
            .and_then(|deferred| deferred.due_in(self.machine().office().moment.up));
        held.into_iter()
            .fold(self.machine().due_in(), Duration::min)
    }

    /// Handles the messages that have arrived, without waiting.
    pub fn catch_up(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.handle(event);
        }
    }

    fn handle(&mut self, event: SessionEvent<M::Message>) {
        match (event, &mut self.deferred) {
            (SessionEvent::Message(message), _) => self.tell(message),
            (SessionEvent::Hold(hold), Some(deferred)) => {
                if let Some(begun) = self.under_way.take() {
                    deferred.set(begun, hold, self.at_work.machine().office().moment.up);
                }
                self.perform();
            }
            (SessionEvent::Woken | SessionEvent::Hold(_), _) => {}
        }
    }

    /// Returns whether the records have been read, including what earlier runs left in them.
    pub fn has_read_records(&self) -> bool {
        self.has_read
    }

    /// Returns whether nothing is under way: every effect has been answered, even if it was given up after it began,
    /// except those that wait for time to pass; and the records have been read, unless the first PIN is still missing.
    pub fn is_settled(&self) -> bool {
        let waits = |ticket: &Ticket| {
            self.deferred
                .as_ref()
                .is_some_and(|deferred| deferred.has(*ticket))
        };
        (self.has_read || self.machine().waits_for_first_pin())
            && self.at_work.pending().iter().all(waits)
            && !self.ends_given_up()
    }

    /// Returns whether a call that was given up still runs to its end.
    fn ends_given_up(&self) -> bool {
        let pending = self.at_work.pending();
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|under_way| !pending.contains(&under_way.ticket))
    }

    /// Waits for the executor's next message and handles it, or until woken. Returns `false` if nothing arrives within
    /// `time_limit`, which is normal for a machine that waits for a time.
    pub fn receive(&mut self, time_limit: Duration) -> bool {
        let Ok(event) = self.events.recv_timeout(time_limit) else {
            return false;
        };
        self.handle(event);
        true
    }

    /// Ends the session without a message to the machine, after pending writes, within at most this long.
    pub fn finish(self, at_most: Duration) {
        self.executor.finish(at_most);
    }
}

/// Returns whether an effect sends requests to a clinic, and is always answered.
fn sends_requests(effect: &Effect) -> bool {
    match effect {
        Effect::Clinic(_, call) => !matches!(call, ClinicCall::Preview(_)),
        _ => false,
    }
}

/// An effect under way: its ticket, and the signal that its call has taken too long.
#[derive(Clone, Debug)]
pub(super) struct DeferredEffect {
    pub(super) ticket: Ticket,
    /// Whether it sends requests to a clinic, whose answer ends it.
    pub(super) is_call: bool,
    pub(super) over: Arc<Notify>,
}

/// Effects that wait for a time on the monotonic clock.
#[derive(Debug)]
pub(super) struct Deferred {
    /// The time limit of a call.
    time_limit: Duration,
    waiting: Vec<DeferredWait>,
}

#[derive(Debug)]
struct DeferredWait {
    under_way: DeferredEffect,
    until: Duration,
    hold: RequestHold,
}

impl Deferred {
    /// Creates an empty list with this time limit for calls.
    pub(super) fn new(time_limit: Duration) -> Deferred {
        Deferred {
            time_limit,
            waiting: Vec::new(),
        }
    }

    /// Adds an effect that a server holds back. It continues after the hold, or times out before.
    pub(super) fn set(&mut self, under_way: DeferredEffect, hold: RequestHold, now: Duration) {
        let until = now + hold.takes.unwrap_or(self.time_limit).min(self.time_limit);
        self.waiting.push(DeferredWait {
            under_way,
            until,
            hold,
        });
    }

    /// Returns whether the effect waits here.
    pub(super) fn has(&self, ticket: Ticket) -> bool {
        self.waiting
            .iter()
            .any(|waiting| waiting.under_way.ticket == ticket)
    }

    /// Removes an effect that nobody waits for.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.waiting
            .retain(|waiting| waiting.under_way.ticket != ticket);
    }

    /// Returns the time until the next effect is due.
    pub(super) fn due_in(&self, now: Duration) -> Option<Duration> {
        self.waiting
            .iter()
            .map(|waiting| waiting.until.saturating_sub(now))
            .min()
    }

    /// Continues the due effect that has waited longest, and returns it.
    pub(super) fn release(&mut self, now: Duration) -> Option<DeferredEffect> {
        let place = self
            .waiting
            .iter()
            .position(|waiting| waiting.until <= now)?;
        let DeferredWait {
            under_way, hold, ..
        } = self.waiting.remove(place);
        match hold.takes {
            Some(time) if time <= self.time_limit => hold.go_on(),
            _ => under_way.over.notify_one(),
        }
        Some(under_way)
    }
}
