//! A practice as others keep it: groups, second practitioners, roles in place of practitioners, and references of every
//! shape. Whoever takes part is taken.

use std::fs;

use booking::clinics::FHIR;
use booking::{Days, Provider, Slot};
use chrono::{DateTime, Utc};
use headless::TestSandbox;
use serde_json::{Value, json};
use zones::Zone;

use super::program::{FhirShell, VISIT};
use super::{PRACTITIONER, client, runtime};
use crate::desk_at_work::{DeskAtWork, at_fhir, plain_http};

/// Thaddeus Okonkwo.
pub(super) const OKONKWO: &str = "prac-t5w9be";

/// Stores a record as another system does, and returns its id.
pub(super) fn stored(sandbox: &TestSandbox, record: &Value) -> String {
    let ids = all_stored(sandbox, std::slice::from_ref(record));
    ids.into_iter().next().expect("an id")
}

/// Stores several records, one after the other, and returns their ids.
pub(super) fn all_stored(sandbox: &TestSandbox, records: &[Value]) -> Vec<String> {
    let served = sandbox.served(FHIR.word()).expect("it is served");
    let http = plain_http();
    let store = async |record: &Value| -> Value {
        let kind = record["resourceType"].as_str().expect("a kind");
        let sent = http
            .post(format!("{}/{kind}", served.url))
            .bearer_auth(served.key)
            .json(record)
            .send()
            .await;
        sent.expect("it is answered").json().await.expect("JSON")
    };
    runtime().block_on(async {
        let mut ids = Vec::new();
        for record in records {
            let answer = store(record).await;
            let id = answer["id"].as_str().map(str::to_owned);
            ids.push(id.unwrap_or_else(|| panic!("{answer}")));
        }
        ids
    })
}

/// A participant with this reference.
fn takes_part(reference: &str) -> Value {
    json!({"actor": {"reference": reference}, "status": "accepted"})
}

/// A visit of half an hour at this time, with these participants.
pub(super) fn appointment(start: &str, actors: &[&str]) -> Value {
    let start: DateTime<Utc> = start.parse().expect("an instant");
    let end = start + chrono::TimeDelta::minutes(30);
    json!({
        "resourceType": "Appointment",
        "status": "booked",
        "start": start.to_rfc3339(),
        "end": end.to_rfc3339(),
        "participant": actors.iter().map(|actor| takes_part(actor)).collect::<Vec<_>>(),
    })
}

/// Another patient of the practice.
pub(super) fn another_patient(sandbox: &TestSandbox) -> String {
    let name = json!([{"family": "Lindqvist", "given": ["Bo"]}]);
    let id = stored(
        sandbox,
        &json!({"resourceType": "Patient", "active": true, "name": name}),
    );
    format!("Patient/{id}")
}

/// A role of Karin Ivers.
fn role(sandbox: &TestSandbox) -> String {
    role_of(sandbox, PRACTITIONER)
}

/// Another system gives a practitioner a role. Returns the reference to it.
pub(super) fn role_of(sandbox: &TestSandbox, practitioner: &str) -> String {
    let practitioner = json!({"reference": format!("Practitioner/{practitioner}")});
    let role =
        json!({"resourceType": "PractitionerRole", "active": true, "practitioner": practitioner});
    format!("PractitionerRole/{}", stored(sandbox, &role))
}

/// What is wrong with the start of a visit of Maria Schmidt with Karin Ivers on Wednesday 10 February 2027 at 10:00,
/// where another visit with these participants is at the same time; `*` stands for another patient.
fn said_beside(actors: &[&str]) -> String {
    let mut desk = DeskAtWork::open(at_fhir());
    let other = another_patient(desk.sandbox());
    let actors: Vec<&str> = actors
        .iter()
        .map(|actor| if *actor == "*" { other.as_str() } else { actor })
        .collect();
    stored(
        desk.sandbox(),
        &appointment("2027-02-10T09:00:00Z", &actors),
    );
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", PRACTITIONER)
        .settle();
    desk.problem_at("Start")
}

#[test]
fn whoever_takes_part_second_is_taken() {
    let karin = format!("Practitioner/{PRACTITIONER}");
    let okonkwo = format!("Practitioner/{OKONKWO}");
    let said = said_beside(&["*", &okonkwo, &karin]);
    assert!(said.starts_with("Karin Ivers already has "), "{said}");
    let said = said_beside(&["*", "Patient/pt-abc123", &okonkwo]);
    assert!(said.starts_with("Maria Schmidt already has "), "{said}");
}

#[test]
fn a_reference_is_read_in_every_shape_and_one_to_another_server_is_nobody_here() {
    let here = format!("Practitioner/{PRACTITIONER}/_history/1");
    let said = said_beside(&["*", &here]);
    assert!(said.starts_with("Karin Ivers already has "), "{said}");
    let elsewhere = format!("https://elsewhere.example/fhir/Practitioner/{PRACTITIONER}");
    assert_eq!(said_beside(&["*", &elsewhere]), "");
}

#[test]
fn a_whole_address_of_the_server_itself_is_a_practitioner_of_it() {
    let mut desk = DeskAtWork::open(at_fhir());
    let other = another_patient(desk.sandbox());
    let url = desk.sandbox().served("fhir").expect("it is served").url;
    let karin = format!("{url}/Practitioner/{PRACTITIONER}");
    let visit = appointment("2027-02-10T09:00:00Z", &[&other, &karin]);
    stored(desk.sandbox(), &visit);
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", PRACTITIONER)
        .settle();
    let said = desk.problem_at("Start");
    assert!(said.starts_with("Karin Ivers already has "), "{said}");
}

#[test]
fn a_role_is_its_practitioner_in_conflicts_and_on_the_board() {
    let mut desk = DeskAtWork::open(at_fhir());
    let (other, role) = (another_patient(desk.sandbox()), role(desk.sandbox()));
    let visit = appointment("2027-02-10T09:00:00Z", &[&other, &role]);
    stored(desk.sandbox(), &visit);
    desk.fill_a_visit("10.02.2027 10:00")
        .fill("Practitioner", PRACTITIONER)
        .settle();
    let said = desk.problem_at("Start");
    assert!(said.starts_with("Karin Ivers already has "), "{said}");
    desk.book();
    assert_ne!(desk.asked(), "", "{}", desk.screen());
    assert!(
        desk.creates()
            .iter()
            .all(|one| one["body"]["participant"][0]["actor"]["reference"] != "Patient/pt-abc123")
    );
}

#[test]
fn free_times_are_those_of_nobody_who_takes_part_under_a_role() {
    let desk = DeskAtWork::open(at_fhir());
    let (other, role) = (another_patient(desk.sandbox()), role(desk.sandbox()));
    let day = Days::new(
        "2026-11-24".parse().expect("a day"),
        "2026-11-24".parse().expect("a day"),
        Zone::BERLIN,
    )
    .expect("a day");
    let free = |desk: &DeskAtWork| -> Vec<Slot> {
        let served = desk.sandbox().served("fhir").expect("it is served");
        let karin = Provider::named(FHIR, PRACTITIONER).expect("an id");
        let client = client(&served.url, Some(served.key));
        let free = client.read(FHIR, |api| api.free_times(&karin, &day, None));
        runtime().block_on(free).expect("free times").slots
    };
    let before = free(&desk);
    let first = before.first().expect("something is free").start;
    stored(
        desk.sandbox(),
        &appointment(&first.to_rfc3339(), &[&other, &role]),
    );
    assert!(free(&desk).iter().all(|slot| slot.start != first));
    // The role has a schedule of its own.
    let schedule =
        json!({"resourceType": "Schedule", "active": true, "actor": [{"reference": role}]});
    let schedule = stored(desk.sandbox(), &schedule);
    let slot = json!({
        "resourceType": "Slot", "status": "free", "schedule": {"reference": format!("Schedule/{schedule}")},
        "start": "2026-11-24T19:00:00Z", "end": "2026-11-24T19:30:00Z",
    });
    stored(desk.sandbox(), &slot);
    let evening: DateTime<Utc> = "2026-11-24T19:00:00Z".parse().expect("an instant");
    assert!(free(&desk).iter().any(|slot| slot.start == evening));
}

#[test]
fn a_visit_of_two_practitioners_is_in_both_columns_and_stops_a_row_and_a_command() {
    let shell = FhirShell::open();
    let other = another_patient(&shell.0.sandbox);
    let actors = [
        other.as_str(),
        &format!("Practitioner/{OKONKWO}"),
        &format!("Practitioner/{PRACTITIONER}"),
    ];
    stored(
        &shell.0.sandbox,
        &appointment("2099-02-10T09:00:00Z", &actors),
    );
    let board = shell.run("board --on 10.02.2099").ends_with(0);
    for name in ["Karin Ivers", "Thaddeus Okonkwo"] {
        assert!(board.out.contains(name), "{}", board.out);
    }
    let booked = VISIT.replace(" --yes", "");
    shell.run(&booked).ends_with(5);
    let file = shell.0.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    let said = shell.run(&format!("batch {} --dry-run", file.display()));
    assert!(said.out.contains("Karin Ivers already has"), "{}", said.out);
}

#[test]
fn with_another_practitioner_a_group_stays_a_group_and_keeps_all_that_its_record_holds() {
    let shell = FhirShell::open();
    let other = another_patient(&shell.0.sandbox);
    let karin = format!("Practitioner/{PRACTITIONER}");
    let actors = ["Patient/pt-abc123", &other, &karin, "Device/ultrasound-1"];
    let mut visit = appointment("2099-02-10T09:00:00Z", &actors);
    visit["serviceType"] = json!([{"coding": [{"system": "http://codes.example", "code": "us"}]}]);
    visit["extension"] = json!([{"url": "http://codes.example/room", "valueString": "2"}]);
    let id = stored(&shell.0.sandbox, &visit);
    shell
        .run(&format!("move {id} --practitioner-id {OKONKWO} --yes"))
        .ends_with(0);
    let creates = shell.0.sandbox.requests().expect("the sandbox answers");
    let mut creates = creates.iter().filter(|one| {
        one["method"] == "POST" && one["body"]["identifier"][0]["system"] == "urn:bookdesk:booking"
    });
    let body = &creates.next().expect("a new visit")["body"];
    let okonkwo = format!("Practitioner/{OKONKWO}");
    let present: Vec<Value> = ["Patient/pt-abc123", &other, &okonkwo, "Device/ultrasound-1"]
        .iter()
        .map(|actor| takes_part(actor))
        .collect();
    assert_eq!(body["participant"], json!(present));
    assert_eq!(body["serviceType"], visit["serviceType"]);
    assert_eq!(body["extension"], visit["extension"]);
    assert_eq!(body.get("id"), None, "{body}");
    assert!(creates.next().is_none());
}

/// Another system publishes half an hour of Karin Ivers at ten in the morning on each of these days in winter.
pub(crate) fn publishes(sandbox: &TestSandbox, days: &[&str]) {
    let karin = json!([{"reference": format!("Practitioner/{PRACTITIONER}")}]);
    let schedule = json!({"resourceType": "Schedule", "active": true, "actor": karin});
    let schedule = stored(sandbox, &schedule);
    let slot = |day: &&str| {
        json!({
            "resourceType": "Slot", "status": "free",
            "schedule": {"reference": format!("Schedule/{schedule}")},
            "start": format!("{day}T09:00:00Z"), "end": format!("{day}T09:30:00Z"),
        })
    };
    let slots: Vec<Value> = days.iter().map(slot).collect();
    all_stored(sandbox, &slots);
}

/// Another system sets half an hour of Karin Ivers, in a schedule of her own, to this status.
fn takes_out(sandbox: &TestSandbox, status: &str, day: &str) {
    let karin = json!([{"reference": format!("Practitioner/{PRACTITIONER}")}]);
    let schedule = json!({"resourceType": "Schedule", "active": true, "actor": karin});
    let schedule = stored(sandbox, &schedule);
    let slot = json!({
        "resourceType": "Slot", "status": status, "comment": "Team meeting",
        "schedule": {"reference": format!("Schedule/{schedule}")},
        "start": format!("{day}T09:00:00Z"), "end": format!("{day}T09:30:00Z"),
    });
    stored(sandbox, &slot);
}

#[test]
fn a_time_that_others_have_blocked_is_asked_about_with_its_reason() {
    for status in ["busy", "busy-unavailable", "busy-tentative"] {
        let mut desk = DeskAtWork::open(at_fhir());
        takes_out(desk.sandbox(), status, "2027-02-10");
        desk.fill_a_visit("10.02.2027 10:00")
            .fill("Practitioner", PRACTITIONER)
            .settle();
        assert_eq!(
            desk.problem_at("Start"),
            "Karin Ivers has a published time 10:00–10:30 that is not free: Team meeting.",
            "{status}"
        );
        desk.book_all_the_same();
        let creates = desk.creates();
        let body = &creates.last().expect("a create")["body"];
        assert_eq!(body.get("slot"), None, "a slot of others is not named");
    }
}

#[test]
fn a_time_that_others_have_blocked_stops_a_command_and_warns_of_a_row() {
    let shell = FhirShell::open();
    takes_out(&shell.0.sandbox, "busy-unavailable", "2099-02-10");
    shell.run(&VISIT.replace(" --yes", "")).ends_with(5);
    let file = shell.0.home("visits.csv");
    let rows = "backend,patientId,practitionerId,start,minutesDuration\n\
                fhir,pt-abc123,ki,10.02.2099 10:00,30\n";
    fs::write(&file, rows).expect("a file");
    let said = shell.run(&format!("batch {} --dry-run", file.display()));
    assert!(said.out.contains("Team meeting"), "{}", said.out);
}

/// A patient called Bo Lindqvist with these further members.
fn lindqvist(sandbox: &TestSandbox, further: &Value) -> String {
    let name = json!([{"family": "Lindqvist", "given": ["Bo"]}]);
    let mut patient = json!({"resourceType": "Patient", "name": name, "birthDate": "1950-05-01"});
    let further = further.as_object().cloned().unwrap_or_default();
    patient.as_object_mut().expect("an object").extend(further);
    stored(sandbox, &patient)
}

#[test]
fn a_record_that_is_not_in_use_is_marked_and_asked_about() {
    let merged = json!({"active": false,
                        "link": [{"type": "replaced-by", "other": {"reference": "Patient/pt-abc123"}}]});
    for (further, mark, said) in [
        (
            json!({"deceasedDateTime": "2026-10-01"}),
            "deceased",
            "Bo Lindqvist is marked as deceased.",
        ),
        (
            merged,
            "replaced by pt-abc123",
            "This record of Bo Lindqvist was replaced by pt-abc123.",
        ),
        (
            json!({"active": false}),
            "not active",
            "This record of Bo Lindqvist is not active.",
        ),
    ] {
        let mut desk = DeskAtWork::open(at_fhir());
        let id = lindqvist(desk.sandbox(), &further);
        desk.fill("Patient", &id)
            .fill("Start", "10.02.2027 10:00")
            .fill("Minutes", "30")
            .settle()
            .sees(mark);
        assert_eq!(desk.problem_at("Start"), said);
        desk.book_all_the_same();
    }
}

/// Bo Lindqvist, whose record was merged into that of Maria Schmidt.
fn merged(sandbox: &TestSandbox) -> String {
    let link = json!([{"type": "replaced-by", "other": {"reference": "Patient/pt-abc123"}}]);
    lindqvist(sandbox, &json!({"active": false, "link": link}))
}

#[test]
fn the_record_that_replaces_a_merged_one_is_taken_by_one_key() {
    let mut desk = DeskAtWork::open(at_fhir());
    let id = merged(desk.sandbox());
    desk.fill("Patient", &id)
        .fill("Start", "10.02.2027 10:00")
        .fill("Minutes", "30")
        .settle()
        .book();
    desk.sees("take Maria Schmidt, pt-abc123, instead");
    let last = desk.desk().choices().len();
    desk.press(&last.to_string()).settle();
    assert_eq!(desk.asked(), "", "{}", desk.screen());
    assert_eq!(desk.text("Patient"), "pt-abc123");
    assert!(
        desk.creates()
            .iter()
            .all(|one| one["body"]["resourceType"] != "Appointment")
    );
    desk.book_at_once();
    let creates = desk.creates();
    let booked = &creates.last().expect("a create")["body"];
    let who = &booked["participant"][0]["actor"]["reference"];
    assert_eq!(*who, "Patient/pt-abc123");
}

#[test]
fn a_command_names_the_record_that_replaces_a_merged_one() {
    let shell = FhirShell::open();
    let id = merged(&shell.0.sandbox);
    let line = VISIT.replace(" --yes", "").replace("pt-abc123", &id);
    let said = shell.run(&line).ends_with(5);
    assert!(
        said.out.contains("Take pt-abc123 as the patient."),
        "{}",
        said.out
    );
}

#[test]
fn a_series_does_not_call_a_date_free_that_nobody_has_published() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.press("Esc").settle();
    desk.types("220385s ki f +2w mo 9 x12w")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["overlay"], "bulk", "{}", desk.screen());
    let rows = desk.state()["bulk"]["rows"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let states: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["state"].as_str())
        .collect();
    assert_eq!(states.first(), Some(&"ready"), "{}", desk.screen());
    assert_eq!(states.last(), Some(&"conflict"), "{}", desk.screen());
    for _ in 0..11 {
        desk.press("Down");
    }
    desk.sees("Karin Ivers has published no times");
}

#[test]
fn a_practitioner_who_has_left_and_a_patient_who_has_died_stop_a_command() {
    let shell = FhirShell::open();
    let name = json!([{"family": "Halonen", "given": ["Aino"]}]);
    let left = json!({"resourceType": "Practitioner", "active": false, "name": name});
    let left = stored(&shell.0.sandbox, &left);
    let line = VISIT.replace(" --yes", "");
    let said = shell
        .run(&line.replace(" ki ", &format!(" {left} ")))
        .ends_with(5);
    assert!(
        said.out.contains("Aino Halonen is marked as not active."),
        "{}",
        said.out
    );
    let died = lindqvist(&shell.0.sandbox, &json!({"deceasedBoolean": true}));
    let said = shell.run(&line.replace("pt-abc123", &died)).ends_with(5);
    assert!(
        said.out.contains("Bo Lindqvist is marked as deceased."),
        "{}",
        said.out
    );
}

#[test]
fn the_name_and_the_number_in_use_are_shown_any_name_finds_and_a_correction_alters_those() {
    let sandbox = |desk: &DeskAtWork| {
        let patient = json!({
            "resourceType": "Patient", "birthDate": "1950-05-01",
            "name": [
                {"use": "maiden", "family": "Kivelä", "given": ["Aino"]},
                {"use": "official", "family": "von Berg", "given": ["Aino"],
                 "_family": {"extension": [{"url": "own-name", "valueString": "Berg"}]}}],
            "telecom": [
                {"system": "phone", "use": "old", "value": "+491111111"},
                {"system": "phone", "rank": 2, "value": "+492222222"},
                {"system": "phone", "rank": 1, "value": "+493333333"}],
        });
        stored(desk.sandbox(), &patient)
    };
    let mut desk = DeskAtWork::open(at_fhir());
    let id = sandbox(&desk);
    desk.fill("Patient", &id)
        .fill("Minutes", "30")
        .settle()
        .sees("Aino von Berg");
    let served = desk.sandbox().served("fhir").expect("it is served");
    let client = client(&served.url, Some(served.key));
    let read = |id: &str| {
        let person = client.read(FHIR, |api| api.person(id));
        runtime().block_on(person).expect("it is there")
    };
    let before = read(&id);
    assert_eq!(before.phone(), "+493333333");
    assert!(before.is_called("Aino Kivelä") && before.is_called("Aino von Berg"));
    desk.fill("Patient", &id)
        .press("Alt+K")
        .settle()
        .press("Tab")
        .types("von Linde")
        .press("Ctrl+S")
        .settle()
        .sees("Corrected: Aino von Linde");
    let sent = desk.requests();
    let is_patch = |one: &&Value| one["method"] == "PATCH";
    let steps = &sent.iter().find(is_patch).expect("a correction")["body"];
    let names = steps
        .as_array()
        .and_then(|steps| steps.iter().find(|step| step["path"] == "/name"));
    let names = &names.expect("names")["value"];
    assert_eq!(names[0]["family"], "Kivelä");
    let official = json!({"use": "official", "family": "von Linde", "given": ["Aino"]});
    assert_eq!(names[1], official);
}
