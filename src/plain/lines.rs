//! Input and output of a conversation: typed lines, said lines, and the signals that end it.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};
use std::thread;

use office::OfficeEvent;
use platform::signals;

use runtime::{SessionWaker, read_answer};

/// The maximum number of lines read ahead of the questions; a pipe may hold any number.
const READ_AHEAD: usize = 16;

/// Why a conversation ends or starts again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The person quit.
    Quit,
    /// There are no more lines.
    InputOver,
    /// The output can't be written.
    OutputGone,
    /// A draft was restored to its form, or dropped, and the questions start again. The conversation continues.
    BroughtBack,
    /// A whole line was typed in place of an answer, and is carried out next. The conversation continues.
    NextLine,
    /// A signal with this number arrived.
    Signal(i32),
}

/// Typed lines and signals.
pub(super) struct Input {
    lines: Receiver<String>,
    signals: Receiver<i32>,
}

impl Input {
    /// Starts listening, and wakes the session when something arrives.
    pub(super) fn open(waker: SessionWaker<OfficeEvent>) -> io::Result<Input> {
        let (line_sender, lines) = mpsc::sync_channel(READ_AHEAD);
        let line_waker = waker.clone();
        thread::Builder::new()
            .name("lines".to_owned())
            .spawn(move || {
                read_lines(&line_sender, &line_waker);
                drop(line_sender);
                line_waker.wake();
            })?;
        let (signal_sender, arrived) = mpsc::channel();
        signals::listen(signals::ENDING, move |signal| {
            // The conversation may be over.
            if signal_sender.send(signal).is_ok() {
                waker.wake();
            }
        })?;
        Ok(Input {
            lines,
            signals: arrived,
        })
    }

    /// Returns the next line, if one has arrived.
    pub(super) fn line(&self) -> Result<Option<String>, End> {
        self.signal()?;
        match self.lines.try_recv() {
            Ok(line) => Ok(Some(line)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(End::InputOver),
        }
    }

    /// Fails if a signal to end has arrived.
    pub(super) fn signal(&self) -> Result<(), End> {
        self.signals
            .try_recv()
            .map_or(Ok(()), |signal| Err(End::Signal(signal)))
    }
}

/// Reads lines until the input ends or the receiver is gone.
fn read_lines(sender: &SyncSender<String>, waker: &SessionWaker<OfficeEvent>) {
    let mut input = io::stdin().lock();
    while let Ok(Some(text)) = read_answer(&mut input) {
        if sender.send(text).is_err() {
            return;
        }
        waker.wake();
    }
}

/// Writes a line and flushes.
pub(super) fn write(line: &str) -> Result<(), End> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|_| End::OutputGone)
}
