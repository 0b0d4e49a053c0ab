//! The outside of a conversation: the lines that are typed, the lines that are said, and the signals that end it.

use std::io::{self, BufRead, Stdout, Write};
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};
use std::thread;

use signal_hook::iterator::Signals;

use crate::runtime::{ENDING_SIGNALS, SessionWaker};

/// How many lines are read ahead of the questions: a pipe may hold any number.
const READ_AHEAD: usize = 16;

/// Why a conversation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A person left.
    Quit,
    /// There are no more lines.
    InputOver,
    /// Nobody reads what is said.
    OutputGone,
    /// No end: the draft of a lost booking is back in its form, and the questions begin there anew.
    BroughtBack,
    /// The system said so: the signal's number.
    Signal(i32),
}

/// What comes in.
pub(super) struct Input {
    lines: Receiver<String>,
    signals: Receiver<i32>,
}

impl Input {
    /// Listens from now on; sounds the waker when there is something to hear.
    pub(super) fn open(waker: SessionWaker) -> io::Result<Input> {
        let (typed, lines) = mpsc::sync_channel(READ_AHEAD);
        let at_a_line = waker.clone();
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            read(&typed, &at_a_line);
            drop(typed);
            at_a_line.wake();
        })?;
        let (sent, signals) = mpsc::channel();
        let mut arriving = Signals::new(ENDING_SIGNALS)?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in arriving.forever() {
                if sent.send(signal).is_err() {
                    return;
                }
                waker.wake();
            }
        })?;
        Ok(Input { lines, signals })
    }

    /// The next line, if there is one already.
    pub(super) fn line(&self) -> Result<Option<String>, End> {
        self.signal()?;
        match self.lines.try_recv() {
            Ok(line) => Ok(Some(line)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(End::InputOver),
        }
    }

    /// An error where the system asks the program to leave.
    pub(super) fn signal(&self) -> Result<(), End> {
        self.signals.try_recv().map_or(Ok(()), |signal| Err(End::Signal(signal)))
    }
}

/// Reads lines until there are no more, or nobody wants them. What is no UTF-8 is marked as such.
fn read(typed: &SyncSender<String>, waker: &SessionWaker) {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
        line.clear();
        if typed.send(text).is_err() {
            return;
        }
        waker.wake();
    }
}

/// What is said.
pub(super) struct Output(Stdout);

impl Output {
    pub(super) fn open() -> Output {
        Output(io::stdout())
    }

    /// Says a line, at once.
    pub(super) fn say(&mut self, line: &str) -> Result<(), End> {
        let mut out = self.0.lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|_| End::OutputGone)
    }
}
