//! Everything ClinikAPI can say no with: what a person reads, where it is mended, and that nothing is lost.

use booking::clinics::CLINIK;
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, StandIn, at_clinik};

#[test]
fn a_patient_nobody_knows_is_mended_at_the_patient_and_booked() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.fill("Patient", "pt_abc124").go_to("Reason").typed();
    desk.book().sees_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 404, "code": "NOT_FOUND", "field": "Patient",
            "what": "ClinikAPI does not know this patient.",
        }),
    );
    assert_eq!(desk.creates().len(), 1);

    desk.press("Ctrl+U").types("pt_abc123").book().booked();
    assert_eq!(desk.creates().len(), 2, "one press of the key booked it");
}

#[test]
fn a_practitioner_nobody_knows_is_mended_at_the_practitioner() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.fill("Practitioner", "prac_nobody").typed();
    desk.book().sees_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 404, "field": "Practitioner",
            "what": "ClinikAPI does not know this practitioner.",
        }),
    );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_conflict_is_mended_at_the_start() {
    answered_with_status(
        409,
        json!({
            "status": 409, "code": "CONFLICT", "field": "Start",
            "what": "ClinikAPI says this time is taken, or the entry was changed meanwhile.",
        }),
    );
}

#[test]
fn a_request_not_understood_is_no_ones_field() {
    answered_with_status(
        400,
        json!({
            "status": 400, "code": "BAD_REQUEST", "field": null,
            "what": "ClinikAPI refused the booking: Bad Request",
        }),
    );
}

#[test]
fn a_refusal_without_a_field_is_shown_whole() {
    answered_with_status(
        422,
        json!({
            "status": 422, "code": "VALIDATION_ERROR", "field": null,
            "what": "ClinikAPI refused the booking: Validation Error",
        }),
    );
}

#[test]
fn the_last_line_says_that_nothing_was_booked() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 422}));
    desk.types("220385s ki f 10.02.2027 10:00").settle();
    desk.press("Enter").settle().book();
    assert!(
        desk.note().starts_with("Not booked at ClinikAPI"),
        "{}\n{}",
        desk.note(),
        desk.screen()
    );
    desk.book().booked();
}

#[test]
fn a_key_that_was_sent_is_not_said_to_be_missing() {
    answered_with_status(
        401,
        json!({ "status": 401, "code": "UNAUTHORIZED", "what": "ClinikAPI does not know this key." }),
    );
}

#[test]
fn a_right_that_is_missing_is_named() {
    answered_with_status(
        403,
        json!({
            "status": 403, "code": "FORBIDDEN", "what": "The key for ClinikAPI may not book.",
            "advice": "Ask for a key with the right `write` and set it as BOOKDESK_CLINIK_KEY.",
        }),
    );
}

fn answered_with_status(code: u16, expected: Value) {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    let draft = desk.typed();
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": code}));
    desk.book();
    if code == 409 {
        // Whether it was made all the same is looked up first.
        desk.sees("said no. In 12 s").pass(12).settle();
    }
    desk.sees_refused(&draft, &expected);
    assert_eq!(desk.problems()[0]["meaning"], "refused");
    assert!(
        desk.problems()[0]["request_id"].is_string(),
        "support needs it"
    );

    desk.book().booked();
    assert_eq!(desk.creates().len(), 2, "nothing typed was lost");
}

#[test]
fn whoever_does_not_wait_for_the_look_up_is_told_that_it_goes_on() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 409}));
    desk.book();
    desk.sees("said no. In 12 s").press("Esc");
    desk.sees("It is still looked up, in case it was done anyway");
    assert!(
        !desk.screen().contains("sends it again"),
        "{}",
        desk.screen()
    );
}

#[test]
fn every_code_of_the_error_table_is_told_apart() {
    let rows = [
        (400, "INVALID_JSON", "ClinikAPI refused the booking: Said"),
        (
            400,
            "METHOD_OVERRIDE_REJECTED",
            "Something between this desk and ClinikAPI changed the request.",
        ),
        (
            401,
            "INVALID_KEY_FORMAT",
            "The key for ClinikAPI does not look like one.",
        ),
        (401, "INVALID_KEY", "ClinikAPI does not know this key."),
        (401, "KEY_REVOKED", "The key for ClinikAPI was revoked."),
        (401, "KEY_EXPIRED", "The key for ClinikAPI has expired."),
        (
            429,
            "MONTHLY_QUOTA_EXCEEDED",
            "This month's requests to ClinikAPI are used up.",
        ),
        (
            429,
            "SANDBOX_QUOTA_EXCEEDED",
            "This month's requests to ClinikAPI are used up.",
        ),
    ];
    for (status, code, what) in rows {
        let body = json!({ "error": "Said", "code": code, "requestId": "req_stand_in" });
        let clinic = StandIn::saying(status, &body);
        let mut desk = DeskAtWork::with_a_visit(at(&clinic));
        let draft = desk.typed();
        desk.book().sees_refused(
            &draft,
            &json!({
                "meaning": "refused", "status": status, "code": code, "request_id": "req_stand_in",
                "field": null, "what": what,
            }),
        );
        assert_eq!(clinic.creates(), 1, "{code}: no quota passes by waiting");
    }
}

#[test]
fn fields_the_server_refuses_are_mended_where_they_are() {
    let issue = |text: &str| json!({ "severity": "error", "code": "invalid", "diagnostics": text });
    let issues = [
        issue("reasonCode: Must not be shouted"),
        issue("basedOnId: Required"),
    ];
    let clinic = StandIn::saying(
        422,
        &json!({ "error": "Validation Error", "code": "VALIDATION_ERROR", "issues": issues }),
    );
    let mut desk = DeskAtWork::with_a_visit(at(&clinic));
    desk.fill("Reason", "KNEE").go_to("Patient").book();
    assert_eq!(desk.focus(), "Reason");
    assert_eq!(
        desk.problem_at("Reason"),
        "ClinikAPI refused Reason: Must not be shouted"
    );
    assert_eq!(
        desk.problems().len(),
        2,
        "what no field of the form is called is shown too"
    );
    desk.sees("ClinikAPI refused `basedOnId`: Required")
        .sees("Not booked")
        .sees("422 · VALIDATION_ERROR");

    desk.types("!");
    assert_eq!(
        desk.problem_at("Reason"),
        "",
        "it is mended until the server says otherwise"
    );
    assert_eq!(desk.text("Reason"), "KNEE!");
}

#[test]
fn a_key_that_is_missing_or_malformed_sends_nothing() {
    let nothing = ("", "There is no key for ClinikAPI.");
    let no_key = (
        "sk_live_0123456789",
        "The key for ClinikAPI does not look like one.",
    );
    for (key, what) in [nothing, no_key] {
        let mut desk = DeskAtWork::with_a_visit(with_key(key));
        let draft = desk.typed();
        desk.book().sees_refused(
            &draft,
            &json!({ "meaning": "not sent", "status": null, "what": what }),
        );
        assert_eq!(desk.creates().len(), 0);
        desk.sees("BOOKDESK_CLINIK_KEY");
        if !key.is_empty() {
            desk.keeps(key);
        }
    }
}

#[test]
fn a_key_the_server_does_not_take_says_why() {
    let key_that_is = |state: &str| {
        let keys = sandbox::keys();
        let mut clinik = keys
            .as_array()
            .into_iter()
            .flatten()
            .filter(|key| key["backend"] == "clinik");
        let key = clinik
            .find(|key| key["state"] == state)
            .expect("the sandbox has one");
        key["key"].as_str().unwrap_or_default().to_owned()
    };
    let rows = [
        (
            "clk_test_nobodys0009".to_owned(),
            401,
            "INVALID_KEY",
            "ClinikAPI does not know this key.",
        ),
        (
            key_that_is("revoked"),
            401,
            "KEY_REVOKED",
            "The key for ClinikAPI was revoked.",
        ),
        (
            key_that_is("expired"),
            401,
            "KEY_EXPIRED",
            "The key for ClinikAPI has expired.",
        ),
        (
            key_that_is("read-only"),
            403,
            "FORBIDDEN",
            "The key for ClinikAPI may not book.",
        ),
    ];
    for (key, status, code, what) in rows {
        let mut desk = DeskAtWork::with_a_visit(with_key(&key));
        desk.sees(if code == "INVALID_KEY" {
            "ClinikAPI TEST"
        } else {
            "ClinikAPI SANDBOX"
        });
        let draft = desk.typed();
        desk.book().sees_refused(
            &draft,
            &json!({ "meaning": "refused", "status": status, "code": code, "what": what }),
        );
        assert_eq!(desk.creates().len(), 1);
        desk.keeps(&key);
        desk.press("Ctrl+R").settle().keeps(&key);
    }
}

fn with_key(key: &str) -> Options {
    Options {
        keys_of: vec![(CLINIK, key.to_owned())],
        ..at_clinik()
    }
}

fn at(clinic: &StandIn) -> Options {
    Options {
        address: Some(clinic.address()),
        ..at_clinik()
    }
}

/// The sandbox's ClinikAPI key in this state.
fn key_in_state(state: &str) -> String {
    let keys = sandbox::keys();
    let mut keys = keys.as_array().into_iter().flatten();
    let key = keys.find(|key| key["backend"] == "clinik" && key["state"] == state);
    key.and_then(|key| key["key"].as_str())
        .expect("the sandbox has one")
        .to_owned()
}

#[test]
fn a_key_that_is_no_longer_taken_is_said_on_the_first_screen() {
    for (state, mark, said) in [
        (
            "revoked",
            "! key revoked",
            "The key for ClinikAPI was revoked.",
        ),
        (
            "expired",
            "! key expired",
            "The key for ClinikAPI has expired.",
        ),
    ] {
        for (cols, rows) in [(80, 24), (120, 40)] {
            let options = Options {
                keys_of: vec![(CLINIK, key_in_state(state))],
                ..at_clinik()
            };
            let mut desk = DeskAtWork::open_at_the_line(options);
            desk.resize(cols, rows)
                .settle()
                .sees(mark)
                .sees(said)
                .sees("BOOKDESK_CLINIK_KEY");
            assert_eq!(desk.state()["front"], "problems", "{}", desk.screen());
            desk.types("220385s ki f").settle();
            for key in ["Enter", "Ctrl+S"] {
                desk.press(key).settle();
                assert!(desk.note().contains(said), "{key}: {}", desk.note());
            }
        }
    }
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(80, 24).sees_no("! key");
}

#[test]
fn a_key_that_is_revoked_in_the_middle_of_the_day_is_said_by_the_next_answer() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.resize(120, 40).sees_no("key revoked");
    desk.fault(&json!({"backend": "clinik", "call": "create", "fault": "status", "code": 401}));
    desk.book().sees("! key not accepted");
    desk.book().booked().sees_no("! key");
}
