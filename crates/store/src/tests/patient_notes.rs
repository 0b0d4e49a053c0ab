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
    one.note_patient(&note(METTE, "wheelchair"), None, at(1))
        .await
        .unwrap();
    one.note_patient(&note("Mette", "typed by name"), None, at(2))
        .await
        .unwrap();
    let elsewhere = PatientNote {
        clinic: CLINIK,
        ..note(METTE, "interpreter")
    };
    one.note_patient(&elsewhere, None, at(3)).await.unwrap();
    let changed = note(METTE, "! never alone");
    let unseen = other.note_patient(&changed, None, at(4)).await.unwrap();
    assert_eq!(
        unseen,
        NoteOutcome::Overtaken,
        "there is one, which nobody has seen"
    );
    let seen = NoteText::new("wheelchair");
    let overwritten = other.note_patient(&changed, seen.as_ref(), at(4)).await;
    assert_eq!(overwritten.unwrap(), NoteOutcome::Written);
    let again = other.note_patient(&changed, seen.as_ref(), at(5)).await;
    assert_eq!(again.unwrap(), NoteOutcome::Written, "it says so already");
    let mut notes = one.patient_notes().await.unwrap();
    notes.sort_by_key(|note| note.text.typed().to_owned());
    let expected = [changed, elsewhere, note("Mette", "typed by name")];
    assert_eq!(notes, expected);
    for told in ["never alone", "wheelchair", "typed by name", "Mette"] {
        assert!(!contains(&folder.bytes(), told), "{told}");
    }
    let unseen = one
        .remove_patient_note(ANIVA, METTE, seen.as_ref(), at(6))
        .await;
    assert_eq!(unseen.unwrap(), NoteOutcome::Overtaken);
    let seen = NoteText::new("! never alone");
    for window in [&one, &other] {
        let removed = window
            .remove_patient_note(ANIVA, METTE, seen.as_ref(), at(7))
            .await;
        assert_eq!(removed.unwrap(), NoteOutcome::Written);
    }
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
        .note_patient(&note(METTE, "wheelchair"), None, at(0))
        .await
        .unwrap();
    records
        .note_patient(
            &note("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b", "deaf"),
            None,
            at(0),
        )
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

async fn one_row_that_can_not_be_read_hides_no_other(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let wheelchair = note(METTE, "wheelchair");
    records
        .note_patient(&wheelchair, None, at(1))
        .await
        .unwrap();
    for wrong in [
        "INSERT INTO notes (id, kind, vendor, sealed) VALUES ('1', 'call-back', 'aniva', 'c0ffee')",
        "INSERT INTO notes (id, kind, vendor, person, sealed) SELECT '2', 'late', vendor, person, sealed FROM notes WHERE kind = 'patient'",
        "INSERT INTO notes (id, kind, vendor, person, until, sealed) VALUES ('3', 'waiting', 'aniva', 'x', '2026-01-01T00:00:00.000Z', 'c0ffee')",
    ] {
        alter(&folder, &records, wrong).await;
        assert_eq!(
            records.patient_notes().await.unwrap(),
            vec![wheelchair.clone()]
        );
    }
    assert_eq!(records.desk_notes().await.unwrap().unread, [ANIVA; 3]);
    assert_eq!(records.call_backs().await.unwrap(), []);
    assert_eq!(records.late_notes().await.unwrap(), []);
}

#[tokio::test]
async fn bytes_in_the_place_of_a_text_hide_no_other_row() {
    let folder = Database::Sqlite.place();
    let records = open(&folder).await;
    let wheelchair = note(METTE, "wheelchair");
    records
        .note_patient(&wheelchair, None, at(1))
        .await
        .unwrap();
    let wrong =
        "INSERT INTO notes (id, kind, vendor, sealed) VALUES ('1', 'call-back', 'aniva', x'ff00')";
    alter(&folder, &records, wrong).await;
    assert_eq!(records.patient_notes().await.unwrap(), [wheelchair]);
    assert_eq!(records.desk_notes().await.unwrap().unread, [ANIVA]);
    let verified = trail(&folder).await.verify().await.unwrap();
    assert!(
        verified.is_ok(),
        "a row that is none is passed over: {verified:?}"
    );
    let wrong = "UPDATE notes SET sealed = 'c0ffee' WHERE id = '1'";
    alter(&folder, &records, wrong).await;
    let verified = trail(&folder).await.verify().await.unwrap().unwrap_err();
    assert!(verified.to_string().contains("has no line"), "{verified}");
}

async fn a_note_that_was_altered_or_is_gone_is_found_by_the_trail(database: Database) {
    for (wrong, found) in [
        ("UPDATE notes SET person = 'pt_9'", "not as it was written"),
        (
            "UPDATE notes SET vendor = 'clinik'",
            "not as it was written",
        ),
        (
            "UPDATE notes SET until = '2027-01-01T00:00:00.000Z'",
            "not as it was written",
        ),
        (
            "UPDATE notes SET sealed = 'c0ffee'",
            "not as it was written",
        ),
        ("UPDATE notes SET kind = 'late'", "not as it was written"),
        (
            "UPDATE notes SET sealed = (SELECT MAX(sealed) FROM notes)",
            "not as it was written",
        ),
        ("DELETE FROM notes", "gone from the records"),
    ] {
        let folder = database.place();
        let records = open(&folder).await;
        for (patient, text) in [("pt_7", "wheelchair"), ("pt_8", "deaf")] {
            records
                .note_patient(&note(patient, text), None, at(1))
                .await
                .unwrap();
        }
        trail(&folder).await.verify().await.unwrap().unwrap();
        alter(&folder, &records, wrong).await;
        let verified = trail(&folder).await.verify().await.unwrap();
        let said = verified.map_or_else(|broken| broken.to_string(), |_| String::new());
        assert!(said.contains(found), "{wrong}: {said}");
    }
}

over_every_database!(
    one_row_that_can_not_be_read_hides_no_other,
    a_note_that_was_altered_or_is_gone_is_found_by_the_trail,
    a_note_is_there_for_every_window_sealed_and_one_of_each_patient,
    a_note_stays_however_old_and_goes_with_its_patient,
);
