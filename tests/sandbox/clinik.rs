//! ClinikAPI: booking, reading, changing, and every row of its error table.

use serde_json::{Value, json};

use super::{KARIN, MARIA, Rig, members};

/// The reference page's own example, in the past as it is.
fn example() -> Value {
    json!({
        "status": "booked",
        "patientId": MARIA,
        "practitionerId": KARIN,
        "start": "2025-02-10T10:00:00.000Z",
        "end": "2025-02-10T10:30:00.000Z",
        "minutesDuration": 30,
        "appointmentType": "FOLLOWUP",
        "serviceType": "Cardiology",
        "reasonCode": "Follow-up",
        "patientInstruction": "Come ten minutes ahead.",
    })
}

#[tokio::test]
async fn a_booking_comes_back_with_every_member_and_signed() {
    let rig = Rig::start().await;
    let answer = rig.post("/v1/appointments", example()).await;
    assert_eq!(answer.status, 201);
    let data = &answer.body["data"];
    for (name, value) in example().as_object().unwrap() {
        assert_eq!(&data[name], value, "{name}");
    }
    let id = data["id"].as_str().unwrap();
    let suffix = id.strip_prefix("appt_").unwrap();
    assert!(
        suffix.len() == 6
            && suffix
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
        "{id}"
    );
    assert_eq!(data["created"], "2027-03-08T09:05:00.000Z");

    let meta = &answer.body["meta"];
    assert_eq!(meta["status"], 201);
    assert_eq!(meta["requestId"], answer.header("x-request-id").unwrap());
    assert_eq!(meta["timestamp"], answer.header("x-timestamp").unwrap());
    assert_eq!(
        meta["rateLimitTotal"].to_string(),
        answer.header("x-ratelimit-limit").unwrap()
    );
    assert_eq!(
        meta["rateLimitRemaining"].to_string(),
        answer.header("x-ratelimit-remaining").unwrap()
    );
    assert_eq!(
        meta["rateLimitReset"].to_string(),
        answer.header("x-ratelimit-reset").unwrap()
    );
    assert_eq!(answer.header("date"), Some("Mon, 08 Mar 2027 09:05:00 GMT"));
    assert_eq!(answer.header("content-type"), Some("application/json"));

    let read = rig.get(&format!("/v1/appointments/{id}")).await;
    assert_eq!((read.status, &read.body["data"]), (200, data));
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let rig = Rig::start().await;
    let body = json!({"status": "proposed", "patientId": MARIA, "colour": "green"});
    let answer = rig.post("/v1/appointments", body).await;
    assert_eq!(
        members(&answer.body["data"]),
        ["id", "status", "patientId", "created"]
    );
}

#[tokio::test]
async fn every_wrong_member_is_named_at_once_and_no_value_is_repeated() {
    let rig = Rig::start().await;
    let long = |length| json!("x".repeat(length));
    let body = json!({
        "status": "maybe", "practitionerId": null, "start": "2027-03-10T10:00:00", "end": 5,
        "minutesDuration": 1441, "appointmentType": long(101), "serviceType": long(201),
        "serviceCategory": long(201), "specialty": long(201), "reasonCode": long(501), "priority": 9.5,
        "description": long(2001), "comment": "", "patientInstruction": long(2001),
        "cancelationReason": long(501),
    });
    let answer = rig.post("/v1/appointments", body.clone()).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.body["error"], "Validation Error");
    assert_eq!(answer.body["code"], "VALIDATION_ERROR");
    assert_eq!(
        answer.body["issues"], answer.body["issue"],
        "one for the documentation, one for the SDK"
    );
    let issues = answer.body["issues"].as_array().unwrap();
    let named: Vec<_> = issues
        .iter()
        .map(|issue| {
            issue["diagnostics"]
                .as_str()
                .unwrap()
                .split_once(": ")
                .unwrap()
                .0
                .to_owned()
        })
        .collect();
    let mut expected = members(&body);
    expected.insert(1, "patientId");
    assert_eq!(named, expected);
    assert!(
        issues
            .iter()
            .all(|issue| issue["severity"] == "error" && issue["code"] == "invalid")
    );
    assert_eq!(issues[1]["diagnostics"], "patientId: Required");
    assert_eq!(
        issues[5]["diagnostics"],
        "minutesDuration: Number must be less than or equal to 1440"
    );
    assert!(!answer.body.to_string().contains("maybe"));
}

#[tokio::test]
async fn limits_are_met_exactly() {
    let rig = Rig::start().await;
    let body = json!({
        "status": "waitlist", "patientId": MARIA, "minutesDuration": 1440, "priority": 0,
        "appointmentType": "x".repeat(100), "comment": "ü".repeat(2000), "reasonCode": "😀".repeat(250),
    });
    assert_eq!(rig.post("/v1/appointments", body.clone()).await.status, 201);
    for (name, value) in [
        ("minutesDuration", json!(0)),
        ("priority", json!(10)),
        ("reasonCode", json!("😀".repeat(251))),
    ] {
        let mut wrong = body.clone();
        wrong[name] = value;
        assert_eq!(
            rig.post("/v1/appointments", wrong).await.status,
            422,
            "{name}"
        );
    }
}

#[tokio::test]
async fn every_state_of_a_key_has_its_own_refusal() {
    let rig = Rig::start().await;
    let read = "/v1/patients/pt_abc123";
    for (key, status, code) in [
        ("secret", 401, "INVALID_KEY_FORMAT"),
        ("clk_test_", 401, "INVALID_KEY_FORMAT"),
        ("clk_prod_abc123", 401, "INVALID_KEY_FORMAT"),
        ("clk_live_abc123", 401, "INVALID_KEY"),
        ("clk_test_revoked0003", 401, "KEY_REVOKED"),
        ("clk_test_expired0004", 401, "KEY_EXPIRED"),
    ] {
        let answer = rig
            .call_with(&[("x-api-key", key)], "GET", read, None)
            .await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (status, Some(code)),
            "{key}"
        );
        assert_eq!(
            answer.body["requestId"],
            answer.header("x-request-id").unwrap()
        );
    }
    let missing = rig.call_with(&[], "GET", read, None).await;
    assert_eq!(
        (missing.status, missing.body["code"].as_str()),
        (401, Some("UNAUTHORIZED"))
    );

    let read_only = [("x-api-key", "clk_test_readonly0002")];
    assert_eq!(
        rig.call_with(&read_only, "GET", read, None).await.status,
        200
    );
    let write = rig
        .call_with(&read_only, "POST", "/v1/appointments", None)
        .await;
    assert_eq!(write.status, 403, "the scope is looked at before the body");
}

#[tokio::test]
async fn a_body_that_is_no_json_or_not_called_json_is_400() {
    let rig = Rig::start().await;
    let key = ("x-api-key", rig.sandbox.clinik_key());
    let json = [key, ("content-type", "application/json")];
    let broken = rig
        .send(&json, "POST", "/v1/appointments", "{\"status\":".to_owned())
        .await
        .unwrap();
    assert_eq!(
        (broken.status, broken.body["code"].as_str()),
        (400, Some("INVALID_JSON"))
    );
    let form = [key, ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(
        rig.call_with(&form, "POST", "/v1/appointments", Some(example()))
            .await
            .status,
        400
    );
    let list = rig.post("/v1/appointments", json!([])).await;
    assert_eq!(list.status, 422);
}

#[tokio::test]
async fn a_method_override_is_refused() {
    let rig = Rig::start().await;
    for name in [
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
    ] {
        let headers = [("x-api-key", rig.sandbox.clinik_key()), (name, "DELETE")];
        let answer = rig
            .call_with(&headers, "GET", "/v1/patients/pt_abc123", None)
            .await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (400, Some("METHOD_OVERRIDE_REJECTED"))
        );
    }
}

#[tokio::test]
async fn whoever_is_not_there_cannot_be_booked() {
    let rig = Rig::start().await;
    for (name, what) in [("patientId", "Patient"), ("practitionerId", "Practitioner")] {
        let mut body = example();
        body[name] = json!("nobody");
        let answer = rig.post("/v1/appointments", body).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (404, Some("NOT_FOUND"))
        );
        assert_eq!(answer.body["message"], format!("{what} not found"));
    }
    for path in [
        "/v1/appointments/appt_nobody",
        "/v1/patients/pt_nobody",
        "/v1/practitioners/prac_nobody",
    ] {
        assert_eq!(rig.get(path).await.status, 404);
        assert_eq!(rig.patch(path, json!({})).await.status, 404);
    }
}

#[tokio::test]
async fn a_patch_merges_under_each_of_three_content_types() {
    let rig = Rig::start().await;
    let id = rig.visit("2027-03-10T10:00:00.000Z").await;
    let path = format!("/v1/appointments/{id}");
    for (status, kind) in [
        ("arrived", "application/json"),
        ("fulfilled", "application/fhir+json"),
        ("cancelled", "application/json-patch+json; charset=utf-8"),
    ] {
        let headers = [
            ("x-api-key", rig.sandbox.clinik_key()),
            ("content-type", kind),
        ];
        let change = json!({"status": status, "patientId": "pt_k4m8wz"});
        let answer = rig.call_with(&headers, "PATCH", &path, Some(change)).await;
        assert_eq!(
            (answer.status, answer.body["data"]["status"].as_str()),
            (200, Some(status))
        );
        assert_eq!(
            answer.body["data"]["patientId"], MARIA,
            "the patient isn't PATCH's to change"
        );
        assert_eq!(answer.body["data"]["start"], "2027-03-10T10:00:00.000Z");
    }
    assert_eq!(
        rig.patch(&path, json!({"minutesDuration": 0})).await.status,
        422
    );
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_keeps_the_limits() {
    let rig = Rig::start().await;
    let path = format!(
        "/v1/appointments/{}",
        rig.visit("2027-03-10T10:00:00.000Z").await
    );
    let times = json!({"start": "2027-03-11T08:00:00Z", "end": "2027-03-11T08:45:00Z", "minutesDuration": 45});
    let moved = rig.patch(&path, times.clone()).await.body["data"].clone();
    assert_eq!(
        [&moved["start"], &moved["end"]],
        [&times["start"], &times["end"]]
    );
    assert_eq!(
        (&moved["minutesDuration"], &moved["status"]),
        (&json!(45), &json!("booked"))
    );
    let start = rig
        .patch(&path, json!({"start": "2027-03-12T08:00:00Z"}))
        .await
        .body["data"]
        .clone();
    assert_eq!(
        start["end"], times["end"],
        "what is not named stays as it is"
    );
    for (name, value) in [
        ("status", json!("moved")),
        ("start", json!("2027-03-11T08:00:00")),
        ("end", json!(null)),
        ("minutesDuration", json!(1441)),
        ("cancelationReason", json!("x".repeat(501))),
    ] {
        let refused = rig
            .patch(&path, json!({name: value, "comment": "kept?"}))
            .await;
        assert_eq!(
            (refused.status, refused.body["code"].as_str()),
            (422, Some("VALIDATION_ERROR")),
            "{name}"
        );
        assert!(
            refused.body["issues"][0]["diagnostics"]
                .as_str()
                .unwrap()
                .starts_with(name)
        );
    }
    assert_eq!(
        rig.get(&path).await.body["data"],
        start,
        "a refused change changes nothing"
    );
}

#[tokio::test]
async fn a_deleted_appointment_is_gone_at_once() {
    let rig = Rig::start().await;
    let path = format!(
        "/v1/appointments/{}",
        rig.visit("2027-03-10T10:00:00.000Z").await
    );
    let deleted = rig.delete(&path).await;
    assert_eq!((deleted.status, deleted.body), (204, json!("")));
    assert!(deleted.headers.contains_key("x-request-id"));
    assert_eq!(rig.get(&path).await.status, 404);
    assert_eq!(rig.delete(&path).await.status, 404);
}

#[tokio::test]
async fn people_are_made_read_and_changed() {
    let rig = Rig::start().await;
    let new = json!({"firstName": "Nele", "lastName": "Ohlsen", "birthDate": "1990-01-02"});
    let made = rig.post("/v1/patients", new).await;
    assert_eq!(made.status, 201);
    let id = made.body["data"]["id"].as_str().unwrap();
    assert!(id.starts_with("pt_") && id.len() == 9);
    assert_eq!(made.body["data"]["fullName"], "Nele Ohlsen");
    let path = format!("/v1/patients/{id}");
    let changed = rig
        .patch(&path, json!({"lastName": "Brandt", "active": false}))
        .await;
    assert_eq!(changed.body["data"]["fullName"], "Nele Brandt");
    assert_eq!(rig.get(&path).await.body["data"], changed.body["data"]);

    let wrong = rig
        .post(
            "/v1/patients",
            json!({"firstName": "", "gender": "f", "birthDate": "1990"}),
        )
        .await;
    assert_eq!(wrong.body["issues"].as_array().unwrap().len(), 4);

    let doctor = json!({"firstName": "Ute", "lastName": "Wolf", "specialty": "Radiology", "prefix": ["Dr."]});
    let made = rig.post("/v1/practitioners", doctor).await;
    assert_eq!(
        (made.status, made.body["data"]["specialty"].as_str()),
        (201, Some("Radiology"))
    );
}

#[tokio::test]
async fn what_it_cannot_do_it_refuses_with_a_reason() {
    let rig = Rig::start().await;
    for (method, path) in [
        ("GET", "/v1/encounters"),
        ("PUT", "/v1/appointments/appt_x5b0ls"),
        ("DELETE", "/v1/schedules/sched_ki4v9r"),
        ("POST", "/v1/practitioner-roles"),
        ("DELETE", "/v1/patients/pt_abc123"),
        (
            "GET",
            "/v1/patients/pt_abc123?_revinclude=Encounter:subject",
        ),
        ("GET", "/v1/metadata"),
    ] {
        let answer = rig.call(method, path, None).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (501, Some("NOT_IMPLEMENTED")),
            "{path}"
        );
        assert!(answer.body["message"].as_str().unwrap().contains(method));
    }
    assert_eq!(rig.get("/v2/appointments").await.status, 404);
    let health = rig.call_with(&[], "GET", "/health", None).await;
    assert_eq!(
        health.body,
        json!({"status": "ok", "timestamp": "2027-03-08T09:05:00.000Z"})
    );
}
