//! PURE. Decodes a terminal's keys: the sequences of xterm and compatible terminals.

use desk::{Code, Key};

use super::reports::{self, TerminalReport};

/// The first item in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalItem {
    /// A key of this many bytes; `None` if the desk has no use for it.
    Key(Option<Key>, usize),
    /// A report of the terminal, requested or not, of this many bytes.
    Report(TerminalReport, usize),
    /// The beginning of something longer.
    Part,
}

const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;

/// Decodes the first key. There is at least one byte.
pub(super) fn first(bytes: &[u8]) -> TerminalItem {
    match bytes {
        [ESCAPE, rest @ ..] => escaped(rest),
        _ => plain(bytes),
    }
}

/// Decodes an unfinished sequence without a continuation: Esc, or Alt and a character.
pub(super) fn first_of_part(bytes: &[u8]) -> (Option<Key>, usize) {
    match bytes {
        [ESCAPE, introducer @ (b'[' | b']' | b'O'), ..] => {
            (Some(Key::alt(char::from(*introducer))), bytes.len())
        }
        [ESCAPE, ..] => (Some(Key::plain(Code::Escape)), 1),
        _ => (None, bytes.len()),
    }
}

fn escaped(rest: &[u8]) -> TerminalItem {
    match rest {
        [] => TerminalItem::Part,
        [ESCAPE, ..] => TerminalItem::Key(Some(Key::plain(Code::Escape)), 1),
        [b'[', b'[', rest @ ..] => linux_function(rest),
        [b'[', rest @ ..] => control_sequence(rest),
        [b']', rest @ ..] => operating_system_command(rest),
        [b'O', rest @ ..] => match rest {
            [] => TerminalItem::Part,
            [last, ..] => TerminalItem::Key(after_ss3(*last), 3),
        },
        _ => match plain(rest) {
            TerminalItem::Key(key, length) => {
                TerminalItem::Key(key.map(|key| Key { alt: true, ..key }), length + 1)
            }
            item => item,
        },
    }
}

/// Decodes the byte after `ESC O`. In lower case it is rxvt's arrow with Control.
fn after_ss3(last: u8) -> Option<Key> {
    let key = Key::plain(lettered(last.to_ascii_uppercase())?);
    match last {
        b'a'..=b'd' => Some(Key { ctrl: true, ..key }),
        b'A'..=b'Z' => Some(key),
        _ => None,
    }
}

/// Decodes an operating system command, up to BEL or ESC \\. It answers a question, perhaps another program's, and is
/// not typed text.
fn operating_system_command(rest: &[u8]) -> TerminalItem {
    let Some(end) = rest.iter().position(|byte| matches!(*byte, BELL | ESCAPE)) else {
        return TerminalItem::Part;
    };
    let length = match &rest[end..] {
        [ESCAPE] => return TerminalItem::Part,
        [ESCAPE, b'\\', ..] => end + 4,
        [BELL, ..] => end + 3,
        // The command is incomplete: the ESC begins something else.
        _ => return TerminalItem::Key(None, end + 2),
    };
    let text = std::str::from_utf8(&rest[..end]).unwrap_or_default();
    match reports::read_command(text) {
        Some(report) => TerminalItem::Report(report, length),
        None => TerminalItem::Key(None, length),
    }
}

/// Decodes the Linux console's own F1 to F5.
fn linux_function(rest: &[u8]) -> TerminalItem {
    match rest {
        [] => TerminalItem::Part,
        [last @ b'A'..=b'E', ..] => TerminalItem::Key(Some(Key::function(last - b'A' + 1)), 4),
        _ => TerminalItem::Key(None, 3),
    }
}

/// Decodes `ESC [`, numbers, and a final byte.
fn control_sequence(rest: &[u8]) -> TerminalItem {
    let Some(end) = end_of_control_sequence(rest) else {
        return TerminalItem::Part;
    };
    let last = rest[end];
    if !matches!(last, b'$' | 0x40..=0x7e) {
        // The sequence is incomplete: the next byte is a key of its own.
        return TerminalItem::Key(None, end + 2);
    }
    let numbers = std::str::from_utf8(&rest[..end]).unwrap_or_default();
    let length = end + 3;
    match (numbers, last) {
        // A mouse report in the oldest format, with a byte each for button, column and row.
        ("", b'M') if rest.len() < 4 => TerminalItem::Part,
        ("", b'M') => TerminalItem::Key(None, length + 3),
        _ => match reports::read(numbers, last) {
            Some(report) => TerminalItem::Report(report, length),
            None => TerminalItem::Key(in_control_sequence(numbers, last), length),
        },
    }
}

/// Returns the place of the final byte. rxvt ends a key with Shift in `$`, which otherwise precedes the final byte.
fn end_of_control_sequence(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && rest.get(digits) == Some(&b'$') {
        return Some(digits);
    }
    rest.iter().position(|byte| !(0x20..=0x3f).contains(byte))
}

fn in_control_sequence(numbers: &str, last: u8) -> Option<Key> {
    let (last, modifiers_of_rxvt) = as_xterm(numbers, last);
    let mut numbers = numbers.split(';');
    let first = numbers.next().unwrap_or_default();
    let mut held = numbers.next().unwrap_or_default().split(':');
    let modifiers = held
        .next()
        .and_then(|number| number.parse::<u8>().ok())
        .unwrap_or(1)
        .saturating_sub(1);
    if held.next() == Some("3") {
        // A key release.
        return None;
    }
    let modifiers = modifiers | modifiers_of_rxvt;
    let held = Modifiers {
        shift: modifiers & SHIFT != 0,
        alt: modifiers & ALT != 0,
        ctrl: modifiers & CTRL != 0,
    };
    match (last, first) {
        (b'u', points) => return in_code_points(points, held),
        (b'~', "27") => return in_code_points(numbers.next()?, held),
        _ => {}
    }
    let beyond = if last == b'~' {
        function_beyond_twelve(first)
    } else {
        None
    };
    let code = match last {
        _ if beyond.is_some() => Code::F(beyond?),
        b'~' => numbered(first)?,
        b'Z' => Code::Tab,
        // `M` is Enter only after ESC O, without numbers; here it is a mouse report.
        b'M' => return None,
        _ => lettered(last)?,
    };
    Some(Key {
        code,
        shift: held.shift || last == b'Z' || beyond.is_some(),
        alt: held.alt,
        ctrl: held.ctrl,
    })
}

/// Returns xterm's final byte for that of rxvt, and the modifiers that rxvt encodes in it.
fn as_xterm(numbers: &str, last: u8) -> (u8, u8) {
    match (numbers.is_empty(), last) {
        (true, b'a'..=b'd') => (last.to_ascii_uppercase(), SHIFT),
        (false, b'$') => (b'~', SHIFT),
        (false, b'^') => (b'~', CTRL),
        (false, b'@') => (b'~', SHIFT | CTRL),
        _ => (last, 0),
    }
}

/// The bits of the modifiers in xterm's numbers, which begin with 1 for none.
const SHIFT: u8 = 1;
const ALT: u8 = 2;
const CTRL: u8 = 4;

/// The modifiers held down.
#[derive(Clone, Copy)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

/// Decodes a key from its code points (`CSI u`, and xterm's modifyOtherKeys), which terminals send if another program
/// has requested them: the key's own, with Shift, and on a US keyboard, if given. The last identifies the key for
/// letters of other alphabets; for Latin letters it is wrong on keyboards that differ.
fn in_code_points(points: &str, held: Modifiers) -> Option<Key> {
    let point = |place: usize| char::from_u32(points.split(':').nth(place)?.parse().ok()?);
    let own = point(0)?;
    let command = held.ctrl || held.alt;
    let letter = if command && !own.is_ascii() {
        point(2).unwrap_or(own)
    } else {
        own
    };
    let code = match letter {
        '\r' => Code::Enter,
        '\t' => Code::Tab,
        '\x1b' => Code::Escape,
        '\x7f' | '\x08' => Code::Backspace,
        '\u{e000}'..='\u{f8ff}' => return None,
        letter if letter.is_control() => return None,
        letter if command => Code::Char(letter.to_lowercase().next()?),
        letter => Code::Char(if held.shift {
            point(1).unwrap_or(letter)
        } else {
            letter
        }),
    };
    Some(Key {
        code,
        ctrl: held.ctrl,
        alt: held.alt,
        shift: held.shift && code == Code::Tab,
    })
}

/// Decodes F13 to F20 of the Linux console and similar terminals, which are Shift-F1 to Shift-F8.
fn function_beyond_twelve(number: &str) -> Option<u8> {
    let numbers = ["25", "26", "28", "29", "31", "32", "33", "34"];
    let place = numbers.iter().position(|known| *known == number)?;
    u8::try_from(place + 1).ok()
}

fn lettered(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: &str) -> Option<Code> {
    Some(match number.parse::<u8>().ok()? {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        number @ 11..=15 => Code::F(number - 10),
        number @ 17..=21 => Code::F(number - 11),
        number @ 23..=24 => Code::F(number - 12),
        _ => return None,
    })
}

fn plain(bytes: &[u8]) -> TerminalItem {
    let Some(first) = bytes.first() else {
        return TerminalItem::Part;
    };
    let key = match first {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f => Key::plain(Code::Backspace),
        0 => Key::ctrl(' '),
        letter @ 1..=26 => Key::ctrl(char::from(letter - 1 + b'a')),
        // Ctrl-4 to Ctrl-7, as terminals have always sent them.
        digit @ 27..=31 => Key::ctrl(char::from(digit - 28 + b'4')),
        _ => return character(bytes),
    };
    TerminalItem::Key(Some(key), 1)
}

fn character(bytes: &[u8]) -> TerminalItem {
    let start = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => {
            return error
                .error_len()
                .map_or(TerminalItem::Part, |length| TerminalItem::Key(None, length));
        }
    };
    let Some(letter) = valid.chars().next() else {
        return TerminalItem::Key(None, 1);
    };
    TerminalItem::Key(Some(Key::plain(Code::Char(letter))), letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns all keys in these bytes, as keys are written.
    fn keys(bytes: &[u8]) -> String {
        let mut rest = bytes;
        let mut keys = Vec::new();
        while !rest.is_empty() {
            let (key, length) = match first(rest) {
                TerminalItem::Key(key, length) => (key, length),
                TerminalItem::Report(_, length) => (None, length),
                TerminalItem::Part => {
                    keys.push(format!("part {rest:?}"));
                    break;
                }
            };
            keys.extend(key.map(|key| key.to_string()));
            rest = &rest[length..];
        }
        keys.join(" ")
    }

    #[test]
    fn keys_are_read_as_terminals_send_them() {
        for (bytes, read) in [
            ("aÄ€𝄞", "a Ä € 𝄞"),
            ("\r\t\x7f\x13\x1a", "Enter Tab Backspace Ctrl-S Ctrl-Z"),
            ("\x1b2\x1b\r\x1bé", "Alt-2 Alt-Enter Alt-é"),
            ("\x1b[A\x1bOB\x1b[1;5C\x1b[1;3D", "↑ ↓ Ctrl-→ Alt-←"),
            (
                "\x1b[Z\x1b[H\x1bOF\x1b[1~\x1b[4~",
                "Shift-Tab Home End Home End",
            ),
            ("\x1b[3~\x1b[5~\x1b[6~", "Delete PgUp PgDn"),
            (
                "\x1bOP\x1b[[B\x1b[13~\x1b[15~\x1b[17~\x1b[21~\x1b[24~",
                "F1 F2 F3 F5 F6 F10 F12",
            ),
            ("\x1b\x1b[A", "Esc ↑"),
            (
                "\x1b[1;2P\x1b[15;2~\x1b[1;5Q\x1b[25~\x1b[34~",
                "Shift-F1 Shift-F5 Ctrl-F2 Shift-F1 Shift-F8",
            ),
            // Arrows, Home and End with Shift, in xterm's encoding: alone, with Num Lock, pressed, held down.
            (
                "\x1b[1;2A\x1b[1;2B\x1b[1;2C\x1b[1;2D\x1b[1;2H\x1b[1;2F",
                "Shift-↑ Shift-↓ Shift-→ Shift-← Shift-Home Shift-End",
            ),
            (
                "\x1b[1;130A\x1b[1;2:1B\x1b[1;2:2B\x1b[1;2:3B\x1b[1;6C\x1b[1;4D",
                "Shift-↑ Shift-↓ Shift-↓ Ctrl-Shift-→ Alt-Shift-←",
            ),
            (
                "\x1b[3;2~\x1b[5;2~\x1b[6;5~",
                "Shift-Delete Shift-PgUp Ctrl-PgDn",
            ),
            // The same keys in rxvt's encoding.
            (
                "\x1b[a\x1b[b\x1b[c\x1b[d\x1b[7$\x1b[8$a\x1b[5^\x1b[3@\x1bOd",
                "Shift-↑ Shift-↓ Shift-→ Shift-← Shift-Home Shift-End a Ctrl-PgUp Ctrl-Shift-Delete Ctrl-←",
            ),
            // Shift with a key that types or has only one meaning.
            (
                "\x1b[13;2u\x1b[27;2;13~\x1b[127;2u\x1b[27;2;32~\x1b[27;2;65~\x1b[27;2;9~",
                "Enter Enter Backspace Space A Shift-Tab",
            ),
            (
                "\x1b[115;5u\x1b[27;5;115~\x1b[9;2u\x1b[27u\x1b[57399u",
                "Ctrl-S Ctrl-S Shift-Tab Esc",
            ),
            // The key of ы is that of S; the key of German z is that of Z, whatever a US keyboard has there.
            (
                "\x1b[1099::115;5u\x1b[1099;5u\x1b[122::121;5u\x1b[97:65;2u",
                "Ctrl-S Ctrl-ы Ctrl-Z A",
            ),
        ] {
            assert_eq!(keys(bytes.as_bytes()), read, "{bytes:?}");
        }
    }

    #[test]
    fn what_the_desk_has_no_use_for_is_passed_over_whole() {
        // Focus, a mouse, an unrequested answer, a released key, an incomplete sequence, bad UTF-8.
        assert_eq!(
            keys(b"\x1b[Ia\x1b[<0;1;1Mb\x1b[?1;2cd\x1b[1;1:3Ae\x1b[1\x01f\xffg\xc3h"),
            "a b d e Ctrl-A f g h"
        );
    }

    #[test]
    fn a_beginning_waits_for_its_end() {
        for part in ["\x1b", "\x1b[", "\x1bO", "\x1b[1;5", "\x1b[["] {
            assert_eq!(first(part.as_bytes()), TerminalItem::Part, "{part:?}");
        }
        assert_eq!(first(&"€".as_bytes()[..2]), TerminalItem::Part);
        assert_eq!(first_of_part(b"\x1b"), (Some(Key::plain(Code::Escape)), 1));
        assert_eq!(first_of_part(b"\x1b["), (Some(Key::alt('[')), 2));
    }
}
