//! The day board: everybody's day at both clinics, who comes when, what is free, and every appointment a key away.

use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";
const THADDEUS: &str = "prac_t5w9be";
const HELSINKI: &str = "b24f8050-d9c5-4f2a-a451-10573e12e575";

/// A desk where Maria has a visit with Karin Ivers on Wednesday 10 February 2027 at 10:00.
fn with_a_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    book(&mut desk, KARIN, "10.02.2027 10:00", "control");
    desk
}

fn book(desk: &mut DeskAtWork, with: &str, start: &str, reason: &str) {
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", with)
        .fill("Start", start)
        .fill("Minutes", "30");
    desk.fill("Reason", reason).book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    desk.booked();
}

/// Opens the board and walks to 10 February 2027: eleven weeks and five days from the desk's today.
fn to_the_tenth(desk: &mut DeskAtWork) {
    desk.press("Ctrl+D").settle();
    for _ in 0..11 {
        desk.press("PageDown");
    }
    desk.press("Right Right Right Right Right")
        .settle()
        .sees("← Wed 10 Feb 2027 →");
}

#[test]
fn the_board_names_everyone_at_both_clinics_and_what_is_free_between() {
    let mut desk = DeskAtWork::open(at_clinik());
    book(&mut desk, KARIN, "23.11.2026 10:00", "control");
    let draw = json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2026-11-23T08:30:00Z"});
    desk.sandbox()
        .book(booking::clinics::ANIVA, &draw)
        .expect("another program can book");
    desk.press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .sees("← Mon 23 Nov 2026 →");
    desk.sees("everyone").sees("2 booked").sees("0 s ago");
    desk.sees("09:30 Maria Schmidt 1985 Probe Berlin Mitte ○ scheduled");
    desk.sees("10:00–10:30 Maria Schmidt 1985 Karin Ivers ○ booked control");
    desk.types("free")
        .settle()
        .sees("08:00–10:00 CET free Karin Ivers")
        .sees("09:00–09:10 EET free Näyte Helsinki");
}

#[test]
fn what_is_typed_narrows_by_name_status_and_hours() {
    let mut desk = with_a_visit();
    book(&mut desk, THADDEUS, "10.02.2027 14:00", "follow-up");
    to_the_tenth(&mut desk);
    desk.types("ivers booked")
        .sees("1 booked")
        .sees("control")
        .sees_no("follow-up");
    desk.press("Ctrl+U")
        .types("sch 14-16")
        .sees("follow-up")
        .sees_no("control")
        .sees_no("free");
    desk.press("Backspace Backspace")
        .types("15")
        .sees("follow-up");
    desk.types(" noshow")
        .sees("Nothing here fits “sch 14-15 noshow”")
        .sees("No matches. Ctrl-U removes what is typed")
        .sees_no("Nothing is booked");
    desk.press("Ctrl+U")
        .paste("CONTROL")
        .sees("1 booked")
        .sees_no("follow-up");
}

#[test]
fn what_is_typed_after_a_row_was_opened_narrows_anew() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.types("schmidt").press("Enter").settle().press("Esc");
    desk.settle().types("ivers").settle();
    desk.sees_no("schmidtivers").sees("1 booked");
    desk.press("Ctrl+U")
        .types("schmidt")
        .press("Enter")
        .settle();
    desk.press("Esc").settle().types(" booked").settle();
    desk.sees("schmidt booked");
}

#[test]
fn a_locations_day_is_that_of_its_own_clock() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2026-11-23 09:00")
        .book_at_once();
    desk.press("Ctrl+D")
        .settle()
        .sees("Fri 20 Nov 2026 → today")
        .press("Ctrl+D")
        .settle();
    desk.sees("Probe Berlin Mitte · Aniva")
        .press("Right Right Right")
        .settle();
    desk.sees("← Mon 23 Nov 2026 →")
        .sees("Probe Berlin Mitte · Aniva");
    desk.sees("Maria Schmidt 1985").sees("scheduled");
    desk.press("Esc")
        .fill("Profile", PROFILE)
        .fill("Location", HELSINKI);
    desk.fill("Scheduled at", "2026-11-23 08:00").book_at_once();
    desk.press("Ctrl+D Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle();
    desk.sees("Näyte Helsinki Kamppi · Aniva")
        .sees("clock of Helsinki")
        .sees("09:00–09:10");
}

#[test]
fn columns_on_the_clock_of_the_desk_do_not_name_the_clock_of_the_only_visit() {
    let desk = DeskAtWork::open_at_the_line(at_aniva());
    let draw = json!({"profile_id": PROFILE, "location_id": HELSINKI, "scheduled_at": "2026-11-20T14:00:00Z"});
    desk.sandbox()
        .book(booking::clinics::ANIVA, &draw)
        .expect("another program can book");
    let mut desk = desk.closed().reopened(at_aniva());
    desk.resize(120, 40).settle();
    desk.sees("Fri 20 Nov · everyone · Aniva · 1 booked")
        .sees("16:00 Maria Schmidt")
        .sees_no("clock of Helsinki");
}

#[test]
fn one_calendar_alone_is_a_key_away_and_so_is_everybodys_again() {
    let mut desk = with_a_visit();
    book(&mut desk, THADDEUS, "10.02.2027 10:00", "follow-up");
    to_the_tenth(&mut desk);
    desk.sees("2 booked").press("Ctrl+D").settle();
    desk.sees("Karin Ivers · ClinikAPI")
        .sees("1 booked")
        .sees("08:00–10:00 free")
        .sees_no("follow-up");
    desk.press("Ctrl+D")
        .sees("everyone")
        .sees("2 booked")
        .press("Home")
        .settle()
        .sees("Fri 20 Nov 2026 → today");
}

#[test]
fn one_calendar_that_was_left_for_an_appointment_is_not_what_the_key_opens_next() {
    let mut desk = with_a_visit();
    book(&mut desk, THADDEUS, "10.02.2027 14:00", "follow-up");
    to_the_tenth(&mut desk);
    // The chosen row says whose calendar it is, and not the form that the last booking has left.
    desk.press("Ctrl+D").settle();
    desk.sees("Karin Ivers · ClinikAPI Ctrl-D everyone");
    desk.press("Enter").settle();
    assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
    desk.press("Esc").settle().sees("Karin Ivers · ClinikAPI");
    desk.press("Enter").settle().press("Ctrl+D").settle();
    desk.sees("← Wed 10 Feb 2027 → everyone").sees("2 booked");
}

#[test]
fn an_appointment_opens_in_its_pane_and_esc_leads_back_to_the_board() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.types("ivers")
        .sees("10:00–10:30")
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["overlay"], json!(null));
    assert_eq!(desk.state()["pane"], "appointment");
    desk.sees("○ booked")
        .sees("Maria Schmidt, 22 Mar 1985")
        .sees("Wed 10 Feb 2027 10:00–10:30")
        .sees("control");
    assert!(
        desk.requests()
            .iter()
            .any(|request| request["call"] == "read"),
        "it was read by its id"
    );
    desk.press("Esc")
        .sees("← Wed 10 Feb 2027 →")
        .sees("› ivers")
        .press("Enter")
        .settle();
    desk.press("Ctrl+E Ctrl+O Esc");
    assert_eq!(
        desk.state()["overlay"],
        json!(null),
        "another pane had the keys meanwhile"
    );
}

/// Help and the palette open over whatever is open, and Esc closes the topmost.
#[test]
fn help_and_the_palette_lie_over_the_day_and_leave_it_as_it_was() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    let day = desk.screen();
    desk.press("F1")
        .sees_no("10:00–10:30")
        .press("Ctrl+P")
        .types("theme dark")
        .sees("theme dark");
    assert_eq!(desk.state()["overlay"], "palette");
    desk.press("Esc");
    assert_eq!(desk.state()["overlay"], "help");
    desk.press("Ctrl+P").types("help").press("Enter");
    assert_eq!(
        desk.state()["overlay"],
        json!("day"),
        "its key closes the help page that is open"
    );
    desk.press("F1").press("Esc");
    assert_eq!(
        (desk.screen(), &desk.state()["overlay"]),
        (day, &json!("day"))
    );
    desk.press("Ctrl+P")
        .types("leave")
        .press("Enter")
        .sees("10:00–10:30")
        .press("Esc")
        .press("Esc");
    assert_eq!(desk.state()["overlay"], json!(null));
}

#[test]
fn what_overlaps_is_marked_and_what_is_called_off_is_told_from_it() {
    let mut desk = with_a_visit();
    book(&mut desk, KARIN, "10.02.2027 10:15", "second");
    desk.fill("Status", "cancelled");
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "10.02.2027 10:00");
    desk.fill("Minutes", "30").press("Ctrl+S").settle();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    to_the_tenth(&mut desk);
    desk.sees("2 booked · 2 overlap")
        .sees("overlaps · control")
        .sees("overlaps · second")
        .sees("✗ cancelled");
}

#[test]
fn who_is_late_who_is_here_and_what_time_it_is_show_today() {
    let mut desk = DeskAtWork::open(at_clinik());
    let now = desk.state()["now"].as_str().expect("a time").to_owned();
    let now = chrono::DateTime::parse_from_rfc3339(&now)
        .expect("a time")
        .to_utc();
    for (minutes, status) in [
        (-12, "booked"),
        (-40, "arrived"),
        (-200, "noshow"),
        (30, "booked"),
    ] {
        let start = (now + chrono::TimeDelta::minutes(minutes)).to_rfc3339();
        let visit = json!({"status": status, "patientId": PATIENT, "practitionerId": KARIN, "start": start,
            "minutesDuration": 10});
        desk.sandbox()
            .book(booking::clinics::CLINIK, &visit)
            .expect("another program can book");
    }
    desk.pass(13)
        .press("Ctrl+D")
        .settle()
        .types("ivers schmidt")
        .settle();
    desk.sees("2 booked · 1 arrived · 1 no-show")
        .sees("! 12 min late")
        .sees("● arrived")
        .sees("– no-show");
    let screen = desk.screen();
    let line = |text: &str| {
        screen
            .lines()
            .position(|line| line.contains(text))
            .expect("a line")
    };
    assert!(
        line("12 min late") < line(" now ") && line(" now ") < line("○ booked"),
        "{screen}"
    );
}

#[test]
fn a_day_is_read_anew_while_it_is_looked_at() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    let asked = |desk: &DeskAtWork| {
        desk.requests()
            .iter()
            .filter(|request| {
                request["path"]
                    .as_str()
                    .unwrap_or_default()
                    .contains("dateFrom=2027-02-09")
            })
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
fn a_read_that_ends_while_an_appointment_is_open_counts_for_the_board_behind_it() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.types("ivers").sees("10:00–10:30");
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "slow", "ms": 2_000, "times": 1}),
    );
    desk.pass(31).press("Enter").settle();
    assert_eq!(desk.state()["pane"], "appointment");
    desk.press("Esc").sees("0 s ago");
}

#[test]
fn no_key_but_those_that_turn_the_day_asks_a_clinic() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    // What is free with the one who is named is read once.
    desk.types("ivers").settle();
    let before = desk.requests().len();
    desk.types(" 9-11")
        .press("Down Up Down Backspace Ctrl+D Ctrl+D")
        .types(" booked")
        .settle();
    assert_eq!(desk.requests().len(), before);
}

#[test]
fn a_clinic_that_is_asked_too_often_is_left_alone_for_as_long_as_it_says() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "rate-limit", "retry_after": 90, "times": 0}),
    );
    desk.pass(30)
        .settle()
        .sees("Asked again in 90 s.")
        .sees("Maria Schmidt");
    let before = desk.requests().len();
    desk.pass(60).settle().sees("Asked again in 30 s.");
    let asked = desk.requests()[before..]
        .iter()
        .filter(|request| request["backend"] == "clinik")
        .count();
    assert_eq!(asked, 0);
    desk.pass(31).settle().sees_no("Asked again in 0 s.");
}

#[test]
fn a_day_that_cannot_be_read_says_why_and_keeps_what_it_knew() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.pass(30)
        .settle()
        .sees("✗ The key for ClinikAPI may not read this.")
        .sees("Maria Schmidt 1985");
    desk.pass(60).settle().sees("1 min ago");
    desk.fault(&json!({"backend": "clinik", "call": "read", "fault": "status", "code": 404}));
    desk.press("Enter")
        .settle()
        .sees("✗ ClinikAPI has no such list (404). Check its address.");
}

#[test]
fn beyond_what_aniva_lists_the_day_is_not_called_whole() {
    let mut desk = DeskAtWork::open(at_aniva());
    desk.fill("Location", BERLIN);
    to_the_tenth(&mut desk);
    desk.sees("! Aniva may have more appointments this day.");
}

#[test]
fn rows_are_marked_with_shift_ctrl_a_or_a_click_and_enter_asks_what_to_do_with_them() {
    let mut desk = with_a_visit();
    for (with, start) in [(KARIN, "11:00"), (THADDEUS, "11:30"), (THADDEUS, "09:00")] {
        book(&mut desk, with, &format!("10.02.2027 {start}"), "control");
    }
    to_the_tenth(&mut desk);
    desk.press("Shift+Down Shift+Down")
        .sees("3 marked")
        .press("Enter")
        .sees("All 3: m move x cancel");
    desk.sees("x cancel").types("q");
    assert_eq!(
        desk.note(),
        "Choose by its letter what is to be done, or Esc."
    );
    desk.press("Esc")
        .sees("3 marked")
        .clicks("09:00–09:30")
        .sees("3 marked")
        .clicks_to_mark("09:00–09:30")
        .sees("2 marked");
    desk.types("ivers")
        .sees("2 marked")
        .press("Ctrl+U")
        .types("okonkwo")
        .settle()
        .sees_no("marked");
    desk.press("Ctrl+A")
        .sees("2 marked")
        .press("Ctrl+A")
        .sees_no("marked");
    let before = desk.requests().len();
    desk.press("Ctrl+A Enter").types("x").settle();
    let sent = &desk.requests()[before..];
    assert!(
        sent.iter().all(|request| request["method"] == "GET"),
        "only the booking key sends: {sent:?}"
    );
}

#[test]
fn a_row_marked_alone_opens_and_turning_the_day_marks_nothing() {
    let mut desk = with_a_visit();
    to_the_tenth(&mut desk);
    desk.press("Ctrl+A")
        .sees("1 marked")
        .press("Right")
        .settle()
        .press("Left")
        .settle()
        .sees_no("marked");
    desk.press("Ctrl+A Enter").settle();
    assert_eq!(desk.state()["pane"], "appointment");
}

/// The line of the screen on which a text is.
fn line_with(desk: &DeskAtWork, text: &str) -> usize {
    let screen = desk.screen();
    screen
        .lines()
        .position(|line| line.contains(text))
        .unwrap_or_else(|| panic!("{text} in\n{screen}"))
}

#[test]
fn tab_puts_everybody_side_by_side_along_one_clock() {
    let mut desk = with_a_visit();
    book(&mut desk, THADDEUS, "10.02.2027 10:00", "follow-up");
    book(&mut desk, THADDEUS, "10.02.2027 09:00", "check");
    desk.resize(120, 40);
    to_the_tenth(&mut desk);
    desk.press("Tab")
        .settle()
        .sees("Karin Ivers")
        .sees("Thaddeus Okonkwo")
        .sees("Henrik Sandström");
    let at = |desk: &DeskAtWork, time: &str| {
        desk.screen()
            .lines()
            .find(|line| line.contains(time))
            .expect("a line")
            .matches("Maria Schmidt")
            .count()
    };
    assert_eq!(
        [at(&desk, "09:00"), at(&desk, "10:00")],
        [1, 2],
        "{}",
        desk.screen()
    );
    // An hour is as tall as any other, whether anybody comes or not.
    let hour = line_with(&desk, " 10:00 ") - line_with(&desk, " 09:00 ");
    assert_eq!(
        line_with(&desk, " 13:00 ") - line_with(&desk, " 12:00 "),
        hour
    );
    // From the first visit to Karin's column, down to hers, and across to the one beside it.
    desk.press("Left Left Down Down Enter")
        .settle()
        .sees("Reason control")
        .press("Esc");
    desk.press("Right Right Enter")
        .settle()
        .sees("Reason follow-up")
        .press("Esc");
    desk.press("Up Up Enter")
        .settle()
        .sees("Wed 10 Feb 2027 09:00")
        .press("Esc")
        .press("Tab");
    desk.sees("10:00–10:30");
}

#[test]
fn enter_on_free_time_begins_a_booking_there_and_sends_nothing() {
    let mut desk = with_a_visit();
    desk.resize(120, 40);
    to_the_tenth(&mut desk);
    desk.press("Tab").settle().press("Down");
    assert!(
        desk.screen().contains("Enter book here"),
        "{}",
        desk.screen()
    );
    let before = desk.requests().len();
    desk.press("Enter").settle();
    assert_eq!(
        (desk.text("Practitioner"), desk.text("Start")),
        (KARIN.to_owned(), "Wed 10 Feb 2027 10:30".to_owned())
    );
    assert_eq!(
        (desk.text("Minutes"), desk.state()["overlay"].clone()),
        ("30".to_owned(), json!(null))
    );
    let sent = &desk.requests()[before..];
    assert!(
        sent.iter().all(|request| request["method"] == "GET"),
        "only the booking key sends: {sent:?}"
    );
    desk.fill("Patient", PATIENT)
        .fill("Reason", "control")
        .book();
    if desk.asked() != "" {
        desk.confirm_despite().settle();
    }
    desk.booked();
    desk.sees("10:30");
}

#[test]
fn a_time_that_is_past_or_that_another_desk_holds_begins_nothing() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(120, 40)
        .press("Ctrl+D Tab")
        .settle()
        .sees("14:32");
    for _ in 0..40 {
        desk.press("Up");
    }
    desk.press("Enter").settle();
    assert_eq!(desk.note(), "That time is past.");
    assert_eq!(desk.state()["overlay"], "day");
}

#[test]
fn who_is_idle_has_a_column_and_who_is_not_in_shares_one() {
    let mut desk = with_a_visit();
    desk.resize(200, 60);
    to_the_tenth(&mut desk);
    desk.press("PageDown Shift+Right")
        .settle()
        .press("Tab")
        .settle()
        .sees("← Thu 18 Feb 2027 →");
    desk.sees_no("Bernhard Tauber")
        .sees("not in")
        .sees("bt Tauber");
    desk.sees("h free");
    desk.press("Shift+Left")
        .settle()
        .sees("← Wed 17 Feb 2027 →")
        .sees("Karin Ivers");
}

#[test]
fn columns_that_do_not_fit_come_by_the_arrow_keys() {
    let mut desk = with_a_visit();
    desk.resize(80, 24);
    to_the_tenth(&mut desk);
    desk.press("Tab")
        .settle()
        .sees("Karin Ivers")
        .sees_no("Probe");
    for _ in 0..8 {
        desk.press("Right").settle();
    }
    desk.sees_no("Karin Ivers")
        .sees("Probe")
        .press("Left Left Left Left Left Left Left Left Left");
    desk.sees("Karin Ivers")
        .types("ivers")
        .sees_no("Okonkwo")
        .press("Ctrl+U")
        .sees("Okonkwo");
}

#[test]
fn visits_are_marked_in_columns_as_in_the_list() {
    let mut desk = with_a_visit();
    for (with, start) in [(KARIN, "11:00"), (THADDEUS, "10:00")] {
        book(&mut desk, with, &format!("10.02.2027 {start}"), "control");
    }
    desk.resize(120, 40);
    to_the_tenth(&mut desk);
    desk.press("Tab Shift+Down")
        .sees("2 marked")
        .press("Ctrl+A")
        .sees("3 marked")
        .press("Ctrl+A");
    // A click chooses, and marks nothing.
    desk.clicks("○ Maria Schmidt")
        .sees_no("marked")
        .clicks_to_mark("○ Maria Schmidt")
        .sees("1 marked")
        .press("Enter")
        .settle();
    assert_eq!(
        desk.state()["pane"],
        "appointment",
        "one marked alone is no reason to ask"
    );
}

#[test]
fn a_day_is_shown_whole_where_there_is_little_room() {
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = with_a_visit();
        book(&mut desk, KARIN, "10.02.2027 10:15", "second");
        book(&mut desk, THADDEUS, "10.02.2027 11:00", "follow-up");
        desk.fill("Practitioner", THADDEUS);
        desk.resize(cols, rows);
        to_the_tenth(&mut desk);
        snapshot(&format!("day {cols}x{rows}"), &desk);
        desk.press("Tab").settle().press("Shift+Down");
        snapshot(&format!("day in columns {cols}x{rows}"), &desk);
        desk.press("Tab Ctrl+A Ctrl+A Up");
        desk.press("Ctrl+D").settle();
        snapshot(&format!("day of one {cols}x{rows}"), &desk);
    }
}

fn snapshot(name: &str, desk: &DeskAtWork) {
    crate::screen::frames::assert_frame(name, &desk.styled_screen());
}

#[test]
fn a_practitioner_is_ill_and_all_that_is_listed_is_called_off_in_one_go() {
    let mut desk = with_a_visit();
    for (with, start) in [(KARIN, "11:00"), (THADDEUS, "11:30")] {
        book(&mut desk, with, &format!("10.02.2027 {start}"), "control");
    }
    to_the_tenth(&mut desk);
    desk.types("ivers")
        .settle()
        .press("Ctrl+A Enter")
        .types("x")
        .settle();
    desk.sees("10:00")
        .sees("11:00")
        .sees_no("11:30")
        .press("Ctrl+S");
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    let patches = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let cancelled: Vec<_> = patches
        .filter(|request| request["body"]["status"] == "cancelled")
        .collect();
    assert_eq!(cancelled.len(), 2, "{}", desk.screen());
    let reason = |request: &serde_json::Value| request["body"]["cancelationReason"].clone();
    assert_eq!(
        reason(&cancelled[0]),
        "practitioner or location not available"
    );
}

/// Marks whoever is with Karin Ivers on the board, and opens the list that moves them.
fn lists_moves_of_ivers(desk: &mut DeskAtWork) {
    desk.types("ivers")
        .settle()
        .press("Ctrl+A Enter")
        .types("m")
        .settle();
}

/// The pane shows a visit that the list moves: it is read anew for nobody, and nobody else is said to have done it.
#[test]
fn what_is_moved_from_a_list_here_is_not_said_to_have_been_changed_elsewhere() {
    let mut desk = with_a_visit();
    book(&mut desk, KARIN, "10.02.2027 11:00", "control");
    let id = desk.state()["appointment"]["id"].clone();
    to_the_tenth(&mut desk);
    lists_moves_of_ivers(&mut desk);
    for _ in 0..10 {
        desk.pass(1).settle();
    }
    desk.press("Ctrl+S");
    for _ in 0..90 {
        desk.pass(1).settle().sees_no("changed elsewhere");
        assert!(!desk.note().contains("elsewhere"), "{}", desk.note());
    }
    desk.press("Esc Esc Esc")
        .settle()
        .sees("Thursday 11 February 2027");
    assert_eq!(desk.state()["appointment"]["id"], id);
}

#[test]
fn all_that_is_listed_is_moved_by_a_day_each_read_back_and_moved_once() {
    let mut desk = with_a_visit();
    book(&mut desk, KARIN, "10.02.2027 11:00", "control");
    to_the_tenth(&mut desk);
    desk.types("ivers")
        .settle()
        .press("Ctrl+A Enter")
        .sees_no("draw done")
        .types("m")
        .settle();
    for _ in 0..10 {
        desk.pass(1).settle();
    }
    desk.sees("Wed 10 Feb 2027").sees("→ Thu 11 Feb 2027 10:00");
    desk.sees("→ Thu 11 Feb 2027 11:00").press("Ctrl+S");
    for _ in 0..20 {
        desk.pass(1).settle();
    }
    let patches = desk
        .requests()
        .into_iter()
        .filter(|request| request["call"] == "patch");
    let starts: Vec<_> = patches
        .filter_map(|request| request["body"]["start"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(
        starts,
        ["2027-02-11T09:00:00.000Z", "2027-02-11T10:00:00.000Z"],
        "{}",
        desk.screen()
    );
}

#[test]
fn all_that_is_listed_goes_to_whoever_is_free_nearest_to_its_time() {
    // Ingrid Vásquez-Lindqvist is the other cardiologist; she has somebody at ten.
    let cases = [
        ("any", [(THADDEUS, "09:00"), ("prac_r7q2hd", "10:00")]),
        (
            "any cardio",
            [("prac_r7q2hd", "08:30"), ("prac_r7q2hd", "10:00")],
        ),
    ];
    for (typed, expected) in cases {
        let mut desk = with_a_visit();
        book(&mut desk, KARIN, "10.02.2027 11:00", "control");
        let visit = json!({"status": "booked", "patientId": "pt_k4m8wz", "practitionerId": "prac_r7q2hd",
            "start": "2027-02-10T09:00:00Z", "minutesDuration": 30});
        let sandbox = desk.sandbox();
        sandbox
            .book(booking::clinics::CLINIK, &visit)
            .expect("another program can book");
        let before = desk.creates().len();
        to_the_tenth(&mut desk);
        lists_moves_of_ivers(&mut desk);
        desk.types(typed).press("Tab").settle();
        for _ in 0..60 {
            desk.pass(1).settle();
        }
        desk.sees("Both times are free").press("Ctrl+S");
        for _ in 0..40 {
            desk.pass(1).settle();
        }
        let sent = desk.creates();
        let made = sent[before..].iter().map(|made| {
            let made = &made["body"];
            let start = made["start"].as_str().unwrap_or_default();
            (
                made["practitionerId"].as_str().unwrap_or_default(),
                &start[11..16],
            )
        });
        assert_eq!(made.collect::<Vec<_>>(), expected, "{}", desk.screen());
        let is_cancelled = |call: &Value| call["body"]["status"] == "cancelled";
        assert_eq!(desk.requests().into_iter().filter(is_cancelled).count(), 2);
    }
}

#[test]
fn the_board_opens_on_the_day_that_the_start_screen_shows() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visit = json!({"status": "booked", "patientId": PATIENT, "practitionerId": KARIN,
        "start": "2026-11-23T09:00:00Z", "minutesDuration": 30});
    desk.sandbox()
        .book(booking::clinics::CLINIK, &visit)
        .expect("another program can book");
    // On a Sunday the start screen shows Monday.
    desk.pass(2 * 24 * 3600)
        .resize(120, 40)
        .settle()
        .sees("Mon 23 Nov · everyone");
    desk.press("Ctrl+D")
        .settle()
        .sees("← Mon 23 Nov 2026 →")
        .sees("Maria Schmidt");
}

#[test]
fn a_code_narrows_to_whose_it_is_and_to_nobody_whose_name_begins_like_it() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("yalcinkaya ta 10.2.2027 11:00")
        .settle()
        .press("Enter")
        .settle()
        .book_at_once();
    to_the_tenth(&mut desk);
    desk.types("ta").sees("Yalçınkaya");
    desk.press("Ctrl+U").types("om").sees_no("Yalçınkaya");
    desk.press("Ctrl+U").types("öme").sees("Yalçınkaya");
}
