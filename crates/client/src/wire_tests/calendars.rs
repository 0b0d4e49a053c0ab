//! Free times and appointments of servers that don't quite follow the documentation.

use uuid::Uuid;
use zones::Zone;

use super::*;
use booking::clinics::{ANIVA, CLINIK};
use booking::time::Minutes;
use booking::{Basis, Booked, Cause, Days, Provider};

const BERLIN: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";

fn one_day(text: &str) -> Days {
    let day = text.parse().unwrap();
    Days::new(day, day, Zone::BERLIN).unwrap()
}

fn karin() -> Provider {
    Provider::named(CLINIK, "prac_1").unwrap()
}

#[tokio::test]
async fn free_slots_of_every_schedule_are_free_where_no_appointment_takes_them_up() {
    let slot = |id: &str, start: &str, end: &str| json!({"id": id, "status": "free", "start": start, "end": end});
    let visit = |status: &str, start: &str| json!({"id": status, "practitionerId": "prac_1", "status": status, "start": start, "minutesDuration": 10});
    let schedules = json!([{"id": "s1", "actorIds": ["Practitioner/prac_1"]}, {"id": "s2", "active": false},
                           {"id": "s3", "actor": [{"reference": "Practitioner/prac_1"}]},
                           {"id": "s4", "actorIds": ["Practitioner/prac_2"]}]);
    let first = json!([
        slot("b", "2027-02-10T10:00:00Z", "2027-02-10T10:30:00Z"),
        slot("o", "2027-02-10T23:30:00Z", "2027-02-11T00:00:00Z")
    ]);
    let second = json!([slot(
        "a",
        "2027-02-10T08:00:00+01:00",
        "2027-02-10T08:30:00+01:00"
    )]);
    let third = json!([slot("d", "2027-02-10T10:00:00Z", "2027-02-10T10:30:00Z"),
                       slot("t", "2027-02-10T11:00:00Z", "2027-02-10T11:30:00Z"),
                       slot("z", "2027-02-10T12:00:00Z", "2027-02-10T12:00:00Z"),
                       slot("w", "2027-02-10T15:00:00Z", "2027-02-10T15:30:00Z"),
                       slot("y", "2027-02-10T13:00:00Z", "2027-02-10T13:30:00Z"),
                       {"id": "x", "status": "busy-unavailable", "start": "2027-02-10T13:15:00Z",
                        "end": "2027-02-10T15:00:00Z"}]);
    let roles = json!([{"id": "r1", "practitionerId": "prac_1",
                        "availableTime": [{"daysOfWeek": ["wed"], "allDay": true}],
                        "notAvailable": [{"description": "Congress",
                            "during": {"start": "2027-02-10T15:15:00Z", "end": "2027-02-10T18:00:00Z"}}]}]);
    let replies = vec![
        Reply::page(&schedules, None),
        Reply::page(&first, Some("2")),
        Reply::page(&second, None),
        Reply::page(&third, None),
        Reply::page(&json!([]), None),
        Reply::page(&json!([]), None),
        Reply::page(
            &json!([
                visit("booked", "2027-02-10T11:15:00Z"),
                visit("cancelled", "2027-02-10T07:00:00Z")
            ]),
            None,
        ),
        Reply::page(&roles, None),
    ];
    let stub = Stub::replying(replies).await;
    let free = stub
        .client()
        .read(karin().clinic(), |api| {
            api.free_times(&karin(), &one_day("2027-02-10"), None)
        })
        .await
        .unwrap();
    let starts: Vec<_> = free
        .slots
        .iter()
        .map(|slot| slot.start.to_rfc3339())
        .collect();
    assert_eq!(
        starts,
        ["2027-02-10T07:00:00+00:00", "2027-02-10T10:00:00+00:00"]
    );
    assert_eq!(
        (free.basis, free.minutes, free.complete, free.zone),
        (Basis::Slots, Some(30), true, None)
    );
    let slots = "/v1/slots?scheduleId=s1&dateFrom=2027-02-09&dateTo=2027-02-11&count=100";
    let away = "/v1/slots?scheduleId=s1&status=busy-unavailable&dateFrom=2026-11-09&dateTo=2027-02-10&count=100";
    assert_eq!(
        stub.lines(),
        [
            "GET /v1/schedules?actorId=Practitioner%2Fprac_1&active=true&count=100".to_owned(),
            format!("GET {slots}"),
            format!("GET {slots}&cursor=2"),
            format!("GET {}", slots.replace("=s1", "=s3")),
            format!("GET {away}"),
            format!("GET {}", away.replace("=s1", "=s3")),
            "GET /v1/appointments?practitionerId=prac_1&dateFrom=2027-02-09&dateTo=2027-02-11&count=100"
                .to_owned(),
            "GET /v1/practitioner-roles?practitionerId=prac_1&count=100".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_list_of_schedules_that_is_cut_short_does_not_show_that_nothing_is_published() {
    let replies = vec![
        Reply::page(&json!([]), Some("2")),
        Reply::page(&json!([]), None),
    ];
    let stub = Stub::replying(replies).await;
    let free = stub
        .client()
        .read(karin().clinic(), |api| {
            api.free_times(&karin(), &one_day("2027-02-10"), None)
        })
        .await
        .unwrap();
    assert_eq!((free.basis, free.complete), (Basis::Slots, false));
    assert!(free.slots.is_empty());
}

#[tokio::test]
async fn no_schedule_and_no_role_is_no_error_and_no_right_to_see_them_is_one() {
    let provider = karin();
    let none = || Reply::page(&json!([]), None);
    let not_there = || Reply::json(404, r#"{"code":"NOT_FOUND"}"#);
    let replies = vec![
        none(),
        none(),
        not_there(),
        not_there(),
        Reply::json(403, "{}"),
    ];
    let stub = Stub::replying(replies).await;
    let client = stub.client();
    for _ in 0..2 {
        let free = client
            .read(provider.clinic(), |api| {
                api.free_times(&provider, &one_day("2027-02-10"), None)
            })
            .await
            .unwrap();
        assert!(free.basis == Basis::NoSchedule && free.slots.is_empty());
    }
    let failure = client
        .read(provider.clinic(), |api| {
            api.free_times(&provider, &one_day("2027-02-10"), None)
        })
        .await
        .unwrap_err();
    assert_eq!(failure.report().cause, Cause::Forbidden);
}

#[tokio::test]
async fn without_a_schedule_the_hours_of_every_role_count_without_what_is_booked() {
    let hours = |from: &str, to: &str| json!([{"daysOfWeek": ["wed"], "availableStartTime": from, "availableEndTime": to}]);
    let roles = json!([
        {"id": "r1", "practitionerId": "prac_1", "availableTime": hours("08:00:00", "09:00:00")},
        {"id": "r2", "practitionerId": "prac_2", "availableTime": hours("10:00:00", "20:00:00")},
        {"id": "r3", "active": false, "availableTime": hours("10:00:00", "20:00:00")},
        {"id": "r4", "practitioner": {"reference": "Practitioner/prac_1"}, "availableDays": ["wed"],
         "availableStartTime": "13:00", "availableEndTime": "14:00"}]);
    let visit = |id: &str, status: &str, start: &str| json!({"id": id, "practitionerId": "prac_1", "status": status, "start": start, "minutesDuration": 20});
    let visits = json!([
        visit("a", "booked", "2027-02-10T07:00:00Z"),
        visit("b", "cancelled", "2027-02-10T12:00:00Z")
    ]);
    let replies = vec![
        Reply::page(&json!([]), None),
        Reply::page(&roles, None),
        Reply::page(&visits, None),
        Reply::page(&json!([]), None),
    ];
    let stub = Stub::replying(replies).await;
    let provider = karin();
    let length = Minutes::new(20);
    let free = stub
        .client()
        .read(provider.clinic(), |api| {
            api.free_times(&provider, &one_day("2027-02-10"), length)
        })
        .await
        .unwrap();
    let starts: Vec<_> = free
        .slots
        .iter()
        .map(|slot| slot.start.format("%H:%M").to_string())
        .collect();
    assert_eq!(starts, ["07:20", "07:40", "12:00", "12:20", "12:40"]);
    assert_eq!(
        (free.basis, free.minutes, free.complete),
        (Basis::Hours, Some(20), true)
    );
    assert_eq!(
        stub.lines()[1],
        "GET /v1/practitioner-roles?practitionerId=prac_1&count=100"
    );
}

#[tokio::test]
async fn availability_says_when_it_was_looked_up() {
    let body = json!({"timezone": "Europe/Berlin", "slot_duration_minutes": 10, "new": [],
                      "availability": [{"date": "2027-02-10", "slots": ["2027-02-10T08:00:00+01:00"]}]});
    let headers = [("Date", "Mon, 08 Feb 2027 09:05:07 GMT")];
    let answer = Reply::with(200, &headers, body.to_string().as_bytes());
    let stub = Stub::replying(vec![answer, Reply::json(200, "{}")]).await;
    let client = stub.client();
    let provider = Provider::named(ANIVA, BERLIN).unwrap();
    let free = client
        .read(provider.clinic(), |api| {
            api.free_times(&provider, &one_day("2027-02-10"), None)
        })
        .await
        .unwrap();
    assert_eq!(free.at, Some("2027-02-08T09:05:07Z".parse().unwrap()));
    assert_eq!(
        (free.basis, free.minutes, free.slots.len()),
        (Basis::Availability, Some(10), 1)
    );
    let asked = "availability?start_date=2027-02-10&end_date=2027-02-10";
    assert_eq!(
        stub.lines(),
        [format!("GET /api/v1/locations/{BERLIN}/{asked}")]
    );
    let failure = client
        .read(provider.clinic(), |api| {
            api.free_times(&provider, &one_day("2027-02-10"), None)
        })
        .await
        .unwrap_err();
    assert!(matches!(failure.report().cause, Cause::Unreadable(_)));
}

#[tokio::test]
async fn a_practitioners_day_is_right_even_where_the_server_sends_everyones() {
    let visit = |id: &str, with: &str, start: &str| json!({"id": id, "practitionerId": with, "start": start, "minutesDuration": 30, "status": "booked"});
    let first = json!([
        visit("late", "prac_1", "2027-02-10T15:00:00Z"),
        visit("other", "prac_2", "2027-02-10T09:00:00Z"),
        visit("day before", "prac_1", "2027-02-09T12:00:00Z")
    ]);
    let fhir = json!({"resourceType": "Appointment", "id": "fhir", "start": "2027-02-09T23:10:00Z", "status": "mystery",
                      "participant": [{"actor": {"reference": "Practitioner/prac_1"}}]});
    let second =
        json!([fhir, visit("into the day", "prac_1", "2027-02-09T22:45:00Z"), {"id": "of nobody"}]);
    let stub = Stub::replying(vec![
        Reply::page(&first, Some("3")),
        Reply::page(&second, None),
        Reply::page(&json!([]), None),
    ])
    .await;
    let agenda = stub
        .client()
        .read(karin().clinic(), |api| {
            api.agenda_of_provider(&karin(), &one_day("2027-02-10"))
        })
        .await
        .unwrap();
    let ids: Vec<_> = agenda
        .bookings
        .iter()
        .map(|booked| booked.id.as_str())
        .collect();
    assert_eq!(
        (ids, agenda.complete),
        (vec!["into the day", "fhir", "late"], true)
    );
    assert!(agenda.bookings.iter().all(Booked::is_live));
    assert_eq!(
        stub.lines()[0],
        "GET /v1/appointments?practitionerId=prac_1&dateFrom=2027-02-09&dateTo=2027-02-11&count=100"
    );
}

#[tokio::test]
async fn a_profiles_appointments_are_all_there_and_nobody_elses() {
    let maria = Uuid::from_u128(7);
    let rows = json!([{"id": "a1", "profile_id": maria.to_string().to_uppercase(), "status": "cancelled"},
                      {"id": "a2", "profile_id": Uuid::nil(), "status": "scheduled"},
                      {"id": "a3", "profile": {"id": maria}, "scheduled_at": "2027-02-10T10:00:00+01:00", "status": "blood_drawn"}]);
    let stub = Stub::replying(vec![Reply::json(200, &rows.to_string())]).await;
    let agenda = stub
        .client()
        .read(ANIVA, |api| api.agenda_of_person(&maria.to_string(), None))
        .await
        .unwrap();
    let seen: Vec<_> = agenda
        .bookings
        .iter()
        .map(|booked| (booked.id.as_str(), booked.is_live()))
        .collect();
    assert_eq!(seen, [("a3", true), ("a1", false)]);
}
