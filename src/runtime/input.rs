//! Keys and pastes from the terminal, as the desk knows them.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::desk::{Code, Key, Msg};

/// How long the rest of a key's bytes may take to arrive.
const FIRST: Duration = Duration::from_millis(2);
/// Long enough to look at what has been read already, too short to wait for more.
const NEXT: Duration = Duration::from_micros(3);

/// Everything that has been typed and pasted by now.
pub(super) fn pending(messages: &mut Vec<Msg>) -> io::Result<()> {
    let mut patience = FIRST;
    while event::poll(patience)? {
        messages.extend(message(event::read()?));
        patience = NEXT;
    }
    Ok(())
}

/// What was read together with a key and may still be waiting.
pub(super) fn left_over(messages: &mut Vec<Msg>) -> io::Result<()> {
    while event::poll(NEXT)? {
        messages.extend(message(event::read()?));
    }
    Ok(())
}

/// The desk's word for an event. Releases of keys mean nothing, and sizes come by another way.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => self::key(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let mut key = Key::plain(Code::Enter);
    key.ctrl = held(KeyModifiers::CONTROL);
    key.alt = held(KeyModifiers::ALT);
    key.code = match event.code {
        KeyCode::Char(c) => Code::Char(if key.ctrl && !key.alt { c.to_ascii_lowercase() } else { c }),
        KeyCode::BackTab => {
            key.shift = true;
            Code::Tab
        }
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Esc => Code::Escape,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(key)
}
