//! An appointment and an absence of several days, which other systems keep as one record, take each of those days; the
//! schedule of a colleague at the same place is nobody else's.

use std::fs;

use booking::clinics::FHIR;
use booking::{Basis, Clinics, Days, Provider};
use headless::{Options, TestSandbox};
use serde_json::{Value, json};
use zones::Zone;

use super::practice::{OKONKWO, stored};
use super::program::{FhirShell, VISIT};
use super::{PRACTITIONER, client, runtime};
use crate::desk_at_work::{DeskAtWork, at_fhir};

/// A colleague without a schedule.
const WITHOUT_SCHEDULE: &str = "prac-j6v1od";

/// Karin Ivers is at a congress from Monday 9 February 2099 to Saturday, which is kept as an appointment without a patient.
fn congress() -> Value {
    json!({
        "resourceType": "Appointment", "status": "booked", "description": "Congress",
        "start": "2099-02-09T07:00:00Z", "end": "2099-02-14T17:00:00Z",
        "participant": [{"actor": {"reference": format!("Practitioner/{PRACTITIONER}")}, "status": "accepted"}],
    })
}

/// The same as a slot of her schedule.
fn congress_as_slot() -> Value {
    json!({
        "resourceType": "Slot", "schedule": {"reference": "Schedule/sched-ki4v9r"},
        "status": "busy-unavailable", "comment": "Congress",
        "start": "2099-02-09T07:00:00Z", "end": "2099-02-14T17:00:00Z",
    })
}

#[test]
fn what_takes_several_days_stops_a_command_and_a_row_on_each_of_them() {
    for record in [congress(), congress_as_slot()] {
        let shell = FhirShell::open();
        stored(&shell.0.sandbox, &record);
        for day in ["10", "12", "13"] {
            let visit = VISIT
                .replace(" --yes", "")
                .replace("10.02.2099", &format!("{day}.02.2099"));
            shell.run(&visit).ends_with(5);
            let file = shell.0.home("visits.csv");
            let rows = format!(
                "backend,patientId,practitionerId,start,minutesDuration\n\
                 fhir,pt-abc123,ki,{day}.02.2099 10:00,30\n"
            );
            fs::write(&file, rows).expect("a file");
            let said = shell.run(&format!("batch {} --dry-run", file.display()));
            assert!(said.out.contains("Karin Ivers"), "{day}: {}", said.out);
            let slots = shell.run(&format!(
                "find slots --practitioner-id ki --on {day}.02.2099"
            ));
            assert!(!slots.out.contains("10:00"), "{day}: {}", slots.out);
        }
        let board = shell.run("board --on 12.02.2099").ends_with(0);
        let is_appointment = record["resourceType"] == "Appointment";
        assert_eq!(
            board.out.contains("Karin Ivers"),
            is_appointment,
            "{}",
            board.out
        );
        let free = VISIT
            .replace(" --yes", "")
            .replace("10.02.2099", "16.02.2099");
        shell.run(&free).ends_with(0);
    }
}

#[test]
fn the_form_asks_about_what_began_days_before() {
    for mut record in [congress(), congress_as_slot()] {
        record["start"] = "2026-11-23T07:00:00Z".into();
        record["end"] = "2026-11-28T17:00:00Z".into();
        let mut desk = DeskAtWork::open(at_fhir());
        stored(desk.sandbox(), &record);
        desk.pass(300).settle();
        desk.fill_a_visit("26.11.2026 10:00")
            .fill("Practitioner", PRACTITIONER)
            .settle();
        assert_ne!(desk.problem_at("Start"), "", "{}", desk.screen());
    }
}

#[test]
fn the_columns_of_a_day_show_what_began_days_before() {
    for mut record in [congress(), congress_as_slot()] {
        record["start"] = "2026-11-23T07:00:00Z".into();
        record["end"] = "2026-11-28T17:00:00Z".into();
        let mut desk = DeskAtWork::open(Options {
            clinics: Clinics::of(&[FHIR]),
            ..at_fhir()
        });
        stored(desk.sandbox(), &record);
        desk.pass(300).settle();
        desk.press("Ctrl+D").settle();
        while !desk.shows("Thu 26 Nov 2026") {
            desk.press("Right").settle();
        }
        desk.press("Tab").settle().sees("Congress");
    }
}

/// The free times of a practitioner on Tuesday 10 February 2099.
fn free(sandbox: &TestSandbox, practitioner: &str) -> booking::Free {
    let day = "2099-02-10".parse().expect("a day");
    let days = Days::new(day, day, Zone::BERLIN).expect("a day");
    let served = sandbox.served("fhir").expect("it is served");
    let practitioner = Provider::named(FHIR, practitioner).expect("an id");
    let client = client(&served.url, Some(served.key));
    let free = client.read(FHIR, |api| api.free_times(&practitioner, &days, None));
    runtime().block_on(free).expect("free times")
}

#[test]
fn the_schedule_of_a_colleague_at_the_same_place_offers_nobody_else() {
    let shell = FhirShell::open();
    let sandbox = &shell.0.sandbox;
    let place = stored(
        sandbox,
        &json!({"resourceType": "Location", "status": "active", "name": "House 2"}),
    );
    let place = json!({"reference": format!("Location/{place}")});
    let colleague = json!({"reference": format!("Practitioner/{WITHOUT_SCHEDULE}")});
    let hours = json!([{"daysOfWeek": ["tue"], "availableStartTime": "08:00:00", "availableEndTime": "12:00:00"}]);
    stored(
        sandbox,
        &json!({"resourceType": "PractitionerRole", "active": true, "practitioner": colleague,
                "location": [place], "availableTime": hours}),
    );
    let koch = json!({"reference": format!("Practitioner/{OKONKWO}")});
    let schedule = stored(
        sandbox,
        &json!({"resourceType": "Schedule", "active": true, "actor": [koch, place]}),
    );
    let slot = stored(
        sandbox,
        &json!({"resourceType": "Slot", "status": "free",
                "schedule": {"reference": format!("Schedule/{schedule}")},
                "start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z"}),
    );
    let hers = free(sandbox, WITHOUT_SCHEDULE);
    assert_eq!(hers.basis, Basis::Hours, "{:?}", hers.slots);
    let visit = VISIT.replace(
        "--practitioner-id ki",
        &format!("--practitioner-id {WITHOUT_SCHEDULE}"),
    );
    let booked = shell.run(&visit).ends_with(0).json();
    let id = booked["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    shell
        .run(&format!("move {id} --start 10.02.2099+10:15 --yes"))
        .ends_with(0);
    let requests = sandbox.requests().expect("the sandbox answers");
    let named = requests.iter().filter(|one| one["method"] != "GET");
    for request in named {
        let sent = [&request["path"], &request["body"]]
            .map(Value::to_string)
            .concat();
        assert!(
            !sent.contains(&slot) || sent.contains("Schedule/"),
            "{request}"
        );
    }
}
