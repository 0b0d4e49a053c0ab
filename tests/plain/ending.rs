//! However a conversation ends, it says what that means for the booking.

use super::{Desk, a_visit};

#[test]
fn input_that_ends_before_a_yes_books_nothing() {
    let desk = Desk::new();
    let said = desk.answers(&a_visit("pt_abc123", "11.02.2098 10:00"));
    said.ends_with(2)
        .has_line("The input has ended. Nothing was booked.");
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(
        said.err.contains("nothing was booked") && said.err.contains("`bookdesk demo`"),
        "{}",
        said.err
    );
    assert!(desk.creates().is_empty());
}

/// What a script left unsaid is not said by the one before it.
#[test]
fn a_script_begins_with_an_empty_form() {
    let desk = Desk::new();
    desk.answers(&a_visit("pt_abc123", "11.02.2098 10:00"))
        .ends_with(2);
    let said = desk.answers(&["", "", "fields"]);
    said.ends_with(2).has_line("1 Patient: empty");
}

#[test]
fn a_second_booking_that_was_not_made_is_no_success() {
    let desk = Desk::new();
    let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
    answers.extend(["y", "y", "", "", "pt_abc123"]);
    let said = desk.answers(&answers);
    said.ends_with(2)
        .has_line("The input has ended. The last one was not booked.");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn leaving_is_asked_about_once_there_is_something_to_lose() {
    let desk = Desk::new();
    desk.answers(&["quit"]).ends_with(0);
    desk.answers(&["", "", "pt_abc123", "quit", "y"])
        .ends_with(0)
        .mentions("Quit? ");
    desk.answers(&["", "", "pt_abc123", "quit", "n"])
        .ends_with(2);
}
