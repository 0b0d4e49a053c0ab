//! The catalogue of panels.

use super::*;
use booking::clinics::{ANIVA, aniva};
use booking::{AppointmentRef, Cause, Change, Failure};

const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";

#[tokio::test]
async fn the_catalogue_is_read_whole_and_one_panel_is_found_in_it() {
    let catalogue = json!([
        {"id": LIPID, "name": "Lipid Profile", "is_custom": false, "biomarkers": [{"id": 32, "name": "LDL"}]},
        {"id": "p2", "name": null},
    ]);
    let whole = || Reply::json(200, &catalogue.to_string());
    let stub = Stub::replying(vec![whole(), whole(), whole()]).await;
    let listing = stub
        .client()
        .read(aniva::PANEL_LIST.clinic(), |api| {
            api.list(aniva::PANEL_LIST)
        })
        .await
        .unwrap();
    let names: Vec<_> = listing
        .entries
        .iter()
        .map(|entry| (&*entry.name, &*entry.detail))
        .collect();
    assert_eq!(
        (names, listing.complete),
        (vec![("Lipid Profile", "LDL"), ("p2", "")], true)
    );
    assert_eq!(
        stub.client()
            .read(aniva::PANEL_LIST.clinic(), |api| api
                .entry(aniva::PANEL_LIST, LIPID))
            .await
            .unwrap()
            .name,
        "Lipid Profile"
    );
    let missing = stub
        .client()
        .read(aniva::PANEL_LIST.clinic(), |api| {
            api.entry(aniva::PANEL_LIST, "p3")
        })
        .await
        .unwrap_err();
    assert!(matches!(missing, Failure::Refused(report) if report.cause == Cause::NotFound));
}

/// Takes a panel off a draw: the removal is answered with 404, and reading the draw with `read`.
async fn taking_off(read: Reply) -> Result<Option<Vec<String>>, Failure> {
    let of = AppointmentRef {
        clinic: ANIVA,
        id: "a1".to_owned(),
        person: Some("p1".to_owned()),
        provider: None,
        start: None,
        end: None,
        status: "scheduled".to_owned(),
        panels: None,
        version: None,
        beyond_form: Default::default(),
    };
    let change =
        Change::with_panels(of, vec![aniva::PANEL_LIST.id(LIPID).unwrap()], false).unwrap();
    let stub = Stub::replying(vec![Reply::json(404, r#"{"error":"Not found"}"#), read]).await;
    let now = stub.client().alter(&change).await;
    let paths = [
        "DELETE /api/v1/appointments/a1/panels",
        "GET /api/v1/appointments/a1",
    ];
    assert_eq!(stub.lines(), paths, "the removal goes out once");
    now.map(|appointment| appointment.panels)
}

#[tokio::test]
async fn a_panel_that_is_gone_already_is_taken_off_and_where_it_is_there_the_refusal_counts() {
    let draw = |panels: Value| {
        Reply::json(
            200,
            &json!({"id": "a1", "status": "scheduled", "panels": panels}).to_string(),
        )
    };
    assert_eq!(taking_off(draw(json!([]))).await.unwrap(), Some(Vec::new()));
    let refusals = [
        draw(json!([{"panel_id": LIPID}])),
        draw(Value::Null),
        Reply::json(404, "{}"),
    ];
    for read in refusals {
        let failure = taking_off(read).await.unwrap_err();
        assert!(
            matches!(&failure, Failure::Refused(report) if report.cause == Cause::NotFound),
            "{failure:?}"
        );
    }
}
