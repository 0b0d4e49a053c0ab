//! A clinic says yes to a change, and its answer shows something else. Nobody is told that it is done: the appointment
//! is looked up once, and told as it is.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};

const OKSANA: &str = "prac_b2f6ky";
const HAMBURG: &str = "31e94fec-7498-4bb6-87b0-5a97b12dd81a";
const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";

fn options(clinic: ClinicId) -> Options {
    match clinic {
        one if one == CLINIK => at_clinik(),
        one if one == FHIR => at_fhir(),
        _ => at_aniva(),
    }
}

/// A desk with something to book: a visit with Karin Ivers on Wednesday 10 February 2027 at 10:00, or a draw in Berlin
/// on the day after at 8:30.
fn filled_in(clinic: ClinicId) -> DeskAtWork {
    match clinic {
        one if one == ANIVA => DeskAtWork::with_a_draw(options(clinic)),
        _ => {
            let mut desk = DeskAtWork::with_a_visit(options(clinic));
            let karin = if clinic == CLINIK {
                "prac_xyz789"
            } else {
                "prac-xyz789"
            };
            desk.fill("Practitioner", karin);
            desk
        }
    }
}

/// The same, booked and in the Appointment pane, which has the keys.
fn shown(clinic: ClinicId) -> DeskAtWork {
    let mut desk = filled_in(clinic);
    desk.book_at_once().turn_to("appointment");
    desk
}

/// How the calls that cancel are known to the sandbox.
fn cancelling(clinic: ClinicId) -> &'static str {
    if clinic == ANIVA { "delete" } else { "patch" }
}

impl DeskAtWork {
    /// Has answers to these calls show other members.
    fn contradicted(&mut self, clinic: ClinicId, call: &str, members: &Value) -> &mut Self {
        self.fault(&json!({
            "backend": clinic.word(), "call": call, "fault": "contradict", "members": members, "times": 0,
        }))
    }

    /// The state word of the first row of the Outbox.
    fn first_in_outbox(&self) -> Value {
        self.state()["outbox"][0]["state"].clone()
    }

    /// How many such calls were about an appointment.
    fn calls_named(&self, call: &str) -> usize {
        let is_one = |request: &&Value| {
            let path = request["path"].to_string().to_lowercase();
            request["call"] == call && path.contains("/appointment")
        };
        self.requests().iter().filter(is_one).count()
    }
}

#[test]
fn a_cancellation_that_is_confirmed_and_not_made_is_told_as_not_made() {
    for clinic in KNOWN {
        let mut desk = shown(clinic);
        let call = cancelling(clinic);
        let status = if clinic == ANIVA {
            "scheduled"
        } else {
            "booked"
        };
        let still_there = json!({ "status": status });
        desk.contradicted(clinic, call, &still_there)
            .contradicted(clinic, "read", &still_there);
        desk.press("x").press("Ctrl+S").settle();
        desk.sees("Unknown")
            .sees("said yes, but its answer shows another status")
            .sees_no("Cancelled at");
        desk.wait(2);
        assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
        desk.turn_to("problems")
            .sees("has not cancelled the appointment");
        assert_eq!(desk.calls_named(cancelling(clinic)), 1, "once, by a key");
    }
}

#[test]
fn a_cancellation_that_is_made_is_told_so_whatever_its_answer_has_shown() {
    for clinic in KNOWN {
        let mut desk = shown(clinic);
        desk.contradicted(clinic, cancelling(clinic), &json!({"status": "fulfilled"}));
        desk.press("x")
            .press("Ctrl+S")
            .settle()
            .sees_no("Cancelled at");
        desk.wait(2);
        assert!(
            desk.note()
                .starts_with(&format!("{} has it as cancelled.", clinic.name())),
            "{}",
            desk.note()
        );
        assert_eq!(desk.calls_named(cancelling(clinic)), 1);
    }
}

#[test]
fn a_move_that_is_confirmed_with_the_old_time_is_told_as_not_made() {
    for clinic in KNOWN {
        let (old_time, to) = if clinic == ANIVA {
            (
                json!({"scheduled_at": "2027-02-11T07:30:00Z"}),
                "12.02.2027 9:00",
            )
        } else {
            (
                json!({"start": "2027-02-10T09:00:00Z", "end": "2027-02-10T09:30:00Z"}),
                "11.02.2027 14:15",
            )
        };
        for is_made in [false, true] {
            let mut desk = shown(clinic);
            desk.contradicted(clinic, "patch", &old_time);
            if !is_made {
                desk.contradicted(clinic, "read", &old_time);
            }
            desk.press("m").settle().types(to).press("Ctrl+S").settle();
            desk.sees("its answer shows another time")
                .sees_no("Moved at");
            desk.wait(2);
            if is_made {
                let at = if clinic == ANIVA { "9:00" } else { "14:15" };
                assert!(
                    desk.note().contains("it is moved") && desk.note().contains(at),
                    "{}",
                    desk.note()
                );
            } else {
                assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
            }
            assert_eq!(desk.calls_named("patch"), 1);
        }
    }
}

#[test]
fn a_booking_with_somebody_else_is_told_with_whom_it_is() {
    for (clinic, members, asked, made) in [
        (
            CLINIK,
            json!({ "practitionerId": OKSANA }),
            "Karin Ivers",
            "Oksana Melnyk",
        ),
        (
            FHIR,
            json!({"participant": [
                {"actor": {"reference": "Patient/pt-abc123"}, "status": "accepted"},
                {"actor": {"reference": "Practitioner/prac-b2f6ky"}, "status": "accepted"},
            ]}),
            "Karin Ivers",
            "Oksana Melnyk",
        ),
        (
            ANIVA,
            json!({ "location_id": HAMBURG }),
            "Berlin",
            "Hamburg",
        ),
    ] {
        for is_true in [true, false] {
            let mut desk = filled_in(clinic);
            desk.settle().contradicted(clinic, "create", &members);
            if is_true {
                desk.contradicted(clinic, "read", &members);
            }
            desk.book()
                .sees("its answer shows another practitioner or location")
                .sees_no("Booked at");
            desk.wait(2);
            let note = desk.note();
            let (told, untold) = if is_true {
                (made, asked)
            } else {
                (asked, made)
            };
            assert!(
                note.contains("it is booked") && note.contains(told) && !note.contains(untold),
                "{clinic}: {note}"
            );
            if is_true {
                desk.turn_to("appointment").sees("the booking was with");
            }
            assert_eq!(desk.creates().len(), 1, "it is never sent again");
        }
    }
}

#[test]
fn a_booking_for_another_patient_is_nobodys_until_a_person_has_looked() {
    let jonas = json!({"participant": [
        {"actor": {"reference": "Patient/pt-k4m8wz"}, "status": "accepted"},
        {"actor": {"reference": "Practitioner/prac-xyz789"}, "status": "accepted"},
    ]});
    let mut desk = filled_in(FHIR);
    desk.settle()
        .contradicted(FHIR, "create", &jonas)
        .contradicted(FHIR, "read", &jonas);
    desk.book()
        .sees("said yes, but its answer shows another patient. It may be booked.");
    desk.wait(60);
    assert_eq!(desk.first_in_outbox(), "unknown", "{}", desk.screen());
    desk.turn_to("outbox")
        .sees("It may be one of these: appointment-");
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_status_that_is_confirmed_and_not_set_is_told_as_not_set() {
    for clinic in [CLINIK, FHIR] {
        let mut desk = shown(clinic);
        desk.pass(82 * 24 * 3600).settle();
        let before = json!({"status": "booked"});
        desk.contradicted(clinic, "patch", &before)
            .contradicted(clinic, "read", &before);
        desk.press("a").press("Ctrl+S").settle();
        while !desk.asked().is_empty() {
            desk.confirm_despite().settle();
        }
        desk.sees("its answer shows another status")
            .sees_no("is here");
        desk.wait(2);
        assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
        assert_eq!(desk.calls_named("patch"), 1);
    }
}

#[test]
fn panels_and_a_draw_that_are_confirmed_and_not_to_be_seen_are_told_so() {
    let mut desk = shown(ANIVA);
    desk.pass(83 * 24 * 3600).settle();
    desk.contradicted(ANIVA, "read", &json!({"panels": []}));
    desk.press("p")
        .settle()
        .types("lipid")
        .press("Enter")
        .press("Ctrl+S")
        .settle();
    desk.sees("its answer shows other panels")
        .sees_no("The panels are changed");
    desk.wait(2);
    assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
    assert_eq!(desk.calls_named("panels"), 1);
    assert!(desk.everything_sent().contains(LIPID));

    let mut desk = shown(ANIVA);
    desk.pass(83 * 24 * 3600).settle();
    desk.contradicted(ANIVA, "read", &json!({"status": "scheduled"}));
    desk.press("d")
        .settle()
        .types("4004004")
        .press("Enter")
        .types("4004004")
        .press("Enter")
        .press("Ctrl+S")
        .settle();
    desk.sees("its answer shows another status")
        .sees_no("marked as done");
    desk.wait(2);
    assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
    assert_eq!(desk.calls_named("confirm"), 1);
}

#[test]
fn an_entry_that_is_said_to_be_removed_and_still_stands_is_told_as_not_removed() {
    let mut desk = shown(FHIR);
    let before = json!({"status": "booked"});
    desk.contradicted(FHIR, "patch", &before)
        .contradicted(FHIR, "read", &before);
    desk.press("Ctrl+P")
        .types("made in error")
        .press("Enter")
        .settle();
    desk.confirm_despite().confirm_despite().settle();
    desk.sees("its answer shows another status")
        .sees_no("The entry is gone");
    desk.wait(2);
    assert_eq!(desk.first_in_outbox(), "not there", "{}", desk.screen());
}

#[test]
fn a_visit_given_to_another_stays_where_it_is_while_the_new_one_is_with_somebody_else() {
    let mut desk = shown(CLINIK);
    let karin = json!({"practitionerId": "prac_xyz789"});
    desk.press("m")
        .settle()
        .press("Tab")
        .settle()
        .types("oksa")
        .press("Enter")
        .settle()
        .contradicted(CLINIK, "create", &karin)
        .contradicted(CLINIK, "read", &karin);
    desk.press("Ctrl+S").settle();
    desk.sees("its answer shows another practitioner or location");
    desk.wait(60);
    assert_eq!(desk.first_in_outbox(), "unknown", "{}", desk.screen());
    assert_eq!(desk.calls_named("patch"), 0, "the old one still stands");
}

#[test]
fn an_old_appointment_that_is_said_to_be_cancelled_and_is_not_is_named() {
    let mut desk = shown(CLINIK);
    desk.press("m")
        .settle()
        .press("Tab")
        .settle()
        .types("oksa")
        .press("Enter")
        .settle();
    let before = json!({"status": "booked"});
    desk.contradicted(CLINIK, "patch", &before)
        .contradicted(CLINIK, "read", &before);
    desk.press("Ctrl+S").settle().wait(2);
    assert!(
        !desk.note().starts_with("Moved at ClinikAPI."),
        "{}",
        desk.note()
    );
    desk.turn_to("problems").sees("The new appointment appt_");
}

#[test]
fn what_an_answer_leaves_out_or_writes_otherwise_is_no_contradiction() {
    let less = json!({"status": null, "start": null, "end": null, "patientId": null, "practitionerId": null});
    let other_forms = json!({
        "start": "2027-02-10T11:00:00+02:00", "end": "2027-02-10T09:30:00.000000Z",
        "patientId": "Patient/pt_abc123", "practitionerId": "PRAC_XYZ789", "status": "Booked",
    });
    for members in [&less, &other_forms] {
        let mut desk = filled_in(CLINIK);
        desk.contradicted(CLINIK, "create", members).book_at_once();
        assert!(
            desk.note().starts_with("Booked at ClinikAPI."),
            "{}",
            desk.note()
        );
    }
    let mut desk = shown(CLINIK);
    desk.contradicted(CLINIK, "patch", &less);
    desk.press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle();
    assert_eq!(
        desk.note(),
        "Moved at ClinikAPI. Maria Schmidt, Thu 11 Feb 2027 14:15, Karin Ivers."
    );
    let mut desk = shown(CLINIK);
    desk.contradicted(CLINIK, "patch", &less);
    desk.press("x").press("Ctrl+S").settle();
    assert!(
        desk.note().starts_with("Cancelled at ClinikAPI."),
        "{}",
        desk.note()
    );
    // An id is the same in either letter case.
    let mut desk = filled_in(ANIVA);
    let upper = json!({"location_id": "B7E2D1F5-3C4A-4E8B-A2F1-9D0C1E2F3A4B"});
    desk.contradicted(ANIVA, "create", &upper).book_at_once();
}
