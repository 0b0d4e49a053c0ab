//! A change as a row of the records: ids, times and sealed bytes.

use chrono::{DateTime, Utc};
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
    /// The patient's id, or a pseudonym of what was typed in its place.
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

    /// Whether nobody knows yet what became of it.
    pub(super) fn is_open(&self) -> bool {
        [Done::Sending, Done::Unknown, Done::NotThere].into_iter().any(|state| self.is(state))
    }

    pub(super) fn start(&self) -> Option<DateTime<Utc>> {
        moment(self.starts_at.as_deref()?)
    }

    /// What an audit line says about each of its steps.
    pub(super) fn about(self) -> Entry {
        Entry {
            intent: self.id(),
            backend: Some(self.vendor.clone()),
            start: self.start(),
            person: self.person,
            provider: self.provider,
            appointment: self.appointment.or(self.about),
            ..Entry::default()
        }
    }
}

pub(super) fn moment(written: &str) -> Option<DateTime<Utc>> {
    written.parse().ok()
}
