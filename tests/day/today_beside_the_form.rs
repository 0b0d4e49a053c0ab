//! Before anything is typed, the day of the clinic stands beside the form: who comes, with whom, and how far they are.

use booking::clinics::CLINIK;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

const KARIN: &str = "prac_xyz789";

fn wide() -> Options {
    Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    }
}

/// Maria is with Karin Ivers, half an hour from then on.
fn comes(desk: &DeskAtWork, start: &str, end: &str) {
    let visit = json!({
        "patientId": PATIENT, "practitionerId": KARIN, "status": "booked",
        "start": start, "end": end, "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
}

#[test]
fn who_comes_today_stands_beside_a_form_that_names_nobody() {
    let mut desk = DeskAtWork::open(wide());
    comes(&desk, "2026-11-20T14:00:00Z", "2026-11-20T14:30:00Z");
    desk.pass(300)
        .settle()
        .sees("Fri 20 Nov · everyone")
        .sees("1 booked");
    desk.sees("now 14:37")
        .sees("15:00 ○ Maria Schmidt Karin Ivers");
    desk.fill("Practitioner", KARIN)
        .settle()
        .sees("Karin Ivers · Fri 20 Nov")
        .sees("everyone");
    desk.fill("Practitioner", "")
        .settle()
        .sees("everyone")
        .sees("15:00 ○ Maria Schmidt Karin Ivers");
}

#[test]
fn what_is_booked_here_stands_there_at_once() {
    let mut desk = DeskAtWork::open(wide());
    desk.sees("Their day is shown here");
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "20.11.2026 16:00")
        .fill("Minutes", "30");
    desk.book().sees("outside those hours");
    desk.confirm_despite().settle().booked();
    desk.press("Ctrl+N").settle();
    desk.sees("Fri 20 Nov · everyone")
        .sees("16:00 ○ Maria Schmidt Karin Ivers");
}

#[test]
fn where_nobody_comes_any_more_it_is_the_next_day_on_which_anybody_does() {
    let now = "2026-11-21T09:00:00Z".parse().expect("a moment");
    let mut desk = DeskAtWork::open(Options {
        now,
        is_booked: true,
        ..wide()
    });
    desk.sees("Mon 23 Nov · everyone")
        .sees("08:00 ○")
        .sees_no("now 10:00");
    desk.fill("Practitioner", KARIN)
        .settle()
        .sees("Karin Ivers · Mon 23 Nov");
    desk.press("Ctrl+E")
        .types("220385s ki >14")
        .settle()
        .sees("Mon 23 Nov · everyone")
        .sees("▒ Schmidt");
    desk.press("Ctrl+U")
        .types("220385s ki today")
        .settle()
        .sees("Karin Ivers · Sat 21 Nov");
}

#[test]
fn what_is_typed_into_the_line_stands_in_their_day_before_enter() {
    let mut desk = DeskAtWork::open_at_the_line(wide());
    comes(&desk, "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z");
    desk.pass(13).types("220385s ki").settle().sees("▒ Schmidt");
    desk.types(" >16")
        .sees("first free from Fri 20 Nov, after 16:00")
        .sees("16:00 ▒ Schmidt")
        .press("Backspace")
        .press("Backspace")
        .press("Backspace");
    desk.types(" f mon")
        .settle()
        .sees("Mon 23 Nov · everyone")
        .sees("○ Schmidt");
    // What is not typed to its end takes the day away no more than what can't be read.
    desk.types(" 9:").sees("Mon 23 Nov · everyone");
    desk.types("30").sees("09:30 ▒ Schmidt");
    assert_eq!(
        (desk.text("Practitioner"), desk.text("Start")),
        (String::new(), String::new())
    );
    desk.press("Backspace")
        .press("Backspace")
        .types("45")
        .sees("09:30 ▒ 09:45");
    desk.press("Enter")
        .settle()
        .sees("09:45 ▒")
        .sees("Mon 23 Nov 09:45–10:15");
    desk.press("Backspace")
        .types("x")
        .sees("can't be read")
        .sees("Karin Ivers · Mon 23 Nov");
}

#[test]
fn whom_the_line_may_mean_is_not_taken_for_whom_the_form_names() {
    let mut desk = DeskAtWork::open(wide());
    desk.fill("Patient", PATIENT).press("Ctrl+E");
    desk.types("ki mo 9:30")
        .settle()
        .sees("09:30 ▒ Maria Schmidt ← this one");
    desk.press("Ctrl+U")
        .types("mari ki mo 9:30")
        .settle()
        .sees("09:30 ▒ ← this one");
}

#[test]
fn it_is_asked_for_once_in_five_minutes_and_only_where_it_shows() {
    let reads = |desk: &DeskAtWork| {
        let path =
            |request: &serde_json::Value| request["path"].as_str().unwrap_or_default().to_owned();
        // The week that the next free times are of is another list.
        let of_all = |path: &String| {
            path.starts_with("/v1/appointments?") && path.contains("dateTo=2026-11-21")
        };
        desk.requests().iter().map(path).filter(of_all).count()
    };
    let mut desk = DeskAtWork::open(Options {
        is_booked: true,
        ..wide()
    });
    assert_eq!(reads(&desk), 1, "{:?}", desk.requests());
    desk.pass(290).settle();
    assert_eq!(reads(&desk), 1);
    desk.pass(20).settle();
    assert_eq!(reads(&desk), 2);
    desk.resize(60, 16)
        .press("Ctrl+O Ctrl+O")
        .pass(600)
        .settle();
    assert_eq!(reads(&desk), 2, "there is no room for it");
}

#[test]
fn a_click_on_it_opens_the_day() {
    let mut desk = DeskAtWork::open(Options {
        is_booked: true,
        ..wide()
    });
    desk.clicks("everyone")
        .settle()
        .sees("← Fri 20 Nov 2026 → today");
}

#[test]
fn that_it_cannot_be_read_is_said_and_keeps_nobody_from_booking() {
    let mut desk = DeskAtWork::open(wide());
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 500, "times": 0}),
    );
    desk.pass(301).settle().sees("· everyone").sees("✗");
    desk.fault(&json!({"clear": true}));
    desk.fill_a_visit("10.02.2027 10:00").book().booked();
}

#[test]
fn it_shows_nothing_behind_a_lock() {
    let mut desk = DeskAtWork::open(Options {
        is_booked: true,
        ..wide()
    });
    desk.sees("everyone")
        .press("Ctrl+L")
        .sees_no("everyone")
        .sees_no("Karin Ivers");
}

#[test]
fn on_a_narrow_screen_it_stands_under_the_form_until_there_is_an_appointment_to_show() {
    let mut desk = DeskAtWork::open(Options {
        is_booked: true,
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    desk.sees("Fri 20 Nov  37 arrived · 3 no-show");
    desk.fill_a_visit("10.02.2027 10:00")
        .settle()
        .sees_no("37 arrived")
        .sees("no upcoming");
    desk.book().booked().sees_no("37 arrived");
}

#[test]
fn a_day_off_says_that_nobody_is_in() {
    let mut desk = DeskAtWork::open_at_the_line(wide());
    desk.types("ki 28.11.")
        .settle()
        .sees("Sat 28 Nov · not in")
        .sees("Not in on this day.");
    desk.sees_no("Nothing is booked on this day");
}

#[test]
fn a_visit_outside_the_hours_stands_beside_no_end_of_the_closing_time() {
    let mut desk = DeskAtWork::open(wide());
    comes(&desk, "2026-11-25T18:30:00Z", "2026-11-25T19:00:00Z");
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "25.11.2026 09:00")
        .settle();
    desk.sees("╱ not in")
        .sees_no("closed")
        .sees_no("until 19:30");
}

#[test]
fn a_gap_in_the_hours_says_until_when() {
    let mut desk = DeskAtWork::open(Options {
        clinic: booking::clinics::ANIVA,
        ..wide()
    });
    desk.press("Ctrl+E").types("be 23.11. 09:00").settle();
    assert!(
        !desk.screen().contains("not in"),
        "a place is closed: {}",
        desk.screen()
    );
}

#[test]
fn the_day_stays_after_a_move_and_while_an_outcome_is_unknown() {
    let mut desk = DeskAtWork::open(wide());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "25.11.2026 10:00");
    desk.fill("Minutes", "30").settle().book().booked();
    desk.sees("Karin Ivers · Wed 25 Nov")
        .turn_to("appointment")
        .press("m")
        .settle();
    desk.types("27.11.2026 10:00")
        .settle()
        .press("Ctrl+S")
        .settle()
        .confirm_despite()
        .settle();
    desk.sees("✓ moved").sees("Karin Ivers · Fri 27 Nov");

    let mut desk = DeskAtWork::open(wide());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "25.11.2026 10:00");
    desk.fill("Minutes", "30").settle();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.book().sees("Unknown").sees("Karin Ivers · Wed 25 Nov");
}

#[test]
fn nothing_green_stands_above_an_unknown_outcome() {
    let mut desk = DeskAtWork::open(wide());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "25.11.2026 10:00");
    desk.fill("Minutes", "30").settle().book().booked();
    desk.fill("Patient", "pt_k4m8wz")
        .fill("Start", "25.11.2026 11:00")
        .fill("Minutes", "30")
        .settle();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-before"}));
    desk.book().sees("Unknown").sees_no("✓ booked");
}
