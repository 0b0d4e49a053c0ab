//! Requests: exactly as documented, to exactly the configured server, once.

use serde_json::{Value, json};

use super::*;
use booking::api::ChangeRequest;
use booking::clinics::{ANIVA, CLINIK, SHIPPED, clinik};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

const AGENT: &str = concat!("bookdesk/", env!("CARGO_PKG_VERSION"));

#[tokio::test]
async fn a_visit_is_sent_as_clinikapi_documents_it() {
    let stub = Stub::replying(vec![Reply::json(201, r#"{"data":{"id":"appt_1"}}"#)]).await;
    stub.client().alter(&visit().into()).await.unwrap();
    let [request] = stub.received().try_into().unwrap();
    assert_eq!(request.line, "POST /v1/appointments HTTP/1.1");
    let headers = [
        ("accept", "application/json"),
        ("accept-encoding", "gzip"),
        ("content-length", &request.body.len().to_string()),
        ("content-type", "application/json"),
        ("host", &stub.address.to_string()),
        ("user-agent", AGENT),
        ("x-api-key", CLINIK_KEY),
    ];
    assert_eq!(request.headers, pairs(&headers));
    let body: Value = serde_json::from_str(&request.body).unwrap();
    let expected = json!({
        "status": "booked",
        "patientId": "pt_abc123",
        "practitionerId": "prac_xyz789",
        "start": "2025-02-10T10:00:00.000Z",
        "end": "2025-02-10T10:30:00.000Z",
        "minutesDuration": 30,
        "appointmentType": "FOLLOWUP",
        "serviceType": "Cardiology",
        "reasonCode": "Post-procedure follow-up",
        "patientInstruction": "Please arrive 10 minutes early.",
    });
    assert_eq!(
        body.to_string(),
        expected.to_string(),
        "values and their order"
    );
}

#[tokio::test]
async fn a_draw_is_sent_as_aniva_documents_it_and_the_desk_note_stays() {
    let stub = Stub::replying(vec![Reply::json(
        201,
        r#"{"id":"a1","status":"scheduled"}"#,
    )])
    .await;
    stub.client().alter(&draw().into()).await.unwrap();
    let [request] = stub.received().try_into().unwrap();
    assert_eq!(request.line, "POST /api/v1/appointments HTTP/1.1");
    assert!(
        request
            .headers
            .contains(&("x-api-key".to_owned(), ANIVA_KEY.to_owned()))
    );
    assert_eq!(
        request.body,
        r#"{"profile_id":"a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d","location_id":"b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b","scheduled_at":"2026-05-15T10:30:00Z"}"#
    );
}

#[tokio::test]
async fn the_preview_is_what_is_sent() {
    for clinic in SHIPPED {
        let stub = Stub::replying(vec![Reply::json(201, r#"{"id":"a1"}"#)]).await;
        let client = stub.client();
        let view = client
            .preview(clinic, &ChangeRequest::Book(&booking(clinic)), None)
            .unwrap();
        client.alter(&booking(clinic).into()).await.unwrap();
        let [request] = stub.received().try_into().unwrap();
        let by_the_transport = ["content-length", "host"];
        let mut shown: Vec<_> = view
            .headers
            .into_iter()
            .filter(|(name, _)| name != "x-api-key")
            .collect();
        shown.sort();
        let sent = request.headers.into_iter();
        let sent: Vec<_> = sent
            .filter(|(name, _)| name != "x-api-key" && !by_the_transport.contains(&name.as_str()))
            .collect();
        assert_eq!(shown, sent);
        let path = view
            .url
            .strip_prefix(&format!("http://{}", stub.address))
            .unwrap();
        assert_eq!(format!("{} {path} HTTP/1.1", view.method), request.line);
        assert_eq!(
            serde_json::from_str::<Value>(view.body.shown()).unwrap(),
            serde_json::from_str::<Value>(&request.body).unwrap()
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_leaves_a_create_unknown() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Stub::replying(vec![Reply::json(201, r#"{"id":"stolen"}"#)]).await;
        let to = format!("http://{}/v1/appointments", elsewhere.address);
        let stub = Stub::replying(vec![Reply::with(status, &[("Location", &to)], b"")]).await;
        let failure = stub.client().alter(&visit().into()).await.unwrap_err();
        assert_eq!(failure.report().cause, booking::Cause::Redirected);
        assert!(matches!(failure, booking::Failure::Unknown(_)));
        assert_eq!((stub.received().len(), elsewhere.received().len()), (1, 0));
    }
}

#[tokio::test]
async fn every_call_has_a_connection_of_its_own() {
    let created = || Reply::json(201, r#"{"id":"a1"}"#).hold();
    let stub = Stub::replying(vec![created(), created(), created()]).await;
    let client = stub.client();
    client
        .read(CLINIK, |api| api.appointment("a1"))
        .await
        .unwrap();
    client.alter(&visit().into()).await.unwrap();
    client.alter(&visit().into()).await.unwrap();
    assert_eq!(
        stub.received().len(),
        3,
        "one that is kept open is never used again"
    );
}

#[tokio::test]
async fn no_debug_output_shows_a_key() {
    let stub = Stub::replying(vec![Reply::json(401, r#"{"code":"INVALID_KEY"}"#)]).await;
    let client = stub.client();
    let failure = client.alter(&visit().into()).await.unwrap_err();
    let printed = format!(
        "{client:?} {failure:?} {:?}",
        client.preview(ANIVA, &ChangeRequest::Book(&draw()), None)
    );
    assert!(!printed.contains("secret"), "{printed}");
}

#[test]
fn calls_can_be_made_from_any_thread() {
    fn is_send<T: Send>(_: &T) {}
    let client = client_of("http://127.0.0.1:9", Timeouts::default());
    let booking = visit();
    is_send(&client.alter(&booking.clone().into()));
    is_send(&client.read(ANIVA, |api| api.appointment("a1")));
    is_send(&client.read(clinik::PATIENTS.clinic(), |api| api.list(clinik::PATIENTS)));
    is_send(&client.read(clinik::PATIENTS.clinic(), |api| {
        api.entry(clinik::PATIENTS, "pt_1")
    }));
    is_send(&client.reach(CLINIK));
    is_send(&client.read(CLINIK, |api| {
        api.search(&booking::PatientQuery::Name(String::new()))
    }));
    is_send(&client.read(ANIVA, |api| api.people_page(0)));
    is_send(&client.read(ANIVA, |api| api.agenda_of_person("", None)));
}
