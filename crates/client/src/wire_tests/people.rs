//! Patients of servers that don't quite follow the documentation.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::*;
use booking::clinics::{ANIVA, CLINIK};
use booking::time::Clock;
use booking::{
    Cause, ClinicId, DecodeError, Failure, Language, NewPatient, PatientDraft, PatientField,
    PatientQuery, PhoneNumber,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn each_question_for_a_patient_has_its_parameter() {
    let name = |text: &str| text.to_owned();
    let questions = [
        (
            PatientQuery::Name(name(" schm ")),
            "/v1/patients?name=schm&count=20",
        ),
        (
            PatientQuery::Phone(PhoneNumber::new("+49 30", None)),
            "/v1/patients?phone=%2B49+30&count=20",
        ),
        (
            PatientQuery::Email(name("a@b.de")),
            "/v1/patients?email=a%40b.de&count=20",
        ),
        (
            PatientQuery::Born(day("1985-03-22")),
            "/v1/patients?birthDate=1985-03-22&count=100",
        ),
        (
            PatientQuery::Named {
                surname: name("schmidt"),
                given: name("ma"),
            },
            "/v1/patients?name=schmidt&count=100",
        ),
        (
            PatientQuery::Id(booking::clinics::clinik::PATIENTS.id("pt_1").unwrap()),
            "/v1/patients/pt_1",
        ),
    ];
    for (query, asked) in questions {
        let stub = Stub::replying(vec![Reply::page(&json!([]), None)]).await;
        let found = stub.client().read(CLINIK, |api| api.search(&query)).await;
        assert_eq!(stub.lines(), [format!("GET {asked}")]);
        if !matches!(query, PatientQuery::Id(_)) {
            assert_eq!(found.unwrap().people, [], "{query:?}");
        }
    }
}

#[tokio::test]
async fn birth_date_and_initial_are_sifted_from_every_page() {
    let person = |id: &str, last: &str| json!({"id": id, "lastName": last, "birthDate": "1985-03-22", "new": {"a": 1}});
    let fhir = json!({"resourceType": "Patient", "id": "pt_4", "birthDate": "1985-03-22",
                      "name": [{"family": "Sato", "given": ["Aki"]}]});
    let wrong_day = json!({"id": "pt_5", "lastName": "Schmidt", "birthDate": "1985-04-22"});
    let first = json!([
        person("pt_1", "Schmidt"),
        person("pt_2", "Maier"),
        wrong_day
    ]);
    let stub = Stub::replying(vec![
        Reply::page(&first, Some("3")),
        Reply::page(&json!([person("pt_1", "Schmidt"), fhir]), None),
    ]);
    let stub = stub.await;
    let query = PatientQuery::BornNamed {
        born: day("1985-03-22"),
        surname: "s".to_owned(),
    };
    let found = stub
        .client()
        .read(CLINIK, |api| api.search(&query))
        .await
        .unwrap();
    let ids: Vec<_> = found.people.iter().map(|person| person.id()).collect();
    assert_eq!((ids, found.complete), (vec!["pt_1", "pt_4"], true));
    assert_eq!(
        stub.lines()[1],
        "GET /v1/patients?birthDate=1985-03-22&count=100&cursor=3"
    );
}

#[tokio::test]
async fn an_id_that_nobody_has_finds_nobody_and_a_search_that_is_not_allowed_fails() {
    let id = PatientQuery::Id(booking::clinics::clinik::PATIENTS.id("pt_9").unwrap());
    let stub = Stub::replying(vec![
        Reply::json(404, r#"{"code":"NOT_FOUND"}"#),
        Reply::json(403, "{}"),
    ])
    .await;
    let client = stub.client();
    let found = client.read(CLINIK, |api| api.search(&id)).await.unwrap();
    assert!(found.people.is_empty() && found.complete);
    let failure = client
        .read(CLINIK, |api| api.search(&id))
        .await
        .unwrap_err();
    assert_eq!(failure.report().cause, Cause::Forbidden);
}

#[tokio::test]
async fn profiles_are_paged_by_the_caller_who_is_told_where_they_end() {
    let profiles = |ids: std::ops::Range<usize>| {
        let rows: Vec<_> = ids
            .map(|n| json!({"id": format!("p{n}"), "first_name": null}))
            .collect();
        Reply::json(200, &Value::Array(rows).to_string())
    };
    let stub = Stub::replying(vec![
        profiles(0..500),
        profiles(500..600),
        profiles(600..601),
    ])
    .await;
    let client = stub.client();
    let mut next = Some(0);
    let mut pages = Vec::new();
    while let Some(offset) = next {
        let page = client
            .read(ANIVA, |api| api.people_page(offset))
            .await
            .unwrap();
        pages.push(page.people.len());
        next = page.next;
    }
    assert_eq!(
        pages,
        [500, 100, 1],
        "a hundred is the page of a server that heeds no limit"
    );
    let asked = |offset| format!("GET /api/v1/profiles?limit=500&offset={offset}");
    assert_eq!(stub.lines(), [asked(0), asked(500), asked(600)]);
}

fn zoe(clinic: ClinicId) -> NewPatient {
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    let zone = zones::Zone::BERLIN;
    let clock = Clock {
        now,
        zone,
        date_order: None,
        open: None,
        language: Language::En,
    };
    let mut draft = PatientDraft::new(clinic);
    for (field, text) in [
        (PatientField::FirstName, "Zoë"),
        (PatientField::LastName, "Brûlé"),
        (PatientField::BirthDate, "1990-06-01"),
        (PatientField::Sex, "female"),
        (PatientField::Phone, "+49 30 2312-5001"),
        (PatientField::Email, "zoe@example.com"),
        (PatientField::Language, "Finnish"),
        (PatientField::Group, "front-desk"),
    ] {
        draft.set(field, text.to_owned());
    }
    draft.review(&clock).patient.unwrap()
}

#[tokio::test]
async fn a_new_patient_is_sent_as_each_backend_documents_it() {
    let replies = vec![
        Reply::json(201, r#"{"data":{"id":"pt_7"}}"#),
        Reply::json(201, r#"{"id":"p7"}"#),
    ];
    let stub = Stub::replying(replies).await;
    let client = stub.client();
    let at_clinik = client.create_patient(&zoe(CLINIK)).await.unwrap();
    let at_aniva = client.create_patient(&zoe(ANIVA)).await.unwrap();
    assert_eq!((at_clinik.id(), at_aniva.id()), ("pt_7", "p7"));
    let [clinik, aniva] = stub.received().try_into().unwrap();
    assert_eq!(
        (clinik.line.as_str(), aniva.line.as_str()),
        (
            "POST /v1/patients HTTP/1.1",
            "POST /api/v1/profiles HTTP/1.1"
        )
    );
    assert_eq!(
        clinik.body,
        json!({"firstName": "Zoë", "lastName": "Brûlé", "birthDate": "1990-06-01", "gender": "female",
               "phone": "+49 30 2312-5001", "email": "zoe@example.com"})
        .to_string()
    );
    assert_eq!(
        aniva.body,
        json!({"first_name": "Zoë", "last_name": "Brûlé", "sex": 2, "date_of_birth": "1990-06-01",
               "email": "zoe@example.com", "phone": "+493023125001", "language": "fi",
               "profile_group_slug": "front-desk"})
        .to_string()
    );
}

#[tokio::test]
async fn a_new_patient_is_sent_once_whatever_becomes_of_it() {
    let patient = zoe(CLINIK);
    let ends = [
        (
            Reply::with(503, &[("Retry-After", "0")], b""),
            Cause::ServerFault,
        ),
        (
            Reply::json(201, r#"{"data":{"firstName":"Zoë"}}"#),
            Cause::Unreadable(DecodeError::NoRecord),
        ),
        (Reply::raw(""), Cause::ConnectionLost),
    ];
    for (reply, cause) in ends {
        let stub = Stub::replying(vec![reply, Reply::json(201, r#"{"id":"twice"}"#)]).await;
        let failure = stub.client().create_patient(&patient).await.unwrap_err();
        assert!(
            matches!(&failure, Failure::Unknown(report) if report.cause == cause),
            "{failure:?}"
        );
        assert_eq!(stub.received().len(), 1);
    }
}

#[tokio::test]
async fn the_servers_clock_is_compared_where_there_is_one_to_compare_with() {
    let noon: DateTime<Utc> = "2027-02-08T12:00:00Z".parse().unwrap();
    let dated = |date: &str| Reply::with(200, &[("Date", date)], br#"{"data":{"data":[]}}"#);
    let ahead = || dated("Mon, 08 Feb 2027 12:01:30 GMT");
    let stub = Stub::replying(vec![
        ahead(),
        dated("yesterday"),
        dated("Mon, 08 Feb 2027 11:59:00 GMT"),
        ahead(),
    ])
    .await;
    let client = stub.client().with_clock(move || noon);
    let query = PatientQuery::Name("s".to_owned());
    assert_eq!(client.skew(CLINIK), None);
    for seconds in [90, 90, -60] {
        client.read(CLINIK, |api| api.search(&query)).await.unwrap();
        let skew = TimeDelta::seconds(seconds) + TimeDelta::milliseconds(500);
        assert_eq!(
            client.skew(CLINIK),
            Some(skew),
            "an unreadable date changes nothing"
        );
    }
    assert_eq!(
        client.skew(ANIVA),
        None,
        "each server has a clock of its own"
    );
    let without = stub.client();
    without
        .read(CLINIK, |api| api.search(&query))
        .await
        .unwrap();
    assert_eq!(without.skew(CLINIK), None);
}

#[tokio::test]
async fn a_question_that_is_dropped_leaves_nothing_behind() {
    let found = || Reply::page(&json!([{"id": "pt_1"}]), None);
    let stub = Stub::replying(vec![found().hold(), found(), found()]).await;
    let client = stub.client();
    let query = PatientQuery::Name("s".to_owned());
    {
        let mut asked = pin!(client.read(CLINIK, |api| api.search(&query)));
        let first_look = asked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(first_look, Poll::Pending));
    }
    let people = tokio::time::timeout(
        Duration::from_secs(5),
        client.read(CLINIK, |api| api.search(&query)),
    )
    .await
    .unwrap();
    assert_eq!(people.unwrap().people.len(), 1);
}
