//! A terminal for playback: frames, a status line, and the viewer's keys.

use std::io;
use std::str;
use std::time::Duration;

use crossterm::cursor::{MoveTo, RestorePosition, SavePosition};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{Clear, ClearType};

use desk::{Action, Code, Keymap, Msg, Size};

use super::input::{LoopEvent, TerminalInput};
use super::{Terminal, hold_panics};
use platform::wait::EventPoll;
use runtime::showable;

/// A terminal whose last line shows the status.
#[derive(Debug)]
pub struct PlaybackTerminal {
    terminal: Terminal,
    poll: EventPoll,
}

impl PlaybackTerminal {
    /// Takes over the terminal.
    ///
    /// # Errors
    ///
    /// Returns an error if there is none.
    pub fn open() -> io::Result<PlaybackTerminal> {
        hold_panics();
        let poll = EventPoll::open()?;
        Ok(PlaybackTerminal {
            terminal: Terminal::take()?,
            poll,
        })
    }

    /// Returns the size, including the last line.
    pub fn size(&self) -> Size {
        Terminal::size()
    }

    /// Writes the last line.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn caption(&mut self, text: &str) -> io::Result<()> {
        let Size { cols, rows } = self.size();
        let text: String = text
            .chars()
            .take(usize::from(cols.saturating_sub(2)))
            .collect();
        let mut bytes = Vec::new();
        queue!(
            bytes,
            SavePosition,
            MoveTo(0, rows.saturating_sub(1)),
            SetAttribute(Attribute::Reverse)
        )?;
        queue!(
            bytes,
            Clear(ClearType::CurrentLine),
            Print(format!(" {} ", showable(&text)))
        )?;
        queue!(bytes, SetAttribute(Attribute::Reset), RestorePosition)?;
        self.terminal.write(&bytes)
    }

    /// Writes a frame.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn paint(&mut self, frame: &[u8]) -> io::Result<()> {
        // A tape has the same signs everywhere; some terminals lack them.
        match str::from_utf8(frame) {
            Ok(text) => self.terminal.paint(showable(text).as_bytes()),
            Err(_) => self.terminal.paint(frame),
        }
    }

    /// Waits at most this long, or until the viewer presses a key.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub fn wait(&mut self, at_most: Duration) -> io::Result<ViewerRequest> {
        let events = self.poll.wait(at_most, self.terminal.is_behind())?;
        let mut input = TerminalInput::default();
        let mut arrived = Vec::new();
        if events.output {
            self.terminal.catch_up()?;
        }
        if events.input {
            input.read(&mut self.poll, Duration::ZERO)?;
        }
        // Unfinished input counts as complete: no text is typed here.
        input.messages(Duration::MAX, &mut arrived);
        if events.hung_up || events.leave.is_some() {
            return Ok(ViewerRequest::Leave);
        }
        let request = arrived
            .iter()
            .map(request_of)
            .find(|request| *request != ViewerRequest::None);
        Ok(request.unwrap_or(ViewerRequest::None))
    }
}

/// The viewer's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewerRequest {
    /// Continue watching.
    None,
    /// Pause or resume: Space.
    Pause,
    /// Show the next frame and pause there: `.` and →.
    Step,
    /// Leave: q, Esc, the keys for leaving the desk, or a signal.
    Leave,
}

fn request_of(arrived: &LoopEvent) -> ViewerRequest {
    let LoopEvent::Message(Msg::Key(key)) = arrived else {
        return ViewerRequest::None;
    };
    match (key.code, key.types()) {
        (Code::Right, _) | (_, Some('.')) => ViewerRequest::Step,
        (Code::Escape, _) | (_, Some('q')) => ViewerRequest::Leave,
        (_, Some(' ')) => ViewerRequest::Pause,
        _ if Keymap::default().bound(*key) == Some(Action::Quit) => ViewerRequest::Leave,
        _ => ViewerRequest::None,
    }
}
