//! PURE. The terminal's reports other than keys: mouse clicks, its background, and its capabilities.

use std::time::Duration;

use desk::Gesture;
use screen::RgbParts;

/// Asks for reports of clicks and of the wheel, without movement (mode 1000), in numbers with an end (1006).
/// xterm, Control Sequences, "Mouse Tracking".
pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Ends mouse reports, in reverse order.
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Requests an escape before Alt keys (mode 1036): a plain xterm sends accented letters for them. The previous mode is
/// saved, since many terminals have it set. xterm, Control Sequences, "XTSAVE".
pub(super) const ALT_SENDS_ESCAPE: &[u8] = b"\x1b[?1036s\x1b[?1036h";
/// Unsets that mode, for terminals that save none, and then restores the previous one.
pub(super) const ALT_AS_BEFORE: &[u8] = b"\x1b[?1036l\x1b[?1036r";

/// Asks for the terminal's background colour (OSC 11 of xterm).
pub(super) const ASK_FOR_GROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// Asks whether the terminal can hold back output until a frame is complete (DECRQM of mode 2026).
pub(super) const ASK_TO_SYNCHRONISE: &[u8] = b"\x1b[?2026$p";
/// The beginning and the end of a frame.
pub(super) const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
pub(super) const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// The age at which the terminal's background is requested again: its colours may follow the time of day.
const GROUND_FRESH_FOR: Duration = Duration::from_secs(60);

/// Since when the terminal's background is known. A terminal that never answered is not asked again.
#[derive(Debug, Default)]
pub(super) struct GroundAge(Option<Duration>);

impl GroundAge {
    /// Records that the terminal has reported its background.
    pub(super) fn note_told(&mut self, up: Duration) {
        self.0 = Some(up);
    }

    /// Forgets an answer that is old enough to be asked for again. Returns whether it was: nothing more is due until the next
    /// answer.
    pub(super) fn take_due(&mut self, up: Duration) -> bool {
        self.0
            .take_if(|told| *told + GROUND_FRESH_FOR <= up)
            .is_some()
    }
}

/// A report of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalReport {
    /// The mouse was used here: column and row from 0.
    Mouse(Gesture, u16, u16),
    /// Whether the terminal can show a frame in one piece.
    Synchronises(bool),
    /// The terminal's background colour.
    Ground(RgbParts),
}

/// Decodes the text of an operating system command, between `ESC ]` and its end. `None` if it is not a report that the
/// desk uses.
pub(super) fn read_command(text: &str) -> Option<TerminalReport> {
    let colour = text.strip_prefix("11;rgb")?;
    // With an opacity, which a window's background may have, there are four parts.
    let colour = colour
        .strip_prefix('a')
        .unwrap_or(colour)
        .strip_prefix(':')?;
    let mut parts = colour.split('/').map(part_of_colour);
    let mut part = || parts.next().flatten();
    Some(TerminalReport::Ground([part()?, part()?, part()?]))
}

/// Decodes a part of a colour: one to four hexadecimal digits, whose largest number is the full part.
fn part_of_colour(digits: &str) -> Option<u8> {
    let most = match digits.len() {
        length @ 1..=4 => (1u32 << (4 * length)) - 1,
        _ => return None,
    };
    let part = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from((part * 255 + most / 2) / most).ok()
}

/// Decodes the part of a control sequence between `ESC [` and its final byte. `None` if it is not a report that the
/// desk uses.
pub(super) fn read(numbers: &str, last: u8) -> Option<TerminalReport> {
    match last {
        b'y' => {
            let state = numbers.strip_prefix("?2026;")?.strip_suffix('$')?;
            // Set or reset: the mode is supported, and can be changed (DECRPM).
            Some(TerminalReport::Synchronises(matches!(state, "1" | "2")))
        }
        b'M' => mouse(numbers.strip_prefix('<')?),
        _ => None,
    }
}

/// Decodes `button;column;row`. Shift adds 4 to the button, and Ctrl 16. A click with Alt is for another program.
fn mouse(numbers: &str) -> Option<TerminalReport> {
    let mut numbers = numbers.split(';');
    let gesture = match numbers.next()? {
        "0" => Gesture::Click,
        "4" | "16" | "20" => Gesture::Mark,
        "64" => Gesture::WheelUp,
        "65" => Gesture::WheelDown,
        _ => return None,
    };
    let mut place = || numbers.next()?.parse::<u16>().ok()?.checked_sub(1);
    let column = place()?;
    let row = place()?;
    numbers
        .next()
        .is_none()
        .then_some(TerminalReport::Mouse(gesture, column, row))
}

#[cfg(test)]
mod tests {
    use super::super::keys::{TerminalItem, first};
    use super::*;

    #[test]
    fn a_click_and_the_wheel_are_read_and_no_more_of_the_mouse() {
        for (bytes, read) in [
            (
                "\x1b[<0;1;1M",
                Some(TerminalReport::Mouse(Gesture::Click, 0, 0)),
            ),
            (
                "\x1b[<0;120;40M",
                Some(TerminalReport::Mouse(Gesture::Click, 119, 39)),
            ),
            (
                "\x1b[<64;5;6M",
                Some(TerminalReport::Mouse(Gesture::WheelUp, 4, 5)),
            ),
            (
                "\x1b[<65;5;6M",
                Some(TerminalReport::Mouse(Gesture::WheelDown, 4, 5)),
            ),
            (
                "\x1b[<4;1;1M",
                Some(TerminalReport::Mouse(Gesture::Mark, 0, 0)),
            ),
            (
                "\x1b[<16;3;2M",
                Some(TerminalReport::Mouse(Gesture::Mark, 2, 1)),
            ),
            // A release, other buttons, dragging, Alt, and invalid reports.
            ("\x1b[<0;1;1m", None),
            ("\x1b[<2;1;1M", None),
            ("\x1b[<32;1;1M", None),
            ("\x1b[<8;1;1M", None),
            ("\x1b[<0;0;1M", None),
            ("\x1b[<0;1M", None),
            ("\x1b[<0;1;1;1M", None),
            ("\x1b[<0;99999;1M", None),
            ("\x1b[<;;M", None),
            ("\x1b[0;1;1M", None),
        ] {
            let found = read.map_or(TerminalItem::Key(None, bytes.len()), |read| {
                TerminalItem::Report(read, bytes.len())
            });
            assert_eq!(first(bytes.as_bytes()), found, "{bytes:?}");
        }
    }

    #[test]
    fn a_report_of_single_bytes_is_passed_over_with_its_bytes() {
        assert_eq!(first(b"\x1b[M !!y"), TerminalItem::Key(None, 6));
        assert_eq!(first(b"\x1b[M\xff\x01\x1b"), TerminalItem::Key(None, 6));
        assert_eq!(first(b"\x1b[M !"), TerminalItem::Part);
    }

    #[test]
    fn the_answer_about_frames_is_no_text_whatever_it_says() {
        for (answer, read) in [
            (
                "\x1b[?2026;1$y",
                TerminalItem::Report(TerminalReport::Synchronises(true), 11),
            ),
            (
                "\x1b[?2026;2$y",
                TerminalItem::Report(TerminalReport::Synchronises(true), 11),
            ),
            (
                "\x1b[?2026;0$y",
                TerminalItem::Report(TerminalReport::Synchronises(false), 11),
            ),
            (
                "\x1b[?2026;4$y",
                TerminalItem::Report(TerminalReport::Synchronises(false), 11),
            ),
            ("\x1b[?2004;1$y", TerminalItem::Key(None, 11)),
        ] {
            assert_eq!(first(answer.as_bytes()), read, "{answer:?}");
        }
    }

    #[test]
    fn the_ground_is_read_however_finely_it_is_told() {
        let ground = |parts| Some(TerminalReport::Ground(parts));
        for (text, read) in [
            ("11;rgb:ffff/ffff/ffff", ground([255; 3])),
            ("11;rgb:0000/0000/0000", ground([0; 3])),
            ("11;rgb:1e1e/1e1e/1e1e", ground([0x1e; 3])),
            ("11;rgb:fd/f6/e3", ground([0xfd, 0xf6, 0xe3])),
            ("11;rgb:f/8/0", ground([255, 136, 0])),
            ("11;rgba:0000/2b2b/3636/cccc", ground([0, 0x2b, 0x36])),
            // The text colour, an answer of another kind, and invalid ones.
            ("10;rgb:ffff/ffff/ffff", None),
            ("52;c;a25lZQ==", None),
            ("11;?", None),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:fffff/0/0", None),
            ("11;rgb:white/0/0", None),
            ("11;rgb:///", None),
        ] {
            for end in ["\x07", "\x1b\\"] {
                let bytes = format!("\x1b]{text}{end}");
                let found = read.map_or(TerminalItem::Key(None, bytes.len()), |read| {
                    TerminalItem::Report(read, bytes.len())
                });
                assert_eq!(first(bytes.as_bytes()), found, "{text}");
                let cut = &bytes.as_bytes()[..bytes.len() - 1];
                assert_eq!(first(cut), TerminalItem::Part, "{text}");
            }
        }
    }

    #[test]
    fn a_terminal_that_has_told_its_ground_is_asked_again_a_minute_later_and_no_other() {
        let at = Duration::from_secs;
        let mut age = GroundAge::default();
        assert!(!age.take_due(at(600)));
        age.note_told(at(600));
        assert_eq!(
            [659, 660, 661, 900].map(|up| age.take_due(at(up))),
            [false, true, false, false]
        );
        age.note_told(at(901));
        assert_eq!([960, 961].map(|up| age.take_due(at(up))), [false, true]);
    }

    #[test]
    fn an_answer_that_is_broken_off_takes_no_key_along() {
        assert_eq!(first(b"\x1b]11;rgb:ff\x1b[A"), TerminalItem::Key(None, 11));
        // The first end counts: Ctrl-G after it is a key.
        let answer = b"\x1b]11;rgb:0/0/0\x1b\\\x07";
        let read = TerminalReport::Ground([0; 3]);
        assert_eq!(first(answer), TerminalItem::Report(read, answer.len() - 1));
    }

    proptest::proptest! {
        /// Checks that any sequence that looks like a report is consumed as a whole, and is not a key.
        #[test]
        fn no_report_leaves_anything_behind(numbers in "[<>=?]?[0-9:;]{0,24}", end in "[Mmy]") {
            let bytes = format!("\x1b[<{numbers}{end}");
            let length = match first(bytes.as_bytes()) {
                TerminalItem::Key(None, length) | TerminalItem::Report(_, length) => length,
                found => panic!("{bytes:?}: {found:?}"),
            };
            proptest::prop_assert_eq!(length, bytes.len());
        }

        /// Checks that a click is decoded as it was sent, at any position.
        #[test]
        fn every_click_is_read(column in 0..u16::MAX, row in 0..u16::MAX) {
            let bytes = format!("\x1b[<0;{};{}M", column + 1, row + 1);
            let read = TerminalItem::Report(TerminalReport::Mouse(Gesture::Click, column, row), bytes.len());
            proptest::prop_assert_eq!(first(bytes.as_bytes()), read);
        }
    }
}
