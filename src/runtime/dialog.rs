//! Questions at a terminal, a line for each answer, until a signal ends it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use secrecy::SecretString;
use signal_hook::iterator::Signals;

use super::{ENDING_SIGNALS, EchoOff};
use crate::screen::wrap;

/// Where sentences are broken: any terminal has so many columns.
const COLUMNS: usize = 78;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// There are no more lines.
    InputOver,
    /// Nobody reads what is said.
    OutputGone,
    /// The system asks the program to leave: the signal's number.
    Signal(i32),
}

enum Heard {
    Line(String),
    Over,
    Signal(i32),
}

/// A conversation with whoever sits at the terminal. Not `Debug`: what was typed early may be a secret.
pub struct Dialog {
    heard: Receiver<Heard>,
    /// Lines that came before they were asked for.
    early: RefCell<VecDeque<String>>,
    /// What is typed between two questions may be a secret already: it shows while an open question waits alone.
    hush: Option<EchoOff>,
}

impl Dialog {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open() -> io::Result<Dialog> {
        let (sent, heard) = mpsc::channel();
        let mut arriving = Signals::new(ENDING_SIGNALS)?;
        let signals = sent.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in arriving.forever() {
                // Nobody listens any more: the program is ending.
                let _ = signals.send(Heard::Signal(signal));
            }
        })?;
        thread::Builder::new().name("lines".to_owned()).spawn(move || read(&sent))?;
        Ok(Dialog { heard, early: RefCell::default(), hush: EchoOff::now() })
    }

    /// Says something, at once.
    ///
    /// # Errors
    /// When nobody reads it.
    pub fn say(&self, text: &str) -> Result<(), NoAnswer> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|_| NoAnswer::OutputGone)
    }

    /// Says a sentence on lines of its own, broken between words.
    ///
    /// # Errors
    /// When nobody reads it.
    pub fn tell(&self, sentence: &str) -> Result<(), NoAnswer> {
        let lines = wrap(sentence, COLUMNS);
        let lines: String = lines.iter().map(|line| format!("{}\n", line.of(sentence).trim_end())).collect();
        self.say(&lines)
    }

    /// Asks, and waits for a line.
    ///
    /// # Errors
    /// When none comes.
    pub fn ask(&self, question: &str) -> Result<String, NoAnswer> {
        let ask = || self.say(question).and_then(|()| self.line());
        match &self.hush {
            Some(hush) => hush.lifted(ask),
            None => ask(),
        }
    }

    /// The same for what nobody is to see: none where nothing is typed.
    ///
    /// # Errors
    /// When no line comes.
    pub fn ask_hidden(&self, question: &str) -> Result<Option<SecretString>, NoAnswer> {
        let line = self.say(question).and_then(|()| self.line());
        // The line break that was typed was not shown either.
        self.say("\n")?;
        let line = line?;
        Ok(Some(line.trim()).filter(|line| !line.is_empty()).map(SecretString::from))
    }

    fn line(&self) -> Result<String, NoAnswer> {
        if let Some(line) = self.early.borrow_mut().pop_front() {
            return Ok(line);
        }
        match self.heard.recv() {
            Ok(Heard::Line(line)) => Ok(line),
            Ok(Heard::Signal(signal)) => Err(NoAnswer::Signal(signal)),
            Ok(Heard::Over) | Err(_) => Err(NoAnswer::InputOver),
        }
    }

    /// Whether the system has asked the program to leave meanwhile.
    ///
    /// # Errors
    /// Where it has.
    pub fn listen(&self) -> Result<(), NoAnswer> {
        loop {
            match self.heard.try_recv() {
                Ok(Heard::Line(line)) => self.early.borrow_mut().push_back(line),
                Ok(Heard::Signal(signal)) => return Err(NoAnswer::Signal(signal)),
                // What is over is told to whoever asks next.
                Ok(Heard::Over) | Err(_) => return Ok(()),
            }
        }
    }
}

fn read(sent: &Sender<Heard>) {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if sent.send(Heard::Line(line)).is_err() {
            return;
        }
    }
    let _ = sent.send(Heard::Over);
}
