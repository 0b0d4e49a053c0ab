//! A change as a row of the records: ids, times and sealed bytes.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use super::audit::Entry;
use super::{Done, IntentId};

/// One change, as it is stored. Times are UTC texts ([`super::written`]).
#[derive(Clone, Debug, Default)]
pub(super) struct ChangeRow {
    pub(super) id: String,
    /// The lease of the window that looks after it.
    pub(super) lease: String,
    pub(super) kind: String,
    pub(super) state: String,
    pub(super) vendor: String,
    /// The appointment that it changes; none for a new one.
    pub(super) about: Option<String>,
    /// The id of whose it is, or what stands for it.
    pub(super) person: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) ends_at: Option<String>,
    /// The appointment that it became.
    pub(super) appointment: Option<String>,
    pub(super) result: Option<String>,
    pub(super) operator: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) prepared_at: String,
    pub(super) changed_at: String,
    /// Its payload; none once it is settled.
    pub(super) sealed: Option<String>,
}

impl ChangeRow {
    pub(super) fn id(&self) -> Option<IntentId> {
        self.id.parse::<Uuid>().ok().map(IntentId::from)
    }

    pub(super) fn is(&self, state: Done) -> bool {
        self.state == state.word()
    }

    pub(super) fn start(&self) -> Option<DateTime<Utc>> {
        moment(self.starts_at.as_deref()?)
    }

    /// What an audit line says about each of its steps.
    pub(super) fn about(self) -> Entry {
        Entry {
            intent: self.id(),
            backend: self.vendor.parse().ok(),
            start: self.start(),
            person: self.person,
            provider: self.provider,
            appointment: self.appointment.or(self.about),
            ..Entry::default()
        }
    }
}

impl FromRow<'_, SqliteRow> for ChangeRow {
    fn from_row(row: &SqliteRow) -> Result<ChangeRow, sqlx::Error> {
        Ok(ChangeRow {
            id: row.try_get("id")?,
            lease: row.try_get("lease")?,
            kind: row.try_get("kind")?,
            state: row.try_get("state")?,
            vendor: row.try_get("vendor")?,
            about: row.try_get("about")?,
            person: row.try_get("person")?,
            provider: row.try_get("provider")?,
            starts_at: row.try_get("starts_at")?,
            ends_at: row.try_get("ends_at")?,
            appointment: row.try_get("appointment")?,
            result: row.try_get("result")?,
            operator: row.try_get("operator")?,
            desk: row.try_get("desk")?,
            prepared_at: row.try_get("prepared_at")?,
            changed_at: row.try_get("changed_at")?,
            sealed: row.try_get("sealed")?,
        })
    }
}

pub(super) fn moment(written: &str) -> Option<DateTime<Utc>> {
    written.parse().ok()
}
