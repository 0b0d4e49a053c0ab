//! The hash chain of the audit trail.
//!
//! The hash of a line is an HMAC over the hash of the previous line and the content of the line, so lines
//! can't be forged without the key. The person in a line enters as a separate salted hash: salt and text can
//! be erased to forget that person, and the chain still verifies.

use ring::digest::{SHA256, digest};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::audit::base;
use super::database::Store;
use super::seal::{Seal, to_hex};
use super::{Result, begin, end};

/// The hash before the first line.
pub(super) const BEGINNING: &str = "";

/// One line of the trail, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TrailLine {
    pub(super) seq: i64,
    pub(super) at: String,
    pub(super) operator: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) what: String,
    #[serde(rename = "backend")]
    pub(super) clinic: Option<String>,
    pub(super) intent: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) fields: Option<String>,
    pub(super) result: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) person: Option<String>,
    pub(super) appointment: Option<String>,
    pub(super) starts_at: Option<String>,
    /// The kind of change; `None` in lines of earlier versions, and in those about no change.
    pub(super) kind: Option<String>,
    /// The values before the change.
    pub(super) old_value: Option<String>,
    /// The values after the change.
    pub(super) new_value: Option<String>,
    pub(super) salt: Option<String>,
    pub(super) subject: String,
    pub(super) hash: String,
}

impl TrailLine {
    /// Returns the hash of the person and appointment, as long as the line contains them.
    pub(super) fn subject(&self) -> String {
        let mut said = vec![
            self.salt.as_deref(),
            self.person.as_deref(),
            self.appointment.as_deref(),
            self.starts_at.as_deref(),
        ];
        // Lines without these values are hashed as before the values existed.
        if self.old_value.is_some() || self.new_value.is_some() {
            said.extend([self.old_value.as_deref(), self.new_value.as_deref()]);
        }
        to_hex(digest(&SHA256, &join_with_lengths(&said)).as_ref())
    }

    /// Returns the hash of the whole line after the one with the hash `before`.
    pub(super) fn hash_after(&self, before: &str, key: &hmac::Key) -> String {
        to_hex(hmac::sign(key, &self.said_after(before)).as_ref())
    }

    /// Returns the hash that versions without a key made.
    pub(super) fn plain_hash_after(&self, before: &str) -> String {
        to_hex(digest(&SHA256, &self.said_after(before)).as_ref())
    }

    fn said_after(&self, before: &str) -> Vec<u8> {
        let seq = self.seq.to_string();
        let mut said = vec![
            Some(before),
            Some(&*seq),
            Some(&self.at),
            self.operator.as_deref(),
            self.desk.as_deref(),
            Some(&self.what),
            self.clinic.as_deref(),
            self.intent.as_deref(),
            self.provider.as_deref(),
            self.fields.as_deref(),
            self.result.as_deref(),
            self.reason.as_deref(),
            Some(&self.subject),
        ];
        said.extend(self.kind.as_deref().map(Some));
        join_with_lengths(&said)
    }
}

/// Joins texts, each preceded by its length, so that no two lists of texts give the same bytes.
fn join_with_lengths(texts: &[Option<&str>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in texts {
        let length = text.map_or(u64::MAX, |text| text.len() as u64);
        bytes.extend(length.to_be_bytes());
        bytes.extend(text.unwrap_or_default().as_bytes());
    }
    bytes
}

/// The fact that the trail is chained with the key.
const CHAINED: &str = "chain";

/// Chains a trail with the key that an earlier version wrote without one, as far as it is intact: a line
/// altered by then still counts as altered.
pub(super) async fn chain_with_key(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    if store.fact(CHAINED).await?.is_some() {
        return Ok(());
    }
    begin(store).await?;
    let done = match store.fact(CHAINED).await {
        Ok(None) => chain_anew(store, seal).await,
        other => other.map(drop),
    };
    end(store, done).await
}

async fn chain_anew(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    let (mut seq, mut plain) = base(store).await?;
    let mut keyed = plain.clone();
    'lines: loop {
        let lines = store.lines_after(seq).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            if line.seq != seq + 1 || line.hash != line.plain_hash_after(&plain) {
                break 'lines;
            }
            keyed = line.hash_after(&keyed, seal.chain());
            store.set_line_hash(line.seq, &keyed).await?;
            (seq, plain) = (line.seq, line.hash);
        }
    }
    store.set_fact(CHAINED, "keyed").await
}
