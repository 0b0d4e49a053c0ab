//! What is read back to the caller stands out: who, with whom and when, in the head of the form.

use desk::Size;
use headless::Options;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

fn wide() -> Options {
    Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_clinik()
    }
}

/// Maria is to come to Karin Ivers on Monday at eleven.
fn filled(options: Options) -> DeskAtWork {
    let mut desk = DeskAtWork::open_at_the_line(options);
    desk.types("220385s ki f mo 11").press("Enter").settle();
    desk
}

/// Whether a text on screen is drawn as what stands out.
fn stands_out(desk: &DeskAtWork, text: &str) -> bool {
    let screen = desk.screen();
    let in_head = |line: &str| {
        line.trim_start_matches(['│', ' '])
            .starts_with(['1', '2', '3'])
    };
    let mut lines = screen.lines().enumerate().filter(|(_, line)| in_head(line));
    let found = lines.find_map(|(row, line)| Some((row, line.find(text)?, line)));
    let Some((row, at, line)) = found else {
        return false;
    };
    let column = line[..at].chars().count();
    desk.styled_screen()
        .lines()
        .any(|style| style.starts_with(&format!("r{row} c{column}..")) && style.ends_with("strong"))
}

#[test]
fn a_filled_head_is_three_lines_that_can_be_read_aloud() {
    for options in [wide(), at_clinik()] {
        let mut desk = filled(options);
        desk.sees("1 Maria Schmidt").sees("born 22 Mar 1985");
        desk.sees("2 Karin Ivers")
            .sees("Cardiology")
            .sees_no(PATIENT);
        desk.sees("3 Mon 23 Nov 11:00–11:30").sees("in 3 days");
        for text in ["Maria Schmidt", "Mon 23 Nov 11:00–11:30"] {
            assert!(stands_out(&desk, text), "{text}\n{}", desk.styled_screen());
        }
    }
}

#[test]
fn a_field_of_the_head_is_edited_in_its_place() {
    let mut desk = filled(wide());
    desk.press("Alt+3")
        .sees("3 Start")
        .sees("End")
        .sees("Minutes")
        .sees_no("3 Mon 23 Nov");
    desk.types("tu 9")
        .press("Alt+4")
        .settle()
        .sees("3 Tue 24 Nov 09:00–09:30");
}

#[test]
fn a_typed_end_is_shown_before_a_patient_is_chosen() {
    let mut desk = DeskAtWork::open(wide());
    desk.press("Alt+3").types("mo 9:00").press("Tab");
    desk.types("10:00").press("Alt+1").settle();
    desk.sees("Mon 23 Nov 09:00–10:00").sees_no("09:00–09:15");
}

#[test]
fn nothing_takes_a_frame_around_nothing() {
    let mut desk = DeskAtWork::open_at_the_line(wide());
    desk.sees_no("Problems")
        .sees_no("Appointment ─")
        .sees_no("nothing booked");
    desk.types("220385s ki mo 11").press("Enter").settle();
    desk.sees("No upcoming appointments.").sees_no("Problems");
    desk.press("Ctrl+S")
        .settle()
        .sees("Appointment ✓")
        .sees_no("Problems");
    desk.press("Ctrl+E")
        .types("220385s ki mo 11")
        .press("Enter")
        .settle();
    desk.sees("1 warning: Ctrl-S asks first")
        .sees_no("Problems");
}

#[test]
fn a_message_says_who_when_and_with_whom_and_leaves_the_keys_in_place() {
    let mut desk = filled(at_clinik());
    desk.press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI. Maria Schmidt, Mon 23 Nov 11:00, Karin Ivers.")
        .sees("Tab form   F1 keys");
}

#[test]
fn the_booking_key_is_offered_while_somebody_is_meant_and_stays_where_it_is_beside_a_warning() {
    let mut desk = DeskAtWork::open_at_the_line(wide());
    let last = |desk: &DeskAtWork| {
        desk.screen()
            .lines()
            .last()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert!(!last(&desk).contains("Ctrl-S"), "{}", last(&desk));
    desk.types("220385s ki sa 14 f")
        .press("Enter")
        .settle()
        .sees("Ctrl-S asks first");
    assert!(
        last(&desk).starts_with("Ctrl-S book in the SANDBOX"),
        "{}",
        last(&desk)
    );
    desk.press("Ctrl+S")
        .settle()
        .pass(1)
        .press("1 Ctrl+S")
        .settle()
        .sees("Appointment ✓");
    assert!(!last(&desk).contains("Ctrl-S"), "{}", last(&desk));
}

#[test]
fn a_move_is_a_card_beside_the_day_with_both_places_in_it() {
    let mut desk = filled(wide());
    desk.press("Ctrl+S")
        .settle()
        .turn_to("appointment")
        .press("m")
        .settle();
    desk.types("mo 14").settle();
    desk.sees("Karin Ivers · Mon 23 Nov")
        .sees("11:00 ○ Maria Schmidt")
        .sees("old time");
    desk.sees("14:00 ▒ Maria Schmidt");
}
