//! However the desk ends, the terminal is as it was.

use interactive::{Terminal, hold_panics};

use super::pty::{Pty, Start, home};

#[test]
fn quitting_undoes_every_mode_in_reverse() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    assert_restored(&desk);
}

/// In a plain xterm, a key with Alt is a letter with its eighth bit set, unless it is asked to send Escape before the key.
#[test]
fn keys_with_alt_are_asked_for_as_escape_and_given_back_however_the_desk_ends() {
    const ASKED: &str = "\x1b[?1036s\x1b[?1036h";
    const GIVEN_BACK: &str = "\x1b[?1036l\x1b[?1036r";
    let count = |desk: &Pty| {
        let written = String::from_utf8_lossy(desk.written()).into_owned();
        (
            written.matches(ASKED).count(),
            written.matches(GIVEN_BACK).count(),
        )
    };
    let home = home();
    for leaves in ["\x11", "a signal"] {
        let mut desk = Start::desk(home.path()).go();
        desk.sees("SANDBOX");
        assert_eq!(count(&desk), (1, 0), "{leaves}");
        if leaves == "a signal" {
            desk.terminate();
        } else {
            desk.keys(leaves);
        }
        desk.ends();
        assert_eq!(count(&desk), (1, 1), "{leaves}");
        assert_restored(&desk);
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_quotes_nobody() {
    for thread in [
        "this thread",
        "another thread",
        "while another one is under way",
    ] {
        let home = home();
        let program = std::env::current_exe().expect("this test");
        let mut child = Start::program(program, home.path())
            .argument("--exact")
            .argument("terminal::leaving::panics_in_a_terminal")
            .argument("--ignored")
            .argument("--nocapture")
            .with("PANIC_IN", thread)
            .go();
        child.ends();
        let written = String::from_utf8_lossy(child.written()).into_owned();
        let (desk, after) = written
            .split_once("\x1b[?1049l")
            .expect("the terminal is given back");
        assert!(desk.contains("\x1b[?1049h"), "{written:?}");
        assert!(desk.contains("\x1b[?1036l\x1b[?1036r"), "{written:?}");
        assert!(
            after.contains("stopped at tests/terminal/leaving.rs:"),
            "{written:?}"
        );
        assert!(after.contains("may have been made"), "{written:?}");
        assert!(!written.contains("Schmidt"), "{written:?}");
        assert_restored(&child);
    }
}

#[test]
#[ignore = "the child of the test above: it needs a terminal to panic in"]
#[expect(clippy::panic, reason = "it is what is tried")]
fn panics_in_a_terminal() {
    hold_panics();
    let mut terminal = Terminal::take().expect("a terminal");
    let panics = || panic!("Maria Schmidt, born 22 Mar 1985");
    match std::env::var("PANIC_IN").as_deref() {
        Ok("another thread") => {
            std::thread::spawn(panics).join().expect_err("it panicked");
            terminal
                .write(b"a frame after the end, with Maria Schmidt in it")
                .expect("nothing goes wrong");
        }
        Ok("while another one is under way") => {
            let _panics_too = PanicsWhenDropped;
            panics();
        }
        _ => panics(),
    }
}

/// A second panic while the first is under way: the process aborts.
struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    #[expect(clippy::panic, reason = "it is what is tried")]
    fn drop(&mut self) {
        panic!("Maria Schmidt once more");
    }
}

#[test]
fn alt_keys_are_sent_with_an_escape_and_as_before_afterwards() {
    let home = home();
    let mut desk = Start::desk(home.path()).go();
    desk.sees("SANDBOX");
    desk.keys("\x11");
    assert_eq!(desk.ends().exit_code(), 0);
    let written = String::from_utf8_lossy(desk.written());
    let places = [
        "[?1036s", "[?1036h", "SANDBOX", "[?1036l", "[?1036r", "[?1049l",
    ]
    .map(|one| {
        written
            .find(one)
            .unwrap_or_else(|| panic!("{one}: {written:?}"))
    });
    assert!(places.is_sorted(), "{places:?}");
}

/// Every mode that was set has been unset, the last one first, and nothing else is left. What a frame is held back by
/// (2026) is set and unset with each. A mode may be kept and given back beside that.
pub(super) fn assert_restored(desk: &Pty) {
    let mut set = Vec::new();
    let text = String::from_utf8_lossy(desk.written());
    for sequence in text.split("\x1b[?").skip(1) {
        let end = sequence
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(sequence.len());
        let (number, rest) = sequence.split_at(end);
        // A mode that is kept and restored is neither set nor unset by that.
        if number == "2026" || rest.starts_with(['s', 'r']) {
            continue;
        }
        // The cursor is the one mode that is on by itself.
        let sets = rest.starts_with('h') != (number == "25");
        if sets {
            set.push(number.to_owned());
        } else if number != "25" || set.iter().any(|mode| mode == "25") {
            assert_eq!(
                set.pop().as_deref(),
                Some(number),
                "not in reverse: {}",
                desk.bytes()
            );
        }
    }
    assert!(set.is_empty(), "left set: {set:?}");
    let left = desk.emulator();
    assert!(!left.alternate_screen() && !left.bracketed_paste() && !left.hide_cursor());
    assert!(!left.application_keypad() && !left.application_cursor());
    assert_eq!(
        (left.fgcolor(), left.bgcolor()),
        (vt100::Color::Default, vt100::Color::Default)
    );
    assert!(!(left.bold() || left.dim() || left.italic() || left.underline() || left.inverse()));
}
