//! Waits for terminal input, other threads, signals, or a timeout.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio;
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level::pipe};

use super::signals;
use crate::wait::WaitEvents;

/// The maximum bytes read at once.
const AT_ONCE: usize = 16_384;

/// Wakes the loop from another thread.
#[derive(Clone, Debug)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Wakes the loop. A full pipe means that it is already being woken.
    pub fn wake(&self) {
        let _ = (&*self.0).write(&[0]);
    }
}

/// Waits for the terminal, for signals and for other threads.
#[derive(Debug)]
pub struct EventPoll {
    woken: UnixStream,
    waker: Waker,
    leave: Arc<AtomicI32>,
    resized: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
    stop_requested: Arc<AtomicBool>,
}

impl EventPoll {
    /// Starts handling signals.
    ///
    /// # Errors
    ///
    /// Returns an error if the system has no pipe or no thread left.
    pub fn open() -> io::Result<EventPoll> {
        let (woken, waking) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        waking.set_nonblocking(true)?;
        let [resized, resumed, stop_requested] =
            std::array::from_fn(|_| Arc::new(AtomicBool::new(false)));
        for (signal, flag) in [
            (SIGWINCH, &resized),
            (SIGCONT, &resumed),
            (SIGTSTP, &stop_requested),
        ] {
            // The flag is set before the wake-up is sent: handlers run in the order of their registration.
            flag::register(signal, Arc::clone(flag))?;
            pipe::register(signal, waking.try_clone()?)?;
        }
        let poll = EventPoll {
            woken,
            waker: Waker(Arc::new(waking)),
            leave: Arc::default(),
            resized,
            resumed,
            stop_requested,
        };
        let leave = Arc::clone(&poll.leave);
        let waker = poll.waker();
        signals::listen(signals::ENDING, move |signal| {
            leave.store(signal, Ordering::SeqCst);
            waker.wake();
        })?;
        Ok(poll)
    }

    /// Returns a handle that wakes this wait.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Discards a resumption after which the screen has already been painted.
    pub fn forget_resumption(&self) {
        self.resumed.store(false, Ordering::SeqCst);
    }

    /// Waits for an event, at most this long; if the terminal is behind, also until it accepts output.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't wait.
    pub fn wait(&mut self, at_most: Duration, behind: bool) -> io::Result<WaitEvents> {
        let (input, woken, output, hung_up) = {
            let stdin = stdio::stdin();
            let stdout = stdio::stdout();
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
                Ok(_) | Err(Errno::INTR) => {}
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
            leave: (signal != 0).then_some(signal),
        })
    }

    /// Appends the terminal's input.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn read(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.reserve(AT_ONCE);
        match rustix::io::read(stdio::stdin(), spare_capacity(bytes)) {
            Ok(0) => Err(Errno::IO.into()),
            Ok(_) | Err(Errno::AGAIN | Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
