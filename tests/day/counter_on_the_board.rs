//! The counter on the day board: who comes is found, marked and sent in three keys; who waits longest is seen first; who is
//! behind is told, and so are the next patients.

use booking::clinics::{ANIVA, CLINIK};
use desk::Size;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_clinik};

const KARIN: &str = "prac_xyz789";
const GREGOIRE: &str = "prac_q9m2xa";
const GRETA: &str = "pt_apwgty";

/// A desk at 14:32 of Friday, 20 November, where these patients have half an hour with Karin, by the start in UTC.
fn with_visits(visits: &[(&str, &str)]) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    });
    for (patient, start) in visits {
        let start = format!("2026-11-20T{start}:00Z");
        let end = chrono::DateTime::parse_from_rfc3339(&start).expect("a time")
            + chrono::TimeDelta::minutes(30);
        let visit = json!({
            "patientId": patient, "practitionerId": KARIN, "status": "booked", "start": start,
            "end": end.to_rfc3339(), "minutesDuration": 30,
        });
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    // Searches are ten seconds behind.
    desk.pass(15).settle();
    desk
}

/// What was changed of appointments, oldest first.
fn changes(desk: &DeskAtWork) -> Vec<Value> {
    let is_change = |request: &Value| request["method"] == "PATCH";
    let changes = desk.requests().into_iter().filter(is_change);
    changes.map(|request| request["body"].clone()).collect()
}

/// Marks whoever is called so as arrived.
fn arrives(desk: &mut DeskAtWork, name: &str) {
    desk.press("Ctrl+D").settle().types(name);
    desk.types("+").settle().press("Ctrl+S").settle();
}

#[test]
fn whoever_was_seen_does_not_arrive_once_more_with_others_that_are_marked() {
    let mut desk = with_visits(&[(PATIENT, "14:00")]);
    let seen = json!({
        "patientId": GRETA, "practitionerId": KARIN, "status": "fulfilled",
        "start": "2026-11-20T13:00:00Z", "end": "2026-11-20T13:30:00Z", "minutesDuration": 30,
    });
    let booked = desk.sandbox().book(CLINIK, &seen);
    booked.expect("another program can book");
    desk.pass(15).settle();
    desk.press("Ctrl+D").settle().types("ivers").settle();
    desk.press("Up Up Shift+Down Enter")
        .types("a")
        .settle()
        .sees("Left out: 1 done.")
        .press("Ctrl+S");
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    assert_eq!(changes(&desk), [json!({"status": "arrived"})]);
}

#[test]
fn who_has_arrived_is_a_name_a_sign_and_the_booking_key() {
    let mut desk = with_visits(&[(PATIENT, "14:00"), (GRETA, "14:30")]);
    desk.press("Ctrl+D").settle().types("schm");
    desk.types("+").settle().sees("booked → arrived");
    assert!(changes(&desk).is_empty(), "nothing is sent by a sign");
    desk.press("Ctrl+S").settle();
    assert_eq!(changes(&desk), [json!({"status": "arrived"})]);
    // The board is as it was before the name was typed.
    desk.press("Ctrl+D")
        .settle()
        .sees("● arrived")
        .sees("1 booked · 1 arrived");
}

#[test]
fn each_sign_begins_its_change_in_the_list_and_in_the_columns() {
    let mut desk = with_visits(&[(PATIENT, "14:00")]);
    for (sign, says) in [
        (">", "Move this appointment"),
        ("-", "Cancel this appointment"),
        ("!", "no-show"),
        ("=", "Reason"),
    ] {
        desk.press("Ctrl+D").settle().types(sign).settle();
        desk.sees(says).press("Esc Esc Esc").settle();
        desk.press("Ctrl+D")
            .settle()
            .press("Tab")
            .types(sign)
            .settle();
        desk.sees(says).press("Esc Esc Esc").settle();
        desk.press("Ctrl+D").settle().press("Tab Esc");
    }
    assert!(changes(&desk).is_empty());
}

#[test]
fn a_hyphen_of_hours_narrows_and_free_time_has_nothing_to_change() {
    let mut desk = with_visits(&[(PATIENT, "14:00"), (GRETA, "16:00")]);
    desk.press("Ctrl+D").settle().types("15-16");
    desk.sees("› 15-16").sees("1 booked").press("Ctrl+U");
    desk.types("free ivers").settle().types("+");
    desk.sees("Nothing is booked there");
    assert!(changes(&desk).is_empty());
}

#[test]
fn a_hyphen_behind_a_letter_belongs_to_the_name_and_a_second_one_cancels() {
    let mut desk = with_visits(&[(PATIENT, "14:00")]);
    for start in ["2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z"] {
        let visit = json!({
            "patientId": PATIENT, "practitionerId": GREGOIRE, "status": "booked", "start": start,
            "minutesDuration": 30,
        });
        let booked = desk.sandbox().book(CLINIK, &visit);
        booked.expect("another program can book");
    }
    desk.pass(15).settle();
    desk.press("Ctrl+D").settle().types("delacroix-");
    desk.sees("› delacroix-").sees("2 booked");
    desk.types("ott 17")
        .settle()
        .types("-18")
        .sees("› delacroix-ott 17-18");
    desk.sees("1 booked").press("Ctrl+U");
    // Also with one row left, and with none.
    desk.types("karin").sees("1 booked").sees("- twice: cancel");
    desk.types("-").settle().sees("› karin-  - is part");
    desk.sees("1 booked")
        .types("iv")
        .sees("› karin-iv")
        .sees("No matches");
    desk.press("Backspace Backspace").types("-").settle();
    desk.sees("Cancel this appointment").press("Esc Esc Esc");
    // A name of which nobody comes on that day is typed to its end.
    desk.press("Ctrl+D").settle().types("jan-ph").settle();
    desk.sees("› jan-ph").sees("No matches");
    assert!(changes(&desk).is_empty());
}

#[test]
fn a_hyphen_cancels_once_the_row_is_chosen_or_behind_a_blank() {
    let mut desk = with_visits(&[(PATIENT, "14:00"), (GRETA, "16:00")]);
    for keys in [&["Down"][..], &["Down", "Up"]] {
        desk.press("Ctrl+D").settle().types("karin");
        for key in keys {
            desk.press(key);
        }
        desk.types("-").settle().sees("Cancel this appointment");
        desk.press("Esc Esc Esc").settle().press("Ctrl+D").settle();
        desk.press("Ctrl+U Esc");
    }
    desk.press("Ctrl+D").settle().types("schm ");
    desk.types("-").settle().sees("Cancel this appointment");
    assert!(changes(&desk).is_empty());
}

#[test]
fn who_has_waited_longest_is_first_in_the_view_of_those_who_wait() {
    let mut desk = with_visits(&[(PATIENT, "14:00"), (GRETA, "15:00")]);
    let greta = desk.desk().office.lists.known(CLINIK.people(), GRETA);
    let greta = greta.map_or("lindner".to_owned(), |entry| entry.name.clone());
    let surname = greta.split(' ').next_back().expect("a name").to_owned();
    arrives(&mut desk, &surname);
    desk.pass(600).settle();
    arrives(&mut desk, "schm");
    desk.pass(300).settle();
    desk.press("Ctrl+D").settle().types("waiting").settle();
    desk.sees("● 15 min arrived").sees("● 5 min arrived");
    let screen = desk.screen();
    let first = screen.find("15 min arr").zip(screen.find("● 5 min arr"));
    assert!(
        first.is_some_and(|(longer, shorter)| longer < shorter),
        "{screen}"
    );
}

#[test]
fn who_is_behind_is_told_with_the_minutes_and_so_are_the_next_patients() {
    let mut desk = with_visits(&[(PATIENT, "13:40"), (GRETA, "14:20"), (PATIENT, "15:00")]);
    arrives(&mut desk, "schm");
    desk.press("Ctrl+D").settle().sees_no("behind").press("Esc");
    // The visit of 14:40 to 15:10 is still on at 15:20.
    desk.pass(48 * 60).settle();
    desk.press("Ctrl+D")
        .settle()
        .sees("Karin Ivers 10 min behind");
    desk.sees("Alt-R tell the next three");
    desk.press("Tab")
        .settle()
        .sees("10 min behind")
        .press("Tab");
    desk.press("Alt+R").settle();
    assert_eq!(desk.state()["overlay"], "calls", "{}", desk.screen());
}

#[test]
fn who_waits_is_asked_for_on_the_line() {
    let mut desk = with_visits(&[(PATIENT, "14:00")]);
    desk.types("waiting").settle();
    desk.sees("who waits now: Enter opens the board");
    desk.press("Enter").settle();
    assert_eq!(desk.state()["overlay"], "day");
    desk.sees("› waiting").sees("Nobody is waiting.");
    desk.press("Ctrl+U").types("waitinng").settle();
    desk.sees("No matches.").press("Esc Esc").settle();
    assert_eq!(desk.state()["line"]["text"], "");
    desk.types("waiting list").settle();
    desk.sees("the waiting list: Enter opens it");
    desk.press("Enter").settle();
    assert_eq!(desk.state()["overlay"], "waiting");
}

#[test]
fn the_reason_of_a_visit_stays_on_its_row_after_a_change_until_it_is_read_again() {
    let mut desk = with_visits(&[]);
    let visit = json!({
        "patientId": PATIENT, "practitionerId": KARIN, "status": "booked", "start": "2026-11-20T14:00:00Z",
        "minutesDuration": 30, "reasonCode": "stiff knee",
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    desk.pass(15).settle();
    let row = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let mut lines = screen.lines();
        let row = lines.find(|line| line.contains("Maria Schmidt") && line.contains(":00"));
        row.unwrap_or_default().to_owned()
    };
    desk.press("Ctrl+D").settle();
    assert!(row(&desk).contains("stiff knee"), "{}", desk.screen());
    desk.press("Esc").settle();
    arrives(&mut desk, "schm");
    desk.press("Ctrl+D").settle();
    assert!(row(&desk).contains("arrived"), "{}", desk.screen());
    assert!(row(&desk).contains("stiff knee"), "{}", desk.screen());
}

#[test]
fn whoever_closes_the_card_of_a_sign_is_back_on_the_board_at_the_same_row() {
    let mut desk = with_visits(&[(PATIENT, "14:00"), (GRETA, "15:00")]);
    // Without the last line, whose keys depend on what was pressed last.
    let board = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let frame = screen.rsplit_once('╯').map(|(frame, _)| frame);
        frame.unwrap_or_default().to_owned()
    };
    for sign in ["+", "-", ">", "="] {
        // Also where the search has found its only row.
        for (filter, keys) in [("schm ", ""), ("ivers", "Down")] {
            desk.press("Ctrl+D").settle().types(filter).press(keys);
            let before = board(&desk);
            desk.types(sign).settle();
            assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
            desk.press("Esc").settle();
            assert_eq!(desk.state()["overlay"], "day", "{}", desk.screen());
            assert_eq!(board(&desk), before, "{sign}");
            desk.press("Esc").settle();
            assert_eq!(desk.state()["overlay"], json!(null));
            assert_eq!(desk.state()["pane"], "entry line");
        }
    }
    // In columns too, and the next letter begins another search.
    desk.press("Ctrl+D").settle().types("ivers").press("Tab");
    desk.types("-").settle().sees("Cancel this appointment");
    desk.press("Esc").settle();
    assert_eq!(desk.state()["overlay"], "day", "{}", desk.screen());
    desk.types("s").sees("› s ");
    assert!(changes(&desk).is_empty());
}

#[test]
fn a_sign_that_its_clinic_does_not_know_is_said_and_leaves_the_board_open() {
    let mut desk = with_visits(&[]);
    let draw = json!({
        "profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-11-20T14:00:00Z",
    });
    desk.sandbox()
        .book(ANIVA, &draw)
        .expect("another program can book");
    desk.pass(15).settle();
    desk.press("Ctrl+D").settle().types("schmidt").settle();
    for sign in ["+", "!", "="] {
        desk.types(sign).settle();
        assert_eq!(desk.state()["overlay"], "day", "{sign}: {}", desk.screen());
        assert_eq!(
            desk.note(),
            "Aniva has no way to do that from here.",
            "{sign}"
        );
    }
    assert!(changes(&desk).is_empty());
}
