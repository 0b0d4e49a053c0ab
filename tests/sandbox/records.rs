//! Who is in the roster, how many more can be asked for, and what a data file keeps.

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;

use sandbox::{SandboxClock, SandboxOptions};
use serde_json::{Value, json};

use super::{BERLIN, KARIN, MARIA, MARIAS_PROFILE, Rig, frozen};

async fn all(rig: &Rig, resource: &str) -> Vec<Value> {
    let page = rig.get(&format!("/v1/{resource}&count=100")).await;
    page.body["data"]["data"].as_array().unwrap().clone()
}

fn born_and_initial(born: &Value, last: &Value) -> bool {
    born == "1985-03-22" && last.as_str().unwrap_or_default().starts_with('S')
}

#[tokio::test]
async fn the_contracts_people_are_there_and_cannot_be_mistaken() {
    let rig = Rig::start().await;
    let maria = rig.get(&format!("/v1/patients/{MARIA}")).await.body["data"].clone();
    assert_eq!(maria["fullName"], "Maria Schmidt");
    assert_eq!(maria["languages"][0]["language"], "de");
    let profile = rig
        .get(&format!("/api/v1/profiles/{MARIAS_PROFILE}"))
        .await
        .body;
    assert_eq!(
        (
            profile["date_of_birth"].as_str(),
            profile["language"].as_str()
        ),
        (Some("1985-03-22"), Some("de"))
    );
    let karin = rig.get(&format!("/v1/practitioners/{KARIN}")).await.body["data"].clone();
    assert_eq!(
        (karin["lastName"].as_str(), karin["specialty"].as_str()),
        (Some("Ivers"), Some("Cardiology"))
    );

    let patients = all(&rig, "patients?").await;
    let namesakes = patients
        .iter()
        .filter(|p| born_and_initial(&p["birthDate"], &p["lastName"]))
        .count();
    let profiles = rig.get("/api/v1/profiles?limit=500").await.body;
    let profiles = profiles.as_array().unwrap();
    let same = profiles
        .iter()
        .filter(|p| born_and_initial(&p["date_of_birth"], &p["last_name"]))
        .count();
    assert_eq!((namesakes, same), (1, 1));

    let mut practitioners = all(&rig, "practitioners?").await;
    practitioners.extend(all(&rig, "practitioners?active=false").await);
    assert_eq!(practitioners.len(), 12);
    let first = |value: &Value| value.as_str().unwrap().chars().next().unwrap();
    let ki = practitioners
        .iter()
        .filter(|p| (first(&p["firstName"]), first(&p["lastName"])) == ('K', 'I'));
    assert_eq!(ki.count(), 1);
    let scheduled = all(&rig, "schedules?").await.len();
    assert!((1..12).contains(&scheduled), "some have no schedule");
}

#[tokio::test]
async fn one_location_answers_to_berlin_and_eight_lie_in_four_zones() {
    let rig = Rig::start().await;
    let locations = rig.get("/api/v1/locations").await.body;
    let locations = locations.as_array().unwrap();
    assert_eq!(locations.len(), 8);
    let zones: HashSet<_> = locations
        .iter()
        .filter_map(|location| location["timezone"].as_str())
        .collect();
    assert_eq!(zones.len(), 4);
    let berlin: Vec<_> = locations
        .iter()
        .filter(|location| {
            let mut location = (*location).clone();
            location["timezone"].take();
            location.to_string().to_lowercase().contains("berlin")
        })
        .collect();
    assert_eq!(berlin.len(), 1);
    assert_eq!(
        (berlin[0]["id"].as_str(), berlin[0]["timezone"].as_str()),
        (Some(BERLIN), Some("Europe/Berlin"))
    );
    let panels = rig.get("/api/v1/panels").await.body;
    assert!(
        panels
            .as_array()
            .unwrap()
            .iter()
            .all(|panel| panel["biomarkers"].is_array())
    );
}

#[tokio::test]
async fn as_many_people_as_asked_for_at_both() {
    let rig = Rig::with(SandboxOptions {
        patients: Some(1200),
        ..frozen()
    })
    .await;
    assert_eq!(rig.get("/v1/patients").await.body["data"]["total"], 1200);
    let last = rig.get("/api/v1/profiles?limit=500&offset=1000").await.body;
    assert_eq!(last.as_array().unwrap().len(), 200);
    assert_eq!(rig.get(&format!("/v1/patients/{MARIA}")).await.status, 200);
}

#[tokio::test]
async fn a_data_file_keeps_bookings_and_takes_more_people() {
    let folder = tempfile::tempdir().unwrap();
    let options = SandboxOptions {
        data: Some(folder.path().join("sandbox.db")),
        ..frozen()
    };
    let rig = Rig::with(options.clone()).await;
    let id = rig.visit("2027-03-10T10:00:00.000Z").await;
    let gone = rig.visit("2027-03-10T11:00:00.000Z").await;
    rig.delete(&format!("/v1/appointments/{gone}")).await;
    let slot = "/v1/slots/slot_ki4v9r_20270310T0700";
    rig.patch(slot, json!({"status": "busy"})).await;
    rig.sandbox.stop().await;

    let rig = Rig::with(SandboxOptions {
        patients: Some(100),
        ..options.clone()
    })
    .await;
    assert_eq!(rig.get("/v1/patients").await.body["data"]["total"], 100);
    let hers = rig
        .get(&format!("/v1/appointments?patientId={MARIA}"))
        .await
        .body["data"]
        .clone();
    assert_eq!(
        (hers["total"].clone(), hers["data"][0]["id"].as_str()),
        (json!(1), Some(id.as_str()))
    );
    rig.patch(slot, json!({"status": "free"})).await;
    let next = rig.visit("2027-03-10T12:00:00.000Z").await;
    assert!(next != id && next != gone, "an id is never given out twice");
    rig.post("/sandbox/reset", json!({})).await;
    assert_eq!(
        rig.get(&format!("/v1/appointments/{id}")).await.status,
        200,
        "a reset goes back to the start"
    );
    assert_eq!(
        rig.get(&format!("/v1/appointments/{next}")).await.status,
        404
    );
    assert_eq!(rig.get(slot).await.body["data"]["status"], "busy");
    rig.sandbox.stop().await;

    let rig = Rig::with(options).await;
    assert_eq!(rig.get("/v1/patients").await.body["data"]["total"], 100);
}

/// A sandbox whose days are booked, on a file that outlives it.
fn booked_in(folder: &std::path::Path, now: &str) -> SandboxOptions {
    let clock = SandboxClock::Frozen(now.parse().unwrap());
    SandboxOptions {
        data: Some(folder.join("sandbox.db")),
        is_booked: true,
        clock,
        first: 7,
        ..frozen()
    }
}

/// The appointments of a day at ClinikAPI: by id, with whom, when and how they stand.
async fn day(rig: &Rig, date: &str) -> Vec<Value> {
    let days = format!("appointments?dateFrom={date}&dateTo={date}");
    all(rig, &days).await
}

#[tokio::test]
async fn a_file_has_people_on_every_day_it_is_opened_and_keeps_what_somebody_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::with(booked_in(folder.path(), "2027-03-10T07:00:00Z")).await;
    let monday = day(&rig, "2027-03-15").await;
    let (id, other) = (
        monday[0]["id"].as_str().unwrap(),
        monday[1]["id"].as_str().unwrap(),
    );
    rig.patch(
        &format!("/v1/appointments/{id}"),
        json!({"status": "cancelled"}),
    )
    .await;
    let today = day(&rig, "2027-03-10").await;
    assert!(
        today.iter().any(|visit| visit["status"] == "booked"),
        "{today:?}"
    );
    rig.sandbox.stop().await;

    let rig = Rig::with(booked_in(folder.path(), "2027-03-10T17:00:00Z")).await;
    let evening = day(&rig, "2027-03-10").await;
    let ids = |day: &[Value]| {
        day.iter()
            .map(|visit| visit["id"].clone())
            .collect::<HashSet<_>>()
    };
    assert_eq!(
        ids(&evening),
        ids(&today),
        "the same people under the same ids"
    );
    assert!(
        evening.iter().all(|visit| visit["status"] != "booked"),
        "who was to come has come: {evening:?}"
    );
    rig.sandbox.stop().await;

    let rig = Rig::with(booked_in(folder.path(), "2027-03-15T07:00:00Z")).await;
    let now = day(&rig, "2027-03-15").await;
    assert!(
        now.len() > monday.len(),
        "a day that has come is a full one: {} of {}",
        now.len(),
        monday.len()
    );
    let standing = |id: &str| {
        now.iter()
            .find(|visit| visit["id"] == id)
            .map(|visit| visit["status"].clone())
    };
    assert_eq!(standing(id), Some(json!("cancelled")));
    let before = monday.iter().find(|visit| visit["id"] == other).unwrap();
    let after = now.iter().find(|visit| visit["id"] == other).unwrap();
    assert_eq!(
        after["patientId"], before["patientId"],
        "nobody else comes in their place"
    );
    let mut taken: Vec<(String, String)> = now
        .iter()
        .filter(|visit| visit["status"] != "cancelled")
        .map(|visit| {
            (
                visit["practitionerId"].to_string(),
                visit["start"].to_string(),
            )
        })
        .collect();
    let count = taken.len();
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), count, "no time is taken twice");
}

#[tokio::test]
async fn two_sandboxes_on_one_file_know_what_the_other_has_booked() {
    let folder = tempfile::tempdir().unwrap();
    let options = booked_in(folder.path(), "2027-03-10T07:00:00Z");
    let (one, other) = tokio::join!(Rig::with(options.clone()), Rig::with(options));
    let mut ids = HashSet::new();
    for hour in 0..4 {
        for rig in [&one, &other] {
            let minute = if std::ptr::eq(rig, &one) { 0 } else { 30 };
            ids.insert(
                rig.visit(&format!("2028-03-10T{:02}:{minute:02}:00.000Z", 8 + hour))
                    .await,
            );
        }
    }
    assert_eq!(ids.len(), 8, "no id is given out twice");
    for id in &ids {
        for rig in [&one, &other] {
            assert_eq!(rig.get(&format!("/v1/appointments/{id}")).await.status, 200);
        }
    }
    let id = ids.iter().next().unwrap();
    one.delete(&format!("/v1/appointments/{id}")).await;
    assert_eq!(
        other.get(&format!("/v1/appointments/{id}")).await.status,
        404
    );
    let ten = async |rig: &Rig, day: u32| {
        let mut ids = Vec::new();
        for hour in 8..18 {
            ids.push(
                rig.visit(&format!("2028-04-{day}T{hour:02}:00:00.000Z"))
                    .await,
            );
        }
        ids
    };
    let (ours, theirs) = tokio::join!(ten(&one, 10), ten(&other, 11));
    assert_eq!(
        ours.iter().chain(&theirs).collect::<HashSet<_>>().len(),
        20,
        "{ours:?} {theirs:?}"
    );
}

#[tokio::test]
async fn a_write_adds_a_line_to_the_file_and_one_that_was_cut_off_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let options = SandboxOptions {
        data: Some(path.clone()),
        patients: Some(50),
        ..frozen()
    };
    let cut_off = || {
        let mut file = fs::File::options().append(true).open(&path).unwrap();
        file.write_all(br#"{"last_write":9999,"rows":[{"#).unwrap();
    };
    let one = Rig::with(options.clone()).await;
    let other = Rig::with(options.clone()).await;
    let first = one.visit("2027-03-10T10:00:00.000Z").await;
    let before = fs::read(&path).unwrap();
    let person = all(&other, "patients?").await.pop().unwrap();
    let person = format!("/v1/patients/{}", person["id"].as_str().unwrap());
    other.patch(&person, json!({"phone": "+4930111111"})).await;
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&before), "what is there stays");
    assert!(
        after.len() - before.len() < 4_000,
        "{} of {} bytes",
        after.len() - before.len(),
        after.len()
    );
    let phone = one.get(&person).await.body["data"]["phone"].clone();
    assert_eq!(phone, "+4930111111");

    cut_off();
    let visit = |id: &str| format!("/v1/appointments/{id}");
    assert_eq!(other.get(&visit(&first)).await.status, 200);
    one.delete(&visit(&first)).await;
    let second = other.visit("2027-03-10T11:00:00.000Z").await;
    for rig in [&one, &other] {
        assert_eq!(rig.get(&visit(&first)).await.status, 404);
        assert_eq!(rig.get(&visit(&second)).await.status, 200);
    }
    one.sandbox.stop().await;
    other.sandbox.stop().await;

    cut_off();
    let rig = Rig::with(options).await;
    assert_eq!(rig.get(&visit(&first)).await.status, 404);
    assert_eq!(rig.get(&visit(&second)).await.status, 200);
}
