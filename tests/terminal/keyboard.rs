//! The bytes that a terminal sends for a key: those of xterm, whose numbers all others have taken over.

use desk::{Code, Key};

/// The bytes of a key. `None` if no terminal tells it from another one.
pub(super) fn bytes_of(key: Key) -> Option<String> {
    let modifiers = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    let cursor = |last: char| match modifiers {
        1 => format!("\x1b[{last}"),
        _ => format!("\x1b[1;{modifiers}{last}"),
    };
    let numbered = |number: u8| match modifiers {
        1 => format!("\x1b[{number}~"),
        _ => format!("\x1b[{number};{modifiers}~"),
    };
    let function = |last: char| match modifiers {
        1 => format!("\x1bO{last}"),
        _ => cursor(last),
    };
    let bytes = match key.code {
        Code::Up => cursor('A'),
        Code::Down => cursor('B'),
        Code::Right => cursor('C'),
        Code::Left => cursor('D'),
        Code::End => cursor('F'),
        Code::Home => cursor('H'),
        Code::Delete => numbered(3),
        Code::PageUp => numbered(5),
        Code::PageDown => numbered(6),
        Code::F(number @ 1..=4) => function(char::from(b'P' + number - 1)),
        Code::F(5) => numbered(15),
        Code::F(number @ 6..=10) => numbered(number + 11),
        Code::F(number @ 11..=12) => numbered(number + 12),
        Code::F(_) => return None,
        Code::Tab if key.shift => "\x1b[Z".to_owned(),
        _ => return typed(key),
    };
    Some(bytes)
}

/// The bytes of a key that types, and of Enter and its like: a control character, or ESC and the character with Alt.
/// Shift is in the character.
fn typed(key: Key) -> Option<String> {
    let character = match key.code {
        Code::Enter => '\r',
        Code::Tab => '\t',
        Code::Backspace => '\x7f',
        Code::Escape => '\x1b',
        Code::Char(letter) if key.ctrl => control(letter)?,
        Code::Char(letter) => letter,
        _ => return None,
    };
    let is_told = !key.shift && (!key.ctrl || matches!(key.code, Code::Char(_)));
    let before = if key.alt { "\x1b" } else { "" };
    is_told.then(|| format!("{before}{character}"))
}

/// The control character of a letter, unless another key sends it, too: Backspace, Tab, Enter.
fn control(letter: char) -> Option<char> {
    let place = u8::try_from(letter).ok()?.checked_sub(b'a')?;
    let is_told = place < 26 && !matches!(letter, 'h' | 'i' | 'j' | 'm');
    is_told.then(|| char::from(place + 1))
}
