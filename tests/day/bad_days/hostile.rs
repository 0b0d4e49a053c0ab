//! Servers that write escape sequences, reversed text, invisible letters and floods: shown as marks, never obeyed.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use super::{aimed, appointments, patient, ready_to_book, the_other_than, turn_to};
use crate::desk_at_work::{DeskAtWork, NOBODY, StandIn};

/// Whether a letter would steer the terminal or the reader. Written anew: the desk's own rule is what is tested.
fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Neither a painted cell nor a byte on its way to the terminal does anything but show.
fn shows_nothing_that_acts(desk: &DeskAtWork) {
    let screen = desk.screen();
    let acting = screen
        .chars()
        .find(|letter| *letter != '\n' && acts(*letter));
    assert_eq!(acting, None, "on\n{screen}");

    let painted = desk.painted();
    let mut pieces = painted.split('\u{1b}');
    let before = pieces.next().unwrap_or_default();
    assert_eq!(
        before, "",
        "a frame begins with a command of the desk's own"
    );
    let mut clears = 0;
    for piece in pieces {
        let command = piece
            .strip_prefix('[')
            .unwrap_or_else(|| panic!("ESC {piece:?}"));
        let is_parameter = |letter: char| letter.is_ascii_digit() || ";?".contains(letter);
        let text = command.trim_start_matches(is_parameter);
        let end = text.chars().next().unwrap_or_default();
        assert!("HJhlm".contains(end), "ESC [ {command:?}");
        clears += usize::from(end == 'J');
        assert!(!text.chars().any(acts), "{text:?}");
    }
    assert_eq!(clears, 1, "the desk clears once, and nobody else does");
}

/// Reads a pane from its beginning to its end.
fn read_through(desk: &mut DeskAtWork, pane: &str) -> String {
    desk.turn_to(pane);
    let mut read = String::new();
    for _ in 0..200 {
        shows_nothing_that_acts(desk);
        let before = desk.screen();
        read.push_str(&before);
        if desk.press("PgDn").screen() == before {
            return read;
        }
    }
    panic!("the {pane} pane has no end");
}

/// A desk that shows a hostile appointment: that is how it is read right before it is to be cancelled.
fn showing_a_hostile_appointment(clinic: ClinicId) -> DeskAtWork {
    let mut desk = ready_to_book(patient(clinic));
    desk.book_at_once()
        .fault(&aimed(&json!({"fault": "hostile"}), clinic, "read"))
        .turn_to("appointment")
        .press("x")
        .press("Ctrl+S")
        .settle()
        .sees("has been changed meanwhile");
    shows_nothing_that_acts(&desk);
    desk.press("Escape");
    desk
}

#[test]
fn a_hostile_appointment_is_harmless_to_its_last_line() {
    for clinic in [CLINIK, FHIR] {
        let mut desk = showing_a_hostile_appointment(clinic);
        let read = read_through(&mut desk, "appointment");
        assert!(
            read.contains("␛[2J") && read.contains("<U+202E>"),
            "it is shown what came:\n{read}"
        );
        assert!(read.contains("more)"), "a mebibyte is cut and counted");
    }
}

#[test]
fn a_hostile_answer_to_a_booking_is_no_yes_and_it_is_told_as_it_is_read() {
    for clinic in [CLINIK, ANIVA] {
        let mut desk = ready_to_book(patient(clinic));
        desk.fault(&aimed(&json!({"fault": "hostile"}), clinic, "create"))
            .book()
            .sees("its answer shows another patient");
        shows_nothing_that_acts(&desk);
        desk.wait(2).booked();
        assert_eq!((appointments(&desk, clinic), desk.creates().len()), (1, 1));
    }
}

#[test]
fn hostile_members_reach_nobody_through_the_state_either() {
    let desk = showing_a_hostile_appointment(CLINIK);
    let state = desk.state()["appointment"].to_string();
    assert!(
        !state.contains("\\u001b") && !state.chars().any(acts),
        "{state}"
    );
    assert!(
        state.len() < 100_000,
        "what is kept is what is shown: {} bytes",
        state.len()
    );
}

#[test]
fn a_hostile_refusal_by_clinikapi_is_read_in_words() {
    let mut desk = ready_to_book(patient(CLINIK));
    desk.fill("Patient", "pt_nobody");
    desk.fault(&aimed(&json!({"fault": "hostile"}), CLINIK, "create"))
        .book();
    refused_in_words(&mut desk, 404, "ClinikAPI does not know this patient.");
}

#[test]
fn a_hostile_refusal_by_aniva_is_read_in_words() {
    let mut desk = ready_to_book(patient(ANIVA));
    desk.fill("Location", NOBODY);
    desk.fault(&aimed(&json!({"fault": "hostile"}), ANIVA, "create"))
        .book();
    refused_in_words(&mut desk, 404, "Aniva does not know this location.");

    let mut desk = ready_to_book(patient(ANIVA));
    desk.sandbox()
        .set_clock("2028-01-01T00:00:00Z".parse().expect("a time"))
        .expect("the sandbox has a clock");
    desk.fault(&aimed(&json!({"fault": "hostile"}), ANIVA, "create"))
        .book();
    refused_in_words(&mut desk, 400, "Time must be in the future␛[2J");
}

fn refused_in_words(desk: &mut DeskAtWork, status: u16, words: &str) {
    shows_nothing_that_acts(desk);
    let problems = desk.problems();
    assert_eq!(
        (&problems[0]["meaning"], &problems[0]["status"]),
        (&json!("refused"), &json!(status))
    );
    let what = problems[0]["what"].as_str().unwrap_or_default();
    assert!(what.contains(words), "{what}");
    assert!(!json!(problems).to_string().chars().any(acts));
    read_through(desk, "problems");
}

#[test]
fn a_hostile_operation_outcome_is_read_in_words_at_its_field() {
    let issue = |element: &str, text: String| json!({"severity": "error", "code": "invalid", "diagnostics": text, "expression": [element]});
    let issues = [
        issue(
            "Appointment.start",
            format!("\u{1b}]52;c;AAAA\u{7}{}", "taken ".repeat(200_000)),
        ),
        issue(
            "\u{202e}Appointment.\u{1b}[2J",
            "\u{9b}2Jboth \u{200b}of \u{2066}you".to_owned(),
        ),
        json!({"severity": "error", "diagnostics": 7, "expression": "start"}),
        json!(null),
        json!("start"),
    ];
    let clinic = StandIn::saying(
        422,
        &json!({"resourceType": "OperationOutcome", "issue": issues}),
    );
    let options = Options {
        addresses_of: vec![(FHIR, clinic.address())],
        ..patient(FHIR)
    };
    let mut desk = DeskAtWork::with_a_visit(options);
    desk.book();
    let problems = desk.problems();
    let refused = problems
        .iter()
        .filter(|problem| problem["severity"] == "error");
    assert_eq!(refused.count(), 2, "{problems:#?}");
    assert_eq!(problems[0]["field"], "Start");
    refused_in_words(&mut desk, 422, "FHIR refused Start: ␛]52;c;AAAA␇taken");
}

#[test]
fn hostile_words_about_a_field_stand_at_that_field_as_marks() {
    let clinic = StandIn::saying(
        422,
        &json!({
            "error": "Validation Error", "code": "VALIDATION_ERROR\u{1b}[2J", "requestId": "req_\u{202e}1",
            "issues": [
                {"diagnostics": format!("start: \u{1b}]52;c;AAAA\u{7}{}", "taken ".repeat(200_000))},
                {"diagnostics": "\u{9b}2Jboth \u{200b}of \u{2066}you"},
                {"diagnostics": 7}, {"diagnostics": ["start: no"]}, null, "start",
            ],
        }),
    );
    let mut desk = desk_at(&clinic);
    desk.book();
    let problems = desk.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert_eq!(problems[0]["field"], "Start");
    refused_in_words(&mut desk, 422, "ClinikAPI refused Start: ␛]52;c;AAAA␇taken");
}

/// A desk with a visit to book at a clinic that says what no honest one would.
fn desk_at(clinic: &StandIn) -> DeskAtWork {
    DeskAtWork::with_a_visit(Options {
        address: Some(clinic.address()),
        ..patient(CLINIK)
    })
}

/// `inside` so many levels down.
fn buried(inside: Value, levels: usize) -> Value {
    (0..levels).fold(inside, |inner, _| json!([inner]))
}

#[test]
fn an_appointment_of_odd_types_is_booked_all_the_same() {
    let clinic = StandIn::saying(
        201,
        &json!({
            "id": 7, "status": ["booked", 1], "start": {"at": "noon"}, "end": 1e300, "patientId": null,
            "minutesDuration": "-30\u{1b}[2J", "participant": "nobody", "\u{1b}]0;owned\u{7}": true,
            "deep": buried(json!("\u{202e}moor"), 100),
        }),
    );
    let mut desk = desk_at(&clinic);
    desk.resize(200, 60).book().booked();
    assert_eq!(desk.state()["appointment"]["id"], "7");
    let read = read_through(&mut desk, "appointment");
    assert!(read.contains("<U+202E>moor"), "{read}");
    assert_eq!(clinic.creates(), 1);
}

#[test]
fn an_answer_deeper_than_anyone_reads_leaves_it_unknown() {
    let clinic = StandIn::saying(
        201,
        &json!({"id": "appt_1", "deep": buried(json!(1), 1000)}),
    );
    let mut desk = desk_at(&clinic);
    desk.book().sees_unknown(&json!({ "status": 201 }));
    assert_eq!(clinic.creates(), 1);
}

#[test]
fn an_answer_of_millions_of_values_is_not_taken_in() {
    let clinic = StandIn::saying(
        201,
        &json!({"id": "appt_1", "flood": vec![json!([]); 1_000_000]}),
    );
    let mut desk = desk_at(&clinic);
    desk.book()
        .sees_unknown(&json!({ "what": "The answer was too large to be one. It may be booked." }));
}

#[test]
fn hostile_names_in_lists_are_marks() {
    for clinic in KNOWN {
        let options = Options {
            clinics: patient(clinic).clinics,
            ..patient(the_other_than(clinic))
        };
        let mut desk = DeskAtWork::open(options);
        for call in ["search", "read"] {
            desk.fault(&aimed(
                &json!({"fault": "hostile", "times": 0}),
                clinic,
                call,
            ));
        }
        turn_to(&mut desk, clinic);
        for letters in ["s", "c", "h"] {
            desk.types(letters).settle();
            shows_nothing_that_acts(&desk);
        }
        desk.sees("Maria␛[2J");
    }
}
