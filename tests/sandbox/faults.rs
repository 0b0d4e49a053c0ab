//! A bad day on order: each fault, on either side of the commit.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::{MARIA, MARIAS_PROFILE, Rig, draw};

/// How many appointments each API has for Maria.
async fn bookings(rig: &Rig) -> (u64, usize) {
    let visits = rig
        .get(&format!("/v1/appointments?patientId={MARIA}"))
        .await;
    let draws = rig
        .get(&format!("/api/v1/appointments?profile_id={MARIAS_PROFILE}"))
        .await;
    (
        visits.body["data"]["total"].as_u64().unwrap(),
        draws.body.as_array().unwrap().len(),
    )
}

fn visit() -> Value {
    json!({"status": "booked", "patientId": MARIA})
}

#[tokio::test]
async fn an_ordered_status_comes_in_the_shape_of_its_api() {
    let rig = Rig::start().await;
    for (code, body_code) in [
        (500, "INTERNAL_ERROR"),
        (409, "CONFLICT"),
        (429, "RATE_LIMITED"),
        (503, "API_ERROR"),
    ] {
        rig.order(json!({"backend": "clinik", "call": "create", "fault": "status", "code": code}))
            .await;
        let answer = rig.post("/v1/appointments", visit()).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (code, Some(body_code))
        );
        assert_eq!(
            answer.body["requestId"],
            answer.header("x-request-id").unwrap()
        );
    }
    rig.order(json!({"backend": "aniva", "call": "create", "fault": "status", "code": 500}))
        .await;
    let answer = rig
        .post("/api/v1/appointments", draw("2027-03-10T10:30:00Z"))
        .await;
    assert_eq!(
        (answer.status, answer.body),
        (500, json!({"error": "Internal server error"}))
    );
    assert_eq!(bookings(&rig).await, (0, 0));
}

#[tokio::test]
async fn after_the_commit_the_booking_stands_whatever_was_answered() {
    let rig = Rig::start().await;
    for clinic in ["clinik", "aniva"] {
        rig.order(
            json!({"backend": clinic, "call": "create", "fault": "status", "code": 502, "when": "after"}),
        )
        .await;
    }
    assert_eq!(rig.post("/v1/appointments", visit()).await.status, 502);
    assert_eq!(
        rig.post("/api/v1/appointments", draw("2027-03-10T10:30:00Z"))
            .await
            .status,
        502
    );
    assert_eq!(bookings(&rig).await, (1, 1));
}

#[tokio::test]
async fn a_dropped_call_ends_without_an_answer_on_either_side_of_the_commit() {
    let rig = Rig::start().await;
    let headers = [
        ("x-api-key", rig.sandbox.clinik_key()),
        ("content-type", "application/json"),
    ];
    for (fault, booked) in [("drop-before", 0), ("drop-after", 1)] {
        rig.order(json!({"backend": "clinik", "call": "create", "fault": fault}))
            .await;
        let lost = rig
            .send(&headers, "POST", "/v1/appointments", visit().to_string())
            .await;
        assert!(lost.is_err_and(|error| error.is_request()), "{fault}");
        assert_eq!(bookings(&rig).await.0, booked, "{fault}");
        let entry = rig
            .requests()
            .await
            .into_iter()
            .rfind(|entry| entry["call"] == "create")
            .unwrap();
        assert_eq!(entry["status"], json!(null));
    }
}

#[test]
fn a_dropped_connection_carries_not_one_byte_back() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let rig = runtime.block_on(Rig::start());
    runtime.block_on(
        rig.order(json!({"backend": "aniva", "call": "any", "fault": "drop-before", "times": 0})),
    );
    let mut connection = TcpStream::connect(rig.sandbox.addr()).unwrap();
    let host = rig.sandbox.addr();
    write!(
        connection,
        "GET /api/v1/locations HTTP/1.1\r\nHost: {host}\r\n\r\n"
    )
    .unwrap();
    let mut received = Vec::new();
    // A close and a reset are both an end; what matters is that nothing came.
    let _ = connection.read_to_end(&mut received);
    assert_eq!(received, b"");
}

#[tokio::test]
async fn a_rate_limit_names_its_wait_only_when_told_to() {
    let rig = Rig::start().await;
    rig.order(json!({"backend": "clinik", "call": "any", "fault": "rate-limit", "retry_after": 7}))
        .await;
    let answer = rig.get("/v1/patients").await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (429, Some("7"))
    );
    assert_eq!(answer.body["code"], "RATE_LIMITED");
    assert_eq!(answer.header("x-ratelimit-remaining"), Some("0"));
    assert_eq!(answer.header("x-ratelimit-reset"), Some("7"));
    for (clinic, path) in [("clinik", "/v1/patients"), ("aniva", "/api/v1/locations")] {
        rig.order(json!({"backend": clinic, "call": "search", "fault": "rate-limit"}))
            .await;
        let answer = rig.get(path).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, None));
        assert_eq!(rig.get(path).await.status, 200, "once means once");
    }
}

#[tokio::test]
async fn a_slow_answer_is_the_right_answer() {
    let rig = Rig::start().await;
    rig.order(json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 1}))
        .await;
    assert_eq!(rig.post("/v1/appointments", visit()).await.status, 201);
}

#[tokio::test]
async fn who_stops_waiting_is_booked_all_the_same() {
    let rig = Rig::start().await;
    rig.order(json!({"backend": "clinik", "call": "create", "fault": "slow", "ms": 50}))
        .await;
    let (host, key, body) = (
        rig.sandbox.addr(),
        rig.sandbox.clinik_key(),
        visit().to_string(),
    );
    let mut connection = TcpStream::connect(rig.sandbox.addr()).unwrap();
    write!(
        connection,
        "POST /v1/appointments HTTP/1.1\r\nHost: {host}\r\nX-Api-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    while rig.requests().await.is_empty() {}
    drop(connection);
    while rig.requests().await[0]["status"].is_null() {}
    assert_eq!(bookings(&rig).await.0, 1);
}

#[tokio::test]
async fn a_fault_is_for_its_backend_and_call_and_can_be_cleared() {
    let rig = Rig::start().await;
    rig.order(
        json!({"backend": "clinik", "call": "read", "fault": "status", "code": 500, "times": 0}),
    )
    .await;
    assert_eq!(rig.get("/v1/patients").await.status, 200);
    assert_eq!(rig.get("/api/v1/locations").await.status, 200);
    for _ in 0..3 {
        assert_eq!(rig.get("/v1/patients/pt_abc123").await.status, 500);
    }
    rig.order(json!({"clear": true})).await;
    assert_eq!(rig.get("/v1/patients/pt_abc123").await.status, 200);
}

#[tokio::test]
async fn a_fault_nobody_knows_is_refused_with_the_names_to_choose_from() {
    let rig = Rig::start().await;
    for wrong in [
        json!({"backend": "clinik", "call": "any", "fault": "explode"}),
        json!({"backend": "clinik", "call": "any"}),
        json!({"backend": "moon", "call": "any", "fault": "slow", "ms": 1}),
        json!("slow"),
    ] {
        let answer = rig.post("/sandbox/faults", wrong).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body["error"].is_string());
    }
    let answer = rig
        .post(
            "/sandbox/faults",
            json!({"backend": "clinik", "call": "any", "fault": "x"}),
        )
        .await;
    for name in ["slow", "status", "drop-before", "drop-after", "rate-limit"] {
        assert!(answer.body["error"].as_str().unwrap().contains(name));
    }
}

/// A change of each API: the fault's clinic and call, method, path, body, and what a read then shows.
async fn changes(
    rig: &Rig,
) -> [(
    &'static str,
    &'static str,
    &'static str,
    String,
    String,
    &'static str,
); 3] {
    let visit = format!(
        "/v1/appointments/{}",
        rig.visit("2027-03-10T10:00:00Z").await
    );
    let moved = format!(
        "/api/v1/appointments/{}",
        rig.draw("2027-03-10T10:30:00Z").await
    );
    let cancelled = format!(
        "/api/v1/appointments/{}",
        rig.draw("2027-03-10T11:30:00Z").await
    );
    let cancel = json!({"status": "cancelled", "cancelationReason": "patient request"}).to_string();
    let time = json!({"scheduled_at": "2027-03-11T08:00:00Z"}).to_string();
    [
        ("clinik", "patch", "PATCH", visit, cancel, "cancelled"),
        (
            "aniva",
            "patch",
            "PATCH",
            moved,
            time,
            "2027-03-11T08:00:00Z",
        ),
        (
            "aniva",
            "delete",
            "DELETE",
            cancelled,
            String::new(),
            "\"cancelled\"",
        ),
    ]
}

fn headers<'a>(rig: &'a Rig, clinic: &str) -> [(&'static str, &'a str); 2] {
    let key = if clinic == "aniva" {
        rig.sandbox.aniva_key()
    } else {
        rig.sandbox.clinik_key()
    };
    [("x-api-key", key), ("content-type", "application/json")]
}

#[tokio::test]
async fn a_change_whose_answer_is_lost_is_made_or_not() {
    for (fault, is_made) in [("drop-before", false), ("drop-after", true)] {
        let rig = Rig::start().await;
        for (clinic, call, method, path, body, shows) in changes(&rig).await {
            rig.order(json!({"backend": clinic, "call": call, "fault": fault}))
                .await;
            let lost = rig.send(&headers(&rig, clinic), method, &path, body).await;
            assert!(
                lost.is_err_and(|error| error.is_request()),
                "{fault} {method} {path}"
            );
            let now = rig.get(&path).await;
            assert_eq!(
                (now.status, now.body.to_string().contains(shows)),
                (200, is_made),
                "{fault} {path}"
            );
        }
    }
}

#[tokio::test]
async fn a_server_may_not_have_the_call_that_changes() {
    let rig = Rig::start().await;
    for (clinic, call, method, path, body, shows) in changes(&rig).await {
        for code in [404, 405] {
            rig.order(json!({"backend": clinic, "call": call, "fault": "status", "code": code}))
                .await;
            let refused = rig
                .send(&headers(&rig, clinic), method, &path, body.clone())
                .await
                .unwrap();
            assert_eq!(refused.status, code);
            assert!(
                !refused.body.to_string().contains("Appointment not found"),
                "it isn't the record that lacks"
            );
            assert!(
                !rig.get(&path).await.body.to_string().contains(shows),
                "{method} {path}"
            );
        }
    }
}
