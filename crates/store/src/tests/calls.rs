//! Telephone calls: noted by any window, kept after a restart, removed with the person and with time.

use super::trail::LATER;
use super::*;
use crate::Who;
use booking::{CallNote, CallReason, CallResult, CallSubject};

fn note(start: i64, person: &str, result: Option<CallResult>) -> CallNote {
    let clinic = visit("pt_1").clinic();
    let (appointment, reason) = ("appt_1".to_owned(), CallReason::Reminder);
    let subject = CallSubject {
        clinic,
        appointment,
        reason,
        start: Some(at(start)),
    };
    CallNote {
        subject,
        person: Some(person.to_owned()),
        result,
    }
}

async fn every_window_adds_to_what_is_noted_and_the_last_call_can_be_taken_back(
    database: Database,
) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.note_call(&note(60, "pt_1", Some(CallResult::NotReached)), at(0))
        .await
        .unwrap();
    other
        .note_call(&note(60, "pt_1", Some(CallResult::Reached)), at(1))
        .await
        .unwrap();
    let both = one.calls(at(30)).await.unwrap();
    assert_eq!(both.len(), 1);
    assert_eq!(
        both[0].results,
        [CallResult::NotReached, CallResult::Reached]
    );
    assert_eq!(
        (both[0].at, both[0].by.operator.as_deref()),
        (at(1), Some("mk"))
    );
    let left = one.note_call(&note(60, "pt_1", None), at(2)).await.unwrap();
    assert_eq!(left.results, [CallResult::NotReached]);
    assert_eq!(
        other.calls(at(61)).await.unwrap(),
        [],
        "neither to come nor noted since"
    );
    one.note_call(&note(60, "pt_1", None), at(3)).await.unwrap();
    assert_eq!(one.calls(at(0)).await.unwrap(), []);
    assert_eq!(
        trail(&folder).await.verify().await.unwrap().unwrap().lines,
        4
    );
}

async fn calls_go_with_the_person_and_with_the_time_they_are_kept(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    for (start, person) in [(60, "pt_1"), (61, "pt_2"), (62, "Mette Unpicked")] {
        records
            .note_call(&note(start, person, Some(CallResult::LeftWord)), at(0))
            .await
            .unwrap();
    }
    records.write_out().await;
    assert!(!contains(&folder.bytes(), "Mette"));
    for person in ["pt_1", "Mette Unpicked"] {
        let gone = trail(&folder)
            .await
            .forget(person, &Who::default(), at(1))
            .await
            .unwrap();
        assert_eq!((gone.calls, gone.lines), (1, 1), "{person}");
    }
    assert_eq!(records.calls(at(0)).await.unwrap().len(), 1);
    records.confirm_clock(at(LATER)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(LATER))
        .await
        .unwrap();
    assert_eq!(records.calls(at(0)).await.unwrap(), []);
}

over_every_database!(
    every_window_adds_to_what_is_noted_and_the_last_call_can_be_taken_back,
    calls_go_with_the_person_and_with_the_time_they_are_kept,
);
