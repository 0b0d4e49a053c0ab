//! The next caller's line typed in one go, with the booking key behind it, where letters are commands: nothing reaches a
//! clinic.

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_clinik};

/// John Carter at ClinikAPI.
const VISITOR: &str = "pt_shmbj5";
const KARIN: &str = "prac_xyz789";

/// The lines: some begin with a letter that is a command, one ends with a sign that is one.
const LINES: [&str; 5] = [
    "neumann ki fr 10",
    "xaver ki fr 10",
    "ulla ki fr 10",
    "anna ki",
    "220385s -",
];

/// A place, and how one gets there.
type Place = (&'static str, fn(&mut DeskAtWork));

/// Where it is typed.
const PLACES: [Place; 13] = [
    ("the marked visits", marked_visits),
    ("the visits", visits),
    ("the list of cancellations", cancellations),
    ("the list of cancellations, opened by a letter", |desk| {
        marked_visits(desk);
        desk.press("x").settle();
        is_at(desk, "bulk");
    }),
    ("the list of moves, opened by a letter", |desk| {
        marked_visits(desk);
        desk.press("m").settle();
        is_at(desk, "bulk");
    }),
    ("behind the list of cancellations", |desk| {
        cancellations(desk);
        desk.press("Esc").settle();
    }),
    ("the finished list", finished_list),
    ("behind the finished list", |desk| {
        finished_list(desk);
        desk.press("Esc").settle();
    }),
    ("what was done today", |desk| {
        finished_list(desk);
        desk.press("Esc Alt+O").settle();
        is_at(desk, "done");
    }),
    ("the history of an appointment", |desk| {
        appointment(desk);
        desk.press("h").settle();
        is_at(desk, "history");
    }),
    ("the Outbox", outbox),
    ("the board", |desk| {
        desk.press("Ctrl+D").settle();
        is_at(desk, "day");
    }),
    ("the Appointment pane", appointment),
];

fn is_at(desk: &DeskAtWork, overlay: &str) {
    assert_eq!(desk.state()["overlay"], overlay, "{}", desk.screen());
}

fn line(desk: &mut DeskAtWork, text: &str) {
    desk.press("Ctrl+E Ctrl+U").types(text).settle();
    desk.press("Enter").settle();
}

fn cancellations(desk: &mut DeskAtWork) {
    line(desk, "041268c december -");
    is_at(desk, "bulk");
    desk.stands_still();
}

fn marked_visits(desk: &mut DeskAtWork) {
    visits(desk);
    desk.press("Ctrl+A").settle();
    desk.sees("do what with all");
}

fn visits(desk: &mut DeskAtWork) {
    appointment(desk);
    desk.press("v").settle();
    is_at(desk, "past-visits");
}

fn finished_list(desk: &mut DeskAtWork) {
    cancellations(desk);
    desk.press("Ctrl+S").settle().sees("3 of 3 done.");
}

/// John Carter's visit of today, at which he could be checked in or have stayed away.
fn appointment(desk: &mut DeskAtWork) {
    line(desk, "041268c");
    desk.turn_to("appointment").press("1").settle();
    desk.sees("14:00").stands_still();
}

/// A cancellation waits there, and the clinic is back.
fn outbox(desk: &mut DeskAtWork) {
    appointment(desk);
    desk.fault(&json!({"backend": "clinik", "call": "any", "fault": "drop-before", "times": 0}))
        .pass_ms(1500);
    desk.fill("Patient", "pt_k4m8wz").settle();
    desk.fill("Patient", VISITOR).settle();
    desk.sees("unreachable").turn_to("appointment").press("x");
    desk.settle().stands_still().press("Ctrl+S").settle();
    desk.confirm_despite().settle().sees("Queued, not sent");
    desk.fault(&json!({"clear": true})).pass(60).settle();
    desk.turn_to("outbox");
}

/// A desk at which John Carter has a visit today and three in December.
fn with_four() -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(at_clinik());
    for (day, hour) in [
        ("2026-11-20", 13),
        ("2026-12-01", 9),
        ("2026-12-08", 9),
        ("2026-12-15", 9),
    ] {
        let visit = json!({
            "status": "booked", "patientId": VISITOR, "practitionerId": KARIN,
            "start": format!("{day}T{hour:02}:00:00.000Z"), "end": format!("{day}T{hour:02}:30:00.000Z"),
        });
        desk.sandbox().book(CLINIK, &visit).expect("another desk");
    }
    desk
}

/// What was sent to a clinic to change something.
fn sent(desk: &DeskAtWork) -> Vec<Value> {
    let mut requests = desk.requests();
    requests.retain(|request| request["method"] != "GET");
    requests
}

/// When the clinics answer what a letter has asked for: what it opens takes the letters behind it, or opens after them.
#[derive(Clone, Copy, PartialEq)]
enum Answers {
    ToEachLetter,
    ToTheLine,
}

/// Types a line in one go: the clinics answer, but no time passes. Then presses the booking key, held down for a
/// moment.
#[track_caller]
fn sends_nothing(place: &str, mut desk: DeskAtWork, line: &str, answers: Answers) {
    let before = sent(&desk);
    for letter in line.chars() {
        desk.types(&letter.to_string());
        if answers == Answers::ToEachLetter {
            desk.settle();
        }
    }
    desk.settle().press("Ctrl+S Ctrl+S").settle();
    assert_eq!(sent(&desk), before, "{line} at {place}:\n{}", desk.screen());
}

#[test]
fn a_line_typed_in_one_go_where_letters_are_commands_changes_nothing() {
    for (place, goes_there) in PLACES {
        for line in LINES {
            for answers in [Answers::ToEachLetter, Answers::ToTheLine] {
                let mut desk = with_four();
                goes_there(&mut desk);
                sends_nothing(place, desk, line, answers);
            }
        }
    }
}
