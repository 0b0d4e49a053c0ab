//! The desks' notes about absences that a clinic can't record.

use super::shared::Clinic;
use super::*;
use booking::clinics::{ANIVA, CLINIK};
use booking::{AwayNote, AwayTime, Change, Provider, Slot, Text};

const BERLIN: &str = "0b5f1f3a-6c9c-4c57-8f5e-2f8f7c1d2e33";

fn away(from: i64) -> AwayTime {
    let provider = Provider::named(ANIVA, BERLIN).unwrap();
    let time = Slot {
        start: at(from),
        end: at(from + 120),
    };
    AwayTime::new(&provider, time, Text::new("Water damage", 100))
}

/// Reverts the tables to those of the version whose only notes were about absences.
const OF_ABSENCES_ONLY: [&str; 4] = [
    "INSERT INTO away SELECT id, vendor, until, sealed FROM notes",
    "DROP TABLE notes",
    "ALTER TABLE calls DROP COLUMN revision",
    "UPDATE facts SET value = '1' WHERE name = 'additions'",
];

#[tokio::test]
async fn what_an_earlier_version_has_noted_is_still_noted() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    records.note_away(&[away(60)], at(5)).await.unwrap();
    let before = records.away_notes().await.unwrap();
    assert_eq!(before.len(), 1);
    for statement in OF_ABSENCES_ONLY {
        alter(&folder, &records, statement).await;
    }
    records.close().await;
    let records = open(&folder).await;
    assert_eq!(records.away_notes().await.unwrap(), before);
}

async fn a_note_is_there_for_every_window_sealed_and_once(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.note_away(&[away(60), away(0)], at(5)).await.unwrap();
    other.note_away(&[away(60)], at(6)).await.unwrap();
    let notes = other.away_notes().await.unwrap();
    let expected = [away(0), away(60)];
    let said: Vec<_> = notes.iter().map(|note| (note.time, &*note.why)).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|away| (away.time(), "Water damage"))
        .collect();
    assert_eq!(said, expected);
    assert!(!contains(&folder.bytes(), "Water damage"));
    let first = std::slice::from_ref(&notes[0]);
    one.remove_away_notes(first, at(7)).await.unwrap();
    other.remove_away_notes(first, at(8)).await.unwrap();
    assert_eq!(one.away_notes().await.unwrap(), notes[1..]);
    let said = texts(&one, "SELECT what FROM audit ORDER BY seq").await;
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    assert_eq!(
        said,
        ["away-noted", "away-noted", "away-removed"],
        "each once"
    );
    trail(&folder).await.verify().await.unwrap().unwrap();
}

async fn a_note_of_an_absence_that_was_over_long_ago_is_removed(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let none: [AwayNote; 0] = [];
    records.note_away(&[away(0)], at(0)).await.unwrap();
    records.confirm_clock(at(125)).await.unwrap();
    let keep = TimeDelta::minutes(10);
    records.remove_older_than(keep, at(125)).await.unwrap();
    assert_eq!(records.away_notes().await.unwrap().len(), 1);
    records.confirm_clock(at(140)).await.unwrap();
    records.remove_older_than(keep, at(140)).await.unwrap();
    assert_eq!(records.away_notes().await.unwrap(), none);
}

#[tokio::test]
async fn one_absence_that_several_desks_note_at_once_is_one_note() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let mut desks = Vec::new();
    for name in ["front-1", "front-2", "front-3"] {
        desks.push(clinic.desk(name).await);
    }
    for desk in &desks {
        desk.local.note_away(&[away(60)], at(5)).await.unwrap();
    }
    for desk in desks.iter().chain(&desks) {
        desk.shared.copy(&desk.local).await.unwrap();
        desk.shared.mirror(&desk.local, at(6)).await.unwrap();
    }
    for desk in &desks {
        assert_eq!(desk.local.away_notes().await.unwrap().len(), 1);
    }
    let notes = desks[1].local.away_notes().await.unwrap();
    let removed = desks[1].local.remove_away_notes(&notes, at(7)).await;
    removed.unwrap();
    for desk in [&desks[1], &desks[0], &desks[2]] {
        desk.shared.copy(&desk.local).await.unwrap();
        desk.shared.mirror(&desk.local, at(8)).await.unwrap();
        assert!(desk.local.away_notes().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn of_two_desks_that_enter_one_absence_at_once_one_does() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let karin = Provider::named(CLINIK, "prac_xyz789").unwrap();
    let change = Change::away(AwayTime::new(&karin, away(60).time(), None)).unwrap();
    let desks = [clinic.desk("front-1").await, clinic.desk("front-2").await];
    let mut queued = Vec::new();
    for desk in &desks {
        queued.push(desk.local.queue(&change, None, at(5)).await.unwrap());
    }
    for desk in desks.iter().chain(&desks) {
        desk.shared.copy(&desk.local).await.unwrap();
        desk.shared.mirror(&desk.local, at(6)).await.unwrap();
    }
    let mut sent = 0;
    for (desk, queued) in desks.iter().zip(queued) {
        let outgoing = Outgoing {
            continues: Some(queued),
            ..Outgoing::from(change.clone())
        };
        let Ok(id) = desk.local.send_off(&outgoing, at(7)).await.unwrap() else {
            continue;
        };
        let claimed = desk.shared.claim(&desk.local, id, &outgoing).await.unwrap();
        sent += usize::from(claimed.is_ok());
    }
    assert_eq!(sent, 1, "not both, and not neither");
}

over_every_database!(
    a_note_is_there_for_every_window_sealed_and_once,
    a_note_of_an_absence_that_was_over_long_ago_is_removed,
);
