//! What goes over the wire at servers that can less, or answer in other ways.

mod client_certificate;
mod large_statement;
mod renewed_keys;
mod sign_in;
mod updates;

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use booking::api::{ChangeRequest, Changed};
use booking::clinics::{FHIR, fhir};
use booking::time::{Clock, Span};
use booking::{
    AppointmentRef, Booking, BookingParts, Cause, CertificateError, Change, ConnectError,
    DecodeError, Failure, Language, PatientDraft, PatientField, Status,
};
use client::{ApiClient, Client, Endpoint, Timeouts};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{client, version, visit};
use crate::desk_at_work::{Authority, StandIn};

/// A server that gives these answers one after the other.
#[derive(Clone)]
struct Scripted {
    url: String,
    state: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    answers: VecDeque<Answer>,
    heard: Vec<(String, HeaderMap, Bytes)>,
}

type Answer = (StatusCode, HeaderMap, String);

fn locked(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scripted {
    async fn start() -> Scripted {
        let state = Arc::<Mutex<Script>>::default();
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port");
        let url = format!("http://{}/fhir", listener.local_addr().expect("its number"));
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Scripted { url, state }
    }

    fn gives(&self, status: u16, headers: &[(&'static str, &str)], body: &Value) {
        let header = |name: &'static str, value: &str| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).expect("a value"),
            )
        };
        let headers = headers
            .iter()
            .map(|(name, value)| header(name, value))
            .collect();
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let status = StatusCode::from_u16(status).expect("a status");
        locked(&self.state)
            .answers
            .push_back((status, headers, body));
    }

    /// A practitioner has neither roles nor schedules, and the server states nothing of what it can.
    fn gives_no_calendar(&self) {
        self.gives_nothing();
        self.gives(200, &[], &json!({"rest": []}));
        self.gives_nothing();
    }

    /// A search finds nothing.
    fn gives_nothing(&self) {
        let nothing = json!({"resourceType": "Bundle", "type": "searchset"});
        self.gives(200, &[], &nothing);
    }

    /// Methods and addresses, in the order of the requests.
    fn lines(&self) -> Vec<String> {
        locked(&self.state)
            .heard
            .iter()
            .map(|(line, ..)| line.clone())
            .collect()
    }

    fn header(&self, request: usize, name: &str) -> String {
        let heard = &locked(&self.state).heard[request].1;
        heard.get(name).map_or_else(String::new, |value| {
            value.to_str().expect("a text").to_owned()
        })
    }

    fn body(&self, request: usize) -> Value {
        serde_json::from_slice(&locked(&self.state).heard[request].2).unwrap_or_default()
    }
}

async fn answer(State(state): State<Arc<Mutex<Script>>>, request: Request) -> Answer {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body");
    let mut script = locked(&state);
    script
        .heard
        .push((format!("{} {}", head.method, head.uri), head.headers, body));
    let unscripted = || {
        (
            StatusCode::INTERNAL_SERVER_ERROR,
            HeaderMap::new(),
            String::new(),
        )
    };
    script.answers.pop_front().unwrap_or_else(unscripted)
}

fn appointment(version: &str, status: &str) -> Value {
    json!({"resourceType": "Appointment", "id": "a1", "meta": {"versionId": version}, "status": status,
           "participant": [{"actor": {"reference": "Patient/pt-abc123"}, "status": "accepted"}],
           "extension": [{"url": "https://clinic.example/room", "valueString": "7"}]})
}

#[tokio::test]
async fn a_server_without_patches_gets_the_whole_record_back() {
    let server = Scripted::start().await;
    server.gives(200, &[], &appointment("3", "booked"));
    let codes = json!([{"code": "read"}, {"code": "update"}]);
    server.gives(
        200,
        &[],
        &json!({"rest": [{"resource": [{"type": "Appointment", "interaction": codes}]}]}),
    );
    server.gives(200, &[], &appointment("4", "arrived"));
    let arrive = ChangeRequest::SetStatus {
        appointment: "a1",
        status: Status::Arrived,
    };
    let client = client(&server.url, None);
    let changed = client.change_seen(FHIR, &arrive, version("2")).await;
    assert!(matches!(changed, Ok(Changed::Appointment(now)) if now.status == "arrived"));
    let lines = [
        "GET /fhir/Appointment/a1",
        "GET /fhir/metadata",
        "PUT /fhir/Appointment/a1",
    ];
    assert_eq!(server.lines(), lines);
    assert_eq!(server.body(2), {
        let mut whole = appointment("3", "arrived");
        whole["status"] = "arrived".into();
        whole
    });
    assert_eq!(
        server.header(2, "if-match"),
        "W/\"2\"",
        "the version that staff saw"
    );
    assert_eq!(
        server.header(2, "authorization"),
        "",
        "a server may be open"
    );
}

/// The appointment as it was seen: booked, in this version if the server counts versions.
fn seen(version: Option<&str>) -> AppointmentRef {
    AppointmentRef {
        clinic: FHIR,
        id: "a1".to_owned(),
        person: Some("pt-abc123".to_owned()),
        provider: None,
        start: None,
        end: None,
        status: "booked".to_owned(),
        panels: None,
        version: version.map(str::to_owned),
        beyond_form: Default::default(),
    }
}

#[tokio::test]
async fn no_replacement_goes_over_what_somebody_else_has_done() {
    let server = Scripted::start().await;
    let mut fulfilled = appointment("", "fulfilled");
    fulfilled["meta"] = Value::Null;
    server.gives(200, &[], &fulfilled);
    server.gives(200, &[], &fulfilled);
    let cancel = Change::cancelled(seen(None), "ill").expect("it can be cancelled");
    let failed = client(&server.url, None)
        .alter(&cancel)
        .await
        .expect_err("it is altered");
    assert!(matches!(&failed, Failure::NotSent(report) if report.cause == Cause::Altered));
    let is_read = |line: &String| line == "GET /fhir/Appointment/a1";
    assert!(server.lines().iter().all(is_read), "{:?}", server.lines());
}

#[tokio::test]
async fn what_is_another_version_because_it_is_done_is_done() {
    for status in [409, 412] {
        for (now, is_done) in [("cancelled", true), ("arrived", false)] {
            let server = Scripted::start().await;
            server.gives(200, &[], &appointment("2", "booked"));
            let patches = json!([{"type": "Appointment", "interaction": [{"code": "patch"}]}]);
            server.gives(200, &[], &json!({"rest": [{"resource": patches}]}));
            server.gives(status, &[], &json!({"resourceType": "OperationOutcome"}));
            server.gives(200, &[], &appointment("3", now));
            let cancel = Change::cancelled(seen(Some("2")), "ill").expect("it can be cancelled");
            let told = client(&server.url, None).alter(&cancel).await;
            if is_done {
                assert_eq!(told.expect("it is done").status, "cancelled");
            } else {
                let failed = told.expect_err("it is altered");
                assert_eq!(failed.report().cause, Cause::Altered, "{failed:?}");
            }
            assert_eq!(server.lines().len(), 4, "{:?}", server.lines());
        }
    }
}

/// A server without versions that takes patches.
async fn without_versions(record: &Value) -> Scripted {
    let server = Scripted::start().await;
    server.gives(200, &[], record);
    let patches = json!([{"type": "Appointment", "interaction": [{"code": "patch"}]}]);
    server.gives(200, &[], &json!({"rest": [{"resource": patches}]}));
    server
}

/// The appointment at a server without versions.
fn unversioned(status: &str) -> Value {
    let mut record = appointment("", status);
    record["meta"] = Value::Null;
    record
}

#[tokio::test]
async fn what_a_server_without_versions_refuses_because_it_is_done_is_done() {
    for status in [409, 412] {
        for (now, is_done) in [("cancelled", true), ("arrived", false)] {
            let server = without_versions(&unversioned("booked")).await;
            server.gives(status, &[], &json!({"resourceType": "OperationOutcome"}));
            server.gives(200, &[], &unversioned(now));
            let cancel = Change::cancelled(seen(None), "ill").expect("it can be cancelled");
            let told = client(&server.url, None).alter(&cancel).await;
            if is_done {
                assert_eq!(told.expect("it is done").status, "cancelled");
            } else {
                let failed = told.expect_err("it is refused");
                assert!(
                    matches!(&failed, Failure::Refused(report) if report.cause == Cause::Conflict),
                    "{failed:?}"
                );
            }
            assert_eq!(server.lines().len(), 4, "{:?}", server.lines());
        }
    }
}

#[tokio::test]
async fn what_can_not_be_read_before_a_change_is_not_gone_over() {
    let outcome = json!({"resourceType": "OperationOutcome", "id": "a1", "issue": []});
    let server = without_versions(&outcome).await;
    server.gives(200, &[], &unversioned("cancelled"));
    let cancel = Change::cancelled(seen(None), "ill").expect("it can be cancelled");
    let told = client(&server.url, None).alter(&cancel).await;
    let failed = told.expect_err("nobody knows what is there");
    let why = Cause::Unreadable(DecodeError::NoAppointment);
    assert!(
        matches!(&failed, Failure::NotSent(report) if report.cause == why),
        "{failed:?}"
    );
    assert_eq!(server.lines(), ["GET /fhir/Appointment/a1"]);
}

#[tokio::test]
async fn a_removal_that_is_answered_with_another_appointment_is_not_told_as_done() {
    let mut other = unversioned("entered-in-error");
    other["id"] = "a2".into();
    let nothing = json!({"resourceType": "OperationOutcome"});
    for (answer, is_done) in [(other, false), (nothing, true), (Value::Null, true)] {
        let server = without_versions(&unversioned("booked")).await;
        server.gives(if answer.is_null() { 204 } else { 200 }, &[], &answer);
        let remove = Change::removed(seen(None)).expect("it can be removed");
        let told = client(&server.url, None).alter(&remove).await;
        if is_done {
            assert_eq!(told.expect("it is done").id, "a1");
        } else {
            let failed = told.expect_err("it is about another");
            let why = Cause::Unreadable(DecodeError::OtherAppointment);
            assert!(
                matches!(&failed, Failure::Unknown(report) if report.cause == why),
                "{failed:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_empty_answer_is_completed_from_its_location_at_the_same_server_only() {
    let server = Scripted::start().await;
    let own = format!("{}/Appointment/a1/_history/1", server.url);
    for (location, made) in [
        (own.as_str(), true),
        ("https://elsewhere.example/Appointment/a1", false),
    ] {
        server.gives_no_calendar();
        server.gives(201, &[("location", location)], &Value::Null);
        server.gives(200, &[], &appointment("1", "booked"));
        let booked = client(&server.url, Some("token"))
            .change(FHIR, &ChangeRequest::Book(&visit()))
            .await;
        match made {
            true => assert!(matches!(booked, Ok(Changed::Appointment(now)) if now.id == "a1")),
            false => assert!(matches!(booked, Err(Failure::Unknown(_))), "{booked:?}"),
        }
    }
    assert_eq!(
        server
            .lines()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count(),
        2
    );
    assert_eq!(
        server.lines().last().unwrap(),
        "POST /fhir/Appointment",
        "nobody else was asked"
    );
}

#[tokio::test]
async fn a_list_whose_links_never_end_is_read_as_far_as_anybody_looks() {
    let server = Scripted::start().await;
    for number in 0..20 {
        let row = json!({"resource": {"resourceType": "Patient", "id": format!("p{number}")}});
        let next = format!("{}/Patient?_page={}", server.url, number + 1);
        let links = json!([{"relation": "next", "url": next}]);
        server.gives(
            200,
            &[],
            &json!({"resourceType": "Bundle", "entry": [row], "link": links}),
        );
    }
    let list = client(&server.url, None)
        .read(FHIR, |api| api.list(fhir::PATIENTS))
        .await
        .expect("a list");
    assert_eq!(
        (list.entries.len(), list.complete, server.lines().len()),
        (5, false, 5)
    );
}

#[tokio::test]
async fn lists_follow_the_links_of_the_server_on_its_own_address() {
    let server = Scripted::start().await;
    let row = |id: &str, mode: &str| json!({"resource": {"resourceType": "Patient", "id": id, "name": [{"family": id}]}, "search": {"mode": mode}});
    let page = |rows: &[Value], next: &str| json!({"resourceType": "Bundle", "entry": rows, "link": [{"relation": "next", "url": next}]});
    let opaque = format!("{}?_getpages=a-b&_getpagesoffset=2", server.url);
    server.gives(
        200,
        &[],
        &page(&[row("p1", "match"), row("p9", "include")], &opaque),
    );
    server.gives(200, &[], &page(&[row("p2", "match")], &opaque));
    let client = client(&server.url, Some("token"));
    let found = client
        .read(FHIR, |api| api.list(fhir::PATIENTS))
        .await
        .expect("a list");
    assert_eq!(
        found
            .entries
            .iter()
            .map(|entry| entry.id.as_str())
            .collect::<Vec<_>>(),
        ["p1", "p2"]
    );
    assert!(!found.complete, "a link that comes again leads nowhere");
    assert_eq!(
        server.lines(),
        [
            "GET /fhir/Patient?_count=100",
            "GET /fhir?_getpages=a-b&_getpagesoffset=2"
        ]
    );

    let origin = server.url.trim_end_matches("/fhir");
    let foreign = [
        "https://elsewhere.example/fhir/Patient?p=2",
        &format!("{origin}/admin"),
        "../x",
    ];
    for next in foreign {
        let before = server.lines().len();
        server.gives(200, &[], &page(&[row("p1", "match")], next));
        let listed = client
            .read(FHIR, |api| api.list(fhir::PATIENTS))
            .await
            .expect("what was read");
        assert_eq!(
            (listed.entries.len(), listed.complete),
            (1, false),
            "{next}"
        );
        assert_eq!(
            server.lines().len(),
            before + 1,
            "nobody else was asked: {next}"
        );
    }
}

#[tokio::test]
async fn a_token_is_asked_for_once_and_again_after_a_refusal_when_a_read_is_repeated_once() {
    let server = Scripted::start().await;
    let token_url = format!("{}/oauth2/token", server.url.trim_end_matches("/fhir"));
    let with_client = ApiClient::new("desk".to_owned(), Some(&token_url)).expect("an address");
    let endpoint =
        Endpoint::new(FHIR, &server.url, Some(SecretString::from("sesame"))).expect("an address");
    let client = Client::new(
        [endpoint.with_client(Some(with_client))],
        Timeouts::default(),
    );
    let gives_token = |token: &str| {
        server.gives(
            200,
            &[],
            &json!({"access_token": token, "token_type": "Bearer", "expires_in": 3600}),
        );
    };
    gives_token("one");
    server.gives(200, &[], &appointment("1", "booked"));
    server.gives(200, &[], &appointment("1", "booked"));
    server.gives(401, &[], &json!({"resourceType": "OperationOutcome"}));
    gives_token("two");
    server.gives(200, &[], &appointment("1", "booked"));
    server.gives(401, &[], &json!({"resourceType": "OperationOutcome"}));
    gives_token("three");
    server.gives(401, &[], &json!({"resourceType": "OperationOutcome"}));
    let mut causes = Vec::new();
    for _ in 0..4 {
        let read = client.read(FHIR, |api| api.appointment("a1")).await;
        causes.push(read.err().map(|failure| failure.report().cause.clone()));
    }
    assert_eq!(causes, [None, None, None, Some(Cause::KeyUnknown)]);
    let (token, read) = ("POST /oauth2/token", "GET /fhir/Appointment/a1");
    assert_eq!(
        server.lines(),
        [token, read, read, read, token, read, read, token, read]
    );
    assert_eq!(server.header(0, "authorization"), "Basic ZGVzazpzZXNhbWU=");
    assert_eq!(
        [1, 3, 5, 6, 8].map(|n| server.header(n, "authorization")),
        [
            "Bearer one",
            "Bearer one",
            "Bearer two",
            "Bearer two",
            "Bearer three"
        ]
    );
}

#[tokio::test]
async fn a_token_that_is_said_to_last_for_ever_is_used_like_any_other() {
    for life in [json!(u64::MAX), json!(1e300), json!(-1), json!("long")] {
        let server = Scripted::start().await;
        let token_url = format!("{}/oauth2/token", server.url.trim_end_matches("/fhir"));
        let with_client = ApiClient::new("desk".to_owned(), Some(&token_url)).expect("an address");
        let endpoint = Endpoint::new(FHIR, &server.url, Some(SecretString::from("sesame")));
        let endpoint = endpoint.expect("an address").with_client(Some(with_client));
        let client = Client::new([endpoint], Timeouts::default());
        let token = json!({"access_token": "one", "token_type": "Bearer", "expires_in": life});
        server.gives(200, &[], &token);
        for _ in 0..2 {
            server.gives(200, &[], &appointment("1", "booked"));
            let read = client.read(FHIR, |api| api.appointment("a1")).await;
            assert!(read.is_ok(), "{life}");
        }
        assert_eq!(server.header(2, "authorization"), "Bearer one", "{life}");
    }
}

#[tokio::test]
async fn why_no_token_can_be_had_is_said() {
    let server = Scripted::start().await;
    let authority = Authority::new();
    let strangers = StandIn::encrypted(Authority::new().vouch_for("localhost"), 200, &json!({}));
    let nobody = "http://127.0.0.1:9/token".to_owned();
    let untrusted = ConnectError::Certificate(CertificateError::UnknownIssuer);
    for (token_url, why) in [
        (strangers.address(), untrusted),
        (nobody, ConnectError::Refused),
    ] {
        let with_client = ApiClient::new("desk".to_owned(), Some(&token_url)).expect("an address");
        let endpoint = Endpoint::new(FHIR, &server.url, Some(SecretString::from("sesame")));
        let endpoint = endpoint.expect("an address").with_client(Some(with_client));
        let client = Client::new([endpoint], Timeouts::default()).with_route(authority.trusted());
        let read = client.read(FHIR, |api| api.appointment("a1")).await;
        let cause = read.expect_err("there is no token").report().cause.clone();
        assert_eq!(cause, Cause::Unreachable(why));
    }
}

#[tokio::test]
async fn the_texts_of_a_refusal_stand_at_their_fields() {
    let server = Scripted::start().await;
    server.gives_no_calendar();
    let issue = |expression: &str, text: &str| json!({"severity": "error", "code": "invalid", "details": {"text": text}, "expression": [expression]});
    let issues = [
        issue("Appointment.participant[1].actor", "Not on duty"),
        issue("Appointment.reasonCode[0].text", "Too long"),
        json!({"severity": "warning", "code": "informational", "diagnostics": "Never mind"}),
        json!({"severity": "error", "code": "business-rule", "diagnostics": "No room"}),
    ];
    server.gives(
        422,
        &[],
        &json!({"resourceType": "OperationOutcome", "issue": issues}),
    );
    let client = client(&server.url, None);
    let refused = client
        .change(FHIR, &ChangeRequest::Book(&visit()))
        .await
        .expect_err("a refusal");
    let said: Vec<_> = refused
        .report()
        .issues
        .iter()
        .map(|one| (one.wire_name.as_deref(), one.text.shown().as_str()))
        .collect();
    let expected = [
        (Some("practitionerId"), "Not on duty"),
        (Some("reasonCode"), "Too long"),
        (None, "No room"),
    ];
    assert_eq!(said, expected);
    assert_eq!(refused.report().cause, Cause::Invalid);
}

#[tokio::test]
async fn a_start_without_an_end_is_not_sent_where_no_slot_tells_the_length() {
    let server = Scripted::start().await;
    let least = visit();
    let span = Span::resolve(least.parts().span.start(), None, None).expect("a start");
    let booking = Booking::new(
        FHIR,
        BookingParts {
            span,
            ..least.parts().clone()
        },
    )
    .expect("a booking");
    server.gives_no_calendar();
    let refused = client(&server.url, None)
        .change(FHIR, &ChangeRequest::Book(&booking))
        .await;
    let refused = refused.expect_err("no end");
    assert!(matches!(refused, Failure::Refused(_)), "{refused:?}");
    assert_eq!(
        refused.report().issues[0].wire_name.as_deref(),
        Some("minutesDuration")
    );
    assert_eq!(
        server.lines().len(),
        3,
        "only roles, schedules, and what the server can, were read"
    );
}

#[tokio::test]
async fn a_new_patient_is_created_on_a_condition_only_where_the_server_takes_one() {
    let mut draft = PatientDraft::new(FHIR);
    for (field, text) in [
        (PatientField::FirstName, "Noor"),
        (PatientField::LastName, "Østergård"),
    ] {
        draft.set(field, text.to_owned());
    }
    draft.set(PatientField::BirthDate, "1979-12-31".to_owned());
    let now = "2026-11-20T12:00:00Z".parse().expect("a moment");
    let (zone, date_order, language, open) = (zones::Zone::BERLIN, None, Language::En, None);
    let clock = Clock {
        now,
        zone,
        date_order,
        language,
        open,
    };
    let noor = draft
        .review(&clock)
        .patient
        .expect("nothing is missing")
        .identified(7);
    for (takes, condition) in [
        (json!(true), true),
        (json!(false), false),
        (Value::Null, false),
    ] {
        let server = Scripted::start().await;
        let patient = json!({"type": "Patient", "conditionalCreate": takes});
        server.gives(200, &[], &json!({"rest": [{"resource": [patient]}]}));
        server.gives(
            201,
            &[],
            &json!({"resourceType": "Patient", "id": "p1", "name": [{"family": "Østergård"}]}),
        );
        let made = client(&server.url, None).create_patient(&noor).await;
        assert_eq!(made.expect("it is made").id(), "p1");
        assert_eq!(
            server.header(1, "if-none-exist").is_empty(),
            !condition,
            "{takes}"
        );
        let identifier = &server.body(1)["identifier"][0];
        assert_eq!(identifier["system"], "urn:bookdesk:booking");
        assert_eq!(
            identifier["value"].as_str().map(str::len),
            Some(8),
            "{identifier}"
        );
    }
}

#[tokio::test]
async fn another_patients_booking_under_the_same_identifier_is_not_taken_for_this_one() {
    let server = Scripted::start().await;
    for (status, is_taken) in [(200, false), (201, true)] {
        let mut others = appointment("1", "booked");
        others["participant"][0]["actor"]["reference"] = "Patient/pt-another".into();
        server.gives_no_calendar();
        server.gives(status, &[], &others);
        let booked = client(&server.url, None)
            .change(FHIR, &ChangeRequest::Book(&visit()))
            .await;
        assert_eq!(booked.is_ok(), is_taken, "{booked:?}");
        assert!(
            is_taken
                || matches!(&booked, Err(Failure::Refused(report)) if report.cause == Cause::Conflict)
        );
    }
}
