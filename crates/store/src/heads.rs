//! The end of the clinic's audit trail, as a desk has seen it: signed with the clinic's key, in the database.

use chrono::{DateTime, Utc};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::bytes::{from_hex, to_hex};
use super::database::{NOTHING, Store};
use super::seal::Seal;
use super::witness::WitnessFile;
use super::{Result, written};
use booking::Mode;

/// The number of signatures read at once: usually the first is right.
const HEADS: usize = 20;

/// The last line as a desk has seen it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    journal: String,
    desk: Option<String>,
    at: String,
    seq: i64,
    hash: String,
    signature: String,
}

impl Head {
    /// Signs the line with this number and hash, as the end that a desk has seen.
    pub(super) fn signed(
        (journal, desk): (String, Option<String>),
        (seq, hash): (i64, String),
        mode: Mode,
        seal: &Seal,
        now: DateTime<Utc>,
    ) -> Head {
        let mut head = Head {
            journal,
            desk,
            at: written(now),
            seq,
            hash,
            signature: String::new(),
        };
        let signature = hmac::sign(seal.chain(), head.to_text(mode).as_bytes());
        head.signature = to_hex(signature.as_ref());
        head
    }

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

/// Returns the last line that any desk has signed. A line not signed with this key proves nothing.
pub(super) async fn last_signed(
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
