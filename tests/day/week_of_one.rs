//! The week of one practitioner: the days side by side along one clock, with the keys of the day in columns.

use booking::clinics::CLINIK;
use desk::Size;
use headless::Options;
use i18n::Language;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, at_fhir};

const KARIN: &str = "prac_xyz789";
const HER_SCHEDULE: &str = "sched_ki4v9r";
const THADDEUS: &str = "prac_t5w9be";
const GRETA: &str = "pt_32ut2e";
const LUKAS: &str = "pt_gqwcty";

fn sized(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        ..at_clinik()
    }
}

/// Greta is with Karin Ivers on Monday 23 November at 9, Lukas on Wednesday at 10; Maria is with somebody else. On Thursday
/// afternoon Karin is away.
fn with_a_week(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    for (patient, with, start) in [
        (GRETA, KARIN, "2026-11-23T08:00:00Z"),
        (LUKAS, KARIN, "2026-11-25T09:00:00Z"),
        (PATIENT, THADDEUS, "2026-11-24T09:00:00Z"),
    ] {
        let visit = json!({"status": "booked", "patientId": patient, "practitionerId": with, "start": start,
            "minutesDuration": 30});
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    let slot = json!({
        "scheduleId": HER_SCHEDULE, "status": "busy-unavailable", "comment": "Congress",
        "start": "2026-11-26T12:00:00Z", "end": "2026-11-26T16:00:00Z",
    });
    desk.sandbox()
        .keep_absence(&slot)
        .expect("another program can keep it");
    desk.pass(300).settle();
    desk
}

/// Opens the board on Monday, and the week of Karin Ivers with the cursor on Greta's visit.
fn open_week(desk: &mut DeskAtWork) {
    desk.press("Ctrl+D").settle().sees("23 Nov 2026");
    desk.press("Ctrl+F").settle();
}

#[test]
fn the_week_of_whoever_is_chosen_is_a_key_away_and_so_is_the_day_of_all() {
    let mut desk = with_a_week(sized(120, 40));
    desk.press("Ctrl+D").settle();
    let before = desk.requests().len();
    desk.press("Ctrl+F").settle();
    desk.sees("← Mon 23 Nov – Sun 29 Nov 2026 →")
        .sees("Karin Ivers · ClinikAPI")
        .sees("2 booked");
    for head in [
        "Mon 23 Nov",
        "Tue 24 Nov",
        "Wed 25 Nov",
        "Thu 26 Nov",
        "Fri 27 Nov",
    ] {
        desk.sees(head);
    }
    desk.sees("Greta Lindner").sees("Lukas Brenner");
    desk.sees_no("Maria Schmidt").sees_no("Sat 28 Nov");
    desk.sees("Congress").sees("╱");
    let asked = desk.requests().len() - before;
    assert!(asked <= 9, "a week is no seven days: {asked} requests");

    // The cursor is on the visit that was chosen.
    desk.press("Enter")
        .settle()
        .sees("Greta Lindner, 19 Jul 1984");
    desk.press("Esc")
        .settle()
        .sees("Mon 23 Nov – Sun 29 Nov 2026");
    desk.press("Right Right Ctrl+F").settle();
    desk.sees("← Wed 25 Nov 2026 →").sees("everyone");
    desk.sees("Thaddeus Okonkwo").sees("Lukas Brenner");
}

#[test]
fn arrows_go_from_day_to_day_and_pages_from_week_to_week() {
    let mut desk = with_a_week(sized(120, 40));
    open_week(&mut desk);
    desk.press("Right Right Down Down Enter")
        .settle()
        .sees("Lukas Brenner, 11 Feb 1996");
    desk.press("Esc").settle();
    desk.press("Right Right Right").settle();
    desk.sees("← Mon 30 Nov – Sun 6 Dec 2026 →");
    desk.press("Left")
        .settle()
        .sees("← Mon 23 Nov – Sun 29 Nov 2026 →");
    desk.press("Left Left").settle();
    // From Friday to Wednesday, at the hour of the cursor.
    desk.press("Up Up Up Up Up Up Up Up Up Up");
    desk.press("PageDown")
        .settle()
        .sees("Mon 30 Nov – Sun 6 Dec 2026");
    desk.press("PageUp PageUp").settle().sees("today");
    desk.press("Home")
        .settle()
        .sees("← Mon 16 Nov – Sun 22 Nov 2026 →");
    desk.sees("14:37");
}

#[test]
fn enter_on_free_time_books_there_and_sends_nothing_by_itself() {
    for options in [
        sized(120, 40),
        Options {
            size: Size {
                cols: 120,
                rows: 40,
            },
            ..at_fhir()
        },
    ] {
        let mut desk = DeskAtWork::open_at_the_line(options);
        desk.press("Ctrl+D").settle();
        desk.types("ivers").settle().press("Tab").settle();
        desk.press("Ctrl+F").settle().sees("Karin Ivers · ");
        desk.press("PageDown").settle();
        for _ in 0..40 {
            desk.press("Up");
        }
        desk.press("Enter").settle();
        assert_eq!(desk.state()["overlay"], json!(null), "{}", desk.screen());
        desk.sees("Karin Ivers").sees("08:00");
        assert_eq!(desk.creates().len(), 0);
        desk.fill("Patient", PATIENT).settle().book_at_once();
        assert_eq!(desk.creates().len(), 1);
        let sent = desk.creates()[0]["body"].to_string();
        assert!(sent.contains("2026-11-2"), "next week: {sent}");
    }
}

#[test]
fn the_list_of_a_week_names_the_days_and_marks_visits_of_several() {
    let mut desk = with_a_week(sized(100, 30));
    open_week(&mut desk);
    desk.press("Tab").settle();
    let screen = desk.screen();
    let line = |text: &str| {
        let mut lines = screen.lines();
        let place = lines.position(|line| line.trim_matches(['│', ' ']).starts_with(text));
        place.unwrap_or_else(|| panic!("no {text} in {screen}"))
    };
    assert!(line("Mon 23 Nov") < line("09:00"), "{screen}");
    assert!(line("Wed 25 Nov") < line("10:00–10:30 Lukas"), "{screen}");
    desk.press("Ctrl+A")
        .sees("2 marked")
        .press("Alt+R")
        .settle();
    desk.sees("Greta Lindner").sees("Lukas Brenner");
    desk.press("Esc").settle();
    desk.press("Ctrl+F").settle().sees("everyone");
}

#[test]
fn whoever_is_booked_meanwhile_is_seen_and_a_sign_changes_the_chosen_visit() {
    let mut desk = with_a_week(sized(120, 40));
    open_week(&mut desk);
    let visit = json!({"status": "booked", "patientId": PATIENT, "practitionerId": KARIN,
        "start": "2026-11-27T08:00:00Z", "minutesDuration": 30});
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    desk.pass(60)
        .settle()
        .sees("Maria Schmidt")
        .sees("3 booked");
    desk.types("-").settle();
    desk.sees("Greta Lindner").press("Down Ctrl+S").settle();
    assert_eq!(
        desk.requests()
            .iter()
            .filter(|request| request["method"] == "PATCH")
            .count(),
        1
    );
}

#[test]
fn the_week_fits_every_screen() {
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = with_a_week(sized(cols, rows));
        open_week(&mut desk);
        snapshot(&format!("week of one {cols}x{rows}"), &desk);
    }
    let mut desk = with_a_week(Options {
        language: Language::De,
        ..sized(80, 24)
    });
    desk.press("Ctrl+D").settle().press("Ctrl+F").settle();
    snapshot("week of one de 80x24", &desk);
}

fn snapshot(name: &str, desk: &DeskAtWork) {
    crate::screen::frames::assert_frame(name, &desk.styled_screen());
}
