//! Panels: the catalogue, and adding them to an appointment.

use uuid::Uuid;

use super::*;
use crate::booking::{Cause, Directory, Failure};

const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";

/// What adding a panel ends in when the server does `reply`; and that it was sent only once.
async fn adding(reply: Reply) -> Result<(), Failure> {
    let stub = Stub::replying(vec![reply, Reply::json(200, r#"{"success":true}"#)]).await;
    let answer = stub.client().add_panels("a1", &[Uuid::try_parse(LIPID).unwrap()]).await;
    let [request] = stub.received().try_into().unwrap();
    assert_eq!(request.line, "POST /api/v1/appointments/a1/panels HTTP/1.1");
    assert_eq!(request.body, format!(r#"{{"panel_ids":["{LIPID}"]}}"#));
    answer
}

#[tokio::test]
async fn panels_are_asked_for_once_and_success_has_to_be_said() {
    assert_eq!(adding(Reply::json(200, r#"{"success":true}"#)).await, Ok(()));
    for unclear in [r#"{"success":false}"#, "{}", "[]", "null", "<html>"] {
        let failure = adding(Reply::json(200, unclear)).await.unwrap_err();
        assert!(matches!(failure, Failure::Unknown(_)), "{unclear}: {failure:?}");
    }
}

#[tokio::test]
async fn every_row_of_the_error_table_has_its_cause() {
    let rows = [
        (400, Cause::BadRequest),
        (403, Cause::Forbidden),
        (404, Cause::NotFound),
        (409, Cause::Conflict),
        (429, Cause::RateLimited),
    ];
    for (status, cause) in rows {
        let failure = adding(Reply::json(status, r#"{"error":"Panel not found"}"#)).await.unwrap_err();
        assert!(matches!(&failure, Failure::Refused(report) if report.cause == cause), "{failure:?}");
    }
    let fault = adding(Reply::json(500, r#"{"error":"Internal server error"}"#)).await.unwrap_err();
    assert!(matches!(fault, Failure::Unknown(report) if report.cause == Cause::ServerFault));
}

#[tokio::test]
async fn the_catalogue_is_read_whole_and_one_panel_is_found_in_it() {
    let catalogue = json!([
        {"id": LIPID, "name": "Lipid Profile", "is_custom": false, "biomarkers": [{"id": 32, "name": "LDL"}]},
        {"id": "p2", "name": null},
    ]);
    let whole = || Reply::json(200, &catalogue.to_string());
    let stub = Stub::replying(vec![whole(), whole(), whole()]).await;
    let listing = stub.client().list(Directory::Panels).await.unwrap();
    let names: Vec<_> = listing.entries.iter().map(|entry| (&*entry.name, &*entry.detail)).collect();
    assert_eq!((names, listing.complete), (vec![("Lipid Profile", "LDL"), ("p2", "")], true));
    assert_eq!(stub.client().entry(Directory::Panels, LIPID).await.unwrap().name, "Lipid Profile");
    let missing = stub.client().entry(Directory::Panels, "p3").await.unwrap_err();
    assert!(matches!(missing, Failure::Refused(report) if report.cause == Cause::NotFound));
}
