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

/// A desk that asks whether to drop its draft.
fn asked_about_the_draft() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.settle().press("Ctrl+P").types("throw").press("Enter");
    desk.sees("Drop this draft?").stands_still();
    desk
}

#[test]
fn a_key_of_another_place_is_no_text_and_the_question_takes_its_own_key_after_it() {
    for key in ["Alt+O", "F1", "Ctrl+P", "Tab", "Enter", "Left"] {
        let mut desk = asked_about_the_draft();
        desk.press(key).sees("Only the keys above count here.");
        desk.confirm_despite();
        assert_eq!(
            (desk.asked().as_str(), &*desk.text("Patient")),
            ("", ""),
            "{key}"
        );
    }
}

#[test]
fn text_typed_at_a_question_without_choices_can_be_taken_away() {
    for keys in ["Down", "Up", "Ctrl+U", "Backspace Backspace"] {
        let mut desk = asked_about_the_draft();
        desk.types("xy").sees("Only the keys above count here.");
        desk.confirm_despite()
            .sees("Text was typed here: Ctrl-U clears it, then Ctrl-S.");
        desk.press(keys)
            .sees("Ctrl-S counts again.")
            .confirm_despite();
        assert_eq!(
            (desk.asked().as_str(), &*desk.text("Patient")),
            ("", ""),
            "{keys}"
        );
    }
}

#[test]
fn a_correction_within_text_typed_at_a_question_releases_nothing() {
    let mut desk = asked_about_the_draft();
    desk.types("mo 8:3o").press("Backspace").confirm_despite();
    desk.sees("Drop this draft?");
    assert_eq!(desk.text("Patient"), PATIENT);
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
        let mut desk = DeskAtWork::with_a_visit(headless::Options {
            language,
            ..at_clinik()
        });
        desk.settle().press("F1").types(word).sees("-P ");
        desk.press("Esc").press("Esc");
        desk.press("Ctrl+P").types(word).press("Enter");
        assert_ne!(desk.asked(), "", "{}", desk.screen());
    }
}
