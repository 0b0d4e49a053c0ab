//! The autosave of typed texts.

use super::*;

fn typed(texts: &[&str]) -> Vec<Pieces> {
    texts.iter().map(|text| draft(text)).collect()
}

fn with_text(name: &str, text: &str) -> Pieces {
    let mut pieces = draft("form");
    pieces.insert(name.to_owned(), text.as_bytes().to_vec());
    pieces
}

fn piece(name: &str, text: &str) -> Pieces {
    Pieces::from([(name.to_owned(), text.as_bytes().to_vec())])
}

async fn what_was_typed_is_back_and_nothing_else(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    records
        .keep(&typed(&["Mette, ankle", "Ole", "line"]), &[], at(0))
        .await
        .unwrap();
    records
        .keep(&typed(&["Mette, knee", "Ole"]), &[], at(1))
        .await
        .unwrap();
    assert!(!contains(&folder.bytes(), "Mette"));
    gone(&folder, records);
    let records = open(&folder).await;
    assert_eq!(
        records.kept(at(2)).await.unwrap().drafts,
        typed(&["Mette, knee", "Ole"])
    );
    records.keep(&[], &[], at(3)).await.unwrap();
    assert_eq!(records.kept(at(4)).await.unwrap().drafts, typed(&[]));
}

async fn one_piece_is_kept_anew_and_nothing_else_is_written(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let comment = piece("comment", "Mette");
    assert!(
        !records.keep_pieces(0, &comment, at(0)).await.unwrap(),
        "there is no draft to keep it in"
    );
    records
        .keep(&[draft("Ole"), with_text("reason", "ankle")], &[], at(1))
        .await
        .unwrap();
    let before = texts(&records, "SELECT sealed FROM drafts ORDER BY place, piece").await;
    assert!(
        records
            .keep_pieces(1, &piece("reason", "knee"), at(2))
            .await
            .unwrap()
    );
    let after = texts(&records, "SELECT sealed FROM drafts ORDER BY place, piece").await;
    assert_eq!((&before[..2], before.len()), (&after[..2], after.len()));
    assert_ne!(before[2], after[2]);
    assert!(!contains(&folder.bytes(), "knee"));
    assert_eq!(
        records.kept(at(4)).await.unwrap().drafts,
        [draft("Ole"), with_text("reason", "knee")]
    );
}

async fn of_several_pieces_all_are_kept_or_none(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    records
        .keep(&[with_text("reason", "ankle")], &[], at(0))
        .await
        .unwrap();
    let other = with_text("comment", "fasting");
    assert!(records.keep_pieces(0, &other, at(1)).await.unwrap());
    let mut both = with_text("reason", "ankle");
    both.extend(other.clone());
    assert_eq!(records.kept(at(1)).await.unwrap().drafts, [both.clone()]);
    let full = "CREATE TRIGGER full_disk BEFORE UPDATE ON drafts WHEN NEW.piece = 'reason' \
         BEGIN SELECT RAISE(ABORT, 'full'); END";
    fill_up(
        &folder,
        &records,
        full,
        "UPDATE ON drafts FOR EACH ROW WHEN (NEW.piece = 'reason')",
    )
    .await;
    let mut next = with_text("reason", "knee");
    next.extend(piece("comment", "had breakfast"));
    records.keep_pieces(0, &next, at(2)).await.unwrap_err();
    assert_eq!(records.kept(at(3)).await.unwrap().drafts, [both]);
}

async fn all_pieces_of_a_draft_go_together(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    other
        .keep(
            &[with_text("patientId", "pt_1"), with_text("reason", "ankle")],
            &[],
            at(0),
        )
        .await
        .unwrap();
    other
        .keep_pieces(1, &piece("comment", "late"), at(8))
        .await
        .unwrap();
    gone(&folder, other);
    let mut second = with_text("reason", "ankle");
    second.extend(piece("comment", "late"));
    let taken_over = one.kept(at(9)).await.unwrap().drafts;
    assert_eq!(taken_over, [with_text("patientId", "pt_1"), second.clone()]);
    one.keep(&taken_over, &[], at(0)).await.unwrap();
    one.keep_pieces(1, &piece("comment", "late"), at(8))
        .await
        .unwrap();
    let forgotten = trail(&folder)
        .await
        .forget("pt_1", &Who::default(), at(9))
        .await
        .unwrap();
    assert_eq!(forgotten.drafts, 1);
    one.confirm_clock(at(11)).await.unwrap();
    one.remove_older_than(TimeDelta::minutes(10), at(11))
        .await
        .unwrap();
    assert_eq!(
        one.kept(at(11)).await.unwrap().drafts,
        [second],
        "it was touched a minute ago"
    );
    alter(
        &folder,
        &one,
        "UPDATE drafts SET sealed = 'ff' WHERE piece = 'reason'",
    )
    .await;
    let kept = one.kept(at(12)).await.unwrap();
    assert_eq!(
        (kept.drafts.len(), kept.unread),
        (0, 1),
        "half a draft is none"
    );
}

async fn each_window_keeps_its_own(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.keep(&typed(&["one"]), &[], at(0)).await.unwrap();
    other.keep(&typed(&["other"]), &[], at(1)).await.unwrap();
    assert_eq!(one.kept(at(2)).await.unwrap().drafts, typed(&["one"]));
    gone(&folder, one);
    let one = open(&folder).await;
    assert_eq!(one.kept(at(2)).await.unwrap().drafts, typed(&["one"]));
    assert_eq!(other.kept(at(2)).await.unwrap().drafts, typed(&["other"]));
}

async fn what_a_window_left_that_is_no_more_comes_to_the_next_one_that_opens(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.keep(&typed(&["one", "two"]), &[], at(0)).await.unwrap();
    other.keep(&typed(&["other"]), &[], at(1)).await.unwrap();
    gone(&folder, one);
    gone(&folder, other);
    let one = open(&folder).await;
    assert_eq!(
        one.kept(at(2)).await.unwrap().drafts,
        typed(&["one", "two", "other"])
    );
    let other = open(&folder).await;
    assert_eq!(other.kept(at(2)).await.unwrap().drafts, typed(&[]));
}

async fn what_is_left_in_the_same_seat_twice_comes_over_twice(database: Database) {
    let folder = database.place();
    for (minute, text) in [(0, "once"), (1, "twice")] {
        let (one, other) = (open(&folder).await, open(&folder).await);
        other.keep(&typed(&[text]), &[], at(minute)).await.unwrap();
        gone(&folder, other);
        assert_eq!(
            one.kept(at(2)).await.unwrap().drafts.last().unwrap(),
            &draft(text)
        );
    }
    assert_eq!(
        open(&folder).await.kept(at(2)).await.unwrap().drafts,
        typed(&["once", "twice"])
    );
}

async fn what_can_not_be_opened_is_counted_and_not_overwritten(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    records.keep(&typed(&["Mette"]), &[], at(0)).await.unwrap();
    alter(&folder, &records, "UPDATE drafts SET sealed = 'ff'").await;
    records.close().await;
    let records = open(&folder).await;
    let kept = records.kept(at(1)).await.unwrap();
    assert_eq!((kept.drafts.len(), kept.unread), (0, 1));
    records.keep(&typed(&["Ole"]), &[], at(2)).await.unwrap();
    let sealed = texts(
        &records,
        "SELECT sealed FROM drafts WHERE lease LIKE 'unread%'",
    )
    .await;
    assert_eq!(sealed, [Some("ff".to_owned())]);
}

async fn what_was_typed_before_the_records_were_open_is_kept_beside_what_was_there(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    records.keep(&[draft("first")], &[], at(0)).await.unwrap();
    records
        .save_drafts_beside(&[draft("second")], at(1))
        .await
        .unwrap();
    records
        .save_drafts_beside(&[draft("third")], at(2))
        .await
        .unwrap();
    gone(&folder, records);
    let kept = open(&folder).await.kept(at(3)).await.unwrap();
    assert_eq!(kept.drafts, typed(&["first", "second", "third"]));
}

async fn what_nobody_has_touched_for_longer_than_records_are_kept_goes_whichever_window_it_is_from(
    database: Database,
) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.keep(&typed(&["one"]), &[], at(0)).await.unwrap();
    other.keep(&typed(&["other"]), &[], at(8)).await.unwrap();
    one.confirm_clock(at(11)).await.unwrap();
    one.remove_older_than(TimeDelta::minutes(10), at(11))
        .await
        .unwrap();
    assert_eq!(one.kept(at(11)).await.unwrap().drafts, typed(&[]));
    assert_eq!(other.kept(at(11)).await.unwrap().drafts, typed(&["other"]));
}

#[tokio::test]
async fn where_a_later_version_has_changed_the_table_that_is_what_is_said() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    records.keep(&typed(&["Mette"]), &[], at(0)).await.unwrap();
    alter(
        &folder,
        &records,
        "UPDATE facts SET value = '99' WHERE name = 'schema'",
    )
    .await;
    alter(
        &folder,
        &records,
        "ALTER TABLE drafts RENAME TO drafts_of_later",
    )
    .await;
    let kept = records.keep_pieces(0, &draft("Ole"), at(1)).await;
    assert!(matches!(kept, Err(StoreError::Outgrown { .. })), "{kept:?}");
    assert!(matches!(
        records.keep(&typed(&["Ole"]), &[], at(1)).await,
        Err(StoreError::Outgrown { .. })
    ));
}

#[tokio::test]
async fn typing_does_not_wait_for_the_disk_and_a_booking_does() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    records.keep(&typed(&["Mette"]), &[], at(0)).await.unwrap();
    assert_eq!(synchronous(&records).await, NORMAL);
    send(&records, &visit("pat_1"), 1).await;
    assert_eq!(synchronous(&records).await, FULL);
    assert!(
        records
            .keep_pieces(0, &draft("Mette, knee"), at(2))
            .await
            .unwrap()
    );
    assert_eq!(synchronous(&records).await, NORMAL);
    records
        .record(super::super::AuditEntry::default(), at(3))
        .await
        .unwrap();
    assert_eq!(synchronous(&records).await, FULL);
}

#[tokio::test]
async fn synced_drafts_stand_in_the_file_itself() {
    let (folder, copy) = (Database::Sqlite.place(), Database::Sqlite.place());
    let records = open(&folder).await;
    records.keep(&typed(&["Mette"]), &[], at(0)).await.unwrap();
    records.sync().await.unwrap();
    for name in ["ledger.key", "sandbox.db"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    assert_eq!(
        open(&copy).await.kept(at(1)).await.unwrap().drafts,
        typed(&["Mette"])
    );
}

/// The values of SQLite's `PRAGMA synchronous`.
const NORMAL: &str = "1";
const FULL: &str = "2";

async fn synchronous(records: &RecordStore) -> String {
    let asked = texts(
        records,
        "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous",
    )
    .await;
    asked.into_iter().flatten().collect()
}

over_every_database!(
    what_was_typed_is_back_and_nothing_else,
    one_piece_is_kept_anew_and_nothing_else_is_written,
    of_several_pieces_all_are_kept_or_none,
    all_pieces_of_a_draft_go_together,
    each_window_keeps_its_own,
    what_a_window_left_that_is_no_more_comes_to_the_next_one_that_opens,
    what_is_left_in_the_same_seat_twice_comes_over_twice,
    what_can_not_be_opened_is_counted_and_not_overwritten,
    what_was_typed_before_the_records_were_open_is_kept_beside_what_was_there,
    what_nobody_has_touched_for_longer_than_records_are_kept_goes_whichever_window_it_is_from,
);
