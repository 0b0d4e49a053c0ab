//! A practice whose visits have a place and a service: fields of the form where the configuration asks for them.

use booking::{ClinicId, ClinicSettings};
use headless::Options;
use sandbox::SandboxOptions;
use serde_json::{Value, json};

use super::numbers::{at_site, run_told, site};
use super::program::{FhirShell, VISIT};
use crate::desk_at_work::{DeskAtWork, at_fhir};
use crate::shell::Shell;

const ASKS_FOR: &str = "asks_for = [\"place\", \"healthcare_service\"]\n";

fn with_places() -> ClinicId {
    let clinic = site("Places");
    clinic.configure(ClinicSettings {
        asks_for: clinic.optional_fields().to_vec(),
        ..ClinicSettings::default()
    });
    clinic
}

fn participants(body: &Value) -> Vec<&str> {
    let participants = body["participant"].as_array().expect("participants");
    let references = participants
        .iter()
        .map(|one| one["actor"]["reference"].as_str().unwrap_or_default());
    references.collect()
}

fn shell() -> FhirShell {
    let options = SandboxOptions {
        has_practice: true,
        ..SandboxOptions::default()
    };
    FhirShell(Shell::open_with(options, "2099-02-09T08:00:00Z"))
}

#[test]
fn a_place_and_a_service_are_typed_by_name_and_take_part_in_the_visit() {
    let desk = DeskAtWork::open(Options {
        has_practice: true,
        ..at_fhir()
    });
    let options = Options {
        has_practice: true,
        ..at_site(with_places(), desk.sandbox())
    };
    let mut desk = desk.closed().reopened(options);
    desk.settle()
        .press("Alt+1")
        .fill("Patient", "pt-abc123")
        .fill("Practitioner", "prac-brandt-1")
        .fill("Start", "23.11.2026 14:30")
        .fill("Minutes", "30")
        .fill("Place", "annex")
        .settle();
    assert_eq!(desk.rows(), ["Annex Hill Road"], "{}", desk.screen());
    desk.press("Down").press("Enter").settle();
    desk.fill("Service", "travel").settle();
    desk.press("Down").press("Enter").settle();
    desk.book_at_once();
    let requests = desk.sandbox().requests().expect("the sandbox answers");
    let sent = requests
        .iter()
        .find(|one| one["method"] == "POST")
        .expect("it was sent");
    assert_eq!(
        participants(&sent["body"]),
        [
            "Patient/pt-abc123",
            "Practitioner/prac-brandt-1",
            "Location/loc-annex",
            "HealthcareService/travel"
        ]
    );
    desk.turn_to("appointment")
        .sees("Annex Hill Road")
        .sees("Travel clinic");
}

#[test]
fn a_command_takes_them_only_where_the_configuration_asks_for_them() {
    let shell = shell();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let line = format!("{VISIT} --place annex --healthcare-service travel");
    let said = run_told(&shell, &served.url, ASKS_FOR, &line).ends_with(0);
    let made: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(made["outcome"], json!("booked"), "{}", said.out);
    let id = made["appointment"]["id"].as_str().expect("an id");
    let said = run_told(&shell, &served.url, ASKS_FOR, &format!("show {id}")).ends_with(0);
    for name in ["Annex Hill Road", "Travel clinic"] {
        assert!(said.out.contains(name), "{}", said.out);
    }
    let said = shell.run(&line).ends_with(2);
    assert!(said.err.contains("asks_for"), "{}", said.err);
}

#[test]
fn a_place_that_is_out_of_use_is_not_offered() {
    let shell = shell();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let line = format!("{VISIT} --place cellar");
    run_told(&shell, &served.url, ASKS_FOR, &line).ends_with(2);
}

#[test]
fn the_places_of_a_practice_are_found_whether_or_not_visits_have_them() {
    let shell = shell();
    let said = shell
        .run("find locations annex --backend fhir")
        .ends_with(0);
    assert!(said.out.starts_with("fhir\tloc-annex\t"), "{}", said.out);
    assert!(said.out.contains("Annex Hill Road"), "{}", said.out);
}
