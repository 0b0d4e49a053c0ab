//! Recent changes by every window.

use super::*;
use uuid::Uuid;

use crate::{Outgoing, RowToSend};
use booking::clinics::ANIVA;
use booking::{ChangeProgress, ChangeRecord, ListId, Personal};

async fn what_any_window_has_changed_is_told_newest_first_with_who_did_it(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let booked = send(&one, &visit("pt_1"), 0).await;
    one.settle(booked, &Settlement::Booked("appt_1".to_owned()), at(5))
        .await
        .unwrap();
    let open = send(&other, &draw(), 3).await;
    let recent = one.recent(at(3)).await.unwrap().changes;
    let names: Vec<_> = recent
        .iter()
        .filter_map(|change| change.by.record)
        .collect();
    assert_eq!(names, [booked, open].map(Uuid::from));
    let [made, sending] = <[_; 2]>::try_from(recent).unwrap();
    assert_eq!(
        (made.stands, made.at),
        (Some(ChangeProgress::Made("appt_1".to_owned())), at(5))
    );
    assert_eq!(
        (made.by.operator.as_deref(), made.by.desk.as_deref()),
        (Some("mk"), Some("Desk 2"))
    );
    let sent = visit("pt_1");
    assert_eq!(
        (made.facts.start, made.facts.end),
        (sent.visit().start, sent.parts().span.end())
    );
    assert!(made.facts.end.is_some() && made.facts.about.is_none());
    assert_eq!(
        (sending.stands, sending.facts.kind),
        (Some(ChangeProgress::Open), ChangeKind::Book)
    );
    assert_eq!(one.recent(at(6)).await.unwrap().changes.len(), 0);
}

/// A row of a list waits, and is sent later: it is of the list all the while, and of no other once it is sent.
async fn the_row_of_a_list_is_known_as_one_when_it_waits_and_when_it_is_sent(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let list = ListId::new(at(0), 1);
    let [first, second] = [2, 3].map(|number| list.place(at(0), number));
    for (patient, place) in [("pt_1", first), ("pt_2", second)] {
        let change = visit(patient).into();
        records.queue(&change, Some(place), at(0)).await.unwrap();
    }
    let waiting = records.queued().await.unwrap();
    let places: Vec<_> = waiting.iter().map(|change| change.list).collect();
    assert_eq!(places, [Some(first), Some(second)]);
    let taken_up = Settlement::ByHand("taken-up");
    records
        .settle(waiting[0].name.into(), &taken_up, at(1))
        .await
        .unwrap();
    let outgoing = Outgoing {
        list: Some(first),
        known_claims: vec![waiting[1].name],
        ..Outgoing::from(visit("pt_1"))
    };
    let sent = records.send_off(&outgoing, at(1)).await.unwrap().unwrap();
    let unsettled = records.recent(at(0)).await.unwrap().changes;
    let of_list: Vec<_> = unsettled
        .iter()
        .filter(|change| change.list == Some(list) && change.stands.is_some())
        .map(|change| change.by.record)
        .collect();
    assert_eq!(of_list, [Some(Uuid::from(sent))]);
    let lost = records.still_open(sent).await.unwrap().unwrap();
    assert_eq!(lost.list, Some(first));
}

async fn who_is_recorded_by_a_pseudonym_is_known_again_to_whoever_has_the_key(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let booked = send(&one, &visit("mustermann77"), 0).await;
    one.settle(booked, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let recent = other.recent(at(0)).await.unwrap().changes;
    assert_eq!(
        recent
            .iter()
            .map(|change| change.facts.person.as_str())
            .collect::<Vec<_>>(),
        ["mustermann77"]
    );
    let bytes = folder.bytes();
    assert!(
        !bytes.windows(12).any(|text| text == b"mustermann77"),
        "it stands nowhere in the clear"
    );
}

async fn the_instruction_given_with_a_booking_outlives_it_and_stands_nowhere_in_the_clear(
    database: Database,
) {
    let folder = database.place();
    let one = open(&folder).await;
    let booked = send(&one, &draw(), 0).await;
    one.settle(booked, &Settlement::Booked("a1".to_owned()), at(1))
        .await
        .unwrap();
    let told = |changes: Vec<ChangeRecord>| {
        let change = changes.into_iter().next().expect("a change");
        change.facts.instruction.map(Personal::into_shown)
    };
    let fasting = Some("fasting".to_owned());
    assert_eq!(told(one.recent(at(0)).await.unwrap().changes), fasting);
    assert_eq!(told(one.history(ANIVA, "a1").await.unwrap()), fasting);
    assert!(!contains(&folder.bytes(), "fasting"));
}

async fn what_another_window_writes_changes_the_version_and_the_windows_own_changes_do_not(
    database: Database,
) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let before = one.version().await.unwrap();
    send(&one, &visit("pt_1"), 0).await;
    assert_eq!(one.version().await.unwrap(), before);
    send(&other, &draw(), 1).await;
    assert_ne!(one.version().await.unwrap(), before);
}

#[tokio::test]
async fn of_very_many_changes_the_newest_are_read_and_what_nobody_knows_the_outcome_of() {
    let folder = Database::Sqlite.place();
    let one = open(&folder).await;
    let oldest = send(&one, &draw(), 0).await;
    let row = |number: usize| RowToSend {
        mark: one.mark(&number.to_le_bytes()),
        outgoing: Outgoing::from(draw_of(number)),
    };
    let rows: Vec<RowToSend> = (0..1_010).map(row).collect();
    let sent: Vec<RecordId> = one
        .write_rows(&[], &rows, at(1))
        .await
        .unwrap()
        .into_iter()
        .flatten()
        .collect();
    let made: Vec<_> = sent
        .iter()
        .map(|id| (*id, Settlement::Booked(format!("appt_{id}"))))
        .collect();
    one.write_rows(&made, &[], at(2)).await.unwrap();
    assert_eq!(sent.len(), 1_010);
    let recent = one.recent(at(0)).await.unwrap();
    assert_eq!((recent.changes.len(), recent.are_all), (1_001, false));
    assert_eq!(
        recent.changes.last().and_then(|change| change.by.record),
        Some(oldest.into())
    );
    assert!(one.recent(at(3)).await.unwrap().are_all);
}

/// Returns a blood draw with a patient, place and time of its own.
fn draw_of(number: usize) -> Booking {
    let start = at(10_000 + i64::try_from(number).unwrap());
    let [profile, location] = [number as u128; 2].map(|id| Uuid::from_u128(id).to_string());
    let span = booking::time::Span::resolve(Some(start), None, None).unwrap();
    Booking::of_ids(booking::clinics::ANIVA, &profile, Some(&location), span).unwrap()
}

over_every_database!(
    the_instruction_given_with_a_booking_outlives_it_and_stands_nowhere_in_the_clear,
    who_is_recorded_by_a_pseudonym_is_known_again_to_whoever_has_the_key,
    the_row_of_a_list_is_known_as_one_when_it_waits_and_when_it_is_sent,
    what_any_window_has_changed_is_told_newest_first_with_who_did_it,
    what_another_window_writes_changes_the_version_and_the_windows_own_changes_do_not,
);
