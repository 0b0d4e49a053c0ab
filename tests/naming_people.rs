//! People in lists by initials and birth year, for as long as someone might read along; whom the form is for in full.

use bookdesk::booking::Naming;
use bookdesk::headless::Options;
use serde_json::json;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_aniva, at_clinik};

const KARIN: &str = "prac_xyz789";

fn discreet() -> Options {
    Options { naming: Naming::Initials, ..at_clinik() }
}

#[test]
fn a_list_shows_initials_and_the_form_names_whom_was_picked() {
    let mut desk = DeskAtWork::open(discreet());
    desk.settle().types("schmidt").settle().sees("M. S.").sees("1985").sees("…c123");
    desk.sees_no("Maria").sees_no("22 Mar").press("Down Enter Tab").settle();
    desk.sees("Maria Schmidt 22 Mar 1985");
}

#[test]
fn a_list_that_is_searched_elsewhere_shows_initials_too() {
    let mut desk =
        DeskAtWork::open(Options { patients: Some(3_000), naming: Naming::Initials, ..at_aniva() });
    desk.fill("Profile", "schmidt mar 1985").settle().sees("M. S.").sees("…6c7d").sees_no("22 Mar");
}

#[test]
fn practitioners_and_places_are_no_secret() {
    let mut desk = DeskAtWork::open(discreet());
    desk.settle().go_to("Practitioner").types("iv").settle().sees("Karin Ivers");
}

#[test]
fn the_line_lists_initials_and_says_back_whom_it_means() {
    let mut desk = DeskAtWork::open_at_the_line(discreet());
    desk.types("maria, ki f").settle().press("Enter").settle();
    desk.sees("M. S. · 1985 · …c123").sees_no("Schmidt");
    desk.press("Down Enter").settle().sees("Maria Schmidt, 22 Mar 1985");
}

#[test]
fn a_day_shows_initials_and_one_key_shows_names() {
    let mut desk = DeskAtWork::open(discreet());
    desk.fill("Patient", PATIENT).fill("Practitioner", KARIN).fill("Start", "2026-11-23 10:00");
    desk.fill("Minutes", "30").book_at_once();
    desk.press("Ctrl+D").settle().press("Right Right Right").settle().sees("10:00–10:30 M. S., 1985 booked");
    desk.sees_no("Schmidt").press("Alt+I").sees("10:00–10:30 Maria Schmidt, 22 Mar 1985 booked");
    desk.sees("People in lists are named in full.").press("Alt+I").sees_no("Schmidt");
    desk.sees("People in lists are named by initials and birth year.");
}

#[test]
fn what_is_parked_shows_initials() {
    let mut desk = DeskAtWork::with_a_visit(Options { naming: Naming::Initials, ..Options::default() });
    desk.settle().press("Ctrl+N").sees("A M. S.").sees_no("Schmidt");
    desk.press("Ctrl+P").types("draft a").sees("M. S.").sees_no("Schmidt");
    desk.press("Esc Alt+A").settle().sees("Maria Schmidt");
}

#[test]
fn who_looks_alike_shows_initials_and_no_telephone_number() {
    let mut desk = DeskAtWork::open(discreet());
    desk.press("Alt+N").types("Maria").press("Tab").types("Schmitt").press("Tab").types("22.3.1985");
    desk.press("Ctrl+S").settle().sees("Someone like this is already known.").sees("1 M. S.").sees("…c123");
    desk.sees_no("Schmidt").sees_no("+49");
}

#[test]
fn a_booking_that_was_lost_sight_of_shows_initials() {
    let mut desk = DeskAtWork::with_a_visit(discreet());
    desk.settle().fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
    desk.book().sees("Unknown").sees("M. S. (pt_abc123)").sees_no("Schmidt");
}
