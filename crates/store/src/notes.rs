//! The rows of the desks' notes, sealed, for every desk on the same records: about patients, about calls to be made,
//! about who runs late, and about absences that a clinic has no place for.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry};
use super::database::{NOTHING, Store};
use super::seal::Seal;
use super::{RecordStore, Result};
use booking::ClinicId;

/// A note, as stored.
#[derive(Serialize, Deserialize)]
pub(super) struct NoteRow {
    pub(super) id: String,
    pub(super) kind: String,
    #[serde(rename = "vendor")]
    pub(super) clinic: String,
    /// The patient's id, or a pseudonym if there is none; `None` if the note is about nobody.
    pub(super) person: Option<String>,
    /// The moment from which on the note is old; `None` if it never is.
    pub(super) until: Option<String>,
    pub(super) sealed: String,
}

/// The subject of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    /// A practitioner or location that is not available.
    Absence,
    /// A patient.
    Patient,
    /// A patient who is to be called back.
    CallBack,
    /// A practitioner or location that runs late.
    Late,
}

impl NoteKind {
    /// Returns the word in the records, which never changes.
    pub(super) fn word(self) -> &'static str {
        match self {
            NoteKind::Absence => "away",
            NoteKind::Patient => "patient",
            NoteKind::CallBack => "call-back",
            NoteKind::Late => "late",
        }
    }
}

impl NoteRow {
    /// Creates a row about nobody that is never old.
    pub(super) fn sealed(
        kind: NoteKind,
        id: String,
        clinic: ClinicId,
        seal: &Seal,
        text: &impl Serialize,
    ) -> Result<NoteRow> {
        let mut row = NoteRow {
            id,
            kind: kind.word().to_owned(),
            clinic: clinic.word().to_owned(),
            person: None,
            until: None,
            sealed: String::new(),
        };
        row.sealed = seal.seal(&row.sealed_as(), &serde_json::to_vec(text)?)?;
        Ok(row)
    }

    /// Returns the context in which the row is sealed: for an absence the one of the table that only had absences.
    pub(super) fn sealed_as(&self) -> String {
        if self.kind == NoteKind::Absence.word() {
            self.kind.clone()
        } else {
            format!("note {}", self.kind)
        }
    }

    /// Returns the sealed part, if the row is of this kind and can be decrypted.
    pub(super) fn opened<T: DeserializeOwned>(&self, kind: NoteKind, seal: &Seal) -> Option<T> {
        if self.kind != kind.word() {
            return None;
        }
        let opened = seal.open(&self.sealed_as(), &self.sealed)?;
        serde_json::from_slice(&opened).ok()
    }

    /// Whether it is a note about a patient of this clinic.
    pub(super) fn is_about_patient_at(&self, clinic: ClinicId) -> bool {
        self.kind == NoteKind::Patient.word() && self.clinic == clinic.word()
    }

    /// Whether this and another row are notes about one patient.
    fn is_about_patient_of(&self, other: &NoteRow) -> bool {
        self.kind == NoteKind::Patient.word()
            && (&self.kind, &self.clinic, &self.person)
                == (&other.kind, &other.clinic, &other.person)
    }
}

impl RecordStore {
    /// Returns the notes of a kind.
    pub(super) async fn note_rows_of(&self, kind: NoteKind) -> Result<Vec<NoteRow>> {
        self.store.lock().await.note_rows_of(kind).await
    }
}

/// Returns an audit line about the row with this id, which is about a patient.
pub(super) fn line_about_patient(
    done: AuditAction,
    clinic: ClinicId,
    person: &str,
    id: String,
) -> AuditEntry {
    AuditEntry {
        done,
        fields: Some(id),
        clinic: Some(clinic.word().to_owned()),
        person: Some(person.to_owned()),
        ..AuditEntry::default()
    }
}

impl dyn Store + '_ {
    /// Returns all notes.
    pub(super) async fn note_rows(&mut self) -> Result<Vec<NoteRow>> {
        self.rows("SELECT * FROM notes ORDER BY id", NOTHING).await
    }

    /// Returns the notes of a kind.
    pub(super) async fn note_rows_of(&mut self, kind: NoteKind) -> Result<Vec<NoteRow>> {
        let rows = "SELECT * FROM notes WHERE kind = $1 ORDER BY id";
        self.rows(rows, [kind.word()]).await
    }

    pub(super) async fn note_row(&mut self, id: &str) -> Result<Option<NoteRow>> {
        let row = "SELECT * FROM notes WHERE id = $1";
        Ok(self.rows(row, [id]).await?.pop())
    }

    /// Inserts a row, or replaces the one with its id and, if it is about a patient, the one about that patient.
    pub(super) async fn put_note_row(&mut self, row: &NoteRow) -> Result<()> {
        self.remove_note_row(&row.id).await?;
        if let Some(person) = &row.person {
            for other in self.notes_about(person).await? {
                if other.is_about_patient_of(row) {
                    self.remove_note_row(&other.id).await?;
                }
            }
        }
        self.insert("notes", row).await
    }

    /// Returns the notes about a person.
    pub(super) async fn notes_about(&mut self, person: &str) -> Result<Vec<NoteRow>> {
        let rows = "SELECT * FROM notes WHERE person = $1 ORDER BY id";
        self.rows(rows, [person]).await
    }

    /// Removes a row. Returns the number of removed rows: one or none.
    pub(super) async fn remove_note_row(&mut self, id: &str) -> Result<u64> {
        self.run("DELETE FROM notes WHERE id = $1", [id]).await
    }

    /// Removes the notes that were old before a moment. Returns their number.
    pub(super) async fn remove_notes_before(&mut self, before: &str) -> Result<u64> {
        self.run("DELETE FROM notes WHERE until < $1", [before])
            .await
    }

    /// Removes the notes about a person. Returns their number.
    pub(super) async fn remove_notes_about(&mut self, person: &str) -> Result<u64> {
        self.run("DELETE FROM notes WHERE person = $1", [person])
            .await
    }
}
