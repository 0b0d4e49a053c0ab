//! A desk without a terminal: the machine, its executor, and what is under way between the two.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tokio::sync::Notify;

use crate::desk::{Desk, Effect, Moment, Msg, Setup, Size, Ticket, update};
use crate::sandbox::Hold;

use super::deferred::{Deferred, UnderWay};
use super::{Backends, EffectExecutor, WallClock};

/// A desk at work that nobody watches: what is told it is done, and what comes of that is taken in when it is waited
/// for.
pub struct Session {
    desk: Desk,
    executor: EffectExecutor,
    heard: Receiver<Heard>,
    waker: SessionWaker,
    pending: HashSet<Ticket>,
    /// What is still to be done: while something else is under way, where it is done one after the other.
    queue: VecDeque<Effect>,
    under_way: Option<UnderWay>,
    in_turn: bool,
    /// Whether all that the records had to say from before has come.
    records_read: bool,
    /// What waits for the desk's own time, where a server has that kept.
    aside: Option<Deferred>,
}

/// What reaches a session while it waits.
enum Heard {
    Message(Msg),
    /// Something else is to be seen to.
    Woken,
    /// A server holds what is under way.
    Hold(Hold),
}

/// What a desk is opened with.
pub struct Opening {
    /// What the desk goes by.
    pub setup: Setup,
    /// Where its bookings go.
    pub doors: Backends,
    /// When it is opened.
    pub moment: Moment,
    /// What its records and its client take for now.
    pub clock: WallClock,
    /// The size of its screen.
    pub size: Size,
    /// Whether one effect is done after the other, so that what came before what is the same each time.
    pub in_turn: bool,
}

/// Ends a session's wait for its executor, from any thread: something else is to be seen to.
#[derive(Clone)]
pub struct SessionWaker(Sender<Heard>);

impl SessionWaker {
    /// Wakes it.
    pub fn wake(&self) {
        // The desk may be gone.
        let _ = self.0.send(Heard::Woken);
    }
}

/// Nothing has come for as long as one was ready to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing has come in time")]
pub struct Silence;

impl Session {
    /// Opens a desk and tells it so. `translate` sees every message of its executor before the desk does.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open(
        opening: Opening,
        translate: impl Fn(Msg) -> Msg + Send + Sync + 'static,
    ) -> io::Result<Session> {
        let Opening { setup, doors, moment, clock, size, in_turn } = opening;
        let (sender, heard) = mpsc::channel();
        let waker = SessionWaker(sender.clone());
        let executor = EffectExecutor::start(
            doors,
            clock,
            Arc::new(move |message| {
                // The desk may be gone before the answer comes.
                let _ = sender.send(Heard::Message(translate(message)));
            }),
        )?;
        let desk = Desk::new(setup, moment, size);
        let (pending, queue) = (HashSet::new(), VecDeque::new());
        let (under_way, records_read, aside) = (None, false, None);
        let mut session =
            Session { desk, executor, heard, waker, pending, queue, under_way, in_turn, records_read, aside };
        session.tell(Msg::Opened);
        Ok(session)
    }

    /// The desk as it stands.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What ends its waiting.
    pub fn waker(&self) -> SessionWaker {
        self.waker.clone()
    }

    /// Lets the desk take in a message, and has done what it asks for.
    pub fn tell(&mut self, message: Msg) {
        if let Msg::Answer(ticket, answer) = &message
            && answer.is_last()
        {
            self.drop_call(*ticket);
        }
        self.records_read |= matches!(message, Msg::RecordsRead);
        for effect in update(&mut self.desk, message) {
            if effect == Effect::Begin {
                self.executor.perform(effect);
                continue;
            }
            if let Effect::Abandon(given_up) = &effect {
                self.queue.retain(|waiting| waiting.ticket() != Some(*given_up));
                self.drop_call(*given_up);
            }
            self.pending.extend(effect.ticket());
            self.queue.push_back(effect);
        }
        self.perform();
    }

    fn drop_call(&mut self, ticket: Ticket) {
        self.pending.remove(&ticket);
        self.under_way.take_if(|under_way| under_way.ticket == ticket);
        self.aside.iter_mut().for_each(|aside| aside.forget(ticket));
    }

    /// Has done what may be done by now. What has waited for its time goes on first, one after the other.
    fn perform(&mut self) {
        if self.in_turn && !self.records_read && !self.desk.waits_for_first_pin() {
            return;
        }
        let now = self.desk.moment.up;
        while self.under_way.is_none() {
            self.under_way = self.aside.as_mut().and_then(|aside| aside.release(now));
            if self.under_way.is_some() {
                return;
            }
            let Some(effect) = self.queue.pop_front() else { return };
            let begun = effect.ticket().map(|ticket| UnderWay { ticket, over: Arc::new(Notify::new()) });
            let over = begun.as_ref().filter(|_| self.aside.is_some()).map(|begun| Arc::clone(&begun.over));
            self.under_way = begun.filter(|_| self.in_turn);
            self.executor.perform_until(effect, over);
        }
    }

    /// Takes what a server holds for something that waits on the desk's own clock, and a call that takes longer than
    /// `patience` there for one that has taken too long. For a session that does one thing after the other.
    pub fn keeps_time(&mut self, patience: Duration) -> impl Fn(Hold) + Send + Sync + 'static {
        self.aside = Some(Deferred::new(patience));
        let SessionWaker(sender) = self.waker();
        // The desk may be gone.
        move |hold| drop(sender.send(Heard::Hold(hold)))
    }

    /// How long it is until something falls due.
    pub fn due_in(&self) -> Duration {
        let held = self.aside.as_ref().and_then(|aside| aside.due_in(self.desk.moment.up));
        held.into_iter().fold(self.desk.due_in(), Duration::min)
    }

    /// Takes in what has come by now, and waits for nothing.
    pub fn catch_up(&mut self) {
        while let Ok(heard) = self.heard.try_recv() {
            self.take_in(heard);
        }
    }

    fn take_in(&mut self, heard: Heard) {
        match (heard, &mut self.aside) {
            (Heard::Message(message), _) => self.tell(message),
            (Heard::Hold(hold), Some(aside)) => {
                if let Some(begun) = self.under_way.take() {
                    aside.set(begun, hold, self.desk.moment.up);
                }
                self.perform();
            }
            (Heard::Woken | Heard::Hold(_), _) => {}
        }
    }

    /// Whether nothing is under way: no effect without its answer, but for those that wait for time to pass, and no
    /// records that are being opened: none are before the first PIN.
    pub fn is_settled(&self) -> bool {
        let waits = |ticket: &Ticket| self.aside.as_ref().is_some_and(|aside| aside.has(*ticket));
        (self.records_read || self.desk.waits_for_first_pin()) && self.pending.iter().all(waits)
    }

    /// Waits for the next message of the executor and takes it in, or for being woken.
    ///
    /// # Errors
    /// When none comes within `patience`.
    pub fn hear(&mut self, patience: Duration) -> Result<(), Silence> {
        match self.heard.recv_timeout(patience) {
            Ok(heard) => {
                self.take_in(heard);
                Ok(())
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(Silence),
        }
    }

    /// Takes in what has come, until the desk is as one wants it; time passes for it meanwhile. Says whether it got
    /// there before `patience` ran out.
    pub fn wait_for(
        &mut self,
        clock: &dyn Fn() -> Moment,
        patience: Duration,
        is_there: impl Fn(&Session) -> bool,
    ) -> bool {
        let begun = clock().up;
        loop {
            if is_there(self) {
                return true;
            }
            let Some(left) = patience.checked_sub(clock().up.saturating_sub(begun)) else { return false };
            // Silence is what a desk that waits for a time to come hears.
            let _ = self.hear(self.desk.due_in().min(left));
            self.tell(Msg::Time(clock()));
        }
    }

    /// Ends without a word to the desk: what it has handed over is written down, for at most this long.
    pub fn finish(self, at_most: Duration) {
        self.executor.finish(at_most);
    }
}
