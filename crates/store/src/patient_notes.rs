//! The desks' notes about patients, one row for each.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry};
use super::database::Store;
use super::notes::{NoteKind, NoteOutcome, NoteRow, id_of_subject, line_about_patient};
use super::{RecordStore, Result};
use booking::{ClinicId, NoteText, PatientNote};

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedPatientNote {
    person: String,
    text: String,
    by: Option<String>,
}

impl RecordStore {
    /// Returns all notes about patients of clinics that this version knows. Rows that can't be decrypted are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn patient_notes(&self) -> Result<Vec<PatientNote>> {
        let rows = self.note_rows_of(NoteKind::Patient).await?;
        Ok(rows
            .iter()
            .filter_map(|row| self.patient_note(row))
            .collect())
    }

    /// Writes a note in place of the one about its patient, and records that in the audit trail with this desk's
    /// operator. The existing note is left as it is if it says the same, or if it is not as `seen` by the author of
    /// this one.
    ///
    /// # Errors
    /// If the records can't be written; then the previous note is still there.
    pub async fn note_patient(
        &self,
        note: &PatientNote,
        seen: Option<&NoteText>,
        now: DateTime<Utc>,
    ) -> Result<NoteOutcome> {
        transact!(self, |store| {
            let person = self.seal.pseudonym(&note.person);
            let known = self.known_note(store, note.clinic, &person).await?;
            let text = known.as_ref().map(|(_, known)| &known.text);
            if text == Some(&note.text) {
                return Ok(NoteOutcome::Written);
            }
            if text != seen {
                return Ok(NoteOutcome::Overtaken);
            }
            let before = known.map(|(row, _)| row);
            let id = match &before {
                Some(row) => row.id.clone(),
                None => {
                    id_of_subject(NoteKind::Patient, note.clinic, &person, &self.seal).to_string()
                }
            };
            let sealed = SealedPatientNote {
                person: note.person.clone(),
                text: note.text.typed().to_owned(),
                by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
            };
            let row = NoteRow::sealed(NoteKind::Patient, id, note.clinic, &self.seal, &sealed)?;
            let row = NoteRow {
                person: Some(person),
                ..row
            };
            store.put_note_row(&row).await?;
            let line = AuditEntry {
                old_value: before.and_then(|before| before.replaced()),
                new_value: row.fingerprint(&self.seal),
                ..line_about_patient(AuditAction::PatientNoted, note.clinic, &note.person, row.id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Removes the note about a patient, and records that in the audit trail, unless it is not as `seen`. Does nothing
    /// if there is none.
    ///
    /// # Errors
    /// If the records can't be written; then it is still there.
    pub async fn remove_patient_note(
        &self,
        clinic: ClinicId,
        person: &str,
        seen: Option<&NoteText>,
        now: DateTime<Utc>,
    ) -> Result<NoteOutcome> {
        transact!(self, |store| {
            let of_person = self.seal.pseudonym(person);
            let Some((row, known)) = self.known_note(store, clinic, &of_person).await? else {
                return Ok(NoteOutcome::Written);
            };
            if seen != Some(&known.text) {
                return Ok(NoteOutcome::Overtaken);
            }
            store.remove_note_row(&row.id).await?;
            let line = AuditEntry {
                old_value: row.replaced(),
                ..line_about_patient(AuditAction::PatientNoteRemoved, clinic, person, row.id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Returns the note about a patient, whose pseudonym is `person`, with its row.
    async fn known_note(
        &self,
        store: &mut dyn Store,
        clinic: ClinicId,
        person: &str,
    ) -> Result<Option<(NoteRow, PatientNote)>> {
        for row in store.notes_about(person).await? {
            if let Some(note) = self.patient_note(&row)
                && note.clinic == clinic
            {
                return Ok(Some((row, note)));
            }
        }
        Ok(None)
    }

    pub(super) fn patient_note(&self, row: &NoteRow) -> Option<PatientNote> {
        let sealed: SealedPatientNote = row.opened(NoteKind::Patient, &self.seal)?;
        Some(PatientNote {
            clinic: self.clinic(&row.clinic)?,
            person: sealed.person,
            text: NoteText::new(&sealed.text)?,
        })
    }
}
