//! Standard output and standard error for people. If the locale's character set is not UTF-8, signs are replaced by
//! their ASCII stand-ins, as on the desk.

use std::borrow::Cow;
use std::io::{self, StderrLock, StdoutLock, Write};
use std::str;
use std::sync::OnceLock;

use config::Environment;
use screen::in_ascii;

/// A stream that people read.
#[derive(Debug)]
pub struct SignWriter<W> {
    stream: W,
    is_ascii: bool,
}

/// Returns standard output for texts that people read, not programs.
pub fn stdout() -> SignWriter<StdoutLock<'static>> {
    SignWriter {
        stream: io::stdout().lock(),
        is_ascii: is_ascii(),
    }
}

/// Returns standard error, which people read.
pub fn stderr() -> SignWriter<StderrLock<'static>> {
    SignWriter {
        stream: io::stderr().lock(),
        is_ascii: is_ascii(),
    }
}

/// Returns a text as this process's terminal can show it.
pub fn showable(text: &str) -> Cow<'_, str> {
    if is_ascii() {
        in_ascii(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns whether this process's locale has a character set other than UTF-8.
fn is_ascii() -> bool {
    static IS_ASCII: OnceLock<bool> = OnceLock::new();
    *IS_ASCII.get_or_init(|| Environment::of_process().is_ascii_only())
}

impl<W: Write> Write for SignWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match str::from_utf8(bytes) {
            Ok(text) if self.is_ascii => {
                self.stream.write_all(in_ascii(text).as_bytes())?;
                Ok(bytes.len())
            }
            _ => self.stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_stand_ins_where_the_locale_has_no_more_and_letters_stay() {
        let written = |is_ascii| {
            let mut writer = SignWriter {
                stream: Vec::new(),
                is_ascii,
            };
            let time = "10:00–10:30 ✓";
            write!(writer, "„Jörg“ · {time}").unwrap();
            String::from_utf8(writer.stream).unwrap()
        };
        assert_eq!(written(false), "„Jörg“ · 10:00–10:30 ✓");
        assert_eq!(written(true), "\"Jörg\" - 10:00-10:30 +");
    }
}
