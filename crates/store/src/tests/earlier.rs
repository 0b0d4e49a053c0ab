//! Records from earlier versions.

use uuid::Uuid;

use super::*;
use crate::{RowToSend, StoredRowState};
use booking::{ChangeFacts, ChangeRecord};

/// Reverts the tables to those of the version that had bookings only.
const OF_BOOKINGS_ONLY: &[&str] = &[
    "CREATE TABLE intents (id TEXT PRIMARY KEY, seat TEXT NOT NULL, state TEXT NOT NULL, backend TEXT NOT NULL, \
     person TEXT, provider TEXT, starts_at TEXT, appointment TEXT, prepared_at TEXT NOT NULL, \
     changed_at TEXT NOT NULL, sealed TEXT, row_mark TEXT, result TEXT)",
    "INSERT INTO intents SELECT id, lease, state, vendor, person, provider, starts_at, appointment, prepared_at, \
     changed_at, sealed, row_mark, result FROM changes",
    "DROP TABLE changes",
    "CREATE INDEX intents_by_state ON intents (state, seat)",
    "CREATE INDEX intents_by_person ON intents (person)",
    "CREATE INDEX intents_by_appointment ON intents (appointment)",
    "CREATE UNIQUE INDEX intents_by_row ON intents (row_mark)",
    "ALTER TABLE drafts RENAME TO drafts_in_pieces",
    "CREATE TABLE drafts (seat TEXT NOT NULL, place TEXT NOT NULL, kept_at TEXT NOT NULL, sealed TEXT NOT NULL, \
     PRIMARY KEY (seat, place))",
    "INSERT INTO drafts SELECT lease, place, kept_at, sealed FROM drafts_in_pieces",
    "DROP TABLE drafts_in_pieces",
    "CREATE TABLE audit_kept AS SELECT seq, kind, old_value, new_value FROM audit",
    "ALTER TABLE audit DROP COLUMN kind",
    "ALTER TABLE audit DROP COLUMN old_value",
    "ALTER TABLE audit DROP COLUMN new_value",
    "DROP TABLE calls",
    "DROP TABLE waiting",
    "UPDATE facts SET value = '4' WHERE name = 'schema'",
];

/// Restores the values that were hashed into the lines of the trail.
const LINES_AS_WRITTEN: &str = "UPDATE audit SET kind = kept.kind, old_value = kept.old_value, \
     new_value = kept.new_value FROM audit_kept AS kept WHERE kept.seq = audit.seq";

#[tokio::test]
async fn bookings_of_an_earlier_version_are_changes_and_nothing_is_lost() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    let mark = records.mark(b"row 1");
    let row = RowToSend {
        mark: mark.clone(),
        outgoing: Outgoing::from(visit("pt_1")),
    };
    let sent = *records.write_rows(&[], &[row], at(0)).await.unwrap()[0]
        .as_ref()
        .unwrap();
    records
        .settle(sent, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    let lost = send(&records, &draw(), 2).await;
    let queued = records
        .queue(&visit("pt_2").into(), None, at(3))
        .await
        .unwrap();
    records.keep(&[draft("typed")], &[], at(4)).await.unwrap();
    let before = records.recent(at(0)).await.unwrap().changes;
    for statement in OF_BOOKINGS_ONLY {
        alter(&folder, &records, statement).await;
    }
    records.close().await;

    let records = open(&folder).await;
    let recent = records.recent(at(0)).await.unwrap().changes;
    let names: Vec<_> = recent
        .iter()
        .filter_map(|change| change.by.record)
        .collect();
    assert_eq!(names, [queued, lost, sent].map(Uuid::from));
    for (now, before) in recent.iter().zip(&before) {
        assert_eq!(
            now,
            &ChangeRecord {
                facts: ChangeFacts {
                    end: None,
                    instruction: None,
                    ..before.facts.clone()
                },
                ..before.clone()
            }
        );
    }
    assert_eq!(
        recent[0].by.operator.as_deref(),
        Some("mk"),
        "from the audit trail"
    );
    assert_eq!(
        records.row(&mark).await.unwrap(),
        StoredRowState::Booked("appt_1".to_owned())
    );
    assert_eq!(claims_on(&records, &visit("pt_1")).await.unwrap().len(), 1);
    assert_eq!(records.kept(at(5)).await.unwrap().drafts, [draft("typed")]);
    assert_eq!(
        records.unsettled(at(5)).await.unwrap()[0].change,
        draw().into()
    );
    assert_eq!(
        records.queued().await.unwrap()[0].change,
        visit("pt_2").into()
    );
    alter(&folder, &records, LINES_AS_WRITTEN).await;
    trail(&folder).await.verify().await.unwrap().unwrap();
}
