//! Uses at the sandbox's practice, which is kept as real ones are: at the desk, and in the shell.

use booking::clinics::FHIR;
use headless::Options;
use sandbox::SandboxOptions;
use serde_json::json;

use super::program::FhirShell;
use super::thin_server::{answering_each, refusing_kinds, refusing_lists};
use crate::desk_at_work::{DeskAtWork, at_fhir};
use crate::shell::{Said, Shell};

/// Ilse Brandt and Yusuf Aydin, who is known under roles.
const BRANDT: &str = "prac-brandt-1";
const AYDIN: &str = "prac-aydin-1";

/// The day of the practice's visits at a desk, whose clock is at Friday 20 November 2026.
const MONDAY: &str = "23.11.2026";

/// The day of the practice's visits in a shell, whose program can't be told the time.
const TUESDAY: &str = "10.02.2099";

fn desk() -> DeskAtWork {
    DeskAtWork::open(Options {
        has_practice: true,
        ..at_fhir()
    })
}

/// A visit of half an hour in the form.
fn fill(desk: &mut DeskAtWork, patient: &str, practitioner: &str, time: &str) {
    desk.fill("Patient", patient)
        .fill("Start", &format!("{MONDAY} {time}"))
        .fill("Minutes", "30")
        .fill("Practitioner", practitioner)
        .settle();
}

fn shell() -> FhirShell {
    let options = SandboxOptions {
        has_practice: true,
        ..SandboxOptions::default()
    };
    FhirShell(Shell::open_with(options, "2099-02-09T08:00:00Z"))
}

/// The answer to a booking of half an hour without consent to anything.
fn booked(shell: &FhirShell, patient: &str, practitioner: &str, time: &str) -> Said {
    let ids = format!("--patient-id {patient} --practitioner-id {practitioner}");
    shell.run(&format!(
        "book --backend fhir {ids} --start {TUESDAY}+{time} --minutes-duration 30 --json"
    ))
}

#[test]
fn the_second_practitioner_of_a_group_and_whoever_is_seen_under_a_role_are_not_free() {
    for (practitioner, time, said) in [
        (BRANDT, "09:30", "Ilse Brandt already has "),
        (AYDIN, "09:30", "Yusuf Aydin already has "),
        (AYDIN, "11:00", "Yusuf Aydin already has "),
        (BRANDT, "12:00", "Ilse Brandt already has "),
    ] {
        let mut desk = desk();
        fill(&mut desk, "pt-abc123", practitioner, time);
        let problem = desk.problem_at("Start");
        assert!(
            problem.starts_with(said),
            "{practitioner} {time}: {problem}"
        );
    }
}

#[test]
fn a_visit_whose_practitioner_has_declined_or_that_was_cancelled_takes_nobodys_time() {
    let shell = shell();
    booked(&shell, "pt-abc123", BRANDT, "13:00").ends_with(0);
    booked(&shell, "pt-abc123", BRANDT, "14:00").ends_with(0);
}

#[test]
fn who_has_declined_is_named_at_the_visit() {
    let said = shell()
        .run("show --backend fhir --id appt-4-declined")
        .ends_with(0);
    assert!(said.out.contains("declined by"), "{}", said.out);
    assert!(said.out.contains("Ilse Brandt"), "{}", said.out);
}

#[test]
fn whom_the_key_may_not_read_is_called_as_the_visit_calls_them() {
    let shell = shell();
    let served = shell.0.sandbox.served(FHIR.word()).expect("it is served");
    let actor = |reference: &str, name: &str| json!({"actor": {"reference": reference, "display": name}, "status": "accepted"});
    let visits = json!({"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": {
        "resourceType": "Appointment", "id": "appt-9", "status": "booked",
        "start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z",
        "participant": [actor("Patient/pt-9", "Lindgren, Sanna"), actor("Practitioner/prac-9", "Dr. Ole Dahl")],
    }}]});
    let unread = refusing_kinds(&served.url, &["Patient", "Practitioner"]);
    let url = answering_each(&unread, vec![("/Appointment?", visits)]);
    let line = format!("board --backend fhir --on {TUESDAY}");
    let said = shell.0.run_in(&line, |command| {
        super::program::at(command, &url, served.key);
    });
    for name in ["Lindgren, Sanna", "Dr. Ole Dahl"] {
        assert!(said.out.contains(name), "{name}: {}{}", said.out, said.err);
    }
}

#[test]
fn a_blocked_time_is_warned_about_by_its_comment() {
    for (time, times, why) in [
        ("10:00", "10:00–10:30", "Team meeting"),
        ("15:30", "15:30–16:00", "Kept for a referral"),
    ] {
        let mut desk = desk();
        fill(&mut desk, "pt-abc123", BRANDT, time);
        assert_eq!(
            desk.problem_at("Start"),
            format!("Ilse Brandt has a published time {times} that is not free: {why}.")
        );
    }
    let said = booked(&shell(), "pt-abc123", BRANDT, "10:00").ends_with(5);
    assert!(said.out.contains("Team meeting"), "{}", said.out);
}

#[test]
fn a_merged_record_a_patient_who_has_died_and_one_who_is_not_active_are_asked_about() {
    for (patient, said) in [
        (
            "pt-cruz-2",
            "This record of Rosalia Cruz was replaced by pt-cruz-1.",
        ),
        ("pt-nyman-1", "Oskari Nyman is marked as deceased."),
        ("pt-sandoval-1", "Inés Sandoval is marked as deceased."),
        ("pt-wegner-1", "This record of Ulla Wegner is not active."),
    ] {
        let mut desk = desk();
        fill(&mut desk, patient, BRANDT, "14:30");
        assert_eq!(desk.problem_at("Start"), said);
    }
    let said = booked(&shell(), "pt-cruz-2", BRANDT, "14:30").ends_with(5);
    assert!(
        said.out.contains("Take pt-cruz-1 as the patient."),
        "{}",
        said.out
    );
}

#[test]
fn a_practitioner_who_has_left_stops_a_command() {
    let said = booked(&shell(), "pt-abc123", "prac-halonen-1", "14:30").ends_with(5);
    assert!(
        said.out.contains("Eero Halonen is marked as not active."),
        "{}",
        said.out
    );
}

#[test]
fn a_maiden_name_a_compound_surname_and_the_practices_number_find_among_seven_hundred() {
    let shell = shell();
    let served = shell.0.sandbox.served(FHIR.word()).expect("it is served");
    let refusing = refusing_lists(&served.url, &[]);
    for url in [&served.url, &refusing] {
        for (typed, id, name) in [
            ("kivelä", "pt-von-berg-1", "Aino Marjatta von Berg"),
            ("von berg", "pt-von-berg-1", "Aino Marjatta von Berg"),
            ("cruz", "pt-cruz-1", "Rosalía de la Cruz"),
            ("P-20900", "pt-von-berg-1", "Aino Marjatta von Berg"),
        ] {
            let line = format!("find patients {}", typed.replace(' ', "+"));
            let said = shell.0.run_in(&line, |command| {
                super::program::at(command, url, served.key);
            });
            let said = said.ends_with(0);
            assert!(
                said.out.contains(id) && said.out.contains(name),
                "{typed}: {}",
                said.out
            );
        }
    }
}

#[test]
fn the_day_of_a_practitioner_shows_the_group_and_the_visit_under_a_role_with_what_is_done() {
    let said = shell()
        .run(&format!(
            "day --backend fhir --practitioner {AYDIN} --on {TUESDAY}"
        ))
        .ends_with(0);
    for part in ["appt-1-group", "appt-2-by-role", "Course in a group"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains("appt-3-versioned"), "{}", said.out);
}

#[test]
fn a_group_is_cancelled_only_with_consent() {
    let shell = shell();
    shell.run("cancel appt-1-group --reason ill").ends_with(5);
    assert!(shell.changes().is_empty());
    shell
        .run("cancel appt-1-group --reason ill --yes")
        .ends_with(0);
    assert_eq!(shell.changes(), ["PATCH"]);
}
