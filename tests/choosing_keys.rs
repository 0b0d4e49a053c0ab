//! A desk whose keys are not those of the table: what is configured works, is shown, and takes nothing else away.

use bookdesk::desk::{Action, Key, Keymap};
use bookdesk::headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// Book with Ctrl-B, take what Ctrl-S was for the palette.
fn with_other_keys() -> Options {
    let key = |name: &str| vec![name.parse::<Key>().expect("a key")];
    let wishes = [(Action::Book, key("Ctrl+B")), (Action::Palette, key("Ctrl+S"))];
    let (keys, refusals) = Keymap::with(&wishes);
    assert_eq!(refusals, []);
    Options { keys, ..at_clinik() }
}

#[test]
fn the_chosen_key_books_and_the_one_before_does_not() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("Ctrl+S").sees("what do you want to do?").press("Escape");
    assert_eq!(desk.creates().len(), 0);
    desk.press("Ctrl+B").settle().booked();
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("F5").settle().booked();
}

#[test]
fn warnings_are_answered_with_the_chosen_key_once_more() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("Ctrl+B").settle().booked();
    desk.fill_a_visit("10.02.2027 10:00").press("Ctrl+B").settle();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk.press("Ctrl+S Ctrl+P").settle();
    assert_eq!(desk.creates().len(), 1);
    desk.press("Ctrl+B").settle();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn last_line_help_and_palette_show_the_keys_as_they_are() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.settle().sees("Ctrl-B book").sees_no("Ctrl-S book");
    desk.press("F1").sees("Ctrl-B F5 book").sees("Ctrl-S F3 everything the desk can do").press("Escape");
    desk.press("Ctrl+S").types("warnings").sees("Ctrl-B F5 book").press("Enter");
    desk.sees("Ctrl-B books; Enter never does.");
}

#[test]
fn a_keyboard_with_other_letters_reaches_every_command() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+з").sees("what do you want to do?").press("Escape");
    desk.press("Ctrl+Ы").settle().booked();
    assert_eq!(desk.creates().len(), 1);
}
