//! The terminal: modes, size and output. Every mode set here is undone in reverse order, however the program ends. Also
//! the clipboard, and hidden typing.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{io, panic, thread};

use base64::prelude::{BASE64_STANDARD, Engine};
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use platform::{signals, terminal};

use super::reports::{
    ALT_AS_BEFORE, ALT_SENDS_ESCAPE, ASK_FOR_GROUND, ASK_TO_SYNCHRONISE, FRAME_BEGINS, FRAME_ENDS,
    MOUSE_OFF, MOUSE_ON,
};
use desk::{Clip, Size};

/// Whether this program controls the terminal. The panic hook has no other way to find out.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether mouse reports are on.
static MOUSE_IS_ON: AtomicBool = AtomicBool::new(false);
/// Whether an answer of the terminal is outstanding.
static AWAITS_ANSWER: AtomicBool = AtomicBool::new(false);

/// Frames shorter than this reach every terminal in one piece, so their ends are not marked.
const IN_ONE_PIECE: usize = 256;

/// The terminal while the desk controls it. Dropping it gives it back.
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
    /// Takes over the terminal: raw mode, the alternate screen, bracketed paste, Escape before Alt keys.
    ///
    /// # Errors
    ///
    /// Returns an error if standard output is not a terminal, or it refuses.
    pub fn take() -> io::Result<Terminal> {
        terminal::open()?;
        let mut taken = Terminal {
            rest: Vec::new(),
            mouse: false,
            synchronises: false,
        };
        taken.set_modes()?;
        Ok(taken)
    }

    fn set_modes(&mut self) -> io::Result<()> {
        terminal::set_raw()?;
        OURS.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        bytes.extend_from_slice(ALT_SENDS_ESCAPE);
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
    pub(crate) fn listen_to_mouse(&mut self, wanted: bool) -> io::Result<()> {
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

    /// Asks for the terminal's background colour, and then whether it can show a frame in one piece, without waiting
    /// for the answers. Call this before anything is painted: if the terminal prints the questions, the first frame
    /// covers them.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn ask(&mut self) -> io::Result<()> {
        AWAITS_ANSWER.store(true, Ordering::SeqCst);
        self.write(&[ASK_FOR_GROUND, ASK_TO_SYNCHRONISE].concat())
    }

    /// Handles the last answer to [`Terminal::ask`].
    pub(super) fn synchronises(&mut self, can: bool) {
        AWAITS_ANSWER.store(false, Ordering::SeqCst);
        self.synchronises = can;
    }

    /// Shows a frame. Does nothing if it is empty.
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

    /// Writes bytes without blocking. What a slow terminal doesn't accept now is kept for [`Terminal::catch_up`].
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // After a panic in another thread, the terminal belongs to the shell again.
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        if self.is_behind() {
            self.rest.extend_from_slice(bytes);
            return self.catch_up();
        }
        let written = terminal::write_some(bytes)?;
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
        let written = terminal::write_some(&self.rest)?;
        self.rest.drain(..written);
        Ok(())
    }

    /// Returns the current size of the screen.
    pub fn size() -> Size {
        let (cols, rows) = terminal::size().unwrap_or((80, 24));
        Size { cols, rows }
    }

    /// Takes over the terminal again after something else may have changed its modes.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub(crate) fn retake(&mut self) -> io::Result<()> {
        self.release();
        self.set_modes()
    }

    /// Gives the terminal back to the shell until the program is resumed, then takes it over again.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.release();
        let stopped = terminal::stop();
        self.set_modes()?;
        stopped
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

/// Undoes everything that [`Terminal::take`] set, in reverse order. Does nothing if nothing is set.
fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = wiping(Terminal::size());
    // Writing to memory does not fail, and a terminal that is gone needs no restoring.
    let _ = queue!(bytes, Show);
    if MOUSE_IS_ON.swap(false, Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_OFF);
    }
    bytes.extend_from_slice(ALT_AS_BEFORE);
    let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = terminal::write_all(&bytes);
    if AWAITS_ANSWER.swap(false, Ordering::SeqCst) {
        // The shell must not read an answer that has arrived meanwhile.
        terminal::discard_input();
    }
    terminal::unset_raw();
}

/// Returns the bytes that remove the desk from the alternate screen or, if a terminal has none, from its only one. Line
/// by line: some terminals move what is cleared as a whole to their scrollback.
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

/// Makes a panic give the terminal back before its message, and print its place but not its text, which may quote a
/// patient's name. Call this on the thread that works in the terminal. A panic in any other thread also ends the
/// program, because its results will never be reported.
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
            signals::end_this_program();
        }
    }));
}

/// Returns the control sequence that puts a text into the clipboard (OSC 52 of xterm): in Base64, empty to clear it.
/// Terminals that don't support or allow this ignore it.
pub(super) fn copy_sequence(clip: &Clip) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(clip.text())).into_bytes()
}
