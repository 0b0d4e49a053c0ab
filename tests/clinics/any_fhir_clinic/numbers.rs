//! A practice whose configuration says which numbers its patients have: they are shown, searched for and given under
//! their names.

use std::fs;

use booking::clinics::FHIR;
use booking::{ClinicId, ClinicSettings, Clinics, NumberSystem, SiteName};
use headless::{Options, TestSandbox};
use serde_json::{Value, json};

use super::practice::all_stored;
use super::program::FhirShell;
use crate::desk_at_work::{DeskAtWork, at_fhir};
use crate::shell::Said;

const CHART: &str = "https://practice.example/mrn";
const INSURANCE: &str = "urn:oid:1.2.3.4";

/// A clinic of this name.
pub(super) fn site(name: &str) -> ClinicId {
    let name = SiteName::new(name).expect("a name");
    FHIR.named(&name).expect("a row")
}

/// A desk at this clinic alone, whose server is the sandbox.
pub(super) fn at_site(site: ClinicId, sandbox: &TestSandbox) -> Options {
    let served = sandbox.served("fhir").expect("it is served");
    Options {
        clinic: site,
        clinics: Clinics::of(&[site]),
        addresses_of: vec![(site, served.url.clone())],
        keys_of: vec![(site, served.key.to_owned())],
        ..at_fhir()
    }
}

fn with_numbers() -> ClinicId {
    let number = |name, system| NumberSystem::new(name, system).expect("a kind of numbers");
    let settings = ClinicSettings {
        numbers: vec![number("mrn", CHART), number("insurance", INSURANCE)],
        ..ClinicSettings::default()
    };
    let clinic = site("Numbers");
    clinic.configure(settings);
    clinic
}

/// A patient with a number of each system, of an unknown type, and one of another system.
fn patient(chart: &str, insurance: &str) -> Value {
    let number = |system: &str, value: &str| json!({"system": system, "value": value});
    json!({
        "resourceType": "Patient", "birthDate": "1950-05-01",
        "name": [{"family": "Lindqvist", "given": ["Bo"]}],
        "identifier": [number("urn:other", "OTHER-4711"), number(INSURANCE, insurance), number(CHART, chart)],
    })
}

/// The searches for identifiers that the server has received.
fn searches(sandbox: &TestSandbox) -> Vec<String> {
    let requests = sandbox.requests().expect("the sandbox answers");
    let paths = requests.iter().filter_map(|one| one["path"].as_str());
    let paths = paths.filter(|path| path.contains("Patient?identifier="));
    paths.map(str::to_owned).collect()
}

fn run(shell: &FhirShell, line: &str) -> Said {
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let told =
        format!("identifier_systems = {{ mrn = \"{CHART}\", insurance = \"{INSURANCE}\" }}\n");
    run_told(shell, &served.url, &told, line)
}

/// Runs a command at this server, with these lines in the clinic's table.
pub(super) fn run_told(shell: &FhirShell, url: &str, told: &str, line: &str) -> Said {
    let file = shell.0.home("told.toml");
    let table = format!("[fhir]\nurl = \"{url}\"\ntimezone = \"Europe/Berlin\"\n{told}");
    fs::write(&file, table).expect("a configuration");
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    shell.0.run_in(line, |command| {
        super::program::at(command, url, served.key);
        command.env("BOOKDESK_CONFIG", &file);
    })
}

#[test]
fn a_number_is_searched_for_in_the_systems_of_the_practice_and_shown_under_its_name() {
    let shell = FhirShell::open();
    let ids = all_stored(
        &shell.0.sandbox,
        &[patient("P-4711", "X1"), patient("P-4712", "X2")],
    );
    let found = run(&shell, "find patients P-4712").ends_with(0).out;
    assert!(
        found.contains(&ids[1]) && !found.contains(&ids[0]),
        "{found}"
    );
    let sent = searches(&shell.0.sandbox);
    let tokens = [format!("{CHART}|P-4712"), format!("{INSURANCE}|P-4712")];
    let [query] = &sent[..] else {
        panic!("{sent:?}");
    };
    let decoded = query.replace("%3A", ":").replace("%2F", "/");
    let decoded = decoded.replace("%7C", "|").replace("%2C", ",");
    for token in tokens {
        assert!(decoded.contains(&token), "{decoded}");
    }
    let found = run(&shell, "find patients lindqvist").ends_with(0).out;
    for number in ["MRN P-4711", "MRN P-4712"] {
        assert!(found.contains(number), "{found}");
    }
    let found = run(&shell, "find patients OTHER-4711").ends_with(0).out;
    assert!(
        found.contains(&ids[0]) && found.contains(&ids[1]),
        "of another system: {found}"
    );
}

#[test]
fn a_new_patient_is_given_the_numbers_of_the_practice() {
    let desk = DeskAtWork::open(at_fhir());
    let options = at_site(with_numbers(), desk.sandbox());
    let mut desk = desk.closed().reopened(options);
    desk.settle().press("Alt+1").press("Alt+N");
    desk.sees("MRN").sees("Insurance");
    for text in [
        "Bo",
        "Lindqvist",
        "01.05.1950",
        "",
        "",
        "",
        "P-4713",
        "X123",
    ] {
        desk.press("Ctrl+U").types(text).press("Tab");
    }
    desk.press("Ctrl+S").settle();
    let made = desk.requests();
    let is_patient =
        |one: &&Value| one["method"] == "POST" && one["body"]["resourceType"] == "Patient";
    let made: Vec<&Value> = made.iter().filter(is_patient).collect();
    let [made] = made[..] else {
        panic!("{}", desk.screen());
    };
    let given = &made["body"]["identifier"];
    assert_eq!(given[0]["system"], "urn:bookdesk:booking", "{given}");
    assert_eq!(given[1], json!({"system": CHART, "value": "P-4713"}));
    assert_eq!(given[2], json!({"system": INSURANCE, "value": "X123"}));
}

#[test]
fn the_doctor_tells_the_numbers_and_codes_of_a_practice() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let told = format!(
        "identifier_systems = {{ mrn = \"{CHART}\" }}\n\
         [fhir.value_sets]\nspecialty = \"https://clinic.example/ValueSet/what\"\n\
         [fhir.codes]\nservice_type = [ {{ code = \"124\", display = \"General practice\" }} ]\n"
    );
    let said = run_told(&shell, &served.url, &told, "doctor");
    for text in [
        format!("MRN {CHART}"),
        "1 of the configuration".to_owned(),
        "https://clinic.example/ValueSet/what".to_owned(),
    ] {
        assert!(said.out.contains(&text), "{text}: {}", said.out);
    }
}
