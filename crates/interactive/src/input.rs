//! Decodes keys and pastes from the terminal.
//!
//! No library is used because of bracketed paste: a paste is data to its last byte, even if it contains the end marker.

use std::io;
use std::time::Duration;

use platform::wait::EventPoll;

use desk::{Key, Msg};

use super::keys::{TerminalItem, first, first_of_part};
use super::reports::TerminalReport;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// The time after which a lone ESC is the key, not the beginning of a split sequence.
const ESCAPE_ALONE: Duration = Duration::from_millis(3);
/// The time after which ESC and a bracket are Alt and a bracket, which is rarely typed.
const INTRODUCER_ALONE: Duration = Duration::from_millis(50);
/// How long an answer of the terminal is expected. Meanwhile an ESC waits longer for a continuation, so that a split
/// answer is not typed.
const ANSWER_EXPECTED: Duration = Duration::from_secs(2);
/// The time within which the end of a paste may prove to be part of it: a paste that contains its own end tries to pass
/// the rest off as keys, and the rest arrives immediately.
const PASTE_SETTLES: Duration = Duration::from_millis(20);
/// A number of bytes that nobody types at once: such a piece is a paste, from a terminal that does not mark pastes. A
/// key may have up to [`LONGEST_KEY`].
const FLOOD: usize = 1_024;
const LONGEST_KEY: usize = 7;
const LONGEST_CLICK: usize = 18;
/// The time without input after which an unmarked paste is over: part of it may have been delayed.
const FLOOD_SETTLES: Duration = Duration::from_millis(150);
/// The time after which an unfinished sequence counts as lost.
const ABANDONED: Duration = Duration::from_secs(5);

/// Decoded input.
#[derive(Clone, Debug)]
pub(super) enum LoopEvent {
    /// For the desk: keys, pastes, and other messages.
    Message(Msg),
    /// From the terminal.
    Report(TerminalReport),
}

impl From<Msg> for LoopEvent {
    fn from(message: Msg) -> LoopEvent {
        LoopEvent::Message(message)
    }
}

/// Bytes that are not yet a key or a paste.
#[derive(Debug, Default)]
pub(super) struct TerminalInput {
    bytes: Vec<u8>,
    /// When the last of them arrived.
    arrived: Duration,
    /// Whether they are an unmarked paste.
    flood: bool,
    /// How far the paste at their beginning has been searched for its end.
    searched: usize,
    /// The presumed end of the paste, and whether another one follows.
    paste_end: Option<(usize, bool)>,
    /// Until when the terminal's answer is expected; zero if none is.
    expects_until: Duration,
}

impl TerminalInput {
    /// Reads the terminal's input. `up` is the time on the monotonic clock.
    ///
    /// # Errors
    ///
    /// Returns an error if the terminal is gone.
    pub(super) fn read(&mut self, poll: &mut EventPoll, up: Duration) -> io::Result<()> {
        let held = self.bytes.len();
        poll.read(&mut self.bytes)?;
        if self.bytes.len() > held {
            self.note_arrival(held, up);
        }
        Ok(())
    }

    /// Records that the terminal has just been asked something. Its last answer is whether it synchronises.
    pub(super) fn expect_answer(&mut self, up: Duration) {
        self.expects_until = up + ANSWER_EXPECTED;
    }

    /// Records that the bytes after the first `held` have just arrived.
    fn note_arrival(&mut self, held: usize, up: Duration) {
        let (held, read) = self.bytes.split_at(held);
        self.flood |= !held.starts_with(PASTE_BEGINS) && is_flood(read);
        self.arrived = up;
    }

    /// Returns the time until unfinished input counts as complete. `None` if there is none.
    pub(super) fn due_in(&self, up: Duration) -> Option<Duration> {
        (!self.bytes.is_empty()).then(|| (self.arrived + self.rest_timeout()).saturating_sub(up))
    }

    fn rest_timeout(&self) -> Duration {
        let expects_answer = self.arrived < self.expects_until;
        match &self.bytes[..] {
            b"\x1b" if expects_answer => INTRODUCER_ALONE,
            b"\x1b" => ESCAPE_ALONE,
            b"\x1b]" | b"\x1b[" if expects_answer => ANSWER_EXPECTED,
            [b'\x1b', _] => INTRODUCER_ALONE,
            _ if self.flood => FLOOD_SETTLES,
            _ if self.paste_end.is_some() => PASTE_SETTLES,
            _ => ABANDONED,
        }
    }

    /// Decodes everything that is complete.
    pub(super) fn messages(&mut self, up: Duration, arrived: &mut Vec<LoopEvent>) {
        if self.flood {
            if self.arrived + self.rest_timeout() <= up {
                let text = String::from_utf8_lossy(&self.bytes).into_owned();
                arrived.push(Msg::Paste(text.into()).into());
                self.bytes.clear();
                self.flood = false;
            }
            return;
        }
        let mut done = 0;
        while done < self.bytes.len() {
            let over = self.arrived + self.rest_timeout() <= up;
            let bytes = &self.bytes[done..];
            if bytes.starts_with(PASTE_BEGINS) {
                self.bytes.drain(..done);
                done = 0;
                match self.paste(up) {
                    Some(text) => arrived.push(Msg::Paste(text.into()).into()),
                    None => break,
                }
                continue;
            }
            let (key, length) = match first(bytes) {
                TerminalItem::Key(key, length) => (key, length),
                TerminalItem::Report(report, length) => {
                    if let TerminalReport::Synchronises(_) = report {
                        self.expects_until = Duration::ZERO;
                    }
                    arrived.push(LoopEvent::Report(report));
                    (None, length)
                }
                TerminalItem::Part if over => first_of_part(bytes),
                TerminalItem::Part => break,
            };
            arrived.extend(key.map(|key| Msg::Key(key).into()));
            done += length;
        }
        self.bytes.drain(..done);
    }

    /// Returns the paste at the beginning of the bytes, if it is complete.
    fn paste(&mut self, up: Duration) -> Option<String> {
        self.search_paste_end();
        let settled = self.arrived + self.rest_timeout() <= up;
        let (end, consumed) = match self.paste_end {
            Some((end, another)) if another || settled => (end, end + PASTE_ENDS.len()),
            None if settled => (self.bytes.len(), self.bytes.len()),
            _ => return None,
        };
        let text = String::from_utf8_lossy(&self.bytes[PASTE_BEGINS.len()..end]).into_owned();
        self.bytes.drain(..consumed);
        (self.searched, self.paste_end) = (0, None);
        Some(text)
    }

    /// Searches the new bytes for the last end before another paste begins.
    fn search_paste_end(&mut self) {
        let from = self.searched.max(PASTE_BEGINS.len());
        let length = PASTE_ENDS.len();
        for at in from..(self.bytes.len() + 1).saturating_sub(length).max(from) {
            match (&self.bytes[at..at + length], self.paste_end) {
                (PASTE_ENDS, _) => self.paste_end = Some((at, false)),
                (PASTE_BEGINS, Some((end, _))) => {
                    self.paste_end = Some((end, true));
                    return;
                }
                _ => {}
            }
            self.searched = at + 1;
        }
    }
}

/// Removes the booking key from a piece that contains other keys or a paste, and reports that at the end: an unmarked
/// paste may contain its bytes. Repetitions of the key don't count as other keys.
pub(super) fn disarm(arrived: &mut Vec<LoopEvent>, from: usize, books: impl Fn(Key) -> bool) {
    let is_booking_key =
        |arrived: &LoopEvent| matches!(arrived, LoopEvent::Message(Msg::Key(key)) if books(*key));
    let is_typed =
        |arrived: &LoopEvent| matches!(arrived, LoopEvent::Message(Msg::Key(_) | Msg::Paste(_)));
    let piece = &arrived[from..];
    let is_mixed = piece
        .iter()
        .any(|event| is_typed(event) && !is_booking_key(event));
    if !is_mixed || !piece.iter().any(is_booking_key) {
        return;
    }
    let mut place = 0;
    arrived.retain(|event| {
        place += 1;
        place <= from || !is_booking_key(event)
    });
    arrived.push(Msg::BookingKeyInPaste.into());
}

/// Returns whether this much at once can't be keys. The arrows or clicks of a fast wheel can be.
fn is_flood(bytes: &[u8]) -> bool {
    let at_most = |three: &[u8]| match three {
        b"\x1b[<" => LONGEST_CLICK,
        [b'\x1b', b'[' | b'O', _] => LONGEST_KEY,
        _ => 0,
    };
    let is_keys = || bytes.windows(3).map(at_most).sum::<usize>() >= bytes.len();
    let is_marked = || {
        bytes
            .windows(PASTE_BEGINS.len())
            .any(|part| part == PASTE_BEGINS)
    };
    bytes.len() >= FLOOD && !is_keys() && !is_marked()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1);

    /// Returns what these bytes, arriving piece by piece without a pause, decode to at once, and later.
    fn read(pieces: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut input = TerminalInput::default();
        let mut at_once: Vec<LoopEvent> = Vec::new();
        for piece in pieces {
            let held = input.bytes.len();
            input.bytes.extend_from_slice(piece.as_bytes());
            input.note_arrival(held, NOW);
            input.messages(NOW, &mut at_once);
        }
        let mut later = Vec::new();
        input.messages(NOW + input.due_in(NOW).unwrap_or_default(), &mut later);
        assert_eq!(input.due_in(NOW), None, "nothing is left");
        (words(&at_once), words(&later))
    }

    fn words(arrived: &[LoopEvent]) -> Vec<String> {
        let word = |arrived: &LoopEvent| match arrived {
            LoopEvent::Message(Msg::Key(key)) => key.to_string(),
            LoopEvent::Message(Msg::Paste(text)) => format!("<{}>", text.shown()),
            LoopEvent::Message(Msg::BookingKeyInPaste) => "-".to_owned(),
            LoopEvent::Report(report) => format!("{report:?}"),
            LoopEvent::Message(_) => "?".to_owned(),
        };
        arrived.iter().map(word).collect()
    }

    #[test]
    fn keys_are_there_at_once_and_parts_of_keys_when_they_are_whole() {
        assert_eq!(read(&["ab", "\x1b", "[", "A"]).0, ["a", "b", "↑"]);
        assert_eq!(
            read(&["a\x1b"]),
            (vec!["a".to_owned()], vec!["Esc".to_owned()])
        );
        assert_eq!(read(&["\x1b["]), (vec![], vec!["Alt-[".to_owned()]));
    }

    #[test]
    fn an_expected_answer_is_no_text_wherever_it_was_cut_and_however_late_its_rest_is() {
        let answer = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?2026;2$y";
        let pause = INTRODUCER_ALONE - Duration::from_millis(1);
        for cut in 1..answer.len() {
            let mut input = TerminalInput::default();
            input.expect_answer(NOW);
            let mut arrived = Vec::new();
            let (before, after) = answer.split_at(cut);
            for (piece, up) in [(before, NOW), (after, NOW + pause)] {
                // What is complete by now counts before the rest arrives.
                input.messages(up, &mut arrived);
                let held = input.bytes.len();
                input.bytes.extend_from_slice(piece.as_bytes());
                input.note_arrival(held, up);
                input.messages(up, &mut arrived);
            }
            let reports = ["Ground([255, 255, 255])", "Synchronises(true)"];
            assert_eq!(words(&arrived), reports, "{cut}");
        }
    }

    #[test]
    fn esc_is_a_key_at_once_again_when_the_answer_is_there_or_was_not_given() {
        let mut input = TerminalInput::default();
        let due_in = |input: &mut TerminalInput, bytes: &[u8], up: Duration| {
            input.bytes.extend_from_slice(bytes);
            input.note_arrival(0, up);
            input.messages(up, &mut Vec::new());
            let due_in = input.due_in(up);
            input.bytes.clear();
            due_in
        };
        input.expect_answer(NOW);
        assert_eq!(due_in(&mut input, b"\x1b", NOW), Some(INTRODUCER_ALONE));
        let later = NOW + ANSWER_EXPECTED;
        assert_eq!(due_in(&mut input, b"\x1b", later), Some(ESCAPE_ALONE));
        input.expect_answer(NOW);
        let answered = due_in(&mut input, b"\x1b[?2026;0$y\x1b", NOW);
        assert_eq!(answered, Some(ESCAPE_ALONE));
    }

    #[test]
    fn a_paste_is_one_message_wherever_it_was_cut() {
        for cut in 1..20 {
            let (before, after) = "\x1b[200~a\r\x13b\x1b[201~".split_at(cut.min(15));
            assert_eq!(read(&[before, after]).1, ["<a\r\x13b>"], "{cut}");
        }
    }

    #[test]
    fn a_paste_that_holds_its_own_end_goes_on() {
        let paste = ["\x1b[200~a\x1b[201~\x13", "b\x1b[201~"];
        assert_eq!(read(&paste), (vec![], vec!["<a\x1b[201~\x13b>".to_owned()]));
    }

    #[test]
    fn keys_after_a_paste_are_keys_and_so_is_a_second_paste_a_paste() {
        assert_eq!(read(&["\x1b[200~a\x1b[201~b"]).1, ["<a>", "b"]);
        assert_eq!(
            read(&["\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~"]),
            (vec!["<a>".to_owned()], vec!["<b>".to_owned()])
        );
    }

    #[test]
    fn what_nobody_types_so_fast_is_a_paste_also_without_marks() {
        let flood = "a\r\x13\x11\x1b[201~".repeat(200);
        assert_eq!(
            read(&["x", &flood, "end"]),
            (vec!["x".to_owned()], vec![format!("<{flood}end>")])
        );
        let arrows = "\x1b[A".repeat(400);
        assert_eq!(read(&[&arrows]).0.len(), 400);
        let turns = "\x1b[<65;120;40M".repeat(400);
        assert_eq!(read(&[&turns]).0, vec!["Mouse(WheelDown, 119, 39)"; 400]);
        let marked = format!("\x1b[200~{flood}\x1b[201~");
        assert_eq!(read(&[&marked]).1, [format!("<{flood}>")]);
    }

    /// Returns what these bytes decode to if Ctrl-S books.
    fn disarmed(bytes: &str) -> String {
        let mut input = TerminalInput::default();
        input.bytes.extend_from_slice(bytes.as_bytes());
        input.note_arrival(0, NOW);
        let mut arrived = Vec::new();
        input.messages(NOW, &mut arrived);
        disarm(&mut arrived, 0, |key| key == Key::ctrl('s'));
        words(&arrived).join(" ")
    }

    #[test]
    fn the_booking_key_counts_where_no_other_key_came_with_it() {
        assert_eq!(disarmed("\x13"), "Ctrl-S");
        assert_eq!(disarmed("\x13\x13"), "Ctrl-S Ctrl-S", "it is held down");
        assert_eq!(disarmed("\r\x13"), "Enter -");
        assert_eq!(disarmed("\x13a"), "a -");
        assert_eq!(disarmed("a\tb\r\x13\x13c"), "a Tab b Enter c -");
    }

    #[test]
    fn a_paste_without_an_end_is_over_some_time() {
        assert_eq!(read(&["\x1b[200~ab"]), (vec![], vec!["<ab>".to_owned()]));
    }
}
