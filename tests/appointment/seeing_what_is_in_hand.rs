//! What is in hand stands out: the field in use lies on a ground of its own, what is read aloud stays visible while
//! the desk asks, a status is a sign and a word, and a large screen has more to see.

use booking::clinics::CLINIK;
use desk::Size;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";

fn sized(cols: u16, rows: u16) -> Options {
    Options {
        size: Size { cols, rows },
        ..at_clinik()
    }
}

/// Returns the lines of the screen on which runs with this role are.
fn lines_with(desk: &DeskAtWork, role: &str) -> Vec<String> {
    let styled = desk.styled_screen();
    let lines: Vec<&str> = styled.lines().collect();
    let is_of_role = |line: &&str| line.starts_with('r') && line.ends_with(&format!(" {role}"));
    let runs = lines.iter().copied().filter(is_of_role);
    let row = |run: &str| {
        run[1..]
            .split(' ')
            .next()
            .and_then(|row| row.parse::<usize>().ok())
    };
    runs.filter_map(row)
        .map(|row| lines[row].trim().to_owned())
        .collect()
}

/// Returns the line of the screen on which a text stands.
fn line_of(desk: &DeskAtWork, text: &str) -> usize {
    desk.screen()
        .lines()
        .position(|line| line.contains(text))
        .unwrap_or_else(|| panic!("{}", desk.screen()))
}

#[test]
fn only_the_field_in_use_lies_on_a_ground() {
    let mut desk = DeskAtWork::open(sized(120, 40));
    let of_reason = |desk: &mut DeskAtWork| {
        desk.fill("Reason", "Control");
        lines_with(desk, "field")
    };
    let grounds = of_reason(&mut desk);
    assert!(
        grounds.iter().all(|line| line.contains("Reason")) && !grounds.is_empty(),
        "{grounds:?}"
    );
    desk.press("Ctrl+E");
    assert_eq!(
        lines_with(&desk, "field"),
        [""; 0],
        "the entry line has a frame"
    );
    desk.press("Ctrl+P");
    assert_eq!(
        lines_with(&desk, "field").len(),
        1,
        "{}",
        desk.styled_screen()
    );
}

#[test]
fn who_when_and_with_whom_stay_visible_while_the_desk_asks() {
    for (cols, rows) in [(120, 40), (100, 30), (80, 24)] {
        let mut desk = DeskAtWork::open_at_the_line(sized(cols, rows));
        desk.types("220385s ki mo 18:30 f")
            .press("Enter")
            .settle()
            .press("Ctrl+S")
            .settle();
        desk.sees("Book in the SANDBOX anyway?");
        let asked = line_of(&desk, "anyway?");
        for told in [
            "born 22 Mar 1985",
            "Cardiology · follow-up",
            "Mon 23 Nov 18:30",
        ] {
            assert!(line_of(&desk, told) < asked, "{told}\n{}", desk.screen());
        }
    }
}

#[test]
fn a_wide_screen_says_a_warning_in_the_form_and_not_on_the_line_as_well() {
    let mut desk = DeskAtWork::open_at_the_line(sized(120, 40));
    desk.types("220385s ki mo 18:30 f").press("Enter").settle();
    let screen = desk.screen();
    let told: Vec<usize> = (0..)
        .zip(screen.lines())
        .filter(|(_, line)| line.contains("! Karin"))
        .map(|(y, _)| y)
        .collect();
    assert!(
        told.first()
            .is_some_and(|first| *first > line_of(&desk, "born 22 Mar 1985")),
        "{told:?}\n{screen}"
    );
    desk.sees("1 warning").sees("18:30 ▒ Maria Schmidt");
}

#[test]
fn a_status_is_a_sign_and_a_word_wherever_the_appointment_is_shown() {
    let mut desk = DeskAtWork::with_a_visit(sized(120, 40));
    desk.fill("Practitioner", KARIN).book_at_once();
    desk.sees("✓ booked · Maria Schmidt")
        .turn_to("appointment")
        .press("x")
        .settle()
        .press("Ctrl+S")
        .settle();
    desk.sees("✓ cancelled");
    let visit = json!({
        "patientId": PATIENT, "practitionerId": KARIN, "status": "arrived",
        "start": "2026-11-23T09:00:00Z", "end": "2026-11-23T09:30:00Z", "minutesDuration": 30,
    });
    desk.sandbox()
        .book(CLINIK, &visit)
        .expect("another program can book");
    desk.pass(13)
        .press("Ctrl+D")
        .settle()
        .press("Home")
        .press("Right")
        .press("Right")
        .press("Right")
        .settle();
    desk.sees("● arrived")
        .press("Enter")
        .settle()
        .sees("● arrived · Maria Schmidt, 22 Mar 1985");
}

#[test]
fn a_large_screen_unfolds_the_form_and_tells_the_next_free_times() {
    let mut desk = DeskAtWork::open_at_the_line(sized(200, 60));
    desk.types("220385s ki f").press("Enter").settle();
    desk.sees("Priority").sees("Comment").sees_no("▸ More");
    desk.sees("Next free · Karin Ivers")
        .sees("Mon 23 Nov 08:00 08:30")
        .sees("Tue 24 Nov 08:00");
    desk.resize(120, 40)
        .settle()
        .sees("▸ More (7)")
        .sees_no("Next free");
}

#[test]
fn who_waits_for_the_practitioner_stands_on_a_large_screen() {
    let mut desk = DeskAtWork::open(sized(200, 60));
    let waiter = json!({
        "status": "waitlist", "patientId": PATIENT, "practitionerId": KARIN,
        "requestedPeriod": [{"start": "2026-11-30T08:00:00Z", "end": "2026-12-05T00:00:00Z"}],
        "created": "2026-11-03T08:00:00Z",
    });
    desk.sandbox().book(CLINIK, &waiter).expect("it is taken");
    desk.pass(13).press("Alt+W").settle();
    desk.sees("since patient wished with")
        .sees("3 Nov Maria Schmidt, 22 Mar 1985")
        .press("Esc");
    desk.fill("Practitioner", KARIN).settle();
    desk.sees("Waiting for Karin Ivers")
        .sees("Maria Schmidt, 22 Mar 1985 30 Nov – 5 Dec");
}

#[test]
fn the_day_beside_the_form_is_as_tall_as_its_visits_are_long() {
    let mut desk = DeskAtWork::open(sized(120, 40));
    for (start, end) in [("09:00", "10:00"), ("12:10", "12:20")] {
        let visit = json!({
            "patientId": PATIENT, "practitionerId": KARIN, "status": "booked",
            "start": format!("2026-11-23T{start}:00Z"), "end": format!("2026-11-23T{end}:00Z"),
        });
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    desk.pass(13)
        .fill("Practitioner", KARIN)
        .fill("Start", "23.11.2026 11:00")
        .fill("Minutes", "30")
        .settle();
    let of = |text: &str| line_of(&desk, text);
    let (visit, draft, noon) = (of("10:00 ○ Maria"), of("11:00 ▒"), of("12:00"));
    assert_eq!(
        (draft - visit, noon - draft),
        (noon - draft, draft - visit),
        "an hour is an hour\n{}",
        desk.screen()
    );
    assert!(
        desk.screen()
            .lines()
            .nth(visit + 1)
            .is_some_and(|line| line.contains('┃')),
        "{}",
        desk.screen()
    );
    desk.sees("13:10 ○ Maria Schmidt");
}

#[test]
fn an_id_of_36_letters_stands_whole_in_a_pane_of_120_columns() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..at_aniva()
    });
    desk.types("220385s be b").settle().press("Enter").settle();
    desk.book_at_once();
    for _ in 0..3 {
        let screen = desk.screen();
        assert!(
            !screen.contains(&PROFILE[..35]) || screen.contains(PROFILE),
            "{screen}"
        );
        if screen.contains(PROFILE) {
            return;
        }
        desk.press("PageDown");
    }
    panic!("{}", desk.screen());
}
