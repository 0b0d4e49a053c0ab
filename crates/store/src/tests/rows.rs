//! Rows of files of bookings: each is sent once, by whichever run, and however often the file is run.

use super::super::{Outgoing, RowHeld, RowMark, RowToSend, StoredRowState};
use super::{Database, Settlement, at, gone, open, visit};

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
    records
        .write_rows(
            &[(*sent[0].as_ref().unwrap(), Settlement::NotThere)],
            &[],
            at(1),
        )
        .await
        .unwrap();
    gone(&folder, records);
    assert_eq!(
        next.row(&mark).await.unwrap(),
        StoredRowState::Elsewhere,
        "until it is taken over"
    );
    assert_eq!(next.unsettled(at(2)).await.unwrap().len(), 1);
    assert_eq!(next.row(&mark).await.unwrap(), StoredRowState::NotThere);
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

over_every_database!(
    of_two_runs_at_once_one_sends_a_row,
    what_was_refused_or_is_not_there_may_be_sent_again_and_what_is_unknown_may_not,
    what_was_not_there_and_is_booked_anew_is_nobodys_to_deal_with_any_more,
    what_someone_at_the_desk_has_dealt_with_is_not_sent_again,
);
