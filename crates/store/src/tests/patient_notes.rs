//! The desks' notes about patients.

use super::*;
use booking::clinics::{ANIVA, CLINIK};
use booking::{NoteText, PatientNote};

const METTE: &str = "7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11";

pub(super) fn note(person: &str, text: &str) -> PatientNote {
    PatientNote {
        clinic: ANIVA,
        person: person.to_owned(),
        text: NoteText::new(text).expect("a note"),
    }
}

async fn a_note_is_there_for_every_window_sealed_and_one_of_each_patient(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    one.note_patient(&note(METTE, "wheelchair"), at(1))
        .await
        .unwrap();
    one.note_patient(&note("Mette", "typed by name"), at(2))
        .await
        .unwrap();
    let elsewhere = PatientNote {
        clinic: CLINIK,
        ..note(METTE, "interpreter")
    };
    one.note_patient(&elsewhere, at(3)).await.unwrap();
    let changed = note(METTE, "! never alone");
    other.note_patient(&changed, at(4)).await.unwrap();
    other.note_patient(&changed, at(5)).await.unwrap();
    let mut notes = one.patient_notes().await.unwrap();
    notes.sort_by_key(|note| note.text.typed().to_owned());
    let expected = [changed, elsewhere, note("Mette", "typed by name")];
    assert_eq!(notes, expected);
    for told in ["never alone", "wheelchair", "typed by name", "Mette"] {
        assert!(!contains(&folder.bytes(), told), "{told}");
    }
    one.remove_patient_note(ANIVA, METTE, at(6)).await.unwrap();
    other
        .remove_patient_note(ANIVA, METTE, at(7))
        .await
        .unwrap();
    assert_eq!(one.patient_notes().await.unwrap().len(), 2);
    let said = texts(&one, "SELECT what FROM audit ORDER BY seq").await;
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    let noted = "patient-noted";
    let expected = [noted, noted, noted, noted, "patient-note-removed"];
    assert_eq!(said, expected, "each once");
    trail(&folder).await.verify().await.unwrap().unwrap();
}

async fn a_note_stays_however_old_and_goes_with_its_patient(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    records
        .note_patient(&note(METTE, "wheelchair"), at(0))
        .await
        .unwrap();
    records
        .note_patient(&note("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b", "deaf"), at(0))
        .await
        .unwrap();
    records.confirm_clock(at(9000)).await.unwrap();
    let keep = TimeDelta::minutes(10);
    records.remove_older_than(keep, at(9000)).await.unwrap();
    assert_eq!(records.patient_notes().await.unwrap().len(), 2);
    let forgotten = trail(&folder).await;
    let erasure = forgotten.forget(METTE, &Who::default(), at(9001)).await;
    assert_eq!(erasure.unwrap().drafts, 1);
    let notes = records.patient_notes().await.unwrap();
    assert_eq!(notes.len(), 1);
    assert_ne!(notes[0].person, METTE);
}

over_every_database!(
    a_note_is_there_for_every_window_sealed_and_one_of_each_patient,
    a_note_stays_however_old_and_goes_with_its_patient,
);
