//! A window's way to the server of the shared records: statements fail on it, answers are lost, and whoever asks waits.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use booking::Unshared;
use fastrand::Rng;
use store::StoreError;

/// A window's way to the server.
#[derive(Clone, Debug)]
pub(super) struct Line(Arc<Mutex<LineState>>);

#[derive(Debug)]
struct LineState {
    dice: Rng,
    /// How many of a thousand statements fail, and commits of a hundred have their answer lost.
    trouble: u16,
    /// How many of a hundred waits take long.
    slow: u8,
    is_cut: bool,
    /// The answer to the next commit is lost.
    loses_next: bool,
    /// It waits for the server.
    is_waiting: bool,
    waker: Option<Waker>,
    driver: Option<Waker>,
}

/// A connection that is lost.
pub(super) fn away() -> StoreError {
    StoreError::Away(Unshared::Lost)
}

impl Line {
    pub(super) fn new(dice: Rng, is_cut: bool) -> Line {
        let (waker, driver) = (None, None);
        let (trouble, slow, loses_next, is_waiting) = (0, 0, false, false);
        let state = LineState {
            dice,
            trouble,
            slow,
            is_cut,
            loses_next,
            is_waiting,
            waker,
            driver,
        };
        Line(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, LineState> {
        self.0.lock().expect("nobody panics")
    }

    pub(super) fn cut(&self, is_cut: bool) {
        self.state().is_cut = is_cut;
    }

    pub(super) fn trouble(&self, trouble: u16, slow: u8) {
        let mut state = self.state();
        (state.trouble, state.slow) = (trouble, slow);
    }

    /// The next commit is done, and nobody at this window hears of it.
    pub(super) fn loses_next_answer(&self, is_lost: bool) {
        self.state().loses_next = is_lost;
    }

    /// Whether whoever asked last waits for the server; what drives it is woken once that is so.
    pub(super) fn is_waiting(&self, driver: &Waker) -> bool {
        let mut state = self.state();
        state.driver = Some(driver.clone());
        state.is_waiting
    }

    /// The server has come to it.
    pub(super) fn goes_on(&self) {
        let mut state = self.state();
        state.is_waiting = false;
        state.waker.take().into_iter().for_each(Waker::wake);
    }

    /// A statement, which may fail.
    pub(super) fn statement(&self) -> Result<(), StoreError> {
        let mut state = self.state();
        let (trouble, is_cut) = (state.trouble, state.is_cut);
        if is_cut || state.dice.u16(0..1_000) < trouble {
            Err(away())
        } else {
            Ok(())
        }
    }

    /// The answer to a commit, which may be lost.
    pub(super) fn answer(&self) -> Result<(), StoreError> {
        let mut state = self.state();
        let (trouble, is_cut) = (state.trouble, state.is_cut);
        let is_lost = std::mem::take(&mut state.loses_next);
        if is_cut || is_lost || state.dice.u16(0..100) < trouble {
            Err(away())
        } else {
            Ok(())
        }
    }

    /// Waits for the server, if the dice say so.
    pub(super) fn waits(&self) -> Waits {
        let mut state = self.state();
        let slow = state.slow;
        Waits {
            line: self.clone(),
            begins: state.dice.u8(0..100) < slow,
        }
    }
}

/// The time until the server comes to it.
pub(super) struct Waits {
    line: Line,
    begins: bool,
}

impl Future for Waits {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let begins = std::mem::take(&mut self.begins);
        let mut state = self.line.state();
        state.is_waiting |= begins;
        if !state.is_waiting {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        if begins {
            state.driver.take().into_iter().for_each(Waker::wake);
        }
        Poll::Pending
    }
}
