//! The next free time of each practitioner, beside the code, on the screen that waits for the next caller.

use std::time::Duration;

use booking::clinics::CLINIK;
use booking::{Hold, Provider, Slot};
use desk::Size;
use headless::Options;
use office::SharedNews;
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};
use crate::records::other_desks::shared;

fn at(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        is_booked: true,
        ..at_clinik()
    }
}

fn reads_of_slots(desk: &DeskAtWork) -> usize {
    let requests = desk.requests();
    let path = |request: &Value| request["path"].as_str().unwrap_or_default().to_owned();
    let paths = requests.iter().map(path);
    paths
        .filter(|path| path.contains("slots?scheduleId") && !path.contains("cursor"))
        .count()
}

#[test]
fn codes_stand_beside_the_next_free_time_the_earliest_first() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle().sees("next free Mon 23 Nov ki 08:00 il 08:00");
    let mut desk = DeskAtWork::open_at_the_line(at(120, 40));
    desk.settle()
        .sees("next free Mon 23 Nov ki 08:00 il 08:00")
        .sees("hs 08:00");
}

#[test]
fn they_stay_while_a_line_is_typed_and_go_once_the_form_is_filled() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle()
        .types("220385s ki f")
        .settle()
        .sees("next free Mon 23 Nov");
    desk.press("Enter").settle().sees_no("next free Mon 23 Nov");
}

#[test]
fn they_are_read_once_an_hour_and_only_where_they_show() {
    let mut desk = DeskAtWork::open_at_the_line(at(80, 24));
    desk.settle();
    let once = reads_of_slots(&desk);
    assert_eq!(once, 10, "each schedule once");
    desk.pass(3_500).settle();
    assert_eq!(reads_of_slots(&desk), once);
    desk.press("Down Up").pass(200).press("Down Up").settle();
    assert_eq!(reads_of_slots(&desk), 2 * once);
}

#[test]
fn a_time_that_another_desk_holds_is_left_out() {
    let mut desk = DeskAtWork::open_at_the_line(at(120, 40));
    let hold = Hold {
        provider: Provider::named(CLINIK, "prac_n4d8gu").expect("a practitioner"),
        slot: Slot {
            start: "2026-11-23T07:00:00Z".parse().expect("a time"),
            end: "2026-11-23T07:30:00Z".parse().expect("a time"),
        },
        desk: Some("front-2".to_owned()),
    };
    desk.settle()
        .sees("hs 08:00")
        .tell(shared(SharedNews::Desks(2)))
        .tell(shared(SharedNews::Held(vec![hold])))
        .sees_no("hs 08:00")
        .sees("hs 08:30");
}

#[test]
fn other_clinics_have_theirs() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.resize(120, 40)
        .settle()
        .sees("ki Karin Ivers Mon 23 Nov 08:00");
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    desk.resize(120, 40).settle().sees("be Probe Berlin Mitte");
}

/// A desk whose clinic's lists are ten seconds behind, with somebody booked for the first free time of Karin Ivers.
fn booked_for_the_first_time() -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-22T09:00:00Z".parse().expect("a moment"),
        lag: Duration::from_secs(10),
        ..at(120, 40)
    });
    desk.settle().sees("next free Mon 23 Nov ki 08:00");
    desk.types("220385s ki f").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI").press("Esc Esc").wait(20);
    desk.sees_no("ki 08:00").sees("ki 08:30");
    desk
}

/// Returns the sign behind eight o'clock in the day beside the form.
fn sign_at_eight(desk: &DeskAtWork) -> Option<char> {
    let screen = desk.screen();
    let (_, behind) = screen.split_once("│ 08:00 ")?;
    behind.chars().next()
}

#[test]
fn a_time_that_was_cancelled_here_is_free_again_once_the_clinic_lists_it() {
    let mut desk = booked_for_the_first_time();
    desk.types("220385s -").settle().press("Enter").settle();
    desk.press("Ctrl+S").settle().sees("Cancelled at ClinikAPI");
    // Until then the clinic's search finds the appointment.
    assert_eq!(sign_at_eight(&desk), Some('·'), "{}", desk.screen());
    desk.wait(15);
    assert_eq!(sign_at_eight(&desk), Some('░'), "{}", desk.screen());
    desk.press("Esc Esc").settle();
    desk.sees("next free Mon 23 Nov ki 08:00");
    let reads = reads_of_slots(&desk);
    desk.wait(60);
    assert_eq!(reads_of_slots(&desk), reads, "nothing is left to be read");
}

#[test]
fn a_time_that_a_visit_was_moved_away_from_is_free_again() {
    let mut desk = booked_for_the_first_time();
    desk.types("220385s > thu 10:00").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Moved at ClinikAPI");
    desk.press("Esc Esc").wait(15);
    desk.sees("next free Mon 23 Nov ki 08:00");
}

#[test]
fn after_a_restart_all_are_read_and_the_day_opens_on_the_next_with_appointments() {
    let folder = tempfile::tempdir().expect("a folder");
    let on_sunday = || Options {
        now: "2026-11-22T09:00:00Z".parse().expect("a moment"),
        data_dir: Some(folder.path().to_owned()),
        ..at(80, 24)
    };
    let mut desk = DeskAtWork::open_at_the_line(on_sunday());
    desk.settle().types("220385s ki f").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI");
    let mut desk = desk.killed_after(450).reopened(on_sunday());
    desk.settle().sees("Made just before this start:");
    for next in ["ki 08:30", "il 08:00", "hs 08:00", "go 09:00", "ay 13:00"] {
        desk.sees(next);
    }
    desk.press("Ctrl+D").settle().sees("Mon 23 Nov 2026");
    desk.sees_no("Nothing is booked");
}
