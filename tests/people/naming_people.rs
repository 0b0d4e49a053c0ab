//! People in lists by initials and birth year, for as long as someone might read along; whom the form is for in full.

use std::time::Duration;

use booking::Naming;
use booking::clinics::CLINIK;
use desk::Size;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";

fn discreet() -> Options {
    Options {
        naming: Naming::Initials,
        ..at_clinik()
    }
}

/// A desk at the line that knows another Maria Schmidt of the same birth date, but for what is said of her.
fn with_a_namesake(options: fn() -> Options, said: &Value) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(Options {
        lag: Duration::ZERO,
        ..options()
    });
    let mut maria = json!({"firstName": "Maria", "lastName": "Schmidt", "birthDate": "1985-03-22"});
    let said = said.as_object().expect("members");
    maria.as_object_mut().expect("members").extend(said.clone());
    desk.sandbox()
        .add_person(CLINIK, &maria)
        .expect("a patient");
    desk.closed().reopened(options())
}

#[test]
fn a_list_tells_namesakes_apart_by_what_the_receptionist_can_ask_for() {
    let by_phone = json!({"phone": "030 99887766"});
    let mut desk = with_a_namesake(at_clinik, &by_phone);
    desk.press("Alt+1").types("schmidt").settle();
    desk.sees("Maria Schmidt 22 Mar 1985 phone …5001")
        .sees("Maria Schmidt 22 Mar 1985 phone …7766");
    desk.sees_no("…c123");
    let by_town = json!({"phone": "+493023125001", "address": {"city": "Neuenfelde"}});
    let mut desk = with_a_namesake(at_clinik, &by_town);
    desk.press("Alt+1").types("schmidt").settle();
    desk.sees("Maria Schmidt 22 Mar 1985 Musterstadt")
        .sees("Maria Schmidt 22 Mar 1985 Neuenfelde");
}

/// A desk that knows a Maria Schmidt born in 1960, too. Both have a visit with Karin Ivers on Monday.
fn with_two_of_one_name() -> DeskAtWork {
    let mut desk = with_a_namesake(at_clinik, &json!({"birthDate": "1960-01-01"}));
    for line in ["220385s ki mo 9:00", "010160s ki mo 10:00"] {
        desk.types(line).settle().press("Enter").settle();
        desk.book_at_once();
    }
    desk
}

#[test]
fn two_of_one_name_have_their_birth_years_in_the_columns_and_nobody_else_has() {
    let mut desk = with_two_of_one_name();
    desk.types("041268c ki mo 11:00")
        .settle()
        .press("Enter")
        .settle();
    desk.book_at_once();
    desk.resize(200, 60).press("Ctrl+D").settle().press("Tab");
    desk.settle()
        .sees("Mon 23 Nov 2026")
        .sees("M. Schmidt, 1985")
        .sees("M. Schmidt, 1960")
        .sees("John Carter")
        .sees_no("Carter, 1968");
    desk.resize(80, 24)
        .sees(" Schmidt, 1985 ")
        .sees(" Schmidt, 1960 ");
    desk.press("Esc").settle().resize(120, 40);
    desk.sees("09:00 ○ Maria Schmidt, 1985")
        .sees("10:00 ○ Maria Schmidt, 1960")
        .sees("11:00 ○ John Carter ");
}

#[test]
fn a_visit_given_to_the_other_of_one_name_says_which_by_the_birth_year() {
    let mut desk = with_two_of_one_name();
    desk.turn_to("appointment").press("e").settle();
    desk.sees("Details of this appointment");
    while !desk.screen().contains("Patient ›") {
        desk.press("Enter");
    }
    desk.types("220385s").settle().press("Enter").settle();
    desk.press("Ctrl+S").settle();
    let note = desk.note();
    assert!(
        note.starts_with("The patient is changed at ClinikAPI. Maria Schmidt, 1985, Mon 23 Nov"),
        "{note}"
    );
}

#[test]
fn the_line_tells_namesakes_apart_and_takes_the_one_who_is_picked() {
    let by_phone = json!({"phone": "030 99887766"});
    let mut desk = with_a_namesake(at_clinik, &by_phone);
    desk.types("220385s ki f").settle().press("Enter").settle();
    desk.sees("Maria Schmidt · 22 Mar 1985 · phone …5001")
        .sees("Maria Schmidt · 22 Mar 1985 · phone …7766");
    desk.press("Down 2")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985");
    desk.press("Enter").settle();
    assert!(
        desk.text("Patient") != PATIENT && desk.text("Patient").starts_with("pt_"),
        "{}",
        desk.screen()
    );
}

#[test]
fn by_initials_namesakes_are_told_by_two_digits() {
    let mut desk = with_a_namesake(discreet, &json!({"phone": "030 99887766"}));
    desk.press("Alt+1")
        .types("schmidt")
        .settle()
        .sees("M. S. 1985 phone …01")
        .sees("M. S. 1985 phone …66");
    desk.sees_no("5001")
        .sees_no("7766")
        .sees_no("Musterstadt")
        .press("Alt+I")
        .sees("phone …5001");
}

#[test]
fn namesakes_of_whom_no_more_is_known_are_told_by_their_ids() {
    let mut desk = with_a_namesake(at_clinik, &json!({}));
    desk.press("Alt+1").types("schmidt").settle();
    desk.sees("Maria Schmidt 22 Mar 1985 phone …5001")
        .sees("Maria Schmidt 22 Mar 1985 …");
}

#[test]
fn a_list_shows_initials_and_the_form_names_whom_was_picked() {
    let mut desk = DeskAtWork::open(discreet());
    desk.settle()
        .types("schmidt")
        .settle()
        .sees("M. S.")
        .sees("1985")
        .sees("…c123");
    desk.sees_no("Maria")
        .sees_no("22 Mar")
        .press("Down Enter")
        .settle();
    desk.sees("Maria Schmidt born 22 Mar 1985");
}

#[test]
fn a_list_that_is_searched_elsewhere_shows_initials_too() {
    let mut desk = DeskAtWork::open(Options {
        patients: Some(3_000),
        naming: Naming::Initials,
        ..at_aniva()
    });
    desk.fill("Profile", "schmidt mar 1985")
        .settle()
        .sees("M. S.")
        .sees("…6c7d")
        .sees_no("22 Mar");
}

#[test]
fn practitioners_and_places_are_no_secret() {
    let mut desk = DeskAtWork::open(discreet());
    desk.settle()
        .go_to("Practitioner")
        .types("iv")
        .settle()
        .sees("Karin Ivers");
}

#[test]
fn the_line_lists_initials_and_says_back_whom_it_means() {
    let mut desk = DeskAtWork::open_at_the_line(discreet());
    desk.types("maria, ki f").settle().press("Enter").settle();
    desk.sees("M. S. · 1985 · …c123").sees_no("Schmidt");
    desk.press("Down Enter")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985");
}

#[test]
fn a_day_shows_initials_and_one_key_shows_names() {
    let mut desk = DeskAtWork::open(discreet());
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", KARIN)
        .fill("Start", "2026-11-23 10:00");
    desk.fill("Minutes", "30").book_at_once();
    desk.press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle()
        .sees("10:00–10:30 M. S. 1985 Karin Ivers ○ booked");
    desk.sees_no("Schmidt")
        .press("Alt+I")
        .sees("10:00–10:30 Maria Schmidt 1985 Karin Ivers ○ booked");
    desk.sees("People in lists are named in full.")
        .press("Alt+I")
        .sees_no("Schmidt");
    desk.sees("People in lists are named by initials and birth year.");
}

#[test]
fn the_day_on_the_start_screen_shows_initials_as_soon_as_lists_do() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-23T07:00:00Z".parse().expect("a moment"),
        size: Size {
            cols: 120,
            rows: 40,
        },
        ..Options::default()
    });
    desk.settle().types("220385s ki f 10:00").settle();
    desk.press("Enter").settle().press("Ctrl+S").settle();
    desk.sees("Booked at ClinikAPI").press("Esc Esc").settle();
    desk.sees("Schmidt").press("Alt+I").settle();
    desk.sees_no("Schmidt").sees("M. S.");
    desk.press("Alt+I").settle().sees("Schmidt");
}

#[test]
fn what_is_parked_shows_initials() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        naming: Naming::Initials,
        ..Options::default()
    });
    desk.settle()
        .press("Ctrl+N")
        .sees("A M. S.")
        .sees_no("Schmidt");
    desk.press("Ctrl+P")
        .types("draft a")
        .sees("M. S.")
        .sees_no("Schmidt");
    desk.press("Esc Alt+A").settle().sees("Maria Schmidt");
}

#[test]
fn who_looks_alike_shows_initials_and_no_telephone_number() {
    let mut desk = DeskAtWork::open(discreet());
    desk.press("Alt+N")
        .types("Maria")
        .press("Tab")
        .types("Schmitt")
        .press("Tab")
        .types("22.3.1985");
    desk.press("Ctrl+S")
        .settle()
        .sees("Someone like this is already known.")
        .sees("1 M. S.")
        .sees("…c123");
    desk.sees_no("Schmidt").sees_no("+49");
}

#[test]
fn a_booking_that_was_lost_sight_of_shows_initials() {
    let mut desk = DeskAtWork::with_a_visit(discreet());
    desk.settle()
        .fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.book()
        .sees("Unknown")
        .sees("M. S. (1985)")
        .sees_no("Schmidt");
}
