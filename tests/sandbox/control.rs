//! Starting, stopping, the request log, the clock and the reset.

use sandbox::{Sandbox, SandboxError, SandboxOptions, keys};
use serde_json::{Value, json};

use super::{MARIA, Rig, draw, frozen};

#[tokio::test]
async fn the_ready_line_says_where_and_with_which_key() {
    let rig = Rig::start().await;
    let line: Value = serde_json::from_str(&rig.sandbox.ready_line()).unwrap();
    let addr = rig.sandbox.addr();
    assert_eq!(line["listening"], addr.to_string());
    assert_eq!(line["aniva"]["url"], format!("http://{addr}/api/v1"));
    assert_eq!(line["clinik"]["url"], format!("http://{addr}/v1"));
    assert_eq!(line["clinik"]["timezone"], "Europe/Berlin");
    for clinic in ["aniva", "clinik"] {
        let known = keys().as_array().unwrap().iter().any(|key| {
            key["backend"] == clinic && key["key"] == line[clinic]["key"] && key["state"] == "valid"
        });
        assert!(known, "{clinic}");
    }
}

#[test]
fn there_is_a_key_in_every_state() {
    let keys = keys();
    let has = |test: &dyn Fn(&Value) -> bool| keys.as_array().unwrap().iter().any(test);
    for state in ["valid", "read-only", "revoked", "expired"] {
        assert!(
            has(&|key| key["backend"] == "clinik" && key["state"] == state),
            "{state}"
        );
    }
    assert!(has(
        &|key| key["backend"] == "aniva" && key["state"] == "revoked"
    ));
    assert!(has(&|key| {
        let scopes = key["scopes"].as_array();
        key["state"] == "valid"
            && scopes.is_some_and(|scopes| !scopes.contains(&json!("TEST_SESSIONS_SCHEDULE")))
    }));
}

#[tokio::test]
async fn it_listens_on_this_machine_only_and_says_when_the_place_is_taken() {
    let open = SandboxOptions {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..SandboxOptions::default()
    };
    assert!(matches!(
        Sandbox::start(open).await,
        Err(SandboxError::NotLoopback(_))
    ));
    let rig = Rig::start().await;
    let taken = SandboxOptions {
        listen: rig.sandbox.addr(),
        ..SandboxOptions::default()
    };
    assert!(matches!(
        Sandbox::start(taken).await,
        Err(SandboxError::AddressInUse(_))
    ));
}

#[tokio::test]
async fn a_page_in_a_browser_gets_no_answer() {
    let rig = Rig::start().await;
    let (port, key) = (rig.sandbox.addr().port(), rig.sandbox.clinik_key());
    let ask = |name: &'static str, value: String, path: &'static str| {
        let rig = &rig;
        async move {
            rig.call_with(&[("x-api-key", key), (name, &value)], "GET", path, None)
                .await
                .status
        }
    };
    for path in ["/v1/patients", "/sandbox/requests"] {
        for host in [format!("localhost:{port}"), format!("[::1]:{port}")] {
            assert_eq!(ask("host", host, path).await, 200, "{path}");
        }
        let others = [
            format!("evil.example:{port}"),
            "localhost:1".to_owned(),
            "127.0.0.1".to_owned(),
        ];
        for host in others {
            assert_eq!(ask("host", host, path).await, 421, "{path}");
        }
        assert_eq!(
            ask("origin", format!("http://127.0.0.1:{port}"), path).await,
            200,
            "{path}"
        );
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
            assert_eq!(ask("origin", origin.to_owned(), path).await, 403, "{path}");
        }
    }
    assert_eq!(
        rig.requests().await.len(),
        3,
        "only what was let in stands in the log"
    );
}

#[tokio::test]
async fn a_stopped_sandbox_frees_its_place() {
    const ATTEMPTS: usize = 20;
    for _ in 0..ATTEMPTS {
        let rig = Rig::start().await;
        let addr = rig.sandbox.addr();
        assert_eq!(rig.get("/v1/patients").await.status, 200);
        rig.sandbox.stop().await;
        let again = Sandbox::start(SandboxOptions {
            listen: addr,
            ..SandboxOptions::default()
        });
        match again.await {
            Ok(again) => {
                assert_eq!(again.addr(), addr);
                return;
            }
            // A test beside this one may have been given the port that was just freed.
            Err(SandboxError::AddressInUse(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the place was taken after each of {ATTEMPTS} sandboxes");
}

#[tokio::test]
async fn the_log_shows_what_came_in_with_keys_cut_short() {
    let rig = Rig::start().await;
    rig.get("/v1/appointments?patientId=pt_abc123").await;
    rig.post("/api/v1/appointments", draw("2027-03-10T10:30:00Z"))
        .await;
    let headers = [
        ("x-api-key", "clk_test_secret"),
        ("content-type", "application/json"),
    ];
    rig.send(
        &headers,
        "PATCH",
        "/v1/appointments/appt_1",
        "not json".to_owned(),
    )
    .await
    .unwrap();
    rig.get("/sandbox/requests").await;
    let log = rig.requests().await;
    assert_eq!(log.len(), 3, "control calls aren't listed");
    let facts = |entry: &Value| {
        let fields = ["n", "backend", "call", "method", "path", "status"];
        fields.map(|field| entry[field].clone())
    };
    assert_eq!(
        facts(&log[0]).to_vec(),
        [
            json!(1),
            json!("clinik"),
            json!("search"),
            json!("GET"),
            json!("/v1/appointments?patientId=pt_abc123"),
            json!(200)
        ]
    );
    assert_eq!(log[0]["body"], json!(null));
    assert_eq!(
        facts(&log[1]).to_vec(),
        [
            json!(2),
            json!("aniva"),
            json!("create"),
            json!("POST"),
            json!("/api/v1/appointments"),
            json!(201)
        ]
    );
    assert_eq!(log[1]["body"], draw("2027-03-10T10:30:00Z"));
    assert_eq!(log[2]["call"], "patch");
    assert_eq!(log[2]["body"], "not json");
    assert_eq!(log[2]["headers"]["x-api-key"], "clk_test_…");
    assert!(!json!(log).to_string().contains(rig.sandbox.aniva_key()));
}

#[tokio::test]
async fn the_clock_is_set_and_moved() {
    let rig = Rig::start().await;
    let set = rig
        .post(
            "/sandbox/clock",
            json!({"now": "2027-06-01T08:00:00+02:00"}),
        )
        .await;
    assert_eq!(set.body, json!({"now": "2027-06-01T06:00:00.000Z"}));
    let moved = rig.post("/sandbox/clock", json!({"advance_s": 90})).await;
    assert_eq!(moved.body, json!({"now": "2027-06-01T06:01:30.000Z"}));
    assert_eq!(
        rig.post("/api/v1/appointments", draw("2027-06-01T06:01:30Z"))
            .await
            .status,
        400
    );
    assert_eq!(
        rig.post("/api/v1/appointments", draw("2027-06-01T06:01:31Z"))
            .await
            .status,
        201
    );
    for wrong in [
        json!({}),
        json!({"now": "noon"}),
        json!({"advance_s": 1, "now": "2027-06-01T08:00:00Z"}),
        json!({"advance_s": i64::MAX}),
        json!({"advance": 1}),
    ] {
        let answer = rig.post("/sandbox/clock", wrong).await;
        assert_eq!(
            (answer.status, answer.body["error"].is_string()),
            (400, true)
        );
    }
}

#[tokio::test]
async fn a_reset_leaves_nothing_of_what_happened() {
    let rig = Rig::start().await;
    let first = rig.visit("2027-03-10T10:00:00.000Z").await;
    rig.draw("2027-03-10T10:00:00Z").await;
    rig.patch(
        &format!("/v1/patients/{MARIA}"),
        json!({"lastName": "Changed"}),
    )
    .await;
    rig.delete("/v1/appointments/appt_x5b0ls").await;
    rig.post("/sandbox/clock", json!({"advance_s": 3600})).await;
    rig.order(
        json!({"backend": "clinik", "call": "any", "fault": "status", "code": 500, "times": 0}),
    )
    .await;

    assert_eq!(
        rig.post("/sandbox/reset", json!({})).await.body,
        json!({"now": "2027-03-08T09:05:00.000Z"})
    );
    assert_eq!(rig.requests().await.len(), 0);
    assert_eq!(
        rig.get(&format!("/v1/appointments/{first}")).await.status,
        404
    );
    assert_eq!(
        rig.get(&format!("/v1/patients/{MARIA}")).await.body["data"]["lastName"],
        "Schmidt"
    );
    assert_eq!(rig.get("/v1/appointments/appt_x5b0ls").await.status, 200);
    assert_eq!(rig.requests().await[0]["n"], 1);
    assert_eq!(
        rig.visit("2027-03-10T10:00:00.000Z").await,
        first,
        "a demo told twice has the same ids"
    );
}

#[tokio::test]
async fn unknown_control_routes_name_the_known_ones() {
    let rig = Rig::with(frozen()).await;
    for (method, path) in [("GET", "/sandbox/faults"), ("POST", "/sandbox/nothing")] {
        let answer = rig.call(method, path, None).await;
        assert_eq!(answer.status, 404);
        assert!(
            answer.body["error"]
                .as_str()
                .unwrap()
                .contains("/sandbox/reset")
        );
    }
}
