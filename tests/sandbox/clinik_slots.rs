//! ClinikAPI's schedules and slots: published, made, set busy and free, and touched by no booking.

use std::time::Duration;

use sandbox::SandboxOptions;
use serde_json::{Value, json};

use super::{KARIN, Rig, frozen};

const KARINS: &str = "/v1/schedules/sched_ki4v9r";
/// Karin's first slot of Tuesday, 08:00 on the clinic's clock.
const FIRST: &str = "/v1/slots/slot_ki4v9r_20270309T0700";
const TUESDAY: &str =
    "/v1/slots?scheduleId=sched_ki4v9r&dateFrom=2027-03-09&dateTo=2027-03-09&count=100";

/// How many slots or schedules a search finds.
async fn found(rig: &Rig, path: &str) -> Value {
    rig.get(path).await.body["data"]["total"].clone()
}

/// The members that a 422 complains of.
async fn complaints(rig: &Rig, method: &str, path: &str, body: Value) -> Vec<String> {
    let answer = rig.call(method, path, Some(body)).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (422, Some("VALIDATION_ERROR")),
        "{answer:?}"
    );
    let issues = answer.body["issues"].as_array().unwrap();
    let member = |issue: &Value| {
        issue["diagnostics"]
            .as_str()
            .unwrap()
            .split(':')
            .next()
            .unwrap()
            .to_owned()
    };
    issues.iter().map(member).collect()
}

#[tokio::test]
async fn slots_are_published_for_the_working_hours() {
    let rig = Rig::start().await;
    let day = rig.get(TUESDAY).await.body["data"].clone();
    assert_eq!(day["total"], 16, "eight hours of half-hours");
    assert_eq!(day["data"][0]["start"], "2027-03-09T07:00:00.000Z");
    assert_eq!(day["data"][0]["end"], "2027-03-09T07:30:00.000Z");
    assert_eq!(rig.get(FIRST).await.body["data"], day["data"][0]);

    let summer = rig.get(&TUESDAY.replace("2027-03-09", "2027-03-30")).await;
    assert_eq!(
        summer.body["data"]["data"][0]["start"], "2027-03-30T06:00:00.000Z",
        "08:00 in summer"
    );
    assert_eq!(
        found(&rig, &TUESDAY.replace("2027-03-09", "2027-03-14")).await,
        0,
        "a Sunday"
    );
    assert_eq!(
        rig.get("/v1/slots?dateFrom=2027-01-01&dateTo=2029-01-01")
            .await
            .status,
        400
    );
    for nobody in ["20270309T0710", "20270314T0700", "soon", ""] {
        let path = format!("/v1/slots/slot_ki4v9r_{nobody}");
        assert_eq!(rig.get(&path).await.status, 404, "{nobody}");
        let refused = rig.patch(&path, json!({"status": "busy"})).await;
        assert_eq!(
            (refused.status, refused.body["message"].as_str()),
            (404, Some("Slot not found"))
        );
    }
}

#[tokio::test]
async fn a_slot_turns_busy_only_when_told_to() {
    let rig = Rig::start().await;
    let visit = format!(
        "/v1/appointments/{}",
        rig.visit("2027-03-09T07:00:00.000Z").await
    );
    assert_eq!(
        rig.get(FIRST).await.body["data"]["status"],
        "free",
        "no booking takes a slot"
    );
    assert_eq!(found(&rig, &format!("{TUESDAY}&status=free")).await, 16);

    let busy = rig.patch(FIRST, json!({"status": "busy"})).await;
    assert_eq!(
        (busy.status, busy.body["data"]["status"].as_str()),
        (200, Some("busy"))
    );
    assert_eq!(rig.get(FIRST).await.body["data"], busy.body["data"]);
    assert_eq!(found(&rig, &format!("{TUESDAY}&status=busy")).await, 1);
    assert_eq!(found(&rig, &format!("{TUESDAY}&status=free")).await, 15);
    rig.patch(
        &visit,
        json!({"status": "cancelled", "cancelationReason": "moved"}),
    )
    .await;
    assert_eq!(
        rig.get(FIRST).await.body["data"]["status"],
        "busy",
        "no cancelling gives it back"
    );

    let over = json!({"status": "free", "overbooked": true, "comment": "twice", "start": "2027-03-10T07:00:00Z"});
    let over = rig.patch(FIRST, over).await.body["data"].clone();
    assert_eq!(
        (&over["overbooked"], &over["comment"]),
        (&json!(true), &json!("twice"))
    );
    assert_eq!(
        over["start"], "2027-03-09T07:00:00.000Z",
        "its time isn't PATCH's to change"
    );
    assert_eq!(found(&rig, &format!("{TUESDAY}&status=free")).await, 16);

    rig.patch(FIRST, json!({"status": "busy"})).await;
    rig.post("/sandbox/reset", json!({})).await;
    assert_eq!(
        rig.get(FIRST).await.body["data"]["status"],
        "free",
        "a reset takes it back"
    );
}

#[tokio::test]
async fn time_is_blocked_with_a_slot_of_its_own() {
    let rig = Rig::start().await;
    let block = json!({"scheduleId": "sched_ki4v9r", "status": "busy-unavailable", "comment": "Congress",
                       "start": "2027-03-09T12:00:00+01:00", "end": "2027-03-09T13:00:00+01:00"});
    let made = rig.post("/v1/slots", block.clone()).await;
    assert_eq!(made.status, 201);
    let id = made.body["data"]["id"].as_str().unwrap();
    assert!(id.starts_with("slot_"), "{id}");
    assert_eq!(
        rig.get(&format!("/v1/slots/{id}")).await.body["data"],
        made.body["data"]
    );
    let day = rig.get(TUESDAY).await.body["data"].clone();
    assert_eq!(
        (&day["total"], &day["data"][8]["id"]),
        (&json!(17), &json!(id)),
        "among the others, by its start"
    );
    assert_eq!(
        found(&rig, &format!("{TUESDAY}&status=busy-unavailable")).await,
        1
    );

    let mut elsewhere = block.clone();
    elsewhere["scheduleId"] = json!("sched_nobody");
    let refused = rig.post("/v1/slots", elsewhere).await;
    assert_eq!(
        (refused.status, refused.body["message"].as_str()),
        (404, Some("Schedule not found"))
    );
}

#[tokio::test]
async fn a_slot_is_deleted_for_good() {
    let rig = Rig::start().await;
    let block = json!({"scheduleId": "sched_ki4v9r", "status": "busy-unavailable", "comment": "Congress",
                       "start": "2027-03-09T11:00:00Z", "end": "2027-03-09T12:00:00Z"});
    let made = rig.post("/v1/slots", block).await;
    let path = format!("/v1/slots/{}", made.body["data"]["id"].as_str().unwrap());
    for (path, left) in [(path.as_str(), 16), (FIRST, 15)] {
        assert_eq!(rig.delete(path).await.status, 204);
        assert_eq!(rig.get(path).await.status, 404);
        assert_eq!(rig.patch(path, json!({"status": "free"})).await.status, 404);
        assert_eq!(rig.delete(path).await.status, 404, "it is gone already");
        assert_eq!(found(&rig, TUESDAY).await, left);
    }
    rig.post("/sandbox/reset", json!({})).await;
    assert_eq!(found(&rig, TUESDAY).await, 16, "a reset takes it back");
}

#[tokio::test]
async fn a_published_slot_that_was_changed_is_deleted_as_well() {
    let rig = Rig::start().await;
    rig.patch(FIRST, json!({"status": "busy-unavailable"}))
        .await;
    assert_eq!(rig.delete(FIRST).await.status, 204);
    assert_eq!(found(&rig, TUESDAY).await, 15);
}

#[tokio::test]
async fn a_slots_members_keep_to_their_limits() {
    let rig = Rig::start().await;
    let empty = complaints(&rig, "POST", "/v1/slots", json!({"colour": "green"})).await;
    assert_eq!(empty, ["scheduleId", "status", "start", "end"]);
    let text = |length| json!("x".repeat(length));
    for (name, right, wrong) in [
        ("status", json!("busy-tentative"), json!("taken")),
        ("serviceCategory", text(200), text(201)),
        ("serviceType", text(200), text(201)),
        ("specialty", text(200), text(201)),
        ("appointmentType", text(200), text(201)),
        ("overbooked", json!(false), json!("no")),
        ("comment", text(2000), text(2001)),
    ] {
        let answer = rig.patch(FIRST, json!({name: right})).await;
        assert_eq!(
            (answer.status, &answer.body["data"][name]),
            (200, &right),
            "{name}"
        );
        assert_eq!(
            complaints(&rig, "PATCH", FIRST, json!({name: wrong})).await,
            [name]
        );
    }
}

#[tokio::test]
async fn slots_lag_like_every_search_and_reading_does_not() {
    let rig = Rig::with(SandboxOptions {
        lag: Duration::from_secs(3),
        ..frozen()
    })
    .await;
    rig.patch(FIRST, json!({"status": "busy"})).await;
    assert_eq!(rig.get(FIRST).await.body["data"]["status"], "busy");
    let busy = format!("{TUESDAY}&status=busy");
    assert_eq!(found(&rig, &busy).await, 0);
    rig.post("/sandbox/clock", json!({"advance_s": 3})).await;
    assert_eq!(
        (found(&rig, &busy).await, found(&rig, TUESDAY).await),
        (json!(1), json!(16))
    );
}

#[tokio::test]
async fn schedules_are_found_by_actor_specialty_and_days() {
    let rig = Rig::start().await;
    let new = json!({"actorIds": ["Practitioner/prac_j6v1od", "Location/room_2"], "serviceType": ["Cast"],
                     "specialty": ["Orthopedics"], "comment": "with the room",
                     "planningHorizon": {"start": "2027-04-01", "end": "2027-04-30T22:00:00Z"}});
    let made = rig.post("/v1/schedules", new).await;
    assert_eq!(
        (made.status, &made.body["data"]["active"]),
        (201, &json!(true)),
        "{made:?}"
    );
    let id = made.body["data"]["id"].as_str().unwrap();
    assert_eq!(
        rig.get(&format!("/v1/schedules/{id}")).await.body["data"],
        made.body["data"]
    );
    let all = found(&rig, "/v1/schedules").await.as_u64().unwrap();
    for (query, total) in [
        (format!("actorId=Practitioner/{KARIN}"), 1),
        (format!("actorId={KARIN}"), 1),
        ("actorId=Location/room_2".to_owned(), 1),
        ("specialty=Cardiology".to_owned(), 2),
        ("serviceType=Cast&dateFrom=2027-04-30".to_owned(), 1),
        ("serviceType=Cast&dateFrom=2027-05-01".to_owned(), 0),
        ("serviceType=Cast&dateTo=2027-04-01".to_owned(), 1),
        ("serviceType=Cast&dateTo=2027-03-31".to_owned(), 0),
        ("dateFrom=2027-05-01".to_owned(), all - 1),
        ("active=false".to_owned(), 0),
    ] {
        assert_eq!(
            found(&rig, &format!("/v1/schedules?{query}")).await,
            total,
            "{query}"
        );
    }
    assert_eq!(rig.get("/v1/schedules?dateFrom=May").await.status, 400);
}

#[tokio::test]
async fn a_practitioner_goes_on_leave() {
    let rig = Rig::start().await;
    let away = rig
        .patch(KARINS, json!({"active": false, "comment": "on leave"}))
        .await;
    assert_eq!(
        (away.status, &away.body["data"]["active"]),
        (200, &json!(false))
    );
    assert_eq!(
        away.body["data"]["specialty"],
        json!(["Cardiology"]),
        "the rest stays"
    );
    let hers = format!("/v1/schedules?actorId=Practitioner/{KARIN}");
    assert_eq!(found(&rig, &format!("{hers}&active=true")).await, 0);
    assert_eq!(found(&rig, &format!("{hers}&active=false")).await, 1);
    rig.post("/sandbox/reset", json!({})).await;
    assert_eq!(found(&rig, &format!("{hers}&active=true")).await, 1);
    let nobody = rig
        .patch("/v1/schedules/sched_nobody", json!({"active": false}))
        .await;
    assert_eq!(
        (nobody.status, nobody.body["message"].as_str()),
        (404, Some("Schedule not found"))
    );
}

#[tokio::test]
async fn a_schedules_members_keep_to_their_limits() {
    let rig = Rig::start().await;
    assert_eq!(
        complaints(&rig, "POST", "/v1/schedules", json!({"active": true})).await,
        ["actorIds"]
    );
    let list = |count, item: &str| Value::from(vec![item; count]);
    for (name, right, wrong) in [
        ("actorIds", list(20, "Location/a"), list(21, "Location/a")),
        ("actorIds", list(1, "Location/a"), json!([])),
        ("actorIds", list(1, "Location/a"), list(1, "a")),
        ("active", json!(false), json!("no")),
        ("serviceCategory", list(10, "x"), list(11, "x")),
        (
            "serviceType",
            list(10, &"x".repeat(200)),
            list(1, &"x".repeat(201)),
        ),
        ("specialty", list(10, "x"), json!("x")),
        (
            "planningHorizon",
            json!({"start": "2027-04-01"}),
            json!({"end": "soon"}),
        ),
        ("comment", json!("x".repeat(2000)), json!("x".repeat(2001))),
    ] {
        let answer = rig.patch(KARINS, json!({name: right})).await;
        assert_eq!(
            (answer.status, &answer.body["data"][name]),
            (200, &right),
            "{name}"
        );
        assert_eq!(
            complaints(&rig, "PATCH", KARINS, json!({name: wrong})).await,
            [name]
        );
    }
    let stranger = rig
        .post(
            "/v1/schedules",
            json!({"actorIds": ["Practitioner/nobody"]}),
        )
        .await;
    assert_eq!(
        (stranger.status, stranger.body["message"].as_str()),
        (404, Some("Practitioner not found"))
    );
}
