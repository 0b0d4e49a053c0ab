//! A practice that has codes for kinds of visits: chosen by what staff read, sent as codes, and shown by their words.

use std::fs;

use booking::{ClinicId, ClinicSettings, FieldId, SiteCode, SiteCodes};
use headless::TestSandbox;
use serde_json::{Value, json};

use super::numbers::{at_site, site};
use super::practice::{appointment, stored};
use super::program::{FhirShell, VISIT};
use super::thin_server::answering_each;
use super::{PRACTITIONER, numbers};
use crate::desk_at_work::{DeskAtWork, at_fhir};

const KINDS: &str = "https://practice.example/kinds";

fn code(code: &str, display: &str) -> SiteCode {
    SiteCode {
        code: code.to_owned(),
        display: display.to_owned(),
        system: Some(KINDS.to_owned()),
    }
}

/// The concept that this code is sent as.
fn concept(code: &str, display: &str) -> Value {
    json!({"coding": [{"code": code, "display": display, "system": KINDS}], "text": display})
}

fn field(clinic: ClinicId, key: &str) -> FieldId {
    clinic.field_by_key(key).expect("a field")
}

fn with_codes() -> ClinicId {
    let table = |codes: Vec<SiteCode>| SiteCodes {
        table: codes,
        value_set: None,
    };
    let clinic = site("Codes");
    let settings = ClinicSettings {
        codes: vec![
            (
                field(clinic, "appointmentType"),
                table(vec![
                    code("K1", "First visit"),
                    code("K2", "Check of a wound"),
                ]),
            ),
            (
                field(clinic, "cancelationReason"),
                table(vec![code("R1", "Patient is ill"), code("R2", "Bad roads")]),
            ),
        ],
        ..ClinicSettings::default()
    };
    clinic.configure(settings);
    clinic
}

/// A desk at the practice with a visit in its form.
fn desk() -> DeskAtWork {
    let desk = DeskAtWork::open(at_fhir());
    let options = at_site(with_codes(), desk.sandbox());
    let mut desk = desk.closed().reopened(options);
    desk.settle().press("Alt+1");
    with_visit(&mut desk);
    desk
}

fn with_visit(desk: &mut DeskAtWork) {
    desk.fill("Patient", "pt-abc123")
        .fill("Practitioner", PRACTITIONER)
        .fill("Start", "10.02.2027 10:00")
        .fill("Minutes", "30")
        .settle();
}

fn bodies(sandbox: &TestSandbox, method: &str) -> Vec<Value> {
    let requests = sandbox.requests().expect("the sandbox answers");
    let sent = requests
        .into_iter()
        .filter(|one| one["method"] == method && one["path"].to_string().contains("/Appointment"));
    sent.map(|one| one["body"].clone()).collect()
}

#[test]
fn a_kind_of_visit_is_chosen_by_its_words_and_sent_as_its_code() {
    let mut desk = desk();
    desk.fill("Appointment type", "wound");
    assert_eq!(desk.rows(), ["Check of a wound"], "{}", desk.screen());
    desk.press("Down").press("Enter").settle();
    desk.book_at_once();
    let sent = bodies(desk.sandbox(), "POST");
    assert_eq!(
        sent[0]["appointmentType"],
        concept("K2", "Check of a wound"),
        "{}",
        desk.screen()
    );
    desk.turn_to("appointment").sees("Check of a wound");
}

#[test]
fn a_typed_text_that_is_no_code_stays_text() {
    let mut desk = desk();
    desk.fill("Appointment type", "a talk").book_at_once();
    let sent = bodies(desk.sandbox(), "POST");
    assert_eq!(sent[0]["appointmentType"], json!({"text": "a talk"}));
}

#[test]
fn reasons_of_cancellation_are_those_of_the_practice() {
    let mut desk = desk();
    desk.book_at_once();
    desk.turn_to("appointment").press("x").settle();
    desk.sees("Patient is ill").sees("Bad roads");
    desk.types("roads").press("Ctrl+S").settle();
    let sent = bodies(desk.sandbox(), "PATCH");
    let steps = sent.last().and_then(Value::as_array).expect("a patch");
    let reason = steps
        .iter()
        .find(|step| step["path"] == "/cancelationReason");
    let reason = reason.map(|step| &step["value"]);
    assert_eq!(
        reason,
        Some(&concept("R2", "Bad roads")),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_code_without_words_is_shown_by_those_of_the_configuration() {
    let shell = FhirShell::open();
    let practitioner = format!("Practitioner/{PRACTITIONER}");
    let mut visit = appointment(
        "2099-02-10T09:00:00Z",
        &["Patient/pt-abc123", &practitioner],
    );
    visit["appointmentType"] = json!({"coding": [{"code": "K1", "system": KINDS}]});
    let id = stored(&shell.0.sandbox, &visit);
    let told = format!(
        "codes = {{ appointment_type = [ {{ code = \"K1\", display = \"First visit\", system = \"{KINDS}\" }} ] }}\n"
    );
    let url = shell.0.sandbox.served("fhir").expect("it is served").url;
    let said = numbers::run_told(&shell, &url, &told, &format!("show {id}")).ends_with(0);
    assert!(said.out.contains("First visit"), "{}", said.out);
}

/// Answers to requests for the statement and for the value set.
fn expanding(url: &str, operation: &str) -> String {
    let statement = json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{"resource": [
        {"type": "ValueSet", "operation": [{"name": operation}]},
        {"type": "Appointment"}, {"type": "Patient"}, {"type": "Slot"}]}]});
    let expansion = json!({"resourceType": "ValueSet", "expansion": {"contains": [
        {"system": KINDS, "code": "K0", "display": "Visits", "abstract": true, "contains": [
            {"system": KINDS, "code": "K7", "display": "Home visit"}]},
        {"system": KINDS, "code": "K8", "display": "Old kind", "inactive": true}]}});
    answering_each(
        url,
        vec![("/metadata", statement), ("/ValueSet/", expansion)],
    )
}

/// A desk at a practice whose server expands the value sets of kinds of visits and of reasons, with a visit in its form.
fn desk_with_value_sets() -> DeskAtWork {
    let desk = DeskAtWork::open(at_fhir());
    let clinic = site("Sets");
    let value_set = || SiteCodes {
        table: Vec::new(),
        value_set: Some("https://practice.example/vs".to_owned()),
    };
    let of = |key| (field(clinic, key), value_set());
    clinic.configure(ClinicSettings {
        codes: vec![of("appointmentType"), of("cancelationReason")],
        ..ClinicSettings::default()
    });
    let mut options = at_site(clinic, desk.sandbox());
    let served = desk.sandbox().served("fhir").expect("it is served");
    options.addresses_of = vec![(clinic, expanding(&served.url, "expand"))];
    let mut desk = desk.closed().reopened(options);
    desk.settle().press("Alt+1");
    with_visit(&mut desk);
    desk
}

/// Books a visit of a kind at a practice whose configuration names a value set beside a table, and returns its kind.
fn booked_as(kind: &str, operation: &str) -> Value {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = expanding(&served.url, operation);
    let told = "value_sets = { appointment_type = \"https://practice.example/vs\" }\n\
                codes = { appointment_type = [ { code = \"K9\", display = \"Table visit\" } ] }\n";
    let line = format!("{VISIT} --appointment-type {kind}");
    numbers::run_told(&shell, &url, told, &line).ends_with(0);
    bodies(&shell.0.sandbox, "POST")[0]["appointmentType"].clone()
}

#[test]
fn a_server_that_expands_value_sets_tells_the_codes() {
    let home = concept("K7", "Home visit");
    assert_eq!(booked_as("home+visit", "expand"), home);
    assert_eq!(booked_as("K7", "expand"), home, "by the code itself");
    for none in ["Visits", "Old+kind", "Table+visit"] {
        let text = none.replace('+', " ");
        assert_eq!(booked_as(none, "expand"), json!({"text": text}));
    }
}

#[test]
fn where_the_server_expands_none_the_codes_are_those_of_the_table() {
    let table =
        json!({"coding": [{"code": "K9", "display": "Table visit"}], "text": "Table visit"});
    assert_eq!(booked_as("table+visit", "validate-code"), table);
    assert_eq!(
        booked_as("Home+visit", "validate-code"),
        json!({"text": "Home visit"})
    );
}

#[test]
fn at_the_desk_the_codes_of_a_value_set_are_offered_and_sent() {
    let mut desk = desk_with_value_sets();
    desk.fill("Appointment type", "home");
    assert_eq!(desk.rows(), ["Home visit"], "{}", desk.screen());
    desk.press("Down").press("Enter").settle();
    desk.book_at_once();
    let sent = bodies(desk.sandbox(), "POST");
    let home = concept("K7", "Home visit");
    assert_eq!(sent[0]["appointmentType"], home, "{}", desk.screen());
}

#[test]
fn a_reason_of_a_value_set_is_typed_into_the_card_of_a_cancellation() {
    let mut desk = desk_with_value_sets();
    desk.book_at_once();
    desk.turn_to("appointment").press("x").settle();
    desk.types("home visit")
        .press("Down")
        .press("Ctrl+S")
        .settle();
    let sent = bodies(desk.sandbox(), "PATCH");
    let steps = sent.last().and_then(Value::as_array).expect("a patch");
    let reason = steps
        .iter()
        .find(|step| step["path"] == "/cancelationReason");
    let home = concept("K7", "Home visit");
    let reason = reason.map(|step| &step["value"]);
    assert_eq!(reason, Some(&home), "{}", desk.screen());
}

#[test]
fn in_a_file_a_kind_of_visit_is_named_by_its_words_or_its_code() {
    let shell = FhirShell::open();
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = expanding(&served.url, "expand");
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration,appointmentType\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30,home visit\n\
                fhir,pt-abc123,ki,11.02.2099 10:00,30,k7\n\
                fhir,pt-abc123,ki,12.02.2099 10:00,30,a talk\n";
    fs::write(&file, rows).expect("a file");
    let told = "value_sets = { appointment_type = \"https://practice.example/vs\" }\n";
    let line = format!("batch {} --yes --concurrency 1", file.display());
    numbers::run_told(&shell, &url, told, &line).ends_with(0);
    let kinds: Vec<Value> = bodies(&shell.0.sandbox, "POST")
        .iter()
        .map(|body| body["appointmentType"].clone())
        .collect();
    let home = concept("K7", "Home visit");
    assert_eq!(kinds, [home.clone(), home, json!({"text": "a talk"})]);
}
