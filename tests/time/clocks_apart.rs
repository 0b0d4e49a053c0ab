//! A desk whose clock is wrong says so, in the way of nothing, until it is right again.

use chrono::TimeDelta;
use desk::Size;
use headless::Options;
use i18n::Language;

use crate::desk_at_work::{BERLIN, DeskAtWork, PATIENT, at_aniva, at_clinik};

const THREE_MINUTES: TimeDelta = TimeDelta::seconds(190);

/// The server's clock is ahead of the desk's by so much.
fn set_ahead(desk: &DeskAtWork, by: TimeDelta) {
    desk.sandbox()
        .set_clock(Options::default().now + by)
        .expect("the sandbox has a clock");
}

/// The same, and the server is asked something.
fn hear_ahead(desk: &mut DeskAtWork, by: TimeDelta) {
    set_ahead(desk, by);
    let other = if desk.text("Practitioner") == "prac_xyz789" {
        "prac_t5w9be"
    } else {
        "prac_xyz789"
    };
    desk.fill("Practitioner", other).settle();
}

#[test]
fn a_wrong_clock_is_said_until_it_is_right() {
    let mut desk = DeskAtWork::open(at_clinik());
    hear_ahead(&mut desk, TimeDelta::seconds(59));
    desk.sees_no("This desk's clock").sees("Clinic visit ");
    hear_ahead(&mut desk, TimeDelta::seconds(61));
    desk.sees("! this computer's clock is 1 min slow");
    hear_ahead(&mut desk, THREE_MINUTES);
    desk.sees("! this computer's clock is 3 min slow")
        .press("Ctrl+O Ctrl+O")
        .sees("This desk's clock is 3 min behind ClinikAPI's.");
    desk.press("Esc");
    hear_ahead(&mut desk, TimeDelta::hours(-3));
    desk.sees("! this computer's clock is 2 h fast")
        .press("Ctrl+O Ctrl+O")
        .sees("This desk's clock is 2 h ahead of ClinikAPI's.");
    desk.press("Esc");
    hear_ahead(&mut desk, TimeDelta::zero());
    desk.sees_no("This desk's clock")
        .sees_no("2 h fast")
        .sees("Clinic visit ");
}

#[test]
fn a_wrong_clock_neither_asks_nor_blocks() {
    let mut desk = DeskAtWork::open(at_clinik());
    hear_ahead(&mut desk, TimeDelta::days(3));
    desk.sees("! this computer's clock is 3 days slow")
        .fill("Patient", PATIENT)
        .fill("Start", "10.02.2027 10:00")
        .settle()
        .book_at_once();
}

#[test]
fn each_clinic_has_a_clock_of_its_own() {
    let mut desk = DeskAtWork::open(at_aniva());
    set_ahead(&desk, THREE_MINUTES);
    desk.fill("Location", BERLIN)
        .go_to("Scheduled at")
        .settle()
        .sees("! this computer's clock is 3 min slow");
    desk.press("Ctrl+T").sees_no("min slow");
}

#[test]
fn on_a_small_screen_the_clock_itself_is_marked() {
    let mut desk = DeskAtWork::open(Options {
        size: Size { cols: 80, rows: 24 },
        ..at_clinik()
    });
    hear_ahead(&mut desk, THREE_MINUTES);
    desk.sees("! clock 3 min slow Fri 20 Nov 2026 14:32 CET");
}

#[test]
fn the_mark_leaves_room_for_the_clock_in_every_language() {
    for (language, marked) in [
        (
            Language::De,
            "! Uhr 47 Min. nach Fr 20. Nov. 2026 14:32 MEZ",
        ),
        (Language::Fi, "! kello −47 min pe 20.11.2026 klo 14.32 CET"),
    ] {
        let size = Size { cols: 80, rows: 24 };
        let mut desk = DeskAtWork::open(Options {
            language,
            size,
            ..at_clinik()
        });
        set_ahead(&desk, TimeDelta::minutes(47));
        desk.press("Alt+2")
            .types("prac_xyz789")
            .settle()
            .sees(marked);
    }
}
