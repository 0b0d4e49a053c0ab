//! A desk without a terminal: the machine, its hands, and what is under way between the two.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::desk::{Desk, Effect, Moment, Msg, Setup, Size, Ticket, update};

use super::{Doors, Hands, WallClock};

/// A desk at work that nobody watches: what is told it is done, and what comes of that is taken in when it is waited
/// for.
pub struct Session {
    desk: Desk,
    hands: Hands,
    answers: Receiver<Msg>,
    pending: HashSet<Ticket>,
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
        (moment, clock): (Moment, WallClock),
        size: Size,
        translate: impl Fn(Msg) -> Msg + Send + Sync + 'static,
    ) -> io::Result<Session> {
        let (sender, answers) = mpsc::channel();
        let hands = Hands::start(
            doors,
            clock,
            Arc::new(move |message| {
                // The desk may be gone before the answer comes.
                let _ = sender.send(translate(message));
            }),
        )?;
        let desk = Desk::new(setup, moment, size);
        let mut session = Session { desk, hands, answers, pending: HashSet::new() };
        session.tell(Msg::Opened);
        Ok(session)
    }

    /// The desk as it stands.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Lets the desk take in a message, and has done what it asks for.
    pub fn tell(&mut self, message: Msg) {
        if let Msg::Answer(ticket, answer) = &message
            && answer.is_last()
        {
            self.pending.remove(ticket);
        }
        for effect in update(&mut self.desk, message) {
            if let Effect::Abandon(given_up) = &effect {
                self.pending.remove(given_up);
            }
            self.pending.extend(effect.ticket());
            self.hands.perform(effect);
        }
    }

    /// Whether nothing is under way: no effect without its answer.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.pending.is_empty()
    }

    /// Waits for the next message of the hands and takes it in.
    ///
    /// # Errors
    /// When none comes within `patience`.
    pub fn hear(&mut self, patience: Duration) -> Result<(), Silence> {
        match self.answers.recv_timeout(patience) {
            Ok(message) => {
                self.tell(message);
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
