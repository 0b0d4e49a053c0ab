//! Rows of files of bookings: each is sent once, whichever run sends it and however often the file is run.

use std::collections::HashSet;

use super::super::{Break, Outgoing, RecordStore, RowHeld, RowToSend, StoredRowState, Who};
use super::{Database, Settlement, alter, at, gone, open, trail, visit};
use crate::{Statement, accept};
use booking::RowMark;

fn row(mark: &RowMark) -> RowToSend {
    RowToSend {
        mark: mark.clone(),
        outgoing: Outgoing::from(visit("pt_1")),
    }
}

async fn of_two_runs_at_once_one_sends_a_row(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let mark = one.mark(b"row 1");
    assert_eq!(other.mark(b"row 1"), mark, "the key is the desk's");
    let sent = one.write_rows(&[], &[row(&mark)], at(0)).await.unwrap();
    let id = *sent[0].as_ref().unwrap();
    assert_eq!(
        other.write_rows(&[], &[row(&mark)], at(0)).await.unwrap(),
        [Err(RowHeld::Row(StoredRowState::Elsewhere))]
    );
    assert_eq!(one.row(&mark).await.unwrap(), StoredRowState::Unknown(id));
    one.write_rows(&[(id, Settlement::Booked("appt_1".to_owned()))], &[], at(1))
        .await
        .unwrap();
    let booked = StoredRowState::Booked("appt_1".to_owned());
    assert_eq!(
        other.write_rows(&[], &[row(&mark)], at(2)).await.unwrap(),
        [Err(RowHeld::Row(booked))]
    );
    assert_eq!(
        other.row(&other.mark(b"row 2")).await.unwrap(),
        StoredRowState::Open
    );
}

async fn what_was_refused_or_is_not_there_may_be_sent_again_and_what_is_unknown_may_not(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    let mark = records.mark(b"row 1");
    for outcome in [
        Settlement::Refused("429".to_owned()),
        Settlement::NotSent,
        Settlement::NotThere,
    ] {
        let sent = records.write_rows(&[], &[row(&mark)], at(0)).await.unwrap();
        let id = *sent[0].as_ref().expect("open");
        assert_eq!(
            records.write_rows(&[], &[row(&mark)], at(0)).await.unwrap(),
            [Err(RowHeld::Row(StoredRowState::Unknown(id)))]
        );
        records
            .write_rows(&[(id, Settlement::Unknown)], &[], at(1))
            .await
            .unwrap();
        assert_eq!(
            records.row(&mark).await.unwrap(),
            StoredRowState::Unknown(id)
        );
        records
            .write_rows(&[(id, outcome)], &[], at(1))
            .await
            .unwrap();
    }
}

async fn what_was_not_there_and_is_booked_anew_is_nobodys_to_deal_with_any_more(
    database: Database,
) {
    let folder = database.place();
    let (records, next) = (open(&folder).await, open(&folder).await);
    let mark = records.mark(b"row 1");
    let sent = records.write_rows(&[], &[row(&mark)], at(0)).await.unwrap();
    let first = *sent[0].as_ref().unwrap();
    records
        .write_rows(&[(first, Settlement::NotThere)], &[], at(1))
        .await
        .unwrap();
    gone(&folder, records);
    assert_eq!(
        next.row(&mark).await.unwrap(),
        StoredRowState::Elsewhere,
        "until it is taken over"
    );
    assert_eq!(next.unsettled(at(2)).await.unwrap().len(), 1);
    assert_eq!(
        next.row(&mark).await.unwrap(),
        StoredRowState::NotThere(first)
    );
    let sent = next.write_rows(&[], &[row(&mark)], at(3)).await.unwrap();
    next.write_rows(
        &[(
            *sent[0].as_ref().unwrap(),
            Settlement::Booked("appt_1".to_owned()),
        )],
        &[],
        at(3),
    )
    .await
    .unwrap();
    assert_eq!(next.unsettled(at(4)).await.unwrap().len(), 0);
}

async fn what_someone_at_the_desk_has_dealt_with_is_not_sent_again(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let mark = records.mark(b"row 1");
    let sent = records.write_rows(&[], &[row(&mark)], at(0)).await.unwrap();
    let id = *sent[0].as_ref().unwrap();
    records
        .settle(id, &Settlement::Unknown, at(1))
        .await
        .unwrap();
    records
        .settle(id, &Settlement::ByHand("booked"), at(1))
        .await
        .unwrap();
    assert_eq!(
        records.write_rows(&[], &[row(&mark)], at(2)).await.unwrap(),
        [Err(RowHeld::Row(StoredRowState::ByHand))]
    );
}

/// Books a row, and one that is refused.
async fn run_of_two(records: &RecordStore) -> HashSet<RowMark> {
    let marks = [&b"row 1"[..], b"row 2"].map(|content| records.mark(content));
    // Both are for one visit, which the refused one does not take.
    let outcomes = [
        Settlement::Booked("appt_1".to_owned()),
        Settlement::Refused("409".to_owned()),
    ];
    for (mark, outcome) in marks.iter().zip(outcomes).rev() {
        let sent = records.write_rows(&[], &[row(mark)], at(0)).await.unwrap();
        let id = *sent[0].as_ref().unwrap();
        records
            .write_rows(&[(id, outcome)], &[], at(1))
            .await
            .unwrap();
    }
    HashSet::from(marks)
}

#[tokio::test]
async fn what_somebody_has_altered_of_the_rows_of_a_file_is_found() {
    const BOOKED: &str =
        "UPDATE changes SET state = 'booked', appointment = 'appt_9' WHERE state = 'refused'";
    let alterations = [
        "DELETE FROM changes WHERE state = 'booked'",
        "UPDATE changes SET state = 'refused' WHERE state = 'booked'",
        "UPDATE changes SET state = 'refused', lease = '@gone' WHERE state = 'booked'",
        "UPDATE changes SET row_mark = NULL WHERE state = 'booked'",
        "UPDATE changes SET row_mark = 'x' WHERE state = 'booked'",
        "UPDATE audit SET fields = NULL WHERE what = 'sending'",
        "DELETE FROM audit WHERE what = 'booked'",
        BOOKED,
    ];
    for alteration in alterations {
        let folder = Database::Sqlite.place();
        let records = open(&folder).await;
        let file = run_of_two(&records).await;
        assert_eq!(records.verify_rows(&file).await.unwrap(), None);
        alter(&folder, &records, alteration).await;
        let found = records.verify_rows(&file).await.unwrap();
        assert!(
            matches!(found, Some(Break::Booking { .. } | Break::Line { .. })),
            "{alteration}: {found:?}"
        );
    }
}

#[tokio::test]
async fn what_a_person_has_accepted_is_not_held_against_a_file_and_what_is_altered_since_is() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    let file = run_of_two(&records).await;
    alter(
        &folder,
        &records,
        "DELETE FROM changes WHERE state = 'booked'",
    )
    .await;
    assert!(records.verify_rows(&file).await.unwrap().is_some());
    records.close().await;
    accept(folder.path(), &Who::default(), at(2)).await.unwrap();
    let records = open(&folder).await;
    assert_eq!(records.verify_rows(&file).await.unwrap(), None);
    let again = run_of_two(&records).await;
    assert_eq!(records.verify_rows(&again).await.unwrap(), None);
    alter(
        &folder,
        &records,
        "DELETE FROM changes WHERE state = 'booked'",
    )
    .await;
    assert!(records.verify_rows(&again).await.unwrap().is_some());
}

async fn a_row_whose_patient_was_forgotten_is_held_against_nobody(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let file = run_of_two(&records).await;
    let trail = trail(&folder).await;
    trail.forget("pt_1", &Who::default(), at(2)).await.unwrap();
    assert_eq!(records.verify_rows(&file).await.unwrap(), None);
}

#[tokio::test]
async fn a_row_that_an_earlier_version_has_booked_is_known_by_the_mark_it_was_given() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    let mark = records.mark(b"row 1");
    run_of_two(&records).await;
    let [_, earlier] = mark.forms().map(str::to_owned);
    let as_before = Statement::new(
        "UPDATE changes SET row_mark = $1 WHERE state = 'booked'",
        [earlier],
    );
    records.store.lock().await.execute(as_before).await.unwrap();
    let booked = StoredRowState::Booked("appt_1".to_owned());
    assert_eq!(records.row(&mark).await.unwrap(), booked);
    let held = records.write_rows(&[], &[row(&mark)], at(2)).await.unwrap();
    assert_eq!(held, [Err(RowHeld::Row(booked))]);
}

over_every_database!(
    a_row_whose_patient_was_forgotten_is_held_against_nobody,
    of_two_runs_at_once_one_sends_a_row,
    what_was_refused_or_is_not_there_may_be_sent_again_and_what_is_unknown_may_not,
    what_was_not_there_and_is_booked_anew_is_nobodys_to_deal_with_any_more,
    what_someone_at_the_desk_has_dealt_with_is_not_sent_again,
);
