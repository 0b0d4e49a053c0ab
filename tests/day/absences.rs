//! A practitioner is away, as somebody has entered at the clinic: her day shows it, and a booking in it is asked about.

use desk::Size;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const KARIN: &str = "prac_xyz789";
const HER_SCHEDULE: &str = "sched_ki4v9r";

fn wide() -> Options {
    Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    }
}

/// Karin is away on Monday from 11 to 14, as another desk has entered.
fn with_an_absence() -> DeskAtWork {
    let mut desk = DeskAtWork::open(wide());
    let slot = json!({
        "scheduleId": HER_SCHEDULE, "status": "busy-unavailable", "comment": "Team meeting",
        "start": "2026-11-23T10:00:00Z", "end": "2026-11-23T13:00:00Z",
    });
    desk.sandbox()
        .keep_absence(&slot)
        .expect("another program can keep it");
    // Searches are ten seconds behind.
    desk.pass(300).settle();
    desk
}

#[test]
fn a_booking_in_an_absence_is_asked_about_with_its_reason() {
    let mut desk = with_an_absence();
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 11:20")
        .fill("Minutes", "20")
        .settle();
    desk.sees("Team meeting").sees("╱");
    assert!(
        desk.problem_at("Start").contains("Team meeting"),
        "{:?}",
        desk.problems()
    );
    let before = desk.creates().len();
    desk.press("Ctrl+S").settle();
    assert!(!desk.asked().is_empty(), "it is a question first");
    assert_eq!(desk.creates().len(), before);
    desk.press("Esc").fill("Start", "23.11.2026 14:20").settle();
    assert!(!desk.problem_at("Start").contains("Team meeting"));
}

#[test]
fn the_columns_of_the_day_are_hatched_where_somebody_is_away() {
    let mut desk = with_an_absence();
    desk.press("Ctrl+D Right Right Right Tab").settle();
    desk.sees("Team meeting");
}

#[test]
fn the_first_free_time_is_none_of_an_absence() {
    let mut desk = with_an_absence();
    desk.press("Esc")
        .types("220385s ki mo >11:00")
        .press("Enter")
        .settle();
    desk.sees("14:00").sees_no("11:00–11:20");
}
