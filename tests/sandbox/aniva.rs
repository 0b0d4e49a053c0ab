//! Aniva: booking, moving, cancelling, free times, profiles, and every row of its error table.

use serde_json::{Value, json};

use super::{BERLIN, MARIAS_PROFILE, Rig, draw, members};

const HAMBURG: &str = "31e94fec-7498-4bb6-87b0-5a97b12dd81a";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_booking_comes_back_as_the_reference_page_shows_it() {
    let rig = Rig::start().await;
    let answer = rig
        .post("/api/v1/appointments", draw("2027-03-10T11:30:00+01:00"))
        .await;
    assert_eq!(answer.status, 201);
    let shape = [
        "id",
        "profile_id",
        "location_id",
        "scheduled_at",
        "status",
        "test_method",
        "profile",
    ];
    assert_eq!(members(&answer.body), shape);
    assert_eq!(
        answer.body["scheduled_at"], "2027-03-10T11:30:00+01:00",
        "the very text that was sent"
    );
    assert_eq!(answer.body["status"], "scheduled");
    assert_eq!(answer.body["profile"].as_object().unwrap().len(), 11);
    assert_eq!(answer.body["profile"]["last_name"], "Schmidt");
    assert!(answer.headers.contains_key("date") && !answer.headers.contains_key("x-request-id"));

    let id = answer.body["id"].as_str().unwrap();
    assert_eq!(uuid::Uuid::try_parse(id).unwrap().get_version_num(), 4);
    let read = rig.get(&format!("/api/v1/appointments/{id}")).await;
    assert_eq!(read.status, 200);
    assert_eq!(read.body["created_at"], "2027-03-08T09:05:00.000Z");
    assert_eq!(read.body["updated_at"], json!(null));
    assert_eq!(read.body["profile"].as_object().unwrap().len(), 13);
}

#[tokio::test]
async fn a_refused_body_names_the_member() {
    let rig = Rig::start().await;
    for (name, value, message) in [
        ("profile_id", json!(null), "profile_id is required"),
        ("profile_id", json!("maria"), "profile_id must be a UUID"),
        (
            "location_id",
            json!(7),
            "location_id must be a non-empty string",
        ),
        ("location_id", json!("berlin"), "location_id must be a UUID"),
        (
            "scheduled_at",
            json!("2027-03-08T09:05:00Z"),
            "scheduled_at must be in the future",
        ),
        (
            "scheduled_at",
            json!("2027-03-01T09:00:00Z"),
            "scheduled_at must be in the future",
        ),
        (
            "scheduled_at",
            json!("2027-03-10T10:00:00"),
            "scheduled_at must be an ISO 8601 date and time with Z or an offset",
        ),
    ] {
        let mut body = draw("2027-03-10T10:30:00Z");
        body[name] = value;
        let answer = rig.post("/api/v1/appointments", body).await;
        assert_eq!(
            (answer.status, answer.body),
            (400, json!({"error": message}))
        );
    }
    let missing = rig
        .post(
            "/api/v1/appointments",
            json!({"profile_id": MARIAS_PROFILE}),
        )
        .await;
    assert_eq!(missing.body, json!({"error": "location_id is required"}));
    let headers = [
        ("x-api-key", rig.sandbox.aniva_key()),
        ("content-type", "application/json"),
    ];
    let broken = rig
        .send(&headers, "POST", "/api/v1/appointments", "{".to_owned())
        .await
        .unwrap();
    assert_eq!(broken.status, 400);
    assert_eq!(
        rig.get("/api/v1/appointments/42").await.body,
        json!({"error": "Invalid ID format"})
    );
}

#[tokio::test]
async fn whoever_is_not_there_cannot_be_booked() {
    let rig = Rig::start().await;
    for (name, message) in [
        ("profile_id", "Profile not found"),
        ("location_id", "Location not found"),
    ] {
        let mut body = draw("2027-03-10T10:30:00Z");
        body[name] = json!(NOBODY);
        let answer = rig.post("/api/v1/appointments", body).await;
        assert_eq!(
            (answer.status, answer.body),
            (404, json!({"error": message}))
        );
    }
    let answer = rig.get(&format!("/api/v1/appointments/{NOBODY}")).await;
    assert_eq!(
        (answer.status, answer.body),
        (404, json!({"error": "Appointment not found"}))
    );
    assert_eq!(
        rig.get(&format!("/api/v1/profiles/{NOBODY}")).await.status,
        404
    );
    assert_eq!(
        rig.get(&format!("/api/v1/locations/{NOBODY}/availability"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_bad_key_and_a_thin_key_look_alike() {
    let rig = Rig::start().await;
    let forbidden = json!({"error": "Forbidden"});
    for key in [
        "",
        "unknown",
        "sbx3-aniva-revoked",
        "sbx2-aniva-view-only",
        rig.sandbox.clinik_key(),
    ] {
        let headers = [("x-api-key", key), ("content-type", "application/json")];
        let answer = rig
            .call_with(&headers, "POST", "/api/v1/appointments", Some(json!({})))
            .await;
        assert_eq!((answer.status, &answer.body), (403, &forbidden), "{key}");
    }
    let missing = rig.call_with(&[], "GET", "/api/v1/locations", None).await;
    assert_eq!((missing.status, missing.body), (403, forbidden));
    let thin = [("x-api-key", "sbx2-aniva-view-only")];
    for path in [
        "/api/v1/locations",
        "/api/v1/panels",
        "/api/v1/appointments",
        "/api/v1/profiles",
    ] {
        assert_eq!(
            rig.call_with(&thin, "GET", path, None).await.status,
            200,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_draw_is_moved_and_called_off_once() {
    let rig = Rig::start().await;
    let path = format!(
        "/api/v1/appointments/{}",
        rig.draw("2027-03-10T10:30:00Z").await
    );
    let moved = json!({"scheduled_at": "2027-03-11T08:00:00Z", "location_id": HAMBURG});
    let answer = rig.patch(&path, moved).await;
    assert_eq!(
        (answer.status, answer.body["location_id"].as_str()),
        (200, Some(HAMBURG))
    );
    assert_eq!(answer.body["scheduled_at"], "2027-03-11T08:00:00Z");
    assert_eq!(answer.body["updated_at"], "2027-03-08T09:05:00.000Z");
    assert_eq!(
        rig.patch(&path, json!({"scheduled_at": "2027-03-01T08:00:00Z"}))
            .await
            .status,
        400
    );
    assert_eq!(
        rig.patch(&path, json!({"location_id": NOBODY}))
            .await
            .status,
        404
    );

    let cancelled = rig.delete(&path).await;
    assert_eq!(
        (cancelled.status, cancelled.body["status"].as_str()),
        (200, Some("cancelled"))
    );
    let conflict = json!({"error": "Conflict"});
    assert_eq!(rig.delete(&path).await.body, conflict);
    let again = rig
        .patch(&path, json!({"scheduled_at": "2027-03-12T08:00:00Z"}))
        .await;
    assert_eq!((again.status, again.body), (409, conflict));
}

#[tokio::test]
async fn nothing_changes_once_the_blood_is_drawn() {
    let rig = Rig::start().await;
    let drawn = "/api/v1/appointments/5d2a71a6-2d69-4af2-9e3b-0b2c72357c66";
    assert_eq!(rig.get(drawn).await.body["status"], "confirmed");
    assert_eq!(rig.delete(drawn).await.status, 409);
    assert_eq!(
        rig.patch(drawn, json!({"scheduled_at": "2027-03-12T08:00:00Z"}))
            .await
            .status,
        409
    );
}

#[tokio::test]
async fn a_confirmed_draw_is_drawn_for_good() {
    let rig = Rig::start().await;
    let path = format!(
        "/api/v1/appointments/{}",
        rig.draw("2027-03-10T10:30:00Z").await
    );
    let confirm = format!("{path}/confirm");
    for wrong in [
        json!({}),
        json!({"barcode": 12345}),
        json!({"barcode": "12 45"}),
        json!({"barcode": ""}),
    ] {
        assert_eq!(
            rig.post(&confirm, wrong.clone()).await.status,
            400,
            "{wrong}"
        );
    }
    assert_eq!(rig.get(&path).await.body["status"], "scheduled");
    let done = rig.post(&confirm, json!({"barcode": "0012345"})).await;
    assert_eq!((done.status, done.body), (200, json!({"success": true})));
    assert_eq!(rig.get(&path).await.body["status"], "confirmed");
    assert_eq!(
        rig.post(&confirm, json!({"barcode": "0012345"}))
            .await
            .status,
        400,
        "no 409 is listed"
    );
    assert_eq!(rig.delete(&path).await.status, 409);
    let nobody = rig
        .post(
            &format!("/api/v1/appointments/{NOBODY}/confirm"),
            json!({"barcode": "1"}),
        )
        .await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn calling_off_needs_no_body_and_gives_the_appointment_back() {
    let rig = Rig::start().await;
    let path = format!(
        "/api/v1/appointments/{}",
        rig.draw("2027-03-10T10:30:00Z").await
    );
    let key = [("x-api-key", rig.sandbox.aniva_key())];
    let cancelled = rig.call_with(&key, "DELETE", &path, None).await;
    assert_eq!(
        (cancelled.status, cancelled.body["status"].as_str()),
        (200, Some("cancelled"))
    );
    assert_eq!(rig.get(&path).await.body, cancelled.body);
}

#[tokio::test]
async fn the_list_has_its_trap() {
    let rig = Rig::start().await;
    let soon = rig.draw("2027-04-01T10:00:00Z").await;
    let far = rig.draw("2027-05-10T10:00:00Z").await;
    let ids = |answer: Value| -> Vec<String> {
        answer
            .as_array()
            .unwrap()
            .iter()
            .map(|draw| draw["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = ids(rig.get("/api/v1/appointments").await.body);
    assert!(
        all.contains(&soon) && !all.contains(&far),
        "about a month ahead, no further"
    );
    let hers = ids(rig
        .get(&format!("/api/v1/appointments?profile_id={MARIAS_PROFILE}"))
        .await
        .body);
    assert_eq!(hers, [soon, far]);
    assert_eq!(
        rig.get("/api/v1/appointments?profile_id=maria")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn free_times_are_opening_hours_minus_bookings() {
    let rig = Rig::start().await;
    let path = format!("/api/v1/locations/{BERLIN}/availability");
    let wednesday = format!("{path}?start_date=2027-03-10&end_date=2027-03-10");
    let answer = rig.get(&wednesday).await;
    assert_eq!(
        answer.header("cache-control"),
        Some("private, max-age=30, stale-while-revalidate=60")
    );
    let slots = answer.body["availability"][0]["slots"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(
        slots.len(),
        16 + 18,
        "08:00–12:00 and 14:00–18:30, four an hour"
    );
    assert_eq!(slots[0], "2027-03-10T08:00:00+01:00");

    let id = rig.draw("2027-03-10T07:00:00Z").await;
    let left = rig.get(&wednesday).await.body["availability"][0]["slots"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(
        (left.len(), &left[0]),
        (33, &json!("2027-03-10T08:15:00+01:00"))
    );
    rig.delete(&format!("/api/v1/appointments/{id}")).await;
    assert_eq!(
        rig.get(&wednesday).await.body["availability"][0]["slots"][0],
        slots[0]
    );

    let elsewhere = rig
        .get(&format!("{wednesday}&timezone=America/New_York"))
        .await
        .body;
    assert_eq!(elsewhere["timezone"], "America/New_York");
    assert_eq!(
        elsewhere["availability"][0]["slots"][0],
        "2027-03-10T02:00:00-05:00"
    );
}

#[tokio::test]
async fn free_times_default_to_thirty_days_and_reach_ninety() {
    let rig = Rig::start().await;
    let path = format!("/api/v1/locations/{BERLIN}/availability");
    let days = |answer: &Value| -> Vec<String> {
        let days = answer["availability"].as_array().unwrap();
        days.iter()
            .map(|day| day["date"].as_str().unwrap().to_owned())
            .collect()
    };
    let default = rig.get(&path).await.body;
    let dates = days(&default);
    assert_eq!(
        (dates[0].as_str(), dates.last().unwrap().as_str()),
        ("2027-03-08", "2027-04-07")
    );
    assert_eq!(
        default["availability"][0]["slots"][0], "2027-03-08T10:15:00+01:00",
        "only what is to come"
    );
    assert!(
        !dates.contains(&"2027-03-13".to_owned()),
        "a closed day is left out"
    );

    let past = rig
        .get(&format!("{path}?start_date=2020-01-01&end_date=2027-03-09"))
        .await
        .body;
    assert_eq!(days(&past), ["2027-03-08", "2027-03-09"]);
    for wrong in [
        "start_date=2027-03-20&end_date=2027-03-10",
        "end_date=2027-06-07",
        "start_date=tomorrow",
        "timezone=Mars/Olympus",
    ] {
        assert_eq!(
            rig.get(&format!("{path}?{wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
    assert_eq!(
        rig.get(&format!("{path}?end_date=2027-06-06")).await.status,
        200
    );
    let unlisted = "/api/v1/locations/91ed551f-b8cb-4322-a039-0d5db5d17aad/availability";
    assert_eq!(
        rig.get(unlisted).await.body["availability"],
        json!([]),
        "unknown hours offer nothing"
    );
}

#[tokio::test]
async fn profiles_are_made_found_and_changed() {
    let rig = Rig::start().await;
    let new = json!({"first_name": "Jörg", "last_name": "Ö'Neil-Straße", "sex": 1, "date_of_birth": "1990-01-02",
                     "profile_group_slug": "front-desk", "phone": "+493023125099"});
    let made = rig.post("/api/v1/profiles", new.clone()).await;
    assert_eq!(
        (made.status, made.body.as_object().unwrap().len()),
        (201, 11)
    );
    assert_eq!(made.body["language"], "en");
    let email = made.body["email"].as_str().unwrap();
    let found = rig
        .get(&format!("/api/v1/profiles?email={}", email.to_uppercase()))
        .await
        .body;
    assert_eq!(found.as_array().unwrap().len(), 1);
    let path = format!("/api/v1/profiles/{}", made.body["id"].as_str().unwrap());
    let changed = rig
        .patch(
            &path,
            json!({"language": "fi", "password": "correct horse"}),
        )
        .await;
    assert_eq!(
        (changed.status, changed.body["language"].as_str()),
        (200, Some("fi"))
    );
    assert!(!changed.body.to_string().contains("horse"));

    for (name, value, status) in [
        ("first_name", json!("Ελένη"), 400),
        ("first_name", json!(null), 400),
        ("sex", json!(9), 400),
        ("date_of_birth", json!("2027-03-08"), 400),
        ("phone", json!("030 23125"), 400),
        ("language", json!("sv"), 400),
        ("profile_group_slug", json!("elsewhere"), 404),
    ] {
        let mut body = new.clone();
        body[name] = value;
        assert_eq!(
            rig.post("/api/v1/profiles", body).await.status,
            status,
            "{name}"
        );
    }
}

#[tokio::test]
async fn profiles_are_paged_by_limit_and_offset() {
    let rig = Rig::start().await;
    let all = rig.get("/api/v1/profiles?limit=9999").await.body;
    let all = all.as_array().unwrap();
    let part = rig.get("/api/v1/profiles?limit=2&offset=3").await.body;
    assert_eq!(part.as_array().unwrap()[..], all[3..5]);
    assert_eq!(
        rig.get("/api/v1/profiles?email=nobody@example.com")
            .await
            .body,
        json!([])
    );
    assert_eq!(rig.get("/api/v1/profiles?limit=ten").await.status, 400);
}

#[tokio::test]
async fn what_it_cannot_do_it_refuses_with_a_reason() {
    let rig = Rig::start().await;
    for (method, path) in [
        (
            "GET",
            "/api/v1/appointments/5d2a71a6-2d69-4af2-9e3b-0b2c72357c66/results",
        ),
        ("GET", "/api/v1/biomarkers"),
        ("PUT", "/api/v1/profiles"),
        ("GET", "/api/v1"),
    ] {
        let answer = rig.call(method, path, None).await;
        assert_eq!(answer.status, 501);
        assert!(
            answer.body["error"].as_str().unwrap().contains(path),
            "{answer:?}"
        );
    }
    assert_eq!(rig.get("/api/v2/locations").await.status, 404);
}
