//! Changes: exactly the documented request, once; and the meaning of its answer.

use super::*;
use booking::Status;
use booking::api::{ChangeRequest, Changed, Reuse};
use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::{Cause, DecodeError, Failure, Provider, Slot};

const ID: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
const APPOINTMENT: &str = r#"{"id":"a1","status":"booked"}"#;
const DONE: &str = r#"{"success":true}"#;

/// A change, its answer, and its request.
struct Row<'a> {
    at: ClinicId,
    change: ChangeRequest<'a>,
    answer: &'static str,
    line: String,
    body: Option<Value>,
}

fn span(minutes: u16) -> Span {
    let start = "2027-02-10T10:00:00+01:00".parse().unwrap();
    Span::resolve(Some(start), None, Minutes::new(minutes.into())).unwrap()
}

#[tokio::test]
async fn each_change_is_one_documented_request() {
    let clinik = CLINIK;
    let aniva = ANIVA;
    let time = span(30);
    let panel = [booking::clinics::aniva::PANEL_LIST.id(ID).unwrap()];
    let place = Provider::named(aniva, ID).unwrap();
    let moved = |span, provider| ChangeRequest::Move {
        appointment: "a1",
        span,
        provider,
    };
    let row = |at, change, answer, line: &str, body| Row {
        at,
        change,
        answer,
        line: line.to_owned(),
        body,
    };
    let rows = [
        row(
            clinik,
            moved(Some(&time), None),
            APPOINTMENT,
            "PATCH /v1/appointments/a1",
            Some(
                json!({"start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z",
                        "minutesDuration": 30}),
            ),
        ),
        row(
            clinik,
            ChangeRequest::BookWaiting {
                appointment: "a1",
                span: &time,
            },
            APPOINTMENT,
            "PATCH /v1/appointments/a1",
            Some(
                json!({"start": "2027-02-10T09:00:00.000Z", "end": "2027-02-10T09:30:00.000Z",
                        "minutesDuration": 30, "status": "booked"}),
            ),
        ),
        row(
            clinik,
            ChangeRequest::Cancel {
                appointment: "a1",
                reason: "patient request",
            },
            APPOINTMENT,
            "PATCH /v1/appointments/a1",
            Some(json!({"status": "cancelled", "cancelationReason": "patient request"})),
        ),
        row(
            clinik,
            ChangeRequest::SetStatus {
                appointment: "a1",
                status: Status::CheckedIn,
            },
            APPOINTMENT,
            "PATCH /v1/appointments/a1",
            Some(json!({"status": "checked-in"})),
        ),
        row(
            clinik,
            ChangeRequest::SetSlot {
                slot: "s1",
                free: false,
                is_read: false,
            },
            r#"{"id":"s1"}"#,
            "PATCH /v1/slots/s1",
            Some(json!({"status": "busy"})),
        ),
        row(
            clinik,
            ChangeRequest::SetSlot {
                slot: "s1",
                free: true,
                is_read: false,
            },
            r#"{"id":"s1"}"#,
            "PATCH /v1/slots/s1",
            Some(json!({"status": "free"})),
        ),
        row(
            aniva,
            moved(Some(&time), None),
            APPOINTMENT,
            "PATCH /api/v1/appointments/a1",
            Some(json!({"scheduled_at": "2027-02-10T09:00:00Z"})),
        ),
        row(
            aniva,
            moved(None, Some(&place)),
            APPOINTMENT,
            "PATCH /api/v1/appointments/a1",
            Some(json!({"location_id": ID})),
        ),
        row(
            clinik,
            ChangeRequest::Remove { appointment: "a1" },
            DONE,
            "DELETE /v1/appointments/a1",
            None,
        ),
        row(
            aniva,
            ChangeRequest::Cancel {
                appointment: "a1",
                reason: "patient request",
            },
            APPOINTMENT,
            "DELETE /api/v1/appointments/a1",
            None,
        ),
        row(
            aniva,
            ChangeRequest::AddPanels {
                appointment: "a1",
                panels: &panel,
            },
            DONE,
            "POST /api/v1/appointments/a1/panels",
            Some(json!({"panel_ids": [ID]})),
        ),
        row(
            aniva,
            ChangeRequest::RemovePanels {
                appointment: "a1",
                panels: &panel,
            },
            DONE,
            "DELETE /api/v1/appointments/a1/panels",
            Some(json!({"panel_ids": [ID]})),
        ),
        row(
            aniva,
            ChangeRequest::ConfirmDraw {
                appointment: "a1",
                barcode: "00420",
            },
            DONE,
            "POST /api/v1/appointments/a1/confirm",
            Some(json!({"barcode": "00420"})),
        ),
    ];
    for Row {
        at,
        change,
        answer,
        line,
        body,
    } in rows
    {
        let stub = Stub::replying(vec![Reply::json(200, answer), Reply::json(200, answer)]).await;
        let changed = stub.client().change(at, &change).await.unwrap();
        assert_eq!(
            matches!(changed, Changed::Appointment(_)),
            answer == APPOINTMENT,
            "{line}"
        );
        let [request] = stub.received().try_into().unwrap();
        assert_eq!(request.line, format!("{line} HTTP/1.1"));
        assert_eq!(
            request.body,
            body.as_ref().map(Value::to_string).unwrap_or_default(),
            "{line}"
        );
        let is_json = request
            .headers
            .contains(&("content-type".to_owned(), "application/json".to_owned()));
        assert_eq!(is_json, body.is_some(), "{line}");
    }
}

#[tokio::test]
async fn a_change_that_an_api_cannot_make_is_not_sent() {
    let stub = Stub::replying(vec![Reply::json(200, APPOINTMENT)]).await;
    let provider = Provider::named(CLINIK, "prac_1").unwrap();
    let rows = [
        (
            ANIVA,
            ChangeRequest::SetStatus {
                appointment: "a1",
                status: Status::Arrived,
            },
        ),
        (
            ANIVA,
            ChangeRequest::SetSlot {
                slot: "s1",
                free: true,
                is_read: false,
            },
        ),
        (
            CLINIK,
            ChangeRequest::ConfirmDraw {
                appointment: "a1",
                barcode: "1",
            },
        ),
        (
            CLINIK,
            ChangeRequest::Move {
                appointment: "a1",
                span: Some(&span(30)),
                provider: Some(&provider),
            },
        ),
    ];
    for (at, change) in rows {
        assert!(
            matches!(
                stub.client().change(at, &change).await,
                Err(Failure::NotSent(_))
            ),
            "{change:?}"
        );
    }
    assert_eq!(stub.received(), []);
}

/// Returns the failure of a cancellation that the server answers with `reply`; checks that it was sent only
/// once.
async fn cancelling(at: ClinicId, reply: Reply) -> Failure {
    let stub = Stub::replying(vec![reply, Reply::json(200, APPOINTMENT)]).await;
    let cancel = ChangeRequest::Cancel {
        appointment: "a1",
        reason: "patient request",
    };
    let failure = stub.client().change(at, &cancel).await.unwrap_err();
    assert_eq!(stub.received().len(), 1);
    failure
}

#[tokio::test]
async fn what_became_of_a_change_is_told_apart_as_for_a_booking() {
    for at in SHIPPED {
        let refusals = [
            (400, Cause::BadRequest),
            (403, Cause::Forbidden),
            (404, Cause::NotFound),
            (409, Cause::Conflict),
            (429, Cause::RateLimited),
        ];
        for (status, cause) in refusals {
            let failure = cancelling(at, Reply::json(status, r#"{"error":"No"}"#)).await;
            assert!(
                matches!(&failure, Failure::Refused(report) if report.cause == cause),
                "{failure:?}"
            );
        }
        let other = r#"{"id":"a2","status":"cancelled"}"#;
        let lost = [
            (Reply::raw(""), Cause::ConnectionLost),
            (Reply::json(408, ""), Cause::ServerFault),
            (Reply::json(500, "{}"), Cause::ServerFault),
            (
                Reply::with(204, &[], b""),
                Cause::Unreadable(DecodeError::Empty),
            ),
            (
                Reply::json(200, other),
                Cause::Unreadable(DecodeError::OtherAppointment),
            ),
        ];
        for (reply, cause) in lost {
            let failure = cancelling(at, reply).await;
            assert!(
                matches!(&failure, Failure::Unknown(report) if report.cause == cause),
                "{failure:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_has_no_result_of_its_own_has_to_be_said_to_be_done() {
    for unclear in [r#"{"success":false}"#, "{}", "[]", "null", "<html>"] {
        let stub = Stub::replying(vec![Reply::json(200, unclear), Reply::json(200, DONE)]).await;
        let confirm = ChangeRequest::ConfirmDraw {
            appointment: "a1",
            barcode: "1",
        };
        let failure = stub.client().change(ANIVA, &confirm).await.unwrap_err();
        assert!(
            matches!(failure, Failure::Unknown(_)),
            "{unclear}: {failure:?}"
        );
        assert_eq!(stub.received().len(), 1);
    }
}

#[tokio::test]
async fn the_slots_of_a_time_are_found_whatever_their_status() {
    let slot = |id: &str, status: &str, start: &str, end: &str| json!({"id": id, "status": status, "start": start, "end": end});
    let schedules = json!([{"id": "c1", "actorIds": ["Practitioner/prac_1"]}]);
    let slots = json!([
        slot(
            "before",
            "free",
            "2027-02-10T08:30:00Z",
            "2027-02-10T09:00:00Z"
        ),
        slot(
            "first",
            "busy",
            "2027-02-10T09:00:00Z",
            "2027-02-10T09:20:00Z"
        ),
        slot(
            "second",
            "free",
            "2027-02-10T09:20:00Z",
            "2027-02-10T09:40:00Z"
        ),
        slot(
            "after",
            "free",
            "2027-02-10T09:40:00Z",
            "2027-02-10T10:00:00Z"
        ),
    ]);
    let one = Reply::json(
        200,
        r#"{"data":{"id":"first","start":"2027-02-10T09:00:00Z","end":"2027-02-10T09:20:00Z","status":"free"}}"#,
    );
    let stub = Stub::replying(vec![
        Reply::page(&schedules, None),
        Reply::page(&slots, None),
        one,
    ])
    .await;
    let client = stub.client();
    let provider = Provider::named(CLINIK, "prac_1").unwrap();
    let moment = |text: &str| text.parse().unwrap();
    let time = Slot {
        start: moment("2027-02-10T09:00:00Z"),
        end: moment("2027-02-10T09:30:00Z"),
    };
    let found = client
        .read(CLINIK, |api| api.slots_at(&provider, time, Reuse::Never))
        .await
        .unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|slot| (slot.id.as_str(), slot.is_free))
        .collect();
    assert_eq!(seen, [("first", false), ("second", true)]);
    let again = client
        .read(CLINIK, |api| api.slot("first").unwrap())
        .await
        .unwrap();
    assert!(again.is_free);
    let asked = "GET /v1/slots?scheduleId=c1&dateFrom=2027-02-09&dateTo=2027-02-11&count=100";
    assert_eq!(
        stub.lines()[1..],
        [asked.to_owned(), "GET /v1/slots/first".to_owned()]
    );
}
