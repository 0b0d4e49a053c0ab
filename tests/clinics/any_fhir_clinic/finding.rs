//! Finding people at a practice that knows more of them than a list holds, under every name that they have, by every
//! number; at servers that list nobody, too.

use std::fs;

use headless::TestSandbox;
use serde_json::{Value, json};

use super::practice::{all_stored, stored};
use super::program::{FhirShell, at};
use super::thin_server::refusing_lists;
use crate::desk_at_work::{DeskAtWork, at_fhir};

/// More patients than are read as a list.
const MANY: usize = 510;

/// Aino von Berg, whose maiden name is Kivelä.
fn aino() -> Value {
    json!({
        "resourceType": "Patient", "birthDate": "1950-05-01",
        "name": [
            {"use": "maiden", "family": "Kivelä", "given": ["Aino"]},
            {"use": "official", "family": "von Berg", "given": ["Aino"]}],
    })
}

/// Patients who are called by names that others write otherwise.
fn with_odd_names() -> Vec<Value> {
    let named = |family: &str, given: &str, born: &str, further: Value| {
        let mut patient = json!({
            "resourceType": "Patient", "birthDate": born, "name": [{"family": family, "given": [given]}]});
        let further = further.as_object().cloned().unwrap_or_default();
        patient.as_object_mut().expect("an object").extend(further);
        patient
    };
    let numbers = json!({
        "telecom": [
            {"system": "phone", "value": "+49305550199"},
            {"system": "email", "value": "maria.cruz@example.com"}],
        "identifier": [{
            "system": "https://practice.example/mrn", "value": "MRN-004711",
            "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}}],
    });
    vec![
        named("de la Cruz", "Rosalía", "1961-02-03", numbers),
        named("Grünweiß", "Jörg", "1962-02-03", json!({})),
        named("Strassner", "Uwe", "1963-02-03", json!({})),
        named("Núñez", "Ágata", "1964-02-03", json!({})),
    ]
}

/// Stores many patients, then those whom the tests look for, and returns the ids of the latter.
fn large_practice(sandbox: &TestSandbox) -> Vec<String> {
    let many = (0..MANY).map(|number| {
        let name = json!([{"family": format!("Zahlreich{number}"), "given": ["Ida"]}]);
        json!({"resourceType": "Patient", "birthDate": "1970-01-01", "name": name})
    });
    let many: Vec<Value> = many.collect();
    all_stored(sandbox, &many);
    let mut looked_for = with_odd_names();
    looked_for.push(aino());
    all_stored(sandbox, &looked_for)
}

/// Typed texts, each with the place among those looked for of whom it finds.
const TYPED: [(&str, usize); 15] = [
    ("cruz", 0),
    ("de la cruz", 0),
    ("rosalia", 0),
    ("cruz,ros", 0),
    ("3.2.1961", 0),
    ("030261c", 0),
    ("+49305550199", 0),
    ("maria.cruz@example.com", 0),
    ("MRN-004711", 0),
    ("gruenweiss", 1),
    ("grunweiß", 1),
    ("straßner", 2),
    ("nunez", 3),
    ("kivelä", 4),
    ("kivela", 4),
];

/// The names that they are shown under.
const SHOWN: [&str; 5] = [
    "Rosalía de la Cruz",
    "Jörg Grünweiß",
    "Uwe Strassner",
    "Ágata Núñez",
    "Aino von Berg",
];

#[test]
fn whoever_is_beyond_the_list_is_found_from_the_shell_by_every_name_and_number() {
    let shell = FhirShell::open();
    let ids = large_practice(&shell.0.sandbox);
    for (typed, place) in TYPED {
        let line = format!("find patients {}", typed.replace(' ', "+"));
        let found = shell.run(&line).ends_with(0).out;
        let is_alone = found.lines().count() == 1 || typed.starts_with("3.2");
        assert!(found.contains(&ids[place]) && is_alone, "{typed}: {found}");
        assert!(found.contains(SHOWN[place]), "{typed}: {found}");
    }
    let booked = shell.run(
        "book --backend fhir --patient-id Cruz,+Rosalia --practitioner-id ki --start 10.02.2099+10:00 \
         --minutes-duration 30 --yes --json",
    );
    let booked = booked.ends_with(0).json();
    let who = &booked["appointment"]["participant"][0]["actor"]["reference"];
    assert_eq!(*who, json!(format!("Patient/{}", ids[0])), "{booked}");
}

#[test]
fn whoever_is_beyond_the_list_is_found_in_the_field_and_on_the_line() {
    let desk = DeskAtWork::open(at_fhir());
    let ids = large_practice(desk.sandbox());
    let mut desk = desk.closed().reopened(at_fhir());
    desk.settle().press("Alt+1");
    for (typed, place) in TYPED {
        desk.fill("Patient", typed).pass(1).settle();
        let rows = desk.rows();
        let first = rows.first().map(String::as_str);
        assert_eq!(first, Some(SHOWN[place]), "{typed}: {}", desk.screen());
    }
    desk.press("Ctrl+U").press("Ctrl+E");
    // A line of several words would name several criteria.
    for (typed, place) in TYPED.iter().filter(|(typed, _)| !typed.contains(' ')) {
        desk.press("Ctrl+U").types(&format!("{typed} ki"));
        desk.pass(1).settle();
        desk.sees(SHOWN[*place]);
        assert!(!desk.shows("No patient"), "{typed}: {}", desk.screen());
    }
    assert_eq!(ids.len(), SHOWN.len());
}

#[test]
fn any_of_her_names_finds_a_patient_of_a_list_that_was_read() {
    let desk = DeskAtWork::open(at_fhir());
    stored(desk.sandbox(), &aino());
    let mut desk = desk.closed().reopened(at_fhir());
    desk.settle().press("Alt+1");
    desk.fill("Patient", "kivel").settle();
    assert_eq!(
        desk.rows().first().map(String::as_str),
        Some("Aino von Berg"),
        "{}",
        desk.screen()
    );
    desk.press("Ctrl+U").press("Ctrl+E");
    for typed in ["kivelä ki", "010550k ki", "kivela,a ki"] {
        desk.press("Ctrl+U").types(typed).settle();
        desk.sees("Aino von Berg, 1 May 1950");
    }
}

#[test]
fn a_new_patient_is_compared_with_every_name_that_others_have() {
    let desk = DeskAtWork::open(at_fhir());
    stored(desk.sandbox(), &aino());
    let mut desk = desk.closed().reopened(at_fhir());
    desk.settle().press("Alt+1").press("Alt+N");
    for text in ["Aino", "Kivelä", "01.05.1950"] {
        desk.press("Ctrl+U").types(text).press("Tab");
    }
    desk.press("Ctrl+S").settle();
    desk.sees("Aino von Berg");
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    let made = desk.requests();
    let is_patient =
        |one: &&Value| one["method"] == "POST" && one["body"]["birthDate"] == "1950-05-01";
    assert_eq!(
        made.iter().filter(is_patient).count(),
        1,
        "only the one of before"
    );
}

#[test]
fn a_row_of_a_file_finds_a_patient_by_any_of_her_names() {
    let shell = FhirShell::open();
    stored(&shell.0.sandbox, &aino());
    let file = shell.0.home("visits.csv");
    let rows = "backend,patientName,birthDate,practitionerId,start,minutesDuration\n\
                fhir,Aino Kivela,1950-05-01,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    shell
        .run(&format!("batch {} --yes", file.display()))
        .ends_with(0);
    assert_eq!(shell.changes().last().map(String::as_str), Some("POST"));
}

#[test]
fn a_server_that_lists_nobody_is_searched_and_booked_at() {
    for refused in [&[][..], &["family:contains"][..]] {
        let shell = FhirShell::open();
        let ids = all_stored(&shell.0.sandbox, &with_odd_names());
        let served = shell.0.sandbox.served("fhir").expect("it is served");
        let url = refusing_lists(&served.url, refused);
        let run = |line: &str| {
            shell
                .0
                .run_in(line, |command| at(command, &url, served.key))
        };
        for (typed, place) in [
            ("nunez", 3),
            ("MRN-004711", 0),
            ("maria.cruz@example.com", 0),
        ] {
            let found = run(&format!("find patients {typed}")).ends_with(0).out;
            assert!(found.contains(&ids[place]), "{typed}: {found}");
        }
        let found = run("find practitioners ivers").ends_with(0).out;
        assert!(found.contains("Karin Ivers"), "{found}");
        let line = "book --backend fhir --line nunez+ki+10.02.2099+10:00+30min --yes";
        run(line).ends_with(0);
    }
}

/// One of two patients of the same name and birth date.
fn twin(number: &str) -> Value {
    let kind = json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]});
    json!({
        "resourceType": "Patient", "birthDate": "1950-05-01",
        "name": [{"family": "Lindqvist", "given": ["Bo"]}],
        "identifier": [{"system": "https://practice.example/mrn", "type": kind, "value": number}],
    })
}

#[test]
fn namesakes_are_told_apart_by_their_numbers() {
    let desk = DeskAtWork::open(at_fhir());
    all_stored(desk.sandbox(), &[twin("4711"), twin("4712")]);
    let mut desk = desk.closed().reopened(at_fhir());
    desk.settle().press("Alt+1");
    desk.fill("Patient", "lindqvist").settle();
    desk.sees("MRN 4711").sees("MRN 4712");
    desk.press("Ctrl+U").press("Ctrl+E");
    desk.types("lindqvist ki").settle();
    desk.sees("MRN 4711").sees("MRN 4712");
}

#[test]
fn a_list_in_the_shell_tells_namesakes_apart_by_their_numbers() {
    let shell = FhirShell::open();
    all_stored(&shell.0.sandbox, &[twin("4711"), twin("4712")]);
    let found = shell.run("find patients lindqvist").ends_with(0).out;
    for number in ["1 May 1950 · MRN 4711", "1 May 1950 · MRN 4712"] {
        assert!(found.contains(number), "{found}");
    }
}

#[test]
fn the_entry_line_takes_a_number_with_letters_also_with_a_sign_behind_it() {
    let desk = DeskAtWork::open(at_fhir());
    let numbers = ["MRN-004711", "Q900"];
    all_stored(desk.sandbox(), &numbers.map(twin));
    let mut desk = desk.closed().reopened(at_fhir());
    desk.settle();
    for number in numbers {
        for rest in [" ki f", " >", ">", "-", "+"] {
            desk.press("Ctrl+E Ctrl+U");
            desk.types(&format!("{number}{rest}")).settle();
            desk.sees("Bo Lindqvist");
            assert!(
                !desk.screen().contains("can't be read"),
                "{}",
                desk.screen()
            );
        }
    }
}
