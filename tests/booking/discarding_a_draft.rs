//! A draft that nobody needs has a way out with a name; nothing typed is lost unasked.

use i18n::Language;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

#[test]
fn a_draft_is_thrown_away_by_name_once_somebody_says_so() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle()
        .press("Ctrl+P")
        .types("discard")
        .press("Enter");
    desk.sees("Drop this draft?")
        .sees("What is in this form would be lost.")
        .sees_no("All six letters")
        .press("Esc");
    assert_eq!(desk.text("Patient"), PATIENT, "{}", desk.screen());
    desk.press("Ctrl+P")
        .types("drop")
        .press("Enter")
        .confirm_despite();
    assert_eq!(desk.text("Patient"), "", "{}", desk.screen());
    assert_eq!(
        desk.state()["parked"].as_array().map_or(0, Vec::len),
        0,
        "it is not put aside"
    );
}

#[test]
fn with_nothing_typed_there_is_nothing_to_throw_away() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P").types("discard").press("Enter");
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.note(), "There is no draft here.");
}

#[test]
fn it_is_found_in_every_language_and_in_the_help() {
    for (language, word) in [
        (Language::En, "discard"),
        (Language::De, "verwerfen"),
        (Language::Fi, "hylkää"),
    ] {
        let mut desk = DeskAtWork::with_a_visit(bookdesk::headless::Options {
            language,
            ..at_clinik()
        });
        desk.settle().press("F1").types(word).sees("-P ");
        desk.press("Esc").press("Esc");
        desk.press("Ctrl+P").types(word).press("Enter");
        assert_ne!(desk.asked(), "", "{}", desk.screen());
    }
}
