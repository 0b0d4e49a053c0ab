//! Reads: decoded tolerantly, page by page, and retried after temporary failures.

use super::*;
use crate::Finding;
use booking::ConnectError;
use booking::api::FindingReason;
use booking::clinics::{ANIVA, CLINIK, aniva, clinik};
use booking::{Cause, DecodeError, EntryKind, Failure, Language, Place};

/// Returns a temporary failure that asks for an immediate retry.
fn passing(status: u16) -> Reply {
    Reply::with(status, &[("Retry-After", "0")], b"")
}

#[tokio::test]
async fn any_2xx_with_an_id_is_booked() {
    for status in [200, 201, 202] {
        let body = r#"{"data":{"id":"appt_1","status":"booked","start":"2025-02-10T10:00:00.000Z","new":{"a":1}},
                       "meta":{"requestId":"req_9"}}"#;
        let stub = Stub::replying(vec![Reply::json(status, body)]).await;
        let appointment = stub.client().alter(&visit().into()).await.unwrap();
        assert_eq!(
            (appointment.id.as_str(), appointment.status.as_str()),
            ("appt_1", "booked")
        );
        assert_eq!(appointment.request_id.as_deref(), Some("req_9"));
        assert_eq!(appointment.member("new.a"), Some("1"));
        assert_eq!(
            appointment.start,
            Some("2025-02-10T10:00:00Z".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    // `{"data":{"id":"appt_zipped"}}`
    const PACKED: [u8; 49] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x4a, 0x49, 0x2c,
        0x49, 0x54, 0xb2, 0xaa, 0x56, 0xca, 0x4c, 0x51, 0xb2, 0x52, 0x4a, 0x2c, 0x28, 0x28, 0x89,
        0xaf, 0xca, 0x2c, 0x28, 0x48, 0x4d, 0x51, 0xaa, 0xad, 0x05, 0x00, 0xd5, 0x16, 0x03, 0xe6,
        0x1d, 0x00, 0x00, 0x00,
    ];
    let stub = Stub::replying(vec![Reply::with(
        201,
        &[("Content-Encoding", "gzip")],
        &PACKED,
    )])
    .await;
    assert_eq!(
        stub.client().alter(&visit().into()).await.unwrap().id,
        "appt_zipped"
    );
}

#[tokio::test]
async fn hostile_words_are_shown_as_marks_and_cut() {
    let long = "ä".repeat(1 << 20);
    let body = format!(r#"{{"id":"a1","status":"\u001b[31mbooked\u202e","comment":"{long}"}}"#);
    let stub = Stub::replying(vec![Reply::json(201, &body)]).await;
    let appointment = stub.client().alter(&draw().into()).await.unwrap();
    assert_eq!(appointment.status, "␛[31mbooked<U+202E>");
    assert!(
        appointment
            .member("comment")
            .unwrap()
            .ends_with("… (1044576 more)")
    );
}

#[tokio::test]
async fn an_appointment_is_read_by_its_id_and_tried_again_after_what_may_pass() {
    let found = Reply::json(200, r#"{"id":"a1","status":"blood_drawn"}"#);
    let stub = Stub::replying(vec![passing(503), passing(429), found]).await;
    let appointment = stub
        .client()
        .read(ANIVA, |api| api.appointment("a1"))
        .await
        .unwrap();
    assert_eq!(appointment.status, "blood_drawn");
    assert_eq!(stub.lines(), ["GET /api/v1/appointments/a1"; 3]);
}

#[tokio::test]
async fn an_answer_about_another_record_is_not_taken_for_the_one_asked_for() {
    let other = || Reply::json(200, r#"{"id":"a2","status":"booked"}"#);
    let stub = Stub::replying(vec![other(), other(), other()]).await;
    let client = stub.client();
    let causes = [
        client
            .read(ANIVA, |api| api.appointment("a1"))
            .await
            .unwrap_err(),
        client
            .read(ANIVA, |api| api.person("a1"))
            .await
            .unwrap_err(),
        client
            .read(clinik::PRACTITIONERS.clinic(), |api| {
                api.entry(clinik::PRACTITIONERS, "a1")
            })
            .await
            .unwrap_err(),
    ]
    .map(|failure| failure.report().cause.clone());
    let record = Cause::Unreadable(DecodeError::OtherRecord);
    assert_eq!(
        causes,
        [
            Cause::Unreadable(DecodeError::OtherAppointment),
            record.clone(),
            record
        ]
    );

    let same = Stub::replying(vec![Reply::json(200, r#"{"id":"A1"}"#)]).await;
    assert!(
        same.client()
            .read(ANIVA, |api| api.appointment("a1"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_read_is_tried_three_times_at_most_and_a_refused_one_once() {
    let stub = Stub::replying((0..5).map(|_| passing(500)).collect()).await;
    let failure = stub
        .client()
        .read(CLINIK, |api| api.appointment("appt_1"))
        .await
        .unwrap_err();
    assert_eq!(
        (failure.report().cause.clone(), stub.received().len()),
        (Cause::ServerFault, 3)
    );
    let refusals = [
        (404, r#"{"code":"NOT_FOUND"}"#),
        (429, r#"{"code":"MONTHLY_QUOTA_EXCEEDED"}"#),
    ];
    for (status, body) in refusals {
        let refused = || Reply::with(status, &[("Retry-After", "0")], body.as_bytes());
        let stub = Stub::replying(vec![refused(), refused()]).await;
        assert!(
            stub.client()
                .read(CLINIK, |api| api.appointment("appt_1"))
                .await
                .is_err()
        );
        assert_eq!(stub.received().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_limit_holds_reads_back_and_never_a_booking() {
    let limited = Reply::with(
        429,
        &[("Retry-After", "3600")],
        br#"{"code":"RATE_LIMITED"}"#,
    );
    let booked = Reply::json(201, r#"{"data":{"id":"appt_1"}}"#);
    let stub = Stub::replying(vec![limited, booked]).await;
    let client = stub.client();
    for _ in 0..3 {
        let failure = client
            .read(CLINIK, |api| api.appointment("appt_1"))
            .await
            .unwrap_err();
        assert_eq!(failure.report().cause, Cause::RateLimited);
    }
    assert_eq!(
        stub.received().len(),
        1,
        "an hour is no read's to wait, and it is not asked for again meanwhile"
    );
    assert_eq!(client.alter(&visit().into()).await.unwrap().id, "appt_1");
}

#[tokio::test]
async fn a_backend_that_answers_at_all_is_there() {
    let stub = Stub::replying(vec![Reply::json(200, "[]"), Reply::json(403, "{}")]).await;
    let client = stub.client();
    assert_eq!(client.probe(ANIVA).await, Ok(()));
    let refused = client.probe(CLINIK).await.unwrap_err();
    assert_eq!(refused.report().status, Some(403));
    assert_eq!(
        stub.lines(),
        [
            "GET /api/v1/locations?count=1",
            "GET /v1/practitioners?count=1"
        ]
    );
}

#[tokio::test]
async fn patients_are_listed_page_by_page() {
    let first = r#"{"data":{"data":[{"id":"pt_1","firstName":"Maria","lastName":"Schmidt","birthDate":"1985-03-22"}],
                    "total":2,"cursor":"1 &x","hasMore":true},"meta":{}}"#;
    let last = r#"{"data":{"data":[{"id":"pt_2","fullName":"Zoë Brûlé"}],"cursor":null,"hasMore":false},"meta":{}}"#;
    let stub = Stub::replying(vec![Reply::json(200, first), Reply::json(200, last)]).await;
    let listing = stub
        .client()
        .read(clinik::PATIENTS.clinic(), |api| api.list(clinik::PATIENTS))
        .await
        .unwrap();
    let seen: Vec<_> = listing
        .entries
        .iter()
        .map(|entry| (entry.name.as_str(), entry.detail(Language::En)))
        .collect();
    assert_eq!(
        seen,
        [
            ("Maria Schmidt", "22 Mar 1985".into()),
            ("Zoë Brûlé", "".into())
        ]
    );
    assert!(listing.complete);
    assert_eq!(
        stub.lines(),
        [
            "GET /v1/patients?count=100",
            "GET /v1/patients?count=100&cursor=1+%26x"
        ]
    );
}

#[tokio::test]
async fn profiles_and_locations_are_bare_lists() {
    let profiles = r#"[{"id":"p1","first_name":"Päivi","last_name":"Hämäläinen","date_of_birth":"1992-02-29"}]"#;
    let locations = r#"[{"id":"l1","name":"Mitte","city":"Berlin","timezone":"Europe/Berlin"}]"#;
    let stub = Stub::replying(vec![
        Reply::json(200, profiles),
        Reply::json(200, locations),
    ])
    .await;
    let client = stub.client();
    let profiles = client
        .read(aniva::PROFILES.clinic(), |api| api.list(aniva::PROFILES))
        .await
        .unwrap();
    let locations = client
        .read(aniva::LOCATIONS.clinic(), |api| api.list(aniva::LOCATIONS))
        .await
        .unwrap();
    assert_eq!(profiles.entries[0].name, "Päivi Hämäläinen");
    let place = Place {
        zone: Some(zones::Zone::BERLIN),
        hours: None,
    };
    assert_eq!(locations.entries[0].kind, EntryKind::Place(Box::new(place)));
    assert!(profiles.complete && locations.complete);
    assert_eq!(
        stub.lines(),
        [
            "GET /api/v1/profiles?limit=500&offset=0",
            "GET /api/v1/locations"
        ]
    );
}

#[tokio::test]
async fn one_entry_is_read_by_id_and_a_location_found_in_its_list() {
    let practitioner = r#"{"data":{"id":"prac_1","firstName":"Karin","lastName":"Ivers","specialty":"Cardiology"}}"#;
    let locations = || Reply::json(200, r#"[{"id":"l1","name":"Mitte"}]"#);
    let stub = Stub::replying(vec![
        Reply::json(200, practitioner),
        locations(),
        locations(),
    ])
    .await;
    let client = stub.client();
    assert_eq!(
        client
            .read(clinik::PRACTITIONERS.clinic(), |api| api
                .entry(clinik::PRACTITIONERS, "prac_1"))
            .await
            .unwrap()
            .detail,
        "Cardiology"
    );
    assert_eq!(
        client
            .read(aniva::LOCATIONS.clinic(), |api| api
                .entry(aniva::LOCATIONS, "l1"))
            .await
            .unwrap()
            .name,
        "Mitte"
    );
    let missing = client
        .read(aniva::LOCATIONS.clinic(), |api| {
            api.entry(aniva::LOCATIONS, "l2")
        })
        .await
        .unwrap_err();
    assert!(matches!(missing, Failure::Refused(report) if report.cause == Cause::NotFound));
    assert_eq!(stub.lines()[0], "GET /v1/practitioners/prac_1");
}

#[tokio::test]
async fn the_doctor_tells_a_key_that_may_book_from_one_that_may_not() {
    let locations = || Reply::json(200, r#"[{"id":"l1","name":"Mitte"}]"#);
    let forbidden = || Reply::json(403, r#"{"error":"Forbidden"}"#);
    let stub = Stub::replying(vec![
        locations(),
        Reply::json(200, "{}"),
        locations(),
        forbidden(),
        forbidden(),
    ])
    .await;
    let client = stub.client();
    let may = client.reach(ANIVA).await;
    assert_eq!(
        (may.server, may.key, may.lists, may.books),
        (Finding::Yes, Finding::Yes, Finding::Yes, Finding::Yes)
    );
    assert_eq!(stub.lines()[1], "GET /api/v1/locations/l1/availability");
    assert!(matches!(client.reach(ANIVA).await.books, Finding::No(_)));
    let thin = client.reach(ANIVA).await;
    assert_eq!(thin.server, Finding::Yes);
    assert!(matches!(
        (thin.key, thin.lists),
        (Finding::Undecided(_), Finding::No(_))
    ));
}

#[tokio::test]
async fn the_doctor_tells_a_bad_key_from_a_silent_server() {
    let unknown = Reply::json(401, r#"{"error":"Unauthorized","code":"INVALID_KEY"}"#);
    let stub = Stub::replying(vec![unknown]).await;
    let reach = stub.client().reach(CLINIK).await;
    assert_eq!(reach.server, Finding::Yes);
    assert!(matches!(reach.key, Finding::No(_)));
    let reach = client_of(NOBODY, Timeouts::default()).reach(CLINIK).await;
    assert_eq!(
        reach.server,
        Finding::No(FindingReason::Connect(ConnectError::Refused))
    );
}
