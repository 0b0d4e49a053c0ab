//! What stands beside the form is about whom one has in hand: the last patient's appointment is told from the next
//! one's, a refusal says whose booking it was, and no key acts on a stranger's appointment unseen.

use booking::clinics::CLINIK;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, PROFILE, at_aniva, at_clinik};

/// Greta Lindner.
const GRETA: &str = "pt_32ut2e";

/// Greta's follow-up with Karin Ivers on Monday has just been booked.
fn after_gretas_visit() -> DeskAtWork {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Patient", GRETA)
        .fill("Practitioner", "prac_xyz789");
    desk.fill("Start", "23.11.2026 10:00")
        .fill("Minutes", "30")
        .settle()
        .book_at_once();
    desk
}

#[test]
fn a_booking_says_first_whose_it_is() {
    let mut desk = after_gretas_visit();
    desk.sees("Appointment ✓ ");
    let screen = desk.screen();
    let card: Vec<&str> = screen
        .lines()
        .skip_while(|line| !line.contains("─ Appointment"))
        .skip(1)
        .collect();
    assert!(card[0].contains("✓ booked"), "{screen}");
    assert!(
        card[0].contains("Greta Lindner, ") || card[1].contains("Greta Lindner, "),
        "{screen}"
    );
}

#[test]
fn once_the_line_names_another_patient_the_last_booking_is_called_so() {
    let mut desk = after_gretas_visit();
    desk.press("Ctrl+E").types("220385s").settle();
    desk.sees("Last booking: Greta Lindner, ")
        .sees("✓ booked · Mon 23 Nov 10:00–10:30 · Karin Ivers");
    desk.sees_no("as line").sees_no("Appointment ✓");
    desk.press("Ctrl+U").sees_no("Last booking").sees("as line");
}

#[test]
fn the_form_of_another_patient_does_the_same_and_ones_own_at_either_clinic_does_not() {
    let mut desk = after_gretas_visit();
    desk.fill("Patient", PATIENT).settle();
    desk.sees("No upcoming appointments.")
        .sees("Last booking: Greta Lindner, ");
    desk.fill("Patient", GRETA)
        .settle()
        .sees("Upcoming for Greta Lindner")
        .sees_no("Last booking");

    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle().book_at_once().press("Ctrl+T").settle();
    desk.fill("Patient", PATIENT)
        .settle()
        .sees_no("Last booking")
        .sees("Probe Berlin Mitte");
    desk.press("Ctrl+T")
        .fill("Profile", PROFILE)
        .settle()
        .sees_no("Last booking");
}

#[test]
fn no_slip_and_no_copy_of_a_strangers_appointment_is_made_unseen() {
    let mut desk = after_gretas_visit();
    desk.press("Alt+S")
        .sees("Slip for G. L.: appt_")
        .press("Esc");
    desk.fill("Patient", PATIENT).settle();
    for key in ["Alt+S", "Ctrl+Y"] {
        desk.press(key);
        assert_eq!(desk.state()["overlay"], json!(null));
        assert!(
            desk.note()
                .starts_with("The appointment shown is Greta Lindner, "),
            "{}",
            desk.note()
        );
    }
    desk.press("Alt+O").settle().press("Enter").settle();
    desk.sees("Opened: Greta Lindner, ").sees("appt_");
    desk.press("Alt+S").sees("Slip for G. L.: appt_");
}

#[test]
fn whoever_goes_to_the_pane_finds_the_patient_in_hand_there_and_nobody_else() {
    let mut desk = after_gretas_visit();
    desk.fill("Patient", PATIENT).settle().press("Ctrl+O");
    assert_eq!(desk.state()["pane"], "appointment");
    assert!(
        desk.note()
            .starts_with("The appointment of Greta Lindner, 19 Jul 1984 is put away"),
        "{}",
        desk.note()
    );
    for letter in ["m", "x", "a", "n"] {
        desk.press(letter).settle();
        assert_eq!(desk.state()["overlay"], json!(null), "{letter}");
        desk.press("Esc").turn_to("appointment");
    }
    desk.sees_no("Last booking");
}

#[test]
fn the_next_appointment_of_the_patient_in_hand_is_opened_there() {
    let mut desk = after_gretas_visit();
    let visit = json!({"status": "booked", "patientId": PATIENT, "practitionerId": "prac_xyz789",
        "start": "2026-12-01T09:00:00Z", "minutesDuration": 30});
    let booked = desk.sandbox().book(CLINIK, &visit);
    booked.expect("another program can book");
    // Another program booked it: the next search finds it.
    desk.pass(60).fill("Patient", PATIENT).settle();
    desk.sees("Upcoming for Maria").sees("Last booking: Greta");
    desk.press("Ctrl+O").settle();
    assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
    desk.press("m").settle().sees("Maria Schmidt, 22 Mar 1985");
    assert_eq!(desk.state()["overlay"], "change", "{}", desk.screen());
    desk.sees("from Tue 1 Dec");
}

#[test]
fn a_refusal_says_whose_booking_it_was_and_goes_with_them() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 403}))
        .book();
    desk.sees("For Maria Schmidt (22 Mar 1985), Wed 10 Feb 2027 10:00 CET.");
    desk.fill("Patient", GRETA).settle();
    assert_eq!(
        desk.problems(),
        [] as [serde_json::Value; 0],
        "{}",
        desk.screen()
    );
}

#[test]
fn an_appointment_that_is_opened_is_not_called_booked() {
    let mut desk = after_gretas_visit();
    desk.fill("Practitioner", "prac_xyz789")
        .fill("Start", "23.11.2026 12:00")
        .press("Ctrl+D")
        .settle();
    desk.sees("Mon 23 Nov 2026").press("Enter").settle();
    assert_eq!(desk.state()["appointment"]["how"], "opened");
    desk.sees("Greta Lindner, ")
        .sees("○ booked")
        .sees("Mon 23 Nov 10:00")
        .sees("appt_nh1acy at ClinikAPI");
    desk.sees_no("Appointment ✓");
    desk.press("Ctrl+E")
        .types("220385s")
        .settle()
        .sees("Previously opened: Greta Lindner, ");
}

#[test]
fn an_appointment_that_is_opened_stands_over_no_list_of_another_patient() {
    let mut desk = after_gretas_visit();
    desk.fill("Patient", PATIENT)
        .fill("Practitioner", "prac_xyz789")
        .fill("Start", "24.11.2026 11:00")
        .fill("Minutes", "30")
        .settle()
        .book_at_once();
    desk.fill("Patient", PATIENT)
        .fill("Start", "23.11.2026 12:00")
        .settle()
        .sees("Upcoming for Maria Schmidt");
    desk.press("Ctrl+D").settle().press("Enter").settle();
    let opened = desk.state()["appointment"].clone();
    assert_eq!(opened["how"], "opened", "{}", desk.screen());
    desk.sees("Opened: Greta Lindner, ")
        .sees("appt_nh1acy at ClinikAPI")
        .sees_no("Upcoming for Maria Schmidt")
        .sees_no("v all visits");
    for key in ["1", "v"] {
        desk.press(key).settle();
        assert_eq!(desk.state()["overlay"], json!(null), "{key}");
        assert_eq!(desk.state()["appointment"], opened, "{key}");
    }
    desk.press("Esc")
        .sees("Upcoming for Maria Schmidt")
        .sees("Previously opened: Greta Lindner, ");
}
