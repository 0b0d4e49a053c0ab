//! The next caller's birth date, typed where a digit takes another of the free times.

use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// A desk with the first free time of Karin Ivers in the form for Maria Schmidt, and three others to choose from.
fn with_free_times() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki mo").settle().press("Enter").settle();
    desk.sees("Mon 23 Nov 08:00–08:30").sees("2 09:00");
    desk
}

#[test]
fn a_birth_date_takes_no_time_and_begins_the_next_line() {
    for typed in ["22.03.1985", "12.4.1986", "041268c", "190784l", "211285s"] {
        let mut desk = with_free_times();
        let before = desk.text("Start");
        desk.types(typed);
        assert_eq!(desk.state()["line"]["text"], typed, "{}", desk.screen());
        desk.settle();
        assert_eq!(desk.text("Start"), before, "{typed}: {}", desk.screen());
    }
}

#[test]
fn digits_one_after_the_other_still_choose_and_a_name_behind_one_leaves_the_time() {
    let mut desk = with_free_times();
    desk.types("21").settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 08:00");
    desk.types("2").settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 09:00");
    let mut desk = with_free_times();
    desk.types("2Carter");
    assert_eq!(desk.state()["line"]["text"], "Carter", "{}", desk.screen());
    assert_eq!(desk.text("Start"), "Mon 23 Nov 09:00");
}

#[test]
fn a_name_typed_behind_a_line_that_esc_has_brought_back_begins_a_line() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("gibberish word").settle().press("Enter");
    desk.types("Carter").press("Esc");
    assert_eq!(desk.state()["line"]["text"], "gibberish word");
    desk.types("Haddad");
    assert_eq!(desk.state()["line"]["text"], "Haddad", "{}", desk.screen());
}

#[test]
fn the_booking_key_pressed_once_more_says_that_it_is_booked() {
    let mut desk = with_free_times();
    desk.press("Ctrl+S").settle().press("Ctrl+S").settle();
    assert!(desk.note().starts_with("It is booked."), "{}", desk.note());
    assert_eq!(desk.creates().len(), 1);
}

/// A digit pressed just behind the booking key came too late for a free time: no name begins with it. A birth date does.
#[test]
fn a_digit_behind_the_booking_key_is_no_part_of_the_next_name() {
    for (typed, line) in [
        ("3haddad", "haddad"),
        ("3", "3"),
        ("3.4.1986", "3.4.1986"),
        ("220385s", "220385s"),
        ("041268c", "041268c"),
    ] {
        let mut desk = with_free_times();
        let hangs =
            json!({"backend": "clinik", "call": "create", "fault": "hang", "when": "after"});
        desk.fault(&hangs);
        desk.press("Ctrl+S").send_off();
        assert_eq!(desk.state()["flight"], "sending", "{}", desk.screen());
        desk.types(typed);
        assert_eq!(desk.state()["line"]["text"], line, "{}", desk.screen());
    }
}
