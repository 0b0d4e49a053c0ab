//! F1: what helps where one is, and every key, found by any word.

use booking::Language;
use desk::TABLE;
use headless::Options;

use crate::desk_at_work::{DeskAtWork, at_clinik};

#[test]
fn help_begins_with_where_one_is() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+E F1")
        .sees("Here: the entry line")
        .sees("Enter fills the form with it, Ctrl-S then books.");
    desk.press("Esc Tab F1")
        .sees("Here: the form")
        .sees("Ctrl-F shows the free times");
    desk.sees("This field: Patient").press("Esc");
    desk.press("Ctrl+G Ctrl+R Ctrl+O Ctrl+O F1")
        .sees_no("Here: the form")
        .press("Esc Esc");
    desk.press("Ctrl+D F1").sees("Here: the day board");
}

#[test]
fn help_over_a_card_is_about_the_card_and_goes_back_to_it() {
    for binding in TABLE {
        let mut desk = DeskAtWork::open(at_clinik());
        let key = binding.keys[0].written();
        let before = desk.press(&key).settle().state()["overlay"].clone();
        if before.is_null() || before == "help" {
            continue;
        }
        desk.press("F1")
            .sees("Here: ")
            .sees_no("Here: the form")
            .press("Esc");
        assert_eq!(desk.state()["overlay"], before, "{key}");
    }
}

#[test]
fn what_is_typed_leaves_what_has_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("F1")
        .types("drucken")
        .sees("slip to take home: on paper")
        .sees("The appointment shown");
    desk.sees_no("next field").sees_no("Moving about");
    desk.press("Ctrl+U")
        .types("f12")
        .sees("Ctrl-F F12 free times")
        .sees_no("Alt-V");
    desk.press("Ctrl+U")
        .types("surname comma")
        .sees("schmidt,ma")
        .sees_no("Keys that");
    desk.press("Ctrl+U")
        .types("xyzzy")
        .sees("Nothing here is called that. Ctrl-P finds");
    // Nothing of it got into the form.
    desk.press("Esc")
        .sees_no("xyzzy")
        .press("F1")
        .sees("type to search");
}

#[test]
fn a_search_begins_at_its_first_row_and_no_text_is_too_long() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(80, 24)
        .press("F1 PgDn PgDn")
        .sees_no("Here: the form");
    desk.types("t").sees("Here: the form");
    desk.paste(&"x".repeat(5_000))
        .sees("Nothing here is called that");
    desk.press("Esc F1")
        .paste("Sli\u{1b}p")
        .sees("slip to take home");
}

#[test]
fn help_speaks_as_the_desk_does() {
    let mut desk = DeskAtWork::open(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.press("F1")
        .sees("Hier: das Formular")
        .sees("Strg-F zeigt die freien Zeiten");
    desk.types("print").sees("Terminzettel: auf Papier");
}

#[test]
fn the_help_finds_what_the_palette_finds_by_other_names() {
    for (typed, found) in [
        ("last visit", "all visits of the patient, to come and past"),
        ("waiting list", "put somebody on the waiting list"),
        ("waiting room", "who is waiting here now"),
        ("running late", "somebody is late"),
        ("start over", "throw this draft away"),
    ] {
        for key in ["F1", "Ctrl+P"] {
            let mut desk = DeskAtWork::open(at_clinik());
            desk.press(key).types(typed).sees(found);
        }
    }
}
