//! A clinic whose system speaks FHIR R4: booked at like the others, and safer where its server can.

mod codes;
mod finding;
mod groups;
mod lost;
mod numbers;
mod participants;
mod places;
pub(crate) mod practice;
mod program;
mod real_practice;
mod requests;
mod said;
mod several;
mod several_days;
mod thin_server;
mod wire;

use booking::api::{ChangeRequest, Changed};
use booking::clinics::FHIR;
use booking::time::{Minutes, Span};
use booking::{Booking, BookingParts, Reference, Status};
use client::{Client, Endpoint, Seen, Timeouts};
use headless::Options;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, at_fhir};

/// The id of ClinikAPI's example practitioner there.
const PRACTITIONER: &str = "prac-xyz789";

/// A desk with a visit on Wednesday 10 February 2027 at 10:00 in the Appointment pane, which has the keys.
fn with_a_visit_shown() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_visit(at_fhir());
    desk.fill("Practitioner", PRACTITIONER).book_at_once();
    desk.turn_to("appointment");
    desk
}

/// A visit of half an hour that bears a reference.
pub(super) fn visit() -> Booking {
    let start = "2027-02-10T09:00:00Z".parse().ok();
    let span = Span::resolve(start, None, Minutes::new(30)).expect("a span");
    let least = Booking::of_ids(FHIR, "pt-abc123", Some(PRACTITIONER), span).expect("a booking");
    let reference = Some(Reference::draw(1, 1));
    Booking::new(
        FHIR,
        BookingParts {
            reference,
            ..least.parts().clone()
        },
    )
    .expect("a booking")
}

/// A client of the server at this address.
pub(super) fn client(url: &str, key: Option<&str>) -> Client {
    let endpoint = Endpoint::new(FHIR, url, key.map(SecretString::from)).expect("an address");
    Client::new([endpoint], Timeouts::default())
}

/// A record seen in this version.
pub(super) fn version(version: &str) -> Seen<'_> {
    Seen {
        version: Some(version),
        appointment: None,
    }
}

pub(super) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

impl DeskAtWork {
    /// The changes of Appointments: method, If-Match, body.
    fn updates(&self) -> Vec<(Value, Value, Value)> {
        let is_one = |request: &Value| {
            request["method"] == "PATCH" && request["path"].to_string().contains("/Appointment/")
        };
        let updates = self.requests().into_iter().filter(is_one);
        updates
            .map(|one| {
                (
                    one["headers"]["if-match"].clone(),
                    one["body"].clone(),
                    one["status"].clone(),
                )
            })
            .collect()
    }

    /// Another system sets the status of the visit shown.
    fn another_system_sets(&self, status: Status) {
        let id = self.state()["appointment"]["id"]
            .as_str()
            .expect("an appointment")
            .to_owned();
        let served = self.sandbox().served(FHIR.word()).expect("it is served");
        let change = ChangeRequest::SetStatus {
            appointment: &id,
            status,
        };
        runtime()
            .block_on(client(&served.url, Some(served.key)).change(FHIR, &change))
            .expect("it is set");
    }
}

#[test]
fn the_booking_key_sends_one_create_that_bears_its_identifier() {
    let mut desk = DeskAtWork::with_a_visit(at_fhir());
    desk.fill("Practitioner", PRACTITIONER)
        .fill("Reason", "knee")
        .fill("Priority", "9");
    assert!(
        desk.creates().is_empty(),
        "nothing goes out before the booking key"
    );
    desk.book_at_once().booked();
    let create = desk.creates().remove(0);
    let (body, headers) = (&create["body"], &create["headers"]);
    let reference = body["identifier"][0]["value"]
        .as_str()
        .expect("a value")
        .to_owned();
    assert_eq!(body["identifier"][0]["system"], "urn:bookdesk:booking");
    assert_eq!(
        headers["if-none-exist"],
        format!("identifier=urn:bookdesk:booking|{reference}")
    );
    assert_eq!(headers["content-type"], "application/fhir+json");
    assert_eq!(headers["authorization"], "Bear…");
    let takes_part = |kind: &str, id: &str| json!({"actor": {"reference": format!("{kind}/{id}")}, "status": "accepted"});
    let participants = [
        takes_part("Patient", "pt-abc123"),
        takes_part("Practitioner", PRACTITIONER),
    ];
    assert_eq!(body["participant"], json!(participants));
    assert_eq!(
        (&body["start"], &body["end"]),
        (
            &json!("2027-02-10T09:00:00Z"),
            &json!("2027-02-10T09:30:00Z")
        )
    );
    assert_eq!(
        (&body["status"], &body["minutesDuration"]),
        (&json!("booked"), &json!(30))
    );
    assert_eq!(
        (&body["reasonCode"], &body["priority"]),
        (&json!([{"text": "knee"}]), &json!(1))
    );
    assert_eq!(body.get("comment"), None, "the reference is no comment");
    desk.turn_to("appointment")
        .sees("Maria Schmidt")
        .sees("Karin Ivers");
}

#[test]
fn a_visit_is_moved_marked_and_cancelled_in_the_version_that_was_seen() {
    let mut desk = with_a_visit_shown();
    desk.press("m")
        .settle()
        .types("11.02.2027 14:15")
        .press("Ctrl+S")
        .settle();
    desk.sees("Thursday 11 February 2027");
    desk.turn_to("appointment")
        .press("x")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at FHIR");
    let updates = desk.updates();
    let (versions, statuses): (Vec<_>, Vec<_>) = updates
        .iter()
        .map(|(version, _, status)| (version.clone(), status.clone()))
        .unzip();
    assert_eq!(
        (versions, statuses),
        (
            vec![json!("W/\"1\""), json!("W/\"2\"")],
            vec![json!(200), json!(200)]
        )
    );
    let moved = [
        json!({"op": "test", "path": "/status", "value": "booked"}),
        json!({"op": "test", "path": "/start", "value": "2027-02-10T09:00:00Z"}),
        json!({"op": "add", "path": "/start", "value": "2027-02-11T13:15:00Z"}),
        json!({"op": "add", "path": "/end", "value": "2027-02-11T13:45:00Z"}),
        json!({"op": "add", "path": "/minutesDuration", "value": 30}),
    ];
    assert_eq!(
        updates[0].1.as_array().map(|steps| &steps[..5]),
        Some(&moved[..]),
        "{}",
        updates[0].1
    );
    let cancelled = updates[1].1.as_array().expect("a patch");
    assert!(
        cancelled.contains(&json!({"op": "add", "path": "/status", "value": "cancelled"})),
        "{cancelled:?}"
    );
}

#[test]
fn what_another_system_has_altered_meanwhile_is_shown_and_not_overwritten() {
    let mut desk = with_a_visit_shown();
    // Twice, so that all that a desk compares is as it was: only the version tells.
    desk.another_system_sets(Status::Arrived);
    desk.another_system_sets(Status::Booked);
    let before = desk.updates().len();
    desk.press("x")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("has been changed meanwhile");
    assert_eq!(
        desk.updates().len(),
        before,
        "nothing was overwritten: {}",
        desk.screen()
    );
    desk.pass(60)
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at FHIR");
    assert_eq!(
        desk.updates()[before].0,
        "W/\"3\"",
        "the version that is on screen now"
    );
}

#[test]
fn an_update_of_another_version_changes_nothing_and_says_so() {
    let desk = with_a_visit_shown();
    let id = desk.state()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let served = desk.sandbox().served(FHIR.word()).expect("it is served");
    let client = client(&served.url, Some(served.key));
    let arrive = ChangeRequest::SetStatus {
        appointment: &id,
        status: Status::Arrived,
    };
    runtime().block_on(async {
        let first = client.change_seen(FHIR, &arrive, version("1")).await;
        assert!(
            matches!(first, Ok(Changed::Appointment(now)) if now.version.as_deref() == Some("2"))
        );
        let cancel = ChangeRequest::Cancel {
            appointment: &id,
            reason: "ill",
        };
        let second = client
            .change_seen(FHIR, &cancel, version("1"))
            .await
            .expect_err("another version");
        assert!(
            matches!(&second, booking::Failure::NotSent(_)),
            "{second:?}"
        );
        assert_eq!(second.report().cause, booking::Cause::Altered);
        let now = client
            .read(FHIR, |api| api.appointment(&id))
            .await
            .expect("it is there");
        assert_eq!(now.status, "arrived");
    });
}

#[test]
fn a_create_that_is_sent_again_makes_no_second_appointment() {
    let desk = DeskAtWork::open(at_fhir());
    let served = desk.sandbox().served(FHIR.word()).expect("it is served");
    let (client, booking) = (client(&served.url, Some(served.key)), visit());
    let made = |client: &Client| match runtime()
        .block_on(client.change(FHIR, &ChangeRequest::Book(&booking)))
    {
        Ok(Changed::Appointment(appointment)) => appointment.id,
        other => panic!("no appointment: {other:?}"),
    };
    assert_eq!(made(&client), made(&client));
    assert_eq!(
        desk.creates()
            .iter()
            .map(|one| one["status"].clone())
            .collect::<Vec<_>>(),
        [201, 200]
    );
}

#[test]
fn free_times_are_the_published_slots_and_a_booked_one_turns_busy() {
    let mut desk = DeskAtWork::open(at_fhir());
    desk.fill("Patient", "pt-abc123")
        .fill("Practitioner", PRACTITIONER)
        .fill("Start", "24.11.2026 10:00")
        .settle();
    desk.book_at_once().settle();
    let requests = desk.requests();
    let taken = requests
        .iter()
        .find(|one| one["method"] == "PATCH" && one["path"].to_string().contains("/Slot/"));
    let taken = taken.unwrap_or_else(|| panic!("no slot was marked\n{}", desk.screen()));
    assert_eq!(
        (&taken["headers"]["if-match"], &taken["status"]),
        (&json!("W/\"1\""), &json!(200))
    );
    assert!(
        taken["body"].to_string().contains("busy"),
        "{}",
        taken["body"]
    );
    let slots = &desk.body()["slot"];
    assert_eq!(
        desk.body()["end"],
        "2026-11-24T09:30:00Z",
        "as long as the slot"
    );
    assert_eq!(
        slots[0]["reference"],
        json!("Slot/slot-ki4v9r-20261124T0900"),
        "{slots}"
    );
}

/// A desk at a server that says that it can do only this, with the cursor in the form.
fn at_one_with(allowed: &[(&str, &[&str])]) -> (DeskAtWork, String) {
    let mut first = with_a_visit_shown();
    let id = first.settle().state()["appointment"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let served = first.sandbox().served(FHIR.word()).expect("it is served");
    let (url, key) = (
        thin_server::thin(&served.url, allowed),
        served.key.to_owned(),
    );
    let options = Options {
        addresses_of: vec![(FHIR, url)],
        keys_of: vec![(FHIR, key)],
        ..at_fhir()
    };
    let mut desk = first.closed().reopened(options);
    desk.press("Alt+1").settle();
    (desk, id)
}

#[test]
fn what_the_server_lacks_is_not_offered_and_said_where_it_is_asked_for() {
    let (mut desk, id) = at_one_with(&[("Appointment", &["read"]), ("Patient", &["read"])]);
    desk.sees_no("Ctrl-S")
        .press("Alt+N")
        .sees("New patients can't be added at FHIR from here");
    desk.fill_a_visit("10.02.2027 12:00").book();
    desk.sees("Nothing can be booked at FHIR from here");
    desk.press("Ctrl+P")
        .types(&id)
        .press("Enter")
        .settle()
        .turn_to("appointment")
        .sees("Maria Schmidt");
    desk.sees_no("m move").sees("s slip");
    for letter in ["m", "x", "a", "n"] {
        desk.press(letter)
            .sees("Appointments can't be changed at FHIR from here");
    }
    desk.press("Ctrl+P")
        .types("cancel the app")
        .sees_no("Cancel the appointment")
        .press("Esc");
    desk.press("F1")
        .types("new patient")
        .sees_no("Alt-N")
        .press("Esc");
    assert_eq!(desk.creates().len(), 1, "the one from before");
    assert!(desk.updates().is_empty());
}

#[test]
fn a_server_that_takes_changes_and_no_bookings_is_good_for_those() {
    let (mut desk, id) = at_one_with(&[
        ("Appointment", &["read", "search-type", "update"]),
        ("Patient", &["create", "patch"]),
    ]);
    desk.press("Alt+N")
        .sees("New patient at FHIR")
        .press("Esc")
        .settle();
    desk.press("Ctrl+P")
        .types(&id)
        .press("Enter")
        .settle()
        .turn_to("appointment");
    desk.press("x")
        .settle()
        .press("Ctrl+S")
        .settle()
        .sees("Cancelled at FHIR");
    let puts = desk
        .requests()
        .into_iter()
        .filter(|one| one["method"] == "PUT")
        .count();
    assert_eq!(
        puts, 1,
        "whole records, as patches are not taken; slots are left alone"
    );
}

#[test]
fn the_letter_of_a_template_stays_at_the_clinic_in_hand_that_shares_it() {
    let mut desk = DeskAtWork::open_at_the_line(at_fhir());
    desk.settle()
        .types("220385s ki f")
        .settle()
        .press("Enter")
        .settle();
    assert_eq!(desk.state()["backend"], "fhir", "{}", desk.screen());
    assert_eq!(desk.text("Minutes"), "30", "{}", desk.screen());
    desk.book_at_once();
    assert_eq!(desk.body()["appointmentType"], json!({"text": "FOLLOWUP"}));
    desk.press("F1").types("follow").settle();
    assert_eq!(
        desk.screen().matches("f follow-up").count(),
        1,
        "each letter once: {}",
        desk.screen()
    );
}

#[test]
fn a_booking_bears_its_identifier_where_comments_bear_no_references() {
    let mut desk = DeskAtWork::with_a_visit(Options {
        references: None,
        ..at_fhir()
    });
    desk.fill("Comment", "by the side door").book_at_once();
    let body = desk.body();
    assert_eq!(
        body["identifier"][0]["system"], "urn:bookdesk:booking",
        "{body}"
    );
    assert_eq!(body["comment"], "by the side door");
}

/// The creates of patients: If-None-Exist, and the answer.
fn people_created(desk: &DeskAtWork) -> Vec<(Value, Value)> {
    let is_person = |request: &Value| request["path"].to_string().ends_with("/Patient\"");
    let creates = desk.creates().into_iter().filter(is_person);
    creates
        .map(|one| {
            (
                one["headers"]["if-none-exist"].clone(),
                one["status"].clone(),
            )
        })
        .collect()
}

fn fills_in_noor(desk: &mut DeskAtWork) {
    desk.press("Alt+N");
    for text in ["Noor", "Østergård", "31.12.1979"] {
        desk.press("Ctrl+U").types(text).press("Tab");
    }
}

#[test]
fn a_new_patient_whose_answer_is_lost_is_looked_up_and_never_made_twice() {
    for fault in [
        json!({"fault": "drop-after"}),
        json!({"fault": "drop-before"}),
    ] {
        let mut desk = DeskAtWork::open(at_fhir());
        fills_in_noor(&mut desk);
        let mut fault = fault;
        fault["backend"] = json!("fhir");
        fault["call"] = json!("create");
        desk.fault(&fault).press("Ctrl+S").settle().wait(13);
        assert_ne!(desk.asked(), "", "{}", desk.screen());
        desk.confirm_despite().settle();
        desk.sees("Read back: Noor Østergård, 31 Dec 1979");
        let made = people_created(&desk);
        assert!(
            made.iter().all(|(condition, _)| *condition == made[0].0),
            "{made:?}"
        );
        assert!(
            made[0]
                .0
                .as_str()
                .is_some_and(|one| one.starts_with("identifier=urn:bookdesk:booking|"))
        );
        let found = desk.sandbox().served("fhir").expect("it is served");
        let noor = booking::PatientQuery::Named {
            surname: "Østergård".to_owned(),
            given: "Noor".to_owned(),
        };
        let people = runtime()
            .block_on(client(&found.url, Some(found.key)).read(FHIR, |api| api.search(&noor)));
        assert_eq!(people.expect("a list").people.len(), 1, "{made:?}");
    }
}

#[test]
fn two_new_patients_in_a_row_are_two() {
    let mut desk = DeskAtWork::open(at_fhir());
    fills_in_noor(&mut desk);
    desk.press("Ctrl+S")
        .settle()
        .sees("Read back: Noor Østergård");
    desk.press("Alt+N");
    for text in ["Bela", "Kovács", "01.02.1980"] {
        desk.press("Ctrl+U").types(text).press("Tab");
    }
    desk.press("Ctrl+S").settle().sees("Read back: Bela Kovács");
    let made = people_created(&desk);
    assert_ne!(made[0].0, made[1].0);
    assert_eq!([&made[0].1, &made[1].1], [&json!(201), &json!(201)]);
}
