//! Failures, and what they mean for the booking.

use secrecy::SecretString;

use super::*;
use booking::clinics::{ANIVA, CLINIK, SHIPPED, clinik};
use booking::{Cause, ConnectError, DecodeError, Failure, Language, Meaning, problems_of};

/// Returns the failure of creating a booking at `clinic` that the server answers with `reply`; checks that
/// it was sent only once.
async fn fails(clinic: ClinicId, reply: Reply) -> Failure {
    let spare = Reply::json(201, r#"{"id":"booked_twice"}"#);
    let stub = Stub::replying(vec![reply, spare]).await;
    let failure = stub
        .client()
        .alter(&booking(clinic).into())
        .await
        .unwrap_err();
    assert_eq!(stub.received().len(), 1, "a create is sent once");
    failure
}

fn meaning(failure: &Failure, clinic: ClinicId) -> Option<Meaning> {
    problems_of(failure, clinic, Language::En)[0].meaning
}

#[tokio::test]
async fn every_row_of_clinikapis_error_table_has_its_cause() {
    let rows = [
        (
            400,
            Some("INVALID_JSON"),
            Cause::BadRequest,
            Meaning::Refused,
        ),
        (
            400,
            Some("METHOD_OVERRIDE_REJECTED"),
            Cause::MethodOverride,
            Meaning::Refused,
        ),
        (400, None, Cause::BadRequest, Meaning::Refused),
        (
            401,
            Some("UNAUTHORIZED"),
            Cause::KeyUnknown,
            Meaning::Refused,
        ),
        (
            401,
            Some("INVALID_KEY_FORMAT"),
            Cause::KeyMalformed,
            Meaning::Refused,
        ),
        (
            401,
            Some("INVALID_KEY"),
            Cause::KeyUnknown,
            Meaning::Refused,
        ),
        (
            401,
            Some("KEY_REVOKED"),
            Cause::KeyRevoked,
            Meaning::Refused,
        ),
        (
            401,
            Some("KEY_EXPIRED"),
            Cause::KeyExpired,
            Meaning::Refused,
        ),
        (
            401,
            Some("SOMETHING_NEW"),
            Cause::KeyUnknown,
            Meaning::Refused,
        ),
        (403, None, Cause::Forbidden, Meaning::Refused),
        (404, Some("NOT_FOUND"), Cause::NotFound, Meaning::Refused),
        (409, Some("CONFLICT"), Cause::Conflict, Meaning::Refused),
        (
            422,
            Some("VALIDATION_ERROR"),
            Cause::Invalid,
            Meaning::Refused,
        ),
        (
            429,
            Some("RATE_LIMITED"),
            Cause::RateLimited,
            Meaning::Refused,
        ),
        (
            429,
            Some("MONTHLY_QUOTA_EXCEEDED"),
            Cause::QuotaExhausted,
            Meaning::Refused,
        ),
        (
            429,
            Some("SANDBOX_QUOTA_EXCEEDED"),
            Cause::QuotaExhausted,
            Meaning::Refused,
        ),
        (418, None, Cause::OtherRefusal, Meaning::Refused),
        (
            500,
            Some("INTERNAL_ERROR"),
            Cause::ServerFault,
            Meaning::Unknown,
        ),
        (503, None, Cause::ServerFault, Meaning::Unknown),
    ];
    for (status, code, cause, means) in rows {
        let body = match code {
            Some(code) => format!(r#"{{"error":"Title","code":"{code}","requestId":"req_7"}}"#),
            None => r#"{"error":"Title","requestId":"req_7"}"#.to_owned(),
        };
        let failure = fails(CLINIK, Reply::json(status, &body)).await;
        let report = failure.report();
        assert_eq!((&report.cause, report.status), (&cause, Some(status)));
        assert_eq!(
            (report.code.as_deref(), report.request_id.as_deref()),
            (code, Some("req_7"))
        );
        assert_eq!(meaning(&failure, CLINIK), Some(means), "{status} {code:?}");
    }
}

#[tokio::test]
async fn every_row_of_anivas_error_table_has_its_cause() {
    let rows = [
        (
            400,
            "scheduled_at must be in the future",
            Cause::BadRequest,
            Meaning::Refused,
        ),
        (403, "Forbidden", Cause::Forbidden, Meaning::Refused),
        (404, "location not found", Cause::NotFound, Meaning::Refused),
        (409, "Conflict", Cause::Conflict, Meaning::Refused),
        (
            500,
            "Internal server error",
            Cause::ServerFault,
            Meaning::Unknown,
        ),
    ];
    for (status, error, cause, means) in rows {
        let failure = fails(
            ANIVA,
            Reply::json(status, &format!(r#"{{"error":"{error}"}}"#)),
        )
        .await;
        assert_eq!(
            (&failure.report().cause, failure.report().to_text()),
            (&cause, Some(error))
        );
        assert_eq!(meaning(&failure, ANIVA), Some(means));
    }
}

#[tokio::test]
async fn a_refused_field_is_named_and_found_on_the_form() {
    let body = r#"{"error":"Validation Error","code":"VALIDATION_ERROR","requestId":"req_1",
        "issues":[{"severity":"error","code":"invalid","diagnostics":"patientInstruction: Too long"}]}"#;
    let failure = fails(CLINIK, Reply::json(422, body)).await;
    let problems = problems_of(&failure, CLINIK, Language::En);
    assert_eq!(problems[0].field(), Some(clinik::PATIENT_INSTRUCTION));
}

#[tokio::test]
async fn a_limit_says_how_long_to_wait() {
    let limited =
        |headers: &[(&str, &str)]| Reply::with(429, headers, br#"{"code":"RATE_LIMITED"}"#);
    let asked = fails(
        CLINIK,
        limited(&[("Retry-After", "7"), ("X-RateLimit-Reset", "41")]),
    )
    .await;
    assert_eq!(asked.report().retry_after, Some(Duration::from_secs(7)));
    let reset = fails(CLINIK, limited(&[("X-RateLimit-Reset", "41")])).await;
    assert_eq!(reset.report().retry_after, Some(Duration::from_secs(41)));
    let unsaid = fails(CLINIK, limited(&[])).await;
    assert_eq!(unsaid.report().retry_after, None);
}

#[tokio::test]
async fn an_answer_that_breaks_off_leaves_the_outcome_unknown() {
    let broken = [
        ("before a byte", Reply::raw(""), Cause::ConnectionLost),
        (
            "in the status line",
            Reply::raw("HTTP/1.1 20"),
            Cause::ConnectionLost,
        ),
        (
            "in the headers",
            Reply::raw("HTTP/1.1 201 Created\r\nContent-Le"),
            Cause::ConnectionLost,
        ),
        (
            "in the body",
            Reply::raw(
                "HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{\"data\":{\"id\":\"appt_1\"",
            ),
            Cause::ConnectionLost,
        ),
        (
            "with no HTTP",
            Reply::raw("220 mail.example ESMTP\r\n\r\n"),
            Cause::ConnectionLost,
        ),
    ];
    for (place, reply, cause) in broken {
        let failure = fails(CLINIK, reply).await;
        assert_eq!(failure.report().cause, cause, "{place}");
        assert!(matches!(failure, Failure::Unknown(_)), "{place}");
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_leaves_the_outcome_unknown() {
    let page = "<html><body>Welcome to the hotel's network</body></html>";
    let unreadable = [
        (
            Reply::with(200, &[("Content-Type", "text/html")], page.as_bytes()),
            Cause::Unreadable(DecodeError::NoJson),
        ),
        (Reply::json(201, ""), Cause::Unreadable(DecodeError::Empty)),
        (
            Reply::with(204, &[], b""),
            Cause::Unreadable(DecodeError::Empty),
        ),
        (
            Reply::json(201, "{\"data\":"),
            Cause::Unreadable(DecodeError::NoJson),
        ),
        (
            Reply::json(201, r#"{"data":{"status":"booked"}}"#),
            Cause::Unreadable(DecodeError::NoAppointmentId),
        ),
        (
            Reply::json(201, r#"["appt_1"]"#),
            Cause::Unreadable(DecodeError::NoAppointment),
        ),
        (
            Reply::with(201, &[("Content-Encoding", "gzip")], b"no gzip"),
            Cause::ConnectionLost,
        ),
        (
            Reply::json(201, &"[".repeat(100_000)),
            Cause::Unreadable(DecodeError::NoJson),
        ),
    ];
    for (reply, cause) in unreadable {
        let failure = fails(ANIVA, reply).await;
        assert_eq!(failure.report().cause, cause);
        assert!(matches!(failure, Failure::Unknown(_)), "{cause:?}");
    }
}

#[tokio::test]
async fn a_body_over_the_cap_is_not_read_to_its_end() {
    let endless = [
        b"HTTP/1.1 201 Created\r\n\r\n".as_slice(),
        &vec![b' '; 9 << 20],
    ]
    .concat();
    let failure = fails(CLINIK, Reply::raw(endless).hold()).await;
    assert_eq!(failure.report().cause, Cause::TooLarge);
    assert!(matches!(failure, Failure::Unknown(_)));
}

#[tokio::test]
async fn a_refusal_stands_even_where_its_body_breaks_off() {
    let failure = fails(
        CLINIK,
        Reply::raw("HTTP/1.1 404 Not Found\r\nContent-Length: 90\r\n\r\n{\"er"),
    )
    .await;
    assert_eq!(failure.report().cause, Cause::NotFound);
    assert!(matches!(failure, Failure::Refused(_)));
}

#[tokio::test]
async fn an_answer_that_is_too_slow_leaves_the_outcome_unknown() {
    let slow = [
        Reply::raw("").hold(),
        Reply::raw("HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{\"data\"").hold(),
    ];
    for reply in slow {
        let stub = Stub::replying(vec![reply]).await;
        let failure = stub
            .hasty_client()
            .alter(&visit().into())
            .await
            .unwrap_err();
        assert_eq!(failure.report().cause, Cause::TimedOut);
        assert!(matches!(failure, Failure::Unknown(_)));
    }
}

#[tokio::test]
async fn what_finds_no_server_was_not_sent() {
    let client = client_of(NOBODY, Timeouts::default());
    let failure = client.alter(&visit().into()).await.unwrap_err();
    let refused = Cause::Unreachable(ConnectError::Refused);
    assert_eq!(failure, Failure::NotSent(booking::Report::of(refused)));
}

#[tokio::test]
async fn what_meets_no_trusted_server_was_not_sent() {
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plain = Stub::replying(vec![Reply::json(201, r#"{"id":"a1"}"#)]).await;
    let short = Timeouts {
        connect: Duration::from_millis(120),
        ..Timeouts::default()
    };
    for address in [mute.local_addr().unwrap(), plain.address] {
        let client = client_of(&format!("https://{address}"), short);
        let failure = client.alter(&visit().into()).await.unwrap_err();
        assert!(
            matches!(failure.report().cause, Cause::Unreachable(_)),
            "{failure:?}"
        );
        assert!(matches!(failure, Failure::NotSent(_)));
    }
    assert_eq!(plain.received(), []);
}

#[tokio::test]
async fn a_key_that_can_only_fail_is_not_sent() {
    let stub = Stub::replying(vec![Reply::json(201, r#"{"id":"a1"}"#)]).await;
    let address = format!("http://{}", stub.address);
    let cases = [
        (CLINIK, None, Cause::KeyMissing),
        (CLINIK, Some("sk_live_abc"), Cause::KeyMalformed),
        (CLINIK, Some("clk_test_a\r\nx-evil: 1"), Cause::KeyMalformed),
        (ANIVA, None, Cause::KeyMissing),
        (ANIVA, Some("line\nend"), Cause::KeyMalformed),
    ];
    for (clinic, key, cause) in cases {
        let endpoint =
            |clinic| Endpoint::new(clinic, &address, key.map(SecretString::from)).unwrap();
        let client = Client::new(SHIPPED.iter().map(endpoint), Timeouts::default());
        let failure = client.alter(&booking(clinic).into()).await.unwrap_err();
        assert_eq!(failure, Failure::NotSent(booking::Report::of(cause)));
    }
    assert_eq!(stub.received(), []);
}
