//! The practitioner with whom the patient usually is, and what is known of the patient's past visits.

use booking::clinics::CLINIK;
use headless::TestSandbox;
use serde_json::json;

use crate::another_desk::AnotherDesk as _;
use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik, at_fhir};

const KARIN: &str = "prac_xyz789";
const THADDEUS: &str = "prac_t5w9be";

/// Maria was with Karin Ivers twice, once with Thaddeus Okonkwo since, and once she did not come.
fn was_here(sandbox: &TestSandbox) {
    for (day, with, status) in [
        ("2026-03-02", KARIN, "fulfilled"),
        ("2026-05-04", KARIN, "fulfilled"),
        ("2026-07-06", KARIN, "noshow"),
        ("2026-09-07", THADDEUS, "fulfilled"),
    ] {
        let visit = json!({
            "patientId": PATIENT, "practitionerId": with, "start": format!("{day}T08:00:00Z"),
            "minutesDuration": 30, "status": status,
        });
        sandbox.book(CLINIK, &visit).expect("it is booked");
    }
}

fn last_line(desk: &DeskAtWork) -> String {
    let screen = desk.screen();
    screen.lines().last().unwrap_or_default().to_owned()
}

fn desk() -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(at_clinik());
    was_here(desk.sandbox());
    desk
}

#[test]
fn usual_is_whom_most_visits_were_with() {
    let mut desk = desk();
    desk.types("220385s usual f")
        .settle()
        .sees("Maria Schmidt, 22 Mar 1985 · Karin Ivers · follow-up 30 min");
    let before = desk.creates().len();
    desk.press("Enter").settle().book_at_once();
    let made = desk.creates().split_off(before);
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["body"]["practitionerId"], KARIN);
    assert_eq!(made[0]["body"]["patientId"], PATIENT);
}

#[test]
fn a_patient_without_past_visits_has_nobody_usual_and_nothing_is_filled_in() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s usual f").settle();
    desk.sees("No practitioner stands out in the past visits. Say with whom.");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "");
}

#[test]
fn past_visits_that_can_not_be_read_are_said_and_nobody_is_guessed() {
    let mut desk = desk();
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.types("pt_abc123 usual f")
        .settle()
        .press("Enter")
        .settle();
    desk.sees("The past visits can't be read. Say with whom.");
    assert_eq!(desk.text("Practitioner"), "");
}

#[test]
fn a_patient_who_is_looked_up_is_shown_with_past_visits() {
    let mut desk = desk();
    desk.types("220385s").settle().press("Enter").settle();
    desk.sees("usually Karin Ivers (2 of 3) · last 7 Sep Thaddeus Okonkwo, 4 May Karin Ivers, 2 Mar Karin Ivers");
    desk.sees("did not come once, 6 Jul");
    desk.sees("German");
}

#[test]
fn the_next_patient_is_not_shown_with_the_visits_of_the_last() {
    let mut desk = desk();
    desk.types("220385s").settle().press("Enter").settle();
    desk.sees("did not come once");
    desk.press("Ctrl+U")
        .types("190784l")
        .settle()
        .press("Enter")
        .settle();
    desk.sees_no("did not come once").sees_no("usually Karin");
}

#[test]
fn at_a_fhir_server_past_visits_are_found_by_their_days() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.types("220385s usual f").settle();
    desk.sees("No practitioner stands out in the past visits.");
    let past = desk.requests().into_iter().any(|read| {
        let path = read["path"].as_str().unwrap_or_default();
        path.contains("Appointment?patient=") && path.contains("2025-10")
    });
    assert!(past, "a year back, and a month for visits of several days");
}

#[test]
fn past_visits_are_a_list_and_each_opens_its_appointment() {
    let mut desk = desk();
    desk.types("220385s").press("Enter").settle();
    desk.turn_to("appointment")
        .press("v")
        .sees("Past visits of Maria Schmidt, 22 Mar 1985 (4)");
    let screen = desk.screen();
    assert!(screen.find("7 Sep") < screen.find("6 Jul"), "{screen}");
    desk.sees("6 Jul")
        .sees("did not come")
        .sees("Mon 6 Jul 10:00");
    desk.sees("30 min");
    let before = desk.creates().len();
    desk.press("Down").press("Enter").settle();
    assert_eq!(
        desk.state()["appointment"]["start"],
        "2026-07-06T08:00:00+00:00"
    );
    desk.press("Esc").sees("Past visits of Maria Schmidt");
    desk.press("Esc").press("Esc").sees_no("Past visits of");
    assert_eq!(desk.creates().len(), before);
}

#[test]
fn past_visits_are_found_by_what_they_are_called_and_esc_leads_back_to_the_line() {
    for word in ["last", "history", "previous v", "letzter", "edellinen kä"] {
        let mut desk = desk();
        desk.types("220385s").press("Enter").settle();
        desk.press("Ctrl+P").types(word);
        desk.sees("all visits of the patient").press("Enter");
        desk.sees("Past visits of Maria Schmidt, 22 Mar 1985 (4)");
        desk.press("Enter").settle();
        assert_eq!(desk.state()["pane"], "appointment", "{}", desk.screen());
        desk.press("Esc")
            .sees("Past visits of Maria Schmidt")
            .press("Esc");
        assert_eq!(desk.state()["pane"], "entry line", "{}", desk.screen());
        assert_eq!(desk.state()["line"]["text"], "220385s");
    }
}

#[test]
fn what_is_to_come_stands_above_what_is_past_and_opens_too() {
    let mut desk = desk();
    for day in 1..=7 {
        let visit = json!({"status": "booked", "patientId": PATIENT, "practitionerId": KARIN,
            "start": format!("2027-02-0{day}T09:00:00Z"), "minutesDuration": 30});
        desk.sandbox()
            .book(CLINIK, &visit)
            .expect("another program can book");
    }
    desk.pass(60).types("220385s").press("Enter").settle();
    desk.turn_to("appointment")
        .press("v")
        .sees("Visits of Maria Schmidt, 22 Mar 1985: 7 to come, 4 past");
    let screen = desk.screen();
    let place = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("no {text} in {screen}"))
    };
    assert!(place("to come") < place("1 Feb 2027"), "{screen}");
    assert!(place("1 Feb 2027") < place("7 Feb 2027"), "{screen}");
    assert!(place("7 Feb 2027") < place("7 Sep"), "{screen}");
    // The pane beside lists the next five only.
    desk.press("Down Down Down Down Down Down Enter").settle();
    assert_eq!(
        desk.state()["appointment"]["start"],
        "2027-02-07T09:00:00+00:00"
    );
    desk.press("Esc").sees("7 to come, 4 past");
}

#[test]
fn without_a_patient_there_are_no_past_visits_to_list_and_before_they_are_read_that_is_said() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P").types("last visit").press("Enter");
    assert_eq!(
        desk.note(),
        "No patient is chosen: name one on the entry line or in the form."
    );
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.turn_to("appointment").press("v");
    assert_eq!(
        desk.note(),
        "The visits of this patient are still being read. One moment."
    );
}

#[test]
fn visits_that_can_not_be_read_are_told_from_nobody_chosen() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fault(
        &json!({"backend": "clinik", "call": "search", "fault": "status", "code": 403, "times": 0}),
    );
    desk.types("220385s").settle().press("Enter").settle();
    desk.press("Ctrl+P").types("last visit").press("Enter");
    assert_eq!(
        desk.note(),
        "ClinikAPI did not say which visits this patient has had."
    );
}

#[test]
fn same_is_all_of_the_last_visit_on_a_new_date() {
    for (words, time) in [
        ("same in 3 months", "2027-02-22T09:30:00.000Z"),
        ("wie letztes Mal 1.12.", "2026-12-01T09:30:00.000Z"),
        ("sama kuin viimeksi 1.12. 9:00", "2026-12-01T08:00:00.000Z"),
    ] {
        let mut desk = desk();
        let last = json!({
            "patientId": PATIENT, "practitionerId": KARIN, "start": "2026-11-02T09:30:00Z",
            "minutesDuration": 20, "status": "fulfilled", "reasonCode": "Follow-up visit",
        });
        desk.sandbox().book(CLINIK, &last).expect("it is booked");
        desk.types(&format!("220385s {words}")).settle();
        desk.sees("Karin Ivers").sees("follow-up").sees("20 min");
        let before = desk.creates().len();
        desk.press("Enter").settle().book_at_once();
        let made = desk.creates().split_off(before);
        assert_eq!(made.len(), 1, "{words}");
        let body = &made[0]["body"];
        assert_eq!(body["practitionerId"], KARIN, "{words}");
        assert_eq!(body["minutesDuration"], 20, "{words}");
        assert_eq!(body["start"], time, "{words}");
    }
}

#[test]
fn without_a_last_visit_the_same_is_asked_about() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s same in 3 months").settle();
    desk.sees("No visit in the past year. Say with whom and what.");
    desk.press("Enter").settle();
    assert_eq!(desk.text("Patient"), "");
}

#[test]
fn the_list_of_visits_tells_kind_and_length_and_the_last_line_the_signs() {
    let mut desk = desk();
    let visit = |start: &str, minutes: u32, status: &str| {
        json!({
            "patientId": PATIENT, "practitionerId": KARIN, "start": start,
            "minutesDuration": minutes, "status": status, "reasonCode": "Kontrolltermin",
        })
    };
    desk.types("220385s").press("Enter").settle();
    let last = last_line(&desk);
    assert!(
        !last.contains('>') && !last.contains(" - "),
        "nothing is coming: {last}"
    );
    desk.press("Ctrl+U");
    for (start, minutes, status) in [
        ("2026-10-05T08:00:00Z", 45, "fulfilled"),
        ("2026-12-07T08:00:00Z", 20, "booked"),
    ] {
        let visit = visit(start, minutes, status);
        desk.sandbox().book(CLINIK, &visit).expect("it is booked");
    }
    desk.types("pt_abc123").press("Enter").settle();
    let last = last_line(&desk);
    assert!(last.contains("> move   - cancel   + next status"), "{last}");
    desk.turn_to("appointment").press("v").settle();
    desk.sees("follow-up 45 min").sees("follow-up 20 min");
}
