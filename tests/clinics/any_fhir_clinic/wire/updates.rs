//! Updates that a server takes in one way only, or refuses because the record was altered between two requests.

use super::*;

/// A server whose statement has these members for appointments, beside both kinds of update.
async fn stating(further: &Value) -> Scripted {
    let server = Scripted::start().await;
    server.gives(200, &[], &appointment("2", "booked"));
    let codes = json!([{"code": "patch"}, {"code": "update"}]);
    let mut statement =
        json!({"rest": [{"resource": [{"type": "Appointment", "interaction": codes}]}]});
    let further = further.as_object().cloned().unwrap_or_default();
    statement
        .as_object_mut()
        .expect("an object")
        .extend(further);
    server.gives(200, &[], &statement);
    server
}

fn cancel() -> Change {
    Change::cancelled(seen(Some("2")), "ill").expect("it can be cancelled")
}

#[tokio::test]
async fn patches_of_a_format_that_the_server_does_not_state_are_not_sent() {
    let server = stating(&json!({"patchFormat": ["application/fhir+json"]})).await;
    server.gives(200, &[], &appointment("3", "cancelled"));
    let told = client(&server.url, None).alter(&cancel()).await;
    assert_eq!(told.expect("it is done").status, "cancelled");
    assert_eq!(server.lines()[2..], ["PUT /fhir/Appointment/a1"]);
    assert_eq!(server.body(2)["extension"][0]["valueString"], "7");
}

#[tokio::test]
async fn what_is_refused_as_a_patch_goes_as_the_whole_record() {
    for status in [405, 415] {
        let server = stating(&Value::Null).await;
        server.gives(status, &[], &json!({"resourceType": "OperationOutcome"}));
        server.gives(200, &[], &appointment("3", "cancelled"));
        let told = client(&server.url, None).alter(&cancel()).await;
        assert_eq!(told.expect("it is done").status, "cancelled");
        let updates = ["PATCH /fhir/Appointment/a1", "PUT /fhir/Appointment/a1"];
        assert_eq!(server.lines()[2..], updates);
        assert_eq!(server.header(3, "if-match"), "W/\"2\"");
        assert_eq!(server.body(3)["status"], "cancelled");
    }
}

#[tokio::test]
async fn a_refused_patch_of_what_was_altered_meanwhile_is_not_told_as_a_refusal() {
    for (now, cause) in [("arrived", Cause::Altered), ("booked", Cause::BadRequest)] {
        let server = stating(&Value::Null).await;
        server.gives(400, &[], &json!({"resourceType": "OperationOutcome"}));
        let version = if now == "booked" { "2" } else { "3" };
        for _ in 0..2 {
            server.gives(200, &[], &appointment(version, now));
        }
        let told = client(&server.url, None).alter(&cancel()).await;
        let failed = told.expect_err("it is not done");
        assert_eq!(failed.report().cause, cause, "{failed:?}");
        assert!(server.lines().iter().all(|line| !line.starts_with("PUT")));
    }
}

#[tokio::test]
async fn what_a_server_says_of_a_refused_change_is_shown() {
    let server = stating(&Value::Null).await;
    let issue = json!([{"severity": "error", "details": {"text": "The visit has been billed"}}]);
    let outcome = json!({"resourceType": "OperationOutcome", "issue": issue});
    server.gives(422, &[], &outcome);
    server.gives(200, &[], &appointment("2", "booked"));
    let change = cancel();
    let told = client(&server.url, None).alter(&change).await;
    let failed = told.expect_err("it is refused");
    let problems = booking::problems_of_change(&failed, &change, Language::En);
    let said = problems.iter().any(|problem| {
        format!("{} {}", problem.what, problem.advice).contains("The visit has been billed")
    });
    assert!(said, "{problems:?}");
}

#[tokio::test]
async fn a_correction_alters_the_name_and_the_number_that_are_in_force() {
    let now: chrono::DateTime<chrono::Utc> = "2026-11-20T12:00:00Z".parse().expect("a moment");
    let (zone, date_order, language, open) = (zones::Zone::BERLIN, None, Language::En, None);
    let clock = Clock {
        now,
        zone,
        date_order,
        language,
        open,
    };
    let draft = |surname: &str, phone: &str| {
        let mut draft = PatientDraft::new(FHIR);
        draft.set(PatientField::FirstName, "Eva".to_owned());
        draft.set(PatientField::LastName, surname.to_owned());
        draft.set(PatientField::Phone, phone.to_owned());
        draft
    };
    let before = draft("Heutig", "030 2312500");
    let after = draft("Neu", "030 2312501");
    let correction = booking::PatientCorrection::between("p1", &before, &after, &clock);
    let correction = correction.expect("a correction");
    let patient = json!({
        "resourceType": "Patient", "id": "p1", "meta": {"versionId": "1"},
        "name": [
            {"use": "official", "family": "Heutig", "given": ["Eva"], "period": {"end": "2030-12-31"}},
            {"use": "maiden", "family": "Frueher", "given": ["Eva"]}],
        "telecom": [
            {"system": "phone", "value": "1", "period": {"start": "2027"}},
            {"system": "phone", "value": "2", "period": {"end": "2030"}}]});
    let server = Scripted::start().await;
    server.gives(200, &[], &patient);
    let codes = json!([{"code": "patch"}]);
    let statement = json!({"rest": [{"resource": [{"type": "Patient", "interaction": codes}]}]});
    server.gives(200, &[], &statement);
    server.gives(200, &[], &patient);
    let client = client(&server.url, None).with_clock(move || now);
    let _ = client.correct_patient(&correction).await;
    let steps = server.body(2);
    let value = |path: &str| {
        let steps = steps.as_array().expect("steps").iter();
        let mut of_path = steps.filter(|step| step["path"] == path);
        of_path
            .next()
            .map_or(Value::Null, |step| step["value"].clone())
    };
    let names = value("/name");
    assert_eq!(
        (&names[0]["family"], &names[1]["family"]),
        (&json!("Neu"), &json!("Frueher")),
        "{steps}"
    );
    let telecom = value("/telecom");
    assert_eq!(telecom[0]["value"], "1", "{steps}");
    assert_ne!(telecom[1]["value"], "2", "{steps}");
}
