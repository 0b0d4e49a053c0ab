//! The bytes of a CSV file before they become rows: never more than one row at once, with the line in which each
//! begins.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use booking::FileRefusal;
use store::refusal;

/// The maximum bytes of a row. A row with every text of a form at its limit has about ten thousand.
pub(super) const LONGEST_ROW: u64 = 1 << 20;

/// The bytes read from a file that have not become a row yet.
pub(super) type UnreadBytes = Rc<RefCell<Vec<u8>>>;

/// A file that keeps the bytes read until they become a row, and fails if a row is too long.
pub(super) struct RowSource<R> {
    pub(super) file: R,
    pub(super) unread: UnreadBytes,
}

impl<R: Read> Read for RowSource<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.unread.borrow_mut();
        if unread.len() as u64 > LONGEST_ROW {
            return Err(io::Error::other(FileRefusal::TooLarge(LONGEST_ROW)));
        }
        let count = self.file.read(buffer)?;
        unread.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

/// The place in a file up to which rows were made.
pub(super) struct RowPlace {
    /// The bytes before it.
    byte: u64,
    /// The line that holds it, from 1.
    line: u64,
}

impl RowPlace {
    /// Returns the first place of a text that begins in this line of the file.
    pub(super) fn at_line(line: u64) -> RowPlace {
        RowPlace { byte: 0, line }
    }

    /// Returns the line in which the next row after this place begins: blank lines may precede it.
    pub(super) fn begin(&self, unread: &UnreadBytes) -> u64 {
        let unread = unread.borrow();
        let blank = unread
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.line + blank.filter(|byte| **byte == b'\n').count() as u64
    }

    /// Moves to this byte of the file, and drops the bytes before it.
    pub(super) fn pass(&mut self, unread: &UnreadBytes, byte: u64) {
        let mut unread = unread.borrow_mut();
        let length = usize::try_from(byte.saturating_sub(self.byte)).unwrap_or(usize::MAX);
        let length = length.min(unread.len());
        let passed = unread.drain(..length);
        self.line += passed.filter(|byte| *byte == b'\n').count() as u64;
        self.byte = byte;
    }
}

/// Reads the next line, without a UTF-8 byte order mark.
///
/// # Errors
/// Fails if the line is longer than a row may be, or can't be read.
pub(super) fn read_line(file: &mut impl BufRead) -> Result<Vec<u8>, FileRefusal> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let mut line = Vec::new();
    let read = file.take(LONGEST_ROW + 1).read_until(b'\n', &mut line);
    read.map_err(|error| refusal(&error))?;
    if line.len() as u64 > LONGEST_ROW {
        return Err(FileRefusal::TooLarge(LONGEST_ROW));
    }
    match line.strip_prefix(MARK) {
        Some(rest) => Ok(rest.to_vec()),
        None => Ok(line),
    }
}
