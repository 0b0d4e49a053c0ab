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

/// What is queued is on record: leaving loses none of it, and the next start has it, whatever is asked first.
#[test]
fn a_queued_booking_is_kept_and_listed_by_the_first_word_of_the_next_start() {
    let desk = Desk::new();
    let away = [
        ("LC_ALL", "C"),
        ("BOOKDESK_CLINIK_URL", "http://127.0.0.1:9/v1"),
    ];
    let visit = [
        "clinik",
        "",
        "pt_abc123",
        "prac_xyz789",
        "11.02.2098 10:00",
        "30",
        "",
        "y",
        "1",
        "n",
        "y",
    ];
    desk.answers_with(&away, &visit)
        .ends_with(0)
        .mentions("Quit? 1 change waits in the Outbox and was not sent.")
        .never_mentions("would be lost");
    let said = desk.answers_with(&away, &["outbox", "", "quit", "y"]);
    said.mentions("queued, pt_abc123, ClinikAPI")
        .never_mentions("The Outbox is empty");
}

#[test]
fn input_that_ends_after_cancellations_ends_well_unless_a_booking_was_begun() {
    let desk = Desk::new();
    let book = |day: &str| format!("220385s ki f {day} 10:00");
    for day in ["11.2.2098", "12.2.2098", "13.2.2098"] {
        desk.answers(&[&book(day), "y", "1", "n"]).ends_with(0);
    }
    desk.answers(&["220385s 11.2.2098 -", "", "y"]).ends_with(0);
    let begun = ["220385s 12.2.2098 -", "", "y", "220385s ki f"];
    desk.answers(&begun)
        .ends_with(2)
        .has_line("The input has ended. Nothing was booked.");
    desk.answers(&["220385s", "220385s all -", "", "y"])
        .ends_with(0);
}
