//! Splits a line of a tape into words, quoted texts, patterns, times and JSON, each with its place in the
//! file.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use regex_lite::{Regex, RegexBuilder};
use serde_json::{Deserializer, Value};

use booking::Diagnostic;
use booking::sanitize::sanitize;

/// A mistake at one place of a tape.
#[derive(Debug)]
pub(super) struct Flaw {
    /// The bytes of the tape's text.
    pub(super) span: Range<usize>,
    pub(super) what: String,
}

/// A part of a line, and its place.
#[derive(Clone, Debug)]
pub(super) struct TapePart<T> {
    pub(super) value: T,
    /// The bytes of the tape's text.
    pub(super) span: Range<usize>,
}

impl<T> TapePart<T> {
    pub(super) fn flaw(&self, what: impl Into<String>) -> Flaw {
        Flaw {
            span: self.span.clone(),
            what: what.into(),
        }
    }
}

/// The longest time in a tape.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a line from left to right.
#[derive(Debug)]
pub(super) struct LineReader<'a> {
    line: &'a str,
    /// Where the line begins in the tape.
    begins: usize,
    /// How far it has been read.
    read: usize,
}

impl<'a> LineReader<'a> {
    pub(super) fn new(line: &'a str, begins: usize) -> LineReader<'a> {
        LineReader {
            line,
            begins,
            read: 0,
        }
    }

    fn rest(&self) -> &'a str {
        &self.line[self.read..]
    }

    fn span(&self, from: usize) -> Range<usize> {
        self.begins + from..self.begins + self.read
    }

    /// Returns a mistake about the next part, or about its absence.
    fn flaw_here(&mut self, what: impl Into<String>) -> Flaw {
        let from = if self.skip_to_end() {
            self.line.trim_end().len()
        } else {
            self.read
        };
        self.read = if self.skip_to_end() {
            from
        } else {
            from + word_length(self.rest())
        };
        Flaw {
            span: self.span(from),
            what: what.into(),
        }
    }

    /// Returns whether only a comment follows.
    pub(super) fn skip_to_end(&mut self) -> bool {
        self.read = self.line.len() - self.rest().trim_start().len();
        self.rest().is_empty() || self.rest().starts_with('#')
    }

    /// Checks that the line ends here.
    pub(super) fn end(&mut self) -> Result<(), Flaw> {
        if self.skip_to_end() {
            Ok(())
        } else {
            Err(self.flaw_here("nothing more belongs on this line"))
        }
    }

    /// Reads the next word.
    pub(super) fn word(&mut self, wanted: &str) -> Result<TapePart<&'a str>, Flaw> {
        if self.skip_to_end() {
            return Err(self.flaw_here(format!("{wanted} is missing")));
        }
        let from = self.read;
        let word = &self.rest()[..word_length(self.rest())];
        self.read += word.len();
        Ok(TapePart {
            value: word,
            span: self.span(from),
        })
    }

    /// Reads a quoted text: `"…"`, `'…'` or `` `…` ``, without escapes.
    pub(super) fn text(&mut self, wanted: &str) -> Result<TapePart<String>, Flaw> {
        if self.skip_to_end() {
            return Err(self.flaw_here(format!("{wanted} is missing")));
        }
        let from = self.read;
        let mut letters = self.rest().chars();
        let Some(quote) = letters
            .next()
            .filter(|first| ['"', '\'', '`'].contains(first))
        else {
            return Err(
                self.flaw_here(format!("{wanted} stands between quotes: \"…\", '…' or `…`"))
            );
        };
        let Some(length) = letters.as_str().find(quote) else {
            self.read = self.line.trim_end().len();
            return Err(Flaw {
                span: self.span(from),
                what: format!("the closing {quote} is missing"),
            });
        };
        let text = letters.as_str()[..length].to_owned();
        self.read += length + 2;
        self.expect_blank(from)?;
        Ok(TapePart {
            value: text,
            span: self.span(from),
        })
    }

    /// Reads a quoted text, or a bare word.
    pub(super) fn value(&mut self, wanted: &str) -> Result<TapePart<String>, Flaw> {
        if !self.skip_to_end() && self.rest().starts_with(['"', '\'', '`']) {
            return self.text(wanted);
        }
        let word = self.word(wanted)?;
        Ok(TapePart {
            value: word.value.to_owned(),
            span: word.span,
        })
    }

    /// Reads a pattern between slashes. A slash in it is written `\/`.
    pub(super) fn pattern(&mut self) -> Result<Regex, Flaw> {
        if self.skip_to_end() || !self.rest().starts_with('/') {
            return Err(self.flaw_here("a pattern stands between slashes: /…/"));
        }
        let from = self.read;
        let Some(length) = closing_slash(&self.rest()[1..]) else {
            self.read = self.line.trim_end().len();
            return Err(Flaw {
                span: self.span(from),
                what: "the closing / is missing".to_owned(),
            });
        };
        let pattern = &self.rest()[1..=length];
        self.read += length + 2;
        self.expect_blank(from)?;
        // A pattern is matched against each line of the screen.
        RegexBuilder::new(pattern)
            .multi_line(true)
            .build()
            .map_err(|error| Flaw {
                span: self.span(from),
                what: format!("this is no pattern: {error}"),
            })
    }

    /// Reads a JSON value.
    pub(super) fn json(&mut self) -> Result<TapePart<Value>, Flaw> {
        if self.skip_to_end() {
            return Err(self.flaw_here("a JSON value is missing"));
        }
        let from = self.read;
        let mut values = Deserializer::from_str(self.rest()).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                self.read += values.byte_offset();
                self.expect_blank(from)?;
                Ok(TapePart {
                    value,
                    span: self.span(from),
                })
            }
            Some(Err(error)) => {
                // The error's column counts bytes from the beginning of the value.
                self.read =
                    (from + error.column().saturating_sub(1)).min(self.line.trim_end().len());
                self.read = self.line.floor_char_boundary(self.read);
                let from = self.read;
                Err(Flaw {
                    span: self.span(from),
                    what: format!("this is no JSON: {}", reason(&error)),
                })
            }
            None => Err(self.flaw_here("a JSON value is missing")),
        }
    }

    /// Reads a whole number within these limits.
    pub(super) fn number(&mut self, wanted: &str, limits: Range<u16>) -> Result<u16, Flaw> {
        let word = self.word(wanted)?;
        number(&word, wanted, limits)
    }

    /// Reads a time.
    pub(super) fn time(&mut self) -> Result<Duration, Flaw> {
        let word = self.word("a time such as 500ms or 2s")?;
        time(&word)
    }

    /// Checks that a blank or nothing follows.
    fn expect_blank(&mut self, from: usize) -> Result<(), Flaw> {
        if self.rest().is_empty() || self.rest().starts_with(char::is_whitespace) {
            return Ok(());
        }
        self.read += word_length(self.rest());
        Err(Flaw {
            span: self.span(from),
            what: "a blank has to follow what is written here".to_owned(),
        })
    }
}

/// Parses a whole number within these limits.
pub(super) fn number<T: AsRef<str>>(
    word: &TapePart<T>,
    wanted: &str,
    limits: Range<u16>,
) -> Result<u16, Flaw> {
    let number = word
        .value
        .as_ref()
        .parse()
        .ok()
        .filter(|number| limits.contains(number));
    let least = limits.start;
    let most = limits.end.saturating_sub(1);
    number.ok_or_else(|| word.flaw(format!("{wanted} is a whole number from {least} to {most}")))
}

/// Parses a time: a number with its unit, `ms`, `s` or `m`.
pub(super) fn time<T: AsRef<str>>(word: &TapePart<T>) -> Result<Duration, Flaw> {
    let text = word.value.as_ref();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        _ => return Err(word.flaw("a time is a number with its unit: 500ms, 2s, 1.5s or 1m")),
    };
    let number: Option<f64> = text[..text.len() - unit.len()].parse().ok();
    let time = number.and_then(|number| Duration::try_from_secs_f64(number * seconds).ok());
    let time =
        time.map(|time| Duration::from_micros(u64::try_from(time.as_micros()).unwrap_or(u64::MAX)));
    time.filter(|time| *time <= LONGEST).ok_or_else(|| {
        word.flaw("a time is a number with its unit, 500ms or 2s, and a day at most")
    })
}

fn word_length(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// Returns the position of the first slash that does not follow a backslash.
fn closing_slash(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        let closes = letter == '/' && !escaped;
        escaped = letter == '\\' && !escaped;
        closes.then_some(at)
    })
}

/// Returns a JSON parser's message, without its position.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message
        .split(" at line ")
        .next()
        .unwrap_or(&message)
        .to_owned()
}

/// A tape's file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// A place in a tape.
#[derive(Clone)]
pub struct TapePlace {
    pub(super) source: Arc<Source>,
    /// The bytes of its text.
    pub(super) span: Range<usize>,
}

impl TapePlace {
    /// Returns `FILE:LINE:COL: what`, the line, and a caret under the place.
    pub fn show(&self, what: String) -> String {
        let Source { path, text } = &*self.source;
        let mistake = Diagnostic::at(text, self.span.clone(), what, |line| {
            sanitize(line).into_owned()
        });
        format!("{}:{mistake}", path.display())
    }
}

impl fmt::Debug for TapePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}[{}..{}]",
            self.source.path.display(),
            self.span.start,
            self.span.end
        )
    }
}
