//! The audit trail: intact, altered, emptied of a person, cut to its retention.

use super::*;
use crate::{AuditAction, AuditEntry, Erasure, Format};

/// Returns records with four lines: a booking that was refused, and one that was made.
pub(super) async fn with_a_past(folder: &Place) -> RecordStore {
    let records = open(folder).await;
    let refused = send(&records, &visit("pt_1"), 0).await;
    records
        .settle(
            refused,
            &Settlement::Refused("409 SLOT_TAKEN".to_owned()),
            at(1),
        )
        .await
        .unwrap();
    let booked = send(&records, &visit("pt_2"), 2).await;
    records
        .settle(booked, &Settlement::Booked("appt_2".to_owned()), at(3))
        .await
        .unwrap();
    records
}

async fn exported(folder: &Place, format: Format) -> String {
    let mut out = Vec::new();
    format.heading(&mut out).unwrap();
    trail(folder)
        .await
        .export(MODE, format, &mut out)
        .await
        .unwrap();
    String::from_utf8(out).unwrap()
}

async fn every_step_has_its_line_and_says_who_and_what_by_ids_only(database: Database) {
    let folder = database.place();
    let records = with_a_past(&folder).await;
    let reason = Some("patient-asks".to_owned());
    let entry = AuditEntry {
        done: AuditAction::Override,
        fields: Some("hours".to_owned()),
        reason,
        ..AuditEntry::default()
    };
    records.record(entry, at(4)).await.unwrap();
    let csv = exported(&folder, Format::Csv).await;
    let lines: Vec<&str> = csv.lines().collect();
    let whats: Vec<&str> = lines
        .iter()
        .skip(1)
        .filter_map(|line| line.split(',').nth(5))
        .collect();
    assert_eq!(
        whats,
        [
            "prepared", "sending", "refused", "prepared", "sending", "booked", "override"
        ]
    );
    assert!(
        lines[3].contains("409 SLOT_TAKEN") && lines[7].contains("patient-asks"),
        "{csv}"
    );
    assert!(
        lines[1].starts_with("SANDBOX,1,2026-11-20T13:32:00.000Z,mk,Desk 2,prepared,book,clinik,"),
        "{csv}"
    );
    let fields =
        "status patientId practitionerId start end minutesDuration priority reasonCode comment";
    assert!(lines[1].contains(fields) && !csv.contains("Mette"), "{csv}");
    let json = exported(&folder, Format::Json).await;
    let last: serde_json::Value = serde_json::from_str(json.lines().nth(5).unwrap()).unwrap();
    assert_eq!(last["appointment"], "appt_2");
    assert_eq!(last["start"], "2027-02-10T09:00:00.000Z");
}

async fn a_whole_trail_is_whole_and_any_change_to_it_is_found(database: Database) {
    let folder = database.place();
    let records = with_a_past(&folder).await;
    let whole = trail(&folder).await.verify().await.unwrap().unwrap();
    assert_eq!((whole.lines, whole.forgotten, whole.head.len()), (6, 0, 64));
    let bends = [
        ("UPDATE audit SET operator = 'someone' WHERE seq = 3", 3),
        ("UPDATE audit SET operator = NULL WHERE seq = 3", 3),
        ("UPDATE audit SET result = 'x' WHERE seq = 4", 4),
        (
            "UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1",
            1,
        ),
        ("UPDATE audit SET person = 'pt_9' WHERE seq = 2", 2),
        (
            "UPDATE audit SET person = NULL, salt = NULL WHERE seq = 2",
            2,
        ),
        ("UPDATE audit SET hash = 'x' WHERE seq = 6", 6),
        ("DELETE FROM audit WHERE seq = 3", 4),
        ("DELETE FROM audit WHERE seq = 1", 2),
        (
            "UPDATE audit SET fields = 'a', result = 'b' WHERE seq = 5",
            5,
        ),
    ];
    for (bend, line) in bends {
        for statement in ["CREATE TABLE spare AS SELECT * FROM audit", bend] {
            alter(&folder, &records, statement).await;
        }
        let broken = trail(&folder).await.verify().await.unwrap().unwrap_err();
        assert!(
            broken.to_string().starts_with(&format!("line {line} ")),
            "{bend}: {broken}"
        );
        for mend in [
            "DELETE FROM audit",
            "INSERT INTO audit SELECT * FROM spare",
            "DROP TABLE spare",
        ] {
            alter(&folder, &records, mend).await;
        }
    }
    assert_eq!(trail(&folder).await.verify().await.unwrap().unwrap(), whole);
}

async fn who_is_forgotten_is_in_no_file_and_the_chain_stays_whole(database: Database) {
    let folder = database.place();
    let records = with_a_past(&folder).await;
    records
        .keep(
            &[draft(r#"{"patientId":"pt_2"}"#), draft("pt_1")],
            &[],
            at(4),
        )
        .await
        .unwrap();
    let who = Who::default();
    let trail = trail(&folder).await;
    let forgotten = trail.forget("pt_2", &who, at(5)).await.unwrap();
    assert_eq!(
        forgotten,
        Erasure {
            lines: 3,
            bookings: 1,
            drafts: 1,
            calls: 0,
            unsettled: 0
        }
    );
    records.close().await;
    let bytes = folder.bytes();
    assert!(!contains(&bytes, "pt_2") && !contains(&bytes, "appt_2"));
    assert!(contains(&bytes, "pt_1"), "others stay");
    let whole = trail.verify().await.unwrap().unwrap();
    assert_eq!((whole.lines, whole.forgotten), (7, 3));
    let again = trail.forget("pt_2", &who, at(6)).await.unwrap();
    assert_eq!(again, Erasure::default());
    assert_eq!(
        trail.verify().await.unwrap().unwrap(),
        whole,
        "nothing went, so nothing is said"
    );
}

async fn what_was_typed_in_place_of_an_id_is_sealed_and_can_be_forgotten(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let id = send(&records, &visit("Mette.Kristensen"), 0).await;
    let spite = AuditEntry {
        done: AuditAction::Override,
        person: Some("Mette.Kristensen".to_owned()),
        ..AuditEntry::default()
    };
    records.record(spite, at(0)).await.unwrap();
    let left = records.still_open(id).await.unwrap().unwrap();
    assert_eq!(
        (left.change, left.others),
        (visit("Mette.Kristensen").into(), Vec::new()),
        "it is read back"
    );
    records
        .settle(id, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let again = send(&records, &visit("Mette.Kristensen"), 2).await;
    assert_eq!(
        records.still_open(again).await.unwrap().unwrap().others,
        ["appt_1"]
    );
    records
        .settle(again, &Settlement::NotSent, at(3))
        .await
        .unwrap();
    assert!(!contains(&folder.bytes(), "Mette"));
    assert!(!exported(&folder, Format::Csv).await.contains("Mette"));
    let forgotten = trail(&folder)
        .await
        .forget("Mette.Kristensen", &Who::default(), at(4))
        .await;
    assert_eq!(
        forgotten.unwrap(),
        Erasure {
            lines: 7,
            bookings: 2,
            drafts: 0,
            calls: 0,
            unsettled: 0
        }
    );
    trail(&folder).await.verify().await.unwrap().unwrap();
}

async fn what_an_earlier_version_wrote_down_as_it_was_typed_is_sealed_and_can_be_forgotten(
    database: Database,
) {
    let folder = database.place();
    let records = open(&folder).await;
    send(&records, &visit("pt_1"), 0).await;
    for earlier in [
        "UPDATE changes SET person = 'Mette'",
        "DELETE FROM facts WHERE name = 'persons'",
    ] {
        alter(&folder, &records, earlier).await;
    }
    records.close().await;
    let records = open(&folder).await;
    assert!(!contains(&folder.bytes(), "Mette"));
    let id = records.unsettled(at(1)).await.unwrap()[0].name.into();
    records
        .settle(id, &Settlement::NotSent, at(1))
        .await
        .unwrap();
    let forgotten = trail(&folder)
        .await
        .forget("Mette", &Who::default(), at(2))
        .await
        .unwrap();
    assert_eq!((forgotten.bookings, forgotten.unsettled), (1, 0));
}

async fn a_booking_nobody_knows_the_outcome_of_outlives_forgetting(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    send(&records, &visit("pt_1"), 0).await;
    let forgotten = trail(&folder)
        .await
        .forget("pt_1", &Who::default(), at(1))
        .await
        .unwrap();
    assert_eq!((forgotten.bookings, forgotten.unsettled), (0, 1));
    records.close().await;
    assert_eq!(
        open(&folder).await.unsettled(at(2)).await.unwrap()[0].change,
        visit("pt_1").into()
    );
}

/// A time later than every visit of these tests, in minutes.
pub(super) const LATER: i64 = 365 * 24 * 60;

async fn what_is_older_than_its_keep_goes_and_the_trail_says_so(database: Database) {
    let folder = database.place();
    let records = with_a_past(&folder).await;
    let unknown = send(&records, &draw(), 4).await;
    records
        .settle(unknown, &Settlement::Unknown, at(5))
        .await
        .unwrap();
    records.confirm_clock(at(13)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(13))
        .await
        .unwrap();
    let whole = trail(&folder).await.verify().await.unwrap().unwrap();
    assert_eq!(
        whole.lines, 5,
        "lines 6 to 9, and the one that says what went"
    );
    records
        .remove_older_than(TimeDelta::minutes(10), at(13))
        .await
        .unwrap();
    assert_eq!(trail(&folder).await.verify().await.unwrap().unwrap(), whole);
    records.confirm_clock(at(LATER)).await.unwrap();
    records
        .remove_older_than(TimeDelta::minutes(10), at(LATER))
        .await
        .unwrap();
    assert_eq!(
        trail(&folder).await.verify().await.unwrap().unwrap().lines,
        1
    );
    records.close().await;
    let records = open(&folder).await;
    assert_eq!(
        records.unsettled(at(LATER)).await.unwrap().len(),
        1,
        "what is unknown is not let go"
    );
    // Records that are merely dropped close their files later.
    records.close().await;
    let bytes = folder.bytes();
    assert!(!contains(&bytes, "appt_2"));
}

over_every_database!(
    every_step_has_its_line_and_says_who_and_what_by_ids_only,
    a_whole_trail_is_whole_and_any_change_to_it_is_found,
    who_is_forgotten_is_in_no_file_and_the_chain_stays_whole,
    what_was_typed_in_place_of_an_id_is_sealed_and_can_be_forgotten,
    what_an_earlier_version_wrote_down_as_it_was_typed_is_sealed_and_can_be_forgotten,
    a_booking_nobody_knows_the_outcome_of_outlives_forgetting,
    what_is_older_than_its_keep_goes_and_the_trail_says_so,
);
