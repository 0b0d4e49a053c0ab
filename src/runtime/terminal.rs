//! The terminal: modes, size and output. Every mode set here is undone in reverse, however the program ends.
//! Also the clipboard, and text that is typed unseen.

use std::ffi::CStr;
use std::io::Write;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{io, panic, thread};

use base64::prelude::{BASE64_STANDARD, Engine};
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use nix::unistd::{getpgid, getppid, getsid};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use rustix::{fs, stdio, termios};

use super::reports::{
    ASK_FOR_GROUND, ASK_TO_SYNCHRONISE, FRAME_BEGINS, FRAME_ENDS, MOUSE_OFF, MOUSE_ON,
};
use desk::{Clip, Size};

/// Whether this program has the terminal; the panic hook has no other way to know.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether mouse reports are on.
static MOUSE_IS_ON: AtomicBool = AtomicBool::new(false);
/// Whether an answer of the terminal is outstanding.
static AWAITS_ANSWER: AtomicBool = AtomicBool::new(false);

/// How long a terminal that hangs may delay the end: a quarter of a second.
const WRITE_TIMEOUT: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 250_000_000,
};

/// Frames shorter than this reach every terminal in one piece: marking their ends would only make them
/// longer.
const IN_ONE_PIECE: usize = 256;

/// The terminal while the desk has it. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    /// The output that it has not accepted yet.
    rest: Vec<u8>,
    /// Whether mouse reports are wanted.
    mouse: bool,
    /// Whether it can show a frame in one piece.
    synchronises: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste.
    ///
    /// # Errors
    ///
    /// Returns an error if standard output is no terminal, or it refuses.
    pub fn take() -> io::Result<Terminal> {
        if !termios::isatty(stdio::stdout()) {
            return Err(Errno::NOTTY.into());
        }
        if let Some(own) = reopened(stdio::stdin()) {
            stdio::dup2_stdin(&own)?;
        }
        if let Some(own) = reopened(stdio::stdout()) {
            stdio::dup2_stdout(&own)?;
        }
        let mut terminal = Terminal {
            rest: Vec::new(),
            mouse: false,
            synchronises: false,
        };
        terminal.set_modes()?;
        Ok(terminal)
    }

    fn set_modes(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        self.write(&bytes)?;
        if self.mouse {
            self.set_mouse_capture(true)
        } else {
            Ok(())
        }
    }

    /// Turns mouse reports on or off.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn listen_to_mouse(&mut self, wanted: bool) -> io::Result<()> {
        if self.mouse == wanted {
            return Ok(());
        }
        self.mouse = wanted;
        self.set_mouse_capture(wanted)
    }

    fn set_mouse_capture(&mut self, wanted: bool) -> io::Result<()> {
        MOUSE_IS_ON.store(wanted, Ordering::SeqCst);
        self.write(if wanted { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Asks for the colour of the terminal's ground, and then whether it can show a frame in one piece, without
    /// waiting for the answers. To be called before anything is painted: if the terminal prints the questions, the
    /// first frame covers them.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn ask(&mut self) -> io::Result<()> {
        AWAITS_ANSWER.store(true, Ordering::SeqCst);
        self.write(&[ASK_FOR_GROUND, ASK_TO_SYNCHRONISE].concat())
    }

    /// Takes the last answer to [`Terminal::ask`].
    pub(super) fn synchronises(&mut self, can: bool) {
        AWAITS_ANSWER.store(false, Ordering::SeqCst);
        self.synchronises = can;
    }

    /// Shows a frame; does nothing if it is empty.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn paint(&mut self, frame: &[u8]) -> io::Result<()> {
        match frame.len() {
            0 => Ok(()),
            length if self.synchronises && length >= IN_ONE_PIECE => {
                self.write(&[FRAME_BEGINS, frame, FRAME_ENDS].concat())
            }
            _ => self.write(frame),
        }
    }

    /// Writes bytes without blocking: what a slow terminal doesn't accept now is kept for
    /// [`Terminal::catch_up`].
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // After a panic in another thread the terminal is the shell's again.
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        if self.is_behind() {
            self.rest.extend_from_slice(bytes);
            return self.catch_up();
        }
        let written = write_some(bytes)?;
        self.rest.extend(bytes.iter().skip(written));
        Ok(())
    }

    /// Returns whether the terminal has not accepted all output yet.
    pub fn is_behind(&self) -> bool {
        !self.rest.is_empty()
    }

    /// Writes more of the pending output.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn catch_up(&mut self) -> io::Result<()> {
        let written = write_some(&self.rest)?;
        self.rest.drain(..written);
        Ok(())
    }

    /// Returns the present size of the screen.
    pub fn size() -> Size {
        let size = termios::tcgetwinsize(stdio::stdout());
        let (cols, rows) = size.map_or((80, 24), |size| (size.ws_col, size.ws_row));
        if cols == 0 || rows == 0 {
            Size { cols: 80, rows: 24 }
        } else {
            Size { cols, rows }
        }
    }

    /// Takes the terminal again after something else may have changed its modes.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn retake(&mut self) -> io::Result<()> {
        self.release();
        self.set_modes()
    }

    /// Gives the terminal back to the shell until the program is resumed, then takes it again.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.release();
        // Not SIGTSTP, which is handled as a request to stop.
        let stopped = if can_be_woken() {
            kill_process(getpid(), Signal::STOP)
        } else {
            Ok(())
        };
        self.set_modes()?;
        stopped.map_err(io::Error::from)
    }

    fn release(&mut self) {
        self.rest.clear();
        give_back();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Returns whether the terminal is gone because its window was closed.
pub(super) fn is_gone() -> bool {
    !termios::isatty(stdio::stdout())
}

/// Returns whether a shell with job control would notice a stop. A terminal opened for the desk alone has
/// none: nobody could resume it there. In a container, processes outside have the number 0.
fn can_be_woken() -> bool {
    let (Ok(session), Ok(group)) = (getsid(None), getpgid(None)) else {
        return false;
    };
    let parent = getppid();
    let parent_is_near = parent.as_raw() != 0 && getsid(Some(parent)) == Ok(session);
    parent_is_near && group != session
}

/// Undoes everything that [`Terminal::take`] set, in reverse. Does nothing if nothing is set.
fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = wiping(Terminal::size());
    // Writing to memory does not fail, and a terminal that is gone needs nothing back.
    let _ = queue!(bytes, Show);
    if MOUSE_IS_ON.swap(false, Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_OFF);
    }
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = write_all(&bytes);
    if AWAITS_ANSWER.swap(false, Ordering::SeqCst) {
        // An answer that has come meanwhile is nothing for the shell to read.
        let _ = termios::tcflush(stdio::stdin(), termios::QueueSelector::IFlush);
    }
    let _ = disable_raw_mode();
}

/// Returns the bytes that leave nothing of the desk on the screen, the alternate one or, if a terminal has no
/// other, its only one. Line by line: some terminals keep what is cleared as a whole in their scrollback.
fn wiping(size: Size) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = queue!(bytes, SetAttribute(Attribute::Reset));
    for y in 0..size.rows {
        let _ = queue!(bytes, MoveTo(0, y), Clear(ClearType::CurrentLine));
    }
    let _ = queue!(bytes, MoveTo(0, 0));
    bytes
}

/// Writes as much as the terminal accepts without blocking, and returns how much that was.
fn write_some(bytes: &[u8]) -> io::Result<usize> {
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
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
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

/// Opens the same terminal again for this process alone, non-blocking: half an escape sequence then can't
/// hold up an answer, nor a hanging terminal a signal; and the shell's own descriptor is left as it is. If it
/// can't be opened under its own name, `/dev/tty` may work; else the inherited one is used.
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

/// Makes a panic give the terminal back before its message, and print where it happened but not its text,
/// which may quote a patient's name. To be called by the thread that works in the terminal; a panic in any
/// other ends the program too, because its results will never be reported.
pub fn hold_panics() {
    let working = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        give_back();
        let place = panic.location().map_or_else(String::new, |place| {
            format!(" at {}:{}", place.file(), place.line())
        });
        let version = env!("CARGO_PKG_VERSION");
        let text = format!(
            "bookdesk {version} stopped{place}. A booking being sent at that moment may have been made: \
             look in the clinic's own system.\n"
        );
        let _ = io::stderr().write_all(text.as_bytes());
        if thread::current().id() != working {
            let _ = kill_process(getpid(), Signal::TERM);
        }
    }));
}

/// Returns the control sequence that puts a text into the clipboard (OSC 52 of xterm): in Base64, empty to
/// clear it. A terminal that doesn't support or allow this does nothing.
pub(super) fn copy_sequence(clip: &Clip) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(clip.text())).into_bytes()
}

/// A terminal that doesn't show typed text, until this is dropped.
#[derive(Debug)]
pub struct EchoOff(Termios);

impl EchoOff {
    /// Stops showing text typed on standard input; `None` if that is no terminal, or refuses.
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
