//! The new time of an appointment, typed without its day: it is on the day that the appointment has.

use booking::clinics::ANIVA;
use headless::Options;
use serde_json::{Value, json};
use zones::Zone;

use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE, at_aniva, at_clinik};

/// A desk with a visit at this time in the Appointment pane, which has the keys.
fn with_a_visit_at(start: &str) -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill_a_visit(start)
        .fill("Practitioner", "prac_xyz789")
        .settle()
        .book();
    if !desk.asked().is_empty() {
        desk.confirm_despite().settle();
    }
    desk.booked();
    desk.turn_to("appointment");
    desk
}

/// The start and the end of each move that reached the clinic.
fn moves(desk: &DeskAtWork) -> Vec<(Value, Value)> {
    let is_one = |request: &Value| {
        request["call"] == "patch" && request["path"].to_string().contains("/appointments")
    };
    let moves = desk.requests().into_iter().filter(is_one);
    moves
        .map(|call| (call["body"]["start"].clone(), call["body"]["end"].clone()))
        .collect()
}

#[test]
fn a_time_without_a_day_is_on_the_day_of_the_visit() {
    let mut desk = with_a_visit_at("10.02.2027 10:00");
    desk.press("m")
        .settle()
        .types("11:00")
        .sees("to Wed 10 Feb 2027 11:00")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("9-9:45")
        .sees("to Wed 10 Feb 2027 09:00")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    let expected = [
        ("2027-02-10T10:00:00.000Z", "2027-02-10T10:30:00.000Z"),
        ("2027-02-10T08:00:00.000Z", "2027-02-10T08:45:00.000Z"),
    ];
    assert_eq!(
        moves(&desk),
        expected.map(|(start, end)| (json!(start), json!(end)))
    );
}

#[test]
fn another_day_is_meant_only_where_it_is_named() {
    let mut desk = with_a_visit_at("10.02.2027 10:00");
    for (typed, to) in [
        ("tomorrow 15:00", "Sat 21 Nov 15:00"),
        ("thu 14:15", "Thu 26 Nov 14:15"),
        ("15:00 24.11.", "Tue 24 Nov 15:00"),
        ("15", "Wed 10 Feb 2027 15:00"),
        ("3 pm", "Wed 10 Feb 2027 15:00"),
        ("noon", "Wed 10 Feb 2027 12:00"),
        ("0930", "Wed 10 Feb 2027 09:30"),
        ("klo 14.15", "Wed 10 Feb 2027 14:15"),
    ] {
        desk.press("m")
            .settle()
            .types(typed)
            .sees(&format!("to {to}"))
            .press("Ctrl+U Esc");
    }
    assert!(moves(&desk).is_empty());
}

#[test]
fn a_time_of_today_that_is_over_is_asked_about_and_is_not_one_of_tomorrow() {
    let mut desk = with_a_visit_at("today 16:30");
    desk.press("m")
        .settle()
        .types("10:00")
        .sees("to Fri 20 Nov 10:00")
        .press("Ctrl+S")
        .settle();
    desk.sees("Move it anyway?").sees("is over");
    assert!(moves(&desk).is_empty());
    desk.press("1").confirm_despite().settle().sees("moved");
    assert_eq!(moves(&desk).len(), 1);
}

#[test]
fn a_chosen_free_time_stays_chosen_while_earlier_ones_pass() {
    let mut desk = with_a_visit_at("23.11.2026 11:00");
    desk.press("m")
        .settle()
        .press("Down")
        .sees("to Mon 23 Nov 11:30");
    let until_monday_at_ten = 67 * 60 * 60 + 48 * 60;
    desk.pass(until_monday_at_ten)
        .settle()
        .sees("to Mon 23 Nov 11:30")
        .press("Ctrl+S")
        .settle()
        .sees("moved");
    let expected = (
        json!("2026-11-23T10:30:00.000Z"),
        json!("2026-11-23T11:00:00.000Z"),
    );
    assert_eq!(moves(&desk), [expected]);
}

#[test]
fn the_day_is_that_of_the_place() {
    let mut desk = DeskAtWork::open(Options {
        zone: Zone::TOKYO,
        clinic: ANIVA,
        ..at_aniva()
    });
    // It is Friday in Tokyo by then.
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-11 17:30")
        .book();
    desk.turn_to("appointment")
        .press("m")
        .settle()
        .types("16:30")
        .sees("to Thu 11 Feb 2027 16:30");
}
