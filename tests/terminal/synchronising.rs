//! A terminal that can show a frame in one piece is asked whether it can, and is not waited for.

use super::pty::{Pty, Start, home};
use crate::desk_at_work::is_on;

/// Whether frames are held back until they are whole (DEC private mode 2026).
const QUESTION: &str = "\x1b[?2026$p";
const YES: &str = "\x1b[?2026;2$y";
const NO: &str = "\x1b[?2026;0$y";
const BEGINS: &str = "\x1b[?2026h";
const ENDS: &str = "\x1b[?2026l";

fn written(desk: &Pty) -> String {
    String::from_utf8_lossy(desk.written()).into_owned()
}

/// A desk whose terminal has given this answer, after a long frame: the help.
fn answered(home: &std::path::Path, answer: &str) -> Pty {
    let mut desk = Start::desk(home).go();
    desk.sees("SANDBOX");
    desk.keys(answer);
    desk.keys("\x1bOP");
    desk.sees("type to search");
    desk
}

#[test]
fn it_is_asked_before_the_first_frame_and_the_answer_is_no_text() {
    let home = home();
    let mut desk = answered(home.path(), YES);
    let all = written(&desk);
    assert_eq!(all.matches(QUESTION).count(), 1);
    assert!(
        all.find(QUESTION) < all.find("bookdesk"),
        "what it may leave on the screen is painted over"
    );
    assert!(!desk.screen().contains("2026;"), "{}", desk.screen());
    desk.keys("\x1b");
    desk.sees("patient");
    assert!(!desk.screen().contains("$y"), "{}", desk.screen());
}

#[test]
fn a_long_frame_stands_between_its_marks_and_a_short_one_goes_without() {
    let home = home();
    let mut desk = answered(home.path(), YES);
    desk.until_written("a whole frame", |bytes| {
        String::from_utf8_lossy(bytes).contains(ENDS)
    });
    let all = written(&desk);
    let (_, frame) = all.split_once(BEGINS).expect("a long frame");
    let (frame, _) = frame.split_once(ENDS).expect("its end");
    assert!(frame.contains("Here:"), "{frame:?}");
    assert!(!frame.contains(BEGINS), "{frame:?}");
    desk.keys("\x1b\x1b4");
    desk.sees("Reason ›");
    desk.rests();
    // News that arrives with a letter may make its frame a long one; a letter by itself never does.
    let short = ('a'..='j').filter(|letter| {
        let before = desk.written().len();
        desk.keys(letter.to_string());
        desk.until("the letter", |screen| {
            is_on(screen, &format!("Reason › {}", typed(*letter)))
        });
        let frame = String::from_utf8_lossy(&desk.written()[before..]).into_owned();
        !frame.contains(BEGINS)
    });
    assert!(short.count() > 0, "every letter was a long frame");
}

/// What stands in the field once this letter was typed.
fn typed(last: char) -> String {
    ('a'..=last).collect()
}

#[test]
fn without_a_yes_nothing_changes() {
    for answer in [NO, ""] {
        let home = home();
        let desk = answered(home.path(), answer);
        assert!(!written(&desk).contains(BEGINS), "{answer:?}");
    }
}

#[test]
fn a_terminal_of_another_kind_is_not_asked() {
    for terminal in ["linux", "vt220", ""] {
        let home = home();
        let mut desk = Start::desk(home.path()).with("TERM", terminal).go();
        desk.sees("SANDBOX");
        assert!(!written(&desk).contains(QUESTION), "{terminal:?}");
    }
}
