//! A desk whose keys are not those of the table: what is configured works, is shown, and takes nothing else away.

use desk::{Action, Key, Keymap};
use headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// Book with Ctrl-B, take what Ctrl-S was for the palette, and some more.
fn with_other_keys() -> Options {
    let key = |name: &str| vec![name.parse::<Key>().expect("a key")];
    let wishes = [
        (Action::Book, key("Ctrl+B")),
        (Action::Palette, key("Ctrl+S")),
        (Action::FreeTimes, key("Alt+T")),
        (Action::NewDraft, key("Alt+Z")),
        (Action::Resume('a'), key("Alt+J")),
    ];
    let (keys, refusals) = Keymap::with(&wishes);
    assert_eq!(refusals, []);
    Options {
        keys,
        ..at_clinik()
    }
}

#[test]
fn the_chosen_key_books_and_the_one_before_does_not() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("Ctrl+S")
        .sees("what do you want to do?")
        .press("Escape");
    assert_eq!(desk.creates().len(), 0);
    desk.press("Ctrl+B").settle().booked();
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("F5").settle().booked();
}

#[test]
fn warnings_are_answered_with_the_chosen_key_once_more() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.press("Ctrl+B").settle().booked();
    desk.fill_a_visit("10.02.2027 10:00")
        .press("Ctrl+B")
        .settle();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk.stands_still()
        .press("Ctrl+S Ctrl+P")
        .sees("Ctrl-B book anyway")
        .settle();
    assert_eq!(desk.creates().len(), 1);
    desk.stands_still().press("1 Ctrl+B").settle();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn last_line_help_and_palette_show_the_keys_as_they_are() {
    let mut desk = DeskAtWork::with_a_visit(with_other_keys());
    desk.settle().sees("Ctrl-B book").sees_no("Ctrl-S book");
    desk.press("F1")
        .sees("Ctrl-B book")
        .sees("Ctrl-S F3 everything the desk can do")
        .press("Escape");
    desk.press("Ctrl+S")
        .types("only key that")
        .sees("Ctrl-B book")
        .press("Enter");
    desk.sees("Ctrl-B books; Enter never does.");
}

#[test]
fn sentences_name_the_keys_as_they_are() {
    let mut desk = DeskAtWork::open_at_the_line(with_other_keys());
    desk.sees("Enter fills the form, Ctrl-B then books")
        .types("mari")
        .press("Ctrl+B");
    assert_eq!(
        desk.note(),
        "Enter shows what the line means; then Ctrl-B books it."
    );
    desk.press("Ctrl+U Tab")
        .go_to("Start")
        .sees("10:00 · fr 14:15 · Alt-T finds a free time");
    desk.press("F1")
        .sees("10:00 · fr 14:15 · Alt-T finds a free time")
        .press("Escape");
    desk.fill("Reason", "Fever").press("Alt+Z");
    assert_eq!(desk.note(), "Parked as A; Alt-J opens it again.");
    desk.press("Alt+B");
    assert_eq!(
        desk.note(),
        "Nothing is parked as B. Alt-Z parks the draft in the form."
    );
}

#[test]
fn a_keyboard_with_other_letters_reaches_every_command() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+з")
        .sees("what do you want to do?")
        .press("Escape");
    desk.press("Ctrl+Ы").settle().booked();
    assert_eq!(desk.creates().len(), 1);
}
