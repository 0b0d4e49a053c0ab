//! A desk without a terminal: the machine, its hands, and what is under way between the two.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::desk::{Desk, Effect, Moment, Msg, Setup, Size, Ticket, update};

use super::{Doors, Hands, WallClock};

/// A desk at work that nobody watches: what is told it is done, and what comes of that is taken in when it is waited
/// for.
pub struct Session {
    desk: Desk,
    hands: Hands,
    answers: Receiver<Option<Msg>>,
    bell: Bell,
    pending: HashSet<Ticket>,
    /// What is still to be done: while something else is under way, where it is done one after the other.
    queue: VecDeque<Effect>,
    under_way: Option<Ticket>,
    in_turn: bool,
}

/// Ends a session's wait for its hands, from any thread: something else is to be seen to.
#[derive(Clone)]
pub struct Bell(Sender<Option<Msg>>);

impl Bell {
    /// Sounds it.
    pub fn sound(&self) {
        // The desk may be gone.
        let _ = self.0.send(None);
    }
}

/// Nothing has come for as long as one was ready to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing has come in time")]
pub struct Silence;

impl Session {
    /// Opens a desk and tells it so. `translate` sees every message of its hands before the desk does.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open(
        setup: Setup,
        doors: Doors,
        moment: (Moment, WallClock),
        size: Size,
        translate: impl Fn(Msg) -> Msg + Send + Sync + 'static,
    ) -> io::Result<Session> {
        Ok(Session::start(setup, doors, moment, size, translate)?.opened())
    }

    /// The same, with one effect done after the other: what came before what is the same each time.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open_in_turn(
        setup: Setup,
        doors: Doors,
        moment: (Moment, WallClock),
        size: Size,
        translate: impl Fn(Msg) -> Msg + Send + Sync + 'static,
    ) -> io::Result<Session> {
        let session = Session::start(setup, doors, moment, size, translate)?;
        Ok(Session { in_turn: true, ..session }.opened())
    }

    fn start(
        setup: Setup,
        doors: Doors,
        (moment, clock): (Moment, WallClock),
        size: Size,
        translate: impl Fn(Msg) -> Msg + Send + Sync + 'static,
    ) -> io::Result<Session> {
        let (sender, answers) = mpsc::channel();
        let bell = Bell(sender.clone());
        let hands = Hands::start(
            doors,
            clock,
            Arc::new(move |message| {
                // The desk may be gone before the answer comes.
                let _ = sender.send(Some(translate(message)));
            }),
        )?;
        let desk = Desk::new(setup, moment, size);
        let (pending, queue) = (HashSet::new(), VecDeque::new());
        Ok(Session { desk, hands, answers, bell, pending, queue, under_way: None, in_turn: false })
    }

    fn opened(mut self) -> Session {
        self.tell(Msg::Opened);
        self
    }

    /// The desk as it stands.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What ends its waiting.
    #[must_use]
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Lets the desk take in a message, and has done what it asks for.
    pub fn tell(&mut self, message: Msg) {
        if let Msg::Answer(ticket, answer) = &message
            && answer.is_last()
        {
            self.is_over(*ticket);
        }
        for effect in update(&mut self.desk, message) {
            if let Effect::Abandon(given_up) = &effect {
                self.queue.retain(|waiting| waiting.ticket() != Some(*given_up));
                self.is_over(*given_up);
            }
            self.pending.extend(effect.ticket());
            self.queue.push_back(effect);
        }
        self.perform();
    }

    fn is_over(&mut self, ticket: Ticket) {
        self.pending.remove(&ticket);
        self.under_way.take_if(|under_way| *under_way == ticket);
    }

    /// Has done what may be done by now.
    fn perform(&mut self) {
        while self.under_way.is_none()
            && let Some(effect) = self.queue.pop_front()
        {
            self.under_way = effect.ticket().filter(|_| self.in_turn);
            self.hands.perform(effect);
        }
    }

    /// Takes in what has come by now, and waits for nothing.
    pub fn catch_up(&mut self) {
        while let Ok(message) = self.answers.try_recv() {
            message.into_iter().for_each(|message| self.tell(message));
        }
    }

    /// Whether nothing is under way: no effect without its answer.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.pending.is_empty()
    }

    /// Waits for the next message of the hands and takes it in, or for its bell.
    ///
    /// # Errors
    /// When none comes within `patience`.
    pub fn hear(&mut self, patience: Duration) -> Result<(), Silence> {
        match self.answers.recv_timeout(patience) {
            Ok(message) => {
                message.into_iter().for_each(|message| self.tell(message));
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
        self.hands.finish(at_most);
    }
}
