//! The terminal: its modes, its size, its input. Whatever is set here is undone in reverse, whichever way the
//! program ends.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use rustix::fs::{Mode, OFlags};
use rustix::{fs, stdio, termios};

use crate::desk::Size;

/// Whether the terminal is ours just now; the panic hook has no other way to know.
static OURS: AtomicBool = AtomicBool::new(false);

/// The terminal while the desk has it. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, bracketed paste.
    ///
    /// # Errors
    /// When standard output is no terminal, or refuses.
    pub fn take() -> io::Result<Terminal> {
        own_input()?;
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let terminal = Terminal(());
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        terminal.write(&bytes)?;
        Ok(terminal)
    }

    /// Writes a frame in one go; an interrupted or short write goes on where it stopped.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write_all(bytes)
    }

    /// The size of the screen now.
    #[must_use]
    pub fn size() -> Size {
        let size = termios::tcgetwinsize(stdio::stdout());
        let (cols, rows) = size.map_or((80, 24), |size| (size.ws_col, size.ws_row));
        if cols == 0 || rows == 0 { Size { cols: 80, rows: 24 } } else { Size { cols, rows } }
    }

    /// Takes the terminal anew after something else may have changed its modes.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn retake(&self) -> io::Result<()> {
        // The modes are undone once, by whoever is dropped or panics first; so the second hold is let go of.
        std::mem::forget(Terminal::take()?);
        Ok(())
    }

    /// Gives the terminal back to the shell until it wakes us again, then takes it anew.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn suspend(&self) -> io::Result<()> {
        give_back();
        let stop = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP);
        self.retake()?;
        stop.map_err(io::Error::from)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Undoes everything [`Terminal::take`] set, in reverse. Does nothing where nothing is set.
fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    if queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show).is_ok() {
        // A terminal that is gone needs nothing back.
        let _ = write_all(&bytes);
    }
    let _ = disable_raw_mode();
}

fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.flush()?;
    while !bytes.is_empty() {
        match rustix::io::write(stdio::stdout(), bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Opens the terminal on standard input once more, for this process alone and never blocking: half an escape
/// sequence then can't hold up an answer, and the shell's own input is left as it is.
fn own_input() -> io::Result<()> {
    let name = if termios::isatty(stdio::stdin()) {
        termios::ttyname(stdio::stdin(), Vec::new()).ok()
    } else {
        None
    };
    let path = name.unwrap_or_else(|| c"/dev/tty".to_owned());
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let own: OwnedFd = fs::open(path.as_c_str(), flags, Mode::empty())?;
    stdio::dup2_stdin(&own)?;
    Ok(())
}

/// From now on a panic gives the terminal back before it says anything, and says where it happened and not what
/// was being worked on: the text of a panic may quote a patient's name.
pub fn hold_panics() {
    panic::set_hook(Box::new(|panic| {
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
    }));
}
