//! What is wrong, or stands against a booking, is said in words and asked about.

use booking::clinics::CLINIK;
use serde_json::json;

use super::{Desk, a_visit};
use crate::another_desk::AnotherDesk as _;

#[test]
fn a_required_field_never_blocks_and_is_asked_for_before_anything_goes_out() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("", "11.02.2098 10:00");
        answers.extend(["pt_abc123", "y"]);
        let said = desk.answers(&answers);
        said.ends_with(0)
            .mentions("Problem: Patient is missing.")
            .mentions("ClinikAPI: booked, appt_");
    }
}

#[test]
fn a_visit_without_a_time_is_asked_for_one_before_anything_goes_out() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "");
        answers.extend(["11.02.2098 10:00", "y"]);
        desk.answers(&answers)
            .ends_with(0)
            .mentions("Problem: Start: It has no time yet.");
        let creates = desk.creates();
        assert_eq!(creates.len(), 1);
        assert_eq!(creates[0].0["start"], "2098-02-11T09:00:00.000Z");
    }
}

#[test]
fn namesakes_are_read_out_with_what_tells_them_apart() {
    let desk = Desk::new();
    let maria = json!({"firstName": "Maria", "lastName": "Schmidt", "birthDate": "1985-03-22",
                       "phone": "030 99887766"});
    desk.sandbox.add_person(CLINIK, &maria).expect("a patient");
    desk.sandbox
        .set_clock("2027-02-01T08:01:00Z".parse().expect("an instant"))
        .expect("a later time");
    let said = desk.answers(&["", "", "maria schmidt"]);
    said.has_line("1 Maria Schmidt, 22 Mar 1985, phone ...5001")
        .has_line("2 Maria Schmidt, 22 Mar 1985, phone ...7766");
}

#[test]
fn a_date_of_two_readings_is_chosen_by_its_number() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "03/04/2098 10:00");
        answers.insert(5, "1");
        answers.push("y");
        desk.answers(&answers)
            .ends_with(0)
            .mentions("Start (10:00, fr 14:15; 1 to 2):");
        assert_eq!(desk.creates()[0].0["start"], "2098-04-03T08:00:00.000Z");
    }
}

#[test]
fn what_the_server_refuses_is_mended_where_it_is() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc124", "11.02.2098 10:00");
        // A FHIR server that tells of its patients is asked beforehand.
        let is_warned = desk.clinic != CLINIK;
        answers.extend(is_warned.then_some("y"));
        answers.extend(["y", "pt_abc123", "y"]);
        let said = desk.answers(&answers);
        let (why, status) = match desk.clinic {
            one if one == CLINIK => ("ClinikAPI does not know this patient.", 404),
            _ => (
                "ClinikAPI refused Patient: Patient/pt_abc124 is not known.",
                422,
            ),
        };
        said.ends_with(0)
            .mentions(&format!("Not booked - {why}"))
            .mentions(&format!("({status}"));
        let statuses: Vec<u64> = desk
            .creates()
            .into_iter()
            .map(|(_, status)| status)
            .collect();
        assert_eq!(statuses, [status, 201]);
    }
}

#[test]
fn a_conflict_is_named_and_taken_back_or_booked() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.extend(["y", "y"]);
        answers.extend(a_visit("pt_abc123", "11.02.2098 10:00"));
        // Book it? Yes. In spite of that? No. Which field then? None. Book it? Yes. In spite of that? For the first reason.
        answers.extend(["y", "n", "", "y", "1"]);
        let said = desk.answers(&answers);
        said.ends_with(0)
            .mentions("Warning: ")
            .has_line("1 patient asks")
            .has_line("Book in the SANDBOX anyway (1 to 3; y is 1, n goes back):");
        assert_eq!(desk.creates().len(), 2, "{}", said.out);
    }
}

#[test]
fn a_step_back_asks_the_field_before_again() {
    for desk in Desk::for_visits() {
        let said = desk.answers(&["clinik", "", "pt_abc123", "back", "fields", "?", "=back"]);
        said.mentions(
            "Patient (required; name, birth date, phone or id) [Maria Schmidt, 22 Mar 1985]:",
        )
        .has_line("1 Patient: Maria Schmidt, 22 Mar 1985, pt_abc123");
    }
}

#[test]
fn free_times_are_listed_and_taken_by_their_number() {
    for desk in Desk::for_visits() {
        let mut answers = a_visit("pt_abc123", "times");
        answers[3] = "ivers";
        answers.insert(5, "2");
        let said = desk.answers(&answers);
        said.mentions("times lists free ones")
            .has_line("Book in the SANDBOX (y or n):");
    }
}

#[test]
fn a_lost_answer_is_looked_up_and_told() {
    for desk in Desk::for_visits() {
        desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "drop-after"}));
        let mut answers = a_visit("pt_abc123", "11.02.2098 10:00");
        answers.push("y");
        let said = desk.answers(&answers);
        said.ends_with(0)
            .mentions("It may be booked: the answer was lost.")
            .mentions("Outbox: booked, Maria Schmidt, ClinikAPI");
        assert_eq!(desk.creates().len(), 1);
    }
}
