//! The clinic's clock is the truth at ClinikAPI, wherever the desk stands. The sandbox's clinic is in Berlin, and it
//! is Friday 20 November 2026, 14:32 there.

use std::fs;
use std::path::Path;

use booking::Language;
use booking::clinics::ANIVA;
use desk::Size;
use headless::Options;
use serde_json::json;
use zones::Zone;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_clinik};

/// 08:32 at the desk.
const NEW_YORK: Zone = Zone::NEW_YORK;
/// 05:32 at the desk: the clinic's mornings are the evenings before.
const LOS_ANGELES: Zone = Zone::LOS_ANGELES;
/// 19:02 at the desk.
const KOLKATA: Zone = Zone::KOLKATA;

fn standing_in(zone: Zone) -> Options {
    Options {
        zone,
        ..at_clinik()
    }
}

/// A desk with the form of a visit for Maria Schmidt with Karin Ivers, without a time.
fn with_karin(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open(options);
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .fill("Minutes", "30")
        .settle();
    desk
}

#[test]
fn a_time_is_read_booked_and_shown_on_the_clinics_clock_with_the_desks_beside_it() {
    for (zone, here) in [
        (NEW_YORK, "05:30 EST"),
        (KOLKATA, "16:00 IST"),
        (Zone::UTC, "10:30 UTC"),
    ] {
        let mut desk = with_karin(standing_in(zone));
        desk.fill("Start", "mo 11:30").settle();
        assert_eq!(
            desk.reading("Start"),
            format!("Mon 23 Nov 2026 11:30 CET (in 3 days) · here {here}")
        );
        desk.book_at_once();
        assert_eq!(desk.body()["start"], "2026-11-23T10:30:00.000Z");
        desk.sees("Monday 23 November")
            .sees("11:30–12:00 CET")
            .sees(&format!("here {here}"));
    }
}

#[test]
fn a_line_says_whose_clock_its_time_is_on_and_books_on_it() {
    let size = Size {
        cols: 140,
        rows: 40,
    };
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size,
        ..standing_in(NEW_YORK)
    });
    desk.types("220385s ki f mo >16:00")
        .settle()
        .sees("after 16:00 · clock of Berlin")
        .press("Ctrl+U");
    desk.types("220385s ki f mo")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Mon 23 Nov 08:00–08:30 CET")
        .sees("here 02:00 EST")
        .sees("free instead 1 Mon 23 Nov 08:30 2 09:00 3 09:30");
    desk.press("Escape Ctrl+U");
    desk.press("Ctrl+N Escape Ctrl+U")
        .types("220385s ki f mo 11:30")
        .settle();
    desk.sees("Mon 23 Nov 11:30 CET · here 05:30 EST")
        .press("Enter")
        .settle()
        .book_at_once();
    assert_eq!(desk.body()["start"], "2026-11-23T10:30:00.000Z");
}

#[test]
fn working_hours_are_held_against_the_clinics_clock() {
    let mut desk = with_karin(standing_in(NEW_YORK));
    desk.fill("Start", "mo 12:15").settle();
    assert!(
        desk.problem_at("Start")
            .contains("works 08:00–12:00, 13:00–17:00 CET that day"),
        "{}",
        desk.screen()
    );
    desk.fill("Start", "mo 8").settle();
    assert_eq!(desk.problem_at("Start"), "");
    assert!(
        desk.reading("Start").contains("08:00 CET"),
        "8 is within the hours: {}",
        desk.reading("Start")
    );
}

#[test]
fn an_hour_that_the_clinics_clock_skips_or_repeats_is_asked_about_and_the_desks_own_is_not() {
    let mut desk = with_karin(standing_in(NEW_YORK));
    desk.fill("Start", "2027-03-28 02:30").book();
    assert!(
        desk.problem_at("Start").contains("doesn't exist in Berlin"),
        "{}",
        desk.screen()
    );
    desk.fill("Start", "2027-10-31 02:30").book();
    assert!(
        desk.problem_at("Start").contains("happens twice in Berlin"),
        "{}",
        desk.screen()
    );
    assert_eq!(desk.creates().len(), 0);
    for night_of_new_york in ["2027-03-14 02:30", "2027-11-07 01:30"] {
        desk.fill("Start", night_of_new_york).settle();
        assert!(!desk.reading("Start").is_empty(), "{}", desk.screen());
    }
}

#[test]
fn today_and_tomorrow_are_the_clinics() {
    // Friday evening in New York, Saturday morning in Berlin.
    let now = "2026-11-21T01:00:00Z".parse().unwrap();
    let mut desk = with_karin(Options {
        now,
        ..standing_in(NEW_YORK)
    });
    for (text, read) in [
        ("t 9:00", "Sat 21 Nov 2026 09:00 CET"),
        ("tomorrow 9:00", "Sun 22 Nov 2026 09:00 CET"),
    ] {
        desk.fill("Start", text);
        assert!(
            desk.reading("Start").starts_with(read),
            "{}",
            desk.reading("Start")
        );
    }
    desk.press("Ctrl+F")
        .settle()
        .sees("clock of Berlin")
        .sees("Sat 21 Nov today");
}

#[test]
fn the_days_of_the_clinic_begin_at_its_own_midnight() {
    // Tuesday 08:00 in Berlin is Monday 23:00 in Los Angeles, and 13:00 is still Tuesday 04:00.
    let mut desk = with_karin(standing_in(LOS_ANGELES));
    for time in ["2026-11-24 08:00", "2026-11-24 13:00"] {
        desk.fill("Patient", PATIENT)
            .fill("Start", time)
            .fill("Minutes", "30")
            .settle()
            .book_at_once();
    }
    desk.fill("Patient", "pt_abc124")
        .fill("Start", "2026-11-24 08:10")
        .settle();
    assert!(
        desk.problem_at("Start").contains("M. S. 08:00–08:30"),
        "{}",
        desk.screen()
    );
    desk.fill("Patient", PATIENT).settle();
    desk.sees("Tue 24 Nov 08:00 CET");
    desk.press("Ctrl+D")
        .settle()
        .sees("Tue 24 Nov 2026")
        .sees("clock of Berlin");
    desk.sees("08:00–08:30 Maria Schmidt")
        .sees("13:00–13:30 Maria Schmidt");
    desk.press("Enter")
        .settle()
        .sees("–08:30 CET")
        .sees("here Mon 23 Nov 23:00");
}

#[test]
fn the_board_says_what_time_it_is_on_the_clock_of_its_rows_and_names_it_in_the_language_of_the_desk()
 {
    let size = Size {
        cols: 140,
        rows: 40,
    };
    for (language, now, town, zone) in [
        (Language::En, " now 14:3", "clock of Berlin", "CET"),
        (Language::De, " jetzt 14:3", "Ortszeit Berlin", "MEZ"),
    ] {
        let mut desk = with_karin(Options {
            size,
            language,
            ..standing_in(NEW_YORK)
        });
        desk.fill("Patient", PATIENT)
            .fill("Start", "2026-11-20 15:00")
            .fill("Minutes", "30");
        desk.settle().book_all_the_same();
        desk.press("Ctrl+D")
            .settle()
            .sees("15:00–15:30 Maria Schmidt")
            .sees(town)
            .sees(now);
        desk.press("Tab")
            .settle()
            .sees("─ 14:3")
            .sees("15:00 ○ Maria Sc")
            .sees(town)
            .sees_no(zone);
    }
}

#[test]
fn each_appointment_of_a_patient_is_on_the_clock_of_where_it_is() {
    let mut desk = with_karin(standing_in(NEW_YORK));
    let draw = json!({"profile_id": PROFILE, "location_id": "a2ca5beb-2a2c-4491-83d3-81a428fd5f0e",
        "scheduled_at": "2027-02-10T15:00:00Z"});
    desk.sandbox().book(ANIVA, &draw).unwrap();
    desk.fill("Start", "10.02.2027 10:00").book_at_once();
    desk.fill("Patient", PATIENT).settle();
    desk.sees("Wed 10 Feb 2027 10:00 CET ○ booked Karin Ivers");
    desk.sees("Wed 10 Feb 2027 10:00 ").sees_no("10:00 EST");
}

#[test]
fn what_stands_against_a_booking_is_told_on_its_own_clock() {
    const HELSINKI: &str = "b24f8050-d9c5-4f2a-a451-10573e12e575";
    let mut desk = with_karin(standing_in(NEW_YORK));
    let draw = json!({"profile_id": PROFILE, "location_id": HELSINKI, "scheduled_at": "2027-02-10T08:00:00Z"});
    desk.sandbox().book(ANIVA, &draw).unwrap();
    desk.fill("Patient", "pt_abc123")
        .settle()
        .fill("Start", "10.02.2027 09:00")
        .settle();
    assert!(
        desk.problem_at("Start")
            .contains("already has a blood draw at 10:00 EET at"),
        "{}",
        desk.screen()
    );
    desk.book_all_the_same()
        .fill("Patient", "pt_abc124")
        .fill("Start", "10.02.2027 09:10")
        .settle();
    assert!(
        desk.problem_at("Start")
            .contains("already has M. S. 09:00–09:30 CET."),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_slip_tells_the_clinics_clock_and_a_calendar_the_moment() {
    let folder = tempfile::tempdir().unwrap();
    let slip = |zone: Zone, kind: &str| {
        let mut desk = with_karin(standing_in(zone));
        desk.fill("Start", "mo 11:30")
            .settle()
            .book_at_once()
            .press("Alt+S");
        let path = folder
            .path()
            .join(format!("{}{kind}", zone.name().replace('/', "-")));
        desk.press(if kind == ".ics" {
            "Down Down"
        } else {
            "Down Up"
        });
        desk.press("Ctrl+U")
            .types(&path.display().to_string())
            .press("Enter")
            .settle()
            .sees("Saved: ");
        fs::read_to_string(path).unwrap()
    };
    let text = slip(KOLKATA, ".txt");
    assert!(
        text.contains("11:30 – 12:00 MEZ") && !text.contains("IST"),
        "{text}"
    );
    let calendar = slip(KOLKATA, ".ics");
    assert!(
        calendar.contains("DTSTART:20261123T103000Z")
            && calendar.contains("DTEND:20261123T110000Z")
    );
}

fn keeping(folder: &Path, options: Options) -> Options {
    Options {
        data_dir: Some(folder.to_owned()),
        ..options
    }
}

#[test]
fn a_draft_keeps_its_meaning_where_the_desk_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_karin(keeping(folder.path(), standing_in(NEW_YORK)));
    desk.fill("Start", "mo 11:30").settle().press("Ctrl+N");
    desk.fill("Patient", PATIENT)
        .fill("Start", "tu 14:00")
        .settle();
    let mut desk = desk
        .killed_after(50)
        .reopened(keeping(folder.path(), standing_in(KOLKATA)));
    assert!(
        desk.reading("Start")
            .starts_with("Tue 24 Nov 2026 14:00 CET"),
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+N Alt+A").settle();
    assert!(
        desk.reading("Start")
            .starts_with("Mon 23 Nov 2026 11:30 CET"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_draft_says_so_where_its_clinic_turns_out_to_be_in_another_zone() {
    let folder = tempfile::tempdir().unwrap();
    let at_the_desks = Options {
        clinic_zone: Some(NEW_YORK),
        ..standing_in(NEW_YORK)
    };
    let mut desk = with_karin(keeping(folder.path(), at_the_desks));
    desk.fill("Start", "2026-11-23 11:30")
        .settle()
        .sees("11:30 EST")
        .sees_no("· here");
    let mut desk = desk
        .killed_after(50)
        .reopened(keeping(folder.path(), standing_in(NEW_YORK)));
    desk.sees("2026-11-23 11:30 is now read on the clock of Berlin.")
        .sees("11:30 CET");
}

#[test]
fn a_booking_that_was_lost_sight_of_is_told_and_had_back_on_the_clinics_clock() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_karin(keeping(folder.path(), standing_in(NEW_YORK)));
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.fill("Start", "mo 11:30").settle().book();
    desk.sees("Mon 23 Nov 2026 11:30 CET · here 05:30 EST");
    let mut desk = desk
        .killed_after(50)
        .reopened(keeping(folder.path(), standing_in(NEW_YORK)));
    desk.sees("Mon 23 Nov 2026 11:30 CET · here 05:30 EST")
        .pass(60)
        .settle()
        .pass(60)
        .settle();
    desk.turn_to("outbox").press("Enter").settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 11:30", "{}", desk.screen());
}

#[test]
fn beside_what_is_wrong_with_a_time_the_patient_stays_whole() {
    let size = Size { cols: 80, rows: 24 };
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size,
        ..standing_in(NEW_YORK)
    });
    desk.types("220385s ki mo 25").settle();
    desk.sees("Maria Schmidt, 22 Mar 1985")
        .sees("No clock shows 25:00");
}
