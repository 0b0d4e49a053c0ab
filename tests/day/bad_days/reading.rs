//! Lists and look-ups meet each fault: the form says that the list can't be had, and books without it.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use super::{Elsewhere, aimed, appointments, impatient, patient, the_other_than, turn_to};
use crate::desk_at_work::{BERLIN, DeskAtWork, PROFILE};

/// A desk that turns to `clinic` while all reads there meet a fault.
fn among_faults(clinic: ClinicId, fault: &Value) -> DeskAtWork {
    let never_comes = ["hang", "drip"].iter().any(|name| fault["fault"] == *name);
    let opened = if never_comes { impatient } else { patient };
    let options = Options {
        clinics: opened(clinic).clinics,
        ..opened(the_other_than(clinic))
    };
    let mut desk = DeskAtWork::open(options);
    let mut fault = fault.clone();
    fault["times"] = json!(0);
    for call in ["search", "read"] {
        desk.fault(&aimed(&fault, clinic, call));
    }
    turn_to(&mut desk, clinic);
    desk
}

/// How often the sandbox was asked for this path.
fn asked_for(desk: &DeskAtWork, path: &str) -> usize {
    let requests: Vec<Value> = serde_json::from_str(&desk.everything_sent()).expect("a list");
    let is_of = |request: &&Value| {
        request["path"]
            .as_str()
            .is_some_and(|asked| asked.starts_with(path))
    };
    requests.iter().filter(is_of).count()
}

/// The lists can't be had after `tries`, which the form says; what is typed is booked all the same.
fn books_without_lists(clinic: ClinicId, fault: &Value, tries: usize) {
    let mut desk = among_faults(clinic, fault);
    let (path, what) = match clinic {
        one if one == CLINIK => (
            "/v1/patients",
            "the list of patients is not available now; type the id",
        ),
        one if one == FHIR => (
            "/fhir/R4/Patient",
            "the list of patients is not available now; type the id",
        ),
        _ => (
            "/api/v1/profiles",
            "the list of patients is not available now; type the id",
        ),
    };
    assert_eq!(asked_for(&desk, path), tries, "{fault}");
    desk.sees(what);
    match clinic {
        one if one == CLINIK || one == FHIR => desk.fill_a_visit("10.02.2027 10:00"),
        _ => desk
            .fill("Profile", PROFILE)
            .fill("Location", BERLIN)
            .fill("Scheduled at", "2027-02-11 08:30"),
    };
    desk.book();
    if !desk.asked().is_empty() {
        // Where nothing it asked was answered the desk asks whether that is to wait.
        desk.sees("unreachable since")
            .press("2")
            .confirm_despite()
            .settle();
    }
    assert!(
        desk.state()["appointment"]["id"].is_string(),
        "{fault}:\n{}",
        desk.screen()
    );
    assert_eq!(
        (
            appointments_without(&mut desk, clinic),
            desk.creates().len()
        ),
        (1, 1),
        "{fault}"
    );
}

/// How many appointments there are, asked once the faults are gone.
fn appointments_without(desk: &mut DeskAtWork, clinic: ClinicId) -> usize {
    desk.fault(&json!({"clear": true}));
    appointments(desk, clinic)
}

#[test]
fn lists_that_never_come_are_asked_for_three_times() {
    books_without_lists(CLINIK, &json!({"fault": "hang"}), 3);
}

#[test]
fn lists_that_drip_are_asked_for_three_times() {
    books_without_lists(ANIVA, &json!({"fault": "drip", "bytes_per_s": 40}), 3);
}

#[test]
fn lists_that_break_off_are_asked_for_three_times() {
    for clinic in KNOWN {
        books_without_lists(clinic, &json!({"fault": "half-body"}), 3);
    }
}

#[test]
fn lists_that_are_none_are_asked_for_once() {
    for fault in ["garbage", "html", "huge"] {
        for clinic in KNOWN {
            books_without_lists(clinic, &json!({ "fault": fault }), 1);
        }
    }
}

#[test]
fn a_list_is_not_fetched_from_elsewhere() {
    let elsewhere = Elsewhere::open();
    for clinic in KNOWN {
        books_without_lists(
            clinic,
            &json!({"fault": "redirect", "to": elsewhere.address()}),
            1,
        );
    }
    assert!(!elsewhere.was_called());
}

#[test]
fn a_wrong_label_on_the_right_list_is_no_harm() {
    let mut desk = among_faults(CLINIK, &json!({"fault": "content-type"}));
    desk.sees_no("can't be had")
        .types("schmidt")
        .sees("Maria Schmidt");
}

#[test]
fn a_list_that_could_not_be_had_is_had_when_it_is_asked_for_again() {
    let mut desk = among_faults(CLINIK, &json!({"fault": "html"}));
    desk.sees("is not available now")
        .fault(&json!({"clear": true}));
    desk.press("Tab Shift+Tab")
        .settle()
        .sees_no("is not available now")
        .types("schmidt")
        .sees("Maria Schmidt");
}
