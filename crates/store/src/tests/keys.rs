//! The audit trail and its key: a chain that can't be forged without it, one from an earlier version, and records
//! without their key.

use std::fs;

use super::trail::with_a_past;
use super::*;
use crate::{Break, accept};

/// Alters a trail, and chains it as one can without the key.
async fn forged(folder: &Place, records: &RecordStore, bend: &'static str) {
    alter(folder, records, bend).await;
    let mut store = records.store.lock().await;
    let mut before = String::new();
    for line in store.lines_after(i64::MIN).await.unwrap() {
        before = line.plain_hash_after(&before);
        store.set_line_hash(line.seq, &before).await.unwrap();
    }
}

async fn defect_in(folder: &Place) -> String {
    trail(folder)
        .await
        .verify()
        .await
        .unwrap()
        .unwrap_err()
        .to_string()
}

#[tokio::test]
async fn a_chain_that_was_made_anew_without_the_key_is_not_whole() {
    let folder = Database::Sqlite.place();
    let records = with_a_past(&folder).await;
    forged(
        &folder,
        &records,
        "UPDATE audit SET operator = 'someone else' WHERE seq = 3",
    )
    .await;
    assert_eq!(defect_in(&folder).await, "line 1 is not as it was written");
}

#[tokio::test]
async fn a_chain_of_an_earlier_version_gets_the_key_as_far_as_it_is_whole() {
    const EARLIER: &str = "DELETE FROM facts WHERE name IN ('chain', 'key')";
    let folder = Database::Sqlite.place();
    let records = with_a_past(&folder).await;
    let whole = trail(&folder).await.verify().await.unwrap().unwrap();
    forged(&folder, &records, EARLIER).await;
    records.close().await;
    let records = open(&folder).await;
    assert_eq!(trail(&folder).await.verify().await.unwrap().unwrap(), whole);
    forged(&folder, &records, EARLIER).await;
    alter(
        &folder,
        &records,
        "UPDATE audit SET desk = 'another' WHERE seq = 4",
    )
    .await;
    records.close().await;
    drop(open(&folder).await);
    assert_eq!(defect_in(&folder).await, "line 4 is not as it was written");
}

#[tokio::test]
async fn bookings_and_trail_tell_the_same_or_the_trail_is_not_whole() {
    let bends = [
        (
            "DELETE FROM audit",
            "is on record, and its lines are missing",
        ),
        (
            "DELETE FROM audit WHERE seq > 3",
            "is on record, and its lines are missing",
        ),
        (
            "DELETE FROM audit WHERE seq = 6",
            "is otherwise than its last line says",
        ),
        (
            "UPDATE changes SET state = 'refused'",
            "is otherwise than its last line says",
        ),
        (
            "DELETE FROM changes WHERE state = 'booked'",
            "line 6 is about a booking that is gone from the records",
        ),
    ];
    for (bend, said) in bends {
        let folder = Database::Sqlite.place();
        let records = with_a_past(&folder).await;
        alter(&folder, &records, bend).await;
        let broken = defect_in(&folder).await;
        assert!(broken.ends_with(said), "{bend}: {broken}");
    }
    let folder = Database::Sqlite.place();
    let records = with_a_past(&folder).await;
    alter(&folder, &records, "DELETE FROM changes").await;
    alter(
        &folder,
        &records,
        "INSERT INTO facts SELECT 'audit_base', '6 ' || hash FROM audit WHERE seq = 6",
    )
    .await;
    alter(&folder, &records, "DELETE FROM audit").await;
    let broken = trail(&folder).await.verify().await.unwrap().unwrap_err();
    assert!(
        matches!(broken, Break::Line { line: 7, .. }),
        "nobody let these go: {broken}"
    );
}

#[tokio::test]
async fn without_their_key_records_are_neither_read_nor_begun_anew() {
    let folder = Database::Sqlite.place();
    let key = folder.path().join("ledger.key");
    with_a_past(&folder).await.close().await;
    let right = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    assert!(matches!(
        try_open(&folder).await,
        Err(StoreError::KeyGone(_))
    ));
    let live =
        RecordStore::open(folder.path(), Mode::Live, Vec::new(), Who::default(), at(0)).await;
    assert!(
        matches!(live, Err(StoreError::KeyGone(_))),
        "no key is made for other records either"
    );
    assert!(matches!(
        trail(&folder).await.verify().await,
        Err(StoreError::KeyGone(_))
    ));
    assert!(!key.exists());
    fs::write(&key, "5e".repeat(32)).unwrap();
    assert!(matches!(
        try_open(&folder).await,
        Err(StoreError::OtherKey(_))
    ));
    assert!(matches!(
        trail(&folder).await.verify().await,
        Err(StoreError::OtherKey(_))
    ));
    fs::write(&key, right).unwrap();
    open(&folder).await;
    trail(&folder).await.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn another_key_is_told_by_what_an_earlier_version_has_sealed() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    records.keep(&[draft("typed")], &[], at(0)).await.unwrap();
    alter(&folder, &records, "DELETE FROM facts WHERE name = 'key'").await;
    records.close().await;
    fs::write(folder.path().join("ledger.key"), "5e".repeat(32)).unwrap();
    assert!(matches!(
        try_open(&folder).await,
        Err(StoreError::OtherKey(_))
    ));
}

#[tokio::test]
async fn what_a_lost_key_keeps_closed_is_put_aside_once_a_person_says_so() {
    let folder = Database::Sqlite.place();
    let records = with_a_past(&folder).await;
    fs::remove_file(folder.path().join("ledger.key")).unwrap();
    let in_use = accept(folder.path(), &Who::default(), at(5)).await;
    assert!(matches!(in_use, Err(StoreError::Open(_))), "{in_use:?}");
    records.close().await;
    let accepted = accept(folder.path(), &Who::default(), at(5)).await.unwrap();
    let kept = accepted[0].set_aside.clone().unwrap();
    assert!(kept.exists() && accepted.len() == 1);
    let records = open(&folder).await;
    send(&records, &visit("pt_1"), 6).await;
    assert_eq!(
        trail(&folder).await.verify().await.unwrap().unwrap().lines,
        3,
        "accepted, and a booking"
    );
    let accepted = accept(folder.path(), &Who::default(), at(7)).await.unwrap();
    assert_eq!(accepted[0].set_aside, None, "what can be read stays");
}
