//! The end of the clinic's audit trail, as each desk has seen it at its start and end: signed with the
//! clinic's key, in the database and in a file of the desk's own. Both show if lines are missing from the
//! end, and the file also if the whole database was restored from an older state.

use chrono::{DateTime, Utc};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::SharedStore;
use crate::audit::tip;
use crate::database::{NOTHING, Store};
use crate::seal::{Seal, from_hex, to_hex};
use crate::witness::{Older, WitnessFile, older};
use crate::{Result, written};
use booking::Mode;

/// The number of signatures read at once: usually the first is right.
const HEADS: usize = 20;

/// The last line as a desk has seen it.
#[derive(Serialize, Deserialize)]
struct Head {
    journal: String,
    desk: Option<String>,
    at: String,
    seq: i64,
    hash: String,
    signature: String,
}

impl Head {
    fn to_text(&self, mode: Mode) -> String {
        let Head {
            journal,
            at,
            seq,
            hash,
            ..
        } = self;
        format!("shared head of {} {journal} {at} {seq} {hash}", mode.word())
    }

    fn is_signed(&self, mode: Mode, seal: &Seal) -> bool {
        let signature = from_hex(&self.signature).unwrap_or_default();
        hmac::verify(seal.chain(), self.to_text(mode).as_bytes(), &signature).is_ok()
    }
}

impl SharedStore {
    /// Signs the present end of the trail. Returns whether lines are missing that were seen before.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn countersign(&self, now: DateTime<Utc>) -> Result<Option<Older>> {
        let records = &self.records;
        let mut store = records.store.lock().await;
        let seen = self.witness.seen(&records.seal)?;
        if let Some(older) = older(seen, &mut **store).await? {
            return Ok(Some(older));
        }
        let (seq, hash) = tip(&mut **store).await?;
        let journal = self.journal.clone();
        let desk = records.who.desk.clone();
        let mut head = Head {
            journal,
            desk,
            at: written(now),
            seq,
            hash,
            signature: String::new(),
        };
        let signature = hmac::sign(records.seal.chain(), head.to_text(records.mode).as_bytes());
        head.signature = to_hex(signature.as_ref());
        store.insert("heads", &head).await?;
        // The signature is in the database, witnessed or not.
        let _ = self.witness.go_on(&records.seal, &mut **store).await;
        Ok(None)
    }
}

/// Returns the last line that any desk has signed. A line not signed with this key proves nothing.
pub(crate) async fn last_signed(
    store: &mut dyn Store,
    mode: Mode,
    seal: &Seal,
) -> Result<WitnessFile> {
    for before in (0..).step_by(HEADS) {
        let heads = format!("SELECT * FROM heads ORDER BY seq DESC LIMIT {HEADS} OFFSET {before}");
        let heads: Vec<Head> = store.rows(heads, NOTHING).await?;
        let are_last = heads.len() < HEADS;
        if let Some(head) = heads.into_iter().find(|head| head.is_signed(mode, seal)) {
            return Ok(WitnessFile::Head(head.seq, head.hash));
        }
        if are_last {
            break;
        }
    }
    Ok(WitnessFile::Nothing)
}
