//! Everybody who takes part in a visit counts when it moves, and is named where it is shown.

use std::fs;

use booking::Personal;
use booking::clinics::FHIR;
use desk::{Command, Msg};
use serde_json::json;

use super::PRACTITIONER;
use super::practice::{OKONKWO, another_patient, appointment, role_of, stored};
use super::program::{FhirShell, at};
use super::thin_server::answering;
use crate::desk_at_work::{DeskAtWork, at_fhir};
use crate::shell::Said;
use headless::TestSandbox;

/// A practitioner who is known under a role alone.
const MELNYK: &str = "prac-b2f6ky";

/// A visit of two patients with Karin Ivers and Thaddeus Okonkwo at nine, and at eleven visits of the second patient and
/// of the second practitioner elsewhere. Returns the id of the first.
fn pair(sandbox: &TestSandbox, day: &str) -> String {
    let karin = format!("Practitioner/{PRACTITIONER}");
    let okonkwo = format!("Practitioner/{OKONKWO}");
    let melnyk = format!("Practitioner/{MELNYK}");
    let second = another_patient(sandbox);
    let third = another_patient(sandbox);
    let actors = ["Patient/pt-abc123", &second, &karin, &okonkwo];
    let id = stored(sandbox, &appointment(&format!("{day}T08:00:00Z"), &actors));
    for (hour, patient, practitioner) in [(10, &third, &okonkwo), (12, &second, &melnyk)] {
        let at = format!("{day}T{hour}:00:00Z");
        stored(sandbox, &appointment(&at, &[patient, practitioner]));
    }
    id
}

#[test]
fn a_move_meets_the_visits_of_the_second_practitioner_and_of_the_second_patient() {
    let shell = FhirShell::open();
    let id = pair(&shell.0.sandbox, "2099-02-10");
    for (time, said) in [
        ("11:00", "Thaddeus Okonkwo already has B. L. 11:00–11:30."),
        ("13:00", "B. L. already has 13:00–13:30 with Oksana Melnyk"),
    ] {
        let moved = shell.run(&format!("move {id} --start 10.02.2099+{time} --json"));
        let out = moved.ends_with(5).out;
        assert!(out.contains(said), "{time}: {out}");
    }
    assert_eq!(
        shell.changes().last().map(String::as_str),
        Some("POST"),
        "only what others have stored"
    );
    let file = shell.0.home("changes.csv");
    let rows = format!("backend,action,id,start\nfhir,move,{id},2099-02-10 11:00\n");
    fs::write(&file, rows).expect("a file");
    let said = shell.run(&format!("batch {} --dry-run", file.display()));
    assert!(
        said.out
            .contains("The practitioner already has someone 11:00–11:30"),
        "{}",
        said.out
    );
}

#[test]
fn a_move_at_the_desk_asks_about_the_visits_of_the_others() {
    let mut desk = DeskAtWork::open(at_fhir());
    let id = pair(desk.sandbox(), "2027-02-10");
    desk.settle()
        .tell(Msg::Do(Command::Open(FHIR, Personal::from(id))))
        .settle();
    desk.turn_to("appointment");
    desk.press("m").settle().types("11:00").settle();
    desk.sees("Thaddeus Okonkwo already has B. L. 11:00–11:30.");
    desk.press("Ctrl+U").types("13:00").settle();
    desk.sees("B. L. already has 13:00–13:30 with Oksana Melnyk");
}

#[test]
fn a_visit_of_two_practitioners_has_a_row_with_each_and_counts_once() {
    let mut desk = DeskAtWork::open(at_fhir());
    pair(desk.sandbox(), "2026-11-23");
    desk.settle()
        .press("Ctrl+D")
        .settle()
        .press("Right Right Right")
        .settle();
    let visits = desk.screen().matches(" +1").count();
    assert_eq!(visits, 2, "{}", desk.screen());
    desk.sees("3 booked");
}

/// A visit at nine with a practitioner under a role, who has another one at eleven.
fn under_a_role(sandbox: &TestSandbox, day: &str) -> String {
    let role = role_of(sandbox, PRACTITIONER);
    let other = another_patient(sandbox);
    let karin = format!("Practitioner/{PRACTITIONER}");
    stored(
        sandbox,
        &appointment(&format!("{day}T10:00:00Z"), &[&other, &karin]),
    );
    let actors = ["Patient/pt-abc123", role.as_str()];
    stored(sandbox, &appointment(&format!("{day}T08:00:00Z"), &actors))
}

#[test]
fn a_visit_under_a_role_is_shown_with_its_practitioner_and_moves_against_their_calendar() {
    let shell = FhirShell::open();
    let id = under_a_role(&shell.0.sandbox, "2099-02-10");
    let shown = shell.run(&format!("show {id}")).ends_with(0).out;
    assert!(shown.contains("09:00 – 09:30 CET · Karin Ivers"), "{shown}");
    let moved = shell.run(&format!("move {id} --start 10.02.2099+11:00 --json"));
    let out = moved.ends_with(5).out;
    assert!(out.contains("Karin Ivers already has"), "{out}");
    shell
        .run(&format!("move {id} --start 10.02.2099+14:00"))
        .ends_with(0);
}

#[test]
fn a_visit_is_shown_with_all_who_take_part() {
    let shell = FhirShell::open();
    let id = pair(&shell.0.sandbox, "2099-02-10");
    let shown = shell.run(&format!("show {id}")).ends_with(0).out;
    for part in [
        "Maria Schmidt, 22 Mar 1985 +1",
        "further patients     Bo Lindqvist",
        "also with            Thaddeus Okonkwo",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

/// A shell at a server that finds no appointment by its participants: it compares references letter by letter, and these
/// name a version.
fn letter_by_letter(shell: &FhirShell, line: &str) -> Said {
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let nothing = json!({"resourceType": "Bundle", "type": "searchset"});
    let url = answering(&served.url, "/Appointment?actor=", &nothing);
    let url = answering(&url, "/Appointment?practitioner=", &nothing);
    shell
        .0
        .run_in(line, |command| at(command, &url, served.key))
}

#[test]
fn a_reference_to_a_version_counts_where_the_server_finds_it_by_no_search() {
    let shell = FhirShell::open();
    let other = another_patient(&shell.0.sandbox);
    let karin = format!("Practitioner/{PRACTITIONER}/_history/1");
    stored(
        &shell.0.sandbox,
        &appointment("2099-02-10T09:00:00Z", &[&other, &karin]),
    );
    let booked = super::program::VISIT.replace(" --yes", "");
    let said = letter_by_letter(&shell, &booked).ends_with(5);
    assert!(said.out.contains("Karin Ivers already has"), "{}", said.out);
    let file = shell.0.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    let said = letter_by_letter(&shell, &format!("batch {} --dry-run", file.display()));
    assert!(said.out.contains("Karin Ivers already has"), "{}", said.out);
    let free = letter_by_letter(&shell, "find slots ki --on 10.02.2099 --json");
    assert!(!free.out.contains("T10:00"), "{}", free.out);
}
