//! The free rows of the board can be booked, and nothing counts as booked there that nobody knows to be.

use booking::clinics::CLINIK;
use booking::{Hold, Provider, Slot};
use chrono::{DateTime, TimeDelta, Utc};
use desk::Size;
use headless::Options;
use office::SharedNews;
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, at_clinik};
use crate::records::other_desks::shared;

/// Leena Virtaranta, who is in on Friday mornings.
const LEENA: &str = "lv";

/// The starts of the free rows on screen, as they stand there.
fn free_starts(desk: &DeskAtWork) -> Vec<String> {
    let screen = desk.screen();
    let rows = screen
        .lines()
        .filter(|line| line.contains(" free ") && line.contains('–'));
    rows.filter_map(|line| line.split_whitespace().find(|word| word.contains('–')))
        .filter_map(|times| times.split('–').next())
        .map(str::to_owned)
        .collect()
}

/// The board of a Friday at ten past nine, of one practitioner.
fn todays_board(code: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-20T08:10:00Z".parse().expect("an instant"),
        ..at_clinik()
    });
    desk.press("Ctrl+D").settle().types(code).settle();
    desk
}

#[test]
fn free_rows_of_today_begin_after_now_also_once_time_has_passed() {
    let mut desk = todays_board(LEENA);
    let starts = free_starts(&desk);
    assert!(!starts.is_empty(), "{}", desk.screen());
    assert!(
        starts.iter().all(|start| start.as_str() > "09:10"),
        "{starts:?}\n{}",
        desk.screen()
    );
    desk.pass(3600).settle();
    let starts = free_starts(&desk);
    assert!(
        !starts.is_empty() && starts.iter().all(|start| start.as_str() > "10:10"),
        "{starts:?}\n{}",
        desk.screen()
    );
}

#[test]
fn enter_on_a_free_row_begins_a_booking_at_its_start_as_the_help_says() {
    let mut desk = todays_board(LEENA);
    let first = free_starts(&desk).first().cloned().expect("a free row");
    desk.press("Up Up Up Up Up Up Enter").settle();
    assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
    assert!(
        desk.text("Start").ends_with(&first),
        "{first}\n{}",
        desk.screen()
    );
    assert_ne!(desk.text("Practitioner"), "");
    assert_eq!(desk.focus(), "Patient");
    assert!(
        desk.requests()
            .iter()
            .all(|request| request["method"] == "GET"),
        "only the booking key sends"
    );
}

#[test]
fn a_time_that_another_desk_holds_is_no_free_row() {
    let mut desk = todays_board(LEENA);
    let before = free_starts(&desk);
    let start = format!("2026-11-20T{}:00+01:00", before[0]);
    let start: DateTime<Utc> = start.parse().expect("a moment");
    let hold = Hold {
        provider: Provider::named(CLINIK, "prac_f5h1rw").expect("a practitioner"),
        slot: Slot {
            start,
            end: start + TimeDelta::minutes(20),
        },
        desk: Some("front-2".to_owned()),
    };
    desk.tell(shared(SharedNews::Desks(2)))
        .tell(shared(SharedNews::Held(vec![hold])));
    assert_ne!(free_starts(&desk)[0], before[0], "{}", desk.screen());
    desk.tell(shared(SharedNews::Held(Vec::new())));
    assert_eq!(free_starts(&desk), before);
}

#[test]
fn there_are_no_free_rows_while_somebody_is_noted_to_be_away() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-20T08:10:00Z".parse().expect("an instant"),
        ..at_clinik()
    });
    desk.types("lv away fr 10-18 ill").settle();
    desk.press("Enter").settle();
    desk.press("Ctrl+S").settle().press("Esc Esc").settle();
    desk.press("Ctrl+D").settle().types(LEENA).settle();
    let starts = free_starts(&desk);
    assert!(
        !starts.iter().any(|start| start.as_str() >= "10:00"),
        "{starts:?}\n{}",
        desk.screen()
    );
}

#[test]
fn an_unknown_booking_counts_as_unknown_in_the_head_of_the_day() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit("20.11.2026 16:00")
        .fill("Practitioner", "prac_xyz789")
        .settle();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 503, "times": 0}),
    );
    desk.book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    assert_eq!(desk.state()["unknown"].as_array().map(Vec::len), Some(1));
    desk.fault(&json!({"clear": true}));
    desk.press("Ctrl+D").settle();
    desk.sees("1 unknown").sees_no("1 booked");
}

#[test]
fn a_time_that_was_given_back_here_is_drawn_as_free_once_it_is_listed() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-23T07:30:00Z".parse().expect("a moment"),
        size: Size {
            cols: 120,
            rows: 40,
        },
        is_booked: true,
        ..at_clinik()
    });
    let half_past = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let row = screen.lines().find(|line| line.starts_with("│ 10:20 "));
        row.map(|row| row.chars().skip(8).take(9).collect::<String>())
    };
    desk.types("220385s ki today 10:00 60min f").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI").press("Esc Esc");
    // The free times are read while the visit takes up its slots.
    desk.pass(301).settle();
    let booked = half_past(&desk).unwrap_or_default();
    assert!(!booked.starts_with('░'), "{}", desk.screen());
    desk.types("220385s -").settle().press("Enter").settle();
    desk.press("Ctrl+S").settle().sees("Cancelled at ClinikAPI");
    // Until then the lists of such a clinic may be behind.
    desk.press("Esc Esc").pass(12).settle();
    let given_back = half_past(&desk).unwrap_or_default();
    assert!(given_back.starts_with('░'), "{}", desk.screen());
}

#[test]
fn the_board_opens_on_today_once_somebody_is_booked_today() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-21T09:00:00Z".parse().expect("a moment"),
        size: Size { cols: 80, rows: 24 },
        is_booked: true,
        ..at_clinik()
    });
    desk.press("Ctrl+D")
        .settle()
        .sees("Mon 23 Nov")
        .press("Esc");
    desk.press("Ctrl+E").types("220385s lv today 11:00 30min f");
    desk.settle().press("Enter").settle();
    desk.press("Ctrl+S").settle();
    if !desk.asked().is_empty() {
        desk.confirm_despite().settle();
    }
    desk.sees("Booked at ClinikAPI");
    desk.press("Ctrl+D").settle().sees("← Sat 21 Nov");
}
