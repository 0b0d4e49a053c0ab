//! What was booked, moved and cancelled today: by this desk, by another window or process, and before a restart. All of
//! it counts at once, and each row of the list opens.

use std::time::Duration;

use booking::clinics::CLINIK;
use booking::{Author, ChangeFacts, ChangeKind, ChangeProgress, ChangeRecord, Visit};
use chrono::{DateTime, TimeDelta, Utc};
use desk::{Msg, Size};
use headless::Options;
use office::SharedNews;
use serde_json::json;
use uuid::Uuid;

use crate::desk_at_work::records::{many_booked, steps};
use crate::desk_at_work::{DeskAtWork, PROFILE, at_aniva, at_clinik};
use crate::records::other_desks::shared;
use crate::shell::Shell;

const KARIN: &str = "prac_xyz789";

/// A visit with Karin Ivers on Wednesday 10 February 2027 at 10:00.
fn with_a_visit(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.fill("Practitioner", KARIN).settle().book_at_once();
    desk
}

#[test]
fn the_day_s_work_is_listed_the_newest_first_and_each_row_opens() {
    let mut desk = with_a_visit(at_clinik());
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    desk.press("Alt+O").sees("Done today (2)");
    let screen = desk.screen();
    let (moved, booked) = (screen.find(" moved "), screen.find(" booked "));
    assert!(moved < booked && moved.is_some(), "{screen}");
    desk.sees("Maria Schmidt")
        .sees("Thu 11 Feb 2027 14:15")
        .press("Enter")
        .settle();
    desk.sees("○ booked").sees("Thu 11 Feb 2027 14:15–14:45");
    assert_eq!(desk.state()["pane"], "appointment");
}

#[test]
fn on_a_small_terminal_the_name_is_cut_and_not_the_time() {
    let mut desk = with_a_visit(Options {
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    desk.tell(booked_by("Reception, ground floor", "pt_a8z2vo"));
    desk.press("Alt+O")
        .sees("Done today (2)")
        .sees("Wed 10 Feb 2027 10:00")
        .sees("Fri 12 Feb 2027 10:00");
}

/// Another desk has booked a visit with Karin Ivers for Tom Berg, after everything else that was done today.
fn booked_at_front_2() -> Msg {
    booked_by("front-2", "pt_def456")
}

/// Returns that visit as the desk of this name has booked it for this patient.
fn booked_by(desk: &str, patient: &str) -> Msg {
    let start: DateTime<Utc> = "2027-02-12T09:00:00Z".parse().expect("a moment");
    let visit = Visit {
        clinic: CLINIK,
        person: patient.to_owned(),
        provider: Some(KARIN.to_owned()),
        start: Some(start),
    };
    let record = ChangeRecord {
        list: None,
        by: Author {
            record: Some(Uuid::from_u128(7)),
            desk: Some(desk.to_owned()),
            ..Author::default()
        },
        facts: ChangeFacts {
            kind: ChangeKind::Book,
            visit,
            end: Some(start + TimeDelta::minutes(30)),
            old_start: None,
            old_status: None,
            about: None,
            instruction: None,
        },
        status: None,
        is_alone: false,
        stands: Some(ChangeProgress::Made("appt_theirs".to_owned())),
        at: "2026-11-20T14:00:00Z".parse().expect("a moment"),
    };
    shared(SharedNews::Changed(Some(vec![record])))
}

#[test]
fn the_row_under_the_cursor_stays_under_it_when_another_desk_books() {
    let mut desk = with_a_visit(at_clinik());
    let first = desk.state()["appointment"]["id"].clone();
    desk.press("Ctrl+E")
        .types("220385s ki f fr 9:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Alt+O").sees("Done today (2)").press("Down");
    desk.tell(booked_at_front_2()).sees("Done today (3)");
    let screen = desk.screen();
    assert!(
        screen.find("Fri 12 Feb 2027") < screen.find("Wed 10 Feb 2027"),
        "the newest is the first: {screen}"
    );
    desk.press("Enter").settle();
    assert_eq!(
        desk.state()["appointment"]["id"],
        first,
        "{}",
        desk.screen()
    );
}

#[test]
fn the_history_of_an_appointment_is_its_own_changes_alone_the_newest_first() {
    let mut desk = with_a_visit(at_clinik());
    desk.turn_to("appointment")
        .press("h")
        .sees(" (1 on record here)")
        .sees("booked")
        .press("Esc");
    desk.press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    desk.turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at ClinikAPI.");
    desk.press("Ctrl+E")
        .types("220385s ki f fr 9:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Alt+O")
        .sees("Done today (4)")
        .press("Down Enter")
        .settle();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned();
    desk.sees("h history")
        .press("h")
        .sees(&format!("History of {id} (3 on record here)"));
    assert_eq!(desk.state()["overlay"], "history");
    let screen = desk.screen();
    let rows = ["cancelled", "moved", "booked"].map(|what| screen.find(&format!(" {what} ")));
    assert!(rows.is_sorted() && rows[0].is_some(), "{screen}");
    desk.sees("Thu 11 Feb 2027 14:15")
        .sees("Wed 10 Feb 2027 10:00")
        .press("Esc");
    assert_eq!(desk.state()["pane"], "appointment");
}

#[test]
fn the_history_of_an_appointment_goes_back_to_before_today() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let mut desk = with_a_visit(options());
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle();
    let id = desk.sees("moved").state()["appointment"]["id"]
        .as_str()
        .expect("an appointment")
        .to_owned();
    let later = options().now + TimeDelta::days(3);
    let mut desk = desk.closed().reopened(Options {
        now: later,
        ..options()
    });
    desk.press("Alt+O").sees("Done today (0)").press("Esc");
    desk.press("Ctrl+P")
        .types("its id")
        .press("Ctrl+U")
        .paste(&id)
        .press("Enter")
        .settle();
    desk.sees("○ booked").press("h").sees("(2 on record here)");
    desk.sees("Fri 20 Nov 14:32 moved Wed 10 Feb 2027 10:00 → Thu 11 Feb 2027 14:15")
        .press("Esc");
    desk.press("s")
        .press("Tab")
        .sees("Neuer Termin statt Mi 10. Feb. 2027 10:00");
}

#[test]
fn a_desk_that_comes_back_says_what_was_booked_just_before_and_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    let desk = with_a_visit(options());
    assert_eq!(steps(folder.path(), 3).len(), 3);
    let mut desk = desk.killed_after(50).reopened(options());
    desk.settle()
        .sees("One appointment was booked or changed just before the start: Alt-O says which.");
    desk.press("Alt+O")
        .sees("Done today (1)")
        .sees("booked")
        .sees("Wed 10 Feb 2027 10:00");
}

#[test]
fn after_a_restart_no_id_stands_in_place_of_a_name_that_is_still_being_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = |options: Options| Options {
        data_dir: Some(folder.path().to_owned()),
        ..options
    };
    let mut desk = DeskAtWork::with_a_draw(options(at_aniva()));
    desk.settle().book_at_once();
    desk.fault(
        &json!({"backend": "aniva", "call": "any", "fault": "status", "code": 403, "times": 0}),
    );
    let mut desk = desk.closed().reopened(options(at_clinik()));
    let tail = &PROFILE[PROFILE.len() - 6..];
    desk.settle().sees_no(tail);
    desk.press("Alt+O").settle().sees("booked … Thu 11 Feb");
    desk.sees_no(tail).fault(&json!({"clear": true}));
    desk.press("Esc Alt+O").settle();
    desk.sees("booked Maria Schmidt, 22 Mar 1985 Thu 11 Feb");
}

#[test]
fn a_time_booked_before_a_restart_or_by_another_process_is_offered_to_nobody() {
    let shell = Shell::open();
    let folder = shell.records();
    let behind = || Options {
        data_dir: Some(folder.clone()),
        lag: Duration::from_secs(3600),
        ..at_clinik()
    };
    let first_free = |desk: &mut DeskAtWork| {
        desk.press("Ctrl+E")
            .settle()
            .types("220385s ki f")
            .settle()
            .press("Enter")
            .settle();
        desk.text("Start")
    };
    let mut desk = DeskAtWork::open_at_the_line(behind());
    let first = first_free(&mut desk);
    desk.book_at_once();
    assert_eq!(steps(&folder, 3).len(), 3);
    let mut desk = desk.killed_after(50).reopened(behind());
    let second = first_free(desk.settle());
    assert_ne!(first, second, "{}", desk.screen());
}

#[test]
fn of_very_many_changes_of_a_day_the_newest_are_listed_and_the_list_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        data_dir: Some(folder.path().to_owned()),
        ..at_clinik()
    };
    many_booked(folder.path(), 2_100, options.now);
    let mut desk = DeskAtWork::open(options);
    desk.settle()
        .press("Alt+O")
        .sees("Done today, the newest 1000; `bookdesk audit export` lists all");
    desk.press("End").sees("booked").press("Esc");
    desk.press("Ctrl+E")
        .types("220385s ki f fr 9:00")
        .press("Enter")
        .settle()
        .book_at_once();
    desk.press("Alt+O")
        .sees("Done today, the newest 1001")
        .sees("Maria Schmidt");
}
