//! The terminal: opened without blocking, its modes, its size, and its bytes.

use std::ffi::CStr;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

use nix::unistd::{getpgid, getppid, getsid};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, Termios, tcgetattr, tcsetattr};
use rustix::{fs, stdio, termios};

/// Whether the terminal is the console of Windows.
pub const IS_CONSOLE: bool = false;

/// The modes before raw mode was set.
static MODES_BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// How long a hanging terminal may delay the end: a quarter of a second.
const WRITE_TIMEOUT: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 250_000_000,
};

/// Opens the terminal again for only this process, non-blocking.
///
/// # Errors
///
/// Returns an error if standard output is not a terminal, or it refuses.
pub fn open() -> io::Result<()> {
    if !termios::isatty(stdio::stdout()) {
        return Err(Errno::NOTTY.into());
    }
    if let Some(own) = reopened(stdio::stdin()) {
        stdio::dup2_stdin(&own)?;
    }
    if let Some(own) = reopened(stdio::stdout()) {
        stdio::dup2_stdout(&own)?;
    }
    Ok(())
}

/// Opens the same terminal again. Half an escape sequence can't delay an answer then, nor a hanging terminal a signal,
/// and the shell's own descriptor is unchanged. If it can't be opened under its own name, `/dev/tty` may work; else the
/// inherited descriptor is used.
fn reopened(inherited: BorrowedFd<'_>) -> Option<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let open = |path: &CStr| fs::open(path, flags, Mode::empty()).ok();
    let named = termios::isatty(inherited)
        .then(|| termios::ttyname(inherited, Vec::new()).ok())
        .flatten();
    named
        .and_then(|path| open(&path))
        .or_else(|| open(c"/dev/tty"))
}

/// Passes on every key as it is typed, without echo.
///
/// # Errors
///
/// Returns an error if the terminal refuses.
pub fn set_raw() -> io::Result<()> {
    let mut before = MODES_BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let modes = tcgetattr(stdio::stdin())?;
    let mut raw = modes.clone();
    raw.make_raw();
    tcsetattr(stdio::stdin(), OptionalActions::Now, &raw)?;
    before.get_or_insert(modes);
    Ok(())
}

/// Restores the modes that [`set_raw`] found.
pub fn unset_raw() {
    let mut before = MODES_BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(modes) = before.take() {
        // The terminal may be gone.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &modes);
    }
}

/// Returns the current columns and rows of the screen, if the terminal has any.
pub fn size() -> Option<(u16, u16)> {
    let size = termios::tcgetwinsize(stdio::stdout()).ok()?;
    (size.ws_col != 0 && size.ws_row != 0).then_some((size.ws_col, size.ws_row))
}

/// Writes as many bytes as the terminal accepts without blocking, and returns their number.
///
/// # Errors
///
/// Returns an error if the terminal is gone.
pub fn write_some(bytes: &[u8]) -> io::Result<usize> {
    let mut written = 0;
    while written < bytes.len() {
        match rustix::io::write(stdio::stdout(), &bytes[written..]) {
            Ok(count) => written += count,
            Err(Errno::AGAIN) => break,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(written)
}

/// Writes all bytes, unless the terminal hangs.
///
/// # Errors
///
/// Returns an error if the terminal is gone.
pub fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    loop {
        bytes = &bytes[write_some(bytes)?..];
        if bytes.is_empty() {
            return Ok(());
        }
        match poll(
            &mut [PollFd::new(&stdio::stdout(), PollFlags::OUT)],
            Some(&WRITE_TIMEOUT),
        ) {
            Ok(0) => return Ok(()),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Discards input that has not been read.
pub fn discard_input() {
    // The terminal may be gone.
    let _ = termios::tcflush(stdio::stdin(), QueueSelector::IFlush);
}

/// Returns whether the terminal is gone because its window was closed.
pub fn is_gone() -> bool {
    !termios::isatty(stdio::stdout())
}

/// Stops this process until the shell resumes it. Does nothing if no shell would notice.
///
/// # Errors
///
/// Returns an error if the system refuses.
pub fn stop() -> io::Result<()> {
    if !can_be_woken() {
        return Ok(());
    }
    // Not SIGTSTP, which is handled as a request to stop.
    Ok(kill_process(getpid(), Signal::STOP)?)
}

/// Returns whether a shell with job control would notice a stop. A terminal opened just for the desk has none: nobody
/// could resume it. In a container, processes outside have the number 0.
fn can_be_woken() -> bool {
    let (Ok(session), Ok(group)) = (getsid(None), getpgid(None)) else {
        return false;
    };
    let parent = getppid();
    let parent_is_near = parent.as_raw() != 0 && getsid(Some(parent)) == Ok(session);
    parent_is_near && group != session
}

/// A terminal that hides typed text until this is dropped.
#[derive(Debug)]
pub struct EchoOff(Termios);

impl EchoOff {
    /// Stops showing text typed on standard input; `None` if that is not a terminal, or refuses.
    pub fn now() -> Option<EchoOff> {
        let before = tcgetattr(stdio::stdin()).ok()?;
        turn_echo_off(&before).ok()?;
        Some(EchoOff(before))
    }

    /// Shows typed text during `wait`.
    pub fn lifted<T>(&self, wait: impl FnOnce() -> T) -> T {
        // The terminal may be gone, here and below.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &self.0);
        let done = wait();
        let _ = turn_echo_off(&self.0);
        done
    }
}

fn turn_echo_off(before: &Termios) -> rustix::io::Result<()> {
    let mut hushed = before.clone();
    hushed.local_modes.remove(LocalModes::ECHO);
    tcsetattr(stdio::stdin(), OptionalActions::Now, &hushed)
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        // The terminal may be gone.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &self.0);
    }
}
