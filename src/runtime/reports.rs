//! PURE. The terminal's reports other than keys: mouse clicks, and its capabilities.

use desk::Gesture;

/// Asks for reports of clicks and of the wheel, without movement (mode 1000), in numbers with an end (1006).
/// xterm, Control Sequences, "Mouse Tracking".
pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Ends mouse reports, in reverse order.
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Asks whether the terminal can hold back output until a frame is complete (DECRQM of mode 2026).
pub(super) const ASK_TO_SYNCHRONISE: &[u8] = b"\x1b[?2026$p";
/// The beginning and the end of a frame.
pub(super) const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
pub(super) const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// A report of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalReport {
    /// The mouse was used here: column and row from 0.
    Mouse(Gesture, u16, u16),
    /// Whether the terminal can show a frame in one piece.
    Synchronises(bool),
}

/// Decodes the part of a control sequence between `ESC [` and its final byte. `None` if it is no report that
/// the desk uses.
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

/// Decodes `button;column;row`. A click with a modifier is for the terminal, or for another program.
fn mouse(numbers: &str) -> Option<TerminalReport> {
    let mut numbers = numbers.split(';');
    let gesture = match numbers.next()? {
        "0" => Gesture::Click,
        "64" => Gesture::WheelUp,
        "65" => Gesture::WheelDown,
        _ => return None,
    };
    let mut place = || numbers.next()?.parse::<u16>().ok()?.checked_sub(1);
    let (column, row) = (place()?, place()?);
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
            // A release, the other buttons, dragging, Shift, and invalid reports.
            ("\x1b[<0;1;1m", None),
            ("\x1b[<2;1;1M", None),
            ("\x1b[<32;1;1M", None),
            ("\x1b[<4;1;1M", None),
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

    proptest::proptest! {
        /// Checks that any sequence in the form of a report is consumed as a whole, and is no key.
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
