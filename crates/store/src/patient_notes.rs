//! Notes of the desks about patients: one row for each patient.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::AuditAction;
use super::notes::{NoteKind, NoteRow, line_about_patient};
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
    /// Returns all notes about patients of clinics that this version knows. Rows that can't be decrypted are left out.
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

    /// Writes a note in place of the one about its patient, and says so in the audit trail with this desk's operator. A
    /// note that says the same already is left as it is.
    ///
    /// # Errors
    /// If the records can't be written; then the note before is still there.
    pub async fn note_patient(&self, note: &PatientNote, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let person = self.seal.pseudonym(&note.person);
            let rows = store.notes_about(&person).await?;
            let known = rows.iter().find_map(|row| {
                let known = self.patient_note(row)?;
                (known.clinic == note.clinic).then_some((row.id.clone(), known))
            });
            if known
                .as_ref()
                .is_some_and(|(_, known)| known.text == note.text)
            {
                return Ok(());
            }
            let id = known.map_or_else(|| Uuid::new_v4().to_string(), |(id, _)| id);
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
            let line =
                line_about_patient(AuditAction::PatientNoted, note.clinic, &note.person, row.id);
            self.append(store, line, now).await
        })
    }

    /// Takes the note about a patient away, and says so in the audit trail. Does nothing if there is none.
    ///
    /// # Errors
    /// If the records can't be written; then it is still there.
    pub async fn remove_patient_note(
        &self,
        clinic: ClinicId,
        person: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        transact!(self, |store| {
            for row in store.notes_about(&self.seal.pseudonym(person)).await? {
                let is_theirs = row.is_about_patient_at(clinic);
                if is_theirs && store.remove_note_row(&row.id).await? > 0 {
                    let line =
                        line_about_patient(AuditAction::PatientNoteRemoved, clinic, person, row.id);
                    self.append(store, line, now).await?;
                }
            }
            Ok(())
        })
    }

    fn patient_note(&self, row: &NoteRow) -> Option<PatientNote> {
        let sealed: SealedPatientNote = row.opened(NoteKind::Patient, &self.seal)?;
        Some(PatientNote {
            clinic: self.clinic(&row.clinic)?,
            person: sealed.person,
            text: NoteText::new(&sealed.text)?,
        })
    }
}
