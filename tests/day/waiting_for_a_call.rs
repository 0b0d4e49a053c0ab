//! The screen with which the desk waits for the next caller: the day in columns, and among its visits the one that is being
//! typed.

use booking::clinics::CLINIK;
use desk::Size;
use headless::Options;
use i18n::Language;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};
use crate::screen::frames::assert_frame;

fn on_a_friday_morning(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        now: "2026-11-20T08:12:00Z".parse().expect("a moment"),
        is_booked: true,
        ..at_clinik()
    }
}

fn waiting(cols: u16, rows: u16) -> DeskAtWork {
    DeskAtWork::open_at_the_line(on_a_friday_morning(cols, rows))
}

#[test]
fn the_day_stands_in_columns_under_the_codes_that_are_typed() {
    let mut desk = waiting(120, 40);
    desk.settle()
        .sees("Fri 20 Nov · everyone · ClinikAPI · 23 booked · 17 arrived")
        .sees("next free Fri 20 Nov ki 10:00")
        .sees("ki Ivers")
        .sees("─ 09:12 ─");
    assert_frame("start 120x40", &desk.styled_screen());
}

#[test]
fn it_looks_good_on_a_large_screen_in_german() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        language: Language::De,
        ..on_a_friday_morning(200, 60)
    });
    desk.settle();
    assert_frame("start de 200x60", &desk.styled_screen());
}

#[test]
fn the_visit_moves_among_the_others_as_its_words_change() {
    let mut desk = waiting(120, 40);
    desk.settle().types("220385s").settle().sees_no("▒");
    desk.types(" ki").sees("10:00 ▒ Schmidt");
    assert_frame("start typed 120x40", &desk.styled_screen());
    desk.types(" 10:30").sees("10:40 ▒ 10:30");
    desk.press("Ctrl+U")
        .types("220385s any")
        .settle()
        .sees("10:00 ▒ Schmidt");
    // Nobody is free that late today: the day of the visit is beside the form.
    desk.types(" >15")
        .settle()
        .sees("· Mon 23 Nov")
        .sees("Patient");
}

#[test]
fn it_gives_way_to_whatever_is_in_hand() {
    let mut desk = waiting(120, 40);
    desk.settle().sees_no("Patient instruction");
    desk.press("Tab")
        .sees("Patient instruction")
        .press("Ctrl+E");
    desk.sees_no("Patient instruction");
    desk.types("220385s ki").press("Enter").settle();
    desk.sees("Patient instruction")
        .sees("Karin Ivers · Fri 20 Nov");
    desk.press("Ctrl+S").settle().sees("Patient instruction");
}

#[test]
fn eighty_columns_have_the_day_too_and_the_visit_moves_in_it() {
    let mut desk = waiting(80, 24);
    desk.settle()
        .sees("Fri 20 Nov · everyone · 23 booked · 17 arrived")
        .sees("next free")
        .sees("─ 09:12 ─")
        .sees("░ free")
        .sees_no("Practitioner");
    assert_frame("start 80x24", &desk.styled_screen());
    let is_at = |desk: &DeskAtWork, time: &str| {
        let screen = desk.screen();
        let mut rows = screen.lines().filter(|row| row.contains("▒ Schmidt"));
        rows.any(|row| row.trim_start().starts_with(time))
    };
    // Whoever is not among those in view comes into view as soon as the line names them.
    desk.sees_no("Delacroix").types("220385s go").settle();
    desk.sees("Delacroix-…");
    assert!(is_at(&desk, "10:00"), "{}", desk.screen());
    assert_frame("start typed 80x24", &desk.styled_screen());
    desk.types(" 11:00").settle();
    assert!(is_at(&desk, "11:00"), "{}", desk.screen());
    // Of another day it stands in that day alone.
    desk.press("Ctrl+U").types("220385s om mo 14:00").settle();
    desk.sees("Oksana Melnyk · Mon 23 Nov")
        .sees("14:00 ▒ Maria Schmidt")
        .sees_no("Practitioner");
    assert_frame("start other day 80x24", &desk.styled_screen());
    desk.press("Ctrl+U");
    desk.sees("everyone").sees_no("Practitioner");
    desk.press("Tab").sees("Practitioner");
}

#[test]
fn after_the_last_visit_the_end_of_the_day_is_in_view() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-20T18:12:00Z".parse().expect("a moment"),
        ..on_a_friday_morning(80, 24)
    });
    desk.settle().sees("─ 19:12 ─").sees_no(" 08:00 ·");
}

#[test]
fn the_arrows_bring_the_other_columns_into_view_until_a_line_is_typed() {
    let mut desk = waiting(80, 24);
    desk.settle().sees("ki Ivers").sees_no("Delacroix");
    desk.press("Left").sees("ki Ivers");
    for _ in 0..3 {
        desk.press("Right");
    }
    desk.sees("Delacroix").sees_no("ki Ivers");
    desk.press("Right").sees("Delacroix");
    // In a line that is typed they move the cursor.
    desk.types("ab").press("Left").types("c").sees("› acb");
    desk.press("Ctrl+U Left").sees_no("Delacroix");
    let mut large = waiting(200, 60);
    large.settle().press("Right").types("x").sees("› x");
}

#[test]
fn whoever_is_not_in_shares_a_narrow_column_until_the_line_names_them() {
    let mut desk = waiting(120, 40);
    desk.settle()
        .sees("not in")
        .sees("aa 明轩")
        .sees("ay Yusuf…");
    let heads = |desk: &DeskAtWork| {
        let screen = desk.screen();
        let head = screen.lines().find(|line| line.contains("ki Ivers"));
        head.map(str::to_owned).unwrap_or_default()
    };
    assert!(!heads(&desk).contains("Yusufova"), "{}", desk.screen());
    // Nobody expects her on that day, but whoever insists sees her column.
    desk.types("220385s ay 10:30").settle();
    assert!(heads(&desk).contains("Yusufova"), "{}", desk.screen());
    // On the board, too; there a search for her brings her column.
    desk.press("Ctrl+U Ctrl+D Tab").settle();
    desk.sees("not in: aa 明轩, ay Yusufova");
    desk.types("yusufova").settle();
    desk.sees("Amina Yusufova").sees_no("aa 明轩");
}

#[test]
fn after_a_booking_escape_brings_the_day_back() {
    let mut desk = waiting(120, 40);
    desk.types("220385s ki 10:30").press("Enter").settle();
    desk.press("Ctrl+S").settle();
    desk.sees("booked · Maria Schmidt")
        .sees("Esc next caller")
        .sees("Patient instruction");
    // The practitioner whom the booking has left in the form is no reason to keep the form on the screen.
    desk.press("Escape").settle();
    desk.sees_no("Patient instruction")
        .sees_no("next caller")
        .sees("ki Ivers")
        .sees("○ Schmidt");
    desk.types("041268c").settle().sees("John Carter");
}

#[test]
fn what_has_been_begun_stays_in_front_of_escape() {
    let mut desk = waiting(120, 40);
    desk.types("220385s ki 10:30").press("Enter").settle();
    desk.press("Ctrl+S").settle();
    desk.types("041268c").settle();
    desk.press("Escape").settle();
    desk.sees_no("041268c").sees("Patient instruction");
    desk.press("Escape").settle();
    desk.sees("041268c").sees("Patient instruction");
}

#[test]
fn the_visit_that_is_drawn_is_the_one_that_enter_fills_in() {
    let lines = [
        ("220385s ki", Some("Fri 20 Nov 10:00")),
        // The free time before it is too short for a first visit of 45 minutes.
        ("220385s om n", Some("Mon 23 Nov 11:00")),
        ("220385s om f", Some("Fri 20 Nov 10:00")),
        ("220385s any f", Some("Fri 20 Nov 10:00")),
        // Whose free times follow from their hours, those for another length are others: it is not known before Enter.
        ("220385s any n", None),
    ];
    for (line, drawn) in lines {
        let mut desk = waiting(120, 40);
        desk.settle().types(line).settle();
        let screen = desk.screen();
        let row = screen.lines().find(|row| row.contains('▒'));
        let drawn = drawn.map(|start| start.rsplit_once(' ').expect("a day and a time"));
        match (row, drawn) {
            (Some(row), Some((day, time))) => {
                assert!(row.contains(time), "{line}:\n{screen}");
                desk.sees(day);
            }
            (row, drawn) => assert_eq!(row, drawn.map(|(_, time)| time), "{line}:\n{screen}"),
        }
        desk.press("Enter").settle();
        if let Some((day, time)) = drawn {
            assert_eq!(desk.text("Start"), format!("{day} {time}"), "{line}");
        }
    }
}

/// A visit of Maria Schmidt's own at ten keeps her, and nobody else, from the first free time.
#[test]
fn whoever_is_free_first_is_looked_for_by_the_visits_of_the_caller_alone() {
    let mut desk = waiting(120, 40);
    let own = json!({"status": "booked", "patientId": PATIENT, "practitionerId": "prac_t5w9be",
        "start": "2026-11-20T09:00:00Z", "minutesDuration": 30});
    let sandbox = desk.sandbox();
    sandbox
        .book(CLINIK, &own)
        .expect("another program can book");
    // The day is read anew.
    desk.pass(300).settle();
    for (line, start) in [
        ("220385s any", "10:30"),
        ("pt_k4m8wz any", "10:00"),
        ("220385s any", "10:30"),
    ] {
        desk.press("Ctrl+U").types(line).settle();
        let screen = desk.screen();
        let is_drawn = |row: &str| row.contains('▒') && row.contains(start);
        assert!(screen.lines().any(is_drawn), "{line}:\n{screen}");
        desk.press("Enter").settle();
        assert_eq!(desk.text("Start"), format!("Fri 20 Nov {start}"), "{line}");
    }
}

#[test]
fn the_length_of_one_practitioners_slots_is_not_asked_of_another() {
    let mut desk = waiting(120, 40);
    desk.settle().types("220385s ki").press("Enter").settle();
    assert_eq!(desk.text("Minutes"), "30");
    desk.types(" ")
        .press("Ctrl+U")
        .types("om mo")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.text("Start"), "Mon 23 Nov 08:00");
    assert_eq!(desk.text("Minutes"), "20");
}

#[test]
fn a_click_on_a_visit_opens_it_and_one_on_a_free_time_begins_a_booking() {
    let mut desk = waiting(100, 30);
    desk.clicks("✓ Gößwein");
    assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
    let mut desk = waiting(100, 30);
    desk.clicks("ki 10:00");
    assert!(desk.text("Start").contains("10:00"), "{}", desk.screen());
    assert!(!desk.text("Practitioner").is_empty(), "{}", desk.screen());
    assert!(desk.creates().is_empty());
}
