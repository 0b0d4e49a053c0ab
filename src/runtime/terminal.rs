//! The terminal: its modes, its size, its input. Whatever is set here is undone in reverse, whichever way the
//! program ends.

use std::ffi::CStr;
use std::io::{self, Write};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

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
use rustix::{fs, stdio, termios};

use crate::desk::Size;

use super::reports::{ASK_TO_SYNCHRONISE, FRAME_BEGINS, FRAME_ENDS, TELL_NO_MORE_OF_MOUSE, TELL_OF_MOUSE};

/// Whether the terminal is ours just now; the panic hook has no other way to know.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether it tells us of its mouse.
static TELLS_OF_MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether it has been asked something and has not answered.
static OWES_ANSWER: AtomicBool = AtomicBool::new(false);

/// How long a terminal that hangs may keep us from leaving: a quarter of a second.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };

/// A frame shorter than this reaches every terminal in one piece: what marks its ends would only make it longer.
const IN_ONE_PIECE: usize = 256;

/// The terminal while the desk has it. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    /// What it has not taken yet.
    rest: Vec<u8>,
    /// Whether it is to tell of its mouse.
    mouse: bool,
    /// Whether it shows a frame in one piece.
    synchronises: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste.
    ///
    /// # Errors
    /// When standard output is no terminal, or it refuses.
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
        let mut terminal = Terminal { rest: Vec::new(), mouse: false, synchronises: false };
        terminal.set_modes()?;
        Ok(terminal)
    }

    fn set_modes(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        self.write(&bytes)?;
        if self.mouse { self.tell_of_mouse(true) } else { Ok(()) }
    }

    /// Has it tell of its mouse, or leaves the mouse to it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn listen_to_mouse(&mut self, wanted: bool) -> io::Result<()> {
        if self.mouse == wanted {
            return Ok(());
        }
        self.mouse = wanted;
        self.tell_of_mouse(wanted)
    }

    fn tell_of_mouse(&mut self, wanted: bool) -> io::Result<()> {
        TELLS_OF_MOUSE.store(wanted, Ordering::SeqCst);
        self.write(if wanted { TELL_OF_MOUSE } else { TELL_NO_MORE_OF_MOUSE })
    }

    /// Asks whether it can show a frame in one piece, and waits for no answer. To be asked before anything is painted:
    /// what a terminal that doesn't understand makes of the question goes with the first frame.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ask_to_synchronise(&mut self) -> io::Result<()> {
        OWES_ANSWER.store(true, Ordering::SeqCst);
        self.write(ASK_TO_SYNCHRONISE)
    }

    /// Its answer to that.
    pub(super) fn synchronises(&mut self, can: bool) {
        OWES_ANSWER.store(false, Ordering::SeqCst);
        self.synchronises = can;
    }

    /// Shows a frame; does nothing where there is nothing new.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn paint(&mut self, frame: &[u8]) -> io::Result<()> {
        match frame.len() {
            0 => Ok(()),
            length if self.synchronises && length >= IN_ONE_PIECE => {
                self.write(&[FRAME_BEGINS, frame, FRAME_ENDS].concat())
            }
            _ => self.write(frame),
        }
    }

    /// Writes a frame in one go. A terminal that is slower than we are keeps nobody waiting: what it doesn't take
    /// now is kept for [`Terminal::catch_up`].
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // After a panic in another thread it is the shell's again.
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        if self.is_behind() {
            self.rest.extend_from_slice(bytes);
            return self.catch_up();
        }
        let taken = write_some(bytes)?;
        self.rest.extend(bytes.iter().skip(taken));
        Ok(())
    }

    /// Whether it has not taken all that was written.
    pub fn is_behind(&self) -> bool {
        !self.rest.is_empty()
    }

    /// Writes more of what it has not taken.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn catch_up(&mut self) -> io::Result<()> {
        let taken = write_some(&self.rest)?;
        self.rest.drain(..taken);
        Ok(())
    }

    /// The size of the screen now.
    pub fn size() -> Size {
        let size = termios::tcgetwinsize(stdio::stdout());
        let (cols, rows) = size.map_or((80, 24), |size| (size.ws_col, size.ws_row));
        if cols == 0 || rows == 0 { Size { cols: 80, rows: 24 } } else { Size { cols, rows } }
    }

    /// Takes the terminal anew after something else may have changed its modes.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn retake(&mut self) -> io::Result<()> {
        self.let_go();
        self.set_modes()
    }

    /// Gives the terminal back to the shell until it wakes us again, then takes it anew.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.let_go();
        // Not SIGTSTP, which is heard as the wish to be stopped.
        let stopped = if can_be_woken() { kill_process(getpid(), Signal::STOP) } else { Ok(()) };
        self.set_modes()?;
        stopped.map_err(io::Error::from)
    }

    fn let_go(&mut self) {
        self.rest.clear();
        give_back();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal we wrote to is no more: its window was closed.
pub(super) fn is_gone() -> bool {
    !termios::isatty(stdio::stdout())
}

/// Whether a shell with job control would notice that we stop. A terminal that was opened for the desk alone has none:
/// there nobody could ever wake us. In a container, whoever is outside has the number 0.
fn can_be_woken() -> bool {
    let (Ok(session), Ok(group)) = (getsid(None), getpgid(None)) else { return false };
    let parent = getppid();
    let parent_is_near = parent.as_raw() != 0 && getsid(Some(parent)) == Ok(session);
    parent_is_near && group != session
}

/// Undoes everything [`Terminal::take`] set, in reverse. Does nothing where nothing is set.
fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = wiping(Terminal::size());
    // Writing to memory does not fail, and a terminal that is gone needs nothing back.
    let _ = queue!(bytes, Show);
    if TELLS_OF_MOUSE.swap(false, Ordering::SeqCst) {
        bytes.extend_from_slice(TELL_NO_MORE_OF_MOUSE);
    }
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = write_all(&bytes);
    if OWES_ANSWER.swap(false, Ordering::SeqCst) {
        // An answer that has come meanwhile is nothing for the shell to read.
        let _ = termios::tcflush(stdio::stdin(), termios::QueueSelector::IFlush);
    }
    let _ = disable_raw_mode();
}

/// What leaves nothing of the desk on the screen, the alternate one or, where a terminal has no other, its only one.
/// Line by line: some terminals keep what is cleared as a whole among the lines that can be scrolled back to.
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

/// Writes as much as the terminal takes without waiting, and says how much that was.
fn write_some(bytes: &[u8]) -> io::Result<usize> {
    let mut taken = 0;
    while taken < bytes.len() {
        match rustix::io::write(stdio::stdout(), &bytes[taken..]) {
            Ok(count) => taken += count,
            Err(Errno::AGAIN) => break,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(taken)
}

/// Writes all of it, unless the terminal hangs.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    loop {
        bytes = &bytes[write_some(bytes)?..];
        if bytes.is_empty() {
            return Ok(());
        }
        match poll(&mut [PollFd::new(&stdio::stdout(), PollFlags::OUT)], Some(&PATIENCE)) {
            Ok(0) => return Ok(()),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The same terminal, opened once more for this process alone and never blocking: half an escape sequence then
/// can't hold up an answer, nor a terminal that hangs a signal; and the shell's own is left as it is. Where it may
/// not be opened under its own name, it may under that of every process's own terminal; else it is used as inherited.
fn reopened(inherited: BorrowedFd<'_>) -> Option<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let open = |path: &CStr| fs::open(path, flags, Mode::empty()).ok();
    let named = termios::isatty(inherited).then(|| termios::ttyname(inherited, Vec::new()).ok()).flatten();
    named.and_then(|path| open(&path)).or_else(|| open(c"/dev/tty"))
}

/// From now on a panic gives the terminal back before it says anything, and says where it happened and not what
/// was being worked on: the text of a panic may quote a patient's name. To be called by the thread that works in the
/// terminal; a panic in any other ends the program too, for what that one was doing will never be reported.
pub fn hold_panics() {
    let working = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        give_back();
        let place = panic
            .location()
            .map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
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
