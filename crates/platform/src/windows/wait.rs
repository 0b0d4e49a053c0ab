//! Waits for console input, other threads, events that end the program, or a timeout.
#![expect(
    unsafe_code,
    reason = "no well-kept crate reads the console's records with the marks of a paste"
)]

use std::io;
use std::os::windows::io::AsRawHandle;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use windows_sys::Win32::System::Console::{
    INPUT_RECORD, KEY_EVENT, ReadConsoleInputW, WINDOW_BUFFER_SIZE_EVENT,
};

use super::{signals, terminal};
use crate::wait::WaitEvents;

/// The maximum records read at once.
const AT_ONCE: usize = 512;

/// The code of the Alt key: a character typed by its number arrives when Alt is released.
const ALT: u16 = 0x12;

#[derive(Debug)]
enum ConsoleEvent {
    Input(Vec<u8>),
    Resized,
    Woken,
    Leave(i32),
    Gone,
}

/// The wait that receives the console's events: the reading thread can't be stopped, and serves one wait after the
/// other.
static READS_FOR: Mutex<Option<Sender<ConsoleEvent>>> = Mutex::new(None);

/// Wakes the loop from another thread.
#[derive(Clone, Debug)]
pub struct Waker(Sender<ConsoleEvent>);

impl Waker {
    /// Wakes the loop.
    pub fn wake(&self) {
        // The loop may have ended.
        let _ = self.0.send(ConsoleEvent::Woken);
    }
}

/// Waits for the console, for events that end the program, and for other threads.
#[derive(Debug)]
pub struct EventPoll {
    events: Receiver<ConsoleEvent>,
    waker: Waker,
    /// Input that was received but not read yet.
    bytes: Vec<u8>,
}

impl EventPoll {
    /// Starts listening, and reading the console.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub fn open() -> io::Result<EventPoll> {
        let (sender, events) = channel();
        let leaving = sender.clone();
        signals::listen(signals::ENDING, move |signal| {
            // The loop may have ended.
            let _ = leaving.send(ConsoleEvent::Leave(signal));
        })?;
        let waker = Waker(sender.clone());
        let mut reads_for = READS_FOR.lock().unwrap_or_else(PoisonError::into_inner);
        if reads_for.replace(sender).is_none() {
            thread::Builder::new()
                .name("keys".to_owned())
                .spawn(read_console)?;
        }
        Ok(EventPoll {
            events,
            waker,
            bytes: Vec::new(),
        })
    }

    /// Returns a handle that wakes this wait.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Does nothing: programs are not stopped and resumed here.
    pub fn forget_resumption(&self) {}

    /// Waits for an event, at most this long. A console is never behind.
    ///
    /// # Errors
    ///
    /// Never fails.
    pub fn wait(&mut self, at_most: Duration, _behind: bool) -> io::Result<WaitEvents> {
        let mut events = WaitEvents::default();
        let first = self.events.recv_timeout(at_most).ok();
        for event in first.into_iter().chain(self.events.try_iter()) {
            match event {
                ConsoleEvent::Input(bytes) => self.bytes.extend(bytes),
                ConsoleEvent::Resized => events.resized = true,
                ConsoleEvent::Woken => {}
                ConsoleEvent::Leave(signal) => events.leave = Some(signal),
                ConsoleEvent::Gone => events.hung_up = true,
            }
        }
        events.input = !self.bytes.is_empty();
        Ok(events)
    }

    /// Appends the console's input.
    ///
    /// # Errors
    ///
    /// Never fails.
    pub fn read(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.append(&mut self.bytes);
        Ok(())
    }
}

/// Reads the console as long as there is one.
fn read_console() {
    let mut text = Utf16Text::default();
    loop {
        let events = match records() {
            Ok(records) => events_of(&records, &mut text),
            Err(_) => vec![ConsoleEvent::Gone],
        };
        let is_gone = matches!(events[..], [ConsoleEvent::Gone]);
        let reads_for = READS_FOR.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            if let Some(sender) = reads_for.as_ref() {
                // The loop may have ended.
                let _ = sender.send(event);
            }
        }
        if is_gone {
            return;
        }
    }
}

/// Waits for records of the console, and returns them.
fn records() -> io::Result<Vec<INPUT_RECORD>> {
    let input = terminal::input()?;
    let mut records = vec![INPUT_RECORD::default(); AT_ONCE];
    let mut count = 0;
    // SAFETY: the handle is open as long as the process, and the buffer has the stated length.
    let is_read = unsafe {
        ReadConsoleInputW(
            input.as_raw_handle(),
            records.as_mut_ptr(),
            u32::try_from(AT_ONCE).unwrap_or_default(),
            &raw mut count,
        )
    };
    if is_read == 0 {
        return Err(io::Error::last_os_error());
    }
    records.truncate(count as usize);
    Ok(records)
}

fn events_of(records: &[INPUT_RECORD], text: &mut Utf16Text) -> Vec<ConsoleEvent> {
    let mut bytes = Vec::new();
    let mut events = Vec::new();
    for record in records {
        match u32::from(record.EventType) {
            KEY_EVENT => {
                // SAFETY: the type says which of the events it is; the character is in its wide form in
                // `ReadConsoleInputW`.
                let (key, unit) = unsafe {
                    let key = record.Event.KeyEvent;
                    (key, key.uChar.UnicodeChar)
                };
                let is_typed = key.bKeyDown != 0 || key.wVirtualKeyCode == ALT;
                if unit != 0 && is_typed {
                    for _ in 0..key.wRepeatCount.max(1) {
                        text.push(unit, &mut bytes);
                    }
                }
            }
            WINDOW_BUFFER_SIZE_EVENT => events.push(ConsoleEvent::Resized),
            _ => {}
        }
    }
    if !bytes.is_empty() {
        events.push(ConsoleEvent::Input(bytes));
    }
    events
}

/// UTF-16 that arrives unit by unit; a surrogate pair may be split between two reads.
#[derive(Debug, Default)]
struct Utf16Text {
    first_half: Option<u16>,
}

impl Utf16Text {
    /// Adds a unit, as UTF-8 once its character is complete.
    fn push(&mut self, unit: u16, bytes: &mut Vec<u8>) {
        if (0xD800..0xDC00).contains(&unit) {
            self.first_half = Some(unit);
            return;
        }
        let units = [self.first_half.take().unwrap_or(unit), unit];
        let units = if units[0] == unit {
            &units[1..]
        } else {
            &units
        };
        bytes.extend(String::from_utf16_lossy(units).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use windows_sys::Win32::System::Console::{
        INPUT_RECORD_0, KEY_EVENT_RECORD, KEY_EVENT_RECORD_0,
    };

    use super::*;

    fn key(unit: u16, is_down: bool) -> INPUT_RECORD {
        let key = KEY_EVENT_RECORD {
            bKeyDown: is_down.into(),
            wRepeatCount: 1,
            uChar: KEY_EVENT_RECORD_0 { UnicodeChar: unit },
            ..KEY_EVENT_RECORD::default()
        };
        INPUT_RECORD {
            EventType: u16::try_from(KEY_EVENT).unwrap(),
            Event: INPUT_RECORD_0 { KeyEvent: key },
        }
    }

    fn typed(pieces: &[&[u16]]) -> Vec<u8> {
        let mut text = Utf16Text::default();
        let mut bytes = Vec::new();
        for piece in pieces {
            let records: Vec<INPUT_RECORD> = piece
                .iter()
                .flat_map(|unit| [key(*unit, true), key(*unit, false)])
                .collect();
            for event in events_of(&records, &mut text) {
                if let ConsoleEvent::Input(more) = event {
                    bytes.extend(more);
                }
            }
        }
        bytes
    }

    #[test]
    fn keys_are_the_bytes_of_a_terminal_and_count_as_they_go_down() {
        let arrow: Vec<u16> = "\x1b[Aä\x13".encode_utf16().collect();
        assert_eq!(typed(&[&arrow]), "\x1b[Aä\x13".as_bytes());
    }

    #[test]
    fn a_letter_that_was_cut_in_two_is_one() {
        let units: Vec<u16> = "a😀b".encode_utf16().collect();
        for cut in 1..units.len() {
            let (before, after) = units.split_at(cut);
            assert_eq!(typed(&[before, after]), "a😀b".as_bytes(), "{cut}");
        }
    }
}
