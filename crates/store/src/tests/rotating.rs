//! A new key, and what was sealed with the previous one.

use std::fs;

use super::patient_notes::note;
use super::trail::with_a_past;
use super::*;
use crate::key_text::KeyText;
use crate::{KeyError, KeyFile};

/// Records with something under way, a draft, and somebody who waits.
async fn with_names(folder: &Place) -> RecordStore {
    let records = with_a_past(folder).await;
    send(&records, &visit("pt_3"), 4).await;
    let drafts = [draft("Mette, ankle")];
    records.keep(&drafts, &[], at(5)).await.unwrap();
    let note = note("pt_3", "wheelchair");
    records.note_patient(&note, None, at(5)).await.unwrap();
    records
}

async fn has_all(records: &RecordStore) {
    let unsettled = records.unsettled(at(6)).await.unwrap();
    assert_eq!(unsettled.len(), 1);
    assert_eq!(unsettled[0].change, booking::Change::from(visit("pt_3")));
    let drafts = records.kept(at(6)).await.unwrap().drafts;
    assert_eq!(drafts, [draft("Mette, ankle")]);
    let notes = records.patient_notes().await.unwrap();
    assert_eq!(notes, [note("pt_3", "wheelchair")]);
}

#[tokio::test]
async fn everything_is_sealed_with_the_new_key_and_the_one_before_opens_nothing_any_more() {
    let folder = Database::Sqlite.place();
    let records = with_names(&folder).await;
    let (key, file) = (folder.path().join("ledger.key"), KeyFile::of(folder.path()));
    let before = fs::read(&key).unwrap();
    let was = file.fingerprint().unwrap().unwrap();
    let in_use = file.rotate().await;
    assert!(
        matches!(in_use, Err(KeyError::Store(StoreError::Open(_)))),
        "{in_use:?}"
    );
    assert_eq!(fs::read(&key).unwrap(), before, "nothing was begun");

    records.close().await;
    let all = trail(&folder).await.verify().await.unwrap().unwrap();
    for turn in 0..2 {
        let rotated = file.rotate().await.unwrap();
        assert_ne!(rotated.fingerprint, was, "{turn}");
        assert_eq!(file.fingerprint().unwrap(), Some(rotated.fingerprint));
        assert!(rotated.texts >= 3, "{}", rotated.texts);
        assert_eq!(fs::read_to_string(&key).unwrap().lines().count(), 2);
        assert_eq!(trail(&folder).await.verify().await.unwrap().unwrap(), all);
    }
    let records = open(&folder).await;
    has_all(&records).await;
    trail(&folder).await.verify().await.unwrap().unwrap();
    records.close().await;
    fs::write(&key, before).unwrap();
    assert!(matches!(
        try_open(&folder).await,
        Err(StoreError::OtherKey(_))
    ));
}

#[tokio::test]
async fn what_was_ended_half_way_can_be_read_and_goes_on_with_the_same_key() {
    let folder = Database::Sqlite.place();
    with_names(&folder).await.close().await;
    let (key, file) = (folder.path().join("ledger.key"), KeyFile::of(folder.path()));
    // The process was killed after the first write.
    let text = KeyText::read(&key).unwrap().unwrap().with_newer().unwrap();
    fs::write(&key, text.to_text()).unwrap();
    let begun = file.fingerprint().unwrap();
    let records = open(&folder).await;
    has_all(&records).await;
    let drafts = [draft("Mette, ankle"), draft("Ole")];
    records.keep(&drafts, &[], at(7)).await.unwrap();
    records.close().await;
    let rotated = file.rotate().await.unwrap();
    assert_eq!(Some(rotated.fingerprint), begun);
    let records = open(&folder).await;
    assert_eq!(records.kept(at(8)).await.unwrap().drafts, drafts);
    records.close().await;

    // The process was killed before the last write.
    let whole = fs::read_to_string(&key).unwrap();
    fs::write(&key, text.to_text()).unwrap();
    open(&folder).await.close().await;
    file.rotate().await.unwrap();
    assert_eq!(fs::read_to_string(&key).unwrap(), whole);
    trail(&folder).await.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn without_a_key_none_is_made() {
    let folder = Database::Sqlite.place();
    let rotated = KeyFile::of(folder.path()).rotate().await;
    assert!(matches!(rotated, Err(KeyError::None(_))), "{rotated:?}");
}
