//! ClinikAPI's lists: paging, filters, and how far they lag.

use sandbox::SandboxOptions;
use serde_json::json;

use super::{KARIN, MARIA, Rig, frozen};

#[tokio::test]
async fn a_list_is_paged_to_its_end() {
    let rig = Rig::start().await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = rig
            .get(&format!("/v1/patients?count=25&cursor={cursor}"))
            .await
            .body["data"]
            .clone();
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|patient| patient["id"].to_string()),
        );
        if page["hasMore"] == false {
            assert_eq!(page["cursor"], json!(null));
            assert_eq!(page["total"], json!(seen.len()));
            break;
        }
        cursor = page["cursor"].as_str().unwrap().to_owned();
    }
    let distinct: std::collections::HashSet<_> = seen.iter().collect();
    assert!(seen.len() >= 60 && distinct.len() == seen.len());
}

#[tokio::test]
async fn count_and_cursor_are_never_refused() {
    let rig = Rig::with(SandboxOptions {
        patients: Some(150),
        ..frozen()
    })
    .await;
    for (query, rows) in [
        ("", 20),
        ("count=0", 20),
        ("count=-3", 20),
        ("count=many", 20),
        ("count=1", 1),
        ("count=1000", 100),
        ("count=5&cursor=-1", 5),
    ] {
        let page = rig.get(&format!("/v1/patients?{query}")).await.body["data"].clone();
        assert_eq!(page["data"].as_array().unwrap().len(), rows, "{query}");
        assert_eq!(page["total"], 150);
    }
    let first = rig.get("/v1/patients?count=1").await.body["data"]["data"].clone();
    assert_eq!(
        first,
        rig.get("/v1/patients?count=1&cursor=none").await.body["data"]["data"]
    );
}

#[tokio::test]
async fn people_are_found_by_what_is_documented() {
    let rig = Rig::start().await;
    for (query, found) in [
        ("patients?name=SCHMIDT&birthDate=1985-03-22", vec![MARIA]),
        ("patients?name=ria%20schm", vec![MARIA]),
        (
            "patients?email=zoe.brule-martin@example.com",
            vec!["pt_k4m8wz"],
        ),
        ("patients?phone=%2B1-555-0102", vec!["pt_v9c3ta"]),
        ("patients?active=false", vec!["pt_n7o6cy"]),
        ("patients?name=m%25a", vec![]),
        (
            "practitioners?specialty=Cardiology",
            vec![KARIN, "prac_r7q2hd"],
        ),
        ("practitioners?npi=0000000029", vec!["prac_t5w9be"]),
        ("practitioners?name=fitz", vec![]),
        ("practitioners?name=fitz&active=false", vec!["prac_j6v1od"]),
    ] {
        let page = rig.get(&format!("/v1/{query}")).await.body["data"].clone();
        let ids: Vec<_> = page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, found, "{query}");
    }
    assert_eq!(rig.get("/v1/patients?active=perhaps").await.status, 400);
}

#[tokio::test]
async fn appointments_are_found_by_person_status_day_and_order() {
    let rig = Rig::start().await;
    let late = rig.visit("2027-03-11T23:30:00.000Z").await;
    let early = rig.visit("2027-03-10T00:00:00+01:00").await;
    let cancel = json!({"status": "cancelled", "cancelationReason": "moved"});
    rig.patch(&format!("/v1/appointments/{late}"), cancel).await;
    for (query, found) in [
        (format!("patientId={MARIA}"), vec![&late, &early]),
        (format!("patientId={MARIA}&sort=start"), vec![&early, &late]),
        (
            format!("practitionerId={KARIN}&sort=-date"),
            vec![&late, &early],
        ),
        (format!("patientId={MARIA}&status=cancelled"), vec![&late]),
        (
            format!("patientId={MARIA}&dateFrom=2027-03-10"),
            vec![&late],
        ),
        (
            format!("patientId={MARIA}&dateTo=2027-03-11"),
            vec![&late, &early],
        ),
        (format!("patientId={MARIA}&dateTo=2027-03-10"), vec![&early]),
        (
            "dateFrom=2027-03-01&practitionerId=prac_t5w9be".to_owned(),
            vec![],
        ),
    ] {
        let page = rig.get(&format!("/v1/appointments?{query}")).await.body["data"].clone();
        let ids: Vec<_> = page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, found, "{query}");
    }
    for wrong in [
        "dateFrom=10.03.2027",
        "dateTo=2027-02-30",
        "sort=colour",
        "dateTo=%2B262142-12-31",
    ] {
        let answer = rig.get(&format!("/v1/appointments?{wrong}")).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (400, Some("BAD_REQUEST")),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_search_lags_ten_seconds_behind_and_reading_does_not() {
    let rig = Rig::with(frozen()).await;
    let list = format!("/v1/appointments?patientId={MARIA}");
    let id = rig.visit("2027-03-10T10:00:00.000Z").await;
    let path = format!("/v1/appointments/{id}");
    assert_eq!(rig.get(&path).await.status, 200);
    assert_eq!(rig.get(&list).await.body["data"]["total"], 0);
    rig.post("/sandbox/clock", json!({"advance_s": 9})).await;
    assert_eq!(rig.get(&list).await.body["data"]["total"], 0);
    rig.post("/sandbox/clock", json!({"advance_s": 1})).await;
    assert_eq!(rig.get(&list).await.body["data"]["total"], 1);

    rig.patch(&path, json!({"status": "arrived"})).await;
    assert_eq!(rig.get(&path).await.body["data"]["status"], "arrived");
    assert_eq!(
        rig.get(&list).await.body["data"]["data"][0]["status"],
        "booked"
    );
    rig.post("/sandbox/clock", json!({"advance_s": 10})).await;
    assert_eq!(
        rig.get(&list).await.body["data"]["data"][0]["status"],
        "arrived"
    );

    let times = json!({"start": "2027-03-12T08:00:00Z", "end": "2027-03-12T08:30:00Z", "minutesDuration": 30});
    rig.patch(&path, times).await;
    assert_eq!(
        rig.get(&path).await.body["data"]["start"],
        "2027-03-12T08:00:00Z"
    );
    for (day, before, after) in [("2027-03-10", 1, 0), ("2027-03-12", 0, 1)] {
        let on_that_day = format!("{list}&dateFrom={day}&dateTo={day}");
        assert_eq!(
            rig.get(&on_that_day).await.body["data"]["total"],
            before,
            "{day}"
        );
        rig.post("/sandbox/clock", json!({"advance_s": 10})).await;
        assert_eq!(
            rig.get(&on_that_day).await.body["data"]["total"],
            after,
            "{day}"
        );
        rig.post("/sandbox/clock", json!({"advance_s": -10})).await;
    }
    rig.post("/sandbox/clock", json!({"advance_s": 10})).await;

    rig.delete(&path).await;
    assert_eq!(rig.get(&path).await.status, 404);
    assert_eq!(
        rig.get(&list).await.body["data"]["total"],
        1,
        "a search may still show what is deleted"
    );
    rig.post("/sandbox/clock", json!({"advance_s": 10})).await;
    assert_eq!(rig.get(&list).await.body["data"]["total"], 0);
}

#[tokio::test]
async fn roles_are_found_by_practitioner_specialty_and_status() {
    let rig = Rig::start().await;
    for (query, found) in [
        (
            "practitionerId=prac_t5w9be",
            vec!["role_t5w9be", "role_t5w9bf"],
        ),
        ("practitionerId=prac_j6v1od", vec![]),
        ("specialty=Cardiology", vec!["role_ki4v9r", "role_r7q2hd"]),
        ("specialty=Cardiology&status=inactive", vec![]),
    ] {
        let page = rig
            .get(&format!("/v1/practitioner-roles?{query}"))
            .await
            .body["data"]
            .clone();
        let ids: Vec<_> = page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, found, "{query}");
    }
    let page = rig
        .get("/v1/practitioner-roles?count=2&cursor=2")
        .await
        .body["data"]
        .clone();
    assert_eq!(
        (page["data"].as_array().unwrap().len(), &page["hasMore"]),
        (2, &json!(true))
    );
    let role = rig.get("/v1/practitioner-roles/role_y8s3pl").await.body["data"].clone();
    assert_eq!(role["notAvailable"][0]["description"], "Congress");
    assert_eq!(
        rig.get("/v1/practitioner-roles/role_nobody").await.status,
        404
    );
}
