//! The end of the clinic's audit trail, as each desk has seen it: signed with the clinic's key, in the database.

use chrono::{DateTime, Utc};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::audit::{base, tip};
use super::bytes::{from_hex, to_hex};
use super::database::Store;
use super::seal::Seal;
use super::witness::Older;
use super::{Result, written};
use booking::Mode;

/// The number of heads read at once. Usually none is without its line.
const HEADS: usize = 1000;

/// The heads of lines that are not in the trail, or not with this number, from those that were not let go.
const WITHOUT_LINE: &str = "SELECT heads.* FROM heads LEFT JOIN audit ON audit.seq = heads.seq AND audit.hash = heads.hash \
     WHERE audit.seq IS NULL AND heads.seq > $1 ORDER BY heads.seq DESC";

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
    /// Signs the line with this number and hash as the end that a desk has seen.
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
        let signature = hmac::sign(seal.chain(), head.signed_text(mode).as_bytes());
        head.signature = to_hex(signature.as_ref());
        head
    }

    fn signed_text(&self, mode: Mode) -> String {
        let desk = self.desk.as_deref().unwrap_or_default();
        format!("{} {desk}", self.signed_text_without_desk(mode))
    }

    /// What versions have signed that did not sign the name of the desk.
    fn signed_text_without_desk(&self, mode: Mode) -> String {
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
        [self.signed_text(mode), self.signed_text_without_desk(mode)]
            .iter()
            .any(|text| hmac::verify(seal.chain(), text.as_bytes(), &signature).is_ok())
    }
}

/// Returns the finding if the trail lacks a line that a desk has signed as its end. A head that is not signed with this key
/// proves nothing.
pub(super) async fn older(store: &mut dyn Store, mode: Mode, seal: &Seal) -> Result<Option<Older>> {
    let (begins, _) = base(store).await?;
    for before in (0..).step_by(HEADS) {
        let heads = format!("{WITHOUT_LINE} LIMIT {HEADS} OFFSET {before}");
        let heads: Vec<Head> = store.rows(heads, [begins]).await?;
        let are_last = heads.len() < HEADS;
        if let Some(head) = heads.into_iter().find(|head| head.is_signed(mode, seal)) {
            let (last, _) = tip(store).await?;
            return Ok(Some(Older {
                witnessed: Some(head.seq),
                last,
            }));
        }
        if are_last {
            break;
        }
    }
    Ok(None)
}
