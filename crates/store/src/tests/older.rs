//! Records restored from an older state, and a copy of the file alone.

use std::fs;

use super::*;
use crate::{Break, Older, RecordFinding, accept, examine};

/// Restores the records from a copy of the file.
fn take_back(folder: &Path, copy: &[u8]) {
    for beside in ["sandbox.db-wal", "sandbox.db-shm"] {
        let _ = fs::remove_file(folder.join(beside));
    }
    fs::write(folder.join("sandbox.db"), copy).unwrap();
}

async fn book(records: &RecordStore, person: &str, minute: i64) {
    let id = send(records, &visit(person), minute).await;
    records
        .settle(
            id,
            &Settlement::Booked(format!("appt_{minute}")),
            at(minute),
        )
        .await
        .unwrap();
}

/// Returns a folder whose records were restored from two bookings back to one.
async fn taken_back() -> Place {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    book(&records, "pt_1", 0).await;
    records.write_out().await;
    let copy = fs::read(folder.path().join("sandbox.db")).unwrap();
    book(&records, "pt_2", 1).await;
    records.close().await;
    take_back(folder.path(), &copy);
    folder
}

const OLDER: Older = Older {
    witnessed: Some(6),
    last: 3,
};

#[tokio::test]
async fn records_that_were_taken_back_are_told_until_a_person_takes_them_as_they_are() {
    let folder = taken_back().await;
    let opened = try_open(&folder).await.unwrap();
    assert_eq!(opened.older, Some(OLDER));
    book(&opened.records, "pt_3", 2).await;
    book(&opened.records, "pt_4", 3).await;
    opened.records.close().await;
    let opened = try_open(&folder).await.unwrap();
    assert_eq!(
        opened.older,
        Some(Older { last: 9, ..OLDER }),
        "what is booked since makes up for nothing"
    );
    let broken = trail(&folder).await.verify().await.unwrap().unwrap_err();
    assert_eq!(broken, Break::Older(Older { last: 9, ..OLDER }));
    let found = examine(folder.path()).await;
    assert!(
        found
            .iter()
            .any(|found| matches!(found, RecordFinding::Older(..))),
        "{found:?}"
    );
    opened.records.close().await;

    accept(folder.path(), &Who::default(), at(4)).await.unwrap();
    let opened = try_open(&folder).await.unwrap();
    assert_eq!(opened.older, None);
    assert_eq!(
        trail(&folder).await.verify().await.unwrap().unwrap().lines,
        10
    );
    book(&opened.records, "pt_5", 5).await;
    opened.records.close().await;
    assert_eq!(try_open(&folder).await.unwrap().older, None);
}

#[tokio::test]
async fn a_copy_of_the_file_alone_holds_everything_once_it_was_closed_and_nothing_proves_it() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    book(&records, "pt_1", 0).await;
    records.close().await;
    let copy = Database::Sqlite.place();
    for name in ["sandbox.db", "ledger.key"] {
        fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let verified = trail(&copy).await.verify().await.unwrap();
    assert_eq!(verified, Err(Break::Older(UNPROVED)));
    accept(copy.path(), &Who::default(), at(1)).await.unwrap();
    assert_eq!(trail(&copy).await.verify().await.unwrap().unwrap().lines, 4);
}

/// The finding if nothing proves that there were only three lines.
const UNPROVED: Older = Older {
    witnessed: None,
    last: 3,
};

#[tokio::test]
async fn records_put_back_without_their_witness_are_told_until_a_person_takes_them_as_they_are() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    book(&records, "pt_1", 0).await;
    records.close().await;
    let head = folder.path().join("sandbox.head");
    for nothing in [None, Some(Vec::new()), Some(vec![0; 384])] {
        match &nothing {
            None => fs::remove_file(&head).unwrap(),
            Some(bytes) => fs::write(&head, bytes).unwrap(),
        }
        for _ in 0..2 {
            let opened = try_open(&folder).await.unwrap();
            assert_eq!(opened.older, Some(UNPROVED), "{nothing:?}");
            opened.records.close().await;
        }
        let found = examine(folder.path()).await;
        assert!(
            found
                .iter()
                .any(|found| matches!(found, RecordFinding::Older(..))),
            "{found:?}"
        );
    }
    accept(folder.path(), &Who::default(), at(4)).await.unwrap();
    let opened = try_open(&folder).await.unwrap();
    assert_eq!(opened.older, None);
    book(&opened.records, "pt_2", 5).await;
    opened.records.close().await;
    assert_eq!(try_open(&folder).await.unwrap().older, None);
    trail(&folder).await.verify().await.unwrap().unwrap();
}

#[tokio::test]
async fn empty_records_put_back_without_their_witness_are_told_too() {
    let folder = Database::Sqlite.place();
    open(&folder).await.close().await;
    let head = folder.path().join("sandbox.head");
    assert!(head.exists(), "the witness is there before the first line");
    assert_eq!(try_open(&folder).await.unwrap().older, None);
    fs::remove_file(&head).unwrap();
    let unproved = Older {
        witnessed: None,
        last: 0,
    };
    assert_eq!(try_open(&folder).await.unwrap().older, Some(unproved));
}

#[tokio::test]
async fn a_witness_that_is_torn_or_behind_is_none_that_accuses_and_one_that_is_bent_is_said() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    book(&records, "pt_1", 0).await;
    let head = folder.path().join("sandbox.head");
    let behind = fs::read(&head).unwrap();
    book(&records, "pt_2", 1).await;
    let whole = fs::read(&head).unwrap();
    records.close().await;
    let torn = [&whole[..192], b"6 half a li"].concat();
    for fine in [behind, torn] {
        fs::write(&head, &fine).unwrap();
        assert_eq!(
            try_open(&folder).await.unwrap().older,
            None,
            "{}",
            String::from_utf8_lossy(&fine)
        );
    }
    fs::write(&head, String::from_utf8(whole).unwrap().replace('6', "7")).unwrap();
    let older = try_open(&folder).await.unwrap().older;
    assert_eq!(
        older,
        Some(Older {
            witnessed: None,
            last: 6
        })
    );
}

#[tokio::test]
async fn what_two_windows_write_by_turns_and_what_is_let_go_or_forgotten_is_witnessed() {
    let folder = Database::Sqlite.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    book(&one, "pt_1", 0).await;
    book(&other, "pt_2", 1).await;
    book(&one, "pt_3", 2).await;
    trail(&folder)
        .await
        .forget("pt_1", &Who::default(), at(3))
        .await
        .unwrap();
    other
        .remove_older_than(TimeDelta::minutes(2), at(4))
        .await
        .unwrap();
    trail(&folder).await.verify().await.unwrap().unwrap();
    one.close().await;
    assert_eq!(try_open(&folder).await.unwrap().older, None);
}
