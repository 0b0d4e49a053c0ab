//! The slots of the FHIR server: an absence is created in a schedule, and deleted.

use serde_json::{Value, json};

use super::{Answer, Rig};

const HER_SCHEDULE: &str = "Schedule/sched-ki4v9r";

/// Karin is away on Tuesday from noon to one.
fn absence() -> Value {
    json!({
        "resourceType": "Slot", "schedule": {"reference": HER_SCHEDULE}, "status": "busy-unavailable",
        "start": "2027-03-09T12:00:00+01:00", "end": "2027-03-09T13:00:00+01:00", "comment": "Congress",
    })
}

async fn absences(rig: &Rig) -> Vec<Value> {
    let query = "Slot?status=busy-unavailable&start=ge2027-03-09&start=lt2027-03-10";
    let found = rig.call_fhir("GET", query, None).await;
    found.body["entry"].as_array().cloned().unwrap_or_default()
}

async fn created(rig: &Rig, body: Value) -> Answer {
    rig.call_fhir("POST", "Slot", Some(body)).await
}

#[tokio::test]
async fn an_absence_is_created_found_and_deleted() {
    let rig = Rig::start().await;
    let made = created(&rig, absence()).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = format!("Slot/{}", made.body["id"].as_str().unwrap());
    let found = absences(&rig).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["resource"], made.body);

    assert_eq!(rig.call_fhir("DELETE", &path, None).await.status, 204);
    assert_eq!(rig.call_fhir("GET", &path, None).await.status, 410, "gone");
    assert!(absences(&rig).await.is_empty());
    let again = rig.call_fhir("DELETE", &path, None).await;
    assert_eq!(again.status, 204, "a second deletion changes nothing");
}

#[tokio::test]
async fn a_slot_needs_its_schedule_and_its_time() {
    let rig = Rig::start().await;
    for (name, wrong) in [
        ("schedule", json!({"reference": "Schedule/nobodys"})),
        ("status", json!("away")),
        ("start", json!("Tuesday")),
        ("end", json!("2027-03-09T11:00:00+01:00")),
    ] {
        let mut body = absence();
        body[name] = wrong;
        let refused = created(&rig, body).await;
        let element = refused.body.pointer("/issue/0/expression/0").cloned();
        assert_eq!(
            (refused.status, element),
            (400, Some(json!(format!("Slot.{name}"))))
        );
    }
}

#[tokio::test]
async fn the_server_says_that_slots_can_be_deleted() {
    let rig = Rig::start().await;
    let statement = rig.call_fhir("GET", "metadata", None).await.body;
    let resources = statement["rest"][0]["resource"].as_array().unwrap().clone();
    let deletes = |kind: &str| {
        let of_kind = resources.iter().find(|resource| resource["type"] == kind);
        let interactions = of_kind.unwrap()["interaction"].as_array().unwrap().clone();
        interactions
            .iter()
            .any(|interaction| interaction["code"] == "delete")
    };
    assert!(deletes("Slot") && !deletes("Appointment"));
}
