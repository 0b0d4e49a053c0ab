//! What has been typed, as rows of a store. A key changes one of them, and only that one is written anew.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::booking::Backend;
use crate::desk::{Kept, Recent, SavedBefore, SavedDraft, SavedNewPatient};
use crate::store::{RecordStore, StoreError};
use crate::vendor::SHIPPED;

/// Something that is kept for the next start, a row for each. What it is shows by its members.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Row {
    Draft(Box<SavedDraft>),
    NewPatientForm(SavedNewPatient),
    Recent(Recent),
}

impl Row {
    fn backend(&self) -> Option<Backend> {
        match self {
            Row::Draft(draft) => draft.backend(SHIPPED),
            Row::NewPatientForm(new_patient_form) => new_patient_form.backend(SHIPPED),
            Row::Recent(recent) => recent.backend(SHIPPED),
        }
    }
}

/// What a store keeps of what is typed; nothing where that is not known.
#[derive(Default)]
pub(super) struct Typed(Mutex<Option<Vec<Row>>>);

impl Typed {
    /// Keeps what is typed for the backends of this ledger.
    ///
    /// # Errors
    /// When it can't be written; then what was kept before still is.
    pub(super) async fn keep(
        &self,
        ledger: &RecordStore,
        kept: &Kept,
        is_here: impl Fn(Backend) -> bool,
    ) -> Result<(), StoreError> {
        let rows: Vec<Row> = rows(kept).filter(|row| row.backend().is_some_and(&is_here)).collect();
        let before = self.known(None);
        keep_in(ledger, &rows, before, kept).await?;
        if !kept.beside {
            self.known(Some(rows));
        }
        Ok(())
    }

    fn known(&self, now: Option<Vec<Row>>) -> Option<Vec<Row>> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), now)
    }
}

async fn keep_in(
    ledger: &RecordStore,
    rows: &[Row],
    before: Option<Vec<Row>>,
    kept: &Kept,
) -> Result<(), StoreError> {
    let write = |row: &Row| serde_json::to_vec(&(kept.at, row));
    if let Some(place) = before.and_then(|before| only_change(&before, rows))
        && ledger.keep_one(place, &write(&rows[place])?, kept.at).await?
    {
        return Ok(());
    }
    let rows: Vec<Vec<u8>> = rows.iter().map(write).collect::<Result<_, _>>()?;
    match kept.beside {
        false => ledger.keep(&rows, kept.at).await,
        true => ledger.keep_beside(&rows, kept.at).await,
    }
}

/// Where the only row stands that is not as it was; none where there are others, or more or fewer of them.
fn only_change(before: &[Row], now: &[Row]) -> Option<usize> {
    let mut changes = before.iter().zip(now).enumerate().filter(|(_, (before, now))| before != now);
    let (place, _) = changes.next()?;
    (before.len() == now.len() && changes.next().is_none()).then_some(place)
}

fn rows(kept: &Kept) -> impl Iterator<Item = Row> + '_ {
    let drafts = kept.drafts.iter().cloned().map(|draft| Row::Draft(Box::new(draft)));
    let newcomers = kept.newcomers.iter().cloned().map(Row::NewPatientForm);
    drafts.chain(newcomers).chain(kept.recents.iter().cloned().map(Row::Recent))
}

/// Reads rows back, each with when it was written. Says how many this version can't read.
pub(super) fn read(rows: &[Vec<u8>], whole: &mut SavedBefore) -> usize {
    let mut strange = 0;
    for row in rows {
        match serde_json::from_slice::<(DateTime<Utc>, Row)>(row) {
            Ok((at, Row::Draft(draft))) => whole.drafts.push((at, *draft)),
            Ok((_, Row::NewPatientForm(new_patient_form))) => whole.newcomers.push(new_patient_form),
            Ok((_, Row::Recent(recent))) => whole.recents.push(recent),
            Err(_) => strange += 1,
        }
    }
    strange
}
