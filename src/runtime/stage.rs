//! A terminal to show something in: frames, a line to say what is going on, and a pause that a key ends.

use std::io;
use std::time::Duration;

use crossterm::cursor::{MoveTo, RestorePosition, SavePosition};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{Clear, ClearType};

use crate::desk::{Action, Code, Msg, Size, bound};

use super::input::Input;
use super::wake::Ear;
use super::{Terminal, hold_panics};

/// A terminal whose last line says what is going on.
#[derive(Debug)]
pub struct Stage {
    terminal: Terminal,
    ear: Ear,
}

impl Stage {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When there is none.
    pub fn open() -> io::Result<Stage> {
        hold_panics();
        let ear = Ear::open()?;
        Ok(Stage { terminal: Terminal::take()?, ear })
    }

    /// Its size, the last line included.
    #[must_use]
    pub fn size(&self) -> Size {
        Terminal::size()
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn caption(&mut self, text: &str) -> io::Result<()> {
        let Size { cols, rows } = self.size();
        let text: String = text.chars().take(usize::from(cols.saturating_sub(2))).collect();
        let mut bytes = Vec::new();
        queue!(bytes, SavePosition, MoveTo(0, rows.saturating_sub(1)), SetAttribute(Attribute::Reverse))?;
        queue!(bytes, Clear(ClearType::CurrentLine), Print(format!(" {text} ")))?;
        queue!(bytes, SetAttribute(Attribute::Reset), RestorePosition)?;
        self.terminal.write(&bytes)
    }

    /// Shows a frame for a while. False where a person wants to leave (q, Esc, Ctrl-C, Ctrl-Q) or a signal says so.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn show(&mut self, frame: &[u8], pause: Duration) -> io::Result<bool> {
        self.terminal.write(frame)?;
        let heard = self.ear.listen(pause, self.terminal.is_behind())?;
        let mut input = Input::default();
        let mut messages = Vec::new();
        if heard.input {
            input.read(Duration::ZERO)?;
        }
        // Whatever has been begun is all there is: nobody types a text here.
        input.messages(Duration::MAX, &mut messages);
        Ok(!heard.hung_up && heard.leave.is_none() && !messages.iter().any(leaves))
    }
}

fn leaves(message: &Msg) -> bool {
    let Msg::Key(key) = message else { return false };
    key.code == Code::Escape || key.types() == Some('q') || bound(*key) == Some(Action::Quit)
}
