//! A visit that is booked has a time, and a length that somebody has seen.

use serde_json::{Value, json};

use crate::desk_at_work::{
    DeskAtWork, PATIENT, PROFILE, VISITS, at_aniva, at_clinik, at_fhir, record_at_clinik,
};

const KARIN: &str = "prac_xyz789";
/// Şebnem Yıldırım-Kaya, whose slots last 20 minutes.
const SEBNEM: &str = "prac_c9e4ym";

/// Enters a line, and waits for what comes of it.
fn enter(desk: &mut DeskAtWork, line: &str) {
    desk.press("Ctrl+E Ctrl+U").types(line).settle();
    desk.press("Enter").settle();
}

fn without_a_time(status: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Minutes", "30")
        .fill("Status", status)
        .settle();
    desk
}

#[test]
fn a_visit_without_a_time_is_not_booked_however_often_the_key_is_pressed() {
    for status in [
        "booked",
        "arrived",
        "checked-in",
        "fulfilled",
        "noshow",
        "cancelled",
    ] {
        let mut desk = without_a_time(status);
        desk.book();
        desk.sees("It has no time yet.")
            .sees("Type one, or let the desk take the first free.");
        desk.stands_still().book().stands_still().book();
        assert_eq!(
            desk.creates(),
            [] as [Value; 0],
            "{status}: {}",
            desk.screen()
        );
    }
}

#[test]
fn a_line_with_a_time_takes_the_length_of_the_published_slot() {
    for (options, clinic) in [at_clinik(), at_fhir()].into_iter().zip(VISITS) {
        let mut desk = DeskAtWork::open_at_the_line(options);
        enter(&mut desk, "220385s ki mo 9");
        assert_eq!(desk.text("Minutes"), "30", "{}", desk.screen());
        desk.book_at_once();
        let body = record_at_clinik(clinic, desk.body());
        assert_eq!(
            (&body["start"], &body["end"], &body["minutesDuration"]),
            (
                &json!("2026-11-23T08:00:00.000Z"),
                &json!("2026-11-23T08:30:00.000Z"),
                &json!(30)
            )
        );
    }
}

#[test]
fn the_first_free_time_takes_the_length_of_its_slot() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    enter(&mut desk, "220385s lv");
    assert_eq!(desk.text("Minutes"), "20", "{}", desk.screen());
    desk.sees("08:00–08:20").book_at_once();
    assert_eq!(desk.body()["minutesDuration"], 20);
}

#[test]
fn the_length_of_a_template_or_of_the_line_comes_first() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    enter(&mut desk, "220385s ki n mo 9");
    assert_eq!(desk.text("Minutes"), "45", "{}", desk.screen());
    enter(&mut desk, "220385s ki mo 9 20min");
    assert_eq!(desk.text("Minutes"), "20", "{}", desk.screen());
}

#[test]
fn in_the_form_the_length_is_that_of_the_slot_until_somebody_types_another() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 9:00")
        .settle();
    assert_eq!(desk.text("Minutes"), "30", "{}", desk.screen());
    desk.fill("Practitioner", SEBNEM).settle();
    assert_eq!(desk.text("Minutes"), "20", "it follows the practitioner");
    desk.go_to("Minutes").types("45").settle();
    desk.fill("Practitioner", KARIN).press("Tab").settle();
    assert_eq!(desk.text("Minutes"), "45", "{}", desk.screen());
    desk.fill("Minutes", "").settle();
    assert_eq!(
        desk.text("Minutes"),
        "",
        "it is not refilled while it is edited"
    );
}

#[test]
fn the_length_of_a_slot_follows_the_practitioner_after_the_draft_was_put_aside() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 9:00")
        .settle();
    assert_eq!(desk.text("Minutes"), "30", "{}", desk.screen());
    desk.press("Ctrl+N Alt+A").settle();
    assert_eq!(desk.text("Minutes"), "30", "{}", desk.screen());
    desk.fill("Practitioner", SEBNEM).settle();
    assert_eq!(desk.text("Minutes"), "20", "{}", desk.screen());
}

#[test]
fn the_booking_key_does_not_book_before_the_length_has_arrived() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .settle();
    desk.fill("Start", "23.11.2026 9:00").press("Ctrl+S");
    assert_eq!(
        desk.note(),
        "The length of the visit has not arrived yet: nothing was booked."
    );
    desk.settle();
    assert_eq!(desk.creates(), [] as [Value; 0]);
    desk.book_at_once();
    assert_eq!(desk.body()["minutesDuration"], 30);
}

#[test]
fn where_nobody_knows_the_length_the_desk_asks_for_it() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT)
        .fill("Start", "10.02.2027 10:00")
        .settle();
    desk.book();
    assert_eq!(desk.creates(), [] as [Value; 0], "{}", desk.screen());
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    desk.sees("It has no length yet.");
    desk.press("Esc")
        .fill("Minutes", "20")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["minutesDuration"], 20);
}

/// The line of the head with this digit.
fn section(desk: &DeskAtWork, digit: char) -> String {
    let screen = desk.screen();
    let is_of = |line: &&str| {
        line.trim_start_matches(['│', ' '])
            .starts_with(&format!("{digit} "))
    };
    screen.lines().find(is_of).unwrap_or_default().to_owned()
}

#[test]
fn a_section_is_not_done_while_it_names_nobody() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", PATIENT).press("Alt+V f").settle();
    desk.press("Alt+1").settle();
    assert_eq!(desk.text("Appointment type"), "FOLLOWUP");
    let second = section(&desk, '2');
    assert!(!second.contains('✓'), "{second}\n{}", desk.screen());
    desk.fill("Practitioner", KARIN).press("Alt+1").settle();
    let second = section(&desk, '2');
    assert!(second.contains('✓'), "{second}\n{}", desk.screen());
}

#[test]
fn an_end_before_the_start_is_refused_in_the_form() {
    for (options, clinic) in [at_clinik(), at_fhir()].into_iter().zip(VISITS) {
        let mut desk = DeskAtWork::open(options);
        desk.fill("Patient", PATIENT)
            .fill("Practitioner", KARIN)
            .fill("Start", "01.12.2026 11:00")
            .fill("End", "10:00")
            .press("Tab")
            .settle();
        assert_ne!(desk.problem_at("End"), "", "{clinic:?} {}", desk.screen());
        desk.press("Ctrl+S").settle();
        assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    }
}

#[test]
fn a_place_without_a_zone_takes_no_time_of_the_wall() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", "91ed551f-b8cb-4322-a039-0d5db5d17aad")
        .fill("Scheduled at", "01.12.2026 09:00")
        .press("Tab")
        .settle();
    let why = desk.problem_at("Scheduled at").to_owned();
    assert!(
        why.contains("time zone of this place"),
        "{why}\n{}",
        desk.screen()
    );
    desk.press("Ctrl+S").settle();
    assert_eq!(desk.creates().len(), 0, "{}", desk.screen());
    desk.fill("Scheduled at", "2026-12-01T08:00Z")
        .press("Tab")
        .settle();
    assert_eq!(desk.problem_at("Scheduled at"), "", "{}", desk.screen());
    desk.sees("Tue 1 Dec 08:00 UTC").book_at_once();
    assert_eq!(desk.creates().len(), 1, "{}", desk.screen());
}
