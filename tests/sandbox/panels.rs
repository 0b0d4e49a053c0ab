//! Aniva's panels: added to an appointment and taken off again by calls of their own.

use serde_json::{Value, json};

use super::Rig;

const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
const THYROID: &str = "fab60152-04b0-4bdd-8dbc-735cfb75e041";
const NO_PANEL: &str = "00000000-0000-4000-8000-000000000000";
/// Its blood is drawn.
const DRAWN: &str = "5d2a71a6-2d69-4af2-9e3b-0b2c72357c66";

impl Rig {
    async fn panels_of(&self, appointment: &str) -> Vec<Value> {
        let read = self
            .get(&format!("/api/v1/appointments/{appointment}"))
            .await;
        read.body["panels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|panel| panel["panel_id"].clone())
            .collect()
    }
}

#[tokio::test]
async fn panels_are_added_and_taken_off_while_it_is_scheduled() {
    let rig = Rig::start().await;
    let id = rig.draw("2027-03-10T10:30:00Z").await;
    assert_eq!(rig.panels_of(&id).await, [] as [Value; 0]);
    let path = format!("/api/v1/appointments/{id}/panels");
    let added = rig.post(&path, json!({"panel_ids": [LIPID]})).await;
    assert_eq!((added.status, added.body), (200, json!({"success": true})));
    let again = rig
        .post(&path, json!({"panel_ids": [THYROID, LIPID, THYROID]}))
        .await;
    assert_eq!(again.status, 200, "it may be called repeatedly");
    assert_eq!(
        rig.panels_of(&id).await,
        [json!(LIPID), json!(THYROID)],
        "each is there once"
    );
    let read = rig.get(&format!("/api/v1/appointments/{id}")).await.body;
    assert_eq!(
        read["panels"][0],
        json!({"panel_id": LIPID, "added_at": "2027-03-08T09:05:00.000Z"})
    );
    assert_eq!(read["updated_at"], "2027-03-08T09:05:00.000Z");

    let off = rig
        .call("DELETE", &path, Some(json!({"panel_ids": [LIPID]})))
        .await;
    assert_eq!((off.status, off.body), (200, json!({"success": true})));
    assert_eq!(rig.panels_of(&id).await, [json!(THYROID)]);
    let gone = rig
        .call(
            "DELETE",
            &path,
            Some(json!({"panel_ids": [THYROID, LIPID]})),
        )
        .await;
    assert_eq!(
        (gone.status, gone.body),
        (404, json!({"error": "Panel not found"})),
        "one is not attached"
    );
    assert_eq!(
        rig.panels_of(&id).await,
        [json!(THYROID)],
        "then none is taken off"
    );
}

#[tokio::test]
async fn panels_that_cannot_be_added_leave_the_appointment_as_it_was() {
    let rig = Rig::start().await;
    let id = rig.draw("2027-03-10T10:30:00Z").await;
    let path = |id: &str| format!("/api/v1/appointments/{id}/panels");
    for body in [
        json!({}),
        json!({"panel_ids": []}),
        json!({"panel_ids": LIPID}),
        json!({"panel_ids": ["x"]}),
    ] {
        let answer = rig.post(&path(&id), body).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.body["error"]
                .as_str()
                .unwrap()
                .starts_with("panel_ids must"),
            "{answer:?}"
        );
    }
    let unknown = rig
        .post(&path(&id), json!({"panel_ids": [LIPID, NO_PANEL]}))
        .await;
    assert_eq!(
        (unknown.status, unknown.body),
        (404, json!({"error": "Panel not found"}))
    );
    let nowhere = rig
        .post(&path(NO_PANEL), json!({"panel_ids": [LIPID]}))
        .await;
    assert_eq!(
        (nowhere.status, nowhere.body),
        (404, json!({"error": "Appointment not found"}))
    );
    let drawn = rig.post(&path(DRAWN), json!({"panel_ids": [LIPID]})).await;
    assert_eq!(
        (drawn.status, drawn.body),
        (409, json!({"error": "Conflict"})),
        "the blood is drawn"
    );
    let thin = [
        ("x-api-key", "sbx2-aniva-view-only"),
        ("content-type", "application/json"),
    ];
    for method in ["POST", "DELETE"] {
        let answer = rig
            .call_with(
                &thin,
                method,
                &path(&id),
                Some(json!({"panel_ids": [LIPID]})),
            )
            .await;
        assert_eq!(
            (answer.status, answer.body),
            (403, json!({"error": "Forbidden"}))
        );
    }
    assert_eq!(rig.panels_of(&id).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_fault_can_be_ordered_for_panels_alone() {
    let rig = Rig::start().await;
    rig.order(json!({"backend": "aniva", "call": "panels", "fault": "status", "code": 500}))
        .await;
    let id = rig.draw("2027-03-10T10:30:00Z").await;
    let path = format!("/api/v1/appointments/{id}/panels");
    assert_eq!(
        rig.post(&path, json!({"panel_ids": [LIPID]})).await.status,
        500
    );
    assert_eq!(
        rig.post(&path, json!({"panel_ids": [LIPID]})).await.status,
        200
    );
    let calls: Vec<Value> = rig
        .requests()
        .await
        .iter()
        .map(|request| request["call"].clone())
        .collect();
    assert_eq!(calls, ["create", "panels", "panels"]);
}
