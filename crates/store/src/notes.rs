//! The rows of the desks' notes, sealed, for every desk on the same records: about patients, calls to be made,
//! lateness, absences that a clinic can't record, and patients who wait for a time.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::{Builder, Uuid};

use super::audit::{AuditAction, AuditEntry};
use super::bytes::to_hex;
use super::database::{NOTHING, Statement, Store};
use super::seal::Seal;
use super::{RecordStore, Result};
use booking::{ClinicId, DeskNotes};

/// A note, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct NoteRow {
    pub(super) id: String,
    pub(super) kind: String,
    #[serde(rename = "vendor")]
    pub(super) clinic: String,
    /// The patient's id, or a pseudonym if there is none; `None` if the note is not about a patient.
    pub(super) person: Option<String>,
    /// The moment after which the note is old; `None` if it never is.
    pub(super) until: Option<String>,
    pub(super) sealed: String,
    /// The number given by the shared records; `None` until they have this row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
}

/// The subject of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    /// An absence of a practitioner or location.
    Absence,
    /// A patient.
    Patient,
    /// A patient to be called back.
    CallBack,
    /// A practitioner or location that runs late.
    Late,
    /// A patient who waits for a time.
    Waiting,
}

impl NoteKind {
    const ALL: [NoteKind; 5] = [
        NoteKind::Absence,
        NoteKind::Patient,
        NoteKind::CallBack,
        NoteKind::Late,
        NoteKind::Waiting,
    ];

    /// Returns the word in the records, which never changes.
    pub(super) fn word(self) -> &'static str {
        match self {
            NoteKind::Absence => "away",
            NoteKind::Patient => "patient",
            NoteKind::CallBack => "call-back",
            NoteKind::Late => "late",
            NoteKind::Waiting => "waiting",
        }
    }
}

impl NoteRow {
    /// Creates a row that is not about a patient and is never old.
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
            revision: None,
        };
        row.sealed = seal.seal(&row.sealed_as(), &serde_json::to_vec(text)?)?;
        Ok(row)
    }

    /// Returns the context for sealing the row. Absences and waiting patients use the name of the table that once held
    /// only them.
    pub(super) fn sealed_as(&self) -> String {
        if [NoteKind::Absence.word(), NoteKind::Waiting.word()].contains(&self.kind.as_str()) {
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

    /// Returns the revision that it replaces when written, for the line of the trail; `None` if it has none from the
    /// shared records.
    pub(super) fn replaced(&self) -> Option<String> {
        Some(self.revision?.to_string())
    }

    /// Returns the fingerprint of the note, with which the trail proves its content; `None` if it can't be decrypted. A
    /// new key of the desks does not change it.
    pub(super) fn fingerprint(&self, seal: &Seal) -> Option<String> {
        let opened = seal.open(&self.sealed_as(), &self.sealed)?;
        let texts = [
            Some(self.id.as_str()),
            Some(&self.kind),
            Some(&self.clinic),
            self.person.as_deref(),
            self.until.as_deref(),
            Some(str::from_utf8(&opened).ok()?),
        ];
        Some(to_hex(seal.mark_note(&texts).as_ref()))
    }

    /// Returns whether both rows are notes about the same patient.
    fn is_about_patient_of(&self, other: &NoteRow) -> bool {
        self.kind == NoteKind::Patient.word()
            && (&self.kind, &self.clinic, &self.person)
                == (&other.kind, &other.clinic, &other.person)
    }
}

/// Whether a note was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteOutcome {
    /// The note is as requested.
    Written,
    /// Somebody else has written the note since it was read, and it is left unchanged.
    Overtaken,
}

/// Returns the id of the note about a subject. It is the same at every desk, so that there is one note about it even if
/// several desks write it at once.
pub(super) fn id_of_subject(kind: NoteKind, clinic: ClinicId, subject: &str, seal: &Seal) -> Uuid {
    let mark = seal.mark_note(&[Some(kind.word()), Some(clinic.word()), Some(subject)]);
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(mark.as_ref())
        .for_each(|(byte, of)| *byte = *of);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// Notes that have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedNotes {
    /// The previous notes that were replaced or removed.
    pub before: DeskNotes,
    /// The notes as they are now.
    pub after: DeskNotes,
}

impl ChangedNotes {
    /// Returns whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.before == self.after
    }
}

impl RecordStore {
    /// Returns all notes of clinics that this version knows.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn desk_notes(&self) -> Result<DeskNotes> {
        let rows = Statement::new("SELECT * FROM notes ORDER BY id", NOTHING);
        let rows = self.store.lock().await.fetch(rows).await?;
        let (rows, broken) = rows.read_each::<NoteRow>();
        let mut notes = DeskNotes::default();
        for row in &rows {
            self.read_note(row, &mut notes);
        }
        for row in broken {
            let word = row.get("vendor").and_then(Value::as_str);
            let clinic = word.and_then(|word| self.clinic(word));
            notes
                .unread
                .extend(clinic.or(self.clinics.first().copied()));
        }
        notes.sort();
        Ok(notes)
    }

    /// Adds a note to others, if this version knows its kind and its clinic. If it can't be decrypted or understood,
    /// only its clinic is added.
    pub(super) fn read_note(&self, row: &NoteRow, notes: &mut DeskNotes) {
        let mut kinds = NoteKind::ALL.into_iter();
        let Some(kind) = kinds.find(|kind| kind.word() == row.kind) else {
            return;
        };
        let is_read = match kind {
            NoteKind::Absence => put(self.away_note(row), &mut notes.absences),
            NoteKind::Patient => put(self.patient_note(row), &mut notes.patients),
            NoteKind::CallBack => put(self.call_back(row), &mut notes.call_backs),
            NoteKind::Late => put(self.late_note(row), &mut notes.late),
            NoteKind::Waiting => put(self.waiter(row), &mut notes.waiting),
        };
        if !is_read {
            notes.unread.extend(self.clinic(&row.clinic));
        }
    }

    /// Returns the notes of a kind.
    pub(super) async fn note_rows_of(&self, kind: NoteKind) -> Result<Vec<NoteRow>> {
        self.store.lock().await.note_rows_of(kind).await
    }
}

/// Adds a note to others. Returns whether there is one.
fn put<T>(note: Option<T>, notes: &mut Vec<T>) -> bool {
    let count = notes.len();
    notes.extend(note);
    notes.len() > count
}

/// Returns an audit line about the row with this id, about a patient.
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
    /// Returns all notes that can be read.
    pub(super) async fn note_rows(&mut self) -> Result<Vec<NoteRow>> {
        let rows = Statement::new("SELECT * FROM notes ORDER BY id", NOTHING);
        Ok(self.fetch(rows).await?.read_each().0)
    }

    /// Returns the notes of a kind.
    pub(super) async fn note_rows_of(&mut self, kind: NoteKind) -> Result<Vec<NoteRow>> {
        let rows = "SELECT * FROM notes WHERE kind = $1 ORDER BY id";
        let rows = Statement::new(rows, [kind.word()]);
        Ok(self.fetch(rows).await?.read_each().0)
    }

    pub(super) async fn note_row(&mut self, id: &str) -> Result<Option<NoteRow>> {
        let row = "SELECT * FROM notes WHERE id = $1";
        Ok(self.rows(row, [id]).await?.pop())
    }

    /// Returns the note with the id of a row and, if that is about a patient, any other one about that patient.
    pub(super) async fn notes_like(&mut self, row: &NoteRow) -> Result<Vec<NoteRow>> {
        let mut like: Vec<NoteRow> = self.note_row(&row.id).await?.into_iter().collect();
        if let Some(person) = &row.person {
            let about = self.notes_about(person).await?.into_iter();
            like.extend(about.filter(|other| other.id != row.id && other.is_about_patient_of(row)));
        }
        Ok(like)
    }

    /// Returns the journal that last wrote a note.
    pub(super) async fn writer_of_note(&mut self, id: &str) -> Result<Option<String>> {
        let writer = "SELECT journal FROM notes WHERE id = $1";
        let writer: Option<Option<String>> = self.column(writer, [id]).await?.pop();
        Ok(writer.flatten())
    }

    pub(super) async fn set_writer_of_note(&mut self, id: &str, journal: &str) -> Result<()> {
        let set = "UPDATE notes SET journal = $2 WHERE id = $1";
        self.run(set, [id, journal]).await.map(drop)
    }

    /// Inserts a row, or replaces the row with its id and, if it is about a patient, the one about that patient.
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
        let rows = Statement::new(rows, [person]);
        Ok(self.fetch(rows).await?.read_each().0)
    }

    /// Removes a row. Returns 1, or 0 if there is none.
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
