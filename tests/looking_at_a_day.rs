//! The day of a practitioner or location: who comes when, what is free, and every appointment a key away.

use serde_json::json;

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";

/// A desk where Maria has a visit with Karin Ivers on Wednesday 10 February 2027 at 10:00.
fn with_a_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    book(&mut desk, "10.02.2027 10:00", "control");
    desk
}

fn book(desk: &mut DeskAtWork, start: &str, reason: &str) {
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN).fill("Start", start).fill("Minutes", "30");
    desk.fill("Reason", reason).book();
    if desk.asked() != "" {
        desk.goes_ahead().settle();
    }
    desk.booked();
}

/// Opens the day and walks to 10 February 2027: eleven weeks and five days from the desk's today.
fn to_the_tenth(desk: &mut DeskAtWork) {
    desk.press("Ctrl+D").settle();
    for _ in 0..11 {
        desk.press("PageDown");
    }
    desk.press("Right Right Right Right Right").settle().sees("← Wed 10 Feb 2027 →");
}

#[test]
fn a_practitioners_day_names_everyone_and_what_is_free_between() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.sees("Karin Ivers · ClinikAPI").sees("1 appointment · times in Europe/Berlin");
    desk.sees("08:00–10:00 free");
    desk.sees("10:00–10:30 Maria Schmidt, 22 Mar 1985 booked control");
    desk.sees("10:30–12:30 free").sees("0 s ago");
}

#[test]
fn a_locations_day_is_that_of_its_own_clock() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2026-11-23 09:00")
        .book_at_once();
    desk.press("Ctrl+D").settle().sees("Probe Berlin Mitte · Aniva").sees("Fri 20 Nov 2026 → today");
    desk.press("Right Right Right").settle().sees("← Mon 23 Nov 2026 →");
    desk.sees("Maria Schmidt, 22 Mar 1985").sees("scheduled");
    let helsinki = "b24f8050-d9c5-4f2a-a451-10573e12e575";
    desk.press("Esc").fill("Profile", PROFILE).fill("Location", helsinki);
    desk.fill("Scheduled at", "2026-11-23 08:00").book_at_once();
    desk.press("Ctrl+D").settle().press("Right Right Right").settle();
    desk.sees("Näyte Helsinki Kamppi")
        .sees("times in Europe/Helsinki, not the desk's zone")
        .sees("09:00–09:10");
}

#[test]
fn an_appointment_of_the_day_opens_in_its_pane_with_all_its_members() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.press("Ctrl+D").types("ivers").press("Enter").settle().sees("10:00–10:30").press("Enter").settle();
    assert_eq!(desk.state()["overlay"], json!(null));
    assert_eq!(desk.state()["pane"], "appointment");
    desk.sees("Maria Schmidt, 22 Mar 1985 opened, status booked")
        .sees("Wed 10 Feb 2027 10:00 – 10:30 CET")
        .sees("control");
    assert!(desk.requests().iter().any(|request| request["call"] == "read"), "it was read by its id");
}

#[test]
fn a_day_that_nobody_is_named_for_asks_whose_and_narrows_as_one_types() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+D").settle().sees("Whose day?").sees("Karin Ivers").sees("Probe Berlin Mitte");
    desk.types("helsi").sees_no("Karin Ivers").press("Enter").settle();
    desk.sees("Näyte Helsinki Kamppi · Aniva").press("Tab").settle().sees_no("Näyte Helsinki Kamppi ·");
    desk.press("Shift+Tab").settle().sees("Näyte Helsinki Kamppi · Aniva").press("Esc");
    assert_eq!(desk.state()["overlay"], json!(null));
}

/// Help and the palette open over whatever is open, and Esc closes the topmost.
#[test]
fn help_and_the_palette_lie_over_the_day_and_leave_it_as_it_was() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    let day = desk.screen();
    desk.press("F1").sees_no("10:00–10:30").press("Ctrl+P").types("theme dark").sees("theme dark");
    assert_eq!(desk.state()["overlay"], "palette");
    desk.press("Esc");
    assert_eq!(desk.state()["overlay"], "help");
    desk.press("Ctrl+P").types("help").press("Enter");
    assert_eq!(desk.state()["overlay"], json!("day"), "its key closes the help page that is open");
    desk.press("F1").press("Esc");
    assert_eq!((desk.screen(), &desk.state()["overlay"]), (day, &json!("day")));
    desk.press("Ctrl+P").types("leave").press("Enter").sees("10:00–10:30").press("Esc").press("Esc");
    assert_eq!(desk.state()["overlay"], json!(null));
}

#[test]
fn what_overlaps_is_marked_and_what_is_called_off_is_told_from_it() {
    let mut desk = with_a_visit();
    book(&mut desk, "10.02.2027 10:15", "second");
    desk.fill("Status", "cancelled");
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN).fill("Start", "10.02.2027 10:00");
    desk.fill("Minutes", "30").press("Ctrl+S").settle();
    if desk.asked() != "" {
        desk.goes_ahead().settle();
    }
    to_the_tenth(&mut desk);
    desk.sees("2 appointments, 2 overlap")
        .sees("overlaps · control")
        .sees("overlaps · second")
        .sees("cancelled");
}

#[test]
fn a_day_is_read_anew_while_it_is_looked_at() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    let asked = |desk: &DeskAtWork| {
        desk.requests()
            .iter()
            .filter(|request| request["path"].as_str().unwrap_or_default().contains("dateFrom=2027-02-09"))
            .count()
    };
    let before = asked(&desk);
    desk.pass(12).sees("12 s ago");
    assert_eq!(asked(&desk), before);
    desk.pass(18).settle().sees("0 s ago");
    assert!(asked(&desk) > before);
    desk.press("Esc").pass(31).settle();
    let after = asked(&desk);
    desk.pass(31).settle();
    assert_eq!(asked(&desk), after, "nobody looks at it any more");
}

#[test]
fn a_day_that_cannot_be_read_says_why_and_keeps_what_it_knew() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.fault(&json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}));
    desk.pass(30)
        .settle()
        .sees("✗ The key for ClinikAPI may not read this.")
        .sees("Maria Schmidt, 22 Mar 1985");
    desk.fault(&json!({"backend": "clinik", "call": "read", "fault": "status", "code": 404}));
    desk.press("Enter").settle().sees("✗ ClinikAPI has no such list (404). Check its address.");
}

#[test]
fn beyond_what_aniva_lists_the_day_is_not_called_whole() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Location", BERLIN);
    to_the_tenth(&mut desk);
    desk.sees("! Aniva does not list the whole day: there may be more.");
}

#[test]
fn a_day_is_shown_whole_where_there_is_little_room() {
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut desk = with_a_visit();
        book(&mut desk, "10.02.2027 10:15", "second");
        desk.resize(cols, rows);
        to_the_tenth(&mut desk);
        snapshot(&format!("day {cols}x{rows}"), &desk);
        desk.press("Ctrl+D");
        snapshot(&format!("whose day {cols}x{rows}"), &desk);
    }
}

fn snapshot(name: &str, desk: &DeskAtWork) {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "frames" }, {
        insta::assert_snapshot!(name, desk.styled_screen());
    });
}
