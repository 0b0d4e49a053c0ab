//! Questions and answers at a terminal, line by line, until a signal.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use platform::signals;
use platform::terminal::EchoOff;
use secrecy::SecretString;

use super::{read_answer, stdout};
use screen::wrap;

/// The width for wrapping sentences, which every terminal has.
const COLUMNS: usize = 78;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The input has ended.
    InputOver,
    /// The output is closed.
    OutputGone,
    /// The system asks the program to end; holds the signal's number.
    Signal(i32),
}

enum DialogEvent {
    Line(String),
    Over,
    Signal(i32),
}

/// A conversation at the terminal. Not `Debug`: a line typed early may be a secret.
pub struct Dialog {
    events: Receiver<DialogEvent>,
    /// Lines typed before they were asked for.
    early: RefCell<VecDeque<String>>,
    /// Hides typed text: a line typed between two questions may be a secret already. Text is visible only while an open
    /// question waits.
    echo_off: Option<EchoOff>,
}

impl Dialog {
    /// Starts listening.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub fn open() -> io::Result<Dialog> {
        let (sender, events) = mpsc::channel();
        let signal_sender = sender.clone();
        signals::listen(signals::ENDING, move |signal| {
            // Nobody listens: the program is ending.
            let _ = signal_sender.send(DialogEvent::Signal(signal));
        })?;
        thread::Builder::new()
            .name("lines".to_owned())
            .spawn(move || read(&sender))?;
        Ok(Dialog {
            events,
            early: RefCell::default(),
            echo_off: EchoOff::now(),
        })
    }

    /// Writes a text at once.
    ///
    /// # Errors
    ///
    /// Returns an error if the output is closed.
    pub fn print(&self, text: &str) -> Result<(), NoAnswer> {
        let mut out = stdout();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|_| NoAnswer::OutputGone)
    }

    /// Writes a sentence on lines of its own, wrapped between words.
    ///
    /// # Errors
    ///
    /// Returns an error if the output is closed.
    pub fn tell(&self, sentence: &str) -> Result<(), NoAnswer> {
        let lines = wrap(sentence, COLUMNS);
        let lines: String = lines
            .iter()
            .map(|line| format!("{}\n", line.of(sentence).trim_end()))
            .collect();
        self.print(&lines)
    }

    /// Asks a question, and waits for a line.
    ///
    /// # Errors
    ///
    /// Returns an error if no line comes.
    pub fn ask(&self, question: &str) -> Result<String, NoAnswer> {
        let ask = || self.print(question).and_then(|()| self.line());
        match &self.echo_off {
            Some(echo_off) => echo_off.lifted(ask),
            None => ask(),
        }
    }

    /// Asks for a line that is not displayed; `None` if it is empty.
    ///
    /// # Errors
    ///
    /// Returns an error if no line comes.
    pub fn ask_hidden(&self, question: &str) -> Result<Option<SecretString>, NoAnswer> {
        let line = self.print(question).and_then(|()| self.line());
        // The typed line break was not displayed either.
        self.print("\n")?;
        let line = line?;
        Ok(Some(line.trim())
            .filter(|line| !line.is_empty())
            .map(SecretString::from))
    }

    fn line(&self) -> Result<String, NoAnswer> {
        if let Some(line) = self.early.borrow_mut().pop_front() {
            return Ok(line);
        }
        match self.events.recv() {
            Ok(DialogEvent::Line(line)) => Ok(line),
            Ok(DialogEvent::Signal(signal)) => Err(NoAnswer::Signal(signal)),
            Ok(DialogEvent::Over) | Err(_) => Err(NoAnswer::InputOver),
        }
    }

    /// Checks whether the system has asked the program to end.
    ///
    /// # Errors
    ///
    /// Returns an error if it has.
    pub fn listen(&self) -> Result<(), NoAnswer> {
        loop {
            match self.events.try_recv() {
                Ok(DialogEvent::Line(line)) => self.early.borrow_mut().push_back(line),
                Ok(DialogEvent::Signal(signal)) => return Err(NoAnswer::Signal(signal)),
                // The next question gets the end of the input.
                Ok(DialogEvent::Over) | Err(_) => return Ok(()),
            }
        }
    }
}

fn read(sender: &Sender<DialogEvent>) {
    let mut input = io::stdin().lock();
    while let Ok(Some(line)) = read_answer(&mut input) {
        if sender.send(DialogEvent::Line(line)).is_err() {
            return;
        }
    }
    let _ = sender.send(DialogEvent::Over);
}
