//! Waits for input of the terminal, other threads, signals, or a timeout, whichever comes first.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level::pipe};

use super::process::ENDING_SIGNALS;

/// Wakes the loop from another thread.
#[derive(Clone, Debug)]
pub(super) struct Waker(Arc<UnixStream>);

impl Waker {
    /// Wakes the loop. A full pipe means that it is being woken already.
    pub(super) fn wake(&self) {
        let _ = (&*self.0).write(&[0]);
    }
}

/// Waits for the terminal, for signals and for other threads.
#[derive(Debug)]
pub(super) struct EventPoll {
    woken: UnixStream,
    waker: Waker,
    leave: Arc<AtomicUsize>,
    resized: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
    stop_requested: Arc<AtomicBool>,
}

/// The events of one wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WaitEvents {
    /// The terminal has input.
    pub(super) input: bool,
    /// The terminal accepts more of the pending output.
    pub(super) output: bool,
    /// The terminal is gone.
    pub(super) hung_up: bool,
    /// The terminal was resized.
    pub(super) resized: bool,
    /// The program was stopped and resumed.
    pub(super) resumed: bool,
    /// The program is asked to stop until it is resumed.
    pub(super) stop_requested: bool,
    /// The system asks the program to end; holds the signal's number.
    pub(super) leave: Option<i32>,
}

impl EventPoll {
    /// Starts to handle signals.
    pub(super) fn open() -> io::Result<EventPoll> {
        let (woken, waking) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        waking.set_nonblocking(true)?;
        let leave = Arc::new(AtomicUsize::new(0));
        let [resized, resumed, stop_requested] =
            std::array::from_fn(|_| Arc::new(AtomicBool::new(false)));
        for signal in ENDING_SIGNALS {
            // The flag is set before the wake-up is sent: handlers run in the order of their registration.
            flag::register_usize(
                signal,
                Arc::clone(&leave),
                usize::try_from(signal).unwrap_or_default(),
            )?;
            pipe::register(signal, waking.try_clone()?)?;
        }
        for (signal, flag) in [
            (SIGWINCH, &resized),
            (SIGCONT, &resumed),
            (SIGTSTP, &stop_requested),
        ] {
            flag::register(signal, Arc::clone(flag))?;
            pipe::register(signal, waking.try_clone()?)?;
        }
        Ok(EventPoll {
            woken,
            waker: Waker(Arc::new(waking)),
            leave,
            resized,
            resumed,
            stop_requested,
        })
    }

    pub(super) fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Discards a resumption after which the screen has been painted already.
    pub(super) fn forget_resumption(&self) {
        self.resumed.store(false, Ordering::SeqCst);
    }

    /// Waits for an event, at most this long; if the terminal is behind, also until it accepts output.
    pub(super) fn wait(&mut self, at_most: Duration, behind: bool) -> io::Result<WaitEvents> {
        let (input, woken, output, hung_up) = {
            let (stdin, stdout) = (stdio::stdin(), stdio::stdout());
            let writable = if behind {
                PollFlags::OUT
            } else {
                PollFlags::empty()
            };
            let mut sources = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.woken, PollFlags::IN),
                PollFd::new(&stdout, writable),
            ];
            let timeout = Timespec::try_from(at_most).ok();
            match poll(&mut sources, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let [read, woken, write] = sources.map(|source| source.revents());
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let hung_up = (read | write).intersects(gone);
            (
                read.contains(PollFlags::IN),
                !woken.is_empty(),
                write.contains(PollFlags::OUT),
                hung_up,
            )
        };
        // The pipe is emptied before the flags are read: a flag raised afterwards wakes the loop again.
        let mut drained = [0; 64];
        while woken && matches!(self.woken.read(&mut drained), Ok(count) if count == drained.len())
        {
        }
        let signal = self.leave.swap(0, Ordering::SeqCst);
        Ok(WaitEvents {
            input,
            output,
            hung_up,
            resized: self.resized.swap(false, Ordering::SeqCst),
            resumed: self.resumed.swap(false, Ordering::SeqCst),
            stop_requested: self.stop_requested.swap(false, Ordering::SeqCst),
            leave: i32::try_from(signal).ok().filter(|signal| *signal != 0),
        })
    }
}
