//! The measurements of a change as they are recorded: sealed, because they tell something about a patient.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::Done;
use super::change_rows::ChangeRow;
use super::seal::Seal;
use super::{RecordStore, StoreError, moment};
use crate::booking::{Effort, Measured, Spoken};

/// Members are only ever added, each with a default.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    keys: Option<u32>,
    #[serde(default)]
    milliseconds: Option<u64>,
    #[serde(default)]
    spoken: Option<String>,
}

impl RecordStore {
    pub(super) fn seal_measured(&self, id: &str, measured: &Measured) -> Result<String, StoreError> {
        let effort = measured.effort;
        let spoken: Option<&str> = measured.spoken.map(Into::into);
        let kept = Kept {
            keys: effort.map(|effort| effort.keys),
            milliseconds: effort.map(|effort| u64::try_from(effort.took.as_millis()).unwrap_or(u64::MAX)),
            spoken: spoken.map(str::to_owned),
        };
        self.seal.seal(&measured_as(id), &serde_json::to_vec(&kept)?)
    }

    /// Returns the measurements of a change after an outcome: the duration of a booking is known if its
    /// answer came at once. A look-up after a lost answer tells nothing about the duration.
    pub(super) fn measured_then(
        &self,
        row: &ChangeRow,
        done: Done,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let Some(mut measured) = read_measured(&self.seal, row) else { return Ok(row.measured.clone()) };
        let Some(effort) = &mut measured.effort else { return Ok(row.measured.clone()) };
        let answered = moment(&row.prepared_at).and_then(|sent| (now - sent).to_std().ok());
        match answered.filter(|_| row.is(Done::Sending) && done == Done::Booked) {
            Some(answered) => effort.took = effort.took.saturating_add(answered),
            None => measured.effort = None,
        }
        self.seal_measured(&row.id, &measured).map(Some)
    }
}

/// Returns the measurements of a change, or `None` if there are none or they can't be decrypted.
pub(super) fn read_measured(seal: &Seal, row: &ChangeRow) -> Option<Measured> {
    let opened = seal.open(&measured_as(&row.id), row.measured.as_deref()?)?;
    let Kept { keys, milliseconds, spoken } = serde_json::from_slice(&opened).ok()?;
    let effort = keys.zip(milliseconds);
    let effort = effort.map(|(keys, took)| Effort { keys, took: Duration::from_millis(took) });
    Some(Measured { effort, spoken: spoken.and_then(|word| word.parse::<Spoken>().ok()) })
}

fn measured_as(id: &str) -> String {
    format!("measured {id}")
}
