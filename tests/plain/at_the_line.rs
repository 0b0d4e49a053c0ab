//! The first screen, a whole line as the first answer, and a patient alone.

use std::fs;

use booking::clinics::CLINIK;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::json;

use super::{Desk, a_visit};
use crate::another_desk::AnotherDesk as _;

#[test]
fn the_first_screen_says_the_mode_and_a_whole_line_books_at_once() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s ki f 10.2.2098 10:00", "y", "1", "n"]);
    assert!(
        said.out.starts_with("SANDBOX: ClinikAPI, Aniva."),
        "{}",
        said.out
    );
    said.mentions("A whole line is welcome");
    assert_eq!(desk.creates().len(), 1, "{}", said.out);
    let said = desk.answers_in("de_DE.UTF-8", &["hilfe"]);
    assert!(
        said.out
            .starts_with("SANDBOX: ClinikAPI, Aniva. Die Personen sind erfunden"),
        "{}",
        said.out
    );
    assert_eq!(
        said.out.matches("Bei jeder Frage").count(),
        1,
        "{}",
        said.out
    );
}

#[test]
fn a_whole_line_is_another_booking() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&[
            "220385s ki f 10.2.2098 10:00",
            "y",
            "1",
            "maybe",
            "220385s ki f 12.2.2098 10:00",
            "y",
            "1",
            "n",
        ]);
        said.ends_with(0);
        assert_eq!(
            said.out.matches("Answer y or n.").count(),
            1,
            "{}",
            said.out
        );
        let starts: Vec<_> = desk
            .creates()
            .into_iter()
            .map(|(body, _)| body["start"].clone())
            .collect();
        assert_eq!(
            starts,
            ["2098-02-10T09:00:00.000Z", "2098-02-12T09:00:00.000Z"]
        );
    }
}

#[test]
fn a_patient_alone_is_a_look_up_and_leaves_the_form_as_it_is() {
    let desk = Desk::new();
    let id = desk.with_a_visit();
    for answers in [&["220385s", "quit"][..], &["1", "220385s", "quit"]] {
        let said = desk.answers(answers);
        said.mentions("Upcoming for Maria Schmidt")
            .never_mentions(&id);
        assert_eq!(said.code, Some(0), "{}", said.out);
        assert!(
            !said.out.contains("With whom") && !said.out.contains("Practitioner"),
            "{}",
            said.out
        );
    }
    desk.answers(&["220385s", "ids", "quit"]).mentions(&id);
    let said = desk.answers(&["190784l", "quit"]);
    said.mentions("Greta Lindner has no upcoming appointments.");
    let mut answers = vec!["help", "220385s"];
    answers.extend(&a_visit("pt_abc123", "11.02.2098 14:00")[1..]);
    answers.extend(["y", "n"]);
    desk.answers(&answers);
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_line_for_whoever_is_free_first_says_who_it_is() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s any cardio f", "n", "n"]);
    said.mentions("is free first (not reserved).");
    assert!(
        ["Karin Ivers", "Ingrid Vásquez-Lindqvist"]
            .iter()
            .any(|who| said.out.contains(&format!("{who} is free first"))),
        "{}",
        said.out
    );
    assert!(desk.creates().is_empty());
    let said = desk.answers(&["220385s egal wer kardio f", "y", "1", "n"]);
    assert_eq!(desk.creates().len(), 1, "{}", said.out);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the program lives by the machine's clock; past visits are those of the last year"
)]
fn usual_is_whom_the_patient_was_with() {
    let desk = Desk::new();
    let said = desk.answers(&["220385s usual f 10.2.2098 10:00", "quit", "y"]);
    said.mentions("No practitioner stands out in the past visits. Say with whom.");
    for weeks in [2, 4] {
        let start = Utc::now() - TimeDelta::weeks(weeks);
        let visit = json!({
            "patientId": "pt_abc123", "practitionerId": "prac_t5w9be", "start": start.to_rfc3339(),
            "minutesDuration": 30, "status": "fulfilled",
        });
        desk.sandbox.book(CLINIK, &visit).expect("it is booked");
    }
    let before = desk.creates().len();
    let said = desk.answers(&["220385s usual f 10.2.2098 10:00", "y", "1", "n"]);
    let made = desk.creates().split_off(before);
    assert_eq!(made.len(), 1, "{}", said.out);
    assert_eq!(made[0].0["practitionerId"], "prac_t5w9be", "{}", said.out);
}

#[test]
fn a_sign_behind_the_patient_changes_what_is_booked() {
    for desk in Desk::for_visits() {
        desk.with_a_visit();
        let mut answers = vec!["220385s ="];
        answers.extend([""; 5]);
        answers.push("headache");
        answers.extend([""; 4]);
        let asked = desk.answers(&[&answers[..], &["n"]].concat());
        asked.mentions("Change the details in the SANDBOX (y or n):");
        assert!(desk.alterations().is_empty(), "{}", asked.out);
        answers.push("y");
        let said = desk.answers(&answers);
        said.mentions("The details are changed at ClinikAPI.")
            .ends_with(0);
        let made = desk.alterations();
        assert_eq!(made.len(), 1, "{}", said.out);
        assert_eq!(made[0]["reasonCode"], "headache", "{}", said.out);
        assert!(made[0]["start"].is_null(), "{}", made[0]);
    }
}

/// A kind of visit that begins from nine to ten only, by one practitioner.
const RULES: &str = r#"
[[template]]
key = "z"
name = "fasting draw"
backend = "clinik"
minutes = 15
reason = "Fasting draw"
between = "09:00-10:00"
practitioners = ["Oksana Melnyk"]
"#;

#[test]
fn a_time_that_a_line_finds_keeps_to_the_rules_of_the_visit() {
    let desk = Desk::new();
    let folder = desk.home.path().join(".config/bookdesk");
    fs::create_dir_all(&folder).expect("the usual place");
    fs::write(folder.join("templates.toml"), RULES).expect("templates");
    for line in ["220385s om z", "220385s any z"] {
        let said = desk.answers(&[line, "fields", "n", "", "quit", "y"]);
        let start = said.out.lines().find(|said| said.contains("Start: "));
        let start = start.unwrap_or_default();
        assert!(start.contains(" 09:"), "{line}: {}", said.out);
    }
    let said = desk.answers(&["220385s ki z 10.2.2098 17:00", "quit", "y"]);
    said.mentions("\"fasting draw\" begins from 09:00 to 10:00 only.")
        .mentions("\"fasting draw\" is done by Oksana Melnyk only.");
    assert!(desk.creates().is_empty());
}

/// Right after the visit just booked somebody else is seen, so the next free time is proposed, and the pause is said.
#[test]
fn a_visit_then_is_at_the_next_time_that_is_free() {
    let desk = Desk::new();
    let today = Utc::now().date_naive();
    let to_monday = 14 - i64::from(today.weekday().num_days_from_monday());
    let monday = (today + TimeDelta::days(to_monday)).format("%d.%m.%Y");
    let first = format!("220385s ki f {monday} 10:00");
    desk.answers(&[&first, "y", "n"]).ends_with(0);
    let start = |place: usize| {
        let start = desk.creates()[place].0["start"].clone();
        let start = start.as_str().expect("a start").parse::<DateTime<Utc>>();
        start.expect("an instant")
    };
    let ten = start(0);
    let taken = json!({
        "status": "booked", "patientId": "pt_abc123", "practitionerId": "prac_xyz789",
        "start": ten + TimeDelta::minutes(60), "end": ten + TimeDelta::minutes(90),
    });
    desk.sandbox.book(CLINIK, &taken).expect("another desk");
    let second = format!("190784l ki f {monday} 10:30");
    let said = desk.answers(&[&second, "y", "041268c then f", "y", "n"]);
    said.ends_with(0)
        .mentions("not right after: 30 minutes later");
    // The other desk's visit was the second one.
    assert_eq!((start(3) - ten).num_minutes(), 90);
}
