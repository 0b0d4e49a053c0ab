//! The commands of a tape, and their syntax.

use std::path::PathBuf;
use std::time::Duration;

use regex_lite::Regex;
use serde_json::Value;

use booking::with_guess;
use desk::{Gesture, Key, Size};

use super::reader::{Flaw, LineReader, TapePart, time};
use super::settings::MOST_CELLS;

/// The default limit of `Wait`.
const WAIT_TIMEOUT: Duration = Duration::from_secs(15);

/// The maximum number of presses of a key in one line.
pub(crate) const MOST_TIMES: u16 = 999;

/// An action or an expectation.
#[derive(Clone, Debug)]
pub enum TapeCommand {
    /// Types a text, with the time between two characters, if given.
    Type(String, Option<Duration>),
    /// Presses a key this many times.
    Press(Key, u16),
    /// Pastes a text.
    Paste(String),
    /// Uses the mouse on a cell: column and row from 0.
    Point(Gesture, (u16, u16)),
    /// Resizes the screen.
    Resize(Size),
    /// Lets time pass.
    Sleep(Duration),
    /// Lets time pass until the screen contains the pattern, at most this long.
    Wait(Regex, Duration),
    /// Saves a picture of the screen.
    Screenshot(PathBuf),
    /// Pauses the recording.
    Hide,
    /// Resumes the recording.
    Show,
    /// Expects the screen to contain the pattern.
    Expect(Regex),
    /// Expects the state to have this value at this JSON pointer.
    ExpectState(String, Value),
    /// Expects the body of the create request with this number, from 1, to contain at least this.
    ExpectRequest(usize, Value),
    /// Sets a fault of the sandbox.
    Fault(Value),
    /// Sets the caption.
    Caption(String),
}

/// A line of a tape.
#[derive(Debug)]
pub(super) enum TapeLine {
    /// A setting.
    Set,
    /// The file of the recording.
    Output(TapePart<String>),
    /// The file of another tape to play here.
    Source(TapePart<String>),
    /// A command to execute in its turn.
    Do(TapeCommand),
}

/// The words that begin a line, besides the keys' names (`tapes.md` of the guide).
const WORDS: [&str; 19] = [
    "Output",
    "Set",
    "Type",
    "Paste",
    "Click",
    "WheelUp",
    "WheelDown",
    "Resize",
    "Sleep",
    "Wait",
    "Screenshot",
    "Hide",
    "Show",
    "Source",
    "Expect",
    "ExpectState",
    "ExpectRequest",
    "Fault",
    "Caption",
];

/// Parses a line whose first word has been read. The rest of a `Set` line is left unread.
pub(super) fn line(word: &TapePart<&str>, line: &mut LineReader<'_>) -> Result<TapeLine, Flaw> {
    let read = match word.value {
        "Set" => return Ok(TapeLine::Set),
        "Output" => TapeLine::Output(line.value("a file's name")?),
        "Source" => TapeLine::Source(line.value("a tape's name")?),
        _ => TapeLine::Do(command(word, line)?),
    };
    line.end()?;
    Ok(read)
}

fn command(word: &TapePart<&str>, line: &mut LineReader<'_>) -> Result<TapeCommand, Flaw> {
    let (name, pace) = paced(word)?;
    Ok(match name {
        "Type" => TapeCommand::Type(line.text("what to type")?.value, pace),
        "Paste" => TapeCommand::Paste(pasted(line)?),
        "Click" => point(Gesture::Click, line)?,
        "MarkClick" => point(Gesture::Mark, line)?,
        "WheelUp" => point(Gesture::WheelUp, line)?,
        "WheelDown" => point(Gesture::WheelDown, line)?,
        "Resize" => {
            let cols = line.number("a width", 1..MOST_CELLS + 1)?;
            TapeCommand::Resize(Size {
                cols,
                rows: line.number("a height", 1..MOST_CELLS + 1)?,
            })
        }
        "Sleep" => TapeCommand::Sleep(line.time()?),
        "Wait" => TapeCommand::Wait(line.pattern()?, pace.unwrap_or(WAIT_TIMEOUT)),
        "Screenshot" => TapeCommand::Screenshot(line.value("a file's name")?.value.into()),
        "Hide" => TapeCommand::Hide,
        "Show" => TapeCommand::Show,
        "Expect" => TapeCommand::Expect(line.pattern()?),
        "ExpectState" => expect_state(line)?,
        "ExpectRequest" => {
            let number = line.number("a request's number", 1..u16::MAX)?;
            TapeCommand::ExpectRequest(usize::from(number), line.json()?.value)
        }
        "Fault" => TapeCommand::Fault(line.json()?.value),
        "Caption" => TapeCommand::Caption(line.text("what to say")?.value),
        _ => {
            let key = key(word)?;
            let times = if line.skip_to_end() {
                1
            } else {
                line.number("how often", 1..MOST_TIMES + 1)?
            };
            TapeCommand::Press(key, times)
        }
    })
}

/// Parses a pasted text. One of several lines has a quoted text for each.
fn pasted(line: &mut LineReader<'_>) -> Result<String, Flaw> {
    let mut text = line.text("what to paste")?.value;
    while !line.skip_to_end() {
        text.push('\n');
        text.push_str(&line.text("the next line of it")?.value);
    }
    Ok(text)
}

/// Parses a word and an optional time after `@`; only two commands take one.
fn paced<'a>(word: &TapePart<&'a str>) -> Result<(&'a str, Option<Duration>), Flaw> {
    match word.value.split_once('@') {
        Some((name @ ("Type" | "Wait"), pace)) => {
            let span = word.span.start + name.len() + 1..word.span.end;
            Ok((name, Some(time(&TapePart { value: pace, span })?)))
        }
        Some(_) => Err(word.flaw("only Type and Wait take a time after @")),
        None => Ok((word.value, None)),
    }
}

fn point(gesture: Gesture, line: &mut LineReader<'_>) -> Result<TapeCommand, Flaw> {
    let column = line.number("a column", 0..MOST_CELLS)?;
    Ok(TapeCommand::Point(
        gesture,
        (column, line.number("a row", 0..MOST_CELLS)?),
    ))
}

fn expect_state(line: &mut LineReader<'_>) -> Result<TapeCommand, Flaw> {
    let pointer = line.value("a JSON pointer")?;
    if !(pointer.value.is_empty() || pointer.value.starts_with('/')) {
        return Err(pointer.flaw("a JSON pointer begins with a slash: /size/cols"));
    }
    Ok(TapeCommand::ExpectState(pointer.value, line.json()?.value))
}

/// Parses the key that a line begins with.
fn key(word: &TapePart<&str>) -> Result<Key, Flaw> {
    let name = word.value;
    let looks_like_key =
        name.contains('+') || Key::names().any(|key| key == name) || name.starts_with('F');
    if !looks_like_key || name.chars().count() < 2 {
        return Err(unknown_word(word));
    }
    name.parse().map_err(|_| unknown_word(word))
}

fn unknown_word(word: &TapePart<&str>) -> Flaw {
    let name = word.value;
    let Some((modifiers, key)) = name.rsplit_once('+') else {
        let words = WORDS.into_iter().chain(Key::names());
        return word.flaw(with_guess(
            format!("there is no command `{name}`"),
            name,
            words,
        ));
    };
    let similar = ["Ctrl", "Alt", "Shift"]
        .into_iter()
        .map(|modifier| format!("{modifier}+{key}"))
        .chain(Key::names().map(|key| format!("{modifiers}+{key}")));
    let keys: Vec<String> = similar.filter(|name| name.parse::<Key>().is_ok()).collect();
    word.flaw(with_guess(
        format!("there is no key `{name}`"),
        name,
        keys.iter().map(String::as_str),
    ))
}
