//! How each line of the audit trail vouches for all before it.
//!
//! A line's hash is taken of the hash before it and of everything the line says. Whom it is about goes in as a hash
//! of its own, salted for each line: salt and text can be taken out for someone who is to be forgotten, and the chain
//! stays whole.

use ring::digest::{Context, SHA256};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

use super::seal::to_hex;

/// What stands before the first line.
pub(super) const BEGINNING: &str = "";

/// One line of the trail, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) seq: i64,
    pub(super) at: String,
    pub(super) operator: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) what: String,
    pub(super) backend: Option<String>,
    pub(super) intent: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) fields: Option<String>,
    pub(super) result: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) person: Option<String>,
    pub(super) appointment: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) salt: Option<String>,
    pub(super) subject: String,
    pub(super) hash: String,
}

impl Line {
    /// The hash of whom it is about, as long as that stands in it.
    pub(super) fn subject(&self) -> String {
        digest(&[
            self.salt.as_deref(),
            self.person.as_deref(),
            self.appointment.as_deref(),
            self.starts_at.as_deref(),
        ])
    }

    /// The hash of the whole line behind the one with the hash `before`.
    pub(super) fn hash_after(&self, before: &str) -> String {
        digest(&[
            Some(before),
            Some(&self.seq.to_string()),
            Some(&self.at),
            self.operator.as_deref(),
            self.desk.as_deref(),
            Some(&self.what),
            self.backend.as_deref(),
            self.intent.as_deref(),
            self.provider.as_deref(),
            self.fields.as_deref(),
            self.result.as_deref(),
            self.reason.as_deref(),
            Some(&self.subject),
        ])
    }
}

impl FromRow<'_, SqliteRow> for Line {
    fn from_row(row: &SqliteRow) -> Result<Line, sqlx::Error> {
        Ok(Line {
            seq: row.try_get("seq")?,
            at: row.try_get("at")?,
            operator: row.try_get("operator")?,
            desk: row.try_get("desk")?,
            what: row.try_get("what")?,
            backend: row.try_get("backend")?,
            intent: row.try_get("intent")?,
            provider: row.try_get("provider")?,
            fields: row.try_get("fields")?,
            result: row.try_get("result")?,
            reason: row.try_get("reason")?,
            person: row.try_get("person")?,
            appointment: row.try_get("appointment")?,
            starts_at: row.try_get("starts_at")?,
            salt: row.try_get("salt")?,
            subject: row.try_get("subject")?,
            hash: row.try_get("hash")?,
        })
    }
}

/// SHA-256 over texts, each with its length before it, so that none can lend letters to the next.
fn digest(texts: &[Option<&str>]) -> String {
    let mut context = Context::new(&SHA256);
    for text in texts {
        let length = text.map_or(u64::MAX, |text| text.len() as u64);
        context.update(&length.to_be_bytes());
        context.update(text.unwrap_or_default().as_bytes());
    }
    to_hex(context.finish().as_ref())
}
