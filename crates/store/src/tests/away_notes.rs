//! The desks' notes about absences that a clinic has no place for.

use super::*;
use booking::clinics::ANIVA;
use booking::{AwayNote, AwayTime, Provider, Slot, Text};

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
const OF_ABSENCES_ONLY: [&str; 3] = [
    "INSERT INTO away SELECT id, vendor, until, sealed FROM notes",
    "DROP TABLE notes",
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
    let folder = database.owners_place();
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

over_every_database!(
    a_note_is_there_for_every_window_sealed_and_once,
    a_note_of_an_absence_that_was_over_long_ago_is_removed,
);
