//! A clinic whose system speaks FHIR R4: booked at like the others, and safer where its server can.

mod wire;

use bookdesk::booking::api::{ChangeRequest, Changed};
use bookdesk::booking::time::{Minutes, Span};
use bookdesk::booking::{Booking, BookingParts, Reference, Status};
use bookdesk::client::{Client, Endpoint, Timeouts};
use bookdesk::clinics::FHIR;
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
    Booking::new(FHIR, BookingParts { reference, ..least.parts().clone() }).expect("a booking")
}

/// A client of the server at this address.
pub(super) fn client(url: &str, key: Option<&str>) -> Client {
    let endpoint = Endpoint::new(FHIR, url, key.map(SecretString::from)).expect("an address");
    Client::new([endpoint], Timeouts::default())
}

pub(super) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

impl DeskAtWork {
    /// The changes of Appointments: method, If-Match, body.
    fn updates(&self) -> Vec<(Value, Value, Value)> {
        let is_one = |request: &Value| {
            request["method"] == "PATCH" && request["path"].to_string().contains("/Appointment/")
        };
        let updates = self.requests().into_iter().filter(is_one);
        updates
            .map(|one| (one["headers"]["if-match"].clone(), one["body"].clone(), one["status"].clone()))
            .collect()
    }

    /// Another system sets the status of the visit shown.
    fn another_system_sets(&self, status: Status) {
        let id = self.state()["appointment"]["id"].as_str().expect("an appointment").to_owned();
        let served = self.sandbox().served(FHIR.word()).expect("it is served");
        let change = ChangeRequest::SetStatus { appointment: &id, status };
        runtime().block_on(client(&served.url, Some(served.key)).change(FHIR, &change)).expect("it is set");
    }
}

#[test]
fn the_booking_key_sends_one_create_that_bears_its_identifier() {
    let mut desk = DeskAtWork::with_a_visit(at_fhir());
    desk.fill("Practitioner", PRACTITIONER).fill("Reason", "knee").fill("Priority", "9");
    assert!(desk.creates().is_empty(), "nothing goes out before the booking key");
    desk.book_at_once().booked();
    let create = desk.creates().remove(0);
    let (body, headers) = (&create["body"], &create["headers"]);
    let reference = body["identifier"][0]["value"].as_str().expect("a value").to_owned();
    assert_eq!(body["identifier"][0]["system"], "urn:bookdesk:booking");
    assert_eq!(headers["if-none-exist"], format!("identifier=urn:bookdesk:booking|{reference}"));
    assert_eq!(headers["content-type"], "application/fhir+json");
    assert_eq!(headers["authorization"], "Bear…");
    let takes_part =
        |kind: &str, id: &str| json!({"actor": {"reference": format!("{kind}/{id}")}, "status": "accepted"});
    let participants = [takes_part("Patient", "pt-abc123"), takes_part("Practitioner", PRACTITIONER)];
    assert_eq!(body["participant"], json!(participants));
    assert_eq!(
        (&body["start"], &body["end"]),
        (&json!("2027-02-10T09:00:00Z"), &json!("2027-02-10T09:30:00Z"))
    );
    assert_eq!((&body["status"], &body["minutesDuration"]), (&json!("booked"), &json!(30)));
    assert_eq!((&body["reasonCode"], &body["priority"]), (&json!([{"text": "knee"}]), &json!(1)));
    assert_eq!(body.get("comment"), None, "the reference is no comment");
    desk.turn_to("appointment").sees("Maria Schmidt").sees("Karin Ivers");
}

#[test]
fn a_visit_is_moved_marked_and_cancelled_in_the_version_that_was_seen() {
    let mut desk = with_a_visit_shown();
    desk.press("m").settle().types("11.02.2027 14:15").press("Ctrl+S").settle();
    desk.sees("Thu 11 Feb 2027 14:15 – 14:45 CET");
    desk.press("x").settle().press("Ctrl+S").settle().sees("Cancelled at FHIR");
    let updates = desk.updates();
    let (versions, statuses): (Vec<_>, Vec<_>) =
        updates.iter().map(|(version, _, status)| (version.clone(), status.clone())).unzip();
    assert_eq!(
        (versions, statuses),
        (vec![json!("W/\"1\""), json!("W/\"2\"")], vec![json!(200), json!(200)])
    );
    let moved = [
        json!({"op": "test", "path": "/status", "value": "booked"}),
        json!({"op": "test", "path": "/start", "value": "2027-02-10T09:00:00Z"}),
        json!({"op": "add", "path": "/start", "value": "2027-02-11T13:15:00Z"}),
        json!({"op": "add", "path": "/end", "value": "2027-02-11T13:45:00Z"}),
        json!({"op": "add", "path": "/minutesDuration", "value": 30}),
    ];
    assert_eq!(updates[0].1.as_array().map(|steps| &steps[..5]), Some(&moved[..]), "{}", updates[0].1);
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
    desk.press("x").settle().press("Ctrl+S").settle().sees("has been changed meanwhile");
    assert_eq!(desk.updates().len(), before, "nothing was overwritten: {}", desk.screen());
    desk.pass(60).press("Ctrl+S").settle().sees("Cancelled at FHIR");
    assert_eq!(desk.updates()[before].0, "W/\"3\"", "the version that is on screen now");
}

#[test]
fn an_update_of_another_version_changes_nothing_and_says_so() {
    let desk = with_a_visit_shown();
    let id = desk.state()["appointment"]["id"].as_str().expect("an id").to_owned();
    let served = desk.sandbox().served(FHIR.word()).expect("it is served");
    let client = client(&served.url, Some(served.key));
    let arrive = ChangeRequest::SetStatus { appointment: &id, status: Status::Arrived };
    runtime().block_on(async {
        let first = client.change_seen(FHIR, &arrive, Some("1")).await;
        assert!(matches!(first, Ok(Changed::Appointment(now)) if now.version.as_deref() == Some("2")));
        let cancel = ChangeRequest::Cancel { appointment: &id, reason: "ill" };
        let second = client.change_seen(FHIR, &cancel, Some("1")).await.expect_err("another version");
        assert!(matches!(&second, bookdesk::booking::Failure::NotSent(_)), "{second:?}");
        assert_eq!(second.report().cause, bookdesk::booking::Cause::Altered);
        let now = client.read(FHIR, |api| api.appointment(&id)).await.expect("it is there");
        assert_eq!(now.status, "arrived");
    });
}

#[test]
fn a_create_that_is_sent_again_makes_no_second_appointment() {
    let desk = DeskAtWork::open(at_fhir());
    let served = desk.sandbox().served(FHIR.word()).expect("it is served");
    let (client, booking) = (client(&served.url, Some(served.key)), visit());
    let made = |client: &Client| match runtime().block_on(client.change(FHIR, &ChangeRequest::Book(&booking)))
    {
        Ok(Changed::Appointment(appointment)) => appointment.id,
        other => panic!("no appointment: {other:?}"),
    };
    assert_eq!(made(&client), made(&client));
    assert_eq!(desk.creates().iter().map(|one| one["status"].clone()).collect::<Vec<_>>(), [201, 200]);
}

#[test]
fn free_times_are_the_published_slots_and_a_booked_one_turns_busy() {
    let mut desk = DeskAtWork::open(at_fhir());
    desk.fill("Patient", "pt-abc123").fill("Practitioner", PRACTITIONER).fill("Start", "24.11.2026 10:00");
    desk.book_at_once().settle();
    let requests = desk.requests();
    let taken =
        requests.iter().find(|one| one["method"] == "PATCH" && one["path"].to_string().contains("/Slot/"));
    let taken = taken.unwrap_or_else(|| panic!("no slot was marked\n{}", desk.screen()));
    assert_eq!((&taken["headers"]["if-match"], &taken["status"]), (&json!("W/\"1\""), &json!(200)));
    assert!(taken["body"].to_string().contains("busy"), "{}", taken["body"]);
    let slots = &desk.body()["slot"];
    assert_eq!(desk.body()["end"], "2026-11-24T09:30:00Z", "as long as the slot");
    assert_eq!(slots[0]["reference"], json!("Slot/slot-ki4v9r-20261124T0900"), "{slots}");
}
