//! How many requests a command sends, at a server that states what it combines and at one that does not.

use chrono::TimeDelta;
use runtime::wall_clock;
use serde_json::{Value, json};

use super::PRACTITIONER;
use super::practice::{all_stored, another_patient, appointment, publishes, role_of};
use super::program::{FhirShell, VISIT, at};
use super::thin_server::{Chained, answering, ignoring, without_chains};

/// A day of which the desk is told nothing else.
const DAY: &str = "10.02.2099";

/// The requests that a command has sent, as their lines.
fn sent_by(shell: &FhirShell, run: impl FnOnce(&FhirShell)) -> Vec<String> {
    let requests = || shell.0.sandbox.requests().expect("the sandbox answers");
    let before = requests().len();
    run(shell);
    let line = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("method"), text("path"))
    };
    requests()[before..].iter().map(line).collect()
}

/// Asserts that these are at most so many requests.
fn are_at_most(sent: &[String], most: usize) {
    assert!(
        sent.len() <= most,
        "{} requests:\n{}",
        sent.len(),
        sent.join("\n")
    );
}

/// Another system fills a day with visits of people whom no list has, one after the other.
fn fills_a_day(shell: &FhirShell, visits: usize) {
    let sandbox = &shell.0.sandbox;
    let people: Vec<Value> = (0..visits)
        .map(|number| {
            let name = json!([{"family": format!("Besucher{number}"), "given": ["Ida"]}]);
            json!({"resourceType": "Patient", "birthDate": "1970-01-01", "name": name})
        })
        .collect();
    let karin = format!("Practitioner/{PRACTITIONER}");
    let of_person = |(number, person): (usize, &String)| {
        let start = format!(
            "2099-02-10T{:02}:{:02}:00Z",
            6 + number / 12,
            number % 12 * 5
        );
        appointment(&start, &[&format!("Patient/{person}"), &karin])
    };
    let people = all_stored(sandbox, &people);
    let visits: Vec<Value> = people.iter().enumerate().map(of_person).collect();
    all_stored(sandbox, &visits);
}

#[test]
fn a_day_takes_nine_requests() {
    let shell = FhirShell::open();
    publishes(&shell.0.sandbox, &["2099-02-10"]);
    let sent = sent_by(&shell, |shell| {
        let day = format!("day --backend fhir --practitioner ki --on {DAY}");
        let said = shell.run(&day).ends_with(0);
        assert!(said.out.contains("10:00–10:30"), "{}", said.out);
    });
    are_at_most(&sent, 9);
}

#[test]
fn a_board_of_sixty_patients_in_no_list_takes_twelve_requests() {
    let shell = FhirShell::open();
    fills_a_day(&shell, 60);
    let sent = sent_by(&shell, |shell| {
        let said = shell.run(&format!("board --on {DAY}")).ends_with(0);
        for name in ["Ida Besucher0", "Ida Besucher59"] {
            assert!(said.out.contains(name), "{}", said.out);
        }
    });
    are_at_most(&sent, 12);
}

#[test]
fn a_booking_takes_twelve_requests_with_its_slot_set_busy() {
    let shell = FhirShell::open();
    // Within the half year of which a patient's appointments are read in any case.
    let day = (wall_clock()() + TimeDelta::days(30))
        .date_naive()
        .to_string();
    publishes(&shell.0.sandbox, &[&day]);
    let visit = VISIT.replace("10.02.2099+10:00", &format!("{day}T09:00:00Z"));
    let sent = sent_by(&shell, |shell| {
        shell.run(&visit).ends_with(0);
    });
    are_at_most(&sent, 12);
    let sent_to = |start: &str| sent.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(sent_to("POST "), 1, "{sent:?}");
    assert_eq!(sent_to("PATCH /fhir/R4/Slot/"), 1, "{sent:?}");
}

/// A team meeting of Karin Ivers at ten in the morning, in a schedule for that week.
fn blocks_ten_oclock(shell: &FhirShell) {
    let sandbox = &shell.0.sandbox;
    let karin = json!([{"reference": format!("Practitioner/{PRACTITIONER}")}]);
    let schedule = |from: &str, to: &str| {
        let horizon = json!({"start": from, "end": to});
        json!({"resourceType": "Schedule", "active": true, "actor": karin, "planningHorizon": horizon})
    };
    // A schedule a month, as many practices keep them.
    let mut months: Vec<Value> = (1..=12)
        .map(|month| {
            schedule(
                &format!("2098-{month:02}-01"),
                &format!("2098-{month:02}-28T17:00:00+01:00"),
            )
        })
        .collect();
    months.push(schedule("2099-02-08", "2099-02-14"));
    let months = all_stored(sandbox, &months);
    let slot = json!({
        "resourceType": "Slot", "status": "busy-unavailable", "comment": "Team meeting",
        "schedule": {"reference": format!("Schedule/{}", months[12])},
        "start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z",
    });
    all_stored(sandbox, &[slot]);
}

#[test]
fn a_blocked_time_is_found_however_a_server_takes_a_chained_search() {
    // Somebody else's slots, as from a server that ignores the chain.
    let schedule = json!({"resourceType": "Schedule", "id": "s9", "actor": [{"reference": "Practitioner/other"}]});
    let slot = json!({
        "resourceType": "Slot", "id": "x9", "status": "free", "schedule": {"reference": "Schedule/s9"},
        "start": "2099-02-10T09:00:00Z", "end": "2099-02-10T09:30:00Z"});
    let bundle = |with_schedule: bool| {
        let mut entries = vec![json!({"resource": slot, "search": {"mode": "match"}})];
        if with_schedule {
            entries.push(json!({"resource": schedule, "search": {"mode": "include"}}));
        }
        json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
    };
    let servers = [
        Chained::Refused,
        Chained::Empty,
        Chained::Answered(bundle(true)),
        Chained::Answered(bundle(false)),
    ];
    for chained in servers {
        let shell = FhirShell::open();
        blocks_ten_oclock(&shell);
        let served = shell.0.sandbox.served("fhir").expect("it is served");
        let url = without_chains(&served.url, chained);
        let line = VISIT.replace(" --yes", "");
        let sent = sent_by(&shell, |shell| {
            let said = shell
                .0
                .run_in(&line, |command| at(command, &url, served.key));
            let said = said.ends_with(5);
            assert!(said.out.contains("Team meeting"), "{}", said.out);
        });
        // Of the schedules, only those that cover the day count.
        let is_of_slots = |line: &&String| line.contains("/Slot?");
        let of_slots: Vec<&String> = sent.iter().filter(is_of_slots).collect();
        assert_eq!(
            of_slots.len(),
            2,
            "the day, and who is away since before: {of_slots:?}"
        );
        let schedules = of_slots[0].matches("Schedule%2F").count();
        assert_eq!(
            schedules, 2,
            "the one without bounds, and that of the week: {of_slots:?}"
        );
    }
}

#[test]
fn a_blocked_time_is_found_in_one_search_where_the_server_takes_chains() {
    let shell = FhirShell::open();
    blocks_ten_oclock(&shell);
    let sent = sent_by(&shell, |shell| {
        let said = shell.run(&VISIT.replace(" --yes", "")).ends_with(5);
        assert!(said.out.contains("Team meeting"), "{}", said.out);
    });
    let schedules = sent.iter().filter(|line| line.contains("/Schedule?"));
    assert_eq!(schedules.count(), 0, "{sent:?}");
}

/// A board of a day with three visits, and what was sent for it, at a server that states this of its searches. `ignores`
/// is what it takes no notice of.
fn board_at(statement: &Value, ignores: &'static [&'static str]) -> Vec<String> {
    let shell = FhirShell::open();
    fills_a_day(&shell, 3);
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = ignoring(&served.url, ignores);
    let url = answering(&url, "/metadata", statement);
    sent_by(&shell, |shell| {
        let line = format!("board --on {DAY}");
        let said = shell
            .0
            .run_in(&line, |command| at(command, &url, served.key));
        let said = said.ends_with(0);
        for name in ["Ida Besucher0", "Ida Besucher2", "Karin Ivers"] {
            assert!(said.out.contains(name), "{}", said.out);
        }
    })
}

fn statement(resource: &Value) -> Value {
    json!({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{"resource": [resource]}]})
}

#[test]
fn a_server_that_includes_nothing_is_asked_for_names_and_roles_by_themselves() {
    let sent = board_at(
        &statement(&json!({"type": "Appointment", "searchInclude": [], "searchRevInclude": []})),
        &[],
    );
    let combined = sent.iter().filter(|line| line.contains("include="));
    assert_eq!(combined.count(), 0, "{sent:?}");
}

#[test]
fn a_server_that_does_not_tell_what_it_includes_is_tried() {
    let silent = statement(&json!({"type": "Appointment"}));
    let sent = board_at(&silent, &[]);
    let names = sent.iter().filter(|line| line.contains("/Patient/"));
    assert_eq!(names.count(), 0, "{sent:?}");
    let sent = board_at(&silent, &["_include", "_revinclude"]);
    let names = sent.iter().filter(|line| line.contains("/Patient/"));
    assert_eq!(names.count(), 3, "{sent:?}");
}

#[test]
fn a_role_counts_at_a_server_that_takes_no_notice_of_what_is_to_be_included() {
    let shell = FhirShell::open();
    let role = role_of(&shell.0.sandbox, PRACTITIONER);
    let other = another_patient(&shell.0.sandbox);
    all_stored(
        &shell.0.sandbox,
        &[appointment("2099-02-10T09:00:00Z", &[&other, &role])],
    );
    let served = shell.0.sandbox.served("fhir").expect("it is served");
    let url = ignoring(&served.url, &["_include", "_revinclude"]);
    let url = answering(
        &url,
        "/metadata",
        &statement(&json!({"type": "Appointment"})),
    );
    let line = VISIT.replace(" --yes", "");
    let said = shell
        .0
        .run_in(&line, |command| at(command, &url, served.key));
    let said = said.ends_with(5);
    assert!(said.out.contains("Karin Ivers already has"), "{}", said.out);
}
