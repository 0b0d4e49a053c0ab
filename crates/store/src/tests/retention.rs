//! Retention, with a correct clock and with one that has jumped.

use super::super::{Outgoing, RowToSend, StoredRowState};
use super::trail::{LATER, with_a_past};
use super::*;
use booking::ListId;

async fn a_clock_that_has_jumped_lets_nothing_go(database: Database) {
    const ELEVEN_YEARS: i64 = 11 * LATER;
    for confirmed in [None, Some(at(60))] {
        let folder = database.place();
        let records = with_a_past(&folder).await;
        if let Some(confirmed) = confirmed {
            records.confirm_clock(confirmed).await.unwrap();
        }
        records
            .remove_older_than(TimeDelta::days(30), at(ELEVEN_YEARS))
            .await
            .unwrap();
        assert_eq!(
            trail(&folder).await.verify().await.unwrap().unwrap().lines,
            6
        );
        let booked = claims_on(&records, &visit("pt_2")).await.unwrap();
        assert_eq!(booked.len(), 1, "what is booked is still known to be");
    }
}

async fn what_a_file_knows_its_rows_by_stays_and_whom_they_were_for_goes(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let mark = records.mark(b"row 1");
    let row = RowToSend {
        mark: mark.clone(),
        outgoing: Outgoing::from(visit("pt_1")),
    };
    let sent = records.write_rows(&[], &[row], at(0)).await.unwrap();
    let booked = (
        *sent[0].as_ref().unwrap(),
        Settlement::Booked("appt_1".to_owned()),
    );
    records.write_rows(&[booked], &[], at(1)).await.unwrap();
    records.confirm_clock(at(60)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(60))
        .await
        .unwrap();
    assert_eq!(
        claims_on(&records, &visit("pt_1")).await.unwrap().len(),
        1,
        "the visit is still to come"
    );
    records.confirm_clock(at(LATER)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(LATER))
        .await
        .unwrap();
    records.write_out().await;
    let bytes = folder.bytes();
    assert!(!contains(&bytes, "pt_1") && !contains(&bytes, "appt_1"));
    assert_eq!(
        records.row(&mark).await.unwrap(),
        StoredRowState::Booked(String::new())
    );
    trail(&folder).await.verify().await.unwrap().unwrap();
}

async fn the_row_of_a_list_is_let_go_as_any_change(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let outgoing = Outgoing {
        list: Some(ListId::new(at(0), 1).place(at(0), 2)),
        ..Outgoing::from(visit("pt_1"))
    };
    let sent = records.send_off(&outgoing, at(0)).await.unwrap().unwrap();
    records
        .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    records.confirm_clock(at(LATER)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(LATER))
        .await
        .unwrap();
    assert_eq!(records.recent(at(0)).await.unwrap().changes, []);
}

over_every_database!(
    a_clock_that_has_jumped_lets_nothing_go,
    the_row_of_a_list_is_let_go_as_any_change,
    what_a_file_knows_its_rows_by_stays_and_whom_they_were_for_goes,
);
