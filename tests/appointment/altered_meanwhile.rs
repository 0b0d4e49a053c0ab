//! While the card of a change is open, somebody else does something with the appointment. The booking key does not go
//! over it: the desk says what has altered, and asks again.

use booking::ClinicId;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_aniva, at_clinik, at_fhir};

fn options(clinic: ClinicId) -> Options {
    match clinic {
        one if one == CLINIK => at_clinik(),
        one if one == FHIR => at_fhir(),
        _ => at_aniva(),
    }
}

/// A visit with Karin Ivers, or a draw in Berlin, in the Appointment pane, which has the keys.
fn shown(clinic: ClinicId) -> DeskAtWork {
    let mut desk = if clinic == ANIVA {
        DeskAtWork::with_a_draw(options(clinic))
    } else {
        DeskAtWork::with_a_visit(options(clinic))
    };
    if clinic != ANIVA {
        let karin = if clinic == CLINIK {
            "prac_xyz789"
        } else {
            "prac-xyz789"
        };
        desk.fill("Practitioner", karin);
    }
    // A FHIR server without versions.
    for call in ["create", "read", "patch"] {
        if clinic == FHIR {
            desk.fault(&json!({
                "backend": "fhir", "call": call, "fault": "contradict", "members": {"meta": null}, "times": 0,
            }));
        }
    }
    desk.book_at_once().turn_to("appointment");
    desk
}

impl DeskAtWork {
    /// From now on the clinic has the appointment with these members.
    fn is_now(&mut self, clinic: ClinicId, members: &Value) -> &mut Self {
        let mut members = members.clone();
        if clinic == FHIR {
            members["meta"] = Value::Null;
        }
        self.fault(&json!({"clear": true})).fault(&json!({
            "backend": clinic.word(), "call": "read", "fault": "contradict", "members": members, "times": 0,
        }))
    }

    /// How many calls have altered or cancelled an appointment.
    fn alterations_sent(&self) -> usize {
        let is_one = |request: &&Value| {
            let path = request["path"].to_string().to_lowercase();
            ["PATCH", "PUT", "DELETE"].contains(&request["method"].as_str().unwrap_or_default())
                && path.contains("/appointment")
        };
        self.requests().iter().filter(is_one).count()
    }
}

/// What somebody else may have done, and how it is said.
fn done_meanwhile(clinic: ClinicId) -> [(Value, &'static str); 3] {
    match clinic {
        one if one == CLINIK => [
            (json!({"status": "arrived"}), "Status: booked → arrived"),
            (
                json!({"practitionerId": "prac_b2f6ky"}),
                "Practitioner: Karin Ivers → Oksana Melnyk",
            ),
            (
                json!({"patientId": "pt_k4m8wz"}),
                "Patient: Maria Schmidt, 22 Mar 1985 →",
            ),
        ],
        one if one == FHIR => {
            let between = |patient: &str, practitioner: &str| {
                json!({"participant": [
                    {"actor": {"reference": format!("Patient/{patient}")}, "status": "accepted"},
                    {"actor": {"reference": format!("Practitioner/{practitioner}")}, "status": "accepted"},
                ]})
            };
            [
                (json!({"status": "arrived"}), "Status: booked → arrived"),
                (
                    between("pt-abc123", "prac-b2f6ky"),
                    "Practitioner: Karin Ivers → Oksana Melnyk",
                ),
                (
                    between("pt-k4m8wz", "prac-xyz789"),
                    "Patient: Maria Schmidt, 22 Mar 1985 →",
                ),
            ]
        }
        _ => [
            (
                json!({"status": "in_transit"}),
                "Status: scheduled → in_transit",
            ),
            (
                json!({"location_id": "31e94fec-7498-4bb6-87b0-5a97b12dd81a"}),
                "Location: Probe Berlin Mitte → Probe Hamburg Altona",
            ),
            (
                json!({"profile_id": "f0a1e101-6ab3-419a-953c-75ccb8951cff"}),
                "Patient: Maria Schmidt, 22 Mar 1985 →",
            ),
        ],
    }
}

#[test]
fn nothing_goes_over_what_somebody_else_has_done_while_the_card_was_open() {
    for clinic in KNOWN {
        for (members, said) in done_meanwhile(clinic) {
            for letter in ["x", "m"] {
                let mut desk = shown(clinic);
                desk.press(letter).settle();
                if letter == "m" {
                    desk.types("12.02.2027 9:00");
                }
                desk.is_now(clinic, &members).press("Ctrl+S").settle();
                desk.sees("has been changed meanwhile").sees(said);
                assert_eq!(desk.alterations_sent(), 0, "{clinic} {members}");
            }
        }
    }
}

#[test]
fn who_has_read_it_may_send_the_change_all_the_same() {
    for clinic in KNOWN {
        let [(members, _), ..] = done_meanwhile(clinic);
        let mut desk = shown(clinic);
        desk.press("x").is_now(clinic, &members).press("Ctrl+S");
        desk.settle().sees("has been changed meanwhile");
        desk.pass(60).press("Ctrl+S").settle();
        assert_eq!(desk.alterations_sent(), 1, "{clinic}: {}", desk.screen());
    }
}

#[test]
fn a_visit_that_is_over_meanwhile_is_not_cancelled_by_pressing_again() {
    let mut desk = shown(CLINIK);
    desk.press("x")
        .is_now(CLINIK, &json!({"status": "fulfilled"}))
        .press("Ctrl+S")
        .settle()
        .sees("Status: booked → done");
    desk.pass(60)
        .press("Ctrl+S")
        .settle()
        .sees("there is nothing left to move or to cancel");
    assert_eq!(desk.alterations_sent(), 0);
}

#[test]
fn panels_that_somebody_else_has_ordered_meanwhile_are_shown_first() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.book_at_once().pass(83 * 24 * 3600).settle();
    desk.turn_to("appointment")
        .press("p")
        .settle()
        .types("lipid")
        .press("Enter");
    let iron = json!({"panels": [{"panel_id": "7333cc95-d492-4e76-8b72-5038459ee3d9"}]});
    desk.is_now(ANIVA, &iron).press("Ctrl+S").settle();
    desk.sees("Panels: none → Iron and B12");
    let is_of_panels = |request: &Value| request["call"] == "panels";
    assert!(!desk.requests().iter().any(is_of_panels));
}
