//! Several visits in one call: the next one begins right after the one just booked.

use booking::Templates;
use booking::clinics::{CLINIK, SHIPPED};
use booking::time::is_time_word;
use headless::Options;
use serde_json::{Value, json};

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, at_clinik, at_fhir};

impl DeskAtWork {
    /// Books the visit that a line describes.
    pub(crate) fn books_line(&mut self, line: &str) -> &mut Self {
        self.types(line)
            .settle()
            .press("Enter")
            .settle()
            .book_at_once();
        self
    }

    /// The starts, ends and practitioners that were sent.
    fn visits_sent(&self) -> Vec<[String; 3]> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let bodies = self
            .creates()
            .into_iter()
            .map(|request| request["body"].clone());
        bodies
            .map(|body| ["start", "end", "practitionerId"].map(|key| text(&body[key])))
            .collect()
    }
}

#[test]
fn a_family_is_seen_one_after_the_other_by_the_same_practitioner() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.types("041268c then f").settle();
    desk.sees("John Carter, 4 Dec 1968 · Karin Ivers");
    desk.press("Ctrl+U");
    desk.books_line("041268c then f");
    desk.books_line("190784l danach f");
    let sent = desk.visits_sent();
    assert_eq!(sent.len(), 3, "{}", desk.screen());
    for pair in sent.windows(2) {
        assert_eq!(
            pair[0][1], pair[1][0],
            "it begins with the end of the one before"
        );
        assert_eq!(pair[0][2], pair[1][2]);
    }
}

#[test]
fn the_visit_before_counts_as_it_was_moved() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.types("220385s > 10.2.2027 11:00")
        .settle()
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
    desk.types("041268c then f")
        .settle()
        .press("Enter")
        .settle();
    assert!(desk.text("Start").contains("11:30"), "{}", desk.screen());
}

#[test]
fn nothing_follows_a_visit_that_was_cancelled_and_nothing_is_guessed() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("041268c then f").settle();
    desk.sees("No visit has been booked here just now. Say when.");
    desk.press("Ctrl+U");
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.types("220385s -")
        .settle()
        .press("Enter")
        .settle()
        .press("Ctrl+S")
        .settle();
    desk.types("041268c then f").settle();
    desk.sees("No visit has been booked here just now. Say when.");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "");
}

#[test]
fn at_a_fhir_clinic_it_is_the_same() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.books_line("220385s ki f 10.2.2027 10:00");
    desk.types("041268c then f")
        .settle()
        .press("Enter")
        .settle();
    assert!(desk.text("Start").contains("10:30"), "{}", desk.screen());
}

#[test]
fn where_that_time_is_taken_the_next_free_one_is_proposed_and_the_pause_is_said() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("041268c ki f mo 10:30");
    desk.books_line("220385s ki f mo 10:00");
    desk.types("190784l then f").settle();
    desk.sees("Mon 23 Nov 11:00 · not right after: 30 minutes later");
    desk.press("Enter").settle();
    assert!(desk.text("Start").contains("11:00"), "{}", desk.screen());
    desk.book_at_once();
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f mo 10:00");
    desk.types("190784l then f").settle();
    desk.sees("right after").press("Enter").settle();
    assert!(desk.text("Start").contains("10:30"), "{}", desk.screen());
}

#[test]
fn the_rest_of_a_published_slot_is_no_pause() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    // Thaddeus Okonkwo has slots of twenty minutes, and the visit takes thirty.
    desk.books_line("220385s ta f th 9:00");
    desk.types("041268c then f").settle();
    desk.sees("Thu 26 Nov 09:30 · right after");
}

#[test]
fn the_kind_and_the_length_of_the_visit_before_are_carried_over() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f mo 10:00 20min");
    desk.types("041268c then").settle();
    desk.sees("follow-up · 20 min").sees("right after");
    desk.press("Enter").settle().book_at_once();
    let bodies = desk
        .creates()
        .into_iter()
        .map(|request| request["body"].clone());
    let bodies: Vec<Value> = bodies.collect();
    let [first, second] = &bodies[..] else {
        panic!("two visits: {}", desk.screen());
    };
    assert_eq!(second["start"], first["end"], "{}", desk.screen());
    assert_eq!(second["minutesDuration"], first["minutesDuration"]);
    assert_eq!(second["reasonCode"], first["reasonCode"]);
    // The template's instruction is in the language of each patient.
    for (visit, begins) in [(first, "Bitte kommen Sie"), (second, "Come ten minutes")] {
        let instruction = visit["patientInstruction"].as_str().unwrap_or_default();
        assert!(instruction.starts_with(begins), "{instruction}");
    }
}

#[test]
fn a_time_at_which_the_second_patient_is_elsewhere_is_not_offered() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    let visit = json!({
        "status": "booked", "patientId": "pt_shmbj5", "practitionerId": "prac_b2f6ky",
        "start": "2026-11-23T09:30:00.000Z", "end": "2026-11-23T10:00:00.000Z",
    });
    desk.sandbox().book(CLINIK, &visit).expect("another desk");
    desk.books_line("220385s ki f mo 10:00");
    desk.types("041268c then").settle();
    desk.sees("Mon 23 Nov 11:00 · not right after: 30 minutes later");
    desk.press("Enter").settle();
    assert!(desk.text("Start").contains("11:00"), "{}", desk.screen());
}

/// A kind of visit that begins from eleven on.
const LATE_KIND: &str = r#"
[[template]]
key = "z"
name = "late control"
backend = "clinik"
minutes = 30
reason = "Late control"
between = "11:00-12:00"
"#;

#[test]
fn the_rules_of_its_own_kind_count_for_the_visit_that_follows() {
    let own = Templates::read(SHIPPED, LATE_KIND, &is_time_word).expect("a template");
    let mut desk = DeskAtWork::open_at_the_line(Options {
        templates: Some(own.over_shipped(SHIPPED)),
        ..at_clinik()
    });
    desk.books_line("220385s ki f mo 10:00");
    desk.types("041268c then f").settle().sees("· right after");
    desk.press("Ctrl+U").types("041268c then z").settle();
    desk.sees("Mon 23 Nov 11:00 · not right after: 30 minutes later");
}
