//! The desks' waiting list.

use super::*;
use booking::clinics::ANIVA;
use booking::{Waiter, WaitingPlace, Wished};

const METTE: &str = "7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11";

fn waiter(person: &str) -> Waiter {
    Waiter {
        place: WaitingPlace::Unsettled,
        clinic: ANIVA,
        person: person.to_owned(),
        provider: Some("0b5f1f3a-6c9c-4c57-8f5e-2f8f7c1d2e33".to_owned()),
        wished: Wished::of_intervals("2027-02-10T08:00:00Z/2027-02-12T00:00:00Z").unwrap(),
        since: None,
        what: Some("Sprained ankle of Mette".to_owned().into()),
        by: None,
    }
}

async fn who_is_put_on_the_list_is_on_it_for_every_window_sealed_and_first_come_first(
    database: Database,
) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.put_on_list(&waiter(METTE), None, at(5)).await.unwrap();
    one.put_on_list(&waiter("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b"), None, at(1))
        .await
        .unwrap();
    let waiting = other.waiting().await.unwrap();
    assert_eq!(
        waiting
            .iter()
            .map(|waiter| waiter.since)
            .collect::<Vec<_>>(),
        [Some(at(1)), Some(at(5))]
    );
    let last = &waiting[1];
    let expected = Waiter {
        place: last.place.clone(),
        since: last.since,
        by: last.by.clone(),
        ..waiter(METTE)
    };
    assert_eq!((last, last.by.as_deref()), (&expected, Some("mk")));
    assert!(!contains(&folder.bytes(), "Sprained ankle"));
    other.take_off_list(last, at(6)).await.unwrap();
    one.take_off_list(last, at(7)).await.unwrap();
    assert_eq!(one.waiting().await.unwrap().len(), 1);
    let said = texts(&one, "SELECT what FROM audit ORDER BY seq").await;
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    assert_eq!(said, ["waiting", "waiting", "not-waiting"], "each once");
    trail(&folder).await.verify().await.unwrap().unwrap();
}

/// Reverts the tables to those of the version that had a table of waiting patients.
const IN_A_TABLE: [&str; 5] = [
    "INSERT INTO waiting SELECT id, vendor, person, until, sealed FROM notes",
    "DELETE FROM notes",
    "ALTER TABLE notes DROP COLUMN revision",
    "ALTER TABLE calls DROP COLUMN revision",
    "UPDATE facts SET value = '2' WHERE name = 'additions'",
];

#[tokio::test]
async fn who_waited_in_an_earlier_version_still_waits() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    let put = records.put_on_list(&waiter(METTE), None, at(5)).await;
    assert_eq!(put.unwrap(), NoteOutcome::Written);
    let before = records.waiting().await.unwrap();
    assert_eq!(before.len(), 1);
    for statement in IN_A_TABLE {
        alter(&folder, &records, statement).await;
    }
    records.close().await;
    let records = open(&folder).await;
    assert_eq!(records.waiting().await.unwrap(), before);
}

async fn who_is_forgotten_and_what_is_old_is_off_the_list(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    records
        .put_on_list(&waiter(METTE), None, at(0))
        .await
        .unwrap();
    records
        .put_on_list(&waiter("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b"), None, at(1))
        .await
        .unwrap();
    trail(&folder)
        .await
        .forget(METTE, &Who::default(), at(2))
        .await
        .unwrap();
    assert_eq!(records.waiting().await.unwrap().len(), 1);
    records.confirm_clock(at(60)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(60))
        .await
        .unwrap();
    assert_eq!(records.waiting().await.unwrap(), []);
}

over_every_database!(
    who_is_put_on_the_list_is_on_it_for_every_window_sealed_and_first_come_first,
    who_is_forgotten_and_what_is_old_is_off_the_list,
);
