//! The mouse: a click means what is drawn where it falls, the wheel moves what is under it, and no click books by
//! itself.

use std::time::Duration;

use desk::{Desk, Gesture, Msg, Size};
use headless::Options;
use interactive::Canvas;

use office::{Moment, OfficeEvent};

use crate::desk_at_work::unplugged::{blank, tell};
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

/// A desk with the panes beside the form.
fn wide() -> Options {
    Options {
        size: Size {
            cols: 140,
            rows: 50,
        },
        ..Options::default()
    }
}

#[test]
fn a_click_puts_the_cursor_where_it_falls() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.clicks("Reason");
    assert_eq!(desk.focus(), "Reason");
    desk.types("knee, left")
        .clicks("More")
        .go_to("Comment")
        .types("sober");
    assert_eq!(
        (desk.focus().as_str(), desk.text("Comment").as_str()),
        ("Comment", "sober")
    );
    desk.clicks("left").types("the ");
    assert_eq!(
        (desk.focus().as_str(), desk.text("Reason").as_str()),
        ("Reason", "knee, the left")
    );
    desk.clicks("3 Start");
    assert_eq!(desk.focus(), "Start");
}

#[test]
fn a_click_finds_its_letter_in_a_long_text_and_in_the_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s f").clicks("5s f").types("1");
    assert_eq!(desk.state()["line"]["text"], "2203815s f");
    let long = "Bring the list of everything you take, also what you have bought yourself, and the letter of your \
                doctor; eat nothing from ten in the evening on.";
    desk.press("Alt+1")
        .fill("Patient instruction", long)
        .clicks("doctor");
    desk.types("family ");
    assert!(
        desk.text("Patient instruction")
            .contains("your family doctor"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_click_on_a_row_picks_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types("schmidt").settle().clicks("Maria Schmidt");
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.go_to("Status").press("Space").clicks("no-show");
    assert_eq!(desk.text("Status"), "noshow", "{}", desk.screen());
}

#[test]
fn a_click_gives_a_pane_the_keys_and_the_wheel_scrolls_it_without() {
    let mut desk = DeskAtWork::with_a_visit(wide());
    desk.resize(140, 24)
        .press("Ctrl+R")
        .settle()
        .clicks("─ Request");
    assert_eq!(desk.state()["pane"], "request");
    desk.clicks("Reason");
    assert_eq!(desk.state()["pane"], "form");
    desk.points(Gesture::WheelDown, "content-type:")
        .sees_no("POST http");
    assert_eq!(
        (desk.state()["pane"].as_str(), desk.focus().as_str()),
        (Some("form"), "Reason")
    );
    while desk.screen().contains("more  PgDn") {
        desk.points(Gesture::WheelDown, "more  PgDn");
    }
    desk.points(Gesture::WheelUp, "▲").sees("▼ 3 more");
}

#[test]
fn a_click_is_the_key_that_the_last_line_names() {
    let mut desk = DeskAtWork::open_at_the_line(Options::default());
    desk.clicks("F1 keys");
    assert_eq!(desk.state()["overlay"], "help");
    desk.points(Gesture::WheelDown, "Here:")
        .sees_no("Here: the entry line")
        .clicks("Esc close");
    assert_eq!(desk.state()["overlay"], serde_json::Value::Null);
    desk.clicks("Aniva");
    assert_eq!(desk.state()["backend"], "aniva");
}

#[test]
fn a_list_that_lies_over_the_form_takes_a_click_to_choose_and_another_to_do() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(99, 60)
        .press("Ctrl+P")
        .clicks("people in lists by initials");
    assert_eq!(desk.state()["overlay"], "palette", "it is only chosen");
    // The same words still stand there: the second of two quick clicks counts.
    desk.clicks_at_once("people in lists by initials");
    assert_eq!(desk.state()["overlay"], serde_json::Value::Null);
    desk.press("Ctrl+P")
        .points(Gesture::WheelDown, "next field")
        .points(Gesture::WheelDown, "next field")
        .press("Enter");
    assert_eq!(desk.state()["overlay"], "free times", "the third is done");
}

#[test]
fn after_something_else_was_on_the_terminal_a_line_counts_from_when_it_is_shown_again() {
    let mut desk = blank();
    let mut canvas = Canvas::default();
    canvas.paint(&desk).expect("memory can be written to");
    let Moment { now, up } = desk.office.moment;
    let later = Moment {
        now: now + Duration::from_secs(9),
        up: up + Duration::from_secs(9),
    };
    tell(&mut desk, [Msg::Office(OfficeEvent::Time(later))]);
    let (x, y) = (5, desk.size.rows - 1);
    let stood =
        |canvas: &mut Canvas, desk: &Desk| canvas.pointed_at(desk, x, y).expect("a target").stood;
    canvas.paint(&desk).expect("memory can be written to");
    assert_eq!(stood(&mut canvas, &desk), Duration::from_secs(9));
    canvas.forget();
    canvas.paint(&desk).expect("memory can be written to");
    assert_eq!(stood(&mut canvas, &desk), Duration::ZERO);
}

#[test]
fn no_click_books_by_itself() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.clicks("Ctrl-S book in")
        .sees("A click alone sends nothing: press Ctrl-S.");
    desk.press("Ctrl+P")
        .types("only key that")
        .clicks("book, the only")
        .sees("Ctrl-S books; Enter never does.");
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    desk.book_at_once();
}

#[test]
fn a_click_chooses_an_answer_or_goes_back_and_never_confirms() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fill("Start", "14.02.2027 10:00")
        .settle()
        .stands_still()
        .book();
    assert_ne!(desk.asked(), "", "a Sunday:\n{}", desk.screen());
    desk.clicks_at_once("Esc go back").settle();
    assert_ne!(desk.asked(), "", "the question came up under the hand");
    desk.clicks("2 practitioner agrees")
        .sees("› 2 practitioner agrees")
        .clicks("Start");
    assert_ne!(desk.asked(), "", "a question waits for its answer");
    desk.clicks("Ctrl-S book anyway")
        .sees("A click does not confirm. Press Ctrl-S.")
        .clicks("Esc go back");
    assert_eq!((desk.asked().as_str(), desk.creates().len()), ("", 0));
}

#[test]
fn a_row_that_has_just_come_is_not_picked() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types("schmidt")
        .settle()
        .clicks_at_once("Maria Schmidt");
    assert_eq!(desk.text("Patient"), "schmidt");
}

#[test]
fn a_locked_desk_hears_no_mouse() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+L").stands_still();
    let locked = desk.screen();
    for y in 0..56 {
        let line = locked.lines().nth(y).unwrap_or_default();
        if let Some(word) = line.split_whitespace().next() {
            desk.clicks_at_once(word);
        }
    }
    assert_eq!(
        (desk.state()["locked"].as_bool(), desk.screen()),
        (Some(true), locked)
    );
}

#[test]
fn the_mouse_is_taken_and_given_back_by_a_key() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Alt+M")
        .sees("The mouse points, chooses and scrolls. Alt-M gives it back to the terminal.");
    desk.press("Ctrl+F7")
        .sees("The mouse is the terminal's again: it selects text.");
}

#[test]
fn a_click_finds_a_field_and_its_letter_in_the_form_for_someone_new() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Alt+N")
        .clicks("Last name")
        .types("Vogel")
        .clicks("First name")
        .types("Kari")
        .clicks("ogel");
    desk.types("-").sees("V-ogel").sees("Kari");
}
