//! Everything Aniva can say no with.

use booking::clinics::ANIVA;
use chrono::{DateTime, Utc};
use headless::Options;
use serde_json::{Value, json};

use crate::desk_at_work::{DeskAtWork, NOBODY, at_aniva};

#[test]
fn a_time_that_has_passed_meanwhile_is_mended_at_the_time() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let next_year = "2028-01-01T00:00:00Z"
        .parse::<DateTime<Utc>>()
        .expect("a time");
    desk.sandbox()
        .set_clock(next_year)
        .expect("the sandbox has a clock");
    let draft = desk.typed();
    desk.book().sees_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 400, "field": "Scheduled at",
            "what": "Aniva refused the booking: Time must be in the future",
        }),
    );
    desk.press("Ctrl+U")
        .types("2028-02-11 08:30")
        .book()
        .booked();
    assert_eq!(desk.creates().len(), 2);
}

#[test]
fn a_profile_nobody_knows_is_mended_at_the_profile() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let draft = desk.fill("Profile", NOBODY).typed();
    desk.book().sees_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 404, "field": "Profile",
            "what": "Aniva does not know this patient.",
        }),
    );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_location_nobody_knows_is_mended_at_the_location() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let draft = desk.fill("Location", NOBODY).typed();
    desk.book().sees_refused(
        &draft,
        &json!({
            "meaning": "refused", "status": 404, "field": "Location",
            "what": "Aniva does not know this location.",
        }),
    );
    assert_eq!(desk.creates().len(), 1);
}

#[test]
fn a_request_not_understood_is_no_ones_field() {
    answered_with_status(
        400,
        json!({ "field": null, "what": "Aniva refused the booking: Bad Request" }),
    );
}

#[test]
fn a_conflict_is_mended_at_the_time() {
    let what = "Aniva says this time is taken, or the entry was changed meanwhile.";
    answered_with_status(409, json!({ "field": "Scheduled at", "what": what }));
}

#[test]
fn answers_the_contract_does_not_know_are_refusals_too() {
    answered_with_status(
        422,
        json!({ "field": null, "what": "Aniva refused the booking: Unprocessable Entity" }),
    );
    answered_with_status(
        418,
        json!({ "field": null, "what": "Aniva refused the booking: I'm a teapot" }),
    );
}

fn answered_with_status(code: u16, expected: Value) {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    let draft = desk.typed();
    desk.fault(&json!({"backend": "aniva", "call": "create", "fault": "status", "code": code}));
    desk.book();
    if code == 409 {
        // Whether it was made all the same is looked up first.
        desk.sees("said no. In 12 s").pass(12).settle();
    }
    desk.sees_refused(&draft, &json!({ "meaning": "refused", "status": code }));
    desk.sees_refused(&draft, &expected);
    desk.book().booked();
    assert_eq!(desk.creates().len(), 2, "nothing typed was lost");
}

#[test]
fn a_bad_key_and_a_thin_key_look_alike_and_both_are_said() {
    let listed = sandbox::keys();
    let key_of = |fits: &dyn Fn(&Value) -> bool| {
        let mut keys = listed
            .as_array()
            .into_iter()
            .flatten()
            .filter(|key| key["backend"] == "aniva");
        keys.find(|key| fits(key))
            .and_then(|key| key["key"].as_str())
            .expect("the sandbox has one")
            .to_owned()
    };
    let may_book = |key: &Value| {
        let mut scopes = key["scopes"].as_array().into_iter().flatten();
        scopes.any(|scope| scope == "TEST_SESSIONS_SCHEDULE")
    };
    let thin = key_of(&|key| key["state"] == "valid" && !may_book(key));
    let revoked = key_of(&|key| key["state"] == "revoked");
    for key in [thin, revoked, "nobodys-key-9".to_owned()] {
        let mut desk = DeskAtWork::with_a_draw(Options {
            keys_of: vec![(ANIVA, key.clone())],
            ..at_aniva()
        });
        let draft = desk.typed();
        desk.book().sees_refused(
            &draft,
            &json!({
                "meaning": "refused", "status": 403, "field": null,
                "what": "Aniva refused: wrong key, no right TEST_SESSIONS_SCHEDULE, or patient or location out of reach.",
            }),
        );
        assert_eq!(desk.creates().len(), 1);
        desk.keeps(&key);
        desk.press("Ctrl+R").settle().keeps(&key);
    }
}

#[test]
fn without_a_key_nothing_is_sent() {
    let mut desk = DeskAtWork::with_a_draw(Options {
        keys_of: vec![(ANIVA, String::new())],
        ..at_aniva()
    });
    let draft = desk.typed();
    desk.book().sees_refused(
        &draft,
        &json!({ "meaning": "not sent", "what": "There is no key for Aniva." }),
    );
    assert_eq!(desk.creates().len(), 0);
    desk.sees("BOOKDESK_ANIVA_KEY");
}
