//! Somebody is at the counter: whoever has a free minute, from this one on.

use booking::Language;
use booking::clinics::CLINIK;
use headless::Options;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik};

const INGRID: &str = "prac_r7q2hd";

/// A Monday in Berlin, at this time of day.
fn monday(at: &str) -> Options {
    Options {
        now: format!("2026-11-23T{at}:00+01:00")
            .parse()
            .expect("a moment"),
        ..at_clinik()
    }
}

#[test]
fn whoever_is_free_from_this_minute_on_is_read_back_and_booked() {
    for word in ["emergency", "walk-in", "notfall", "päivystys", "now"] {
        let mut desk = DeskAtWork::open_at_the_line(monday("10:07"));
        desk.types(&format!("220385s {word} f")).settle();
        desk.sees("anyone (10)")
            .sees("at the counter: free from this minute on");
        desk.press("Enter").settle();
        assert_eq!(desk.creates().len(), 0, "Enter never books");
        desk.sees("Mon 23 Nov 10:10–10:40");
        desk.book_at_once();
        assert_eq!(desk.body()["start"], "2026-11-23T09:10:00.000Z", "{word}");
        assert_eq!(desk.body()["minutesDuration"], 30, "{word}");
    }
}

#[test]
fn without_a_kind_the_visit_takes_as_long_as_a_slot() {
    for line in [
        "220385s emergency",
        "220385s ki emergency",
        "220385s ki now",
    ] {
        let mut desk = DeskAtWork::open_at_the_line(monday("10:07"));
        desk.types(line).settle();
        desk.sees("at the counter: free from this minute on");
        desk.press("Enter").settle().sees("Mon 23 Nov 10:10–10:40");
    }
}

#[test]
fn a_specialty_and_the_age_narrow_who_it_is() {
    let mut desk = DeskAtWork::open_at_the_line(monday("10:07"));
    desk.types("220385s emergency pediatrics f").settle();
    desk.sees_no("anyone");
    desk.press("Esc").settle();
    desk.types("220385s notfall cardio f").settle();
    desk.sees("Cardiology");
    desk.press("Enter").settle();
    desk.sees("Mon 23 Nov 10:10–10:40");
}

#[test]
fn if_nobody_has_a_minute_today_the_next_times_and_who_waits_for_a_patient_are_said() {
    let mut desk = DeskAtWork::open_at_the_line(monday("17:50"));
    let waits = json!({
        "patientId": "pt_k4m8wz", "practitionerId": INGRID, "start": "2026-11-23T16:30:00Z",
        "minutesDuration": 30, "status": "booked",
    });
    desk.sandbox().book(CLINIK, &waits).expect("it is booked");
    desk.types("220385s emergency f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Nobody of 10 has anything free on Mon 23 Nov 2026")
        .sees("1 Tue 24 Nov 08:00")
        .sees("Waiting for a patient:")
        .sees("since 17:30 (20 min)");
    assert_eq!(desk.creates().len(), 1, "the visit of the other patient");
    desk.press("1").settle().sees("Tue 24 Nov 08:00–08:30");
}

#[test]
fn in_german_and_finnish_it_is_said_so() {
    for (language, word, says) in [
        (
            Language::De,
            "Notfall",
            "steht am Tresen: frei ab dieser Minute",
        ),
        (
            Language::Fi,
            "päivystys",
            "tiskillä: vapaana tästä minuutista alkaen",
        ),
    ] {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..monday("10:07")
        });
        desk.types(&format!("220385s {word} f")).settle();
        desk.sees(says);
    }
}

#[test]
fn if_nobody_is_free_right_now_it_is_said_how_soon_somebody_is() {
    let mut desk = DeskAtWork::open_at_the_line(monday("12:05"));
    desk.types("220385s emergency cardio f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Nobody is free right now. Karin Ivers is free soonest, in 55 min (not reserved).")
        .sees("Mon 23 Nov 13:00–13:30");
    desk.press("Esc")
        .press("Esc")
        .types("220385s ki emergency f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("Not free right now: first free time filled in, in 55 min (not reserved).");
}

/// Somebody who stands in Berlin goes to no place on another clock.
#[test]
fn places_in_another_zone_are_not_meant() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: "2026-11-23T18:00:00+01:00".parse().expect("a moment"),
        ..at_aniva()
    });
    desk.types("220385s emergency")
        .settle()
        .press("Enter")
        .settle();
    desk.sees_no("New York");
}
